package webpage

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/JohannesKaufmann/html-to-markdown/v2/converter"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/base"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/commonmark"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/strikethrough"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/table"

	"github.com/lateral-reader/lateral/internal/markdown"
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
	for i := 0; i < len(p.all); i++ {
		b := p.all[i]
		switch {
		case !b.kept:
			p.leave(b)
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
	for _, d := range p.scan.drawings {
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
			if heads == 0 && (words*10 < total*6 || words < 150 && b.node.DataAtom != atom.Blockquote) && words*6 < maxConverted {
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

// pictures writes the words that stand for a block's pictures.
func (w *writer) pictures(b *block) {
	if b.words > 0 && b.tag != atom.Figcaption {
		return
	}
	for _, n := range b.nodes {
		look := func(c *html.Node) {
			if c.DataAtom != atom.Img {
				return
			}
			alt := plainText(attr(c, "alt"))
			if countWords(alt) < 3 || fileName(alt) || w.alts[alt] || strings.Contains(letters(alt), letters(w.Title)) && w.Title != "" {
				return
			}
			w.alts[alt] = true
			if w.said(alt, b.at) || countWords(alt) > shortAlt && w.captioned(b.at) {
				w.Dropped = append(w.Dropped, Part{b.line, alt, "said of a picture that has a caption"})
				return
			}
			w.Words += alt + "\n"
			w.Blocks = append(w.Blocks, Block{Line: b.line, Plain: []string{alt}})
		}
		look(n)
		for c := range n.Descendants() {
			look(c)
		}
	}
}

// said reports whether most words of a picture's alternative text stand in a caption or a paragraph beside it.
func (w *writer) said(alt string, at int) bool {
	a := letters(alt)
	for _, b := range w.all[max(0, at-6):min(len(w.all), at+7)] {
		if b.kept && b.words > 0 && strings.Contains(letters(b.text), a) {
			return true
		}
		if b.kept && b.tag == atom.Figcaption {
			have := map[string]bool{}
			for x := range strings.FieldsSeq(strings.ToLower(b.text)) {
				have[letters(x)] = true
			}
			n, all := 0, 0
			for x := range strings.FieldsSeq(strings.ToLower(alt)) {
				if all++; have[letters(x)] {
					n++
				}
			}
			if n*10 >= all*6 {
				return true
			}
		}
	}
	return false
}

// captioned reports whether a caption stands right behind a picture, or before it.
func (w *writer) captioned(at int) bool {
	for _, b := range w.all[max(0, at-1):min(len(w.all), at+3)] {
		if b.tag == atom.Figcaption && b.words > 0 || b.words > 0 && b.marked("caption") {
			return true
		}
	}
	return false
}

func fileName(s string) bool {
	i := strings.LastIndexByte(s, '.')
	return i > 0 && len(s)-i <= 5 && !strings.Contains(s[i:], " ") && strings.Count(s, " ") < 3
}

// convert writes an element as Markdown, with as few escapes as give the words back. false where it reads differently.
func (w *writer) convert(n *html.Node, want string, code bool) (string, bool) {
	if n == nil || len(want) > maxConverted || depthOf(n) > 60 {
		return "", false
	}
	for c := range n.Descendants() {
		if c.Type == html.TextNode && strings.Contains(c.Data, "&") && c.Parent.DataAtom != atom.Code && c.Parent.DataAtom != atom.Pre {
			c.Data = reference.ReplaceAllString(c.Data, ampersand+"$1")
		}
	}
	out, err := w.conv.ConvertNode(n)
	if err != nil {
		return "", false
	}
	md := strings.ReplaceAll(strings.Trim(string(out), "\n"), ampersand, `\&`)
	if strings.TrimSpace(md) == "" || strings.Contains(md, "<!--") {
		return "", false
	}
	if bare := strings.NewReplacer(`\[`, "[", `\]`, "]").Replace(md); !code && bare != md && reads(bare, want) {
		return bare, true
	}
	return md, reads(md, want)
}

// reference matches what Markdown would read as a character and the library does not escape; ampersand stands for its first sign meanwhile.
var reference = regexp.MustCompile(`&(#?[A-Za-z0-9]+;)`)

const ampersand = "\uf8fe"

// reads reports whether Markdown gives the text.
func reads(md, want string) bool {
	res, ds := markdown.Parse([]byte(md+"\n"), markdown.Options{})
	return len(ds) == 0 && fold(res.Text) == want
}

func fold(s string) string { return strings.Join(strings.Fields(s), " ") }

func depthOf(n *html.Node) int {
	d := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		d = max(d, 1+depthOf(c))
	}
	return d
}

// textWithin is an element's text, parted where blocks are.
func textWithin(n *html.Node) string {
	if n == nil {
		return ""
	}
	var b strings.Builder
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
			return
		}
		apart := n.DataAtom == atom.Br || !inline[n.DataAtom]
		if apart {
			b.WriteByte('\n')
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
		if apart {
			b.WriteByte('\n')
		}
	}
	walk(n)
	return b.String()
}

// kinds of elements that the copy has; all others give their words alone.
var copied = map[atom.Atom]atom.Atom{atom.A: atom.A, atom.Em: atom.Em, atom.I: atom.Em, atom.Cite: atom.Em, atom.Strong: atom.Strong, atom.B: atom.Strong, atom.Code: atom.Code, atom.Kbd: atom.Code,
	atom.Samp: atom.Code, atom.Tt: atom.Code, atom.S: atom.Del, atom.Strike: atom.Del, atom.Del: atom.Del, atom.Br: atom.Br, atom.Table: atom.Table, atom.Thead: atom.Thead, atom.Tbody: atom.Tbody, atom.Tfoot: atom.Tbody,
	atom.Tr: atom.Tr, atom.Td: atom.Td, atom.Th: atom.Th, atom.Pre: atom.Pre, atom.Ul: atom.Ul, atom.Ol: atom.Ol, atom.Li: atom.Li, atom.P: atom.P, atom.Caption: atom.P}

// copyOf copies a node with nothing but what Markdown has: no attribute but where a link leads, if that is an address of the web or of mail.
func (w *writer) copyOf(n *html.Node) *html.Node { return w.copyIn(n, 0) }

func (w *writer) copyIn(n *html.Node, within atom.Atom) *html.Node {
	if n.Type == html.TextNode {
		return &html.Node{Type: html.TextNode, Data: n.Data}
	}
	if n.Type != html.ElementNode {
		return nil
	}
	tag := copied[n.DataAtom]
	href := ""
	switch {
	case n.DataAtom == atom.Img:
		if alt := strings.TrimSpace(attr(n, "alt")); alt != "" && !hasWord(alt) && len(alt) < 20 {
			return &html.Node{Type: html.TextNode, Data: alt} // a picture for a sign
		}
		return nil
	case tag == atom.A:
		if href = w.link(attr(n, "href")); href == "" || within == atom.A || !wordsWithin(n) {
			tag = 0
		}
	case tag == atom.Br && (within == atom.Td || within == atom.A):
		return &html.Node{Type: html.TextNode, Data: " "}
	case within == atom.Pre && tag != 0 && tag != atom.Br:
		tag = 0
	case within == atom.Td && (tag == atom.Ul || tag == atom.Ol || tag == atom.Li || tag == atom.P || tag == atom.Table || tag == atom.Pre):
		tag = 0
	case tag != 0 && tag != atom.Br && tag != atom.Td && tag != atom.Th && !wordsWithin(n):
		tag = 0
	}
	c := &html.Node{Type: html.ElementNode, DataAtom: tag, Data: tag.String()}
	if tag == 0 {
		c.DataAtom, c.Data = atom.Span, "span"
		if !inline[n.DataAtom] && within != atom.Td {
			c.DataAtom, c.Data = atom.Div, "div"
		}
	}
	if href != "" && tag == atom.A {
		c.Attr = []html.Attribute{{Key: "href", Val: href}}
	}
	switch tag {
	case atom.A, atom.Pre:
		within = tag
	case atom.Td, atom.Th:
		within = atom.Td
	}
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		d := w.copyIn(k, within)
		if d == nil {
			continue
		}
		if within == atom.Td && d.Type == html.ElementNode && d.Data == "span" && !inline[k.DataAtom] {
			c.AppendChild(&html.Node{Type: html.TextNode, Data: " "})
			c.AppendChild(d)
			c.AppendChild(&html.Node{Type: html.TextNode, Data: " "})
			continue
		}
		c.AppendChild(d)
	}
	return c
}

// wordsWithin reports whether an element shows anything but pictures.
func wordsWithin(n *html.Node) bool {
	for c := range n.Descendants() {
		if c.Type == html.TextNode && strings.TrimSpace(c.Data) != "" {
			return true
		}
	}
	return false
}

// without copies a node with nothing but its text and breaks.
func (w *writer) without(n *html.Node) *html.Node {
	if n.Type == html.TextNode || n.DataAtom == atom.Br {
		return &html.Node{Type: n.Type, DataAtom: n.DataAtom, Data: n.Data}
	}
	c := &html.Node{Type: html.ElementNode, DataAtom: atom.Span, Data: "span"}
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		c.AppendChild(w.without(k))
	}
	return c
}

