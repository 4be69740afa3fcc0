package webpage

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html/atom"

	"github.com/lateral-reader/lateral/internal/words"
)

// pick decides which blocks are the article's: those that the readability library finds, and around them what it is known to lose; where it
// finds little, those of the element that the page marks as its article. Every other block gets the reason why it is left out.
func (p *page) pick() {
	p.furniture()
	found := p.readable()
	ok := func(b *block) bool { return b.why == "" }
	region := p.region(found)
	p.choose(region, found, ok)
	if p.total() < 60 && p.rescue() {
		p.rescued = true
	}
	p.imprint()
	p.trim()
	p.fromData()
	p.confidence(found)
}

func (p *page) total() int {
	n := 0
	for _, b := range p.all {
		if b.kept {
			n += b.words
		}
	}
	return n
}

// region is a box that holds the article, or a part of it.
func (p *page) region(found map[int]bool) []*box {
	n := len(p.all)
	sum := make([]int, n+1)   // words that the library found
	prose := make([]int, n+1) // words of paragraphs that may be of the article
	for i, b := range p.all {
		sum[i+1], prose[i+1] = sum[i], prose[i]
		if found[i] && b.why == "" {
			sum[i+1] += b.words
		}
		if b.why == "" && b.prose() {
			prose[i+1] += b.words
		}
	}
	within := func(s []int, b *box) int { return s[b.end] - s[b.first] }
	var best *box
	if sum[n] > 0 {
		for _, b := range p.boxes {
			if within(sum, b)*20 >= sum[n]*17 && (best == nil || b.depth > best.depth) {
				best = b
			}
		}
	}
	marked := p.marked()
	inMarked, inMarkedProse := 0, 0
	for _, b := range marked {
		inMarked += within(sum, b)
		inMarkedProse += within(prose, b)
	}
	switch {
	case len(marked) > 0 && (inMarked*2 >= sum[n] && inMarkedProse*3 >= sum[n]*2 || inMarkedProse*2 >= prose[n] && inMarkedProse >= 60):
		return marked
	case best != nil:
		return []*box{p.wider(best, prose)}
	}
	// The library found nothing, or the page was too large for it: the deepest box with most of the prose.
	for _, b := range p.boxes {
		if prose[n] > 0 && within(prose, b)*10 >= prose[n]*7 && (best == nil || b.depth > best.depth) {
			best = b
		}
	}
	if best == nil {
		return nil
	}
	p.guessed = true
	return []*box{best}
}

// wider goes up from a box that is one of several alike, as the speeches of a debate are, to what holds them all.
func (p *page) wider(b *box, prose []int) *box {
	within := func(q *box) int { return prose[q.end] - prose[q.first] }
	for q := b; q.parent != nil && q.depth > b.depth-3; q = q.parent {
		if len(q.names) == 0 || q.parent.why != "" {
			continue
		}
		alike := 0
		for _, s := range p.boxes[q.parent.at+1:] {
			if s.first >= q.parent.end {
				break
			}
			if s.parent == q.parent && s != q && s.why == "" && s.node.DataAtom == q.node.DataAtom && len(s.names) > 0 && s.names[0] == q.names[0] && within(s) >= 20 {
				alike++
			}
		}
		if alike > 0 && (alike > 1 || within(q.parent) < within(q)*4) {
			return q.parent
		}
	}
	return b
}

// marked are the boxes that the page says to hold the article's text.
func (p *page) marked() []*box {
	var out []*box
	for _, b := range p.boxes {
		if b.why != "" || b.parent == nil {
			continue
		}
		if len(out) > 0 && b.first < out[len(out)-1].end {
			continue // inside one
		}
		if slices.Contains(strings.Fields(strings.ToLower(attr(b.node, "itemprop"))), "articlebody") || slices.Contains(strings.Fields(strings.ToLower(attr(b.node, "property"))), "schema:articlebody") {
			out = append(out, b)
		}
	}
	return out
}

