package field

import (
	"regexp"
	"strconv"
	"strings"
)

var plainScalar = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{M}\p{N} ,.'’“”()/–—&;…?!%-]*$`)

// Quote writes a string as a YAML scalar on one line: plain where that is safe and reads back as the same string, else in double quotes.
func Quote(s string) string {
	word := strings.ToLower(s)
	_, err := strconv.ParseFloat(strings.NewReplacer("_", "", ",", "").Replace(s), 64)
	switch {
	case err == nil, word == "true", word == "false", word == "null", word == "yes", word == "no", word == "on", word == "off", word == "y", word == "n":
	case plainScalar.MatchString(s) && strings.TrimSpace(s) == s && !strings.Contains(s, "---"):
		return s
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < ' ' || r == 0x7f || 0x80 <= r && r < 0xa0 || r == 0x2028 || r == 0x2029 || r == 0xfeff:
			b.WriteString(`\u` + strconv.FormatInt(0x10000+int64(r), 16)[1:])
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
