package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/notes"
)

// lists is what can be listed, in the order of the help.
var lists = []struct {
	name  string
	items func(*filter) []row
}{
	{"sources", listSources},
	{"claims", listClaims},
	{"topics", listTopics},
	{"speakers", listSpeakers},
	{"outlets", listOutlets},
	{"notes", listNotes},
	{"turns", listTurns},
	{"origins", listOrigins},
	{"cells", listCells},
}

// row is one item: its JSON value, its cells for people, and the key it is sorted by.
type row struct {
	value any
	cells []string
	key   string
}

func (a *app) listCmd() *cobra.Command {
	var asJSON bool
	var edName string
	f := &filter{}
	var names []string
	for _, l := range lists {
		names = append(names, l.name)
	}
	cmd := &cobra.Command{
		Use:       "list " + strings.Join(names, "|"),
		Short:     "Print the numbers that the pages show",
		ValidArgs: names,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return fmt.Errorf("say what to list: %s", strings.Join(names, ", "))
			}
			if !slices.Contains(names, args[0]) {
				return fmt.Errorf("nothing called %q can be listed; %s", args[0], cmp.Or(diag.DidYouMean(args[0], names), strings.Join(names, ", ")))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			ed, err := edition(edName)
			if err != nil {
				return err
			}
			dir, s, err := a.read(cmd.Context())
			if err != nil {
				return err
			}
			c, ds := s.Link(ed)
			if diag.HasErrors(ds) {
				a.print(dir, ds)
				return wrongContent()
			}
			f.c = c
			if err := f.check(); err != nil {
				return err
			}
			var rows []row
			for _, l := range lists {
				if l.name == args[0] {
					rows = l.items(f)
				}
			}
			slices.SortStableFunc(rows, func(a, b row) int { return cmp.Compare(a.key, b.key) })
			if asJSON {
				items := make([]any, 0, len(rows))
				for _, r := range rows {
					items = append(items, r.value)
				}
				return a.json(map[string]any{"items": items})
			}
			w := tabwriter.NewWriter(a.out, 0, 4, 2, ' ', 0)
			for _, r := range rows {
				fmt.Fprintln(w, strings.Join(r.cells, "\t"))
			}
			return w.Flush()
		},
	}
	fl := cmd.Flags()
	fl.BoolVar(&asJSON, "json", false, "print the items as JSON")
	fl.StringVarP(&edName, "edition", "e", "public", "public, classroom, student or teacher")
	fl.StringVar(&f.source, "source", "", "only this source")
	fl.StringVar(&f.claim, "claim", "", "only this claim")
	fl.StringVar(&f.speaker, "speaker", "", "only this speaker, outlet or source as holder")
	fl.StringVar(&f.stance, "stance", "", "only this stance: "+strings.Join(notes.Stances, ", "))
	fl.StringVar(&f.kind, "kind", "", "only notes of this kind")
	fl.StringVar(&f.collection, "collection", "", "only this collection")
	return cmd
}

// filter joins its conditions by "and"; an empty one holds always.
type filter struct {
	c                                                *corpus.Corpus
	source, claim, speaker, stance, kind, collection string
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
	}{
		{"source", f.source, sources}, {"claim", f.claim, claims}, {"speaker", f.speaker, append(speakers, sources...)},
		{"stance", f.stance, notes.Stances}, {"kind", f.kind, kinds}, {"collection", f.collection, colls},
	} {
		if t.value != "" && !slices.Contains(t.known, t.value) {
			return usagef("--%s: there is no %q here; %s", t.flag, t.value, cmp.Or(diag.DidYouMean(t.value, t.known), "lateral list shows what is there"))
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

type named struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Notes int    `json:"notes"`
}

type titled struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Notes int    `json:"notes"`
}

func listSources(f *filter) (rows []row) {
	n := f.tallied(func(n *corpus.Note) []string { return []string{n.Source.ID} })
	for _, col := range f.c.Collections {
		for _, s := range col.Sources {
			if f.in(col) && (f.source == "" || f.source == s.ID) && f.keep(s.ID, f.source, n[s.ID]) {
				rows = append(rows, row{titled{s.ID, s.Title, n[s.ID]}, []string{s.ID, fmt.Sprint(n[s.ID]), s.Title}, s.ID})
			}
		}
	}
	return rows
}

func ofClaim(n *corpus.Note) []string {
	if n.Claim == nil {
		return nil
	}
	return []string{n.Claim.ID}
}

func listClaims(f *filter) (rows []row) {
	n := f.tallied(ofClaim)
	for _, col := range f.c.Collections {
		for _, cl := range col.Claims {
			if !f.in(col) || f.claim != "" && f.claim != cl.ID || !f.keep(cl.ID, f.claim, n[cl.ID]) {
				continue
			}
			k := cl.Count
			v := struct {
				titled
				Voices   int    `json:"voices"`
				Origins  int    `json:"origins"`
				Channels int    `json:"channels"`
				Word     string `json:"word"`
			}{titled{cl.ID, cl.Words, n[cl.ID]}, len(k.Voices), k.NOrigins(), len(k.Channels), k.Word}
			rows = append(rows, row{v, []string{cl.ID, fmt.Sprint(n[cl.ID]),
				plural(v.Voices, "voice") + ", " + plural(v.Origins, "origin") + ", " + plural(v.Channels, "channel"), v.Word, cl.Words}, cl.ID})
		}
	}
	return rows
}

func listTopics(f *filter) (rows []row) {
	n := f.tallied(func(n *corpus.Note) (ids []string) {
		if n.Claim != nil {
			for _, t := range n.Claim.Topics {
				ids = append(ids, t.ID)
			}
		}
		return ids
	})
	for _, col := range f.c.Collections {
		for _, t := range col.Topics {
			if f.in(col) && f.keep(t.ID, "", n[t.ID]) {
				rows = append(rows, row{titled{t.ID, t.Asks, n[t.ID]}, []string{t.ID, fmt.Sprint(n[t.ID]), t.Asks}, t.ID})
			}
		}
	}
	return rows
}

func ofHolder(n *corpus.Note) []string {
	if n.Holder.Voice == nil {
		return nil
	}
	return []string{n.Holder.Voice.ID}
}

func listSpeakers(f *filter) (rows []row) {
	n := f.tallied(ofHolder)
	for _, s := range f.c.Speakers {
		if (f.speaker == "" || f.speaker == s.ID) && (f.collection == "" || n[s.ID] > 0) && f.keep(s.ID, f.speaker, n[s.ID]) {
			rows = append(rows, row{named{s.ID, s.Label(), n[s.ID]}, []string{s.ID, fmt.Sprint(n[s.ID]), s.Label()}, s.ID})
		}
	}
	return rows
}

func listOutlets(f *filter) (rows []row) {
	n := f.tallied(ofHolder)
	for _, o := range f.c.Outlets {
		here := f.collection == "" || n[o.ID] > 0 || slices.ContainsFunc(o.Sources, func(s *corpus.Source) bool { return f.in(s.Coll) })
		if (f.speaker == "" || f.speaker == o.ID) && here && f.keep(o.ID, f.speaker, n[o.ID]) {
			rows = append(rows, row{named{o.ID, o.Name, n[o.ID]}, []string{o.ID, fmt.Sprint(n[o.ID]), o.Name}, o.ID})
		}
	}
	return rows
}
