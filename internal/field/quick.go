package field

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// quick reads the part of YAML that nearly all files are made of: block mappings and lists, scalars on a line, plain ones on several, literal
// ones, lists and mappings between brackets on a line, comments. It is for speed alone: it says of the smallest doubt, and of all that is
// wrong, that the library is to read the file, and what it reads it reads as the library does, which a test compares.
type quick struct {
	s    string
	at   int    // what comes next; at the beginning of a line before and after a block
	line int32  // the line that holds at, from 1
	from int    // where that line begins
	open []node // what is read of the collections that are not closed yet
	deep int
	made *store
}

// store holds the nodes of one file. Those of a large site are a tenth of all that is allocated for it, so a store is used again when its file is done.
type store struct {
	room  []node // what is kept lies here, one behind the other
	used  int
	open  []node
	pairs []pair // of the mappings that were asked for, likewise
	lines []string
}

// stores are those that are not in use.
var stores = sync.Pool{New: func() any { return new(store) }}

// storePart is how many nodes are allocated at once, storeKept how many a store may hold that is used again.
const storePart, storeKept = 512, 64 * 512

// keep copies nodes to where they stay.
func (s *store) keep(nodes []node) []node {
	n := len(nodes)
	if n == 0 {
		return nil
	}
	if s.used+n > len(s.room) {
		s.room, s.used = make([]node, max(n, storePart, 2*len(s.room))), 0 // those before lie where they did
	}
	kept := s.room[s.used : s.used+n : s.used+n]
	s.used += n
	copy(kept, nodes)
	return kept
}

// keepPairs makes room for so many pairs.
func (s *store) keepPairs(n int) []pair {
	if s == nil {
		return make([]pair, 0, n)
	}
	at := len(s.pairs)
	if at+n > cap(s.pairs) {
		s.pairs, at = make([]pair, 0, max(n, storePart, 2*cap(s.pairs))), 0
	}
	s.pairs = s.pairs[:at+n]
	return s.pairs[at : at : at+n]
}

// done makes a store ready for another file.
func (s *store) done() {
	if len(s.room) > storeKept || cap(s.open) > storeKept || cap(s.pairs) > storeKept || cap(s.lines) > storeKept {
		return
	}
	clear(s.pairs)
	s.pairs = s.pairs[:0]
	clear(s.lines[:cap(s.lines)])
	clear(s.room[:s.used]) // they hold on to the words of the file
	clear(s.open[:cap(s.open)])
	s.used = 0
	stores.Put(s)
}

// quickDepth is how deep quick goes, quickKey how many bytes a key may have.
const quickDepth, quickKey = 50, 500

// parseQuick reads a whole file of valid UTF-8; ok is false where the library must.
func parseQuick(s string, made *store) (root *node, ok bool) {
	if !strings.HasSuffix(s, "\n") || !ordinary(s) || strings.HasPrefix(s, "---") || strings.HasPrefix(s, "...") || strings.Contains(s, "\n---") || strings.Contains(s, "\n...") {
		return nil, false
	}
	q := &quick{s: s, line: 1, made: made, open: made.open[:0]}
	defer func() { made.open = q.open[:0] }()
	if q.next() != 0 {
		return nil, false
	}
	root = new(node)
	if *root, ok = q.block(0); !ok {
		return nil, false
	}
	return root, q.next() < 0
}

// next goes to the beginning of the next line that holds more than a comment and gives its indentation, -1 at the end of the file.
func (q *quick) next() (indent int) {
	for q.at < len(q.s) {
		i := q.at
		for q.s[i] == ' ' {
			i++
		}
		if q.s[i] != '\n' && q.s[i] != '#' {
			return i - q.at
		}
		q.at = i
		q.endLine()
	}
	return -1
}

// endLine goes behind the line feed.
func (q *quick) endLine() {
	q.at += strings.IndexByte(q.s[q.at:], '\n') + 1
	q.line, q.from = q.line+1, q.at
}

// ended goes behind a line of which nothing is left but spaces and a comment.
func (q *quick) ended() bool {
	i := q.at
	for q.s[i] == ' ' {
		i++
	}
	if q.s[i] != '\n' && (q.s[i] != '#' || q.s[i-1] != ' ') {
		return false
	}
	q.endLine()
	return true
}

// node begins a node where the reader stands. The library counts columns in code points.
func (q *quick) node(k kind) node {
	return node{kind: k, line: q.line, col: int32(utf8.RuneCountInString(q.s[q.from:q.at])) + 1}
}

