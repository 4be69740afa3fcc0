// Package words says what a word, a sentence and an equal passage are.
// Words are those of UAX #29; comparison folds what the reader's eye takes for the same. It knows strings and byte offsets only.
package words

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"
	"golang.org/x/text/unicode/norm"
)

// Each calls f with the byte range of every word of s: the segments of UAX #29 that hold a letter or a digit.
func Each(s string, f func(start, end int)) {
	for at := 0; at < len(s); {
		if s[at] <= ' ' { // stands in no word, and no rule looks past it
			at++
			continue
		}
		end, ascii := at, true
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

// eachASCII is Each for s[at:end], which holds ASCII without spaces, as most texts do: there the rules are few.
func eachASCII(s string, at, end int, f func(start, end int)) {
	letter := func(i int) bool { return i < end && 'a' <= s[i]|0x20 && s[i]|0x20 <= 'z' }
	digit := func(i int) bool { return i < end && '0' <= s[i] && s[i] <= '9' }
	for i := at; i < end; i++ {
		from, word := i, false
		for ; i < end; i++ {
			if letter(i) || digit(i) {
				word = true
				continue
			}
			inside := s[i] == '_'
			if !inside && i > from {
				switch s[i] {
				case '.', '\'':
					inside = letter(i-1) && letter(i+1) || digit(i-1) && digit(i+1)
				case ':':
					inside = letter(i-1) && letter(i+1)
				case ',', ';':
					inside = digit(i-1) && digit(i+1)
				}
			}
			if !inside {
				break
			}
		}
		if word {
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

// Text is a text made ready for comparison: folded, with the way back to its own bytes.
type Text struct {
	Own    string // the text as it is
	folded string
	start  []int32 // for each byte of folded: where the characters it stands for begin in Own
	end    []int32 // and where they end

	once    sync.Once
	borders []uint64 // a bit for each byte of Own: a segment of UAX #29 begins there; made once it is asked for
}

// Fold makes s comparable. Equal in comparison: curly and straight quotes, all dashes, "…" and "...", any run of white space,
// soft hyphens, NFC and NFD. Case counts. Invalid UTF-8 is kept as it is.
func Fold(s string) *Text {
	start, end := make([]int32, 0, len(s)), make([]int32, 0, len(s))
	var b strings.Builder
	b.Grow(len(s))
	space := false // the last byte written is the space of a run
	put := func(from, to int, folded string) {
		b.WriteString(folded)
		for range len(folded) {
			start, end = append(start, int32(from)), append(end, int32(to))
		}
		space = folded == " "
	}
	for i := 0; i < len(s); {
		j := i
		for j < len(s) && ' ' < s[j] && s[j] < 0x7f {
			j++
		}
		if j < len(s) && s[j] >= utf8.RuneSelf {
			j-- // what follows may be a mark on it
		}
		if j > i { // stands for itself
			b.WriteString(s[i:j])
			for ; i < j; i++ {
				start, end = append(start, int32(i)), append(end, int32(i+1))
			}
			space = false
			continue
		}
		if c := s[i]; c < utf8.RuneSelf && (i+1 == len(s) || s[i+1] < utf8.RuneSelf) {
			if f := foldRune(rune(c)); f != " " {
				put(i, i+1, f)
			} else if space {
				end[len(end)-1] = int32(i + 1)
			} else {
				put(i, i+1, " ")
			}
			i++
			continue
		}
		n := norm.NFC.NextBoundaryInString(s[i:], true)
		if n <= 0 {
			n = len(s) - i
		}
		for _, r := range norm.NFC.String(s[i : i+n]) {
			switch f := foldRune(r); {
			case f == "":
			case f == " " && space:
				end[len(end)-1] = int32(i + n)
			default:
				put(i, i+n, f)
			}
		}
		i += n
	}
	return &Text{Own: s, folded: b.String(), start: start, end: end}
}

// Same returns the form of s that is the same for all strings equal in comparison, without white space at its ends.
func Same(s string) string { return strings.TrimSpace(Fold(s).folded) }

// foldRune gives what stands for r in comparison; "" removes it.
func foldRune(r rune) string {
	switch r {
	case '‘', '’', '‚', '‛', 'ʼ', '＇':
		return "'"
	case '“', '”', '„', '‟', '＂':
		return `"`
	case '−':
		return "-"
	case '…':
		return "..."
	case '\u00ad':
		return ""
	}
	switch {
	case unicode.IsSpace(r):
		return " "
	case unicode.Is(unicode.Pd, r):
		return "-"
	}
	return string(r)
}

// Find returns the byte ranges in t.Own of all places where quote stands as whole words, in order; overlapping places count
// each. An empty quote has none.
func (t *Text) Find(quote string) [][2]int {
	return t.find(Same(quote), 0, len(t.folded), -1)
}

// FindFrom returns the first place of quote that begins at or after the byte offset from and ends at or before to.
func (t *Text) FindFrom(quote string, from, to int) ([2]int, bool) {
	lo, hi := t.foldedAt(from), t.foldedAt(to)
	if m := t.find(Same(quote), lo, hi, 1); len(m) > 0 {
		return m[0], true
	}
	return [2]int{}, false
}

func (t *Text) find(q string, lo, hi, most int) [][2]int {
	var found [][2]int
	if q == "" {
		return nil
	}
	for i := lo; i+len(q) <= hi; {
		k := strings.Index(t.folded[i:hi], q)
		if k < 0 {
			break
		}
		i += k
		s, e := int(t.start[i]), int(t.end[i+len(q)-1])
		for strings.HasPrefix(t.Own[e:], "\u00ad") {
			e += len("\u00ad") // belongs to the word before it
		}
		if t.whole(i, i+len(q)) && t.boundary(s) && t.boundary(e) {
			found = append(found, [2]int{s, e})
			if len(found) == most {
				break
			}
		}
		i++
	}
	return found
}

// whole reports whether both ends of a folded range fall between characters of Own.
func (t *Text) whole(i, j int) bool {
	return (i == 0 || t.start[i-1] != t.start[i]) && (j == len(t.start) || t.start[j-1] != t.start[j])
}

// foldedAt is the first folded index that stands for something at or after the byte offset.
func (t *Text) foldedAt(off int) int {
	lo, hi := 0, len(t.start)
	for lo < hi {
		if mid := (lo + hi) / 2; int(t.start[mid]) < off {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// Before reports whether the text right before the byte offset ends with p, a prefix in the form of Same. The prefix is cut off at whole words, or it
// may begin inside a word where another whole word stands beside it, as tools cut after so many characters. A prefix that
// ends with a word may leave out the marks between it and the offset.
func (t *Text) Before(off int, p string) bool {
	if p == "" {
		return true
	}
	have := strings.TrimRight(t.folded[:t.foldedAt(off)], " ")
	if last, _ := utf8.DecodeLastRuneInString(p); wordRune(last) {
		have = strings.TrimRightFunc(have, notWord)
	}
	if !strings.HasSuffix(have, p) {
		return false
	}
	return t.boundary(int(t.start[len(have)-len(p)])) || Count(p) > 1
}

// After reports whether the text right after the byte offset begins with p, a suffix in the form of Same, under the rules of Before.
func (t *Text) After(off int, p string) bool {
	if p == "" {
		return true
	}
	have := strings.TrimLeft(t.folded[t.foldedAt(off):], " ")
	if first, _ := utf8.DecodeRuneInString(p); wordRune(first) {
		have = strings.TrimLeftFunc(have, notWord)
	}
	if !strings.HasPrefix(have, p) {
		return false
	}
	return t.boundary(int(t.end[len(t.folded)-len(have)+len(p)-1])) || Count(p) > 1
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
	if strings.HasPrefix(s[off:], narrow) && !inNumber(s, off) || strings.HasSuffix(s[:off], narrow) && !inNumber(s, off-len(narrow)) {
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

func blank(c byte) bool { return c == ' ' || c == '\n' || c == '\t' }
