package importer

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lateral-reader/lateral/internal/pattern"
)

// unset finds the names that stand between a time and the words with nothing to set them off: [00:01] Ada Ruiz So what happened? Nearly every line with
// a time must go on with one of a few names that come again and again, and then with a word that begins a sentence.
func (r *reading) unset() {
	var lines [][]string
	bare, round, speech, ends := 0, 0, 0, 0 // times without brackets, as schedules have them, too, in whole five minutes
	n := map[string]int{}                   // how many lines begin with these words
	for _, p := range r.paras {
		ended := len(p.lines) > 0 && sentenceEnd.MatchString(p.lines[len(p.lines)-1].s)
		for _, l := range p.lines {
			m := leadTime.FindString(l.s)
			if p.kind != plain || m == "" || strings.TrimSpace(l.s[len(m):]) == "" {
				continue
			}
			if !strings.ContainsAny(m[:1], "[(") {
				if bare++; wholeFive.MatchString(m) {
					round++
				}
			}
			if r.addressing(l.s) {
				speech++
			}
			if ended {
				ends++
			}
			ws := strings.Fields(l.s[len(m):])
			lines = append(lines, ws)
			for k := range min(5, len(ws)) {
				n[strings.Join(ws[:k+1], " ")]++
			}
		}
	}
	if len(lines) < 4 || bare > 0 && (round == len(lines) || len(lines) < 6 || speech*3 < len(lines) || ends*10 < len(lines)*8) {
		return
	}
	names, most := map[string]bool{}, ""
	var others [][]string
	for _, ws := range lines {
		k := 1
		for k < min(5, len(ws)-1) && (opensName(ws[k]) || particles[ws[k]]) && n[strings.Join(ws[:k+1], " ")]*10 >= n[strings.Join(ws[:k], " ")]*8 {
			k++
		}
		for k > 1 && particles[ws[k-1]] {
			k--
		}
		name := strings.Join(ws[:k], " ")
		if n[name] < 2 || !beginsTurn(ws, k) {
			others = append(others, ws)
			continue
		}
		if names[name] = true; n[name] > n[most] {
			most = name
		}
	}
	if len(names) < 2 || len(names)*2 > len(lines) || len(others)*5 > len(lines) {
		return
	}
	for _, ws := range others { // one who speaks once
		if k := count(most); k < len(ws) && beginsTurn(ws, k) {
			names[strings.Join(ws[:k], " ")] = true
		}
	}
	for name := range names {
		r.between = append(r.between, name)
	}
	slices.SortFunc(r.between, func(a, b string) int { return len(b) - len(a) })
}

// beginsTurn reports whether the first k words may be a name, and those after them the beginning of a sentence.
func beginsTurn(ws []string, k int) bool {
	whole, name := strings.Join(ws, " "), strings.Join(ws[:k], " ")
	if len(ws) == k || !loose(whole) && !sentenceEnd.MatchString(whole) || slices.ContainsFunc(ws[:k], func(w string) bool { return !opensName(w) && !particles[w] }) || !opensName(ws[0]) || !opensName(ws[k-1]) {
		return false // or nothing but a name
	}
	c, _ := utf8.DecodeRuneInString(strings.TrimLeft(ws[k], `"'“‘(¿¡`))
	return !unicode.IsLower(c) && nameLike(name) && !notName(name) && !leadIn(name) && utf8.RuneCountInString(name) > 1 && !strings.ContainsAny(name, ",.?!:")
}

// opensName reports whether a word may be one of a name: it begins with a capital or is a number.
func opensName(w string) bool {
	c, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(c) || unicode.IsDigit(c)
}

// readUnset reads a line that begins with a time and one of the names that unset found.
func (r *reading) readUnset(s string) (found, bool) {
	m := leadTime.FindStringSubmatch(s)
	if m == nil {
		return found{}, false
	}
	for _, name := range r.between {
		if rest, ok := strings.CutPrefix(s[len(m[0]):], name+" "); ok {
			return found{style: timed, label: label{printed: name, time: m[1]}, base: name, rest: strings.TrimSpace(rest)}, true
		}
	}
	return found{}, false
}

// wholeFive matches a time of day in whole five minutes before words.
var wholeFive = pattern.New(`^\d{1,2}:\d[05][\s–—-]*$`)
