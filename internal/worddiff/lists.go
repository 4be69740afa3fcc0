package worddiff

import "sort"

// Hunk says that the items A0 to A1 of the old list became B0 to B1 of the new one; either side may be empty.
type Hunk struct{ A0, A1, B0, B1 int }

// effort is how many differences are looked for one by one in a stretch; beyond it all of the stretch counts as replaced.
const effort = 1500

// Lists compares two lists and gives what differs, in order. Between two hunks the lists are the same. Time grows in line with the lists where
// they have much in common: what stands once in each of them parts them first.
func Lists(a, b []string) []Hunk {
	ids := map[string]int32{}
	number := func(list []string) []int32 {
		out := make([]int32, len(list))
		for i, s := range list {
			id, ok := ids[s]
			if !ok {
				id = int32(len(ids))
				ids[s] = id
			}
			out[i] = id
		}
		return out
	}
	d := differ{a: number(a), b: number(b)}
	d.seen = make([]once, len(ids))
	d.compare(0, len(a), 0, len(b))
	return d.hunks
}

// once counts where an item stands in a stretch of each list.
type once struct {
	inA, inB int32 // how often
	at       int32 // where in b, if once
}

// differ compares two lists of numbers; seen is by number.
type differ struct {
	a, b  []int32
	seen  []once
	hunks []Hunk
}

// add enters what differs; what follows at once on the last hunk goes on with it.
func (d *differ) add(h Hunk) {
	if h.A0 == h.A1 && h.B0 == h.B1 {
		return
	}
	if n := len(d.hunks); n > 0 && d.hunks[n-1].A1 == h.A0 && d.hunks[n-1].B1 == h.B0 {
		d.hunks[n-1].A1, d.hunks[n-1].B1 = h.A1, h.B1
		return
	}
	d.hunks = append(d.hunks, h)
}

// compare compares two stretches: what is alike at both ends, then between the items that stand once in each.
func (d *differ) compare(a0, a1, b0, b1 int) {
	for a0 < a1 && b0 < b1 && d.a[a0] == d.b[b0] {
		a0, b0 = a0+1, b0+1
	}
	for a0 < a1 && b0 < b1 && d.a[a1-1] == d.b[b1-1] {
		a1, b1 = a1-1, b1-1
	}
	if a0 == a1 || b0 == b1 {
		d.add(Hunk{a0, a1, b0, b1})
		return
	}
	for _, p := range d.anchors(a0, a1, b0, b1) {
		d.shortest(a0, p[0], b0, p[1])
		a0, b0 = p[0]+1, p[1]+1
	}
	d.shortest(a0, a1, b0, b1)
}

// anchors are the pairs of places of items that stand once in each stretch, as many as keep their order.
func (d *differ) anchors(a0, a1, b0, b1 int) [][2]int {
	for _, id := range d.a[a0:a1] {
		d.seen[id] = once{}
	}
	for _, id := range d.b[b0:b1] {
		d.seen[id] = once{}
	}
	for _, id := range d.a[a0:a1] {
		d.seen[id].inA++
	}
	for i, id := range d.b[b0:b1] {
		d.seen[id].inB++
		d.seen[id].at = int32(b0 + i)
	}
	var pairs [][2]int
	for i := a0; i < a1; i++ {
		if s := d.seen[d.a[i]]; s.inA == 1 && s.inB == 1 {
			pairs = append(pairs, [2]int{i, int(s.at)})
		}
	}
	return increasing(pairs)
}

// increasing is the longest run of pairs whose second places grow, too.
func increasing(pairs [][2]int) [][2]int {
	var tops []int // of each length, the pair that ends lowest
	before := make([]int, len(pairs))
	for i, p := range pairs {
		k := sort.Search(len(tops), func(k int) bool { return pairs[tops[k]][1] >= p[1] })
		before[i] = -1
		if k > 0 {
			before[i] = tops[k-1]
		}
		if k == len(tops) {
			tops = append(tops, i)
		} else {
			tops[k] = i
		}
	}
	out := make([][2]int, len(tops))
	if len(tops) > 0 {
		for k, i := len(tops)-1, tops[len(tops)-1]; k >= 0; k, i = k-1, before[i] {
			out[k] = pairs[i]
		}
	}
	return out
}

// shortest adds the fewest differences of a stretch (E. W. Myers, An O(ND) Difference Algorithm and Its Variations, 1986).
func (d *differ) shortest(a0, a1, b0, b1 int) {
	for a0 < a1 && b0 < b1 && d.a[a0] == d.b[b0] {
		a0, b0 = a0+1, b0+1
	}
	for a0 < a1 && b0 < b1 && d.a[a1-1] == d.b[b1-1] {
		a1, b1 = a1-1, b1-1
	}
	n, m := a1-a0, b1-b0
	if n == 0 || m == 0 {
		d.add(Hunk{a0, a1, b0, b1})
		return
	}
	most := min(n+m, effort)
	far := make([]int, 2*most+3) // on each diagonal k = x-y, how far one gets
	mid := most + 1
	var rounds [][]int
	for e := 0; e <= most; e++ {
		for k := -e; k <= e; k += 2 {
			var x int
			if k == -e || k != e && far[mid+k-1] < far[mid+k+1] {
				x = far[mid+k+1]
			} else {
				x = far[mid+k-1] + 1
			}
			y := x - k
			for x < n && y < m && x >= 0 && y >= 0 && d.a[a0+x] == d.b[b0+y] {
				x, y = x+1, y+1
			}
			far[mid+k] = x
			if x >= n && y >= m {
				rounds = append(rounds, append([]int(nil), far[mid-e:mid+e+1]...))
				d.trace(rounds, a0, a1, b0, b1)
				return
			}
		}
		rounds = append(rounds, append([]int(nil), far[mid-e:mid+e+1]...))
	}
	d.add(Hunk{a0, a1, b0, b1})
}

// trace walks back through the rounds and adds the differences in order.
func (d *differ) trace(rounds [][]int, a0, a1, b0, b1 int) {
	x, y := a1-a0, b1-b0
	var back []Hunk
	for e := len(rounds) - 1; e > 0; e-- {
		last := rounds[e-1] // diagonals -(e-1) to e-1
		at := func(k int) int { return last[k+e-1] }
		k := x - y
		down := k == -e || k != e && (k+1 <= e-1 && (k-1 < -(e-1) || at(k-1) < at(k+1)))
		if down {
			px := at(k + 1)
			py := px - k - 1
			back = append(back, Hunk{a0 + px, a0 + px, b0 + py, b0 + py + 1})
			x, y = px, py
		} else {
			px := at(k - 1)
			py := px - k + 1
			back = append(back, Hunk{a0 + px, a0 + px + 1, b0 + py, b0 + py})
			x, y = px, py
		}
	}
	for i := len(back) - 1; i >= 0; i-- {
		d.add(back[i])
	}
}
