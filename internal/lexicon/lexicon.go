// Package lexicon tells strings that are English words from strings that are none.
// It knows single words; it knows nothing of texts.
package lexicon

import (
	_ "embed"
	"hash/fnv"
)

// english is a Bloom filter over some 50,000 words, British and American spellings and all inflections among them, made by generate.go.
//
//go:embed english.bits
var english []byte

// hashes is how many bits stand for a word.
const hashes = 11

// English reports whether a lower-case word is English. It takes one string in two thousand that is none for a word, and no word for none that
// the list has; names are not in it.
func English(word string) bool {
	for _, at := range bits(word, len(english)) {
		if english[at/8]&(1<<(at%8)) == 0 {
			return false
		}
	}
	return true
}

// bits are the places of a word in a filter of so many bytes.
func bits(word string, size int) [hashes]uint64 {
	h := fnv.New64a()
	h.Write([]byte(word))
	sum := h.Sum64()
	one, two := sum&0xffffffff, sum>>32|1
	var out [hashes]uint64
	for i := range out {
		out[i] = (one + uint64(i)*two) % uint64(size*8)
	}
	return out
}
