package html

import (
	"html/template"
	"slices"
	"strconv"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/markup"
	"github.com/lateral-reader/lateral/internal/words"
)

// noteBadge is the number of a note with a letter for its kind, where it leads, and what it reads to who cannot see it.
type noteBadge struct {
	ID, Href, Text, Label string
	N                     int // the number alone
}

// noted is what several parts of a source page say of a note of the source.
type noted struct {
	badge noteBadge
	mark  string // #m-bearings
	class string // what draws its line in the text, its bar in the margin and its quote in the list
	marks string // class as the mark in the text has it
	claim Link
}

// number fills in what the page says of its notes.
func (d *desk) number() {
	d.notes = slices.Grow(d.notes[:0], len(d.src.Notes))
	for _, n := range d.src.Notes {
		x := noted{badge: d.badge(n), mark: d.join("#m-", n.ID), class: n.Kind.Letter}
		x.badge.ID = x.mark[1:]
		if x.marks = x.class; n.Kind.Name == "claim" {
			np := ""
			if n.Put != "stated" && n.Put != "declined" {
				np = " np"
			}
			x.marks = d.join("c ", stanceClass(n), np)
			x.class = x.marks[len("c "):]
		}
		if n.Claim != nil {
			x.claim = Link{Href: d.toClaim(n.Claim), Text: n.Claim.Words}
		}
		d.notes = append(d.notes, x)
	}
}

// badge numbers a note: 3c; in brackets where it is not stated, an empty pair where the speaker declined.
func (d *desk) badge(n *corpus.Note) noteBadge {
	label := appendBadge(append(d.line[:0], "Note "...), n)
	text := len(label)
	if n.Kind.Name == "claim" {
		stance, comma, put := stanceParts(n)
		label = append(append(append(append(label, ", claim: "...), stance...), comma...), put...)
	} else {
		label = append(append(label, ", "...), n.Kind.Name...)
	}
	b := noteBadge{Href: d.join("#n-", n.ID), Label: d.keep(label), N: int(n.Number)}
	b.Text, d.line = b.Label[len("Note "):text], label
	return b
}

func appendBadge(out []byte, n *corpus.Note) []byte {
	out = strconv.AppendInt(out, int64(n.Number), 10)
	switch {
	case n.Put == "declined":
		return append(out, "()"...)
	case n.Put != "stated" && n.Kind.Name == "claim":
		return append(append(append(out, '('), n.Kind.Letter...), ')')
	}
	return append(out, n.Kind.Letter...)
}

// noted is what is noted of a note; what the page says alone, where it is none of the source or has no number.
func (d *desk) noted(n *corpus.Note) *noted {
	if i := int(n.Number) - 1; i >= 0 && i < len(d.src.Notes) && d.src.Notes[i] == n {
		return &d.notes[i]
	}
	return &noted{badge: d.badge(n), mark: d.join("#m-", n.ID)}
}

// byNumber links to a note by its number.
func (d *desk) byNumber(n *corpus.Note) Link {
	b := &d.noted(n).badge
	return Link{Href: b.Href, Text: b.Text}
}