// link gives where a link leads as an address of the web or of mail, "" for all else.
func (w *writer) link(href string) string {
	href = strings.TrimSpace(href)
	switch {
	case href == "" || strings.HasPrefix(href, "#") || strings.ContainsAny(href, "\x00\n\t"):
		return ""
	case strings.HasPrefix(strings.ToLower(href), "mailto:"):
		if strings.ContainsAny(href, " <>\"'()") || !strings.Contains(href, "@") {
			return ""
		}
		return href
	}
	full := against(w.base, href)
	if !strings.HasPrefix(full, "http://") && !strings.HasPrefix(full, "https://") {
		return ""
	}
	if u := webAddress(full); u == "" || w.base != "" && strings.HasPrefix(full, w.URL+"#") {
		return ""
	}
	if m := wayback.FindStringSubmatch(full); m != nil {
		return m[1]
	}
	return full
}

// styled reports whether a block has elements that Markdown can write.
func styled(nodes []*html.Node) bool {
	for _, n := range nodes {
		if n.Type == html.ElementNode {
			if t := copied[n.DataAtom]; t != 0 && t != atom.Br {
				return true
			}
			for c := range n.Descendants() {
				if t := copied[c.DataAtom]; t != 0 && t != atom.Br {
					return true
				}
			}
		}
	}
	return false
}

