package highlight

import (
	"strings"

	"github.com/alecthomas/chroma/v2"
)

// yamlScanner reads YAML as its parser does where it is right; where it is wrong it only loses nothing. What is a comment matters most: those of a
// source are not published.
type yamlScanner struct {
	cursor
	further bool // the text has line breaks that YAML alone knows
	parent  int  // column of the innermost list or mapping in block style, -1 outside all
	flow    int  // brackets that are open
	last    byte // the last indicator, 0 after anything else
	plain   bool // a plain scalar ended with its line, and may go on in the next one
	quote   byte // a quoted scalar is open
	block   bool // a block scalar is open
	indent  int  // of the block scalar, -1 before its first line
	deep    int  // spaces of the longest empty line before it
}

func readYAML(text string) chroma.Iterator {
	y := &yamlScanner{cursor: cursor{text: text}, parent: -1}
	y.further = strings.Contains(text, "\u0085") || strings.Contains(text, "\u2028") || strings.Contains(text, "\u2029")
	return y.tokens(y.ends, y.line)
}

// ends finds the end of a line as YAML sees it, which has three more line breaks.
func (y *yamlScanner) ends() (end, after int) {
	if !y.further {
		return y.lineEnd()
	}
	for i, r := range y.text[y.at:] {
		switch r {
		case '\n':
			return y.at + i, y.at + i + 1
		case 0x85:
			return y.at + i, y.at + i + 2
		case 0x2028, 0x2029:
			return y.at + i, y.at + i + 3
		}
	}
	return len(y.text), len(y.text)
}

func (y *yamlScanner) line(end int) {
	start := y.at
	if y.block && y.content(end) {
		return
	}
	if y.quote != 0 {
		if y.quoted(y.at, end); y.quote != 0 {
			return
		}
		y.nodes(start, end)
		return
	}
	i := y.blanks(start, end)
	if i == end {
		return // an empty line ends no plain scalar
	}
	switch rest := y.text[start:end]; {
	case start == 0 && strings.HasPrefix(rest, bom):
		y.piece(chroma.Text, len(rest)-len(strings.TrimLeft(rest, bom)))
	case (strings.HasPrefix(rest, "---") || strings.HasPrefix(rest, "...")) && (len(rest) == 3 || blank(rest[3])):
		y.parent, y.flow, y.plain = -1, 0, false
		y.piece(chroma.Punctuation, start+3)
	}
	if y.plain = y.plain && (y.flow > 0 || i-start > y.parent) && y.text[i] != '#'; y.plain {
		y.piece(chroma.Text, i)
		y.scalar(end)
	}
	y.nodes(start, end)
}

// nodes reads the nodes of a line that begins at start.
func (y *yamlScanner) nodes(start, end int) {
	node := -1 // column of what becomes a key if a colon follows
	for y.at < end {
		i, c := y.at, y.text[y.at]
		last := i+1 == end || blank(y.text[i+1])
		began := node
		if node < 0 {
			node = i - start
		}
		switch {
		case blank(c):
			y.piece(chroma.Text, i+1)
			node = began
		case c == '#':
			y.piece(chroma.Comment, end)
			y.plain = false
		case c == ':' && y.colon(last, i+1), (c == '-' || c == '?') && last:
			y.indicator(c)
			if y.flow == 0 {
				y.parent, node = node, -1
			}
		case c == '[' || c == '{':
			y.flow++
			y.indicator(c)
		case (c == ']' || c == '}') && y.flow > 0:
			y.flow--
			y.indicator(c)
		case c == ',' && y.flow > 0:
			y.indicator(c)
		case c == '&' || c == '*' || c == '!':
			y.property(end)
		case (c == '|' || c == '>') && y.flow == 0 && y.header(end):
		case c == '"' || c == '\'':
			y.quote = c
			y.quoted(i+1, end)
		default:
			y.scalar(end)
		}
	}
}

func (y *yamlScanner) indicator(c byte) {
	y.piece(chroma.Punctuation, y.at+1)
	y.last, y.plain = c, false
}

// colon reports whether a colon parts key and value: before white space it does, and in brackets behind a key.
func (y *yamlScanner) colon(last bool, next int) bool {
	switch {
	case last || y.flow == 0 || y.last == ',' || y.last == '[':
		return last
	case y.last == ':' || y.last == '?' || y.last == '{':
		return strings.IndexByte(",[]{}", y.text[next]) >= 0
	}
	return true
}

