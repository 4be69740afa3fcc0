package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/field"
	"github.com/lateral-reader/lateral/internal/words"
)

func (a *app) newCmd() *cobra.Command {
	var bare bool
	cmd := &cobra.Command{
		Use: "new DIR", SuggestFor: []string{"init", "create", "begin", "start"},
		Short: "Begin a site, a collection, a source, a claim, a speaker or a note",
		Long: `new DIR begins a site with a sample collection and a workflow that checks, builds and deploys it on GitHub Pages.

  lateral new my-site
  lateral new collection elections "The 2025 election"
  lateral new source elections "Debate of 3 May"
  lateral new claim elections "Turnout fell in the cities." --type fact
  lateral new speaker elections "Maria Reyes"
  lateral new note debate-of-3-may "turnout fell"      prints an entry to paste`,
		Args: takes(1, 1),
		RunE: func(_ *cobra.Command, args []string) error { return a.newSite(args[0], bare) },
	}
	cmd.Flags().BoolVar(&bare, "bare", false, "without the sample collection")
	cmd.SuggestionsMinimumDistance = 2
	cmd.AddCommand(a.newCollection(), a.newSource(), a.newClaim(), a.newSpeaker(), a.newNote())
	return cmd
}

// openInto opens the site for a verb that adds to a collection.
func (a *app) openInto(ctx context.Context, id string) (*opened, *corpus.Collection, error) {
	o, err := a.open(ctx, everything)
	if err != nil {
		return nil, nil, err
	}
	col, err := collectionOf(o.corpus, id)
	return o, col, err
}

// collectionOf finds a collection by id, or says which are there.
func collectionOf(c *corpus.Corpus, id string) (*corpus.Collection, error) {
	var ids []string
	for _, col := range c.Collections {
		if col.ID == id {
			return col, nil
		}
		ids = append(ids, col.ID)
	}
	return nil, usagef("there is no collection %q%s", id, orElse(id, ids))
}

// freeID makes an id out of words that nothing in the site has yet.
func freeID(c *corpus.Corpus, given, from string) (string, error) {
	id := given
	if id == "" {
		id = field.MakeID(from)
	}
	switch {
	case from != "" && !words.Has(from), given == "" && from == "":
		return "", usagef("%q holds no word", from)
	case given != "" && !field.ValidID(given):
		hint := ""
		if other := field.MakeID(given); field.ValidID(other) {
			hint = fmt.Sprintf(", such as %q", other)
		}
		return "", usagef("%q is not an id: ids are made of a-z, 0-9 and hyphens%s", given, hint)
	case !field.ValidID(id):
		return "", usagef("no id can be made of %q: give one with --id, of a-z, 0-9 and hyphens", from)
	case !corpus.Nameable(id):
		return "", usagef("the id %q cannot be the name of a page; choose another", id)
	case given != "" && c.Taken(id):
		return "", usagef("the id %q is taken%s; choose another", id, takenBy(c, id))
	case c.Taken(id):
		return "", usagef("the id %q is taken%s; give another with --id", id, takenBy(c, id))
	}
	return id, nil
}

// takenBy says where an id stands, "" where that is not known.
func takenBy(c *corpus.Corpus, id string) string {
	at := ""
	for _, s := range c.Speakers {
		if s.ID == id {
			at = s.At.String()
		}
	}
	for _, o := range c.Outlets {
		if o.ID == id {
			at = o.At.String()
		}
	}
	if cl := c.Claim(id); cl != nil {
		at = cl.At.String()
	}
	if s := c.Source(id); s != nil {
		at = s.Path
	}
	for _, col := range c.Collections {
		if col.ID == id {
			at = col.Path
		}
		for _, t := range col.Topics {
			if t.ID == id {
				at = t.At.String()
			}
		}
		for _, a := range col.Assignments {
			if a.ID == id {
				at = a.Path
			}
		}
	}
	if at == "" {
		return ""
	}
	return " (" + at + ")"
}
