package webpage

import (
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/text/language"

	"github.com/lateral-reader/lateral/internal/words"
)

// metadata is what the page's head and its marked elements say.
type metadata struct {
	tags    map[string][]said // by name or property, lower case
	title   said              // <title>
	linked  *article
	outlets []said // names of the outlet, the surest first
}

// said is a value with the place that states it.
type said struct {
	line             int
	value, by        string
	weight           int
	whole, sub, seen bool
}

func sortedKeys(m map[string]any) []string { return slices.Sorted(maps.Keys(m)) }

func same(a, b string) bool { return a != "" && words.Same(a) == words.Same(b) }

// metadata fills what the page states of itself, each value with the place that says so in the list of what is not in the text.
func (p *page) metadata() {
	p.readTags()
	p.meta.linked = p.linkedArticle()
	p.address()
	p.outlet()
	p.headline()
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
var wayback = regexp.MustCompile(`^(?:https?:)?//web\.archive\.org/web/\d{4,14}[a-z_]{0,4}/(https?:/?/?.+)$`)

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

var noOutlet = regexp.MustCompile(`(?i)^(?:https?:.*|www\..*|@.*|home|wordpress|untitled|null|undefined|website|blog|my (?:site|blog)|.{0,2})$`)

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

// dateTags are the names of metadata that hold the day of publication, the surest first.
var dateTags = strings.Fields(`article:published_time og:article:published_time og:published_time itemprop:datepublished parsely-pub-date sailthru.date citation_publication_date citation_date
	citation_online_date bt:pubdate cxenseparse:recs:publishtime shareaholic:article_published_time rnews:datepublished dc.date.issued dcterms.issued dcterms.date dc.date dc:date dc.date.created
	dcterms.created article.published published_date publish-date publish_date publication_date publicationdate pubdate published date-published datepublished
	article_date_original originalpublicationdate ptime pdate displaydate article-published_at date`)

// date finds the day of publication. Sources that contradict each other are weighed: the day in the address decides, else the first.
func (p *page) date() {
	var found []said
	add := func(s said) {
		if d := isoOf(s.value); d != "" {
			s.by, s.value = s.by+" ("+s.value+")", d
			found = append(found, s)
		} else {
			p.Imprint = append(p.Imprint, Part{s.line, s.value, s.by})
		}
	}
	if a := p.meta.linked; a != nil && a.published != "" && a.rank > 20 {
		add(said{line: a.line, value: a.published, by: "JSON-LD datePublished"})
	}
	for _, n := range dateTags {
		for _, s := range p.meta.tags[n] {
			add(s)
			break
		}
	}
	for _, s := range p.meta.tags["itemprop datepublished"] {
		add(s)
		break
	}
	p.markedDates(add)
	if len(found) == 0 {
		return
	}
	best := found[0]
	path := dateOfPath(p.URL)
	for _, s := range found {
		if path != "" && !sameDay(best.value, path) && sameDay(s.value, path) {
			best = s
		}
	}
	for _, s := range found {
		if sameDay(best.value, s.value) && len(s.value) > len(best.value) && strings.HasPrefix(s.value, best.value) {
			best = s
		}
		if !sameDay(best.value, s.value) {
			p.Doubts = append(p.Doubts, Doubt{s.line, "the page gives two days of publication: " + best.value + " by " + best.by + ", and " + s.value + " by " + s.by + "; the first was taken"})
			break
		}
	}
	p.Published = best.value
	p.take(best, "the date")
}

var (
	publishedName = map[string]bool{"published": true, "publish": true, "pubdate": true, "dt": true, "entry": true, "posted": true, "publication": true, "created": true}
	changedName   = map[string]bool{"updated": true, "modified": true, "update": true, "changed": true, "lastmod": true, "edited": true}
	changedWord   = regexp.MustCompile(`(?i)updat|modif|aktualis|geändert|actualiz|mis à jour|mise à jour|corrected|retrieved|accessed|archived|last edited|reviewed|aggiornat|bijgewerkt|更新`)
	eventBox      = map[string]bool{"event": true, "events": true, "comment": true, "comments": true, "related": true, "reply": true, "teaser": true, "tweet": true, "card": true, "sidebar": true, "recommended": true, "latest": true, "widget": true, "promo": true, "live": true}
)

// markedDates gives the dates of elements that are marked as those of publication, and of a <time> beside the headline.
func (p *page) markedDates(add func(said)) {
	var beside []said
	heading, prose := false, 0
	for _, bl := range p.all {
		for _, n := range bl.nodes {
			if n.Type != html.ElementNode && n.Parent == nil {
				continue
			}
			near := heading && prose == 0 || !heading && prose == 0
			p.datesIn(n, bl, near, add, &beside)
			if n.PrevSibling == nil || n == bl.nodes[0] {
				p.dateOf(n.Parent, bl, near, add, &beside)
			}
		}
		if bl.tag == atom.H1 {
			heading, prose = true, 0
			beside = nil
		} else if bl.prose() && bl.box.why == "" && heading {
			prose++
		}
	}
	if len(beside) > 0 {
		one := true
		for _, s := range beside[1:] {
			one = one && sameDay(isoOf(s.value), isoOf(beside[0].value))
		}
		if one {
			add(beside[0])
		}
	}
}

func (p *page) datesIn(n *html.Node, bl *block, near bool, add func(said), beside *[]said) {
	p.dateOf(n, bl, near, add, beside)
	if bl.tag == atom.Table || bl.tag == atom.Pre {
		return
	}
	for c := range n.Descendants() {
		p.dateOf(c, bl, near, add, beside)
	}
}

// dateOf looks whether an element is marked as holding the date.
func (p *page) dateOf(n *html.Node, bl *block, near bool, add func(said), beside *[]said) {
	if n == nil || n.Type != html.ElementNode || n == p.body {
		return
	}
	prop := strings.ToLower(attr(n, "itemprop"))
	isTime := n.DataAtom == atom.Time
	if prop == "" && !isTime && attr(n, "class") == "" {
		return
	}
	value := ""
	for _, k := range []string{"datetime", "content", "title"} {
		if v := attr(n, k); v != "" && value == "" && isoOf(v) != "" {
			value = v
		}
	}
	if value == "" {
		value = clean(textOf(n, 100))
	}
	if isoOf(value) == "" {
		return
	}
	published, changed, foreign := false, false, false
	for _, w := range names(n) {
		published = published || publishedName[w]
		changed = changed || changedName[w]
	}
	for b := bl.box; b != nil; b = b.parent {
		for _, w := range b.names {
			foreign = foreign || eventBox[w] && !b.main() && b.node != p.body
		}
		switch b.node.DataAtom {
		case atom.Aside, atom.Footer, atom.Nav, atom.Blockquote:
			foreign = true
		}
	}
	if foreign || changedWord.MatchString(bl.text) && !strings.Contains(strings.ToLower(bl.text), "publi") && !strings.Contains(strings.ToLower(bl.text), "posted") {
		return
	}
	s := said{line: bl.line, value: value}
	switch {
	case strings.Contains(prop, "datemodified"):
	case strings.Contains(prop, "datepublished"):
		s.by = "itemprop datePublished"
		add(s)
	case isTime && has(n, "pubdate"):
		s.by = "<time pubdate>"
		add(s)
	case changed:
	case near && (isTime || published) && bl.words <= 30:
		s.by = "<" + n.Data + "> beside the headline"
		*beside = append(*beside, s)
	}
}

var (
	noAuthor = regexp.MustCompile(`(?i)^(?:admin|administrator|editor|editors|guest|unknown|null|none|undefined|author|webmaster|user|anonymous|wordpress|site|n/a|\d+|https?:.*|www\..*|.*@.*|.)$`)
	byWord   = regexp.MustCompile(`(?i)^(?:by|von|par|por|di|door|af|av|written by|posted by|text(?:e)?(?: by| de| von)?:?|autor(?:in)?:|author:)\s+`)
	withWord = regexp.MustCompile(`(?i)\s*\((?:with|avec|mit|con)\s+([^()]*)\)`)
	andWord  = regexp.MustCompile(`\s+(?:and|und|et|y|e|en|og|och)\s+|\s*[;|]\s*`)
)

// authors finds the names of the byline: of JSON-LD, of metadata, of elements marked so.
func (p *page) authors() {
	add := func(ss ...said) bool {
		var out []string
		for _, s := range ss {
			names := splitNames(s.value)
			if s.by == "citation_author" && strings.Count(s.value, ",") == 1 {
				names = []string{s.value} // Family, Given
			}
			for _, name := range names {
				if noAuthor.MatchString(name) || countWords(name) > 6 || p.isSite(name) || slices.ContainsFunc(out, func(o string) bool { return same(o, name) }) {
					continue
				}
				out = append(out, name)
			}
		}
		if len(out) == 0 {
			return false
		}
		p.Byline = out
		for _, s := range ss {
			p.take(s, "the byline")
		}
		return true
	}
	if a := p.meta.linked; a != nil {
		var ss []said
		for _, n := range a.authors {
			ss = append(ss, said{line: a.line, value: n, by: "JSON-LD author"})
		}
		if add(ss...) {
			return
		}
	}
	for _, n := range []string{"citation_author", "parsely-author", "sailthru.author", "byl", "dc.creator", "dcterms.creator", "article:author", "og:article:author", "article:author_name", "dcterm.creator", "author", "itemprop author", "creator", "twitter:data1"} {
		if n == "twitter:data1" {
			if l, ok := p.tag("twitter:label1"); !ok || !strings.EqualFold(l.value, "written by") {
				continue
			}
		}
		if add(p.meta.tags[n]...) {
			return
		}
	}
	var marked []said
	for i, b := range p.all {
		if b.words > 40 || i > 400 {
			continue
		}
		if s, ok := p.authorIn(b); ok {
			marked = append(marked, s...)
			if len(marked) > 4 {
				break
			}
		} else if len(marked) > 0 && b.prose() {
			break
		}
	}
	add(marked...)
}

// authorIn finds elements of a block that are marked as names of authors.
func (p *page) authorIn(b *block) ([]said, bool) {
	for q := b.box; q != nil; q = q.parent {
		for _, w := range q.names {
			if w == "comment" || w == "comments" || w == "related" || w == "quote" || w == "tweet" || w == "reply" {
				return nil, false
			}
		}
		if q.node.DataAtom == atom.Aside || q.node.DataAtom == atom.Footer || q.node.DataAtom == atom.Blockquote {
			return nil, false
		}
	}
	var out []said
	look := func(n *html.Node) {
		if n.Type != html.ElementNode {
			return
		}
		prop, rel := strings.ToLower(attr(n, "itemprop")), strings.ToLower(attr(n, "rel"))
		inAuthor := strings.Contains(prop, "author")
		if prop == "name" {
			for q, k := n.Parent, 0; q != nil && k < 4; q, k = q.Parent, k+1 {
				inAuthor = inAuthor || strings.Contains(strings.ToLower(attr(q, "itemprop")), "author")
			}
		}
		by := ""
		switch {
		case inAuthor:
			by = "itemprop author"
		case slices.Contains(strings.Fields(rel), "author"):
			by = "rel=author"
		case slices.Contains(strings.Fields(strings.ToLower(attr(n, "class"))), "p-author"):
			by = "p-author"
		case slices.Contains(strings.Fields(strings.ToLower(attr(n, "class"))), "fn") && p.inAuthor(n):
			by = "hCard"
		}
		if by == "" {
			return
		}
		v := clean(textOf(n, 200))
		if v == "" || countWords(v) > 8 || slices.ContainsFunc(out, func(s said) bool { return s.value == v }) {
			return
		}
		out = append(out, said{line: b.line, value: v, by: by})
	}
	for q, k := b.box, 0; q != nil && k < 3 && q.words <= 12; q, k = q.parent, k+1 {
		look(q.node)
	}
	for _, n := range b.nodes {
		look(n)
		for c := range n.Descendants() {
			look(c)
		}
	}
	return out, len(out) > 0
}

func (p *page) inAuthor(n *html.Node) bool {
	for q, k := n, 0; q != nil && k < 4; q, k = q.Parent, k+1 {
		for _, w := range names(q) {
			if w == "author" || w == "byline" {
				return true
			}
		}
	}
	return false
}

// splitNames parts a byline into names, without the word before them and what follows a comma.
func splitNames(s string) []string {
	s = byWord.ReplaceAllString(plainText(s), "")
	s = withWord.ReplaceAllString(s, " and $1")
	s, _, _ = strings.Cut(s, " - ")
	var out []string
	for _, part := range andWord.Split(s, -1) {
		pieces := strings.Split(part, ",")
		if len(pieces) > 1 && !slices.ContainsFunc(pieces, func(n string) bool { return countWords(n) < 2 }) {
			for _, n := range pieces {
				out = append(out, strings.TrimSpace(n))
			}
			continue
		}
		if n := strings.Trim(strings.TrimSpace(pieces[0]), " .:/-–—"); n != "" {
			out = append(out, n)
		}
	}
	return out
}
