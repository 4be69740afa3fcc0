package markup

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/lateral-reader/lateral/internal/doc"
	"github.com/lateral-reader/lateral/internal/words"
)

// The canonical order of what may be open at one place, outermost first: sentence, link, marks by lane, marks without a line. Spans other than
// links stand inside all of these, in their own order: they nest already.
const (
	rankSentence = iota
	rankLink
	rankMark
)

// deepest is how many spans may stand in each other; what is deeper keeps its words and loses its look. Each sentence and mark closes and
// opens them all, so a text without a bound here could grow with the square of its length.
const deepest = 64

// elem is an element that is open, or would be if there were words to put in it.
type elem struct {
	rank, end int
	tag       []byte       // rank of a link or mark: its start tag
	n         int          // sentence: its number
	kind      doc.SpanKind // of an inner element
}

// point is something that stands between two characters.
type point struct {
	span, badge int // the index of one, -1 for the other
	at          int
}

// writer writes one piece of markup.
type writer struct {
	t     *Text
	out   []byte
	room  []byte   // for out, where that is not the caller's
	links []byte   // start tags of the links of a leaf
	sents [][2]int // of a leaf
	back  string   // what the next paragraph ends with

	// The sweep over a leaf. What is written of outer and inner is open in out; all of outer is written before anything of inner.
	outer, inner               []elem
	outerWritten, innerWritten int
	pending                    []point
}

// leaf is a stretch that is drawn in one or, as a table row, several pieces.
type leaf struct {
	r     doc.Range
	text  doc.Range  // what is cut into sentences; empty for none
	of    *doc.Block // whose address the sentences have
	br    string     // what a hard line break becomes
	refs  bool       // draw references to footnotes
	sents [][2]int
	span  int // the first span without words that is not yet drawn
	badge int // the first badge that is not yet drawn
}

func (w *writer) str(s string) { w.out = append(w.out, s...) }

// leaf writes the words of a leaf. Row cells come in several pieces, with tags between them.
func (w *writer) leaf(b *doc.Block, br string) {
	l := leafOf(b, br)
	w.start(&l)
	w.piece(&l, b.Range)
}

// start makes ready for the pieces of a leaf.
func (w *writer) start(l *leaf) {
	t := w.t
	w.links = w.links[:0]
	if t.o.Sentences && l.of != nil && l.of.HasAddress() && !l.text.Empty() {
		w.sents = words.AppendSentences(w.sents[:0], t.body.Text[l.text.Start:l.text.End], t.o.Lang)
		l.sents = w.sents
		for i := range l.sents {
			l.sents[i][0] += l.text.Start
			l.sents[i][1] += l.text.Start
		}
	}
	l.badge = sort.Search(len(t.badges), func(i int) bool { return t.badges[i].r.End >= l.r.Start })
}

// cursor is how far a sweep has come: the first span, mark and sentence that have not begun.
type cursor struct{ span, mark, sent int }

// piece sweeps over the words of a range: at each place where something begins or ends it closes down to what stays the same,
// and opens again what goes on. Nothing is opened until there is a character to put in it.
func (w *writer) piece(l *leaf, r doc.Range) {
	if r.Empty() {
		return
	}
	t := w.t
	c := cursor{
		span: sort.Search(len(t.body.Spans), func(i int) bool { return t.spanReach[i] >= r.Start }),
		mark: sort.Search(len(t.marks), func(i int) bool { return t.markReach[i] > r.Start }),
		sent: sort.Search(len(l.sents), func(i int) bool { return l.sents[i][0] >= r.Start }),
	}
	for p := r.Start; ; {
		w.end(p)
		first := c.span
		w.collect(l, &c, r.Start, p)
		w.points(l, p)
		w.endSentence(p)
		if p == r.End {
			return
		}
		if c.sent < len(l.sents) && l.sents[c.sent][0] == p {
			w.begin(elem{rank: rankSentence, end: min(l.sents[c.sent][1], r.End), n: c.sent + 1})
			c.sent++
		}
		for ; c.mark < len(t.marks) && t.marks[c.mark].r.Start <= p; c.mark++ {
			if m := &t.marks[c.mark]; m.r.End > p {
				w.begin(elem{rank: m.rank, end: min(m.r.End, r.End), tag: m.tag})
			}
		}
		next, br := w.beginSpans(first, c.span, p, r.End)
		next = w.next(l, &c, next)
		piece := t.body.Text[p:next]
		if !w.linkWaits() || strings.Trim(piece, " \t\n\f\r") != "" { // what HTML takes for space: a vertical tab is written as a sign
			w.open(l)
		}
		if br {
			w.str(l.br)
		} else {
			w.out = appendText(w.out, piece)
		}
		p = next
	}
}

