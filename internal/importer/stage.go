package importer

import (
	"regexp"
	"strings"
)

// timeLead matches a time at the beginning of a turn's words, which the source reads as the turn's time.
var timeLead = regexp.MustCompile(`^\[(\d{1,3}(?::\d{2}){1,2}(?:[.,]\d{1,3})?)\]\s*`)

// stageWords is how long a stage direction in round brackets may be; a longer one is speech.
const stageWords = 10

// isStage reports whether a line is wholly a stage direction: in square brackets, or a few words in round ones.
func isStage(s string) bool {
	s = strings.Trim(s, "*_ \t")
	return closed(s, '[', ']') && !strings.HasPrefix(s, "[^") || closed(s, '(', ')') && count(s) <= stageWords && count(s) > 0
}

// closed reports whether brackets around s belong to each other.
func closed(s string, open, end rune) bool {
	depth := 0
	for i, c := range s {
		switch c {
		case open:
			depth++
		case end:
			depth--
		}
		if depth == 0 && i+len(string(c)) < len(s) || depth < 0 {
			return false
		}
	}
	return s != "" && depth == 0 && strings.HasPrefix(s, string(open))
}

// squared writes a stage direction in square brackets, as a source has it.
func squared(s string) string {
	t := strings.Trim(s, "*_ \t")
	if closed(t, '(', ')') && !strings.ContainsAny(t, "[]") {
		return "[" + t[1:len(t)-1] + "]"
	}
	return t
}
