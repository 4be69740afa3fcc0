package markdown

import (
	"bytes"
	"sort"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/doc"
)

// builder writes the text and its ranges while it walks the parser's tree.
type builder struct {
	o         Options
	src       []byte
	newlines  []int
	base      int // of src in the body: what newlines count from
	line      int // of what was read last
	text      []byte
	res       *Result
	diags     []diag.Diagnostic
	into      *[]doc.Block // where blocks go
	root      ast.Node
	footnotes *extast.FootnoteList // kept for the end
	labels    map[int]string       // of the footnotes, by index
	pending   Start                // a label whose words have not come yet
	waiting   bool                 // there is one
	deep      bool                 // the message about depth has been given
	spans     []doc.Span           // room for those of the result
	starts    []Start              // likewise
	quick     quickRoom
	split     splitter

	addresses, mostAddresses int // bytes of those of links: so far, and at most
}

func (b *builder) place(line int) diag.Place { return diag.Place{File: b.o.File, Line: line} }

// lineAt is the line of the file that holds the byte offset of the source.
func (b *builder) lineAt(off int) int { return b.o.Line + sort.SearchInts(b.newlines, b.base+off) + 1 }

// lineOf is the line of the file on which a node begins, or 0 where it holds nothing.
func (b *builder) lineOf(n ast.Node) int {
	if n.Type() == ast.TypeBlock && n.Lines() != nil && n.Lines().Len() > 0 {
		return b.lineAt(n.Lines().At(0).Start)
	}
	if t, ok := n.(*ast.Text); ok {
		return b.lineAt(t.Segment.Start)
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if l := b.lineOf(c); l > 0 {
			return l
		}
	}
	return 0
}

// leaf writes one leaf block; fill writes its words. A paragraph without any text leaves nothing.
func (b *builder) leaf(blk doc.Block, fill func()) {
	mark, spans := len(b.text), len(b.res.Spans)
	if mark > 0 {
		b.text = append(b.text, '\n')
	}
	start := len(b.text)
	fill()
	b.trim(start, spans)
	if len(b.text) == start {
		b.text, b.res.Spans = b.text[:mark], b.res.Spans[:spans]
		if blk.Kind == doc.Paragraph || blk.Kind == doc.Stage {
			return
		}
		start = mark // an empty heading, row or code block keeps its place but has no words
		for i := range blk.Cells() {
			blk.Cells()[i].Range = doc.Range{Start: start, End: start}
		}
	}
	blk.Range = doc.Range{Start: start, End: len(b.text)}
	b.add(blk)
}

// trim takes white space off the end of the leaf that began at start, and off the ranges over it.
func (b *builder) trim(start, spans int) {
	end := len(b.text)
	for end > start && (b.text[end-1] == ' ' || b.text[end-1] == '\t' || b.text[end-1] == '\n') {
		end--
	}
	b.text = b.text[:end]
	kept := b.res.Spans[:spans]
	for _, s := range b.res.Spans[spans:] {
		s.Range.Start, s.Range.End = min(s.Range.Start, end), min(s.Range.End, end)
		if s.Kind != doc.Break || !s.Range.Empty() {
			kept = append(kept, s)
		}
	}
	b.res.Spans = kept
}

func (b *builder) add(blk doc.Block) {
	if b.into == &b.res.Blocks && b.waiting && blk.Kind != doc.Stage {
		b.pending.Block = len(b.res.Blocks)
		b.res.Starts = append(b.res.Starts, b.pending)
		b.waiting = false
	}
	*b.into = append(*b.into, blk)
}

// container adds a block around those that f makes, of which there are n at most.
func (b *builder) container(blk doc.Block, n int, f func()) {
	outer, list := b.into, make([]doc.Block, 0, n)
	b.into = &list
	f()
	b.into = outer
	if blk.Parts == nil {
		blk.Parts = &doc.Parts{}
	}
	blk.Parts.Children = list
	blk.Range = doc.Range{Start: len(b.text), End: len(b.text)}
	if len(list) > 0 {
		blk.Range = doc.Range{Start: list[0].Range.Start, End: list[len(list)-1].Range.End}
	}
	b.add(blk)
}

