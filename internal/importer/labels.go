package importer

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// labels finds the lines that begin turns and splits the paragraphs there. Labels are told by how they recur and alternate and by how
// much of the text they cover; a text where nothing does so has none.
func (r *reading) labels() {
	if r.o.Kind == "article" || r.o.Kind == "qa" {
		return
	}
	all := r.candidates()
	people := group(all)
	r.accept(all, people)
	kept := all[:0:0]
	for _, f := range all {
		if people[f.person].accepted {
			kept = append(kept, f)
		}
	}
	if len(kept) == 0 {
		if r.o.Kind == "transcript" {
			r.problem(0, "no speaker's label was found; name one with --speaker LABEL=id")
		}
		return
	}
	r.res.Kind = "transcript"
	for _, p := range people {
		if p.accepted {
			r.voices = append(r.voices, &voice{names: p.names})
		}
		p.voice = len(r.voices) - 1
	}
	for _, f := range kept {
		r.voices[people[f.person].voice].add(f)
	}
	r.split(kept)
}

// candidates reads every line of a plain paragraph for a label.
func (r *reading) candidates() []found {
	var all []found
	for i, p := range r.paras {
		for j, l := range p.lines {
			s := l.s
			if p.kind == raw || p.kind == heading {
				continue
			}
			f, ok := readLabel(strings.TrimSpace(s))
			if !ok {
				continue
			}
			if f.style == alone && (j+1 == len(p.lines) && i+1 == len(r.paras) || j > 0 && r.wrapped) {
				continue
			}
			f.para, f.line = i, j
			all = append(all, f)
		}
	}
	return all
}

// words after the label at all[k], up to the next of kept.
func (r *reading) spoken(all []found, k int) (text string, paras int) {
	f := all[k]
	last, lastLine := len(r.paras), 0
	if k+1 < len(all) {
		last, lastLine = all[k+1].para, all[k+1].line
	}
	text = f.rest
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
		if from < to {
			paras++
		}
	}
	return strings.TrimSpace(text), paras
}

// accept marks the people whose labels are labels.
func (r *reading) accept(all []found, people []*person) {
	given := map[string]bool{}
	for l := range r.o.Speakers {
		given[key(l)] = true
	}
	for _, p := range people {
		for _, n := range p.names {
			p.accepted = p.accepted || given[key(n)]
		}
	}
	for k, f := range all {
		p := people[f.person]
		p.accepted = p.accepted || given[key(f.printed)]
		p.n++
		if l := r.paras[f.para].lines[f.line]; p.n == 1 {
			p.at, p.first = l.n, l.s
		} else if l.s != p.first {
			p.varied = true
		}
		if f.time != "" {
			p.timed++
		}
		if f.style == alone {
			p.alone++
		}
		if text, _ := r.spoken(all, k); sentenceEnd.MatchString(text) || count(text) >= 12 {
			p.sentences++
		}
	}
	core := 0
	for _, p := range people {
		if p.likely() {
			p.core = true
			core++
		}
	}
	ok, dense := r.dialogue(all, people, core)
	if !ok {
		for _, p := range people {
			if p.varied && p.alone < p.n && !p.accepted && !notName(p.names[0]) {
				r.problem(p.at, "%q begins %d lines like a speaker's label, but the text is no dialogue; it is read as words", p.names[0], p.n)
			}
		}
		return
	}
	caps := 0
	for _, p := range people {
		if p.core {
			p.accepted = true
			if capitals(p.names[0]) {
				caps++
			}
		}
	}
	for _, p := range people {
		if !p.accepted && p.alone < p.n && !notName(p.names[0]) && p.sentences*2 >= p.n {
			n := p.names[0]
			p.accepted = p.timed > 0 || caps > 0 && capitals(n) && len(n) > 2 ||
				(caps < core || core == 0) && (strings.Contains(n, " ") && !loose(n) || described(n) || dense || partOf(n, people))
		}
		if !p.accepted && p.alone < p.n && p.varied {
			r.problem(p.at, "%q begins %d lines like a speaker's label; it is read as words", p.names[0], p.n)
		}
	}
}

// onlyDescribed reports whether no likely label names anybody: Q and A alone on their lines.
func onlyDescribed(people []*person) bool {
	for _, p := range people {
		if p.core && !described(p.names[0]) {
			return false
		}
	}
	return true
}

