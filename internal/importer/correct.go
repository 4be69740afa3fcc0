package importer

import (
	"fmt"
	"slices"
	"strings"

	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/field"
	"github.com/lateral-reader/lateral/internal/source"
	"github.com/lateral-reader/lateral/internal/worddiff"
	"github.com/lateral-reader/lateral/internal/words"
)

// Correction is a source that was made of a file, and what becomes of it with a corrected file.
type Correction struct {
	Markdown []byte
	Kept     []string // what the file states and the front matter keeps otherwise, in words
	Taken    []string // what the front matter says anew, in words
	Edited   bool     // the text was edited by hand since it was imported; the edits are kept
	Unknown  bool     // whether it was is not known: the file that it was made of is not here
	Clashes  []string // passages that were edited by hand and changed in the file too, in words; then Markdown has the file's
}

// Correct makes a correction of old. base is a reading of the file that old was made of, nil where that is not known; now is one of the corrected
// file. What a person wrote into the front matter stays, byte for byte; of the text, what the file did not change.
func Correct(old *source.Source, base, now *Result) (Correction, []diag.Diagnostic) {
	front, body, _, ds := source.SplitFront(old.Path, old.Raw)
	if ds != nil {
		return Correction{}, ds
	}
	c := Correction{Unknown: base == nil}
	f := splice{lines: strings.SplitAfter(strings.TrimRight(strings.ReplaceAll(string(front), "\r\n", "\n"), "\n")+"\n", "\n")}
	f.lines = f.lines[:len(f.lines)-1]
	c.values(&f, old, base, now)
	if err := f.speakers(old, now); err != nil {
		return c, []diag.Diagnostic{diag.Errorf(diag.Place{File: old.Path}, "%s", err)}
	}
	f.stretches(old, base, now)
	f.block("original", original(now.Original))
	text := now.Body
	if base != nil {
		text = c.merge(base.Body, strings.TrimLeft(strings.ReplaceAll(string(body), "\r\n", "\n"), "\n"), now.Body)
	}
	c.Markdown = []byte("---\n" + strings.Join(f.lines, "") + "---\n\n" + text)
	return c, nil
}

// values compares what the files state. With a base, what nobody edited is taken from the new file.
func (c *Correction) values(f *splice, old *source.Source, base, now *Result) {
	byline := func(r *Result) string {
		if r == nil || len(r.Byline) == 0 {
			return ""
		}
		var names []string
		for _, n := range r.Byline {
			names = append(names, field.QuoteFlow(n))
		}
		return "[" + strings.Join(names, ", ") + "]"
	}
	var have []string
	for _, n := range old.Byline {
		have = append(have, field.QuoteFlow(n.S))
	}
	haveByline := ""
	if len(have) > 0 {
		haveByline = "[" + strings.Join(have, ", ") + "]"
	}
	was := func(v func(*Result) string) string {
		if base == nil {
			return ""
		}
		return v(base)
	}
	for _, k := range []struct {
		key, have string
		of        func(*Result) string
		flow      bool
	}{
		{"title", old.Title, func(r *Result) string { return r.Title }, false},
		{"subtitle", old.Subtitle, func(r *Result) string { return r.Subtitle }, false},
		{"byline", haveByline, byline, true},
		{"published", old.Published.Written, func(r *Result) string { return r.Published }, false},
		{"url", old.URL, func(r *Result) string { return r.URL }, false},
	} {
		next := k.of(now)
		switch {
		case next == k.have || words.Same(next) == words.Same(k.have):
		case base == nil && next != "":
			c.Kept = append(c.Kept, fmt.Sprintf("%s: %q stays; the file says %q", k.key, k.have, next))
		case base == nil || next == was(k.of):
		case k.have != was(k.of):
			c.Kept = append(c.Kept, fmt.Sprintf("%s: %q, edited by hand, stays; the file now says %q", k.key, k.have, next))
		default:
			v := next
			if !k.flow && v != "" {
				v = field.Quote(v)
			}
			f.value(k.key, v)
			c.Taken = append(c.Taken, fmt.Sprintf("%s: %q instead of %q", k.key, next, k.have))
		}
	}
}

// merge puts what a person changed into the new text, paragraph by paragraph. Where both changed the same, the file's words stand, and the clash is told.
func (c *Correction) merge(base, mine, theirs string) string {
	if mine == base {
		return theirs
	}
	c.Edited = true
	a, m, t := paragraphs(base), paragraphs(mine), paragraphs(theirs)
	own, file := worddiff.Lists(a, m), worddiff.Lists(a, t)
	var out []string
	at, i, j := 0, 0, 0
	for i < len(own) || j < len(file) {
		switch {
		case j == len(file) || i < len(own) && own[i].A1 < file[j].A0:
			out = append(append(out, a[at:own[i].A0]...), m[own[i].B0:own[i].B1]...)
			at = own[i].A1
			i++
		case i == len(own) || file[j].A1 < own[i].A0:
			out = append(append(out, a[at:file[j].A0]...), t[file[j].B0:file[j].B1]...)
			at = file[j].A1
			j++
		default: // all hunks that touch each other, as one
			a0, a1 := min(own[i].A0, file[j].A0), max(own[i].A1, file[j].A1)
			i0, j0 := i, j
			i, j = i+1, j+1
			for more := true; more; {
				more = false
				if i < len(own) && own[i].A0 <= a1 {
					a1, i, more = max(a1, own[i].A1), i+1, true
				}
				if j < len(file) && file[j].A0 <= a1 {
					a1, j, more = max(a1, file[j].A1), j+1, true
				}
			}
			ours := m[own[i0].B0-(own[i0].A0-a0) : own[i-1].B1+(a1-own[i-1].A1)]
			new := t[file[j0].B0-(file[j0].A0-a0) : file[j-1].B1+(a1-file[j-1].A1)]
			if !slices.Equal(ours, new) {
				c.Clashes = append(c.Clashes, worddiff.Line(worddiff.Words(strings.Join(ours, "\n\n"), strings.Join(new, "\n\n"))))
			}
			out = append(append(out, a[at:a0]...), new...)
			at = a1
		}
	}
	return strings.Join(append(out, a[at:]...), "\n\n") + "\n"
}

func paragraphs(body string) []string {
	var out []string
	for p := range strings.SplitSeq(strings.TrimSpace(body), "\n\n") {
		if p = strings.Trim(p, "\n"); p != "" {
			out = append(out, p)
		}
	}
	return out
}
