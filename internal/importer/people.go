package importer

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// person is a group of labels that stand for one party: a full name, its surname, its initials.
type person struct {
	names                      []string // by first appearance, without roles
	n, timed, alone, sentences int
	tight                      int    // names alone with the words right below
	speech                     int    // labels before words that ask or address somebody
	dashed, letters            int    // labels before a dash; single letters before a full stop
	style                      style  // of the first label
	roled                      bool   // something is said beside the name
	at                         int    // the first line
	below                      int    // whose label stands alone on the line above the first, -1 where none does
	first                      string // the words of its line
	varied                     bool   // another line differs from it
	core, accepted             bool
	of                         int // index of the person it is another name of, or -1
}

// group gathers labels that name one person and sets found.person.
func group(all []found) []*person {
	var people []*person
	byName := map[string]int{}
	namesakes(all)
	namedBeside(all)
	for i := range all {
		k := joined(all[i].base)
		if _, ok := byName[k]; !ok {
			byName[k] = len(people)
			people = append(people, &person{names: []string{all[i].base}, of: -1})
		}
		all[i].person = byName[k]
	}
	titled := map[string]int{} // names with a form of address, without it
	for i, p := range people {
		if parts := nameParts(p.names[0]); len(parts) > 1 && len(parts) < len(strings.Fields(p.names[0])) {
			titled[strings.Join(parts, " ")] = i
		}
	}
	for _, f := range all { // The Prime Minister (Mr. Name) is Name, and the other way round
		if f.alias == "" {
			continue
		}
		j, ok := byName[joined(f.alias)]
		if !ok {
			j, ok = titled[strings.Join(nameParts(f.alias), " ")]
		}
		if !ok {
			byName[joined(f.alias)] = f.person
		} else if people[j].of < 0 && people[f.person].of < 0 && j != f.person {
			people[f.person].of = j
		}
		if p := people[f.person]; p.of < 0 && !slices.Contains(p.names, f.alias) {
			p.names = append(p.names, f.alias)
		}
	}
	seen, lone := make([]int, len(people)), make([]bool, len(people)) // lines, and those of one on a line of its own: a headline, rather
	for _, f := range all {
		seen[f.person]++
		lone[f.person] = seen[f.person] == 1 && f.style == alone
	}
	longer := index{}
	for i, p := range people {
		for _, n := range p.names {
			longer.add(i, n, lone[i])
		}
	}
	into := make([]int, len(people))
	for i := range people {
		if into[i] = i; people[i].of >= 0 {
			into[i] = people[i].of
			continue
		}
		if full := longer.only(i, people[i].names[0], lone[i] || seen[i] < 2); full >= 0 {
			into[i] = full
		}
	}
	offices := byRole(all, people, byName)
	for j := range people {
		if i, ok := offices[j]; ok && (into[j] == j || lone[into[j]]) && into[i] != j {
			into[j] = i
		}
	}
	for j := range people {
		if i := vowelless(people, seen, j); i >= 0 && into[j] == j && into[i] != j {
			into[j] = i
		}
	}
	letters := firstLetters(people, seen)
	for letter, name := range letters {
		into[letter] = name
	}
	if letter, role := shortRole(people, letters); letter >= 0 {
		into[letter] = role
	}
	for i := range people {
		to := i
		for range 4 { // a surname for a name with a title for a full name
			to = into[to]
		}
		into[i] = to
	}
	for i := range all {
		all[i].person = into[all[i].person]
		p := people[all[i].person]
		known := false
		for _, n := range p.names {
			known = known || key(n) == key(all[i].base)
		}
		if !known {
			p.names = append(p.names, all[i].base)
		}
	}
	return people
}

// firstLetters finds the names that single letters stand for, Miriam for M: two letters at least come again, and each is the first of one name alone that
// comes less often.
func firstLetters(people []*person, seen []int) map[int]int {
	of := map[rune]int{} // -1 where several names begin with it
	for i, p := range people {
		n := p.names[0]
		first, size := utf8.DecodeRuneInString(n)
		if !unicode.IsUpper(first) || size == len(n) || described(n) || loose(n) || notName(n) || leadIn(n) || joint(n) || isInitials(n) {
			continue
		}
		if _, two := of[first]; two {
			of[first] = -1
		} else {
			of[first] = i
		}
	}
	letters := map[int]int{}
	for i, p := range people {
		n := strings.TrimSuffix(p.names[0], ".")
		first, size := utf8.DecodeRuneInString(n)
		if size != len(n) || !unicode.IsUpper(first) || seen[i] < 2 {
			continue
		}
		name, ok := of[first]
		if !ok || name < 0 || seen[name] >= seen[i] {
			return nil
		}
		letters[i] = name
	}
	if len(letters) < 2 {
		return nil
	}
	return letters
}

