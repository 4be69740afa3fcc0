package html

import (
	"slices"
	"strings"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/doc"
	"github.com/lateral-reader/lateral/internal/words"
)

// passage is a note's passage on the page of a claim: the words, and who said them where.
type passage struct {
	ID        string
	Class     string // draws the bar: a stance, declined or e
	Mark      string // classes of the mark
	Lang      string // of the words, "" where it is the page's
	Before    context
	Answers   *reply
	Replies   []reply
	Excerpt   Excerpt
	Says      string
	Near      string // the note in whose passage the words stand, where they are not printed twice
	Own       bool   // said by a voice of the source, not passed on
	Trail     []step
	Source    Link
	Outlet    string
	Date      string
	Stance    string // "" for evidence
	Side      string // "for" or "against", of evidence
	Put       string
	Uncounted bool
	Certainty string
	Mode      string // only where it is not plain
	Basis     string
	Debatable bool
	Teacher   bool
}

// context is what stands right before a passage.
type context struct {
	Who, Words string
	Cut        bool
}

// reply is a passage that answers another, or is answered by it.
type reply struct {
	Who     string
	Link    Link
	Lang    string
	Excerpt Excerpt
}

// step is one party of an attribution trail.
type step struct {
	Link
	Naming string // in words, "" for one that is named
}

// contextWords is how much of a long turn is shown before a passage: its end, from a sentence's beginning.
const contextWords = 60

// passage fills a passage of the page.
func (b *board) passage(p *passage, lang string, n *corpus.Note) {
	class := stanceClass(n)
	*p = passage{
		ID: b.join("p-", n.Source.ID, ".", n.ID), Class: class, Mark: marksOf[class], Lang: langOf(n.Source, lang),
		Excerpt: b.excerpt(n), Says: n.Says, Own: n.Own && len(n.Via) == 0, Trail: b.trail(n),
		Source: Link{Href: b.toMark(n), Text: n.Source.Title}, Outlet: outletWords(n.Source), Date: b.dateWords(n.Source.Date()),
		Stance: stanceWords[n.Stance], Put: putWords[n.Put], Certainty: certaintyWords[n.Certainty], Basis: basisWords[n.Basis],
		Debatable: n.Debatable, Teacher: n.Teacher,
	}
	switch {
	case n.Kind.Name == "evidence":
		p.Class, p.Mark, p.Stance, p.Put, p.Side = "e", "e l0", "", "", sideWords[n.Side]
	case n.Put == "declined":
		p.Put, p.Certainty = "", ""
	case n.Put != "stated":
		p.Mark = b.join(p.Mark, " np")
		p.Uncounted = !n.Counted() && (n.Stance == "supports" || n.Stance == "disputes")
	}
	if n.Mode() == "posed" || n.Mode() == "mixed" {
		p.Mode = modeWords[n.Mode()]
	}
	if p.Excerpt.Words == "" {
		p.Says = p.Excerpt.OurWords
	}
	if near := p.Excerpt.Near; near != nil {
		p.Near = b.rel(notePath(near))
	}
	if b.ShowsText(n.Source) && n.Outcome.Placed() {
		p.Before = b.before(n)
	}
	from := len(b.replies)
	if n.Answers != nil {
		b.replies = append(b.replies, b.reply(lang, n.Answers))
		p.Answers = &b.replies[from]
		from++
	}
	for _, r := range n.Replies {
		b.replies = append(b.replies, b.reply(lang, r))
	}
	p.Replies = tail(b.replies, from)
}

// marksOf are the classes of marks on the page of a claim.
var marksOf = func() map[string]string {
	m := map[string]string{}
	for _, class := range stanceGroups {
		m[class] = "c l0 " + class
	}
	return m
}()

func (b *board) reply(lang string, n *corpus.Note) reply {
	return reply{
		Who: partyWords(*n.Holder), Link: Link{Href: b.toMark(n)}, Lang: langOf(n.Source, lang), Excerpt: b.excerpt(n),
	}
}

// langOf is the language of a source's words, "" where it is the page's own.
func langOf(src *corpus.Source, page string) string {
	if src.Doc.Lang == page {
		return ""
	}
	return src.Doc.Lang
}

// outletWords names the outlet of a source, or says that its copy does not.
func outletWords(src *corpus.Source) string {
	if src.Outlet == nil {
		return "outlet not stated in this copy"
	}
	return isolated(src.Outlet.Name)
}

// before is the turn before the one of the passage; outside turns it is the paragraph before. Of a long one only the end is shown.
func (b *board) before(n *corpus.Note) context {
	d := n.Source.Doc
	var c context
	var text string
	if n.Turn > 0 {
		t := d.Turns[n.Turn-1]
		text = d.Text[t.Range.Start:t.Range.End]
		c.Who = b.named("", t.Speaker).Text
	} else if leaf, _ := leafBefore(nil, d.Blocks, n.Range.Start); leaf != nil {
		text = d.Text[leaf.Range.Start:leaf.Range.End]
	}
	if longer(text, contextWords) {
		sentences := words.AppendSentences(b.sentences[:0], text, d.Lang)
		b.sentences = sentences
		first := lastWords(text, sentences, contextWords)
		text, c.Cut = text[sentences[first][0]:], first > 0
	}
	c.Words = flat(strings.TrimSpace(text))
	return c
}

