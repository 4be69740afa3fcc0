package webpage

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/lateral-reader/lateral/internal/pattern"
)

// dateTags are the names of metadata that hold the day of publication, the surest first. Those of vagueTags hold as often the day of a change, or of a
// print: what the page shows beside its headline goes before them.
var (
	dateTags = strings.Fields(`article:published_time og:article:published_time og:published_time itemprop:datepublished parsely-pub-date sailthru.date citation_publication_date citation_date
	citation_online_date dc.date.issued dcterms.issued bt:pubdate cxenseparse:recs:publishtime shareaholic:article_published_time rnews:datepublished article.published published_date publish-date publish_date
	publication_date publicationdate pubdate published date-published datepublished article_date_original originalpublicationdate article-published_at`)
	vagueTags = strings.Fields(`dcterms.date dc.date dc:date dc.date.created dcterms.created ptime pdate displaydate date`)
)

// date finds the day of publication. Sources that contradict each other are weighed: the day in the address decides, else the first.
func (p *page) date() {
	var found []said
	add := func(s said) {
		if d := isoOf(s.value); d != "" {
			s.by, s.value = s.by+" ("+s.value+")", d
			found = append(found, s)
		} else {
			p.vague = append(p.vague, s)
		}
	}
	vague := func(s said) {
		if d := isoOf(s.value); d != "" {
			s.value = d
		}
		p.vague = append(p.vague, s)
	}
	a := p.meta.linked
	if a != nil && a.published != "" && a.rank > 20 {
		add(said{line: a.line, value: a.published, by: "JSON-LD datePublished"})
	}
	for _, n := range append(dateTags, "itemprop datepublished") {
		if s, ok := p.tag(n); ok {
			add(s)
		}
	}
	p.markedDates(add)
	if a != nil && a.published != "" && a.rank <= 20 {
		vague(said{line: a.line, value: a.published, by: "JSON-LD datePublished"})
	}
	for _, n := range vagueTags {
		if s, ok := p.tag(n); ok {
			vague(s)
		}
	}
	if len(found) == 0 {
		return
	}
	best := found[0]
	path := dateOfPath(p.URL)
	for _, s := range found {
		if path != "" && !sameDay(best.value, path) && sameDay(s.value, path) {
			best = s
		}
	}
	for _, s := range found {
		if sameDay(best.value, s.value) && len(s.value) > len(best.value) && strings.HasPrefix(s.value, best.value) {
			best = s
		}
		if !sameDay(best.value, s.value) {
			p.Doubts = append(p.Doubts, Doubt{s.line, "the page gives two days of publication: " + best.value + " by " + best.by + ", and " + s.value + " by " + s.by + "; the first was taken"})
			break
		}
	}
	p.Published = best.value
	p.take(best, "the date")
}

// vagueDays adds to the lines that may state the day what metadata say less surely: a day that may be another one, and the day in the page's address,
// /2021/03/02/.
func (p *page) vagueDays() {
	for _, s := range p.vague {
		p.Imprint = append(p.Imprint, Imprint{Part: Part{s.line, s.value, s.by}})
	}
	if d := dateOfPath(p.URL); len(d) == len("2006-01-02") {
		p.Imprint = append(p.Imprint, Imprint{Part: Part{0, d, "the address"}})
	}
}

var (
	publishedName = map[string]bool{"published": true, "publish": true, "pubdate": true, "dt": true, "entry": true, "posted": true, "publication": true, "created": true}
	changedName   = map[string]bool{"updated": true, "modified": true, "update": true, "changed": true, "lastmod": true, "edited": true}
	changedWord   = pattern.New(`(?i)updat|modif|aktualis|geändert|actualiz|mis à jour|mise à jour|corrected|retrieved|accessed|archived|last edited|reviewed|aggiornat|bijgewerkt|更新`)
	eventBox      = map[string]bool{"event": true, "events": true, "comment": true, "comments": true, "related": true, "reply": true, "teaser": true, "tweet": true, "card": true, "sidebar": true, "recommended": true, "latest": true, "widget": true, "promo": true, "live": true}
)

// markedDates gives the dates of elements that are marked as those of publication, and of a <time> beside the headline.
func (p *page) markedDates(add func(said)) {
	var beside, entry []said
	from, to := p.headlineZone()
	for i, bl := range p.all {
		near := i >= from && i < to
		for _, n := range bl.nodes {
			if n.Type != html.ElementNode && n.Parent == nil {
				continue
			}
			p.datesIn(n, bl, near, add, &beside, &entry)
			if n.PrevSibling == nil || n == bl.nodes[0] {
				p.dateOf(n.Parent, bl, near, add, &beside, &entry)
			}
		}
	}
	for _, days := range [][]said{beside, entry} {
		if len(days) > 0 && !slices.ContainsFunc(days, func(s said) bool { return !sameDay(isoOf(s.value), isoOf(days[0].value)) }) {
			add(days[0])
			return
		}
	}
}

