package html

import (
	"slices"
	"strconv"
	"strings"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/doc"
)

// strip is the whole text as a thin bar: who speaks when, and where the notes are; and the table that says the same. Lengths are code points,
// so that a script of three bytes a letter is as long as one of one. The bar is a few paths, a piece for each row and each note of the table in
// their order; tools.js makes links of them.
type strip struct {
	W      string
	Ground string // a turn or a paragraph each
	Rules  string // a hairline for each column of notes
	Lines  []stripLines
	Turns  bool // the ground is turns; else it is paragraphs
	Shares []share
	Rows   []stripRow
	Noted  bool // some row has notes
}

// stripLines are the lines of the notes of a class.
type stripLines struct{ Class, Path string }

// stripRow is a turn or paragraph with the notes that begin in it.
type stripRow struct {
	Place Link
	Much  string // words of a turn, how much of the text a paragraph is
	Notes []stripNote
}

// stripNote is a note in the table.
type stripNote struct {
	Link
	Stance string
}

// The measures of a strip, in units of its view box: across they are pixels, along a thousand is the whole text.
const (
	stripLength  = 1000
	stripLane    = 4  // from one speaker's line to the next
	stripLanes   = 6  // with more speakers, the last lane is that of several
	stripColumn  = 6  // from one stance's lines to the next
	stripBetween = 3  // more, between speakers and notes
	stripLeast   = 12 // length of a note's line, where there is room
)

// stretch is a piece of the ground: a turn, a paragraph, or what stands between turns.
type stretch struct {
	name, id string // #p3
	r        doc.Range
	words    int // of a turn
	lane     int // -1: nothing is drawn
}

// fillStrip maps the source; nothing is mapped, and that is said, where its text is not here.
func (d *desk) fillStrip(out *strip) bool {
	src, text := d.src, d.src.Doc.Text
	if !src.HasText || len(text) == 0 {
		return false
	}
	*out = strip{Turns: len(src.Doc.Turns) > 0, Shares: d.shares()}
	shown := d.ShowsText(src)
	var ground []stretch
	if out.Turns {
		ground = d.byTurn()
	} else {
		ground = d.byBlock()
	}
	d.room.ground = ground
	lanes := 1
	for _, g := range ground {
		lanes = max(lanes, g.lane+1)
	}
	rows, notes := slices.Grow(d.room.rows[:0], len(ground)), d.room.rowNotes[:0]
	pieces := &d.pieces
	pieces.begin()
	d.rule.set(text)
	rule := &d.rule
	next := 0
	for i, g := range ground {
		row := stripRow{Place: Link{Text: g.name}}
		if shown || g.id == "#p0" {
			row.Place.Href = g.id
		}
		from, to := rule.at(g.r.Start), rule.at(g.r.End)
		switch {
		case g.words > 0 || g.lane >= 0 && out.Turns:
			row.Much = d.whole(g.words)
		case !out.Turns:
			row.Much = d.percent(to-from, stripLength)
		}
		// Paragraphs stand a little apart; turns change their lane.
		length := to - from
		if !out.Turns && length > 3 {
			length -= 2
		}
		pieces.to(2+max(0, g.lane)*stripLane, from)
		if length = max(length, 1); g.lane >= 0 {
			pieces.down("v", length)
		} else {
			pieces.down("m0 ", length) // nothing is drawn
		}
		first := len(notes)
		for ; next < len(src.Notes) && (i == len(ground)-1 || !src.Notes[next].Outcome.Placed() || src.Notes[next].Range.Start < g.r.End); next++ {
			if n := src.Notes[next]; n.Outcome.Placed() {
				notes = append(notes, stripNote{d.byNumber(n), d.stripWords(n)})
				out.Noted = true
			}
		}
		row.Notes = notes[first:]
		rows = append(rows, row)
	}
	d.room.rows, d.room.rowNotes, out.Rows = rows, notes, rows
	out.Ground = d.keep(pieces.path)
	columns := d.drawNotes(out, lanes*stripLane+stripBetween)
	out.W = strconv.Itoa(lanes*stripLane + stripBetween + columns*stripColumn)
	return true
}

// byTurn is the turns of the source and what stands between them. Who says most has the first lane.
func (d *desk) byTurn() []stretch {
	text := d.src.Doc
	ground := slices.Grow(d.room.ground[:0], len(text.Turns))
	between := func(from, to int) {
		if from >= to {
			return
		}
		b := stretch{name: "between turns", lane: -1, r: doc.Range{Start: text.Blocks[from].Range.Start, End: text.Blocks[to-1].Range.End}}
		if from == 0 {
			b.name, b.id = "before the first turn", "#p0"
		} else if b.id = d.addressIn(text.Blocks[from:to]); b.id == "" {
			return
		}
		ground = append(ground, b)
	}
	next := 0
	for i, t := range text.Turns {
		between(next, t.First)
		k := d.voices[t.Speaker]
		d.line = strconv.AppendInt(append(d.line[:0], "#u"...), int64(i+1), 10)
		ground = append(ground, stretch{d.room.saying[k].who.Text, d.keep(d.line), t.Range, int(t.Words), min(k, stripLanes-1)})
		next = t.End
	}
	between(next, len(text.Blocks))
	return ground
}

// byBlock is the headline, with the subtitle, and the paragraphs of a source without turns.
func (d *desk) byBlock() []stretch {
	text := d.src.Doc
	ground := slices.Grow(d.room.ground[:0], len(text.Blocks))
	for i := range text.Blocks {
		b := &text.Blocks[i]
		g := stretch{id: d.addressIn(text.Blocks[i : i+1]), r: b.Range}
		switch {
		case b.Kind == doc.Heading || g.id == "":
			continue // a gap in the bar
		case b.Kind == doc.Headline:
			g.name = "headline"
		case b.Kind == doc.Subtitle:
			ground[0].r.End = g.r.End
			continue
		default:
			g.name = d.join("paragraph ", g.id[len("#p"):])
		}
		ground = append(ground, g)
	}
	return ground
}

