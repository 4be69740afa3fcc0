package importer

import (
	"strings"

	"github.com/lateral-reader/lateral/internal/pattern"
)

// eastInside matches what may be a label inside a line of Chinese or Japanese: behind the end of a sentence, and before a colon.
var eastInside = pattern.New(`(?:^|[。！？!?…」』”）)]|\s)\s*(\p{Han}[\p{Han}\p{Katakana}ー・·]{0,7})\s?[:：]`)

// runOnEast parts lines in which several people speak in Chinese or Japanese: two labels at least come again, mostly by turns, and most stand inside lines.
func (r *reading) runOnEast() bool {
	type place struct {
		para, line, at int
		name           string
	}
	var all []place
	times, inLines := map[string]int{}, 0
	for i, p := range r.paras {
		for j, l := range p.lines {
			if p.kind != plain || !strings.ContainsAny(l.s, ":：") {
				continue
			}
			for _, m := range eastInside.FindAllStringSubmatchIndex(l.s, -1) {
				name := l.s[m[2]:m[3]]
				if notName(name) {
					continue
				}
				times[name]++
				all = append(all, place{i, j, m[2], name})
			}
		}
	}
	n, changes, last := 0, 0, ""
	cut := map[[2]int][]int{}
	for _, f := range all {
		if times[f.name] < 2 {
			continue
		}
		if n++; last != "" && f.name != last {
			changes++
		}
		last = f.name
		if f.at > 0 {
			inLines++
			cut[[2]int{f.para, f.line}] = append(cut[[2]int{f.para, f.line}], f.at)
		}
	}
	if n < 6 || changes*10 < (n-1)*6 || inLines*2 < n {
		return false
	}
	r.cutLines(cut)
	return true
}
