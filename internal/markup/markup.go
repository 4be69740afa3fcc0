// Package markup draws marks over a text and gives well-formed HTML, whatever crosses what.
// In go a doc.Body and ranges to be drawn, out comes body markup. It is the only maker of template.HTML. It knows blocks, spans and
// sentences; it refuses to know notes, files and what a link means: a callback says where one leads.
package markup

import (
	"html/template"
	"io"
	"slices"
	"strconv"
	"sync"
	"unicode/utf8"

	"github.com/lateral-reader/lateral/internal/doc"
)

// Mark is a range to be drawn over the text. White space at its ends is not drawn. An empty range is a place: only its badge stands there.
type Mark struct {
	Range doc.Range
	Class string // of the mark element, as "c supports np"; a lane class comes after it
	// NoLine says that the class draws no line under the words. Such a mark takes no lane from those that do.
	NoLine bool
	N      int // data-n of the mark element, by which a script finds what belongs together; 0 gives none
	Badge  Badge
}

// Badge is the link that stands where a mark ends. One without Text is not drawn.
type Badge struct {
	ID    string // m-bearings; "" gives none
	Href  string // #n-bearings; escaped, not checked
	Text  string // 3c
	Label string // for who cannot see it: "Note 3c, claim"
}

// Link is where a span leads.
type Link struct {
	Href     string // http, https, mailto or relative; anything else, or "", leaves the words without a link
	External bool   // leads out of the site
}

// Options says how a text is drawn. The zero value gives plain blocks without ids or links.
type Options struct {
	Lang      string // BCP 47, decides where sentences end
	IDs       bool   // blocks get their address as id, and what has a number its permalink
	Sentences bool   // sentences get a span with their address: p3s2
	Prefix    string // goes before each id that is not a badge's, for a second text on one page
	// HeadingShift is added to the level of headings: with 1 the highest are h2. Levels are those of the outline, so that none is skipped
	// where a text begins with "###"; none is above h6.
	HeadingShift int
	// Link says where the Link or Wiki span with index i of Body.Spans leads. It is called once for each time a link is drawn.
	Link func(i int, s doc.Span) Link
	// After writes what stands right after the top-level block with index top, as its margin notes; finished HTML, from html/template. Where
	// it writes something, block and notes are wrapped in <div class="noted">.
	After func(w io.Writer, top int)
}

// Text is a text with its marks, ready to be drawn. It is read-only and may be drawn from several goroutines.
type Text struct {
	body      *doc.Body
	o         Options
	marks     []mark // not empty, by start, longer first
	badges    []badge
	markReach []int // the furthest end of marks[:i+1]
	spanReach []int // the furthest end of body.Spans[:i+1]
	levels    map[*doc.Block]int
	notes     map[string]*footnote
	refs      map[int]string // ids of footnote references, by span
}

type mark struct {
	r    doc.Range
	rank int
	tag  string
}

type badge struct {
	Badge
	r    doc.Range
	more int // marks that begin under this one and find all lines taken
}

// lanes is how many lines fit under a word.
const lanes = 6

// New makes a text ready. Marks come in any order, those of the whole text also where only a part will be drawn: lanes and badges
// then agree between the parts. The numbers of badges are theirs; of badges at one place the earlier mark's comes first, then the longer's, then as given.
func New(b *doc.Body, marks []Mark, o Options) *Text {
	t := &Text{body: b, o: o}
	t.spanReach = make([]int, len(b.Spans))
	reach := 0
	for i := range b.Spans {
		reach = max(reach, b.Spans[i].Range.End)
		t.spanReach[i] = reach
	}
	t.outline()
	t.findFootnotes()
	t.layer(marks)
	return t
}

// outline finds how deep each heading is: one more than the nearest heading before it that is of a higher rank.
func (t *Text) outline() {
	var above []int8
	doc.Walk(t.body.Blocks, func(b *doc.Block) {
		if b.Kind != doc.Heading || b.Range.Empty() {
			return
		}
		for len(above) > 0 && above[len(above)-1] >= b.Level {
			above = above[:len(above)-1]
		}
		above = append(above, b.Level)
		if t.levels == nil {
			t.levels = map[*doc.Block]int{}
		}
		t.levels[b] = len(above)
	})
}

