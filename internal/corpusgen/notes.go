package corpusgen

import (
	"strconv"
	"strings"
)

// note is one entry of a notes file; an empty value is not written.
type note struct {
	id, kind                      string
	quote, from, to               string
	paragraph                     string
	claim, stance, put, side      string
	speaker, certainty, basis     string
	via                           string // an id
	party                         string // of via, described where it stands
	answers                       string
	figure                        string // as printed
	counts                        string
	neutral, missing, says, prose string
	see                           []string
	debatable                     bool

	block int // where it begins; -1 without a quote
}

// passage is a run of words of the text.
type passage struct{ block, from, n int } // words counted from the first of the block, over its end where n reaches so far

// annotate puts notes on the text: each quote stands in it exactly once.
func (m *maker) annotate(s *site, i int, c *collection) {
	t := m.t
	var all []string
	for _, b := range t.blocks {
		all = append(all, b.words...)
	}
	plain := " " + strings.Join(all, " ") + " "
	about := m.Perm(len(c.claims))
	about = about[:min(len(about), 4+m.IntN(5))]
	taken := map[string]bool{}
	var marks []passage
	for len(t.notes) < s.o.Notes {
		n := note{kind: m.kind()}
		if n.kind == "gap" && m.chance(0.4) {
			n.block = -1
		} else {
			p, ok := m.passage(marks)
			if !ok || !m.quote(&n, p, plain) {
				continue
			}
			marks = append(marks, p)
		}
		m.say(&n, s, i, c, c.claims[about[m.IntN(len(about))]])
		base := slug(n.quote+n.from+" "+n.missing, 4)
		n.id = base
		for k := 2; taken[n.id]; k++ {
			n.id = base + "-" + strconv.Itoa(k)
		}
		taken[n.id] = true
		t.notes = append(t.notes, n)
	}
}

func (m *maker) kind() string {
	x := m.Float64()
	for _, k := range []struct {
		name string
		to   float64
	}{{"claim", 0.7}, {"evidence", 0.8}, {"wording", 0.87}, {"context", 0.93}, {"prompt", 0.97}} {
		if x < k.to {
			return k.name
		}
	}
	return "gap"
}

// passage chooses a run of words: most stand alone, a quarter begin inside another, a few run into the next paragraph.
func (m *maker) passage(marks []passage) (passage, bool) {
	p := passage{n: 4 + m.IntN(9)}
	if m.chance(0.1) {
		p.n = 15 + m.IntN(45)
	}
	if len(marks) > 0 && m.chance(0.25) {
		other := marks[m.IntN(len(marks))]
		p.block, p.from = other.block, other.from+m.IntN(other.n)
	} else {
		p.block = m.IntN(len(m.t.blocks))
		p.from = m.IntN(len(m.t.blocks[p.block].words))
		if words := len(m.t.blocks[p.block].words); p.n < 15 && words > p.n && !m.chance(0.07) {
			p.from = m.IntN(words - p.n + 1)
		}
	}
	b := &m.t.blocks[p.block]
	if p.from >= len(b.words) || b.kind == row || b.kind == stage {
		return p, false
	}
	// What does not fit into the block must go on in paragraphs of the same turn or section.
	left := p.n - (len(b.words) - p.from)
	for k := p.block + 1; left > 0; k++ {
		if k == len(m.t.blocks) || b.kind != para || m.t.blocks[k].kind != para || m.t.blocks[k].region != b.region {
			p.n -= left
			break
		}
		left -= len(m.t.blocks[k].words)
	}
	return p, p.n >= 4
}

// quote gives the note its passage in words; it reports whether they stand in the text once.
func (m *maker) quote(n *note, p passage, plain string) bool {
	var ws []string
	for k, skip := p.block, p.from; len(ws) < p.n; k, skip = k+1, 0 {
		ws = append(ws, m.t.blocks[k].words[skip:]...)
	}
	ws = ws[:p.n]
	words := func(ws []string) string { return strings.Trim(strings.Join(ws, " "), "“”.,;?– ") }
	once := func(q string) bool { return len(strings.Fields(q)) >= 3 && strings.Count(plain, q) == 1 }
	b := &m.t.blocks[p.block]
	if n.block = p.block; p.n > 12 || p.n > 8 && m.chance(0.1) {
		k := 3 + m.IntN(2)
		n.from, n.to = words(ws[:k]), words(ws[p.n-k:])
		if !once(n.from) || !once(n.to) {
			return false
		}
	} else if n.quote = words(ws); !once(n.quote) {
		return false
	}
	if m.chance(0.2) {
		n.paragraph = b.address
		if strings.HasPrefix(words(ws[:1]), "–") || words(ws[:1]) == "" {
			return false
		}
	}
	for _, w := range ws {
		if f := strings.Trim(w, "“”.,;?–"); f != "" && f[0] >= '0' && f[0] <= '9' {
			n.figure = f
		}
	}
	return true
}