// leafBefore is the last block with words of the text proper that ends before the first block that ends behind a place; found says that there is one.
func leafBefore(last *doc.Block, blocks []doc.Block, at int) (leaf *doc.Block, found bool) {
	for i := range blocks {
		b := &blocks[i]
		if b.Kind.Leaf() {
			if b.Range.End > at {
				return last, true
			}
			if b.HasWords && b.Kind != doc.Headline && b.Kind != doc.Subtitle && b.Kind != doc.Heading {
				last = b
			}
		}
		if last, found = leafBefore(last, b.Children(), at); found {
			return last, true
		}
	}
	return last, false
}

// lastWords is the first of the sentences at the end of a text that have so many words at the most; it is the last one where that alone has more.
func lastWords(text string, sentences [][2]int, most int) int {
	first := len(sentences) - 1
	at := sentences[first][0]
	have := words.Count(text[at:])
	for ; first > 0; first-- {
		before := sentences[first-1][0]
		if text[at-1] <= ' ' { // no word goes over it
			have += words.Count(text[before:at])
		} else {
			have = words.Count(text[before:])
		}
		if at = before; have > most {
			break
		}
	}
	return first
}

// longer reports whether a text has more than so many words. That can nearly always be seen at its beginning: no word goes over a space.
func longer(text string, most int) bool {
	const enough = 9 // bytes a word
	if len(text) > most*enough {
		if end := strings.IndexByte(text[most*enough:], ' '); end >= 0 && words.Count(text[:most*enough+end]) > most {
			return true
		}
	}
	return words.Count(text) > most
}

// trail is the way of the words, outermost first: outlet or source, author or speaker of the turn, those who pass it on, the holder.
func (b *board) trail(n *corpus.Note) []step {
	from := len(b.steps)
	b.steps = b.addTrail(b.steps, b.linking, n)
	return tail(b.steps, from)
}

func (s *site) addTrail(steps []step, page linking, n *corpus.Note) []step {
	src := n.Source
	last := ""
	add := func(id string, st step) {
		if id == "" || id != last {
			steps = append(steps, st)
		}
		last = id
	}
	holder := ""
	if n.Holder.Voice != nil {
		holder = n.Holder.Voice.ID
	}
	if src.Outlet != nil {
		add(src.Outlet.ID, step{Link: Link{Href: page.toOutlet(src.Outlet), Text: src.Outlet.Name}})
	} else {
		add(src.ID, step{Link: Link{Text: "this article, outlet not stated"}})
	}
	switch {
	case holder == last:
	case n.Turn >= 0:
		id := src.Doc.Turns[n.Turn].Speaker
		add(id, s.stepOf(page, id))
	case n.Block() != "p0" && n.Block() != "sub" && len(src.Byline) > 0:
		var st step
		id := ""
		for i, b := range src.Byline {
			if i > 0 {
				st.Text += " and "
			}
			st.Text += b.Words
			if b.Voice != nil && len(src.Byline) == 1 {
				id, st.Href = b.Voice.ID, page.toVoice(b.Voice)
			}
		}
		if !slices.ContainsFunc(src.Byline, func(b corpus.Name) bool { return b.Voice != nil && b.Voice.ID == holder }) {
			add(id, st)
		}
	}
	for i := range len(n.Via) + 1 {
		p := n.Holder
		if i < len(n.Via) {
			p = &n.Via[i]
		}
		id := ""
		if p.Voice != nil {
			id = p.Voice.ID
		}
		st := step{Link: page.party(*p), Naming: namingWords[p.Naming()]}
		if p.NotKnown {
			st.Naming = "the words are not here"
		}
		add(id, st)
	}
	return steps
}

// stepOf is the step of a trail for whoever has an id.
func (s *site) stepOf(page linking, id string) step {
	st := step{Link: s.namedOn(page, id)}
	if sp := s.speaker(id); sp != nil {
		st.Naming = namingWords[sp.Naming]
	}
	return st
}

// speaker finds a speaker by id, or nil.
func (s *site) speaker(id string) *corpus.Speaker {
	i, ok := slices.BinarySearchFunc(s.Speakers, id, func(sp *corpus.Speaker, id string) int { return strings.Compare(sp.ID, id) })
	if !ok {
		return nil
	}
	return s.Speakers[i]
}

// named links to the speaker, outlet or source with an id; where from is "" there are words alone.
func (s *site) named(from, id string) Link { return s.namedOn(linking{from: from}, id) }

func (s *site) namedOn(page linking, id string) Link {
	l := Link{Text: id}
	if sp := s.speaker(id); sp != nil {
		if l.Text = sp.Label(); page.from != "" {
			l.Href = page.toSpeaker(sp)
		}
	} else if i, ok := slices.BinarySearchFunc(s.Outlets, id, func(o *corpus.Outlet, id string) int { return strings.Compare(o.ID, id) }); ok {
		if l.Text = s.Outlets[i].Name; page.from != "" {
			l.Href = page.toOutlet(s.Outlets[i])
		}
	} else if src := s.Source(id); src != nil {
		if l.Text = "this article"; page.from != "" {
			l.Href = page.toSource(src)
		}
	}
	return l
}
