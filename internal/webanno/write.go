package webanno

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/notes"
)

// Site is what is written, and where it stands.
type Site struct {
	*corpus.Corpus
	BaseURL string                              // with a slash at its end; "" where the site does not know its address
	Given   func(*corpus.Source) []corpus.Given // what the edition hands on of a source
	Page    func(*corpus.Voice) string          // output path of whoever has an id
	Claim   func(*corpus.Claim) string          // of a claim
	Keep    func(*corpus.Note) bool             // nil: all
}

// address is a page of the site: its own address where the site knows it, else a name that means the same in every copy.
func (s *Site) address(path, kind, id, fragment string) string {
	if s.BaseURL != "" {
		return s.BaseURL + path + fragment
	}
	return "urn:lateral:" + kind + ":" + id + fragment
}

// Write writes the notes of the site as one AnnotationCollection with an AnnotationPage for each source that has some, by source as the
// collections order them, in the order of their files.
func Write(w io.Writer, s *Site) error {
	c := collection{Context: []any{context, ours}, ID: s.address("annotations.json", "site", "annotations", ""), Type: "AnnotationCollection", Label: s.Config.Title}
	var pages []page
	for _, col := range s.Collections {
		for _, src := range col.Sources {
			p := page{Type: "AnnotationPage", PartOf: c.ID, Label: src.Title, StartIndex: c.Total}
			for _, g := range s.Given(src) {
				if s.Keep != nil && !s.Keep(g.Note) {
					continue
				}
				p.ID = s.address(g.Path, "source", src.ID, "#notes")
				p.Items = append(p.Items, s.annotation(g))
			}
			if c.Total += len(p.Items); len(p.Items) > 0 {
				pages = append(pages, p)
			}
		}
	}
	for i := range pages {
		if i > 0 {
			pages[i].Prev = pages[i-1].ID
		}
		if i+1 < len(pages) {
			pages[i].Next = pages[i+1].ID
		}
	}
	if len(pages) > 0 {
		c.First, c.Included, c.Last = &pages[0], pages[1:], pages[len(pages)-1].ID
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(c); err != nil {
		return fmt.Errorf("write annotations: %w", err)
	}
	return nil
}

// motivations says of each kind of note what it is for, in the words of the model.
var motivations = map[string]string{
	"claim": "classifying", "evidence": "linking", "wording": "editing", "context": "describing", "prompt": "questioning", "gap": "assessing",
}

func (s *Site) annotation(g corpus.Given) annotation {
	n := &g.Written
	a := annotation{
		ID: s.address(g.Path, "source", g.Source.ID, "#n-"+n.ID), Type: "Annotation", Motivation: motivations[n.Kind.Name],
		Created: instant(n.Created), Modified: instant(n.Modified),
	}
	a.Entry = s.entry(g, a.ID)
	if n.By != "" {
		a.Creator = &agent{ID: "urn:lateral:by:" + url.PathEscape(n.By), Type: "Person", Name: n.By}
	}
	if n.Teacher {
		a.Audience = &audience{"urn:lateral:audience:teacher", "schema:EducationalAudience", "teacher"}
	}
	a.Body = s.bodies(g, a.ID)
	a.Target = s.target(g, a.ID)
	return a
}

// instant is a written date as the model wants it, a whole instant; "" for one less precise than a day, which the entry alone then has.
func instant(written string) string {
	if _, err := time.Parse("2006-01-02", written); err == nil {
		return written + "T00:00:00Z"
	}
	if _, err := time.Parse(time.RFC3339, written); err == nil {
		return written
	}
	return ""
}

// bodies are what the note says, in the order in which a page shows it.
func (s *Site) bodies(g corpus.Given, id string) []any {
	n, lang := &g.Written, cmp.Or(g.Source.Coll.Lang, s.Config.Lang)
	var out []any
	name := func() string { return fmt.Sprintf("%s-body-%d", id, len(out)+1) }
	text := func(purpose, value, format, lang string) {
		if value != "" {
			out = append(out, textBody{name(), "TextualBody", purpose, value, format, lang})
		}
	}
	link := func(purpose string, to any) {
		out = append(out, resource{ID: name(), Type: "SpecificResource", Purpose: purpose, Source: to})
	}
	if n.Put == "declined" {
		text("classifying", n.Put, "text/plain", "en")
	}
	text("classifying", n.Stance, "text/plain", "en")
	text("classifying", n.Side, "text/plain", "en")
	if c := g.Claim; c != nil {
		link("linking", labelled{s.address(s.Claim(c), "claim", c.ID, ""), "lateral:Claim", c.Words})
	}
	if n.Kind.Name == "claim" || n.Kind.Name == "evidence" {
		switch h := g.Holder; {
		case h.Voice != nil:
			link("identifying", labelled{s.address(s.Page(h.Voice), "voice", h.Voice.ID, ""), "lateral:Speaker", h.Name()})
		case h.Inline != nil:
			text("identifying", h.Name(), "text/plain", lang)
		}
	}
	text("editing", n.Neutral, "text/plain", lang)
	for _, m := range n.Missing {
		text("tagging", "missing:"+m, "text/plain", "en")
	}
	for _, see := range n.See {
		if strings.Contains(see.S, "://") {
			link("linking", see.S)
		}
	}
	text("describing", n.Says, "text/plain", lang)
	text("commenting", strings.TrimRight(n.Body, "\n"), "text/markdown", lang)
	return out
}

// target is the passage: the words, their place in the plain text, and the address of the sentence, all together, so that each tool finds what it
// knows; beside it the moment in the recording, where the source names one.
func (s *Site) target(g corpus.Given, id string) any {
	src := g.Source
	t := resource{ID: id + "-target", Type: "SpecificResource", Source: s.address(g.Path, "source", src.ID, "")}
	if src.URL != "" {
		t.Original = &agent{ID: src.URL}
	}
	if g.Words != "" {
		t.Selector = append(t.Selector, selector{ID: id + "-quote", Type: "TextQuoteSelector", Exact: g.Words, Prefix: g.Before, Suffix: g.After})
	}
	if g.End > g.Start {
		t.Selector = append(t.Selector, selector{ID: id + "-position", Type: "TextPositionSelector", Start: &g.Start, End: &g.End})
	}
	if g.Fragment != "" {
		t.Selector = append(t.Selector, selector{ID: id + "-fragment", Type: "FragmentSelector", ConformsTo: "http://tools.ietf.org/rfc/rfc3236", Value: g.Fragment})
	}
	if m := moment(g); m != "" {
		return []any{t, resource{ID: id + "-media", Type: "SpecificResource", Source: src.Media, Selector: []selector{
			{ID: id + "-moment", Type: "FragmentSelector", ConformsTo: "http://www.w3.org/TR/media-frags/", Value: m}}}}
	}
	return t
}

// moment is the stretch of the recording in which the passage's turn is spoken: t=72,95 in seconds; "" where the text does not say.
func moment(g corpus.Given) string {
	turns := g.Source.Doc.Turns
	if g.Source.Media == "" || !g.Outcome.Placed() || g.Turn < 0 || int(g.Turn) >= len(turns) {
		return ""
	}
	from, ok := seconds(turns[g.Turn].Time)
	if !ok {
		return ""
	}
	for _, t := range turns[g.Turn+1:] {
		if to, ok := seconds(t.Time); ok && to > from {
			return fmt.Sprintf("t=%d,%d", from, to)
		}
	}
	return fmt.Sprintf("t=%d", from)
}

// seconds reads 1:12 or 00:01:12, with or without a fraction.
func seconds(clock string) (int, bool) {
	whole, _, _ := strings.Cut(strings.ReplaceAll(clock, ",", "."), ".")
	parts := strings.Split(whole, ":")
	if len(parts) < 2 || len(parts) > 3 {
		return 0, false
	}
	n := 0
	for _, p := range parts {
		v, err := strconv.Atoi(strings.TrimSpace(p))
		if err != nil || v < 0 || v > 1e6 {
			return 0, false
		}
		n = n*60 + v
	}
	return n, true
}

// entry is the note as its file says it.
func (s *Site) entry(g corpus.Given, id string) entry {
	n := &g.Written
	e := entry{
		Node: id + "-entry", ID: n.ID, Source: g.Source.ID, Layer: n.Layer, Kind: n.Kind.Name, Quote: n.Quote, From: n.From, To: n.To,
		Prefix: n.Prefix, Suffix: n.Suffix, Paragraph: n.Paragraph, Claim: n.Claim, Stance: n.Stance, Side: n.Side, Mode: n.Mode,
		Certainty: n.Certainty, Basis: n.Basis, Answers: n.Answers.S, Missing: n.Missing, Neutral: n.Neutral, Says: n.Says,
		Note: strings.TrimRight(n.Body, "\n"), Draft: n.Draft, Debatable: n.Debatable, By: n.By, Created: n.Created, Modified: n.Modified,
	}
	if n.Put != "stated" && slices.Contains(n.Kind.Keys, "put") {
		e.Put = n.Put
	}
	if n.Teacher {
		e.For = "teacher"
	}
	if p := n.Position; p != nil {
		e.At = &at{id + "-at", p.Paragraph, p.Start, p.End, p.Before, p.After}
	}
	if n.Speaker != nil {
		e.Speaker = asParty(*n.Speaker, id+"-speaker")
	}
	for i, p := range n.Via {
		if e.Via == nil {
			e.Via = new(ordered)
		}
		e.Via.List = append(e.Via.List, asParty(p, fmt.Sprintf("%s-via-%d", id, i+1)))
	}
	for i, f := range n.Figures {
		v := figure{Node: fmt.Sprintf("%s-figure-%d", id, i+1), Words: f.Words, Counts: f.Counts, Of: f.Of, Where: f.Where, When: f.When}
		if f.HasLow {
			v.Low = strconv.FormatFloat(f.Low, 'f', -1, 64)
		}
		if f.HasHigh {
			v.High = strconv.FormatFloat(f.High, 'f', -1, 64)
		}
		e.Figures = append(e.Figures, v)
	}
	for _, t := range n.See {
		e.See = append(e.See, t.S)
	}
	return e
}

// asParty is an id, or what is known of a party that has none.
func asParty(p notes.Party, id string) any {
	if p.ID.S != "" {
		return p.ID.S
	}
	return party{id, p.Described, p.Kind, p.Role, p.Of.S, p.Naming, p.Distinct}
}
