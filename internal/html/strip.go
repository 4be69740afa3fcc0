package html

import (
	"cmp"
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
	name, id string
	r        doc.Range
	words    int // of a turn
	lane     int // -1: nothing is drawn
}

// strip maps a source; nil where its text is not here.
func (s *site) strip(at string, src *corpus.Source) *strip {
	d := src.Doc
	if !src.HasText || len(d.Text) == 0 {
		return nil
	}
	out := &strip{Turns: len(d.Turns) > 0, Shares: s.shares(at, src)}
	shown := s.ShowsText(src)
	var ground []stretch
	if out.Turns {
		ground = s.byTurn(src)
	} else {
		ground = byBlock(src)
	}
	lanes := 1
	for _, g := range ground {
		lanes = max(lanes, g.lane+1)
	}
	out.Rows = make([]stripRow, 0, len(ground))
	pieces := pen{path: make([]byte, 0, 10*len(ground))}
	rule := rulerOf(d.Text)
	next := 0
	for i, g := range ground {
		row := stripRow{Place: Link{Text: g.name}}
		if shown || g.id == "p0" {
			row.Place.Href = "#" + g.id
		}
		from, to := rule.at(g.r.Start), rule.at(g.r.End)
		switch {
		case g.words > 0 || g.lane >= 0 && out.Turns:
			row.Much = number(float64(g.words))
		case !out.Turns:
			row.Much = percent(to-from, stripLength)
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
		for ; next < len(src.Notes) && (i == len(ground)-1 || !src.Notes[next].Outcome.Placed() || src.Notes[next].Range.Start < g.r.End); next++ {
			if n := src.Notes[next]; n.Outcome.Placed() {
				row.Notes = append(row.Notes, stripNote{Link{Href: "#n-" + n.ID, Text: badgeText(n)}, stripWords(n)})
				out.Noted = true
			}
		}
		out.Rows = append(out.Rows, row)
	}
	out.Ground = string(pieces.path)
	columns := out.notes(src, rule, lanes*stripLane+stripBetween)
	out.W = strconv.Itoa(lanes*stripLane + stripBetween + columns*stripColumn)
	return out
}

// byTurn is the turns of a source and what stands between them. Who says most has the first lane.
func (s *site) byTurn(src *corpus.Source) (ground []stretch) {
	d := src.Doc
	said := map[string]int{}
	var who []string
	for _, t := range d.Turns {
		if _, has := said[t.Speaker]; !has {
			who = append(who, t.Speaker)
		}
		said[t.Speaker] += t.Words
	}
	slices.SortStableFunc(who, func(a, b string) int { return said[b] - said[a] })
	lane, name := map[string]int{}, map[string]string{}
	for i, id := range who {
		lane[id], name[id] = min(i, stripLanes-1), s.named("", id).Text
	}
	between := func(from, to int) {
		if from >= to {
			return
		}
		b := stretch{name: "between turns", lane: -1, r: doc.Range{Start: d.Blocks[from].Range.Start, End: d.Blocks[to-1].Range.End}}
		if from == 0 {
			b.name, b.id = "before the first turn", "p0"
		} else if b.id = addressIn(d.Blocks[from:to]); b.id == "" {
			return
		}
		ground = append(ground, b)
	}
	next := 0
	for i, t := range d.Turns {
		between(next, t.First)
		ground = append(ground, stretch{name[t.Speaker], "u" + strconv.Itoa(i+1), t.Range, t.Words, lane[t.Speaker]})
		next = t.End
	}
	between(next, len(d.Blocks))
	return ground
}

// byBlock is the headline, with the subtitle, and the paragraphs of a source without turns.
func byBlock(src *corpus.Source) (ground []stretch) {
	d := src.Doc
	ground = make([]stretch, 0, len(d.Blocks))
	for i := range d.Blocks {
		b := &d.Blocks[i]
		g := stretch{id: addressIn(d.Blocks[i : i+1]), r: b.Range}
		switch {
		case b.Kind == doc.Heading || g.id == "":
			continue // a gap in the bar
		case b.Kind == doc.Headline:
			g.name = "headline"
		case b.Kind == doc.Subtitle:
			ground[0].r.End = g.r.End
			continue
		default:
			g.name = "paragraph " + g.id[1:]
		}
		ground = append(ground, g)
	}
	return ground
}

// addressIn is the first address in some blocks, "" where none has one.
func addressIn(blocks []doc.Block) string {
	for i := range blocks {
		if a := blocks[i].Address(); a != "" {
			return a
		}
		if a := addressIn(blocks[i].Children()); a != "" {
			return a
		}
	}
	return ""
}

// stripColumns are the stances in the order of their columns; what is no stance stands in the last.
var stripColumns = []string{"supports", "disputes", "questions", "reports", ""}

// notes draws the notes from x on, a column for each stance that there is, and gives the number of columns.
func (p *strip) notes(src *corpus.Source, rule ruler, x int) (columns int) {
	var in [5][]*corpus.Note
	for _, n := range src.Notes {
		if n.Outcome.Placed() {
			k := 4
			if n.Kind.Name == "claim" {
				k = slices.Index(stripColumns, n.Stance)
			}
			in[k] = append(in[k], n)
		}
	}
	var rules pen
	var pens []pen // of p.Lines
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
			class := lineClass(n)
			k := slices.IndexFunc(p.Lines[first:], func(l stripLines) bool { return l.Class == class })
			if k < 0 {
				k = len(p.Lines) - first
				p.Lines, pens = append(p.Lines, stripLines{Class: class}), append(pens, pen{})
			}
			pens[first+k].note(class, x, from, min(to, stripLength)-from)
		}
	}
	p.Rules = string(rules.path)
	for i := range pens {
		p.Lines[i].Path = string(pens[i].path)
	}
	return columns
}

