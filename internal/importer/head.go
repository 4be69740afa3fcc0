package importer

import (
	"slices"
	"strings"

	"github.com/lateral-reader/lateral/internal/pattern"
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
	r.prefixed()
	r.buttons()
	r.rights = r.fromCopyright()
	r.pageTop()
	spots := r.top()
	r.clear(spots)
	t := r.title(spots)
	if t < 0 {
		r.untitled()
		t = 0
	}
	r.imprint(spots, t)
	r.subtitle(spots, t)
	once(&r.res.Published, r.written)
	r.above(spots, t)
	r.remove(spots)
	r.outlet()
	r.language()
}

// top lists the lines before the first turn, or before the article's first paragraph.
func (r *reading) top() []spot {
	var spots []spot
	real := 0 // paragraphs that are not the page's own
	for i, p := range r.paras {
		if i > 0 && isFurniture(bare(r.paras[i-1].text())) == "" && !r.twice(i-1) {
			real++
		}
		if p.label != nil || p.asked || p.spoken || len(spots) >= headLines || p.kind == plain && dashedTurn.MatchString(p.text()) && asksSomehow(bare(p.text())) || r.boldSeries(p) || r.asksFirst(i) {
			break
		}
		if r.res.Kind != "transcript" && i > 0 && p.kind == plain && len(spots) > 0 && r.isBody(p) && len(p.lines) == 1 && !(real < 4 && i < 12 && (r.aboveImprint(i) || r.abovePicture(i) || r.twice(i) || isNotice(p.text()))) {
			break
		}
		if p.kind == raw || p.kind == stage {
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

// asksFirst reports whether an interview begins with this paragraph: it asks, the next one answers behind a dash, and so do the two below.
func (r *reading) asksFirst(i int) bool {
	if i+3 >= len(r.paras) {
		return false
	}
	for k, p := range r.paras[i : i+4] {
		s := strings.TrimSpace(p.text())
		if p.kind != plain || dashedTurn.MatchString(s) != (k%2 == 1) || asks.MatchString(bare(s)) != (k%2 == 0) {
			return false
		}
	}
	return true
}

// aboveImprint reports whether a paragraph stands right above a byline or a date, and the article below: it sums the article up.
func (r *reading) aboveImprint(i int) bool {
	if count(r.paras[i].text()) > 45 || !slices.ContainsFunc(r.paras[i+1:min(i+9, len(r.paras))], func(p para) bool { return count(p.text()) >= 15 && r.isBody(p) }) {
		return false
	}
	for k, p := range r.paras[i+1 : min(i+4, len(r.paras))] {
		if p.kind != plain || p.label != nil || r.isBody(p) {
			return false
		}
		for _, l := range p.lines {
			s := bare(l.s)
			if isFurniture(s) == "comment button" {
				return false // names and days below are of those who comment
			}
			_, by := readByline(s)
			_, _, signed := readImprint(s)
			if _, _, date := dateLine(s); by || date || signed || unclearDay.MatchString(s) || k == 0 && len(p.lines) == 1 && len(bareNames(s)) > 0 {
				return true
			}
		}
	}
	return false
}

// isBody reports whether a paragraph is one of an article and not a part of its head.
func (r *reading) isBody(p para) bool {
	s := bare(p.text())
	n := count(s)
	if n < 12 || n < 28 && !strings.HasSuffix(strings.TrimRight(s, `"”’'»)`), ".") {
		return false
	}
	if _, ok := readByline(s); ok || isFurniture(s) != "" {
		return false
	}
	_, _, date := dateLine(s)
	return !date || n > 20
}

// clear leaves out the lines of page furniture in the head.
func (r *reading) clear(spots []spot) {
	for i := range spots {
		sp := &spots[i]
		if r.twice(sp.para) && count(sp.s) >= 4 && len(r.paras[sp.para].lines) == 1 && r.isBody(r.paras[sp.para]) {
			r.drop(sp.line0, "caption of a picture, which the page has twice")
			sp.gone = true
		} else if isNotice(sp.s) && i < 6 {
			r.drop(sp.line0, "notice of the site")
			sp.gone = true
		} else if why := isFurniture(sp.s); why != "" {
			r.drop(sp.line0, why)
			sp.gone = true
		} else if pictureFile.MatchString(sp.s) && i < 6 {
			r.drop(sp.line0, "name of a picture file")
			sp.gone = true
		} else if i > 0 && strings.Trim(sp.s, "0123456789") == "" && len(sp.s) < 5 && r.res.Kind != "transcript" {
			r.drop(sp.line0, "number of comments or shares")
			sp.gone = true
		} else if i > 0 && i < len(spots)-1 && sectionWords(sp.s) && r.prose(spots) && r.hasTitle(spots[:i]) && r.res.Kind != "transcript" && count(sp.s) <= 3 {
			r.drop(sp.line0, "name of a section")
			sp.gone = true
		} else if hostLine.MatchString(sp.s) && i > 0 && i < 6 {
			r.drop(sp.line0, "address of the site")
			sp.gone = true
		} else if isCredit(sp.s) || creditLine.MatchString(sp.s) {
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

// imprint reads bylines and dates beside the headline: in the lines of the head, none farther than the text allows.
func (r *reading) imprint(spots []spot, t int) {
	talked := talkDay(spots, t)
	once(&r.res.Published, talked)
	for i := range spots {
		sp := &spots[i]
		if sp.gone || i < t-3 {
			continue
		}
		if i < t && isDate(spots, i) && (talked != "" || pageDay(spots, i, t)) {
			continue
		}
		if b, ok := readByline(sp.s); ok && len(r.res.Byline) == 0 {
			r.byline(b, sp)
			continue
		}
		if i > 0 && spots[i-1].gone && r.belowByline(spots, i) {
			continue
		}
		if date, later, ok := dateLine(sp.s); ok {
			if r.sectionDay(spots, t, i) {
				continue
			}
			r.date(date, later, sp)
			if i > 0 && sp.gone && !spots[i-1].gone && publishedAlone.MatchString(spots[i-1].s) {
				r.drop(spots[i-1].line0, "stands above the date")
				spots[i-1].gone = true
			}
			continue
		}
		if i > 0 && spots[i-1].gone && len(r.res.Byline) > 0 && r.isOutletName(sp.s) {
			r.drop(sp.line0, "names the outlet below the byline")
			sp.gone = true
			continue
		}
		if b, later, ok := readImprint(sp.s); ok && i > t-3 && i < t+6 && (r.res.Kind != "transcript" || i >= t && r.res.Published == "") {
			if r.res.Kind == "transcript" {
				b.names = nil
			}
			if later {
				b.date = ""
			}
			if len(b.names) > 0 && len(r.res.Byline) == 0 {
				r.byline(b, sp)
				continue
			}
			once(&r.res.OutletName, b.outlet)
			r.date(b.date, later, sp)
			continue
		}
		if name, _, _ := strings.Cut(sp.s, ","); i > 0 && spots[i-1].gone && len(r.res.Byline) > 0 && isOutlet(name) && count(sp.s) <= 6 {
			_, ok := readByline(spots[i-1].s)
			if (ok || bareNames(spots[i-1].s) != nil) && once(&r.res.OutletName, name) {
				r.drop(sp.line0, "names the outlet below the byline")
				sp.gone = true
				continue
			}
		}
		if len(r.res.Byline) == 0 && r.res.Kind != "transcript" && i >= t && r.namesBelow(spots, i) {
			continue
		}
		if i > t && i < t+6 && r.res.Kind != "transcript" && namesNobody(sp.s) && (newsroom.MatchString(sp.s) || i == t+1 || spots[i-1].gone || isDate(spots, near(spots, i, 1))) {
			if m := byWord.FindStringSubmatch(sp.s); m != nil && isOutlet(m[1]) {
				once(&r.res.OutletName, m[1])
			}
			r.drop(sp.line0, "a byline that names nobody")
			sp.gone = true
			continue
		}
		if i > t && i < t+4 && len(r.res.Byline) == 0 && r.res.Kind != "transcript" && (r.namesAndOutlet(sp) || r.namesAndPlaces(spots, i)) {
			continue
		}
		// Names alone are a byline only beside a date, or above an outlet's name. Above turns they may be what the meeting is called, or who is asked.
		names := bareNames(sp.s)
		if names == nil && spacedName.MatchString(sp.s) && (isDate(spots, near(spots, i, 1)) || isDate(spots, near(spots, i, -1))) {
			names = []string{sp.s}
		}
		if names == nil && i > t && (isDate(spots, near(spots, i, 1)) || isDate(spots, near(spots, i, -1))) {
			names = r.nameAndPlace(spots, sp.s)
		}
		if names == nil || r.res.Kind == "transcript" || i <= t || r.isOutletName(sp.s) {
			continue
		}
		switch next := near(spots, i, 1); {
		case len(r.res.Byline) == 0 && (withJob(sp.s) || isDate(spots, next) || isDate(spots, near(spots, i, -1)) || i+1 < len(spots) && (readTime.MatchString(spots[i+1].s) || (spots[i+1].para == sp.para || isDate(spots, near(spots, i+1, 1))) && isJob(spots[i+1].s)) || next < len(spots) && (isOutlet(spots[next].s) || r.isOutletName(spots[next].s))):
			r.byline(byline{names: names}, sp)
		case next < len(spots) && len(r.res.Byline) == 0:
			if b, ok := readByline(spots[next].s); ok && slices.Equal(b.names, names) {
				r.drop(sp.line0, "the byline again")
				sp.gone = true
			}
		}
	}
}

// publishedAlone matches the word above a date.
var publishedAlone = pattern.New(`(?i)^(?:published|posted|date|updated|veröffentlicht|publié|publicado|pubblicato|datum|fecha|data):?$`)

// isOutletName reports whether a line is the name of the outlet that the file states.
func (r *reading) isOutletName(s string) bool {
	return r.res.OutletName != "" && words.Same(s) == words.Same(r.res.OutletName) || r.rights != "" && !personName(r.rights) && strings.EqualFold(words.Same(s), words.Same(r.rights))
}

// hostLine matches a line that holds nothing but a site's address.
var hostLine = pattern.New(`(?i)^(?:www\.)?[a-z0-9-]{2,}(?:\.[a-z0-9-]{2,})*\.[a-z]{2,10}$`)

// spacedName matches a Japanese name as it is printed alone: family and given name with a space between.
var spacedName = pattern.New(`^\p{Han}{1,3}[ 　][\p{Han}\p{Hiragana}\p{Katakana}]{1,4}$`)

// readTime matches a line that says how long the text takes to read.
var readTime = pattern.New(`(?i)^\d{1,2}(?:[–-]\d{1,2})? min(?:ute)?s?(?: read)?$`)

// near is the next line of the head in a direction that is not page furniture; one that is gone for another reason counts.
func near(spots []spot, i, step int) int {
	for i += step; i >= 0 && i < len(spots) && isFurniture(spots[i].s) != ""; i += step {
	}
	return i
}

// unclearDay matches a day that could mean two: 10.11.15 3:47 PM ET.
var unclearDay = pattern.New(`^\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})(?:[ ,|-]+\d{1,2}[:.]\d\d.{0,12})?$`)

func isDate(spots []spot, i int) bool {
	if i < 0 || i >= len(spots) {
		return false
	}
	if _, _, ok := dateLine(spots[i].s); ok || unclearDay.MatchString(spots[i].s) {
		return true
	}
	_, _, ok := readImprint(spots[i].s)
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
