package webpage

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// page is a Page while it is made.
type page struct {
	*Page
	file string
	scan *scan
	root *html.Node
	base string // what relative links are relative to, "" where that is not known

	all   []*block // all that the page shows, in its order
	boxes []*box
	head  *html.Node
	body  *html.Node
	meta  metadata
	shown map[string]bool // short lines of the page, folded: while the headline is looked for

	vague   []said   // days that may be that of publication
	titleAt int      // index of the block that shows the headline, -1 where none does
	talk    []speech // what the page shows as said by speakers, in its order

	guessed    bool    // no library and no mark says where the article stands
	rescued    bool    // it was found where none should be
	unbelieved string  // a reason that leaves out no box with paragraphs, as it would leave out the article
	fromJSON   string  // where its text comes from if not from the page
	extra      []Block // that text

	lastLeft int // index after the part of Dropped that leave wrote last
	leftText strings.Builder
}

// box is an element that holds blocks.
type box struct {
	parent *box
	node   *html.Node
	depth  int
	at     int // index in the list of boxes
	first  int // index of its first block
	end    int // index after its last block
	words  int
	names  []string // words of class and id, lower case
	why    string   // the reason why nothing in it is of the article, "" where it may be
	link   bool     // is, or stands in, a link
}

// block is a piece of text that no box parts: a paragraph, a heading, an item, a table, code.
type block struct {
	at     int // index
	box    *box
	tag    atom.Atom    // what it is: p, h1 …, li, table, pre, dt, dd, figcaption, img
	nodes  []*html.Node // consecutive siblings, or one element
	line   int
	text   string // the words, on one line
	words  int
	linked int    // words inside links
	why    string // the reason why it is left out; "" while it may be of the article
	kept   bool
	bold   bool    // wholly so
	speech *speech // where it names who says what follows
}

// prose reports whether a block reads like a paragraph of an article.
func (b *block) prose() bool {
	return b.words >= 10 && b.linked*2 < b.words && b.tag != atom.Li
}

// inline elements stand within a paragraph. All others part it.
var inline = atoms(`a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd label mark math meter nobr output picture progress q rb rp
	rt rtc ruby s samp small span strike strong sub sup svg time tt u var wbr source`)

// blocks walks the tree and lists boxes and blocks.
func (p *page) blocks() {
	p.head, p.body = find(p.root, atom.Head), find(p.root, atom.Body)
	if p.body == nil {
		p.body = p.root
	}
	tidy(p.root)
	p.readings()
	seams(p.body)
	holds := map[*html.Node]bool{} // inline elements that hold others
	mixed(p.body, holds)
	w := &walker{page: p, holds: holds, line: 1}
	root := &box{node: p.body}
	p.boxes = append(p.boxes, root)
	w.children(p.body, root, nil)
	root.end = len(p.all)
	for i := len(p.boxes) - 1; i >= 0; i-- {
		b := p.boxes[i]
		for _, bl := range p.all[b.first:b.end] {
			if bl.box == b {
				b.words += bl.words
			}
		}
		if b.parent != nil {
			b.parent.words += b.words
		}
	}
	var all strings.Builder
	for _, b := range p.all {
		all.WriteString(b.text + "\n")
	}
	for _, d := range p.scan.apart {
		all.WriteString(d.Text + "\n")
	}
	p.Words = all.String()
}

func find(n *html.Node, tag atom.Atom) *html.Node {
	for c := range n.Descendants() {
		if c.DataAtom == tag && c.Type == html.ElementNode {
			return c
		}
	}
	return nil
}

// mixed notes the inline elements that hold elements which are not.
func mixed(n *html.Node, holds map[*html.Node]bool) bool {
	any, breaks := false, 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.DataAtom == atom.Br:
			if breaks++; breaks > 1 && n.DataAtom != atom.Br {
				any = true // paragraphs parted by empty lines
			}
		case !blank(c):
			breaks = 0
		}
		if c.Type == html.ElementNode && mixed(c, holds) {
			any = true
		}
	}
	if any {
		holds[n] = true
	}
	return any || n.Type == html.ElementNode && !inline[n.DataAtom]
}

type walker struct {
	*page
	holds map[*html.Node]bool
	line  int
}

