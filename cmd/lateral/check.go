package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/lateral-reader/lateral/internal/anchor"
)

func (a *app) checkCmd() *cobra.Command {
	var strict bool
	cmd := &cobra.Command{
		Use: "check", SuggestFor: []string{"validate", "verify", "lint", "test"},
		Short: "Look for mistakes: every anchor, id, link and rule",
		Long: `check reads the whole site, drafts and teacher's notes included, and prints every problem with its place. It writes nothing.
It exits 1 where there is an error; with --strict also where there is a warning.`,
		Args: takes(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			dir, s, err := a.read(cmd.Context())
			if err != nil {
				return err
			}
			all, err := edition("teacher")
			if err != nil {
				return err
			}
			c, ds := s.Link(all)
			ds = append(ds, assetProblems(dir)...)
			if a.asJSON {
				if err := a.json(struct {
					Problems []problem      `json:"problems"`
					Outcomes map[string]int `json:"outcomes"`
				}{problems(ds), c.Outcomes()}); err != nil {
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
	cmd.Flags().BoolVar(&a.asJSON, "json", false, "print problems and outcomes as JSON")
	return cmd
}
