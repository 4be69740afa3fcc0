package webpage

import (
	"net/url"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/lateral-reader/lateral/internal/pattern"
	"github.com/lateral-reader/lateral/internal/words"
)

// isSite reports whether words are the site's name: as metadata have it, or as its address is made of.
func (p *page) isSite(s string) bool {
	k := letters(s)
	if k == "" {
		return false
	}
	parts := slices.ContainsFunc(separators, func(sep string) bool { return strings.Contains(s, sep) })
	for _, o := range p.meta.outlets {
		if n := letters(o.value); k == n || !parts && len(n) > 3 && strings.Contains(k, n) && len(k) < len(n)+14 {
			return true
		}
	}
	if u, err := url.Parse(p.URL); err == nil && u.Host != "" {
		host := strings.ToLower(u.Hostname())
		if strings.EqualFold(strings.TrimPrefix(host, "www."), strings.TrimSpace(strings.TrimPrefix(strings.ToLower(s), "www."))) {
			return true
		}
		for label := range strings.SplitSeq(host, ".") {
			l := letters(label)
			if len(l) >= 3 && l != "www" && l != "com" && (k == l || k == "the"+l || l == "the"+k || !parts && len(l) > 4 && strings.Contains(k, l) && len(k) < len(l)+14 && countWords(s) <= 5) {
				return true
			}
		}
	}
	return false
}

func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// siteAlone reports whether words are the site's name and not the headline too: as metadata and a heading say both, or as the title has them
// before the name.
func (p *page) siteAlone(s string) bool {
	if slices.Contains(p.meta.slogans, words.Same(s)) {
		return true
	}
	if !p.isSite(s) {
		return false
	}
	if slices.ContainsFunc(p.meta.outlets, func(o said) bool { return letters(o.value) == letters(s) }) {
		return true
	}
	heads := slices.ContainsFunc(p.all, func(b *block) bool { return b.tag == atom.H1 && same(b.text, s) && !p.homeward(b) })
	title := plainText(p.meta.title.value)
	return !heads || !p.echoedBeside(s) && !slices.ContainsFunc(separators, func(sep string) bool {
		rest, ok := strings.CutPrefix(title, s+sep)
		return ok && p.isSite(rest)
	})
}

// nameBySlogan finds the site's name where it is the page's first heading: it stands in the title behind or before what the next heading says.
func (p *page) nameBySlogan() {
	title, seen := plainText(p.meta.title.value), 0
	for i, b := range p.all {
		if b.tag != atom.H1 || b.words == 0 || p.echoedBeside(b.text) {
			continue
		}
		if seen++; seen > 5 {
			return
		}
		for _, next := range p.all[i+1 : min(len(p.all), i+30)] {
			if next.prose() {
				break
			}
			if next.words == 0 || next.tag != atom.H2 && next.tag != atom.H3 && !next.marked("headline") && !next.marked("title") || p.homeward(next) {
				continue
			}
			for _, f := range p.forms(said{value: title}) {
				if !f.whole && same(f.value, next.text) && (begins(b.text, f.rest) || begins(f.rest, b.text)) {
					p.meta.slogans = append(p.meta.slogans, words.Same(b.text))
				}
			}
		}
	}
}

// homeward reports whether a block is a link to the site's front page, as its name is.
func (p *page) homeward(b *block) bool {
	if b.linked == 0 || b.linked < b.words {
		return false
	}
	home := false
	look := func(n *html.Node) {
		if n.DataAtom == atom.A {
			home = home || homeLink(attr(n, "href"))
		}
	}
	for _, n := range b.nodes {
		look(n)
		for c := range n.Descendants() {
			look(c)
		}
	}
	if b.box.link {
		look(b.box.node)
		if b.box.parent != nil {
			look(b.box.parent.node)
		}
	}
	return home
}

// homeLink reports whether an address is that of a front page.
func homeLink(h string) bool {
	h = strings.TrimSpace(h)
	return h == "/" || h == "./" || h == "index.html" || h == "/index.html" || isHome(h) && strings.Contains(h, "//")
}

// hostName matches a name of a site that is its address.
var hostName = pattern.New(`(?i)^\s*(?:[a-z0-9-]+\.)+(?:com|org|net|info|news|[a-z]{2})\s*$`)