// pen draws the path of pieces, each from where the one before ends.
type pen struct {
	path []byte
	x, y int
}

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
func stripWords(n *corpus.Note) string {
	switch {
	case n.Kind.Name == "claim":
		return stanceOf(n)
	case n.Kind.Name == "evidence":
		return "evidence " + sideWords[n.Side]
	}
	return n.Kind.Name
}

// ruler finds how far into a text a byte lies, as a part of stripLength.
type ruler struct {
	text  string
	ahead []int // code points before each block of rulerStep bytes; nil where a code point is a byte
	whole int
}

const rulerStep = 256

func rulerOf(text string) ruler {
	r := ruler{text: text}
	for i := 0; i < len(text); i += rulerStep {
		r.ahead = append(r.ahead, r.whole)
		r.whole += codePoints(text[i:min(i+rulerStep, len(text))])
	}
	if r.whole == len(text) {
		r.ahead = nil
	}
	return r
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

func (r ruler) at(b int) int {
	if r.ahead != nil {
		k := min(b/rulerStep, len(r.ahead)-1)
		b = r.ahead[k] + codePoints(r.text[k*rulerStep:b])
	}
	return (2*b*stripLength + r.whole) / (2 * r.whole)
}

// share is how much of a transcript a speaker says.
type share struct {
	Who          Link
	Turns, Words string
	Percent      string
	Bar          string // length in pixels
}

// percent says how much n is of all.
func percent(n, all int) string {
	if p := (200*n + all) / (2 * all); p > 0 || n == 0 {
		return strconv.Itoa(p) + " %"
	}
	return "under 1 %"
}

// shareLength is the length of the longest bar, in pixels: what a phone has beside the words.
const shareLength = 120

// shares adds up the turns of each speaker, those who say most first; nil where fewer than two speak.
func (s *site) shares(at string, src *corpus.Source) []share {
	type sum struct {
		id           string
		turns, words int
	}
	var sums []sum
	all := 0
	for _, t := range src.Doc.Turns {
		i := slices.IndexFunc(sums, func(x sum) bool { return x.id == t.Speaker })
		if i < 0 {
			i = len(sums)
			sums = append(sums, sum{id: t.Speaker})
		}
		sums[i].turns++
		sums[i].words += t.Words
		all += t.Words
	}
	if len(sums) < 2 || all == 0 {
		return nil
	}
	slices.SortStableFunc(sums, func(a, b sum) int { return cmp.Compare(b.words, a.words) })
	most := sums[0].words
	var out []share
	for _, x := range sums {
		sh := share{Who: s.named(at, x.id), Turns: number(float64(x.turns)), Words: number(float64(x.words)), Percent: percent(x.words, all)}
		sh.Bar = strconv.Itoa((shareLength*x.words + most - 1) / most)
		out = append(out, sh)
	}
	return out
}
