package html

import (
	"html/template"

	"github.com/lateral-reader/lateral/internal/catalog"
	"github.com/lateral-reader/lateral/internal/corpus"
)

// outletPage is an outlet with its sources.
type outletPage struct {
	Kicker   string
	Name     string
	URL      Link
	Axes     []axisRow
	About    template.HTML
	Sources  []sourceLine
	Claims   []statements // in its own voice
	Others   []otherNote
	People   []Link // speakers who belong to it
	Mentions []mention
}

// axisRow is one of the three things known of an outlet; an empty Text is unknown.
type axisRow struct {
	Name, Text string
	Source     Link // an address, or words alone
	Date       string
}

func (s *site) outletPage(at string, o *corpus.Outlet) *outletPage {
	p := &outletPage{
		Kicker: "Outlet", Name: o.Name, About: s.prose(o.Prose, at), Claims: s.statements(at, o.Notes), Mentions: s.mentions(at, o.Backlinks),
		Axes: []axisRow{axisWords("Funding", o.Funding), axisWords("Ownership", o.Ownership), axisWords("Control of what is published", o.Control)},
	}
	if o.Country != "" {
		p.Kicker += " · " + o.Country
	}
	if o.URL != "" {
		p.URL = Link{Href: o.URL, Text: o.URL, External: true}
	}
	for _, src := range o.Sources {
		p.Sources = append(p.Sources, s.sourceLine(at, src))
	}
	for _, n := range o.Notes {
		// What is missing or to be known in a source is no statement of its outlet; loaded words and evidence are.
		if n.Kind.Name == "wording" || n.Kind.Name == "evidence" {
			p.Others = append(p.Others, otherNote{Kind: n.Kind.Name, Words: ourWords(n), In: Link{Href: rel(at, s.markPath(n)), Text: n.Source.Title}})
		}
	}
	for _, sp := range s.Speakers {
		if sp.Of != nil && sp.Of.Outlet == o {
			p.People = append(p.People, Link{Href: rel(at, speakerPath(sp)), Text: speakerWords(sp)})
		}
	}
	return p
}

func axisWords(name string, a catalog.Axis) axisRow {
	r := axisRow{Name: name, Text: a.Text, Source: Link{Text: a.Source}}
	if a.Date.Written != "" {
		r.Date = dateWords(a.Date)
	}
	if corpus.IsOutward(a.Source) {
		r.Source.Href, r.Source.External = a.Source, true
	}
	return r
}
