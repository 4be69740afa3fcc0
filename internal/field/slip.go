package field

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"github.com/lateral-reader/lateral/internal/diag"
)

// line is a line of a file that holds a key: where the key begins, and what stands behind its colon.
type line struct {
	col        int // of the key, from 1
	dash       bool
	key, value string
}

var keyLine = regexp.MustCompile(`^( *(?:- +)*)([\pL_][\pL\pN_-]*): *(.*?)\s*$`)

func readLine(s string) (line, bool) {
	m := keyLine.FindStringSubmatch(s)
	if m == nil {
		return line{}, false
	}
	return line{col: utf8.RuneCountInString(m[1]) + 1, dash: strings.Contains(m[1], "-"), key: m[2], value: m[3]}, true
}

// slip tells the slip of the pen behind an error in a line (from 1) by what stands there, "" where it cannot.
func slip(lines []string, at int) string {
	if at < 1 || at > len(lines) {
		return ""
	}
	if lead := lines[at-1][:len(lines[at-1])-len(strings.TrimLeft(lines[at-1], " \t"))]; strings.Contains(lead, "\t") {
		return "YAML is indented with spaces, not with the tab key"
	}
	here, ok := readLine(lines[at-1])
	if !ok {
		return ""
	}
	if why := needsQuotes(here.value); why != "" {
		if utf8.RuneCountInString(here.value) > 80 {
			return why + " needs quotes around the whole of it"
		}
		return why + " needs quotes: " + here.key + ": " + inQuotes(here.value)
	}
	for above := at - 2; above >= 0 && !here.dash; above-- {
		if strings.TrimSpace(lines[above]) == "" {
			continue
		}
		if l, ok := readLine(lines[above]); ok && l.value != "" && l.col != here.col && (l.dash || l.col < here.col) {
			return fmt.Sprintf("the keys of one entry stand straight below each other: %s begins in column %d, %s above it in column %d", here.key, here.col, l.key, l.col)
		}
		break
	}
	return ""
}

// cutByComma tells that a key without a value, on the line of the one before, is the rest of that one's value: {words: 15,000 plus}.
func cutByComma(key, val, rest, none Value) string {
	if !none.Empty() || val.node == nil || val.node.kind != scalar || val.node.value == "" || val.line != rest.line {
		return ""
	}
	const why = "inside braces a comma ends a value; one with a comma needs quotes"
	begun, more := val.node.value, rest.Text().S
	between := int(rest.col-val.col) - utf8.RuneCountInString(begun)
	if between < 1 || between > 2 {
		return why
	}
	name := key.Text().S
	if between == 1 && strings.Trim(begun+more, "0123456789") == "" {
		return fmt.Sprintf(`%s: %s: "%s,%s", and a number is written without: %s: %s%s`, why, name, begun, more, name, begun, more)
	}
	return why + ": " + name + ": " + inQuotes(begun+", "[:between]+more)
}

// needsQuotes says what it is about a value that YAML reads as something else than words, "" where it is nothing.
func needsQuotes(v string) string {
	if v == "" {
		return ""
	}
	begins := "a value that begins with " + v[:1]
	switch c := v[0]; {
	case c == '"' || c == '\'':
		if end := closing(v); end > 0 && end < len(v) && !strings.HasPrefix(strings.TrimLeft(v[end:], " "), "#") {
			return "a value that goes on behind its closing quotation mark"
		}
		return ""
	case c == '[' || c == '{':
		if strings.HasSuffix(v, string("]}"[strings.IndexByte("[{", c)])) && !strings.HasPrefix(v, "[[") || !strings.ContainsAny(v, "]}") {
			return "" // a list or a mapping it is meant to be
		}
		return begins
	case strings.IndexByte("*&!@`%", c) >= 0, strings.HasPrefix(v, "- "), strings.HasPrefix(v, "? "), strings.HasPrefix(v, ": "):
		return begins
	case (c == '|' || c == '>') && strings.ContainsAny(v, " ") && !strings.Contains(v, " #"):
		return begins
	case strings.Contains(v, ": ") || strings.HasSuffix(v, ":"):
		return "a value that holds a colon and a space"
	}
	return ""
}

// closing is the end of what stands between the quotation mark with which v begins and the next, 0 where there is none.
func closing(v string) int {
	for i := 1; i < len(v); i++ {
		switch {
		case v[i] == '\\' && v[0] == '"':
			i++
		case v[i] == v[0] && i+1 < len(v) && v[i+1] == '\'' && v[0] == '\'':
			i++
		case v[i] == v[0]:
			return i + 1
		}
	}
	return 0
}

// inQuotes writes a value between quotation marks, between those that need no backslash where it can.
func inQuotes(v string) string {
	if strings.ContainsAny(v, `"\`) && !strings.Contains(v, "'") {
		return "'" + v + "'"
	}
	return doubleQuoted(v)
}

// lost reports words of a plain value that YAML takes for a comment or a tag and drops: those behind a # that stands close to a word, as in
// #1 or a hashtag (people leave a space in a comment of theirs), and those behind an exclamation mark at the beginning.
func (r *reader) lost(lines []string, n *yaml.Node) {
	const quoted = yaml.DoubleQuotedStyle | yaml.SingleQuotedStyle | yaml.LiteralStyle | yaml.FoldedStyle
	for i, c := range n.Content {
		if n.Kind == yaml.MappingNode && n.Style&yaml.FlowStyle == 0 && i%2 == 1 && c.Kind == yaml.ScalarNode && c.Style&quoted == 0 {
			if key := n.Content[i-1]; key.Line == c.Line && c.Line >= 1 && c.Line <= len(lines) {
				r.lostFrom(lines[c.Line-1], c)
			}
		}
		r.lost(lines, c)
	}
}

func (r *reader) lostFrom(s string, n *yaml.Node) {
	l, ok := readLine(s)
	if !ok {
		return
	}
	before := strings.TrimRight(s, " \t\r")
	at := diag.Place{File: r.file, Line: n.Line + r.line, Column: utf8.RuneCountInString(before[:len(before)-len(l.value)]) + 1}
	if strings.HasPrefix(l.value, "!") && !strings.HasPrefix(l.value, "!!") {
		r.diags = append(r.diags, diag.Errorf(at, "what begins with ! is no value").WithHint("put it in quotes: %s: %s", l.key, inQuotes(l.value)))
		return
	}
	rest, ok := strings.CutPrefix(l.value, n.Value)
	if !ok {
		return
	}
	mark := strings.TrimLeft(rest, " ")
	if len(mark) < 2 || mark[0] != '#' || strings.ContainsAny(mark[1:2], " \t#!-=*") || n.Value != "" && mark == rest {
		return
	}
	r.diags = append(r.diags, diag.Warnf(at, "a comment to YAML, and no part of the value: %s", mark).
		WithHint("put the value in quotes: %s: %s; a comment has a space behind its #", l.key, inQuotes(l.value)))
}
