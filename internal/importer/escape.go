package importer

import (
	"strings"

	"github.com/lateral-reader/lateral/internal/markdown"
	"github.com/lateral-reader/lateral/internal/pattern"
	"github.com/lateral-reader/lateral/internal/words"
)

// entity matches what Markdown would read as a character reference.
var entity = pattern.New(`^&(?:[A-Za-z][A-Za-z0-9]*|#[0-9]+|#[xX][0-9A-Fa-f]+);`)

// Beginnings of lines that Markdown reads as blocks.
var (
	opensBlock  = pattern.New(`^(?:#{1,6}(?:[ \t]|$)|>|[-+](?:[ \t]|$)|=+[ \t]*$|(?:-[ \t]*){2,}$)`)
	opensNumber = pattern.New(`^(\d{1,9})([.)])(?:[ \t]|$)`)
	delimiter   = pattern.New(`^[|:\- \t]+$`)
)

// escape makes a line of plain text such Markdown as gives the same characters back. links is what mayLink says of the paragraph;
// first is set where a block could begin. all escapes every mark.
func escape(s string, links, first, all bool) string {
	var b strings.Builder
	if first && !all {
		if m := opensNumber.FindStringSubmatch(s); m != nil {
			b.WriteString(m[1] + `\` + m[2])
			s = s[len(m[1])+1:]
		} else if opensBlock.MatchString(s) || delimiter.MatchString(s) {
			b.WriteByte('\\')
			b.WriteByte(s[0])
			s = s[1:]
		}
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		mark := false
		switch {
		case !punct(c):
		case all:
			mark = true
		case c == '*', c == '`', c == '~':
			mark = true
		case c == '\\':
			mark = i+1 == len(s) || punct(s[i+1])
		case c == '_':
			mark = !(i > 0 && i+1 < len(s) && alnum(s[i-1]) && alnum(s[i+1]))
		case c == '<':
			mark = i+1 < len(s) && (alnum(s[i+1]) || strings.IndexByte("/!?", s[i+1]) >= 0)
		case c == '&':
			mark = entity.MatchString(s[i:])
		case c == '[':
			mark = links || i+1 < len(s) && s[i+1] == '^'
		}
		if mark {
			b.WriteByte('\\')
		}
		b.WriteByte(c)
	}
	return b.String()
}

// mayLink reports whether a paragraph may hold links, which run over lines.
func mayLink(whole string) bool {
	return strings.Contains(whole, "](") || strings.Contains(whole, "][") || strings.Contains(whole, "]:")
}

func punct(c byte) bool {
	return c > ' ' && c < 0x7f && !alnum(c)
}

func alnum(c byte) bool { return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z' }

// labelled writes a label before the first words of its turn, so that a source finds it there. Where the words would be taken for a part
// of the label, they are escaped.
func labelled(l label, words string) string {
	s := l.printed
	if l.time != "" {
		s += " [" + l.time + "]"
	}
	s += ": "
	got, ok := markdown.ReadLabel(s + words)
	if !ok || got.Len != len(s) && strings.HasPrefix(words, "[") {
		words = `\` + words
	}
	return s + words
}

// unlabelled escapes the colon of what stands at the beginning of a line like a declared label, but is none.
func (r *reading) unlabelled(s string) string {
	if len(r.voices) == 0 || !strings.Contains(s, ":") {
		return s
	}
	lead := len(s) - len(strings.TrimLeft(s, " \t"))
	l, ok := markdown.ReadLabel(s[lead:])
	if !ok || !r.declared()[words.Same(l.Name)] {
		return s
	}
	at := lead + strings.Index(s[lead:], l.Name) + len(l.Name)
	colon := strings.IndexByte(s[at:lead+l.Len], ':')
	if colon < 0 {
		return s
	}
	return s[:at+colon] + `\` + s[at+colon:]
}

// declared is the set of the labels that the source declares.
func (r *reading) declared() map[string]bool {
	if r.labelSet == nil {
		r.labelSet = map[string]bool{}
		for _, v := range r.voices {
			for _, l := range v.labels {
				r.labelSet[words.Same(l)] = true
			}
		}
	}
	return r.labelSet
}
