package html

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/layered"
)

// mapPicture is claims and their relations as an SVG.
type mapPicture struct {
	ID, Title, Says string
	W, H            string
	Edges           []mapEdge
	Nodes           []mapNode
}

// mapEdge is a relation: a line, mostly with a head, and words over it.
type mapEdge struct {
	Class, D, Head string
	Label, X, Y    string // no label where a line before has it
}

// mapNode is a claim: its words, in the room of a link.
type mapNode struct {
	Link
	Whole       string // all words, where the lines do not have them
	RTL         bool
	X, Y, W, H  string
	TextX       string
	First, Next string // baseline of the first line, and how far the next is from it
	Lines       []string
}

// The measures of a map, in pixels.
const (
	mapType    = 15 // size of the claims' type
	mapLine    = 19
	mapWidth   = 188 // of a claim's longest line
	mapLines   = 3
	mapMinimum = 24 // height of a target
	mapLabel   = 12 // size of the labels' type
	mapEdgeOut = 4  // room around the picture
	mapApart   = 44 // between parts that are not joined
	mapHead    = 7  // length of an arrowhead
)

// mapPicture draws parts one under the other and says how many relations it has. Relations that lead out of a part are left out.
func (s *site) mapPicture(at string, parts [][]*corpus.Claim, rs []relation) (p mapPicture, drawn int) {
	top, width := mapEdgeOut, 0
	for _, part := range parts {
		index := map[*corpus.Claim]int{}
		var texts []string
		for i, cl := range part {
			index[cl] = i
			texts = append(texts, cl.Words)
		}
		var ties []tie
		for _, r := range rs {
			from, has := index[r.from]
			to, both := index[r.to]
			if r.kind == contradicts {
				from, to = min(from, to), max(from, to)
			}
			if has && both {
				ties = append(ties, tie{from, to, r.kind})
			}
		}
		slices.SortFunc(ties, func(a, b tie) int { return cmp.Or(a.from-b.from, a.to-b.to, cmp.Compare(a.kind, b.kind)) })
		d := drawMap(texts, ties)
		d.move(mapEdgeOut, top)
		for i := range d.nodes {
			d.nodes[i].Link = Link{Href: toClaim(at, part[i])}
		}
		for _, i := range d.reading() {
			p.Nodes = append(p.Nodes, d.nodes[i])
		}
		p.Edges = append(p.Edges, d.edges...)
		drawn += len(ties)
		top += d.h + mapApart
		width = max(width, d.w)
	}
	p.W, p.H = strconv.Itoa(width+2*mapEdgeOut), strconv.Itoa(top-mapApart+mapEdgeOut)
	return p, drawn
}

// tie is a relation of two claims of a part, by their indices.
type tie struct {
	from, to int
	kind     relationKind
}

// partDrawing is one part of a map, before it has its place.
type partDrawing struct {
	w, h   int
	dx, dy int
	layout layered.Drawing
	sizes  []layered.Size
	ties   []tie
	lines  [][]string
	texts  []string
	nodes  []mapNode
	edges  []mapEdge
}

// drawMap lays out claims that hang together. It is the same for the same claims, and no claim or label meets another or a line.
func drawMap(texts []string, ties []tie) *partDrawing {
	d := &partDrawing{texts: texts, ties: ties}
	var g layered.Graph
	for _, t := range texts {
		lines, _ := balanced(t, mapType, mapWidth, mapLines)
		w := 0
		for _, l := range lines {
			w = max(w, textWidth(l, mapType))
		}
		d.lines = append(d.lines, lines)
		g.Nodes = append(g.Nodes, layered.Size{W: w, H: max(len(lines)*mapLine, mapMinimum)})
	}
	for _, t := range ties {
		k := relationKinds[t.kind]
		e := layered.Edge{Left: t.from, Right: t.to, Beside: t.kind == contradicts, Group: int(t.kind), Label: textWidth(k.words, mapLabel) + 2*mapHead}
		if k.fromRight {
			e.Left, e.Right = t.to, t.from
		}
		g.Edges = append(g.Edges, e)
	}
	d.sizes = g.Nodes
	d.layout = layered.Draw(g)
	d.w, d.h = d.layout.W, d.layout.H
	return d
}

// move puts a part at its place in the picture and makes its lines and words.
func (d *partDrawing) move(dx, dy int) {
	d.dx, d.dy = dx, dy
	for i, p := range d.layout.Nodes {
		d.nodes = append(d.nodes, d.node(i, p.X+dx, p.Y+dy))
	}
	for i, r := range d.layout.Routes {
		for k := range r.Points {
			r.Points[k].X += dx
			r.Points[k].Y += dy
		}
		r.Label.X += dx
		r.Label.Y += dy
		d.edges = append(d.edges, edgeOf(r, d.ties[i].kind))
	}
}

// reading is the order in which the nodes are read: column by column.
func (d *partDrawing) reading() []int {
	at := d.layout.Nodes
	order := make([]int, len(at))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(at[a].X-at[b].X, at[a].Y-at[b].Y) })
	return order
}

func (d *partDrawing) node(i, x, y int) mapNode {
	size := d.sizes[i]
	n := mapNode{
		X: strconv.Itoa(x - 3), Y: strconv.Itoa(y), W: strconv.Itoa(size.W + 6), H: strconv.Itoa(size.H), TextX: strconv.Itoa(x),
		First: strconv.Itoa(y + (size.H-len(d.lines[i])*mapLine)/2 + 14), Next: strconv.Itoa(mapLine), Lines: d.lines[i], RTL: rightToLeft(d.texts[i]),
	}
	if n.RTL {
		n.TextX = strconv.Itoa(x + size.W)
	}
	last := n.Lines[len(n.Lines)-1]
	for k, l := range n.Lines[:len(n.Lines)-1] {
		if r, _ := utf8.DecodeLastRuneInString(l); letterWidth(r) < 100 {
			n.Lines[k] = l + " " // for those who hear it or copy it
		}
	}
	if strings.HasSuffix(last, "…") && !strings.HasSuffix(d.texts[i], "…") {
		n.Whole = d.texts[i]
	}
	return n
}

