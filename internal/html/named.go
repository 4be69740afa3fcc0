package html

import (
	"slices"
	"strings"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/doc"
	"github.com/lateral-reader/lateral/internal/words"
)

// naming is a source that names a speaker who has no turn in it and holds nothing in it.
type naming struct {
	to       string // path of the first place
	Source   Link
	In       string
	Sentence string
	Lang     string
	More     string // further places, in words; "" where there are none
}

// namings finds where speakers are named without speaking: the full name, as whole words, in texts that the edition shows.
func (s *site) namings() map[*corpus.Speaker][]naming {
	out := map[*corpus.Speaker][]naming{}
	for _, col := range s.Collections {
		for _, src := range col.Sources {
			if !s.ShowsText(src) {
				continue
			}
			text := words.Fold(src.Doc.Text)
			for _, sp := range s.Speakers {
				if sp.Name == "" || speaks(sp, src) {
					continue
				}
				places := text.Find(sp.Name)
				if len(places) == 0 {
					continue
				}
				at := places[0]
				r := src.Sentences(doc.Range{Start: at[0], End: at[1]})
				out[sp] = append(out[sp], naming{
					to:     sentencePath(src, src.SentenceAt(at[0])),
					Source: Link{Text: src.Title}, In: outletWords(src) + ", " + dateWords(src.Date()),
					Sentence: strings.TrimSpace(flat(src.Doc.Text[r.Start:r.End])), Lang: langOf(src, s.Config.Lang), More: morePlaces(len(places) - 1),
				})
			}
		}
	}
	return out
}

// speaks reports whether a speaker has a turn in a source, wrote it, or holds what a note of this edition marks in it.
func speaks(sp *corpus.Speaker, src *corpus.Source) bool {
	in := func(n *corpus.Note) bool { return n.Source == src }
	return slices.ContainsFunc(sp.Turns, func(t corpus.Turns) bool { return t.Source == src }) || slices.Contains(sp.Wrote, src) ||
		slices.ContainsFunc(sp.Notes, in) || slices.ContainsFunc(sp.Others, in)
}

// sentencePath is the path to a sentence of a source that the edition shows.
func sentencePath(src *corpus.Source, addr string) string {
	if addr == "" {
		return sourcePath(src)
	}
	return sourcePath(src) + "#" + addr
}

// linked gives the places their links from a page.
func linked(from string, ns []naming) []naming {
	out := slices.Clone(ns)
	for i := range out {
		out[i].Source.Href = rel(from, out[i].to)
	}
	return out
}

func morePlaces(n int) string {
	if n == 0 {
		return ""
	}
	return "and in " + count(n, "more place", "more places")
}
