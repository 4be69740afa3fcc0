package webpage

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html/atom"

	"github.com/lateral-reader/lateral/internal/pattern"
	"github.com/lateral-reader/lateral/internal/words"
)

// trim takes back headings that nothing of the article follows, the headline, and the line of author and date.
func (p *page) trim() {
	p.rows()
	next := false    // something kept follows before the next part that is left out
	var after *block // the next paragraph or list that is kept
	for i := len(p.all) - 1; i >= 0; i-- {
		b := p.all[i]
		switch {
		case b.speech != nil:
		case b.kept && isHeading(b.tag) && b.words < 25:
			if !next && !b.goesOn(after) {
				b.kept = false
				b.why = whyEnd
			}
		case b.kept && b.words > 0:
			next = true
			if after = b; isHeading(b.tag) {
				after = nil
			}
		case !b.kept && b.prose() && b.why == "":
			next, after = false, nil
		case !b.kept && b.prose() && b.why != whyAd:
			next = false
		}
	}
	for _, b := range p.all {
		if b.speech != nil {
			continue
		}
		if p.Title != "" && (same(b.text, p.Title) || b.tag == atom.H1 && p.titled(b.text)) {
			b.kept, b.why = false, whyTitle
		} else if p.Subtitle != "" && same(b.text, p.Subtitle) {
			b.kept, b.why = false, whySubtitle
		}
	}
	p.subtitle()
	p.top()
	p.tail()
	first := slices.IndexFunc(p.all, func(b *block) bool { return b.kept })
	last := -1
	for i, b := range p.all {
		if b.kept {
			last = i
		}
	}
	for i, b := range p.all {
		if b.kept || b.why != "" {
			continue
		}
		switch {
		case b.linked*2 >= b.words && b.words > 0:
			b.why = "links"
		case i > last:
			b.why = whyEnd
		case i < first:
			b.why = whyBefore
		default:
			b.why = whyOutside
		}
	}
}

// goesOn reports whether what follows a heading in the same box is of the article, though a box of the page stands between them.
func (b *block) goesOn(after *block) bool {
	if after == nil || b.box.parent == nil || otherHeading.MatchString(b.text) {
		return false
	}
	for q, k := after.box.parent, 0; q != nil && k < 2; q, k = q.parent, k+1 { // an item stands in its list
		if q == b.box.parent {
			return true
		}
	}
	return false
}

// dated matches a short line that tells when something was published: it has a year, or a time.
var dated = pattern.New(`(?:19|20)\d\d|\b\d{1,2}\.\s?\d{1,2}\.\d\d|\d{1,2}[:.]\d\d\s*(?:[ap]\.?m|Uhr|GMT|[ECMP][SD]?T)|(?i:\b(?:min|minute)s? read\b)`)

// leadingDay matches what begins with a day.
var leadingDay = pattern.New(`^(?:\pL{2,10},?\s)?\d{1,2}[./]?\s?(?:\pL{3,10}\.?|\d{1,2}[./])\s?(?:19|20)\d\d\b|^(?:19|20)\d\d[-./年]\s?\d{1,2}[-./月]\s?\d{1,2}`)

// top puts what stands before the first paragraph in its place: a heading below the headline is the subtitle; lines of dates, and lists of a word
// or two an item, belong to the page.
func (p *page) top() {
	lists := p.lists()
	for _, b := range p.all[:max(p.titleAt, 0)] { // a section's name above the headline
		if b.prose() && b.kept {
			break
		}
		if b.kept && b.words > 0 && b.words <= 6 && !isHeading(b.tag) && lists[b.box] == nil && !sentence.MatchString(b.text) {
			b.kept, b.why = false, whyBefore
		}
	}
	seen := false
	for _, b := range p.all {
		if !b.kept || b.words == 0 {
			continue
		}
		if b.speech != nil {
			return
		}
		if b.prose() && !isHeading(b.tag) && !(b.words <= 20 && dated.MatchString(b.text) && !sentence.MatchString(b.text) && len(pieces(b)) > 1) {
			return
		}
		switch l := lists[b.box]; {
		case isHeading(b.tag) && !seen && b.words >= 5 && p.Subtitle == "" && p.Title != "":
			p.Subtitle = b.text
			b.kept, b.why = false, whySubtitle
		case !isHeading(b.tag) && strings.Trim(b.text, "0123456789.,kKmM+") == "":
			b.kept, b.why = false, whyShare // how many have read or liked it
		case !isHeading(b.tag) && l == nil && (b.words <= 12 || b.words <= 20 && leadingDay.MatchString(b.text)) && dated.MatchString(b.text) && !strings.HasSuffix(b.text, "."):
			b.kept, b.why = false, whyByline
			p.beside(b, BesideTitle)
		case l != nil && l.words <= 4*l.items && l.items < 12:
			b.kept, b.why = false, whyTags
		}
		seen = true
	}
}

