package webpage

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/lateral-reader/lateral/internal/pattern"
	"github.com/lateral-reader/lateral/internal/words"
)

// whyBeside is why an office, a party, a button beside a speaker's name are no part of what is said.
const whyBeside = "stands beside a speaker's name"

// speakerNames are words of class and id that stand on the name of whoever speaks.
var speakerNames = map[string]bool{"speaker": true, "speakers": true, "spk": true, "spkr": true, "speakername": true, "talker": true, "attributed": true, "orador": true, "redner": true, "sprecher": true,
	"orateur": true, "intervenant": true, "oratore": true, "mluvci": true, "puhuja": true, "talare": true}

// mayName are words that stand on names of speakers, and on others: such names must come again.
var mayName = map[string]bool{"member": true, "memberlink": true, "contributor": true, "attribution": true, "person": true, "participant": true, "name": true, "username": true}

// otherNames are words of class and id on lines that come again and are no names of speakers.
var otherNames = pattern.New(`^(?:comments?|reply|replies|disqus|forum|card|teaser|tags?|category|date|time|timestamp|caption|title|headline|related|review|widget|menu|nav)$`)

// maxLabel is how many words the name of a speaker may have with what stands beside it.
const maxLabel = 30

// speech is what one block says that names a speaker.
type speech struct {
	at         *block
	name, time string
	rest       string // the words beside the name
	head       *box   // what holds the name and nothing that is said; nil where that is the block alone
	from       int    // index of the first block of the box that holds this speech alone; that of the name where there is none
	end        int    // index after the last block that is said
}

// speeches finds a talk whose speakers' names stand in elements of their own: blocks that are built alike, are called so or come again, and are each
// followed by what somebody says. Whatever the boxes of names are called, they and the words are the article's; what stands beside a name is not.
func (p *page) speeches() {
	for _, b := range p.all {
		b.speech = nil
	}
	p.talk = nil
	alike := map[string][]*block{}
	var order []string
	prose := 0
	for _, b := range p.all {
		if b.prose() {
			prose += b.words
		}
		if k := p.builtLike(b); k != "" {
			if alike[k] == nil {
				order = append(order, k)
			}
			alike[k] = append(alike[k], b)
		}
	}
	most, sums := 0, p.sums()
	for _, k := range order {
		if talk, n := p.talkOf(alike[k], sums); n > most && n*10 >= prose*7 {
			p.talk, most = talk, n
		}
	}
	for i := range p.talk {
		s := &p.talk[i]
		s.at.speech = s
	}
}

// builtLike is what blocks have in common that are built alike, "" for one that cannot be a speaker's name.
func (p *page) builtLike(b *block) string {
	if b.words == 0 || b.words > maxLabel || b.tag == atom.Table || b.tag == atom.Pre || b.tag == atom.Figcaption || b.box.parent == nil {
		return ""
	}
	switch b.box.why {
	case whyComments, whyHidden, whyNav, whyCookie, whyForm, whyFooter:
		return ""
	}
	s := b.tag.String()
	for q, k := b.box, 0; q.parent != nil && k < 3; q, k = q.parent, k+1 {
		if slices.ContainsFunc(q.names, otherNames.MatchString) && q.words <= maxLabel {
			return ""
		}
		s += "<" + q.node.Data + " " + strings.Join(q.names, " ")
	}
	return s
}

