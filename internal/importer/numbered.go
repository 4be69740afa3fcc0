package importer

import (
	"strings"

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
