package importer

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lateral-reader/lateral/internal/markdown"
	"github.com/lateral-reader/lateral/internal/words"
)

// printed is the label that is written for a voice, "" where there is none.
func (s *talking) printed(l spokenLine) string {
	name, ok := s.labels[l.voice]
	if !ok {
		name = printable(l.voice)
		s.labels[l.voice] = name
		if total(tokens(name, nil)) < total(tokens(l.voice, nil)) || name == "" && words.Has(l.voice) {
			s.r.drop(line{l.n, l.voice}, "the name of a voice, too long for a label")
			s.r.problem(l.n, "this is too long for a speaker's name: %s", clipped(l.voice))
		}
	}
	return name
}

// labelMost is how many characters a label may have; the source reads no more than a hundred.
const labelMost = 80

// printable makes a label of a voice that a source reads as such: without colons, brackets and marks of emphasis, and without what begins a block of
// Markdown.
func printable(voice string) string {
	s := strings.Map(func(c rune) rune {
		switch {
		case c == '[':
			return '('
		case c == ']':
			return ')'
		case strings.ContainsRune(":：*_`", c), unicode.IsControl(c), unicode.IsSpace(c):
			return ' '
		}
		return c
	}, voice)
	if m := opensNumber.FindStringSubmatch(s); m != nil {
		s = m[1] + s[len(m[1])+1:] // no list: "1. Ann" is "1 Ann"
	}
	s = strings.TrimLeftFunc(s, func(c rune) bool {
		return c < utf8.RuneSelf && c != '(' && c != '"' && c != '\'' && !alnum(byte(c))
	})
	s = strings.Join(strings.Fields(s), " ")
	for utf8.RuneCountInString(s) > labelMost {
		i := strings.LastIndexByte(s, ' ')
		if i < 0 {
			return ""
		}
		s = s[:i]
	}
	if l, ok := markdown.ReadLabel(s + ": x"); !words.Has(s) || !ok || l.Name != s || l.Time != "" {
		return ""
	}
	return s
}

// hms writes a time as a source has it; "" where there is none.
func hms(ms int64) string {
	if ms < 0 || ms >= 1000*3600*1000 {
		return ""
	}
	s := ms / 1000
	return fmt.Sprintf("%02d:%02d:%02d", s/3600, s/60%60, s%60)
}
