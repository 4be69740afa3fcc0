package serve

import (
	"bytes"
	"html"
	"iter"
	"strings"
)

// tag is a tag of an HTML page at doc[start:end]. The name is in lower case, "/head" for an end tag, "!" for the doctype.
type tag struct {
	start, end int
	name       string
	attrs      []attr // good until the next tag
}

type attr struct{ name, value []byte }

// attr gives the value of an attribute, with character references resolved, and whether the tag has it.
func (t tag) attr(name string) (string, bool) {
	for _, a := range t.attrs {
		if strings.EqualFold(string(a.name), name) {
			return html.UnescapeString(string(a.value)), true
		}
	}
	return "", false
}

// rawText is the elements that hold no tags.
var rawText = map[string]bool{
	"script": true, "style": true, "title": true, "textarea": true, "xmp": true, "iframe": true, "noembed": true, "noframes": true,
}

// tags gives the tags of a page in order, as a browser's tokenizer finds them, without a tree: comments and the insides of scripts, styles and titles
// are passed over.
func tags(doc []byte) iter.Seq[tag] {
	return func(yield func(tag) bool) {
		var attrs []attr
		for i := 0; ; {
			n := bytes.IndexByte(doc[i:], '<')
			if n < 0 {
				return
			}
			i += n
			if bytes.HasPrefix(doc[i:], []byte("<!--")) {
				n := bytes.Index(doc[i+2:], []byte("-->"))
				if n < 0 {
					return
				}
				i += 2 + n + 3
				continue
			}
			t, ok := readTag(doc, i, attrs[:0])
			if !ok {
				i++
				continue
			}
			attrs = t.attrs
			if !yield(t) {
				return
			}
			i = t.end
			if rawText[t.name] {
				if i = endOf(doc, i, t.name); i < 0 {
					return
				}
			}
		}
	}
}

// endOf finds the end tag of an element without tags, from i on; -1 where there is none.
func endOf(doc []byte, i int, name string) int {
	for {
		n := bytes.Index(doc[i:], []byte("</"))
		if n < 0 {
			return -1
		}
		i += n
		if end := i + 2 + len(name); end < len(doc) && strings.EqualFold(string(doc[i+2:end]), name) && (space(doc[end]) || doc[end] == '>' || doc[end] == '/') {
			return i
		}
		i += 2
	}
}

func space(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }

// readTag reads the tag that begins at doc[i] == '<'; false where none does or it does not end.
func readTag(doc []byte, i int, attrs []attr) (tag, bool) {
	t := tag{start: i, attrs: attrs}
	i++
	from := i
	if i < len(doc) && doc[i] == '!' {
		n := bytes.IndexByte(doc[i:], '>')
		t.name, t.end = "!", i+n+1
		return t, n >= 0
	}
	if i < len(doc) && doc[i] == '/' {
		i++
	}
	if i >= len(doc) || doc[i]|0x20 < 'a' || doc[i]|0x20 > 'z' {
		return t, false
	}
	for i < len(doc) && !space(doc[i]) && doc[i] != '/' && doc[i] != '>' {
		i++
	}
	t.name = strings.ToLower(string(doc[from:i]))
	for {
		for i < len(doc) && (space(doc[i]) || doc[i] == '/') {
			i++
		}
		if i >= len(doc) {
			return t, false
		}
		if doc[i] == '>' {
			t.end = i + 1
			return t, true
		}
		a := attr{}
		from := i
		for i++; i < len(doc) && !space(doc[i]) && doc[i] != '/' && doc[i] != '>' && doc[i] != '='; i++ {
		}
		a.name = doc[from:i]
		for i < len(doc) && space(doc[i]) {
			i++
		}
		if i < len(doc) && doc[i] == '=' {
			for i++; i < len(doc) && space(doc[i]); i++ {
			}
			switch {
			case i >= len(doc):
				return t, false
			case doc[i] == '"' || doc[i] == '\'':
				n := bytes.IndexByte(doc[i+1:], doc[i])
				if n < 0 {
					return t, false
				}
				a.value = doc[i+1 : i+1+n]
				i += n + 2
			default:
				from := i
				for i < len(doc) && !space(doc[i]) && doc[i] != '>' {
					i++
				}
				a.value = doc[from:i]
			}
		}
		t.attrs = append(t.attrs, a)
	}
}
