// Package markdown turns Markdown into blocks, spans and text: CommonMark plus tables, strikethrough and footnotes.
// In goes one file's body, out comes a doc.Body and the labels that start turns. It owns goldmark; what a label means,
// and where links lead, is for others.
package markdown

import (
	"bytes"
	"slices"
	"sync"

	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/doc"
	"github.com/lateral-reader/lateral/internal/words"
)

// Options says how a body is read.
type Options struct {
	File     string
	Line     int      // lines of the file before the body
	Headline string   // placed before the body as block p0 where not empty
	Subtitle string   // placed after the headline
	Labels   []string // declared labels that start turns; only read where Transcript is set
	// Transcript splits top-level paragraphs at lines that begin with a label or are stage directions.
	Transcript bool
	// Wiki reads [[id]] and [[id|words]] as links and gives the words of one that has none of its own; without it they are text.
	Wiki func(ref string) string
}

// Start is a place where a declared label stands: a turn begins at the top-level block.
type Start struct {
	Block int // index of the top-level block that begins the turn; len(Blocks) where the label has nothing after it
	Label string
	Time  string
	Line  int
}

// Result is a body with what the reader needs to make turns.
type Result struct {
	doc.Body
	Starts []Start
	Seen   []Seen // what begins lines of top-level paragraphs as a label does, for finding labels nobody declared
}

// Seen is a label, or something like one, that is not read as one.
type Seen struct {
	Name string
	Line int
}

// MaxDepth is how deep blocks may nest; deeper input is refused with a message.
const MaxDepth = 100

// Parse reads a body. Any bytes of valid UTF-8 give a valid Body; raw HTML is kept as text with a warning.
func Parse(src []byte, o Options) (*Result, []diag.Diagnostic) { return parse(src, o, true) }

func parse(src []byte, o Options, quickly bool) (*Result, []diag.Diagnostic) {
	if bytes.IndexByte(src, '\r') >= 0 {
		src = bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n"))
		src = bytes.ReplaceAll(src, []byte("\r"), []byte("\n"))
	}
	b := builders.Get().(*builder)
	defer b.done()
	b.o, b.src, b.res = o, src, &Result{Body: doc.Body{Spans: b.spans[:0]}, Starts: b.starts[:0]}
	b.into = &b.res.Blocks
	b.mostAddresses = max(leastAddresses, 3*len(src))
	for at := 0; ; {
		n := bytes.IndexByte(src[at:], '\n')
		if n < 0 {
			break
		}
		b.newlines = append(b.newlines, at+n)
		at += n + 1
	}
	if o.Headline != "" {
		b.leaf(doc.Block{Kind: doc.Headline}, func() { b.put(o.Headline) })
	}
	if o.Subtitle != "" {
		b.leaf(doc.Block{Kind: doc.Subtitle}, func() { b.put(o.Subtitle) })
	}
	if line, deep := tooDeep(src); deep {
		b.diags = append(b.diags, diag.Errorf(b.place(o.Line+line), "lists or quotations nest deeper than %d levels here", MaxDepth))
		return b.whole()
	}
	split := &b.split
	split.o = o
	if split.headings(src); len(split.heavy) == 0 && footnoteWork(src) > MaxWork {
		split.heavy = append(split.heavy, heavy{bytes.Index(src, []byte("[^")), "footnotes"})
	}
	if len(split.heavy) > 0 {
		b.refused(split.heavy)
		return b.whole()
	}
	split.defs = definitions(src)
	for _, l := range o.Labels {
		split.label(l)
	}
	if !quickly || !b.quickBody(split) {
		b.region(split, 0, len(src))
	}
	b.endnotes()
	return b.whole()
}

// region lets the parser read a stretch of the source.
func (b *builder) region(split *splitter, from, to int) {
	parse := plainParser
	if b.o.Wiki != nil {
		parse = wikiLinksParser
	}
	whole := b.src
	b.src, b.base = b.src[from:to], from
	pc := parser.NewContext()
	pc.Set(splitterKey, split)
	b.root = parse().Parse(text.NewReader(b.src), parser.WithContext(pc))
	b.refused(split.heavy)
	b.res.Blocks = slices.Grow(b.res.Blocks, b.root.ChildCount())
	b.blocks(b.root, 0)
	b.src, b.base = whole, 0
}

