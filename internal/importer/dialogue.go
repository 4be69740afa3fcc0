package importer

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lateral-reader/lateral/internal/pattern"
)

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
			if q := r.paras[f.para]; f.line+1 < len(q.lines) || q.kind == heading && personName(f.base) {
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
		ok = recur > 0 && n*8 >= units // else a programme of who speaks when
	case core == 1 && n >= 3 && chaired(all, people):
		ok = true
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
	if ok && timed*2 <= n && (core >= 5 && recur*4 < core && speechOf(people)*4 < n*3 || lone == n && listedTwice(all, people)) {
		ok = false // parts of a text, each under its name
	}
	dense = n*2 >= units
	if ok && !dense && n < 60 && speechOf(people)*2 <= n && !(lone == 0 && allNamed(people)) && !onlyDescribed(people) && !uncased(people) {
		ok = false // lines of a page that come again
	}
	ok = ok && spokenTo(people, lone*2 > n)
	if given {
		return true, dense, lone*2 > n
	}
	return ok && (dense || dashes*2 < n || n >= 6 && changes*10 >= (n-1)*8 && r.spread(all, people, first)), dense, lone*2 > n
}

// speechOf counts the likely people's turns that are speech.
func speechOf(people []*person) int {
	n := 0
	for _, p := range people {
		if p.core {
			n += p.speech
		}
	}
	return n
}

// allNamed reports whether all likely labels have the form of names.
func allNamed(people []*person) bool {
	return !slices.ContainsFunc(people, func(p *person) bool { return p.core && shape(p.names[0]) == "" })
}

// uncased reports whether the likely labels are in scripts in which names have no form of their own.
func uncased(people []*person) bool {
	return !slices.ContainsFunc(people, func(p *person) bool {
		return p.core && strings.ContainsFunc(p.names[0], func(c rune) bool { return unicode.IsUpper(c) || unicode.IsLower(c) })
	})
}

// listedTwice reports whether three labels and more come once, and then once again in the same order: what a text has in it, and its parts.
func listedTwice(all []found, people []*person) bool {
	var order []int
	for _, f := range all {
		if people[f.person].core {
			order = append(order, f.person)
		}
	}
	half := len(order) / 2
	if half < 3 || len(order)%2 == 1 || !slices.Equal(order[:half], order[half:]) {
		return false
	}
	seen := map[int]bool{}
	for _, p := range order[:half] {
		if seen[p] || people[p].roled || described(people[p].names[0]) {
			return false
		}
		seen[p] = true
	}
	return true
}

// chaired reports whether one person's labels stand before every other's, all of them on lines of their own with a colon: a sitting in which everybody speaks
// once but whoever gives the word.
func chaired(all []found, people []*person) bool {
	chair, others, turn := -1, 0, false
	for i, p := range people {
		if p.core {
			chair = i
		}
	}
	for _, f := range all {
		switch {
		case f.style == alone, f.style == bracketed: // what somebody calls out
			continue
		case !spokenTitle.MatchString(f.printed) && (f.style != colon || f.rest != "") || f.person != chair && turn:
			return false
		}
		if turn = f.person != chair; turn {
			others++
		}
	}
	return chair >= 0 && others >= 2 && people[chair].n >= others
}

// spokenTitle matches a label that begins as those of parliaments do, whoever speaks: El señor RUIZ, O SR. RUIZ.
var spokenTitle = pattern.New(`^(?i:(?:el|la) señora?|[oa] sra?\.) \p{Lu}`)

// spokenTo reports whether enough of what stands after the likely labels is speech: it asks, or says I, you or we. A label that could be any word
// needs more of it than one with the shape of a name.
func spokenTo(people []*person, lone bool) bool {
	n, speech, named, timed, short, lower := 0, 0, 0, 0, 0, 0
	for _, p := range people {
		if !p.core {
			continue
		}
		n, speech, timed = n+p.n, speech+p.speech, timed+p.timed
		switch s := shape(p.names[0]); {
		case s == "full", s == "described", s == "titled in a house", titledName(p.names[0]):
			named += p.n
		case s == "capitals", s == "initials":
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
	case named*2 > n && lone:
		return speech*4 >= n // else headings
	case named*2 > n:
		return speech*12 >= n || n < 12
	case (short+named)*2 > n, n >= 12 && (short+timed)*4 > n*3:
		return speech*5 >= n
	}
	return speech*10 >= n*3
}

// titledName reports whether a label is a name behind a form of address: MR ORR, SIR ADA RUIZ.
func titledName(s string) bool {
	first, more, _ := strings.Cut(strings.ToLower(s), " ")
	return addresses[first] && first != "the" && more != "" && !loose(s) && !notName(s)
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
var quoted = pattern.New(`“[^”]*”|„[^“]*“|«[^»]*»|"[^"]*"`)

// greekAsks matches a question in Greek.
var greekAsks = pattern.New(`\p{Greek}[;\x{37e}]`)

// saidPolitely matches how sentences end in Japanese and Korean where somebody is spoken to.
var saidPolitely = pattern.New(`(?:です|ます|ました|でした|ません|ましょう)(?:か|ね|よ)?[。」]|(?:니다|니까|까요|[네어아해예에세지죠]요)[.?”]`)

// addressing reports whether a text, but for what it quotes, asks or speaks of the speaker or the listener.
func (r *reading) addressing(s string) bool { return addressing(s, r.tongue()) }

// addressing does so for a text in a language, "" where nobody knows.
func addressing(s, lang string) bool {
	other := notPersons[lang]
	if strings.ContainsAny(s, "“„«\"") && quoted.FindString(s) != s { // what somebody else said
		s = quoted.ReplaceAllString(s, " ")
	}
	if strings.ContainsAny(s, "?？؟我你您私僕俺") || greekAsks.MatchString(s) || saidPolitely.MatchString(s) {
		return true
	}
	for w := range strings.FieldsFuncSeq(s, func(c rune) bool { return !unicode.IsLetter(c) }) {
		if w = strings.ToLower(w); persons[w] && !other[w] || thanks[w] {
			return true
		}
	}
	return false
}

// tongue is the language of the text by its commonest words, "" where they do not tell: before anything else is known of it.
func (r *reading) tongue() string {
	if r.spokenIn == nil {
		var all []string
		for _, p := range r.paras {
			for _, l := range p.lines {
				for w := range strings.FieldsSeq(l.s) {
					all = append(all, strings.ToLower(w))
				}
			}
			if len(all) > mostWords/4 {
				break
			}
		}
		lang, _, _ := byCommonest(all, "")
		r.spokenIn = &lang
	}
	return *r.spokenIn
}

// reply reports whether a word or two without any mark are what people say to each other: yes, where, and then.
func reply(s string) bool {
	first, _, _ := strings.Cut(strings.ToLower(s), " ")
	return count(s) <= 3 && replies[strings.Trim(first, ".,!?…")]
}

// replies reports whether a text has many different ones: a form says yes and no.
func (r *reading) replies(all []found) bool {
	seen := map[string]bool{}
	for _, f := range all {
		if reply(f.rest) {
			seen[key(f.rest)] = true
		}
	}
	return len(seen) >= 5
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