// isInline reports whether a node stands within a paragraph.
func (w *walker) isInline(n *html.Node) bool {
	return n.Type == html.TextNode || n.Type == html.ElementNode && inline[n.DataAtom] && !w.holds[n]
}

// children lists what an element holds. leaf is the element itself where its text is a block of its kind.
func (w *walker) children(n *html.Node, in *box, leaf *html.Node) {
	var run []*html.Node
	flush := func() {
		for _, part := range split(run) {
			w.add(part, in, n)
		}
		run = nil
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case w.isInline(c):
			run = append(run, c)
		case c.Type == html.ElementNode:
			flush()
			w.element(c, in)
		}
	}
	flush()
}

// split parts a run of inline nodes at two line breaks in a row, or behind a line in large letters, and takes white space off the ends.
func split(run []*html.Node) [][]*html.Node {
	var out [][]*html.Node
	from := 0
	for i := 0; i < len(run); i++ {
		if run[i].DataAtom != atom.Br {
			continue
		}
		j, breaks := i, 0
		for ; j < len(run) && (run[j].DataAtom == atom.Br || blank(run[j])); j++ {
			if run[j].DataAtom == atom.Br {
				breaks++
			}
		}
		if breaks > 1 || isLarge(run[from:i]) {
			out = append(out, run[from:i])
			from, i = j, j-1
		}
	}
	return append(out, run[from:])
}

func blank(n *html.Node) bool {
	return n.Type == html.TextNode && strings.TrimSpace(n.Data) == ""
}

// element lists one element that is not inline.
func (w *walker) element(n *html.Node, in *box) {
	w.count(n)
	switch n.DataAtom {
	case atom.Head, atom.Meta, atom.Link, atom.Base, atom.Title, atom.Param, atom.Colgroup, atom.Col:
		return
	case atom.Hr:
		return
	case atom.Pre:
		w.add([]*html.Node{n}, in, n)
		return
	case atom.Table:
		if isData(n) {
			if c := n.FirstChild; c != nil && c.NextSibling != nil {
				for ; c != nil && c.DataAtom != atom.Caption; c = c.NextSibling {
				}
				if c != nil {
					n.RemoveChild(c)
					w.add([]*html.Node{c}, in, c)
				}
			}
			w.add([]*html.Node{n}, in, n)
			return
		}
	}
	b := &box{parent: in, node: n, depth: in.depth + 1, at: len(w.boxes), first: len(w.all)}
	w.boxes = append(w.boxes, b)
	b.names = names(n)
	b.link = in.link || n.DataAtom == atom.A && attr(n, "href") != ""
	if isHeading(n.DataAtom) && w.plainHeading(n) {
		var all []*html.Node
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			all = append(all, c)
		}
		w.add(all, b, n)
	} else {
		w.children(n, b, nil)
	}
	b.end = len(w.all)
}

// plainHeading reports whether a heading has its words in elements that are not inline, and nothing else in them: <h1><div>A boat</div></h1>.
func (w *walker) plainHeading(n *html.Node) bool {
	mixed := false
	for c := range n.Descendants() {
		switch {
		case c.DataAtom == atom.Img:
			return false
		case c.Type != html.ElementNode || inline[c.DataAtom] && !w.holds[c]:
		case c.DataAtom == atom.Div, c.DataAtom == atom.P, c.DataAtom == atom.Header, inline[c.DataAtom]:
			mixed = true
		default:
			return false
		}
	}
	return mixed && countWords(textOf(n, 800)) <= 60
}

// namingAttrs say what a part of a page is where its classes are made by a program.
var namingAttrs = []string{"data-component", "data-testid", "data-gu-name", "data-module", "data-block-type"}

// names are the words of an element's class and id: postBody main-content gives post, body, main, content.
func names(n *html.Node) []string {
	id := attr(n, "id")
	if strings.Count(id, "-")+strings.Count(id, "_") > 2 || n.DataAtom == atom.Section && attr(n, "class") == "" {
		id = "" // made of a heading's words
	}
	s := attr(n, "class") + " " + id
	for _, key := range namingAttrs {
		s += " " + attr(n, key)
	}
	if strings.TrimSpace(s) == "" {
		return nil
	}
	var b strings.Builder
	lower := false
	for _, r := range s {
		switch {
		case unicode.IsUpper(r) && lower:
			b.WriteByte(' ')
			b.WriteRune(unicode.ToLower(r))
			lower = false
			continue
		case unicode.IsLetter(r):
			b.WriteRune(unicode.ToLower(r))
		default:
			b.WriteByte(' ')
		}
		lower = unicode.IsLower(r)
	}
	return strings.Fields(b.String())
}

