package webpage

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/lateral-reader/lateral/internal/pattern"
)

// unseen are characters that join or part words without a sign.
var unseen = strings.NewReplacer("\u00ad", "", "\u200b", "", "\ufeff", "", "\u2060", "")

// tidy takes out characters that nobody sees.
func tidy(root *html.Node) {
	var signs []*html.Node // links within the page that are a sign alone: ¶ beside a heading, ↩ behind a note
	for n := range root.Descendants() {
		if n.DataAtom == atom.A && strings.HasPrefix(attr(n, "href"), "#") && !hasWord(textOf(n, 40)) && !hasPicture([]*html.Node{n}) {
			signs = append(signs, n)
		}
	}
	for _, n := range signs {
		n.Parent.RemoveChild(n)
	}
	for n := range root.Descendants() {
		if n.Type == html.TextNode {
			n.Data = strings.Map(func(r rune) rune {
				if unicode.IsControl(r) && r != '\n' && r != '\t' {
					return ' '
				}
				return r
			}, unseen.Replace(n.Data))
		}
	}
}

// seams puts a space between inline elements that stand side by side without one and are clearly apart on the page, as a name and the time beside it
// in spans of their own: HostName00:12, Ruth HallNews. A first letter set larger is not parted from its word.
func seams(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		seams(c)
		next := c.NextSibling
		if next == nil || c.Type != html.ElementNode || next.Type != html.ElementNode || !apartOnPage[c.DataAtom] || !apartOnPage[next.DataAtom] {
			continue
		}
		a, b := textOf(c, 200), textOf(next, 200)
		last, _ := utf8.DecodeLastRuneInString(a)
		first, _ := utf8.DecodeRuneInString(b)
		if utf8.RuneCountInString(strings.TrimSpace(a)) < 2 && !unicode.IsDigit(last) {
			continue
		}
		switch {
		case unicode.IsLower(last) && unicode.IsUpper(first), unicode.IsDigit(last) && unicode.IsUpper(first) && utf8.RuneCountInString(b) > 2,
			unicode.IsLetter(last) && seamTime.MatchString(b):
			n.InsertBefore(&html.Node{Type: html.TextNode, Data: " "}, next)
		}
	}
}

// apartOnPage are the inline elements between which seams looks.
var apartOnPage = atoms("a abbr cite label span time")

// seamTime matches a time or a date at the beginning of an element.
var seamTime = pattern.New(`^\d{1,2}(?::\d{2}|[./ ]\S)`)

// readings takes out what says beside a word how it is read (<ruby>): those who quote the word do not quote it.
func (p *page) readings() {
	line, out := 1, []Part{}
	var walk func(n *html.Node, within bool)
	walk = func(n *html.Node, within bool) {
		for c := n.FirstChild; c != nil; {
			next := c.NextSibling
			if v := attr(c, placeAttr); v != "" {
				line = atoi(v)
			}
			switch within = within || n.DataAtom == atom.Ruby; {
			case !within || c.DataAtom != atom.Rt && c.DataAtom != atom.Rp && c.DataAtom != atom.Rtc:
				walk(c, within)
			default:
				n.RemoveChild(c)
				s := clean(textOf(c, 1<<20))
				if last := len(out) - 1; !hasWord(s) {
				} else if last >= 0 && out[last].Line == line && len(out[last].Text) < 400 {
					out[last].Text += " / " + s
				} else {
					out = append(out, Part{line, s, "how a word is read"})
				}
			}
			c = next
		}
	}
	walk(p.body, false)
	p.scan.apart = append(p.scan.apart, out...)
}
