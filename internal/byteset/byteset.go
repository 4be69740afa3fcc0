// Package byteset finds the first of some bytes in a text, eight at a step: what all text of a site passes more than once. In go a set and a text,
// out comes a place; what the bytes mean it does not know.
package byteset

// Set has 1 for each byte that is in it.
type Set [256]byte

// Of is the set of the bytes for which a function holds.
func Of(holds func(c byte) bool) (s Set) {
	for c := range s {
		if holds(byte(c)) {
			s[c] = 1
		}
	}
	return s
}

// Has reports whether a byte is in the set.
func (s *Set) Has(c byte) bool { return s[c] != 0 }

// First is where the first byte of the set stands in a text, and the length of the text where none does.
func (s *Set) First(text string) int {
	i := 0
	for ; i+8 <= len(text); i += 8 {
		if e := text[i : i+8]; s[e[0]]|s[e[1]]|s[e[2]]|s[e[3]]|s[e[4]]|s[e[5]]|s[e[6]]|s[e[7]] != 0 {
			break
		}
	}
	for i < len(text) && s[text[i]] == 0 {
		i++
	}
	return i
}
