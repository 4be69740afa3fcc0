package importer

import (
	"slices"
	"strings"
)

// attended takes out what a page prints beside each speaker's name and what is none of it: links behind it on the line, a word on the line above.
func (r *reading) attended() {
	if r.keeps() || r.way.format.Kind == "captions" {
		return
	}
	r.linksBeside()
	r.wordAbove()
}

// spotAt is a line with its place.
type spotAt struct {
	para, line int
	s          string
}

// plainLines gives the lines of plain paragraphs in their order.
func (r *reading) plainLines() []spotAt {
	var out []spotAt
	for i, p := range r.paras {
		for j, l := range p.lines {
			if p.kind == plain {
				out = append(out, spotAt{i, j, strings.TrimSpace(l.s)})
			}
		}
	}
	return out
}

// linksBeside takes off the links that stand in the same words behind name after name: Ada Ruiz (Harbour) Share this | Link to this. In a table the next
// line has bars, too.
func (r *reading) linksBeside() {
	lines := r.plainLines()
	at := map[string][]int{}
	best := ""
	for k, l := range lines {
		head, tail, ok := strings.Cut(l.s, " | ")
		if !ok || !capitalised(head) || count(tail) < 2 || count(tail) > 10 || sentenceEnd.MatchString(tail) || k+1 == len(lines) || strings.Contains(lines[k+1].s, " | ") {
			continue
		}
		if at[tail] = append(at[tail], k); len(at[tail]) > len(at[best]) {
			best = tail
		}
	}
	if len(at[best]) < 3 {
		return
	}
	var heads [][]string // each backwards
	seen := map[string]bool{}
	for _, k := range at[best] {
		head, _, _ := strings.Cut(lines[k].s, " | ")
		ws := strings.Fields(head)
		seen[head] = true
		slices.Reverse(ws)
		heads = append(heads, ws)
	}
	same := 0 // words that end all heads
	for ; same < len(heads[0]); same++ {
		if slices.ContainsFunc(heads, func(ws []string) bool { return same+1 >= len(ws) || ws[same] != heads[0][same] }) {
			break
		}
	}
	if len(seen) < 2 || same > 4 {
		return
	}
	g := gathering{r: r}
	for n, k := range at[best] {
		ws := heads[n][same:]
		slices.Reverse(ws)
		l := &r.paras[lines[k].para].lines[lines[k].line]
		name := strings.Join(ws, " ")
		if s := strings.Join(strings.Fields(l.s), " "); len(ws) <= 14 && !sentenceEnd.MatchString(name) && strings.HasPrefix(s, name) {
			g.add(line{l.n, strings.TrimSpace(s[len(name):])}, "links beside a speaker's name")
			l.s = name
		}
	}
	g.report()
}

// wordAbove takes out a line of a word or two that stands above name after name, the same each time, and nowhere else: "speaker".
func (r *reading) wordAbove() {
	lines := r.plainLines()
	at := map[string][]int{}
	for k, l := range lines {
		if len(l.s) < 30 && l.s != "" && count(l.s) <= 2 && !sentenceEnd.MatchString(l.s) && !strings.ContainsAny(l.s, ":0123456789[(") {
			at[l.s] = append(at[l.s], k)
		}
	}
	gone := map[[2]int]bool{}
	g := gathering{r: r}
	for k, l := range lines {
		if all := at[l.s]; len(all) < 4 || all[0] != k || !aboveNames(lines, all) {
			continue
		}
		for _, k := range at[l.s] {
			sp := lines[k]
			gone[[2]int{sp.para, sp.line}] = true
			g.add(r.paras[sp.para].lines[sp.line], "stands above each speaker's name")
		}
	}
	if len(gone) == 0 {
		return
	}
	g.report()
	r.leaveOut(gone)
}

// aboveNames reports whether nearly all of these lines stand right above a name, with words below it: of those names some come again.
func aboveNames(lines []spotAt, at []int) bool {
	n, names, again := 0, map[string]int{}, 0
	for _, k := range at {
		if k+2 >= len(lines) {
			continue
		}
		s, next := lines[k+1].s, lines[k+2].s
		if count(s) > 8 || sentenceEnd.MatchString(s) || !nameLike(s) || loose(s) && !described(s) || s == lines[k].s || next == lines[k].s {
			continue
		}
		n++
		if names[s]++; names[s] == 2 {
			again++
		}
	}
	return n*10 >= len(at)*9 && len(names) >= 2 && again > 0 && len(names)*4 <= n*3
}
