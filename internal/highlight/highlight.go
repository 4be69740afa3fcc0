// Package highlight cuts a source or a notes file into lines of classed tokens, for showing it as a file.
// It owns chroma; what a class looks like is the style sheet's business, and HTML is the pages'.
package highlight

import (
	"strings"

	"github.com/alecthomas/chroma/v2"
)

// Line is one line of a file, without its line break.
type Line struct {
	Number int // from 1
	Tokens []Token
}

// Token is a stretch of a line; Class is one of chroma's short classes (nt, nl, ge, …), "" for plain words.
type Token struct{ Class, Text string }

// Source cuts up a source: front matter and the Markdown of a transcript with these declared labels. The tokens hold exactly the words
// of the file; a text that the lexer cannot read comes back whole, as plain lines.
func Source(data []byte, labels []string) []Line {
	return lines(string(data), transcript(labels))
}

// YAML cuts up a notes file.
func YAML(data []byte) []Line {
	return lines(string(data), chroma.Rules{"root": yamlRules, "flow": flowRules})
}

func lines(text string, rules chroma.Rules) []Line {
	text = strings.TrimPrefix(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), "\ufeff")
	tokens := tokenise(text, rules)
	var out []Line
	for _, ts := range chroma.SplitTokensIntoLines(tokens) {
		l := Line{Number: len(out) + 1}
		var b strings.Builder // the words of the last token, which grow
		for _, t := range ts {
			v := strings.TrimSuffix(t.Value, "\n")
			class := class(t.Type)
			if n := len(l.Tokens); v != "" && (n == 0 || l.Tokens[n-1].Class != class) {
				if n > 0 {
					l.Tokens[n-1].Text = b.String()
					b.Reset()
				}
				l.Tokens = append(l.Tokens, Token{Class: class})
			}
			b.WriteString(v)
		}
		if n := len(l.Tokens); n > 0 {
			l.Tokens[n-1].Text = b.String()
		}
		out = append(out, l)
	}
	return out
}

// tokenise runs the lexer and trusts it only where it gives back every byte.
func tokenise(text string, rules chroma.Rules) []chroma.Token {
	plain := []chroma.Token{{Type: chroma.Text, Value: text}}
	if text == "" {
		return nil
	}
	lexer, err := chroma.NewLexer(&chroma.Config{Name: "lateral"}, func() chroma.Rules { return rules })
	if err != nil {
		return plain
	}
	it, err := lexer.Tokenise(&chroma.TokeniseOptions{State: "root"}, text)
	if err != nil {
		return plain
	}
	tokens := it.Tokens()
	var b strings.Builder
	for _, t := range tokens {
		b.WriteString(t.Value)
	}
	if b.String() != text {
		return plain
	}
	return tokens
}

// class is chroma's short name of a token type; plain words and white space have none.
func class(t chroma.TokenType) string {
	if t == chroma.Text || t == chroma.Whitespace || t == chroma.Error {
		return ""
	}
	return chroma.StandardTypes[t]
}
