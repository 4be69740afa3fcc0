package main

import (
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

func (a *app) buildCmd() *cobra.Command {
	var dir, name, baseURL string
	var strict bool
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
			ed, err := edition(name)
			if err != nil {
				return err
			}
			if baseURL != "" && !field.IsBaseAddress(baseURL) {
				return usagef("--base-url %q is not a web address that pages can stand under; write it whole, such as https://example.org/news/", baseURL)
			}
			defer thrift()()
			site, s, err := a.read(cmd.Context())
			if err != nil {
				return err
			}
			if dir == "" {
				dir = filepath.Join(site, filepath.FromSlash(ed.Dir))
			}
			if err := output.Check(dir, site); errors.Is(err, output.ErrForeign) {
				return usagef("%s; choose another folder with -d, or empty this one", err)
			} else if err != nil {
				return err
			}
			_, end := a.stage(cmd.Context(), "linking")
			c, ds := s.Link(ed)
			c.Final()
			end()
			ds = append(ds, assetProblems(site)...)
			var st output.Stats
			if !bad(ds, strict) {
				ctx, end := a.stage(cmd.Context(), "making pages")
				defer end()
				cfg := html.Config{Assets: assets(site), BaseURL: s.Config.Config.BaseURL}
				if baseURL != "" {
					cfg.BaseURL = ensureSlash(baseURL)
				}
				batch, err := output.Begin(ctx, dir)
				if err != nil {
					return err
				}
				leaks, err := build.Render(ctx, c, []build.Output{
					func(c *corpus.Corpus, emit func(output.File)) error { return html.Pages(c, cfg, emit) },
				}, batch.Put)
				if ds = append(ds, leaks...); err != nil || bad(ds, strict) {
					err = errors.Join(assetError(err), batch.Discard())
				} else {
					end()
					_, end = a.stage(ctx, "putting them in place")
					st, err = batch.Commit()
				}
				end()
				if err != nil {
					return err
				}
			}
			failed := bad(ds, strict)
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
				}{ed.Name, filepath.ToSlash(dir), st.Files, st.Written, st.Removed, st.Bytes, problems(ds), c.Outcomes()})
				if err != nil {
					return err
				}
			} else {
				a.print(site, ds)
				a.begins(c)
			}
			if failed {
				fmt.Fprintf(a.err, "nothing was written: %s\n", tally(ds))
				return wrongContent()
			}
			fmt.Fprintf(a.err, "%s edition: %d files, %d written, %d removed; %s\n", ed.Name, st.Files, st.Written, st.Removed, counted(c, anchor.Outcomes))
			if !a.asJSON {
				fmt.Fprintln(a.out, filepath.Join(dir, "index.html"))
			}
			return nil
		},
	}
	f := cmd.Flags()
	f.StringVarP(&dir, "output", "d", "", "folder for the pages (default: public/, or build/<edition>/)")
	f.StringVarP(&name, "edition", "e", "public", "public, classroom, student or teacher")
	f.StringVar(&baseURL, "base-url", "", "where the site will stand")
	f.BoolVar(&strict, "strict", false, "warnings count as errors")
	f.BoolVar(&a.asJSON, "json", false, "print what was done as JSON")
	return cmd
}

func ensureSlash(s string) string {
	if s[len(s)-1] != '/' {
		s += "/"
	}
	return s
}

// tally counts problems in words.
func tally(ds []diag.Diagnostic) string {
	errs := 0
	for _, d := range ds {
		if d.Level == diag.Error {
			errs++
		}
	}
	return fmt.Sprintf("%s, %s", plural(errs, "error"), plural(len(ds)-errs, "warning"))
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}
