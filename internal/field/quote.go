package field

import (
	"fmt"
	"strings"
	"unicode"
)

// Quote writes a string as a YAML scalar on one line, for a place of its own: plain where that reads back as the same string, else in
// double quotes.
func Quote(s string) string { return quote(s, "") }

// QuoteFlow is Quote for a place between brackets or braces.
func QuoteFlow(s string) string { return quote(s, ",[]{}:") }

func quote(s, special string) string {
	if readsPlain(s) && !strings.ContainsAny(s, special) {
		return s
	}
	return doubleQuoted(s)
}

// doubleQuoted writes a string between double quotation marks.
func doubleQuoted(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case unicode.IsPrint(r) && r != unicode.ReplacementChar:
			b.WriteRune(r)
		case r < 0x100:
			fmt.Fprintf(&b, `\x%02x`, r)
		case r < 0x10000:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			fmt.Fprintf(&b, `\U%08x`, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// readsPlain reports whether YAML reads s, as it stands, as the same string, in every version and by every reader.
func readsPlain(s string) bool {
	if s == "" || strings.TrimSpace(s) != s || strings.HasSuffix(s, ":") || strings.Contains(s, ": ") || strings.Contains(s, " #") {
		return false
	}
	if first := []rune(s)[0]; !unicode.IsLetter(first) && !unicode.IsDigit(first) {
		return false
	}
	switch strings.ToLower(s) {
	case "null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf":
		return false
	}
	return !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) || r == unicode.ReplacementChar })
}
