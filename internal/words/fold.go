package words

import (
	"bytes"
	"slices"
	"sort"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Text is a text made ready for comparison: folded, with the way back to its own bytes.
type Text struct {
	Own    string // the text as it is
	folded []byte
	pieces []piece // of folded, in order; nearly always a few long ones

	once    sync.Once
	borders []uint64 // a bit for each byte of Own: a segment of UAX #29 begins there; made once it is asked for
	printed sync.Once
	words   string // folded, once somebody asked for it
}

// piece is a stretch of folded text and what it stands for: each byte for one byte of Own, those at from and after, or, where to is not 0, all of
// it for the characters between from and to. Whoever asks what a byte stands for asks for the first or the last of a character.
type piece struct{ at, from, to int32 }

// Fold makes s comparable. Equal in comparison: curly and straight quotes, all dashes, "…" and "...", any run of white space,
// soft hyphens and other characters that nobody sees, NFC and NFD. Case counts. Invalid UTF-8 is kept as it is.
func Fold(s string) *Text {
	t := new(Text)
	t.Set(s)
	return t
}

// Set is Fold for another text, into the room that the one before took.
func (t *Text) Set(s string) {
	t.Own, t.words, t.borders, t.once, t.printed = s, "", nil, sync.Once{}, sync.Once{}
	f := folder{own: s, b: slices.Grow(t.folded[:0], len(s)), pieces: t.pieces[:0]}
	f.fold()
	t.folded, t.pieces = f.b, f.pieces
}

// fold folds the text.
func (f *folder) fold() {
	for s, i := f.own, 0; i < len(s); {
		if n := same(s[i:], f.space); n > 0 {
			f.put(i, i+1)
			f.b = append(f.b, s[i:i+n]...)
			f.space = s[i+n-1] == ' '
			i += n
			continue
		}
		if s[i] < utf8.RuneSelf && (i+1 == len(s) || s[i+1] < utf8.RuneSelf) {
			f.rune(i, i+1, rune(s[i]))
			i++
			continue
		}
		if n := letters(s[i:]); n > 0 {
			f.put(i, i+1)
			f.b, f.space = append(f.b, s[i:i+n]...), false
			i += n
			continue
		}
		if r, n := utf8.DecodeRuneInString(s[i:]); single(r) && (i+n == len(s) || s[i+n] < utf8.RuneSelf || singleAt(s[i+n:])) {
			f.rune(i, i+n, r)
			i += n
			continue
		}
		n := norm.NFC.NextBoundaryInString(s[i:], true)
		if n <= 0 {
			n = len(s) - i
		}
		if n = joined(s[i : i+n]); norm.NFC.String(s[i:i+n]) != s[i:i+n] {
			for _, r := range norm.NFC.String(s[i : i+n]) {
				f.rune(i, i+n, r)
			}
			i += n
			continue
		}
		for end := i + n; i < end; { // each character stands for itself, such as a space before a vowel of Hangul that would combine with a consonant
			r, size := utf8.DecodeRuneInString(s[i:])
			f.rune(i, i+size, r)
			i += size
		}
	}
}

// letters is how many bytes at the start of s are letters beyond ASCII that fold to themselves whatever follows them.
func letters(s string) int {
	at, last := 0, 0
	for at < len(s) && s[at] >= utf8.RuneSelf {
		r, n := utf8.DecodeRuneInString(s[at:])
		switch {
		case r >= 0xc0 && r < 0x2bc, r >= 0x388 && r < 0x483, r >= 0x5d0 && r < 0x5eb, r >= 0x620 && r < 0x64b, r >= 0x3041 && r < 0x3097, r >= 0x4e00 && r < 0xa000,
			r >= 0xac00 && r < 0xd7a4:
		case single(r):
			return at
		default:
			return last // the one before may be one with it
		}
		last, at = at, at+n
	}
	return at
}

// single reports of most letters and marks beyond ASCII that they are in NFC as they stand, and combine with nothing before them. It is for speed: of
// others the library knows it, too.
func single(r rune) bool {
	switch {
	case r < 0x80, r >= 0xa0 && r < 0x300: // Latin
	case r >= 0x388 && r < 0x483: // Greek and Cyrillic
	case r >= 0x5d0 && r < 0x5eb, r >= 0x620 && r < 0x64b: // Hebrew and Arabic
	case r >= 0x2010 && r < 0x2028: // dashes, quotation marks, the ellipsis
	case r >= 0x3001 && r < 0x302a, r >= 0x3041 && r < 0x3097, r >= 0x30a1 && r < 0x30fb, r >= 0x4e00 && r < 0xa000, r >= 0xac00 && r < 0xd7a4: // Chinese, Japanese, Korean
	default:
		return false
	}
	return true
}

func singleAt(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return single(r)
}

// joined is how many bytes at the start of s, which begins and ends between characters that combine, are one with each other. The library takes
// for such a border only what is one whatever stands before it, so that a vowel of Hangul behind anything else is not parted from that.
func joined(s string) int {
	if norm.NFC.IsNormalString(s) {
		return len(s)
	}
	starter := func(from int) int { // the next character behind from that is no mark
		for i := range s[from:] {
			if i > 0 && norm.NFC.PropertiesString(s[from+i:]).CCC() == 0 {
				return from + i
			}
		}
		return len(s)
	}
	for k := starter(0); k < len(s); k = starter(k) {
		end := starter(k)
		if norm.NFC.String(s[:k])+norm.NFC.String(s[k:end]) == norm.NFC.String(s[:end]) {
			return k
		}
	}
	return len(s)
}

// same is how many bytes at the start of s are their own folded form whatever follows them: printing ASCII with single spaces. space says
// that one stands before s. A letter before a byte that is not ASCII may be one character with it.
func same(s string, space bool) int {
	most := oneSpace // that may come next
	if space {
		most = itself
	}
	for i := range len(s) {
		kind := kinds[s[i]]
		if kind > most {
			if i > 0 && s[i] >= utf8.RuneSelf && !singleAt(s[i:]) {
				i--
			}
			return i
		}
		most = oneSpace - kind // a space behind a space is none
	}
	return len(s)
}

// Kinds of bytes for same.
const (
	itself   uint8 = iota // stands for itself
	oneSpace              // does so behind anything but a space
	folded                // does not
)

var kinds = func() (t [256]uint8) {
	for c := range t {
		switch {
		case c == ' ':
			t[c] = oneSpace
		case c < ' ' || c >= 0x7f:
			t[c] = folded
		}
	}
	return t
}()

// folder writes a folded text.
type folder struct {
	own    string
	b      []byte
	pieces []piece
	space  bool // the last byte written is the space of a run
}

// rune folds one character of those that stand between from and to.
func (f *folder) rune(from, to int, r rune) {
	s, other := foldRune(r)
	switch {
	case !other:
		f.put(from, to)
		f.b, f.space = utf8.AppendRune(f.b, r), false
	case s == "":
	case s == " " && f.space:
		f.stretch(to)
	default:
		f.put(from, to)
		f.b, f.space = append(f.b, s...), s == " "
	}
}

// put says that what is written next stands for the bytes between from and to, or, where these are one, for as many bytes as it has.
func (f *folder) put(from, to int) {
	p := piece{int32(len(f.b)), int32(from), int32(to)}
	if to-from == 1 {
		p.to = 0
	}
	if n := len(f.pieces); n > 0 {
		last := f.pieces[n-1]
		if last.to == p.to && (p.to != 0 && last.from == p.from || p.to == 0 && p.from-last.from == p.at-last.at) {
			return // goes on as the last piece does
		}
	}
	f.pieces = append(f.pieces, p)
}

// stretch lets the last byte written stand for all up to a place.
func (f *folder) stretch(to int) {
	at := len(f.b) - 1
	last := f.pieces[len(f.pieces)-1]
	from := int(last.from)
	if last.to == 0 {
		from += at - int(last.at)
	}
	if int(last.at) == at {
		f.pieces = f.pieces[:len(f.pieces)-1]
	}
	f.pieces = append(f.pieces, piece{int32(at), int32(from), int32(to)})
}

// own is what a byte of the folded text stands for.
func (t *Text) own(at int) (from, to int) {
	p := t.pieces[sort.Search(len(t.pieces), func(i int) bool { return int(t.pieces[i].at) > at })-1]
	if p.to != 0 {
		return int(p.from), int(p.to)
	}
	from = int(p.from) + at - int(p.at)
	return from, from + 1
}

// Folded is the text in the form in which texts are compared, Len its length; OwnRange and At lead from its bytes to those of Own and back.
func (t *Text) Folded() string {
	t.printed.Do(func() { t.words = string(t.folded) })
	return t.words
}

// Len is the length of Folded.
func (t *Text) Len() int { return len(t.folded) }

// OwnRange is the stretch of Own that a stretch of Folded stands for; from is less than to.
func (t *Text) OwnRange(from, to int) (start, end int) { return t.start(from), t.end(to - 1) }

// At is the first byte of Folded that stands for something at or after a byte of Own.
func (t *Text) At(off int) int { return t.foldedAt(off) }

// start and end are the two sides of own.
func (t *Text) start(at int) int { from, _ := t.own(at); return from }
func (t *Text) end(at int) int   { _, to := t.own(at); return to }

// foldedAt is the first folded index that stands for something at or after the byte offset.
func (t *Text) foldedAt(off int) int {
	i := sort.Search(len(t.pieces), func(i int) bool { return int(t.pieces[i].from) >= off })
	end := len(t.folded)
	if i < len(t.pieces) {
		end = int(t.pieces[i].at)
	}
	if i > 0 && t.pieces[i-1].to == 0 {
		p := t.pieces[i-1]
		return min(end, int(p.at)+off-int(p.from))
	}
	return end
}

// Same returns the form of s that is the same for all strings equal in comparison, without white space at its ends.
func Same(s string) string {
	if same(s, false) == len(s) {
		return strings.TrimSpace(s)
	}
	f := folder{own: s}
	f.fold()
	return string(bytes.TrimSpace(f.b))
}

// foldRune gives what stands for r in comparison where something else does; "" removes it.
func foldRune(r rune) (s string, other bool) {
	switch r {
	case '‘', '’', '‚', '‛', 'ʼ', '＇':
		return "'", true
	case '“', '”', '„', '‟', '＂':
		return `"`, true
	case '−':
		return "-", true
	case '…':
		return "...", true
	}
	switch {
	case unseen(r):
		return "", true
	case unicode.IsSpace(r):
		return " ", true
	case unicode.Is(unicode.Pd, r):
		return "-", true
	}
	return "", false
}

// unseen reports whether nobody sees a character: soft hyphens, spaces without width, joiners, byte order marks, marks of direction, and those that
// choose how the character before is drawn.
func unseen(r rune) bool {
	switch {
	case r == 0xad, r == 0x61c, r == 0x180e, r == 0xfeff:
	case 0x200b <= r && r <= 0x200f, 0x202a <= r && r <= 0x202e, 0x2060 <= r && r <= 0x2064, 0x2066 <= r && r <= 0x2069, 0xfe00 <= r && r <= 0xfe0f:
	default:
		return false
	}
	return true
}

// HasUnseen reports whether a text holds a character that is nothing in comparison.
func HasUnseen(s string) bool {
	for _, first := range []byte("\xc2\xd8\xe1\xe2\xef") { // what those characters begin with
		for i := 0; ; i++ {
			k := strings.IndexByte(s[i:], first)
			if k < 0 {
				break
			}
			i += k
			if r, _ := utf8.DecodeRuneInString(s[i:]); unseen(r) {
				return true
			}
		}
	}
	return false
}
