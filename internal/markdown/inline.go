package markdown

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/doc"
)

func (b *builder) inlines(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		b.inline(n)
	}
}

// span writes the words that f makes and a span over them. The span is entered first, so that outer ones come before inner.
func (b *builder) span(s doc.Span, f func()) {
	i := len(b.res.Spans)
	s.Range.Start = len(b.text)
	b.res.Spans = append(b.res.Spans, s)
	f()
	b.res.Spans[i].Range.End = len(b.text)
}

// inline writes the words of a node, and the spans over them.
func (b *builder) inline(n ast.Node) {
	down := func() { b.inlines(n) }
	line := b.lineOf(n)
	if line == 0 {
		line = b.line // an address in angle brackets, a link or a picture without words
	}
	b.line = line
	switch n := n.(type) {
	case *ast.Text:
		if v := n.Segment.Value(b.src); bytes.IndexByte(v, '\\') < 0 && bytes.IndexByte(v, '&') < 0 && bytes.IndexByte(v, '\n') < 0 {
			b.text = append(b.text, v...) // nearly all of a text
		} else {
			b.put(unescape(v))
		}
		switch {
		case n.HardLineBreak():
			b.span(doc.Span{Kind: doc.Break}, b.space)
			b.line++
		case n.SoftLineBreak():
			b.space()
			b.line++
		}
	case *ast.String:
		b.put(string(n.Value))
	case *ast.CodeSpan:
		b.span(doc.Span{Kind: doc.CodeSpan}, func() {
			for c := n.FirstChild(); c != nil; c = c.NextSibling() {
				if t, ok := c.(*ast.Text); ok {
					b.put(string(t.Segment.Value(b.src)))
				}
			}
		})
	case *ast.Emphasis:
		kind := doc.Emph
		if n.Level >= 2 {
			kind = doc.Strong
		}
		b.span(doc.Span{Kind: kind}, down)
	case *extast.Strikethrough:
		b.span(doc.Span{Kind: doc.Strike}, down)
	case *ast.Link:
		if !b.affords(n.Destination, line) {
			down()
			return
		}
		b.span(doc.Span{Kind: doc.Link, To: unescape(n.Destination), Line: int32(line)}, down)
	case *ast.AutoLink:
		url := string(n.URL(b.src))
		if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(url), "mailto:") {
			url = "mailto:" + url
		}
		b.span(doc.Span{Kind: doc.Link, To: url, Line: int32(line)}, func() { b.put(string(n.Label(b.src))) })
	case *ast.Image:
		to := ""
		if b.affords(n.Destination, line) {
			to = unescape(n.Destination)
		}
		b.span(doc.Span{Kind: doc.Image, To: to, Line: int32(line)}, func() {
			spans := len(b.res.Spans)
			b.inlines(n)
			b.res.Spans = b.res.Spans[:spans] // alt text is plain
		})
	case *ast.RawHTML:
		segs := n.Segments
		for i := range segs.Len() {
			seg := segs.At(i)
			if i == 0 {
				b.warnHTML(b.lineAt(seg.Start))
			}
			b.put(string(seg.Value(b.src)))
		}
	case *extast.FootnoteLink:
		b.span(doc.Span{Kind: doc.FootRef, To: b.footnoteLabel(n.Index)}, func() {})
	case *wikiLink:
		b.span(doc.Span{Kind: doc.Wiki, To: n.ref, Line: int32(b.lineAt(n.at))}, func() {
			if n.words == "" {
				n.words = b.o.Wiki(n.ref)
			}
			b.put(n.words)
		})
	default:
		b.inlines(n)
	}
}

// leastAddresses is how many bytes the addresses of a text may always have, all together. It may have three times its size of them, which only one
// that is defined once and used often exceeds: without a bound, 4 MB of [a] would make a page of gigabytes.
const leastAddresses = 100_000

