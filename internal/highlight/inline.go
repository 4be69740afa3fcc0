package highlight

import (
	"strings"

	"github.com/alecthomas/chroma/v2"
)

// inline reads the rest of a line of Markdown: emphasis, links, code. Each search for an end goes to the next bracket or is made once a line,
// so that a long line takes the time of its length.
func (m *markdownScanner) inline(end int) {
	var unclosed [9]bool // runs of so many backticks that no other in the line closes
	for m.at < end {
		i := m.at
		for i < end && !special[m.text[i]] {
			i++
		}
		m.piece(chroma.Text, i)
		if i == end {
			return
		}
		rest := m.text[i:end]
		switch c := rest[0]; c {
		case '\\':
			m.piece(chroma.Text, min(i+2, end))
		case '|', '~', '*', '_':
			to := i + run(rest)
			markup := c == '|' || c == '~' && to == i+2 || c == '*' && !m.apart(i, to, end) || c == '_' && !m.apart(i, to, end) && !m.within(i, to, end)
			m.mark(to, markup)
		case '`':
			n := run(rest)
			if n < len(unclosed) && !unclosed[n] {
				if k := closing(rest, n); k > 0 {
					m.piece(chroma.Literal, i+k)
					continue
				}
				unclosed[n] = true
			}
			m.piece(chroma.Text, i+n)
		case '!':
			if !strings.HasPrefix(rest, "![") || !m.link(i+1, end) {
				m.piece(chroma.Text, i+1)
			}
		case '[':
			if !m.note(end) && !m.link(i, end) {
				m.piece(chroma.Text, i+1)
			}
		}
	}
}

// special are the bytes that may begin something in a line.
var special = [256]bool{'\\': true, '|': true, '~': true, '*': true, '_': true, '`': true, '!': true, '[': true}

// mark reads a run of marks up to end, which are markup or words.
func (m *markdownScanner) mark(end int, markup bool) {
	if markup {
		m.piece(chroma.Punctuation, end)
	} else {
		m.piece(chroma.Text, end)
	}
}

// apart reports whether white space is on both sides.
func (m *markdownScanner) apart(from, to, end int) bool {
	return (from == 0 || blank(m.text[from-1]) || m.text[from-1] == '\n') && (to == end || blank(m.text[to]))
}

// within reports whether a letter or a digit is on both sides.
func (m *markdownScanner) within(from, to, end int) bool {
	return from > 0 && to < end && wordly(m.text[from-1]) && wordly(m.text[to])
}

// wordly reports whether a byte is of a letter or a digit; beyond ASCII most are.
func wordly(b byte) bool {
	return '0' <= b && b <= '9' || 'a' <= b|0x20 && b|0x20 <= 'z' || b >= 0x80
}

// closing gives the length of a code span that begins with n backticks, 0 where nothing closes it.
func closing(words string, n int) int {
	for at := n; ; {
		i := strings.IndexByte(words[at:], '`')
		if i < 0 {
			return 0
		}
		k := run(words[at+i:])
		if at += i + k; k == n {
			return at
		}
	}
}

// note reads a footnote's mark, with the colon before its text.
func (m *markdownScanner) note(end int) bool {
	rest := m.text[m.at:end]
	if !strings.HasPrefix(rest, "[^") {
		return false
	}
	n := strings.IndexAny(rest[2:], "] \t[")
	if n < 1 || rest[2+n] != ']' {
		return false
	}
	if n += 3; n < len(rest) && rest[n] == ':' {
		n++
	}
	m.piece(chroma.NameAttribute, m.at+n)
	return true
}

// link reads [words](address "title"), from an exclamation mark on where one stands before the bracket.
func (m *markdownScanner) link(bracket, end int) bool {
	n := strings.IndexAny(m.text[bracket+1:end], "[]")
	if n < 0 {
		return false
	}
	words := bracket + 1 + n
	if !strings.HasPrefix(m.text[words:end], "](") {
		return false
	}
	address := words + 2
	for address < end && strings.IndexByte("() \t", m.text[address]) < 0 {
		address++
	}
	title := strings.IndexAny(m.text[address:end], "()")
	if title < 0 || m.text[address+title] != ')' {
		return false
	}
	m.piece(chroma.Punctuation, bracket+1)
	m.piece(chroma.Text, words)
	m.piece(chroma.Punctuation, words+2)
	m.piece(chroma.NameAttribute, address)
	m.piece(chroma.Text, m.blanks(address, address+title))
	m.piece(chroma.Literal, address+title)
	m.piece(chroma.Punctuation, address+title+1)
	return true
}
