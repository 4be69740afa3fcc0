package webpage

import (
	"maps"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/text/language"

	"github.com/lateral-reader/lateral/internal/pattern"
	"github.com/lateral-reader/lateral/internal/words"
)

// metadata is what the page's head and its marked elements say.
type metadata struct {
	tags    map[string][]said // by name or property, lower case
	title   said              // <title>
	linked  *article
	outlets []said   // names of the outlet, the surest first
	slogans []string // headings that name the site, folded
}

// said is a value with the place that states it.
type said struct {
	line             int
	value, by        string
	weight           int
	whole, sub, seen bool
	rest             string // of a part: what it was parted from
}

func sortedKeys(m map[string]any) []string { return slices.Sorted(maps.Keys(m)) }

func same(a, b string) bool { return a != "" && words.Same(a) == words.Same(b) }

// metadata fills what the page states of itself, each value with the place that says so in the list of what is not in the text.
func (p *page) metadata() {
	p.readTags()
	p.uncopied()
	p.meta.linked = p.linkedArticle()
	p.address()
	p.outlet()
	p.headline()
	p.signs()
	p.titleAt = p.shownAt()
	p.language()
	p.date()
	p.authors()
}

// take notes a value that went into the front matter.
func (p *page) take(s said, what string) {
	p.Words += s.value + "\n"
	p.Dropped = append(p.Dropped, Part{s.line, s.value, s.by + ": " + what + ", now in the front matter"})
}

// readTags reads <meta>, <title> and what elements are marked with.
func (p *page) readTags() {
	m := map[string][]said{}
	add := func(n *html.Node, key, value string) {
		value = plainText(value)
		key = strings.ToLower(strings.TrimSpace(key))
		if strings.HasPrefix(key, "dc:") || strings.HasPrefix(key, "dcterm") {
			key = strings.Replace(key, ":", ".", 1)
		}
		if value == "" || len(m[key]) > 20 {
			return
		}
		m[key] = append(m[key], said{line: lineOf(n), value: value, by: key})
	}
	for n := range p.root.Descendants() {
		switch n.DataAtom {
		case atom.Meta:
			for _, k := range []string{"property", "name", "itemprop", "http-equiv"} {
				if key := attr(n, k); key != "" {
					for one := range strings.FieldsSeq(key) {
						if k == "itemprop" {
							one = "itemprop " + one
						}
						add(n, one, attr(n, "content"))
					}
				}
			}
		case atom.Title:
			if p.meta.title.value == "" && n.Parent != nil && n.Parent.DataAtom == atom.Head {
				p.meta.title = said{line: lineOf(n), value: clean(unseen.Replace(textOf(n, 2000))), by: "<title>"}
			}
		case atom.Link:
			for rel := range strings.FieldsSeq(strings.ToLower(attr(n, "rel"))) {
				add(n, "link "+rel, attr(n, "href"))
			}
		case atom.Base:
			add(n, "base", attr(n, "href"))
		}
	}
	p.meta.tags = m
}

func lineOf(n *html.Node) int {
	for ; n != nil; n = n.Parent {
		if v := attr(n, placeAttr); v != "" {
			return atoi(v)
		}
	}
	return 0
}

func atoi(s string) int {
	n := 0
	for _, c := range s {
		if c < '0' || c > '9' {
			return 0
		}
		n = n*10 + int(c-'0')
	}
	return n
}

// textOf is the text of an element, no more than about so many bytes of it.
func textOf(n *html.Node, most int) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		} else if c.DataAtom == atom.Br || !inline[c.DataAtom] {
			b.WriteByte(' ')
		}
		if b.Len() > most {
			break
		}
	}
	return b.String()
}

// tag is the first value of the first of the names that has one.
func (p *page) tag(names ...string) (said, bool) {
	for _, n := range names {
		if vs := p.meta.tags[n]; len(vs) > 0 {
			return vs[0], true
		}
	}
	return said{}, false
}

// firstHeading is the text of the page's first h1 that is no sign of the site.
func (p *page) firstHeading() string {
	for _, b := range p.all {
		if b.tag == atom.H1 && b.words > 2 {
			return b.text
		}
	}
	return ""
}

// wayback matches the address of a copy in the Internet Archive's collection.
var wayback = pattern.New(`^(?:https?:)?//web\.archive\.org/web/\d{4,14}[a-z_]{0,4}/(https?:/?/?.+)$`)

// webAddress gives an address as it is if it is one of the web, without its fragment; that of a copy in an archive is the original's.
func webAddress(s string) string {
	s = strings.TrimSpace(s)
	if m := wayback.FindStringSubmatch(s); m != nil {
		s = m[1]
	}
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return ""
	}
	u.Fragment = ""
	return u.String()
}