func (b *builder) blocks(parent ast.Node, depth int) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		b.block(n, depth)
	}
}

func (b *builder) block(n ast.Node, depth int) {
	if depth > MaxDepth && !b.deep {
		b.deep = true
		b.diags = append(b.diags, diag.Errorf(b.place(b.lineOf(n)), "lists or quotations nest deeper than %d levels here", MaxDepth))
	}
	blk := doc.Block{Line: int32(b.lineOf(n))}
	if blk.Line > 0 {
		b.line = int(blk.Line)
	}
	down := func() { b.blocks(n, depth+1) }
	switch n := n.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		b.paragraph(n, blk)
	case *ast.Heading:
		blk.Kind, blk.Level = doc.Heading, int8(n.Level)
		b.leaf(blk, func() { b.inlines(n) })
	case *ast.ThematicBreak:
		blk.Kind, blk.Range = doc.Rule, doc.Range{Start: len(b.text), End: len(b.text)}
		b.add(blk)
	case *ast.CodeBlock:
		blk.Kind = doc.Code
		b.leaf(blk, func() { b.lines(n.Lines()) })
	case *ast.FencedCodeBlock:
		blk.Kind = doc.Code
		if info := n.Language(b.src); len(info) > 0 {
			blk.Parts = &doc.Parts{Label: string(info)}
		}
		b.leaf(blk, func() { b.lines(n.Lines()) })
	case *ast.HTMLBlock:
		blk.Kind = doc.HTML
		if blk.Line == 0 {
			blk.Line = int32(b.lineAt(n.ClosureLine.Start))
		}
		b.warnHTML(int(blk.Line))
		b.leaf(blk, func() {
			b.lines(n.Lines())
			if n.HasClosure() {
				b.rawText(string(n.ClosureLine.Value(b.src)))
			}
		})
	case *ast.Blockquote:
		blk.Kind = doc.Quote
		b.container(blk, n.ChildCount(), down)
	case *ast.List:
		blk.Kind, blk.Ordered, blk.Tight, blk.Parts = doc.List, n.IsOrdered(), n.IsTight, &doc.Parts{Start: n.Start}
		b.container(blk, n.ChildCount(), down)
	case *ast.ListItem:
		blk.Kind = doc.Item
		b.container(blk, n.ChildCount(), down)
	case *extast.Table:
		blk.Kind = doc.Table
		b.container(blk, n.ChildCount(), func() {
			for r := n.FirstChild(); r != nil; r = r.NextSibling() {
				b.row(r)
			}
		})
	case *extast.FootnoteList:
		b.footnotes = n
	case *ast.LinkReferenceDefinition:
	default:
		b.diags = append(b.diags, diag.Warnf(b.place(int(blk.Line)), "Markdown of kind %s is not supported; its words are kept", n.Kind()))
		down()
	}
}

func (b *builder) paragraph(n ast.Node, blk doc.Block) {
	blk.Kind = doc.Paragraph
	skip := 0
	if v, ok := n.AttributeString(startAttr); ok {
		blk.Line, skip = int32(b.begin(v.(Start))), 1
	}
	if b.o.Transcript && b.into == &b.res.Blocks {
		for i := skip; i < n.Lines().Len(); i++ {
			seg := n.Lines().At(i)
			b.seen(seg.Start, seg.Value(b.src))
		}
	}
	if _, ok := n.AttributeString(stageAttr); ok {
		blk.Kind = doc.Stage
	}
	b.leaf(blk, func() { b.inlines(n) })
}

// begin remembers a label, whose Line is a byte offset of the source yet, until its words come, and gives its line.
func (b *builder) begin(s Start) int {
	s.Line = b.lineAt(s.Line)
	b.wordless()
	b.pending, b.waiting = s, true
	return s.Line
}

