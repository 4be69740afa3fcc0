package webpage

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// dateTags are the names of metadata that hold the day of publication, the surest first.
var dateTags = strings.Fields(`article:published_time og:article:published_time og:published_time itemprop:datepublished parsely-pub-date sailthru.date citation_publication_date citation_date
	citation_online_date bt:pubdate cxenseparse:recs:publishtime shareaholic:article_published_time rnews:datepublished dc.date.issued dcterms.issued dcterms.date dc.date dc:date dc.date.created
	dcterms.created article.published published_date publish-date publish_date publication_date publicationdate pubdate published date-published datepublished
	article_date_original originalpublicationdate ptime pdate displaydate article-published_at date`)

// date finds the day of publication. Sources that contradict each other are weighed: the day in the address decides, else the first.
func (p *page) date() {
	var found []said
	add := func(s said) {
		if d := isoOf(s.value); d != "" {
			s.by, s.value = s.by+" ("+s.value+")", d
			found = append(found, s)
		} else {
			p.Imprint = append(p.Imprint, Part{s.line, s.value, s.by})
		}
	}
	if a := p.meta.linked; a != nil && a.published != "" && a.rank > 20 {
		add(said{line: a.line, value: a.published, by: "JSON-LD datePublished"})
	}
	for _, n := range dateTags {
		for _, s := range p.meta.tags[n] {
			add(s)
			break
		}
	}
	for _, s := range p.meta.tags["itemprop datepublished"] {
		add(s)
		break
	}
	p.markedDates(add)
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

// dayOfAddress adds the day that the page's address states, /2021/03/02/, behind what the lines beside the headline say.
func (p *page) dayOfAddress() {
	if d := dateOfPath(p.URL); p.Published == "" && len(d) == len("2006-01-02") {
		p.Imprint = append(p.Imprint, Part{0, d, "the address"})
	}
}

var (
	publishedName = map[string]bool{"published": true, "publish": true, "pubdate": true, "dt": true, "entry": true, "posted": true, "publication": true, "created": true}
	changedName   = map[string]bool{"updated": true, "modified": true, "update": true, "changed": true, "lastmod": true, "edited": true}
	changedWord   = regexp.MustCompile(`(?i)updat|modif|aktualis|geändert|actualiz|mis à jour|mise à jour|corrected|retrieved|accessed|archived|last edited|reviewed|aggiornat|bijgewerkt|更新`)
	eventBox      = map[string]bool{"event": true, "events": true, "comment": true, "comments": true, "related": true, "reply": true, "teaser": true, "tweet": true, "card": true, "sidebar": true, "recommended": true, "latest": true, "widget": true, "promo": true, "live": true}
)

// markedDates gives the dates of elements that are marked as those of publication, and of a <time> beside the headline.
func (p *page) markedDates(add func(said)) {
	var beside, entry []said
	heading, prose := false, 0
	for _, bl := range p.all {
		for _, n := range bl.nodes {
			if n.Type != html.ElementNode && n.Parent == nil {
				continue
			}
			near := heading && prose == 0 || !heading && prose == 0
			p.datesIn(n, bl, near, add, &beside, &entry)
			if n.PrevSibling == nil || n == bl.nodes[0] {
				p.dateOf(n.Parent, bl, near, add, &beside, &entry)
			}
		}
		if bl.tag == atom.H1 {
			heading, prose = true, 0
			beside = nil
		} else if bl.prose() && bl.box.why == "" && heading {
			prose++
		}
	}
	for _, days := range [][]said{beside, entry} {
		if len(days) > 0 && !slices.ContainsFunc(days, func(s said) bool { return !sameDay(isoOf(s.value), isoOf(days[0].value)) }) {
			add(days[0])
			return
		}
	}
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
	published, changed, foreign, apart := false, false, false, false
	for _, w := range names(n) {
		published = published || publishedName[w]
		changed = changed || changedName[w]
	}
	day := isTime && slices.Contains(names(n), "published") // hEntry
	changed = changed && !day
	for b := bl.box; b != nil; b = b.parent {
		for _, w := range b.names {
			foreign = foreign || eventBox[w] && !b.main() && b.node != p.body
		}
		switch b.node.DataAtom {
		case atom.Nav, atom.Blockquote:
			foreign = true
		case atom.Aside, atom.Footer:
			apart = true
		}
	}
	if foreign || changedWord.MatchString(bl.text) && !strings.Contains(strings.ToLower(bl.text), "publi") && !strings.Contains(strings.ToLower(bl.text), "posted") {
		return
	}
	s := said{line: bl.line, value: value}
	switch {
	case apart && prop == "" && !day:
	case strings.Contains(prop, "datemodified"):
	case strings.Contains(prop, "datepublished"):
		s.by = "itemprop datePublished"
		add(s)
	case isTime && has(n, "pubdate"):
		s.by = "<time pubdate>"
		add(s)
	case changed:
	case near && (isTime || published) && bl.words <= 30:
		s.by = "<" + n.Data + "> beside the headline"
		*beside = append(*beside, s)
	case day:
		s.by = "<time> of the entry"
		*entry = append(*entry, s)
	}
}
