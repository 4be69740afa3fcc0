package importer

import (
	"strings"

	"github.com/lateral-reader/lateral/internal/field"
	"github.com/lateral-reader/lateral/internal/pattern"
	"github.com/lateral-reader/lateral/internal/words"
)

// oneSide finds an interview that labels one side alone: either who asks, and what follows without a label answers, or who answers, and the
// paragraph before each label asks. The labels are taken off; the piece then has questions and answers as one without labels.
func (r *reading) oneSide(all []found, people []*person) bool {
	if len(people) == 0 || r.o.Kind == "transcript" || r.way.format.Kind == "captions" {
		return false
	}
	lines, who := make([]int, len(people)), 0
	for _, f := range all {
		if lines[f.person]++; lines[f.person] > lines[who] {
			who = f.person
		}
	}
	if n := people[who].names[0]; notName(n) || leadIn(n) {
		return false
	}
	at := map[int]found{} // by paragraph
	asking, answered, asked := 0, 0, 0
	for _, f := range all {
		p := r.paras[f.para]
		if f.person != who || f.line > 0 || p.kind != plain || f.rest == "" || f.style == alone || f.style == oneSpace {
			continue
		}
		at[f.para] = f
		if words := f.rest + strings.TrimPrefix(p.text(), strings.TrimSpace(p.lines[0].s)); asks.MatchString(words) || !r.wrapped && asks.MatchString(f.rest) {
			asking++
		}
		if _, labelled := at[f.para-1]; !labelled && f.para > 0 && asksSomehow(bare(r.paras[f.para-1].text())) {
			asked++
		}
	}
	for i := range at {
		if _, labelled := at[i+1]; len(r.paras[i].lines) > 1 && !r.wrapped || !labelled && i+1 < len(r.paras) && r.paras[i+1].kind == plain {
			answered++
		}
	}
	asker := asking*10 >= len(at)*6 && answered*10 >= len(at)*8
	if len(at) < 3 || len(at)*10 < lines[who]*9 || !asker && (asked*10 < len(at)*6 || asking*10 > len(at)*3) {
		return false
	}
	why := "label of who answers"
	if asker {
		why = "label of who asks"
	} else {
		r.answering = &voice{names: people[who].names}
	}
	var out []para
	for i, p := range r.paras {
		f, ok := at[i]
		if !ok {
			_, next := at[i+1]
			p.asked = p.kind == plain && next && !asker
			out = append(out, p)
			continue
		}
		l := p.lines[0]
		r.drop(line{l.n, strings.Join(strings.Fields(f.printed+" "+f.time+" "+f.beside), " ")}, why)
		first := para{lines: []line{{l.n, f.rest}}, asked: asker}
		if rest := p.lines[1:]; asker && !r.wrapped && len(rest) > 0 {
			out = append(out, first, para{lines: rest})
		} else {
			first.lines = append(first.lines, rest...)
			out = append(out, first)
		}
	}
	r.paras = out
	return true
}

// dashedTurn matches the dash before what one of two says.
var dashedTurn = pattern.New(`^[*_]{0,3}(?:(?:[-–—―]|[—―]{2})\s+\S|[–—―]{1,2}[^\s–—―]|-[\p{Lu}¿¡«"“])`)

// asksInJapanese matches a question that has no mark.
var asksInJapanese = pattern.New(`か[。」]*$`)

