package build

import (
	"html"
	"maps"
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
		vs = append(vs, decoded(unescaped(raw, cssEscape)))
	}
	out := vs[:0]
	for _, v := range vs {
		if !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}

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
		d := html.UnescapeString(unescaped(s, escape))
		if d == s {
			break
		}
		s = d
	}
	return s
}

// unescaped puts what escapes stand for in their places; escape gives the length in bytes of the one that a text begins with, 0 where it begins with none.
func unescaped(s string, escape func(s string) (n int, stands string)) string {
	var b strings.Builder
	done := 0
	for i := 0; ; {
		next := strings.IndexAny(s[i:], `\%`)
		if next < 0 {
			break
		}
		i += next
		n, stands := escape(s[i:])
		if n == 0 {
			i++
			continue
		}
		b.WriteString(s[done:i])
		b.WriteString(stands)
		i += n
		done = i
	}
	if done == 0 {
		return s
	}
	b.WriteString(s[done:])
	return b.String()
}

// escape reads an escape of JavaScript, which stands for a character, or several of an address, which stand for bytes. Any other, as \n, is as good as a
// space.
func escape(s string) (n int, stands string) {
	switch {
	case s[0] == '%':
		var b []byte
		for len(s) >= n+3 && s[n] == '%' && hexDigits(s[n+1:n+3]) == 2 {
			c, _ := strconv.ParseUint(s[n+1:n+3], 16, 8)
			b = append(b, byte(c))
			n += 3
		}
		if !utf8.Valid(b) {
			return n, s[:n]
		}
		return n, string(b)
	case len(s) < 2:
		return 0, ""
	case strings.IndexByte("nrtbfv0", s[1]) >= 0:
		return 2, " "
	case s[1] == 'x' && hexDigits(s[2:]) >= 2:
		return 4, char(s[2:4])
	case s[1] == 'u' && hexDigits(s[2:]) >= 4:
		return 6, char(s[2:6])
	case strings.HasPrefix(s[1:], "u{"):
		if k := hexDigits(s[3:]); k > 0 && strings.HasPrefix(s[3+k:], "}") {
			return 3 + k + 1, char(s[3 : 3+k])
		}
	}
	return 0, ""
}

// cssEscape reads an escape of CSS: up to six digits, and a space that ends them.
func cssEscape(s string) (n int, stands string) {
	k := hexDigits(s[1:])
	if s[0] != '\\' || k == 0 {
		return 0, ""
	}
	n = 1 + k
	if n < len(s) && strings.IndexByte(" \t\r\n\f", s[n]) >= 0 {
		n++
	}
	return n, char(s[1 : 1+k])
}

// hexDigits counts the hexadecimal digits that a text begins with, up to six.
func hexDigits(s string) int {
	n := 0
	for n < min(len(s), 6) && ('0' <= s[n] && s[n] <= '9' || 'a' <= s[n]|0x20 && s[n]|0x20 <= 'f') {
		n++
	}
	return n
}

// char is the character of a number in hexadecimal digits.
func char(digits string) string {
	n, _ := strconv.ParseUint(digits, 16, 32)
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
