package html

import (
	"html/template"

	"github.com/lateral-reader/lateral/internal/catalog"
	"github.com/lateral-reader/lateral/internal/corpus"
)

// outletPage is an outlet with its sources.
type outletPage struct {
	Up       Link // the outlet, on a page where one of the lists goes on
	More     moreOf
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

// outletPage is the page of an outlet, or one on which a list of it goes on: its key, and which page of it.
func (b *board) outletPage(o *corpus.Outlet, d *divided, key string, i int) *outletPage {
	at := b.from
	p := &outletPage{Kicker: "Outlet", Name: o.Name, More: d.more(at, key)}
	part := func(list string) int { return partOf(list, key, i) }
	p.Claims = b.statementsOn(o.Notes, d, part("statements"))
	p.Mentions = b.mentions(at, entries(d, "mentions", part("mentions"), o.Backlinks))
	for _, src := range entries(d, "sources", part("sources"), o.Sources) {
		p.Sources = append(p.Sources, b.sourceLine(at, src))
	}
	p.Others = b.othersOn(entries(d, "others", part("others"), otherNotes(o)))
	for _, sp := range entries(d, "people", part("people"), b.peopleOf(o)) {
		p.People = append(p.People, Link{Href: b.toSpeaker(sp), Text: speakerWords(sp)})
	}
	if key != "" {
		p.Up = Link{Href: b.toOutlet(o), Text: "all about it"}
		return p
	}
	p.About = b.prose(o.Prose, at)
	p.Axes = []axisRow{axisWords("Funding", o.Funding), axisWords("Ownership", o.Ownership), axisWords("Control of what is published", o.Control)}
	if o.Country != "" {
		p.Kicker += " · " + o.Country
	}
	if o.URL != "" {
		p.URL = Link{Href: o.URL, Text: o.URL, External: true}
	}
	return p
}

// otherNotes are those on an outlet's own words that are no statement: loaded words and evidence. What is missing or to be known in a source is none of
// its outlet's.
func otherNotes(o *corpus.Outlet) (ns []*corpus.Note) {
	for _, n := range o.Notes {
		if n.Kind.Name == "wording" || n.Kind.Name == "evidence" {
			ns = append(ns, n)
		}
	}
	return ns
}

// peopleOf are the speakers who belong to an outlet.
func (s *site) peopleOf(o *corpus.Outlet) []*corpus.Speaker {
	by, ok := s.people.Load(o)
	if !ok {
		all := map[*corpus.Outlet][]*corpus.Speaker{}
		for _, sp := range s.Speakers {
			if sp.Of != nil && sp.Of.Outlet != nil {
				all[sp.Of.Outlet] = append(all[sp.Of.Outlet], sp)
			}
		}
		for _, other := range s.Outlets {
			s.people.Store(other, all[other])
		}
		by = all[o]
	}
	return by.([]*corpus.Speaker)
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
