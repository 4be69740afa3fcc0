package importer

import (
	"path"
	"strings"

	"github.com/lateral-reader/lateral/internal/words"
)

// headLines is how many lines from the top a headline, a byline or a date may stand.
const headLines = 25

// spot is one line of the head, with its place.
type spot struct {
	para, line int
	line0      line
	s          string // without marks of emphasis
	gone       bool
}

// head finds headline, subtitle, byline and date at the top and takes them out of the paragraphs. A date or a byline is one only beside
// the headline or beside each other.
func (r *reading) head() {
	if r.res.Kind == "" {
		r.res.Kind = "article"
	}
	r.header()
	spots := r.top()
	r.clear(spots)
	t := r.title(spots)
	if t < 0 {
		r.untitled()
		t = 0
	}
	r.imprint(spots, t)
	r.subtitle(spots, t)
	r.above(spots, t)
	r.remove(spots)
	r.outlet()
	r.language()
}

// top lists the lines before the first turn, or before the article's first paragraph.
func (r *reading) top() []spot {
	var spots []spot
	for i, p := range r.paras {
		if p.label != nil || len(spots) >= headLines {
			break
		}
		if r.res.Kind != "transcript" && i > 0 && p.kind == plain && len(spots) > 0 && r.isBody(p) && len(p.lines) == 1 {
			break
		}
		if p.kind == raw {
			if i > 3 {
				break
			}
			continue
		}
		if r.wrapped && len(p.lines) > 1 && (len(p.lines) > 3 || r.isBody(p)) {
			break
		}
		for j, l := range p.lines {
			s := bare(l.s)
			if r.keeps() {
				s = strings.ReplaceAll(s, "*", "")
			}
			spots = append(spots, spot{para: i, line: j, line0: l, s: s})
		}
	}
	return spots
}

// isBody reports whether a paragraph is one of an article and not a part of its head.
func (r *reading) isBody(p para) bool {
	s := bare(p.text())
	n := count(s)
	if _, ok := readByline(s); ok || isFurniture(s) != "" {
		return false
	}
	return n >= 28 || n >= 12 && strings.HasSuffix(strings.TrimRight(s, `"”’'»)`), ".")
}

// clear leaves out the lines of page furniture in the head.
func (r *reading) clear(spots []spot) {
	for i := range spots {
		sp := &spots[i]
		if why := isFurniture(sp.s); why != "" {
			r.drop(sp.line0, why)
			sp.gone = true
		} else if pictureFile.MatchString(sp.s) && i < 6 {
			r.drop(sp.line0, "name of a picture file")
			sp.gone = true
		} else if isCredit(sp.s) {
			r.drop(sp.line0, "credit of a picture")
			sp.gone = true
			r.caption(spots, i)
		}
	}
}

// caption leaves out the caption after a picture's credit: a few words between it and the text.
func (r *reading) caption(spots []spot, i int) {
	if i+1 >= len(spots) || i == 0 {
		return
	}
	next := &spots[i+1]
	_, by := readByline(next.s)
	_, _, date := dateLine(next.s)
	if last := next.para+1 >= len(r.paras); last || by || date || next.gone || count(next.s) > 14 || next.line+1 < len(r.paras[next.para].lines) {
		return
	}
	if r.isBody(r.paras[next.para+1]) && r.hasTitle(spots[:i]) {
		r.drop(next.line0, "caption of a picture")
		next.gone = true
	}
}

func (r *reading) hasTitle(spots []spot) bool {
	for _, sp := range spots {
		if !sp.gone && headline(sp.s) {
			return true
		}
	}
	return false
}

// headline reports whether a line has the form of one.
func headline(s string) bool {
	n := count(s)
	if n == 0 || n > 32 || strings.HasSuffix(s, ",") || strings.HasSuffix(s, ";") || strings.HasSuffix(s, ":") {
		return false
	}
	if _, ok := readByline(s); ok {
		return false
	}
	_, _, date := dateLine(s)
	return !date && (n <= 15 || !strings.HasSuffix(s, "."))
}

