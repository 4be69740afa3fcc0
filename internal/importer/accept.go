package importer

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/lateral-reader/lateral/internal/pattern"
)

// accept marks the people whose labels are labels.
func (r *reading) accept(all []found, people []*person) {
	r.measure(all, people)
	numberedSpeeches(all, people)
	core := join(people, mark(people)-strays(all, people))
	if from := r.firstCore(all, people); from > 0 {
		timed := slices.ContainsFunc(people, func(p *person) bool { return p.core && p.n > 1 && p.timed > 0 })
		for _, p := range people {
			if p.core && p.n == 1 && p.at < from && (p.timed > 0 && !timed || r.entitles(all, people, p) || described(p.names[0]) && r.announces(all, people, p)) {
				p.core = false
				core--
			}
		}
	}
	if r.isForm(all, people) {
		for _, p := range people {
			p.core = false
		}
		core = 0
	}
	c := company{core: core, shapes: map[string]bool{}, styles: map[style]bool{}}
	var ok bool
	if ok, c.dense, c.lone = r.dialogue(all, people, core); !ok {
		for _, p := range people {
			if p.varied && p.alone < p.n && !p.accepted && !notName(p.names[0]) {
				r.problem(p.at, "%q begins %d lines like a speaker's label, but the text is no dialogue; it is read as words", p.names[0], p.n)
			}
		}
		return
	}
	for _, p := range people {
		c.count(p)
		p.accepted = p.accepted || p.core
	}
	c.from = r.firstCore(all, people)
	last := r.lastCore(all, people)
	for _, p := range people {
		if p.begun(people) && !p.accepted {
			continue
		}
		if p.n == 0 || p.n == 1 && (p.at < c.from || p.at > last) && !p.accepted && (r.announces(all, people, p) || r.entitles(all, people, p)) {
			continue // all its labels are somebody's, in a list of who takes part, or in a headline
		}
		p.accepted = p.accepted || c.lone && r.alike(c, p)
		p.accepted = p.accepted || c.mayHave(p) && c.has(p, people) || p.style == colon && together(p.names[0], people)
		if !p.accepted && p.alone < p.n && p.varied {
			r.problem(p.at, "%q begins %d lines like a speaker's label; it is read as words", p.names[0], p.n)
		}
	}
}

// numberedSpeeches accepts those before whose names a record counts the speeches: Anf. 12 NAME.
func numberedSpeeches(all []found, people []*person) {
	counts := func(f found) bool { return strings.HasPrefix(f.beside, "Anf.") && f.style == colon }
	n := 0
	for _, f := range all {
		if counts(f) {
			n++
		}
	}
	for _, f := range all {
		if n > 2 && counts(f) {
			people[f.person].accepted = true
		}
	}
}

// measure counts for each person what stands around the labels, and accepts those whom the options name.
func (r *reading) measure(all []found, people []*person) {
	given := map[string]bool{}
	for l := range r.o.Speakers {
		given[key(l)] = true
	}
	for _, p := range people {
		for _, n := range p.names {
			p.accepted = p.accepted || given[key(n)] || r.sure[key(n)]
		}
	}
	marks := r.marks()
	replies := !marks && r.replies(all)
	asked := -1 // who asked something right before
	for k, f := range all {
		p := people[f.person]
		p.accepted = p.accepted || given[key(f.printed)]
		p.n++
		if l := r.paras[f.para].lines[f.line]; p.n == 1 {
			p.at, p.first, p.style, p.below = l.n, l.s, f.style, -1
			if k > 0 && all[k-1].rest == "" && f.rest != "" && f.style == colon && (all[k-1].para == f.para && all[k-1].line+1 == f.line || all[k-1].para+1 == f.para && f.line == 0 && all[k-1].line+1 == len(r.paras[all[k-1].para].lines)) {
				p.below = all[k-1].person
			}
		} else if l.s != p.first {
			p.varied = true
		}
		if f.time != "" {
			p.timed++
		}
		switch {
		case f.style == alone:
			p.alone++
		case f.style == dashed:
			p.dashed++
		case f.style == period && utf8.RuneCountInString(f.base) == 1:
			p.letters++
		}
		p.roled = p.roled || f.role != ""
		if q := r.paras[f.para]; f.style == alone && (q.kind == heading || f.line == 0 && len(q.lines) > 1) {
			p.tight++
		}
		text := r.spoken(all, k)
		if next := k + 1; text == "" && next < len(all) { // the words themselves begin like a label
			text = r.paras[all[next].para].lines[all[next].line].s
		}
		opening := r.opening(f, text)
		goesOn := r.way.format.Kind == "captions" && k+1 < len(all) && all[k+1].person == f.person // captions that each name who speaks cut sentences
		answer := asked >= 0 && asked != f.person && f.style != alone                              // yes, twice
		if asked = -1; asks.MatchString(text) {
			asked = f.person
		}
		if goesOn || answer || sentenceEnd.MatchString(text) || sentenceEnd.MatchString(opening) || count(text) >= 12 || !marks && (count(text) >= 2 || replies && reply(text)) {
			p.sentences++
		}
		if r.addressing(opening) || replies && reply(opening) {
			p.speech++
		}
	}
}

