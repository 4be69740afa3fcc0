package anchor

import (
	"strings"

	"github.com/lateral-reader/lateral/internal/doc"
	"github.com/lateral-reader/lateral/internal/notes"
	"github.com/lateral-reader/lateral/internal/words"
)

// longQuote is how many words are quoted whole; of a longer passage the first and last words are.
const longQuote = 12

// Describe says how a note can find the range again: the quote, its paragraph, and as many words around it as decide between places that
// look alike. Resolve undoes it, for any range that begins and ends at a word's border and holds a word.
func Describe(d *doc.Document, r doc.Range) notes.Target {
	text := words.Fold(d.Text)
	t := notes.Target{Quote: line(d.Text[r.Start:r.End])}
	if leaf := d.LeafAt(r.Start); leaf != nil {
		t.Paragraph = strings.TrimPrefix(leaf.Address(), "p")
	}
	if n := words.Count(t.Quote); n > longQuote {
		first, _ := ends(d.Text[r.Start:r.End], 5)
		_, last := ends(d.Text[r.Start:r.End], 5)
		long := t
		long.Quote, long.From, long.To = "", line(first), line(last)
		if found(d, text, long, r) {
			t = long
		}
	}
	for k := 0; k <= 24 && !found(d, text, t, r); k++ {
		_, t.Prefix = ends(d.Text[:r.Start], k+1)
		t.Suffix, _ = ends(d.Text[r.End:], k+1)
		t.Prefix, t.Suffix = line(t.Prefix), line(t.Suffix)
	}
	return t
}

// found reports whether a target leads to exactly this range.
func found(d *doc.Document, text *words.Text, t notes.Target, r doc.Range) bool {
	res := &resolver{d: d, text: text, hasText: true}
	probe := new(notes.Note)
	probe.Aim(t)
	m := res.resolve(probe)
	return m.Outcome == Exact && m.Range == r
}

// ends gives the first and the last n words of s, with what stands between them.
func ends(s string, n int) (first, last string) {
	var at [][2]int
	words.Each(s, func(a, b int) { at = append(at, [2]int{a, b}) })
	if len(at) == 0 {
		return "", ""
	}
	return s[:at[min(n, len(at))-1][1]], s[at[max(0, len(at)-n)][0]:]
}

func line(s string) string { return strings.Join(strings.Fields(s), " ") }
