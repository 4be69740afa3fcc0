package html

import (
	"github.com/lateral-reader/lateral/internal/corpus"
)

// divideSpeaker plans the page of a speaker; nil where all of it fits. Where speakers are named without speaking is not asked here: to find that out
// takes the texts of the whole site. It has a bound of its own: see fewer.
func (s *site) divideSpeaker(sp *corpus.Speaker) *divided {
	lists := []series{
		{key: "turns", id: "intro-h"}, {key: "statements", id: "st-h"}, {key: "others", id: "oth-h"}, {key: "wrote", id: "wr-h"}, {key: "passed-on", id: "via-h"},
		{key: "mentions", id: "back-h"},
	}
	for _, t := range sp.Turns {
		lists[0].add(36 + weigh(t.Source.Title, t.As) + len(t.Source.ID)/3)
	}
	quick := 0
	for _, n := range sp.Notes {
		quick += 150 + s.weighStatement(n)
	}
	for _, n := range sp.Others {
		lists[2].add(weighOther(n))
	}
	for _, src := range sp.Wrote {
		lists[3].add(weighSource(src))
	}
	for _, n := range sp.Passed {
		lists[4].add(20 + s.weighStatement(n))
	}
	for i := range sp.Backlinks {
		lists[5].add(weighMention(&sp.Backlinks[i]))
	}
	fixed := 1_600 + 60*min(s.texts(), mostNamed) + weigh(sp.Label(), sp.Speaker.About.Text)
	return s.divideVoice(speakerPath(sp), fixed, quick, sp.Notes, lists)
}

// divideOutlet plans the page of an outlet; nil where all of it fits.
func (s *site) divideOutlet(o *corpus.Outlet) *divided {
	lists := []series{{key: "sources", id: "os-h"}, {key: "statements", id: "st-h"}, {key: "others", id: "oth-h"}, {key: "people", id: "pp-h"}, {key: "mentions", id: "back-h"}}
	for _, src := range o.Sources {
		lists[0].add(weighSource(src))
	}
	quick := 0
	for _, n := range o.Notes {
		quick += 150 + s.weighStatement(n)
	}
	for _, n := range otherNotes(o) {
		lists[2].add(weighOther(n))
	}
	for _, sp := range s.peopleOf(o) {
		lists[3].add(20 + weigh(sp.Label()) + len(sp.ID)/2)
	}
	for i := range o.Backlinks {
		lists[4].add(weighMention(&o.Backlinks[i]))
	}
	fixed := 2_000 + weigh(o.Name, o.Outlet.About.Text, o.Funding.Text, o.Ownership.Text, o.Control.Text)
	return s.divideVoice(outletPath(o), fixed, quick, o.Notes, lists)
}

// divideVoice plans the page of a voice. The second list is that of its statements, which are put in order only where they may not fit: quick is more
// than they weigh.
func (s *site) divideVoice(path string, fixed, quick int, ns []*corpus.Note, lists []series) *divided {
	sum := fixed + quick
	for _, l := range lists {
		for _, w := range l.weights {
			sum += w
		}
	}
	if sum <= pageRoom {
		return nil
	}
	lists[1].weights = s.weighStatements(ns)
	return divide(path, fixed, lists...)
}

// texts is how many sources there are.
func (s *site) texts() (n int) {
	for _, col := range s.Collections {
		n += len(col.Sources)
	}
	return n
}

func (l *series) add(weight int) { l.weights = append(l.weights, weight) }

// weighStatements guesses what the statements of a voice weigh, in their order; the first of a claim weighs what the claim's words do, too.
func (s *site) weighStatements(ns []*corpus.Note) []int {
	all := s.statementsOf(ns)
	ws := make([]int, len(all))
	for i, n := range all {
		ws[i] = s.weighStatement(n)
		if i == 0 || all[i-1].Claim != n.Claim {
			ws[i] += 60 + weigh(n.Claim.Words) + len(n.Claim.ID)/3 // with a position that shifts
		}
	}
	return ws
}

func (s *site) weighStatement(n *corpus.Note) int {
	w := 36 + (len(n.ID)+len(n.Source.ID))/3 + weighWords(n)
	if n.Range.End == n.Range.Start {
		w += weigh(n.Says)
	}
	if n.Answers != nil {
		w += 30 + weighWords(n.Answers)
	}
	return w
}

func weighOther(n *corpus.Note) int {
	return 26 + weigh(n.Says, n.Neutral, n.Source.Title) + (len(n.ID)+len(n.Source.ID))/3
}

// weighSource guesses what a source weighs in a list.
func weighSource(src *corpus.Source) int {
	return 36 + weigh(src.Title) + len(src.ID)/3 + 6*len(src.Speakers)
}

// more is where the lists of a voice's page go on; on one of those pages, key's alone.
func (d *divided) more(at, key string) (m moreOf) {
	for _, x := range []struct {
		to        **goesOn
		key, what string
	}{
		{&m.Turns, "turns", "sources"}, {&m.Sources, "sources", "sources"}, {&m.Claims, "statements", "statements"}, {&m.Others, "others", "notes"},
		{&m.Wrote, "wrote", "sources"}, {&m.Passed, "passed-on", "passages"}, {&m.People, "people", "speakers"}, {&m.Mentions, "mentions", "mentions"},
	} {
		if key == "" || key == x.key {
			*x.to = d.goesOn(at, x.key, x.what)
		}
	}
	return m
}

// partOf is which page of a list a page shows: of the page itself the first, of one on which a list goes on that one, and of others none.
func partOf(list, key string, i int) int {
	switch key {
	case "":
		return 0
	case list:
		return i
	}
	return -1
}

// mostNamed is how many sources are listed that name a speaker who does not speak there.
const mostNamed = 30

// fewer keeps as many sources that name a speaker as have room, and says how many more there are.
func fewer(ns []naming) ([]naming, string) {
	if len(ns) <= mostNamed+1 {
		return ns, ""
	}
	return ns[:mostNamed], count(len(ns)-mostNamed, "more source names them", "more sources name them")
}
