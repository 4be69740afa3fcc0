// Package doc holds the document model: one immutable text with ranges over it.
// Blocks, spans and turns are ranges; notes are more ranges beside it. It knows nothing of files, formats or HTML.
package doc

import (
	"fmt"
	"sort"
	"strconv"
	"strings"
)

// Range is a stretch of Document.Text in bytes, half open.
type Range struct{ Start, End int }

// Empty reports whether the range covers nothing.
func (r Range) Empty() bool { return r.End <= r.Start }

// Contains reports whether o lies inside r.
func (r Range) Contains(o Range) bool { return r.Start <= o.Start && o.End <= r.End }

// Overlaps reports whether the two share at least one byte.
func (r Range) Overlaps(o Range) bool { return r.Start < o.End && o.Start < r.End }

// Kind says what a block is.
type Kind uint8

const (
	Headline  Kind = iota // leaf: the title, address p0
	Subtitle              // leaf: address sub
	Heading               // leaf: Level 1-6, addresses h1, h2, …
	Paragraph             // leaf
	Stage                 // leaf: a stage direction, wholly in square brackets; nobody speaks it
	Code                  // leaf: a code block; its line breaks are spaces in the text and Break spans
	Row                   // leaf: a table row; cells joined by a tab
	HTML                  // leaf: raw HTML, shown as its source
	Rule                  // a thematic break: holds no words, its range is empty
	List                  // container of Items
	Item                  // container
	Quote                 // container: a block quotation; nobody speaks in it by default
	Table                 // container of Rows
	Footnotes             // container of Footnote, always last
	Footnote              // container
)

// Leaf reports whether blocks of this kind hold words themselves.
func (k Kind) Leaf() bool { return k <= HTML }

// Align is the alignment of a table cell.
type Align uint8

const (
	AlignNone Align = iota
	AlignLeft
	AlignCenter
	AlignRight
)

// Cell is one cell of a Row.
type Cell struct {
	Range Range
	Align Align
}

// Block is a node of the block tree. Blocks are in text order, lie inside their parent and never overlap.
type Block struct {
	Kind     Kind
	HasWords bool // leaf: holds at least one word
	Ordered  bool // List
	Tight    bool // List: items without paragraphs of their own
	Header   bool // Row: the head of its table
	Level    int8 // Heading: 1-6
	Range    Range
	Number   int32 // paragraph or heading number, from 1; 0 where the block has none
	Line     int32 // line in the file, from 1; 0 where there is none (headline, subtitle)
	Parts    *Parts
}

// Parts is what few blocks have: most are paragraphs, and all of a site's are in memory at once.
type Parts struct {
	Start    int    // List: number of the first item where Ordered
	Cells    []Cell // Row
	Label    string // Footnote: as written; Code: the info string
	Children []Block
}

// part gives the parts of a block, empty ones where it has none.
func (b *Block) part() Parts {
	if b.Parts == nil {
		return Parts{}
	}
	return *b.Parts
}

// Children, Cells, Label and Start are those of Parts. Everything asks for children, so nothing is copied for them.
func (b *Block) Children() []Block {
	if b.Parts == nil {
		return nil
	}
	return b.Parts.Children
}
func (b *Block) Cells() []Cell { return b.part().Cells }
func (b *Block) Label() string { return b.part().Label }
func (b *Block) Start() int    { return b.part().Start }

// Address is the block's permanent fragment without "#": p3, p0, sub, h2; "" where it has none.
func (b *Block) Address() string {
	switch {
	case b.Kind == Headline:
		return "p0"
	case b.Kind == Subtitle:
		return "sub"
	case b.Number == 0:
		return ""
	case b.Kind == Heading:
		return "h" + strconv.Itoa(int(b.Number))
	}
	return "p" + strconv.Itoa(int(b.Number))
}

// HasAddress reports whether the block has one.
func (b *Block) HasAddress() bool { return b.Number > 0 || b.Kind == Headline || b.Kind == Subtitle }

