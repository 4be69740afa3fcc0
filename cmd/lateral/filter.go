package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/notes"
)

// filter is what list and export were asked to keep: conditions joined by "and". An empty one holds always.
type filter struct {
	c                                                *corpus.Corpus
	source, claim, speaker, stance, kind, collection string
}

func (f *filter) flags(cmd *cobra.Command) {
	fl := cmd.Flags()
	fl.StringVar(&f.source, "source", "", "only this source")
	fl.StringVar(&f.claim, "claim", "", "only this claim")
	fl.StringVar(&f.speaker, "speaker", "", "only this speaker, outlet or source as holder")
	fl.StringVar(&f.stance, "stance", "", "only this stance: "+strings.Join(notes.Stances, ", "))
	fl.StringVar(&f.kind, "kind", "", "only notes of this kind")
	fl.StringVar(&f.collection, "collection", "", "only this collection")
}

// filtered opens an edition of the site for the filter. A site with errors ends the verb: its numbers would not be those of any page.
func (a *app) filtered(ctx context.Context, edition string, f *filter) error {
	o, err := a.open(ctx, edition)
	if err != nil {
		return err
	}
	if diag.HasErrors(o.problems) {
		return a.refuse(exitContent, o.dir, o.problems)
	}
	f.c = o.corpus
	if !f.c.Edition.Notes {
		fmt.Fprintf(a.err, "the %s edition has no notes\n", f.c.Edition.Name)
	}
	return f.check()
}

// check reports a condition that names nothing.
func (f *filter) check() error {
	var sources, claims, speakers, colls, kinds []string
	for _, col := range f.c.Collections {
		colls = append(colls, col.ID)
		for _, s := range col.Sources {
			sources = append(sources, s.ID)
		}
		for _, cl := range col.Claims {
			claims = append(claims, cl.ID)
		}
	}
	for _, s := range f.c.Speakers {
		speakers = append(speakers, s.ID)
	}
	for _, o := range f.c.Outlets {
		speakers = append(speakers, o.ID)
	}
	for _, k := range notes.Kinds {
		kinds = append(kinds, k.Name)
	}
	for _, t := range []struct {
		flag, value string
		known       []string
		list        string // what lateral list shows of them
	}{
		{"source", f.source, sources, "sources"}, {"claim", f.claim, claims, "claims"}, {"speaker", f.speaker, append(speakers, sources...), "speakers"},
		{"stance", f.stance, notes.Stances, "notes"}, {"kind", f.kind, kinds, "notes"}, {"collection", f.collection, colls, "sources"},
	} {
		if t.value != "" && !slices.Contains(t.known, t.value) {
			return usagef("--%s: there is no %q here%s", t.flag, t.value, orList(t.value, t.known, t.list))
		}
	}
	return nil
}

// aboutNotes reports whether a condition is about single notes.
func (f *filter) aboutNotes() bool { return f.claim+f.speaker+f.stance+f.kind+f.source != "" }

func (f *filter) in(col *corpus.Collection) bool {
	return f.collection == "" || col != nil && col.ID == f.collection
}

// notes gives all notes of the edition for which the conditions hold, by source, in text order.
func (f *filter) notes() []*corpus.Note {
	var out []*corpus.Note
	for _, col := range f.c.Collections {
		for _, s := range col.Sources {
			for _, n := range append(slices.Clone(s.Notes), s.Orphans...) {
				if f.holds(n) {
					out = append(out, n)
				}
			}
		}
	}
	return out
}

func (f *filter) holds(n *corpus.Note) bool {
	return f.in(n.Source.Coll) &&
		(f.source == "" || n.Source.ID == f.source) &&
		(f.claim == "" || n.Claim != nil && n.Claim.ID == f.claim) &&
		(f.speaker == "" || n.Holder.Voice != nil && n.Holder.Voice.ID == f.speaker) &&
		(f.stance == "" || n.Stance == f.stance) &&
		(f.kind == "" || n.Kind.Name == f.kind)
}

// tallied counts the notes that hold for each thing that of names.
func (f *filter) tallied(of func(*corpus.Note) []string) map[string]int {
	m := map[string]int{}
	for _, n := range f.notes() {
		for _, id := range of(n) {
			m[id]++
		}
	}
	return m
}

// keep reports whether a thing belongs into the list: it has notes that hold, or no condition is about notes.
func (f *filter) keep(id, own string, n int) bool {
	return own == id || n > 0 || !f.aboutNotes()
}
