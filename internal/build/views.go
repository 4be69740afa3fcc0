package build

import (
	"html"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// views gives the ways in which a file's words can be read: as they stand, and without markup; with what stands for characters resolved.
func views(raw string) []string {
	plain := decoded(raw)
	vs := []string{plain, untagged(plain), decoded(seen(raw)), seen(plain), decoded(values(raw))}
	if strings.Contains(raw, `\`) {
		vs = append(vs, decoded(cssEscapes.ReplaceAllStringFunc(raw, func(m string) string { return char(strings.TrimSpace(m[1:]), 16) })))
	}
	out := vs[:0]
	for _, v := range vs {
		if !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}

var (
	escapes    = regexp.MustCompile(`\\(?:u\{[0-9a-fA-F]{1,6}\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[nrtbfv0])|(?:%[0-9a-fA-F]{2})+`)
	cssEscapes = regexp.MustCompile(`\\[0-9a-fA-F]{1,6}[ \t\r\n\f]?`)
)

// untagged takes out all that stands between angle brackets.
func untagged(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:i])
		end := strings.IndexAny(s[i+1:], "<>")
		switch {
		case end < 0:
			b.WriteString(s[i:])
			return b.String()
		case s[i+1+end] == '>':
			b.WriteByte(' ')
			s = s[i+2+end:]
		default:
			b.WriteString(s[i : i+1+end])
			s = s[i+1+end:]
		}
	}
}

// decoded resolves character references, the escapes of JavaScript and JSON, and those of addresses; also where one stands for another.
func decoded(s string) string {
	for range 3 {
		d := s
		if strings.ContainsAny(d, `\%`) {
			d = escapes.ReplaceAllStringFunc(d, unescape)
		}
		if d = html.UnescapeString(d); d == s {
			break
		}
		s = d
	}
	return s
}

// unescape is the character of an escape of JavaScript, or the bytes of several of an address; a space for any other escape, as \n is one.
func unescape(m string) string {
	switch {
	case m[0] == '%':
		var b []byte
		for i := 0; i < len(m); i += 3 {
			n, _ := strconv.ParseUint(m[i+1:i+3], 16, 8)
			b = append(b, byte(n))
		}
		if !utf8.Valid(b) {
			return m
		}
		return string(b)
	case m[1] == 'u' || m[1] == 'x':
		return char(strings.Trim(m[2:], "{}"), 16)
	}
	return " "
}

func char(digits string, base int) string {
	n, _ := strconv.ParseUint(digits, base, 32)
	return string(rune(n))
}

// seen takes out of a page what nobody sees: tags, comments, scripts and styles, and the numbers that stand between words and belong to us.
func seen(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 || i+1 == len(s) {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:i])
		s = s[i:]
		if c := s[1] | 0x20; (c < 'a' || c > 'z') && !strings.ContainsRune("/!?", rune(s[1])) {
			b.WriteByte('<')
			s = s[1:]
			continue
		}
		b.WriteByte(' ')
		if strings.HasPrefix(s, "<!--") {
			s = after(s[2:], "-->")
			continue
		}
		n := tagEnd(s)
		tag := s[:n]
		s = s[n:]
		for _, name := range []string{"script", "style"} {
			if len(tag) > len(name) && strings.EqualFold(tag[1:1+len(name)], name) {
				s = afterFold(s, "</"+name)
			}
		}
		for _, class := range numbers {
			if strings.Contains(tag, class) {
				s = after(s, "</"+strings.Fields(tag[1:])[0]+">")
			}
		}
	}
}

// numbers are the classes of elements that hold a number of ours.
var numbers = []string{`class="badge"`, `class="num"`, `class="fn"`, `class="ln"`}

// values gives what stands in quotation marks behind a name, as attributes, JSON and CSS have it, all of one name together: a word in each of many
// attributes can be read as a text.
func values(s string) string {
	byName := map[string][]string{}
	for i := 0; i < len(s); i++ {
		if s[i] != '=' && s[i] != ':' {
			continue
		}
		from := i + 1
		for from < len(s) && (s[from] == ' ' || s[from] == '\n') {
			from++
		}
		if from == len(s) || s[from] != '"' && s[from] != '\'' {
			continue
		}
		end := from + 1
		for end < len(s) && s[end] != s[from] {
			if s[end] == '\\' {
				end++
			}
			end++
		}
		name := strings.TrimRight(s[max(0, i-longestName):i], "\"' \n")
		name = name[strings.LastIndexFunc(name, func(r rune) bool { return r != '-' && r != '_' && !unicode.IsLetter(r) && !unicode.IsNumber(r) })+1:]
		byName[name] = append(byName[name], s[from+1:min(end, len(s))])
		i = min(end, len(s)-1)
	}
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(byName)) {
		b.WriteString(name + ": " + strings.Join(byName[name], " ") + "\n")
	}
	return b.String()
}

// longestName bounds how far the name of a value is looked for.
const longestName = 64

// tagEnd is where a tag ends; a value in quotation marks may hold what would end it.
func tagEnd(s string) int {
	quote := byte(0)
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case (c == '"' || c == '\'') && strings.HasSuffix(strings.TrimRight(s[:i], " \t\r\n"), "="):
			quote = c
		case c == '>':
			return i + 1
		}
	}
	return len(s)
}

func after(s, end string) string {
	if i := strings.Index(s, end); i >= 0 {
		return s[i+len(end):]
	}
	return ""
}

func afterFold(s, end string) string {
	for i := 0; i+len(end) <= len(s); i++ {
		if s[i] == '<' && strings.EqualFold(s[i:i+len(end)], end) {
			return s[i:]
		}
	}
	return ""
}