// AppendAddress appends the address.
func (b *Block) AppendAddress(to []byte) []byte {
	switch {
	case b.Kind == Headline || b.Kind == Subtitle || b.Number == 0:
		return append(to, b.Address()...)
	case b.Kind == Heading:
		return strconv.AppendInt(append(to, 'h'), int64(b.Number), 10)
	}
	return strconv.AppendInt(append(to, 'p'), int64(b.Number), 10)
}

// SpanKind says what an inline span is.
type SpanKind uint8

const (
	Emph SpanKind = iota
	Strong
	Strike
	CodeSpan
	Link    // To is the destination as written
	Image   // To is where it is; the range is the alt text
	FootRef // empty range; To is the footnote's label
	Wiki    // [[To|words]]: the range is the words
	Break   // a hard line break: covers the one space that stands for it
)

// Span is an inline range. Spans nest properly; outer ones come before inner ones.
type Span struct {
	Kind  SpanKind
	Line  int32 // line in the file, for messages about links
	Range Range
	To    string // what it leads to, as its kind says
}

// Turn is one speaker's stretch: consecutive top-level blocks.
type Turn struct {
	Speaker string // id of a speaker, an outlet or a source
	Label   string // as printed; "" for turns that the front matter or the form gives
	As      string // how the front matter says the source introduces the speaker; often empty
	Time    string // as printed, without brackets: 00:01:12
	First   int    // index of the first top-level block
	End     int    // index after the last
	Range   Range
	Words   int32 // spoken; those of stage directions are not
	Asks    bool  // a question of a question-and-answer piece
}

// Role is "question" where the turn asks in a question-and-answer piece, else "".
func (t Turn) Role() string {
	if t.Asks {
		return "question"
	}
	return ""
}

// Body is a text with its structure: a whole document or a note's prose.
type Body struct {
	Text   string
	Blocks []Block
	Spans  []Span
}

// Document is a source's text with its structure. It is read-only once Parse has returned it.
type Document struct {
	Body
	Lang  string // BCP 47
	Turns []Turn // in text order, not overlapping
	// Preamble is the number of top-level blocks before the first question of a question-and-answer piece.
	// The outlet speaks there, not the voice. 0 elsewhere.
	Preamble int
}

// Walk calls f for each block in text order, parents first.
func Walk(blocks []Block, f func(b *Block)) {
	for i := range blocks {
		f(&blocks[i])
		Walk(blocks[i].Children(), f)
	}
}

// Leaves returns the blocks that hold words, in text order.
func (b *Body) Leaves() []*Block {
	ls := make([]*Block, 0, len(b.Blocks))
	Walk(b.Blocks, func(b *Block) {
		if b.Kind.Leaf() {
			ls = append(ls, b)
		}
	})
	return ls
}

// FirstWords is the first leaf that has words; nil where none has.
func (b *Body) FirstWords() *Block { return firstWords(b.Blocks) }

func firstWords(blocks []Block) *Block {
	for i := range blocks {
		if b := &blocks[i]; b.Kind.Leaf() && b.HasWords {
			return b
		}
		if b := firstWords(blocks[i].Children()); b != nil {
			return b
		}
	}
	return nil
}

// blockAt returns the index of the block that holds the byte offset, or -1.
func blockAt(blocks []Block, off int) int {
	i := sort.Search(len(blocks), func(i int) bool { return blocks[i].Range.End > off })
	if i < len(blocks) && blocks[i].Range.Start <= off {
		return i
	}
	return -1
}

// LeafAt returns the leaf block that holds the byte offset, or nil.
func (b *Body) LeafAt(off int) *Block {
	for blocks := b.Blocks; ; {
		i := blockAt(blocks, off)
		if i < 0 {
			return nil
		}
		if blocks[i].Kind.Leaf() {
			return &blocks[i]
		}
		blocks = blocks[i].Children()
	}
}

