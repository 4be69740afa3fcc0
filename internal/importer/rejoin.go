package importer

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// rejoin joins paragraphs that a page break or a careless copy cut in the middle of a sentence: the first ends without punctuation, the
// second goes on in lower case. Each is reported.
func (r *reading) rejoin() {
	out := r.paras[:0:0]
	ours := -1 // of out, the one whose lines are no one else's
	for _, p := range r.paras {
		if n := len(out); n > 0 && p.kind == plain && p.label == nil && !p.after && broken(out[n-1], p) {
			r.problem(p.line(), "a sentence was cut by a blank line here; the two paragraphs are one again")
			if ours != n-1 {
				out[n-1].lines, ours = slices.Clip(out[n-1].lines), n-1
			}
			out[n-1].lines = append(out[n-1].lines, p.lines...)
			continue
		}
		out = append(out, p)
	}
	r.paras = out
}

// end is what a paragraph says last: of its lines as many as hold six words, of the last fifty at most.
func (p para) end() string {
	for i := len(p.lines) - 1; i > max(0, len(p.lines)-50); i-- {
		if s := (para{lines: p.lines[i:]}).text(); count(s) >= 6 {
			return s
		}
	}
	return para{lines: p.lines[max(0, len(p.lines)-50):]}.text()
}

func broken(a, b para) bool {
	if a.kind != plain || a.after {
		return false
	}
	end := strings.TrimRight(a.end(), "\u00a0 ")
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(bare(b.text()), `"'“‘(*_`))
	last, _ := utf8.DecodeLastRuneInString(end)
	return unicode.IsLower(first) && count(end) >= 6 && count(b.text()) >= 2 && !sentenceEnd.MatchString(end) &&
		(unicode.IsLetter(last) || unicode.IsDigit(last) || last == ',' || last == '’' || last == '\'' || last == ')' || last == '*' || last == '_')
}
