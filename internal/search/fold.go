package search

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Words are cut in the finest way that internal/words knows: a run of letters and digits, and every character of a script that writes no spaces,
// so that a word is found wherever it stands: "eau" in "l’eau", "bridge" in "bridge’s". What was typed is cut in the same way, and its
// parts have to follow each other as they do there.

// alone are the scripts whose every character is a term. Their words are found as runs of characters.
var alone = []*unicode.RangeTable{
	unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar, unicode.New_Tai_Lue, unicode.Tai_Le,
	unicode.Tai_Tham, unicode.Tai_Viet, unicode.Ahom, unicode.Yi,
}

// firstAlone is before the first character of alone.
const firstAlone = 0x0e00

func isAlone(r rune) bool {
	return r >= firstAlone && (unicode.In(r, alone...) || r == 'ー' || r == 'ﾞ' || r == 'ﾟ')
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// goesOn reports whether a character that begins no word can stand inside one: marks, and what nobody sees.
func goesOn(r rune) bool { return unicode.IsMark(r) || unicode.Is(unicode.Cf, r) }

// dropped are the accents and points of the scripts that are read without them too. The signs of others make other words.
var dropped = &unicode.RangeTable{R16: []unicode.Range16{
	{0x0300, 0x036f, 1}, {0x0483, 0x0489, 1}, {0x0591, 0x05bd, 1}, {0x05bf, 0x05bf, 1}, {0x05c1, 0x05c2, 1}, {0x05c4, 0x05c5, 1}, {0x05c7, 0x05c7, 1},
	{0x0610, 0x061a, 1}, {0x0640, 0x0640, 1}, {0x064b, 0x065f, 1}, {0x0670, 0x0670, 1}, {0x06d6, 0x06dc, 1}, {0x06df, 0x06e4, 1}, {0x06e7, 0x06e8, 1},
	{0x06ea, 0x06ed, 1}, {0x1ab0, 0x1aff, 1}, {0x1dc0, 0x1dff, 1}, {0x20d0, 0x20ff, 1}, {0xfe20, 0xfe2f, 1},
}}

// strokes are letters that stand for others where nobody has a key for them, and that no decomposition takes apart.
var strokes = map[rune]string{
	'ß': "ss", 'ø': "o", 'ł': "l", 'đ': "d", 'ħ': "h", 'ŧ': "t", 'æ': "ae", 'œ': "oe", 'þ': "th", 'ð': "d", 'ı': "i",
}

// appendFolded adds a character of a word in NFC as it is compared: in one case, without accents, whatever way it is spelled in Unicode.
func appendFolded(out []byte, r rune) []byte {
	if r < utf8.RuneSelf {
		if 'A' <= r && r <= 'Z' {
			r |= 0x20
		}
		return append(out, byte(r))
	}
	from := len(out)
	plain := true
	for _, d := range norm.NFKD.String(string(r)) {
		if unicode.Is(dropped, d) || !isWord(d) && !unicode.IsMark(d) {
			continue
		}
		d = unicode.ToLower(unicode.ToUpper(d))
		if s, ok := strokes[d]; ok {
			out = append(out, s...)
			continue
		}
		out = utf8.AppendRune(out, d)
		plain = plain && d < utf8.RuneSelf
	}
	if !plain {
		out = append(out[:from], norm.NFC.Bytes(out[from:])...)
	}
	return out
}

// Each calls f with every term of s, folded, and the byte range that it stands for. The term is valid until f returns. It is for those who ask what
// of a page the index must know; the index itself is made with a cutter that remembers.
func Each(s string, f func(term []byte, from, to int)) {
	c := cutter{forgets: true}
	c.each(s, f)
}

// small holds the bytes of ASCII words in lower case; the others are 0.
var small = func() (t [256]byte) {
	for c := range t {
		switch {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
			t[c] = byte(c)
		case 'A' <= c && c <= 'Z':
			t[c] = byte(c | 0x20)
		}
	}
	return t
}()

// foldings bounds the characters whose folding is remembered.
const foldings = 0x3000

// each is Each with the memory of c. Nearly all words are runs of ASCII, which other would cut alike.
func (c *cutter) each(s string, f func(term []byte, from, to int)) {
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf && small[s[i]] == 0 {
			i++
			continue
		}
		from, h := i, uint32(firstHash)
		c.term = c.term[:0]
		for i < len(s) {
			b := small[s[i]]
			if b == 0 {
				break
			}
			c.term = append(c.term, b)
			h = (h ^ uint32(b)) * hashPrime
			i++
		}
		c.hash = h
		if i == len(s) || s[i] < utf8.RuneSelf {
			f(c.term, from, i)
			continue
		}
		if i = c.other(s, from, f); i == from {
			_, n := utf8.DecodeRuneInString(s[i:])
			i += n
		}
	}
}

// other cuts a run that is not ASCII alone, from its beginning, and gives its end. Where no word begins it gives the beginning.
func (c *cutter) other(s string, from int, f func(term []byte, from, to int)) int {
	begin, i := from, from
	end := func() {
		if begin == i {
			return
		}
		word := s[begin:i]
		if !norm.NFC.IsNormalString(word) {
			word = norm.NFC.String(word)
		}
		c.term = c.term[:0]
		for _, r := range word {
			c.term = c.fold(c.term, r)
		}
		if len(c.term) > 0 {
			c.hash = hashOf(c.term)
			f(c.term, begin, i)
		}
	}
	single := false
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !isWord(r) && (i == from || !goesOn(r)) {
			break
		}
		if a := isAlone(r); (a || single) && isWord(r) {
			end()
			begin, single = i, a
		}
		i += n
	}
	end()
	return i
}

// fold is appendFolded with a memory.
func (c *cutter) fold(out []byte, r rune) []byte {
	if r >= foldings || c.forgets {
		return appendFolded(out, r)
	}
	if c.folded == nil {
		c.folded, c.known = make([]string, foldings), make([]bool, foldings)
	}
	if !c.known[r] {
		c.folded[r], c.known[r] = string(appendFolded(nil, r)), true
	}
	return append(out, c.folded[r]...)
}
