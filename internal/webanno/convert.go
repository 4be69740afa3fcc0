package webanno

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/field"
	"github.com/lateral-reader/lateral/internal/notes"
	"github.com/lateral-reader/lateral/internal/words"
)

// Options say what the annotations themselves do not.
type Options struct {
	Source string // id of the source that all are about; "" is told from their addresses
	Layer  string // "" is made of who wrote them
}

// Converted is an annotation as a note of a site.
type Converted struct {
	From   *Annotation
	Source *corpus.Source
	Layer  string // "" for the notes file of the source itself, where the annotation came from one
	Note   notes.Note
	Left   []string // what the note does not carry over, in words
}

// Convert makes notes of annotations, in their order, for sources of the corpus, which is not changed. An annotation of no source here, one whose
// passage is not found, and one that says nothing are left out, with the reason in the diagnostics. A reply finds only what stands before it.
func Convert(c *corpus.Corpus, as []Annotation, o Options) ([]Converted, []diag.Diagnostic) {
	k := &converter{c: c, o: o, byURL: map[string]*corpus.Source{}, made: map[string]int{}}
	for _, id := range c.SourceIDs() {
		s := c.Source(id)
		for _, u := range []string{s.URL, s.Archived} {
			if u != "" {
				k.byURL[plainURL(u)] = s
			}
		}
	}
	for i := range as {
		k.convert(&as[i])
	}
	return k.out, k.diags
}

type converter struct {
	c     *corpus.Corpus
	o     Options
	byURL map[string]*corpus.Source
	made  map[string]int // id of an annotation -> where its note stands in out
	out   []Converted
	diags []diag.Diagnostic
}

// refuse leaves an annotation out.
func (k *converter) refuse(a *Annotation, hint, format string, args ...any) {
	d := diag.Errorf(a.At, format, args...)
	if d.Hint = hint; a.ID != "" {
		d.Message += ": " + a.ID
	}
	k.diags = append(k.diags, d)
}

// convert makes a note of an annotation: whose text it is about, where in it, what it says, and an id.
func (k *converter) convert(a *Annotation) {
	if a.Own != nil {
		k.own(a)
		return
	}
	src, target, ok := k.place(a)
	if !ok {
		return
	}
	v := Converted{From: a, Source: src, Left: slices.Clone(a.Left), Layer: cmp.Or(k.o.Layer, layerName(a.By))}
	n := &v.Note
	n.Origin, n.Rare, n.Coding = &notes.Origin{Layer: v.Layer, By: a.By}, new(notes.Rare), &notes.Coding{Put: "stated"}
	if !k.anchor(a, &v, target) {
		return
	}
	k.says(a, &v)
	k.dates(a, &v)
	n.Teacher = a.Teacher
	if n.Kind == nil {
		k.refuse(a, "a note says something: add words, or the tags claim:ID and stance:…", "there are no words in this annotation, so it is left out")
		k.diags[len(k.diags)-1].Level = diag.Warning // a highlight is no mistake
		return
	}
	if n.ID = k.there(&v); n.ID == "" {
		n.ID = k.newID(&v)
	}
	if a.ID != "" {
		k.made[a.ID] = len(k.out)
	}
	k.out = append(k.out, v)
}

// own takes a note as an export of ours has it.
func (k *converter) own(a *Annotation) {
	id := cmp.Or(k.o.Source, a.Own.Source)
	src := k.c.Source(id)
	if src == nil {
		k.refuse(a, diag.DidYouMean(id, k.c.SourceIDs()), "there is no source %q here", id)
		return
	}
	n := a.Own.Note
	n.Origin = &notes.Origin{Layer: cmp.Or(k.o.Layer, a.Own.Layer), By: n.By}
	k.out = append(k.out, Converted{From: a, Source: src, Layer: n.Layer, Note: n, Left: a.Left})
}

// layerName is a layer that is called after who wrote it, where the name has letters that a file's name may have.
func layerName(by string) string { return cmp.Or(field.MakeID(by), "imported") }

// dates keeps the dates that a note can have.
func (k *converter) dates(a *Annotation, v *Converted) {
	for _, d := range []struct {
		name, value string
		to          *string
	}{{"created", a.Created, &v.Note.Created}, {"modified", a.Modified, &v.Note.Modified}} {
		switch {
		case d.value == "":
		case isDate(d.value):
			*d.to = d.value
		default:
			v.Left = append(v.Left, d.name+" "+brief(d.value))
		}
	}
}

// isDate reports whether a notes file takes a date as it is.
func isDate(s string) bool {
	return slices.ContainsFunc([]string{"2006", "2006-01", time.DateOnly, time.RFC3339}, func(form string) bool {
		_, err := time.Parse(form, s)
		return err == nil
	})
}

// there is the id of the note of the layer that says the same already; "" where there is none.
func (k *converter) there(v *Converted) string {
	for _, f := range v.Source.Files {
		for i := range f.Notes {
			if n := f.Notes[i]; f.Layer == v.Layer && Same(n, v.Note) && !k.has(v.Source, n.ID) {
				return n.ID
			}
		}
	}
	return ""
}

// has reports whether an annotation before became a note of the id.
func (k *converter) has(s *corpus.Source, id string) bool {
	return slices.ContainsFunc(k.out, func(c Converted) bool { return c.Source == s && c.Note.ID == id })
}

// Same reports whether two notes say the same of the same passage, wherever they stand and whatever they are called.
func Same(a, b notes.Note) bool {
	a.ID, b.ID = "", ""
	return string(notes.Write("", []notes.Note{a})) == string(notes.Write("", []notes.Note{b}))
}

// newID is made of the words of the passage, as those of notes without one are, and free in the source.
func (k *converter) newID(v *Converted) string {
	made, _ := words.Cut(v.Note.Quote+v.Note.From+strings.Join(v.Note.Missing, " "), 4)
	base := field.MakeID(v.Layer + " " + made)
	id := base
	for i := 2; v.Source.HasNote(id) || k.has(v.Source, id); i++ {
		id = fmt.Sprintf("%s-%d", base, i)
	}
	return id
}