// talkOf reads blocks that are built alike as speakers' names, and counts the words that follow them; none where they are no such names.
func (p *page) talkOf(labels []*block, sums []sum) ([]speech, int) {
	called, perhaps := 0, 0
	for _, b := range labels {
		switch sure, may := calledSpeaker(b); {
		case sure:
			called++
		case may:
			perhaps++
		}
	}
	named, maybe := called*2 > len(labels), (called+perhaps)*2 > len(labels)
	if len(labels) < 3 || !maybe && (len(labels) < 6 || len(labels[0].box.names) == 0 && labels[0].linked == 0) {
		return nil, 0
	}
	var talk []speech
	who, formed := map[string]bool{}, 0
	for _, b := range labels {
		s, ok := readSpeech(b)
		if !ok {
			if len(labels) > 10*(len(labels)-len(talk)) {
				continue
			}
			return nil, 0
		}
		name := bareName(s.name)
		who[words.Same(name)] = true
		if nameForm.MatchString(name) {
			formed++
		}
		talk = append(talk, s)
	}
	if len(who) < 2 || len(talk)*10 < len(labels)*9 || !named && formed*10 < len(talk)*8 || !named && maybe && len(who)*4 > len(talk)*3 || !maybe && len(who)*2 > len(talk) {
		return nil, 0
	}
	said, empty, rows, leads := 0, 0, 0, 0
	for i := range talk {
		n, prose := p.reach(talk, i, sums)
		if n < 0 {
			return nil, 0
		}
		if said += prose; n == 0 {
			empty++
		}
		if to := sums[talk[i].end].leads; to > sums[talk[i].at.at+1].leads {
			leads++
		}
		if talk[i].from < talk[i].at.at || labels[0].linked > 0 || labels[0].box.why != "" {
			rows++
		}
	}
	if leads*2 > len(talk) && !named { // who wrote the articles of a list
		return nil, 0
	}
	if empty*5 > len(talk) || !maybe && rows*2 < len(talk) { // names that stand alone above the words are told from the text
		return nil, 0
	}
	p.heads(talk, sums)
	return talk, said
}

// bareName is a name without what stands in brackets behind it, or the one in brackets behind an office.
func bareName(s string) string {
	name, more, ok := strings.Cut(s, " (")
	if inner, _, _ := strings.Cut(more, ")"); ok && strings.HasPrefix(name, "The ") && nameForm.MatchString(inner) {
		return inner
	}
	return name
}

// heads finds the boxes that hold names and nothing that is said: as many levels up in each speech, and paragraphs in none.
func (p *page) heads(talk []speech, sums []sum) {
	levels := 8
	for _, s := range talk {
		n := 0
		for q := s.at.box; n < levels && q.parent != nil && q.first <= s.at.at && q.end < s.end && sums[q.end].long-sums[q.first].long == sums[s.at.at+1].long-sums[s.at.at].long; q = q.parent {
			n++
		}
		levels = min(levels, n)
	}
	for i := range talk {
		for q, n := talk[i].at.box, 0; n < levels; q, n = q.parent, n+1 {
			talk[i].head = q
		}
	}
}

// calledSpeaker reports whether the element of a name, or one in it or right around it, is called so, or may be.
func calledSpeaker(b *block) (sure, may bool) {
	is := func(n *html.Node) {
		if n.Type != html.ElementNode {
			return
		}
		may = may || n.DataAtom == atom.Cite && b.tag != atom.Li
		for _, w := range names(n) {
			sure, may = sure || speakerNames[w], may || mayName[w]
		}
	}
	for q, k := b.box, 0; q.parent != nil && k < 3 && q.words <= maxLabel; q, k = q.parent, k+1 {
		is(q.node)
	}
	for _, n := range b.nodes {
		is(n)
		for c := range n.Descendants() {
			is(c)
		}
	}
	return sure, may
}

var (
	speechTime = pattern.New(`^[(\[]?\d{1,2}(?:[:.]\d{2}){1,2}(?:[.,]\d+)?[)\]]?$`)
	clockLine  = pattern.New(`(?i)^\d{1,2}[:.]\d{2}\s?(?:[ap]\.?m\.?|uhr|h)$`)
	nameEnd    = pattern.New(`[?!;…。？！]$|\pL{4,}\.$|,$`)
)

// readSpeech reads a block as a speaker's name with what stands beside it.
func readSpeech(b *block) (speech, bool) {
	s := speech{at: b, end: b.at + 1}
	parts := pieces(b)
	if len(parts) > maxPieces || !slices.Equal(sortedWords(strings.Join(parts, " ")), sortedWords(b.text)) {
		return s, false // too much, or an element ends inside a word
	}
	var rest []string
	for _, part := range parts {
		switch {
		case speechTime.MatchString(part) && s.time == "":
			s.time = strings.Trim(part, "()[]")
		case s.name == "" && hasWord(part) && unicode.IsLetter(firstLetter(part)):
			s.name = strings.TrimRight(strings.TrimSpace(part), ":：")
		default:
			rest = append(rest, part)
		}
	}
	s.rest = strings.Join(rest, " ")
	r := firstLetter(s.name)
	return s, s.name != "" && !unicode.IsLower(r) && countWords(s.name) <= 14 && !nameEnd.MatchString(s.name)
}

