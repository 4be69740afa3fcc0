// Package html makes the pages: a corpus in, files out. Templates get typed values with everything looked up already and decide
// nothing. It knows where pages stand and how they link to each other; it reads no disk.
package html

import (
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/notes"
	"github.com/lateral-reader/lateral/internal/output"
	"github.com/lateral-reader/lateral/internal/quick"
	"github.com/lateral-reader/lateral/internal/search"
	"github.com/lateral-reader/lateral/internal/unsaved"
)

// Config is what the pages need beside the corpus.
type Config struct {
	Assets  fs.FS  // templates/ and static/, a site's own files over the built-in ones
	BaseURL string // where the site will stand, with a slash at its end; "" where not known
	// Each calls f for 0 to n-1, several at once; nil: one after the other.
	Each func(n int, f func(i int))
}

// site is one edition on its way to pages.
type site struct {
	*corpus.Corpus
	cfg  Config
	base *template.Template
	made map[string]*quick.Set

	statics []string // names of static files
	ownCSS  bool     // the site has styles of its own beside ours

	sentences      sync.Map    // *corpus.Source → []doc.Range, see around
	claimsAsked    sync.Map    // *corpus.Claim → *asked
	mostNotedUnder sync.Map    // *corpus.Topic → []*corpus.Claim, see mostNoted
	layouts        sync.Map    // *corpus.Collection → *layout
	people         sync.Map    // *corpus.Outlet → []*corpus.Speaker, see peopleOf
	allWithheld    sync.Map    // *corpus.Source → *withheld
	sameFoot       func() foot // of pages, where it has no links between pages
	namedAlone     atomic.Int32
	mayName        *mayName                          // for a server; else nil
	allNamed       func() *namings                   // of all speakers
	turns          func() map[*corpus.Source][]turns // see speaking; made once it is asked for
	claimRank      func() map[*corpus.Claim]int      // in the order in which the collections have them
	leftward       func() bool                       // some text runs from right to left
	desks          sync.Pool                         // *desk
	allSameLinks   sync.Map                          // folder → *sameLinks
	boards         sync.Pool                         // *board
}

// page is what every template gets: the frame around Main.
type page struct {
	Path        string // output path, slashes
	Title       string // of the page
	Site        string // title of the site
	Description string
	Lang        string
	Banner      string // of the edition, "" in public
	NoIndex     bool
	Canonical   string // whole address, "" where the site does not know its own
	Base        string // for 404.html alone, which is served from anywhere
	Stylesheet  string
	Styles      []string // beside the one of all pages
	Scripts     []string
	Script      string
	Icon        string
	Home        string
	Nav         []Link
	Crumbs      []Link        // the last is the page itself and has no Href
	About       template.HTML // who made the site: its first paragraph; all of it stands on AboutPage
	AboutPage   string
	HowPage     string
	License     template.HTML
	Contact     template.HTML
	Main        any
}

// Link is words that lead somewhere; an empty Href leaves the words alone.
type Link struct {
	Href, Text string
	Current    bool
	External   bool
}

// Pages gives every file of the site to emit. Templates that do not parse are an error; what they print is checked by the gate.
func Pages(c *corpus.Corpus, cfg Config, emit func(output.File)) error {
	m, err := Open(cfg)
	if err == nil {
		m.Pages(c, emit)
	}
	return err
}

// Maker is parsed templates and the names of static files, with which pages can be made again and again.
type Maker struct {
	blank  site
	naming *mayName
}

// Open reads the templates and finds the static files.
func Open(cfg Config) (*Maker, error) {
	m := &Maker{blank: site{cfg: cfg, made: map[string]*quick.Set{}}}
	err := m.blank.parse()
	if err == nil {
		m.blank.statics, err = m.blank.static()
	}
	return m, err
}

// Pages gives every file of the site to emit.
func (m *Maker) Pages(c *corpus.Corpus, emit func(output.File)) { m.site(c).pages(emit) }

// Folders are the top folders of the output. A server lists the files of those that it is asked for, after each change of the corpus.
func (m *Maker) Folders(c *corpus.Corpus) []Folder {
	s := m.site(c)
	if m.naming == nil || m.naming.c != c || m.naming.texts != c.Texts() {
		m.naming = newMayName(s, m.naming)
	}
	s.mayName, s.turns = m.naming, m.naming.turns
	return s.folders()
}

func (m *Maker) site(c *corpus.Corpus) *site {
	b := &m.blank
	s := &site{Corpus: c, cfg: b.cfg, base: b.base, made: b.made, statics: b.statics, ownCSS: slices.Contains(b.statics, ownCSS)}
	s.sameFoot = sync.OnceValue(func() foot { return s.foot("") })
	s.allNamed = sync.OnceValue(func() *namings { return newNamings(s, s.Speakers) })
	s.turns = sync.OnceValue(func() map[*corpus.Source][]turns { return speaking(c) })
	s.claimRank = sync.OnceValue(func() map[*corpus.Claim]int {
		rank := map[*corpus.Claim]int{}
		for _, col := range c.Collections {
			for _, cl := range col.Claims {
				rank[cl] = len(rank)
			}
		}
		return rank
	})
	s.leftward = sync.OnceValue(func() bool { return leftward(c) })
	return s
}