// tail leaves out the short lines that follow a line of rights, or one about newsletters, below the text: addresses and terms.
func (p *page) tail() {
	last := len(p.all) - 1
	for ; last >= 0 && !(p.all[last].kept && (p.all[last].prose() || p.all[last].tag == atom.Li || p.all[last].tag == atom.Table)); last-- {
	}
	over := false
	for _, b := range p.all[last+1:] {
		over = over || b.why == Rights || b.why == whyLetter
		if over && b.kept && b.words > 0 {
			b.kept, b.why = false, whyEnd
		}
	}
}

// titled reports whether a heading is the headline with some words around it.
func (p *page) titled(s string) bool {
	a, b := letters(s), letters(p.Title)
	return a != "" && b != "" && (strings.Contains(b, a) && len(a)*2 > len(b) || strings.Contains(a, b) && len(b)*2 > len(a))
}

// Where author and date stand.
const (
	BesideTitle = "beside the headline"
	BelowText   = "below the text"
)

// postedWord matches what a line below an article says that tells when it was published.
var postedWord = pattern.New(`(?i)\b(?:posted|published|gepostet|veröffentlicht|erstellt|erschienen|publié|publicado|pubblicato|geplaatst|publicerad|artikel|beitrag|date|datum|fecha)\b|^(?:by|von|par|por) \S`)

// monthAlone matches a month of a year, and nothing else.
var monthAlone = pattern.New(`^\pL{3,10}\.? (?:19|20)\d\d$`)

// dayAlone reports whether a block is a day and nothing else, and not that of an article whose headline follows.
func (p *page) dayAlone(i int) bool {
	b := p.all[i]
	if b.words > 6 || b.linked > 0 || strings.Trim(leadingDay.ReplaceAllString(b.text, ""), " ,.:0123456789") != "" {
		return false
	}
	for _, next := range p.all[i+1 : min(len(p.all), i+3)] {
		if isHeading(next.tag) || next.linked > 4 {
			return false
		}
	}
	return true
}

// readingTime matches how long the text takes, at the end of a line.
var readingTime = pattern.New(`(?i)\b\d+\s?min(?:\.|s|utes?|uten)?$`)

// bylineAlone matches a line that has a name behind its word and nothing else.
var bylineAlone = pattern.New(`^(?i:by|von|par|por)\s+\p{Lu}[\pL.’'-]*(?:\s+\p{Lu}[\pL.’'-]*){1,3}(?:(?:,| and| und| et| y| e)\s+\p{Lu}[\pL.’'-]*(?:\s+\p{Lu}[\pL.’'-]*){1,3}){0,3}$`)

