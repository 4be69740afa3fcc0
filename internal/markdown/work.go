package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// MaxWork bounds what a file may cost the parser beyond its size, in steps of a few nanoseconds. The parser looks back from every closing
// mark and ahead from every link, so time grows with the square of what one paragraph holds. A paragraph that asks for more is refused.
const MaxWork = 200_000_000

// cellWork is what an empty cell costs that the parser adds to a row shorter than its table.
const cellWork = 400

// heavy is a paragraph that was left unread.
type heavy struct {
	at   int    // byte offset in the source
	what string // what it holds too many of
}

// spend takes a paragraph's work off the budget; it reports what the paragraph holds too many of, or "".
func (s *splitter) spend(words []byte) string {
	for _, w := range []struct {
		what  string
		steps int
	}{
		{"marks of emphasis", emphasisWork(words)},
		{"brackets", bracketWork(words)},
		{"links without an end", linkWork(words)},
		{"columns without words", tableWork(words)},
	} {
		if w.steps > MaxWork-s.work {
			return w.what
		}
		s.work += w.steps
	}
	return ""
}

// afford is spend for words of which is known what they hold, and that no line of them is that below the head of a table. Nothing is said.
func (s *splitter) afford(words []byte, marks, brackets bool) bool {
	steps := 0
	if marks {
		steps = emphasisWork(words)
	}
	if brackets {
		steps += bracketWork(words) + linkWork(words)
	}
	s.work += steps
	return s.work <= MaxWork
}

// refuse takes a paragraph out where it would cost too much.
func (s *splitter) refuse(node *ast.Paragraph, lines *text.Segments, src []byte) bool {
	if lines.Len() == 0 {
		return false
	}
	first, last := lines.At(0), lines.At(lines.Len()-1)
	what := s.spend(src[first.Start:last.Stop])
	if what == "" {
		return false
	}
	s.heavy = append(s.heavy, heavy{first.Start, what})
	lines.Clear()
	node.Parent().RemoveChild(node.Parent(), node)
	return true
}

// headings spends the work of the headings that begin with #, which are not paragraphs to the parser.
func (s *splitter) headings(src []byte) {
	off := 0
	for line := range bytes.Lines(src) {
		if len(line) > 1000 && bytes.HasPrefix(bytes.TrimLeft(line, " \t>-+*.)0123456789"), []byte("#")) {
			if what := s.spend(line); what != "" {
				s.heavy = append(s.heavy, heavy{off, what})
			}
		}
		off += len(line)
	}
}

// each calls f for every byte that no backslash stands before.
func each(words []byte, f func(i int)) {
	for i := 0; i < len(words); i++ {
		if words[i] == '\\' && i+1 < len(words) && util.IsPunct(words[i+1]) {
			i++
			continue
		}
		f(i)
	}
}

// emphasisWork is how many marks may close emphasis times how many stand before one at most.
func emphasisWork(words []byte) int {
	open, closing := 0, 0
	each(words, func(i int) {
		c := words[i]
		if c != '*' && c != '_' && c != '~' || i > 0 && words[i-1] == c {
			return
		}
		j := i
		for j < len(words) && words[j] == c {
			j++
		}
		before, after := byte(' '), byte(' ')
		if i > 0 {
			before = words[i-1]
		}
		if j < len(words) {
			after = words[j]
		}
		if c == '_' && util.IsAlphaNumeric(before) && util.IsAlphaNumeric(after) {
			return
		}
		if !util.IsSpace(after) {
			open++
		}
		if !util.IsSpace(before) {
			closing++
		}
	})
	if open == 0 {
		return 0
	}
	return closing * (open + closing)
}

// maxLabel is how long the words of a reference may be, in bytes.
const maxLabel = 999

// bracketWork is how much is read as the words of a reference.
func bracketWork(words []byte) int {
	var open []int
	work := 0
	each(words, func(i int) {
		switch words[i] {
		case '[':
			open = append(open, i)
		case ']':
			if n := len(open); n > 0 {
				work += min(i-open[n-1], maxLabel)
				open = open[:n-1]
			}
		}
	})
	return work
}

// linkWork is how much is read as the address of a link.
func linkWork(words []byte) int {
	work := 0
	for i := 0; i+1 < len(words) && work <= MaxWork; i++ {
		if words[i] != ']' || words[i+1] != '(' {
			continue
		}
		j, depth := i+2, 0
		angle := j < len(words) && words[j] == '<'
		for ; j < len(words); j++ {
			c := words[j]
			if angle && (c == '>' || c == '\n') || !angle && util.IsSpace(c) {
				break
			}
			if c == '(' {
				depth++
			} else if c == ')' && !angle {
				if depth--; depth < 0 {
					break
				}
			}
		}
		work += j - i
	}
	return work
}

// tableWork is what the cells cost that the parser adds to fill the rows of a table.
func tableWork(words []byte) int {
	columns, rows := 0, 0
	for line := range bytes.Lines(words) {
		if columns > 0 {
			rows++
		} else if len(bytes.Trim(line, "|-: \t\n")) == 0 && bytes.IndexByte(line, '-') >= 0 {
			columns = bytes.Count(line, []byte("|")) + 1
		}
	}
	if added := columns*rows - len(words); added > 0 {
		return added * cellWork
	}
	return 0
}

// footnoteWork is what it costs to find the footnote of every reference.
func footnoteWork(src []byte) int {
	marks, defs := bytes.Count(src, []byte("[^")), 0
	if marks == 0 {
		return 0
	}
	for line := range bytes.Lines(src) {
		if l := bytes.TrimLeft(line, " \t>"); bytes.HasPrefix(l, []byte("[^")) && bytes.Contains(l, []byte("]:")) {
			defs++
		}
	}
	return defs * (marks - defs)
}