// leftwardLangs are the languages of static/some.css.
var leftwardLangs = []string{"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"}

// leftward tells whether a text runs from right to left: any page may then have words of it.
func leftward(c *corpus.Corpus) bool {
	is := func(lang string) bool {
		lang, _, _ = strings.Cut(lang, "-")
		return slices.Contains(leftwardLangs, strings.ToLower(lang))
	}
	return is(c.Config.Lang) || slices.ContainsFunc(c.Collections, func(col *corpus.Collection) bool {
		return is(col.Lang) || slices.ContainsFunc(col.Sources, func(src *corpus.Source) bool { return is(src.Doc.Lang) }) ||
			slices.ContainsFunc(col.Claims, func(cl *corpus.Claim) bool { return rightToLeft(cl.Words) })
	})
}

// Folder is a folder at the top of the output, "" for the files that stand there themselves.
type Folder struct {
	Name string
	List func(emit func(output.File))
	// Of emits, where it is not nil, the files of the one thing to which a path belongs: how the lists of all others go on need not be known.
	// A path for which it emits nothing may still be in List.
	Of func(at string, emit func(output.File))
}

func (s *site) pages(emit func(output.File)) {
	for _, f := range s.folders() {
		f.List(emit)
	}
}

func (s *site) folders() []Folder {
	list := []Folder{{Name: "", List: func(emit func(output.File)) {
		s.index(emit)
		s.plain(emit)
		s.how(emit)
	}}, {Name: "search", List: s.searchIndex}} // early, as making the index takes memory, and what pages have found for each other comes to it with time
	for _, col := range s.Collections {
		list = append(list, Folder{Name: col.ID, List: func(emit func(output.File)) {
			s.sources(col, emit)
			s.sourceFiles(col, emit)
			s.claims(col, emit)
			s.collection(col, emit)
			s.sideBySide(col, emit)
			s.assignments(col, emit)
		}})
	}
	return append(list, Folder{"speakers", s.speakers, s.speakerOf}, Folder{"outlets", s.outlets, s.outletOf}, Folder{Name: "static", List: s.copies})
}

// copies emits the static files.
func (s *site) copies(emit func(output.File)) {
	for _, p := range s.statics {
		emit(output.File{Path: p, Render: func(w io.Writer) error {
			b, err := fs.ReadFile(s.cfg.Assets, p)
			if err == nil {
				_, err = w.Write(b)
			}
			return err
		}})
	}
}

// ownCSS is a site's own styles, which all pages load after ours: so it need not take over a whole file of ours.
const ownCSS = "static/own.css"

// names lists the page templates, each a file templates/<name>.html that defines "main".
var names = []string{"index", "source", "sourcefile", "claim", "collection", "speaker", "outlet", "list", "assignment", "search", "about", "404", "beside", "how", "health"}

// parse reads the frame, the parts, and a template for each kind of page.
func (s *site) parse() error {
	read := func(name string) (string, error) {
		b, err := fs.ReadFile(s.cfg.Assets, "templates/"+name)
		return string(b), err
	}
	frame, err := read("frame.html")
	if err != nil {
		return err
	}
	s.base = template.New("frame")
	if _, err = s.base.Parse(frame); err != nil {
		return fmt.Errorf("templates/frame.html: %w", err)
	}
	parts, err := fs.Glob(s.cfg.Assets, "templates/*/*.html")
	if err != nil {
		return err
	}
	for _, p := range parts {
		name := strings.TrimSuffix(strings.TrimPrefix(p, "templates/"), ".html")
		text, err := fs.ReadFile(s.cfg.Assets, p)
		if err != nil {
			return err
		}
		if _, err := s.base.New(name).Parse(string(text)); err != nil {
			return fmt.Errorf("%s: %w", p, err)
		}
	}
	if _, err := s.base.New("note").Parse(dispatch()); err != nil {
		return err
	}
	for _, n := range names {
		text, err := read(n + ".html")
		if err != nil {
			return err
		}
		t, err := s.base.Clone()
		if err == nil {
			_, err = t.New("templates/" + n + ".html").Parse(text) // messages name it
		}
		if err != nil {
			return fmt.Errorf("templates/%s.html: %w", n, err)
		}
		if t.Lookup("main") == nil {
			return fmt.Errorf(`template: templates/%s.html:1:1: the file does not define "main": begin it with {{define "main"}} and close it with {{end}}`, n)
		}
		s.made[n] = quick.New(t)
	}
	return nil
}

// dispatch is a template that prints a note by the template of its kind, which a template cannot choose by itself.
func dispatch() string {
	var b strings.Builder
	for _, k := range notes.Kinds {
		fmt.Fprintf(&b, `{{if eq .Kind %q}}{{template %q .}}{{end}}`, k.Name, "notes/"+k.Name)
	}
	return b.String()
}

