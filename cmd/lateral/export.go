package main

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lateral-reader/lateral/internal/argdown"
	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/html"
	"github.com/lateral-reader/lateral/internal/webanno"
)

// exported is the site that is written, in one edition.
type exported struct {
	*corpus.Corpus
	given func(*corpus.Source) []corpus.Given
	f     *filter
}

// exports is what can be exported, in the order of the help.
var exports = []struct {
	name, what string
	write      func(io.Writer, *exported) error
}{
	{"annotations", "all notes, as W3C Web Annotations (JSON-LD); lateral import-notes reads them back", exportAnnotations},
	{"claims", "claims and stances as CSV, a line for each passage", exportClaims},
	{"argdown", "claims, and the passages for and against each, as Argdown", exportArgdown},
}

func (a *app) exportCmd() *cobra.Command {
	var edName, to string
	f := &filter{}
	var names []string
	long := "export writes what other tools read, to stdout or to a file:\n"
	for _, e := range exports {
		names = append(names, e.name)
		long += fmt.Sprintf("\n  lateral export %-12s %s", e.name, e.what)
	}
	cmd := &cobra.Command{
		Use: "export " + strings.Join(names, "|"), Short: "Write notes and claims for other tools", ValidArgs: names,
		Long: long + `

Of a restricted source the public edition has no more words than its pages show. To hand on all of your notes:

  lateral export annotations --edition teacher -o notes.jsonld`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return fmt.Errorf("say what to export: %s", strings.Join(names, ", "))
			}
			for _, n := range names {
				if n == args[0] {
					return nil
				}
			}
			return fmt.Errorf("nothing called %q can be exported; %s", args[0], cmp.Or(diag.DidYouMean(args[0], names), strings.Join(names, ", ")))
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
			var b bytes.Buffer
			for _, e := range exports {
				if e.name == args[0] {
					if err := e.write(&b, &exported{c, html.Given(c), f}); err != nil {
						return err
					}
				}
			}
			if to == "" || to == "-" {
				_, err := a.out.Write(b.Bytes())
				return err
			}
			return replaceFile(to, b.Bytes())
		},
	}
	fl := cmd.Flags()
	fl.StringVarP(&edName, "edition", "e", "public", "public, classroom, student or teacher")
	fl.StringVarP(&to, "output", "o", "", "file to write (default: stdout)")
	fl.StringVar(&f.source, "source", "", "only this source")
	fl.StringVar(&f.claim, "claim", "", "only this claim")
	fl.StringVar(&f.speaker, "speaker", "", "only this speaker, outlet or source as holder")
	fl.StringVar(&f.stance, "stance", "", "only this stance")
	fl.StringVar(&f.kind, "kind", "", "only notes of this kind")
	fl.StringVar(&f.collection, "collection", "", "only this collection")
	return cmd
}

// replaceFile writes a file beside its place and puts it there whole.
func replaceFile(name string, data []byte) error {
	tmp, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return usagef("%s cannot be written: %s", name, reason(err))
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(data)
	if err = cmp.Or(err, tmp.Chmod(0o644), tmp.Close()); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return os.Rename(tmp.Name(), name)
}

func exportAnnotations(w io.Writer, x *exported) error {
	return webanno.Write(w, &webanno.Site{Corpus: x.Corpus, BaseURL: x.Config.BaseURL, Given: x.given, Page: html.VoicePath, Claim: html.ClaimPath, Keep: x.f.holds})
}

func exportArgdown(w io.Writer, x *exported) error {
	return argdown.Write(w, &argdown.Site{Corpus: x.Corpus, Given: x.given, Keep: func(c *corpus.Claim) bool {
		if x.f.claim != "" {
			return c.ID == x.f.claim
		}
		return x.f.in(c.Coll)
	}})
}

// exportClaims writes a line for each passage on a claim, and one for each claim that has none (RFC 4180).
func exportClaims(w io.Writer, x *exported) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	write := func(cells ...string) {
		for i, c := range cells {
			if strings.ContainsAny(c[:min(1, len(c))], "=+-@\t\r") {
				cells[i] = "'" + c // a spreadsheet would take it for a formula
			}
		}
		_ = out.Write(cells) // Flush says what went wrong
	}
	write("collection", "topics", "claim", "words", "type", "source", "title", "outlet", "published", "note", "kind", "stance", "put", "speaker", "naming", "via",
		"certainty", "basis", "figures", "paragraph", "passage", "says")
	given := map[*corpus.Note]corpus.Given{}
	for _, col := range x.Collections {
		for _, src := range col.Sources {
			for _, g := range x.given(src) {
				given[g.Note] = g
			}
		}
	}
	for _, col := range x.Collections {
		if !x.f.in(col) {
			continue
		}
		for _, c := range col.Claims {
			if x.f.claim != "" && x.f.claim != c.ID {
				continue
			}
			var topics []string
			for _, t := range c.Topics {
				topics = append(topics, t.Asks)
			}
			head := []string{col.ID, strings.Join(topics, "; "), c.ID, c.Words, c.Type}
			n := 0
			for _, note := range append(append([]*corpus.Note{}, c.Notes...), c.Evidence...) {
				if x.f.holds(note) {
					write(append(append([]string{}, head...), passageCells(note, given[note])...)...)
					n++
				}
			}
			if n == 0 && !x.f.aboutNotes() {
				write(append(head, make([]string, 17)...)...)
			}
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	return nil
}

func passageCells(n *corpus.Note, g corpus.Given) []string {
	outlet, stance, put := "", n.Stance, ""
	if n.Source.Outlet != nil {
		outlet = n.Source.Outlet.Name
	}
	if n.Kind.Name == "evidence" {
		stance = n.Side
	} else {
		put = n.Put
	}
	var via, figures []string
	for _, p := range n.Via {
		via = append(via, p.Name())
	}
	for _, f := range g.Written.Figures {
		figures = append(figures, f.Words)
	}
	holder, naming := "", ""
	if !n.Holder.NotKnown {
		holder, naming = n.Holder.Name(), n.Holder.Naming()
	}
	return []string{n.Source.ID, n.Source.Title, outlet, cmp.Or(n.Source.Published.Written, n.Source.Written.Written), n.ID, n.Kind.Name, stance, put, holder, naming,
		strings.Join(via, " › "), n.Certainty, n.Basis, strings.Join(figures, "; "), strings.TrimPrefix(n.Block, "p"),
		strings.Join(strings.Fields(g.Words), " "), n.Says}
}
