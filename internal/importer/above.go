package importer

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/lateral-reader/lateral/internal/pattern"
	"github.com/lateral-reader/lateral/internal/words"
)

// What a page or an office puts above the headline.

// datedText matches what a collection of pages writes before a text.
var datedText = pattern.New(`^date (\d{4}-\d{2}(?:-\d{2})?) `)

// prefixed takes the day that a collection of pages writes before the first line.
func (r *reading) prefixed() {
	if len(r.paras) == 0 || r.paras[0].kind != plain || r.paras[0].label != nil || r.keeps() {
		return
	}
	l := &r.paras[0].lines[0]
	m := datedText.FindStringSubmatch(l.s)
	if m == nil || !validDay(m[1]) {
		return
	}
	r.drop(line{l.n, strings.TrimSpace(m[0])}, "metadata before the text")
	r.written = m[1]
	r.paras[0].lines = slices.Clone(r.paras[0].lines)
	r.paras[0].lines[0].s = strings.TrimSpace(l.s[len(m[0]):])
}

func validDay(s string) bool {
	_, err := time.Parse("2006-01-02", (s + "-01")[:10])
	return err == nil
}

// above leaves out what a page shows over its headline: the name of a section, a date of its own.
func (r *reading) above(spots []spot, t int) {
	for i := 0; i < t; i++ {
		if !spots[i].gone && !datelineAlone.MatchString(spots[i].s) && (count(spots[i].s) <= 3 || siteName(spots[i].s) || r.foreign(spots, i) || isDate(spots, i) || leadsTo(spots[i].s, r.res.Title)) && r.paras[spots[i].para].kind == plain {
			if s := spots[i].s; isOutlet(s) && !sectionWords(s) {
				once(&r.res.OutletName, s)
			}
			r.drop(spots[i].line0, "stands above the headline")
			spots[i].gone = true
		}
	}
}

// leadsTo reports whether a line is the way to the page, with the headline at its end or the site's name behind it: Home News Old mill burns down.
func leadsTo(s, title string) bool {
	s, title = words.Same(s), words.Same(title)
	return count(title) >= 4 && count(s) <= count(title)+8 && (strings.HasSuffix(s, title) || strings.HasPrefix(s, title))
}

// pageDay reports whether a day above the headline is that on which the page was made: links or the weather stand around it.
func pageDay(spots []spot, i, t int) bool {
	for k := range t {
		if k < i && weather.MatchString(spots[k].s) {
			return true
		}
		if c, _ := utf8.DecodeRuneInString(spots[k].s); k > i && !spots[k].gone && (count(spots[k].s) > 4 || unicode.IsLower(c)) {
			return true
		}
	}
	return false
}

// talkedOn matches a line below a headline that says who talks with whom, and when.
var talkedOn = pattern.New(`(?i)\b(?:im gespräch mit|interview mit|in conversation with|interview with|entretien avec|en conversation avec|entrevista con|en conversación con|a colloquio con|in gesprek met|i samtal med)\s[^|•·]{3,80}[|•·]\s*(\S.{5,40})$`)

// talkDay is the day that such a line states: a day above the headline is then that of the page.
func talkDay(spots []spot, t int) string {
	for i := t; i < min(len(spots), t+8); i++ {
		if m := talkedOn.FindStringSubmatch(spots[i].s); m != nil {
			if d, _, ok := dateLine(m[1]); ok {
				return d
			}
		}
	}
	return ""
}

// weather matches the temperature that pages show on top.
var weather = pattern.New(`^\W*-?\d{1,3}(?:[.,]\d)?\s?(?:°|[CF]$)`)

// letterhead is the number of lines above and with the one that says that this is for release, where the headline stands below it: names of
// offices are above.
func letterhead(spots []spot) int {
	for i := range spots {
		if i > 6 || !forRelease.MatchString(spots[i].s) {
			continue
		}
		for _, sp := range spots[i+1:] {
			if !sp.gone && count(sp.s) >= 4 && headline(sp.s) && !sentenceEnd.MatchString(sp.s) {
				return i + 1
			}
		}
	}
	return 0
}

var forRelease = pattern.New(`(?i)^(?:for immediate release|for release\b.{0,30}|zur sofortigen veröffentlichung)[.:]?$`)

// twoSentences matches a line of two sentences with full stops, as captions have.
var twoSentences = pattern.New(`\pL{3,}\. \p{Lu}.*\pL{3,}\.$`)

// betterBelow reports whether a few lines below one stands a headline without a full stop that has words of the text.
func (r *reading) betterBelow(spots []spot, at int) bool {
	for i := at + 1; i < len(spots) && i < at+5; i++ {
		if own, _ := r.shared(spots, spots[i].s); !spots[i].gone && own > 0 && count(spots[i].s) >= 4 && headline(spots[i].s) && !sentenceEnd.MatchString(spots[i].s) {
			return true
		}
	}
	return false
}
