package search

import "bytes"

// vocabulary numbers terms. It is a hash table of its own because nothing in the making of an index is done as often as a look into it.
type vocabulary struct {
	slots []uint32 // number of a term plus one, by hash; 0 where there is none
	terms []seen
	text  []byte // of all terms, one after the other
}

// seen is a term with where it was found last.
type seen struct {
	hash, from, end uint32
	unit, at        uint32 // the unit, counted from 1, and its place there
}

// firstHash and hashPrime are those of FNV-1a.
const firstHash, hashPrime = 2166136261, 16777619

func hashOf(term []byte) uint32 {
	h := uint32(firstHash)
	for _, c := range term {
		h = (h ^ uint32(c)) * hashPrime
	}
	return h
}

// number is the number of a term with its hash: a new one where it is not known yet.
func (v *vocabulary) number(term []byte, h uint32) uint32 {
	if len(v.terms)*2 >= len(v.slots) {
		v.grow()
	}
	mask := uint32(len(v.slots) - 1)
	for i := h & mask; ; i = (i + 1) & mask {
		n := v.slots[i]
		if n == 0 {
			from := uint32(len(v.text))
			v.text = append(v.text, term...)
			v.terms = append(v.terms, seen{hash: h, from: from, end: uint32(len(v.text))})
			v.slots[i] = uint32(len(v.terms))
			return uint32(len(v.terms)) - 1
		}
		if t := &v.terms[n-1]; t.hash == h && bytes.Equal(v.text[t.from:t.end], term) {
			return n - 1
		}
	}
}

func (v *vocabulary) grow() {
	v.slots = make([]uint32, max(1<<12, len(v.slots)*2))
	mask := uint32(len(v.slots) - 1)
	for n := range v.terms {
		i := v.terms[n].hash & mask
		for v.slots[i] != 0 {
			i = (i + 1) & mask
		}
		v.slots[i] = uint32(n) + 1
	}
}

// all gives the terms by number.
func (v *vocabulary) all() []string {
	text := string(v.text)
	out := make([]string, len(v.terms))
	for i, t := range v.terms {
		out[i] = text[t.from:t.end]
	}
	return out
}
