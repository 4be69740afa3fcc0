package html

import (
	"slices"
	"strings"

	"github.com/lateral-reader/lateral/internal/catalog"
	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/field"
	"github.com/lateral-reader/lateral/internal/notes"
	"github.com/lateral-reader/lateral/internal/words"
)

// panel is the three questions of lateral reading, as far as the edition answers them.
type panel struct {
	Outlet    Link
	Axes      []axisLine
	Byline    []Link
	Speakers  []introduced
	Published string
	Why       string // how a span of time was found
	Written   string

	Notes    bool // the edition has notes to answer with
	Bases    string
	Unnamed  string
	Evidence []offered

	Claims  []elsewhere
	Alone   []Link // the claims on which no other source has one
	Many    bool   // there is no room for them
	Sources []Link // the others of the collection, where there are no notes
}

// axisLine is one thing known of an outlet; an empty Text says that it is not.
type axisLine struct {
	Name, Text string
	Source     Link
	Date       string
}

// introduced is a speaker as the source introduces him.
type introduced struct {
	Link
	As   string
	Said string
}

// offered is an evidence note.
type offered struct {
	Badge       Link
	Side, Basis string
	Claim       Link
	Says        string
}

// elsewhere is a claim of the source with passages of other sources on it.
type elsewhere struct {
	Claim    Link
	Passages []otherPassage
	All      int // passages on the claim in this edition, those of this source included; 0 where no others are left
}

// otherPassage is one of them.
type otherPassage struct {
	Class, Stance, Put string
	Answered           string // the passage that it answers
	Excerpt            Excerpt
	Bare               bool // begins with a quotation mark of its own
	Lang               string
	Who, Date          string
	Href               string
}

// mostElsewhere is how many passages stand under a claim, allElsewhere about how many under all claims of a source, which may be dozens; the claims'
// pages have all. A page that repeats half a collection is not read; where it would get too heavy they are fewer still, see roomElsewhere.
const (
	mostElsewhere = 4
	allElsewhere  = 8
)

func (s *site) panel(at string, src *corpus.Source) panel {
	p := panel{Published: dateWords(src.Published), Why: src.Published.Why, Notes: s.Edition.Notes}
	if !src.Written.IsZero() {
		p.Written = dateWords(src.Written)
	}
	if o := src.Outlet; o != nil {
		p.Outlet = Link{Href: toOutlet(at, o), Text: o.Name}
		p.Axes = []axisLine{axisOfOutlet("Paid for by", o.Funding), axisOfOutlet("Owned by", o.Ownership), axisOfOutlet("Newsroom controlled by", o.Control)}
	}
	p.Byline = s.byline(at, src)
	for _, t := range s.turns()[src] {
		i := introduced{Link: Link{Href: toSpeaker(at, t.by), Text: t.by.Label()}, As: t.As}
		if t.N > 0 {
			i.Said = count(t.N, "turn", "turns") + ", " + count(t.Words, "word", "words")
		}
		p.Speakers = append(p.Speakers, i)
	}
	if !p.Notes {
		for _, o := range src.Coll.Sources {
			if o != src {
				p.Sources = append(p.Sources, Link{Href: toSource(at, o), Text: o.Title})
			}
		}
		return p
	}
	p.Bases, p.Unnamed = basesOf(src), unnamedIn(src)
	for _, n := range src.Notes {
		if n.Kind.Name == "evidence" {
			p.Evidence = append(p.Evidence, offered{
				Badge: Link{Href: "#n-" + n.ID, Text: badgeText(n)}, Side: sideWords[n.Side], Basis: basisWords[n.Basis],
				Claim: Link{Href: toClaim(at, n.Claim), Text: n.Claim.Words}, Says: n.Says,
			})
		}
	}
	if most := s.roomElsewhere(src); most > 0 {
		p.Claims, p.Alone = s.elsewhere(at, src, most)
	} else {
		p.Many = true
	}
	return p
}

func axisOfOutlet(name string, a catalog.Axis) axisLine {
	l := axisLine{Name: name, Text: a.Text, Source: Link{Text: a.Source}}
	if field.IsWebAddress(a.Source) {
		l.Source = Link{Href: a.Source, Text: hostOf(a.Source), External: true}
	}
	if !a.Date.IsZero() {
		l.Date = dateWords(a.Date)
	}
	return l
}

func (s *site) byline(at string, src *corpus.Source) []Link {
	var out []Link
	for _, b := range src.Byline {
		l := Link{Text: b.Words}
		if b.Voice != nil {
			l.Href = toVoice(at, b.Voice)
		}
		out = append(out, l)
	}
	return out
}

// basesOf counts in words what the passages of a source offer as a reason.
func basesOf(src *corpus.Source) string {
	n := map[string]int{}
	all := 0
	for _, x := range src.Notes {
		if x.Kind.Name == "claim" {
			all++
			n[x.Basis]++
		}
	}
	var parts []string
	for _, b := range notes.Bases {
		if n[b] > 0 && b != "none" {
			parts = append(parts, count(n[b], "with ", "with ")+basisWords[b])
		}
	}
	if n["none"] > 0 {
		parts = append(parts, count(n["none"], "with no reason at all", "with no reason at all"))
	}
	if n[""] > 0 {
		parts = append(parts, count(n[""], "not coded for it", "not coded for it"))
	}
	switch all {
	case 0:
		return "No passage of this source is noted as bearing on a claim."
	case 1:
		return "1 passage bears on a claim: " + strings.Join(parts, ", ") + "."
	}
	return count(all, "passage", "passages") + " bear on a claim: " + strings.Join(parts, ", ") + "."
}

