package webanno

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// This file reads one annotation of the W3C Web Annotation Data Model; the sections named are the model's.

// said are the keys of an annotation that are read; each other one is named.
var said = []string{"@context", "id", "@id", "type", "@type", "motivation", "creator", "created", "modified", "audience", "body", "bodyValue", "target",
	"lateral:entry"}

// annotation reads an Annotation (Annotations; Other Properties). What is not of the expected shape is named in Left.
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
		a.body(x, "")
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

// left names something that the notes of a site have no word for.
func (a *Annotation) left(format string, args ...any) {
	a.Left = append(a.Left, strings.TrimSpace(fmt.Sprintf(format, args...)))
}

// body reads a text, a tag or a link (Embedded Textual Body, External Web Resources), and what stands inside a set of bodies. The purpose is that of
// the set, "" where none is given.
func (a *Annotation) body(x any, purpose string) {
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
	value := cmp.Or(o.text("value"), o.text("chars"), o.text("rdf:value")) // chars and rdf:value: drafts of the model
	switch {
	case o.isSet():
		for i, y := range o.members() {
			if i == 1 && o.is("Choice") {
				a.left("that its bodies are a choice of which one is shown")
			}
			a.body(y, purpose)
		}
	case value != "" && purpose == "tagging":
		a.Tags = append(a.Tags, value)
	case value != "":
		a.Texts = append(a.Texts, Text{Value: value, Format: o.text("format"), Purpose: purpose})
	case o.get("source") != nil:
		a.linked(o, purpose)
	case o.text("id") != "":
		a.Links = append(a.Links, Text{Value: o.text("id"), Purpose: purpose})
	default:
		a.left("a body without words: %s", brief(o))
	}
}

// linked reads a body that is a part of another page or a state of it (Specific Resources): a note can link to the whole page.
func (a *Annotation) linked(o *object, purpose string) {
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
}

// isSet reports whether an object stands for several bodies or targets (Choice Between Bodies; Sets of Bodies and Targets).
func (o *object) isSet() bool {
	return o.is("Choice") || o.is("List") || o.is("Composite") || o.is("Independents")
}

// members are the bodies or targets of a set, in order.
func (o *object) members() []any { return append(items(o.get("items")), items(o.get("members"))...) }

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

// target reads one target: its page, and the selectors that say where in it (Bodies and Targets; Specific Resources).
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
	if o.isSet() {
		for _, y := range o.members() {
			a.target(y)
		}
		return
	}
	t := Target{Sources: addresses(o)}
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

// addresses are all that a target says of where its page is, without fragments: its source or itself, the page around it (Scope), and the original of
// a page of ours. What a source is another copy of stands first (Other Identities).
func addresses(o *object) (all []string) {
	src := o.get("source")
	if src == nil {
		src = o.get("id")
	}
	for _, v := range []any{src, o.get("scope"), o.get("lateral:original")} {
		for _, s := range items(v) {
			address := asText(s)
			if so, ok := s.(*object); ok && address == "" {
				address = so.text("id")
				all = append(append(all, texts(so.get("canonical"))...), texts(so.get("via"))...)
			}
			if address != "" {
				page, _, _ := strings.Cut(address, "#")
				all = append(all, page)
			}
		}
	}
	return all
}

// selector reads a quote or a fragment (Selectors); others are named, since they count in a page that is not ours. Of what refines another the
// smaller place holds (Refinement of Selection).
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
		a.selector(t, y)
	}
}
