package corpus

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/lateral-reader/lateral/internal/anchor"
	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/doc"
	"github.com/lateral-reader/lateral/internal/field"
	"github.com/lateral-reader/lateral/internal/source"
)

// linker builds a Corpus; what it reports is wrong in the files, wherever the edition hides it.
type linker struct {
	c      *Corpus
	in     Input
	places map[string]diag.Place // of every id
	known  []string              // every id, sorted, for the nearest one
	diags  []diag.Diagnostic

	linked, unlinked map[*Voice]bool // to whom texts of ours lead, those that the edition has and the others
}

// Link joins what the parsers found into one edition of the site. Every reference to nothing is an error with the nearest id; the
// Corpus is whole even so, without these references.
func Link(in Input, ed Edition) (*Corpus, []diag.Diagnostic) {
	l := &linker{in: in, places: map[string]diag.Place{}, linked: map[*Voice]bool{}, unlinked: map[*Voice]bool{}, c: &Corpus{
		Config: in.Config, Edition: ed,
		sources: map[string]*Source{}, claims: map[string]*Claim{}, topics: map[string]*Topic{},
		voices: map[string]*Voice{}, assigns: map[string]*Assignment{}, colls: map[string]*Collection{},
	}}
	l.enter()
	l.collections()
	l.speakers()
	l.claims()
	l.sources()
	l.notes()
	l.assignments()
	l.prose()
	l.hideVoices()
	l.count()
	return l.c, diag.Sort(l.diags)
}

func (l *linker) errorf(at diag.Place, format string, args ...any) {
	l.diags = append(l.diags, diag.Errorf(at, format, args...))
}

// unknown reports a reference to nothing.
func (l *linker) unknown(t field.Text, what string, known []string) {
	d := diag.Errorf(t.At, "no %s has the id %q", what, t.S)
	d.Hint = diag.DidYouMean(t.S, known)
	if at, ok := l.places[t.S]; ok && d.Hint == "" {
		d.Hint = fmt.Sprintf("%s is something else: see %s", t.S, at)
	}
	l.diags = append(l.diags, d)
}

// reserved ids would give an output name that something else has, or that FAT32 or Windows cannot hold.
var reserved = map[string]bool{"index": true, "con": true, "prn": true, "aux": true, "nul": true}

// topNames are the folders and pages at the top of the output, which no collection may be called.
var topNames = map[string]bool{"speakers": true, "outlets": true, "search": true, "about": true, "static": true, "404": true}

// claim an id for a thing; a second thing with the same id is an error that names both places.
func (l *linker) take(id string, at diag.Place) bool {
	if id == "" {
		return false
	}
	if first, ok := l.places[id]; ok {
		d := diag.Errorf(at, "the id %q is taken", id)
		l.diags = append(l.diags, d.WithHint("first used at %s; ids are shared across the whole site", first))
		return false
	}
	port := len(id) == 4 && (strings.HasPrefix(id, "com") || strings.HasPrefix(id, "lpt")) && id[3] >= '1' && id[3] <= '9'
	if reserved[id] || port || strings.HasPrefix(id, "index-") {
		l.errorf(at, "the id %q cannot be the name of a page; choose another", id)
	}
	l.places[id] = at
	return true
}

