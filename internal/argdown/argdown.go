// Package argdown writes the claims of a corpus and what the texts say to them as Argdown: claims as statements under their topics, passages
// as arguments for and against. Questions and hearsay take no side and stand without a relation, tagged. It knows no disk.
package argdown

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/lateral-reader/lateral/internal/corpus"
)

// Site is what is written.
type Site struct {
	*corpus.Corpus
	Given func(*corpus.Source) []corpus.Given // what the edition hands on of a source
	Keep  func(*corpus.Claim) bool            // nil: all
}

// Write writes the claims by collection and topic, each once: under the first of its topics.
func Write(w io.Writer, s *Site) error {
	var b strings.Builder
	b.WriteString("===\ntitle: " + strconv.Quote(s.Config.Title) + "\n===\n")
	words := map[*corpus.Note]string{}
	for _, col := range s.Collections {
		for _, src := range col.Sources {
			for _, g := range s.Given(src) {
				words[g.Note] = g.Words
			}
		}
	}
	for _, col := range s.Collections {
		done := map[*corpus.Claim]bool{}
		b.WriteString("\n# " + escape(col.Title) + "\n")
		write := func(claims []*corpus.Claim) {
			for _, c := range claims {
				if !done[c] && (s.Keep == nil || s.Keep(c)) {
					done[c] = true
					claim(&b, c, words)
				}
			}
		}
		for _, t := range col.Topics {
			if slices.ContainsFunc(t.Claims, func(c *corpus.Claim) bool { return !done[c] && (s.Keep == nil || s.Keep(c)) }) {
				b.WriteString("\n## " + escape(t.Asks) + "\n")
				write(t.Claims)
			}
		}
		write(col.Claims)
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("write Argdown: %w", err)
	}
	return nil
}

// signs are those of Argdown for how a claim stands to others, by the words of the corpus: what a claim narrows or presupposes follows from it.
var signs = map[string]string{"contradicts": "><", "narrows": "+>", "presupposes": "+>", "is a reason for": "+>"}

func claim(b *strings.Builder, c *corpus.Claim, words map[*corpus.Note]string) {
	fmt.Fprintf(b, "\n[%s]: %s #%s\n", c.ID, escape(c.Words), c.Type)
	for _, r := range c.Relations {
		if sign := signs[r.Words]; sign != "" && (sign != "><" || c.ID < r.Claim.ID) { // that goes both ways
			fmt.Fprintf(b, "  %s [%s]\n", sign, r.Claim.ID)
		}
	}
	var apart []*corpus.Note
	all := slices.Concat(c.Notes, c.Evidence)
	for _, n := range all {
		if sign := side(n); sign != "" {
			fmt.Fprintf(b, "  %s <%s>\n", sign, title(n))
		} else {
			apart = append(apart, n)
		}
	}
	for _, n := range all {
		tag := ""
		if slices.Contains(apart, n) {
			tag = " #" + cmp.Or(n.Stance, n.Put) + " {claim: " + strconv.Quote(c.ID) + "}"
		}
		fmt.Fprintf(b, "\n<%s>: %s%s\n", title(n), escape(said(n, words[n])), tag)
	}
}

// side is + where a note stands for its claim and - where it stands against it.
func side(n *corpus.Note) string {
	switch {
	case n.Stance == "supports" || n.Side == "for":
		return "+"
	case n.Stance == "disputes" || n.Side == "against":
		return "-"
	}
	return ""
}

// title is a note's name in the whole file; # would begin a tag.
func title(n *corpus.Note) string { return n.Source.ID + "/" + n.ID }

// said is who says what where, how it is put, and in which words.
func said(n *corpus.Note, words string) string {
	parts := []string{n.Holder.Name()}
	if n.Source.Outlet != nil && n.Source.Outlet.Name != parts[0] {
		parts = append(parts, "in "+n.Source.Outlet.Name)
	}
	how := ""
	if n.Kind.Name == "claim" && n.Put != "stated" {
		how = " (" + n.Put + ")"
	}
	text := cmp.Or(n.Says, n.Note.Body)
	if words != "" {
		text = "“" + words + "”"
	}
	return oneLine(strings.Join(parts, " ") + how + ": " + text)
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// escape keeps Argdown from reading marks in words of a language.
func escape(s string) string {
	var b strings.Builder
	for i, r := range oneLine(s) {
		if strings.ContainsRune(`\[]<>#*_{}@/|`, r) || i == 0 && strings.ContainsRune("+-=(", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