// edgeOf writes a route as a path, with a head where the relation leads.
func edgeOf(r layered.Route, kind relationKind) mapEdge {
	k := relationKinds[kind]
	e := mapEdge{Class: k.class}
	x := r.Label.X
	switch headLeft := k.fromRight != r.Flipped; {
	case kind == contradicts:
		e.D = wave(r)
	case headLeft:
		tip := &r.Points[0]
		if !r.Shared {
			e.Head = head(*tip, 1)
		}
		tip.X += mapHead - 1
		x += mapHead + 4
		e.D = line(r)
	default:
		tip := &r.Points[len(r.Points)-1]
		e.Head = head(*tip, -1)
		tip.X -= mapHead - 1
		e.D = line(r)
	}
	if !r.Shared {
		y := r.Label.Y - 5
		if r.Shape == layered.Down {
			y = r.Label.Y + 4
		}
		e.Label, e.X, e.Y = k.words, strconv.Itoa(x), strconv.Itoa(y)
	}
	return e
}

// head is an arrowhead at a place, pointing left (1) or right (-1).
func head(at layered.Point, to int) string {
	return "M" + strconv.Itoa(at.X) + " " + strconv.Itoa(at.Y) + "l" + strconv.Itoa(to*mapHead) + " -3.5v7z"
}

// line writes a route with level curves.
func line(r layered.Route) string {
	var b strings.Builder
	at := func(v ...int) {
		for i, n := range v {
			if i > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(strconv.Itoa(n))
		}
	}
	b.WriteByte('M')
	first := 0
	if r.Shared && len(r.Points) > 2 {
		first = 1 // the line before has the stretch that they share
	}
	at(r.Points[first].X, r.Points[first].Y)
	for i, p := range r.Points[1:] {
		if i < first {
			continue
		}
		if q := r.Points[i]; i%2 == 1 && q.Y != p.Y {
			b.WriteByte('C')
			at((q.X+p.X)/2, q.Y, (q.X+p.X)/2, p.Y, p.X, p.Y)
		} else {
			b.WriteByte('H')
			at(p.X)
		}
	}
	return b.String()
}

// wave writes a route as a wavy line, as what is disputed is underlined: swings of about four pixels.
func wave(r layered.Route) string {
	const half, swing = 4.0, 2.6
	way := even(along(r), half)
	var b strings.Builder
	point := func(c string, x, y float64) { b.WriteString(c + px(x) + " " + px(y)) }
	point("M", way[0][0], way[0][1])
	var dx, dy float64
	side := swing
	for i, p := range way[1:] {
		q := way[i]
		x, y := p[0]-q[0], p[1]-q[1]
		// Where the line goes on straight, a swing is the one before, mirrored.
		if l := math.Hypot(x, y); i == 0 || math.Abs(x*dy-y*dx) > .02*l*l {
			point("Q", q[0]+x/2+y/l*side, q[1]+y/2-x/l*side)
			point(" ", p[0], p[1])
		} else {
			point("T", p[0], p[1])
		}
		dx, dy, side = x, y, -side
	}
	return b.String()
}

// even walks along a way in steps of the same length, about so long.
func even(way [][2]float64, step float64) [][2]float64 {
	far := make([]float64, len(way)) // from the beginning to each point
	for i := 1; i < len(way); i++ {
		far[i] = far[i-1] + math.Hypot(way[i][0]-way[i-1][0], way[i][1]-way[i-1][1])
	}
	length := far[len(far)-1]
	n := max(1, int(math.Round(length/step)))
	out := [][2]float64{way[0]}
	for k, i := 1, 1; k < n; k++ {
		want := length * float64(k) / float64(n)
		for far[i] < want {
			i++
		}
		part := (want - far[i-1]) / (far[i] - far[i-1])
		out = append(out, [2]float64{way[i-1][0] + part*(way[i][0]-way[i-1][0]), way[i-1][1] + part*(way[i][1]-way[i-1][1])})
	}
	return append(out, way[len(way)-1])
}

// along is the way of a route in short straight pieces.
func along(r layered.Route) (way [][2]float64) {
	add := func(p layered.Point) { way = append(way, [2]float64{float64(p.X), float64(p.Y)}) }
	add(r.Points[0])
	for i, p := range r.Points[1:] {
		q := r.Points[i]
		if i%2 == 0 || r.Shape == layered.Across && q.Y == p.Y {
			add(p)
			continue
		}
		// A cubic curve, level at both ends; one that leads back goes out the farther, the longer it is.
		c := float64(q.X+p.X) / 2
		if r.Shape == layered.Back {
			c = float64(max(q.X, p.X)) + min(44, 4+math.Abs(float64(p.Y-q.Y))/9)
		}
		for k := 1; k <= 24; k++ {
			t := float64(k) / 24
			u := 1 - t
			way = append(way, [2]float64{
				u*u*u*float64(q.X) + 3*u*t*c + t*t*t*float64(p.X),
				u*u*(u+3*t)*float64(q.Y) + t*t*(t+3*u)*float64(p.Y),
			})
		}
	}
	return way
}
