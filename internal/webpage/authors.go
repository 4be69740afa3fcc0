package webpage

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/lateral-reader/lateral/internal/pattern"
	"github.com/lateral-reader/lateral/internal/words"
)

var (
	noAuthor = pattern.New(`(?i)^(?:(?:wp|wordpress|web|site|blog)?[-_ ]?admin\d*|administrator|no author|editor|editors|guest|unknown|super ?user|null|none|undefined|author|webmaster|user|anonymous|wordpress|site|n/a|\d+|https?:.*|www\..*|.*@.*|.)$`)
	byWord   = pattern.New(`(?i)^(?:by|von|par|por|di|door|af|av|written by|posted by|words by|story by|interview by|text(?:e)?(?: by| de| von)?:?|autor(?:in|ka|zy)?:|author:|автор(?:и|ы|ка)?:?|מאת:?|بقلم:?)\s+|^(?:作者|文|撰文)\s*[:：/／]\s*|^(?:聞き手|構成)\s*[:：/／=＝・]\s*|^(?:حاورت?ها?|أجرى الحوار|أجرت الحوار)\s*:?\s+`)
	withWord = pattern.New(`(?i)\s*\((?:with|avec|mit|con)\s+([^()]*)\)`)
	// inBrackets matches an address behind a name.
	inBrackets = pattern.New(`\s*[(<\[](?:https?://|www\.|[\w.+-]+@)[^()<>\[\]]*[)>\]]`)
	andWord    = pattern.New(`\s+(?:[Aa]nd|AND|und|et|y|e|en|og|och)\s+|\s*[;|]\s*`)
	// postsBy matches what a link to all that somebody wrote says before the name.
	postsBy = pattern.New(`(?i)^author\s+|^(?:(?:view|see|show|read|browse)\s+)?(?:all|more|other)?\s*(?:posts|articles|entries|stories)\s+(?:by|from)\s+|^(?:zeige\s+)?(?:alle\s+)?(?:beiträge|artikel|posts)\s+von\s+|^(?:voir\s+)?(?:tous\s+les\s+)?(?:articles|billets)\s+(?:de|par)\s+|^(?:ver\s+)?todas?\s+(?:las|los|os|as)\s+(?:entradas|artículos|posts|artigos)\s+(?:de|por)\s+|^(?:vedi\s+)?tutti\s+gli\s+articoli\s+di\s+|^(?:bekijk\s+)?alle\s+berichten\s+(?:van|door)\s+`)
	// forPaper matches for whom somebody wrote; handle the name of an account behind that of a person.
	forPaper = pattern.New(`\s+[Ff]or\s+(?:[Tt]he\s+)?\p{Lu}.*$`)
	handle   = pattern.New(`(\S)\s+@\w+\s*$`)
	// login matches the name of an account in place of a person's.
	login = pattern.New(`^[a-z0-9][a-z0-9._-]*$`)
	// shortened matches the end of a name that a full stop belongs to: Joe S. Jr.
	shortened = pattern.New(`(?:^|[\s.])(?:\pL|Jr|Sr|Dr|Prof|St|Inc|Ltd|Corp|Co|Esq|Ph\.?D)$`)
	// writtenBy matches the label that a page gives its author for previews, in the languages of the program that many sites are made with.
	writtenBy = pattern.New(`(?i)^(?:written by|author|verfasst von|geschrieben von|écrit par|escrit[oa]? por|scritto da|geschreven door|skre?ve[nt] a[fv]|napisane przez|napisano przez|autor(?:a|e)?|auteur|автор|написано автором|yazan|penulis|ditulis oleh|作者|執筆者|投稿者|글쓴이|كتب بواسطة|נכתב על ידי):?$`)
)

// paperName matches names of papers and broadcasters in scripts where nothing else tells them from those of people.
var paperName = pattern.New(`(?:신문|일보|뉴스|방송|新闻|新聞|日报|日報|晚报|通讯社|通信社)$`)

// authors finds the names of the byline: of JSON-LD, of metadata, of elements marked so. Names that no reader of the page sees are often those of
// who put it there, and names of accounts stand for others: they wait until nothing that is shown names anybody.
func (p *page) authors() {
	c := &credits{page: p}
	var shown strings.Builder
	for _, b := range p.all {
		shown.WriteString(b.text + "\n")
	}
	c.shown = strings.ToLower(words.Same(shown.String()))
	if a := p.meta.linked; a != nil {
		var ss []said
		for _, n := range a.authors {
			ss = append(ss, said{line: a.line, value: n, by: "JSON-LD author"})
		}
		if c.add(ss) {
			return
		}
	}
	for _, n := range []string{"citation_author", "parsely-author", "sailthru.author", "byl", "dc.creator", "dcterms.creator", "article:author", "og:article:author", "article:author_name", "dcterm.creator", "author", "itemprop author", "creator", "twitter:data1"} {
		if n == "twitter:data1" {
			if l, ok := p.tag("twitter:label1"); !ok || !writtenBy.MatchString(l.value) {
				continue
			}
		}
		if c.add(p.meta.tags[n]) {
			return
		}
	}
	if c.add(p.markedAuthors()) || p.meta.linked == nil {
		return
	}
	for _, n := range p.meta.linked.desks {
		if countWords(n) <= 6 && !noAuthor.MatchString(n) && !p.isSite(n) {
			p.Desk = append(p.Desk, n)
		}
	}
}

