package importer

import (
	"iter"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lateral-reader/lateral/internal/pattern"
	"github.com/lateral-reader/lateral/internal/words"
)

// headline reports whether a line has the form of one.
func headline(s string) bool {
	n := count(s)
	if n == 0 || n > 32 || strings.HasSuffix(s, ",") || strings.HasSuffix(s, ";") || strings.HasSuffix(s, ":") {
		return false
	}
	if docNumber.MatchString(s) || fewLetters(s) || weather.MatchString(s) {
		return false
	}
	if c, _ := utf8.DecodeRuneInString(s); timeOnly.MatchString(s) || stamped.MatchString(s) || unicode.IsLower(c) && n > 3 {
		return false
	}
	if _, ok := readByline(s); ok || datelineAlone.MatchString(s) || isFurniture(s) != "" {
		return false
	}
	if m := metaLine.FindStringSubmatch(s); m != nil && !genres[strings.ToLower(m[1])] && (notName(pleaseLead.ReplaceAllString(m[1], "")) || described(m[1]) || metaKey(m[1])) {
		return false
	}
	_, _, date := dateLine(s)
	if d, rest := dateIn(s); len(d) >= len("2006-01-02") {
		_, _, imprint := readImprint(s)
		date = date || imprint || count(withoutDay(rest)) <= 2 || leadLength(s) == 0 && n <= 6
	}
	if !date && strings.ContainsAny(s, "0123456789") { // 24 July, 18:32
		date = withDate(dayOnly.ReplaceAllStringFunc(s, func(w string) string {
			if months[strings.ToLower(w)] > 0 {
				return ""
			}
			return w
		}))
	}
	return !date && (n <= 15 || !strings.HasSuffix(s, "."))
}

// fewLetters reports whether a line has no word to speak of: 21.5 C.
func fewLetters(s string) bool {
	n := 0
	for _, c := range s {
		switch {
		case unicode.In(c, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul):
			return false
		case unicode.IsLetter(c):
			n++
		}
	}
	return n < 3 && strings.ContainsFunc(s, func(c rune) bool { return unicode.IsNumber(c) || c == '°' })
}

// weekdays are the days of the week, as they stand with dates.
var weekdays = set(`monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi jeudi vendredi samedi
	dimanche lunes martes miércoles jueves viernes sábado domingo lunedì martedì mercoledì giovedì venerdì sabato domenica segunda-feira terça-feira quarta-feira quinta-feira
	sexta-feira maandag dinsdag woensdag donderdag vrijdag zaterdag zondag poniedziałek wtorek środa czwartek piątek sobota niedziela pazartesi salı çarşamba perşembe cuma
	cumartesi pazar понедельник вторник среда четверг пятница суббота воскресенье الاثنين الإثنين الثلاثاء الأربعاء الاربعاء الخميس الجمعة السبت الأحد الاحد`)

// withoutDay takes the day of the week off the beginning of words beside a date.
func withoutDay(s string) string {
	if first, rest, _ := strings.Cut(strings.TrimSpace(s), " "); weekdays[strings.ToLower(strings.Trim(first, ",.،"))] {
		return rest
	}
	return s
}

// docNumber matches a line that is a number of a document.
var docNumber = pattern.New(`(?i)^(?:no|nr|n°|nº|ref)\b\.?:?\s?\d[\d/.-]*$`)

var dayOnly = pattern.New(`\pL{3,11}`)

// pleaseLead matches the word before a notice.
var pleaseLead = pattern.New(`(?i)^please `)

// siteName reports whether a line is an outlet's name, alone or with a section's.
func siteName(s string) bool {
	for _, part := range bySplit.Split(s, -1) {
		if isOutlet(part) && count(s) <= 6 && !strings.ContainsAny(s, ":?!,") {
			return true
		}
	}
	return false
}

