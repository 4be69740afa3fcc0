// Package revision compares two versions of a source, or of the notes of a folder.
// In go parsed values, out comes what differs: words of a text with the notes whose passages they touch, and notes by their ids.
package revision

import (
	"sort"

	"github.com/lateral-reader/lateral/internal/anchor"
	"github.com/lateral-reader/lateral/internal/doc"
	"github.com/lateral-reader/lateral/internal/notes"
	"github.com/lateral-reader/lateral/internal/source"
	"github.com/lateral-reader/lateral/internal/worddiff"
	"github.com/lateral-reader/lateral/internal/words"
)

// Text is a stretch of blocks that differ; Old and New are their addresses, "" where there is none on that side.
type Text struct {
	Old, New string
	Parts    []worddiff.Part
}

// Touched is a note whose passage is another in the new version. What is changed, moved or vanished.
type Touched struct {
	ID, What string
	Old, New string // addresses of the blocks
	Parts    []worddiff.Part
}

// Sources compares two versions of a source. The notes are those of either; one that stands on no passage of the old version is left out.
func Sources(old, now *source.Source, ns []notes.Note) (texts []Text, touched []Touched) {
	a, b := old.Doc.Leaves(), now.Doc.Leaves()
	say := func(d *doc.Document, l *doc.Block) string { return d.Text[l.Range.Start:l.Range.End] }
	same := func(d *doc.Document, ls []*doc.Block) (out []string) {
		for _, l := range ls {
			out = append(out, words.Same(say(d, l)))
		}
		return out
	}
	for _, h := range worddiff.Lists(same(old.Doc, a), same(now.Doc, b)) {
		for i, j := h.A0, h.B0; i < h.A1 || j < h.B1; {
			t, was, is := Text{}, "", ""
			if i < h.A1 {
				t.Old, was = a[i].Address(), say(old.Doc, a[i])
			}
			if j < h.B1 {
				t.New, is = b[j].Address(), say(now.Doc, b[j])
			}
			switch {
			case i < h.A1 && j < h.B1 && h.A1-i > h.B1-j && alike(was, is) < alike(say(old.Doc, a[i+1]), is):
				t.New, is, j = "", "", j-1
			case i < h.A1 && j < h.B1 && h.A1-i < h.B1-j && alike(was, is) < alike(was, say(now.Doc, b[j+1])):
				t.Old, was, i = "", "", i-1
			}
			i, j = i+1, j+1
			if t.Parts = worddiff.Words(was, is); worddiff.Differ(t.Parts) {
				texts = append(texts, t)
			}
		}
	}
	return texts, touchedBy(old, now, ns)
}

// alike is how many words two texts have in common, in order.
func alike(a, b string) int {
	n := 0
	for _, p := range worddiff.Words(a, b) {
		if p.Kind == worddiff.Both {
			n += words.Count(p.Text)
		}
	}
	return n
}

// touchedBy gives the notes whose passages the change touches, in the order of the old text.
func touchedBy(old, now *source.Source, ns []notes.Note) (out []Touched) {
	was, _ := anchor.Resolve(old.Doc, ns, old.HasText, "")
	is, _ := anchor.Resolve(now.Doc, ns, now.HasText, "")
	m := mapping(old.Doc.Text, now.Doc.Text)
	order := make([]int, 0, len(ns))
	for i := range ns {
		if was[i].Outcome.Placed() {
			order = append(order, i)
		}
	}
	sort.SliceStable(order, func(i, j int) bool { return was[order[i]].Range.Start < was[order[j]].Range.Start })
	for _, i := range order {
		r := was[i].Range
		passage := old.Doc.Text[r.Start:r.End]
		to, found := is[i].Range, is[i].Outcome.Placed()
		if !found {
			to = m.to(r)
		}
		t := Touched{ID: ns[i].ID, Old: address(old.Doc, r), New: address(now.Doc, to)}
		if t.Parts = worddiff.Words(passage, now.Doc.Text[to.Start:to.End]); !found && 2*alike(passage, now.Doc.Text[to.Start:to.End]) < words.Count(passage) {
			t.What, t.New, t.Parts = "vanished", "", worddiff.Words(passage, "")
		} else if worddiff.Differ(t.Parts) {
			t.What = "changed"
		} else if m.to(r) != to {
			t.What = "moved"
		} else if !found {
			t.What = "vanished" // its words stand there, but nothing says that it is they
		} else {
			continue
		}
		out = append(out, t)
	}
	return out
}

// address is that of the block in which a range begins; "" for an empty range, and where there is none.
func address(d *doc.Document, r doc.Range) string {
	if leaf := d.LeafAt(r.Start); leaf != nil && !r.Empty() {
		return leaf.Address()
	}
	return ""
}

// mapped leads from the words of one text to those of another.
type mapped struct {
	a, b  []doc.Range
	hunks []worddiff.Hunk
}

// mapping compares two texts word by word.
func mapping(old, now string) mapped {
	list := func(s string) (rs []doc.Range, same []string) {
		words.Each(s, func(from, to int) {
			rs, same = append(rs, doc.Range{Start: from, End: to}), append(same, words.Same(s[from:to]))
		})
		return rs, same
	}
	m := mapped{}
	var x, y []string
	m.a, x = list(old)
	m.b, y = list(now)
	m.hunks = worddiff.Lists(x, y)
	return m
}

// to is where a range of the old text stands in the new one: from its first word or what took its place to its last. It is empty where nothing is left.
func (m mapped) to(r doc.Range) doc.Range {
	i := sort.Search(len(m.a), func(i int) bool { return m.a[i].End > r.Start })
	j := sort.Search(len(m.a), func(i int) bool { return m.a[i].Start >= r.End })
	from, to := m.place(i, false), m.place(j, true)
	if from >= to || to > len(m.b) {
		return doc.Range{}
	}
	start, end := m.b[from].Start, m.b[to-1].End
	if m.place(i, true) == from && i < len(m.a) && m.a[i].Start > r.Start {
		start -= m.a[i].Start - r.Start // marks before the first word
	}
	if last := m.a[j-1]; last.End < r.End {
		end += r.End - last.End
	}
	return doc.Range{Start: start, End: end}
}

// place is where the word before which one stands in the old list stands in the new one; behind what was put in there, or before it.
func (m mapped) place(i int, before bool) int {
	shift := 0
	for _, h := range m.hunks {
		switch {
		case i < h.A0 || i == h.A0 && before && h.A0 < h.A1:
			return i + shift
		case i == h.A0 && h.A0 == h.A1:
			if before {
				return h.B0
			}
		case i < h.A1 && before:
			return h.B1
		case i < h.A1:
			return h.B0
		}
		shift = h.B1 - h.A1
	}
	return i + shift
}

// Noted is a note that only one of two folders has, or that differs. What is added, changed or removed.
type Noted struct {
	Key, What string
	Parts     []worddiff.Part // of a changed note
}

// Notes compares notes by their keys (source#id): what their entries say, in the order of keys.
func Notes(old, now map[string]notes.Note) (out []Noted) {
	keys := map[string]bool{}
	for k := range old {
		keys[k] = true
	}
	for k := range now {
		keys[k] = true
	}
	for k := range keys {
		a, had := old[k]
		b, has := now[k]
		switch {
		case !had:
			out = append(out, Noted{Key: k, What: "added"})
		case !has:
			out = append(out, Noted{Key: k, What: "removed"})
		default:
			x, y := string(notes.Write("", []notes.Note{a})), string(notes.Write("", []notes.Note{b}))
			if x != y {
				out = append(out, Noted{k, "changed", worddiff.Words(x, y)})
			}
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Key < out[j].Key })
	return out
}