// sortedWords are the runs of letters and digits of a text, whatever their order.
func sortedWords(s string) []string {
	return slices.Sorted(strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) }))
}

func firstLetter(s string) rune {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, " ([“\"*-–—"))
	return r
}

// reach finds what is said behind a name: the rest of the box that holds no other name, or all up to the next one; and counts the
// words, and those of paragraphs. It is -1 where the name stands below paragraphs in its own box, as that of somebody quoted does.
func (p *page) reach(talk []speech, i int, sums []sum) (n, prose int) {
	s := &talk[i]
	s.from = s.at.at
	alone := func(q *box) bool {
		return (i == 0 || talk[i-1].at.at < q.first) && (i+1 == len(talk) || talk[i+1].at.at >= q.end) && !q.main() && q.parent != nil
	}
	row := s.at.box
	if !alone(row) {
		row = nil
	}
	for row != nil && row.parent != nil && alone(row.parent) {
		row = row.parent
	}
	if row != nil && sums[s.at.at].long > sums[row.first].long {
		return -1, 0
	}
	switch {
	case row == nil || row.end == s.at.at+1: // names and words stand side by side
		around := s.at.box
		if row != nil {
			around = row.parent
		}
		s.end = around.end
		if i+1 < len(talk) {
			s.end = min(s.end, talk[i+1].at.at)
		}
	default:
		s.from, s.end = row.first, row.end
	}
	from, to := sums[s.at.at+1], sums[s.end]
	return to.said - from.said, to.prose - from.prose
}

// sum is what the blocks before one hold together: words outside links, those of paragraphs, how many are longer than a line, and how many headings lead
// elsewhere.
type sum struct{ said, prose, long, leads int }

func (p *page) sums() []sum {
	out := make([]sum, len(p.all)+1)
	for i, b := range p.all {
		s := out[i]
		if b.linked*2 <= b.words {
			s.said += b.words
		}
		if b.prose() {
			s.prose += b.words
		}
		if b.words >= 10 && b.linked*2 < b.words {
			s.long++
		}
		if isHeading(b.tag) && b.linked*2 > b.words {
			s.leads++
		}
		out[i+1] = s
	}
	return out
}

// talking puts the talk's blocks in their places once the article has been looked for.
func (p *page) talking() {
	if len(p.talk) == 0 {
		return
	}
	again := p.buttons()
	for i := range p.talk {
		s := &p.talk[i]
		begun := false
		for _, b := range p.all[s.from:s.end] {
			time := speechTime.MatchString(b.text) && s.time == "" && !begun
			switch begun = begun || b.words > 0 && b.at > s.at.at && !time && (s.head == nil || b.at >= s.head.end); {
			case b == s.at:
				b.kept, b.why = true, ""
			case time:
				s.time = strings.Trim(b.text, "()[]")
				b.kept, b.why = false, "the time of what follows"
			case s.head != nil && b.at < s.head.end, b.at < s.at.at, clockLine.MatchString(b.text):
				b.kept, b.why = false, whyBeside
			case b.words > 0 && again[b.text]:
				b.kept, b.why = false, whyFurniture
			case b.why == "" && (b.linked*2 <= b.words || b.prose()):
				b.kept = true
			}
		}
	}
}

const whyFurniture = "page furniture"

// buttons are the short lines that come again in half of the speeches, beside other words: Link to this speech.
func (p *page) buttons() map[string]bool {
	n, only := map[string]int{}, map[string]bool{}
	for i := range p.talk {
		s := &p.talk[i]
		seen, more := map[string]bool{}, ""
		for _, b := range p.all[s.at.at+1 : s.end] {
			if s.head != nil && b.at < s.head.end || b.words == 0 {
				continue
			}
			if b.words <= 6 && !seen[b.text] {
				seen[b.text] = true
				n[b.text]++
			} else if b.words > 6 {
				more = b.text
			}
		}
		if len(seen) == 1 && more == "" {
			for t := range seen {
				only[t] = true
			}
		}
	}
	for t, k := range n {
		if only[t] || k < 3 || k*2 < len(p.talk) {
			delete(n, t)
		}
	}
	out := map[string]bool{}
	for t := range n {
		out[t] = true
	}
	return out
}
