package notes

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/lateral-reader/lateral/internal/field"
)

// Write writes notes as a notes file that Parse reads back: every key that is not left to its default, no comments, no defaults.
// by is who wrote the file; a note by somebody else says so itself.
func Write(by string, ns []Note) []byte {
	w := &yaml{}
	if by != "" {
		w.key(0, "by", by)
	}
	if len(ns) == 0 {
		w.b.WriteString("notes: []\n")
		return []byte(w.b.String())
	}
	w.b.WriteString("notes:\n")
	for i := range ns {
		if i > 0 {
			w.b.WriteString("\n")
		}
		w.note(by, &ns[i])
	}
	return []byte(w.b.String())
}

// yaml writes the little YAML that notes need. The library writes nodes, but keeps neither our order of keys nor our lines.
type yaml struct{ b strings.Builder }

func (w *yaml) note(by string, n *Note) {
	w.b.WriteString("  - id: " + n.ID + "\n")
	if n.Kind.Name != "claim" {
		w.key(4, "kind", n.Kind.Name)
	}
	w.key(4, "quote", n.Quote)
	w.key(4, "from", n.From)
	w.key(4, "to", n.To)
	w.key(4, "prefix", n.Prefix)
	w.key(4, "suffix", n.Suffix)
	w.key(4, "paragraph", n.Paragraph)
	if p := n.Position; p != nil {
		w.flow(4, "at", pairs("paragraph", p.Paragraph, "start", strconv.Itoa(p.Start), "end", strconv.Itoa(p.End), "before", p.Before, "after", p.After))
	}
	w.key(4, "claim", n.Claim)
	w.key(4, "stance", n.Stance)
	if n.Put != "stated" && slices.Contains(n.Kind.Keys, "put") {
		w.key(4, "put", n.Put)
	}
	w.key(4, "side", n.Side)
	if n.Speaker != nil {
		w.flow(4, "speaker", party(*n.Speaker))
	}
	var via []string
	for _, p := range n.Via {
		via = append(via, party(p))
	}
	w.list(4, "via", via)
	w.key(4, "mode", n.Mode)
	w.key(4, "certainty", n.Certainty)
	w.key(4, "basis", n.Basis)
	w.key(4, "answers", n.Answers.S)
	if len(n.Figures) > 0 {
		w.b.WriteString("    figures:\n")
		for _, f := range n.Figures {
			low, high := "", ""
			if f.HasLow {
				low = strconv.FormatFloat(f.Low, 'f', -1, 64)
			}
			if f.HasHigh {
				high = strconv.FormatFloat(f.High, 'f', -1, 64)
			}
			w.b.WriteString("      - " + pairs("words", f.Words, "low", low, "high", high, "counts", f.Counts, "of", f.Of, "where", f.Where, "when", f.When) + "\n")
		}
	}
	w.key(4, "neutral", n.Neutral)
	w.list(4, "missing", n.Missing)
	var see []string
	for _, t := range n.See {
		see = append(see, field.QuoteFlow(t.S))
	}
	w.list(4, "see", see)
	w.key(4, "says", n.Says)
	w.block(4, "note", n.Body)
	if n.Teacher {
		w.key(4, "for", "teacher")
	}
	if n.Draft {
		w.key(4, "draft", "true")
	}
	if n.Debatable {
		w.key(4, "debatable", "true")
	}
	if n.By != by {
		w.key(4, "by", n.By)
	}
	w.key(4, "created", n.Created)
	w.key(4, "modified", n.Modified)
}

// party is an id, or an inline party in brackets.
func party(p Party) string {
	if p.ID.S != "" {
		return p.ID.S
	}
	naming := p.Naming
	if naming == "described" {
		naming = ""
	}
	return pairs("described", p.Described, "kind", p.Kind, "role", p.Role, "of", p.Of.S, "naming", naming, "distinct", p.Distinct)
}

// pairs writes {key: value, …}, without the keys that have no value.
func pairs(kv ...string) string {
	var parts []string
	for i := 0; i < len(kv); i += 2 {
		if kv[i+1] != "" {
			parts = append(parts, kv[i]+": "+field.QuoteFlow(kv[i+1]))
		}
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

func (w *yaml) key(indent int, key, value string) {
	if value != "" {
		w.flow(indent, key, field.QuoteFlow(value))
	}
}

// flow writes a key with a value that is YAML already.
func (w *yaml) flow(indent int, key, value string) {
	w.b.WriteString(strings.Repeat(" ", indent) + key + ": " + value + "\n")
}

func (w *yaml) list(indent int, key string, values []string) {
	if len(values) > 0 {
		w.flow(indent, key, "["+strings.Join(values, ", ")+"]")
	}
}

// block writes a text of several lines as a block scalar, and as a quoted one what a block could not hold as it is.
func (w *yaml) block(indent int, key, text string) {
	body := strings.TrimRight(text, "\n")
	if !strings.Contains(body, "\n") || strings.HasPrefix(body, " ") || strings.HasPrefix(body, "\n") || !printable(body) {
		w.key(indent, key, body)
		return
	}
	w.b.WriteString(strings.Repeat(" ", indent) + key + ": |\n")
	for line := range strings.SplitSeq(body, "\n") {
		if line != "" {
			w.b.WriteString(strings.Repeat(" ", indent+2) + line)
		}
		w.b.WriteString("\n")
	}
}

func printable(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r != '\n' && !unicode.IsPrint(r) })
}
