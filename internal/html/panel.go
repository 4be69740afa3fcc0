package html

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

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

// panel fills the panel of the page, whose date, outlet and byline are known.
func (d *desk) panel(p *panel) {
	src := d.src
	*p = panel{Published: d.page.Date.Words, Why: src.Published.Bounds().Why, Notes: d.Edition.Notes, Byline: d.page.Byline}
	if !src.Written.IsZero() {
		p.Written = dateWords(src.Written)
	}
	if o := src.Outlet; o != nil {
		p.Outlet = Link{Href: d.page.Outlet.Href, Text: o.Name}
		p.Axes = append(d.room.axes[:0], d.axis("Paid for by", o.Funding), d.axis("Owned by", o.Ownership), d.axis("Newsroom controlled by", o.Control))
		d.room.axes = p.Axes
	}
	p.Speakers = d.room.speakers[:0]
	for _, t := range d.turns()[src] {
		i := introduced{Link: Link{Href: d.toSpeaker(t.by), Text: t.by.Label()}, As: t.As}
		if t.N > 0 {
			i.Said = d.join(d.count(t.N, "turn", "turns"), ", ", d.count(t.Words, "word", "words"))
		}
		p.Speakers = append(p.Speakers, i)
	}
	d.room.speakers = p.Speakers
	if !p.Notes {
		for _, o := range src.Coll.Sources {
			if o != src {
				p.Sources = append(p.Sources, Link{Href: d.toSource(o), Text: o.Title})
			}
		}
		return
	}
	p.Bases, p.Unnamed = d.bases(), unnamedIn(src)
	p.Evidence = d.room.evidence[:0]
	for i, n := range src.Notes {
		if n.Kind.Name == "evidence" {
			p.Evidence = append(p.Evidence, offered{
				Badge: d.byNumber(n), Side: sideWords[n.Side], Basis: basisWords[n.Basis], Claim: d.notes[i].claim, Says: n.Says,
			})
		}
	}
	d.room.evidence = p.Evidence
	if most := d.roomElsewhere(); most > 0 {
		d.elsewhere(p, most)
	} else {
		p.Many = true
	}
}

func (d *desk) axis(name string, a catalog.Axis) axisLine {
	l := axisLine{Name: name, Text: a.Text, Source: Link{Text: a.Source}}
	if field.IsWebAddress(a.Source) {
		l.Source = Link{Href: a.Source, Text: hostOf(a.Source), External: true}
	}
	if !a.Date.IsZero() {
		l.Date = d.dateWords(a.Date)
	}
	return l
}

func (d *desk) byline() []Link {
	out := d.room.byline[:0]
	for _, b := range d.src.Byline {
		l := Link{Text: b.Words}
		if b.Voice != nil {
			l.Href = d.toVoice(b.Voice)
		}
		out = append(out, l)
	}
	d.room.byline = out
	return out
}

