package layered

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// graph reads "a>b a=c": a stands before b, and beside c. The nodes are numbered by their letters.
func graph(t *testing.T, text string) Graph {
	t.Helper()
	var g Graph
	node := func(c byte) int {
		for int(c-'a') >= len(g.Nodes) {
			g.Nodes = append(g.Nodes, Size{100, 40})
		}
		return int(c - 'a')
	}
	for w := range strings.FieldsSeq(text) {
		if len(w) == 1 {
			node(w[0])
			continue
		}
		g.Edges = append(g.Edges, Edge{Left: node(w[0]), Right: node(w[2]), Beside: w[1] == '=', Group: int(w[1]), Label: 50})
	}
	return g
}

// columns says which nodes stand in each column, from the top.
func columns(d Drawing) string {
	at := map[int]map[int]byte{}
	for i, p := range d.Nodes {
		if at[p.X] == nil {
			at[p.X] = map[int]byte{}
		}
		at[p.X][p.Y] = byte('a' + i)
	}
	var out []string
	for x := range d.W + 1 {
		col := ""
		for y := range d.H + 1 {
			if c := at[x][y]; c != 0 {
				col += string(c)
			}
		}
		if col != "" {
			out = append(out, col)
		}
	}
	return strings.Join(out, " | ")
}

func TestColumns(t *testing.T) {
	for _, c := range []struct{ name, graph, want string }{
		{"one node", "a", "a"},
		{"a line", "a>b b>c", "a | b | c"},
		{"from the other end", "c>b b>a", "c | b | a"},
		{"a node moves to what follows", "a>b b>c d>c", "a | bd | c"},
		{"beside", "a=b", "ab"},
		{"beside and before", "a>b a>c b=c", "a | bc"},
		{"beside where a path forbids it", "a>b b>c a=c", "a | b | c"},
		{"beside pulls along", "a>b c=b c>d", "a | bc | d"},
		{"a circle", "a>b b>c c>a", "a | b | c"},
		{"two against each other", "a>b b>a", "a | b"},
		{"no crossing where none must be", "a>d b>c", "ab | dc"},
		{"what is joined stands together", "a>b a>c a>d b=d", "a | bdc"},
		{"three beside one", "a=b a=c a=d", "abcd"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := Draw(graph(t, c.graph))
			if got := columns(d); got != c.want {
				t.Errorf("%s: %s, want %s", c.graph, got, c.want)
			}
		})
	}
}

// TestRoutes holds the way of each shape, in numbers.
func TestRoutes(t *testing.T) {
	d := Draw(graph(t, "a>b c>a b=d"))
	for i, want := range []Route{
		{Across, false, []Point{{336, 20}, {394, 20}, {438, 20}, {448, 20}}, Point{336, 20}, false},
		{Across, false, []Point{{108, 20}, {166, 20}, {210, 20}, {220, 20}}, Point{108, 20}, false},
		{Down, false, []Point{{466, 44}, {466, 72}}, Point{474, 58}, false},
	} {
		if diff := cmp.Diff(want, d.Routes[i]); diff != "" {
			t.Errorf("route %d: (-want +got)\n%s", i, diff)
		}
	}
}

// TestInvariants draws graphs at random, circles and all: no node meets another, no line and no label a node, no label a line or a label of
// another, nothing lies outside, and all that should be joined is.
func TestInvariants(t *testing.T) {
	for seed := range uint64(500) {
		r := rand.New(rand.NewPCG(seed, 7))
		var g Graph
		for range 1 + r.IntN(14) {
			g.Nodes = append(g.Nodes, Size{40 + r.IntN(160), 20 * (1 + r.IntN(3))})
		}
		for range r.IntN(2 * len(g.Nodes)) {
			e := Edge{Left: r.IntN(len(g.Nodes)), Right: r.IntN(len(g.Nodes)), Beside: r.IntN(4) == 0}
			e.Group = r.IntN(3)
			e.Label = 30 + 10*e.Group
			if e.Beside {
				e.Group, e.Label = 3, 60
			}
			if e.Left != e.Right {
				g.Edges = append(g.Edges, e)
			}
		}
		d := Draw(g)
		for _, w := range wrongs(g, d) {
			t.Errorf("seed %d: %s", seed, w)
		}
		if again := Draw(g); !cmp.Equal(d, again) {
			t.Errorf("seed %d: the second drawing differs", seed)
		}
		if t.Failed() {
			t.Fatalf("%+v", g)
		}
	}
}