// unnamedIn says how many passages lead to somebody without a name.
func unnamedIn(src *corpus.Source) string {
	k := 0
	for _, n := range src.Notes {
		if n.Kind.Name == "claim" && (!n.Holder.NotKnown && n.Holder.Unnamed() || slices.ContainsFunc(n.Via, corpus.Party.Unnamed)) {
			k++
		}
	}
	switch k {
	case 0:
		return ""
	case 1:
		return "1 of them comes from or through somebody who is not named."
	}
	return count(k, "", "of them come from or through somebody who is not named.")
}

// elsewhere finds for each claim of the source what other sources say on it: other stances first, then other origins, then the oldest.
func (s *site) elsewhere(at string, src *corpus.Source, most int) (out []elsewhere, alone []Link) {
	out = make([]elsewhere, 0, len(src.Notes))
	seen := map[*corpus.Claim]bool{}
	for _, n := range src.Notes {
		if n.Claim != nil {
			seen[n.Claim] = true
		}
	}
	most = min(most, max(1, allElsewhere/max(1, len(seen))))
	clear(seen)
	for _, n := range src.Notes {
		cl := n.Claim
		if cl == nil || seen[cl] {
			continue
		}
		seen[cl] = true
		others := s.asked(cl).others(src, most)
		link := Link{Href: toClaim(at, cl), Text: cl.Words}
		if len(others) == 0 {
			alone = append(alone, link)
			continue
		}
		e := elsewhere{Claim: link}
		e.Passages = make([]otherPassage, len(others))
		for i, o := range others {
			e.Passages[i] = s.otherPassage(at, src.Coll.Lang, o)
		}
		own := 0
		for _, o := range src.Notes {
			if o.Claim == cl && o.Kind.Name == "claim" {
				own++
			}
		}
		if len(cl.Notes) > len(others)+own {
			e.All = len(cl.Notes)
		}
		out = append(out, e)
	}
	return out, alone
}

// roomElsewhere is how many passages of other sources a page has room for under each claim: all that are shown elsewhere, where the text is long and its
// page may be heavy.
func (s *site) roomElsewhere(src *corpus.Source) int {
	const longText, passage = 3_000, 110
	sum := 2_400 + 48*len(src.Doc.Blocks) + 12*len(src.Doc.Turns) // and what the strip and its table have of each
	if s.ShowsText(src) {
		sum += weigh(src.Doc.Text) * 4 / 3
	}
	seen := map[*corpus.Claim]bool{}
	for _, n := range src.Notes {
		sum += 170 + (weighWords(n)+weigh(n.Says)+weigh(n.Note.Body))*4/3
		if n.Claim != nil && !seen[n.Claim] {
			seen[n.Claim] = true
			sum += 50
		}
	}
	if len(seen) == 0 {
		return mostElsewhere
	}
	most := max(0, (largestSource-sum)/passage/len(seen))
	if most < mostElsewhere && words.Count(src.Doc.Text) > longText {
		most = mostElsewhere
	}
	return min(most, mostElsewhere)
}

// largestSource is what the page of a text that is not long may weigh by the guess.
const largestSource = 29_500

// others gives the first passages of other sources on a claim that a reader of src should see, at most so many.
func (a *asked) others(src *corpus.Source, most int) []*corpus.Note {
	var stances []string
	known := []any{nil}
	for i, n := range a.notes {
		if n.Source == src {
			stances, known = append(stances, n.Stance), append(known, a.origins[i])
		}
	}
	var ranks [4][]*corpus.Note
	for i, n := range a.notes {
		if n.Source == src {
			continue
		}
		rank := 0
		if slices.Contains(stances, n.Stance) {
			rank += 2
		}
		if slices.Contains(known, a.origins[i]) {
			rank++
		}
		if len(ranks[rank]) < most {
			if ranks[rank] = append(ranks[rank], n); rank == 0 && len(ranks[rank]) == most {
				break // nothing comes before these
			}
		}
	}
	first := slices.Concat(ranks[:]...)
	return first[:min(len(first), most)]
}

// besideWords is how many words of its sentence stand on either side of a passage; all of it stands where its link leads.
const besideWords = 12

func (s *site) otherPassage(at, lang string, n *corpus.Note) otherPassage {
	p := otherPassage{
		Class: stanceClass(n), Stance: stanceWords[n.Stance], Put: putWords[n.Put], Excerpt: s.excerpt(n), Lang: langOf(n.Source, lang),
		Who: s.who(n), Date: dateWords(n.Source.Date()), Href: s.toMark(at, n),
	}
	if n.Put == "declined" {
		p.Put = "asked, took no side"
	}
	if outlet := outletWords(n.Source); !strings.HasPrefix(p.Who, outlet) && (n.Source.Outlet != nil || n.Holder.Voice == nil || n.Holder.Voice.Source != n.Source) {
		p.Who = outlet + " › " + p.Who
	}
	p.Excerpt = p.Excerpt.short(besideWords)
	p.Bare = strings.HasPrefix(p.Excerpt.Before+p.Excerpt.Words, "“")
	if n.Answers != nil {
		p.Answered = s.cue(n.Answers).Words
	}
	return p
}