// markedAuthors gives the names in elements that are marked as those of authors, up to the first paragraph behind one.
func (p *page) markedAuthors() []said {
	var marked []said
	for i, b := range p.all {
		if b.words > 40 || i > 400 {
			continue
		}
		if s, ok := p.authorIn(b); ok {
			marked = append(marked, s...)
			if len(marked) > 4 {
				break
			}
		} else if len(marked) > 0 && b.prose() {
			break
		}
	}
	return marked
}

// credits takes the names of one place after the other.
type credits struct {
	*page
	shown string // all that readers see, folded
}

// add takes the names that one place states as the byline, and reports whether the search is over.
func (c *credits) add(ss []said) bool {
	if len(ss) == 1 && office.MatchString(ss[0].value) && strings.Contains(strings.ToLower(ss[0].by), "creator") { // an organization, and no two names
		c.Desk = append(c.Desk, ss[0].value)
		return false
	}
	out, seen := c.names(ss)
	if len(out) == 0 {
		return false
	}
	if !seen {
		if c.Unseen == nil {
			c.Unseen = out
		}
		return false
	}
	c.Byline = out
	c.take(ss[0], "the byline")
	var more strings.Builder
	for _, s := range ss[1:] {
		more.WriteString(s.value + "\n")
		c.Dropped = append(c.Dropped, Part{s.line, s.value, s.by + ": the byline, now in the front matter"})
	}
	c.Words += more.String()
	return true
}

// names gives the names that one place states, and whether readers see one of them.
func (c *credits) names(ss []said) (out []string, seen bool) {
	have := map[string]bool{}
	turned := !slices.ContainsFunc(ss, func(s said) bool { return !strings.Contains(c.Words, givenFirst(s.value)) }) // as the page shows them
	for _, s := range ss {
		if slices.ContainsFunc(strings.Split(s.value, "|"), func(n string) bool { return paperName.MatchString(strings.TrimSpace(n)) }) {
			continue // of a portal: the paper, and itself
		}
		names := splitNames(s.value)
		if s.by == "citation_author" && strings.Count(s.value, ",") == 1 {
			if names = []string{s.value}; turned { // Family, Given
				names[0] = givenFirst(s.value)
			}
		}
		for _, name := range names {
			k := words.Same(name)
			if noAuthor.MatchString(name) || countWords(name) > 6 || c.isSite(name) || have[k] {
				continue
			}
			have[k] = true
			out = append(out, name)
			seen = seen || !login.MatchString(name) && k != "" && strings.Contains(c.shown, strings.ToLower(k))
		}
	}
	return out, seen
}

// authorIn finds elements of a block that are marked as names of authors.
func (p *page) authorIn(b *block) ([]said, bool) {
	for q := b.box; q != nil; q = q.parent {
		for _, w := range q.names {
			if w == "comment" || w == "comments" || w == "review" || w == "reviews" || w == "related" || w == "quote" || w == "tweet" || w == "reply" {
				return nil, false
			}
		}
		if q.node.DataAtom == atom.Aside && (q.words > 60 || !q.inside(atom.Article)) || q.node.DataAtom == atom.Footer || q.node.DataAtom == atom.Blockquote {
			return nil, false
		}
	}
	var out []said
	look := func(n *html.Node) {
		if n.Type != html.ElementNode {
			return
		}
		prop, rel := strings.ToLower(attr(n, "itemprop")), strings.ToLower(attr(n, "rel"))
		inAuthor := strings.Contains(prop, "author")
		if prop == "name" {
			for q, k := n.Parent, 0; q != nil && k < 4; q, k = q.Parent, k+1 {
				inAuthor = inAuthor || strings.Contains(strings.ToLower(attr(q, "itemprop")), "author")
			}
		}
		by := ""
		switch {
		case inAuthor:
			by = "itemprop author"
		case slices.Contains(strings.Fields(rel), "author"):
			by = "rel=author"
		case slices.Contains(strings.Fields(strings.ToLower(attr(n, "class"))), "p-author"):
			by = "p-author"
		case slices.Contains(strings.Fields(attr(n, "class")), "reader-credits"):
			by = "reader view"
		case slices.Contains(strings.Fields(strings.ToLower(attr(n, "class"))), "fn") && p.inAuthor(n):
			by = "hCard"
		}
		if by == "" {
			return
		}
		v := clean(textOf(n, 200))
		if v == "" || countWords(v) > 8 || slices.ContainsFunc(out, func(s said) bool { return s.value == v }) {
			return
		}
		out = append(out, said{line: b.line, value: v, by: by})
	}
	for q, k := b.box, 0; q != nil && k < 3 && q.words <= 12; q, k = q.parent, k+1 {
		look(q.node)
	}
	for _, n := range b.nodes {
		look(n)
		for c := range n.Descendants() {
			look(c)
		}
	}
	return out, len(out) > 0
}

