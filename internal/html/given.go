package html

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/notes"
)

// aroundWords is how many characters before and after a passage are handed on, as other tools do.
const aroundWords = 32

// Given gives, for a corpus, what its edition hands on of a source's notes: by file, in the order of the file.
func Given(c *corpus.Corpus) func(*corpus.Source) []corpus.Given {
	s := new(Maker).site(c)
	return func(src *corpus.Source) []corpus.Given {
		var out []corpus.Given
		for _, f := range src.Files {
			list := s.notesOf(src, f)
			for i, w := range s.written(list) {
				out = append(out, s.given(f, list[i], w))
			}
		}
		return out
	}
}

// notesOf lists the notes of a file that the edition has, in the order of the file.
func (s *site) notesOf(src *corpus.Source, f *notes.File) []*corpus.Note {
	var list []*corpus.Note
	for _, n := range src.Notes {
		if n.File == f.Path {
			list = append(list, n)
		}
	}
	slices.SortStableFunc(list, func(a, b *corpus.Note) int {
		return cmp.Or(cmp.Compare(a.Spot.Line, b.Spot.Line), cmp.Compare(a.Spot.Column, b.Spot.Column))
	})
	return list
}

func (s *site) given(f *notes.File, n *corpus.Note, w notes.Note) corpus.Given {
	g := corpus.Given{Note: n, File: f, Written: w, Fragment: cmp.Or(n.Sentence(), n.Block()), Path: sourcePath(n.Source)}
	if !n.Outcome.Placed() {
		return g
	}
	t, r := n.Source.Doc.Text, n.Range
	g.Start = utf8.RuneCountInString(t[:r.Start])
	g.End = g.Start + utf8.RuneCountInString(t[r.Start:r.End])
	if s.open(n) {
		g.Words, g.Before, g.After = t[r.Start:r.End], lastRunes(t[:r.Start], aroundWords), firstRunes(t[r.End:], aroundWords)
	} else if part, ok := s.withheld(n.Source).part[n]; ok && part == r {
		g.Words = t[r.Start:r.End] // cut words would be another quote
	}
	return g
}

func firstRunes(t string, n int) string {
	for i := range t {
		if n--; n < 0 {
			return t[:i]
		}
	}
	return t
}

func lastRunes(t string, n int) string {
	at := len(t)
	for ; n > 0 && at > 0; n-- {
		_, w := utf8.DecodeLastRuneInString(t[:at])
		at -= w
	}
	return t[at:]
}

// ClaimPath and VoicePath are the pages of a claim and of whoever has an id, from the top of the output.
func ClaimPath(c *corpus.Claim) string { return claimPath(c) }
func VoicePath(v *corpus.Voice) string { return voicePath(v) }
