package importer

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lateral-reader/lateral/internal/pattern"
	"github.com/lateral-reader/lateral/internal/words"
)

// Where a whole page was pasted, its menus stand above the headline. The text is the stretch of the page with the most sentences; the headline is the line
// above it that a reader would take: of some words, near the text or its byline and date, with words that the text uses.

const (
	pageLimit = 1500 // so many lines are looked at
	topLimit  = 80   // so many lines above the text's third sentence may be the headline
	menuLines = 10   // so many lines above a headline are menus
)

// page is a pasted text as lines.
type page struct {
	rows     []pageRow
	from, to int            // the stretch with the most sentences
	last     int            // behind the third of them: no headline stands lower
	says     map[string]int // how often the text has words that say something, by their beginnings
}

// pageRow is one line of a page with what it is.
type pageRow struct {
	para, line int
	line0      line
	s          string
	n          int  // words
	above      int  // lines of prose above it
	prose      bool // a sentence of some length, as texts have them
	own        bool // the page's: a button, a notice
}

// readPage looks at the lines of a text.
func (r *reading) readPage() *page {
	p := &page{says: map[string]int{}}
	above := 0
	for i, q := range r.paras {
		for j, l := range q.lines {
			if len(p.rows) == pageLimit {
				break
			}
			s := bare(l.s)
			w := pageRow{para: i, line: j, line0: l, s: s, n: count(s), above: above}
			w.own = isFurniture(s) != "" || isNotice(s)
			if w.prose = !w.own && (w.n >= 28 || w.n >= 12 && sentenceEnd.MatchString(s)); w.prose {
				above++
			}
			p.rows = append(p.rows, w)
		}
	}
	p.from, p.to = mostProse(p.rows)
	for _, w := range p.rows[p.from:p.to] {
		if w.n >= 8 {
			for t := range telling(w.s) {
				p.says[t]++
			}
		}
	}
	p.last = p.from
	for n := 0; p.last < p.to && n < 3; p.last++ {
		if p.rows[p.last].prose {
			n++
		}
	}
	return p
}

// mostProse finds the part of a page with the most prose: from its first line to the one behind its last. Lines that are no sentences count against it.
func mostProse(rows []pageRow) (from, to int) {
	best, sum, at := 0, 0, 0
	for i, w := range rows {
		switch {
		case w.prose:
			sum += min(w.n, 120)
		case w.own || !sentenceEnd.MatchString(w.s):
			sum -= 6
		}
		if sum <= 0 {
			sum, at = 0, i+1
		} else if sum > best {
			best, from, to = sum, at, i+1
		}
	}
	return from, to
}

// pageTop finds the headline of a pasted page by what stands around it, and leaves out the menus above.
func (r *reading) pageTop() {
	if r.way.format.Markup || r.wrapped || r.res.Kind == "transcript" || r.res.Title != "" {
		return
	}
	for _, p := range r.paras {
		if p.label != nil || p.kind != plain {
			return
		}
	}
	r.page = r.readPage()
	best, high := -1, 0.0
	for i := max(0, r.page.last-topLimit); i < r.page.last; i++ {
		if !r.page.candidate(i) {
			continue
		}
		if score := r.page.standing(i); best < 0 || score > high+r.page.below(best, i) {
			best, high = i, score
		}
	}
	if best < 0 || high < sureTitle {
		return
	}
	rows := r.page.rows
	r.headAt = rows[best].line0.n
	if r.menus = r.page.hasMenus(best); !r.menus {
		return
	}
	gone := map[int]map[int]bool{}
	for k, w := range rows[:best] {
		if w.prose || best-k <= 3 && imprintLike(w.s) {
			continue
		}
		if gone[w.para] == nil {
			gone[w.para] = map[int]bool{}
		}
		gone[w.para][w.line] = true
		r.drop(w.line0, "menu of the page, above the headline")
	}
	for i := range gone {
		r.paras[i] = r.paras[i].without(gone[i])
	}
	r.paras = compact(r.paras)
}

// below is how much more a line must stand out than a headline right above it, which it would sum up.
func (p *page) below(best, i int) float64 {
	for k := best + 1; k < i; k++ {
		if !p.rows[k].own {
			return 0
		}
	}
	if p.rows[best].n < 4 || p.weak(p.rows[best].s) {
		return 0
	}
	return belowBy
}

// hasMenus reports whether what stands above a line are menus: many lines, most of a few words, and no headline that begins them.
func (p *page) hasMenus(i int) bool {
	short := 0
	for k, w := range p.rows[:i] {
		if w.n <= 5 || w.own {
			short++
		}
		if k < 3 && p.candidate(k) && !p.weak(w.s) && (i < 2*menuLines+5 && p.standing(k)+muchBetter > p.standing(i) || imprintLike(p.rows[k+1].s)) {
			return false
		}
	}
	return i >= menuLines && p.rows[i].above < 4 && short*5 >= i*3
}

// betterTitle is the spot of the headline that stands out on the page, where the one at hand stands out much less; else the one at hand.
func (r *reading) betterTitle(spots []spot, at int) int {
	if r.headAt == 0 || spots[at].line0.n == r.headAt {
		return at
	}
	best, here, there := -1, 0.0, 0.0
	for i, n := at+1, 0; i < len(spots) && n < 2; i++ {
		if spots[i].gone {
			continue
		}
		if n++; spots[i].line0.n == r.headAt {
			best = i
		}
	}
	for i, w := range r.page.rows[:r.page.last] {
		switch w.line0.n {
		case r.headAt:
			there = r.page.standing(i)
		case spots[at].line0.n:
			here = r.page.standing(i)
		}
	}
	by := betterBy
	if count(spots[at].s) > 3 {
		by = muchBetter // a headline stands first more often than not
	}
	if best < 0 || there < here+by || count(spots[best].s) < 4 || count(spots[best].s) > 18 && !r.page.foreign(spots[at].s) {
		return at
	}
	return best
}

const (
	sureTitle  = 2.0
	betterBy   = 1.0
	muchBetter = 3.0
	belowBy    = 0.75
)

// imprintLike reports whether a line is a byline, a date or both.
func imprintLike(s string) bool {
	_, _, dated := readImprint(s)
	_, _, day := dateLine(s)
	return dated || day || bylined(s)
}

// candidate reports whether a line may be a headline.
func (p *page) candidate(i int) bool {
	s := p.rows[i].s
	c, _ := utf8.DecodeRuneInString(s)
	return !p.rows[i].own && headline(s) && !isCaption(s) && !unicode.IsLower(c) && !noTitle.MatchString(s) && !posted.MatchString(s)
}

// noTitle matches the signs between the names of sections on the way to a page, and those before notes and items.
var noTitle = pattern.New(`[»›>→]\s*\S|^[*•●▪✓-]\s`)

// posted matches a line that says when the text was posted, among other things.
var posted = pattern.New(`(?i)^(?:posted|published|written|created|updated|erstellt|veröffentlicht|gepostet|eingestellt|eingetragen|geschrieben|aktualisiert|publié|publicado|pubblicato|geplaatst|gepubliceerd|opublikowano)\b.*\d{4}`)

// standing says how much a line stands as a headline does. The weights were fitted to some hundred pages and rounded.
func (p *page) standing(i int) float64 {
	w := p.rows[i]
	score := 0.0
	add := func(is bool, weight float64) {
		if is {
			score += weight
		}
	}
	add(w.n == 1, -2)
	add(w.n >= 3, 1)
	add(w.n >= 6 && w.n <= 18, 0.75)
	add(w.n > 18, -1)
	add(w.n > 25, -1)
	add(strings.HasSuffix(w.s, ".") && !strings.HasSuffix(w.s, ".."), -2.5)

	own, all, often := 0, 0, 0.0 // words that the text has, too
	for t := range telling(w.s) {
		all++
		if p.says[t] > 0 {
			own++
		}
		often += math.Log(1 + float64(p.says[t]))
	}
	score += 0.6 * float64(min(own, 4))
	if all > 0 {
		score += 1.4 * often / float64(all)
	}

	gap, seen := 0, 0 // what stands between the line and the text
	for k := i + 1; k < p.last && !p.rows[k].prose && seen < 40; k++ {
		s := p.rows[k].s
		if p.rows[k].own || isCaption(s) {
			continue
		}
		imprint := imprintLike(s)
		add(imprint && seen == 0, 0.9)
		if imprint && seen <= 2 {
			add(true, 1.25)
			seen = 3
		}
		seen++
		if !imprint && bareNames(s) == nil {
			gap++
		}
	}
	score -= 0.7 * math.Log(1+float64(gap))
	score -= 2.1 * float64(min(w.above, 4))
	if w.n >= 3 {
		again, way := p.shown(i)
		add(again, 0.6)
		add(way, 2.2)
	}
	add(i == 0, 2.3)
	add(i == 1, 1.4)
	add(i > 0 && (p.rows[i-1].own || imprintLike(p.rows[i-1].s)), 1)
	for k, n := i-1, 0; k >= 0 && n < 3; k-- { // a line that sums up stands below the headline
		if !p.rows[k].own {
			n++
			add(p.candidate(k) && !p.weak(p.rows[k].s), -0.7)
		}
	}
	return score
}

// shown reports whether a line stands on the top of the page again, and whether it ends another line, which is the way to the page.
func (p *page) shown(i int) (again, way bool) {
	s := p.rows[i].s
	for k := max(0, p.last-2*topLimit); k < p.last; k++ {
		if t := p.rows[k].s; k != i && strings.HasSuffix(t, s) {
			again = again || t == s
			way = way || t != s && p.rows[k].n > p.rows[i].n && p.rows[k].n < p.rows[i].n+12
		} else if k != i && len(t) == len(s) && words.Same(t) == words.Same(s) {
			again = true
		}
	}
	return again, way
}

// foreign reports whether a line has no word of the text.
func (p *page) foreign(s string) bool {
	for t := range telling(s) {
		if p.says[t] > 0 {
			return false
		}
	}
	return true
}

// weak reports whether a line is rather the name of a section than a headline: of a word or two, or without words of the text.
func (p *page) weak(s string) bool {
	own, n := 0, count(s)
	for t := range telling(s) {
		if p.says[t] > 0 {
			own++
		}
	}
	return n <= 2 || own == 0 && n <= 8 || n == 3 && own < 2
}
