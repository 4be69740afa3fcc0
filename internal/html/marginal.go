package html

import (
	"html/template"
	"slices"
	"strconv"
	"strings"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/doc"
	"github.com/lateral-reader/lateral/internal/markup"
	"github.com/lateral-reader/lateral/internal/words"
)

// noteBadge is the number of a note with a letter for its kind, where it leads, and what it reads to who cannot see it.
type noteBadge struct {
	ID, Href, Text, Label string
	N                     int // the number alone
}

// badge numbers a note: 3c; in brackets where it is not stated, an empty pair where the speaker declined.
func badge(n *corpus.Note) noteBadge {
	text := badgeText(n)
	label := ""
	if n.Kind.Name == "claim" {
		label = "Note " + text + ", claim: " + stanceOf(n)
	} else {
		label = "Note " + text + ", " + n.Kind.Name
	}
	return noteBadge{ID: "m-" + n.ID, Href: "#n-" + n.ID, Text: text, Label: label, N: n.Number}
}

func badgeText(n *corpus.Note) string {
	number := strconv.Itoa(n.Number)
	switch {
	case n.Put == "declined":
		return number + "()"
	case n.Put != "stated" && n.Kind.Name == "claim":
		return number + "(" + n.Kind.Letter + ")"
	}
	return number + n.Kind.Letter
}

// lineClass is what draws a note's line in the text, its bar in the margin and its quote in the list.
func lineClass(n *corpus.Note) string {
	switch {
	case n.Kind.Name != "claim":
		return n.Kind.Letter
	case n.Put != "stated" && n.Put != "declined":
		return stanceClass(n) + " np"
	}
	return stanceClass(n)
}

// markClass is lineClass as the mark in the text has it.
func markClass(n *corpus.Note) string {
	if n.Kind.Name == "claim" {
		return "c " + lineClass(n)
	}
	return lineClass(n)
}

// marks are the marks to be drawn over a source's text: of all notes whose passage may be shown there.
func (s *site) marks(src *corpus.Source) []markup.Mark {
	ms := make([]markup.Mark, 0, len(src.Notes))
	for _, n := range src.Notes {
		if !n.Outcome.Placed() || !s.open(n) {
			continue
		}
		b := badge(n)
		ms = append(ms, markup.Mark{
			Range: n.Range, Class: markClass(n), NoLine: n.Kind.Name != "claim" && n.Kind.Name != "evidence", N: n.Number,
			Badge: markup.Badge{ID: b.ID, Href: b.Href, Text: b.Text, Label: b.Label},
		})
	}
	return ms
}

// marginNote is what stands beside the line of a mark: enough to choose whether to read on, and nothing else.
type marginNote struct {
	Class  string
	Badge  noteBadge
	Claim  Link   // the claim, or what stands for one
	Quote  string // instead of Claim
	Stance string
	Put    string
	Who    string
	Says   string
	Lead   template.HTML // the first sentence of the note, where it has no line of its own
	Answer Link          // the note whose passage this one answers
	Others string        // how many sources have a passage on the claim, whose page has them
}

// margin is the notes that stand beside one block.
type margin struct {
	Lang  string // "" where it is that of what they stand in
	Notes []marginNote
}

// beside makes the margin note of a note on the page at.
func (s *site) beside(at string, n *corpus.Note) marginNote {
	m := marginNote{Class: lineClass(n), Badge: badge(n), Says: n.Says}
	if n.Claim != nil {
		m.Claim = Link{Href: toClaim(at, n.Claim), Text: n.Claim.Words}
	}
	if n.Answers != nil {
		m.Answer = Link{Href: "#n-" + n.Answers.ID, Text: badgeText(n.Answers)}
	}
	if m.Says == "" {
		m.Lead = s.lead(n.Prose, at)
	}
	switch n.Kind.Name {
	case "claim":
		m.Stance, m.Put, m.Who = stanceWords[n.Stance], putWords[n.Put], s.who(n)
		if n.Put == "declined" {
			m.Put = "asked, took no side"
		}
		if k := s.asked(n.Claim).sources - 1; k > 0 {
			m.Others = count(k, "other source", "other sources")
		}
	case "evidence":
		m.Stance = "evidence " + sideWords[n.Side] + " · " + basisWords[n.Basis]
	case "wording":
		m.Quote, m.Stance = s.cue(n).Words, "neutral: "+n.Neutral
	case "gap":
		m.Claim = Link{Text: missing(n)}
	default:
		m.Claim, m.Says, m.Stance = Link{Text: n.Says}, "", n.Kind.Name
	}
	return m
}

// who says in a line who holds what the passage says, and through whom it comes: the innermost voice of the source's own, then those who pass
// it on.
func (s *site) who(n *corpus.Note) string {
	if n.Own && len(n.Via) == 0 {
		return partyWords(n.Holder)
	}
	names := []string{outletWords(n.Source)}
	if n.Turn >= 0 {
		names[0] = s.named("", n.Source.Doc.Turns[n.Turn].Speaker).Text
	}
	for _, p := range append(slices.Clone(n.Via), n.Holder) {
		if name := partyWords(p); name != names[len(names)-1] {
			names = append(names, name)
		}
	}
	return strings.Join(names, " › ")
}

// lead is the first sentence of a text of ours.
func (s *site) lead(p *corpus.Prose, at string) template.HTML {
	if p == nil {
		return ""
	}
	b := p.Body()
	for _, leaf := range b.Leaves() {
		if !leaf.HasWords {
			continue
		}
		r := leaf.Range
		if ss := words.Sentences(b.Text[r.Start:r.End], p.Lang); len(ss) > 1 {
			r = doc.Range{Start: r.Start, End: r.Start + ss[0][1]}
		}
		return markup.New(b, nil, markup.Options{Lang: p.Lang, Link: s.linker(p.Links, at)}).Inline(r)
	}
	return ""
}

// cueWords is how much of a passage stands above its note in the list; the whole stands in the text.
const cueWords = 24

// cue is the beginning of a note's passage, with a link to it.
type cue struct {
	Href, Words, Lang string
}

func (s *site) cue(n *corpus.Note) cue {
	e := s.excerpt(n)
	c := cue{Lang: langOf(n.Source, n.Source.Coll.Lang)}
	if n.HasQuote() {
		c.Href = "#m-" + n.ID
	}
	kept, cut := words.Cut(e.Words, cueWords)
	if c.Words = kept; cut {
		c.Words += ellipsis
	}
	return c
}
