package markdown

import (
	"bytes"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"

	"github.com/lateral-reader/lateral/internal/doc"
)

// Most of what is read are plain paragraphs, headings, labels, a little emphasis and links, lists and quotations of such. quick reads these itself, a fifth
// of the time, and gives the parser each stretch between them. It is for speed alone: it says of the smallest doubt that the parser is to read, and what it
// reads it reads as the parser does, which a test compares. What works across blank lines (definitions, footnotes, fences, HTML) makes it give up
// the whole body.
type quick struct {
	*builder
	split *splitter
	quickRoom
}

type quickRoom struct {
	rows  []stretch // of the chunk that is looked at; of a list or a quotation without the marks before them
	kind  doc.Kind  // of the chunk: Paragraph, List or Quote
	items marker    // of a list
	parts []part    // what becomes of it
	room  []stretch // of the parts
	marks []mark    // of the parts
	links []link    // of the chunk
}

// stretch is a stretch of the source in bytes.
type stretch struct{ from, to int }

// part is a paragraph or a heading of a chunk.
type part struct {
	from, to int       // its lines in room, while more are put there
	lines    []stretch // these
	marks    []mark
	links    []link
	start    Start
	labelled bool // start is one
	stage    bool
	level    int8 // of a heading, else 0
}

// mark is one or two asterisks that begin or end emphasis.
type mark struct {
	at, n int
	opens bool
}

// quickBody reads the whole body where it can; where it returns false nothing has happened.
func (b *builder) quickBody(split *splitter) bool {
	if bytes.Contains(b.src, []byte("[^")) || defines(b.src) {
		return false
	}
	was, work := *b, split.work
	res := *b.res
	b.res.Blocks = append(make([]doc.Block, 0, len(res.Blocks)+bytes.Count(b.src, []byte("\n\n"))+1), res.Blocks...)
	q := &quick{b, split, b.quick}
	read := q.body() && len(split.heavy) == 0
	b.quick = q.quickRoom
	if read {
		return true
	}
	*b = was
	*b.res = res
	split.work, split.heavy = work, nil
	return false
}

func (q *quick) body() bool {
	rough := -1 // where what the parser must read begins
	for at := 0; at < len(q.src); {
		end, next := q.chunk(at)
		if end == at {
			at = next
			continue
		}
		switch {
		case q.opens(rough < 0, next) && q.plain():
			if rough >= 0 {
				q.region(q.split, rough, at)
				rough = -1
			}
			q.emitAll()
		case q.far():
			return false
		case rough < 0:
			rough = at
		}
		at = next
	}
	if rough >= 0 {
		q.region(q.split, rough, len(q.src))
	}
	return true
}

// chunk finds the lines from a place to the next blank one; next is behind that.
func (q *quick) chunk(at int) (end, next int) {
	q.rows, end = q.rows[:0], at
	for at < len(q.src) {
		to := len(q.src)
		next = to
		if n := bytes.IndexByte(q.src[at:], '\n'); n >= 0 {
			to, next = at+n, at+n+1
		}
		if len(bytes.TrimLeft(q.src[at:to], " \t")) == 0 {
			return end, next
		}
		q.rows = append(q.rows, stretch{at, to})
		end, at = to, next
	}
	return end, at
}

// far reports whether something may begin in the chunk that does not end with it.
func (q *quick) far() bool {
	for _, l := range q.rows {
		line := bytes.TrimLeft(q.src[l.from:l.to], " \t>-+*.)0123456789")
		if bytes.HasPrefix(line, []byte("```")) || bytes.HasPrefix(line, []byte("~~~")) || bytes.HasPrefix(line, []byte("<")) {
			return true
		}
	}
	return false
}

// What a byte may be to the parser wherever it stands in a line.
const (
	anything  = iota // only itself
	never            // for the parser
	asterisk         // emphasis, or for the parser
	underline        // itself inside a word
	ampersand        // itself before a space
	bracket          // itself, but [[ where it begins a link
	closing          // itself, but for ](
)

