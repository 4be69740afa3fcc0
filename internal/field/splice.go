package field

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// splices are the edits for one entry.
func (e *editor) splices(a Amendment) ([]splice, error) {
	if a.Entry < 0 || a.Entry >= len(e.entries) {
		return nil, fmt.Errorf("there is no entry %d", a.Entry+1)
	}
	n := e.entries[a.Entry]
	if n.Kind != yaml.MappingNode {
		return nil, errors.New("the entry is not written out where it stands")
	}
	var out []splice
	for _, s := range a.Sets {
		k := keyIn(n, s.Key)
		switch {
		case k >= 0:
			sp, err := e.replace(n, n.Content[k], n.Content[k+1], s)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", s.Key, err)
			}
			out = append(out, sp...)
		default:
			sp, err := e.insert(n, s)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", s.Key, err)
			}
			if last := len(out) - 1; last >= 0 && out[last].from == sp.from && out[last].to == sp.to {
				out[last].text += sp.text
			} else {
				out = append(out, sp)
			}
		}
	}
	return out, nil
}

// offset is where a node begins in the file; the library counts lines and columns from 1, columns in code points.
func (e *editor) offset(n *yaml.Node) (int, error) {
	if n.Line < 1 || n.Line > len(e.lines) {
		return 0, errors.New("its place in the file is not known")
	}
	at := e.lines[n.Line-1]
	for range n.Column - 1 {
		if at >= len(e.data) {
			return 0, errors.New("its place in the file is not known")
		}
		_, size := utf8.DecodeRune(e.data[at:])
		at += size
	}
	return at, nil
}

// eol is the line end of the file, that of its first line.
func (e *editor) eol() string {
	switch i := bytes.IndexAny(e.data, "\r\n"); {
	case i < 0 || e.data[i] == '\n':
		return "\n"
	case bytes.HasPrefix(e.data[i:], []byte("\r\n")):
		return "\r\n"
	}
	return "\r"
}

func inFlow(n *yaml.Node) bool { return n.Style&yaml.FlowStyle != 0 }

// replace puts a new value in the place of one.
func (e *editor) replace(in, key, n *yaml.Node, s Set) ([]splice, error) {
	if n.Kind == yaml.ScalarNode && n.Value == "" && n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) == 0 {
		return e.fill(in, key, n, s)
	}
	from, to, err := e.extent(in, n)
	if err != nil {
		return nil, err
	}
	old := string(e.data[from:to])
	if n.Kind == yaml.MappingNode || n.Kind == yaml.SequenceNode {
		if remarked(n) {
			return nil, errors.New("a comment stands in it")
		}
		if !inFlow(n) { // it goes behind its key
			keyFrom, keyTo, err := e.extent(in, key)
			if err != nil {
				return nil, err
			}
			between := string(e.data[keyTo:from])
			if keyFrom >= keyTo || strings.TrimSpace(between) != ":" {
				return nil, errors.New("something stands between the key and its value")
			}
			return []splice{{keyTo, to, ": " + s.Value}}, nil
		}
		return []splice{{from, to, s.Value}}, nil
	}
	if s.Raw {
		return []splice{{from, to, s.Value}}, nil
	}
	if n.Kind == yaml.ScalarNode && n.Value == s.Value {
		return nil, nil
	}
	text, err := e.written(in, n, old, s.Value)
	if err != nil {
		return nil, err
	}
	return []splice{{from, to, text}}, nil
}

// fill puts a value behind a key that has none.
func (e *editor) fill(in, key, n *yaml.Node, s Set) ([]splice, error) {
	_, at, err := e.extent(in, key)
	if err != nil {
		return nil, err
	}
	rest := strings.TrimLeft(string(e.data[at:]), " \t")
	if !strings.HasPrefix(rest, ":") || n.Anchor != "" || n.Style&yaml.TaggedStyle != 0 {
		return nil, errors.New("something stands between the key and its value")
	}
	at = len(e.data) - len(rest) + 1
	return []splice{{at, at, " " + value(in, s)}}, nil
}

