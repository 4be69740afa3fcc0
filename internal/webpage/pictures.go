package webpage

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

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

// signOf is the sign that a picture stands for, as a heart or a dash, which parts the words around it; "" where it shows something.
func signOf(n *html.Node) string {
	if n.DataAtom != atom.Img {
		return ""
	}
	alt := strings.TrimSpace(attr(n, "alt"))
	if hasWord(alt) || len(alt) >= 20 || strings.ContainsFunc(alt, unicode.IsControl) {
		return ""
	}
	return alt
}

func fileName(s string) bool {
	i := strings.LastIndexByte(s, '.')
	return i > 0 && len(s)-i <= 5 && !strings.Contains(s[i:], " ") && strings.Count(s, " ") < 3
}