// file makes the output file of a page from a template and its main part. main is called when the file is made.
func (s *site) file(tmpl, at, title, lang string, crumbs []Link, main func() any) output.File {
	return output.File{Path: at, Render: func(w io.Writer) error {
		p := s.frame(at, title, lang, crumbs)
		p.Main = main()
		to := s.sameLinks(at)
		if tmpl != "source" {
			p.Styles = append(to.styles, p.Styles...)
		}
		src, is := p.Main.(*sourcePage)
		if is && (src.Withheld || src.Long) || p.Banner != "" || s.leftward() {
			p.Styles = append(p.Styles, to.some)
		}
		if s.ownCSS {
			p.Styles = append(p.Styles, rel(at, ownCSS))
		}
		if err := s.made[tmpl].Execute(w, "frame", p); err != nil {
			return fmt.Errorf("templates/%s.html for %s: %w", tmpl, at, err)
		}
		if is {
			defer src.desk.done()
			if src.failed != nil {
				return fmt.Errorf("%s: %w", at, src.failed)
			}
		}
		return nil
	}}
}

// frame fills what all pages have.
func (s *site) frame(at, title, lang string, crumbs []Link) *page {
	foot := s.sameFoot()
	if hasLinks(s.About) || hasLinks(s.License) || hasLinks(s.Contact) {
		foot = s.foot(at)
	}
	if at == "about.html" {
		foot.about = "" // it stands there whole
	}
	to := s.sameLinks(at)
	p := &page{
		Path: at, Title: title, Site: s.Config.Title, Description: s.Config.Description, Lang: lang,
		Banner: s.Edition.Banner, NoIndex: s.Edition.Banner != "" || at == "404.html",
		Stylesheet: to.stylesheet, Script: to.script, Icon: to.icon, Home: to.home, Nav: to.nav, Crumbs: crumbs,
		License: foot.license, Contact: foot.contact, About: foot.about, AboutPage: to.about, HowPage: to.how,
	}
	if lang == "" {
		p.Lang = s.Config.Lang
	}
	if at == searchPath {
		p.Styles = append(p.Styles, rel(at, "static/search.css"))
		for _, name := range []string{"static/shards.js", "static/search.js", searchDir + search.First} {
			p.Scripts = append(p.Scripts, rel(at, name))
		}
	}
	if at == HealthPath {
		p.Styles = append(p.Styles, "serve.css")
	}
	if s.cfg.BaseURL != "" && at != "404.html" {
		p.Canonical = s.cfg.BaseURL + strings.TrimSuffix(at, "index.html")
	}
	if at == "404.html" {
		p.Base = s.cfg.BaseURL
	}
	for i := range nav {
		if nav[i].Href == at {
			p.Nav = slices.Clone(p.Nav)
			p.Nav[i].Current = true
		}
	}
	return p
}

// nav is the main parts of a site.
var nav = []Link{
	{Href: "index.html", Text: "Collections"},
	{Href: "speakers/index.html", Text: "Speakers"},
	{Href: "outlets/index.html", Text: "Outlets"},
	{Href: "search.html", Text: "Search"},
	{Href: "about.html", Text: "About"},
}

// sameLinks is the links that all pages of a folder have.
type sameLinks struct {
	stylesheet, script, icon, home, about, how string
	nav                                        []Link
	styles                                     []string // of all but source pages
	some                                       string   // what few pages need
}

func (s *site) sameLinks(at string) *sameLinks {
	folder, _ := path.Split(at)
	if known, ok := s.allSameLinks.Load(folder); ok {
		return known.(*sameLinks)
	}
	l := &sameLinks{
		stylesheet: rel(at, "static/lateral.css"), script: rel(at, "static/lateral.js"), icon: rel(at, "static/icon.svg"), home: rel(at, "index.html"),
		about: rel(at, "about.html"), how: rel(at, howPath), nav: slices.Clone(nav), styles: []string{rel(at, "static/pages.css")}, some: rel(at, "static/some.css"),
	}
	for i := range l.nav {
		l.nav[i].Href = rel(at, l.nav[i].Href)
	}
	s.allSameLinks.Store(folder, l)
	return l
}

// foot is what stands at the foot of every page.
type foot struct{ about, license, contact template.HTML }

func (s *site) foot(at string) foot {
	return foot{s.opening(s.About, at), s.prose(s.License, at), s.prose(s.Contact, at)}
}

// static lists the files of the folder of that name.
func (s *site) static() (names []string, err error) {
	err = fs.WalkDir(s.cfg.Assets, "static", func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil || p == "static":
			return err
		case unsaved.Temporary(d.Name()) && d.IsDir():
			return fs.SkipDir
		case unsaved.Temporary(d.Name()) || d.IsDir():
			return nil
		}
		names = append(names, p)
		return nil
	})
	return names, err
}
