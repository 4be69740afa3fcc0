package importer

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// accept marks the people whose labels are labels.
func (r *reading) accept(all []found, people []*person) {
	given := map[string]bool{}
	for l := range r.o.Speakers {
		given[key(l)] = true
	}
	for _, p := range people {
		for _, n := range p.names {
			p.accepted = p.accepted || given[key(n)]
		}
	}
	for k, f := range all {
		p := people[f.person]
		p.accepted = p.accepted || given[key(f.printed)]
		p.n++
		if l := r.paras[f.para].lines[f.line]; p.n == 1 {
			p.at, p.first, p.style = l.n, l.s, f.style
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
		text, _ := r.spoken(all, k)
		if next := k + 1; text == "" && next < len(all) { // the words themselves begin like a label
			text = r.paras[all[next].para].lines[all[next].line].s
		}
		opening := r.opening(f, text)
		if sentenceEnd.MatchString(text) || sentenceEnd.MatchString(opening) || count(text) >= 12 {
			p.sentences++
		}
		if addressing(opening) {
			p.speech++
		}
	}
	core := join(people, mark(people))
	if r.isForm(all, people) {
		for _, p := range people {
			p.core = false
		}
		core = 0
	}
	tight, named := 0, 0
	for _, p := range people {
		if p.core {
			tight, named = tight+p.tight, named+p.alone
		}
	}
	ok, dense, lone := r.dialogue(all, people, core)
	if !ok {
		for _, p := range people {
			if p.varied && p.alone < p.n && !p.accepted && !notName(p.names[0]) {
				r.problem(p.at, "%q begins %d lines like a speaker's label, but the text is no dialogue; it is read as words", p.names[0], p.n)
			}
		}
		return
	}
	caps, letters := 0, ""
	shapes, styles := map[string]bool{}, map[style]bool{}
	for _, p := range people {
		if p.core || p.accepted {
			if s := shape(p.names[0]); s != "" {
				shapes[s] = true
			}
			styles[p.style] = true
		}
		if n := p.names[0]; len(n) == 1 && p.n > 0 && p.alone == 0 {
			letters += strings.ToLower(n)
		}
		if p.core {
			p.accepted = true
			if capitals(p.names[0]) {
				caps++
			}
		}
	}
	from := r.firstCore(all, people)
	for _, p := range people {
		n := p.names[0]
		if p.n == 0 {
			continue // all its labels are somebody's
		}
		if p.n == 1 && p.at < from && !p.accepted && r.announces(all, people, p) {
			continue
		}
		if lone && !p.accepted && p.alone == p.n && p.n == p.sentences && (!loose(n) || p.roled) {
			// Where names stand on lines of their own, one who speaks once has an office or a party beside the name.
			first, _, _ := strings.Cut(n, " ")
			p.accepted = described(n) || p.roled || personName(n) && (p.tight == p.n && tight*10 > named*9 || shapes["full"] && r.proper(n)) || addresses[strings.ToLower(first)]
		}
		if !p.accepted && p.alone < p.n && (p.style == colon || p.style == timed || p.common(styles) || len(n) == 1 && paired(n, letters)) && !notName(n) && !leadIn(n) && (p.sentences*2 >= p.n || described(n) && len(n) > 4) && (p.dashed*2 <= p.n || styles[dashed]) {
			p.accepted = p.timed > 0 || shapes[shape(n)] && p.common(styles) || len(n) == 1 && paired(n, letters) || caps > 0 && capitals(n) && len(n) > 2 ||
				(caps < core || core == 0) && (strings.Contains(n, " ") && !loose(n) || described(n) || dense || partOf(n, people)) && (p.at > from || p.common(styles))
		}
		if !p.accepted && p.alone < p.n && p.varied {
			r.problem(p.at, "%q begins %d lines like a speaker's label; it is read as words", p.names[0], p.n)
		}
	}
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
		text, _ := r.spoken(all, k)
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
	case isInitials(s):
		return "initials"
	case described(s) && utf8.RuneCountInString(s) > 1:
		return "described"
	case capitals(s) && len(s) > 2:
		return "capitals"
	case addresses[strings.ToLower(first)] && first != "The":
		return "full"
	case personName(s):
		return "full"
	}
	return ""
}

