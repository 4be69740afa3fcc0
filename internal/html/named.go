package html

import (
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

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

// fewNamed is how many speakers are looked for one by one. A server is asked for the pages of a few, a build for those of all.
const fewNamed = 8

// namingsOf finds where a speaker is named without speaking.
func (s *site) namingsOf(sp *corpus.Speaker) []naming {
	if s.namedAlone.Add(1) <= fewNamed {
		return s.namings([]*corpus.Speaker{sp})[sp]
	}
	return s.allNamed()[sp]
}

// namings finds where speakers are named without speaking: the full name, as whole words, in texts that the edition shows.
func (s *site) namings(speakers []*corpus.Speaker) map[*corpus.Speaker][]naming {
	out := map[*corpus.Speaker][]naming{}
	some := newNameList(speakers)
	for _, col := range s.Collections {
		for _, src := range col.Sources {
			if !s.ShowsText(src) {
				continue
			}
			var text *words.Text // folding costs more than looking who may be in it
			for _, sp := range some.in(src.Doc.Text) {
				if speaks(sp, src) {
					continue
				}
				if text == nil {
					text = words.Fold(src.Doc.Text)
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

// nameList finds of many speakers quickly those whom a text may name: it looks for one word of each name, which is written in the letters and digits of
// ASCII with nothing but ASCII beside it, as such a word is the same in the text and in what is compared.
type nameList struct {
	all     []*corpus.Speaker
	byWord  map[string][]*corpus.Speaker
	without []*corpus.Speaker // whose names have no such word
	lengths [256]uint64       // a bit for each length of the words that begin with a byte
}

func newNameList(speakers []*corpus.Speaker) *nameList {
	ns := &nameList{byWord: map[string][]*corpus.Speaker{}}
	for _, sp := range speakers {
		if sp.Name == "" {
			continue
		}
		ns.all = append(ns.all, sp)
		word, name := "", words.Same(sp.Name)
		for from, end := range asciiWords(name) {
			if end-from > len(word) && (from == 0 || name[from-1] < utf8.RuneSelf) && (end == len(name) || name[end] < utf8.RuneSelf) {
				word = name[from:end]
			}
		}
		if word == "" {
			ns.without = append(ns.without, sp)
			continue
		}
		ns.byWord[word] = append(ns.byWord[word], sp)
		ns.lengths[word[0]] |= 1 << min(len(word), 63)
	}
	return ns
}

// in gives the speakers whom a text may name.
func (ns *nameList) in(text string) []*corpus.Speaker {
	if strings.Contains(text, "\u00ad") || strings.Contains(text, "\u212a") {
		return ns.all // a soft hyphen is not compared, and the sign for kelvin is the same as a K
	}
	out := slices.Clone(ns.without)
	if len(ns.all) == 1 && len(out) == 0 {
		for word := range ns.byWord {
			if !strings.Contains(text, word) {
				return nil
			}
		}
		return ns.all
	}
	seen := map[string]bool{}
	for from, end := range asciiWords(text) {
		if ns.lengths[text[from]]>>min(end-from, 63)&1 == 0 {
			continue
		}
		if word := text[from:end]; !seen[word] && ns.byWord[word] != nil {
			seen[word] = true
			out = append(out, ns.byWord[word]...)
		}
	}
	return out
}

// asciiWords gives where the runs of letters and digits of ASCII in s begin and end.
func asciiWords(s string) iter.Seq2[int, int] {
	return func(yield func(from, end int) bool) {
		for i := 0; i < len(s); i++ {
			from := i
			for i < len(s) && ('a' <= s[i]|0x20 && s[i]|0x20 <= 'z' || '0' <= s[i] && s[i] <= '9') {
				i++
			}
			if i > from && !yield(from, i) {
				return
			}
		}
	}
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
