package field

import (
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// node is one value as it stands in the file.
type node struct {
	kind      kind
	tag       tag
	line, col int32 // as the library counts them: from 1, within the data
	value     string
	content   []node // values of a list; keys and values of a mapping in turn
	alias     *node
}

type kind uint8

const (
	scalar kind = iota
	mapping
	list
	alias
)

// tag is what a plain scalar means beside its words.
type tag uint8

const (
	noTag tag = iota
	null
	merge // the key <<
)

// convert makes nodes of the library's; made has those that an alias may lead to.
func convert(to *node, from *yaml.Node, made map[*yaml.Node]*node) {
	made[from] = to
	*to = node{line: int32(from.Line), col: int32(from.Column), value: from.Value}
	switch from.Kind {
	case yaml.MappingNode:
		to.kind = mapping
	case yaml.SequenceNode:
		to.kind = list
	case yaml.AliasNode:
		to.kind, to.alias = alias, made[from.Alias]
	}
	switch from.Tag {
	case "!!null":
		to.tag = null
	case "!!merge":
		to.tag = merge
	}
	if len(from.Content) > 0 {
		to.content = make([]node, len(from.Content))
		for i, c := range from.Content {
			convert(&to.content[i], c, made)
		}
	}
}

// plainTag is what the library takes a plain scalar for.
func plainTag(s string) tag {
	switch s {
	case "", "~", "null", "Null", "NULL":
		return null
	}
	return noTag
}

// ordinary reports whether a text holds printing characters, spaces and line feeds only: none that YAML forbids, takes for a line break or
// has rules of its own for.
func ordinary(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case printing[c]:
		case c < utf8.RuneSelf:
			return false
		case c == 0xc2 && s[i+1] < 0xa0, // U+0080 to U+009F, next line among them
			c == 0xe2 && strings.HasPrefix(s[i:], "\u2028"), c == 0xe2 && strings.HasPrefix(s[i:], "\u2029"),
			c == 0xef && (s[i+1] == 0xbb || s[i+1] == 0xbf): // byte order mark, U+FFFE and U+FFFF
			return false
		}
	}
	return true
}

// printing are the bytes of ASCII that ordinary takes.
var printing = func() (t [256]bool) {
	for c := ' '; c < 0x7f; c++ {
		t[c] = true
	}
	t['\n'] = true
	return t
}()
