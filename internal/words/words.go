// Package words says what a word, a sentence and an equal passage are.
// Words are those of UAX #29; comparison folds what the reader's eye takes for the same. It knows strings and byte offsets only.
package words

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"
)

// Each calls f with the byte range of every word of s: the segments of UAX #29 that hold a letter or a digit.
func Each(s string, f func(start, end int)) {
	for at := 0; at < len(s); {
		if s[at] <= ' ' { // stands in no word, and no rule looks past it
			at++
			continue
		}
		end := at
		for end < len(s) && s[end] < utf8.RuneSelf && classes[s[end]]&(letterByte|digitByte) != 0 {
			end++
		}
		if end > at && (end == len(s) || s[end] <= ' ' || s[end] < utf8.RuneSelf && s[end] != '_' && (end+1 == len(s) || s[end+1] <= ' ')) {
			f(at, end) // letters alone, or with a mark behind them
			at = min(end+1, len(s))
			continue
		}
		ascii := true
		for end < len(s) && s[end] > ' ' {
			ascii = ascii && s[end] < utf8.RuneSelf
			end++
		}
		if ascii {
			eachASCII(s, at, end, f)
		} else {
			eachAny(s, at, end, f)
		}
		at = end
	}
}

// Classes of ASCII for eachASCII.
const (
	markByte   = iota // in no word
	letterByte = 1 << iota
	digitByte
	lineByte    // _, which joins what stands beside it
	stopByte    // . and ', inside a word between two letters or two digits
	colonByte   // between two letters
	commaByte   // , and ; between two digits
	insideBytes = letterByte | digitByte | lineByte
)

var classes = func() (t [utf8.RuneSelf]uint8) {
	for c := range t {
		switch b := byte(c); {
		case 'a' <= b|0x20 && b|0x20 <= 'z':
			t[c] = letterByte
		case '0' <= b && b <= '9':
			t[c] = digitByte
		}
	}
	t['_'], t['.'], t['\''], t[':'], t[','], t[';'] = lineByte, stopByte, stopByte, colonByte, commaByte, commaByte
	return t
}()

// eachASCII is Each for s[at:end], which holds ASCII without spaces, as most texts do: there the rules are few.
func eachASCII(s string, at, end int, f func(start, end int)) {
	for i := at; i < end; i++ {
		from, word := i, uint8(0)
		for ; i < end; i++ {
			c := classes[s[i]]
			if c&insideBytes != 0 {
				word |= c
				continue
			}
			if c == markByte || i == from || i+1 == end {
				break
			}
			beside := classes[s[i-1]] & classes[s[i+1]] // a letter on both sides, or a digit
			if beside&letterByte != 0 && c&(stopByte|colonByte) == 0 || beside&digitByte != 0 && c&(stopByte|commaByte) == 0 || beside&(letterByte|digitByte) == 0 {
				break
			}
		}
		if word&(letterByte|digitByte) != 0 {
			f(from, i)
		}
	}
}

// eachAny is Each for s[at:end], which holds no ASCII space.
func eachAny(s string, at, end int, f func(start, end int)) {
	s = s[:end]
	it := words.FromString(s[at:])
	for it.Next() {
		from, end := at+it.Start(), at+it.End()
		for i := from; i < end; i++ {
			if strings.HasPrefix(s[i:end], narrow) && !inNumber(s, i) {
				if isWord(s[from:i]) {
					f(from, i)
				}
				from = i + len(narrow)
				for strings.HasPrefix(s[from:end], softHyphen) {
					from += len(softHyphen)
				}
			}
		}
		if isWord(s[from:end]) {
			f(from, end)
		}
	}
}

// narrow is the space that stands before French punctuation and inside numbers. UAX #29 makes it part of the word beside it; white
// space it is here too, but between two digits.
const narrow = "\u202f"

const softHyphen = "\u00ad"

// inNumber reports whether the narrow space at s[i:] stands between two digits.
func inNumber(s string, i int) bool {
	digit := func(i int) bool { return i >= 0 && i < len(s) && '0' <= s[i] && s[i] <= '9' }
	return digit(i-1) && digit(i+len(narrow))
}

// Count returns the number of words in s.
func Count(s string) int {
	n := 0
	Each(s, func(int, int) { n++ })
	return n
}

// Has reports whether s holds at least one word.
func Has(s string) bool {
	return strings.ContainsFunc(s, wordRune)
}

func isWord(tok string) bool { return strings.ContainsFunc(tok, wordRune) }

func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r|0x20 && r|0x20 <= 'z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r)
}

func notWord(r rune) bool { return !wordRune(r) && !unicode.IsMark(r) }

// window is how far boundary looks for a space around an offset before it segments the whole text, once.
const window = 512

// boundary reports whether off lies between two segments of UAX #29. White space is a safe place to start from, so only the
// stretch between two spaces is segmented.
func (t *Text) boundary(off int) bool {
	s := t.Own
	if off <= 0 || off >= len(s) {
		return true
	}
	if blank(s[off-1]) || blank(s[off]) {
		return true // also before a combining character, which Each takes for the beginning of a word if it is a letter
	}
	gap := off
	for off-gap < window && strings.HasSuffix(s[:gap], softHyphen) { // which is nothing in comparison
		gap -= len(softHyphen)
	}
	if strings.HasPrefix(s[off:], narrow) && !inNumber(s, off) || strings.HasSuffix(s[:gap], narrow) && !inNumber(s, gap-len(narrow)) {
		return true
	}
	lo, hi := off, off
	for lo > 0 && off-lo < window && !blank(s[lo-1]) {
		lo--
	}
	for hi < len(s) && hi-off < window && !blank(s[hi]) {
		hi++
	}
	if off-lo >= window || hi-off >= window {
		t.once.Do(t.segment)
		return t.borders[off/64]>>(off%64)&1 != 0
	}
	if lo > 0 {
		lo--
	}
	it := words.FromString(s[lo:hi])
	for it.Next() {
		if e := lo + it.End(); e >= off {
			return e == off
		}
	}
	return true
}

// segment fills borders.
func (t *Text) segment() {
	t.borders = make([]uint64, len(t.Own)/64+1)
	it := words.FromString(t.Own)
	for it.Next() {
		t.borders[it.End()/64] |= 1 << (it.End() % 64)
	}
}

// blank reports whether a byte is in no word for Each: white space and control characters.
func blank(c byte) bool { return c <= ' ' }