// TopAt returns the index of the top-level block that holds the byte offset, or -1.
func (b *Body) TopAt(off int) int { return blockAt(b.Blocks, off) }

// TurnAt returns the index of the turn that holds the byte offset, or -1. A stage direction inside a turn counts as inside.
func (d *Document) TurnAt(off int) int {
	i := sort.Search(len(d.Turns), func(i int) bool { return d.Turns[i].Range.End > off })
	if i < len(d.Turns) && d.Turns[i].Range.Start <= off {
		return i
	}
	return -1
}

// InQuote reports whether the byte offset lies in a block quotation.
func (b *Body) InQuote(off int) bool {
	for blocks := b.Blocks; ; {
		i := blockAt(blocks, off)
		if i < 0 || blocks[i].Kind == Quote {
			return i >= 0
		}
		blocks = blocks[i].Children()
	}
}

// Validate checks the invariants of the types: ranges inside the text on rune borders, blocks in order inside their parent,
// spans nested, turns in order. It returns the first violation; a nil error is what every parser promises.
func (d *Document) Validate() error {
	if err := d.Body.Validate(); err != nil {
		return err
	}
	at := 0
	for i, t := range d.Turns {
		if t.First < at || t.End <= t.First || t.End > len(d.Blocks) {
			return fmt.Errorf("turn %d covers blocks %d to %d of %d, the one before ends at %d", i, t.First, t.End, len(d.Blocks), at)
		}
		at = t.End
	}
	return nil
}

// Validate checks the invariants of Blocks and Spans.
func (b *Body) Validate() error {
	if strings.ToValidUTF8(b.Text, "") != b.Text {
		return fmt.Errorf("text is not valid UTF-8")
	}
	if err := b.validateBlocks(b.Blocks, Range{0, len(b.Text)}); err != nil {
		return err
	}
	var open []Range
	last := Range{}
	for i, s := range b.Spans {
		if err := b.inside(s.Range, Range{0, len(b.Text)}); err != nil {
			return fmt.Errorf("span %d: %w", i, err)
		}
		if s.Range.Start < last.Start {
			return fmt.Errorf("span %d starts before the one before", i)
		}
		last = s.Range
		for len(open) > 0 && open[len(open)-1].End <= s.Range.Start {
			open = open[:len(open)-1]
		}
		if len(open) > 0 && s.Range.End > open[len(open)-1].End {
			return fmt.Errorf("span %d crosses the one around it", i)
		}
		open = append(open, s.Range)
	}
	return nil
}

// validateBlocks checks that blocks are in order inside the range of their parent.
func (b *Body) validateBlocks(blocks []Block, in Range) error {
	at := in.Start
	for i := range blocks {
		c := &blocks[i]
		if err := b.inside(c.Range, in); err != nil {
			return fmt.Errorf("block %d of kind %d: %w", i, c.Kind, err)
		}
		if c.Range.Start < at {
			return fmt.Errorf("block %d of kind %d starts at %d, the one before ends at %d", i, c.Kind, c.Range.Start, at)
		}
		at = c.Range.End
		if c.Kind.Leaf() && len(c.Children()) > 0 {
			return fmt.Errorf("leaf block %d has children", i)
		}
		if err := b.validateBlocks(c.Children(), c.Range); err != nil {
			return err
		}
	}
	return nil
}

// inside checks that a range lies in another and cuts no character.
func (b *Body) inside(r, in Range) error {
	if r.Start < in.Start || r.End > in.End || r.End < r.Start {
		return fmt.Errorf("range %d-%d is not inside %d-%d", r.Start, r.End, in.Start, in.End)
	}
	for _, off := range []int{r.Start, r.End} {
		if off < len(b.Text) && b.Text[off]&0xC0 == 0x80 {
			return fmt.Errorf("offset %d is inside a character", off)
		}
	}
	return nil
}
