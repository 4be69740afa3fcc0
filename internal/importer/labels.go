package importer

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/pattern"
	"github.com/lateral-reader/lateral/internal/words"
)

// labels finds the lines that begin turns and splits the paragraphs there. Labels are told by how they recur and alternate and by how
// much of the text they cover; a text where nothing does so has none.
func (r *reading) labels() {
	defer r.unused()
	r.contents()
	if whole := r.paras; !r.findLabels(true) { // and lines that hold no talk are whole again
		r.paras = whole
		r.findLabels(false)
	}
}

// findLabels does so; it may look for labels inside lines, too, and reports false where it has parted lines there for nothing.
func (r *reading) findLabels(part bool) bool {
	if r.o.Kind == "article" {
		return true
	}
	if r.o.Kind == "qa" {
		all := r.candidates()
		r.oneSide(all, group(all))
		return true
	}
	r.times()
	r.elapsed()
	r.partied()
	r.attended()
	r.brokenLabels()
	part = part && r.runOn()
	r.ranges()
	r.listed()
	r.tabled()
	r.parties()
	r.cited()
	r.sameBelow()
	r.unset()
	r.inline()
	r.countedTurns()
	all := r.belowPrelude(r.introduced(r.signed(answers(numberedPairs(r.candidates())))))
	all = r.headlined(r.correspond(all))
	people := group(all)
	if kept := settled(all, people); len(kept) < len(all) {
		all = kept
		people = group(all)
	}
	said := len(r.res.Problems)
	r.accept(all, people)
	kept := all[:0:0]
	for _, f := range all {
		if sounds[key(f.base)] && f.rest != "" {
			r.heard = append(r.heard, f)
		} else if people[f.person].accepted {
			kept = append(kept, f)
		}
	}
	kept = r.withoutOffices(kept)
	if len(kept) == 0 && part {
		r.res.Problems, r.heard = r.res.Problems[:said], nil
		return false
	}
	if len(kept) == 0 {
		if all, people := r.oddly(); all != nil {
			r.res.Problems = r.res.Problems[:said]
			r.adopt(all, people)
			return true
		}
		if r.oneSide(all, people) {
			r.res.Problems = r.res.Problems[:said] // on what might be labels
			return true
		}
		if caps := inCapitals(all); len(caps) > 1 && 2*len(caps)+2 >= len(r.paras) {
			r.problem(r.paras[caps[0].para].lines[caps[0].line].n, "%q and %q begin lines like speakers' labels, but do not come again; if they are, name them: --speaker %q",
				caps[0].base, caps[1].base, caps[0].base+"=id")
		} else if r.o.Kind == "transcript" {
			r.problem(0, "no speaker's label was found; name one with --speaker LABEL=id")
		}
		return true
	}
	r.adopt(kept, people)
	return true
}

// adopt makes voices of the people who are accepted, and turns at their labels.
func (r *reading) adopt(kept []found, people []*person) {
	undashed(kept)
	r.res.Kind = cmp.Or(r.way.format.Kind, "transcript")
	r.misspelt(people)
	voices := make([]*voice, len(people)) // by first appearance
	for _, f := range kept {
		if voices[f.person] == nil {
			voices[f.person] = &voice{names: people[f.person].names}
			r.voices = append(r.voices, voices[f.person])
		}
		voices[f.person].add(f)
	}
	r.split(kept)
}

// unused tells of labels that were named for this text and that no line begins with.
func (r *reading) unused() {
	used := map[string]bool{}
	for _, v := range r.voices {
		for _, l := range append(v.labels[:len(v.labels):len(v.labels)], v.names...) {
			used[key(l)] = true
		}
	}
	for _, l := range slices.Sorted(maps.Keys(r.o.Speakers)) {
		if !used[key(l)] {
			r.problem(0, "no line begins with the label %q", l)
		}
	}
}

// declare makes the voices of paragraphs whose labels are sure, as those of captions are, and groups them: Ann Hill, HILL and AH may be one.
func (r *reading) declare(paras []para) {
	var all []found
	for i, p := range paras {
		if p.label != nil {
			f := found{para: i, label: *p.label}
			f.split()
			all = append(all, f)
		}
	}
	people := group(all)
	voices := make([]*voice, len(people))
	for _, f := range all {
		if voices[f.person] == nil {
			voices[f.person] = &voice{names: people[f.person].names}
			r.voices = append(r.voices, voices[f.person])
		}
		voices[f.person].add(f)
	}
}