// layer gives each mark the lowest lane that no mark overlapping it has.
func (t *Text) layer(marks []Mark) {
	if len(marks) == 0 {
		return
	}
	order := slices.Clone(marks)
	for i := range order {
		order[i].Range = t.trim(order[i].Range)
	}
	slices.SortStableFunc(order, func(a, b Mark) int {
		if a.Range.Start != b.Range.Start {
			return a.Range.Start - b.Range.Start
		}
		return b.Range.End - a.Range.End
	})
	t.badges = make([]badge, 0, len(order))
	t.marks, t.markReach = make([]mark, 0, len(order)), make([]int, 0, len(order))
	var ends []int // of the last mark in each lane
	last := -1     // badge of the last mark in the lowest line
	reach := 0
	var tag []byte
	for i, m := range order {
		t.badges = append(t.badges, badge{Badge: m.Badge, r: m.Range})
		if m.Range.Empty() {
			continue
		}
		reach = max(reach, m.Range.End)
		t.markReach = append(t.markReach, reach)
		tag = escape(append(tag[:0], `<mark class="`...), m.Class, `"`)
		rank := rankMark + len(order) + i
		if !m.NoLine {
			lane := slices.IndexFunc(ends, func(end int) bool { return end <= m.Range.Start })
			if lane < 0 {
				lane = len(ends)
				ends = append(ends, 0)
			}
			ends[lane] = m.Range.End
			rank = rankMark + lane
			if m.Class != "" {
				tag = append(tag, ' ')
			}
			switch {
			case lane >= lanes:
				tag = append(tag, "more"...)
				t.badges[last].more++
			case lane == lanes-1:
				last = i
				fallthrough
			default:
				tag = strconv.AppendInt(append(tag, 'l'), int64(lane), 10)
			}
		}
		tag = append(tag, '"')
		if m.N != 0 {
			tag = append(strconv.AppendInt(append(tag, ` data-n="`...), int64(m.N), 10), '"')
		}
		t.marks = append(t.marks, mark{m.Range, rank, string(append(tag, '>'))})
	}
	t.badges = slices.DeleteFunc(t.badges, func(b badge) bool { return b.Text == "" })
	slices.SortStableFunc(t.badges, func(a, b badge) int { return a.r.End - b.r.End })
}

// trim keeps a range inside the text and takes white space off its ends, so that a badge never stands after a space, between two
// cells or between two blocks.
func (t *Text) trim(r doc.Range) doc.Range {
	s := t.body.Text
	r.Start = min(max(r.Start, 0), len(s))
	r.End = min(max(r.End, r.Start), len(s))
	if r.Empty() {
		return r
	}
	for r.End > r.Start && blank(s[r.End-1]) {
		r.End--
	}
	for r.Start < r.End && blank(s[r.Start]) {
		r.Start++
	}
	for r.Start > 0 && r.Start < len(s) && !utf8.RuneStart(s[r.Start]) {
		r.Start--
	}
	for r.End < len(s) && !utf8.RuneStart(s[r.End]) {
		r.End++
	}
	return r
}

func blank(c byte) bool { return c == ' ' || c == '\n' || c == '\t' }

// Blocks draws the top-level blocks with the indexes from up to to. A headline becomes h1, whatever HeadingShift says.
func (t *Text) Blocks(from, to int) template.HTML {
	if from >= to {
		return ""
	}
	w := t.writer(t.body.Blocks[to-1].Range.End - t.body.Blocks[from].Range.Start)
	defer w.done()
	for i := from; i < to; i++ {
		w.after.Reset()
		if t.o.After != nil {
			t.o.After(&w.after, i)
		}
		if w.after.Len() == 0 {
			w.block(&t.body.Blocks[i])
			continue
		}
		w.str("<div class=\"noted\">\n")
		w.block(&t.body.Blocks[i])
		w.out = append(w.out, w.after.Bytes()...)
		w.str("</div>\n")
	}
	return template.HTML(w.out)
}

// idle are writers that are done with, whose room the next text has.
var idle = sync.Pool{New: func() any { return new(writer) }}

// mostIdle is how many bytes of room a writer may have that is kept.
const mostIdle = 1 << 20

// writer gives a writer for so many bytes of text.
func (t *Text) writer(size int) *writer {
	w := idle.Get().(*writer)
	*w = writer{t: t, out: w.out, after: w.after, outer: w.outer[:0], inner: w.inner[:0], pending: w.pending[:0]}
	w.out = slices.Grow(w.out[:0], max(0, 2*size)) // half of a page is markup
	return w
}

// done gives a writer back, with nothing of its text.
func (w *writer) done() {
	w.t = nil
	if cap(w.out) <= mostIdle {
		idle.Put(w)
	}
}

// Inline draws the words of a range with emphasis, links and marks, without blocks, permalinks and references to footnotes: a headline, a
// quoted sentence. Block borders and line breaks are white space in it.
func (t *Text) Inline(r doc.Range) template.HTML {
	w := t.writer(r.End - r.Start)
	defer w.done()
	l := leaf{r: r, br: " "}
	if t.o.Sentences {
		if b := t.body.LeafAt(r.Start); b != nil {
			l.addr, l.text = b.Address(), b.Range
		}
	}
	w.leaf(l, r)
	return template.HTML(w.out)
}
