package words

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// How much of a text may be given away is counted in the finest way: every run of letters and digits is a word, and in scripts that
// write no spaces every character, so that no other way of counting finds more words than the limit.

// kinds of runes: two that follow each other are one word only where both are letters, or both katakana.
const (
	noWord = iota
	letter
	katakana
	alone // in a script without spaces
)

// unspaced are the scripts in which UAX #29 makes a word of each character.
var unspaced = []*unicode.RangeTable{
	unicode.Han, unicode.Hiragana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar, unicode.New_Tai_Lue, unicode.Tai_Le, unicode.Tai_Tham,
	unicode.Tai_Viet, unicode.Ahom, unicode.Yi,
}

func kindOf(r rune) int {
	switch {
	case !wordRune(r):
		return noWord
	case r < 0x0e00: // the first script without spaces
		return letter
	case unicode.Is(unicode.Katakana, r) || r == 'ー' || r == 'ﾞ' || r == 'ﾟ':
		return katakana
	case unicode.In(r, unspaced...):
		return alone
	}
	return letter
}

// Cut returns the first n words of s with what stands between them, and whether anything was left out. Words are counted in the finest
// way here.
func Cut(s string, n int) (string, bool) {
	seen, end, last := 0, 0, noWord
	for i, r := range s {
		if r >= utf8.RuneSelf && unicode.IsMark(r) && last != noWord {
			end = i + utf8.RuneLen(r)
			continue
		}
		k := kindOf(r)
		if k == noWord {
			last = noWord
			continue
		}
		if k != last || k == alone {
			seen++
		}
		if last = k; seen > n {
			return strings.TrimRightFunc(s[:end], func(r rune) bool { return !wordRune(r) && !unicode.IsMark(r) }), true
		}
		end = i + utf8.RuneLen(r)
	}
	return s, false
}

// Letters is a text as whoever looks for its words in other files compares it: letters and digits alone, in one case, without marks on
// them, so that neither spaces nor what stands between the letters of a word can hide it.
type Letters struct {
	Bytes  []byte
	Starts []int32 // of each word in Bytes
	Places []int32 // of each word in the text
}

// LettersOf takes the letters of a text. Characters that nobody sees, as soft hyphens, are no end of a word.
func LettersOf(s string) Letters {
	l := Letters{Bytes: make([]byte, 0, len(s)), Starts: make([]int32, 0, len(s)/5+1), Places: make([]int32, 0, len(s)/5+1)}
	l.Set(s)
	return l
}

// Set takes the letters of another text, into the room that the one before took.
func (l *Letters) Set(s string) {
	letters, starts, places := l.Bytes[:0], l.Starts[:0], l.Places[:0]
	last := noWord
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			if c = ascii[c]; c == 0 {
				last = noWord
			} else {
				if last != letter {
					starts, places, last = append(starts, int32(len(letters))), append(places, int32(i)), letter
				}
				letters = append(letters, c)
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if unicode.IsMark(r) || unicode.Is(unicode.Cf, r) || r == 'ـ' {
			i += n
			continue
		}
		k := kindOf(r)
		if k != noWord && (k != last || k == alone) {
			starts, places = append(starts, int32(len(letters))), append(places, int32(i))
		}
		if last = k; k != noWord {
			letters = appendPlain(letters, s[i:i+n], r)
		}
		i += n
	}
	l.Bytes, l.Starts, l.Places = letters, starts, places
}

// ascii has the letters and digits of ASCII in one case, and 0 for all else.
var ascii = func() (t [utf8.RuneSelf]byte) {
	for c := byte('0'); c <= '9'; c++ {
		t[c] = c
	}
	for c := byte('a'); c <= 'z'; c++ {
		t[c], t[c-0x20] = c, c
	}
	return t
}()

// appendPlain writes one character in its simplest form.
func appendPlain(out []byte, s string, r rune) []byte {
	if d := norm.NFKD.PropertiesString(s).Decomposition(); d != nil {
		for _, r := range string(d) {
			if wordRune(r) {
				out = appendFolded(out, r)
			}
		}
		return out
	}
	return appendFolded(out, r)
}

func appendFolded(out []byte, r rune) []byte {
	switch r {
	case 'ß', 'ẞ':
		return append(out, "ss"...)
	}
	return utf8.AppendRune(out, unicode.ToLower(unicode.ToUpper(r)))
}
