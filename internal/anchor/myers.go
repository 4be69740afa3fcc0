package anchor

// pattern is a string made ready for approximate search: for each byte, in which places of the string it stands, in blocks of 64.
type pattern struct {
	n    int
	peq  [256][]uint64
	last uint64 // the bit of the last place in its block
}

func newPattern(s string) *pattern {
	p := &pattern{n: len(s), last: 1 << ((len(s) - 1) % 64)}
	blocks := (len(s) + 63) / 64
	room := make([]uint64, 0, blocks*64)
	for i := range len(s) {
		c := s[i]
		if p.peq[c] == nil {
			if len(room)+blocks > cap(room) {
				room = make([]uint64, 0, blocks*64)
			}
			room = room[:len(room)+blocks]
			p.peq[c] = room[len(room)-blocks:]
		}
		p.peq[c][i/64] |= 1 << (i % 64)
	}
	return p
}

// best finds the stretch of text that is nearest to the pattern and gives its end and its distance, both in bytes: the least number of bytes to put
// in, take out or replace. Of equal ones it is the first (G. Myers, A fast bit-vector algorithm for approximate string matching, 1999; blocks as
// in H. Hyyrö, 2003).
func (p *pattern) best(text string) (end, distance int) {
	if p.n == 0 {
		return 0, 0
	}
	blocks := (p.n + 63) / 64
	pv, mv := make([]uint64, blocks), make([]uint64, blocks)
	for b := range pv {
		pv[b] = ^uint64(0)
	}
	none := make([]uint64, blocks)
	score := p.n
	end, distance = 0, p.n
	for i := range len(text) {
		eqs := p.peq[text[i]]
		if eqs == nil {
			eqs = none
		}
		hin := 0 // what enters a block from above: the first row is free, so that a match may begin anywhere
		for b := range blocks {
			eq, top := eqs[b], uint64(1)<<63
			if b == blocks-1 {
				top = p.last
			}
			v, m := pv[b], mv[b]
			xv := eq | m
			if hin < 0 {
				eq |= 1
			}
			xh := (((eq & v) + v) ^ v) | eq
			ph, mh := m|^(xh|v), v&xh
			out := 0
			if ph&top != 0 {
				out = 1
			} else if mh&top != 0 {
				out = -1
			}
			ph, mh = ph<<1, mh<<1
			switch {
			case hin > 0:
				ph |= 1
			case hin < 0:
				mh |= 1
			}
			pv[b], mv[b] = mh|^(xv|ph), ph&xv
			hin = out
		}
		if score += hin; score < distance {
			end, distance = i+1, score
		}
	}
	return end, distance
}

// slips is how many letters two short words differ by: put in, left out, replaced, or two neighbours turned round (optimal string alignment);
// more than most is most+1.
func slips(a, b []rune, most int) int {
	if d := len(a) - len(b); d > most || -d > most {
		return most + 1
	}
	before, row, next := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		next[0] = i + 1
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			next[j+1] = min(row[j]+cost, row[j+1]+1, next[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				next[j+1] = min(next[j+1], before[j-1]+1)
			}
		}
		before, row, next = row, next, before
	}
	return min(row[len(b)], most+1)
}