// marks reports whether sentences end in marks: a program that writes down what it hears may leave them out.
func (r *reading) marks() bool {
	n, ends := 0, 0
	lower := r.lowerCase()
	for _, p := range r.paras {
		if p.kind == plain && len(p.lines) > 0 && !(lower && asks.MatchString(p.lines[len(p.lines)-1].s)) { // some programs write question marks alone
			if n++; sentenceEnd.MatchString(p.lines[len(p.lines)-1].s) {
				ends++
			}
		}
	}
	return ends*12 >= n
}

// company is what the labels of those who surely speak have in common: others are told by it.
type company struct {
	core         int // how many recur
	caps         int // … in capitals
	tight, named int // names on lines of their own: with the words right below, and all
	longest      int // how many characters the longest label that recurs has
	letters      string
	shapes       map[string]bool
	styles       map[style]bool
	timed        bool // a label that recurs has a time
	dense, lone  bool // see dialogue
	from         int  // the number of the line with the first of them
}

// count adds one person to the company.
func (c *company) count(p *person) {
	n := p.names[0]
	if p.core || p.accepted {
		if s := shape(n); s != "" {
			c.shapes[s] = true
		}
		c.styles[p.style] = true
		c.timed = c.timed || p.timed > 0
	}
	if len(n) == 1 && p.n > 0 && p.alone == 0 {
		c.letters += strings.ToLower(n)
	}
	if p.core {
		c.longest = max(c.longest, utf8.RuneCountInString(n))
		c.tight, c.named = c.tight+p.tight, c.named+p.alone
		if capitals(n) {
			c.caps++
		}
	}
}

// alike reports whether one who speaks once is told by an office or a party beside the name, where names stand on lines of their own.
func (r *reading) alike(c company, p *person) bool {
	n := p.names[0]
	if p.alone != p.n || p.n != p.sentences || loose(n) && !p.roled {
		return false
	}
	first, _, _ := strings.Cut(n, " ")
	return described(n) || p.roled || personName(n) && (p.tight == p.n && c.tight*10 > c.named*9 || c.shapes["full"] && r.proper(n)) || addresses[strings.ToLower(first)]
}

// mayHave reports whether nothing speaks against a person of the company's: set off as others are, before words, and no word of forms.
func (c *company) mayHave(p *person) bool {
	n := p.names[0]
	setOff := p.style == colon || p.style == timed || p.common(c.styles) || len(n) == 1 && paired(n, c.letters)
	if caseless(n) && utf8.RuneCountInString(n) > c.longest+max(2, c.longest/3) {
		return false
	}
	return p.alone < p.n && setOff && !notName(n) && !leadIn(n) && (p.sentences*2 >= p.n || described(n) && len(n) > 4) && (p.dashed*2 <= p.n || c.styles[dashed])
}

