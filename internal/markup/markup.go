// Package markup draws marks over a text and gives well-formed HTML, whatever crosses what.
// In go a doc.Body and ranges to be drawn, out comes body markup. It is the only maker of template.HTML. It knows blocks, spans and
// sentences; it refuses to know notes, files and what a link means: a callback says where one leads.
package markup

import (
	"html/template"
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
	// After appends what stands right after the top-level block with index top, as its margin notes; finished HTML, from html/template. Where
	// it appends something, block and notes are wrapped in <div class="noted">.
	After func(out []byte, top int) []byte
}

// Text is a text with its marks, ready to be drawn. It is read-only until it is Set again and may be drawn from several goroutines.
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

	order []Mark // room of layer
	tags  []byte // of marks
}

type mark struct {
	r    doc.Range
	rank int
	tag  []byte
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
	t := new(Text)
	t.Set(b, marks, o)
	return t
}

// Set makes it another text, in the room of the one before. The marks are not kept.
func (t *Text) Set(b *doc.Body, marks []Mark, o Options) {
	t.body, t.o = b, o
	t.spanReach = slices.Grow(t.spanReach[:0], len(b.Spans))
	reach := 0
	for i := range b.Spans {
		reach = max(reach, b.Spans[i].Range.End)
		t.spanReach = append(t.spanReach, reach)
	}
	clear(t.levels)
	t.outline(b.Blocks, nil)
	t.findFootnotes()
	t.layer(marks)
}

// outline finds how deep each heading is: one more than the nearest heading before it that is of a higher rank. above are the ranks
// of those around a place.
func (t *Text) outline(blocks []doc.Block, above []int8) []int8 {
	for i := range blocks {
		b := &blocks[i]
		if b.Kind == doc.Heading && !b.Range.Empty() {
			for len(above) > 0 && above[len(above)-1] >= b.Level {
				above = above[:len(above)-1]
			}
			above = append(above, b.Level)
			if t.levels == nil {
				t.levels = map[*doc.Block]int{}
			}
			t.levels[b] = len(above)
		}
		if b.Parts != nil {
			above = t.outline(b.Children(), above)
		}
	}
	return above
}

// layer gives each mark the lowest lane that no mark overlapping it has.
func (t *Text) layer(marks []Mark) {
	t.badges, t.marks, t.markReach, t.tags = t.badges[:0], t.marks[:0], t.markReach[:0], t.tags[:0]
	if len(marks) == 0 {
		return
	}
	t.order = append(t.order[:0], marks...)
	order := t.order
	for i := range order {
		order[i].Range = t.trim(order[i].Range)
	}
	slices.SortStableFunc(order, func(a, b Mark) int {
		if a.Range.Start != b.Range.Start {
			return a.Range.Start - b.Range.Start
		}
		return b.Range.End - a.Range.End
	})
	t.badges = slices.Grow(t.badges, len(order))
	t.marks, t.markReach = slices.Grow(t.marks, len(order)), slices.Grow(t.markReach, len(order))
	var room [2 * lanes]int
	ends := room[:0] // of the last mark in each lane
	last := -1       // badge of the last mark in the lowest line
	reach := 0
	for i := range order {
		m := &order[i]
		t.badges = append(t.badges, badge{Badge: m.Badge, r: m.Range})
		if m.Range.Empty() {
			continue
		}
		reach = max(reach, m.Range.End)
		t.markReach = append(t.markReach, reach)
		from := len(t.tags)
		tag := escape(append(t.tags, `<mark class="`...), m.Class, `"`)
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
		t.tags = append(tag, '>')
		t.marks = append(t.marks, mark{m.Range, rank, t.tags[from:]})
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
	w := t.writer()
	defer w.done()
	w.out = w.room
	w.blocks(from, to)
	w.room = w.out[:0]
	return template.HTML(w.out)
}

// Append draws what Blocks gives at the end of a page.
func (t *Text) Append(out []byte, from, to int) []byte {
	w := t.writer()
	defer w.done()
	w.out = out
	w.blocks(from, to)
	return w.out
}

// noted is the start tag around a block and what stands after it.
var noted = []byte("<div class=\"noted\">\n")

func (w *writer) blocks(from, to int) {
	for i := from; i < to; i++ {
		at := len(w.out)
		w.block(&w.t.body.Blocks[i])
		if w.t.o.After == nil {
			continue
		}
		end := len(w.out)
		if w.out = w.t.o.After(w.out, i); len(w.out) > end {
			w.out = slices.Insert(w.out, at, noted...)
			w.str("</div>\n")
		}
	}
}

// idle are writers that are done with, whose room the next text has.
var idle = sync.Pool{New: func() any { return new(writer) }}

// mostIdle is how many bytes of room a writer may have that is kept.
const mostIdle = 1 << 20

func (t *Text) writer() *writer {
	w := idle.Get().(*writer)
	*w = writer{t: t, room: w.room, links: w.links[:0], sents: w.sents[:0], outer: w.outer[:0], inner: w.inner[:0], pending: w.pending[:0]}
	return w
}

// done gives a writer back, with nothing of its text.
func (w *writer) done() {
	w.t, w.out = nil, nil
	if cap(w.room) <= mostIdle {
		idle.Put(w)
	}
}

// Inline draws the words of a range with emphasis, links and marks, without blocks, permalinks and references to footnotes: a headline, a
// quoted sentence. Block borders and line breaks are white space in it.
func (t *Text) Inline(r doc.Range) template.HTML {
	w := t.writer()
	defer w.done()
	w.out = w.room
	w.inline(r)
	w.room = w.out[:0]
	return template.HTML(w.out)
}

// AppendInline draws what Inline gives at the end of a page.
func (t *Text) AppendInline(out []byte, r doc.Range) []byte {
	w := t.writer()
	defer w.done()
	w.out = out
	w.inline(r)
	return w.out
}

func (w *writer) inline(r doc.Range) {
	l := leaf{r: r, br: " "}
	if w.t.o.Sentences {
		if l.of = w.t.body.LeafAt(r.Start); l.of != nil {
			l.text = l.of.Range
		}
	}
	w.start(&l)
	w.piece(&l, r)
}
