package webanno

import (
	"slices"
	"strings"
)

// hypothesis reads a row of a Hypothesis search, as /api/search gives it: an annotation of a shape of its own with a target of the W3C model. The
// page may have several addresses (document.link); replies name those before them (references).
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