// shortRole finds the letter that stands for a word that describes who speaks, M for Moderator, where nobody else has a name or word that begins so.
func shortRole(people []*person, into map[int]int) (letter, role int) {
	letter, role = -1, -1
	for i, p := range people {
		n := p.names[0]
		if _, ok := into[i]; ok || len(n) != 1 || !unicode.IsUpper(rune(n[0])) || strings.Contains("QAPRFDV", n) {
			continue
		}
		full := -1
		for j, q := range people {
			if m := q.names[0]; i == j || !strings.HasPrefix(m, n) {
			} else if full >= 0 || !described(m) || strings.ContainsAny(m, "0123456789 ") {
				full = -2
				break
			} else {
				full = j
			}
		}
		if full >= 0 {
			letter, role = i, full
		}
	}
	return letter, role
}

// joined is the form in which names are compared: France Info is franceinfo.
// Behind a form of address a full stop stands or not: MR. ORR, MR ORR.
func joined(s string) string {
	s = key(strings.TrimSuffix(s, "."))
	if first, _, ok := strings.Cut(s, " "); ok && addresses[first] && strings.HasSuffix(first, ".") && len(first) > 2 {
		s = strings.Replace(s, ".", "", 1)
	}
	return strings.ReplaceAll(s, " ", "")
}

// namesakes gives those of one surname, who are told apart by a word beside it, names of their own: Mr. Orr (Ben) and Mr. Orr (Di).
func namesakes(all []found) {
	type one struct{ base, role string }
	lines := map[one]int{}
	roles, again := map[string]int{}, map[string]int{} // by base, all and those that come again
	sure, bare := false, map[string]bool{}
	for _, f := range all {
		o := one{key(f.base), f.role}
		if f.role == "" {
			bare[o.base] = true
		}
		if len(nameParts(f.base)) != 1 || described(f.base) || strings.Contains(f.role, " ") || !capitalised(f.role) || isInitials(f.role) || !strings.HasSuffix(f.printed, "("+f.role+")") {
			continue
		}
		switch lines[o]++; lines[o] {
		case 1:
			roles[o.base]++
		case 2:
			again[o.base]++
			sure = sure || again[o.base] > 1
		}
	}
	for i, f := range all {
		if b := key(f.base); sure && roles[b] > 1 && !bare[b] && lines[one{b, f.role}] > 0 {
			all[i].base, all[i].role = f.printed, ""
		}
	}
}

// capitalised reports whether a word begins with a capital.
func capitalised(s string) bool {
	c, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(c)
}

// index finds the names that a shorter one may stand for, by all the short forms that shortFor knows. Comparing all with all would take
// too long where a text has thousands of labels.
type index map[string][]entry

type entry struct {
	person int
	name   string
	lone   bool // stands once, on a line of its own
}

func (x index) add(person int, name string, lone bool) {
	put := func(short string) { x[short] = append(x[short], entry{person, name, lone}) }
	parts := nameParts(name)
	put(strings.Join(parts, " "))
	for i := 1; i < len(parts); i++ {
		put(strings.Join(parts[i:], " "))
	}
	if len(parts) > 1 {
		put(parts[0])
		first, _ := utf8.DecodeRuneInString(parts[0])
		put(string(first) + " " + strings.Join(parts[1:], " "))
	}
	put(initials(parts))
	put(initials(strings.Fields(strings.ToLower(name))))
	put(letterFor[key(name)])
}

// only is the one person for whose name s is short, -1 where there is none or more than one. A name that stands once, alone on its line, does not
// count against others where s comes again.
func (x index) only(i int, s string, all bool) int {
	if letter, rest, ok := strings.Cut(strings.ToLower(s), ". "); ok && utf8.RuneCountInString(letter) == 1 && addresses[letter+"."] { // M. Orr is Milo's, not Ben's
		one := -1
		for _, e := range x[letter+" "+strings.Join(nameParts(rest), " ")] {
			if e.person != i && e.person != one && strings.HasPrefix(strings.ToLower(e.name), letter) && len(nameParts(e.name)) > 1 {
				if one >= 0 {
					return -1
				}
				one = e.person
			}
		}
		if one >= 0 {
			return one
		}
	}
	full, weak, several := -1, -1, false
	for _, short := range []string{strings.Join(nameParts(s), " "), letters(s)} {
		for _, e := range x[short] {
			if e.person == i || e.person == full || !shortFor(s, e.name) {
				continue
			}
			if e.lone && !all {
				several = several || weak >= 0 && weak != e.person
				weak = e.person
				continue
			}
			if full >= 0 {
				return -1 // two people have it: nobody's
			}
			full = e.person
		}
	}
	if full < 0 && !several {
		return weak
	}
	return full
}

