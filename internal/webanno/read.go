package webanno

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/field"
	"github.com/lateral-reader/lateral/internal/notes"
)

// Annotation is one annotation as it was read.
type Annotation struct {
	ID          string
	At          diag.Place
	Motivations []string
	By          string
	Created     string // as written; "" where not given
	Modified    string
	Teacher     bool
	Targets     []Target
	Texts       []Text
	Tags        []string
	Links       []Text   // Value is an address
	Replies     []string // ids of the annotations that this one replies to, outermost first
	Own         *Own     // what an export of ours says of the note; nil for all others
	Left        []string // what the notes of a site have no word for, in words
}

// Own is a note as an export of ours has it.
type Own struct {
	Source, Layer string
	Note          notes.Note
}

// Target is one thing that an annotation is about.
type Target struct {
	Sources               []string // addresses of the annotated page
	Quote, Prefix, Suffix string
	Position              bool // a position in code points is given, or another selector that counts
	Fragment              string
}

// Text is a body in words, or an address, with what it is for.
type Text struct{ Value, Format, Purpose string }

// Read reads annotations: one, a list, an AnnotationPage, an AnnotationCollection with pages in it, or the result of a Hypothesis search. Wrong
// input is in the diagnostics; an annotation that is wrong is left out and the others are read.
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

// said are the keys of an annotation that are read; each other one is named.
var said = []string{"@context", "id", "@id", "type", "@type", "motivation", "creator", "created", "modified", "audience", "body", "bodyValue", "target",
	"lateral:entry"}

func (r *reader) annotation(o *object) Annotation {
	a := Annotation{ID: o.text("id"), At: o.at, Created: o.text("created"), Modified: o.text("modified")}
	for _, m := range texts(o.get("motivation")) {
		a.Motivations = append(a.Motivations, local(m))
	}
	a.By = agentName(o.get("creator"))
	for _, x := range items(o.get("audience")) {
		if who, ok := x.(*object); ok && strings.EqualFold(who.text("schema:educationalRole"), "teacher") {
			a.Teacher = true
		} else {
			a.left("audience %s", brief(x))
		}
	}
	for _, x := range items(o.get("body")) {
		r.body(&a, x, "")
	}
	if t := o.text("bodyValue"); t != "" {
		a.Texts = append(a.Texts, Text{Value: t, Format: "text/plain"})
	}
	for _, x := range items(o.get("target")) {
		a.target(x)
	}
	if e, ok := o.get("lateral:entry").(*object); ok {
		own, ds := ownEntry(e)
		r.diags = append(r.diags, ds...)
		a.Own = own
	}
	for _, k := range o.keys {
		if !slices.Contains(said, k) {
			a.left("%s %s", k, brief(o.vals[k]))
		}
	}
	return a
}

func (a *Annotation) left(format string, args ...any) {
	a.Left = append(a.Left, strings.TrimSpace(fmt.Sprintf(format, args...)))
}

// body reads a text, a tag or a link, and what stands inside a choice, a list or another set of them.
func (r *reader) body(a *Annotation, x any, purpose string) {
	if t, ok := x.(string); ok {
		a.Links = append(a.Links, Text{Value: t, Purpose: purpose})
		return
	}
	o, ok := x.(*object)
	if !ok {
		a.left("a body that is neither a text nor an address: %s", brief(x))
		return
	}
	if p := o.text("purpose"); p != "" {
		purpose = local(p)
	}
	if more := texts(o.get("purpose")); len(more) > 1 {
		a.left("further purposes of a body: %s", strings.Join(more[1:], ", "))
	}
	value := cmp.Or(o.text("value"), o.text("chars"), o.text("rdf:value"))
	switch {
	case o.is("Choice") || o.is("List") || o.is("Composite") || o.is("Independents"):
		for i, y := range append(items(o.get("items")), items(o.get("members"))...) {
			if i == 1 && o.is("Choice") {
				a.left("that its bodies are a choice of which one is shown")
			}
			r.body(a, y, purpose)
		}
	case value != "" && purpose == "tagging":
		a.Tags = append(a.Tags, value)
	case value != "":
		a.Texts = append(a.Texts, Text{Value: value, Format: o.text("format"), Purpose: purpose})
	case o.get("source") != nil:
		address := asText(o.get("source"))
		if s, ok := o.get("source").(*object); ok && address == "" {
			address = s.text("id")
		}
		for _, k := range []string{"selector", "state", "styleClass", "renderedVia", "scope"} {
			if o.get(k) != nil {
				a.left("the %s of %s", k, cmp.Or(address, "a body"))
			}
		}
		if address != "" {
			a.Links = append(a.Links, Text{Value: address, Purpose: purpose})
		}
	case o.text("id") != "":
		a.Links = append(a.Links, Text{Value: o.text("id"), Purpose: purpose})
	default:
		a.left("a body without words: %s", brief(o))
	}
}

// local is the last part of a term: commenting for oa:commenting.
func local(term string) string {
	if i := strings.LastIndexAny(term, ":#/"); i >= 0 {
		return term[i+1:]
	}
	return term
}

// agentName is how an agent is called: by name, nick, or the end of its address.
func agentName(v any) string {
	var all []string
	for _, x := range items(v) {
		name := asText(x)
		if o, ok := x.(*object); ok {
			name = cmp.Or(o.text("name"), o.text("nickname"), o.text("label"), o.text("nick"), o.text("id"))
			if ns := texts(o.get("name")); len(ns) > 0 {
				name = ns[0]
			}
		}
		if name = strings.TrimPrefix(name, "acct:"); strings.Contains(name, "://") {
			name = local(strings.TrimRight(name, "/"))
		}
		if name != "" {
			all = append(all, name)
		}
	}
	return strings.Join(all, ", ")
}

