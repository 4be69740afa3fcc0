package webpage

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/JohannesKaufmann/html-to-markdown/v2/converter"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/base"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/commonmark"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/strikethrough"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/table"
)

// maxConverted is the longest text of one block that the library writes, in bytes; a longer one stays plain.
const maxConverted = 256 << 10

// writer makes Markdown of blocks. Whatever does not read back as the same words is written without its marks.
type writer struct {
	*page
	conv *converter.Converter
	alts map[string]bool // what was said of pictures so far
}

// shortAlt is how many words may be said of a picture beside its caption.
const shortAlt = 10

func newWriter(p *page) *writer {
	return &writer{page: p, alts: map[string]bool{}, conv: converter.NewConverter(converter.WithPlugins(base.NewBasePlugin(), commonmark.NewCommonmarkPlugin(),
		strikethrough.NewStrikethroughPlugin(), table.NewTablePlugin(table.WithHeaderPromotion(true))))}
}

// write fills Blocks with the article and Dropped with the rest.
func (p *page) write() {
	w := newWriter(p)
	groups := p.groups()
	p.listing()
	for i := 0; i < len(p.all); i++ {
		b := p.all[i]
		switch {
		case !b.kept:
			p.leave(b)
		case p.Listing != "":
		case b.speech != nil:
			p.speaker(b.speech)
		case groups[i] != nil:
			g := groups[i]
			end := i
			for end < len(p.all) && groups[end] == g {
				end++
			}
			w.group(g, p.all[i:end])
			i = end - 1
		default:
			w.block(b)
		}
	}
	p.settle()
	for _, d := range p.scan.apart {
		p.Dropped = append(p.Dropped, d)
	}
	p.Blocks = append(p.Blocks, p.extra...)
	var more strings.Builder
	for _, b := range p.extra {
		more.WriteString(b.Plain[0] + "\n")
	}
	p.Words += more.String()
	if p.meta.title.value != "" {
		p.Words += p.meta.title.value + "\n"
		p.Dropped = append(p.Dropped, Part{p.meta.title.line, p.meta.title.value, WindowTitle})
	}
}

// leave reports a block that is not of the article. Neighbours with one reason are one part.
func (p *page) leave(b *block) {
	if b.text == "" {
		return
	}
	why := b.why
	if why == "" {
		why = whyOutside
	}
	if n := len(p.Dropped) - 1; n >= 0 && p.lastLeft == n+1 && p.Dropped[n].Why == why {
		p.leftText.WriteString(" / " + b.text)
		return
	}
	p.settle()
	p.Dropped = append(p.Dropped, Part{b.line, "", why})
	p.lastLeft = len(p.Dropped)
	p.leftText.Reset()
	p.leftText.WriteString(b.text)
}

// listing takes the article as a plain text where nearly all of it is one listing, as archives show texts that are older than their pages.
func (p *page) listing() {
	total, most := 0, (*block)(nil)
	for _, b := range p.all {
		if b.kept {
			if total += b.words; b.tag == atom.Pre && (most == nil || b.words > most.words) {
				most = b
			}
		}
	}
	if most == nil || most.words < 60 || most.words*10 < total*9 || find(most.nodes[0], atom.Code) != nil || codeNames(most.box) {
		return
	}
	var s strings.Builder
	for _, b := range p.all {
		switch {
		case !b.kept || b.words == 0:
		case b.tag == atom.Pre:
			s.WriteString(strings.Trim(rawText(b.nodes[0]), "\n") + "\n\n")
		default:
			s.WriteString(strings.Join(linesOf(b.nodes), "\n") + "\n\n")
		}
	}
	p.Listing = s.String()
}

// rawText is the text of a listing with its spaces and lines.
func rawText(n *html.Node) string {
	var s strings.Builder
	for c := range n.Descendants() {
		switch {
		case c.Type == html.TextNode:
			s.WriteString(c.Data)
		case c.DataAtom == atom.Br:
			s.WriteByte('\n')
		}
	}
	return s.String()
}

// codeNames reports whether a box is called one of a program's lines.
func codeNames(b *box) bool {
	return slices.ContainsFunc(b.names, func(w string) bool { return w == "code" || w == "highlight" || w == "source" || w == "syntax" })
}

// speaker writes who says what follows.
func (p *page) speaker(s *speech) {
	p.settle()
	p.lastLeft = 0
	if s.rest != "" {
		p.Dropped = append(p.Dropped, Part{s.at.line, s.rest, whyBeside})
	}
	p.Blocks = append(p.Blocks, Block{Line: s.at.line, Speaker: s.name, Time: s.time})
}

// settle writes what was gathered into the last part.
func (p *page) settle() {
	if p.lastLeft > 0 {
		p.Dropped[p.lastLeft-1].Text = p.leftText.String()
	}
}