// bases counts in words what the passages of the source offer as a reason.
func (d *desk) bases() string {
	with := func(basis string) (n int) {
		for _, x := range d.src.Notes {
			if x.Kind.Name == "claim" && x.Basis == basis {
				n++
			}
		}
		return n
	}
	all := 0
	for _, x := range d.src.Notes {
		if x.Kind.Name == "claim" {
			all++
		}
	}
	if all == 0 {
		return "No passage of this source is noted as bearing on a claim."
	}
	out := strconv.AppendInt(d.line[:0], int64(all), 10)
	if all == 1 {
		out = append(out, " passage bears on a claim"...)
	} else {
		out = append(out, " passages bear on a claim"...)
	}
	sign := ": "
	add := func(n int, what ...string) {
		if n == 0 {
			return
		}
		out = append(strconv.AppendInt(append(out, sign...), int64(n), 10), ' ')
		for _, w := range what {
			out = append(out, w...)
		}
		sign = ", "
	}
	for _, b := range notes.Bases {
		if b != "none" {
			add(with(b), "with ", basisWords[b])
		}
	}
	add(with("none"), "with no reason at all")
	add(with(""), "not coded for it")
	out = append(out, '.')
	d.line = out
	return d.keep(out)
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
func (d *desk) elsewhere(p *panel, most int) {
	src, seen := d.src, d.seen
	clear(seen)
	for _, n := range src.Notes {
		if n.Claim != nil {
			seen[n.Claim] = true
		}
	}
	most = min(most, max(1, allElsewhere/max(1, len(seen))))
	clear(seen)
	out, alone, passages := d.room.claims[:0], d.room.alone[:0], d.room.passages[:0]
	for i, n := range src.Notes {
		cl := n.Claim
		if cl == nil || seen[cl] {
			continue
		}
		seen[cl] = true
		others := d.others(d.asked(cl), most)
		link := d.notes[i].claim
		if len(others) == 0 {
			alone = append(alone, link)
			continue
		}
		from := len(passages)
		for _, o := range others {
			passages = append(passages, otherPassage{})
			d.otherPassage(&passages[len(passages)-1], o)
		}
		e := elsewhere{Claim: link, Passages: passages[from:]}
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
	d.room.claims, d.room.alone, d.room.passages = out, alone, passages
	p.Claims, p.Alone = out, alone
}

// roomElsewhere is how many passages of other sources a page has room for under each claim: all that are shown elsewhere, where the text is long and its
// page may be heavy.
func (d *desk) roomElsewhere() int {
	const longText, passage = 3_000, 110
	src, seen := d.src, d.seen
	clear(seen)
	sum := 2_400 + 48*len(src.Doc.Blocks) + 12*len(src.Doc.Turns) // and what the strip and its table have of each
	if d.ShowsText(src) {
		sum += weigh(src.Doc.Text) * 4 / 3
	}
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

// others gives the first passages of other sources on a claim that a reader of the source should see, at most so many.
func (d *desk) others(a *asked, most int) []*corpus.Note {
	src := d.src
	var stanceRoom [8]string
	var knownRoom [8]any
	stances, known := stanceRoom[:0], append(knownRoom[:0], nil)
	for i, n := range a.notes {
		if n.Source == src {
			stances, known = append(stances, n.Stance), append(known, a.origins[i])
		}
	}
	var room [4][mostElsewhere]*corpus.Note
	var ranks [4][]*corpus.Note
	for i := range ranks {
		ranks[i] = room[i][:0]
	}
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
	first := d.room.others[:0]
	for _, r := range ranks {
		first = append(first, r...)
	}
	d.room.others = first
	return first[:min(len(first), most)]
}

// besideWords is how many words of its sentence stand on either side of a passage; all of it stands where its link leads.
const besideWords = 12

func (d *desk) otherPassage(p *otherPassage, n *corpus.Note) {
	*p = otherPassage{
		Class: stanceClass(n), Stance: stanceWords[n.Stance], Put: putWords[n.Put], Excerpt: d.printed(n), Lang: langOf(n.Source, d.src.Coll.Lang),
		Who: d.who(n), Date: d.dateWords(n.Source.Date()), Href: d.markOn(d.linking, n),
	}
	if n.Put == "declined" {
		p.Put = "asked, took no side"
	}
	if outlet := outletWords(n.Source); !strings.HasPrefix(p.Who, outlet) && (n.Source.Outlet != nil || n.Holder.Voice == nil || n.Holder.Voice.Source != n.Source) {
		p.Who = d.join(outlet, " › ", p.Who)
	}
	d.short(&p.Excerpt, besideWords)
	if p.Excerpt.Words == "" {
		p.Excerpt.OurWords = ourWords(n)
	}
	first, size := utf8.DecodeRuneInString(cmp.Or(p.Excerpt.Before, p.Excerpt.Words))
	p.Bare = size > 0 && strings.ContainsRune(quotationMarks, first)
	if n.Answers != nil {
		p.Answered = d.cue(n.Answers).Words
	}
}
