package importer

import (
	"strings"

	"github.com/lateral-reader/lateral/internal/pattern"
)

// byRole finds the offices that name somebody who has been introduced with them: PREMIER, after ANN HILL, PREMIER. What many may be is nobody's.
func byRole(all []found, people []*person, byName map[string]int) map[int]int {
	of := map[int]int{} // -1 where several have the office
	for _, f := range all {
		if f.role == "" || f.alias != "" || count(f.role) > 4 || manyAre[strings.ToLower(f.role)] || !personName(f.base) {
			continue
		}
		j, ok := byName[joined(f.role)]
		if !ok || j == f.person || len(people[j].names) > 1 {
			continue
		}
		if i, two := of[j]; two && i != f.person {
			of[j] = -1
		} else {
			of[j] = f.person
		}
	}
	for j, i := range of {
		if i < 0 {
			delete(of, j)
		}
	}
	return of
}

// manyAre lists what more than one may be who speak in a text.
var manyAre = set("reporter journalist correspondent caller guest student member participant speaker question audience witness teacher officer panelist panellist voice interviewer")

// officeLead matches an office with its field before a name: Secretary of State Ada Ruiz.
var officeLead = pattern.New(`^(\pL+\.?) (?:of|for|OF|FOR) (\p{Lu}\pL+) (\p{Lu}\S* \p{Lu}.*)$`)

// withoutOffice takes it off.
func withoutOffice(s string) string {
	if m := officeLead.FindStringSubmatch(s); m != nil && addresses[strings.ToLower(m[1])] && m[2] != "THE" {
		return m[3]
	}
	return s
}

// vowelless finds the one name of one word that a label stands for which has its first and last letter and some between, and no vowel: BLDR, after
// THE BUILDER. It is -1 where there is none or more than one.
func vowelless(people []*person, seen []int, j int) int {
	short := people[j].names[0]
	if len(short) < 3 || len(short) > 5 || !capitals(short) || strings.ContainsAny(short, "AEIOUY .-") {
		return -1
	}
	one := -1
	for i, p := range people {
		name := strings.ToUpper(strings.TrimPrefix(strings.ToLower(p.names[0]), "the "))
		if i == j || seen[i] > seen[j] || len(name) <= len(short) || strings.Contains(name, " ") || name[0] != short[0] || name[len(name)-1] != short[len(short)-1] || !initialsOf(short, name) {
			continue
		}
		if one >= 0 {
			return -1
		}
		one = i
	}
	return one
}

// quotedOffice matches a name in capitals with the programme or the book that it stands for: ADA RUIZ, "THE BRIDGE": words.
var quotedOffice = pattern.New(`^(\p{Lu}[\p{Lu}.'’-]+(?: \p{Lu}[\p{Lu}.'’-]*){1,3}),((?: [\p{Lu}\d.&'’ -]{2,30})? ["“][^"”:]{2,60}["”](?: [\p{Lu}\d.&'’ -]{2,30})?): `)

// quotedTitle matches a name with the book or the programme in brackets that it stands for, whose title has a colon: Mr. ADA RUIZ ("Mills: A History"): words
var quotedTitle = pattern.New(`^((?:(?:Mr|Mrs|Ms|Dr)\.? )?\p{Lu}[\pL.'’-]*(?: \p{Lu}[\pL.'’-]*){1,3}) \((["“][^()"“”]*:[^()"“”]*["”][^()"“”]{0,60})\):(?:\s|$)`)

// namedBeside takes Agent (Ada) for Ada, whose labels come again, where Agent comes but once: who speaks is introduced so.
func namedBeside(all []found) {
	lines := map[string]int{}
	for _, f := range all {
		lines[key(f.base)]++
	}
	for i, f := range all {
		if f.alias == "" && f.role != "" && !strings.Contains(f.role, " ") && capitalised(f.role) && !isInitials(f.role) && lines[key(f.role)] > 1 && lines[key(f.base)] == 1 &&
			!strings.Contains(f.base, " ") && strings.HasSuffix(f.printed, "("+f.role+")") {
			all[i].alias, all[i].role = f.role, f.base
		}
	}
}
