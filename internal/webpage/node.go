package webpage

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

func hasPicture(nodes []*html.Node) bool {
	for _, n := range nodes {
		if n.DataAtom == atom.Img {
			return true
		}
		for c := range n.Descendants() {
			if c.DataAtom == atom.Img {
				return true
			}
		}
	}
	return false
}

// isData reports whether a table holds data and is not the page's layout: rows of short cells without other tables in them.
func isData(n *html.Node) bool {
	if r := attr(n, "role"); r == "presentation" || r == "none" {
		return false
	}
	rows, cells, long, heads, most := 0, 0, 0, 0, 0
	inRow := 0
	for c := range n.Descendants() {
		switch c.DataAtom {
		case atom.Table, atom.H1, atom.H2, atom.Form, atom.Article, atom.Nav, atom.Hr:
			return false
		case atom.Tr:
			rows, inRow = rows+1, 0
		case atom.Th, atom.Td:
			cells++
			if inRow++; inRow > most {
				most = inRow
			}
			if c.DataAtom == atom.Th {
				heads++
			}
			var s strings.Builder
			paras := 0
			for d := range c.Descendants() {
				switch {
				case d.Type == html.TextNode:
					s.WriteString(d.Data)
				case d.DataAtom == atom.P || d.DataAtom == atom.Div || d.DataAtom == atom.Ul:
					paras++
				}
			}
			if countWords(s.String()) > 30 || paras > 3 {
				long++
			}
		}
	}
	return rows >= 2 && most >= 2 && long*6 <= cells && (heads > 0 || cells >= 4)
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

// countWords counts roughly: runs between spaces, and each two signs of scripts without spaces.
func countWords(s string) int {
	n, east := 0, 0
	in := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			in = false
		case r >= 0x2e80 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai) || r >= 0x0e00 && r < 0x0f00:
			east++
			in = false
		case !in && (unicode.IsLetter(r) || unicode.IsNumber(r)):
			n++
			in = true
		}
	}
	return n + (east+1)/2
}
