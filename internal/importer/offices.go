package importer

import (
	"strings"

	"github.com/lateral-reader/lateral/internal/pattern"
)

// partyLine matches a line that holds nothing but what a parliament prints beside a name: (Hexley North) (Lab).
var partyLine = pattern.New(`^\([^():]{2,60}\)(?: \([^():]{2,40}\))?$`)

// parties joins a name on a line of its own with the line of brackets below it, which says for whom somebody sits: where that comes again, and words
// follow.
func (r *reading) parties() {
	type place struct{ para, line int }
	var at []place
	for i, p := range r.paras {
		for j := 0; j+1 < len(p.lines); j++ {
			if s := p.lines[j].s; p.kind == plain && partyLine.MatchString(p.lines[j+1].s) && nameLike(s) && !loose(s) && !notName(s) && !sentenceEnd.MatchString(s) &&
				(j+2 < len(p.lines) || i+1 < len(r.paras)) && !stageLead.MatchString(p.lines[j+1].s) && !staged(p.lines[j+1].s[1:]) {
				at = append(at, place{i, j})
			}
		}
	}
	if len(at) < 2 {
		return
	}
	gone := map[int]map[int]bool{}
	for _, a := range at {
		p := &r.paras[a.para]
		if gone[a.para] == nil {
			gone[a.para] = map[int]bool{}
			p.lines = append([]line(nil), p.lines...)
		}
		p.lines[a.line].s += " " + p.lines[a.line+1].s
		gone[a.para][a.line+1] = true
	}
	for i := range gone {
		r.paras[i] = r.paras[i].without(gone[i])
	}
}

// introduced leaves out, at the top, the labels that only say who takes part: Moderator: Karla Rask. Those who speak under the same label do so below.
func (r *reading) introduced(all []found) []found {
	n := map[string]int{}
	for _, f := range all {
		n[key(f.base)]++
	}
	for len(all) > 0 {
		f := all[0]
		name, _ := splitRole(strings.TrimRight(f.rest, ",; "))
		if f.style != colon || f.time != "" || n[key(f.base)] < 2 && n[key(initials([]string{f.base}))] == 0 || !personName(name) || sentenceEnd.MatchString(f.rest) || f.para > 6 {
			return all
		}
		p := r.paras[f.para]
		if !described(f.base) || f.line+1 == len(p.lines) && (len(all) == 1 || all[1].para > f.para+1) {
			return all // or somebody says nothing but a name
		}
		all = all[1:]
	}
	return all
}

// withoutOffices takes out the labels that stand once, right below the name of somebody who speaks again: what a caption says of the person.
func (r *reading) withoutOffices(kept []found) []found {
	turns := map[int]int{}
	for _, f := range kept {
		turns[f.person]++
	}
	out := kept[:0:0]
	for k, f := range kept {
		if k > 0 && len(out) > 0 && f.style == alone && turns[f.person] == 1 {
			if last := out[len(out)-1]; last.style == alone && last.para == f.para && last.line+1 == f.line && turns[last.person] > 1 {
				if r.offices == nil {
					r.offices = map[[2]int]bool{}
				}
				r.offices[[2]int{f.para, f.line}] = true
				continue
			}
		}
		out = append(out, f)
	}
	return out
}

// officeWords is how many words a line may have that says what somebody is.
const officeWords = 14

// sameBelow finds the lines below names that say what somebody is: each time the name stands on a line of its own, the same few words stand below it, and
// what is said below these. Two people at least must have such a line; then one who speaks once may have one with a comma, too.
func (r *reading) sameBelow() {
	type below struct {
		words   string
		n, same int
	}
	names := map[string]*below{}
	at := func(p para) (name, words string) {
		if p.kind != plain || len(p.lines) < 3 || r.wrapped {
			return "", ""
		}
		name, words = p.lines[0].s, p.lines[1].s
		if !personName(name) || notName(name) || sentenceEnd.MatchString(name) || count(words) > officeWords || isStage(words) || asks.MatchString(words) || !capitalised(words) || timeOnly.MatchString(words) {
			return "", ""
		}
		return name, words
	}
	for _, p := range r.paras {
		name, words := at(p)
		if name == "" {
			continue
		}
		b := names[name]
		if b == nil {
			b = &below{words: words}
			names[name] = b
		}
		if b.n++; b.words == words {
			b.same++
		}
	}
	again := 0
	for _, b := range names {
		if b.n > 1 && b.same == b.n {
			again++
		}
	}
	if again < 2 {
		return
	}
	r.offices = map[[2]int]bool{}
	for i, p := range r.paras {
		name, words := at(p)
		if b := names[name]; b != nil && b.same == b.n && (b.n > 1 || strings.Contains(words, ", ")) {
			r.offices[[2]int{i, 1}] = true
		}
	}
}
