package main

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lateral-reader/lateral/internal/argdown"
	"github.com/lateral-reader/lateral/internal/corpus"
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
		Args: oneOf("export", names),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := a.filtered(cmd.Context(), edName, f); err != nil {
				return err
			}
			var b bytes.Buffer
			i := slices.Index(names, args[0])
			if err := exports[i].write(&b, &exported{f.c, html.Given(f.c), f}); err != nil {
				return err
			}
			if to == "" || to == "-" {
				_, err := a.out.Write(b.Bytes())
				return err
			}
			return replaceFile(to, b.Bytes())
		},
	}
	cmd.Flags().StringVarP(&to, "output", "o", "", "file to write (default: stdout)")
	editionFlag(cmd, &edName)
	f.flags(cmd)
	return cmd
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

// claimColumns are those of exportClaims: first what claimCells gives, then what passageCells gives.
var claimColumns = []string{"collection", "topics", "claim", "words", "type", "source", "title", "outlet", "published", "note", "kind", "stance", "put", "speaker",
	"naming", "via", "certainty", "basis", "figures", "paragraph", "passage", "says"}

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
	write(slices.Clone(claimColumns)...)
	given := x.byNote()
	for _, col := range x.Collections {
		for _, c := range col.Claims {
			if !x.f.in(col) || x.f.claim != "" && x.f.claim != c.ID {
				continue
			}
			head := claimCells(c)
			n := 0
			for _, note := range slices.Concat(c.Notes, c.Evidence) {
				if x.f.holds(note) {
					write(slices.Concat(head, passageCells(note, given[note]))...)
					n++
				}
			}
			if n == 0 && !x.f.aboutNotes() {
				write(append(head, make([]string, len(claimColumns)-len(head))...)...)
			}
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	return nil
}

// byNote is what the edition hands on, by note.
func (x *exported) byNote() map[*corpus.Note]corpus.Given {
	given := map[*corpus.Note]corpus.Given{}
	for _, col := range x.Collections {
		for _, src := range col.Sources {
			for _, g := range x.given(src) {
				given[g.Note] = g
			}
		}
	}
	return given
}

func claimCells(c *corpus.Claim) []string {
	var topics []string
	for _, t := range c.Topics {
		topics = append(topics, t.Asks)
	}
	return []string{c.Coll.ID, strings.Join(topics, "; "), c.ID, c.Words, c.Type}
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
		strings.Join(via, " › "), n.Certainty, n.Basis, strings.Join(figures, "; "), strings.TrimPrefix(n.Block(), "p"),
		strings.Join(strings.Fields(g.Words), " "), n.Says}
}