func (p *page) inAuthor(n *html.Node) bool {
	for q, k := n, 0; q != nil && k < 4; q, k = q.Parent, k+1 {
		for _, w := range names(q) {
			if w == "author" || w == "byline" {
				return true
			}
		}
	}
	return false
}

// splitNames parts a byline into names, without the word before them and what follows a comma.
func splitNames(s string) []string {
	s = postsBy.ReplaceAllString(byWord.ReplaceAllString(plainText(s), ""), "")
	s = handle.ReplaceAllString(s, "$1")
	if at := forPaper.FindStringIndex(s); at != nil && !office.MatchString(s) && countWords(s[:at[0]]) > 1 {
		s = s[:at[0]]
	}
	s = withWord.ReplaceAllString(inBrackets.ReplaceAllString(s, ""), " and $1")
	s, _, _ = strings.Cut(s, " - ")
	var out []string
	for _, part := range andWord.Split(s, -1) {
		pieces := strings.Split(part, ",")
		if len(pieces) > 1 && !slices.ContainsFunc(pieces, func(n string) bool {
			return countWords(n) < 2 || office.MatchString(n) || !nameForm.MatchString(strings.TrimSpace(n))
		}) {
			for _, n := range pieces {
				out = append(out, strings.TrimSpace(n))
			}
			continue
		}
		n := strings.Trim(pieces[0], " .:/-–—")
		if shortened.MatchString(n) && strings.Contains(pieces[0], n+".") {
			n += "."
		}
		if n != "" {
			out = append(out, n)
		}
	}
	return out
}

// givenFirst turns "Family, Given" round.
func givenFirst(s string) string {
	family, given, _ := strings.Cut(s, ",")
	return clean(given + " " + family)
}

// calledAuthor is what a block has in elements that are called those of authors, and nothing else; "" where it has none.
func (b *block) calledAuthor() string {
	for q, k := b.box, 0; q != nil && k < 3 && q.words <= 20; q, k = q.parent, k+1 {
		if calledAuthor(q.names) && (k == 0 || b.at == q.first || b.linked > 0) { // what else stands in a byline is a place or an office
			return b.text
		}
	}
	var out []string
	add := func(n *html.Node) {
		if n.Type == html.ElementNode && inline[n.DataAtom] && len(out) < 8 && calledAuthor(names(n)) {
			if v := clean(textOf(n, 200)); v != "" && !slices.Contains(out, v) {
				out = append(out, v)
			}
		}
	}
	for _, n := range b.nodes {
		add(n)
		for c := range n.Descendants() {
			add(c)
		}
	}
	return strings.Join(out, ", ")
}

// calledAuthor reports whether words of class and id are those of an author's name.
func calledAuthor(names []string) bool {
	called := false
	for _, w := range names {
		switch w {
		case "byline", "bylines", "author", "authors", "writer", "autor", "firma", "auteur", "autore", "redactor", "journaliste", "giornalista", "yazar", "muhabir", "forfatter", "avtor":
			called = true
		case "bio", "image", "photo", "date", "box", "about", "caption", "figure", "comment", "media", "avatar", "label", "email", "role", "by", "more", "location", "place", "city", "dateline", "title", "job", "org", "affiliation", "source", "section", "publication":
			return false
		}
	}
	return called
}

// office matches a word of what is the name of an organization and not of a person.
var office = pattern.New(`(?i)\b(?:department|ministry|office|university|institute|agency|council|commission|committee|cent(?:re|er)|foundation|society|association|bureau|authority|ministerium|universität|ministère|ministerio|università)\b`)

// nameForm matches the form of a person's name: words with capitals, and particles.
var nameForm = pattern.New(`^(?:\p{Lu}[\pL.’'-]*|[\p{Lo}\p{Lm}]+|de|da|do|dos|du|del|della|di|van|von|der|den|la|le|el|al|bin|ibn|y|e|ter|ten|zu|af|av)(?:[\s-]+(?:\p{Lu}[\pL.’'-]*|[\p{Lo}\p{Lm}]+|de|da|do|dos|du|del|della|di|van|von|der|den|la|le|el|al|bin|ibn|y|e|ter|ten|zu|af|av))*$`)
