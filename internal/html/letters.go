package html

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Pictures place words without knowing the reader's typeface, so lengths of text are guesses on the wide side.

// letterWidth is the width of a letter in hundredths of the size of the type.
func letterWidth(r rune) int {
	switch {
	case strings.ContainsRune("fijltI.,;:!'’‘|()[]-", r):
		return 33
	case strings.ContainsRune("aceszrJ0123456789", r):
		return 50
	case r == ' ':
		return 27
	case strings.ContainsRune("mwMW@%—…", r):
		return 86
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case r >= 0x1100 && unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana, unicode.Yi) || r >= 0x3000 && r < 0x3040 || r >= 0xff00 && r < 0xff61 || r >= 0x1f000:
		return 100
	case unicode.IsUpper(r):
		return 74
	case r < 0x250:
		return 58
	}
	return 64
}

// textWidth is the length of a text in type of so many pixels.
func textWidth(t string, size int) int {
	n := 0
	for _, r := range t {
		n += letterWidth(r)
	}
	return (n*size + 99) / 100
}

// fit cuts a text where it gets longer than a width, at a word where that leaves most of it, and puts an ellipsis there.
func fit(text string, size, width int) string {
	if textWidth(text, size) <= width {
		return text
	}
	taken, end, word := letterWidth('…'), 0, 0
	for i, r := range text {
		if taken += letterWidth(r); taken*size > width*100 {
			break
		}
		if end = i + utf8.RuneLen(r); r == ' ' {
			word = i
		}
	}
	if strings.HasPrefix(text[end:], " ") {
		word = end
	}
	if word > end/2 {
		end = word
	}
	return strings.TrimRight(text[:end], " ,;:") + "…"
}

// wrap breaks a text into lines of a width, so many at most; cut says that the last ends early, with an ellipsis. Words are broken where one is
// longer than a line, and between any two letters of a script that writes without spaces.
func wrap(text string, size, width, most int) (lines []string, cut bool) {
	var line []rune
	taken, canBreak := 0, 0 // width of the line; how many of its letters are whole words
	flush := func(n int) {
		lines = append(lines, strings.TrimSpace(string(line[:n])))
		line = append([]rune{}, []rune(strings.TrimLeft(string(line[n:]), " "))...)
		taken, canBreak = textWidth(string(line), size), 0
	}
	for _, r := range strings.Join(strings.Fields(text), " ") {
		if r == ' ' || letterWidth(r) == 100 {
			canBreak = len(line)
		}
		if w := (letterWidth(r)*size + 99) / 100; taken+w > width && r != ' ' && len(line) > 0 {
			if canBreak == 0 {
				canBreak = len(line)
			}
			flush(canBreak)
		}
		line = append(line, r)
		taken = textWidth(string(line), size)
	}
	if len(line) > 0 {
		flush(len(line))
	}
	if len(lines) <= most {
		return lines, false
	}
	last := []rune(lines[most-1])
	for len(last) > 1 && textWidth(string(last)+"…", size) > width {
		last = last[:len(last)-1]
	}
	// Rather at a word, where that leaves most of the line.
	if space := strings.LastIndexByte(string(last), ' '); space > len(string(last))/2 && len(last) < len([]rune(lines[most-1])) {
		last = []rune(string(last)[:space])
	}
	lines[most-1] = strings.TrimRight(string(last), " ,;:") + "…"
	return lines[:most], true
}

// balanced wraps a text into as few lines as wrap does, and makes them as even as can be.
func balanced(text string, size, width, most int) (lines []string, cut bool) {
	lines, cut = wrap(text, size, width, most)
	for w := width - size/2; !cut && w > width/3; w -= size / 2 {
		even, short := wrap(text, size, w, most)
		if short || len(even) > len(lines) {
			break
		}
		lines = even
	}
	return lines, cut
}

// isolated is a name to be set among other words. One with letters of a script that runs from right to left takes digits and marks beside it along, such
// as the day of a date, unless it is kept apart; in a string that is done by characters (Unicode, UAX #9: FSI and PDI).
func isolated(name string) string {
	for i := range len(name) {
		if name[i] >= 0xd6 { // no letter of such a script has a lower first byte
			if strings.ContainsFunc(name, leftwards) {
				return "\u2068" + name + "\u2069"
			}
			break
		}
	}
	return name
}

// leftwards reports whether a letter belongs to a script that runs from right to left.
func leftwards(r rune) bool {
	return unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko, unicode.Adlam)
}

// rightToLeft reports whether the first letter of a text belongs to a script that runs from right to left.
func rightToLeft(text string) bool {
	for _, r := range text {
		if unicode.IsLetter(r) {
			return leftwards(r)
		}
	}
	return false
}