// property reads an anchor, an alias or a tag.
func (y *yamlScanner) property(end int) {
	stop := " \t"
	if y.flow > 0 {
		stop = " \t,[]{}"
	}
	n := strings.IndexAny(y.text[y.at+1:end], stop)
	if n < 0 {
		n = end - y.at - 1
	}
	words := strings.TrimRight(y.text[y.at+1:y.at+1+n], ":")
	y.piece(chroma.NameAttribute, y.at+1+len(words))
	y.last, y.plain = 0, false
}

// scalar reads a plain scalar to the end of the line at the furthest.
func (y *yamlScanner) scalar(end int) {
	from, to, i := y.at, y.at, y.at
	key := false
	flow := y.flow > 0
scan:
	for ; i < end; i++ {
		switch c := y.text[i]; c {
		case ' ', '\t':
			continue
		case '#':
			if i > from && blank(y.text[i-1]) {
				break scan
			}
		case ':':
			if i+1 == end || blank(y.text[i+1]) || flow && strings.IndexByte(",]}", y.text[i+1]) >= 0 {
				key = true
				break scan
			}
		case ',', '[', ']', '{', '}':
			if flow {
				break scan
			}
		}
		to = i + 1
	}
	if from == to && i < end && !y.plain {
		to = from + 1 // what can begin no scalar
	}
	kind := chroma.Literal
	switch words := y.text[from:to]; {
	case key:
		kind = chroma.NameTag
	case date(words):
		kind = chroma.LiteralDate
	case number(words):
		kind = chroma.Number
	}
	y.piece(kind, to)
	y.last, y.plain = 0, i == end
}

// quoted reads a quoted scalar from behind its quotation mark, or the part of it that is in this line.
func (y *yamlScanner) quoted(from, end int) {
	i := from
	for ; i < end; i++ {
		if c := y.text[i]; c == '\\' && y.quote == '"' || c == '\'' && y.quote == c && i+1 < end && y.text[i+1] == c {
			i++ // the next one is meant as it is
		} else if c == y.quote {
			break
		}
	}
	if i >= end {
		y.piece(chroma.StringDouble, end)
		return
	}
	y.quote = 0
	kind := chroma.StringDouble
	if k := y.blanks(i+1, end); k < end && y.text[k] == ':' && (k+1 == end || blank(y.text[k+1]) || y.flow > 0) {
		kind = chroma.NameTag
	}
	y.piece(kind, i+1)
	y.last, y.plain = 0, false
}

// header reads the line that a block scalar begins with, from its indicator on.
func (y *yamlScanner) header(end int) bool {
	i := y.at + 1
	step := 0
	for ; i < end && strings.IndexByte("+-123456789", y.text[i]) >= 0; i++ {
		if y.text[i] >= '1' {
			step = int(y.text[i] - '0')
		}
	}
	if k := y.blanks(i, end); k < end && y.text[k] != '#' {
		return false
	}
	y.piece(chroma.Punctuation, i)
	y.block, y.indent, y.deep, y.plain = true, -1, 0, false
	if step > 0 {
		y.indent = max(y.parent, 0) + step
	}
	return true
}

// content reads a line of a block scalar, and reports false for the first line that is none.
func (y *yamlScanner) content(end int) bool {
	i := y.at
	for i < end && y.text[i] == ' ' {
		i++
	}
	n := i - y.at
	if i == end {
		y.deep = max(y.deep, n)
		return true
	}
	if y.indent < 0 {
		y.indent = max(n, y.deep, y.parent+1)
	}
	if y.block = n >= y.indent; y.block {
		y.piece(chroma.Text, y.at+y.indent)
		y.piece(chroma.Literal, end)
	}
	return y.block
}

// number reports whether a scalar is digits, with a sign or a fraction.
func number(s string) bool {
	s = strings.TrimPrefix(s, "-")
	whole := digits(s)
	if whole == 0 || whole == len(s) {
		return whole > 0
	}
	return s[whole] == '.' && whole+1 < len(s) && digits(s[whole+1:]) == len(s)-whole-1
}

// date reports whether a scalar is a month, a day or an instant.
func date(s string) bool {
	if len(s) < len("2006-01") || digits(s) != 4 || s[4] != '-' || digits(s[5:]) != 2 {
		return false
	}
	if len(s) == len("2006-01") {
		return true
	}
	if len(s) < len("2006-01-02") || s[7] != '-' || digits(s[8:]) != 2 {
		return false
	}
	return len(s) == len("2006-01-02") || s[10] == 'T' && strings.Trim(s[11:], "0123456789:.+-Z") == ""
}

// digits counts those that a text begins with.
func digits(s string) int {
	n := 0
	for n < len(s) && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	return n
}