// marks are the marks to be drawn over the text: of all notes whose passage may be shown there.
func (d *desk) marks() []markup.Mark {
	ms := slices.Grow(d.room.marks[:0], len(d.src.Notes))
	for i, n := range d.src.Notes {
		if !n.Outcome.Placed() || !d.open(n) {
			continue
		}
		b := &d.notes[i].badge
		ms = append(ms, markup.Mark{
			Range: n.Range, Class: d.notes[i].marks, NoLine: n.Kind.Name != "claim" && n.Kind.Name != "evidence", N: int(n.Number),
			Badge: markup.Badge{ID: b.ID, Href: b.Href, Text: b.Text, Label: b.Label},
		})
	}
	d.room.marks = ms
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

// beside makes the margin note of a note of the source.
func (d *desk) beside(n *corpus.Note) marginNote {
	x := &d.notes[n.Number-1]
	m := marginNote{Class: x.class, Badge: x.badge, Claim: x.claim, Says: n.Says}
	if n.Answers != nil {
		m.Answer = d.byNumber(n.Answers)
	}
	if m.Says == "" {
		m.Lead = d.lead(n.Prose)
	}
	switch n.Kind.Name {
	case "claim":
		m.Stance, m.Put, m.Who = stanceWords[n.Stance], putWords[n.Put], d.who(n)
		if n.Put == "declined" {
			m.Put = "asked, took no side"
		}
		if k := d.asked(n.Claim).sources - 1; k > 0 {
			m.Others = d.count(k, "other source", "other sources")
		}
	case "evidence":
		m.Stance = d.join("evidence ", sideWords[n.Side], " · ", basisWords[n.Basis])
	case "wording":
		m.Quote, m.Stance = d.cue(n).Words, d.join("neutral: ", n.Neutral)
	case "gap":
		m.Claim = Link{Text: missing(n)}
	default:
		m.Claim, m.Says, m.Stance = Link{Text: n.Says}, "", n.Kind.Name
	}
	return m
}

// who says in a line who holds what the passage says, and through whom it comes: the innermost voice of the source's own, then those who pass
// it on.
func (d *desk) who(n *corpus.Note) string {
	if n.Own && len(n.Via) == 0 {
		return d.partyWords(*n.Holder)
	}
	last := outletWords(n.Source)
	if n.Turn >= 0 {
		last = isolated(d.named("", n.Source.Doc.Turns[n.Turn].Speaker).Text)
	}
	var room [7]string
	names := append(room[:0], last)
	for i := range len(n.Via) + 1 {
		p := n.Holder
		if i < len(n.Via) {
			p = &n.Via[i]
		}
		if name := d.partyWords(*p); name != last {
			names = append(names, " › ", name)
			last = name
		}
	}
	return d.join(names...)
}

// partyWords is partyWords for a page.
func (d *desk) partyWords(p corpus.Party) string {
	if n := namingWords[p.Naming()]; n != "" {
		return d.join(isolated(p.Name()), " (", n, ")")
	}
	return isolated(p.Name())
}

// prose and lead write a text of ours, and its first sentence.
func (d *desk) prose(p *corpus.Prose) template.HTML {
	if p == nil {
		return ""
	}
	b := p.Body()
	d.links = p.Links
	d.ours.Set(b, nil, markup.Options{Lang: d.Config.Lang, HeadingShift: 1, Link: d.leads})
	d.line = d.ours.Append(d.line[:0], 0, len(b.Blocks))
	return template.HTML(d.keep(d.line))
}

func (d *desk) lead(p *corpus.Prose) template.HTML {
	if p == nil {
		return ""
	}
	b := p.Body()
	leaf := b.FirstWords()
	if leaf == nil {
		return ""
	}
	r := leaf.Range
	var room [16][2]int
	if ss := words.AppendSentences(room[:0], b.Text[r.Start:r.End], d.Config.Lang); len(ss) > 1 {
		r.End = r.Start + ss[0][1]
	}
	d.links = p.Links
	d.ours.Set(b, nil, markup.Options{Lang: d.Config.Lang, Link: d.leads})
	d.line = d.ours.AppendInline(d.line[:0], r)
	return template.HTML(d.keep(d.line))
}

// cueWords is how much of a passage stands above its note in the list; the whole stands in the text.
const cueWords = 24

// cue is the beginning of a note's passage, with a link to it.
type cue struct {
	Href, Words, Lang string
	Bare              bool // has quotation marks of its own
}

func (d *desk) cue(n *corpus.Note) cue {
	c := cue{Lang: langOf(n.Source, n.Source.Coll.Lang)}
	if n.HasQuote() {
		c.Href = d.noted(n).mark
	}
	p := d.passageOf(n)
	kept, cut := words.Cut(p.Words, cueWords)
	if c.Words, c.Bare = kept, p.Bare; cut {
		c.Words = d.join(kept, ellipsis)
	}
	return c
}