// value is a new value as it is written in an entry.
func value(in *yaml.Node, s Set) string {
	switch {
	case s.Raw:
		return s.Value
	case inFlow(in):
		return QuoteFlow(s.Value)
	}
	return Quote(s.Value)
}

// remarked reports whether comments stand in a node.
func remarked(n *yaml.Node) bool {
	for _, c := range n.Content {
		if c.HeadComment != "" || c.LineComment != "" || c.FootComment != "" || remarked(c) {
			return true
		}
	}
	return false
}

// insert adds a key to an entry.
func (e *editor) insert(in *yaml.Node, s Set) (splice, error) {
	if len(in.Content) == 0 {
		return splice{}, errors.New("the entry is empty")
	}
	value := value(in, s)
	first, err := e.offset(in.Content[0])
	if err != nil {
		return splice{}, err
	}
	at := e.place(in, s)
	if inFlow(in) {
		if at == 0 {
			return splice{first, first, s.Key + ": " + value + ", "}, nil
		}
		_, end, err := e.extent(in, in.Content[at-1])
		return splice{end, end, ", " + s.Key + ": " + value}, err
	}
	start, err := e.offset(in)
	if err != nil {
		return splice{}, err
	}
	if first != start && in.Anchor == "" && in.Style&yaml.TaggedStyle == 0 {
		return splice{}, errors.New("the keys of the entry are written with question marks")
	}
	indent := strings.Repeat(" ", in.Content[0].Column-1)
	if at == 0 {
		return splice{first, first, s.Key + ": " + value + e.eol() + indent}, nil
	}
	_, end, err := e.extent(in, in.Content[at-1])
	if err != nil {
		return splice{}, err
	}
	if end > 0 && (e.data[end-1] == '\n' || e.data[end-1] == '\r') { // a block scalar that takes its last line break with it
		return splice{end, end, indent + s.Key + ": " + value + e.eol()}, nil
	}
	for end < len(e.data) && lineBreak(e.data[end:]) == 0 {
		end++
	}
	eol := string(e.data[end : end+lineBreak(e.data[end:])]) // that of this line, in a file that has several
	if eol == "" {
		eol = e.eol()
	}
	return splice{end, end, eol + indent + s.Key + ": " + value}, nil
}

// extent is the bytes of a value, without its anchor and tag.
func (e *editor) extent(in, n *yaml.Node) (from, to int, err error) {
	if from, err = e.offset(n); err != nil {
		return 0, 0, err
	}
	for from < len(e.data) && n.Kind != yaml.AliasNode && (e.data[from] == '&' || e.data[from] == '!') {
		for from < len(e.data) && e.data[from] != ' ' && e.data[from] != '\t' && lineBreak(e.data[from:]) == 0 {
			from++
		}
		for from < len(e.data) && (e.data[from] == ' ' || e.data[from] == '\t') {
			from++
		}
	}
	rest := string(e.data[from:])
	size := -1
	switch {
	case rest == "":
	case n.Kind == yaml.AliasNode:
		if size = strings.IndexAny(rest, " \t\r\n,]}"); size < 0 {
			size = len(rest)
		}
	case n.Kind != yaml.ScalarNode && inFlow(n):
		size = bracketed(rest)
	case n.Kind != yaml.ScalarNode && len(n.Content) > 0:
		_, to, err := e.extent(n, n.Content[len(n.Content)-1])
		return from, to, err
	case n.Kind != yaml.ScalarNode:
	case rest[0] == '"' && n.Style&yaml.DoubleQuotedStyle != 0, rest[0] == '\'' && n.Style&yaml.SingleQuotedStyle != 0:
		size = quoted(rest)
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		size = blockSize(rest, e.indentOf(in))
	case n.Value != "":
		size = plainSize(rest, e.indentOf(in), inFlow(in))
	}
	if size <= 0 {
		return 0, 0, errors.New("where its value ends is not known")
	}
	return from, from + size, nil
}

