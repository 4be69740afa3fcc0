package words

import (
	"bytes"
	"unicode/utf8"
)

// Find returns the byte ranges in t.Own of all places where quote stands as whole words, in order; overlapping places count
// each. An empty quote has none.
func (t *Text) Find(quote string) [][2]int { return t.AppendFind(nil, quote) }

// AppendFind appends to found what Find returns.
func (t *Text) AppendFind(found [][2]int, quote string) [][2]int {
	return t.find(found, Same(quote), 0, len(t.folded), -1)
}

// FindFrom returns the first place of quote that begins at or after the byte offset from and ends at or before to.
func (t *Text) FindFrom(quote string, from, to int) ([2]int, bool) {
	lo, hi := t.foldedAt(from), t.foldedAt(to)
	if m := t.find(nil, Same(quote), lo, hi, 1); len(m) > 0 {
		return m[0], true
	}
	return [2]int{}, false
}

func (t *Text) find(found [][2]int, q string, lo, hi, most int) [][2]int {
	if q == "" {
		return found
	}
	for i := lo; i+len(q) <= hi; {
		k := index(t.folded[i:hi], q)
		if k < 0 {
			break
		}
		i += k
		if at, ok := t.stands(i, len(q)); ok {
			found = append(found, at)
			if len(found) == most {
				break
			}
		}
		i++
	}
	return found
}

// index is bytes.Index, which looks for the first byte; that is often a frequent one. It looks for the one of the first bytes that is rarest in texts.
func index(s []byte, q string) int {
	rare := 0
	for i := range min(len(q), 64) {
		if rarity[q[i]] > rarity[q[rare]] {
			rare = i
		}
	}
	misses := 0
	for at := rare; at < len(s); misses++ {
		if misses > 64+at/8 { // not rare here: a text made for it would take the time of both lengths
			if k := bytes.Index(s[at-rare:], []byte(q)); k >= 0 {
				return at - rare + k
			}
			return -1
		}
		k := bytes.IndexByte(s[at:], q[rare])
		if k < 0 {
			break
		}
		if at += k; hasPrefix(s[at-rare:], q) {
			return at - rare
		}
		at++
	}
	return -1
}

func hasPrefix(s []byte, q string) bool { return len(s) >= len(q) && string(s[:len(q)]) == q }

// rarity orders bytes by how seldom they stand in the texts of many languages: those that are not listed are the rarest, and bytes of other characters
// than ASCII are in between, as nearly all may be of one script.
var rarity = func() (r [256]uint8) {
	const seldomLast = "qxzjkvbwygpfmcduhlsoirnate "
	for i := range r {
		r[i] = uint8(len(seldomLast)) + 1
		if i >= utf8.RuneSelf {
			r[i] = 8
		}
	}
	for i, c := range []byte(seldomLast) {
		r[c] = uint8(len(seldomLast) - i)
	}
	return r
}()

// stands is the place in Own of so many bytes of the folded text, where they are whole words.
func (t *Text) stands(i, n int) ([2]int, bool) {
	s, e := t.start(i), t.hyphened(t.end(i+n-1))
	return [2]int{s, e}, t.whole(i, i+n) && t.boundary(s) && t.boundary(e)
}

// hyphened is the end of a word with the soft hyphens, and other characters that nobody sees, that belong to it; a space without width belongs to none.
func (t *Text) hyphened(end int) int {
	for end < len(t.Own) && t.Own[end] >= utf8.RuneSelf {
		r, n := utf8.DecodeRuneInString(t.Own[end:])
		if !unseen(r) || r == '\u200b' {
			break
		}
		end += n
	}
	return end
}

// FindAt reports whether a quote, in the form of Same, stands as whole words at a byte of Folded, and where that is in Own.
func (t *Text) FindAt(at int, quote string) ([2]int, bool) {
	if at < 0 || quote == "" || !hasPrefix(t.folded[min(at, len(t.folded)):], quote) {
		return [2]int{}, false
	}
	return t.stands(at, len(quote))
}

// whole reports whether both ends of a folded range fall between characters of Own.
func (t *Text) whole(i, j int) bool {
	return (i == 0 || t.start(i-1) != t.start(i)) && (j == len(t.folded) || t.start(j-1) != t.start(j))
}

// Before reports whether the text right before the byte offset ends with p, a prefix in the form of Same. The prefix is cut off at whole words, or it
// may begin inside a word where another whole word stands beside it, as tools cut after so many characters. A prefix that
// ends with a word may leave out the marks between it and the offset.
func (t *Text) Before(off int, p string) bool {
	if p == "" {
		return true
	}
	have := bytes.TrimRight(t.folded[:t.foldedAt(off)], " ")
	if last, _ := utf8.DecodeLastRuneInString(p); wordRune(last) {
		have = bytes.TrimRightFunc(have, notWord)
	}
	if len(have) < len(p) || string(have[len(have)-len(p):]) != p {
		return false
	}
	return t.boundary(t.start(len(have)-len(p))) || Count(p) > 1
}

// After reports whether the text right after the byte offset begins with p, a suffix in the form of Same, under the rules of Before.
func (t *Text) After(off int, p string) bool {
	if p == "" {
		return true
	}
	have := bytes.TrimLeft(t.folded[t.foldedAt(off):], " ")
	if first, _ := utf8.DecodeRuneInString(p); wordRune(first) {
		have = bytes.TrimLeftFunc(have, notWord)
	}
	if !hasPrefix(have, p) {
		return false
	}
	return t.boundary(t.hyphened(t.end(len(t.folded)-len(have)+len(p)-1))) || Count(p) > 1
}
