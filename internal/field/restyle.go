package field

import (
	"errors"
	"slices"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v4"
)

// written is a value in the style of the one that it replaces, whose bytes are old: the same quotation marks, and the same words on each line.
func (e *editor) written(in, n *yaml.Node, old, value string) (string, error) {
	value = spaced(value)
	odd := strings.ContainsFunc(value, func(r rune) bool { return !unicode.IsPrint(r) || r == unicode.ReplacementChar })
	quoteAny := Quote
	if inFlow(in) {
		quoteAny = QuoteFlow
	}
	switch {
	case n.Kind == yaml.AliasNode:
		return quoteAny(value), nil
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		if odd || value == "" {
			return "", errors.New("a block scalar cannot hold the new words")
		}
		head, end, body := cutLine(old)
		_, _, indented := cutLine(body)
		if indented == "" || end == "" {
			line, lineEnd, _ := cutLine(body)
			return head + end + line[:len(line)-len(strings.TrimLeft(line, " "))] + value + lineEnd, nil
		}
		return head + end + refill(body, value), nil
	case n.Style&yaml.DoubleQuotedStyle != 0:
		if text := `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(value) + `"`; !odd {
			return refill(old, text), nil
		}
		return doubleQuoted(value), nil
	case n.Style&yaml.SingleQuotedStyle != 0 && !odd:
		return refill(old, "'"+strings.ReplaceAll(value, "'", "''")+"'"), nil
	}
	if quoteAny(value) == value {
		return refill(old, value), nil
	}
	return quoteAny(value), nil
}

// refill lays words out over lines as the old ones lie: a line whose words are the same stays as it is, and the others begin with the same word
// as far as they can.
func refill(old, value string) string {
	if !strings.ContainsAny(old, "\r\n") {
		return value
	}
	type line struct {
		text, end string
		words     []string
	}
	var lines []line
	var was []string
	for rest := old; rest != ""; {
		l := line{}
		l.text, l.end, rest = cutLine(rest)
		l.words = strings.Fields(l.text)
		lines, was = append(lines, l), append(was, l.words...)
	}
	words := strings.Fields(value)
	same := 0
	for same < len(was) && same < len(words) && was[same] == words[same] {
		same++
	}
	var b strings.Builder
	behind, at := 0, 0 // words of the old lines, and of the new ones
	for i, l := range lines {
		behind += len(l.words)
		to := behind
		if to > same {
			to = min(max(to+len(words)-len(was), same), len(words))
		}
		if i == len(lines)-1 {
			to = len(words)
		}
		if to = max(to, at); to == at && len(l.words) > 0 { // too few words for so many lines
			lead := old[:len(old)-len(strings.TrimLeft(old, " \t"))]
			return lead + value + lines[len(lines)-1].end
		}
		if slices.Equal(l.words, words[at:to]) {
			b.WriteString(l.text)
		} else {
			b.WriteString(l.text[:len(l.text)-len(strings.TrimLeft(l.text, " \t"))] + strings.Join(words[at:to], " "))
		}
		b.WriteString(l.end)
		at = to
	}
	return b.String()
}