// indentOf is by how much the keys of a mapping are indented.
func (e *editor) indentOf(in *yaml.Node) int {
	if len(in.Content) == 0 {
		return in.Column - 1
	}
	return in.Content[0].Column - 1
}

// quoted is the length of a scalar between quotation marks.
func quoted(s string) int {
	for i := 1; i < len(s); i++ {
		switch {
		case s[0] == '"' && s[i] == '\\':
			i++
		case s[0] == '\'' && s[i] == '\'' && i+1 < len(s) && s[i+1] == '\'':
			i++
		case s[i] == s[0]:
			return i + 1
		}
	}
	return -1
}

// bracketed is the length of what stands between brackets.
func bracketed(s string) int {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '[' || c == '{':
			depth++
		case c == ']' || c == '}':
			if depth--; depth == 0 {
				return i + 1
			}
		case (c == '"' || c == '\'') && strings.IndexByte(" \t\r\n,[{:", s[i-1]) >= 0:
			n := quoted(s[i:])
			if n < 0 {
				return -1
			}
			i += n - 1
		case c == '#' && strings.IndexByte(" \t\r\n", s[i-1]) >= 0:
			return -1 // a comment, which would be lost
		}
	}
	return -1
}

// cutLine cuts the first line of s, with what ends it.
func cutLine(s string) (text, end, rest string) {
	for i := 0; i < len(s); i++ {
		if n := lineBreak(s[i:]); n > 0 {
			return s[:i], s[i : i+n], s[i+n:]
		}
	}
	return s, "", ""
}

// endsOpen reports whether the end of a block scalar is part of it: blank lines that it keeps, or the file's end without a line break.
func (e *editor) endsOpen(in, n *yaml.Node) bool {
	if n.Kind != yaml.ScalarNode || n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) == 0 {
		return false
	}
	from, to, err := e.extent(in, n)
	if err != nil {
		return false
	}
	head, end, _ := cutLine(string(e.data[from:to]))
	head, _, _ = strings.Cut(head, "#")
	last := e.data[to-1]
	return end == "" || strings.Contains(head, "+") || last != '\n' && last != '\r'
}

// blockSize is the length of a block scalar whose key is indented so much, without blank lines behind it.
func blockSize(s string, indent int) int {
	_, _, rest := cutLine(s)
	size := len(s) - len(rest)
	at := size
	for rest != "" {
		text, _, next := cutLine(rest)
		at += len(rest) - len(next)
		if blank := strings.TrimLeft(text, " "); blank != "" {
			if len(text)-len(blank) <= indent {
				break
			}
			size = at
		}
		rest = next
	}
	return size
}

// plainSize is the length of a scalar without quotation marks.
func plainSize(s string, indent int, flow bool) int {
	size, at := 0, 0
	for line, rest := 0, s; rest != ""; line++ {
		text, _, next := cutLine(rest)
		body := strings.TrimLeft(text, " \t")
		if line > 0 && body != "" && (len(text)-len(body) <= indent && !flow || body[0] == '#') {
			break
		}
		stop := false
		for i := range len(text) {
			c := text[i]
			after := i+1 == len(text) || text[i+1] == ' ' || text[i+1] == '\t'
			if c == ':' && (after || flow && strings.IndexByte(",[]{}", text[i+1]) >= 0) ||
				c == '#' && i > 0 && (text[i-1] == ' ' || text[i-1] == '\t') || flow && strings.IndexByte(",[]{}", c) >= 0 {
				text, stop = text[:i], true
				break
			}
		}
		if t := strings.TrimRight(text, " \t"); t != "" {
			size = at + len(t)
		}
		if stop {
			break
		}
		at += len(rest) - len(next)
		rest = next
	}
	return size
}