// choose marks the blocks of the region that are the article's.
func (p *page) choose(region []*box, found map[int]bool, ok func(*block) bool) {
	if len(region) == 0 {
		return
	}
	first, last := len(p.all), -1
	in := make([]bool, len(p.all))
	for _, r := range region {
		for i := r.first; i < r.end; i++ {
			in[i] = true
			if found == nil || found[i] || p.all[i].prose() {
				if ok(p.all[i]) {
					first, last = min(first, i), max(last, i)
				}
			}
		}
	}
	lists := p.lists()
	around := region[0].around()
	head := p.lede(first)
	for i, b := range p.all {
		if !ok(b) {
			continue
		}
		switch {
		case !in[i]:
			// The library may take what stands right beside the region: a first paragraph, or what follows a break.
			b.kept = found[i] && b.prose() && i < last && i >= first-12 || found[i] && i > last && i >= around.first && i < around.end && b.linked*2 < b.words || head[i]
		case b.words == 0:
			b.kept = i >= first && i <= last // a picture
		case b.tag == atom.Li || lists[b.box] != nil:
			l := lists[b.box]
			b.kept = l == nil && b.linked*2 < b.words || l != nil && (l.linked*10 < l.words*6 || found[i] && l.linked*10 < l.words*8)
		case isHeading(b.tag):
			b.kept = true // what nothing follows is taken back
		case found[i]:
			b.kept = b.linked*10 < b.words*9 || b.words < 4
		case b.tag == atom.Table, b.tag == atom.Pre:
			b.kept = b.linked*2 < b.words && i >= first-2 && i <= last+2
		case b.prose():
			b.kept = true
		default:
			b.kept = b.linked*2 < b.words && i >= first-2 && i <= last+3
		}
	}
}

// around is the element for one whole article that holds a box, or else what is right around the box.
func (b *box) around() *box {
	for q := b; q.parent != nil; q = q.parent {
		if q.main() {
			return q
		}
	}
	if b.parent != nil {
		return b.parent
	}
	return b
}

var ledeNames = map[string]bool{"standfirst": true, "dek": true, "deck": true, "subtitle": true, "subhead": true, "subheadline": true, "summary": true, "lead": true, "lede": true, "intro": true, "introduction": true,
	"description": true, "abstract": true, "excerpt": true, "chapo": true, "teaser": true, "vorspann": true, "sommario": true, "entradilla": true, "kicker": true, "sub": true, "preamble": true, "ingress": true}

// lede finds the sentence or two between the headline and the article's first block.
func (p *page) lede(first int) map[int]bool {
	out := map[int]bool{}
	title := -1
	for i := max(0, first-60); i < first; i++ {
		if b := p.all[i]; p.Title != "" && same(b.text, p.Title) || b.tag == atom.H1 && p.titled(b.text) {
			title = i
		}
	}
	if title < 0 {
		return out
	}
	said := ""
	for _, n := range []string{"og:description", "description", "twitter:description"} {
		if s, ok := p.tag(n); ok {
			said += letters(s.value) + " "
		}
	}
	for i := title + 1; i < first; i++ {
		b := p.all[i]
		if b.words < 6 || b.words > 90 || b.linked*2 >= b.words || b.why != "" || b.tag == atom.Li || b.tag == atom.Figcaption || byWord.MatchString(b.text) {
			continue
		}
		named := false
		for q, k := b.box, 0; q != nil && k < 2; q, k = q.parent, k+1 {
			for _, w := range q.names {
				named = named || ledeNames[w]
			}
		}
		if named || strings.Contains(said, letters(b.text)) || i <= title+2 && b.words >= 8 {
			out[i] = true
		}
	}
	return out
}

func isHeading(tag atom.Atom) bool {
	return tag == atom.H1 || tag == atom.H2 || tag == atom.H3 || tag == atom.H4 || tag == atom.H5 || tag == atom.H6
}

// listed are the words of a list and those of them in links.
type listed struct{ words, linked, items int }

