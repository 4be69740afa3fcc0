package markup

import (
	"strconv"

	"github.com/lateral-reader/lateral/internal/doc"
)

// block writes one block and all inside it, each with a line feed after it.
func (w *writer) block(b *doc.Block) {
	switch b.Kind {
	case doc.Headline:
		w.element("h1", "", b)
	case doc.Subtitle:
		w.element("p", "sub", b)
	case doc.Heading:
		if !b.Range.Empty() { // an empty one is an obstacle and nothing else
			w.element("h"+string('0'+rune(w.level(w.t.levels[b]))), "", b)
		}
	case doc.Paragraph:
		w.element("p", "", b)
	case doc.Stage:
		w.element("p", "stage", b)
	case doc.Code:
		w.pre("", b)
	case doc.HTML:
		w.pre("raw", b)
	case doc.Rule:
		w.str("<hr>\n")
	case doc.List:
		w.list(b)
	case doc.Quote:
		w.str("<blockquote>\n")
		w.children(b)
		w.str("</blockquote>\n")
	case doc.Table:
		w.table(b)
	case doc.Footnotes:
		w.footnotes(b)
	default: // an Item, Footnote or Row outside its parent: no parser makes one, but its words are kept
		if b.Kind.Leaf() {
			w.element("p", "", b)
		}
		w.children(b)
	}
}

func (w *writer) children(b *doc.Block) {
	for i := range b.Children() {
		w.block(&b.Children()[i])
	}
}

// level is the level on the page of a heading that is so deep in the text.
func (w *writer) level(l int) int { return min(max(l+w.t.o.HeadingShift, 1), 6) }

// id writes the address of a leaf as an attribute.
func (w *writer) id(b *doc.Block) {
	if w.t.o.IDs && b.HasAddress() {
		w.str(` id="`)
		w.address(b)
		w.str(`"`)
	}
}

func (w *writer) address(b *doc.Block) {
	w.out = escape(w.out, w.t.o.Prefix, `"`)
	w.out = b.AppendAddress(w.out)
}

// permalink writes the number of a leaf, which links to it: first in the leaf, so that it is never in another link.
func (w *writer) permalink(b *doc.Block) {
	if !w.t.o.IDs || b.Number == 0 {
		return
	}
	w.str(`<a class="num" href="#`)
	w.address(b)
	w.str(`">`)
	if b.Kind == doc.Heading {
		w.str("§")
	} else {
		w.out = strconv.AppendInt(w.out, int64(b.Number), 10)
	}
	w.str("</a>")
}

// element writes a leaf as one element.
func (w *writer) element(tag, class string, b *doc.Block) {
	w.str("<")
	w.str(tag)
	if class != "" {
		w.out = appendAttr(w.out, "class", class)
	}
	w.id(b)
	w.str(">")
	w.text(b)
	w.str("</")
	w.str(tag)
	w.str(">\n")
}

// text writes the words of a leaf with its number.
func (w *writer) text(b *doc.Block) {
	w.permalink(b)
	w.leaf(b, "<br>")
	if w.back != "" {
		w.str(" " + w.back)
		w.back = ""
	}
}

func leafOf(b *doc.Block, br string) leaf {
	return leaf{r: b.Range, text: b.Range, of: b, br: br, refs: true}
}

func (w *writer) pre(class string, b *doc.Block) {
	w.str("<pre")
	if class != "" {
		w.out = appendAttr(w.out, "class", class)
	}
	w.id(b)
	w.str(">")
	w.permalink(b)
	w.str("<code>") // also keeps a first line feed, which a browser drops right after <pre>
	w.leaf(b, "\n")
	w.str("</code></pre>\n")
}

func (w *writer) list(b *doc.Block) {
	tag := "ul"
	if b.Ordered {
		tag = "ol"
	}
	w.str("<" + tag)
	if b.Ordered && b.Start() != 1 {
		w.out = appendAttr(w.out, "start", strconv.Itoa(b.Start()))
	}
	w.str(">\n")
	for i := range b.Children() {
		w.item(&b.Children()[i], b.Tight)
	}
	w.str("</" + tag + ">\n")
}

// item writes a list item. In a tight list its first paragraph is the item itself, id included.
func (w *writer) item(b *doc.Block, tight bool) {
	w.str("<li")
	rest := b.Children()
	if tight && len(rest) > 0 && rest[0].Kind == doc.Paragraph {
		w.id(&rest[0])
		w.str(">")
		w.text(&rest[0])
		if rest = rest[1:]; len(rest) > 0 {
			w.str("\n")
		}
	} else {
		w.str(">")
	}
	for i := range rest {
		w.block(&rest[i])
	}
	w.trimLine()
	w.str("</li>\n")
}

// trimLine takes back the line feed of the last block, before an end tag that stands on the same line.
func (w *writer) trimLine() {
	if n := len(w.out); n > 0 && w.out[n-1] == '\n' {
		w.out = w.out[:n-1]
	}
}

func (w *writer) table(b *doc.Block) {
	w.str("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Table\">\n<table>\n")
	part := ""
	for i := range b.Children() {
		row := &b.Children()[i]
		in := "tbody"
		if row.Header {
			in = "thead"
		}
		if in != part {
			if part != "" {
				w.str("</" + part + ">\n")
			}
			w.str("<" + in + ">\n")
			part = in
		}
		w.row(row)
	}
	if part != "" {
		w.str("</" + part + ">\n")
	}
	w.str("</table>\n</div>\n")
}

// row writes a table row. Its cells are pieces of one leaf: a mark over several is cut in each, a sentence has its id in the first.
func (w *writer) row(b *doc.Block) {
	w.str("<tr")
	w.id(b)
	w.str(">")
	l := leafOf(b, "<br>")
	w.start(&l)
	cells := b.Cells()
	if len(cells) == 0 {
		cells = []doc.Cell{{Range: b.Range}}
	}
	for i, c := range cells {
		tag := "td"
		if b.Header {
			tag = "th"
		}
		w.str("<" + tag)
		if c.Align != doc.AlignNone {
			w.outAlign(c.Align)
		}
		if b.Header {
			w.str(` scope="col"`)
		}
		w.str(">")
		if i == 0 {
			w.permalink(b)
		}
		w.piece(&l, c.Range)
		w.str("</" + tag + ">")
	}
	w.str("</tr>\n")
}

func (w *writer) outAlign(a doc.Align) {
	switch a {
	case doc.AlignLeft:
		w.str(` class="al"`)
	case doc.AlignCenter:
		w.str(` class="ac"`)
	case doc.AlignRight:
		w.str(` class="ar"`)
	}
}
