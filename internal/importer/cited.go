package importer

import (
	"strings"

	"github.com/lateral-reader/lateral/internal/pattern"
)

// citedLine matches a line of a quotation, as mail and Markdown mark it.
var citedLine = pattern.New(`^ {0,3}>[ \t]?(.*)$`)

// cited takes the sign of a quotation off the lines of a conversation that is quoted whole: nearly every paragraph in it begins with a label, and two
// labels at least come again. Of mail with its answers between the lines, and of its heads, that does not hold.
func (r *reading) cited() {
	quoted := func(p para) bool {
		return (p.kind == raw || p.kind == plain) && len(p.lines) > 0 && citedLine.MatchString(p.lines[0].s)
	}
	units, labelled, lines := 0, 0, map[string]int{}
	for _, p := range r.paras {
		if !quoted(p) {
			continue
		}
		begins := true
		for _, l := range p.lines {
			m := citedLine.FindStringSubmatch(l.s)
			if m == nil || strings.HasPrefix(m[1], ">") {
				return
			}
			s := strings.TrimSpace(m[1])
			fs := readLabel(s)
			ok := len(fs) > 0 && (fs[0].style == colon || fs[0].style == timed) && !notName(fs[0].base) && !leadIn(fs[0].base)
			if ok {
				labelled++
				lines[key(fs[0].base)]++
			}
			if begins = begins && s != ""; begins || ok {
				units++
			}
			begins = s == ""
		}
	}
	recur := 0
	for _, n := range lines {
		if n > 1 {
			recur++
		}
	}
	if labelled < 4 || recur < 2 || labelled*10 < units*7 {
		return
	}
	var out []para
	for _, p := range r.paras {
		if !quoted(p) {
			out = append(out, p)
			continue
		}
		var cur para
		for _, l := range p.lines {
			if s := strings.TrimSpace(citedLine.FindStringSubmatch(l.s)[1]); s != "" {
				cur.lines = append(cur.lines, line{l.n, s})
				continue
			}
			out = append(out, cur)
			cur = para{}
		}
		out = append(out, cur)
	}
	r.paras = compact(out)
}

// hashTime matches the time that programs for research print behind what somebody says: #00:12:03-4#.
var hashTime = pattern.New(`\s*(#\d{1,2}:\d{2}:\d{2}(?:-\d)?#)`)

// linkedTime matches a time that is a link to its place in a recording. The groups are: time, address.
var linkedTime = pattern.New(`\[[\[(]?(\d{1,3}(?::\d{2}){1,2})[\])]?\]\(([^()\s]*)\)`)

// times takes out of the lines what programs write with times and no person says: times between # signs, and the addresses of times, which then stand as
// other programs print them.
func (r *reading) times() {
	if r.keeps() {
		r.strip(linkedTime, "[$1]", "the address of a time in a recording", max(3, (len(r.paras)+3)/4))
	}
	r.strip(hashTime, "", "the time of what is said", 3)
}

// strip puts something else in the place of what has a form, in plain lines, if at least so many have it; the last group of the form is reported.
func (r *reading) strip(form *pattern.Pattern, with, why string, least int) {
	n := 0
	for _, p := range r.paras {
		for _, l := range p.lines {
			if p.kind == plain && form.MatchString(l.s) {
				n++
			}
		}
	}
	if n < least {
		return
	}
	g := gathering{r: r}
	for _, p := range r.paras {
		for j, l := range p.lines {
			if p.kind != plain || !form.MatchString(l.s) {
				continue
			}
			for _, m := range form.FindAllStringSubmatch(l.s, -1) {
				g.add(line{l.n, m[len(m)-1]}, why)
			}
			p.lines[j].s = strings.TrimSpace(form.ReplaceAllString(l.s, with))
		}
	}
	g.report()
}
