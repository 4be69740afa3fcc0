package layered

import "slices"

// places are where the columns stand.
type places struct {
	left  []int // the left edge of each column
	bends []int // where the lines that leave it to the right bend
}

// routes gives the items their columns and the edges their ways.
func (d *drawing) routes() Drawing {
	var out Drawing
	at := d.place(&out)
	for i, n := range d.g.Nodes {
		it := d.items[i]
		out.Nodes = append(out.Nodes, Point{at.left[d.rank[i]], it.y - n.H/2})
	}
	seen := map[Point]bool{}
	for i := range d.edges {
		r := d.route(i, at)
		r.Shared = seen[r.Label]
		seen[r.Label] = true
		out.Routes = append(out.Routes, r)
	}
	return out
}

// place puts the columns beside each other and measures the drawing. A column is as wide as its widest node. Right of it stand the labels, and right
// of them the lines bend.
func (d *drawing) place(out *Drawing) places {
	p := places{make([]int, len(d.columns)), make([]int, len(d.columns))}
	x := 0
	for r, col := range d.columns {
		p.left[r] = x
		width := 0
		for _, it := range col {
			if it.node >= 0 {
				width = max(width, d.g.Nodes[it.node].W)
				out.H = max(out.H, it.y+it.height/2)
			} else {
				out.H = max(out.H, it.y+thread/2)
			}
		}
		x += width
		out.W = max(out.W, x)
		label, back := 0, false
		for i, e := range d.edges {
			switch {
			case d.rank[e.Left] != r:
			case d.shape[i] == Down:
				out.W = max(out.W, p.left[r]+indent+room(e.Label))
			default:
				label = max(label, d.g.Nodes[e.Left].W+room(e.Label)-width)
				back = back || d.shape[i] == Back
			}
		}
		x += max(label, room(0))
		p.bends[r] = x
		if back {
			out.W = max(out.W, x+bend)
		}
		x += bend + level + aside
	}
	return p
}

// route is the way of an edge: straight down, out and back on the same side, or from column to column.
func (d *drawing) route(i int, at places) Route {
	e, r := d.edges[i], Route{Shape: d.shape[i], Flipped: d.flipped[i]}
	a, b := d.items[e.Left], d.items[e.Right]
	ra, rb := d.rank[e.Left], d.rank[e.Right]
	edge := func(n int) int { return at.left[d.rank[n]] + d.g.Nodes[n].W + aside }
	switch r.Shape {
	case Down:
		from, to := Point{at.left[ra] + indent, a.y + d.g.Nodes[e.Left].H/2 + 4}, Point{at.left[ra] + indent, b.y - d.g.Nodes[e.Right].H/2 - 4}
		r.Points = []Point{from, to}
		r.Label = Point{from.X + aside, (a.y + a.height/2 + b.y - b.height/2) / 2} // clear of what stands at their right
	case Back:
		y, z := d.portAt(i, e.Left, true), d.portAt(i, e.Right, true)
		r.Points = []Point{{edge(e.Left), y}, {at.bends[ra], y}, {at.bends[ra], z}, {edge(e.Right), z}}
		r.Label = Point{edge(e.Left), y}
	default:
		y := d.portAt(i, e.Left, true)
		r.Points = []Point{{edge(e.Left), y}}
		for k, it := range d.chains[i][1:] {
			r.Points = append(r.Points, Point{at.bends[ra+k], y})
			if it == b {
				y = d.portAt(i, e.Right, false)
			} else {
				y = it.y
			}
			r.Points = append(r.Points, Point{at.left[ra+k+1] - level - aside, y})
		}
		r.Points = append(r.Points, Point{at.left[rb] - aside, y})
		r.Label = Point{edge(e.Left), r.Points[0].Y}
	}
	return r
}

// room is the room of a label with what stands on both its sides.
func room(label int) int { return aside + label + aside }

// portAt is the height of an edge's line at a node.
func (d *drawing) portAt(i, node int, right bool) int {
	step := landing
	if right {
		step = port
	}
	keys := d.ports(node, right)
	at := slices.Index(keys, d.key(i))
	return d.items[node].y + (2*at-len(keys)+1)*step/2
}
