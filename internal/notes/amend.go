package notes

import (
	"errors"
	"strconv"

	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/field"
)

// Change is what shall be different in the note at a place in the list of a file.
type Change struct {
	Note   int
	Target Target // how it finds its passage; what is as it was stays as it is written
}

// Amend rewrites the entries of a notes file that change, and gives an id to each that has none; all other bytes stay. Refused says of a note by its
// place in the list why it stays as it was. A file in which something is wrong stays whole.
func Amend(path string, data []byte, changes []Change) (out []byte, refused map[int]error) {
	f, ds := Parse(path, data)
	if diag.HasErrors(ds) {
		refused = map[int]error{}
		for _, c := range changes {
			refused[c.Note] = errors.New("something else is wrong in this file; correct it first")
		}
		return data, refused
	}
	to := map[int]Target{}
	for _, c := range changes {
		to[c.Note] = c.Target
	}
	v, _ := field.Parse(path, data, 0)
	items := v.Map("a notes file", "by", "defaults", "notes").Get("notes").Items()
	var list []field.Amendment
	for i := range f.Notes {
		a := field.Amendment{Entry: i}
		if items[i].Map("a note", knownKeys()...).Get("id").Empty() {
			a.Sets = []field.Set{{Key: "id", Value: f.Notes[i].ID}}
		}
		if t, ok := to[i]; ok {
			a.Sets = append(a.Sets, sets(f.Notes[i].Target(), t)...)
		}
		if len(a.Sets) > 0 {
			list = append(list, a)
		}
	}
	return field.Amend(data, "notes", list)
}

// sets are the keys that differ between two descriptions.
func sets(was, now Target) []field.Set {
	var out []field.Set
	set := func(key, a, b string, after ...string) {
		if a != b {
			out = append(out, field.Set{Key: key, Value: b, After: after})
		}
	}
	set("quote", was.Quote, now.Quote)
	set("from", was.From, now.From)
	set("to", was.To, now.To)
	set("prefix", was.Prefix, now.Prefix, "quote", "from", "to")
	set("suffix", was.Suffix, now.Suffix, "quote", "from", "to", "prefix")
	set("paragraph", was.Paragraph, now.Paragraph, "quote", "from", "to", "prefix", "suffix")
	if p := now.Position; p != nil && (was.Position == nil || *was.Position != *p) {
		at := pairs("paragraph", p.Paragraph, "start", strconv.Itoa(p.Start), "end", strconv.Itoa(p.End), "before", p.Before, "after", p.After)
		out = append(out, field.Set{Key: "at", Value: at, Raw: true, After: []string{"quote", "from", "to", "prefix", "suffix", "paragraph"}})
	}
	return out
}
