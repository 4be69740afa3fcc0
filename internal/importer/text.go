package importer

import (
	"strings"
)

// readText reads plain text: paragraphs are parted by blank lines, or are single lines where the text has hardly a blank line and is not
// broken at a column.
func readText(r *reading, text string) []para {
	var paras []para
	var cur para
	n, lines := 0, 0
	for s := range strings.SplitSeq(text, "\n") {
		n++
		if s = strings.TrimSpace(s); s == "" {
			paras = append(paras, cur)
			cur = para{}
			continue
		}
		lines++
		cur.lines = append(cur.lines, line{n, s})
	}
	paras = compact(append(paras, cur))
	r.wrapped = isWrapped(paras)
	if !r.wrapped && lines >= 4 && lines >= 4*len(paras) {
		paras = apart(paras)
	}
	return paras
}

// apart makes every line a paragraph.
func apart(paras []para) []para {
	var out []para
	for _, p := range paras {
		for _, l := range p.lines {
			out = append(out, para{lines: []line{l}})
		}
	}
	return out
}
