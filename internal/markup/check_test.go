package markup_test

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/lateral-reader/lateral/internal/doc"
	"github.com/lateral-reader/lateral/internal/markup"
	"github.com/lateral-reader/lateral/internal/words"
)

// check holds what is true of any text under any marks, drawn whole with the options full: the tags are balanced and a browser reads
// them as they are; every leaf has exactly its words; every mark covers exactly its words; every badge is there once, outside of
// marks and links; no two lines in a lane.
func check(b *doc.Body, marks []markup.Mark, out string) error {
	tags, err := balanced(out)
	if err != nil {
		return err
	}
	root := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
	nodes, err := html.ParseFragment(strings.NewReader(out), root)
	if err != nil {
		return err
	}
	var read []string
	for _, n := range nodes {
		root.AppendChild(n)
		read = events(n, read)
	}
	if !slices.Equal(tags, read) {
		return fmt.Errorf("a browser repairs the tags:\nwritten %v\nread    %v", tags, read)
	}
	if err := checkWords(b, root); err != nil {
		return err
	}
	return checkMarks(b, marks, root)
}

// balanced reads tags with a stack of its own, stricter than HTML: all are closed in order, attributes are quoted, ids differ, and what
// may not stand in itself does not.
func balanced(s string) ([]string, error) {
	var stack, seen []string
	ids := map[string]bool{}
	for {
		i := strings.IndexByte(s, '<')
		text := s
		if i >= 0 {
			text = s[:i]
		}
		if strings.ContainsRune(text, '>') {
			return nil, fmt.Errorf("a bare > in %q", text)
		}
		if i < 0 {
			break
		}
		j := strings.IndexByte(s[i:], '>')
		if j < 0 {
			return nil, fmt.Errorf("an open tag at the end: %q", s[i:])
		}
		tag := s[i+1 : i+j]
		s = s[i+j+1:]
		if name, ok := strings.CutPrefix(tag, "/"); ok {
			if len(stack) == 0 || stack[len(stack)-1] != name {
				return nil, fmt.Errorf("</%s> closes %v", name, stack)
			}
			stack = stack[:len(stack)-1]
			seen = append(seen, "/"+name)
			continue
		}
		name, attrs, _ := strings.Cut(tag, " ")
		seen = append(seen, name)
		for attrs != "" {
			key, rest, ok := strings.Cut(attrs, `="`)
			value, more, ok2 := strings.Cut(rest, `"`)
			if !ok || !ok2 || strings.ContainsAny(key, " <>\"'") || key == "style" || strings.HasPrefix(key, "on") {
				return nil, fmt.Errorf("attributes of <%s>", tag)
			}
			if key == "id" {
				if ids[value] || strings.ContainsAny(value, " \t\n") || value == "" {
					return nil, fmt.Errorf("id %q again, or no id", value)
				}
				ids[value] = true
			}
			attrs = strings.TrimPrefix(more, " ")
		}
		if slices.Contains([]string{"a", "p", "pre", "code", "h1", "h2", "h3", "h4", "h5", "h6"}, name) && slices.Contains(stack, name) {
			return nil, fmt.Errorf("<%s> inside %v", name, stack)
		}
		if name == "br" || name == "hr" {
			seen = append(seen, "/"+name)
			continue
		}
		if !strings.Contains(" a mark span em strong s code sup p pre h1 h2 h3 h4 h5 h6 ul ol li blockquote div table thead tbody tr th td section aside ", " "+name+" ") {
			return nil, fmt.Errorf("an element <%s>", name)
		}
		stack = append(stack, name)
	}
	if len(stack) > 0 {
		return nil, fmt.Errorf("still open: %v", stack)
	}
	return seen, nil
}

func events(n *html.Node, to []string) []string {
	if n.Type != html.ElementNode {
		return to
	}
	to = append(to, n.Data)
	for c := range n.ChildNodes() {
		to = events(c, to)
	}
	return append(to, "/"+n.Data)
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func hasClass(n *html.Node, class string) bool {
	return slices.Contains(strings.Fields(attr(n, "class")), class)
}

// plain is the text under a node without what is not the text's own: badges, numbers, references, our headings.
func plain(n *html.Node, inner bool) string {
	switch {
	case n.Type == html.TextNode:
		return n.Data
	case hasClass(n, "badge"), hasClass(n, "num"), hasClass(n, "fn"), hasClass(n, "back"), hasClass(n, "vh"), hasClass(n, "margin"):
		return ""
	case n.DataAtom == atom.Br:
		return " "
	}
	var b strings.Builder
	for c := range n.ChildNodes() {
		if !inner && slices.Contains([]string{"ul", "ol", "pre", "blockquote", "p", "div", "hr", "h2", "h3", "h4", "h5", "h6"}, c.Data) && c.Type == html.ElementNode {
			break // the blocks of a list item that follow its own words
		}
		if c.Type == html.ElementNode && (c.Data == "td" || c.Data == "th") && c.PrevSibling != nil {
			b.WriteByte('\t')
		}
		b.WriteString(plain(c, inner))
	}
	return b.String()
}

// seen is how words reach the eye: what HTML cannot hold is replaced.
func seen(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\r':
			return '\n'
		case r < ' ' && r != '\t' && r != '\n' && r != '\f', 0x7f <= r && r < 0xa0, 0xfdd0 <= r && r <= 0xfdef, r&0xfffe == 0xfffe:
			return utf8.RuneError
		}
		return r
	}, s)
}