// affords reports whether the text may have one more link to an address; the first that it may not have gets a message.
func (b *builder) affords(address []byte, line int) bool {
	before := b.addresses
	b.addresses += len(address)
	if b.addresses <= b.mostAddresses {
		return true
	}
	if before <= b.mostAddresses {
		d := diag.Errorf(b.place(line), "the addresses of the links up to here have %d bytes, more than the %d that a text of this size may have", b.addresses, b.mostAddresses)
		b.diags = append(b.diags, d.WithHint("a long address is defined once and used again and again; give fewer words a link"))
	}
	return false
}

// put writes words; line breaks in them become spaces.
func (b *builder) put(s string) {
	b.text = append(b.text, strings.ReplaceAll(s, "\n", " ")...)
}

// space writes the one space that a line break is.
func (b *builder) space() {
	b.text = append(b.text, ' ')
}

// footnoteLabel is a footnote's label as written; the library counts them.
func (b *builder) footnoteLabel(index int) string {
	if b.footnotes == nil {
		b.footnotes = b.findFootnotes()
	}
	if b.labels == nil && b.footnotes != nil {
		b.labels = map[int]string{}
		for f := b.footnotes.FirstChild(); f != nil; f = f.NextSibling() {
			if fn := f.(*extast.Footnote); b.labels[fn.Index] == "" {
				b.labels[fn.Index] = string(fn.Ref)
			}
		}
	}
	return b.labels[index]
}

// findFootnotes looks for the list in the tree: references may come before it.
func (b *builder) findFootnotes() *extast.FootnoteList {
	var list *extast.FootnoteList
	_ = ast.Walk(b.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if l, ok := n.(*extast.FootnoteList); ok {
			list = l
			return ast.WalkStop, nil
		}
		return ast.WalkContinue, nil
	})
	return list
}

// unescape resolves backslash escapes and character references in one pass, as CommonMark 2.4 and 2.5 say.
func unescape(src []byte) string {
	var out strings.Builder
	for i := 0; i < len(src); i++ {
		switch c := src[i]; {
		case c == '\\' && i+1 < len(src) && util.IsPunct(src[i+1]):
			i++
			out.WriteByte(src[i])
		case c == '&':
			if s, n := reference(src[i:]); n > 0 {
				out.WriteString(s)
				i += n - 1
				continue
			}
			out.WriteByte(c)
		default:
			out.WriteByte(c)
		}
	}
	return out.String()
}

// reference reads a character reference at the start of src: what it stands for and its length in bytes, 0 where there is none.
func reference(src []byte) (string, int) {
	end := -1
	for i := 1; i < len(src) && i < 40; i++ {
		if src[i] == ';' {
			end = i
			break
		}
		if !util.IsAlphaNumeric(src[i]) && src[i] != '#' {
			return "", 0
		}
	}
	if end < 2 {
		return "", 0
	}
	name := string(src[1:end])
	if name[0] != '#' {
		if e, ok := util.LookUpHTML5EntityByName(name); ok {
			return string(e.Characters), end + 1
		}
		return "", 0
	}
	v := util.ResolveNumericReferences(src[:end+1])
	if len(v) == end+1 && v[0] == '&' {
		return "", 0
	}
	if r, _ := utf8.DecodeRune(v); r == 0 || r == utf8.RuneError {
		return "\ufffd", end + 1
	}
	return string(v), end + 1
}

// wikiLink is [[ref]] or [[ref|words]].
type wikiLink struct {
	ast.BaseInline
	ref, words string
	at         int // byte offset in the source
}

var kindWiki = ast.NewNodeKind("WikiLink")

func (n *wikiLink) Kind() ast.NodeKind            { return kindWiki }
func (n *wikiLink) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

type wikiParser struct{}

func (wikiParser) Trigger() []byte { return []byte{'['} }

func (wikiParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, seg := block.PeekLine()
	if len(line) < 5 || line[1] != '[' {
		return nil
	}
	end := strings.Index(string(line), "]]")
	if end < 3 {
		return nil
	}
	inner := string(line[2:end])
	ref, label, _ := strings.Cut(inner, "|")
	if ref = strings.TrimSpace(ref); ref == "" || strings.ContainsAny(ref, "[] ") {
		return nil
	}
	block.Advance(end + 2)
	return &wikiLink{ref: ref, words: strings.TrimSpace(label), at: seg.Start}
}