// box is a rectangle; a line is one without width or height.
type box struct {
	x0, y0, x1, y1 int
	what           string
}

func (b box) meets(o box) bool { return b.x0 <= o.x1 && o.x0 <= b.x1 && b.y0 <= o.y1 && o.y0 <= b.y1 }

func wrongs(g Graph, d Drawing) (out []string) {
	bad := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	var nodes, labels []box
	for i, p := range d.Nodes {
		nodes = append(nodes, box{p.X, p.Y, p.X + g.Nodes[i].W, p.Y + g.Nodes[i].H, fmt.Sprintf("node %d", i)})
	}
	lines := make([][]box, len(d.Routes))
	for i, r := range d.Routes {
		left, right := g.Edges[i].Left, g.Edges[i].Right
		if r.Flipped {
			left, right = right, left
		}
		a, b := nodes[left], nodes[right]
		first, last := r.Points[0], r.Points[len(r.Points)-1]
		near := func(p Point, n box) bool {
			return n.meets(box{p.X - 9, p.Y - 9, p.X + 9, p.Y + 9, ""}) || p.X > n.x1 && p.X < n.x1+10 || p.X < n.x0 && p.X > n.x0-10
		}
		if !near(first, a) || !near(last, b) {
			bad("route %d: %v does not lead from %v to %v", i, r.Points, a, b)
		}
		for k := 1; k < len(r.Points); k++ {
			p, q := r.Points[k-1], r.Points[k]
			if r.Shape == Across && p.X >= q.X {
				bad("route %d goes back: %v", i, r.Points)
			}
			if straight := r.Shape == Down || k%2 == 1; straight {
				if r.Shape == Down && p.X != q.X || r.Shape != Down && p.Y != q.Y {
					bad("route %d is not straight at %d: %v", i, k, r.Points)
				}
				lines[i] = append(lines[i], box{min(p.X, q.X), min(p.Y, q.Y), max(p.X, q.X), max(p.Y, q.Y), fmt.Sprintf("route %d", i)})
				continue
			}
			// A curve that is level at its ends stays inside the rectangle between them, or goes out to the right by half a bend and more.
			end := q.X
			if r.Shape == Back {
				end = max(p.X, q.X) + bend
			}
			lines[i] = append(lines[i], box{p.X, min(p.Y, q.Y), end, max(p.Y, q.Y), fmt.Sprintf("curve %d", i)})
		}
		if !r.Shared {
			l := box{r.Label.X, r.Label.Y - 14, r.Label.X + g.Edges[i].Label, r.Label.Y - 3, fmt.Sprintf("label %d", i)}
			if r.Shape == Down {
				l.y0, l.y1 = r.Label.Y-6, r.Label.Y+6
			}
			labels = append(labels, l)
		}
	}
	everything := append(append([]box{}, nodes...), labels...)
	for i, a := range everything {
		for _, b := range everything[:i] {
			if a.meets(b) {
				bad("%v meets %v", a, b)
			}
		}
		for _, ls := range lines {
			for _, l := range ls {
				if l.meets(a) {
					bad("%v runs through %v", l, a)
				}
			}
		}
		if a.x0 < 0 || a.y0 < 0 || a.x1 > d.W || a.y1 > d.H {
			bad("%v lies outside %d × %d", a, d.W, d.H)
		}
	}
	for _, ls := range lines {
		for _, l := range ls {
			if l.x0 < 0 || l.y0 < 0 || l.x1 > d.W || l.y1 > d.H {
				bad("%v lies outside %d × %d", l, d.W, d.H)
			}
		}
	}
	return out
}
