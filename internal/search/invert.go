package search

import (
	"slices"
	"sort"
	"strings"
)

// inverted is all terms in order, with the units that have them.
type inverted struct {
	terms []string
	lists []byte // one after the other
	ends  []int  // of each term's list
	cuts  []int  // the first term of each shard, and the number of terms
	turns []string
	back  []int // cuts of turns
	often []string
}

// Terms that stand in more units than one in a few are no help to find any, and a query that has other terms does without them.
const (
	oftenIn   = 3
	mostOften = 200
)

// invert brings the terms of all groups together. The order in which groups were made, and who made them, leave no trace.
func (x *Index) invert() *inverted {
	for _, g := range x.groups {
		x.each(g, nil)
	}
	v := &inverted{}
	number := x.rank(v)

	// Count how many units have each term and how long its list is, then write each number into its place.
	units, ends := make([]uint32, len(v.terms)), make([]int, len(v.terms))
	gaps := x.gaps(number, len(v.terms))
	gaps(func(term, n uint32) {
		units[term]++
		ends[term] += digitsOf(n)
	})
	size := 0
	for i := range v.terms {
		if int(units[i])*oftenIn > len(x.units) && len(v.often) < mostOften && !isTag(v.terms[i]) {
			v.often = append(v.often, v.terms[i])
		}
		size, ends[i] = size+ends[i], size // where it begins
	}
	v.lists, v.ends = make([]byte, size), ends
	gaps(func(term, n uint32) {
		ends[term] += len(appendNumber(v.lists[ends[term]:ends[term]], n))
	})
	for _, g := range x.groups {
		g.posted = postings{}
	}
	v.cut(x.terms)
	v.turn(x.endings)
	return v
}

// gaps gives what goes over all entries of all groups, in the order of their units: for each, the number of its term and what stands for it in
// the term's list, the units since the one before, and the class.
func (x *Index) gaps(number map[*cutter][]uint32, terms int) func(do func(term, n uint32)) {
	next := make([]uint32, terms) // unit
	return func(do func(term, n uint32)) {
		clear(next)
		for _, g := range x.groups {
			ns, from := number[g.posted.from], 0
			for i, end := range g.posted.ends {
				unit := uint32(g.first + i)
				for _, e := range g.posted.entries[from:end] {
					term := ns[e/classes]
					do(term, (unit-next[term])*classes+uint32(e%classes))
					next[term] = unit + 1
				}
				from = end
			}
		}
	}
}

// rank sorts the terms of all cutters, and gives for each of them its terms' numbers in that order.
func (x *Index) rank(v *inverted) map[*cutter][]uint32 {
	x.mu.Lock()
	defer x.mu.Unlock()
	own := make([][]string, len(x.cutters))
	for i, c := range x.cutters {
		own[i] = c.words.all()
		c.words = vocabulary{} // no unit is cut any more
		v.terms = append(v.terms, own[i]...)
	}
	slices.SortFunc(v.terms, compare)
	v.terms = slices.Compact(v.terms)
	place := make(map[string]uint32, len(v.terms))
	for i, t := range v.terms {
		place[t] = uint32(i)
	}
	number := map[*cutter][]uint32{}
	for i, c := range x.cutters {
		ns := make([]uint32, len(own[i]))
		for k, t := range own[i] {
			ns[k] = place[t]
		}
		number[c] = ns
	}
	return number
}

// isTag reports whether a term is one that no text holds.
func isTag(t string) bool { return strings.IndexByte("!#%@^", t[0]) >= 0 }

// compare orders strings as a browser does, by UTF-16 code units: characters beyond the first 65,536 come before the last of those.
func compare(a, b string) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return int(unitOrder(a[i])) - int(unitOrder(b[i]))
		}
	}
	return len(a) - len(b)
}

func unitOrder(c byte) byte {
	if c == 0xee || c == 0xef {
		return c + 0x10
	}
	return c
}

