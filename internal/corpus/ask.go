package corpus

import (
	"slices"

	"github.com/lateral-reader/lateral/internal/anchor"
	"github.com/lateral-reader/lateral/internal/doc"
	"github.com/lateral-reader/lateral/internal/source"
)

// Outcomes counts all notes of the site, hidden ones too, by outcome name.
func (c *Corpus) Outcomes() map[string]int {
	m := map[string]int{}
	for _, name := range anchor.Outcomes {
		m[name] = 0
	}
	for _, s := range c.sources {
		for _, n := range s.all {
			if o := n.Outcome.String(); o != "" {
				m[o]++
			}
		}
	}
	return m
}

// Dated reports whether the source's publication date or a bound of it is known.
func (s *Source) Dated() bool { return !s.Published.IsZero() }

// Date returns the date that orders the source, or the zero Date.
func (s *Source) Date() source.Date { return s.Published }

// Restricted calls f with the body of every source that the public edition may not show whole, hidden ones too. Headline and subtitle are
// not in it: they are never restricted.
func (c *Corpus) Restricted(f func(s *Source, text string)) {
	for _, id := range keys(c.sources) {
		s := c.sources[id]
		if !s.HasText || !s.Source.Restricted() {
			continue
		}
		from := 0
		for _, b := range s.Doc.Blocks {
			if b.Kind == doc.Headline || b.Kind == doc.Subtitle {
				from = b.Range.End
			}
		}
		f(s, s.Doc.Text[from:])
	}
}

// Taken reports whether something in the site has the id.
func (c *Corpus) Taken(id string) bool {
	return c.sources[id] != nil || c.claims[id] != nil || c.topics[id] != nil || c.voices[id] != nil || c.assigns[id] != nil || c.colls[id] != nil
}

// SourceIDs and ClaimIDs list the ids of all sources and claims, in order.
func (c *Corpus) SourceIDs() []string { return keys(c.sources) }
func (c *Corpus) ClaimIDs() []string  { return keys(c.claims) }

// HasNote reports whether the source has a note with the id, in any layer.
func (s *Source) HasNote(id string) bool {
	return slices.ContainsFunc(s.all, func(n *Note) bool { return n.ID == id })
}

// IDs lists every id of the site, in order.
func (c *Corpus) IDs() []string {
	ids := append(keys(c.voices), keys(c.claims)...)
	ids = append(ids, keys(c.topics)...)
	ids = append(ids, keys(c.assigns)...)
	ids = append(ids, keys(c.colls)...)
	slices.Sort(ids)
	return ids
}

// Every is all notes of the source in text order, those included that the edition does not have.
func (s *Source) Every() []*Note { return s.all }