// partOf reports whether a name is one of those in a joint label.
func partOf(name string, people []*person) bool {
	for _, p := range people {
		if p.core && joint(p.names[0]) && slices.Contains(strings.Fields(p.names[0]), name) {
			return true
		}
	}
	return false
}

// likely reports whether a person's labels recur and stand before speech.
func (p *person) likely() bool {
	if notName(p.names[0]) || p.n < 2 && p.timed == 0 {
		return false
	}
	if p.alone == p.n && p.n < 2 {
		return false
	}
	return p.sentences*2 >= p.n || p.timed*2 > p.n
}

// dialogue reports whether the likely people's labels alternate and cover enough of the text; dense is set where most paragraphs have one.
func (r *reading) dialogue(all []found, people []*person, core int) (ok, dense bool) {
	n, recur, changes, timed, lone, prev, first := 0, 0, 0, 0, 0, -1, -1
	for _, f := range all {
		p := people[f.person]
		if p.accepted {
			return true, false // somebody said so
		}
		if !p.core {
			continue
		}
		if n > 0 && prev != f.person {
			changes++
		}
		if f.time != "" {
			timed++
		}
		if f.style == alone {
			lone++
		}
		if first < 0 {
			first = f.para
		}
		prev = f.person
		n++
	}
	for _, p := range people {
		if p.core && p.n > 1 {
			recur++
		}
	}
	if n == 0 {
		return false, false
	}
	units := max(n, len(r.paras)-first)
	switch {
	case timed*2 > n:
		ok = n >= 2 && n*8 >= units
	case core < 2 || n < 3 || recur == 0:
	case lone == n && (recur < 2 || n*3 < units || n < 5 && !onlyDescribed(people)):
	case n < 6:
		ok = n*10 >= units*3 && changes*2 >= n-1
	default:
		ok = n*8 >= units && changes*3 >= n-1
	}
	return ok, n*2 >= units
}

// split cuts the paragraphs at the labels. A label without any words is left out, and said so.
func (r *reading) split(kept []found) {
	at := map[[2]int]found{}
	for _, f := range kept {
		at[[2]int{f.para, f.line}] = f
	}
	var out []para
	var pending *label // a label whose words have not come yet
	var pendingLine line
	add := func(p para) {
		if len(p.lines) == 0 {
			return
		}
		if p.kind == plain && len(p.lines) == 1 && isStage(p.lines[0].s) {
			p.kind = stage
		}
		if pending != nil && p.kind == plain {
			p.label, pending = pending, nil
		}
		out = append(out, p)
	}
	giveUp := func() {
		if pending != nil {
			r.drop(pendingLine, "a speaker's label without words")
			r.problem(pendingLine.n, "the label %q has no words after it", pending.printed)
			pending = nil
		}
	}
	for i, p := range r.paras {
		if p.kind != plain {
			if p.kind == heading || pending != nil {
				giveUp()
			}
			out = append(out, p)
			continue
		}
		cur := para{}
		for j, l := range p.lines {
			f, ok := at[[2]int{i, j}]
			switch {
			case ok:
				add(cur)
				giveUp()
				cur = para{}
				lab := f.label
				pending, pendingLine = &lab, l
				if lead := timeLead.FindStringSubmatch(f.rest); lead != nil && lab.time == "" {
					pending.time, f.rest = lead[1], f.rest[len(lead[0]):]
				}
				if f.rest != "" {
					cur.lines = append(cur.lines, line{l.n, f.rest})
				}
			case isStage(l.s):
				add(cur)
				add(para{lines: []line{l}, kind: stage})
				cur = para{}
			default:
				cur.lines = append(cur.lines, l)
			}
		}
		add(cur)
	}
	giveUp()
	r.paras = out
}

// key is the form in which printed labels are compared.
func key(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// notName reports whether a label is one of the words of articles and forms that name nobody.
func notName(s string) bool {
	if utf8.RuneCountInString(s) == 1 {
		return false
	}
	ws := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return r == ' ' || r == '-' || r == '’' || r == '\'' })
	return notPeople[strings.ToLower(s)] || !slices.ContainsFunc(ws, func(w string) bool { return !notPeople[w] && !particles[w] && !beside[strings.Trim(w, ".")] && len(w) > 1 })
}
