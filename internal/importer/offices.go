package importer

import (
	"regexp"
	"strings"
)

// partyLine matches a line that holds nothing but what a parliament prints beside a name: (Hexley North) (Lab).
var partyLine = regexp.MustCompile(`^\([^():]{2,60}\)(?: \([^():]{2,40}\))?$`)

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
