package main

import (
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"github.com/lateral-reader/lateral/internal/notes"
	"github.com/lateral-reader/lateral/internal/revision"
	"github.com/lateral-reader/lateral/internal/worddiff"
)

func (a *app) diffCmd() *cobra.Command {
	var code bool
	cmd := &cobra.Command{
		Use: "diff OLD NEW", SuggestFor: []string{"compare"},
		Short: "Show what differs between two versions of a source, a collection or a site, and which notes that touches",
		Long: `diff compares two versions of a source word by word and lists the notes whose words changed, moved or vanished: the way to see what was
edited without a word about it. The notes are those beside the newer file, and those that only the older one has. One of the two may be -, for what
comes in on stdin. Of two folders it compares all sources, and the notes by their ids: added, changed, removed.

  git show HEAD~1:content/talk/sources/first.md | lateral diff - content/talk/sources/first.md
  lateral diff ../site-of-last-year .

It exits 0, whether they differ or not; with --exit-code 1 where they do.`,
		Args: takes(2, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			if args[0] == "-" && args[1] == "-" {
				return usagef("only one of the two can come from stdin")
			}
			r, err := a.differences(cmd.InOrStdin(), args[0], args[1])
			if err != nil {
				return err
			}
			if a.asJSON {
				err = a.json(r)
			} else {
				r.print(a.out)
			}
			if err == nil && code && !r.Same {
				return wrongContent()
			}
			return err
		},
	}
	cmd.Flags().BoolVar(&code, "exit-code", false, "exit 1 where something differs")
	cmd.Flags().BoolVar(&a.asJSON, "json", false, "print what differs as JSON")
	return cmd
}

// differences is what diff prints.
type differences struct {
	Same    bool         `json:"same"`
	Sources []sourceDiff `json:"sources"`
	Notes   []noteDiff   `json:"notes"`
}

type sourceDiff struct {
	Source string     `json:"source"`
	What   string     `json:"what"` // added, changed, removed
	Text   []textDiff `json:"text"`
	Notes  []noteDiff `json:"notes"` // whose passages the change touches
}

type textDiff struct {
	Old  string `json:"old"`
	New  string `json:"new"`
	Diff string `json:"diff"`
}

type noteDiff struct {
	ID   string `json:"id"`
	What string `json:"what"`
	Old  string `json:"old,omitempty"`
	New  string `json:"new,omitempty"`
	Diff string `json:"diff,omitempty"`
}

func (a *app) differences(in io.Reader, old, now string) (*differences, error) {
	x, y, err := a.sides(in, old, now)
	if err != nil {
		return nil, err
	}
	r := &differences{Sources: []sourceDiff{}, Notes: []noteDiff{}}
	ids := map[string]bool{}
	for _, v := range []side{x, y} {
		for id := range v.sources {
			ids[id] = true
		}
	}
	for _, id := range slices.Sorted(maps.Keys(ids)) {
		if d := sourceDifference(x, y, id); d.What != "" {
			r.Sources = append(r.Sources, d)
		}
	}
	if isFolder(old) {
		for _, n := range revision.Notes(byKey(x), byKey(y)) {
			r.Notes = append(r.Notes, noteDiff{ID: n.Key, What: n.What, Diff: worddiff.Line(n.Parts)})
		}
	}
	r.Same = len(r.Sources)+len(r.Notes) == 0
	return r, nil
}

// sourceDifference compares one source; What is "" where nothing differs.
func sourceDifference(x, y side, id string) sourceDiff {
	d := sourceDiff{Source: id, Text: []textDiff{}, Notes: []noteDiff{}}
	switch {
	case x.sources[id] == nil:
		d.What = "added"
		return d
	case y.sources[id] == nil:
		d.What = "removed"
		return d
	}
	ns := slices.Clone(y.notes[id])
	for _, n := range x.notes[id] {
		if !slices.ContainsFunc(ns, func(o notes.Note) bool { return o.ID == n.ID }) {
			ns = append(ns, n)
		}
	}
	texts, touched := revision.Sources(x.sources[id], y.sources[id], ns)
	if len(texts)+len(touched) > 0 {
		d.What = "changed"
	}
	for _, t := range texts {
		d.Text = append(d.Text, textDiff{t.Old, t.New, worddiff.Line(t.Parts)})
	}
	for _, t := range touched {
		d.Notes = append(d.Notes, noteDiff{t.ID, t.What, t.Old, t.New, worddiff.Line(t.Parts)})
	}
	return d
}

// byKey gives the notes of a side as a site names them: source#note.
func byKey(v side) map[string]notes.Note {
	m := map[string]notes.Note{}
	for id, ns := range v.notes {
		for _, n := range ns {
			m[id+"#"+n.ID] = n
		}
	}
	return m
}

func (r *differences) print(w io.Writer) {
	for _, s := range r.Sources {
		if s.What != "changed" {
			fmt.Fprintf(w, "%s: %s\n", s.Source, s.What)
			continue
		}
		for _, t := range s.Text {
			fmt.Fprintf(w, "%s %s: %s\n", s.Source, between(t.Old, t.New), t.Diff)
		}
		for _, n := range s.Notes {
			fmt.Fprintf(w, "%s#%s: %s, %s: %s\n", s.Source, n.ID, n.What, between(n.Old, n.New), n.Diff)
		}
	}
	for _, n := range r.Notes {
		if n.Diff != "" {
			n.Diff = ": " + n.Diff
		}
		fmt.Fprintf(w, "%s: note %s%s\n", n.ID, n.What, n.Diff)
	}
	if r.Same {
		fmt.Fprintln(w, "no difference")
	}
}

// between names a place in both versions.
func between(old, now string) string {
	switch {
	case old == now:
		return old
	case old == "":
		return "new " + now
	case now == "":
		return old
	}
	return old + " → " + now
}
