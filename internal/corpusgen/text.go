package corpusgen

import (
	"fmt"
	"strings"
)

// text is a source on its way to a file: front matter, blocks, and the notes on them.
type text struct {
	head
	subtitle, genre, published, url, rights string
	outlet                                  *outlet
	byline                                  string
	voices                                  []*speaker // whose labels stand in the text; empty in an article
	coded                                   bool
	blocks                                  []block
	notes                                   []note
}

// Kinds of blocks.
const (
	headline = iota
	para
	heading
	item
	quotation
	row
	stage
)

// block is a piece of text with an address.
type block struct {
	kind    int
	words   []string       // with their marks, to be joined by a space
	markup  map[int]string // Markdown to put before the word with that index; the closing one is under its own index
	close   map[int]string // Markdown to put after
	address string         // as a note's paragraph says it
	speaker *speaker       // of the turn, nil outside
	label   string         // that begins the turn here, with its time
	region  int            // blocks with the same number are of one turn or section
}

// text makes source k of a collection.
func (s *site) text(i, k int) *text {
	c := s.colls[i]
	w := s.writer(i, 2+k)
	for _, p := range c.speakers {
		if p.name != "" {
			w.people = append(w.people, p.name)
		}
	}
	t := &text{head: c.sources[k], rights: "own", outlet: &c.outlets[w.IntN(len(c.outlets))], coded: w.chance(0.5)}
	if w.IntN(100) < s.o.Restricted {
		t.rights = "all-rights-reserved"
	}
	t.url = t.outlet.url + "/" + t.id
	if w.chance(0.25) {
		t.subtitle = capital(w.clause())
	}
	switch {
	case w.chance(0.9):
		t.published = w.date(2019, 2025)
	case w.chance(0.5):
		t.published = fmt.Sprintf("{after: %s, before: %s, why: %s}", w.date(2019, 2020), w.date(2021, 2022), quoted(w.statement()))
	}
	m := &maker{writer: w, t: t}
	m.add(block{kind: headline, words: strings.Fields(t.title), address: "0"})
	if t.subtitle != "" {
		m.add(block{kind: headline, words: strings.Fields(t.subtitle), address: "sub"})
	}
	if k%2 == 0 {
		t.genre = w.of("interview", "hearing")
		m.transcript(c, s.o.Words)
	} else {
		t.genre = w.of("report", "report", "analysis", "opinion", "explainer")
		t.byline = w.first() + " " + w.surname()
		m.article(s.o.Words)
	}
	m.annotate(s, i, c)
	return t
}

// maker adds blocks and numbers them.
type maker struct {
	*writer
	t                         *text
	words                     int
	paragraphs, heads, region int
	seconds                   int
	turn                      *speaker
}

func (m *maker) add(b block) {
	switch b.kind {
	case headline:
		m.region++
	case heading:
		m.heads++
		m.region++
		m.turn = nil
		b.address = fmt.Sprintf("h%d", m.heads)
	default:
		m.paragraphs++
		b.address = fmt.Sprint(m.paragraphs)
	}
	b.region, b.speaker = m.region, m.turn
	m.words += len(b.words)
	m.t.blocks = append(m.t.blocks, b)
}

// prose makes a block of so many sentences, now and then with emphasis or a link.
func (m *maker) prose(kind, sentences int) block {
	b := block{kind: kind, words: strings.Fields(m.paragraph(sentences)), markup: map[int]string{}, close: map[int]string{}}
	if m.chance(0.25) && len(b.words) > 8 {
		i := 2 + m.IntN(len(b.words)-6)
		j := i + m.IntN(3)
		switch m.IntN(4) {
		case 0:
			b.markup[i], b.close[j] = "[", "](https://example.org/"+slug(b.words[i], 1)+")"
		case 1:
			b.markup[i], b.close[j] = "**", "**"
		default:
			b.markup[i], b.close[j] = "*", "*"
		}
	}
	return b
}

func (m *maker) transcript(c *collection, words int) {
	order := m.Perm(len(c.speakers))
	for _, i := range order[:min(len(order), 2+m.IntN(3))] {
		m.t.voices = append(m.t.voices, &c.speakers[i])
	}
	timed := m.chance(0.5)
	for turn := 0; m.words < words; turn++ {
		if turn%6 == 0 && m.chance(0.6) {
			m.add(block{kind: heading, words: strings.Fields(capital(m.adjective() + " " + m.noun()))})
		}
		m.region++
		m.turn = m.t.voices[turn%len(m.t.voices)]
		label := m.turn.label
		if m.seconds += 5 + m.IntN(90); timed {
			label += fmt.Sprintf(" [%02d:%02d:%02d]", m.seconds/3600, m.seconds/60%60, m.seconds%60)
		}
		for p := range 1 + m.IntN(3) {
			b := m.prose(para, 1+m.IntN(4))
			if p == 0 {
				b.label = label
			}
			m.add(b)
		}
		if m.chance(0.08) {
			m.add(block{kind: stage, words: []string{m.of("[LAUGHTER]", "[APPLAUSE]", "[INAUDIBLE]")}})
		}
	}
}

func (m *maker) article(words int) {
	for section := 0; m.words < words; section++ {
		if section > 0 {
			m.add(block{kind: heading, words: strings.Fields(capital(m.adjective() + " " + m.noun()))})
		}
		for range 3 + m.IntN(4) {
			m.add(m.prose(para, 2+m.IntN(4)))
		}
		switch x := m.Float64(); {
		case section == 1 || x < 0.1:
			for range 3 + m.IntN(3) {
				m.add(m.prose(item, 1))
			}
		case x < 0.2:
			m.add(m.prose(quotation, 2))
		case x < 0.25:
			m.add(block{kind: row, words: []string{"What", "Before", "After"}})
			for range 4 {
				m.add(block{kind: row, words: []string{capital(m.noun()), m.number(), m.number()}})
			}
		}
	}
}

// markdown is the body as it stands in the file.
func (t *text) markdown() string {
	var b strings.Builder
	last := headline
	for _, bl := range t.blocks {
		if bl.kind == headline {
			continue
		}
		line := bl.markdown()
		switch {
		case bl.kind == row && last != row:
			b.WriteString("\n" + line + "|---|---|---|\n")
		case bl.kind == last && (last == row || last == item):
			b.WriteString(line)
		default:
			b.WriteString("\n" + line)
		}
		last = bl.kind
	}
	return b.String()
}

func (b *block) markdown() string {
	if b.kind == row {
		return "| " + strings.Join(b.words, " | ") + " |\n"
	}
	var s strings.Builder
	switch b.kind {
	case heading:
		s.WriteString("## ")
	case item:
		s.WriteString("- ")
	case quotation:
		s.WriteString("> ")
	}
	if b.label != "" {
		s.WriteString(b.label + ": ")
	}
	for i, w := range b.words {
		if i > 0 {
			s.WriteByte(' ')
		}
		s.WriteString(b.markup[i] + w + b.close[i])
	}
	s.WriteByte('\n')
	return s.String()
}
