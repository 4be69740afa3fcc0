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
	Up           Link // the claim, on a page where one of its lists goes on
	Words        string
	Type         string
	Topics       []Link
	Facts        []fact
	About        template.HTML
	Notes        bool // the edition has notes
	Counted      *counted
	Groups       []passages // by stance
	Evidence     []passages // for, against
	Figures      *figures
	Others       []otherClaims
	Related      []related
	Finding      *finding
	Tasks        []Link // assignments that take it up
	Mentions     []mention
	MoreMentions *goesOn
	Divided      bool // not all of it stands on the page
	NothingOn    bool // no passage bears on it
}

// fact is one row of a list of facts.
type fact struct{ Name, Words string }

// passages is one group of passages; those without a date stand apart.
type passages struct {
	ID, Class, Title string
	N                int
	Dated, Undated   []passage
	More             *goesOn
}

// otherClaims are those under the same topic.
type otherClaims struct {
	Topic  Link
	Claims []claimLine
	All    Link // the list of all, where only those with most passages stand here
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
	plans := plans(s, col.Claims, s.divideClaim)
	for i, cl := range col.Claims {
		at, d := claimPath(cl), plans[i]
		short, cut := words.Cut(cl.Words, crumbWords)
		if cut {
			short += " …"
		}
		crumbs := func(at string) []Link {
			return []Link{{Href: rel(at, collectionPath(col)), Text: col.Title}, {Href: rel(at, claimsPath(col)), Text: "Claims"}, {Text: short}}
		}
		s.divide(emit, d, "claim", at, cl.Words, col.Lang, crumbs, func(b *board, key string, i int) any {
			if key == "" {
				return b.claimPage(cl, d)
			}
			return b.claimPart(cl, d, key, i)
		})
		s.passageIDs(emit, cl, d)
	}
	s.claimLists(col, emit)
}

func (b *board) claimPage(cl *corpus.Claim, d *divided) *claimPage {
	at := b.from
	p := &claimPage{
		Words: cl.Words, Type: typeWords[cl.Type], Facts: claimFacts(cl), About: b.prose(cl.Prose, at), Notes: b.Edition.Notes,
		Mentions: b.mentions(at, entries(d, "mentions", 0, cl.Backlinks)), MoreMentions: d.goesOn(at, "mentions", "mentions"), Divided: d != nil,
	}
	for _, t := range cl.Topics {
		p.Topics = append(p.Topics, Link{Href: b.rel(topicPath(t)), Text: t.Asks})
		o := otherClaims{Topic: Link{Href: b.rel(topicPath(t)), Text: t.Asks}}
		if len(t.Claims) > mostOthers+1 {
			o.All = Link{Href: b.rel(claimsPath(t.Coll) + "#" + partPrefix + t.ID), Text: "All " + count(len(t.Claims), "claim", "claims") + " under it"}
		}
		for _, other := range b.mostNoted(t, cl) {
			o.Claims = append(o.Claims, b.claimLine(at, other))
		}
		if len(o.Claims) > 0 {
			p.Others = append(p.Others, o)
		}
	}
	for _, r := range cl.Relations {
		l := Link{Href: b.toClaim(r.Claim), Text: r.Claim.Words}
		i := slices.IndexFunc(p.Related, func(x related) bool { return x.Words == capital(r.Words) })
		if i < 0 {
			i = len(p.Related)
			p.Related = append(p.Related, related{Words: capital(r.Words)})
		}
		p.Related[i].Claims = append(p.Related[i].Claims, l)
	}
	for _, col := range b.Collections {
		for _, a := range col.Assignments {
			if slices.Contains(a.Claims, cl) {
				p.Tasks = append(p.Tasks, Link{Href: b.rel(assignmentPath(a)), Text: a.Title})
			}
		}
	}
	if !b.Edition.Notes {
		return p
	}
	if f := cl.Finding; f != nil {
		p.Finding = &finding{By: f.By, Text: f.Text, URL: f.URL, Date: dateWords(f.Date)}
	}
	p.Counted = b.counted(cl, entries(d, "voices", 0, cl.Count.Voices))
	p.Counted.More = d.goesOn(at, "voices", "voices")
	p.Groups, p.Evidence = b.groups(cl, d, stanceGroups), b.groups(cl, d, notes.Sides)
	p.NothingOn = len(cl.Notes)+len(cl.Evidence) == 0
	if p.Figures = b.figures(at, cl, entries(d, "figures", 0, figuresOf(cl))); p.Figures != nil {
		p.Figures.More = d.goesOn(at, "figures", "figures")
	}
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

// stanceGroups are the keys of the passages on a claim, in their order.
var stanceGroups = append(slices.Clone(notes.Stances), "declined")

// inGroup reports whether a passage on a claim stands in a group, a stance or a side.
func inGroup(n *corpus.Note, key string) bool {
	return n.Stance == key || n.Stance == "" && key == "declined" && n.Side == "" || n.Side == key && n.Side != ""
}

// groupOf are the passages of a group, first seen first; those without a date come last.
func (s *site) groupOf(cl *corpus.Claim, key string) []*corpus.Note {
	all := s.asked(cl).notes
	if slices.Contains(notes.Sides, key) {
		all = slices.Clone(cl.Evidence)
		slices.SortStableFunc(all, corpus.Earliest)
	}
	var dated, undated []*corpus.Note
	for _, n := range all {
		switch {
		case !inGroup(n, key):
		case n.Source.Dated():
			dated = append(dated, n)
		default:
			undated = append(undated, n)
		}
	}
	return append(dated, undated...)
}

// group makes a run of the passages of a group; N is how many it has in all.
func (b *board) group(cl *corpus.Claim, d *divided, key string, i int) passages {
	all := b.groupOf(cl, key)
	ns := entries(d, key, i, all)
	undated := slices.IndexFunc(ns, func(n *corpus.Note) bool { return !n.Source.Dated() })
	if undated < 0 {
		undated = len(ns)
	}
	g := passages{ID: key + "-h", Class: key, N: len(all), Dated: b.passagesOn(cl, ns[:undated]), Undated: b.passagesOn(cl, ns[undated:]), More: d.goesOn(b.from, key, "passages")}
	switch {
	case slices.Contains(notes.Sides, key):
		g.Class, g.Title = "e", capital(sideWords[key])
	case key == "declined":
		g.Title = capital(stanceWords[""])
	default:
		g.Title = capital(stanceWords[key])
	}
	return g
}

// groups are those of the keys that have passages, each as far as it stands on the page of the claim.
func (b *board) groups(cl *corpus.Claim, d *divided, keys []string) (out []passages) {
	for _, key := range keys {
		if g := b.group(cl, d, key, 0); g.N > 0 {
			out = append(out, g)
		}
	}
	return out
}

func (b *board) passagesOn(cl *corpus.Claim, ns []*corpus.Note) []passage {
	from := len(b.passages)
	b.passages = slices.Grow(b.passages, len(ns))[:from+len(ns)]
	out := tail(b.passages, from)
	for i, n := range ns {
		b.passage(&out[i], cl.Coll.Lang, n)
	}
	return out
}

// claimLine is a claim in a list, with what is counted of it.
func (s *site) claimLine(from string, cl *corpus.Claim) claimLine {
	l := claimLine{Link: Link{Href: toClaim(from, cl), Text: cl.Words}, Type: typeWords[cl.Type]}
	if !s.Edition.Notes {
		return l
	}
	a := s.asked(cl)
	l.Counted, l.Stances = a.counted, a.stances
	return l
}