// markedPublisher finds the name of an element that is marked as the publisher (microdata, RDFa), where all of them say the same.
func (p *page) markedPublisher() (said, bool) {
	out, names := said{}, 0
	for n := range p.root.Descendants() {
		if !marks(n, "publisher") {
			continue
		}
		v := attr(n, "content")
		for c := range n.Descendants() {
			if v == "" && marks(c, "name") {
				if v = attr(c, "content"); v == "" {
					v = clean(textOf(c, 200))
				}
			}
		}
		if v == "" && attr(n, "itemtype") == "" && n.DataAtom != atom.Meta && n.DataAtom != atom.Link {
			v = clean(textOf(n, 200))
		}
		if v == "" || v == out.value {
			continue
		}
		if names++; names > 1 {
			return said{}, false
		}
		out = said{line: lineOf(n), value: v, by: "element of the publisher"}
	}
	return out, names == 1
}

// marks reports whether an element is marked as a property.
func marks(n *html.Node, property string) bool {
	if n.Type != html.ElementNode || n.DataAtom == atom.Meta && attr(n, "name") != "" {
		return false
	}
	prop := strings.Fields(strings.ToLower(attr(n, "itemprop") + " " + attr(n, "property")))
	return slices.Contains(prop, property) || slices.Contains(prop, "schema:"+property)
}

// signs lists what leads to the front page, and where metadata name no outlet takes it from there, if the window's title has it before or
// behind the headline.
func (p *page) signs() {
	add := func(s string) {
		if n := countWords(s); n > 0 && n <= 8 && len(p.Signs) < 12 && !noOutlet.MatchString(s) && !slices.Contains(p.Signs, s) {
			p.Signs = append(p.Signs, s)
		}
	}
	title, rest := p.meta.title, ""
	for _, f := range p.forms(title) {
		if !f.whole && same(f.value, p.Title) {
			rest = f.rest
			break
		}
	}
	links := 0
	for n := range p.body.Descendants() {
		if links > 400 {
			break
		}
		switch {
		case n.DataAtom == atom.Img && links < 40 && (slices.Contains(names(n), "logo") || strings.Contains(strings.ToLower(attr(n, "src")), "logo")):
			add(clean(attr(n, "alt")))
		case n.DataAtom == atom.A && has(n, "href"):
			if links++; homeLink(attr(n, "href")) {
				add(clean(textOf(n, 200)))
				add(pictured(n))
			}
		}
	}
	for _, d := range p.scan.apart {
		add(d.Text)
	}
	p.nameByTitle(rest)
	for _, s := range p.Signs {
		if p.Outlet == "" && rest != "" && same(s, rest) {
			p.Outlet = s
			p.take(said{line: title.line, value: s, by: "<title>, and the link to the front page"}, "the outlet")
		}
	}
}

// nameByTitle takes the outlet from what the window's title has behind the headline, where the page's address begins as that does; and in place of a
// company's name, if that is what metadata have.
func (p *page) nameByTitle(rest string) {
	rest = strings.TrimSpace(rest)
	if rest == "" || countWords(rest) > 8 || strings.Contains(rest, ".") && !strings.Contains(rest, " ") || slices.ContainsFunc(separators[:12], func(sep string) bool { return strings.Contains(rest, sep) }) {
		return
	}
	company := p.Outlet != "" && companyName.MatchString(p.Outlet)
	name := ""
	if u, err := url.Parse(p.URL); err == nil {
		for label := range strings.SplitSeq(strings.ToLower(u.Hostname()), ".") {
			if l := letters(label); len(l) >= 4 && strings.HasPrefix(letters(rest), l) {
				if name = rest; letters(strings.SplitN(rest, ",", 2)[0]) == l {
					name, _, _ = strings.Cut(rest, ",")
				}
			}
		}
	}
	if company && name == "" && begins(p.Outlet, rest) {
		name = rest
	}
	if name == "" || p.Outlet != "" && !company || same(name, p.Outlet) {
		return
	}
	for i, d := range p.Dropped {
		if strings.HasSuffix(d.Why, ": the outlet, now in the front matter") {
			p.Dropped[i].Why = "the company that publishes the page"
		}
	}
	p.Outlet = name
	p.take(said{line: p.meta.title.line, value: name, by: "<title>"}, "the outlet")
}

// companyName matches the name of a company.
var companyName = pattern.New(`(?i)\b(?:inc|incorporated|company|co|corp|corporation|ltd|limited|llc|plc|gmbh|ag|s\.?a|pty|b\.?v|foundation,? inc)\.?$`)

// pictured is what is said of the one picture in a node.
func pictured(n *html.Node) string {
	if n.DataAtom == atom.Img {
		return clean(attr(n, "alt"))
	}
	for c := range n.Descendants() {
		if c.DataAtom == atom.Img {
			return clean(attr(c, "alt"))
		}
	}
	return ""
}