// settled leaves out the lines that hold nothing but the name of somebody whose labels mostly stand before words: a line in the head.
func settled(all []found, people []*person) []found {
	lone, n := make([]int, len(people)), make([]int, len(people))
	colons, alones, first := 0, 0, -1
	for k, f := range all {
		if n[f.person]++; f.style == alone {
			lone[f.person]++
			alones++
		} else if f.style == colon && f.rest != "" {
			if colons++; first < 0 {
				first = k
			}
		}
	}
	head := 0 // names above a talk whose labels all stand before words
	if colons >= 6 && alones*4 <= colons {
		head = first
	}
	kept := all[:0:0]
	for k, f := range all {
		if f.style != alone || lone[f.person]*2 > n[f.person] && k >= head {
			kept = append(kept, f)
		}
	}
	return unlisted(kept, lone, n)
}

// unlisted leaves out lines with a name and an office behind a dash, which are no speech, of those whose names mostly stand alone: a list of who takes part.
func unlisted(all []found, lone, n []int) []found {
	return slices.DeleteFunc(all, func(f found) bool {
		return f.style == dashed && lone[f.person]*2 > n[f.person] && count(f.rest) <= 12 && !sentenceEnd.MatchString(f.rest)
	})
}

// candidates reads every line of a plain paragraph for a label, and headings that hold nothing else. Where a line can be read in several ways, as
// "A. Look: it was dark", the label that more lines have is the one.
func (r *reading) candidates() []found {
	var all [][]found
	lines := map[string]int{}
	for i, p := range r.paras {
		for j, l := range p.lines {
			fs := r.candidate(i, j, p, l)
			for _, f := range fs {
				if f.style != oneSpace { // "A long talk"
					lines[key(f.base)]++
				}
			}
			if len(fs) > 0 {
				all = append(all, fs)
			}
		}
	}
	r.titles(all)
	var chosen []found
	for _, fs := range all {
		best := fs[0]
		for _, f := range fs[1:] {
			n, most := lines[key(f.base)], lines[key(best.base)]
			if n > most || n == most && n > 1 && strings.HasPrefix(f.base, best.base+". ") { // A. Ruiz – words is no answer of A.
				best = f
			}
		}
		chosen = append(chosen, best)
	}
	return chosen
}

// titles reads Ada Ruiz -- Chief Engineer as a name with an office on a line of its own, where such whole lines come again: nobody says them twice.
func (r *reading) titles(all [][]found) {
	lines, again := map[string]int{}, 0
	of := func(f found) string { return r.paras[f.para].lines[f.line].s }
	titled := func(fs []found) bool {
		f := fs[0]
		return f.style == dashed && len(fs) == 1 && personName(f.base) && count(f.rest) <= 12 && !loose(f.rest) && !sentenceEnd.MatchString(f.rest) && len(of(f)) < labelMost
	}
	for _, fs := range all {
		if titled(fs) {
			if s := of(fs[0]); lines[s] > 0 {
				again++
				lines[s]++
			} else {
				lines[s] = 1
			}
		}
	}
	if again < 2 {
		return
	}
	for _, fs := range all {
		if f := &fs[0]; titled(fs) {
			f.printed, f.role, f.rest, f.style = strings.NewReplacer("*", "", "_", "").Replace(of(*f)), strings.Trim(f.rest, "*_ "), "", alone
		}
	}
}

// clockWord matches words before a time of day.
var clockWord = pattern.New(` (?:at|um|à|às|alle)$`)