// title chooses the headline: Markdown's first heading, else a line that the page repeats, else the first line of that form. It returns the
// index of its spot, or -1.
func (r *reading) title(spots []spot) int {
	if r.res.Title != "" {
		for i := range spots {
			if words.Same(spots[i].s) == words.Same(r.res.Title) {
				r.repeated(spots, i)
				return i
			}
		}
		return -1
	}
	at := -1
	for i, sp := range spots {
		p := r.paras[sp.para]
		if p.kind == heading && sp.line == 0 && !sp.gone && (at < 0 || p.level < r.paras[spots[at].para].level) {
			at = i
		}
	}
	for i := range spots {
		for j := i + 1; j < len(spots) && j < i+8 && at < 0; j++ {
			if !spots[i].gone && !spots[j].gone && words.Same(spots[i].s) == words.Same(spots[j].s) && headline(spots[i].s) && count(spots[i].s) >= 3 {
				at = i
			}
		}
	}
	for i := range spots {
		if at >= 0 {
			break
		}
		if !spots[i].gone && headline(spots[i].s) && !(siteName(spots[i].s) && r.hasTitle(spots[i+1:])) {
			at = i
		}
	}
	if at < 0 || spots[at].para > 8 {
		return -1
	}
	// A section's name of a word or two above a headline is not the headline.
	if next := at + 1; count(spots[at].s) <= 2 && next < len(spots) && r.paras[spots[at].para].kind == plain && headline(spots[next].s) && !spots[next].gone && count(spots[next].s) >= 4 {
		if !personName(spots[at].s) || !headline(spots[next].s) {
			r.drop(spots[at].line0, "stands above the headline")
			spots[at].gone = true
			at = next
		}
	}
	sp := &spots[at]
	sp.gone = true
	p := r.paras[sp.para]
	r.res.Title = strings.Join(strings.Fields(strings.ReplaceAll(sp.line0.s, "\u00a0", " ")), " ")
	if r.way.format.Name == "markdown" && !r.way.escaped {
		md := sp.line0.s
		if p.kind == heading {
			md = ""
			for _, l := range p.lines {
				md += l.s + "\n"
			}
			for i := range spots {
				spots[i].gone = spots[i].gone || spots[i].para == sp.para
			}
		}
		r.res.Title = plainOf(md)
	} else if r.wrapped {
		for i := at + 1; i < len(spots) && spots[i].para == sp.para && !spots[i].gone && headline(spots[i].s); i++ {
			r.res.Title += " " + spots[i].s
			spots[i].gone = true
		}
	}
	r.repeated(spots, at)
	return at
}

// repeated leaves out the headline where the page shows it again.
func (r *reading) repeated(spots []spot, at int) {
	if r.res.Title != "" && !spots[at].gone {
		spots[at].gone = true // metadata said it
		r.drop(spots[at].line0, "the headline, which the metadata gives")
	}
	for i := range spots {
		if i != at && !spots[i].gone && words.Same(spots[i].s) == words.Same(r.res.Title) {
			r.drop(spots[i].line0, "the headline again")
			spots[i].gone = true
		}
	}
}

