package html

import (
	"slices"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/doc"
	"github.com/lateral-reader/lateral/internal/notes"
)

// What many pages ask of the same claim or source is found once for all pages that one call of Pages emits, when the first of them asks. It
// belongs to the corpus of that call and is kept no longer.

// asked is what the pages of its sources and its topics ask of a claim.
type asked struct {
	notes   []*corpus.Note // the passages on it, by corpus.Earliest
	origins []any          // of each; nil for those that add none
	sources int            // that have a passage on it
	counted string
	stances []stanceSum
}

// asked finds it.
func (s *site) asked(cl *corpus.Claim) *asked {
	if a, ok := s.claimsAsked.Load(cl); ok {
		return a.(*asked)
	}
	a := &asked{notes: slices.Clone(cl.Notes), origins: make([]any, len(cl.Notes))}
	slices.SortStableFunc(a.notes, corpus.Earliest)
	origin := origins(cl)
	in := map[*corpus.Source]bool{}
	for i, n := range a.notes {
		a.origins[i], in[n.Source] = origin[n], true
	}
	a.sources = len(in)
	a.counted, a.stances = countedWords(cl.Count), stanceSums(cl.Notes)
	s.claimsAsked.Store(cl, a)
	return a
}

// origins is the origin of each counted passage on a claim; nil for those that add none.
func origins(cl *corpus.Claim) map[*corpus.Note]any {
	m := map[*corpus.Note]any{}
	for i := range cl.Count.Voices {
		v := &cl.Count.Voices[i]
		for _, n := range v.Notes {
			switch {
			case v.Origin != nil:
				m[n] = v.Origin
			case v.Adds:
				m[n] = v // an unnamed party that is said to be distinct
			}
		}
	}
	return m
}

// stanceSums counts how many passages take each stance.
func stanceSums(ns []*corpus.Note) []stanceSum {
	n := map[string]int{}
	for _, x := range ns {
		n[x.Stance]++
	}
	var out []stanceSum
	for _, st := range notes.Stances {
		if n[st] > 0 {
			out = append(out, stanceSum{Class: st, Words: stanceWords[st], N: n[st]})
		}
	}
	if n[""] > 0 {
		out = append(out, stanceSum{Class: "declined", Words: stanceWords[""], N: n[""]})
	}
	return out
}

// around is the range of the sentences that a note's passage touches. Those of a source are found together: its passages stand on many pages.
func (s *site) around(n *corpus.Note) doc.Range {
	found, ok := s.sentences.Load(n.Source)
	if !ok {
		all := make([]doc.Range, len(n.Source.Notes))
		for i, o := range n.Source.Notes {
			if o.Outcome.Placed() {
				all[i] = n.Source.Sentences(o.Range)
			}
		}
		found, _ = s.sentences.LoadOrStore(n.Source, all)
	}
	if i := int(n.Number) - 1; i >= 0 && i < len(n.Source.Notes) && n.Source.Notes[i] == n {
		return found.([]doc.Range)[i]
	}
	return n.Source.Sentences(n.Range)
}

// foundAround keeps for around what the sentences of a source say, all in order, when somebody has them.
func (s *site) foundAround(src *corpus.Source, sentences []doc.Range) {
	if _, known := s.sentences.Load(src); known || len(src.Notes) == 0 {
		return
	}
	all := make([]doc.Range, len(src.Notes))
	for i, n := range src.Notes {
		if !n.Outcome.Placed() {
			continue
		}
		all[i] = n.Range
		if first, end := touched(sentences, n.Range); first < end {
			all[i] = doc.Range{Start: min(n.Range.Start, sentences[first].Start), End: max(n.Range.End, sentences[end-1].End)}
		}
	}
	s.sentences.LoadOrStore(src, all)
}

// turns is what a speaker says in a source.
type turns struct {
	*corpus.Turns
	by *corpus.Speaker
}

// speaking lists for each source who has a label in it, in the order of the ids.
func speaking(c *corpus.Corpus) map[*corpus.Source][]turns {
	m := map[*corpus.Source][]turns{}
	for _, sp := range c.Speakers {
		for i := range sp.Turns {
			t := &sp.Turns[i]
			m[t.Source] = append(m[t.Source], turns{t, sp})
		}
	}
	return m
}

// spoken lists who speaks in a source, as far as that can be told.
func (s *site) spoken(src *corpus.Source) []*corpus.Speaker {
	var out []*corpus.Speaker
	for _, t := range s.turns()[src] {
		if t.N > 0 || !src.HasText {
			out = append(out, t.by)
		}
	}
	return out
}