// cut divides the terms into n shards of about the same size.
func (v *inverted) cut(n int) {
	sizes := make([]int, len(v.terms)+1) // of the terms before each
	for i, t := range v.terms {
		same, list := 0, v.ends[i]
		if i > 0 {
			same, list = shared(t, v.terms[i-1]), list-v.ends[i-1]
		}
		sizes[i+1] = sizes[i] + len(t) - same + 3 + list
	}
	for k := range n {
		v.cuts = append(v.cuts, sort.SearchInts(sizes[:len(v.terms)], sizes[len(v.terms)]*k/n))
	}
	v.cuts = append(v.cuts, len(v.terms))
}

// shared is how many bytes two strings begin with alike.
func shared(a, b string) int {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return n
}

// turn lists the terms that are words by their endings.
func (v *inverted) turn(n int) {
	if n == 0 {
		return
	}
	for _, t := range v.terms {
		if len(t) >= leastTypo && t[0] >= 'a' { // neither a tag nor a number
			v.turns = append(v.turns, reversed(t))
		}
	}
	slices.SortFunc(v.turns, compare)
	for k := range n + 1 {
		v.back = append(v.back, k*len(v.turns)/n)
	}
}

// leastTypo is the length of a word, in bytes, from which on a typo in it is looked for.
const leastTypo = 4

func reversed(s string) string {
	rs := []rune(s)
	slices.Reverse(rs)
	return string(rs)
}

// keys gives for each shard the shortest beginning of its first term that no term before it reaches, for whoever looks for a term's shard.
func keys(terms []string, cuts []int) []string {
	var ks []string
	for _, at := range cuts[:len(cuts)-1] {
		switch {
		case at >= len(terms):
			ks = append(ks, "\uffff")
		case at == 0:
			ks = append(ks, "")
		default:
			ks = append(ks, shortest(terms[at], terms[at-1]))
		}
	}
	return ks
}

// shortest is the shortest beginning of a term that comes after another.
func shortest(term, before string) string {
	for i := range term {
		if compare(term[:i], before) > 0 {
			return term[:i]
		}
	}
	return term
}

// digits write numbers. They are no letters of JavaScript strings that need an escape, and no beginning of a tag or a reference, so that whoever
// reads the files for words is not led astray.
const digits = "!#$()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~"

// lastDigits is how many of the digits end a number. The others say that it goes on.
const lastDigits = 60

// appendNumber writes a number: gaps are small, and most take one digit.
func appendNumber(out []byte, n uint32) []byte {
	for n >= lastDigits {
		n -= lastDigits
		more := uint32(len(digits) - lastDigits)
		out = append(out, digits[lastDigits+n%more])
		n /= more
	}
	return append(out, digits[n])
}

// digitsOf is how many digits appendNumber writes.
func digitsOf(n uint32) int {
	d := 1
	for ; n >= lastDigits; d++ {
		n = (n - lastDigits) / uint32(len(digits)-lastDigits)
	}
	return d
}

// hash is a short name for an id inside a unit: three digits. static/search.js has the same.
func hash(id string) string {
	base := uint64(len(digits))
	var h uint64
	for _, c := range []byte(id) {
		h = (h*31 + uint64(c)) % (base * base * base)
	}
	return string([]byte{digits[h/base/base], digits[h/base%base], digits[h%base]})
}

// front writes terms in order, each as a digit for the letters that it shares with the one before and the rest of it, with spaces between.
func front(o *script, terms []string) {
	before := []uint16(nil)
	for i, t := range terms {
		if i > 0 {
			o.WriteByte(' ')
		}
		units := utf16Of(t)
		same := 0
		for same < min(len(units), len(before), len(digits)-1) && units[same] == before[same] {
			same++
		}
		if same > 0 && units[same-1] >= 0xd800 && units[same-1] < 0xdc00 {
			same-- // no character is cut
		}
		o.WriteByte(digits[same])
		o.text(strings.TrimPrefix(t, utf16String(units[:same])))
		before = units
	}
}