// untitled gives a text without a headline a title: the words of the file's name, else the first words of the text.
func (r *reading) untitled() {
	if r.res.Title != "" {
		return
	}
	r.invent = true
	base := path.Base(strings.ReplaceAll(r.name, `\`, "/"))
	base = strings.TrimSuffix(base, path.Ext(base))
	var ws []string
	for _, w := range strings.FieldsFunc(base, func(c rune) bool { return strings.ContainsRune("-_ .+", c) }) {
		if len(strings.Trim(w, "0123456789abcdef")) > 0 || len(w) < 8 && strings.Trim(w, "0123456789") != "" {
			ws = append(ws, w)
		}
	}
	if len(ws) >= 2 {
		r.res.Title = strings.Join(ws, " ")
		r.problem(0, "no headline was found; the title is made of the file's name")
		return
	}
	text := ""
	for _, p := range r.paras {
		if text = bare(p.text()); words.Has(text) {
			break
		}
	}
	cut, more := words.Cut(text, 10)
	if r.res.Title = strings.Join(strings.Fields(cut), " "); more {
		r.res.Title += " …"
	}
	r.problem(0, "no headline was found; the title is the first words of the text")
}

// imprint reads bylines and dates beside the headline: in the lines of the head, none farther than the text allows.
func (r *reading) imprint(spots []spot, t int) {
	for i := range spots {
		sp := &spots[i]
		if sp.gone || i < t-3 {
			continue
		}
		if b, ok := readByline(sp.s); ok && len(r.res.Byline) == 0 {
			r.byline(b, sp)
			continue
		}
		if date, later, ok := dateLine(sp.s); ok {
			r.date(date, later, sp)
			continue
		}
		if name, _, _ := strings.Cut(sp.s, ","); i > 0 && spots[i-1].gone && len(r.res.Byline) > 0 && isOutlet(name) && count(sp.s) <= 6 {
			if _, ok := readByline(spots[i-1].s); ok && once(&r.res.OutletName, name) {
				r.drop(sp.line0, "names the outlet below the byline")
				sp.gone = true
				continue
			}
		}
		// A name alone is a byline only right beside a date.
		if len(r.res.Byline) == 0 && i > t && personName(sp.s) && (isDate(spots, i+1) || isDate(spots, i-1)) {
			r.byline(byline{names: []string{sp.s}}, sp)
		}
	}
}

// siteName reports whether a line is an outlet's name, alone or with a section's.
func siteName(s string) bool {
	for _, part := range bySplit.Split(s, -1) {
		if isOutlet(part) && count(s) <= 6 && !strings.ContainsAny(s, ":?!,") {
			return true
		}
	}
	return false
}

func isDate(spots []spot, i int) bool {
	if i < 0 || i >= len(spots) {
		return false
	}
	_, _, ok := dateLine(spots[i].s)
	return ok
}

func (r *reading) byline(b byline, sp *spot) {
	r.res.Byline = b.names
	sp.gone = true
	why := "the byline, now in the front matter"
	if b.date != "" && r.res.Published == "" {
		r.res.Published = b.date
		why = "the byline and the date, now in the front matter"
	}
	if b.outlet != "" && r.res.OutletName == "" {
		r.res.OutletName = b.outlet
	}
	r.drop(sp.line0, why)
}

func (r *reading) date(date string, later bool, sp *spot) {
	switch {
	case later:
		r.drop(sp.line0, "a line of dates; that of publication is not in it")
	case r.res.Published == "":
		r.res.Published = date
		r.drop(sp.line0, "the date, now in the front matter as published: "+date)
	case strings.HasPrefix(date, r.res.Published) || strings.HasPrefix(r.res.Published, date):
		r.drop(sp.line0, "the date again")
	default:
		return
	}
	sp.gone = true
}

// subtitle takes what stands alone between the headline and the byline or date.
func (r *reading) subtitle(spots []spot, t int) {
	if r.res.Subtitle != "" || len(r.res.Byline) == 0 && r.res.Published == "" || r.invent {
		return
	}
	between, imprint := -1, false
	for i := t + 1; i < len(spots); i++ {
		if _, ok := readByline(spots[i].s); ok || isDate(spots, i) {
			imprint = true
			break
		}
		if spots[i].gone {
			continue
		}
		if between >= 0 {
			return
		}
		between = i
	}
	if between < 0 || !imprint {
		return
	}
	sp := &spots[between]
	if n := count(sp.s); n < 4 || n > 45 || len(r.paras[sp.para].lines) > 1 && r.wrapped {
		return
	}
	sp.gone = true
	r.res.Subtitle = strings.Join(strings.Fields(sp.line0.s), " ")
	if r.way.format.Name == "markdown" {
		r.res.Subtitle = plainOf(sp.line0.s)
	}
}

// above leaves out what a page shows over its headline: the name of a section, a date of its own.
func (r *reading) above(spots []spot, t int) {
	for i := 0; i < t; i++ {
		if !spots[i].gone && (count(spots[i].s) <= 3 || siteName(spots[i].s)) && r.paras[spots[i].para].kind == plain {
			r.drop(spots[i].line0, "stands above the headline")
			spots[i].gone = true
		}
	}
}

// remove takes the lines that are gone out of their paragraphs.
func (r *reading) remove(spots []spot) {
	gone := map[int]map[int]bool{}
	for _, sp := range spots {
		if sp.gone {
			if gone[sp.para] == nil {
				gone[sp.para] = map[int]bool{}
			}
			gone[sp.para][sp.line] = true
		}
	}
	for i := range r.paras {
		r.paras[i] = r.paras[i].without(gone[i])
	}
	r.paras = compact(r.paras)
}