// linesOf are the words of a block's nodes, a line for each that the page breaks.
func linesOf(nodes []*html.Node) []string {
	var b strings.Builder
	var walk func(n *html.Node, pre bool)
	walk = func(n *html.Node, pre bool) {
		switch {
		case n.Type == html.TextNode && pre:
			b.WriteString(n.Data)
		case n.Type == html.TextNode:
			b.WriteString(spaces.Replace(n.Data))
		case n.DataAtom == atom.Br || !inline[n.DataAtom]:
			b.WriteByte('\n')
		}
		if n.DataAtom == atom.Img {
			if alt := strings.TrimSpace(attr(n, "alt")); alt != "" && !hasWord(alt) && len(alt) < 20 {
				b.WriteString(alt)
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, pre || n.DataAtom == atom.Pre)
		}
		if n.Type == html.ElementNode && !inline[n.DataAtom] {
			b.WriteByte('\n')
		}
	}
	for _, n := range nodes {
		walk(n, n.DataAtom == atom.Pre)
	}
	var out []string
	for l := range strings.SplitSeq(b.String(), "\n") {
		if l = clean(l); l != "" {
			out = append(out, l)
		}
	}
	return slices.Clip(out)
}

var spaces = strings.NewReplacer("\n", " ", "\t", " ", "\f", " ")
