// Package importer turns foreign formats into a source in Markdown and a report of everything that was done.
// In goes one file's bytes, out come front matter, body, speakers, turns, and each line that was left out with its reason. It
// never loses a word and never invents a date, an outlet or a speaker; it knows no disk: writing is for its callers.
//
// A format is a row of formats and a file of its own that makes paragraphs. All formats then go the same way: labels, head, page
// furniture, questions, Markdown, and the account of the words.
package importer

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"path"
	"slices"
	"strings"

	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/field"
	"github.com/lateral-reader/lateral/internal/source"
	"github.com/lateral-reader/lateral/internal/words"
)

// MaxSize is the largest file that is read, in bytes.
const MaxSize = 64 << 20

// Options overrule guesses and say what the site already has. The zero value works.
type Options struct {
	Kind       string            // one of Kinds; "" is told from the text
	Format     string            // one of Formats; "" is told from the file
	Encoding   string            // as the WHATWG names them; "" is UTF-8, or what the file says of itself
	Rights     string            // "" is all-rights-reserved
	Lang       string            // the site's language; a source in another one says so. "" is en
	ID         string            // the source's; "" is made of its title
	Collection string            // where the source will stand; only messages use it
	Speakers   map[string]string // printed label -> id; such a label needs no other sign to be one
	Known      []Known           // speakers and outlets that the site has
	Taken      []string          // further ids that are in use
}

// Known is a speaker or an outlet of the site.
type Known struct {
	ID, Name string
	Aliases  []string
	Outlet   bool
}

// Result is a source made of one file, and what was done.
type Result struct {
	Kind                       string // one of Kinds
	ID                         string // proposed, from the title
	Title, Subtitle, Published string
	Untitled                   bool   // the title is not the text's: it was made of the file's name or its first words
	Outlet, OutletName         string // "" where the text states none
	OutletNew                  bool   // the site does not have it
	Lang, URL, Genre, Voice    string // "" where not known; Voice is an id
	Byline                     []string
	Speakers                   []Speaker // by first appearance
	Turns                      []Turn
	stretches                  []stretch
	Dropped                    []Line            // lines that are not in the body, in their order
	Problems                   []diag.Diagnostic // warnings: what a person should look at
	Account                    Account
	Front                      string // the lines between the fences
	Body                       string // Markdown without front matter: what attach stores
	Markdown                   string // the whole file
	Original                   Original
}

// Speaker is a party that the file gives words to.
type Speaker struct {
	ID        string
	Name      string   // "" where the label names nobody
	Described string   // for a label without a person
	Kind      string   // person, group, or "" where that is not known
	Labels    []string // as printed, by first appearance
	Turns     int
	New       bool // the site does not have it
}

// Turn is one stretch as the made source has it.
type Turn struct {
	Speaker string // id of a speaker, the outlet, or the source
	Role    string // "question" in an unlabelled question-and-answer piece
	Text    string // paragraphs joined by a blank line, without stage directions
}

// Line is a line, or a part of one, that is not in the body.
type Line struct {
	Line int // from 1
	Text string
	Why  string
}

// Original is what is known of the file itself.
type Original struct {
	Name, SHA256, Format string
	Time                 string // when the file was made, RFC 3339 or a part of it, where the file itself says so; else ""
	Size                 int
}

