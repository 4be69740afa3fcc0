package webanno

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/field"
	"github.com/lateral-reader/lateral/internal/notes"
)

// fieldTags are the tags that become fields, with the values that they may have; nil where the site knows them.
var fieldTags = map[string][]string{
	"claim": nil, "speaker": nil, "kind": kindNames(), "stance": notes.Stances, "put": notes.Puts, "certainty": notes.Certainty, "basis": notes.Bases,
	"mode": notes.Modes, "side": notes.Sides, "missing": notes.Missing,
}

func kindNames() (names []string) {
	for _, k := range notes.Kinds {
		names = append(names, k.Name)
	}
	return names
}

var tagForm = regexp.MustCompile(`^\s*([a-z]+)\s*[:=]\s*(\S.*?)\s*$`)

// says fills in what the note says: its kind, the fields that tags and links name, and the words.
func (k *converter) says(a *Annotation, v *Converted) {
	n := &v.Note
	fields := map[string]string{}
	for _, t := range a.Tags {
		k.tag(v, fields, t)
	}
	k.texts(a, v, fields)
	k.links(a, v, fields)
	n.Claim, n.Stance, n.Side, n.Mode, n.Certainty, n.Basis = fields["claim"], fields["stance"], fields["side"], fields["mode"], fields["certainty"], fields["basis"]
	n.Put = cmp.Or(fields["put"], "stated")
	if id := fields["speaker"]; id != "" {
		n.Speaker = &notes.Party{ID: field.Text{S: id}}
	}
	k.kind(a, v, fields["kind"])
}

// tag takes a tag such as stance:disputes for a field. The first of a key holds; missing: may come again.
func (k *converter) tag(v *Converted, fields map[string]string, tag string) {
	key, value, known, ok := k.field(tag)
	switch {
	case !ok:
		v.Left = append(v.Left, fmt.Sprintf("the tag %q", tag))
	case !slices.Contains(known, value):
		v.Left = append(v.Left, strings.TrimSuffix(fmt.Sprintf("the tag %q: there is no such %s; %s", tag, key, diag.DidYouMean(value, known)), "; "))
	case key == "missing":
		v.Note.Missing = append(v.Note.Missing, value)
	case fields[key] != "" && fields[key] != value:
		v.Left = append(v.Left, fmt.Sprintf("the tag %q beside %s:%s", tag, key, fields[key]))
	default:
		fields[key] = value
	}
}

// field reads a tag that has the form of a field, with the values that the field may have.
func (k *converter) field(tag string) (key, value string, known []string, ok bool) {
	m := tagForm.FindStringSubmatch(tag)
	if m == nil {
		return "", "", nil, false
	}
	key, value = m[1], strings.ToLower(m[2])
	switch known, ok = fieldTags[key]; key {
	case "claim":
		known = k.c.ClaimIDs()
	case "speaker":
		known = k.voices()
	}
	return key, value, known, ok
}

// texts takes the bodies in words by what they are for (Motivation and Purpose).
func (k *converter) texts(a *Annotation, v *Converted, fields map[string]string) {
	var body []string
	for _, t := range a.Texts {
		switch value := strings.ToLower(strings.TrimSpace(t.Value)); {
		case t.Purpose == "classifying" && slices.Contains(notes.Stances, value):
			k.tag(v, fields, "stance:"+value)
		case t.Purpose == "classifying" && slices.Contains(notes.Sides, value):
			k.tag(v, fields, "side:"+value)
		case t.Purpose == "classifying" || t.Purpose == "identifying":
			v.Left = append(v.Left, fmt.Sprintf("%s %q", t.Purpose, brief(t.Value)))
		case t.Purpose == "editing":
			v.Note.Neutral = oneLine(plain(t))
		default:
			body = append(body, markdownOf(t))
		}
	}
	v.Note.Body = strings.Join(body, "\n\n")
}

// links takes the bodies that are addresses: of a claim or a speaker of this site, or of another page.
func (k *converter) links(a *Annotation, v *Converted, fields map[string]string) {
	for _, l := range a.Links {
		if key, id := k.ours(l.Value); key != "" {
			k.tag(v, fields, key+":"+id)
		} else if field.IsWebAddress(l.Value) {
			v.Note.See = append(v.Note.See, field.Text{S: l.Value})
		} else {
			v.Left = append(v.Left, "the link "+brief(l.Value))
		}
	}
}

// kind chooses what kind of note it is: what it was called, else what its fields are enough for, else a question or words beside the text.
func (k *converter) kind(a *Annotation, v *Converted, called string) {
	n := &v.Note
	fits := map[string]bool{
		"claim":    n.Claim != "" && ((n.Stance != "") != (n.Put == "declined")),
		"evidence": n.Claim != "" && n.Side != "" && n.Basis != "",
		"wording":  n.Neutral != "",
		"context":  n.Body != "",
		"prompt":   n.Body != "",
		"gap":      len(n.Missing) > 0,
	}
	order := []string{"evidence", "claim", "wording", "gap", "context"}
	if slices.Contains(a.Motivations, "questioning") {
		order = []string{"evidence", "claim", "wording", "gap", "prompt"}
	}
	name := ""
	if fits[called] {
		name = called
	} else if i := slices.IndexFunc(order, func(o string) bool { return fits[o] }); i >= 0 {
		name = order[i]
	}
	if n.Kind = notes.KindOf(name); n.Kind == nil {
		linkOnly(n)
		return
	}
	if called != "" && called != name {
		v.Left = append(v.Left, "kind:"+called+", which needs more than is here")
	}
	v.unused()
}

// linkOnly makes a note of nothing but links: words beside the text that name them. Without a link it stays without a kind.
func linkOnly(n *notes.Note) {
	if len(n.See) == 0 {
		return
	}
	var all []string
	for _, s := range n.See {
		all = append(all, "<"+s.S+">")
	}
	n.Kind, n.Body = notes.KindOf("context"), strings.Join(all, " ")
}

// unused takes out of the note what its kind has no key for.
func (v *Converted) unused() {
	n := &v.Note
	drop := func(key string, value *string) {
		if *value != "" && !slices.Contains(n.Kind.Keys, key) {
			v.Left = append(v.Left, key+":"+*value)
			*value = ""
		}
	}
	drop("claim", &n.Claim)
	drop("stance", &n.Stance)
	drop("side", &n.Side)
	drop("mode", &n.Mode)
	drop("certainty", &n.Certainty)
	drop("basis", &n.Basis)
	missing := strings.Join(n.Missing, ", ")
	if drop("missing", &missing); missing == "" {
		n.Missing = nil
	}
	drop("neutral", &n.Neutral)
	if n.Put != "stated" { // the default of every kind
		drop("put", &n.Put)
		n.Put = cmp.Or(n.Put, "stated")
	}
	if n.Speaker != nil {
		id := n.Speaker.ID.S
		if drop("speaker", &id); id == "" {
			n.Speaker = nil
		}
	}
}
