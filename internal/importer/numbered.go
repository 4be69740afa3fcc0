package importer

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/lateral-reader/lateral/internal/pattern"
)

// numberedLetter matches a label such as Q1, whose answer is A1.
var numberedLetter = pattern.New(`^(\p{Lu})[ .]?(\d{1,3})[.]?$`)

// numberedPairs takes Q1, A1, Q2, A2 for Q and A, where each question has its number and its answer has it again.
func numberedPairs(all []found) []found {
	numberedWords(all)
	type label struct{ letter, number string }
	lines := map[label]int{}
	for _, f := range all {
		if m := numberedLetter.FindStringSubmatch(f.base); m != nil {
			lines[label{strings.ToLower(m[1]), m[2]}]++
		}
	}
	for _, two := range pairs {
		both, once := 0, 0
		for l := range lines {
			if other := (label{two[1:], l.number}); l.letter == two[:1] && lines[other] > 0 {
				if both++; lines[l] == 1 && lines[other] == 1 {
					once++
				}
			}
		}
		if both < 2 || once*10 < both*8 {
			continue
		}
		for i, f := range all {
			if m := numberedLetter.FindStringSubmatch(f.base); m != nil && strings.Contains(two, strings.ToLower(m[1])) {
				all[i].base = m[1]
			}
		}
	}
	return numberedAlone(all)
}

// numberedAlone takes Q1, Q2, Q3 for Q where the letter of the answers has no number.
func numberedAlone(all []found) []found {
	for _, two := range pairs {
		numbers, answers := map[string]bool{}, 0
		n := 0
		for _, f := range all {
			if m := numberedLetter.FindStringSubmatch(f.base); m != nil && strings.ToLower(m[1]) == two[:1] {
				numbers[m[2]] = true
				n++
			} else if strings.EqualFold(strings.TrimSuffix(f.base, "."), two[1:]) {
				answers++
			}
		}
		if n < 3 || len(numbers) < n || answers*10 < n*6 {
			continue
		}
		for i, f := range all {
			if m := numberedLetter.FindStringSubmatch(f.base); m != nil && strings.ToLower(m[1]) == two[:1] {
				all[i].base = m[1]
			}
		}
	}
	return all
}

// numberedWord matches a label such as Question 12.
var numberedWord = pattern.New(`^(\pL{3,}) (\d{1,3})$`)

// numberedWords takes Question 1, Question 2 and Question 3 for Question where each number comes once, and Answer 1 likewise.
func numberedWords(all []found) {
	at := map[string][]int{} // by the word
	again := map[string]bool{}
	seen := map[string]bool{}
	for i, f := range all {
		if m := numberedWord.FindStringSubmatch(f.base); m != nil && letterFor[strings.ToLower(m[1])] != "" {
			at[m[1]] = append(at[m[1]], i)
			again[m[1]] = again[m[1]] || seen[f.base]
			seen[f.base] = true
		}
	}
	for word, places := range at {
		if len(places) < 3 || again[word] {
			continue
		}
		for _, i := range places {
			all[i].base = word
		}
	}
}

// countedTurn matches the number of a turn before a label: 12. T: words.
var countedTurn = pattern.New(`^(\d{1,4}[.)]?)[ \t]+((\p{Lu}[\pL\d'’.&/ -]{0,24}?) ?:(?:\s.*)?)$`)

// countedTurns takes the numbers off the turns of a talk that are counted, where a label is so short that a number before it would begin a list: each number
// is one more than the one before, and labels come again and again.
func (r *reading) countedTurns() {
	if r.keeps() || r.way.format.Kind == "captions" {
		return
	}
	names, n, steps, last, short := map[string]int{}, 0, 0, 0, false
	each := func(f func(l *line, m []string)) {
		for i := range r.paras {
			for j := range r.paras[i].lines {
				if l := &r.paras[i].lines[j]; r.paras[i].kind == plain {
					if m := countedTurn.FindStringSubmatch(l.s); m != nil {
						f(l, m)
					}
				}
			}
		}
	}
	each(func(_ *line, m []string) {
		n++
		names[m[3]]++
		k, _ := strconv.Atoi(strings.TrimRight(m[1], ".)"))
		if k == last+1 || last == 0 {
			steps++
		}
		last = k
		short = short || utf8.RuneCountInString(m[3]) <= 2
	})
	again, of := 0, 0
	for _, k := range names {
		if k > 1 {
			again, of = again+1, of+k
		}
	}
	if n < 6 || !short || again < 2 || steps*10 < n*8 || of*10 < n*6 {
		return
	}
	each(func(l *line, m []string) {
		r.drop(line{l.n, m[1]}, "number of a turn")
		l.s = m[2]
	})
}
