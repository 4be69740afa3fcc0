package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/lateral-reader/lateral/internal/corpus"
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
	var edName string
	f := &filter{}
	var names []string
	for _, l := range lists {
		names = append(names, l.name)
	}
	cmd := &cobra.Command{
		Use: "list " + strings.Join(names, "|"), SuggestFor: []string{"ls"},
		Short: "Print the numbers that the pages show",
		Long: `list prints what an edition has, with the numbers that its pages show. Of several filters all have to hold.

  lateral list sources
  lateral list notes --source council-hearing --stance disputes
  lateral list cells --collection harbour-bridge --json`,
		ValidArgs: names,
		Args:      oneOf("list", names),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := a.filtered(cmd.Context(), edName, f); err != nil {
				return err
			}
			i := slices.Index(names, args[0])
			return a.listed(lists[i].items(f))
		},
	}
	cmd.Flags().BoolVar(&a.asJSON, "json", false, "print the items as JSON")
	editionFlag(cmd, &edName)
	f.flags(cmd)
	return cmd
}

// listed prints the items, sorted by their keys.
func (a *app) listed(rows []row) error {
	slices.SortStableFunc(rows, func(a, b row) int { return cmp.Compare(a.key, b.key) })
	if a.asJSON {
		items := make([]any, 0, len(rows))
		for _, r := range rows {
			items = append(items, r.value)
		}
		return a.json(map[string]any{"items": items})
	}
	if len(rows) == 0 {
		fmt.Fprintln(a.err, "there is none")
	}
	w := tabwriter.NewWriter(a.out, 0, 4, 2, ' ', 0)
	for _, r := range rows {
		fmt.Fprintln(w, strings.Join(r.cells, "\t"))
	}
	return w.Flush()
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