// brief is a value in a few words, for a report.
func brief(v any) string {
	switch v := v.(type) {
	case *object:
		return brief(cmp.Or(v.text("id"), v.text("name"), v.text("type"), strings.Join(v.keys, ", ")))
	case []any:
		var all []string
		for _, x := range v {
			all = append(all, brief(x))
		}
		return brief(strings.Join(all, ", "))
	case string:
		v = strings.Join(strings.Fields(v), " ")
		if r := []rune(v); len(r) > 60 {
			return string(r[:59]) + "…"
		}
		return v
	case json.Number:
		return v.String()
	}
	return fmt.Sprint(v)
}

// target reads one target: its page, and the selectors that say where in it.
func (a *Annotation) target(x any) {
	if t, ok := x.(string); ok {
		page, frag, _ := strings.Cut(t, "#")
		a.Targets = append(a.Targets, Target{Sources: []string{page}, Fragment: frag})
		return
	}
	o, ok := x.(*object)
	if !ok {
		a.left("a target that is neither a text nor an address: %s", brief(x))
		return
	}
	if o.is("Choice") || o.is("List") || o.is("Composite") || o.is("Independents") {
		for _, y := range append(items(o.get("items")), items(o.get("members"))...) {
			a.target(y)
		}
		return
	}
	var t Target
	src := o.get("source")
	if src == nil {
		src = o.get("id")
	}
	for _, k := range []any{src, o.get("scope"), o.get("lateral:original")} {
		for _, s := range items(k) {
			address := asText(s)
			if so, ok := s.(*object); ok && address == "" {
				address = so.text("id")
				t.Sources = append(append(t.Sources, texts(so.get("canonical"))...), texts(so.get("via"))...)
			}
			if address != "" {
				page, _, _ := strings.Cut(address, "#")
				t.Sources = append(t.Sources, page)
			}
		}
	}
	for _, k := range []string{"state", "styleClass", "renderedVia"} {
		if o.get(k) != nil {
			a.left("%s of the target: %s", k, brief(o.get(k)))
		}
	}
	for _, s := range items(o.get("selector")) {
		a.selector(&t, s)
	}
	a.Targets = append(a.Targets, t)
}

// selector reads a quote or a fragment; others are named, since they count in a page that is not ours.
func (a *Annotation) selector(t *Target, x any) {
	s, ok := x.(*object)
	if !ok {
		a.left("a selector that is an address: %s", brief(x))
		return
	}
	switch {
	case s.is("TextQuoteSelector") || s.text("exact") != "":
		if t.Quote != "" {
			a.left("a second quote: %s", brief(s.text("exact")))
			break
		}
		t.Quote, t.Prefix, t.Suffix = s.text("exact"), s.text("prefix"), s.text("suffix")
	case s.is("FragmentSelector"):
		t.Fragment = s.text("value")
	case s.is("TextPositionSelector"):
		t.Position = true
	case s.is("Choice"):
		for _, y := range items(s.get("items")) {
			a.selector(t, y)
		}
	default:
		t.Position = true
		a.left("a %s", cmp.Or(s.text("type"), "selector"))
	}
	for _, y := range items(s.get("refinedBy")) {
		a.selector(t, y) // what refines it is the smaller place
	}
}

// hypothesis reads a row of a Hypothesis search.
func hypothesis(o *object) Annotation {
	a := Annotation{ID: o.text("id"), At: o.at, Created: o.text("created"), Modified: o.text("updated"), Tags: texts(o.get("tags")), Replies: texts(o.get("references"))}
	if info, ok := o.get("user_info").(*object); ok {
		a.By = info.text("display_name")
	}
	if a.By == "" {
		a.By, _, _ = strings.Cut(strings.TrimPrefix(o.text("user"), "acct:"), "@")
	}
	if a.Modified == a.Created {
		a.Modified = ""
	}
	if t := o.text("text"); t != "" {
		a.Texts = append(a.Texts, Text{Value: t, Format: "text/markdown"})
	}
	var uris []string
	uris = append(uris, texts(o.get("uri"))...)
	if d, ok := o.get("document").(*object); ok {
		for _, l := range items(d.get("link")) {
			if lo, ok := l.(*object); ok {
				uris = append(uris, texts(lo.get("href"))...)
			}
		}
	}
	for _, x := range items(o.get("target")) {
		if t, ok := x.(*object); ok && t.get("source") == nil && len(uris) > 0 {
			t.vals["source"] = uris[0]
		}
		a.target(x)
	}
	a.Left = slices.DeleteFunc(a.Left, func(l string) bool { return l == "a RangeSelector" }) // each row has one, for its own page
	if len(a.Targets) == 0 {
		a.Targets = []Target{{}}
	}
	for i := range a.Targets {
		for _, u := range uris {
			if !slices.Contains(a.Targets[i].Sources, u) {
				a.Targets[i].Sources = append(a.Targets[i].Sources, u)
			}
		}
	}
	if g := o.text("group"); g != "" && g != "__world__" {
		a.left("group %s", g)
	}
	for _, k := range []string{"hidden", "flagged"} {
		if v, ok := o.get(k).(bool); ok && v {
			a.left("%s", k)
		}
	}
	return a
}

// ownEntry reads what an export of ours says of a note, through the reader of notes files, so that the same rules hold.
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

func joined(vs []any) string {
	var parts []string
	for _, v := range vs {
		parts = append(parts, asYAML(v))
	}
	return strings.Join(parts, ", ")
}
