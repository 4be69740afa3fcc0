package importer

import (
	"slices"
	"strings"

	"github.com/lateral-reader/lateral/internal/words"
)

// contents makes headings of the lines between turns that the list above the talk has, too: the parts of a broadcast, each named again where it begins.
// Neither there nor in the list they are names of speakers.
func (r *reading) contents() {
	parts := map[string]bool{}
	for _, p := range r.paras[:min(len(r.paras), 4)] {
		for _, l := range p.lines {
			if s := bulleted(l.s); s != "" {
				parts[words.Same(s)] = true
			}
		}
	}
	if len(parts) < 2 {
		return
	}
	r.paras = slices.Clone(r.paras)
	for i := range r.paras {
		p := &r.paras[i]
		if p.kind != plain || len(p.lines) != 1 || !parts[words.Same(strings.TrimSpace(p.lines[0].s))] {
			continue
		}
		next := i + 1
		for next < len(r.paras) && (r.paras[next].kind == stage || isStage(r.paras[next].text())) {
			next++
		}
		if next == len(r.paras) || len(r.paras[next].lines) == 0 {
			continue
		}
		if fs := readLabel(r.paras[next].lines[0].s); len(fs) > 0 && fs[0].style == colon && fs[0].rest != "" {
			p.kind, p.level, r.parts = heading, 2, parts
		}
	}
}

// bulleted is what stands behind the dash of a line of a list.
func bulleted(s string) string {
	t, ok := strings.CutPrefix(strings.TrimSpace(s), "- ")
	if !ok || count(t) > 14 {
		return ""
	}
	return strings.TrimSpace(t)
}
