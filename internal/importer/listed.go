package importer

import (
	"strings"

	"github.com/lateral-reader/lateral/internal/pattern"
)

// bullet matches the mark of a list's item.
var bullet = pattern.New(`^ {0,3}[-*+•–—][ \t]+`)

// dotted matches a line of a list in plain text. Longer dashes begin what somebody says.
var dotted = pattern.New(`^[-*•●▪‣◦·][ \t]+(\S)`)

// dots makes lists of the lines with bullets in the plain text of an article: two lines at least, nothing else in their paragraph.
func (r *reading) dots() {
	if r.res.Kind != "article" || r.keeps() {
		return
	}
	var out []para
	for _, p := range r.paras {
		n := 0
		for _, l := range p.lines {
			if dotted.MatchString(l.s) {
				n++
			}
		}
		if p.kind != plain || p.label != nil || n < 2 || !dotted.MatchString(p.lines[0].s) || n < len(p.lines) && !r.wrapped {
			out = append(out, p)
			continue
		}
		for _, l := range p.lines {
			if dotted.MatchString(l.s) {
				out = append(out, para{kind: item, lines: []line{{l.n, dotted.ReplaceAllString(l.s, "$1")}}})
			} else {
				last := &out[len(out)-1]
				last.lines = append(last.lines, l)
			}
		}
	}
	r.paras = out
}

// listed makes paragraphs of a Markdown list whose items begin with labels: some programs write a transcript as a list.
func (r *reading) listed() {
	if !r.keeps() {
		return
	}
	items, labelled := 0, map[string]int{}
	for _, p := range r.paras {
		for _, l := range p.lines {
			if m := bullet.FindString(l.s); m != "" && p.kind == raw {
				items++
				if fs := readLabel(l.s[len(m):]); len(fs) > 0 && fs[0].rest != "" {
					labelled[key(fs[0].base)]++
				}
			}
		}
	}
	n, recur := 0, 0
	for _, k := range labelled {
		if k > 1 {
			n, recur = n+k, recur+1
		}
	}
	if items < 4 || recur < 2 || n*10 < items*7 {
		return
	}
	var out []para
	for _, p := range r.paras {
		if p.kind != raw || len(p.lines) == 0 || !bullet.MatchString(p.lines[0].s) {
			out = append(out, p)
			continue
		}
		for _, l := range p.lines {
			if m := bullet.FindString(l.s); m != "" || len(out) == 0 {
				out = append(out, para{lines: []line{{l.n, l.s[len(m):]}}})
				continue
			}
			last := &out[len(out)-1]
			last.lines = append(last.lines, line{l.n, strings.TrimSpace(l.s)})
		}
	}
	r.paras = compact(out)
}
