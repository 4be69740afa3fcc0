package webpage

import (
	"strconv"
	"strings"
	"unicode/utf8"

	readability "github.com/go-shiori/go-readability"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Limits of what the readability library sees; its time grows faster than the page.
const (
	maxReadable  = 12_000 // elements
	maxBlockSeen = 3_000  // bytes of a block's text
)

const blockAttr = "data-block"

// readable asks the readability library which blocks are the article's. It gets a copy of the page that has the blocks' words and links but
// nothing else, with a number for each, so that what comes back are blocks of ours. nil means that it found nothing.
func (p *page) readable() map[int]bool {
	doc := &html.Node{Type: html.DocumentNode}
	root := element(atom.Html, nil)
	doc.AppendChild(root)
	head := element(atom.Head, nil)
	root.AppendChild(head)
	if p.Title != "" {
		t := element(atom.Title, nil)
		t.AppendChild(&html.Node{Type: html.TextNode, Data: p.Title})
		head.AppendChild(t)
	}
	body := element(atom.Body, nil)
	root.AppendChild(body)
	made := map[*box]*html.Node{}
	count := 0
	var nodeOf func(b *box) *html.Node
	nodeOf = func(b *box) *html.Node {
		if n := made[b]; n != nil {
			return n
		}
		if b.parent == nil {
			made[b] = body
			return body
		}
		tag := b.node.DataAtom
		if !shapes[tag] || tag == atom.P && b.end-b.first > 1 {
			tag = atom.Div
		}
		n := element(tag, b.node)
		count++
		nodeOf(b.parent).AppendChild(n)
		made[b] = n
		return n
	}
	for i, b := range p.all {
		if b.why != "" || b.words == 0 {
			continue
		}
		in := nodeOf(b.box)
		one := element(atom.Span, nil)
		one.Attr = []html.Attribute{{Key: blockAttr, Val: strconv.Itoa(i)}}
		fill, linked := capped(b)
		if fill != "" {
			one.AppendChild(&html.Node{Type: html.TextNode, Data: fill})
		}
		if linked != "" {
			a := element(atom.A, nil)
			a.Attr = []html.Attribute{{Key: "href", Val: "https://example.com/"}}
			a.AppendChild(&html.Node{Type: html.TextNode, Data: linked})
			one.AppendChild(a)
		}
		if b.box.end-b.box.first > 1 || b.tag == atom.Table || b.tag == atom.Pre {
			para := element(atom.P, nil)
			para.AppendChild(one)
			one = para
			count++
		}
		in.AppendChild(one)
		if count += 2; count > maxReadable {
			return nil
		}
	}
	parser := readability.NewParser()
	parser.DisableJSONLD = true
	parser.KeepClasses = true
	res, err := parser.ParseDocument(doc, nil)
	if err != nil || res.Node == nil {
		return nil
	}
	kept := map[int]bool{}
	for n := range res.Node.Descendants() {
		if v := attr(n, blockAttr); v != "" {
			kept[atoi(v)] = true
		}
	}
	return kept
}

// shapes are the elements that the library weighs; all others are a div to it.
var shapes = atoms("div section article main blockquote ul ol li p h1 h2 h3 h4 h5 h6 td tr table tbody figure figcaption header pre dl dt dd")

func element(tag atom.Atom, like *html.Node) *html.Node {
	n := &html.Node{Type: html.ElementNode, DataAtom: tag, Data: tag.String()}
	if like != nil {
		for _, a := range like.Attr {
			if a.Key == "class" || a.Key == "id" || a.Key == "role" {
				n.Attr = append(n.Attr, a)
			}
		}
	}
	return n
}

// capped gives a block's words for weighing: those outside links, and as many as stand inside.
func capped(b *block) (plain, linked string) {
	s := b.text
	for len(s) > maxBlockSeen {
		s = s[:maxBlockSeen]
		for !utf8.ValidString(s[len(s)-1:]) && len(s) > maxBlockSeen-4 {
			s = s[:len(s)-1]
		}
	}
	if b.linked == 0 {
		return s, ""
	}
	at := len(s) * max(b.words-b.linked, 0) / max(b.words, 1)
	if i := strings.LastIndexByte(s[:at], ' '); i >= 0 || at == 0 {
		at = i + 1
	}
	for at < len(s) && !utf8.RuneStart(s[at]) {
		at++
	}
	return s[:at], s[at:]
}
