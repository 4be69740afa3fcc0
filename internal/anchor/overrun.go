package anchor

import (
	"slices"

	"github.com/lateral-reader/lateral/internal/doc"
	"github.com/lateral-reader/lateral/internal/notes"
)

// overrun looks, for from and to of which one has not the words around it that were given, whether something that looks like that one stands nearer to
// the other: then it may be what became of it, and the passage would run on to the next place where its old words happen to stand.
func (r *resolver) overrun(n *notes.Note, p place, m *Mark) bool {
	from, to, ok := r.sides(n, p.Range)
	if !ok {
		return false
	}
	r.near = nearFloor
	w := r.want(n)
	between := []doc.Range{{Start: r.text.At(from.End), End: r.text.At(to.Start)}}
	var found []candidate
	look := func(words string, whole func(c candidate) doc.Range, holds func(c *candidate) bool) {
		for _, c := range r.alike(words, between) {
			if c.Start < from.End || c.End > to.Start || c.alike == 100 {
				continue
			}
			c.Range = whole(c)
			c.place = r.place(n, w, c.Range)
			if c.score = score(&c, n); c.alike >= floor || holds(&c) {
				found = append(found, c)
			}
		}
	}
	at := n.Position
	if n.Suffix != "" && !p.suffix || n.Suffix == "" && at != nil && at.After != "" && !p.after {
		look(n.To, func(c candidate) doc.Range { return doc.Range{Start: from.Start, End: c.End} }, func(c *candidate) bool { return c.suffix || c.after && at.After != "" })
	}
	if n.Prefix != "" && !p.prefix && !p.paragraph {
		look(n.From, func(c candidate) doc.Range { return doc.Range{Start: c.Start, End: to.End} }, func(c *candidate) bool { return c.prefix || c.paragraph })
	}
	if len(found) == 0 {
		return false
	}
	slices.SortStableFunc(found, func(a, b candidate) int { return b.score - a.score })
	if best := &found[0]; len(found) == 1 && best.why == "" && best.alike >= floor && best.words() > 0 && r.region(best.Start).End >= best.End {
		r.accept(n, m, best)
		return true
	}
	m.Outcome, m.Range = Orphan, doc.Range{}
	r.report(n, found, "%q to %q stand in %s, but one of them in another place than described, and something like it nearer", shorten(n.From), shorten(n.To), r.path)
	return true
}

// sides are the places of from and to in a passage.
func (r *resolver) sides(n *notes.Note, p doc.Range) (from, to doc.Range, ok bool) {
	if n.From == "" || n.To == "" {
		return from, to, false
	}
	for _, f := range r.find(n.From) {
		if f[0] == p.Start {
			from = doc.Range{Start: f[0], End: f[1]}
		}
	}
	for _, t := range r.find(n.To) {
		if t[1] == p.End {
			to = doc.Range{Start: t[0], End: t[1]}
		}
	}
	return from, to, from.End > 0 && to.Start >= from.End
}
