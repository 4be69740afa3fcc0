package webpage

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/lateral-reader/lateral/internal/markdown"
	"github.com/lateral-reader/lateral/internal/pattern"
)

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
var reference = pattern.New(`&(#?[A-Za-z0-9]+;)`)

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
		if sign := signOf(n); sign != "" {
			return &html.Node{Type: html.TextNode, Data: sign}
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
			b.WriteString(signOf(n))
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
