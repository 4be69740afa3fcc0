package catalog

import (
	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/field"
	"github.com/lateral-reader/lateral/internal/notes"
	"github.com/lateral-reader/lateral/internal/source"
)

// ParseClaims reads a claims.yaml.
func ParseClaims(p, collection string, data []byte) ([]Topic, []Claim, []diag.Diagnostic) {
	v, probs := open(p, data)
	m := v.Map("claims.yaml", "topics", "claims")
	var topics []Topic
	for _, it := range m.Get("topics").Items() {
		e := it.Map("a topic", "id", "asks", "about", "draft")
		t := Topic{ID: id(e), At: e.Get("id").At(), Collection: collection, Asks: e.Need("asks").Line(), About: prose(e, "about"), Draft: e.Get("draft").Bool()}
		if t.ID != "" {
			topics = append(topics, t)
		}
	}
	var claims []Claim
	for _, it := range m.Get("claims").Items() {
		e := it.Map("a claim", "id", "claim", "type", "topics", "about", "measure", "since", "added", "contradicts", "narrows", "presupposes", "reason-for", "finding", "draft")
		c := Claim{ID: id(e), At: e.Get("id").At(), Collection: collection, Words: e.Need("claim").Line(), Type: e.Get("type").OneOf(ClaimTypes...),
			Topics: ids(e, "topics"), About: prose(e, "about"), Since: source.ReadDate(e.Get("since"), false), Added: source.ReadDate(e.Get("added"), false),
			Contradicts: ids(e, "contradicts"), Narrows: ids(e, "narrows"), Presupposes: ids(e, "presupposes"), ReasonFor: ids(e, "reason-for"),
			Draft: e.Get("draft").Bool()}
		e.Need("type")
		if mv := e.Get("measure"); !mv.Empty() {
			mm := mv.Map("a measure", "what", "unit")
			c.Measure = Measure{mm.Need("what").S, mm.Text("unit").S}
			if c.Type != "number" && c.Type != "" {
				mv.Errorf("only a claim of type number has a measure, this one is of type %s", c.Type)
			}
		} else if c.Type == "number" {
			mv.ErrorHint("say measure: {what: people, unit: …}", "a claim of type number needs %q", "measure")
		}
		if fv := e.Get("finding"); !fv.Empty() {
			fm := fv.Map("a finding", "by", "date", "text", "url")
			c.Finding = &Finding{By: fm.Need("by").S, Text: fm.Need("text").S, URL: fm.Get("url").WebAddress(), Date: source.ReadDate(fm.Get("date"), false)}
		}
		if c.ID != "" {
			claims = append(claims, c)
		}
	}
	return topics, claims, probs.All()
}

// ParseSpeakers reads a speakers.yaml.
func ParseSpeakers(p string, data []byte) ([]Speaker, []diag.Diagnostic) {
	v, probs := open(p, data)
	var out []Speaker
	for _, it := range list(v, "speakers.yaml") {
		e := it.Map("a speaker", "id", "name", "described", "kind", "naming", "role", "of", "aliases", "origin", "distinct", "links", "about")
		s := Speaker{ID: id(e), At: e.Get("id").At(), Name: e.Text("name").Line(), Described: e.Text("described").Line(),
			Kind: e.Get("kind").OneOf(notes.PartyKind...), Naming: e.Get("naming").OneOf(notes.Namings...), Role: e.Text("role").S, Of: e.Text("of"),
			Origin: e.Get("origin").ID(), Distinct: e.Text("distinct").S, About: prose(e, "about")}
		switch {
		case s.Name == "" && s.Described == "":
			it.Errorf("a speaker needs a name, or described: where none is given")
		case s.Naming == "" && s.Name != "":
			s.Naming = "named"
		case s.Naming == "":
			s.Naming = "described"
		}
		for _, a := range e.Get("aliases").Texts() {
			s.Aliases = append(s.Aliases, a.Line())
		}
		for _, l := range e.Get("links").Items() {
			lm := l.Map("a link", "text", "url")
			lm.Need("url")
			s.Links = append(s.Links, Link{lm.Need("text").S, lm.Get("url").WebAddress()})
		}
		if s.ID != "" {
			out = append(out, s)
		}
	}
	return out, probs.All()
}

// ParseOutlets reads an outlets.yaml.
func ParseOutlets(p string, data []byte) ([]Outlet, []diag.Diagnostic) {
	v, probs := open(p, data)
	var out []Outlet
	for _, it := range list(v, "outlets.yaml") {
		e := it.Map("an outlet", "id", "name", "url", "country", "funding", "ownership", "control", "about")
		o := Outlet{ID: id(e), At: e.Get("id").At(), Name: e.Need("name").Line(), URL: e.Get("url").WebAddress(), Country: e.Text("country").S,
			Funding: axis(e, "funding"), Ownership: axis(e, "ownership"), Control: axis(e, "control"), About: prose(e, "about")}
		if o.ID != "" {
			out = append(out, o)
		}
	}
	return out, probs.All()
}

func axis(m field.Map, key string) Axis {
	v := m.Get(key)
	if v.Empty() {
		return Axis{}
	}
	e := v.Map(key, "text", "source", "date")
	if v.IsMap() {
		e.Need("text")
	}
	return Axis{e.Text("text").S, e.Text("source").S, source.ReadDate(e.Get("date"), false)}
}

func open(p string, data []byte) (field.Value, *field.Problems) {
	if len(data) > source.MaxSize {
		_, probs := field.Parse(p, nil, 0)
		probs.Errorf(diag.Place{File: p}, "the file has %d bytes, more than the %d that one may have", len(data), source.MaxSize)
		return field.Value{}, probs
	}
	v, probs := field.Parse(p, data, 0)
	if v.Missing() && len(probs.All()) == 0 && len(data) == 0 {
		probs.Errorf(diag.Place{File: p, Line: 1}, "the file is empty")
	}
	return v, probs
}

// list reads a file that is a list of entries.
func list(v field.Value, name string) []field.Value {
	if v.Missing() || v.Empty() {
		return nil
	}
	if !v.IsList() {
		v.ErrorHint("write - {id: ada-ruiz, name: Ada Ruiz}, a line for each", "%s is a list: each entry begins with a dash", name)
		return nil
	}
	return v.Items()
}

func id(e field.Map) string {
	e.Need("id")
	return e.Get("id").ID().S
}