// wordless says of a label that no words came.
func (b *builder) wordless() {
	if b.waiting {
		b.diags = append(b.diags, diag.Warnf(b.place(b.pending.Line), "the label %q has no words after it", b.pending.Label))
		b.waiting = false
	}
}

// seen keeps what begins a line of a top-level paragraph as a label does. An address does so, too.
func (b *builder) seen(at int, line []byte) {
	if line = bytes.TrimSpace(line); !labelled(line) {
		return
	}
	if l, ok := readLabel(line); ok && !bytes.HasPrefix(line[l.Len:], []byte("//")) {
		b.res.Seen = append(b.res.Seen, Seen{l.Name, b.lineAt(at)})
	}
}

func (b *builder) row(r ast.Node) {
	_, header := r.(*extast.TableHeader)
	blk := doc.Block{Kind: doc.Row, Line: int32(b.lineOf(r)), Header: header, Parts: &doc.Parts{}}
	// The cells are collected while the leaf is written: their alignment and ranges are known only then.
	b.leafWith(&blk, func() {
		for c := r.FirstChild(); c != nil; c = c.NextSibling() {
			if c != r.FirstChild() {
				b.text = append(b.text, '\t')
			}
			from := len(b.text)
			b.inlines(c)
			cell := doc.Cell{Range: doc.Range{Start: from, End: len(b.text)}}
			if tc, ok := c.(*extast.TableCell); ok {
				switch tc.Alignment {
				case extast.AlignLeft:
					cell.Align = doc.AlignLeft
				case extast.AlignCenter:
					cell.Align = doc.AlignCenter
				case extast.AlignRight:
					cell.Align = doc.AlignRight
				}
			}
			blk.Parts.Cells = append(blk.Parts.Cells, cell)
		}
	})
}

// leafWith is leaf for a block that fill itself completes.
func (b *builder) leafWith(blk *doc.Block, fill func()) {
	n := len(*b.into)
	b.leaf(*blk, fill)
	if len(*b.into) > n {
		added := &(*b.into)[n]
		for i := range added.Cells() {
			c := &added.Cells()[i]
			c.Range.Start, c.Range.End = min(c.Range.Start, added.Range.End), min(c.Range.End, added.Range.End)
		}
	}
}

// endnotes writes the footnotes: last, in order of definition, those nobody refers to included.
func (b *builder) endnotes() {
	b.wordless()
	if b.footnotes == nil {
		return
	}
	b.container(doc.Block{Kind: doc.Footnotes}, b.footnotes.ChildCount(), func() {
		for f := b.footnotes.FirstChild(); f != nil; f = f.NextSibling() {
			fn := f.(*extast.Footnote)
			b.container(doc.Block{Kind: doc.Footnote, Line: int32(b.lineOf(fn)), Parts: &doc.Parts{Label: string(fn.Ref)}}, fn.ChildCount(), func() { b.blocks(fn, 1) })
		}
	})
}

// lines writes the lines of a code or HTML block: as they are, each line break one space that remembers what it was.
func (b *builder) lines(segs *text.Segments) {
	for i := range segs.Len() {
		seg := segs.At(i)
		b.rawText(string(seg.Value(b.src)))
	}
}

func (b *builder) rawText(s string) {
	for line := range strings.Lines(s) {
		body := strings.TrimSuffix(line, "\n")
		b.text = append(b.text, body...)
		if body != line {
			at := len(b.text)
			b.text = append(b.text, ' ')
			b.res.Spans = append(b.res.Spans, doc.Span{Kind: doc.Break, Range: doc.Range{Start: at, End: at + 1}})
		}
	}
}

func (b *builder) warnHTML(line int) {
	d := diag.Warnf(b.place(line), "raw HTML is shown as text")
	d.Hint = "write it in Markdown, or escape it with a backslash"
	b.diags = append(b.diags, d)
}