// has reports whether a person's label has a time, the shape and marks of others, or is the twin of a letter; where names are not in capitals, any name
// of two words or description will do, but above the first turn only in the marks of others.
func (c *company) has(p *person, people []*person) bool {
	n := p.names[0]
	if p.timed > 0 && (c.timed || c.core == 0) || c.shapes[shape(n)] && p.common(c.styles) || len(n) == 1 && paired(n, c.letters) || c.caps > 0 && capitals(n) && len(n) > 2 {
		return true
	}
	named := strings.Contains(n, " ") && !loose(n) || described(n) || c.dense || partOf(n, people)
	return (c.caps < c.core || c.core == 0) && named && (p.at > c.from || p.common(c.styles))
}

// firstCore is the number of the line with the first label of somebody whose labels recur.
func (r *reading) firstCore(all []found, people []*person) int {
	for _, f := range all {
		if p := people[f.person]; p.core && p.n > 1 {
			return r.paras[f.para].lines[f.line].n
		}
	}
	return 0
}

// announces reports whether what stands after a person's one label is the name of somebody who speaks, as in a list of who takes part.
func (r *reading) announces(all []found, people []*person, p *person) bool {
	for k, f := range all {
		if people[f.person] != p {
			continue
		}
		text := r.spoken(all, k)
		for _, part := range nameSplit.Split(strings.TrimRight(text, ".;, "), -1) {
			name, _ := splitRole(part)
			if personName(name) && slices.ContainsFunc(people, func(q *person) bool { return q.core && q.goesBy(name) }) {
				return true
			}
			if !personName(name) {
				return false
			}
		}
	}
	return false
}

// entitles reports whether a person's one label begins a headline or a notice above the talk: a word or two that are no name, at the very top, or
// words in capitals throughout where the talk has none such. Below a headline at the very top stands who takes part.
func (r *reading) entitles(all []found, people []*person, p *person) bool {
	k := slices.IndexFunc(all, func(f found) bool { return people[f.person] == p })
	f, n := all[k], p.names[0]
	switch {
	case f.style != colon || f.time != "" || f.role != "":
		return false
	case described(n):
		return personName(f.rest) && !sentenceEnd.MatchString(f.rest)
	case capitals(f.rest) && count(f.rest) > 3:
		return r.cased(all)
	}
	if f.para > 0 || f.line > 0 || personName(n) || capitals(n) {
		return false
	}
	more := strings.TrimPrefix(r.spoken(all, k), f.rest) // lines of the head below it, which say who takes part
	return slices.ContainsFunc(people, func(q *person) bool {
		return q.core && q != p && len(q.names[0]) > 2 && strings.Contains(more, q.names[0])
	})
}

// begun reports whether a person's one label stands right below that of somebody who speaks again, which is alone on its line: so it begins what is said.
func (p *person) begun(people []*person) bool {
	return p.n == 1 && p.timed == 0 && p.below >= 0 && people[p.below].core && people[p.below].n > 1
}

// goesBy reports whether a name is one of a person's, or one that they are short for.
func (p *person) goesBy(name string) bool {
	return slices.ContainsFunc(p.names, func(n string) bool { return key(n) == key(name) || shortFor(n, name) })
}

// likely reports whether a person's labels recur and stand before speech.
func (p *person) likely() bool {
	if notName(p.names[0]) || p.n < 2 && p.timed == 0 {
		return false
	}
	if p.alone == p.n && p.n < 2 {
		return false
	}
	return p.sentences*2 >= p.n || p.timed*2 > p.n
}

// common reports whether a person's labels are set off as those of others are.
func (p *person) common(styles map[style]bool) bool { return styles[p.style] }

// shape says what kind of name a label is, "" for a word or two that could be anything. One who speaks once is told by a shape that others have.
func shape(s string) string {
	first, _, _ := strings.Cut(s, " ")
	switch {
	case spokenTitle.MatchString(s):
		return "titled in a house"
	case isInitials(s):
		return "initials"
	case described(s) && utf8.RuneCountInString(s) > 1:
		return "described"
	case capitals(s) && len(s) > 2:
		return "capitals"
	case addresses[strings.ToLower(first)] && first != "The":
		return "full"
	case personName(s), initialed.MatchString(s):
		return "full"
	}
	return ""
}