// imprint finds the line of author and date in the article's first blocks, and keeps the words for whoever can read them: those below the headline
// first, then those right above it, those that follow the article, what metadata say less surely, and the rest.
func (p *page) imprint() {
	first := slices.IndexFunc(p.all, func(b *block) bool { return b.kept && b.prose() })
	last := len(p.all) - 1
	for ; last >= 0 && !p.all[last].kept; last-- {
	}
	ends := last // of the paragraphs
	for ends > 0 && !(p.all[ends].kept && p.all[ends].prose() && p.all[ends].words > 12) {
		ends--
	}
	from, to := p.headlineZone()
	var above, below, others []*block
	for i, b := range p.all {
		if b.words == 0 || b.words > 30 && !(i > ends && isEntryLine(b)) || b.speech != nil || b.box.why == whyNav || b.box.why == whyComments || b.box.why == whyHidden || p.foreign(b) {
			continue
		}
		near := i >= first-25 && i <= first+6
		switch day := dated.MatchString(b.text); {
		case day && i >= from && i >= p.titleAt-3 && i < p.titleAt:
			above = append(above, b)
		case day && i > p.titleAt && isHeading(b.tag) && monthAlone.MatchString(b.text): // a part about it
		case day && i >= from && i >= p.titleAt && i < to:
			p.beside(b, BesideTitle)
		case day && i > ends && ends > 0 && (i <= last+25 && postedWord.MatchString(b.text) || i <= ends+4 && p.dayAlone(i)):
			below = append(below, b)
		case near && b.tag != atom.H1 && (b.why == whyByline || b.why == whyAuthor || b.why == whyCredit && byWord.MatchString(b.text) || b.why == "" && (byWord.MatchString(b.text) || b.words <= 12 && !b.kept) || b.kept && b.words <= 12 && !isHeading(b.tag)):
			others = append(others, b)
		}
	}
	slices.Reverse(above)
	for _, b := range append(above, below...) {
		p.beside(b, BesideTitle)
	}
	p.vagueDays()
	for _, b := range others {
		p.beside(b, BesideTitle)
	}
	p.signature(last)
	for i, b := range p.all {
		near := i >= first-25 && i <= first+6
		if !near || !b.kept || b.speech != nil || isHeading(b.tag) || i > first+3 || b.words > 30 {
			continue
		}
		most := 20
		if len(pieces(b)) > 2 {
			most = 30
		}
		if bylineAlone.MatchString(b.text) || b.words <= most && byWord.MatchString(b.text) && dated.MatchString(b.text) && (!strings.HasSuffix(b.text, ".") || readingTime.MatchString(b.text)) {
			b.kept, b.why = false, whyByline
			continue
		}
		for _, name := range p.Byline {
			if n := countWords(name); words.Count(name) > 0 && strings.Contains(words.Same(b.text), words.Same(name)) && (b.words <= n+3 || byWord.MatchString(b.text) && b.words <= n+12) && !strings.HasSuffix(b.text, ".”") {
				b.kept, b.why = false, whyByline
			}
		}
	}
}

// authorLabel matches a line that says whose text it is, by the word for an author and a colon.
var authorLabel = pattern.New(`^(?i:authors?|autor(?:in|en|innen|a|es|as)?|auteure?s?|autrice|autor[ei]|text|texte|texto|testo|tekst|författare|forfatter|автор)\s?:\s*\p{Lu}`)

// signature finds who is named as the author at the end of the text, or in the lines below it; the article's last block is given.
func (p *page) signature(last int) {
	for i := max(0, last-2); i < len(p.all) && i <= last+12; i++ {
		b := p.all[i]
		if b.words < 2 || b.words > 14 || b.speech != nil || b.tag == atom.Li || isHeading(b.tag) || b.box.why == whyComments || b.box.why == whyRelated || p.foreign(b) {
			continue
		}
		alone := bylineAlone.MatchString(b.text)
		if b.kept && alone || authorLabel.MatchString(b.text) {
			p.beside(b, BelowText)
			if b.kept && alone {
				b.kept, b.why = false, whyByline
			}
		}
	}
}

// labelled reports whether a block is the value beside a label of a table or a list of terms that does not speak of publication: Founded, Born.
func (p *page) labelled(b *block) bool {
	row := b.box
	for k := 0; row != nil && k < 4 && row.node.DataAtom != atom.Tr && row.node.DataAtom != atom.Dd; k++ {
		row = row.parent
	}
	switch {
	case row == nil || b.at == 0:
		return false
	case row.node.DataAtom == atom.Tr:
		head := p.all[row.first]
		return find(row.node, atom.Th) != nil && (head == b || !postedWord.MatchString(head.text))
	case row.node.DataAtom == atom.Dd:
		label := p.all[max(0, row.first-1)]
		return label.box.inside(atom.Dl) && !postedWord.MatchString(label.text) && !postedWord.MatchString(b.text)
	}
	return false
}