// collect moves on to the spans that begin after p, and keeps what stands between the characters there: spans without words, and badges.
func (w *writer) collect(l *leaf, c *cursor, start, p int) {
	t, spans := w.t, w.t.body.Spans
	for ; c.span < len(spans) && spans[c.span].Range.Start <= p; c.span++ {
		if s := &spans[c.span]; s.Range.Empty() && s.Range.Start >= start && c.span >= l.span {
			l.span = c.span + 1
			w.pending = append(w.pending, point{c.span, -1, p})
		}
	}
	for ; l.badge < len(t.badges) && t.badges[l.badge].r.End <= p; l.badge++ {
		if b := t.badges[l.badge].r; b.Empty() || b.End > l.r.Start {
			w.pending = append(w.pending, point{-1, l.badge, p})
		}
	}
}

// beginSpans begins the spans from first to before last that go on at p. Where one of them is a line break it says so, and where it ends.
func (w *writer) beginSpans(first, last, p, end int) (next int, br bool) {
	next = end
	for i := first; i < last; i++ {
		s := &w.t.body.Spans[i]
		if s.Range.End <= p {
			continue
		}
		e := elem{end: min(s.Range.End, end), kind: s.Kind}
		switch s.Kind {
		case doc.Break:
			next, br = e.end, true
		case doc.Link, doc.Wiki:
			if !w.inLink() {
				if tag := w.link(i); tag != nil {
					e.rank, e.tag = rankLink, tag
					w.begin(e)
				}
			}
		case doc.FootRef:
		default:
			if len(w.inner) < deepest {
				w.inner = append(w.inner, e)
			}
		}
	}
	return next, br
}

// next is the nearest place, up to the one given, where something begins or ends.
func (w *writer) next(l *leaf, c *cursor, next int) int {
	t, spans := w.t, w.t.body.Spans
	if c.sent < len(l.sents) {
		next = min(next, l.sents[c.sent][0])
	}
	if c.mark < len(t.marks) {
		next = min(next, t.marks[c.mark].r.Start)
	}
	if c.span < len(spans) {
		next = min(next, spans[c.span].Range.Start)
	}
	if l.badge < len(t.badges) {
		next = min(next, t.badges[l.badge].r.End)
	}
	for i := range w.outer {
		next = min(next, w.outer[i].end)
	}
	if n := len(w.inner); n > 0 {
		next = min(next, w.inner[n-1].end)
	}
	return next
}

func (w *writer) inLink() bool {
	return slices.ContainsFunc(w.outer, func(e elem) bool { return e.rank == rankLink })
}

// linkWaits reports whether a link is still to be opened. It waits for a word: a link on the space between two sentences would be a stop
// for the keyboard that shows nothing.
func (w *writer) linkWaits() bool {
	return slices.ContainsFunc(w.outer[w.outerWritten:], func(e elem) bool { return e.rank == rankLink })
}

// end closes what ends at p, but for the sentence: what stands right behind its last word belongs to it.
func (w *writer) end(p int) {
	ended := func(e elem) bool { return e.end <= p && e.rank != rankSentence }
	if i := slices.IndexFunc(w.outer, ended); i >= 0 {
		w.close(i)
		w.outer = slices.DeleteFunc(w.outer, ended)
	}
	for n := len(w.inner); n > 0 && w.inner[n-1].end <= p; n-- {
		if w.innerWritten == n {
			w.closeInner(n - 1)
		}
		w.inner = w.inner[:n-1]
	}
}

func (w *writer) endSentence(p int) {
	if len(w.outer) > 0 && w.outer[0].rank == rankSentence && w.outer[0].end <= p {
		w.close(0)
		w.outer = slices.Delete(w.outer, 0, 1)
	}
}

