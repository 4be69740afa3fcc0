package importer

import (
	"strings"

	"github.com/lateral-reader/lateral/internal/captions"
)

// cards takes labels that come too seldom to be told by that, since captions have two signs for them. A line that begins with >> may go on with a name
// and a colon. And a podcast begins a caption with each new speaker's name and a colon, the first one too: two names at least must do so, and nothing
// else that looks like a label.
func (r *reading) cards(cues []captions.Cue, lines []spokenLine) bool {
	if r.o.Kind == "article" || r.o.Kind == "qa" {
		return false
	}
	firsts, marked := map[int]bool{}, map[int]bool{}
	for _, c := range cues {
		firsts[c.Line] = true
	}
	for _, l := range lines {
		marked[l.n] = marked[l.n] || l.another
	}
	var all, signed []found
	card := true
	for _, f := range r.candidates() {
		n := r.paras[f.para].lines[f.line].n
		name := !notName(f.base) && !leadIn(f.base) && (!loose(f.base) || described(f.base))
		card = card && name && firsts[n] && f.rest != ""
		all = append(all, f)
		if name && marked[n] {
			signed = append(signed, f)
		}
	}
	switch {
	case len(signed) > 0:
		all = signed
	case !card || len(all) < 2 || all[0].para > 0 || all[0].line > 0:
		return false
	}
	people := group(all)
	two := len(signed) > 0
	for _, f := range all {
		people[f.person].accepted = true
		two = two || f.person != all[0].person
	}
	if two {
		r.adopt(all, people)
	}
	return two
}

// bracketHeads finds names in brackets on the first lines of captions, above words: two at least come again, in most captions or by turns, and none says
// what is heard.
func bracketHeads(cues []captions.Cue) map[string]bool {
	n, cued := map[string]int{}, 0
	changes, last := 0, ""
	for _, c := range cues {
		lines := c.Lines()
		if len(lines) == 0 {
			continue
		}
		cued++
		s := lines[0].Text
		if name := strings.Trim(s, "[]"); len(lines) > 1 && closed(s, '[', ']') && nameLike(name) && !loose(name) && !staged(name) && !notName(name) && !isStage(lines[1].Text) {
			if n[s]++; last != "" && last != s {
				changes++
			}
			last = s
		}
	}
	heads, all, again := map[string]bool{}, 0, 0
	for s, k := range n {
		heads[s] = true
		if all += k; k > 1 {
			again++
		}
	}
	if again < 2 || all*2 < cued && (all < 6 || all*6 < cued || changes*10 < (all-1)*8) {
		return nil
	}
	return heads
}

// goesOn takes off the labels of captions that say again who speaks: programs for meetings begin each caption with the name.
func (r *reading) goesOn(paras []para) []para {
	ends := 0
	for _, p := range paras {
		if sentenceEnd.MatchString(p.text()) {
			ends++
		}
	}
	marks := ends*12 >= len(paras)
	names := gathering{r: r}
	out := paras[:0:0]
	voice := ""
	for _, p := range paras {
		switch {
		case p.kind == rule:
			voice = ""
		case p.label == nil:
		case p.label.printed != voice || p.label.time != "":
			voice = p.label.printed
		default:
			names.add(line{p.line(), voice}, saidAgain)
			p.label = nil
			if last := &out[len(out)-1]; last.kind == plain {
				if n := count(last.text()); n < paraWords || marks && n < paraMost && !sentenceEnd.MatchString(last.text()) {
					last.lines = append(last.lines[:len(last.lines):len(last.lines)], p.lines...)
					continue
				}
			}
		}
		out = append(out, p)
	}
	names.report()
	return out
}

// clocked gives labels that were found in the words the times of their captions, where one line of the file holds one caption.
func clocked(paras []para, all []spokenLine) {
	at := map[int]int64{}
	for _, l := range all {
		if old, ok := at[l.n]; ok && old != l.start {
			at[l.n] = -1
		} else {
			at[l.n] = l.start
		}
	}
	for i := range paras {
		p := &paras[i]
		if p.label == nil || p.label.time != "" {
			continue
		}
		if ms, ok := at[p.line()]; ok {
			p.label.time = hms(ms)
		}
	}
}

// ruled keeps of all breaks those that end the turn of somebody named before words of somebody who is not.
func ruled(paras []para) []para {
	out := paras[:0:0]
	named, due := false, false
	for _, p := range paras {
		switch {
		case p.kind == rule:
			due = due || named
			continue
		case p.label != nil:
			named, due = true, false
		case p.kind != stage && due:
			out = append(out, para{kind: rule})
			named, due = false, false
		}
		out = append(out, p)
	}
	return out
}