// addressIn leads to the first address in some blocks, "" where none has one.
func (d *desk) addressIn(blocks []doc.Block) string {
	for i := range blocks {
		if b := &blocks[i]; b.HasAddress() {
			d.line = b.AppendAddress(append(d.line[:0], '#'))
			return d.keep(d.line)
		}
		if a := d.addressIn(blocks[i].Children()); a != "" {
			return a
		}
	}
	return ""
}

// stripColumns are the stances in the order of their columns; what is no stance stands in the last.
var stripColumns = []string{"supports", "disputes", "questions", "reports", ""}

// drawNotes draws the notes from x on, a column for each stance that there is, and gives the number of columns.
func (d *desk) drawNotes(p *strip, x int) (columns int) {
	in, rule := &d.room.columns, &d.rule
	for i := range in {
		in[i] = in[i][:0]
	}
	for _, n := range d.src.Notes {
		if n.Outcome.Placed() {
			k := 4
			if n.Kind.Name == "claim" {
				k = slices.Index(stripColumns, n.Stance)
			}
			in[k] = append(in[k], n)
		}
	}
	rules := &d.rules
	rules.begin()
	p.Lines = d.room.lines[:0]
	pens := d.room.pens // the first are of p.Lines
	for _, those := range in {
		if len(those) == 0 {
			continue
		}
		x := x + 2 + columns*stripColumn
		columns++
		rules.to(x, 0)
		rules.down("v", stripLength)
		first := len(p.Lines)
		for i, n := range those {
			from, to := rule.at(n.Range.Start), rule.at(n.Range.End)
			// A short passage is drawn longer than it is, as far as the next of its column.
			room := stripLength
			if i+1 < len(those) {
				room = rule.at(those[i+1].Range.Start) - 2
			}
			to = max(to, min(from+stripLeast, room), from+3)
			from = min(from, stripLength-(to-from))
			class := d.notes[n.Number-1].class
			k := slices.IndexFunc(p.Lines[first:], func(l stripLines) bool { return l.Class == class })
			if k < 0 {
				k = len(p.Lines) - first
				if p.Lines = append(p.Lines, stripLines{Class: class}); len(pens) < len(p.Lines) {
					pens = append(pens, pen{})
				}
				pens[first+k].begin()
			}
			pens[first+k].note(class, x, from, min(to, stripLength)-from)
		}
	}
	p.Rules = d.keep(rules.path)
	for i := range p.Lines {
		p.Lines[i].Path = d.keep(pens[i].path)
	}
	d.room.lines, d.room.pens = p.Lines, pens
	return columns
}

// pen draws the path of pieces, each from where the one before ends.
type pen struct {
	path []byte
	x, y int
}

func (p *pen) begin() { *p = pen{path: p.path[:0]} }

func (p *pen) to(x, y int) {
	sign := byte('m')
	if len(p.path) == 0 {
		sign = 'M'
	}
	p.path = strconv.AppendInt(append(p.path, sign), int64(x-p.x), 10)
	if y >= p.y {
		p.path = append(p.path, ' ')
	}
	p.path = strconv.AppendInt(p.path, int64(y-p.y), 10)
	p.x, p.y = x, y
}

func (p *pen) down(how string, length int) {
	p.path = strconv.AppendInt(append(p.path, how...), int64(length), 10)
	p.y += length
}

// note draws a note's line: plain, where the style sheet makes dots and dashes of it; a wave; two lines.
func (p *pen) note(class string, x, y, length int) {
	p.to(x, y)
	switch {
	case strings.HasPrefix(class, "disputes"):
		p.path = append(p.path, "q4 2 0 4"...)
		for p.y += 4; p.y+4 <= y+length; p.y += 4 {
			p.path = append(p.path, "t0 4"...)
		}
	case class == "e":
		p.down("v", length)
		p.to(x+3, p.y)
		p.down("v", -length)
	default:
		p.down("v", length)
	}
}

// stripWords is the stance of a note in a word, or its kind.
func (d *desk) stripWords(n *corpus.Note) string {
	switch {
	case n.Kind.Name == "claim":
		if stance, comma, put := stanceParts(n); put != "" {
			return d.join(stance, comma, put)
		} else {
			return stance
		}
	case n.Kind.Name == "evidence":
		return d.join("evidence ", sideWords[n.Side])
	}
	return n.Kind.Name
}

// ruler finds how far into a text a byte lies, as a part of stripLength.
type ruler struct {
	text  string
	ahead []int // code points before each block of rulerStep bytes; none where a code point is a byte
	whole int
}

const rulerStep = 256

func (r *ruler) set(text string) {
	*r = ruler{text: text, ahead: r.ahead[:0]}
	for i := 0; i < len(text); i += rulerStep {
		r.ahead = append(r.ahead, r.whole)
		r.whole += codePoints(text[i:min(i+rulerStep, len(text))])
	}
	if r.whole == len(text) {
		r.ahead = r.ahead[:0]
	}
}

// codePoints counts the beginnings of code points, so that pieces of one count as none.
func codePoints(t string) (n int) {
	for i := range len(t) {
		if t[i]&0xC0 != 0x80 {
			n++
		}
	}
	return n
}

func (r *ruler) at(b int) int {
	if len(r.ahead) > 0 {
		k := min(b/rulerStep, len(r.ahead)-1)
		b = r.ahead[k] + codePoints(r.text[k*rulerStep:b])
	}
	return (2*b*stripLength + r.whole) / (2 * r.whole)
}
