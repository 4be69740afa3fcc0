package field

import "strings"

// scalar reads a scalar on one line and stops behind it. In flow it ends at a comma or a bracket, too.
func (q *quick) scalar(flow bool) (node, bool) {
	n := q.node(scalar)
	var ok bool
	switch q.s[q.at] {
	case '"':
		n.value, ok = q.double()
	case '\'':
		n.value, ok = q.single()
	default:
		n.value, ok = q.plain(flow)
		n.tag = plainTag(n.value)
		ok = ok && n.value != "<<"
	}
	return n, ok
}

// special are the characters that a plain scalar does not begin with, or only with others after them.
const special = "-?:,[]{}#&*!|>'\"%@` \n"

// plain reads to a colon or a comment with a space beside it, or to the end of the line.
func (q *quick) plain(flow bool) (string, bool) {
	start := q.at
	if strings.IndexByte(special, q.s[start]) >= 0 {
		return "", false
	}
	i := start
	for ; q.s[i] != '\n'; i++ {
		switch c := q.s[i]; {
		case c == ':' && (q.s[i+1] == ' ' || q.s[i+1] == '\n'):
			if q.s[i-1] == ' ' {
				return "", false
			}
			q.at = i
			return q.s[start:i], true
		case c == '#' && q.s[i-1] == ' ':
			if q.s[i+1] != ' ' {
				return "", false // maybe words, which lost reports
			}
			q.at = start + len(strings.TrimRight(q.s[start:i], " "))
			return q.s[start:q.at], true
		case flow && (c == ',' || c == ']' || c == '}'):
			q.at = start + len(strings.TrimRight(q.s[start:i], " "))
			return q.s[start:q.at], true
		case flow && (c == '[' || c == '{' || c == '?' || c == ':' && q.s[i+1] != '/'):
			return "", false
		}
	}
	q.at = start + len(strings.TrimRight(q.s[start:i], " "))
	if q.s[q.at] == ' ' {
		return "", false // spaces at the end of a line: one more thing to be equal in
	}
	return q.s[start:q.at], !flow
}

// single reads between apostrophes, of which two stand for one.
func (q *quick) single() (string, bool) {
	start := q.at + 1
	for i := start; q.s[i] != '\n'; i++ {
		if q.s[i] != '\'' {
			continue
		}
		if q.s[i+1] == '\'' {
			i++
			continue
		}
		q.at = i + 1
		return strings.ReplaceAll(q.s[start:i], "''", "'"), true
	}
	return "", false
}

// double reads between quotation marks; of what a backslash can stand before, only itself and the mark.
func (q *quick) double() (string, bool) {
	start, escaped := q.at+1, false
	for i := start; q.s[i] != '\n'; i++ {
		switch q.s[i] {
		case '\\':
			if i++; q.s[i] != '\\' && q.s[i] != '"' {
				return "", false
			}
			escaped = true
		case '"':
			q.at = i + 1
			if !escaped {
				return q.s[start:i], true
			}
			return unescaper.Replace(q.s[start:i]), true
		}
	}
	return "", false
}

var unescaper = strings.NewReplacer(`\\`, `\`, `\"`, `"`)

// folded goes on with a plain scalar whose line has ended: lines that are indented more than the block belong to it, each line break a space,
// empty lines line feeds.
func (q *quick) folded(n node, indent int) (node, bool) {
	q.endLine()
	for {
		i, breaks := q.at, 0
		for i < len(q.s) && q.s[i] == '\n' {
			i, breaks = i+1, breaks+1
		}
		start := i
		for i < len(q.s) && q.s[i] == ' ' {
			i++
		}
		if i == len(q.s) || i-start <= indent && q.s[i] != '\n' {
			return n, true
		}
		end := i + strings.IndexByte(q.s[i:], '\n')
		text := q.s[i:end]
		if text == "" || text[0] == '#' || strings.Contains(text, " #") || strings.Contains(text, ": ") || strings.HasSuffix(text, ":") || strings.HasSuffix(text, " ") {
			return n, false
		}
		sep := " "
		if breaks > 0 {
			sep = strings.Repeat("\n", breaks)
		}
		n.value += sep + text
		n.tag = plainTag(n.value)
		q.at, q.line, q.from = start, q.line+int32(breaks), start
		q.endLine()
	}
}

// literal reads the lines below a |, without the spaces that the first of them begins with.
func (q *quick) literal(indent int) (node, bool) {
	n := q.node(scalar)
	q.at++
	strip := q.s[q.at] == '-'
	if strip {
		q.at++
	}
	if q.s[q.at] != '\n' {
		return n, false
	}
	q.endLine()
	first := q.at
	for first < len(q.s) && q.s[first] == '\n' {
		first++
	}
	margin := 0
	for first+margin < len(q.s) && q.s[first+margin] == ' ' {
		margin++
	}
	if margin <= indent || q.s[first+margin] == '\n' {
		return n, false
	}
	words := q.made.lines[:0] // the lines, and empty ones before them
	empty := 0
	for q.at < len(q.s) {
		line := q.s[q.at : q.at+strings.IndexByte(q.s[q.at:], '\n')+1]
		lead := len(line) - len(strings.TrimLeft(line, " "))
		if line[lead] == '\n' {
			if lead > 0 {
				return n, false // spaces in an empty line
			}
			empty++
			q.endLine()
			continue
		}
		if lead < margin {
			if lead > indent {
				return n, false
			}
			break
		}
		for ; empty > 0; empty-- {
			words = append(words, "\n")
		}
		words = append(words, line[margin:])
		q.endLine()
	}
	n.value, q.made.lines = strings.Join(words, ""), words // of one line it makes no copy
	if strip {
		n.value = strings.TrimSuffix(n.value, "\n")
	}
	return n, true
}

// flow reads a list or a mapping between brackets that ends on its line.
func (q *quick) flow() (node, bool) {
	kind, end := list, byte(']')
	if q.s[q.at] == '{' {
		kind, end = mapping, '}'
	}
	n, mark := q.node(kind), len(q.open)
	if q.deep++; q.deep > quickDepth {
		return n, false
	}
	defer func() { q.deep-- }()
	for q.spaces(1); q.s[q.at] != end; {
		if kind == mapping {
			start := q.at
			k, ok := q.scalar(true)
			if !ok || q.s[q.at] != ':' || q.s[q.at+1] != ' ' || q.at-start > quickKey {
				return n, false
			}
			q.open = append(q.open, k)
			q.spaces(2)
		}
		var v node
		ok := false
		if c := q.s[q.at]; c == '[' || c == '{' {
			v, ok = q.flow()
		} else {
			v, ok = q.scalar(true)
		}
		if !ok {
			return n, false
		}
		q.open = append(q.open, v)
		q.spaces(0)
		if q.s[q.at] == ',' {
			if q.spaces(1); q.s[q.at] == end {
				return n, false
			}
		} else if q.s[q.at] != end {
			return n, false
		}
	}
	q.at++
	q.close(&n, mark)
	return n, true
}

// spaces goes on by so many bytes and over spaces.
func (q *quick) spaces(n int) {
	q.at += n
	for q.s[q.at] == ' ' {
		q.at++
	}
}
