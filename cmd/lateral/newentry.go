package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/lateral-reader/lateral/internal/catalog"
	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/field"
	"github.com/lateral-reader/lateral/internal/notes"
)

func (a *app) newCollection() *cobra.Command {
	return &cobra.Command{
		Use: "collection ID [TITLE]", Short: "Begin a collection", Args: takes(1, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			o, err := a.open(cmd.Context(), everything)
			if err != nil {
				return err
			}
			id, err := freeID(o.corpus, args[0], "")
			if err != nil {
				return err
			}
			if !corpus.NameableCollection(id) {
				return usagef("a collection cannot be called %q: the site has a page or folder of that name", id)
			}
			title := id
			if len(args) > 1 {
				title = args[1]
			}
			at := path.Join("content", id)
			for name, text := range map[string]string{
				"collection.md": "---\ntitle: " + field.Quote(title) + "\n# summary: What can be compared here, in one sentence.\n---\n",
				"claims.yaml":   "topics: []\nclaims: []\n",
				"speakers.yaml": "[]\n",
				"outlets.yaml":  "[]\n",
			} {
				if err := writeNew(filepath.Join(o.dir, filepath.FromSlash(path.Join(at, name))), []byte(text)); err != nil {
					return err
				}
			}
			if err := os.MkdirAll(filepath.Join(o.dir, filepath.FromSlash(at), "sources"), 0o755); err != nil {
				return err
			}
			fmt.Fprintln(a.out, filepath.Join(o.dir, filepath.FromSlash(at)))
			return nil
		},
	}
}