// mark finds the people who may be core: their labels recur before speech, and are no lead-ins beside those of people.
func mark(people []*person) (core int) {
	names, letters := 0, ""
	for _, p := range people {
		if p.core = p.likely(); p.core && !leadIn(p.names[0]) {
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
		p.core = p.core && (!leadIn(p.names[0]) || p.n >= names) && (pair || p.letters == 0)
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
		if s := shape(p.names[0]); !p.core && p.n == 1 && s != "" && (looks[look{s, p.style}] || named) && p.style != alone && p.sentences == 1 && !notName(p.names[0]) {
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

// dialogue reports whether the likely people's labels alternate and cover enough of the text; dense is set where most paragraphs have one,
// lone where most stand on lines of their own.
func (r *reading) dialogue(all []found, people []*person, core int) (ok, dense, mostlyAlone bool) {
	given := false
	n, recur, changes, timed, lone, tight, dashes, prev, first := 0, 0, 0, 0, 0, 0, 0, -1, -1
	for _, f := range all {
		p := people[f.person]
		given = given || p.accepted // somebody said so
		if !p.core && !p.accepted {
			continue
		}
		if n > 0 && prev != f.person {
			changes++
		}
		if f.time != "" {
			timed++
		}
		if f.style == alone {
			lone++
			if q := r.paras[f.para]; f.line+1 < len(q.lines) {
				tight++
			}
		}
		if f.style == dashed {
			dashes++
		}
		if first < 0 {
			first = f.para
		}
		prev = f.person
		n++
	}
	for _, p := range people {
		if p.core && p.n > 1 {
			recur++
		}
	}
	if n == 0 {
		return false, false, false
	}
	units := max(n, len(r.paras)-first)
	switch {
	case timed*2 > n:
		ok = n >= 2 && n*8 >= units
	case core < 2 || n < 3 || recur == 0:
	case lone == n && (recur < 2 || n*3 < units || n < 5 && !onlyDescribed(people) && (tight < n || changes < n-1)):
	case n < 6:
		ok = n*10 >= units*3 && changes*2 >= n-1
	default:
		ok = n*8 >= units && changes*3 >= n-1
	}
	if !ok && core >= 2 && n >= 4 && recur > 0 && changes*3 >= n-1 && (n >= 6 || changes == n-1) && (lone*2 < n || n >= 6 && changes*10 >= (n-1)*8) {
		ok = r.spread(all, people, first)
	}
	dense = n*2 >= units
	ok = ok && spokenTo(people)
	if given {
		return true, dense, lone*2 > n
	}
	return ok && (dense || dashes*2 < n || n >= 6 && changes*10 >= (n-1)*8 && r.spread(all, people, first)), dense, lone*2 > n
}

// spokenTo reports whether enough of what stands after the likely labels is speech: it asks, or says I, you or we. A label that could be any word
// needs more of it than one with the shape of a name.
func spokenTo(people []*person) bool {
	n, speech, named, timed, short, lower := 0, 0, 0, 0, 0, 0
	for _, p := range people {
		if !p.core {
			continue
		}
		n, speech, timed = n+p.n, speech+p.speech, timed+p.timed
		switch shape(p.names[0]) {
		case "full", "described":
			named += p.n
		case "capitals", "initials":
			short += p.n
		default:
			if c, _ := utf8.DecodeRuneInString(p.names[0]); unicode.IsLower(c) {
				lower += p.n
			}
		}
	}
	switch {
	case timed*2 > n && named*2 > n:
		return true
	case lower*2 > n:
		return speech*3 >= n
	case named*2 > n:
		return speech*12 >= n || n < 12
	case (short+named)*2 > n:
		return speech*5 >= n
	}
	return speech*10 >= n*3
}

// opening is what the first paragraph after a label says.
func (r *reading) opening(f found, text string) string {
	p := r.paras[f.para]
	if f.rest == "" && f.line+1 == len(p.lines) {
		if f.para+1 == len(r.paras) {
			return ""
		}
		p = r.paras[f.para+1]
		return text[:min(len(text), len(p.text()))]
	}
	n := len(f.rest)
	for _, l := range p.lines[f.line+1:] {
		n += 1 + len(l.s)
	}
	return text[:min(len(text), n)]
}

// quoted matches words in quotation marks.
var quoted = regexp.MustCompile(`“[^”]*”|„[^“]*“|«[^»]*»|"[^"]*"`)

// greekAsks matches a question in Greek.
var greekAsks = regexp.MustCompile(`\p{Greek}[;\x{37e}]`)

// addressing reports whether a text, but for what it quotes, asks or speaks of the speaker or the listener.
func addressing(s string) bool {
	if strings.ContainsAny(s, "“„«\"") {
		s = quoted.ReplaceAllString(s, " ")
	}
	if strings.ContainsAny(s, "?？؟我你您私僕俺") || greekAsks.MatchString(s) {
		return true
	}
	for w := range strings.FieldsFuncSeq(s, func(c rune) bool { return !unicode.IsLetter(c) }) {
		if persons[strings.ToLower(w)] {
			return true
		}
	}
	return false
}

// spread reports whether labels that surely name people, few as they are, stand from the top of the text to its end: long speeches.
func (r *reading) spread(all []found, people []*person, first int) bool {
	n := 0
	for _, p := range people {
		if p.core {
			n += p.n
		}
	}
	k := max(2, min(5, n/4))
	parts := make([]bool, k)
	for _, f := range all {
		if p := people[f.person]; p.core {
			n := p.names[0]
			if w, _, _ := strings.Cut(strings.ToLower(n), " "); !capitals(n) && !described(n) && !personName(n) && !addresses[w] {
				return false
			}
			parts[(f.para-first)*k/(len(r.paras)-first)] = true
		}
	}
	return first*5 <= len(r.paras)+15 && !slices.Contains(parts, false)
}

// onlyDescribed reports whether no likely label names anybody: Q and A alone on their lines.
func onlyDescribed(people []*person) bool {
	for _, p := range people {
		if p.core && !described(p.names[0]) {
			return false
		}
	}
	return true
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
