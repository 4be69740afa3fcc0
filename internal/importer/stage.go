package importer

import (
	"strings"

	"github.com/lateral-reader/lateral/internal/pattern"
)

// timeLead matches a time at the beginning of a turn's words, which the source reads as the turn's time.
var timeLead = pattern.New(`^\[(\d{1,3}(?::\d{2}){1,2}(?:[.,]\d{1,3})?)\]\s*`)

// bracketTime matches such a time in brackets of either kind.
var bracketTime = pattern.New(`^[\[(](\d{1,3}(?::\d{2}){1,2}(?:[.,]\d{1,3})?)[\])]\s+`)

// leading reports whether times in brackets begin what is said below most names that stand alone on their lines.
func (r *reading) leading(kept []found) bool {
	n, alones := 0, 0
	for _, f := range kept {
		if f.style != alone || f.rest != "" {
			continue
		}
		alones++
		p, next := r.paras[f.para], ""
		if f.line+1 < len(p.lines) {
			next = p.lines[f.line+1].s
		} else if f.para+1 < len(r.paras) && len(r.paras[f.para+1].lines) > 0 {
			next = r.paras[f.para+1].lines[0].s
		}
		if bracketTime.MatchString(next) {
			n++
		}
	}
	return n >= 3 && n*2 > alones
}

// How long a stage direction in round brackets may be; a longer one is speech. One in capitals or with a telling first word may be longer.
const (
	stageWords = 10
	stageLong  = 50
)

var stageLead = pattern.New(`(?i)^\((?:whereupon|recess|applause|laughter|pause|crosstalk|soundbite|music|video|begin|end|discussion|the (?:information|prepared|witness|following|committee|hearing|briefing|meeting|interview|tape|recording)|beifall|lachen|heiterkeit|zurufe?|zwischenrufe?|unruhe|glocke|applaus|applaudissements|exclamations|rires|sourires|mêmes|murmures|interruptions|aplausos|risas|rumores|applausi|commenti)\b`)

// isStage reports whether a line is wholly a stage direction: in square brackets, or a few words in round ones.
func isStage(s string) bool {
	s = strings.Trim(s, "*_ \t")
	if closed(s, '[', ']') {
		return !strings.HasPrefix(s, "[^")
	}
	if !closed(s, '(', ')') {
		return false
	}
	n := count(s)
	return n > 0 && n <= stageWords || n > 0 && n <= stageLong && (capitals(s) || stageLead.MatchString(s))
}

// seen reports whether a line is a longer passage in round brackets in which nobody speaks to anybody: what a script shows.
func seen(s string) bool {
	if s = strings.TrimSpace(s); !closed(s, '(', ')') || count(s) > stageLong+stageWords {
		return false
	}
	return !addressing(seenLead.ReplaceAllString(s, ""), "en")
}

// seenLead matches how scripts begin to tell what is seen.
var seenLead = pattern.New(`^\(We (?:see|hear|cut|pan|fade|find|are)\b`)

// closed reports whether brackets around s belong to each other.
func closed(s string, open, end rune) bool {
	depth := 0
	for i, c := range s {
		switch c {
		case open:
			depth++
		case end:
			depth--
		}
		if depth == 0 && i+len(string(c)) < len(s) || depth < 0 {
			return false
		}
	}
	return s != "" && depth == 0 && strings.HasPrefix(s, string(open))
}

// squared writes a stage direction in square brackets, as a source has it.
func squared(s string) string {
	t := strings.Trim(s, "*_ \t")
	if closed(t, '(', ')') {
		if s := "[" + t[1:len(t)-1] + "]"; closed(s, '[', ']') {
			return s
		}
	}
	return t
}