// groups finds for each kept block of a list or a quotation the outermost element that is one, where it is not the page's own form.
func (p *page) groups() []*box {
	total := p.total()
	of := map[*box]*box{}
	for _, b := range p.boxes {
		if b.parent != nil && of[b.parent] != nil {
			of[b] = of[b.parent]
			continue
		}
		switch b.node.DataAtom {
		case atom.Ul, atom.Ol, atom.Blockquote, atom.Menu, atom.Dir:
			words, heads := 0, 0
			for _, bl := range p.all[b.first:b.end] {
				if bl.kept {
					words += bl.words
					if isHeading(bl.tag) || bl.tag == atom.Table {
						heads++
					}
				}
			}
			if heads == 0 && !slices.ContainsFunc(p.all[b.first:b.end], func(bl *block) bool { return bl.speech != nil }) && (words*10 < total*6 || words < 150 && b.node.DataAtom != atom.Blockquote) && words*6 < maxConverted {
				of[b] = b
			}
		}
	}
	out := make([]*box, len(p.all))
	for i, b := range p.all {
		if b.kept {
			out[i] = of[b.box]
		}
	}
	return out
}

// group writes a list or a quotation with those of its blocks that are kept.
func (w *writer) group(g *box, blocks []*block) {
	kept := map[*html.Node]bool{}
	var want strings.Builder
	text := Block{Kind: Other, Line: blocks[0].line}
	for _, b := range blocks {
		if b.words == 0 {
			continue
		}
		for _, n := range b.nodes {
			kept[n] = true
		}
		want.WriteString(b.text + "\n")
		text.Plain = append(text.Plain, b.text)
	}
	if len(text.Plain) == 0 {
		for _, b := range blocks {
			w.block(b)
		}
		return
	}
	c := w.prune(g.node, kept)
	if md, ok := w.convert(c, fold(textWithin(c)), false); ok {
		text.Markdown = strings.Split(md, "\n")
		w.Blocks = append(w.Blocks, text)
	} else {
		for _, b := range blocks {
			if b.words > 0 {
				w.Blocks = append(w.Blocks, Block{Line: b.line, Plain: []string{b.text}})
			}
		}
	}
	for _, b := range blocks {
		if b.words == 0 {
			w.block(b)
		}
	}
}

// prune copies an element with nothing but the nodes that are kept and what is around them.
func (w *writer) prune(n *html.Node, kept map[*html.Node]bool) *html.Node {
	if kept[n] {
		return w.copyOf(n)
	}
	if n.Type != html.ElementNode {
		return nil
	}
	tag := n.DataAtom
	switch tag {
	case atom.Ul, atom.Ol, atom.Li, atom.Blockquote, atom.P, atom.Pre:
	case atom.Menu, atom.Dir:
		tag = atom.Ul
	default:
		tag = atom.Div
	}
	c := &html.Node{Type: html.ElementNode, DataAtom: tag, Data: tag.String()}
	if v := attr(n, "start"); tag == atom.Ol && v != "" && atoi(v) > 0 && len(v) < 9 {
		c.Attr = []html.Attribute{{Key: "start", Val: v}}
	}
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		if d := w.prune(k, kept); d != nil {
			c.AppendChild(d)
		}
	}
	if c.FirstChild == nil {
		return nil
	}
	return c
}

// block writes one block.
func (w *writer) block(b *block) {
	w.pictures(b)
	if b.words == 0 && !hasWord(b.text) {
		w.leave(b)
		return
	}
	out := Block{Line: b.line}
	switch {
	case isHeading(b.tag):
		out.Kind, out.Level = Heading, int(b.tag.String()[1]-'0')
	case b.tag == atom.Pre, b.tag == atom.Table:
		out.Kind = Other
	}
	if out.Kind == Other {
		c := w.copyOf(b.nodes[0])
		want := fold(textWithin(c))
		if md, ok := w.convert(c, want, b.tag == atom.Pre); ok && len(b.text) < maxConverted {
			out.Markdown, out.Plain = strings.Split(md, "\n"), []string{b.text}
			w.Blocks = append(w.Blocks, out)
			return
		}
		out.Kind = Paragraph
		out.Plain = linesOf(b.nodes)
		w.Blocks = append(w.Blocks, out)
		return
	}
	out.Plain = linesOf(b.nodes)
	if out.Kind == Heading {
		out.Plain = []string{strings.Join(out.Plain, " ")}
	}
	if styled(b.nodes) && len(b.text) < maxConverted {
		for _, emphasised := range []bool{true, false} {
			c := &html.Node{Type: html.ElementNode, DataAtom: atom.P, Data: "p"}
			for _, n := range b.nodes {
				d := w.copyOf(n)
				if d == nil || d.Type == html.TextNode && d.Data == "" {
					continue
				}
				if !emphasised {
					d = w.without(d)
				}
				c.AppendChild(d)
			}
			if md, ok := w.convert(c, fold(textWithin(c)), false); ok && !strings.Contains(md, "\n\n") {
				out.Markdown = strings.Split(md, "\n")
				for i := range out.Markdown {
					out.Markdown[i] = strings.TrimSpace(out.Markdown[i])
				}
				if out.Kind == Heading {
					out.Markdown = []string{strings.Join(out.Markdown, " ")}
				}
				break
			}
		}
	}
	w.Blocks = append(w.Blocks, out)
}