// say gives the note what it says.
func (m *maker) say(n *note, s *site, i int, c *collection, cl claim) {
	if m.chance(0.7) {
		n.says = m.statement()
	}
	if m.chance(0.4) || n.kind == "context" || n.kind == "prompt" {
		n.prose = m.remark(s, i, c)
	}
	n.debatable = m.chance(0.05)
	if n.kind == "claim" || n.kind == "evidence" {
		n.claim = cl.id
		m.attribute(n, c)
		if cl.kind == "number" && n.figure != "" {
			n.counts = m.of(cl.counts, cl.counts, cl.unit)
		}
	}
	if n.counts == "" {
		n.figure = ""
	}
	basis := []string{"data", "document", "official", "expert", "witness", "visual", "reporting", "example", "reasoning", "none", "none"}
	switch n.kind {
	case "claim":
		n.stance = m.of("supports", "supports", "supports", "supports", "disputes", "disputes", "disputes", "questions", "reports")
		if x := m.Float64(); x < 0.03 {
			n.put, n.stance = "declined", ""
		} else if x < 0.25 {
			n.put = m.of("in-part", "assumed", "leading", "supposed", "implied")
		}
		if m.chance(0.6) {
			n.basis = m.of(basis...)
		}
		if m.chance(0.4) {
			n.certainty = m.of("certain", "probable", "possible")
		}
		for k := len(m.t.notes) - 1; k >= 0 && m.turned(n) && m.chance(0.3); k-- {
			if o := &m.t.notes[k]; o.block >= 0 && o.block < n.block && m.turned(o) {
				n.answers = o.id
				break
			}
		}
	case "evidence":
		n.side, n.basis = m.of("for", "for", "against"), m.of(basis[:9]...)
	case "wording":
		n.neutral = m.adjective() + " " + m.noun()
	case "context":
		n.see = []string{m.of(c.claims[m.IntN(len(c.claims))].id, c.outlets[m.IntN(len(c.outlets))].id, c.speakers[m.IntN(len(c.speakers))].id, c.sources[m.IntN(len(c.sources))].id)}
	case "gap":
		n.missing = m.of("voice", "source", "answer", "date", "fact")
	}
}

func (m *maker) turned(n *note) bool { return n.block >= 0 && m.t.blocks[n.block].speaker != nil }

// attribute says whose words they are, where they are not those of whoever speaks there.
func (m *maker) attribute(n *note, c *collection) {
	b := &m.t.blocks[n.block]
	p := 0.2
	if b.speaker == nil {
		p = 0.55
	}
	if b.kind != quotation && !m.chance(p) {
		return
	}
	holder := m.IntN(len(c.speakers))
	n.speaker = c.speakers[holder].id
	if !m.chance(0.3) {
		return
	}
	via := &c.speakers[(holder+1)%len(c.speakers)]
	if m.chance(0.4) || via == b.speaker || via.id == n.speaker {
		n.party = "a " + m.adjective() + " " + m.noun()
		return
	}
	n.via = via.id
}

// remark is a note's text in Markdown; half of them link to a claim, one in ten of these to one of another collection.
func (m *maker) remark(s *site, i int, c *collection) string {
	words := strings.Fields(m.paragraph(1 + m.IntN(2)))
	if m.chance(0.4) {
		k := m.IntN(len(words))
		words[k] = "*" + words[k] + "*"
	}
	if m.chance(0.5) {
		from := c
		if m.chance(0.1) {
			from = s.colls[m.IntN(i+1)]
		}
		link := from.claims[m.IntN(len(from.claims))].id
		if m.chance(0.6) {
			link += "|" + m.adjective() + " " + m.noun()
		}
		words = append(words, "See [["+link+"]].")
	}
	return strings.Join(words, " ")
}