func (r *reading) hasTitle(spots []spot) bool {
	for _, sp := range spots {
		if !sp.gone && headline(sp.s) {
			return true
		}
	}
	return false
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
	prose := len(spots) > 0 && r.prose(spots)
	for i := range spots {
		if at < 0 && !spots[i].gone && i > 0 && (isDate(spots, i) || bylined(spots[i].s)) && r.hasTitle(spots[:i]) {
			break // what stands twice below the imprint is a caption
		}
		for j := i + 1; i < 6 && prose && j < len(spots) && j < i+5 && at < 0; j++ {
			if !(asks.MatchString(spots[i].s) && r.hasTitle(spots[:i])) && !r.outranked(spots, i) && !spots[i].gone && !spots[j].gone && words.Same(spots[i].s) == words.Same(spots[j].s) && headline(spots[i].s) && count(spots[i].s) >= 3 {
				at = i
			}
		}
	}
	for i := range spots {
		if at < 0 && r.menus && spots[i].line0.n == r.headAt {
			return r.entitled(spots, i)
		}
	}
	head, prose := letterhead(spots), false
	for i := range spots {
		if i < head || count(spots[i].s) < 4 && slices.ContainsFunc(spots[:i], func(sp spot) bool { return count(sp.s) >= 28 }) {
			continue
		}
		if prose = prose || !spots[i].gone && count(spots[i].s) > 25 && sentenceEnd.MatchString(spots[i].s); prose && asks.MatchString(spots[i].s) {
			break // an interview's first question, below what leads to it
		}
		if at >= 0 || datelineAlone.MatchString(spots[i].s) {
			break // below a place and an outlet the text begins
		}
		if !spots[i].gone && headline(spots[i].s) && !r.parts[words.Same(bulleted(spots[i].s))] && !((siteName(spots[i].s) || r.isOutletName(spots[i].s)) && r.hasTitle(spots[i+1:])) && !((twoSentences.MatchString(spots[i].s) || isCaption(spots[i].s)) && r.betterBelow(spots, i)) {
			at = i
		}
	}
	if at < 0 || spots[at].para > 8 {
		return -1
	}
	if r.paras[spots[at].para].kind == plain {
		at = r.nameOfTalk(spots, r.stronger(spots, at))
	}
	// A section's name of a word or two above a headline is not the headline.
	if next := near(spots, at, 1); r.sectionName(spots, at) && next < len(spots) && r.paras[spots[at].para].kind == plain && headline(spots[next].s) && !spots[next].gone && count(spots[next].s) >= 4 {
		r.drop(spots[at].line0, "stands above the headline")
		spots[at].gone = true
		at = next
	}
	at = r.betterTitle(spots, at)
	return r.entitled(spots, at)
}

// entitled makes a line the headline.
func (r *reading) entitled(spots []spot, at int) int {
	sp := &spots[at]
	sp.gone = true
	p := r.paras[sp.para]
	r.res.Title = strings.Join(strings.Fields(strings.ReplaceAll(sp.line0.s, "\u00a0", " ")), " ")
	if r.keeps() {
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

// outranked reports whether a line that stands twice is the caption below a headline: the headline has four words and more, and as many as
// any line above the repeated one that has words of the text.
func (r *reading) outranked(spots []spot, i int) bool {
	if captionLine.MatchString(spots[i].s) && r.hasTitle(spots[:i]) {
		return true
	}
	own, _ := r.shared(spots, spots[i].s)
	for k := range i {
		if spots[k].gone || count(spots[k].s) < 4 || !headline(spots[k].s) || sentenceEnd.MatchString(spots[k].s) && !asks.MatchString(spots[k].s) {
			continue
		}
		if other, _ := r.shared(spots, spots[k].s); other >= min(own, 2) {
			return !strings.Contains(words.Same(spots[k].s), words.Same(spots[i].s))
		}
	}
	return false
}

func bylined(s string) bool { _, ok := readByline(s); return ok }

// stronger is the headline below a line that has no word in common with the text, as the names of sites and the links of pages: a line with words of
// the text, before any byline or date. It is the line itself where there is none.
func (r *reading) stronger(spots []spot, at int) int {
	next := near(spots, at, 1)
	for next < len(spots) && next < at+4 && (spots[next].gone || sectionWords(spots[next].s)) {
		next++
	}
	if next < len(spots) && count(spots[at].s) == 1 && !sentenceEnd.MatchString(spots[at].s) && count(spots[next].s) >= 4 && headline(spots[next].s) && !sentenceEnd.MatchString(spots[next].s) {
		if own, _ := r.shared(spots, spots[next].s); own >= 2 {
			return next // one word above words of the text is a section's
		}
	}
	for i := at + 1; i < len(spots) && i < at+5; i++ {
		if !spots[i].gone && count(spots[i].s) >= 2 && count(spots[i].s) < count(spots[at].s) && strings.HasSuffix(spots[at].s, spots[i].s) {
			return i // the line above is the way to the page
		}
	}
	if cut := strings.TrimRight(spots[at].s, ".… "); cut != spots[at].s && strings.HasSuffix(spots[at].s, "..") || strings.HasSuffix(spots[at].s, "…") {
		for i := at + 1; i < len(spots) && i < at+6; i++ {
			if !spots[i].gone && spots[i].s != spots[at].s && strings.HasPrefix(spots[i].s, cut) && headline(spots[i].s) {
				r.drop(spots[at].line0, "the headline, cut short")
				spots[at].gone = true
				return i
			}
		}
	}
	if !r.foreign(spots, at) {
		return at
	}
	for i := at + 1; i < len(spots) && i < at+15; i++ {
		_, by := readByline(spots[i].s)
		if by || isDate(spots, i) && count(spots[at].s) > 3 {
			return at
		}
		n := count(spots[i].s)
		if spots[i].gone || n < 4 || n > 20 || !headline(spots[i].s) || strings.HasSuffix(spots[i].s, ".") {
			continue
		}
		if own, all := r.shared(spots, spots[i].s); own > 0 && (own*2 >= all || own > 2 || i == near(spots, at, 1)) {
			return i
		}
	}
	return at
}

// enough is how many words a text must have to tell by them what is not about it.
const enough = 40

// foreign reports whether a line of a few words has none in common with the text.
func (r *reading) foreign(spots []spot, i int) bool {
	own, _ := r.shared(spots, spots[i].s)
	return own == 0 && count(spots[i].s) <= 6 && len(r.beginnings) >= enough
}

// shared counts the words of a line that say something, and how many of them the text below the head has. Endings may differ.
func (r *reading) shared(spots []spot, s string) (own, all int) {
	if r.beginnings == nil {
		r.beginnings = map[string]bool{}
		for _, p := range r.paras[spots[len(spots)-1].para:] {
			for _, l := range p.lines {
				if count(l.s) >= 8 || r.wrapped {
					for w := range telling(l.s) {
						r.beginnings[w] = true
					}
				}
			}
		}
	}
	for w := range telling(s) {
		if all++; r.beginnings[w] {
			own++
		}
	}
	return own, all
}

// telling gives the beginnings of the words that say something: those of four letters and more that are not among the commonest of their language.
func telling(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for w := range strings.FieldsFuncSeq(strings.ToLower(s), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsNumber(c) }) {
			cs := []rune(w)
			if len(cs) < 4 || slices.ContainsFunc(stops, func(st stopWords) bool { return st.words[w] }) {
				continue
			}
			if !yield(string(cs[:min(len(cs), 6)])) {
				return
			}
		}
	}
}

