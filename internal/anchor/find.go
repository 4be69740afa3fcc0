package anchor

import (
	"cmp"
	"slices"
	"strings"

	"github.com/lateral-reader/lateral/internal/doc"
	"github.com/lateral-reader/lateral/internal/notes"
	"github.com/lateral-reader/lateral/internal/words"
)

// index finds the words of the folded text: in small letters, with the places where they begin. It is made once it is asked for.
func (r *resolver) index() map[string][]int32 {
	if r.wordAt == nil {
		r.wordAt = map[string][]int32{}
		folded := r.text.Folded()
		words.Each(folded, func(a, b int) {
			w := strings.ToLower(folded[a:b])
			r.wordAt[w] = append(r.wordAt[w], int32(a))
		})
	}
	return r.wordAt
}

// find gives all places of a quote. In a long text they are found by its rarest word, as a text is searched for many notes.
func (r *resolver) find(quote string) [][2]int { return r.appendFind(nil, quote) }

// appendFind appends to found what find gives.
func (r *resolver) appendFind(found [][2]int, quote string) [][2]int {
	if r.text.Len() < 1<<16 {
		return r.text.AppendFind(found, quote)
	}
	q := words.Same(quote)
	off, rare, some := 0, []int32(nil), false
	words.Each(q, func(a, b int) {
		if at := r.index()[strings.ToLower(q[a:b])]; !some || len(at) < len(rare) {
			off, rare, some = a, at, true
		}
	})
	if !some {
		return r.text.AppendFind(found, quote)
	}
	for _, p := range rare {
		if at, ok := r.text.FindAt(int(p)-off, q); ok {
			found = append(found, at)
		}
	}
	return found
}

// seeds are how many places of a quote's words are looked at, the rarest words first.
const seeds = 256

// windows are the stretches of the folded text in which a quote may stand: around its rarest words, and where its description says. They are in
// order and do not overlap.
func (r *resolver) windows(quote string, hints []doc.Range) []doc.Range {
	folded := r.text.Folded()
	slack := len(quote)/4 + 24
	var out []doc.Range
	add := func(from, to int) {
		out = append(out, doc.Range{Start: max(0, from), End: min(len(folded), to)})
	}
	type word struct {
		off int
		at  []int32
	}
	var rare []word
	words.Each(quote, func(a, b int) {
		if at := r.index()[strings.ToLower(quote[a:b])]; len(at) > 0 {
			rare = append(rare, word{a, at})
		}
	})
	slices.SortStableFunc(rare, func(a, b word) int { return cmp.Compare(len(a.at), len(b.at)) })
	total := 0
	for i, w := range rare {
		if total += len(w.at); i > 0 && total > seeds || total > 20*seeds {
			break
		}
		for _, p := range w.at {
			add(int(p)-w.off-slack, int(p)-w.off+len(quote)+slack)
		}
	}
	for _, h := range hints {
		add(h.Start-len(quote)-slack, h.End+len(quote)+slack)
	}
	slices.SortFunc(out, func(a, b doc.Range) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
	merged := out[:0]
	for _, w := range out {
		if n := len(merged); n > 0 && w.Start <= merged[n-1].End {
			merged[n-1].End = max(merged[n-1].End, w.End)
		} else if w.Start < w.End {
			merged = append(merged, w)
		}
	}
	return merged
}

// hints are the stretches of the folded text of which a note's description speaks: its paragraph, at, and behind its prefix and before its suffix.
func (r *resolver) hints(n *notes.Note) []doc.Range {
	var out []doc.Range
	add := func(from, to int) { out = append(out, doc.Range{Start: r.text.At(from), End: r.text.At(to)}) }
	for _, addr := range []string{address(n.Paragraph), at(n)} {
		if addr == "" {
			continue
		}
		for _, leaf := range r.d.Leaves() {
			if leaf.Address() == addr {
				add(leaf.Range.Start, leaf.Range.End)
			}
		}
	}
	for _, around := range []string{n.Prefix, n.Suffix} {
		for i, f := range r.find(around) {
			if i == 50 {
				break
			}
			add(f[0], f[1])
		}
	}
	return out
}

// at is the block address of a note's at, "" where it has none.
func at(n *notes.Note) string {
	if n.Position == nil {
		return ""
	}
	return address(n.Position.Paragraph)
}
