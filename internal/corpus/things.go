package corpus

import (
	"cmp"
	"slices"

	"github.com/lateral-reader/lateral/internal/field"
)

// collections puts sources, topics and claims into their collections, in the order in which pages show them.
func (l *linker) collections() {
	for _, s := range l.sorted {
		if !s.Hidden {
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
				l.unknown(t, "source of this collection", func() []string { return l.sourceIDs(col) })
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

// sourceIDs are those of a collection; of all where it is nil.
func (l *linker) sourceIDs(col *Collection) []string {
	var ids []string
	for id, s := range l.c.sources {
		if col == nil || s.Coll == col {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
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
		l.unknown(t, what, func() []string { return keys(l.c.voices) })
	}
	return v
}

// outlet finds the outlet that an id names, or reports that none does.
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
	l.unknown(t, "outlet", func() []string { return ids })
	return nil
}

// names lists the speakers by the names and aliases that are printed; the first of one name has it.
func (l *linker) names() {
	l.byName = map[string]*Voice{}
	for _, s := range l.c.Speakers {
		for _, name := range append([]string{s.Name}, s.Aliases...) {
			if l.byName[name] == nil {
				l.byName[name] = l.c.voices[s.ID]
			}
		}
	}
}

// speakers finds whom each speaker belongs to and where its words come from.
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

// claimRef finds a claim by its id, hidden ones included, or reports that there is none.
func (l *linker) claimRef(t field.Text) *Claim {
	cl := l.c.claims[t.S]
	if cl == nil {
		l.unknown(t, "claim", func() []string { return keys(l.c.claims) })
	}
	return cl
}

// claims puts each claim under its topics, and finds its relations.
func (l *linker) claims() {
	for _, id := range keys(l.c.claims) {
		cl := l.c.claims[id]
		for _, t := range cl.Claim.Topics {
			topic := l.c.topics[t.S]
			if topic == nil {
				l.unknown(t, "topic", func() []string { return keys(l.c.topics) })
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
	l.relations()
}

// relations ties claims to each other, both ways.
func (l *linker) relations() {
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

// relate says how one claim stands to another, once, where the edition has both.
func relate(from, to *Claim, words string) {
	if from.Hidden || to.Hidden {
		return
	}
	if r := (Relation{words, to}); !slices.Contains(from.Relations, r) {
		from.Relations = append(from.Relations, r)
	}
}

// sources finds whom the sources name, and enters the sources with them.
func (l *linker) sources() {
	turns := make([][]speaks, len(l.sorted))
	l.atOnce(l.sorted, func(l *linker, i int) {
		l.source(l.owner)
		turns[i] = l.turns(l.owner)
	})
	for i, s := range l.sorted {
		if s.Hidden {
			continue
		}
		if s.Outlet != nil {
			s.Outlet.Sources = append(s.Outlet.Sources, s)
		}
		for _, n := range s.Byline {
			if n.Voice != nil && n.Voice.Speaker != nil {
				n.Voice.Speaker.Wrote = append(n.Voice.Speaker.Wrote, s)
			}
		}
		for _, t := range turns[i] {
			t.speaker.Turns = append(t.speaker.Turns, t.Turns)
		}
	}
	for _, o := range l.c.Outlets {
		slices.SortStableFunc(o.Sources, func(a, b *Source) int { return cmp.Or(compareDates(a, b), cmp.Compare(a.ID, b.ID)) })
	}
}

// source finds whom a source's front matter and turns name.
func (l *linker) source(s *Source) {
	s.owns(s.voice)
	if s.Outlet = l.outlet(s.Source.Outlet); s.Outlet != nil {
		s.owns(l.c.voices[s.Outlet.ID])
	}
	for _, t := range s.Source.Byline {
		n := Name{Words: t.S, Voice: l.c.voices[t.S]}
		if n.Voice == nil {
			n.Voice = l.byName[t.S]
		} else {
			n.Words = n.Voice.Name()
		}
		if n.Voice != nil {
			s.owns(n.Voice)
		}
		s.Byline = append(s.Byline, n)
	}
	for _, t := range s.Doc.Turns {
		if v := l.c.voices[t.Speaker]; v != nil {
			s.owns(v)
		}
	}
	for _, lab := range s.Speakers {
		if v := l.voice(lab.Speaker, "speaker or outlet"); v != nil && !s.HasText {
			s.owns(v) // whether there is a turn of his cannot be seen
		}
	}
	if v := l.voice(s.Voice, "speaker or outlet"); v != nil {
		s.owns(v)
	}
	for _, st := range s.Stretches {
		if v := l.voice(st.Speaker, "speaker or outlet"); v != nil && !s.HasText {
			s.owns(v)
		}
	}
	for _, t := range s.Coded.IDs {
		if l.c.claims[t.S] == nil && l.c.topics[t.S] == nil {
			l.unknown(t, "claim or topic", func() []string { return append(keys(l.c.claims), keys(l.c.topics)...) })
		}
	}
}

// owns enters a voice of the source itself.
func (s *Source) owns(v *Voice) {
	if !slices.Contains(s.own, v) {
		s.own = append(s.own, v)
	}
}

// speaks is how much a speaker says in a source.
type speaks struct {
	speaker *Speaker
	Turns
}

// turns gives how much each speaker says in a source, and how it is introduced there.
func (l *linker) turns(s *Source) []speaks {
	var list []speaks // few
	enter := func(id, as string) *Turns {
		v := l.c.voices[id]
		if v == nil || v.Speaker == nil {
			return nil
		}
		i := slices.IndexFunc(list, func(x speaks) bool { return x.speaker == v.Speaker })
		if i < 0 {
			i = len(list)
			list = append(list, speaks{v.Speaker, Turns{Source: s}})
		}
		t := &list[i].Turns
		t.As = cmp.Or(t.As, as)
		return t
	}
	for _, lab := range s.Speakers {
		enter(lab.Speaker.S, lab.As)
	}
	for _, t := range s.Doc.Turns {
		if e := enter(t.Speaker, t.As); e != nil {
			e.N++
			e.Words += int(t.Words)
		}
	}
	return list
}