// shortFor reports whether a is a shorter way to print the name b: its surname, first name or initials, with or without a form of address.
func shortFor(a, b string) bool {
	as, bs := nameParts(a), nameParts(b)
	if letterFor[key(b)] == key(a) {
		return true // P for Pregunta
	}
	if strings.Join(as, " ") == strings.Join(bs, " ") && len(as) > 0 {
		return len(strings.Fields(a)) == len(as) && len(strings.Fields(b)) > len(bs) // SMITH for Mr. SMITH
	}
	if isInitials(a) && strings.HasPrefix(b, "The ") && initials(strings.Fields(strings.ToLower(b))) == letters(a) {
		return true
	}
	if isInitials(a) && initials(bs) == letters(a) && len(bs) > 1 && !joint(b) && !described(b) {
		return true
	}
	if len(as) == 0 || len(bs) < 2 || len(as) > len(bs) || len(as) == len(bs) && utf8.RuneCountInString(as[0]) > 1 || joint(b) || joint(a) || described(b) {
		return false
	}
	if len(as) == len(bs) && len(as) == 2 && as[1] == bs[1] && utf8.RuneCountInString(as[0]) == 1 && strings.HasPrefix(bs[0], as[0]) && as[0] != bs[0] {
		return true // A. Ruiz for Ada Ruiz
	}
	if len(as) == 1 && loose(b) {
		return false // Weir, beside Weir pool
	}
	if len(as) == 1 {
		return as[0] == bs[len(bs)-1] || as[0] == bs[0] && len(strings.Fields(a)) == 1
	}
	return strings.Join(as, " ") == strings.Join(bs[len(bs)-len(as):], " ")
}

// nameParts is the words of a name in lower case without forms of address, and without "of Texas".
func nameParts(s string) []string {
	s = withoutOffice(s)
	s, _, _ = strings.Cut(s, " of ")
	var parts []string
	for i, w := range strings.Fields(strings.ToLower(s)) {
		if addresses[w] && len(parts) == 0 {
			continue
		}
		if w = strings.Trim(w, ".,"); w == "" || i > 0 && (w == "jr" || w == "sr") {
			continue
		}
		parts = append(parts, w)
	}
	if w := strings.ToLower(strings.Trim(s, ".,")); len(parts) == 0 && w != "" && !strings.Contains(w, " ") {
		return []string{w} // KING, who may be LARRY KING elsewhere
	}
	return parts
}

// letters are those of initials, in lower case: A.R. and A. R. give ar.
func letters(s string) string {
	return strings.ToLower(strings.NewReplacer(".", "", " ", "").Replace(s))
}

func initials(parts []string) string {
	var b strings.Builder
	for _, p := range parts {
		r, _ := utf8.DecodeRuneInString(p)
		b.WriteRune(r)
	}
	return b.String()
}

// isInitials reports whether a label is two to four capitals.
func isInitials(s string) bool {
	s = strings.ReplaceAll(strings.ReplaceAll(s, ". ", ""), ".", "")
	n := 0
	for _, r := range s {
		if !unicode.IsUpper(r) {
			return false
		}
		n++
	}
	return n >= 2 && n <= 4
}

// described reports whether a label describes a party and names nobody: Q, Speaker 3, Audience member.
func described(s string) bool {
	tells := false
	for _, w := range strings.Fields(strings.ReplaceAll(strings.ToLower(s), "_", " ")) {
		w = strings.Trim(w, ".,#()")
		if fillers[w] && w != "a" {
			continue
		}
		if t := strings.TrimRight(w, "0123456789"); utf8.RuneCountInString(t) > 1 && !polite[t] && !describes[t] && !groups[t] {
			return false
		}
		tells = true
	}
	return tells
}

// joint reports whether a label names several people.
func joint(s string) bool {
	l := " " + strings.ToLower(s) + " "
	for _, and := range []string{" and ", " & ", " / ", " und ", " et ", " y ", " e ", " en ", ", "} {
		if a, b, ok := strings.Cut(l, and); ok && strings.TrimSpace(a) != "" && strings.TrimSpace(b) != "" {
			return true
		}
	}
	ws := strings.Fields(l)
	return len(ws) > 0 && groups[ws[len(ws)-1]]
}