// enter makes a value for everything that has an id.
func (l *linker) enter() {
	c := l.c
	for _, cc := range sorted(l.in.Collections, func(x *catalogCollection) string { return x.ID }) {
		if !l.take(cc.ID, cc.At) {
			continue
		}
		if topNames[cc.ID] {
			l.errorf(cc.At, "a collection cannot be called %q: the site has a page or folder of that name", cc.ID)
		}
		col := &Collection{Collection: cc, Lang: cmp.Or(cc.Lang, l.in.Config.Lang)}
		c.colls[cc.ID] = col
		c.Collections = append(c.Collections, col)
	}
	for _, e := range l.in.Sources {
		s := &Source{Source: e.Source, Coll: c.colls[e.Source.Collection], Files: e.Files, Links: map[int]Ref{}, own: map[*Voice]bool{}}
		if !l.take(s.ID, diag.Place{File: s.Path, Line: 1, Column: 1}) || s.Coll == nil {
			continue
		}
		s.Hidden = s.Draft && !c.Edition.Drafts
		s.voice = &Voice{ID: s.ID, Source: s}
		c.sources[s.ID], c.voices[s.ID] = s, s.voice
	}
	for i := range l.in.Topics {
		t := &l.in.Topics[i]
		if l.take(t.ID, t.At) {
			c.topics[t.ID] = &Topic{Topic: t, Coll: c.colls[t.Collection], Hidden: t.Draft && !c.Edition.Drafts}
		}
	}
	for i := range l.in.Claims {
		cl := &l.in.Claims[i]
		if l.take(cl.ID, cl.At) {
			c.claims[cl.ID] = &Claim{Claim: cl, Coll: c.colls[cl.Collection], Hidden: cl.Draft && !c.Edition.Drafts}
		}
	}
	for i := range l.in.Speakers {
		s := &l.in.Speakers[i]
		if l.take(s.ID, s.At) {
			sp := &Speaker{Speaker: s}
			c.Speakers = append(c.Speakers, sp)
			c.voices[s.ID] = &Voice{ID: s.ID, Speaker: sp}
		}
	}
	for i := range l.in.Outlets {
		o := &l.in.Outlets[i]
		if l.take(o.ID, o.At) {
			out := &Outlet{Outlet: o}
			c.Outlets = append(c.Outlets, out)
			c.voices[o.ID] = &Voice{ID: o.ID, Outlet: out}
		}
	}
	for _, a := range l.in.Assignments {
		if l.take(a.ID, a.At) {
			c.assigns[a.ID] = &Assignment{Assignment: a, Coll: c.colls[a.Collection], Hidden: a.Draft && !c.Edition.Drafts}
		}
	}
	slices.SortFunc(c.Speakers, func(a, b *Speaker) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(c.Outlets, func(a, b *Outlet) int { return cmp.Compare(a.ID, b.ID) })
	for id := range l.places {
		l.known = append(l.known, id)
	}
	slices.Sort(l.known)
}

// collections puts sources, topics and claims into their collections, in the order in which pages show them.
func (l *linker) collections() {
	for _, id := range keys(l.c.sources) {
		if s := l.c.sources[id]; !s.Hidden {
			s.Coll.Sources = append(s.Coll.Sources, s)
		}
	}
	for i := range l.in.Topics {
		if t := l.c.topics[l.in.Topics[i].ID]; t != nil && t.Topic == &l.in.Topics[i] && !t.Hidden && t.Coll != nil {
			t.Coll.Topics = append(t.Coll.Topics, t)
		}
	}
	for i := range l.in.Claims {
		if cl := l.c.claims[l.in.Claims[i].ID]; cl != nil && cl.Claim == &l.in.Claims[i] && !cl.Hidden && cl.Coll != nil {
			cl.Coll.Claims = append(cl.Coll.Claims, cl)
		}
	}
	for _, col := range l.c.Collections {
		place := map[string]int{}
		for i, t := range col.Order {
			if s := l.c.sources[t.S]; s == nil || s.Coll != col {
				l.unknown(t, "source of this collection", l.sourceIDs(col))
			}
			if _, twice := place[t.S]; twice {
				l.errorf(t.At, "%q stands in the order a second time", t.S)
			}
			place[t.S] = i + 1
		}
		slices.SortStableFunc(col.Sources, func(a, b *Source) int {
			pa, pb := cmp.Or(place[a.ID], len(col.Order)+1), cmp.Or(place[b.ID], len(col.Order)+1)
			return cmp.Or(cmp.Compare(pa, pb), compareDates(a, b), cmp.Compare(a.ID, b.ID))
		})
	}
}

func (l *linker) sourceIDs(col *Collection) []string {
	var ids []string
	for _, id := range keys(l.c.sources) {
		if col == nil || l.c.sources[id].Coll == col {
			ids = append(ids, id)
		}
	}
	return ids
}

// compareDates orders by the earliest possible instant; a source without one comes last.
func compareDates(a, b *Source) int {
	ta, oka := a.Published.Earliest()
	tb, okb := b.Published.Earliest()
	switch {
	case oka && okb:
		return ta.Compare(tb)
	case oka:
		return -1
	case okb:
		return 1
	}
	return 0
}

// voice finds whoever has an id, or reports that nobody has.
func (l *linker) voice(t field.Text, what string) *Voice {
	if t.S == "" {
		return nil
	}
	v := l.c.voices[t.S]
	if v == nil && field.ValidID(t.S) {
		l.unknown(t, what, keys(l.c.voices))
	}
	return v
}

func (l *linker) outlet(t field.Text) *Outlet {
	if t.S == "" {
		return nil
	}
	if v := l.c.voices[t.S]; v != nil && v.Outlet != nil {
		return v.Outlet
	}
	var ids []string
	for _, o := range l.c.Outlets {
		ids = append(ids, o.ID)
	}
	l.unknown(t, "outlet", ids)
	return nil
}

// named finds the speaker whose name or alias is printed.
func (l *linker) named(words string) *Voice {
	for _, s := range l.c.Speakers {
		if s.Name == words || slices.Contains(s.Aliases, words) {
			return l.c.voices[s.ID]
		}
	}
	return nil
}

func (l *linker) speakers() {
	for _, s := range l.c.Speakers {
		if v := l.c.voices[s.Speaker.Of.S]; v.withheld() {
			s.Of = nil
		} else if v != nil {
			s.Of = v
		} else {
			s.OfWords = s.Speaker.Of.S
		}
		if s.rests = l.voice(s.Origin, "speaker, outlet or source"); !s.rests.withheld() {
			s.OriginOf = s.rests
		}
		seen := map[*Voice]bool{}
		for v := s.rests; v != nil && v.Speaker != nil; v = l.c.voices[v.Speaker.Origin.S] {
			if v.Speaker == s || seen[v] {
				l.errorf(s.Origin.At, "the origin of %q leads back to itself", s.ID)
				break
			}
			seen[v] = true
		}
	}
}

func (l *linker) claimRef(t field.Text) *Claim {
	cl := l.c.claims[t.S]
	if cl == nil {
		l.unknown(t, "claim", keys(l.c.claims))
	}
	return cl
}

func (l *linker) claims() {
	for _, id := range keys(l.c.claims) {
		cl := l.c.claims[id]
		for _, t := range cl.Claim.Topics {
			topic := l.c.topics[t.S]
			if topic == nil {
				l.unknown(t, "topic", keys(l.c.topics))
				continue
			}
			if !topic.Hidden {
				cl.Topics = append(cl.Topics, topic)
			}
		}
	}
	// Claims stand under their topics in the order of their files.
	for i := range l.in.Claims {
		cl := l.c.claims[l.in.Claims[i].ID]
		if cl == nil || cl.Claim != &l.in.Claims[i] || cl.Hidden {
			continue
		}
		for _, t := range cl.Topics {
			t.Claims = append(t.Claims, cl)
		}
	}
	for _, id := range keys(l.c.claims) {
		cl := l.c.claims[id]
		for _, rel := range []struct {
			to             []field.Text
			words, reverse string
		}{
			{cl.Contradicts, "contradicts", "contradicts"},
			{cl.Narrows, "narrows", "is narrowed by"},
			{cl.Presupposes, "presupposes", "is presupposed by"},
			{cl.ReasonFor, "is a reason for", "has as a reason"},
		} {
			for _, t := range rel.to {
				other := l.claimRef(t)
				if other == nil {
					continue
				}
				if other == cl {
					l.errorf(t.At, "a claim cannot stand in a relation to itself")
					continue
				}
				relate(cl, other, rel.words)
				relate(other, cl, rel.reverse)
			}
		}
	}
}

func relate(from, to *Claim, words string) {
	if from.Hidden || to.Hidden {
		return
	}
	if r := (Relation{words, to}); !slices.Contains(from.Relations, r) {
		from.Relations = append(from.Relations, r)
	}
}

func (l *linker) sources() {
	for _, id := range keys(l.c.sources) {
		s := l.c.sources[id]
		s.own[s.voice] = true
		if s.Outlet = l.outlet(s.Source.Outlet); s.Outlet != nil {
			s.own[l.c.voices[s.Outlet.ID]] = true
			if !s.Hidden {
				s.Outlet.Sources = append(s.Outlet.Sources, s)
			}
		}
		for _, t := range s.Source.Byline {
			n := Name{Words: t.S, Voice: l.c.voices[t.S]}
			if n.Voice == nil {
				n.Voice = l.named(t.S)
			} else {
				n.Words = n.Voice.Name()
			}
			if n.Voice != nil {
				s.own[n.Voice] = true
				if n.Voice.Speaker != nil && !s.Hidden {
					n.Voice.Speaker.Wrote = append(n.Voice.Speaker.Wrote, s)
				}
			}
			s.Byline = append(s.Byline, n)
		}
		for _, t := range s.Doc.Turns {
			if v := l.c.voices[t.Speaker]; v != nil {
				s.own[v] = true
			}
		}
		for _, lab := range s.Speakers {
			if v := l.voice(lab.Speaker, "speaker or outlet"); v != nil && !s.HasText {
				s.own[v] = true // whether there is a turn of his cannot be seen
			}
		}
		if v := l.voice(s.Voice, "speaker or outlet"); v != nil {
			s.own[v] = true
		}
		for _, st := range s.Stretches {
			if v := l.voice(st.Speaker, "speaker or outlet"); v != nil && !s.HasText {
				s.own[v] = true
			}
		}
		for _, t := range s.Coded.IDs {
			if l.c.claims[t.S] == nil && l.c.topics[t.S] == nil {
				l.unknown(t, "claim or topic", append(keys(l.c.claims), keys(l.c.topics)...))
			}
		}
		if !s.Hidden {
			l.turns(s)
		}
	}
	for _, o := range l.c.Outlets {
		slices.SortStableFunc(o.Sources, func(a, b *Source) int { return cmp.Or(compareDates(a, b), cmp.Compare(a.ID, b.ID)) })
	}
}

// turns gives each speaker how much it says in the source, and how it is introduced there.
func (l *linker) turns(s *Source) {
	index := map[*Speaker]int{}
	enter := func(id, as string) *Turns {
		v := l.c.voices[id]
		if v == nil || v.Speaker == nil {
			return nil
		}
		i, ok := index[v.Speaker]
		if !ok {
			i = len(v.Speaker.Turns)
			index[v.Speaker] = i
			v.Speaker.Turns = append(v.Speaker.Turns, Turns{Source: s})
		}
		t := &v.Speaker.Turns[i]
		t.As = cmp.Or(t.As, as)
		return t
	}
	for _, lab := range s.Speakers {
		enter(lab.Speaker.S, lab.As)
	}
	for _, t := range s.Doc.Turns {
		if e := enter(t.Speaker, t.As); e != nil {
			e.N++
			e.Words += t.Words
		}
	}
}

func (l *linker) assignments() {
	for _, id := range keys(l.c.assigns) {
		a := l.c.assigns[id]
		if !a.Hidden && a.Coll != nil {
			a.Coll.Assignments = append(a.Coll.Assignments, a)
		}
		for _, t := range a.Assignment.Readings {
			if s := l.c.sources[t.S]; s == nil {
				l.unknown(t, "source", l.sourceIDs(nil))
			} else if !s.Hidden {
				a.Readings = append(a.Readings, s)
			}
		}
		for _, t := range a.Assignment.Claims {
			if cl := l.claimRef(t); cl != nil && !cl.Hidden {
				a.Claims = append(a.Claims, cl)
			}
		}
	}
}

// count gives each claim its notes in the order of the collections, and what is counted over them.
func (l *linker) count() {
	for _, col := range l.c.Collections {
		for _, s := range col.Sources {
			for _, n := range s.Notes {
				if n.Claim == nil {
					continue
				}
				if n.Kind.Name == "claim" {
					n.Claim.Notes = append(n.Claim.Notes, n)
				} else {
					n.Claim.Evidence = append(n.Claim.Evidence, n)
				}
			}
			for _, n := range s.Notes {
				l.attribute(n)
			}
		}
	}
	for _, id := range keys(l.c.claims) {
		cl := l.c.claims[id]
		cl.Count = countClaim(cl.Measure.What, cl.Type == "number", cl.Notes)
	}
}

// attribute enters a note at whoever holds it and passes it on.
func (l *linker) attribute(n *Note) {
	if v := n.Holder.Voice; v != nil {
		switch {
		case v.Outlet != nil:
			v.Outlet.Notes = append(v.Outlet.Notes, n)
		case v.Speaker != nil && n.Kind.Name == "claim":
			v.Speaker.Notes = append(v.Speaker.Notes, n)
		case v.Speaker != nil:
			v.Speaker.Others = append(v.Speaker.Others, n)
		}
	}
	for _, p := range n.Via {
		if p.Voice != nil && p.Voice.Speaker != nil {
			p.Voice.Speaker.Passed = append(p.Voice.Speaker.Passed, n)
		}
	}
}

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