// initialed matches a surname behind the first letters of the others: A.Ruiz, В. А. Зорин.
var initialed = pattern.New(`^(?:\p{Lu}\. ?){1,2}\p{Lu}[\p{Ll}’'-]{2,}(?:-\p{Lu}\p{Ll}+)?$`)

// mark finds the people who may be core: their labels recur before speech, and are no lead-ins beside those of people.
func mark(people []*person) (core int) {
	names, letters := 0, ""
	var most *person
	for _, p := range people {
		if most == nil || p.n > most.n {
			most = p
		}
	}
	for _, p := range people {
		n := p.names[0]
		if p.core = p.likely() && !(caseless(n) && p.n*4 < most.n && utf8.RuneCountInString(n) > 2*utf8.RuneCountInString(most.names[0])+2); p.core && !leadIn(n) {
			names += p.n
		}
		for _, n := range p.names {
			if p.core && p.letters > 0 && len(n) == 1 {
				letters += strings.ToLower(n)
			}
		}
	}
	pair := letters == "" || slices.ContainsFunc(pairs, func(two string) bool { return strings.Trim(letters, two) == "" })
	for _, p := range people {
		n := p.names[0]
		asker := p.n > 2 && p.n*3 >= names && p.speech*2 >= p.n && !strings.Contains(n, " ") && !leads[n] // a paper's own name in lower case
		p.core = p.core && (!leadIn(n) || p.n >= names || asker || p.style == logged) && (pair || p.letters == 0)
		if p.core {
			core++
		}
	}
	return core
}

// join makes core those who speak once and whose label has the shape and the marks of one that recurs: in a debate most do.
func join(people []*person, core int) int {
	type look struct {
		shape string
		style style
	}
	looks := map[look]bool{}
	for _, p := range people {
		if p.core && p.n > 1 {
			looks[look{shape(p.names[0]), p.style}] = true
			looks[look{"titled", p.style}] = looks[look{"titled", p.style}] || strings.HasPrefix(p.names[0], "The ")
		}
	}
	for _, p := range people {
		first, _, _ := strings.Cut(strings.ToLower(p.names[0]), " ")
		named := addresses[first] && first != "the" && looks[look{"titled", p.style}] // Mr. Ruiz, beside The President
		if s := shape(p.names[0]); !p.core && p.n == 1 && s != "" && (looks[look{s, p.style}] || named) && p.style != alone && p.sentences == 1 && !notName(p.names[0]) && !p.begun(people) {
			p.core = true
			core++
		}
	}
	return core
}

// paired reports whether a letter stands for question or answer and its twin is there too: Q beside A.
func paired(letter, all string) bool {
	return slices.ContainsFunc(pairs, func(two string) bool {
		return strings.Contains(two, strings.ToLower(letter)) && strings.Contains(all, two[:1]) && strings.Contains(all, two[1:])
	})
}

// partOf reports whether a name is one of those in a joint label.
func partOf(name string, people []*person) bool {
	for _, p := range people {
		if p.core && joint(p.names[0]) && slices.Contains(strings.Fields(p.names[0]), name) {
			return true
		}
	}
	return false
}

// together reports whether a label names several people, each of whom has labels that recur: Ada & Ben.
func together(name string, people []*person) bool {
	parts := nameSplit.Split(name, -1)
	return len(parts) > 1 && !slices.ContainsFunc(parts, func(part string) bool {
		return !slices.ContainsFunc(people, func(p *person) bool { return p.core && p.goesBy(part) })
	})
}

// notName reports whether a label is one of the words of articles and forms that name nobody.
func notName(s string) bool {
	if utf8.RuneCountInString(s) == 1 || isInitials(s) && !notPeople[strings.ToLower(s)] {
		return false
	}
	ws := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return r == ' ' || r == '-' || r == '’' || r == '\'' })
	return notPeople[strings.ToLower(s)] || !slices.ContainsFunc(ws, func(w string) bool {
		return !notPeople[w] && !particles[w] && !beside[strings.Trim(w, ".")] && len(w) > 1
	})
}
