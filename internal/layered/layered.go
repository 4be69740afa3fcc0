// Package layered draws a small graph in columns, from left to right: sizes and edges in, places and routes out. Nodes never overlap, no line
// runs through a node or a label, and the same graph gives the same numbers. It knows lengths and indices; it knows nothing of claims or SVG.
package layered

import "slices"

// Graph is what is to be drawn. Where two places are equally good, the node with the lower index comes first.
type Graph struct {
	Nodes []Size
	Edges []Edge
}

// Size is the room of a node, in pixels.
type Size struct{ W, H int }

// Edge joins two nodes; one from a node to itself is not allowed.
type Edge struct {
	Left, Right int  // Left stands in a column before that of Right, unless a circle of edges forbids it
	Beside      bool // instead of that the two want the same column, one under the other
	Group       int  // edges of one group share a line and a label at their left end
	Label       int  // width of its label
}

// Point is a place in the drawing, in pixels from its top left.
type Point struct{ X, Y int }

// Shape is the way of a route.
type Shape int

const (
	Across Shape = iota // from left to right: straight, curve, straight, curve, …, straight; the curves begin and end level
	Back                // straight out to the right, a curve, and straight back to the same column
	Down                // straight down from one node to the next
)

// Route is an edge as it is drawn. Its points begin at Edge.Left, or, where Flipped, at Edge.Right.
type Route struct {
	Shape   Shape
	Flipped bool
	Points  []Point
	Label   Point // where its label begins, on the line's first straight stretch, or right of one that goes down
	Shared  bool  // an edge before has the same label in the same place
}

// Drawing is a graph with places. Nodes are the top left corners; a node stands in the middle of the height that its lines need.
type Drawing struct {
	W, H   int
	Nodes  []Point
	Routes []Route
}

// Measures of a drawing.
const (
	apart   = 24 // between two nodes of a column
	joined  = 36 // between two that a line down joins: room for its label
	thread  = 12 // around a line that passes through a column
	port    = 20 // between two lines at the right of a node, where labels stand over them
	over    = 8  // more, for the label of the first
	landing = 20 // between two lines that come in from the left
	aside   = 8  // between a node and its lines
	bend    = 44 // width of a curve
	level   = 10 // the straight end of a curve, for an arrowhead
	indent  = 10 // of a line that goes down
)

// item is what stands in a column: a node, or a line on its way through.
type item struct {
	node   int // -1 for a line
	height int
	y      int // of the middle
	weight int
	left   []*item
	right  []*item
	beside []*item
	group  int // items of one column that stay together
}

// drawing is the work in progress.
type drawing struct {
	g       Graph
	edges   []Edge // as drawn: Left is left
	flipped []bool
	rank    []int
	columns [][]*item
	items   []*item   // of the nodes
	chains  [][]*item // of each edge: its left node, the columns it passes through, its right node
	shape   []Shape
}

// Draw places the nodes and routes the edges.
func Draw(g Graph) Drawing {
	if len(g.Nodes) == 0 {
		return Drawing{}
	}
	d := &drawing{g: g, edges: slices.Clone(g.Edges), flipped: make([]bool, len(g.Edges)), shape: make([]Shape, len(g.Edges))}
	d.rankAll()
	d.fill()
	d.order()
	d.settle()
	return d.routes()
}

// fill puts the nodes into columns, and a line into every column that it passes through.
func (d *drawing) fill() {
	d.columns = make([][]*item, slices.Max(d.rank)+1)
	for i, n := range d.g.Nodes {
		it := &item{node: i, height: n.H, weight: 1, group: i}
		d.items = append(d.items, it)
		d.columns[d.rank[i]] = append(d.columns[d.rank[i]], it)
	}
	next := len(d.items)
	for _, e := range d.edges {
		a, b := d.items[e.Left], d.items[e.Right]
		chain := []*item{a}
		for r := d.rank[e.Left] + 1; r < d.rank[e.Right]; r++ {
			it := &item{node: -1, height: thread, weight: 8, group: next} // a long line would rather be straight than its ends in the middle
			next++
			d.columns[r] = append(d.columns[r], it)
			chain = append(chain, it)
		}
		chain = append(chain, b)
		d.chains = append(d.chains, chain)
		if d.rank[e.Left] == d.rank[e.Right] {
			a.beside, b.beside = append(a.beside, b), append(b.beside, a)
			from, to := a.group, b.group
			for _, it := range d.columns[d.rank[e.Left]] {
				if it.group == from {
					it.group = to
				}
			}
			continue
		}
		for i := 1; i < len(chain); i++ {
			chain[i-1].right = append(chain[i-1].right, chain[i])
			chain[i].left = append(chain[i].left, chain[i-1])
		}
	}
}