func (a *app) newSource() *cobra.Command {
	var given string
	cmd := &cobra.Command{
		Use: "source COLLECTION TITLE", Short: "Begin a source with an empty text", Args: takes(2, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			o, col, err := a.openInto(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			id, err := freeID(o.corpus, given, args[1])
			if err != nil {
				return err
			}
			at := filepath.Join(o.dir, "content", col.ID, "sources", id+".md")
			text := "---\ntitle: " + field.Quote(args[1]) + "\nrights: all-rights-reserved\n# genre: interview\n# outlet: an id of outlets.yaml\n" +
				"# published: " + time.Now().UTC().Format("2006-01-02") + "\n# speakers: {AB: an-id-of-speakers-yaml}\ndraft: true\n---\nAB: The text goes here.\n"
			if err := writeNew(at, []byte(text)); err != nil {
				return err
			}
			fmt.Fprintln(a.out, at)
			fmt.Fprintln(a.err, "it is a draft, which lateral serve shows and lateral build leaves out: delete draft: true when it is done")
			return nil
		},
	}
	cmd.Flags().StringVar(&given, "id", "", "the source's id (default: made of the title)")
	return cmd
}

func (a *app) newClaim() *cobra.Command {
	var given, typ, topic, what string
	cmd := &cobra.Command{
		Use: "claim COLLECTION WORDS", Short: "Add a claim to claims.yaml", Args: takes(2, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			o, col, err := a.openInto(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			if !slices.Contains(catalog.ClaimTypes, typ) {
				return usagef("unknown type %q%s", typ, orElse(typ, catalog.ClaimTypes))
			}
			if ids := topicIDs(o.corpus); topic != "" && !slices.Contains(ids, topic) {
				return usagef("there is no topic %q%s", topic, cmp.Or(orElse(topic, ids), "; write one under topics: in "+
					filepath.Join(o.dir, "content", col.ID, "claims.yaml")+", such as - {id: why-closed, asks: Why was it closed?}"))
			}
			if (typ == "number") != (what != "") {
				return usagef("a claim of type number, and no other, needs --measure: what it counts")
			}
			id, err := freeID(o.corpus, given, firstWords(args[1], 5))
			if err != nil {
				return err
			}
			entry := "  - id: " + id + "\n    claim: " + field.Quote(args[1]) + "\n    type: " + typ + "\n"
			if topic != "" {
				entry += "    topics: [" + topic + "]\n"
			}
			if what != "" {
				entry += "    measure: {what: " + field.Quote(what) + "}\n"
			}
			return a.appendEntry(o.dir, path.Join("content", col.ID, "claims.yaml"), "claims", entry, countClaims)
		},
	}
	f := cmd.Flags()
	f.StringVar(&given, "id", "", "the claim's id (default: made of its first words)")
	f.StringVar(&typ, "type", "fact", strings.Join(catalog.ClaimTypes, ", "))
	f.StringVar(&topic, "topic", "", "id of the topic it belongs to")
	f.StringVar(&what, "measure", "", "what a claim of type number counts")
	return cmd
}

func topicIDs(c *corpus.Corpus) (ids []string) {
	for _, col := range c.Collections {
		for _, t := range col.Topics {
			ids = append(ids, t.ID)
		}
	}
	return ids
}

func (a *app) newSpeaker() *cobra.Command {
	var given, kind, role string
	cmd := &cobra.Command{
		Use: "speaker COLLECTION NAME", Short: "Add a speaker to speakers.yaml", Args: takes(2, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			o, col, err := a.openInto(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			if !slices.Contains(notes.PartyKind, kind) {
				return usagef("unknown kind %q%s", kind, orElse(kind, notes.PartyKind))
			}
			id, err := freeID(o.corpus, given, args[1])
			if err != nil {
				return err
			}
			entry := speakerEntry(id, "name", args[1], kind, role)
			return a.appendEntry(o.dir, path.Join("content", col.ID, "speakers.yaml"), "", entry, countSpeakers)
		},
	}
	f := cmd.Flags()
	f.StringVar(&given, "id", "", "the speaker's id (default: made of the name)")
	f.StringVar(&kind, "kind", "person", strings.Join(notes.PartyKind, ", "))
	f.StringVar(&role, "role", "", "the role that the sources give")
	return cmd
}

// speakerEntry writes an entry of speakers.yaml; key is name or described.
func speakerEntry(id, key, words, kind, role string) string {
	entry := "- {id: " + id + ", " + key + ": " + field.QuoteFlow(words)
	if kind != "" {
		entry += ", kind: " + kind
	}
	if role != "" {
		entry += ", role: " + field.QuoteFlow(role)
	}
	return entry + "}\n"
}

func countClaims(data []byte) int {
	_, claims, ds := catalog.ParseClaims("", "", data)
	return counts(len(claims), ds)
}

func countSpeakers(data []byte) int {
	list, ds := catalog.ParseSpeakers("", data)
	return counts(len(list), ds)
}

func countOutlets(data []byte) int {
	list, ds := catalog.ParseOutlets("", data)
	return counts(len(list), ds)
}

func counts(n int, ds []diag.Diagnostic) int {
	if diag.HasErrors(ds) {
		return -1
	}
	return n
}

// appendEntry adds an entry to a list file and prints it; where the file cannot be added to safely it is left alone and the entry is
// printed to paste.
func (a *app) appendEntry(dir, p, list, entry string, count func([]byte) int) error {
	at := filepath.Join(dir, filepath.FromSlash(p))
	done, err := appendTo(at, list, entry, count)
	if err != nil {
		return err
	}
	fmt.Fprint(a.out, entry)
	if done {
		fmt.Fprintf(a.err, "added to %s\n", at)
	} else {
		fmt.Fprintf(a.err, "%s has mistakes or an unusual form and was not changed: paste the entry into its list\n", at)
	}
	return nil
}

// dedent takes two spaces off the front of each line.
var dedent = regexp.MustCompile(`(?m)^  `)

// appendTo adds an entry to the end of a list in a YAML file without touching a byte of what is there: under the key list, or to the file's
// own list where that is "". count reads the file back and gives the number of its entries, -1 where it has errors; where the
// file would not hold exactly one entry more, nothing is written and done is false.
func appendTo(at, list, entry string, count func([]byte) int) (done bool, err error) {
	old, err := os.ReadFile(at)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return false, err
	}
	head, empty := "", "[]"
	if list != "" {
		head, empty = list+":\n", list+": []"
	}
	next := strings.TrimRight(string(old), "\r\n\t ")
	switch {
	case next == "":
		next = head
	case next == empty || strings.HasSuffix(next, "\n"+empty):
		next = strings.TrimSuffix(next, empty) + head
	default:
		next += "\n"
	}
	before := 0
	if strings.TrimSpace(string(old)) != "" {
		before = count(old)
	}
	fits := func(entry string) bool { return before >= 0 && count([]byte(next+entry)) == before+1 }
	if flush := dedent.ReplaceAllString(entry, ""); !fits(entry) && fits(flush) {
		entry = flush // the list's dashes stand under its key
	}
	if !fits(entry) {
		return false, nil
	}
	next += entry
	if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
		return false, err
	}
	return true, replaceFile(at, []byte(next))
}
