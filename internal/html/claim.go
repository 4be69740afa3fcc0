package html

import (
	"html/template"
	"slices"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/notes"
	"github.com/lateral-reader/lateral/internal/output"
	"github.com/lateral-reader/lateral/internal/words"
)

// claimPage is one claim with everything said on it.
type claimPage struct {
	Words     string
	Type      string
	Topics    []Link
	Facts     []fact
	About     template.HTML
	Notes     bool // the edition has notes
	Counted   *counted
	Groups    []passages // by stance
	Evidence  []passages // for, against
	Figures   *figures
	Others    []otherClaims
	Related   []related
	Finding   *finding
	Tasks     []Link // assignments that take it up
	Mentions  []mention
	NothingOn bool // no passage bears on it
}

// fact is one row of a list of facts.
type fact struct{ Name, Words string }

// passages is one group of passages; those without a date stand apart.
type passages struct {
	ID, Class, Title string
	N                int
	Dated, Undated   []passage
}

// otherClaims are those under the same topic.
type otherClaims struct {
	Topic  Link
	Claims []claimLine
}

// claimLine is a claim in a list.
type claimLine struct {
	Link
	Type    string
	Counted string      // voices, origins, channels and the word; "" where the edition has no notes
	Stances []stanceSum // how many passages take each stance
}

// stanceSum is a number of passages of one stance.
type stanceSum struct {
	Class, Words string
	N            int
}

// related are claims in one relation to this one.
type related struct {
	Words  string
	Claims []Link
}

// finding is a signed verdict of somebody else.
type finding struct{ By, Date, Text, URL string }

// crumbWords is how much of a long claim stands in the line that says where one is.
const crumbWords = 7

func (s *site) claims(col *corpus.Collection, emit func(output.File)) {
	for _, cl := range col.Claims {
		at := claimPath(cl)
		short, cut := words.Cut(cl.Words, crumbWords)
		if cut {
			short += " …"
		}
		crumbs := []Link{
			{Href: rel(at, collectionPath(col)), Text: col.Title},
			{Href: rel(at, claimsPath(col)), Text: "Claims"},
			{Text: short},
		}
		emit(s.file("claim", at, cl.Words, col.Lang, crumbs, func() any { return s.claimPage(at, cl) }))
	}
	s.claimLists(col, emit)
}

func (s *site) claimPage(at string, cl *corpus.Claim) *claimPage {
	p := &claimPage{
		Words: cl.Words, Type: typeWords[cl.Type], Facts: claimFacts(cl), About: s.prose(cl.Prose, at), Notes: s.Edition.Notes,
		Mentions: s.mentions(at, cl.Backlinks),
	}
	for _, t := range cl.Topics {
		p.Topics = append(p.Topics, Link{Href: rel(at, topicPath(t)), Text: t.Asks})
		o := otherClaims{Topic: Link{Href: rel(at, topicPath(t)), Text: t.Asks}}
		for _, other := range t.Claims {
			if other != cl {
				o.Claims = append(o.Claims, s.claimLine(at, other))
			}
		}
		if len(o.Claims) > 0 {
			p.Others = append(p.Others, o)
		}
	}
	for _, r := range cl.Relations {
		l := Link{Href: rel(at, claimPath(r.Claim)), Text: r.Claim.Words}
		i := slices.IndexFunc(p.Related, func(x related) bool { return x.Words == capital(r.Words) })
		if i < 0 {
			i = len(p.Related)
			p.Related = append(p.Related, related{Words: capital(r.Words)})
		}
		p.Related[i].Claims = append(p.Related[i].Claims, l)
	}
	for _, col := range s.Collections {
		for _, a := range col.Assignments {
			if slices.Contains(a.Claims, cl) {
				p.Tasks = append(p.Tasks, Link{Href: rel(at, assignmentPath(a)), Text: a.Title})
			}
		}
	}
	if !s.Edition.Notes {
		return p
	}
	if f := cl.Finding; f != nil {
		p.Finding = &finding{By: f.By, Text: f.Text, URL: f.URL, Date: dateWords(f.Date)}
	}
	p.Counted = s.counted(at, cl)
	p.Groups, p.Evidence = s.byStance(at, cl), s.bySide(at, cl)
	p.NothingOn = len(cl.Notes)+len(cl.Evidence) == 0
	p.Figures = s.figures(at, cl)
	return p
}

func claimFacts(cl *corpus.Claim) []fact {
	var fs []fact
	if cl.Measure.What != "" {
		w := cl.Measure.What
		if cl.Measure.Unit != "" && cl.Measure.Unit != w {
			w += ", in " + cl.Measure.Unit
		}
		fs = append(fs, fact{"Counts", w})
	}
	if cl.Since.Written != "" {
		fs = append(fs, fact{"Since", dateWords(cl.Since) + "; no earlier source can speak of it"})
	}
	if cl.Added.Written != "" {
		fs = append(fs, fact{"Added", dateWords(cl.Added) + "; sources coded before were not read for it"})
	}
	return fs
}

// byStance groups the passages on a claim by stance, first seen first; those who declined come last.
func (s *site) byStance(at string, cl *corpus.Claim) []passages {
	var out []passages
	all := s.asked(cl).notes
	for _, st := range append(slices.Clone(notes.Stances), "") {
		g := s.group(at, cl, all, func(n *corpus.Note) bool { return n.Stance == st })
		if g.N == 0 {
			continue
		}
		g.Class, g.Title = st, capital(stanceWords[st])
		if st == "" {
			g.Class = "declined"
		}
		g.ID = g.Class + "-h"
		out = append(out, g)
	}
	return out
}

// bySide groups what is offered as evidence.
func (s *site) bySide(at string, cl *corpus.Claim) []passages {
	var out []passages
	all := slices.Clone(cl.Evidence)
	slices.SortStableFunc(all, corpus.Earliest)
	for _, side := range notes.Sides {
		g := s.group(at, cl, all, func(n *corpus.Note) bool { return n.Side == side })
		if g.N > 0 {
			g.ID, g.Class, g.Title = side+"-h", "e", capital(sideWords[side])
			out = append(out, g)
		}
	}
	return out
}

// group makes the passages of those of ns, the oldest first, that belong in.
func (s *site) group(at string, cl *corpus.Claim, ns []*corpus.Note, in func(*corpus.Note) bool) passages {
	var dated, undated []*corpus.Note
	for _, n := range ns {
		switch {
		case !in(n):
		case n.Source.Dated():
			dated = append(dated, n)
		default:
			undated = append(undated, n)
		}
	}
	return passages{N: len(dated) + len(undated), Dated: s.passages(at, cl, dated), Undated: s.passages(at, cl, undated)}
}

func (s *site) passages(at string, cl *corpus.Claim, ns []*corpus.Note) []passage {
	out := make([]passage, len(ns))
	for i, n := range ns {
		out[i] = s.passage(at, cl.Coll.Lang, n)
	}
	return out
}

// claimLine is a claim in a list, with what is counted of it.
func (s *site) claimLine(from string, cl *corpus.Claim) claimLine {
	l := claimLine{Link: Link{Href: rel(from, claimPath(cl)), Text: cl.Words}, Type: typeWords[cl.Type]}
	if !s.Edition.Notes {
		return l
	}
	a := s.asked(cl)
	l.Counted, l.Stances = a.counted, a.stances
	return l
}