// lists weighs each list as a whole: a list of links is no part of an article, a list with links in it is.
func (p *page) lists() map[*box]*listed {
	m := map[*box]*listed{}
	outer := map[*box]*listed{}
	for _, b := range p.boxes {
		if b.parent != nil && outer[b.parent] != nil {
			outer[b] = outer[b.parent]
		} else if b.node.DataAtom == atom.Ul || b.node.DataAtom == atom.Ol {
			outer[b] = &listed{}
		}
	}
	for _, bl := range p.all {
		if l := outer[bl.box]; l != nil {
			l.words += bl.words
			l.linked += bl.linked
			l.items++
			m[bl.box] = l
		}
	}
	return m
}

// trim takes back headings that nothing of the article follows, the headline, and the line of author and date.
func (p *page) trim() {
	next := false // something kept follows before the next part that is left out
	for i := len(p.all) - 1; i >= 0; i-- {
		b := p.all[i]
		switch {
		case b.kept && isHeading(b.tag):
			if !next {
				b.kept = false
				b.why = whyEnd
			}
		case b.kept && b.words > 0:
			next = true
		case !b.kept && b.prose() && b.why != whyAd:
			next = false
		}
	}
	for _, b := range p.all {
		if p.Title != "" && (same(b.text, p.Title) || b.tag == atom.H1 && p.titled(b.text)) {
			b.kept, b.why = false, whyTitle
		} else if p.Subtitle != "" && same(b.text, p.Subtitle) {
			b.kept, b.why = false, "the subtitle, in the front matter"
		}
	}
	p.top()
	first := slices.IndexFunc(p.all, func(b *block) bool { return b.kept })
	last := -1
	for i, b := range p.all {
		if b.kept {
			last = i
		}
	}
	for i, b := range p.all {
		if b.kept || b.why != "" {
			continue
		}
		switch {
		case b.linked*2 >= b.words && b.words > 0:
			b.why = "links"
		case i > last:
			b.why = whyEnd
		case i < first:
			b.why = whyBefore
		default:
			b.why = whyOutside
		}
	}
}

// dated matches a short line that tells when something was published: it has a year, or a time.
var dated = regexp.MustCompile(`(?:19|20)\d\d|\d{1,2}[:.]\d\d\s*(?:[ap]\.?m|Uhr|GMT|[ECMP][SD]?T)|(?i:\b(?:min|minute)s? read\b)`)

// top puts what stands before the first paragraph in its place: a heading below the headline is the subtitle; lines of dates, and lists of a word
// or two an item, belong to the page.
func (p *page) top() {
	lists := p.lists()
	seen := false
	for _, b := range p.all {
		if !b.kept || b.words == 0 {
			continue
		}
		if b.prose() {
			return
		}
		switch l := lists[b.box]; {
		case isHeading(b.tag) && !seen && b.words >= 5 && p.Subtitle == "" && p.Title != "":
			p.Subtitle = b.text
			b.kept, b.why = false, "the subtitle, in the front matter"
		case !isHeading(b.tag) && l == nil && b.words <= 12 && dated.MatchString(b.text) && !strings.HasSuffix(b.text, "."):
			b.kept, b.why = false, whyByline
			p.Imprint = append(p.Imprint, Part{b.line, b.text, "beside the headline"})
		case l != nil && l.words <= 4*l.items && l.items < 12:
			b.kept, b.why = false, whyTags
		}
		seen = true
	}
}

// titled reports whether a heading is the headline with some words around it.
func (p *page) titled(s string) bool {
	a, b := letters(s), letters(p.Title)
	return a != "" && b != "" && (strings.Contains(b, a) && len(a)*2 > len(b) || strings.Contains(a, b) && len(b)*2 > len(a))
}

