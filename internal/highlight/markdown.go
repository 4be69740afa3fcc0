package highlight

import (
	"strings"
	"unicode/utf8"

	"github.com/alecthomas/chroma/v2"
)

// markdownScanner reads the text of a source. It sees lines and not blocks: what looks like markup is shown as markup.
type markdownScanner struct {
	cursor
	labels map[string]bool // those that begin turns, single-spaced
	fence  string          // the run of marks that opened a code block, "" outside
}

func readMarkdown(text string, labels []string) chroma.Iterator {
	m := &markdownScanner{cursor: cursor{text: text}, labels: make(map[string]bool, len(labels))}
	for _, l := range labels {
		m.labels[singleSpaced(l)] = true
	}
	return m.tokens(m.lineEnd, m.line)
}

func (m *markdownScanner) line(end int) {
	i := m.blanks(m.at, end)
	if i == end {
		return
	}
	block := i-m.at < 4 // deeper it is a paragraph that goes on, or code
	if m.fence != "" {
		if f := fenceAt(m.text[i:end]); block && len(f) >= len(m.fence) && f[0] == m.fence[0] && strings.Trim(m.text[i+len(f):end], " \t") == "" {
			m.fence = ""
		}
		m.piece(chroma.Literal, end)
		return
	}
	words := m.text[i:end]
	if f := fenceAt(words); block && f != "" && (f[0] == '~' || strings.IndexByte(words[len(f):], '`') < 0) {
		m.fence = f
		m.piece(chroma.Literal, end)
		return
	}
	m.piece(chroma.Text, i)
	switch {
	case heading(words):
		m.piece(chroma.GenericHeading, end)
	case stage(words):
		m.piece(chroma.GenericEmph, end)
	case rule(words):
		m.piece(chroma.Punctuation, end)
	default:
		if !m.turn(end) {
			m.markers(end)
		}
		m.inline(end)
	}
}

// fenceAt gives the run of three marks or more that words begin with.
func fenceAt(words string) string {
	if n := run(words); n >= 3 && (words[0] == '`' || words[0] == '~') {
		return words[:n]
	}
	return ""
}

// run counts how often the first byte of words stands there in a row.
func run(words string) int {
	n := 0
	for n < len(words) && words[n] == words[0] {
		n++
	}
	return n
}

func heading(words string) bool {
	if words[0] != '#' {
		return false
	}
	n := run(words)
	return n <= 6 && (n == len(words) || blank(words[n]))
}

// stage reports whether a line is wholly in square brackets and no footnote.
func stage(words string) bool {
	words = strings.Trim(words, "*_ \t")
	if !strings.HasPrefix(words, "[") || !strings.HasSuffix(words, "]") || strings.HasPrefix(words, "[^") {
		return false
	}
	depth := 0
	for i := range len(words) {
		switch c := words[i]; {
		case c == '[':
			depth++
		case c == ']':
			depth--
		case depth == 0 && !blank(c):
			return false
		}
		if depth < 0 {
			return false
		}
	}
	return depth == 0
}

// rule reports whether a line is a thematic break.
func rule(words string) bool {
	c, n := words[0], 0
	if c != '-' && c != '*' && c != '_' {
		return false
	}
	for i := range len(words) {
		if words[i] == c {
			n++
		} else if !blank(words[i]) {
			return false
		}
	}
	return n >= 3
}

// labelMax is how far into a line a label is looked for, in bytes.
const labelMax = 400

// turn reads a declared label with what stands around it: [time] **label** [time] : [time].
func (m *markdownScanner) turn(end int) bool {
	begin := m.text[m.at:min(end, m.at+labelMax)]
	if len(m.labels) == 0 || strings.IndexByte(begin, ':') < 0 && !strings.Contains(begin, "：") {
		return false // most lines
	}
	at, pieces := m.at, len(m.pieces)
	m.time(end)
	m.bold(end)
	m.time(end)
	name := labelAt(m.text[m.at:min(end, m.at+labelMax)])
	if n := strings.TrimSuffix(name, "__"); m.labels[singleSpaced(n)] {
		name = n
	} else if !m.labels[singleSpaced(name)] {
		m.at, m.pieces = at, m.pieces[:pieces]
		return false
	}
	m.piece(chroma.NameLabel, m.at+len(name))
	m.bold(end)
	m.time(end)
	m.bold(end)
	colon, n := utf8.DecodeRuneInString(m.text[m.at:end])
	if colon != ':' && colon != '：' {
		m.at, m.pieces = at, m.pieces[:pieces]
		return false
	}
	m.piece(chroma.Punctuation, m.at+n)
	m.bold(end)
	m.time(end)
	return true
}

// labelAt gives what can be a label at the beginning of words.
func labelAt(words string) string {
	for i := range len(words) {
		if c := words[i]; c == ':' || c == '[' || c == ']' || c == '*' || c == 0xef && strings.HasPrefix(words[i:], "：") {
			return strings.TrimRight(words[:i], " \t")
		}
	}
	return ""
}

// bold reads a pair of marks and the white space after it.
func (m *markdownScanner) bold(end int) {
	if rest := m.text[m.at:end]; strings.HasPrefix(rest, "**") || strings.HasPrefix(rest, "__") {
		m.piece(chroma.Punctuation, m.at+2)
	}
	m.piece(chroma.Text, m.blanks(m.at, end))
}

// time reads a time in brackets and the white space after it.
func (m *markdownScanner) time(end int) {
	if rest := m.text[m.at:end]; strings.HasPrefix(rest, "[") {
		n := 1
		for n < len(rest) && (rest[n] == ':' || rest[n] == '.' || rest[n] == ',' || '0' <= rest[n] && rest[n] <= '9') {
			n++
		}
		if n > 1 && n < len(rest) && rest[n] == ']' {
			m.piece(chroma.Number, m.at+n+1)
		}
	}
	m.piece(chroma.Text, m.blanks(m.at, end))
}

// singleSpaced is how labels are compared.
func singleSpaced(s string) string {
	if strings.Contains(s, "  ") || strings.Contains(s, "\t") {
		return strings.Join(strings.Fields(s), " ")
	}
	return s
}

// markers reads what begins quotations and list items.
func (m *markdownScanner) markers(end int) {
	for m.at < end {
		rest := m.text[m.at:end]
		n := 1
		switch c := rest[0]; {
		case c == '>':
			m.piece(chroma.Punctuation, m.at+1)
			m.piece(chroma.Text, m.blanks(m.at, end))
			continue
		case c == '-' || c == '*' || c == '+':
		case '0' <= c && c <= '9':
			n = digits(rest) + 1
			if n > 10 || n > len(rest) || rest[n-1] != '.' && rest[n-1] != ')' {
				return
			}
		default:
			return
		}
		if n < len(rest) && !blank(rest[n]) {
			return
		}
		m.piece(chroma.Punctuation, m.at+n)
		m.piece(chroma.Text, m.blanks(m.at, end))
	}
}