func solid(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, seen(s))
}

func checkWords(b *doc.Body, root *html.Node) error {
	if got, want := solid(plain(root, true)), solid(b.Text); got != want {
		return fmt.Errorf("words differ: have %q, want %q", got, want)
	}
	byID := map[string]*html.Node{}
	for n := range root.Descendants() {
		if id := attr(n, "id"); id != "" {
			byID[id] = n
		}
	}
	for _, l := range b.Leaves() {
		if l.Address() == "" {
			continue
		}
		n := byID[l.Address()]
		if n == nil {
			return fmt.Errorf("no element %q", l.Address())
		}
		text := []byte(b.Text)
		if l.Kind == doc.Code || l.Kind == doc.HTML {
			for _, s := range b.Spans {
				if s.Kind == doc.Break && l.Range.Contains(s.Range) {
					text[s.Range.Start] = '\n'
				}
			}
		}
		got, want := plain(n, false), seen(string(text[l.Range.Start:l.Range.End]))
		if n.Data == "li" {
			got = strings.TrimSuffix(got, "\n") // before the blocks that follow in the item
		}
		if n.Parent != nil && n.Parent.Data == "li" && n.LastChild != nil && hasClass(n.LastChild, "back") {
			got = strings.TrimSuffix(got, " ")
		}
		if l.Kind == doc.Row {
			want = strings.TrimRight(want, "\t") // the last cells may be empty
			got = strings.TrimRight(got, "\t")
		}
		if got != want {
			return fmt.Errorf("%s: have %q, want %q", l.Address(), got, want)
		}
		for i := range words.Sentences(b.Text[l.Range.Start:l.Range.End], full.Lang) {
			if id := fmt.Sprintf("%ss%d", l.Address(), i+1); byID[id] == nil {
				return fmt.Errorf("no sentence %s", id)
			}
		}
	}
	return nil
}

func checkMarks(b *doc.Body, marks []markup.Mark, root *html.Node) error {
	covered := make([]string, len(marks))
	badges := map[string]int{}
	before := "" // the last words
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && hasClass(n, "badge") {
			badges[attr(n, "id")]++
			for up := range n.Ancestors() {
				if up.Data == "mark" || up.Data == "a" {
					return fmt.Errorf("badge %s inside <%s>", attr(n, "id"), up.Data)
				}
			}
		}
		if n.Type != html.TextNode {
			continue
		}
		own, lanes := true, map[string]bool{}
		var on []int
		for up := range n.Ancestors() {
			for _, c := range []string{"badge", "num", "fn", "back", "vh"} {
				own = own && !hasClass(up, c)
			}
			if up.Data == "mark" {
				f := strings.Fields(attr(up, "class"))
				var i int
				fmt.Sscanf(f[0], "t%d", &i)
				on = append(on, i)
				if lane := f[len(f)-1]; lane != f[0] && lane != "more" && lanes[lane] {
					return fmt.Errorf("two marks in lane %s over %q", lane, n.Data)
				} else {
					lanes[lane] = true
				}
			}
		}
		if own {
			before = n.Data
			for _, i := range on {
				if i < len(marks) && numbered(marks) {
					covered[i] += n.Data
				}
			}
		} else if n.Parent != nil && hasClass(n.Parent, "badge") && strings.HasSuffix(before, " ") && numbered(marks) {
			var i int
			fmt.Sscanf(attr(n.Parent, "id"), "m-%d", &i)
			prev := n.Parent.PrevSibling
			for prev != nil && hasClass(prev, "badge") {
				prev = prev.PrevSibling
			}
			behindLink := prev != nil && prev.Data == "a" // whose words end in a space
			if solid(b.Text[marks[i].Range.Start:marks[i].Range.End]) != "" && !behindLink {
				return fmt.Errorf("badge %d after %q", i, before)
			}
		}
	}
	for i, m := range marks {
		if got, want := solid(covered[i]), solid(b.Text[m.Range.Start:m.Range.End]); numbered(marks) && got != want {
			return fmt.Errorf("mark %d covers %q, want %q", i, got, want)
		}
		if m.Badge.ID != "" && badges[m.Badge.ID] != 1 && len(strings.TrimSpace(b.Text)) > 0 {
			return fmt.Errorf("%d badges %s", badges[m.Badge.ID], m.Badge.ID)
		}
	}
	return nil
}

// numbered reports whether the marks are those of crossing, which say in their class which they are.
func numbered(marks []markup.Mark) bool {
	return len(marks) > 0 && strings.HasPrefix(marks[0].Class, "t0")
}