// dashes finds an interview whose questions begin with a dash and whose answers do not, or in which both do and take turns: in a novel neither asks all
// the time, and somebody tells what happens between.
func (r *reading) dashes() {
	var at []int
	between, loud := 0, 0 // paragraphs without a dash; those of them that ask
	asking := [2]int{}
	for i, p := range r.paras {
		if p.kind != plain || p.asked {
			continue
		}
		s := bare(p.text())
		asks := asksSomehow(s)
		if !dashedTurn.MatchString(strings.TrimSpace(p.text())) {
			if len(at) > 0 {
				if between++; asks {
					loud++
				}
			}
			continue
		}
		if asks {
			asking[len(at)%2]++
		}
		at = append(at, i)
	}
	if len(at) < 4 {
		return
	}
	gaps, cut := 0, 0 // questions before a paragraph without a dash: in all, and of every other dash
	for k, i := range at {
		if i+1 < len(r.paras) && r.paras[i+1].kind == plain && (k+1 == len(at) || at[k+1] > i+1) {
			gaps++
			if k%2 == 0 {
				cut++
			}
		}
	}
	half := (len(at) + 1) / 2
	step := 0
	switch {
	case (asking[0]+asking[1])*10 >= len(at)*6 && gaps*10 >= len(at)*8 && loud*4 <= between:
		step = 1
	case len(at) >= 6 && asking[0]*10 >= half*6 && asking[1]*5 <= half && cut*10 <= half:
		step = 2
	default:
		return
	}
	for k := 0; k < len(at); k += step {
		r.paras[at[k]].asked = true
	}
}

// boldPrompts finds, where most questions are in bold or italics, other whole paragraphs that are so and stand alone between answers: an interviewer's
// remarks.
func (r *reading) boldPrompts(at []int) {
	marked := 0
	for _, i := range at {
		if p := r.paras[i]; r.marked(p) && p.kind != heading {
			marked++
		}
	}
	if marked*2 <= len(at) {
		return
	}
	for i := at[0] + 1; i+1 < len(r.paras); i++ {
		p := &r.paras[i]
		next := r.paras[i+1]
		if p.kind == plain && r.marked(*p) && sentenceEnd.MatchString(p.text()) && next.kind == plain && !r.marked(next) && r.paras[i-1].kind == plain && !r.marked(r.paras[i-1]) {
			p.prompt = true
		}
	}
}

// stretch is a passage of a question-and-answer piece that is a turn although no heading says so.
type stretch struct {
	from, to string
	answer   bool
}

// write is the entry of turns: in the front matter.
func (s stretch) write(own, voice string) string {
	if s.answer {
		own = voice
	}
	return "  - {from: " + field.QuoteFlow(s.from) + ", to: " + field.QuoteFlow(s.to) + ", speaker: " + own + "}\n"
}

// stretches finds what the interviewer says without a question mark: no heading is made of it, since one that does not ask is no turn. Where the words
// stand in several places, it says so instead.
func (r *reading) stretches() {
	var text strings.Builder
	said := make([]string, len(r.paras))
	for i, p := range r.paras {
		if said[i] = p.text(); r.keeps() {
			said[i] = plainOf(said[i])
		}
		text.WriteString(said[i] + "\n")
	}
	folded := words.Fold(text.String())
	put := func(i, j int, answer bool) {
		s := stretch{unique(folded, strings.Fields(said[i]), true), unique(folded, strings.Fields(said[j]), false), answer}
		if s.from != "" && s.to != "" {
			r.res.stretches = append(r.res.stretches, s)
			return
		}
		r.problem(r.paras[i].line(), "line %d may be a question without a question mark; if it is, give it to the interviewer with turns:", r.paras[i].line())
	}
	first := true // no question yet
	for i, p := range r.paras {
		if first = first && p.kind != question; !p.prompt {
			continue
		}
		put(i, i, false)
		j := i // what answers it is nobody's where no heading stands before
		for first && j+1 < len(r.paras) && r.paras[j+1].kind == plain && !r.paras[j+1].prompt {
			j++
		}
		if j > i {
			put(i+1, j, true)
		}
	}
}

// unique is the fewest words, eight or more, at the beginning or the end that stand in one place of the text; "" where even all stand in several.
func unique(text *words.Text, ws []string, begin bool) string {
	for k := min(8, len(ws)); k > 0 && k <= len(ws); k += 8 {
		part := ws[len(ws)-k:]
		if begin {
			part = ws[:k]
		}
		if s := strings.Join(part, " "); len(text.Find(s)) == 1 {
			return s
		}
		if k < len(ws) && k+8 > len(ws) {
			k = len(ws) - 8
		}
	}
	return ""
}
