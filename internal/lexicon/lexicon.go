// Package lexicon tells strings that are English words, or names known in English, from strings that are none.
// It knows single words; it knows nothing of texts.
package lexicon

import (
	_ "embed"
	"hash/fnv"
)

// english is a Bloom filter over some 65,000 words, British and American spellings and all inflections among them, made by generate.go.
//
//go:embed english.bits
var english []byte

// names is one over some 37,000 first names, surnames, peoples and places.
//
//go:embed names.bits
var names []byte

// hashes is how many bits stand for a word.
const hashes = 11

// English reports whether a lower-case word is English. It takes one string in two thousand that is none for a word, and no word for none that
// the list has; names are not in it.
func English(word string) bool { return in(english, word) }

// Name reports whether a word, in small letters, is a name of one word that is known in English. It errs as English does; rare surnames are not in it.
func Name(word string) bool { return in(names, word) }

func in(filter []byte, word string) bool {
	for _, at := range Bits(word, len(filter)) {
		if filter[at/8]&(1<<(at%8)) == 0 {
			return false
		}
	}
	return true
}

// Bits are the places of a word in a filter of so many bytes, counted in bits; generate.go sets them.
func Bits(word string, size int) [hashes]uint64 {
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
