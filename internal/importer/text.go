package importer

import (
	"slices"
	"strconv"
	"strings"

	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/pattern"
)

// readText reads plain text: paragraphs are parted by blank lines, or are single lines where the text has hardly a blank line and is not
// broken at a column.
func readText(r *reading, in input) ([]para, []diag.Diagnostic) { return r.readText(in.text), nil }

// unbarred takes the bars off that end a third of the lines and stand nowhere else: cells of a table, each on a line of its own.
func unbarred(all []string) {
	lines, bars := 0, 0
	for _, s := range all {
		if s = strings.TrimSpace(s); s == "" {
			continue
		}
		lines++
		switch i := strings.IndexByte(s, '|'); {
		case i >= 0 && i+1 < len(s):
			return
		case i >= 0 && strings.HasSuffix(s, " |"):
			bars++
		}
	}
	if bars < 6 || bars*3 < lines {
		return
	}
	for i, s := range all {
		if t, ok := strings.CutSuffix(strings.TrimRight(s, " \t"), " |"); ok {
			all[i] = t
		}
	}
}

func (r *reading) readText(text string) []para {
	var paras []para
	var cur para
	n, lines := 0, 0
	var indents []int // by number of the line
	numbered := lineNumbers(text)
	all := strings.Split(text, "\n")
	outside := map[int]bool{} // lines without a number where others have one
	for i, s := range all {
		if m := lineNumber.FindStringSubmatch(s); numbered && m != nil {
			r.drop(line{i + 1, m[1]}, "number of the line")
			all[i] = s[len(m[0]):]
		} else if numbered {
			outside[i] = true
		}
	}
	unbarred(all)
	pages := pageLines(all, outside)
	for i, s := range all {
		n++
		if why := pages[i]; why != "" {
			r.drop(line{n, strings.TrimSpace(s)}, why)
			s = ""
		}
		indents = append(indents, indent(s))
		if s = strings.TrimSpace(s); s == "" {
			paras = append(paras, cur)
			cur = para{}
			continue
		}
		if drawn.MatchString(s) && (len(cur.lines) > 0 || s[0] == '|') {
			r.drop(line{n, s}, "a line that is drawn")
			continue
		}
		lines++
		cur.lines = append(cur.lines, line{n, s})
	}
	r.columns = indents
	paras = compact(append(paras, cur))
	r.wrapped = isWrapped(paras)
	if !r.wrapped && lines >= 4 && lines >= 4*len(paras) {
		paras = apart(paras)
	}
	if !r.wrapped {
		paras = spokenApart(paras)
	}
	if r.wrapped {
		n := len(paras)
		paras = indented(paras, indents)
		r.indents = len(paras) > n
	}
	return paras
}

// drawn matches a line that is drawn with dashes, or between the cells of a table.
var drawn = pattern.New(`^(?:-{10,}|\||-{3,}\|(?:-{3,}\|?)+)$`)

// lineNumber matches the number before a line, with the time of day that some records have before it.
var lineNumber = pattern.New(`^[ \t]*((?:\d{1,2}:\d{2}(?::\d{2})?[ \t]+)?(\d{1,3}))([ \t]+|$)`)

// lineNumbers reports whether nearly every line begins with its number on the page, as in the records of courts.
func lineNumbers(text string) bool {
	lines, found, last, near, pages := 0, 0, 0, 0, 0
	for s := range strings.SplitSeq(text, "\n") {
		if strings.TrimSpace(s) == "" {
			continue
		}
		lines++
		if m := lineNumber.FindStringSubmatch(s); m != nil {
			n, _ := strconv.Atoi(m[2])
			if n == last+1 || n == 1 && last > 0 {
				found++
			}
			if m[3] == " " {
				near++
			}
			if n == 1 {
				pages++
			}
			last = n
		}
	}
	return found >= 10 && (found*10 >= lines*8 || pages > 1 && found*10 >= lines*6) && (near*2 < found || pages > 1)
}

// indent is how many columns of white space a line begins with.
func indent(s string) int {
	n := 0
	for _, c := range s {
		switch c {
		case ' ', '\u00a0':
			n++
		case '\t':
			n += 4
		default:
			return n
		}
	}
	return n
}

// indented parts paragraphs where a line begins further right than most, as in texts that have no blank lines between paragraphs.
func indented(paras []para, indents []int) []para {
	at, all := map[int]int{}, 0
	for _, p := range paras {
		for _, l := range p.lines {
			at[indents[l.n-1]]++
			all++
		}
	}
	base := 0
	for col, n := range at {
		if n > at[base] || n == at[base] && col < base {
			base = col
		}
	}
	deeper, hanging := 0, 0
	for _, p := range paras {
		above := "" // the last line that is not deeper
		for i, l := range p.lines {
			if indents[l.n-1] < base+2 {
				above = l.s
			} else if i > 0 {
				if deeper++; hangs.MatchString(above) {
					hanging++
				}
			}
		}
	}
	if hanging*10 > deeper*8 || deeper < 3 || deeper*2 > all {
		return paras
	}
	var out []para
	for _, p := range paras {
		from := 0
		for i, l := range p.lines {
			if i > 0 && indents[l.n-1] >= base+2 {
				out = append(out, para{lines: p.lines[from:i:i]})
				from = i
			}
		}
		out = append(out, para{lines: p.lines[from:]})
	}
	return out
}

// hangs matches a line that begins with a label in capitals or a name and wide space, below which lines are indented until the next one.
var hangs = pattern.New(`^\p{Lu}[\p{Lu}\p{M}.'’ -]{0,40}[.:][ \t]|^\p{Lu}[\pL.’' -]{1,30}?[ \t]{2,}\S`)

// spokenApart makes every line a paragraph where all of four or more begin with the dash of somebody who speaks.
func spokenApart(paras []para) []para {
	var out []para
	for _, p := range paras {
		switch {
		case len(p.lines) > 3 && !slices.ContainsFunc(p.lines, func(l line) bool { return !longDash.MatchString(l.s) }):
			out = append(out, apart([]para{p})...)
		case len(p.lines) > 5 && askedInLines(p.lines):
			out = append(out, apart([]para{p})...)
		default:
			out = append(out, p)
		}
	}
	return out
}

// askedInLines reports whether lines without blank ones between are those of an interview in Japanese: one with a long dash, one without, and so on.
func askedInLines(lines []line) bool {
	dashes, changes := 0, 0
	for i, l := range lines {
		if doubleDash.MatchString(l.s) {
			dashes++
			if i+1 < len(lines) && !doubleDash.MatchString(lines[i+1].s) {
				changes++
			}
		}
	}
	return dashes >= 3 && changes >= dashes-1
}

// doubleDash matches the dash before a question in Japanese, or what is typed for it.
var doubleDash = pattern.New(`^(?:[―—─]{2}|--)\s?[\p{Han}\p{Hiragana}\p{Katakana}「『]`)

// longDash matches the dash before speech that no list has.
var longDash = pattern.New(`^[–—―]\s*\S`)

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
