package importer

import "slices"

// strays takes lines that hold nothing but a name, or look so, off those who may speak, where they stand only above or below a talk whose labels stand before
// words: links and headings of its page.
func strays(all []found, people []*person) (n int) {
	first, last, set, lone := -1, -1, 0, 0
	for k, f := range all {
		switch p := people[f.person]; {
		case !p.core:
		case p.alone == p.n:
			lone++
		case f.style != alone:
			if set++; first < 0 {
				first = k
			}
			last = k
		}
	}
	if set < 4 || lone*2 > set {
		return 0
	}
	inside := map[int]bool{}
	for _, f := range all[first:last] {
		inside[f.person] = true
	}
	for i, p := range people {
		if p.core && p.alone == p.n && !inside[i] {
			p.core = false
			n++
		}
	}
	return n + above(all, people)
}

// above takes those off whose labels all stand above a talk whose labels end in colons, while theirs do not: a programme's name, again and again.
func above(all []found, people []*person) (n int) {
	colons, first := make([]int, len(people)), -1
	set := 0
	for k, f := range all {
		if f.style != colon || f.rest == "" || !people[f.person].core {
			continue
		}
		set++
		if colons[f.person]++; colons[f.person] == 1 && first < 0 {
			first = k
		}
	}
	if set < 6 || first < 1 {
		return 0
	}
	inside := map[int]bool{}
	for _, f := range all[first:] {
		inside[f.person] = true
	}
	for i, p := range people {
		if p.core && colons[i] == 0 && !inside[i] {
			p.core = false
			n++
		}
	}
	return n
}

// lastCore is the number of the line with the last label of somebody whose labels recur.
func (r *reading) lastCore(all []found, people []*person) int {
	for _, f := range slices.Backward(all) {
		if p := people[f.person]; p.core && p.n > 1 {
			return r.paras[f.para].lines[f.line].n
		}
	}
	return 0
}
