package webpage

import (
	"slices"
	"strings"

	"golang.org/x/net/html/atom"

	"github.com/lateral-reader/lateral/internal/pattern"
)

// pick decides which blocks are the article's: those that the readability library finds, and around them what it is known to lose; where it
// finds little, those of the element that the page marks as its article. Every other block gets the reason why it is left out.
func (p *page) pick() {
	found := p.attempt()
	strict := p.total()
	if why, n := p.misnamed(); strict < 250 && n > 2*strict+100 {
		p.unbelieved = why
		found = p.attempt()
		p.rescued = p.total() > 2*strict
		if !p.rescued {
			p.unbelieved = ""
			found = p.attempt()
		}
	}
	if p.total() < 60 && p.rescue() {
		p.rescued = true
	}
	p.imprint()
	p.trim()
	p.fromData()
	p.confidence(found)
}

// attempt chooses the article's blocks, and returns those that the library found.
func (p *page) attempt() map[int]bool {
	for _, b := range p.boxes {
		b.why = ""
	}
	for _, b := range p.all {
		b.kept = false
	}
	p.guessed = false
	p.furniture()
	p.speeches()
	found := p.readable()
	p.choose(p.region(found), found, func(b *block) bool { return b.why == "" })
	p.talking()
	return found
}

// misnamed tells which reason leaves out the most words of paragraphs in boxes that only their class or id speaks against, and how many.
func (p *page) misnamed() (why string, most int) {
	sum := map[string]int{}
	for _, b := range p.all {
		if b.box.why != "" && b.prose() && p.mayLie(b.box) {
			sum[b.box.why] += b.words
			if n := sum[b.box.why]; n > most {
				why, most = b.box.why, n
			}
		}
	}
	return why, most
}

// mayLie reports whether a box is left out for its names alone, or for those of one around it, and by names that articles sometimes have.
func (p *page) mayLie(b *box) bool {
	for ; b != nil && b.why != ""; b = b.parent {
		if b.parent == nil || b.parent.why == "" {
			return p.elementWhy(b) == "" && misleading[b.why]
		}
	}
	return false
}

// misleading are the reasons whose names stand on articles, too.
var misleading = map[string]bool{whyNav: true, whyRelated: true, whyFooter: true, whyAside: true, whyTags: true, whyShare: true, whyPlayer: true, whyByline: true, whyGallery: true, whyNoPrint: true}

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
	head := p.opening(first)
	for i, b := range p.all {
		if head[i] {
			b.kept, b.why = true, ""
		}
		if !ok(b) {
			continue
		}
		switch {
		case head[i]:
		case !in[i]:
			// The library may take what stands right beside the region: a first paragraph, or what follows a break.
			b.kept = found[i] && b.prose() && i < last && i >= first-12 || found[i] && i > last && i >= around.first && i < around.end && b.linked*2 < b.words
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
	"description": true, "abstract": true, "excerpt": true, "chapo": true, "teaser": true, "vorspann": true, "sommario": true, "entradilla": true, "kicker": true, "sub": true, "preamble": true, "ingress": true, "anons": true, "annotation": true, "lid": true, "podzagolovok": true}

// opening finds what stands between the headline and the article's first block: a sentence or two that sum it up, and paragraphs that the library has
// lost as a picture or a box parts them from the others.
func (p *page) opening(first int) map[int]bool {
	out := map[int]bool{}
	title := p.titleAt
	if title < 0 || first-title > 120 || first == len(p.all) {
		return out
	}
	said := ""
	for _, n := range []string{"og:description", "description", "twitter:description"} {
		if s, ok := p.tag(n); ok {
			said += letters(s.value) + " "
		}
	}
	open := true // no heading of something else so far
	for i := title + 1; i < first; i++ {
		b := p.all[i]
		if isHeading(b.tag) && b.words > 0 && i > title+2 && !p.titled(b.text) {
			open = false
		}
		if b.words < 6 || b.linked*2 >= b.words || b.tag == atom.Li || b.tag == atom.Figcaption || byWord.MatchString(b.text) || disclosure.MatchString(b.text) {
			continue
		}
		whole := sentence.MatchString(b.text)
		named := false
		for q, k := b.box, 0; q != nil && (k < 2 || k < 4 && b.why != ""); q, k = q.parent, k+1 {
			for _, w := range q.names {
				named = named || ledeNames[w]
			}
		}
		var others []string // what else the boxes are called that are left out
		for q := b.box; q != nil && q.why != ""; q = q.parent {
			others = append(others, slices.DeleteFunc(slices.Clone(q.names), func(w string) bool { return ledeNames[w] })...)
		}
		about := slices.ContainsFunc(p.Byline, func(n string) bool { return strings.HasPrefix(b.text, n+" ") })
		summed := strings.Contains(said, letters(b.text))
		misled := b.why != "" && !(named && open && (whole || summed) && nameWhy(others) == "" && misleading[b.why] && p.mayLie(b.box) && b.box.end-b.box.first <= 3 && b.linked == 0 && b.words >= 12)
		if about || misled {
			continue
		}
		out[i] = b.words <= 90 && (named || summed || i <= title+2 && b.words >= 8) || open && b.prose() && b.words >= 12 && whole
	}
	return out
}

var (
	// sentence matches what ends as sentences do.
	sentence = pattern.New(`[.!?…。！？][\s"'”’»)\]]*$`)
	// disclosure matches what a site says above its articles of itself.
	disclosure = pattern.New(`(?i)advertis(?:er|ing) (?:disclosure|policy)|affiliate|we may (?:receive|earn) (?:a )?(?:compensation|commission)|provision vom händler|our (?:journalism|work) .{0,40}support|cookies?\b.{0,80}\b(?:use|accept|zustimm|akzeptier)`)
)

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
