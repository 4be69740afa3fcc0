package webpage

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// isLarge reports whether all words of nodes are set in larger letters, as headlines were before there were headings.
func isLarge(nodes []*html.Node) bool {
	large := false
	for _, n := range nodes {
		switch {
		case n.Type == html.TextNode && strings.TrimSpace(n.Data) == "", n.DataAtom == atom.Br:
		case n.DataAtom == atom.Big, n.DataAtom == atom.Font && largeSize[strings.TrimSpace(attr(n, "size"))]:
			large = true
		case inline[n.DataAtom] && n.DataAtom != atom.A && n.FirstChild != nil:
			var within []*html.Node
			for c := n.FirstChild; c != nil; c = c.NextSibling {
				within = append(within, c)
			}
			if !isLarge(within) {
				return false
			}
			large = true
		default:
			return false
		}
	}
	return large
}

// largeSize are the sizes of letters above those of text.
var largeSize = map[string]bool{"+1": true, "+2": true, "+3": true, "+4": true, "4": true, "5": true, "6": true, "7": true}

// likeHeading finds, on a page without a heading, the line in large letters that stands right above the text; or the first one that is called a head, where
// no metadata have anything that the page shows.
func (p *page) likeHeading() *block {
	shown := slices.ContainsFunc(p.inMetadata(), func(s said) bool {
		return slices.ContainsFunc(p.forms(said{value: plainText(s.value)}), func(f said) bool { return f.seen })
	})
	var called *block
	for _, b := range p.all[:min(len(p.all), 200)] {
		if b.prose() {
			break
		}
		if b.words > 30 || b.linked > 0 || b.box.why != "" || isHeading(b.tag) || !p.above(b) || p.siteAlone(b.text) || byWord.MatchString(b.text) || b.isDateline() {
			continue
		}
		if isLarge(b.nodes) && b.bold {
			return b
		}
		if n := len(b.box.names); called == nil && !shown && n > 0 && headNames[b.box.names[n-1]] && b.box.words == b.words {
			called = b
		}
	}
	return called
}

// headNames are words that the names of headlines' elements end in.
var headNames = map[string]bool{"head": true, "headline": true, "hed": true, "heading": true}

// aboveSmall is a heading without the small print that it ends in, where metadata begin with the rest; "" where it has none.
func (p *page) aboveSmall(b *block) string {
	var large strings.Builder
	small := false
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		switch {
		case n.DataAtom == atom.Small:
			small = true
		case n.Type == html.TextNode && small && strings.TrimSpace(n.Data) != "":
			large.Reset() // it stands above, or inside
		case n.Type == html.TextNode:
			large.WriteString(n.Data)
		default:
			for c := n.FirstChild; c != nil; c = c.NextSibling {
				walk(c)
			}
		}
	}
	for _, n := range b.nodes {
		walk(n)
	}
	s := plainText(large.String())
	if !small || !hasWord(s) || !slices.ContainsFunc(p.inMetadata(), func(m said) bool { return strings.HasPrefix(strings.ToLower(plainText(m.value)), strings.ToLower(s)) }) {
		return ""
	}
	return s
}
