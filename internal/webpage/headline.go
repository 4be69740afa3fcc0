package webpage

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/atom"

	"github.com/lateral-reader/lateral/internal/pattern"
	"github.com/lateral-reader/lateral/internal/words"
)

// How much each place that may state the headline counts for.
const (
	byOnly    = 45 // the one heading of the page that readers see, of which metadata say something like it
	byAbove   = 25 // such a heading that stands right above the text, whatever metadata say
	byHeading = 10
	byLinked  = 9
	byGraph   = 8
	byTitle   = 6
	byOther   = 5

	byHeadings = 45 // another heading that says the same, in tenths
)

// separators part a headline from the site's name in a title.
var separators = []string{" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " · ", " • ", " / ", " ~ ", " // ", " > ", " < ", " : ", "｜", "|", "—", " -- ", " _ ", "_", "-"}

// headline chooses what most places agree about, each of them taken whole or without the site's name.
func (p *page) headline() {
	p.lineUp()
	p.nameBySlogan()
	var all []said
	add := func(s said, weight int) {
		s.value = strayEnds.ReplaceAllString(plainText(s.value), "")
		if hasWord(s.value) && !p.siteAlone(s.value) && len(s.value) < 600 {
			s.weight = weight
			all = append(all, s)
		}
	}
	heads, agreed := 0, false // agreed: metadata say one of several headings
	var tops []*block
	for _, b := range p.all {
		if b.tag == atom.H1 && hasWord(b.text) && !b.hiddenBox() && len(tops) < maxHeads {
			tops = append(tops, b)
		}
	}
	for _, b := range tops {
		if !p.siteAlone(b.text) && !p.homeward(b) {
			heads++
			agreed = agreed || p.echoedBeside(b.text)
		}
	}
	for _, b := range tops {
		w := byHeading
		switch {
		case p.homeward(b):
			w = 1
		case heads > 1 && !agreed && p.above(b) && p.echoed(b.text):
			w = byAbove
		case heads > 1:
			w = byHeading / 2
		case countWords(b.text) > 1 && p.echoed(b.text):
			w = byOnly
		case p.above(b):
			w = byAbove
		}
		add(said{line: b.line, value: p.core(b), by: "<h1>"}, w)
	}
	if heads == 0 {
		if b := p.likeHeading(); b != nil {
			add(said{line: b.line, value: b.text, by: "the line above the text"}, byAbove)
		}
	}
	if a := p.meta.linked; a != nil && a.headline != "" && a.rank > 0 {
		w := byLinked
		switch {
		case countWords(a.headline) > 30: // the first paragraph, or a summary
			w = 1
		case a.rank <= 20:
			w = byOther
		}
		add(said{line: a.line, value: a.headline, by: "JSON-LD headline"}, w)
	}
	for _, n := range []string{"og:title", "itemprop headline", "twitter:title", "citation_title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title", "headline", "title", "hdl"} {
		if s, ok := p.tag(n); ok {
			w := byOther
			if n == "og:title" {
				w = byGraph
			}
			add(s, w)
		}
	}
	if t := p.meta.title; t.value != "" && !(heads == 0 && printTitle.MatchString(t.value) && !slices.ContainsFunc(p.forms(t), func(f said) bool { return f.seen })) {
		add(t, byTitle)
	}
	for _, b := range p.all { // what else stands like a headline only confirms others
		if b.box.why == "" && b.words >= 3 && b.words < 40 && (b.tag == atom.H2 || b.tag == atom.H3 || b.bold || b.marked("headline") || b.marked("title")) {
			add(said{line: b.line, value: b.text, by: "<" + b.tag.String() + ">"}, 0)
			if len(all) > 80 {
				break
			}
		}
	}
	best, top := said{}, 0
	tally, confirmed := map[string]int{}, map[string]bool{}
	forms := make([][]said, len(all))
	for i, s := range all {
		forms[i] = p.forms(s)
		counted := map[string]bool{}
		for _, f := range forms[i] {
			k := words.Same(f.value)
			if counted[k] {
				continue
			}
			counted[k] = true
			switch {
			case s.weight == 0 && f.whole:
				if !confirmed[k] {
					tally[k] += byHeadings
				}
				confirmed[k] = true
			case s.weight == 0:
			case f.whole, f.sub, f.seen:
				tally[k] += s.weight * 10
			default:
				tally[k] += s.weight * 7
			}
		}
	}
	for i, s := range all {
		if s.weight == 0 {
			continue
		}
		for _, f := range forms[i] {
			if f.value == "\x00" {
				continue
			}
			n := tally[words.Same(f.value)]
			if f.sub || f.seen {
				n += 2 // without the name of the site, which we know
			}
			if n > top || n == top && f.whole && f.by == "<h1>" && best.by != "<h1>" {
				best, top = f, n
			}
		}
	}
	if best.value == "" {
		for _, b := range p.all {
			if (b.tag == atom.H2 || b.marked("headline")) && b.box.why == "" && b.words >= 3 {
				best = said{line: b.line, value: b.text, by: "the first heading"}
				break
			}
		}
	}
	if best.value == "" {
		return
	}
	// A longer heading that goes on where metadata were cut.
	if cut := strings.TrimRight(best.value, ".… "); cut != best.value || len(best.value) > 60 {
		for _, s := range all {
			if (s.by == "<h1>" || s.weight >= byGraph || s.weight == 0) && len(s.value) > len(cut) && strings.HasPrefix(words.Same(s.value), words.Same(cut)) && cut != best.value && len(s.value) < len(cut)+160 {
				best.value, best.by, best.line = s.value, s.by, s.line
				break
			}
		}
	}
	for _, s := range p.inMetadata() { // a heading of two lines runs on where metadata have a sign between them
		if v := strayEnds.ReplaceAllString(plainText(s.value), ""); best.by == "<h1>" && len(v) > len(best.value) && letters(v) == letters(best.value) {
			best.value = v
			break
		}
	}
	p.Title = best.value
	p.take(best, "the title")
	if a := p.meta.linked; a != nil && a.alternative != "" && !same(a.alternative, p.Title) && countWords(a.alternative) >= 4 && countWords(a.alternative) <= 45 {
		for _, b := range p.all {
			if same(b.text, a.alternative) {
				p.Subtitle = b.text
				p.take(said{line: a.line, value: a.alternative, by: "JSON-LD alternativeHeadline"}, "the subtitle")
				break
			}
		}
	}
}

// inMetadata are what metadata say that the headline is.
func (p *page) inMetadata() []said {
	out := []said{p.meta.title}
	for _, n := range []string{"og:title", "twitter:title"} {
		if s, ok := p.tag(n); ok {
			out = append(out, s)
		}
	}
	if a := p.meta.linked; a != nil {
		out = append(out, said{value: a.headline})
	}
	return out
}

// echoed reports whether metadata have a third of the long words of a heading, so that it is no slogan of the site, nor its name at the title's end.
func (p *page) echoed(heading string) bool {
	has := map[string]bool{}
	for _, s := range p.inMetadata() {
		words.Each(s.value, func(from, to int) { has[strings.ToLower(s.value[from:to])] = true })
	}
	all, again := 0, 0
	words.Each(heading, func(from, to int) {
		if w := strings.ToLower(heading[from:to]); len(w) > 3 {
			all++
			if has[w] {
				again++
			}
		}
	})
	title, end := plainText(p.meta.title.value), plainText(heading)
	named := len(title) > len(end) && strings.HasSuffix(title, end)
	return all > 0 && again*3 >= all && !named
}

// core is a heading without the line above or below the headline that stands in it too, where metadata have the headline alone.
func (p *page) core(b *block) string {
	parts := pieces(b)
	if len(parts) > maxPieces {
		return plainText(b.text)
	}
	if s := p.aboveSmall(b); s != "" {
		return s
	}
	for _, s := range p.inMetadata() {
		for _, f := range p.forms(said{value: plainText(s.value)}) {
			for i := 1; i < len(parts) && countWords(f.value) > 2; i++ {
				above, below := strings.Join(parts[:i], " "), strings.Join(parts[i:], " ")
				sure := f.whole || f.sub
				if same(below, f.value) && (sure || !p.inAny(above)) {
					return below
				}
				if same(above, f.value) && (sure || !p.inAny(below)) {
					return above
				}
			}
		}
	}
	for i := 1; i < len(parts); i++ {
		if below := strings.Join(parts[i:], " "); countWords(below) > 2 && p.inAny(below) && !p.inAny(strings.Join(parts[:i], " ")) {
			return below
		}
	}
	return plainText(b.text)
}

// maxPieces is how many lines a headline may have, maxHeads how many headings are asked for it.
const (
	maxPieces = 12
	maxHeads  = 60
)

// inAny reports whether metadata about the headline have some words of a text.
func (p *page) inAny(text string) bool {
	text = strings.ToLower(strings.TrimRight(strings.TrimSpace(text), " :-–—|"))
	return slices.ContainsFunc(p.inMetadata(), func(s said) bool { return strings.Contains(strings.ToLower(plainText(s.value)), text) })
}

// lineUp notes the short lines that the page shows.
func (p *page) lineUp() {
	p.shown = map[string]bool{}
	for _, b := range p.all {
		if b.words > 80 || b.words < 3 || b.linked*2 >= b.words || b.tag == atom.Table {
			continue
		}
		lines := linesOf(b.nodes)
		if b.tag == atom.H1 {
			lines = append(lines, pieces(b)...)
		}
		for _, l := range lines {
			if n := countWords(l); n < 40 && n > 2 {
				p.shown[words.Same(l)] = true
			}
		}
	}
}

// begins reports whether a text begins with words.
func begins(text, with string) bool {
	return with != "" && strings.HasPrefix(words.Same(text)+" ", words.Same(with)+" ")
}

// echoedBeside reports whether metadata other than the window's title say a heading.
func (p *page) echoedBeside(heading string) bool {
	return slices.ContainsFunc(p.inMetadata()[1:], func(s said) bool { return same(plainText(s.value), heading) })
}

// above reports whether a heading of some words stands right above the text, in no header of the page.
func (p *page) above(b *block) bool {
	if b.words < 3 || b.inPageHeader() {
		return false
	}
	for _, o := range p.all[b.at+1 : min(len(p.all), b.at+16)] {
		if o.prose() {
			return true
		}
		if o.tag == atom.H1 || o.tag == atom.H2 {
			return false
		}
	}
	return false
}

// inPageHeader reports whether a heading stands in a header of the page, and not in one that has little else than the heading.
func (b *block) inPageHeader() bool {
	for q := b.box; q != nil; q = q.parent {
		switch {
		case q.node.DataAtom == atom.Article, q.node.DataAtom == atom.Main:
			return false
		case q.node.DataAtom == atom.Header && q.words > b.words+30:
			return true
		}
	}
	return false
}

// printTitle matches the title of a page made for printing, which may say nothing of the article.
var printTitle = pattern.New(`(?i)\bprint(?:able|er)?[ -](?:version|view|friendly|page)|druck(?:version|ansicht)|version imprimable|versión para imprimir`)

// withBrackets matches a title that ends in brackets.
var withBrackets = pattern.New(`^(.*\S)\s+\(([^()]+)\)$`)

// strayEnds matches signs that part a title from nothing.
var strayEnds = pattern.New(`^(?:[|»›·•/:<>–—-]+\s+)+|(?:\s+[|«›·•/:<>–—-]+)+$`)

func (b *block) hiddenBox() bool {
	for q := b.box; q != nil; q = q.parent {
		if has(q.node, "hidden") && q.node.DataAtom != atom.Body {
			return true
		}
	}
	return false
}

// marked reports whether the block's own element has the word in its class.
func (b *block) marked(word string) bool {
	for _, w := range b.box.names {
		if w == word {
			return true
		}
	}
	return false
}

// forms are a value as it stands and what is left of it without a part before or after a separator. sub is set where that part is the
// site's name, seen where what is left stands on the page.
func (p *page) forms(s said) []said {
	whole := s
	whole.whole = true
	out := []said{whole}
	for _, sep := range separators {
		segs := strings.Split(s.value, sep)
		for i := 1; i < len(segs) && i < 6; i++ {
			before, after := strings.Join(segs[:i], sep), strings.Join(segs[i:], sep)
			if strings.TrimSpace(sep) == sep && sep != "|" && sep != "｜" && sep != "—" && sep != "_" && !eastern(before, after) {
				continue // a hyphen
			}
			out = append(out, p.form(s, before, after), p.form(s, after, before))
		}
	}
	if s.by == "<h1>" { // readers see it so
		out = slices.DeleteFunc(out, func(f said) bool {
			return !f.whole && !f.sub && !slices.ContainsFunc(p.inMetadata(), func(m said) bool {
				return slices.ContainsFunc(p.forms(said{value: plainText(m.value)}), func(g said) bool { return (g.whole || g.sub) && same(f.value, g.value) })
			})
		})
	}
	if m := withBrackets.FindStringSubmatch(s.value); m != nil && s.by == "<title>" { // Lights (Record, 8 July 1931), above the heading Lights
		for _, b := range p.all {
			if isHeading(b.tag) && b.tag != atom.H1 && same(b.text, m[1]) && b.box.why == "" {
				f := s
				f.value, f.rest, f.sub = m[1], m[2], true
				out = append(out, f)
				break
			}
		}
	}
	if i := strings.Index(s.value, ": "); i > 0 { // a colon is as often part of a headline
		for _, f := range []said{p.form(s, s.value[i+2:], s.value[:i]), p.form(s, s.value[:i], s.value[i+2:])} {
			if f.sub || f.seen {
				out = append(out, f)
			}
		}
	}
	return out
}

// eastern reports whether a sign stands between letters of a script that has no spaces.
func eastern(before, after string) bool {
	r, _ := utf8.DecodeLastRuneInString(before)
	q, _ := utf8.DecodeRuneInString(after)
	return r > 0x2e80 && q > 0x2e80
}

func (p *page) form(s said, kept, rest string) said {
	s.value, s.rest = strayEnds.ReplaceAllString(strings.TrimSpace(kept), ""), rest
	s.sub = (p.isSite(rest) || slices.Contains(p.meta.slogans, words.Same(rest)) || hostName.MatchString(rest)) && hasWord(s.value) && countWords(s.value) > 1
	s.seen = !s.sub && countWords(s.value) > 2 && p.shown[words.Same(s.value)]
	if !hasWord(s.value) || p.siteAlone(s.value) {
		s.value, s.sub = "\x00", false
	}
	return s
}
