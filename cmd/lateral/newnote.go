package main

import (
	"fmt"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lateral-reader/lateral/internal/anchor"
	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/doc"
	"github.com/lateral-reader/lateral/internal/field"
	"github.com/lateral-reader/lateral/internal/notes"
	"github.com/lateral-reader/lateral/internal/words"
)

func firstWords(s string, n int) string {
	cut, _ := words.Cut(s, n)
	return cut
}

// asked is what new note was told of a note.
type asked struct{ quote, claim, stance, paragraph, prefix string }

func (a *app) newNote() *cobra.Command {
	var n asked
	cmd := &cobra.Command{
		Use: "note SOURCE WORDS", Short: "Print an entry for a notes file, with the context it needs", Args: takes(2, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			o, err := a.open(cmd.Context(), everything)
			if err != nil {
				return err
			}
			n.quote = args[1]
			return a.printNote(o, args[0], n)
		},
	}
	f := cmd.Flags()
	f.StringVar(&n.claim, "claim", "", "id of the claim that the passage bears on")
	f.StringVar(&n.stance, "stance", "", strings.Join(notes.Stances, ", "))
	f.StringVar(&n.paragraph, "paragraph", "", "the paragraph, where the words stand in several places")
	f.StringVar(&n.prefix, "prefix", "", "the words before, where the words stand in several places")
	return cmd
}

// printNote prints the entry of a note on a source, which is named by its id or its file.
func (a *app) printNote(o *opened, source string, n asked) error {
	c := o.corpus
	id := strings.TrimSuffix(path.Base(filepath.ToSlash(source)), ".md")
	s := c.Source(id)
	switch {
	case s == nil:
		return usagef("there is no source %q%s", id, orList(id, c.SourceIDs(), "sources"))
	case !words.Has(n.quote):
		return usagef("%q holds no word: give the words that the note is about", n.quote)
	case (n.claim == "") != (n.stance == ""):
		return usagef("--claim and --stance go together: which claim, and what the passage does to it (%s)", strings.Join(notes.Stances, ", "))
	case !s.HasText && n.paragraph != "0":
		return usagef("the text of %s is not here: lay it under with lateral attach", s.ID)
	}
	m, ds := locate(s, n)
	if n.paragraph != "" && n.prefix == "" && !m.Outcome.Placed() {
		elsewhere := n
		elsewhere.paragraph = ""
		if m, _ := locate(s, elsewhere); m.Outcome.Placed() {
			return usagef("%q stands in paragraph %s, and not in %q", n.quote, anchor.Describe(s.Doc, m.Range).Paragraph, n.paragraph)
		}
	}
	if !m.Outcome.Placed() {
		for i, d := range ds {
			ds[i].Hint = strings.Replace(d.Hint, "add a prefix, a suffix or the paragraph", "choose with --paragraph or --prefix", 1)
		}
		a.print(o.dir, ds)
		return wrongContent()
	}
	if n.claim != "" && c.Claim(n.claim) == nil {
		return usagef("there is no claim %q%s", n.claim, orList(n.claim, c.ClaimIDs(), "claims"))
	}
	if n.stance != "" && !slices.Contains(notes.Stances, n.stance) {
		return usagef("unknown stance %q%s", n.stance, orElse(n.stance, notes.Stances))
	}
	if !slices.ContainsFunc(s.Files, func(f *notes.File) bool { return len(f.Notes) > 0 }) {
		fmt.Fprintln(a.out, "notes:") // the beginning of a file that is not there yet
	}
	fmt.Fprint(a.out, noteEntry(s, m.Range, n.claim, n.stance))
	fmt.Fprintf(a.err, "paste it into %s\n", filepath.Join(o.dir, strings.TrimSuffix(filepath.FromSlash(s.Path), ".md")+".notes.yaml"))
	return nil
}

// locate finds the words in the text of a source, in other capitals where it has them in no others.
func locate(s *corpus.Source, n asked) (anchor.Mark, []diag.Diagnostic) {
	find := func(quote string) (anchor.Mark, []diag.Diagnostic) {
		probe := notes.Note{Kind: notes.KindOf("claim"), Origin: &notes.Origin{File: s.Path}}
		probe.Aim(notes.Target{Quote: quote, Paragraph: n.paragraph, Prefix: n.prefix})
		marks, ds := anchor.Resolve(s.Doc, []notes.Note{probe}, true, path.Base(s.Path))
		return marks[0], ds
	}
	m, ds := find(n.quote)
	if as := inItsCase(s.Doc.Text, n.quote); !m.Outcome.Placed() && as != "" {
		return find(as)
	}
	return m, ds
}

// inItsCase gives the words as the text has them where it has them in other capitals, "" where it does not or not always in the same.
func inItsCase(text, quote string) string {
	fields := strings.Fields(quote)
	for i, w := range fields {
		fields[i] = regexp.QuoteMeta(w)
	}
	re, err := regexp.Compile(`(?i)` + strings.Join(fields, `\s+`))
	if err != nil || len(fields) == 0 {
		return ""
	}
	all := re.FindAllString(text, -1)
	for _, s := range all {
		if s != all[0] {
			return ""
		}
	}
	return strings.Join(all[:min(1, len(all))], "")
}

// noteEntry writes a valid entry for the range. Without a claim and a stance it is a prompt, which a person turns into what it should be.
func noteEntry(s *corpus.Source, r doc.Range, claim, stance string) string {
	t := anchor.Describe(s.Doc, r)
	var b strings.Builder
	coded := claim != "" && stance != ""
	base := field.MakeID(firstWords(t.Quote+t.From, 4))
	switch {
	case base != "":
	case coded: // in a script that ids are not made of
		base = "claim"
	default:
		base = "prompt"
	}
	id := base
	for n := 2; s.HasNote(id); n++ {
		id = fmt.Sprintf("%s-%d", base, n)
	}
	fmt.Fprintf(&b, "  - id: %s\n", id)
	for _, kv := range [][2]string{{"quote", t.Quote}, {"from", t.From}, {"to", t.To}, {"prefix", t.Prefix}, {"suffix", t.Suffix}} {
		if kv[1] != "" {
			fmt.Fprintf(&b, "    %s: %s\n", kv[0], field.Quote(kv[1]))
		}
	}
	fmt.Fprintf(&b, "    paragraph: %s\n", t.Paragraph)
	if coded {
		fmt.Fprintf(&b, "    claim: %s\n    stance: %s\n", claim, stance)
		if s.DefaultSpeaker(r.Start) == "" {
			b.WriteString("    speaker: {described: whoever is quoted here, naming: unclear}          # or an id: nobody speaks by default in a quotation\n")
		}
	} else {
		b.WriteString("    kind: prompt          # or: claim: ID, stance: supports|disputes|questions|reports\n    note: What does this passage do?\n")
	}
	if s.TextNone {
		b.WriteString("    says: One line in your own words.\n")
	}
	return b.String()
}