// beside keeps a line that may state author and date, with what its elements part.
func (p *page) beside(b *block, why string) {
	if b.tag == atom.Table || p.labelled(b) {
		return
	}
	if at := entryMore.FindStringIndex(b.text); at != nil && isEntryLine(b) {
		p.Imprint = append(p.Imprint, Imprint{Part: Part{b.line, strings.TrimSpace(b.text[:at[0]]), why}})
	}
	parts := slices.DeleteFunc(pieces(b), func(s string) bool { return same(s, p.Title) })
	if len(parts) == 0 || len(parts) == 1 && parts[0] == b.text {
		parts = nil
	}
	p.Imprint = append(p.Imprint, Imprint{Part{b.line, b.text, why}, b.calledAuthor(), parts})
}

// rescue looks where nothing was found: in what was thought to be hidden or beside the article, and in short lines.
func (p *page) rescue() bool {
	before := p.total()
	best, most := (*box)(nil), 0
	for _, b := range p.boxes {
		switch b.why {
		case whyNav, whyCookie, whyForm, whyComments:
			continue
		}
		n := 0
		for _, bl := range p.all[b.first:b.end] {
			if bl.box.why == b.why && bl.prose() {
				n += bl.words
			}
		}
		if n > most || n == most && best != nil && b.depth > best.depth && n > 0 {
			best, most = b, n
		}
		if len(p.boxes) > 20_000 {
			break
		}
	}
	if best == nil || most <= before*2 || most < 40 {
		return before == 0 && p.short()
	}
	for _, b := range p.all {
		b.kept = false
	}
	for _, bl := range p.all[best.first:best.end] {
		if bl.box.why == best.why && bl.words > 0 && bl.linked*2 < bl.words && lineWhy(bl) == "" {
			bl.kept, bl.why = true, ""
		}
	}
	return true
}

// short takes all short lines that nothing speaks against, where a page has no paragraphs.
func (p *page) short() bool {
	any := false
	for _, b := range p.all {
		if b.why == "" && b.words > 0 && b.linked*2 < b.words {
			b.kept, any = true, true
		}
	}
	return any
}

// confidence says where a person should look: the article may be another one, or not be there.
func (p *page) confidence(found map[int]bool) {
	doubt := func(format string, args ...any) { p.Doubts = append(p.Doubts, Doubt{0, fmt.Sprintf(format, args...)}) }
	total, links, prose, heads, leads := 0, 0, 0, 0, 0
	voted, agreed, left := 0, 0, 0
	for i, b := range p.all {
		if found[i] {
			voted += b.words
			if b.kept {
				agreed += b.words
			}
		}
		if !b.kept && b.prose() && (b.why == whyEnd || b.why == whyOutside || b.why == whyBefore) {
			left += b.words
		}
		if b.kept {
			total += b.words
			if b.speech == nil {
				links += b.linked
			}
			if b.prose() || len(p.talk) > 0 {
				prose += b.words
			}
			if isHeading(b.tag) && b.speech == nil {
				if heads++; b.linked*2 > b.words {
					leads++
				}
			}
		}
	}
	switch {
	case p.fromJSON != "":
		doubt("the page shows little of the article; its text was taken from %s", p.fromJSON)
	case total == 0:
		doubt("no article was found on the page: the text may be made by a script; save the page from a browser once it is shown, or copy its text")
	case links*5 > total*2 || prose*3 < total && heads > 4 || leads > 3 && leads*2 > heads:
		doubt("much of what was found are links or short lines; the page may be a list of articles and no article")
	case total < 120:
		doubt("only %d words were found; the article may be behind a wall, or on another page", total)
	case paywalled(p):
		doubt("the page asks for a subscription; the text may be its beginning alone")
	case p.rescued:
		doubt("the text stands where pages have no article; compare it with the page")
	case prose*2 < total:
		doubt("more than half of what was found are short lines; compare it with the page")
	case voted > 50 && agreed*20 < (voted+total)*6:
		doubt("two ways to find the article differ; compare the text with the page")
	case left > total:
		doubt("the page holds more paragraphs outside the article than in it; compare the text with the page")
	case found == nil || p.guessed:
		doubt("the page does not show clearly where its article stands; compare it with the text")
	}
}