// imprint finds the line of author and date in the article's first blocks, and keeps the words for whoever can read them.
func (p *page) imprint() {
	first := -1
	for i, b := range p.all {
		if b.kept && b.prose() {
			first = i
			break
		}
	}
	for i := max(0, first-25); i < len(p.all) && i <= first+6; i++ {
		b := p.all[i]
		if b.words == 0 || b.words > 30 || b.tag == atom.H1 {
			continue
		}
		if b.why == whyByline || b.why == whyAuthor || b.why == "" && (byWord.MatchString(b.text) || b.words <= 12 && !b.kept) || b.kept && b.words <= 12 && !isHeading(b.tag) {
			p.Imprint = append(p.Imprint, Part{b.line, b.text, "beside the headline"})
		}
		if !b.kept || isHeading(b.tag) || i > first+3 {
			continue
		}
		for _, name := range p.Byline {
			if n := countWords(name); words.Count(name) > 0 && strings.Contains(words.Same(b.text), words.Same(name)) && (b.words <= n+3 || byWord.MatchString(b.text) && b.words <= n+12) && !strings.HasSuffix(b.text, ".”") {
				b.kept, b.why = false, whyByline
			}
		}
	}
}

// rescue looks where nothing was found: in what was thought to be hidden or beside the article, and in short lines.
func (p *page) rescue() bool {
	before := p.total()
	best, most := (*box)(nil), 0
	for _, b := range p.boxes {
		switch b.why {
		case whyNav, whyCookie, whyForm, whyComments:
			continue
		}
		n := 0
		for _, bl := range p.all[b.first:b.end] {
			if bl.box.why == b.why && bl.prose() {
				n += bl.words
			}
		}
		if n > most || n == most && best != nil && b.depth > best.depth && n > 0 {
			best, most = b, n
		}
		if len(p.boxes) > 20_000 {
			break
		}
	}
	if best == nil || most <= before*2 || most < 40 {
		return before == 0 && p.short()
	}
	for _, b := range p.all {
		b.kept = false
	}
	for _, bl := range p.all[best.first:best.end] {
		if bl.box.why == best.why && bl.words > 0 && bl.linked*2 < bl.words && lineWhy(bl) == "" {
			bl.kept, bl.why = true, ""
		}
	}
	return true
}

// short takes all short lines that nothing speaks against, where a page has no paragraphs.
func (p *page) short() bool {
	any := false
	for _, b := range p.all {
		if b.why == "" && b.words > 0 && b.linked*2 < b.words {
			b.kept, any = true, true
		}
	}
	return any
}

// confidence says where a person should look: the article may be another one, or not be there.
func (p *page) confidence(found map[int]bool) {
	doubt := func(format string, args ...any) { p.Doubts = append(p.Doubts, Doubt{0, fmt.Sprintf(format, args...)}) }
	total, links, prose, heads, leads := 0, 0, 0, 0, 0
	voted, agreed, left := 0, 0, 0
	for i, b := range p.all {
		if found[i] {
			voted += b.words
			if b.kept {
				agreed += b.words
			}
		}
		if !b.kept && b.prose() && (b.why == whyEnd || b.why == whyOutside || b.why == whyBefore) {
			left += b.words
		}
		if b.kept {
			total += b.words
			links += b.linked
			if b.prose() {
				prose += b.words
			}
			if isHeading(b.tag) {
				if heads++; b.linked*2 > b.words {
					leads++
				}
			}
		}
	}
	switch {
	case p.fromJSON != "":
		doubt("the page shows little of the article; its text was taken from %s", p.fromJSON)
	case total == 0:
		doubt("no article was found on the page: the text may be made by a script; save the page from a browser once it is shown, or copy its text")
	case links*5 > total*2 || prose*3 < total && heads > 4 || leads > 3 && leads*2 > heads:
		doubt("much of what was found are links or short lines; the page may be a list of articles and no article")
	case total < 120:
		doubt("only %d words were found; the article may be behind a wall, or on another page", total)
	case paywalled(p):
		doubt("the page asks for a subscription; the text may be its beginning alone")
	case p.rescued:
		doubt("the text stands where pages have no article; compare it with the page")
	case prose*2 < total:
		doubt("more than half of what was found are short lines; compare it with the page")
	case voted > 50 && agreed*20 < (voted+total)*6:
		doubt("two ways to find the article differ; compare the text with the page")
	case left > total:
		doubt("the page holds more paragraphs outside the article than in it; compare the text with the page")
	case found == nil || p.guessed:
		doubt("the page does not show clearly where its article stands; compare it with the text")
	}
}
