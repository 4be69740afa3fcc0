package importer

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// flow makes paragraphs of what a player shows beside a film, copied: a time, a line of a few words that breaks off anywhere, and the next time. Nobody is
// named, so that such a text has no turns; and as its lines are no paragraphs, none of them is a headline or a question.
func (r *reading) flow() {
	if len(r.voices) > 0 || r.begins == nil || r.o.Kind == "article" || r.o.Kind == "qa" || r.keeps() {
		return
	}
	n, cut, first := 0, 0, -1
	var flat []line
	for i, p := range r.paras {
		for _, l := range p.lines {
			if p.kind != plain {
				return
			}
			if _, ok := r.begins[l.n]; ok {
				if first < 0 {
					first = i
				}
				n++
			}
			if first >= 0 {
				flat = append(flat, l)
			}
		}
	}
	for k, l := range flat[:max(len(flat)-1, 0)] {
		if c, _ := utf8.DecodeRuneInString(flat[k+1].s); !sentenceEnd.MatchString(l.s) && unicode.IsLetter(c) && !unicode.IsUpper(c) {
			cut++
		}
	}
	if n < 6 || n*10 < len(flat)*7 || cut*4 < len(flat) {
		return
	}
	head := r.paras[:first:first]
	for _, l := range r.paras[first].lines { // those of the head that stand right above the first time
		if _, ok := r.begins[l.n]; ok {
			break
		}
		head = append(head, para{lines: []line{l}})
	}
	var cur para
	size := 0
	for _, l := range flat {
		direction := isStage(l.s)
		if (direction || size >= paraWords && sentenceEnd.MatchString(cur.lines[len(cur.lines)-1].s) || size >= paraMost) && len(cur.lines) > 0 {
			head = append(head, cur)
			cur, size = para{spoken: true}, 0
		}
		if direction {
			head = append(head, para{lines: []line{l}, kind: stage})
			continue
		}
		cur.spoken = true
		cur.lines = append(cur.lines, line{l.n, strings.TrimSpace(l.s)})
		size += count(l.s)
	}
	if len(cur.lines) > 0 {
		head = append(head, cur)
	}
	for i := range head {
		if p := &head[i]; p.spoken && len(p.lines) > 1 {
			p.lines = []line{{p.line(), p.text()}}
		}
	}
	r.paras = head
	r.res.Kind = "transcript"
}
