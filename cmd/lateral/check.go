package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/lateral-reader/lateral/internal/anchor"
	"github.com/lateral-reader/lateral/internal/build"
)

func (a *app) checkCmd() *cobra.Command {
	var strict, fix bool
	var how fixing
	cmd := &cobra.Command{
		Use: "check", SuggestFor: []string{"validate", "verify", "lint", "test"},
		Short: "Look for mistakes: every anchor, id, link and rule",
		Long: `check reads the whole site, drafts and teacher's notes included, and prints every problem with its place.
Without --fix it writes nothing. It exits 1 where there is an error; with --strict also where there is a warning.

--fix corrects notes that found their passage though not all of their description holds: it rewrites prefix, suffix, paragraph and at where they are
wrong, adds at, and an id where there is none. It touches no other byte, prints a unified diff, and then checks what it wrote. A quote whose words
differ a little stays as it is without --accept-fuzzy.

  lateral check --fix --dry-run
  lateral check --fix --accept-fuzzy`,
		Args: takes(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !fix && (how != fixing{}) {
				return usagef("--accept-fuzzy, --at and --dry-run go with --fix")
			}
			dir, s, err := a.read(cmd.Context())
			if err != nil {
				return err
			}
			var done []fixed
			if fix {
				if done, _, err = a.fix(dir, s, how); err != nil {
					return err
				}
				if s, err = build.Read(cmd.Context(), os.DirFS(dir)); err != nil {
					return err
				}
			}
			all, err := edition(everything)
			if err != nil {
				return err
			}
			c, ds := s.Link(all)
			ds = append(ds, assetProblems(dir)...)
			if d, ok := badTemplate(dir); ok {
				return a.refuse(exitUsage, dir, append(ds, d))
			}
			if a.asJSON {
				if err := a.json(checked{problems(ds), c.Outcomes(), done}); err != nil {
					return err
				}
			} else {
				a.print(dir, ds)
				a.begins(c)
				fmt.Fprintf(a.out, "%s; %s\n", tally(ds), counted(c, anchor.Outcomes))
			}
			if bad(ds, strict) {
				return wrongContent()
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&strict, "strict", false, "warnings count as errors")
	cmd.Flags().BoolVar(&fix, "fix", false, "correct notes that moved, and write ids where they are missing")
	cmd.Flags().BoolVar(&how.fuzzy, "accept-fuzzy", false, "with --fix: take the words of the text where a quote differs a little")
	cmd.Flags().BoolVar(&how.at, "at", false, "with --fix: write at into every note that has found its passage")
	cmd.Flags().BoolVar(&how.dry, "dry-run", false, "with --fix: print the diff and write nothing")
	cmd.Flags().BoolVar(&a.asJSON, "json", false, "print problems and outcomes as JSON")
	return cmd
}
