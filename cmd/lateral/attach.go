package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/lateral-reader/lateral/internal/build"
	"github.com/lateral-reader/lateral/internal/importer"
)

func (a *app) attachCmd() *cobra.Command {
	var remove bool
	cmd := &cobra.Command{
		Use:   "attach FILE...",
		Short: "Lay your own copy of a text under a layer that came without it",
		Long: `attach finds the layer (a source with text: none) that each file belongs to: by the hash of the file, else by its title and 60 % of the
anchors, else by 90 % of the anchors. It stores the text under .lateral/texts/, which git ignores and no edition for the public shows.
Where a file fits no layer, or more than one, nothing is written.

  lateral attach ~/texts/*.txt
  lateral attach --remove ID...`,
		Args: takes(1, -1),
		RunE: func(cmd *cobra.Command, args []string) error {
			dir, s, err := a.read(cmd.Context())
			if err != nil {
				return err
			}
			if remove {
				return a.detach(dir, args)
			}
			return a.attach(dir, s, args)
		},
	}
	cmd.Flags().BoolVar(&remove, "remove", false, "take the texts of these sources away again")
	return cmd
}

// attaching is one file on its way to a layer.
type attaching struct {
	file   string
	body   string
	scores []importer.Score
	why    string // why it is refused, "" where it is not
}

func (a *app) attach(dir string, s *build.Site, args []string) error {
	layers := layersOf(s)
	if len(layers) == 0 {
		return usagef("no source of this site has text: none, so there is nothing to lay a text under")
	}
	var todo []attaching
	taken := map[string]string{} // file by the layer that it fits
	refused := false
	for _, name := range args {
		data, err := readInput(name)
		if err != nil {
			return err
		}
		t := a.matched(name, data, s.Config.Config.Lang, layers)
		if t.why == "" {
			id := t.scores[0].ID
			if other := taken[id]; other != "" {
				t.why = "fits the same layer as " + other
			} else {
				taken[id] = name
			}
		}
		refused = refused || t.why != ""
		todo = append(todo, t)
	}
	if refused {
		a.table(todo)
		fmt.Fprintln(a.err, "nothing was written")
		return wrongContent()
	}
	texts := filepath.Join(dir, filepath.FromSlash(build.TextsDir))
	if err := private(texts); err != nil {
		return err
	}
	for _, t := range todo {
		if err := replaceFile(filepath.Join(texts, t.scores[0].ID+".md"), []byte(t.body)); err != nil {
			return err
		}
	}
	a.table(todo)
	return nil
}

// layersOf gives the sources of a site that come without their text.
func layersOf(s *build.Site) (layers []importer.Layer) {
	for _, e := range s.Config.Sources {
		if !e.Source.TextNone {
			continue
		}
		l := importer.Layer{Source: e.Source}
		for _, f := range e.Files {
			l.Notes = append(l.Notes, f.Notes...)
		}
		layers = append(layers, l)
	}
	return layers
}

// matched reads a file as import does and finds the layer that it fits.
func (a *app) matched(name string, data []byte, lang string, layers []importer.Layer) attaching {
	t := attaching{file: name}
	r, ds := importer.Read(filepath.ToSlash(name), data, importer.Options{Lang: lang})
	a.print(".", ds)
	if r == nil {
		t.why = "cannot be read"
		return t
	}
	t.body, t.scores = r.Body, importer.Match(r, data, layers)
	switch len(t.scores) {
	case 0:
		t.why = "fits no layer"
	case 1:
	default:
		t.why = "fits more than one layer"
	}
	return t
}

// table prints for each file what it fits, how that was found, and how many anchors.
func (a *app) table(todo []attaching) {
	w := tabwriter.NewWriter(a.out, 0, 4, 2, ' ', 0)
	for _, t := range todo {
		if len(t.scores) == 0 {
			fmt.Fprintf(w, "%s\t%s\n", filepath.Base(t.file), t.why)
		}
		for _, s := range t.scores {
			fmt.Fprintf(w, "%s\t%s\tby %s\t%d of %d anchors\t%s\n", filepath.Base(t.file), s.ID, s.By, s.Found, s.Of, t.why)
		}
	}
	w.Flush()
}

func (a *app) detach(dir string, ids []string) error {
	texts := filepath.Join(dir, filepath.FromSlash(build.TextsDir))
	entries, err := os.ReadDir(texts)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	var have []string
	for _, e := range entries {
		if id, ok := strings.CutSuffix(e.Name(), ".md"); ok {
			have = append(have, id)
		}
	}
	for _, id := range ids {
		if !slices.Contains(have, id) {
			return usagef("no text is attached to %q%s", id, orElse(id, have))
		}
	}
	for _, id := range ids {
		if err := os.Remove(filepath.Join(texts, id+".md")); err != nil {
			return err
		}
		fmt.Fprintln(a.out, id)
	}
	return nil
}
