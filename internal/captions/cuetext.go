package captions

import (
	"html"
	"strings"
	"unicode/utf8"
)

// node is an open element of a cue's text.
type node struct {
	tag   string
	voice string // of the innermost voice element that is open
}

// text parses the text of a cue by the cue text parsing rules into runs; each tag goes to the rest.
func (v *vtt) text(cue *Cue, s string) {
	if strings.Contains(s, "<") {
		cue.Marked = s
	}
	var open []node
	var run strings.Builder
	voice, line, from := "", cue.Line, cue.Line
	flush := func() {
		if run.Len() > 0 {
			cue.Runs = append(cue.Runs, Run{voice, run.String(), from})
		}
		run.Reset()
	}
	for s != "" {
		if s[0] != '<' {
			text := s
			if i := strings.IndexByte(s, '<'); i >= 0 {
				text = s[:i]
			}
			if run.Len() == 0 {
				from = line
			}
			run.WriteString(unescape(text))
			line += strings.Count(text, "\n")
			s = s[len(text):]
			continue
		}
		raw := s
		if i := strings.IndexByte(s, '>'); i >= 0 {
			raw = s[:i+1]
		}
		s = s[len(raw):]
		known := false
		open, known = element(open, strings.TrimSuffix(raw[1:], ">"), voice)
		if now := innermost(open); now != voice {
			flush()
			voice = now
		}
		what := Tag
		if !known {
			what = UnknownTag
		}
		v.rest(line, raw, what)
		line += strings.Count(raw, "\n")
	}
	flush()
}

// innermost is the voice of the innermost voice element that is open.
func innermost(open []node) string {
	if len(open) == 0 {
		return ""
	}
	return open[len(open)-1].voice
}

// element reads what stands between < and > and opens or closes elements. known is false where the specification has no such tag.
func element(open []node, tag, voice string) (_ []node, known bool) {
	if tag != "" && tag[0] >= '0' && tag[0] <= '9' {
		_, rest, ok := vttTime(tag)
		return open, ok && rest == ""
	}
	top := ""
	if len(open) > 0 {
		top = open[len(open)-1].tag
	}
	if name, end := strings.CutPrefix(tag, "/"); end {
		switch {
		case name == top && name != "":
			open = open[:len(open)-1]
		case name == "ruby" && top == "rt":
			open = open[:len(open)-2]
		}
		return open, isTag[name]
	}
	name, annotation := tag, ""
	if i := strings.IndexAny(tag, ".\t\n\f "); i >= 0 {
		name = tag[:i]
		if j := strings.IndexAny(tag, "\t\n\f "); j >= 0 {
			annotation = tag[j:]
		}
	}
	switch {
	case name == "rt" && top != "ruby":
		return open, true
	case name == "v":
		voice = strings.Join(strings.FieldsFunc(unescape(annotation), asciiSpace), " ")
	case !isTag[name]:
		return open, false
	}
	return append(open, node{name, voice}), true
}

func asciiSpace(c rune) bool { return strings.ContainsRune(ascii, c) }

var isTag = map[string]bool{"c": true, "i": true, "b": true, "u": true, "ruby": true, "rt": true, "v": true, "lang": true}

// unescape resolves character references as HTML does outside of attributes. The library's function does the named ones; in numbers it has the
// edges wrong: numbers too large for it, a single digit without a semicolon, no digits at all.
func unescape(s string) string {
	i := strings.IndexByte(s, '&')
	if i < 0 {
		return s
	}
	var b strings.Builder
	for ; i >= 0; i = strings.IndexByte(s, '&') {
		b.WriteString(s[:i])
		s = s[i:]
		n := reference(s)
		if strings.HasPrefix(s, "&#") {
			b.WriteString(numeric(s[:n]))
		} else {
			b.WriteString(html.UnescapeString(s[:n]))
		}
		s = s[n:]
	}
	b.WriteString(s)
	return b.String()
}

// reference is the length of what may be a character reference: s begins with an ampersand.
func reference(s string) int {
	i := 1
	if strings.HasPrefix(s, "&#") {
		i = 2
		isDigit := decimal
		if i < len(s) && s[i]|0x20 == 'x' {
			i, isDigit = 3, hexadecimal
		}
		from := i
		for i < len(s) && isDigit(s[i]) {
			i++
		}
		if i == from {
			return i // no digits: not a reference
		}
	} else {
		for i < len(s) && (decimal(s[i]) || 'a' <= s[i]|0x20 && s[i]|0x20 <= 'z') {
			i++
		}
	}
	if i < len(s) && s[i] == ';' && i > 1 {
		i++
	}
	return i
}

func decimal(c byte) bool     { return '0' <= c && c <= '9' }
func hexadecimal(c byte) bool { return decimal(c) || 'a' <= c|0x20 && c|0x20 <= 'f' }

// numeric resolves a numeric reference; one without digits stays as it is.
func numeric(s string) string {
	d, base := strings.TrimSuffix(s[2:], ";"), rune(10)
	if d != "" && d[0]|0x20 == 'x' {
		d, base = d[1:], 16
	}
	if d == "" {
		return s
	}
	n := rune(0)
	for i := 0; i < len(d) && n <= utf8.MaxRune; i++ {
		c := d[i]
		if c > '9' {
			c = c | 0x20 - 'a' + '9' + 1
		}
		n = n*base + rune(c-'0')
	}
	if n > utf8.MaxRune || n == 0 || n >= 0xd800 && n < 0xe000 {
		return "\ufffd"
	}
	if n >= 0x80 && n < 0xa0 { // those of windows-1252
		return html.UnescapeString("&#" + itoa(n) + ";")
	}
	return string(n)
}

func itoa(n rune) string {
	return string([]byte{'0' + byte(n/100), '0' + byte(n/10%10), '0' + byte(n%10)})
}
