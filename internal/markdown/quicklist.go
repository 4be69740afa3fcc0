package markdown

import (
	"strconv"

	"github.com/lateral-reader/lateral/internal/doc"
)

// marker is what begins the items of a list.
type marker struct {
	mark    byte // - + * . )
	ordered bool
	start   int // number of an ordered one
	len     int // with the space behind it
}

// markerAt reads the marker of an item; only one space may stand between it and the words.
func markerAt(line []byte) (m marker, ok bool) {
	n := 0
	for n < len(line) && n < 9 && '0' <= line[n] && line[n] <= '9' {
		n++
	}
	if n+2 >= len(line) || line[n+1] != ' ' || line[n+2] <= ' ' {
		return m, false
	}
	m.mark, m.len = line[n], n+2
	if n == 0 {
		return m, m.mark == '-' || m.mark == '+' || m.mark == '*'
	}
	m.ordered = true
	m.start, _ = strconv.Atoi(string(line[:n]))
	return m, m.mark == '.' || m.mark == ')'
}

// opens finds out what the chunk is, and takes the marks of a list or a quotation off its lines. A list is only read here where it has a line for each
// item and no other list nor anything else that may belong to it comes before or behind; fresh says that nothing before is left to the parser, next
// is the place behind the chunk.
func (q *quick) opens(fresh bool, next int) bool {
	q.kind = doc.Paragraph
	line := q.src[q.rows[0].from:q.rows[0].to]
	if m, ok := markerAt(line); ok {
		q.kind, q.items = doc.List, m
	} else if line[0] == '>' {
		q.kind = doc.Quote
	}
	switch q.kind {
	case doc.List:
		for i := range q.rows {
			l := &q.rows[i]
			m, ok := markerAt(q.src[l.from:l.to])
			if !ok || m.mark != q.items.mark || m.ordered != q.items.ordered {
				return false
			}
			l.from += m.len
		}
		return fresh && q.closed(next)
	case doc.Quote:
		for i := range q.rows {
			l := &q.rows[i]
			if l.to-l.from < 3 || q.src[l.from] != '>' || q.src[l.from+1] != ' ' || q.src[l.from+2] <= ' ' {
				return false
			}
			l.from += 2
		}
	}
	return true
}

// closed reports whether nothing that stands at or behind a place can belong to a list before it.
func (q *quick) closed(at int) bool {
	for at < len(q.src) {
		switch c := q.src[at]; c {
		case '\n':
			at++
			continue
		case ' ', '\t', '-', '+', '*':
			return false
		default:
			return c > ' ' && (c < '0' || c > '9')
		}
	}
	return true
}
