package field

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// letters that no decomposition takes apart.
var plain = strings.NewReplacer("ß", "ss", "æ", "ae", "Æ", "ae", "ø", "o", "Ø", "o", "œ", "oe", "Œ", "oe", "ł", "l", "Ł", "l", "đ", "d", "ð", "d", "þ", "th")

// MakeID makes an id out of words: lower-case ASCII letters and digits, hyphens between. Words in a script that has no ASCII form
// give "" and the caller chooses another.
func MakeID(words string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(plain.Replace(words)) {
		switch {
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
			b.WriteRune(r)
		case 'A' <= r && r <= 'Z':
			b.WriteRune(r + 'a' - 'A')
		case unicode.IsMark(r), r == '\'', r == '’':
		default:
			if b.Len() > 0 && !strings.HasSuffix(b.String(), "-") {
				b.WriteByte('-')
			}
		}
	}
	id := b.String()
	if len(id) > 60 {
		id = id[:60]
		if i := strings.LastIndexByte(id, '-'); i > 20 {
			id = id[:i]
		}
	}
	return strings.Trim(id, "-")
}
