package importer

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What stands around the names of a byline, on lines of its own.

// sectionDay reports whether a day is the heading of a part of the text: sentences stand above it, and other days head other parts.
func (r *reading) sectionDay(spots []spot, t, i int) bool {
	if i <= t+1 || !slices.ContainsFunc(spots[t+1:i], func(sp spot) bool {
		return !sp.gone && count(sp.s) >= 12 && sentenceEnd.MatchString(sp.s) && !isCaption(sp.s)
	}) {
		return false
	}
	for k := t + 1; k < i; k++ {
		if _, _, ok := dateLine(spots[k].s); ok && !spots[k].gone {
			return true
		}
	}
	for k := spots[i].para + 2; k+1 < len(r.paras); k++ {
		if p := r.paras[k]; p.kind == plain && len(p.lines) == 1 && len(p.lines[0].s) < 40 && r.isBody(r.paras[k+1]) {
			if _, _, ok := dateLine(bare(p.lines[0].s)); ok {
				return true
			}
		}
	}
	return false
}

// namesBelow takes names, each on a line of its own with or without words that join them, below the word that opens a byline.
func (r *reading) namesBelow(spots []spot, i int) bool {
	if !opensByline(strings.TrimRight(spots[i].s, " :")) || i+1 >= len(spots) {
		return false
	}
	var b byline
	end := i + 1
	for ; end < len(spots) && end < i+10 && !spots[end].gone; end++ {
		names := bareNames(spots[end].s)
		if names == nil && !(joins[strings.ToLower(spots[end].s)] && end > i+1) || len(b.names) > 0 && bareNames(spots[end-1].s) != nil && names != nil {
			break
		}
		b.names = append(b.names, names...)
	}
	if len(b.names) == 0 {
		return false
	}
	r.drop(spots[i].line0, "stands above the byline")
	spots[i].gone = true
	for k := i + 1; k < end; k++ {
		r.byline(b, &spots[k])
	}
	return true
}

// namesAndOutlet takes a line of names that the outlet's ends: Jane Doe and John Roe Harbour News.
func (r *reading) namesAndOutlet(sp *spot) bool {
	var b byline
	parts := nameSplit.Split(strings.TrimSpace(asides.ReplaceAllString(sp.s, "")), -1)
	for i, part := range parts {
		name, outlet, ok := part, "", personName(part)
		if i+1 == len(parts) {
			name, outlet, ok = nameAndOutlet(part)
		}
		if !ok || sectionWords(outlet) && outlet != "" || isJob(name) {
			return false
		}
		b.names, b.outlet = append(b.names, name), outlet
	}
	if len(strings.Fields(b.outlet)) < 2 && !agencies[strings.ToLower(b.outlet)] {
		return false // a surname may be Post or Times
	}
	r.byline(b, sp)
	return true
}

// namesAndPlaces takes names that stand above lines with a place or an outlet, and the day below.
func (r *reading) namesAndPlaces(spots []spot, i int) bool {
	names := bareNames(spots[i].s)
	if names == nil || r.isOutletName(spots[i].s) {
		return false
	}
	end := i + 1
	for end < len(spots) && end < i+4 && !isDate(spots, end) {
		if spots[end].gone || !capitalWords(spots[end].s) || bareNames(spots[end].s) != nil && !isOutlet(spots[end].s) {
			return false
		}
		end++
	}
	if end == i+1 || !isDate(spots, end) {
		return false
	}
	r.byline(byline{names: names}, &spots[i])
	for k := i + 1; k < end; k++ {
		if isOutlet(spots[k].s) && !sectionWords(spots[k].s) {
			once(&r.res.OutletName, spots[k].s)
		}
		r.drop(spots[k].line0, "an outlet or a place below the byline")
		spots[k].gone = true
	}
	return true
}

// nameAndPlace gives the name of a line beside a day that has the place behind it: Jane Doe, Harborough. Who writes is not named in the text, but
// places are.
func (r *reading) nameAndPlace(spots []spot, s string) []string {
	name, place, ok := strings.Cut(s, ", ")
	if ok && personName(name) && isOutlet(place) && !sectionWords(place) {
		once(&r.res.OutletName, place)
		return namesOf(name)
	}
	if !ok || !personName(name) || count(place) > 2 || !capitalWords(place) || isOutlet(place) {
		return nil
	}
	if own, _ := r.shared(spots, name); own > 0 || len(r.beginnings) < enough {
		return nil
	}
	return namesOf(name)
}

// belowByline takes what stands right below a byline and is no sentence: a job, or an outlet or office with or without the day.
func (r *reading) belowByline(spots []spot, i int) bool {
	sp := &spots[i]
	b, ok := readByline(spots[i-1].s)
	if !ok {
		b.names = bareNames(spots[i-1].s)
	}
	if len(b.names) == 0 || !slices.Equal(b.names, r.res.Byline) || r.res.Kind == "transcript" {
		return false
	}
	if isJob(sp.s) {
		r.drop(sp.line0, "a job below the byline")
		sp.gone = true
		return true
	}
	date, rest := dateIn(sp.s)
	if rest = strings.Trim(clockTime.ReplaceAllString(rest, ""), " ,|·•-–—"); date != "" && len(date) < len("2006-01-02") || sp.para != spots[i-1].para || !capitalWords(rest) || isOutlet(rest) || isOutlet(beforeComma(rest)) {
		return false
	}
	if date == "" && !isDate(spots, near(spots, i, 1)) {
		return false
	}
	if date != "" {
		r.date(date, laterDate.MatchString(sp.s[:leadLength(sp.s)]), sp)
		return sp.gone
	}
	r.drop(sp.line0, "an outlet or a place below the byline")
	sp.gone = true
	return true
}

func beforeComma(s string) string {
	s, _, _ = strings.Cut(s, ",")
	return s
}

// capitalWords reports whether one to six words begin with capitals, but for particles.
func capitalWords(s string) bool {
	ws := strings.Fields(s)
	for _, w := range ws {
		if c, _ := utf8.DecodeRuneInString(w); !unicode.IsUpper(c) && !particles[w] || strings.ContainsAny(w, ".:?!“”\"") {
			return false
		}
	}
	return len(ws) > 0 && len(ws) <= 6 && !particles[ws[len(ws)-1]]
}