// begin puts an element where the canonical order wants it.
func (w *writer) begin(e elem) {
	i := 0
	for i < len(w.outer) && w.outer[i].rank < e.rank {
		i++
	}
	w.close(i)
	w.outer = slices.Insert(w.outer, i, e)
}

// close writes end tags until only the first n outer elements are open.
func (w *writer) close(n int) {
	w.closeInner(0)
	for ; w.outerWritten > n; w.outerWritten-- {
		switch w.outer[w.outerWritten-1].rank {
		case rankSentence:
			w.str("</span>")
		case rankLink:
			w.str("</a>")
		default:
			w.str("</mark>")
		}
	}
}

func (w *writer) closeInner(n int) {
	for ; w.innerWritten > n; w.innerWritten-- {
		w.str(innerTags[w.inner[w.innerWritten-1].kind][1])
	}
}

// open writes the start tags of all that is not open yet.
func (w *writer) open(l *leaf) {
	for ; w.outerWritten < len(w.outer); w.outerWritten++ {
		if e := &w.outer[w.outerWritten]; e.rank == rankSentence {
			w.str(`<span id="`)
			w.str(w.t.o.Prefix)
			w.out = append(l.of.AppendAddress(w.out), 's')
			w.out = strconv.AppendInt(w.out, int64(e.n), 10)
			w.str(`">`)
		} else {
			w.out = append(w.out, e.tag...)
		}
	}
	for ; w.innerWritten < len(w.inner); w.innerWritten++ {
		w.str(innerTags[w.inner[w.innerWritten].kind][0])
	}
}

var innerTags = [...][2]string{
	doc.Emph:     {"<em>", "</em>"},
	doc.Strong:   {"<strong>", "</strong>"},
	doc.Strike:   {"<s>", "</s>"},
	doc.CodeSpan: {"<code>", "</code>"},
	doc.Image:    {`<span class="img">`, "</span>"}, // the words alone: no page makes a request
}

// points writes what stands at p, or keeps it until the link that goes on here ends or is cut at the end of a sentence: a link never
// stands in another. Badges come last and outside of all marks, or every lane would underline them.
func (w *writer) points(l *leaf, p int) {
	if len(w.pending) == 0 {
		return
	}
	inLink := w.inLink()
	if inLink && w.outer[0].rank == rankSentence && w.outer[0].end <= p {
		w.close(1)
		inLink = false
	}
	kept := w.pending[:0]
	for _, pt := range w.pending {
		switch {
		case pt.span >= 0 && w.t.body.Spans[pt.span].Kind != doc.FootRef: // nothing to see
		case inLink:
			kept = append(kept, pt)
		case pt.span >= 0:
			if l.refs {
				w.reference(pt.span)
			}
		default:
			n := 0
			if len(w.outer) > 0 && w.outer[0].rank == rankSentence {
				n = 1
			}
			w.close(n)
			w.badge(&w.t.badges[pt.badge])
		}
	}
	w.pending = kept
}

func (w *writer) badge(b *badge) {
	label := b.Label
	if b.more > 0 && label != "" {
		label = strings.Replace(label, b.Text, b.Text+"+"+strconv.Itoa(b.more), 1) + ", and " + strconv.Itoa(b.more) + " more without a line"
	}
	w.str(`<a class="badge"`)
	// In this order a page compresses best: what follows href is as in other links to the note.
	if label != "" {
		w.out = appendAttr(w.out, "aria-label", label)
	}
	if b.ID != "" {
		w.out = appendAttr(w.out, "id", b.ID)
	}
	w.out = appendAttr(w.out, "href", b.Href)
	w.str(">")
	w.out = appendText(w.out, b.Text)
	if b.more > 0 {
		w.str("+")
		w.out = strconv.AppendInt(w.out, int64(b.more), 10)
	}
	w.str("</a>")
}

// link asks where a span leads: the start tag, or nil where it leads nowhere.
func (w *writer) link(span int) []byte {
	if w.t.o.Link == nil {
		return nil
	}
	k := w.t.o.Link(span, w.t.body.Spans[span])
	href, ok := cleanHref(k.Href)
	if !ok {
		return nil
	}
	from := len(w.links)
	w.links = appendAttr(append(w.links, "<a"...), "href", href)
	if k.External {
		w.links = append(w.links, ` rel="external noopener"`...)
	}
	w.links = append(w.links, '>')
	return w.links[from:]
}
