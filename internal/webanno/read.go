package webanno

import (
	"slices"

	"github.com/lateral-reader/lateral/internal/diag"
)

// Annotation is one annotation as it was read. What is not given is "" or empty.
type Annotation struct {
	ID          string // its address
	At          diag.Place
	Motivations []string // without their prefix: commenting
	By          string   // names of its creators, joined by commas
	Created     string   // as written
	Modified    string
	Teacher     bool // it is for teachers
	Targets     []Target
	Texts       []Text
	Tags        []string
	Links       []Text   // Value is an address
	Replies     []string // ids of the annotations that this one replies to, outermost first
	Own         *Own     // what an export of ours says of the note; nil for all others
	Left        []string // what the notes of a site have no word for, in words
}

// Target is one thing that an annotation is about.
type Target struct {
	Sources               []string // addresses of the annotated page
	Quote, Prefix, Suffix string
	Position              bool   // a place is given that counts in the page: code points, an XPath, …
	Fragment              string // without its #
}

// Text is a body in words, or an address. Format is a media type and Purpose a motivation of the model without its prefix; "" where not given.
type Text struct{ Value, Format, Purpose string }

// Read reads annotations: one, a list, an AnnotationPage, an AnnotationCollection with pages in it (Collections, in the W3C Web Annotation Data
// Model), or the result of a Hypothesis search. What is no JSON, and an entry of ours that breaks the rules of notes, is in the diagnostics. Each
// annotation is there once, in the order of the file; no page that is named by its address alone is fetched.
func Read(file string, data []byte) ([]Annotation, []diag.Diagnostic) {
	v, d, ok := parseJSON(file, data)
	if !ok {
		return nil, []diag.Diagnostic{d}
	}
	r := &reader{file: file, seen: map[string]bool{}}
	r.any(v)
	for _, e := range r.elsewhere {
		if !r.seen[e.address] {
			r.diags = append(r.diags, diag.Warnf(e.at, "%s is not in this file, so it is not read", e.address))
			r.seen[e.address] = true
		}
	}
	if len(r.out) == 0 && !diag.HasErrors(r.diags) {
		d := diag.Errorf(diag.Place{File: file, Line: 1, Column: 1}, "there are no annotations in this file")
		r.diags = append(r.diags, d.WithHint("known: an Annotation, AnnotationPage or AnnotationCollection of the W3C model, and the rows of a Hypothesis search"))
	}
	return r.out, r.diags
}

type reader struct {
	file  string
	out   []Annotation
	diags []diag.Diagnostic
	seen  map[string]bool // pages and annotations by id: a collection may hold one twice

	elsewhere []struct { // pages that are named by their address alone
		address string
		at      diag.Place
	}
}

// any reads a value that may hold annotations; others are passed over.
func (r *reader) any(v any) {
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			r.any(x)
		}
	case *object:
		r.object(v)
	}
}

// object tells by its type, or by its keys where it has none, what an object is.
func (r *reader) object(o *object) {
	known := func(keys ...string) bool {
		return slices.ContainsFunc(keys, func(k string) bool { _, ok := o.vals[k]; return ok })
	}
	id := o.text("id")
	switch {
	case known("rows"):
		r.any(o.get("rows"))
	case known("uri") && known("target", "text", "tags"):
		r.add(hypothesis(o))
	case o.is("AnnotationCollection") || o.is("OrderedCollection") || o.is("AnnotationPage") || o.is("OrderedCollectionPage") || known("@graph", "@included", "items"):
		if id != "" {
			if r.seen[id] {
				return
			}
			r.seen[id] = true
		}
		for _, key := range []string{"items", "first", "@included", "@graph", "next", "last"} {
			r.pages(o, key)
		}
	case o.is("Annotation") || known("target"):
		r.add(r.annotation(o))
	}
}

// pages reads what stands under a key of a collection: pages or annotations, and says of those that are elsewhere that they are.
func (r *reader) pages(o *object, key string) {
	for _, x := range items(o.get(key)) {
		if _, elsewhere := x.(string); elsewhere {
			r.elsewhere = append(r.elsewhere, struct {
				address string
				at      diag.Place
			}{asText(x), o.at})
			continue
		}
		r.any(x)
	}
}

func (r *reader) add(a Annotation) {
	if a.ID != "" {
		if r.seen[a.ID] {
			return
		}
		r.seen[a.ID] = true
	}
	r.out = append(r.out, a)
}