var meanings = func() (m [256]byte) {
	for c := range ' ' {
		m[c] = never
	}
	m[0x7f], m['\\'], m['`'], m['~'] = never, never, never, never
	m['*'], m['_'], m['&'], m['<'], m['['], m[']'] = asterisk, underline, ampersand, ampersand, bracket, closing
	return m
}()

// plain reads the chunk into parts; it returns false where the parser must read it.
func (q *quick) plain() bool {
	q.links, q.parts, q.room, q.marks = q.links[:0], q.parts[:0], q.room[:0], q.marks[:0]
	marked, brackets := false, false
	for n, l := range q.rows {
		if line := q.src[l.from:l.to]; !begins(line) || line[0] == '#' && (n > 0 || q.kind != doc.Paragraph) || line[len(line)-1] == ' ' {
			return false
		}
		if !q.scan(l, &marked, &brackets) {
			return false
		}
	}
	if q.kind == doc.List {
		for i, l := range q.rows {
			q.room = append(q.room, l)
			q.parts = append(q.parts, part{from: i, to: i + 1})
			if (marked || brackets) && !q.afford(l.from, l.to, marked, brackets) {
				return true
			}
		}
		return q.filled(marked)
	}
	first, last := q.rows[0], q.rows[len(q.rows)-1]
	switch {
	case (marked || brackets) && !q.afford(first.from, last.to, marked, brackets):
		return true
	case q.src[first.from] == '#':
		return q.heading(first)
	case q.kind == doc.Quote:
		q.whole()
	default:
		q.cut(brackets)
	}
	return q.filled(marked)
}

// afford spends what some words cost. Where that is too much, the parser will say it.
func (q *quick) afford(from, to int, marked, brackets bool) bool {
	if q.split.afford(q.src[from:to], marked, brackets) {
		return true
	}
	q.split.heavy = append(q.split.heavy, heavy{})
	return false
}

// filled gives the parts what stands in them; it returns false where the parser must read it.
func (q *quick) filled(marked bool) bool {
	for i := range q.parts {
		p := &q.parts[i]
		p.lines = q.room[p.from:p.to]
		if marked && !q.emphasis(p) || len(q.links) > 0 && !q.linked(p) {
			return false
		}
	}
	return true
}

// scan looks at a line for what means something to the parser and finds its links; it returns false where the parser must read it.
func (q *quick) scan(l stretch, marked, brackets *bool) bool {
	line := q.src[l.from:l.to]
	opened, star := -1, -1 // where the last bracket opened if none closed since, and the last asterisk
	for i := 0; i < len(line); i++ {
		meaning := meanings[line[i]]
		if meaning == anything {
			continue
		}
		after := byte('\n')
		if i+1 < len(line) {
			after = line[i+1]
		}
		switch meaning {
		case never:
			return false
		case asterisk:
			*marked, star = true, i
		case underline:
			if i == 0 || !util.IsAlphaNumeric(line[i-1]) || !util.IsAlphaNumeric(after) {
				return false
			}
		case ampersand:
			if after != ' ' {
				return false
			}
		case bracket:
			*brackets, opened = true, i
			if after == '[' && q.o.Wiki != nil {
				k, ok := wikiLinkAt(line[i:])
				if !ok || i > 0 && line[i-1] == '!' {
					return false
				}
				q.links = append(q.links, k.moved(l.from+i))
				i, opened = i+k.end-1, -1
			}
		case closing:
			*brackets = true
			if after == '(' {
				n := addressLen(line[i+1:])
				if n == 0 || opened < star || opened < 0 || opened+1 == i || opened > 0 && (line[opened-1] == '!' || line[opened-1] == '[') {
					return false
				}
				q.links = append(q.links, link{at: opened, words: stretch{opened + 1, i}, ref: stretch{i + 2, i + n}, end: i + 1 + n}.moved(l.from))
				i += n
			}
			opened = -1
		}
	}
	return true
}

// begins reports whether a line that begins so is words of a paragraph, or a heading.
func begins(line []byte) bool {
	switch c := line[0]; c {
	case ' ', '\t', '-', '+', '>', '=', '|', ':', '<', '_':
		return false
	case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		rest := bytes.TrimLeft(line, "0123456789")
		return len(rest) == 0 || rest[0] != '.' && rest[0] != ')'
	}
	return true
}