// add lists one block; in a table of the page's layout, a cell's text is a paragraph.
func (w *walker) add(nodes []*html.Node, in *box, owner *html.Node) {
	for len(nodes) > 0 && (blank(nodes[0]) || nodes[0].DataAtom == atom.Br) {
		w.count(nodes[0])
		nodes = nodes[1:]
	}
	if len(nodes) == 0 {
		return
	}
	b := &block{at: len(w.all), box: in, nodes: nodes, tag: atom.P, line: w.at(nodes[0])}
	switch owner.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Li, atom.Pre, atom.Table, atom.Dt, atom.Dd, atom.Figcaption, atom.Caption:
		b.tag = owner.DataAtom
	}
	var s strings.Builder
	bold := true
	for _, n := range nodes {
		w.words(n, &s, b, in.link, false, &bold)
	}
	raw := s.String()
	b.text = clean(raw)
	b.words = countWords(b.text)
	b.bold = bold && b.words > 0
	if isHeading(b.tag) && b.tag != atom.H1 && b.words >= 40 && sentence.MatchString(b.text) {
		b.tag = atom.P // no heading, but large letters
	}
	if b.words == 0 && !(b.text == "" && hasPicture(nodes)) && !hasWord(b.text) {
		if b.text == "" {
			return
		}
	}
	w.all = append(w.all, b)
}

// at is the line where the first word of a node stands.
func (w *walker) at(n *html.Node) int {
	line := w.line
	for c := n; c != nil; c = c.FirstChild {
		if v, err := strconv.Atoi(attr(c, placeAttr)); err == nil {
			line = v
		}
		if c.Type == html.TextNode {
			return line + strings.Count(c.Data[:len(c.Data)-len(strings.TrimLeft(c.Data, " \n\t\f"))], "\n")
		}
	}
	return line
}

func (w *walker) count(n *html.Node) {
	if v, err := strconv.Atoi(attr(n, placeAttr)); err == nil {
		w.line = v
	}
	if n.Type == html.TextNode {
		w.line += strings.Count(n.Data, "\n")
	}
}

// words writes the words of an inline node, or of a whole table or listing.
func (w *walker) words(n *html.Node, s *strings.Builder, b *block, link, strong bool, bold *bool) {
	w.count(n)
	switch {
	case n.Type == html.TextNode:
		if link {
			b.linked += countWords(n.Data)
		}
		if !strong && strings.TrimSpace(n.Data) != "" {
			*bold = false
		}
		s.WriteString(n.Data)
		return
	case n.Type != html.ElementNode:
		return
	case n.DataAtom == atom.Br, !inline[n.DataAtom]:
		s.WriteByte('\n')
	}
	s.WriteString(signOf(n))
	link = link || n.DataAtom == atom.A && attr(n, "href") != ""
	strong = strong || n.DataAtom == atom.B || n.DataAtom == atom.Strong
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.words(c, s, b, link, strong, bold)
	}
	if !inline[n.DataAtom] {
		s.WriteByte('\n')
	}
}

// pieces are the words of a block that its elements part. What is marked as the day of a change comes last.
func pieces(b *block) []string {
	var now, later strings.Builder
	var walk func(n *html.Node, s *strings.Builder)
	walk = func(n *html.Node, s *strings.Builder) {
		if n.Type == html.TextNode {
			s.WriteString(spaces.Replace(n.Data))
			return
		}
		if ns := names(n); slices.ContainsFunc(ns, func(w string) bool { return changedName[w] }) && !slices.ContainsFunc(ns, func(w string) bool { return publishedName[w] || w == "date" }) {
			s = &later
		}
		s.WriteByte('\n')
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, s)
		}
		s.WriteByte('\n')
	}
	for _, n := range b.nodes {
		walk(n, &now)
	}
	var out []string
	for l := range strings.SplitSeq(now.String()+"\n"+later.String(), "\n") {
		if l = clean(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}