// close gives a collection what was read since mark.
func (q *quick) close(n *node, mark int) {
	n.content = q.made.keep(q.open[mark:])
	q.open = q.open[:mark]
}

// dash reports whether the entry of a list stands at i.
func (q *quick) dash(i int) bool { return q.s[i] == '-' && (q.s[i+1] == ' ' || q.s[i+1] == '\n') }

// block reads a mapping or a list whose lines are indented by so much; at stands at the beginning of the first one.
func (q *quick) block(indent int) (node, bool) {
	q.at += indent
	if q.deep++; q.deep > quickDepth {
		return node{}, false
	}
	defer func() { q.deep-- }()
	if q.dash(q.at) {
		return q.list(indent)
	}
	return q.mapping(indent)
}

// more goes on to the next entry of a block, if there is one; something that is indented otherwise is for the library.
func (q *quick) more(indent int) (here, ok bool) {
	n := q.next()
	if n > indent {
		return false, false
	}
	if n < indent {
		return false, true
	}
	return true, true
}

// list reads from its first dash on.
func (q *quick) list(indent int) (node, bool) {
	n, mark := q.node(list), len(q.open)
	for {
		q.at++
		for q.s[q.at] == ' ' {
			q.at++
		}
		v, ok := q.entry(indent)
		if !ok {
			return n, false
		}
		q.open = append(q.open, v)
		here, ok := q.more(indent)
		if !ok {
			return n, false
		}
		if !here || !q.dash(q.at+indent) {
			q.close(&n, mark)
			return n, true
		}
		q.at += indent
	}
}

// entry reads what stands behind a dash.
func (q *quick) entry(indent int) (node, bool) {
	switch c := q.s[q.at]; {
	case c == '\n' || c == '#':
		return q.below(indent + 1)
	case q.dash(q.at), q.key():
		inner := q.at - q.from
		q.at = q.from
		return q.block(inner)
	}
	return q.value(indent)
}

// below reads a block that begins on one of the next lines, indented by so much at least.
func (q *quick) below(least int) (node, bool) {
	if !q.ended() {
		return node{}, false
	}
	indent := q.next()
	if indent < least {
		return node{}, false // nothing: the library knows where it stands
	}
	return q.block(indent)
}

// key reports whether a key and its colon stand here.
func (q *quick) key() bool {
	at := q.at
	_, ok := q.scalar(false)
	ok = ok && q.s[q.at] == ':' && (q.s[q.at+1] == ' ' || q.s[q.at+1] == '\n')
	q.at = at
	return ok
}

// mapping reads from its first key on.
func (q *quick) mapping(indent int) (node, bool) {
	n, mark := q.node(mapping), len(q.open)
	for {
		start := q.at
		k, ok := q.scalar(false)
		if !ok || q.s[q.at] != ':' || q.at-start > quickKey {
			return n, false
		}
		q.at++
		if q.s[q.at] != ' ' && q.s[q.at] != '\n' {
			return n, false
		}
		for q.s[q.at] == ' ' {
			q.at++
		}
		v, ok := q.under(indent)
		if !ok {
			return n, false
		}
		q.open = append(q.open, k, v)
		here, ok := q.more(indent)
		if !ok {
			return n, false
		}
		if !here || q.dash(q.at+indent) {
			q.close(&n, mark)
			return n, true
		}
		q.at += indent
	}
}

// under reads the value of a key: on its line, or below it, where a list may be indented as its key is.
func (q *quick) under(indent int) (node, bool) {
	switch c := q.s[q.at]; {
	case c == '#' && q.s[q.at+1] != ' ':
		return node{}, false // maybe words, which lost reports
	case c != '\n' && c != '#':
		return q.value(indent)
	}
	if !q.ended() {
		return node{}, false
	}
	n := q.next()
	if n < indent || n == indent && !q.dash(q.at+n) {
		return node{}, false
	}
	return q.block(n)
}

// value reads a scalar or a collection between brackets that begins on this line, and ends its last line. indent is that of the block around it.
func (q *quick) value(indent int) (node, bool) {
	switch q.s[q.at] {
	case '|':
		return q.literal(indent)
	case '[', '{':
		n, ok := q.flow()
		return n, ok && q.ended()
	}
	quoted := q.s[q.at] == '"' || q.s[q.at] == '\''
	n, ok := q.scalar(false)
	switch {
	case !ok:
		return n, false
	case quoted || q.s[q.at] != '\n':
		return n, q.ended()
	}
	return q.folded(n, indent)
}