// shownAt is the index of the block that shows the headline: the main heading rather than another one, and that rather than a line; -1 where none
// does. A heading that is a link may lead to the article from elsewhere.
func (p *page) shownAt() int {
	best, at := 0, -1
	for i, b := range p.all {
		rank := 0
		if p.Title == "" || b.words == 0 || b.words > 2*countWords(p.Title)+20 {
			continue
		}
		switch is := same(b.text, p.Title); {
		case b.tag == atom.H1 && is:
			return i
		case b.tag == atom.H1 && p.titled(b.text):
			rank = 5
		case is && (isHeading(b.tag) || b.marked("headline")) && b.linked == 0:
			rank = 4
		case is && isHeading(b.tag):
			rank = 3
		case isHeading(b.tag) && p.titled(b.text):
			rank = 2
		case is && b.linked == 0:
			rank = 1
		}
		if rank > best {
			best, at = rank, i
		}
	}
	return at
}

// headlineZone gives the blocks around the headline, up to the second paragraph below it: there author and date stand. Without a headline it is
// all that precedes the first paragraph.
func (p *page) headlineZone() (from, to int) {
	at := p.titleAt
	for from = max(at, 0); from > 0 && from > at-8 && !p.all[from-1].prose(); from-- {
	}
	paragraphs := 0
	if at < 0 {
		paragraphs = 1
	}
	for to = at + 1; to < len(p.all) && to < at+40; to++ {
		if p.all[to].prose() && p.all[to].words > 15 {
			if paragraphs++; paragraphs > 1 {
				break
			}
		}
	}
	return from, to
}

// foreign reports whether a block stands in a box of something else than the article, by its names. A box around the headline, too, is the article's.
func (p *page) foreign(bl *block) bool {
	at := p.titleAt
	for b := bl.box; b != nil && (at < b.first || at >= b.end); b = b.parent {
		if at >= 0 && b.end-b.first <= 2 && bl.at > at-4 && bl.at < at+4 {
			continue // a name for how a line looks
		}
		if b.node.DataAtom == atom.Nav || b.node.DataAtom == atom.Blockquote || !b.main() && b.node != p.body && slices.ContainsFunc(b.names, func(w string) bool { return eventBox[w] }) {
			return true
		}
	}
	return false
}

func (p *page) datesIn(n *html.Node, bl *block, near bool, add func(said), beside, entry *[]said) {
	p.dateOf(n, bl, near, add, beside, entry)
	if bl.tag == atom.Table || bl.tag == atom.Pre {
		return
	}
	for c := range n.Descendants() {
		p.dateOf(c, bl, near, add, beside, entry)
	}
}

// dateOf looks whether an element is marked as holding the date: for itself, beside the headline, or as an entry's day wherever it stands.
func (p *page) dateOf(n *html.Node, bl *block, near bool, add func(said), beside, entry *[]said) {
	if n == nil || n.Type != html.ElementNode || n == p.body {
		return
	}
	prop := strings.ToLower(attr(n, "itemprop"))
	isTime := n.DataAtom == atom.Time
	if prop == "" && !isTime && attr(n, "class") == "" {
		return
	}
	value := ""
	for _, k := range []string{"datetime", "content", "title"} {
		if v := attr(n, k); v != "" && value == "" && isoOf(v) != "" {
			value = v
		}
	}
	if value == "" {
		value = clean(textOf(n, 100))
	}
	if isoOf(value) == "" {
		return
	}
	published, changed, apart := false, false, false
	for _, w := range names(n) {
		published = published || publishedName[w]
		changed = changed || changedName[w]
	}
	day := isTime && slices.Contains(names(n), "published") // hEntry
	changed = changed && !day
	for b := bl.box; b != nil; b = b.parent {
		apart = apart || b.node.DataAtom == atom.Aside && !near || b.node.DataAtom == atom.Footer
	}
	low := strings.ToLower(bl.text)
	if p.foreign(bl) || changedWord.MatchString(bl.text) && !strings.Contains(low, "publi") && !strings.Contains(low, "posted") {
		return
	}
	s := said{line: bl.line, value: value}
	switch {
	case apart && prop == "" && !day && !has(n, "pubdate"):
	case strings.Contains(prop, "datemodified"):
	case strings.Contains(prop, "datepublished"), isTime && has(n, "pubdate"):
		if s.by = "<time pubdate>"; prop != "" {
			s.by = "itemprop datePublished"
		}
		if near {
			add(s)
		} else {
			*entry = append(*entry, s)
		}
	case changed:
	case near && (isTime || published) && bl.words <= 30:
		s.by = "<" + n.Data + "> beside the headline"
		*beside = append(*beside, s)
	case day:
		s.by = "<time> of the entry"
		*entry = append(*entry, s)
	}
}
