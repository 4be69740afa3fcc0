package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/lateral-reader/lateral/internal/anchor"
	"github.com/lateral-reader/lateral/internal/build"
	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/field"
	"github.com/lateral-reader/lateral/internal/html"
	"github.com/lateral-reader/lateral/internal/output"
)

// building is what build was asked to do.
type building struct {
	to      string // folder for the pages; "" is that of the edition
	edition string
	baseURL string
	strict  bool
}

func (a *app) buildCmd() *cobra.Command {
	var how building
	cmd := &cobra.Command{
		Use: "build", SuggestFor: []string{"make", "generate", "render"},
		Short: "Write the pages of the site",
		Long: `build checks the site, makes all pages of one edition, and puts them in place when all are made. Where something is wrong nothing is
written and the last good site stays.

  lateral build                       the public edition, to public/
  lateral build --edition student     for a class, to build/student/
  lateral build --base-url https://example.org/news/`,
		Args: takes(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			defer thrift(whileReading)()
			return a.build(cmd.Context(), how)
		},
	}
	f := cmd.Flags()
	f.StringVarP(&how.to, "output", "d", "", "folder for the pages (default: public/, or build/<edition>/)")
	editionFlag(cmd, &how.edition)
	f.StringVar(&how.baseURL, "base-url", "", "where the site will stand")
	f.BoolVar(&how.strict, "strict", false, "warnings count as errors")
	f.BoolVar(&a.asJSON, "json", false, "print what was done as JSON")
	return cmd
}

func (a *app) build(ctx context.Context, how building) error {
	ed, err := edition(how.edition)
	if err != nil {
		return err
	}
	if how.baseURL != "" && !field.IsBaseAddress(how.baseURL) {
		return usagef("--base-url %q is not a web address that pages can stand under; write it whole, such as https://example.org/news/", how.baseURL)
	}
	site, s, err := a.read(ctx)
	if err != nil {
		return err
	}
	cfg := html.Config{Assets: assets(site), BaseURL: s.Config.Config.BaseURL, Each: build.Each}
	if how.baseURL != "" {
		cfg.BaseURL = ensureSlash(how.baseURL)
	}
	to := cmp.Or(how.to, filepath.Join(site, filepath.FromSlash(ed.Dir)))
	if err := output.Check(to, site); errors.Is(err, output.ErrForeign) {
		return usagef("%s; choose another folder with -d", err)
	} else if err != nil {
		return err
	}
	defer thrift(whileMaking)()
	_, end := a.stage(ctx, "linking")
	c, ds := s.Link(ed)
	c.Final()
	end()
	ds = append(ds, assetProblems(site)...)
	b := finished{edition: ed.Name, to: to, corpus: c}
	if !bad(ds, how.strict) {
		var leaks []diag.Diagnostic
		b.stats, leaks, err = a.writePages(ctx, c, cfg, to, how.strict)
		if d, ok := templateProblem(err); ok {
			return a.refuse(exitUsage, site, append(ds, d))
		}
		if err != nil {
			return err
		}
		ds = append(ds, leaks...)
	}
	return a.toldBuild(site, &b, ds, bad(ds, how.strict))
}

// writePages makes all pages and puts them in place, unless words of restricted texts are found in them: then the last good site stays.
func (a *app) writePages(ctx context.Context, c *corpus.Corpus, cfg html.Config, to string, strict bool) (st output.Stats, leaks []diag.Diagnostic, err error) {
	ctx, end := a.stage(ctx, "making pages")
	defer func() { end() }()
	batch, err := output.Begin(ctx, to)
	if err != nil {
		return st, nil, err
	}
	leaks, err = build.Render(ctx, c, []build.Output{
		func(c *corpus.Corpus, emit func(output.File)) error { return html.Pages(c, cfg, emit) },
	}, batch.Put)
	if err != nil || bad(leaks, strict) {
		return st, leaks, errors.Join(assetError(err), batch.Discard())
	}
	end()
	_, end = a.stage(ctx, "putting them in place")
	st, err = batch.Commit()
	return st, leaks, err
}

// finished is what a build did.
type finished struct {
	edition, to string
	corpus      *corpus.Corpus
	stats       output.Stats
}

// toldBuild prints what a build did, or that it did nothing.
func (a *app) toldBuild(site string, b *finished, ds []diag.Diagnostic, failed bool) error {
	if a.asJSON {
		err := a.json(struct {
			Edition  string         `json:"edition"`
			Output   string         `json:"output"`
			Files    int            `json:"files"`
			Written  int            `json:"written"`
			Removed  int            `json:"removed"`
			Bytes    int64          `json:"bytes"`
			Problems []problem      `json:"problems"`
			Outcomes map[string]int `json:"outcomes"`
		}{b.edition, filepath.ToSlash(b.to), b.stats.Files, b.stats.Written, b.stats.Removed, b.stats.Bytes, problems(ds), b.corpus.Outcomes()})
		if err != nil {
			return err
		}
	} else {
		a.print(site, ds)
		a.begins(b.corpus)
	}
	if failed {
		fmt.Fprintf(a.err, "nothing was written: %s\n", tally(ds))
		return wrongContent()
	}
	fmt.Fprintf(a.err, "%s edition: %d files, %d written, %d removed; %s\n", b.edition, b.stats.Files, b.stats.Written, b.stats.Removed,
		counted(b.corpus, anchor.Outcomes))
	if !a.asJSON {
		fmt.Fprintln(a.out, filepath.Join(b.to, "index.html"))
	}
	return nil
}

func ensureSlash(s string) string {
	if s[len(s)-1] != '/' {
		s += "/"
	}
	return s
}