// builders are those that are not in use. What they wrote is as large as the site.
var builders = sync.Pool{New: func() any { return new(builder) }}

// done makes a builder ready for another body.
func (b *builder) done() {
	if cap(b.text) < 1<<20 && cap(b.spans)+cap(b.starts) < 1<<14 {
		clear(b.spans) // they hold on to words
		clear(b.starts)
		*b = builder{text: b.text[:0], newlines: b.newlines[:0], spans: b.spans, starts: b.starts, quick: b.quick}
		builders.Put(b)
	}
}

// whole gives the result of what was read so far.
func (b *builder) whole() (*Result, []diag.Diagnostic) {
	b.res.Text = string(b.text)
	doc.Walk(b.res.Blocks, func(blk *doc.Block) {
		blk.HasWords = blk.Kind.Leaf() && words.Has(b.res.Text[blk.Range.Start:blk.Range.End])
	})
	doc.Number(b.res.Blocks)
	b.spans, b.res.Spans = b.res.Spans, exact(b.res.Spans) // they live as long as the site
	b.starts, b.res.Starts = b.res.Starts, exact(b.res.Starts)
	return b.res, b.diags
}

// exact copies a slice, without the room that it has left.
func exact[T any](xs []T) []T {
	if len(xs) == 0 {
		return nil
	}
	return append(make([]T, 0, len(xs)), xs...)
}

// refused reports the paragraphs that were left out.
func (b *builder) refused(hs []heavy) {
	for _, h := range hs {
		d := diag.Errorf(b.place(b.lineAt(h.at)), "too many %s in one place", h.what)
		b.diags = append(b.diags, d.WithHint("split it with blank lines; a mark that is meant as a character has a backslash before it"))
	}
}

// A parser is made once and shared: making one costs more than reading a note. What belongs to one text goes with its context.
var (
	plainParser     = sync.OnceValue(func() parser.Parser { return newParser(false) })
	wikiLinksParser = sync.OnceValue(func() parser.Parser { return newParser(true) })
)

func newParser(wiki bool) parser.Parser {
	blocks := append(parser.DefaultBlockParsers(), util.Prioritized(extension.NewFootnoteBlockParser(), 999))
	inlines := append(parser.DefaultInlineParsers(),
		util.Prioritized(extension.NewFootnoteParser(), 101),
		util.Prioritized(extension.NewStrikethroughParser(), 500),
	)
	if wiki {
		inlines = append(inlines, util.Prioritized(wikiParser{}, 99))
	}
	return parser.NewParser(
		parser.WithBlockParsers(blocks...),
		parser.WithInlineParsers(inlines...),
		parser.WithParagraphTransformers(
			util.Prioritized(splitting{}, 100),
			util.Prioritized(extension.NewTableParagraphTransformer(), 200),
		),
		parser.WithASTTransformers(util.Prioritized(tableTransformer, 0)),
	)
}

// tableTransformer takes the backslash off escaped pipes in cells.
var tableTransformer = extension.NewTableASTTransformer()

// tooDeep finds a line that opens more than MaxDepth containers, which the parser would pay for in time squared.
func tooDeep(src []byte) (int, bool) {
	n := 0
	for line := range bytes.Lines(src) {
		n++
		depth := 0
		for i := 0; i < len(line); i++ {
			switch c := line[i]; {
			case c == ' ', c == '\t':
			case c == '>', (c == '-' || c == '+' || c == '*') && i+1 < len(line) && (line[i+1] == ' ' || line[i+1] == '\t'):
				depth++
			default:
				i = len(line)
			}
		}
		if t := bytes.TrimSpace(line); depth > MaxDepth && len(bytes.Trim(t, "- ")) > 0 && len(bytes.Trim(t, "* ")) > 0 { // and no rule
			return n, true
		}
	}
	return 0, false
}
