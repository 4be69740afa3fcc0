package importer

import (
	"strings"

	"github.com/lateral-reader/lateral/internal/pattern"
)

// tableRule matches the line between the head of a Markdown table and its rows.
var tableRule = pattern.New(`^\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?$`)

// row is one of a table; line is its number in the file.
type row struct {
	line  int
	cells []string
}

// tabled makes paragraphs of tables that hold a talk: one column of names that take turns, one of what they say, and perhaps one of times.
func (r *reading) tabled() {
	if !r.keeps() || r.way.escaped {
		return
	}
	for i := 0; i < len(r.paras); i++ {
		rows := tableRows(r.paras[i])
		talk := r.tableTalk(rows)
		if talk == nil || len(talk)*2 < len(r.paras)-1 {
			continue
		}
		r.paras = append(r.paras[:i:i], append(talk, r.paras[i+1:]...)...)
		i += len(talk) - 1
	}
}

// tableRows reads the rows of a Markdown table, its head among them; nil where a paragraph is none, or where they differ in length.
func tableRows(p para) []row {
	if p.kind != raw || len(p.lines) < 5 || !tableRule.MatchString(strings.TrimSpace(p.lines[1].s)) {
		return nil
	}
	var rows []row
	for i, l := range p.lines {
		if i == 1 {
			continue
		}
		s := strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(l.s), "|"), "|")
		cells := strings.Split(strings.ReplaceAll(s, `\|`, "\x00"), "|")
		for k, c := range cells {
			cells[k] = strings.TrimSpace(strings.ReplaceAll(c, "\x00", `\|`))
		}
		if len(cells) < 2 || len(cells) > 4 || len(rows) > 0 && len(cells) != len(rows[0].cells) {
			return nil
		}
		rows = append(rows, row{l.n, cells})
	}
	return rows
}

// tableTalk makes the paragraphs of a table; nil where it holds no talk.
func (r *reading) tableTalk(rows []row) []para {
	if len(rows) < 4 {
		return nil
	}
	width := len(rows[0].cells)
	words := make([]int, width)
	for _, w := range rows {
		for k, c := range w.cells {
			words[k] += count(c)
		}
	}
	said, name, time, number := 0, -1, -1, -1
	for k := range words {
		if words[k] > words[said] {
			said = k
		}
	}
	for k := range words {
		switch {
		case k == said:
		case column(rows, k, func(s string) bool { return timeOnly.MatchString(s) }):
			time = k
		case number < 0 && counted(rows, k):
			number = k
		case column(rows, k, func(s string) bool { return s == "" || nameLike(tableName(s)) && !notName(tableName(s)) }):
			name = k
		default:
			return nil
		}
	}
	if name < 0 {
		return nil
	}
	lines := map[string]int{}
	changes, speech, last := 0, 0, ""
	for _, w := range rows {
		n := tableName(w.cells[name])
		if n != "" && n != last {
			changes++
			last = n
		}
		lines[n]++
		if r.addressing(w.cells[said]) {
			speech++
		}
	}
	recur := 0
	for n, k := range lines {
		if n != "" && k > 1 {
			recur++
		}
	}
	if recur < 2 || changes*2 < len(rows) || speech*4 < len(rows) || words[said] < 3*len(rows) {
		return nil
	}
	var out []para
	for i, w := range rows {
		n := tableName(w.cells[name])
		if i == 0 && lines[n] == 1 && count(w.cells[said]) <= 3 && (time < 0 || !timeOnly.MatchString(w.cells[time])) {
			r.drop(line{w.line, strings.Join(w.cells, " | ")}, "head of a table that holds a talk")
			continue
		}
		if number >= 0 {
			r.drop(line{w.line, w.cells[number]}, "number of the row")
		}
		s := w.cells[said]
		if n != "" {
			head := n
			if time >= 0 {
				head += " [" + strings.Trim(w.cells[time], "[(<>)]") + "]"
			}
			s = head + ": " + s
		}
		out = append(out, para{lines: []line{{w.line, s}}})
	}
	return out
}

// counted reports whether a column holds the numbers of the rows, each one more than the one before.
func counted(rows []row, k int) bool {
	last := -1
	for i, w := range rows {
		n := strings.TrimRight(w.cells[k], ".)")
		switch {
		case n == "" || len(n) > 5 || strings.Trim(n, "0123456789") != "":
			if i > 0 { // a head
				return false
			}
		case last >= 0 && atoi(n) != last+1:
			return false
		default:
			last = atoi(n)
		}
	}
	return true
}

// tableName is the name in a cell, without marks and colon.
func tableName(s string) string { return strings.TrimSpace(strings.TrimRight(bare(s), ":：")) }

// column reports whether all cells of a column but that in the head are so.
func column(rows []row, k int, is func(string) bool) bool {
	for _, w := range rows[1:] {
		if !is(w.cells[k]) {
			return false
		}
	}
	return true
}