// candidate reads one line of a paragraph.
func (r *reading) candidate(i, j int, p para, l line) []found {
	s := l.s
	if interjects.MatchString(s) {
		return nil
	}
	if r.parts != nil && r.parts[words.Same(strings.TrimPrefix(strings.TrimSpace(s), "- "))] || p.kind == raw || p.kind == heading && (p.level < 2 || len(p.lines) > 1) || r.offices[[2]int{i, j}] {
		return nil
	}
	if r.way.format.Kind == "captions" && !strings.ContainsAny(s, ":：[(（【〔") {
		return nil
	}
	if p.kind == heading {
		s = strings.Trim(strings.TrimSpace(s), "# ")
	}
	if !r.keeps() {
		s = bullet.ReplaceAllString(s, "")
	}
	var kept []found
	fs := readLabel(strings.TrimSpace(s))
	if f, ok := r.readUnset(s); ok {
		fs = []found{f}
	}
	if f, ok := r.readInline(s); ok {
		fs = []found{f}
	}
	for _, f := range fs {
		if r.way.format.Kind == "captions" && (f.style != colon && f.style != bracketed || f.time != "") {
			continue // their lines are broken anywhere, and their times stand apart
		}
		if d, _ := dateIn(f.base); len(d) > len("2006-01") || clockWord.MatchString(f.base) {
			continue // May 4, 2011 at 3:12, of a comment below an article
		}
		if p.kind == heading {
			if f.rest != "" || talkHeading.MatchString(f.base) {
				continue
			}
			if f.time == "" {
				f.style = alone
			}
		}
		if at := r.begins[l.n]; at != "" && f.time == "" {
			f.time = at
			if f.style == alone {
				f.style = timed
			}
		}
		sure := f.style == timed || f.style == logged
		if r.indents && j > 0 && !sure {
			continue
		}
		if r.wrapped && j > 0 && !sure && !sentenceEnd.MatchString(p.lines[j-1].s) && !isStage(p.lines[j-1].s) && count(p.lines[j-1].s) > 4 {
			continue // in the middle of a sentence
		}
		last := j+1 == len(p.lines) && i+1 == len(r.paras)
		if f.style == alone && (last || j > 0 && r.wrapped && !sentenceEnd.MatchString(p.lines[j-1].s) && !isStage(p.lines[j-1].s)) {
			continue
		}
		if by := byWhom.FindString(f.rest); by != "" {
			f.beside, f.rest = f.beside+" "+by, f.rest[len(by):]
		}
		f.para, f.line = i, j
		kept = append(kept, f)
	}
	return kept
}

// signed leaves out, where >> stands before labels, those of others that have none: each speaker's first line has that sign.
func (r *reading) signed(all []found) []found {
	names, n := map[string]bool{}, 0
	sign := func(f found) bool { return strings.HasPrefix(r.paras[f.para].lines[f.line].s, ">>") }
	for _, f := range all {
		if sign(f) && f.style == colon {
			names[key(f.base)] = true
			n++
		}
	}
	if len(names) < 2 || n < 4 {
		return all
	}
	r.signs = true
	return slices.DeleteFunc(all, func(f found) bool { return !sign(f) && !names[key(f.base)] })
}

// answers leaves out the lines that begin with the word A and one space, unless a Q stands right before: one letter for two things.
func answers(all []found) []found {
	kept := all[:0:0]
	last, pairs := "", 0
	for _, f := range all {
		if f.style == oneSpace {
			if last != "Q" && (last == "A" || pairs < 3) { // somebody else may have spoken between, once it is clear what A is
				continue
			}
			f.style = spaced
			pairs++
		}
		if last = f.base; f.style != spaced {
			last = ""
		}
		kept = append(kept, f)
	}
	return kept
}

// inCapitals gives the first of each label in capitals.
func inCapitals(all []found) []found {
	var out []found
	for _, f := range all {
		if len(f.base) > 1 && f.base == strings.ToUpper(f.base) && f.base != strings.ToLower(f.base) && f.rest != "" &&
			!slices.ContainsFunc(out, func(g found) bool { return g.base == f.base }) {
			out = append(out, f)
		}
	}
	return out
}

// many is how many speakers a text may have before nobody looks for slips in their names: each would be compared with all others.
const many = 300

// misspelt tells of a label that comes once and is almost another one.
func (r *reading) misspelt(people []*person) {
	n := 0
	for _, p := range people {
		if p.accepted {
			n++
		}
	}
	if n > many {
		return
	}
	for i, p := range people {
		if !p.accepted || p.n != 1 || len(p.names) == 0 || len(p.names[0]) < 4 || strings.ContainsAny(p.names[0], "0123456789") {
			continue
		}
		var others []string
		for j, q := range people {
			if q.accepted && (q.n > 1 || j < i) {
				others = append(others, q.names...)
			}
		}
		if near := diag.Nearest(p.names[0], others); near != "" && !described(p.names[0]) {
			r.problem(p.at, "%q is almost %q: if it is the same speaker, correct the text and the list of speakers", p.names[0], near)
		}
	}
}

// spoken is the words after the label at all[k], up to the next one.
func (r *reading) spoken(all []found, k int) string {
	f := all[k]
	last, lastLine := len(r.paras), 0
	if k+1 < len(all) {
		last, lastLine = all[k+1].para, all[k+1].line
	}
	text := f.rest
	for i := f.para; i < len(r.paras) && i <= last; i++ {
		from, to := 0, len(r.paras[i].lines)
		if i == f.para {
			from = f.line + 1
		}
		if i == last {
			to = lastLine
		}
		for j := from; j < to; j++ {
			if s := strings.TrimSpace(r.paras[i].lines[j].s); !isStage(s) {
				text += " " + s
			}
		}
	}
	return strings.TrimSpace(text)
}

// key is the form in which printed labels are compared.
func key(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }
