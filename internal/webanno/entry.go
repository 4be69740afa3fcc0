package webanno

import (
	"fmt"
	"strings"

	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/field"
	"github.com/lateral-reader/lateral/internal/notes"
)

// Own is a note as an export of ours has it.
type Own struct {
	Source, Layer string
	Note          notes.Note
}

// ownEntry reads what an export of ours says of a note, through the reader of notes files, so that the same rules hold. Where they do not, the
// diagnostics say so at the place of the entry, and there is no note.
func ownEntry(e *object) (*Own, []diag.Diagnostic) {
	own := &Own{Source: e.text("lateral:source"), Layer: e.text("lateral:layer")}
	var b strings.Builder
	b.WriteString("notes:\n")
	first := true
	for _, k := range e.keys {
		key, known := strings.CutPrefix(k, "lateral:")
		if !known || key == "source" || key == "layer" {
			continue
		}
		if first {
			b.WriteString("  - ")
		} else {
			b.WriteString("    ")
		}
		b.WriteString(field.QuoteFlow(key) + ": " + asYAML(e.vals[k]) + "\n")
		first = false
	}
	f, ds := notes.Parse(own.Source+".notes.yaml", []byte(b.String()))
	for i := range ds {
		ds[i].Place = e.at
	}
	if diag.HasErrors(ds) || f == nil || len(f.Notes) != 1 {
		return nil, ds
	}
	own.Note = f.Notes[0]
	return own, nil
}

// asYAML is a value of an entry in the flow style of YAML.
func asYAML(v any) string {
	switch v := v.(type) {
	case []any:
		return "[" + joined(v) + "]"
	case *object:
		if l, ok := v.vals["@list"]; ok {
			return "[" + joined(items(l)) + "]"
		}
		var parts []string
		for _, k := range v.keys {
			if key, known := strings.CutPrefix(k, "lateral:"); known {
				parts = append(parts, field.QuoteFlow(key)+": "+asYAML(v.vals[k]))
			}
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case bool:
		return fmt.Sprint(v)
	}
	return field.QuoteFlow(asText(v))
}

// joined are values between commas, as in a list of the flow style.
func joined(vs []any) string {
	var parts []string
	for _, v := range vs {
		parts = append(parts, asYAML(v))
	}
	return strings.Join(parts, ", ")
}