// heading reads the chunk where it is one, on a line of its own.
func (q *quick) heading(l stretch) bool {
	line := q.src[l.from:l.to]
	words := bytes.TrimLeft(line, "#")
	level := len(line) - len(words)
	if len(q.rows) > 1 || level > 6 || len(words) < 2 || words[0] != ' ' || words[1] == ' ' || bytes.IndexByte(words, '#') >= 0 {
		return false
	}
	l.from += level + 1
	q.room = append(q.room, l)
	q.parts = append(q.parts, part{level: int8(level), lines: q.room, links: q.links})
	return bytes.IndexByte(words, '*') < 0 || q.emphasis(&q.parts[0])
}

// whole makes one paragraph of the chunk's lines.
func (q *quick) whole() {
	q.room = append(q.room, q.rows...)
	q.parts = append(q.parts, part{to: len(q.room)})
}

// cut makes paragraphs of the chunk's lines: those of a transcript end at labels and stage directions.
func (q *quick) cut(brackets bool) {
	if !q.o.Transcript {
		q.whole()
		return
	}
	cur := part{}
	first, last := q.rows[0], q.rows[len(q.rows)-1]
	if len(q.rows) > 1 && brackets && bytes.HasPrefix(bytes.TrimLeft(q.src[first.from:first.to], "*_ \t"), []byte("[")) &&
		!q.split.stage(bytes.TrimSpace(q.src[first.from:first.to])) && q.split.stage(bytes.TrimSpace(q.src[first.from:last.to])) {
		q.room = append(q.room, q.rows...)
		q.parts = append(q.parts, part{stage: true, to: len(q.room)})
		return
	}
	flush := func() {
		cur.to = len(q.room)
		if cur.to > cur.from || cur.labelled || cur.stage {
			q.parts = append(q.parts, cur)
		}
		cur = part{from: len(q.room)}
	}
	for _, l := range q.rows {
		line := q.src[l.from:l.to]
		if lab, ok := q.split.declared(line); ok {
			flush()
			cur.labelled, cur.start = true, Start{Label: lab.Name, Time: lab.Time, Line: l.from}
			if l.from += lab.Len; len(bytes.TrimSpace(q.src[l.from:l.to])) > 0 {
				q.room = append(q.room, l)
			}
			continue
		}
		if brackets && q.split.stage(bytes.TrimSpace(line)) {
			flush()
			cur.stage = true
			q.room = append(q.room, l)
			flush()
			continue
		}
		q.room = append(q.room, l)
	}
	flush()
}

// emphasis finds the asterisks of a part; it returns false where they are anything but pairs, one behind the other, of which nobody could say that the
// first closes or the second opens.
func (q *quick) emphasis(p *part) bool {
	from := len(q.marks)
	for n, l := range p.lines {
		for i := l.from; i < l.to; i++ {
			if q.src[i] != '*' {
				continue
			}
			m := mark{at: i, n: 1}
			for i+1 < l.to && q.src[i+1] == '*' {
				i++
				m.n++
			}
			before, after := '\n', '\n'
			if n > 0 || m.at > l.from {
				before, _ = utf8.DecodeLastRune(q.src[:m.at])
			}
			if i+1 < l.to {
				after, _ = utf8.DecodeRune(q.src[i+1:])
			}
			left := !util.IsSpaceRune(after) && (!util.IsPunctRune(after) || util.IsSpaceRune(before) || util.IsPunctRune(before))
			right := !util.IsSpaceRune(before) && (!util.IsPunctRune(before) || util.IsSpaceRune(after) || util.IsPunctRune(after))
			m.opens = left
			inside := (len(q.marks)-from)%2 == 1
			if left == right || left == inside || m.n > 2 || inside && m.n != q.marks[len(q.marks)-1].n {
				return false
			}
			q.marks = append(q.marks, m)
		}
	}
	p.marks = q.marks[from:]
	return len(p.marks)%2 == 0
}