// Read makes a source of one file. Input that cannot be one gives errors and no Result.
func Read(name string, data []byte, o Options) (*Result, []diag.Diagnostic) {
	f, in, ds := open(name, data, o)
	if f == nil {
		return nil, ds
	}
	sum := sha256.Sum256(data)
	orig := Original{Name: path.Base(strings.ReplaceAll(name, `\`, "/")), SHA256: hex.EncodeToString(sum[:]), Format: f.Name, Size: len(data)}

	// The careful way first. Where the result does not say what the input says, the same with every mark escaped, then the bare
	// text: less is understood, but nothing is lost.
	plain := f
	if f.Name == "markdown" {
		plain = plainText()
	}
	var last diag.Diagnostic
	for i, way := range []way{{f, false, false}, {plain, true, false}, {plain, true, true}} {
		r, ds := way.read(name, in, o, orig)
		if r == nil {
			return nil, ds
		}
		var ok bool
		if last, ok = r.verify(); ok {
			if i > 0 {
				r.problem(0, "the text reads differently as Markdown; every mark in it was escaped")
			}
			res := r.res
			res.Problems = diag.Sort(append(res.Problems, ds...))
			slices.SortStableFunc(res.Dropped, func(a, b Line) int { return cmp.Compare(a.Line, b.Line) })
			return res, nil
		}
		if len(r.res.Markdown) > source.MaxSize {
			break
		}
	}
	return nil, []diag.Diagnostic{last}
}

// way is one way to read a text.
type way struct {
	format  *format
	escaped bool // escape every mark that Markdown might read
	bare    bool // look for nothing: no labels, no head, no furniture
}

// read makes a source; a text that is far too large for one is refused before anybody looks at its words. Without a reading the messages say
// why; beside one they are warnings.
func (w way) read(name string, in input, o Options, orig Original) (*reading, []diag.Diagnostic) {
	r := &reading{name: name, o: o, way: w, input: in.text, markdown: in.text, res: &Result{Original: orig}}
	paras, ds := w.format.Read(r, in)
	if diag.HasErrors(ds) {
		return nil, ds
	}
	if !words.Has(r.input) {
		return nil, []diag.Diagnostic{diag.Errorf(diag.Place{File: name}, "the file holds no words")}
	}
	r.paras = paras
	size := 0
	for _, p := range r.paras {
		for _, l := range p.lines {
			size += len(l.s)
		}
	}
	if size > source.MaxSize+source.MaxSize/4 {
		return nil, []diag.Diagnostic{r.tooLarge(size)}
	}
	switch {
	case w.bare:
		r.res.Kind = "article"
		r.voices = nil
		for i := range r.paras {
			r.unlabel(&r.paras[i])
		}
		r.untitled()
	case r.told:
		r.res.Kind = cmp.Or(o.Kind, r.res.Kind, w.format.Kind, "article")
		r.untitled()
		r.nameOutlet()
		r.language()
	default:
		r.record()
		r.mailHead()
		if r.named {
			r.byPage()
		} else {
			r.labels()
		}
		r.flow()
		r.series()
		r.head()
		if !r.picked || r.res.Kind == "transcript" {
			r.furniture()
		}
		if !r.picked {
			r.rejoin()
			r.dots()
		}
		r.questions()
	}
	r.res.Untitled = r.invent
	r.identify()
	r.people()
	r.write()
	return r, ds
}

// unlabel takes the label off a paragraph and leaves it out.
func (r *reading) unlabel(p *para) {
	if p.label != nil {
		r.drop(line{p.line(), p.label.printed + " " + p.label.time}, "a speaker's label")
		p.label = nil
	}
}

func (r *reading) tooLarge(size int) diag.Diagnostic {
	d := diag.Errorf(diag.Place{File: r.name}, "the text makes a source of %d bytes, more than the %d that one may have", size, source.MaxSize)
	return d.WithHint("split it into several files")
}

// reading is one file on its way to a Result. A format's Read fills of res what the file states of itself (Title, Byline, Published, OutletName,
// URL, Lang, Original.Time), reports with drop and problem, and may set the fields of the first group.
type reading struct {
	input    string // the text whose every word must be accounted for; without the format's own signs, such as tags and times of cues
	markdown string // formats with Markup: the Markdown that the paragraphs were read from
	told     bool   // nothing is to be looked for in the words: no labels, headline, page furniture or questions. See declare
	named    bool   // the format tells who speaks: paragraphs have labels
	picked   bool   // the format tells paragraphs and the article from the page around it
	nameEnd  string // what the file's name ends in that is no part of a title: .en

	name       string
	o          Options
	way        way
	res        *Result
	paras      []para
	wrapped    bool              // lines are broken at a column, so that a line is no paragraph
	indents    bool              // lines that begin paragraphs are indented, so that others begin nothing
	lastDate   string            // of the messages of a log
	begins     map[int]string    // when the words of a line begin, by its number, where a line above says so
	signs      bool              // >> stands before each label, and alone where another one speaks whom nobody names
	offices    map[[2]int]bool   // lines below a name that say what somebody is, by paragraph and line
	heard      []found           // lines that say what is heard
	spokenIn   *string           // what tongue found
	parts      map[string]bool   // lines of the list of a broadcast's parts, which are headings between turns
	before     map[string]int    // names before a time without brackets, and words; nil where there are none
	leadTimes  bool              // times in brackets begin what is said below names, and its further paragraphs
	columns    []int             // how far lines are indented, by their number from 0; plain text only
	between    []string          // names between a time and the words, with nothing to set them off; longest first
	voices     []*voice          // transcripts: who the labels stand for
	answering  *voice            // qa: who answers, where a label says so
	answers    string            // qa: the name of who answers, "" where nobody is named
	meant      string            // all the words that the made source must give, in order
	starts     int               // how many labels it must find
	givenIDs   map[string]string // of o.Speakers, by key; made when it is needed
	labelSet   map[string]bool   // made when it is needed
	lowered    map[string]bool   // words that the text has in lower case; made when it is needed
	beginnings map[string]bool   // of the words of the text below the head; made when it is needed
	written    string            // the day that stands before the text as metadata
	rights     string            // whom a line of rights names
	invent     bool              // the title is not in the text
	sure       map[string]bool   // labels, as keys, that are so by what stands around them
	form       bool              // keys of a form come round, and some of them name nobody
	menus      bool              // menus of a page stood above the headline
	page       *page             // a pasted page
	headAt     int               // the number of the headline's line in a pasted page; 0 where it is not known
	bolds      int               // one more than there are questions in bold; 0 where nobody has counted
}

func (r *reading) problem(line int, format string, args ...any) {
	r.res.Problems = append(r.res.Problems, diag.Warnf(diag.Place{File: r.name, Line: line}, format, args...))
}

func (r *reading) drop(l line, why string) {
	r.res.Dropped = append(r.res.Dropped, Line{l.n, l.s, why})
}

// identify proposes the source's id.
func (r *reading) identify() {
	if r.o.ID != "" {
		r.res.ID = r.o.ID
		return
	}
	id := field.MakeID(r.res.Title)
	for len(id) > 40 {
		i := len(id) - 1
		for i > 20 && id[i] != '-' {
			i--
		}
		if i <= 20 {
			i = 40
		}
		id = id[:i]
	}
	for i := strings.LastIndexByte(id, '-'); i > 20 && particles[id[i+1:]]; i = strings.LastIndexByte(id, '-') {
		id = id[:i]
	}
	if !field.ValidID(id) { // a title in another script: the file's name often says what it is
		if id = field.MakeID(strings.TrimSuffix(r.res.Original.Name, path.Ext(r.res.Original.Name))); len(id) > 40 || !field.ValidID(id) || strings.Trim(id, "0123456789-") == "" {
			id = "text-" + r.res.Original.SHA256[:8]
		}
	}
	r.res.ID = r.free(id, "text")
}

// free makes an id that nothing on the site has: id itself, else with a word or a number after it.
func (r *reading) free(id, word string) string {
	try := id
	for n := 2; r.taken(try); n++ {
		if try = id + "-" + word; n > 2 {
			try = id + "-" + word + "-" + itoa(n)
		}
	}
	return try
}

// reserved names cannot be those of files on Windows.
var reserved = set("con prn aux nul com1 com2 com3 com4 com5 com6 com7 com8 com9 lpt1 lpt2 lpt3 lpt4 lpt5 lpt6 lpt7 lpt8 lpt9")

func (r *reading) taken(id string) bool {
	if reserved[id] {
		return true
	}
	for _, k := range r.o.Known {
		if k.ID == id {
			return true
		}
	}
	for _, t := range r.o.Taken {
		if t == id {
			return true
		}
	}
	return id == r.res.ID || id == r.res.Outlet && id != ""
}

// path is where the source will stand.
func (r *reading) path() string {
	c := r.o.Collection
	if c == "" {
		c = "collection"
	}
	return "content/" + c + "/sources/" + r.res.ID + ".md"
}

func (r *reading) siteLang() string {
	if r.o.Lang == "" {
		return "en"
	}
	return r.o.Lang
}

// parse reads the made source as a build will.
func (r *reading) parse() (*source.Source, []diag.Diagnostic) {
	return source.Parse(r.path(), []byte(r.res.Markdown), r.siteLang(), nil)
}
