package layered

import (
	"cmp"
	"slices"
)

// settle finds the height of each item: as near to its neighbours as the others of its column allow.
func (d *drawing) settle() {
	d.shapes()
	d.heights()
	for _, col := range d.columns {
		y := 0
		for i, it := range col {
			if i > 0 {
				y += d.between(col[i-1], it)
			}
			it.y = y
		}
	}
	for i := range sweeps {
		if i%2 == 0 {
			for _, col := range d.columns[1:] {
				d.move(col, func(it *item) []*item { return it.left })
			}
		} else {
			for r := len(d.columns) - 2; r >= 0; r-- {
				d.move(d.columns[r], func(it *item) []*item { return it.right })
			}
		}
	}
	top := d.columns[0][0].y
	for _, col := range d.columns {
		for _, it := range col {
			top = min(top, it.y-it.height/2)
		}
	}
	for _, col := range d.columns {
		for _, it := range col {
			it.y -= top
		}
	}
}

// shapes says of each edge within a column whether it can go straight down.
func (d *drawing) shapes() {
	place := d.places()
	for i, e := range d.edges {
		if d.rank[e.Left] != d.rank[e.Right] {
			continue
		}
		a, b := place[d.items[e.Left]], place[d.items[e.Right]]
		if a > b {
			d.flip(i)
			a, b = b, a
		}
		d.shape[i] = Back
		if b == a+1 && !slices.ContainsFunc(d.edges[:i], func(o Edge) bool { return o.Left == d.edges[i].Left && o.Right == d.edges[i].Right }) {
			d.shape[i] = Down
		}
	}
}

// heights makes each node as high as its lines need.
func (d *drawing) heights() {
	for i, it := range d.items {
		it.height = max(it.height, landing*len(d.ports(i, false)))
		if n := len(d.ports(i, true)); n > 0 {
			it.height = max(it.height, port*n+over)
		}
		it.height += it.height % 2
	}
}

// between is how far apart the middles of two neighbours in a column must be.
func (d *drawing) between(a, b *item) int {
	gap := apart
	if a.node < 0 || b.node < 0 {
		gap = thread
	} else if slices.ContainsFunc(d.indices(), func(i int) bool {
		return d.shape[i] == Down && d.edges[i].Left == a.node && d.edges[i].Right == b.node
	}) {
		gap = joined
	}
	return a.height/2 + gap + b.height/2
}

func (d *drawing) indices() []int {
	is := make([]int, len(d.edges))
	for i := range is {
		is[i] = i
	}
	return is
}

// move brings the items of a column to the mean height of their neighbours. Items that would come too close share the way in the order that
// they have: the least squares under that condition, found by pooling neighbours.
func (d *drawing) move(col []*item, neighbours func(*item) []*item) {
	type pool struct{ sum, weight, from int }
	var pools []pool
	offset := make([]int, len(col))
	for i, it := range col {
		if i > 0 {
			offset[i] = offset[i-1] + d.between(col[i-1], it)
		}
		want := it.y
		ns := neighbours(it)
		if len(it.left)+len(it.right) == 0 {
			ns = it.beside
		}
		if len(ns) > 0 {
			want = 0
			for _, n := range ns {
				want += n.y
			}
			want /= len(ns)
		}
		pools = append(pools, pool{(want - offset[i]) * it.weight, it.weight, i})
		for k := len(pools) - 1; k > 0 && pools[k-1].sum*pools[k].weight > pools[k].sum*pools[k-1].weight; k-- {
			pools[k-1].sum += pools[k].sum
			pools[k-1].weight += pools[k].weight
			pools = pools[:k]
		}
	}
	for k, p := range pools {
		end := len(col)
		if k+1 < len(pools) {
			end = pools[k+1].from
		}
		for i := p.from; i < end; i++ {
			col[i].y = p.sum/p.weight + offset[i]
		}
	}
}

// portKey is what shares a line at a node: at the right end each edge of a group, at the left end as well, but never what leads back.
type portKey struct {
	group   int
	flipped bool
	back    int // edge+1 of one that leads back, which has lines of its own
}

// ports lists the lines at one side of a node, in the order of where they lead.
func (d *drawing) ports(node int, right bool) []portKey {
	var keys []portKey
	sum, n := map[portKey]int{}, map[portKey]int{}
	for i, e := range d.edges {
		var other *item
		switch {
		case d.shape[i] == Down:
			continue
		case d.shape[i] == Back && right && (e.Left == node || e.Right == node):
			other = d.items[e.Left+e.Right-node]
		case d.shape[i] == Back:
			continue
		case right && e.Left == node:
			other = d.chains[i][1]
		case !right && e.Right == node:
			other = d.chains[i][len(d.chains[i])-2]
		default:
			continue
		}
		k := d.key(i)
		if n[k]++; n[k] == 1 {
			keys = append(keys, k)
		}
		sum[k] += other.y
	}
	slices.SortStableFunc(keys, func(a, b portKey) int { return cmp.Compare(sum[a]*n[b], sum[b]*n[a]) })
	return keys
}

func (d *drawing) key(i int) portKey {
	if d.shape[i] == Back {
		return portKey{back: i + 1}
	}
	return portKey{group: d.edges[i].Group, flipped: d.flipped[i]}
}