// sectionName reports whether a line is the name of a section, by its words, or of a word or two above a headline with a byline or date.
func (r *reading) sectionName(spots []spot, at int) bool {
	s := spots[at].s
	n := count(s)
	if n > 4 || personName(s) && n > 2 {
		return false
	}
	if sectionWords(s) {
		return true
	}
	next := near(spots, at, 1)
	if sum := near(spots, next, 1); n == 3 && sum < len(spots) && count(spots[sum].s) >= 8 && sentenceEnd.MatchString(spots[sum].s) && !sentenceEnd.MatchString(s) {
		n = 2 // three words, a headline, and a sentence that sums up
	}
	if n > 2 || sentenceEnd.MatchString(s) || next >= len(spots) || sentenceEnd.MatchString(spots[next].s) && !asks.MatchString(spots[next].s) || strings.Contains(spots[next].line0.s, "   ") {
		return false
	}
	for i, k := near(spots, next, 1), 0; i < len(spots) && k < 3; i, k = near(spots, i, 1), k+1 {
		if _, ok := readByline(spots[i].s); ok || isDate(spots, i) {
			return true
		}
	}
	return false
}

// sectionWords reports whether all words of a line are those of sections.
func sectionWords(s string) bool {
	any := false
	for w := range strings.FieldsFuncSeq(strings.ToLower(s), func(c rune) bool { return strings.ContainsRune(" &|/,>·", c) }) {
		if !sections[w] && w != "and" {
			return false
		}
		any = any || sections[w]
	}
	return any || s == ""
}

// prose reports whether paragraphs stand below the head, and not verses, whose lines may be the same.
func (r *reading) prose(spots []spot) bool {
	if r.res.Kind == "transcript" || r.wrapped {
		return true
	}
	for _, p := range r.paras[spots[len(spots)-1].para:] {
		if r.isBody(p) {
			return true
		}
	}
	return false
}

// repeated leaves out the headline where the page shows it again.
func (r *reading) repeated(spots []spot, at int) {
	if r.res.Title != "" && !spots[at].gone {
		spots[at].gone = true // metadata said it
		r.drop(spots[at].line0, "the headline, which the metadata gives")
	}
	title, prose := words.Same(r.res.Title), false
	for i := range spots {
		if i != at && !spots[i].gone && words.Same(spots[i].s) == title {
			if prose = prose || r.prose(spots); !prose {
				return
			}
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
	base = strings.TrimSuffix(strings.TrimSuffix(base, path.Ext(base)), r.nameEnd)
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
		if text = bare(p.text()); words.Has(text) && p.kind != stage {
			break
		}
	}
	if !words.Has(text) {
		text = r.input // words in an address alone
	}
	cut, more := words.Cut(text, 10)
	if r.res.Title = strings.Join(strings.Fields(cut), " "); more {
		r.res.Title += " …"
	}
	r.problem(0, "no headline was found; the title is the first words of the text")
}