// address finds the page's own address and what relative links are relative to.
func (p *page) address() {
	var found []said
	if s, ok := p.tag("link canonical"); ok {
		s.by = "canonical link"
		found = append(found, s)
	}
	if s, ok := p.tag("og:url"); ok {
		found = append(found, s)
	}
	if a := p.meta.linked; a != nil && a.url != "" {
		found = append(found, said{line: a.line, value: a.url, by: "JSON-LD"})
	}
	for _, n := range []string{"savepage-url", "twitter:url", "parsely-link", "citation_public_url", "dc.identifier", "itemprop mainentityofpage", "itemprop url", "link shortlink"} {
		if s, ok := p.tag(n); ok {
			found = append(found, s)
		}
	}
	if p.scan.savedURL != "" {
		found = append(found, said{value: p.scan.savedURL, by: "comment of the browser that saved it"})
	}
	for _, b := range p.all[:min(len(p.all), 200)] {
		if v, ok := strings.CutPrefix(b.text, "The Wayback Machine - "); ok {
			found = append(found, said{line: b.line, value: v, by: "note of the archive that it is from"})
		}
	}
	base := ""
	if s, ok := p.tag("base"); ok {
		base = s.value
	}
	known := webAddress(base)
	for _, s := range found {
		if u := webAddress(s.value); u != "" && known == "" {
			known = u
		}
	}
	for i := range found {
		found[i].value = webAddress(against(known, found[i].value))
	}
	found = slices.DeleteFunc(found, func(s said) bool { return s.value == "" })
	if len(found) > 0 {
		best := found[0]
		for _, s := range found[1:] {
			if isHome(best.value) && !isHome(s.value) {
				best = s
			}
		}
		p.URL = best.value
		p.take(best, "the address")
	}
	if p.base = webAddress(against(p.URL, base)); p.base == "" || base == "" {
		p.base = p.URL
	}
}

// against resolves an address.
func against(base, ref string) string {
	r, err := url.Parse(strings.TrimSpace(ref))
	if err != nil {
		return ""
	}
	if r.IsAbs() {
		return r.String()
	}
	b, err := url.Parse(base)
	if err != nil || base == "" || b.Host == "" {
		return ""
	}
	return b.ResolveReference(r).String()
}

func isHome(s string) bool {
	u, err := url.Parse(s)
	return err == nil && strings.Trim(u.Path, "/") == "" && u.RawQuery == ""
}

var noOutlet = pattern.New(`(?i)^(?:https?:.*|www\..*|@.*|home|wordpress|untitled|pocket|instapaper|feedly|inoreader|readwise(?: reader)?|omnivore|wayback machine|internet archive|null|undefined|website|blog|my (?:site|blog)|.{0,2})$`)

// outlet finds who publishes the page, where metadata name the site or the publisher.
func (p *page) outlet() {
	add := func(s said) {
		s.value = plainText(s.value)
		if s.value != "" && !noOutlet.MatchString(s.value) && countWords(s.value) <= 8 {
			p.meta.outlets = append(p.meta.outlets, s)
		}
	}
	if a := p.meta.linked; a != nil && a.publisher != "" && !a.person && !slices.Contains(a.authors, a.publisher) {
		add(said{line: a.line, value: a.publisher, by: "JSON-LD publisher"})
	}
	for _, n := range []string{"og:site_name", "citation_journal_title", "dc.publisher", "dcterms.publisher", "publisher", "article:publisher_name", "application-name", "apple-mobile-web-app-title", "cre", "copyright"} {
		if s, ok := p.tag(n); ok && (n != "copyright") {
			add(s)
		}
	}
	if a := p.meta.linked; a != nil && a.publisher != "" {
		add(said{line: a.line, value: a.publisher, by: "JSON-LD publisher"})
	}
	if s, ok := p.markedPublisher(); ok && !slices.ContainsFunc(p.all, func(b *block) bool { return b.tag == atom.H1 && same(b.text, s.value) }) {
		add(s)
	}
	if len(p.meta.outlets) > 0 {
		p.Outlet = p.meta.outlets[0].value
		p.take(p.meta.outlets[0], "the outlet")
	}
}

// language reads the page's language.
func (p *page) language() {
	var found []said
	for n := range p.root.Descendants() {
		if n.DataAtom == atom.Html {
			for _, k := range []string{"lang", "xml:lang"} {
				if v := attr(n, k); v != "" {
					found = append(found, said{line: lineOf(n), value: v, by: "<html lang>"})
				}
			}
			break
		}
	}
	if a := p.meta.linked; a != nil && a.lang != "" {
		found = append(found, said{line: a.line, value: a.lang, by: "JSON-LD inLanguage"})
	}
	for _, n := range []string{"og:locale", "content-language", "dc.language", "dcterms.language", "language", "itemprop inlanguage"} {
		if s, ok := p.tag(n); ok {
			found = append(found, s)
		}
	}
	for _, s := range found {
		v := strings.ReplaceAll(strings.TrimSpace(s.value), "_", "-")
		if t, err := language.Parse(v); err == nil && t != language.Und && len(v) < 20 {
			p.Lang = t.String()
			p.take(s, "the language")
			return
		}
	}
}
