package anchor

import (
	"sort"

	"github.com/lateral-reader/lateral/internal/doc"
	"github.com/lateral-reader/lateral/internal/notes"
	"github.com/lateral-reader/lateral/internal/words"
)

// headed reports whether a note's paragraph is the headline or the subtitle, which are known without the text.
func headed(paragraph string) bool { return paragraph == "0" || paragraph == "sub" }

// address gives the block address that a note's paragraph means: 3 is p3.
func address(paragraph string) string {
	if paragraph != "" && paragraph[0] >= '0' && paragraph[0] <= '9' {
		return "p" + paragraph
	}
	return paragraph
}

// places finds every candidate for a note, in text order.
func (r *resolver) places(n *notes.Note) []place {
	var out []place
	w := r.want(n)
	if n.Quote != "" {
		r.found = r.appendFind(r.found[:0], n.Quote)
		for _, f := range r.found {
			out = append(out, r.place(n, w, doc.Range{Start: f[0], End: f[1]}))
		}
		return out
	}
	tos := r.find(n.To)
	for _, f := range r.find(n.From) {
		limit := r.region(f[0])
		i := sort.Search(len(tos), func(i int) bool { return tos[i][0] >= f[1] })
		if i == len(tos) || tos[i][1] > limit.End {
			p := r.place(n, w, doc.Range{Start: f[0], End: f[1]})
			p.open, p.suffix = true, false
			out = append(out, p)
			continue
		}
		out = append(out, r.place(n, w, doc.Range{Start: f[0], End: tos[i][1]}))
	}
	return out
}

// wanted is a note's description in the form in which places are compared with it.
type wanted struct {
	prefix, suffix string
	span           doc.Range // at, in bytes
}

func (r *resolver) want(n *notes.Note) wanted {
	w := wanted{prefix: words.Same(n.Prefix), suffix: words.Same(n.Suffix), span: doc.Range{Start: -1, End: -1}}
	if spanned(n) {
		points := 0
		for off := range r.d.Text + "." {
			if points == n.Position.Start {
				w.span.Start = off
			}
			if points == n.Position.End {
				w.span.End = off
				break
			}
			points++
		}
	}
	return w
}

func (r *resolver) place(n *notes.Note, w wanted, at doc.Range) place {
	p := place{Range: at}
	p.prefix = n.Prefix != "" && r.text.Before(at.Start, w.prefix)
	p.suffix = n.Suffix != "" && r.text.After(at.End, w.suffix)
	if leaf := r.d.LeafAt(at.Start); leaf != nil {
		p.paragraph = n.Paragraph != "" && leaf.Address() == address(n.Paragraph)
		p.block = n.Position != nil && n.Position.Paragraph != "" && leaf.Address() == address(n.Position.Paragraph)
	}
	p.span = spanned(n) && at == w.span
	if n.Position != nil && (n.Position.Before != "" || n.Position.After != "") {
		before, after := around(r.d.Text, at)
		p.before, p.after = n.Position.Before == before, n.Position.After == after
	}
	return p
}

// spanned reports whether a note says at which characters its passage stood.
func spanned(n *notes.Note) bool { return n.Position != nil && n.Position.End > 0 }

// region is how far a passage that begins at the byte offset may run: its turn, else its section, or the headline or subtitle alone.
func (r *resolver) region(off int) doc.Range {
	d := r.d
	if i := d.TurnAt(off); i >= 0 {
		return d.Turns[i].Range
	}
	top := d.TopAt(off)
	if top < 0 {
		return doc.Range{Start: off, End: len(d.Text)}
	}
	if k := d.Blocks[top].Kind; k == doc.Headline || k == doc.Subtitle {
		return d.Blocks[top].Range
	}
	if r.sections == nil {
		r.sections = make([]int, len(d.Blocks))
		for i := len(d.Blocks) - 1; i >= 0; i-- {
			r.sections[i] = d.Blocks[i].Range.End
			if next := i + 1; next < len(d.Blocks) && d.Blocks[next].Kind != doc.Heading && d.TurnAt(d.Blocks[next].Range.Start) < 0 {
				r.sections[i] = r.sections[next]
			}
		}
	}
	return doc.Range{Start: d.Blocks[top].Range.Start, End: r.sections[top]}
}

// words is how much of the given context in words holds.
func (p place) words() int { return count(p.prefix, p.suffix) }

// held is how much of the description beside the quote holds, and how much was given.
func (p place) held(n *notes.Note) (held, given int) {
	at := n.Position
	if at == nil {
		at = &notes.Position{}
	}
	return count(p.prefix, p.suffix, p.paragraph, p.block, p.span, p.before && at.Before != "", p.after && at.After != ""),
		count(n.Prefix != "", n.Suffix != "", n.Paragraph != "", at.Paragraph != "", spanned(n), at.Before != "", at.After != "")
}

func count(bs ...bool) int {
	n := 0
	for _, b := range bs {
		if b {
			n++
		}
	}
	return n
}

// choose picks the one place that the description decides for, or -1. Words around the quote decide before the paragraph's number, and that before at;
// where words were given and hold nowhere, nothing decides, for the paragraph alone may be that of a look-alike.
func choose(ps []place, n *notes.Note) (best int, why string) {
	if len(ps) < 2 {
		return len(ps) - 1, ""
	}
	left := ps
	if n.Prefix != "" || n.Suffix != "" {
		most := 0
		for _, p := range ps {
			most = max(most, p.words())
		}
		if most == 0 {
			return -1, ", and the words given around it in none"
		}
		left = only(ps, func(p place) bool { return p.words() == most })
	}
	for _, holds := range []func(place) bool{
		func(p place) bool { return p.before && p.after },
		func(p place) bool { return p.before || p.after },
		func(p place) bool { return p.paragraph },
		func(p place) bool { return p.span },
		func(p place) bool { return p.block },
	} {
		if here := only(left, holds); len(left) > 1 && len(here) > 0 {
			left = here
		}
	}
	if len(left) != 1 {
		return -1, ""
	}
	for i, p := range ps {
		if p.Range == left[0].Range {
			return i, ""
		}
	}
	return -1, ""
}

func only(ps []place, f func(place) bool) []place {
	var out []place
	for _, p := range ps {
		if f(p) {
			out = append(out, p)
		}
	}
	return out
}
