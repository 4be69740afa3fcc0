package markup

import (
	"strings"
	"unicode/utf8"

	"github.com/lateral-reader/lateral/internal/byteset"
)

// appendText escapes words. Characters that no HTML may hold become U+FFFD, a carriage return the line feed that a browser would read.
func appendText(out []byte, s string) []byte { return escape(out, s, "") }

// appendAttr writes an attribute with a space before it.
func appendAttr(out []byte, name, value string) []byte {
	out = append(out, ' ')
	out = append(out, name...)
	out = append(out, '=', '"')
	out = escape(out, value, `"`)
	return append(out, '"')
}

// odd are the characters that are not always written as they are.
var odd = byteset.Of(func(c byte) bool { return c < ' ' || c >= 0x7f || strings.IndexByte(`&<>"`, c) >= 0 })

func escape(out []byte, s, quote string) []byte {
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if !odd.Has(c) {
			i += odd.First(s[i:])
			continue
		}
		if c >= ' ' && c < 0x7f {
			with := ""
			switch c {
			case '&':
				with = "&amp;"
			case '<':
				with = "&lt;"
			case '>':
				with = "&gt;"
			case '"':
				if quote != "" {
					with = "&#34;"
				}
			}
			if with != "" {
				out = append(append(out, s[from:i]...), with...)
				from = i + 1
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == '\r' {
			out = append(append(out, s[from:i]...), '\n')
			from = i + n
		} else if forbidden(r) || r == utf8.RuneError && n == 1 {
			out = append(append(out, s[from:i]...), "\ufffd"...)
			from = i + n
		}
		i += n
	}
	return append(out, s[from:]...)
}

// forbidden reports whether a character is a control or a noncharacter, which are errors in HTML.
func forbidden(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\f' || 0x7f <= r && r < 0xa0 || 0xfdd0 <= r && r <= 0xfdef || r&0xfffe == 0xfffe
}

// cleanHref percent-encodes what may not stand in an address, and refuses what is neither http, https, mailto nor relative. An address
// that begins with two slashes is refused too: on file:// it leads to another machine.
func cleanHref(s string) (string, bool) {
	authority := 0 // where a bracket is part of an address of the network
	if i := strings.IndexAny(s, ":/?#"); i >= 0 && s[i] == ':' {
		switch strings.ToLower(s[:i]) {
		case "mailto":
		case "http", "https":
			host, ok := strings.CutPrefix(s[i+1:], "//")
			if !ok {
				return "", false
			}
			if authority = strings.IndexAny(host, "/?#"); authority < 0 {
				authority = len(host)
			}
			if authority == 0 {
				return "", false
			}
			authority += i + 3
		default:
			return "", false
		}
	}
	if s == "" || strings.HasPrefix(s, "//") {
		return "", false
	}
	if firstOdd(s) == len(s) {
		return s, true
	}
	var b strings.Builder
	fragment := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		bad := c <= ' ' || c == 0x7f || strings.IndexByte("\"<>\\^`{|}", c) >= 0
		switch c {
		case '[', ']':
			bad = i >= authority
		case '%':
			bad = i+2 >= len(s) || !hex(s[i+1]) || !hex(s[i+2])
		case '#':
			bad, fragment = fragment, true
		}
		if bad {
			b.WriteByte('%')
			b.WriteByte("0123456789ABCDEF"[c>>4])
			c = "0123456789ABCDEF"[c&15]
		}
		b.WriteByte(c)
	}
	return b.String(), true
}

// firstOdd is where the first character stands that may have to be encoded: most addresses have none.
func firstOdd(s string) int {
	hashes := 0
	for i := range len(s) {
		if s[i] == '#' {
			hashes++
		}
		if hashes > 1 || !inAddress[s[i]] {
			return i
		}
	}
	return len(s)
}

// inAddress are the characters that stand as they are anywhere in an address, but that a second # is encoded.
var inAddress = func() (t [256]bool) {
	for c := range t {
		t[c] = c > ' ' && c != 0x7f && !strings.ContainsRune("\"<>\\^`{|}[]%", rune(c))
	}
	return t
}()

func hex(c byte) bool { return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'f' }
