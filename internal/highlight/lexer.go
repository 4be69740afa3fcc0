package highlight

import (
	"strings"

	"github.com/alecthomas/chroma/v2"
)

// lexer is a chroma lexer around a scanner. Its tokens joined are the text, with line feeds alone and no byte order mark; none but a plain
// one holds a line feed.
type lexer struct {
	name string
	scan func(text string) chroma.Iterator
}

var _ chroma.Lexer = lexer{}

// notesLexer reads a notes file.
func notesLexer() lexer {
	return lexer{"notes", func(text string) chroma.Iterator { return readYAML(normal(text)) }}
}

// sourceLexer reads a source: front matter, then Markdown in which declared labels begin turns.
func sourceLexer(labels []string) lexer {
	return lexer{"source", func(text string) chroma.Iterator {
		from, to, body := fences(text)
		return chroma.Concaterator(fence(text[:from]), readYAML(normal(text[from:to])), fence(text[to:body]), readMarkdown(normal(text[body:]), labels))
	}}
}

// fence gives the line that opens or closes the front matter.
func fence(line string) chroma.Iterator {
	line = normal(line)
	words := strings.TrimRight(line, " \t\n")
	if words == "" {
		return chroma.Literator()
	}
	ts := []chroma.Token{{Type: chroma.Punctuation, Value: words}}
	if words != line {
		ts = append(ts, chroma.Token{Type: chroma.Text, Value: line[len(words):]})
	}
	return chroma.Literator(ts...)
}

// Tokenise is chroma's; the options change nothing.
func (l lexer) Tokenise(_ *chroma.TokeniseOptions, text string) (chroma.Iterator, error) {
	return l.scan(strings.TrimPrefix(text, bom)), nil
}

// What chroma asks of lexers that it chooses among; ours are called by name.

func (l lexer) Config() *chroma.Config                         { return &chroma.Config{Name: l.name} }
func (l lexer) SetRegistry(*chroma.LexerRegistry) chroma.Lexer { return l }
func (l lexer) SetAnalyser(func(string) float32) chroma.Lexer  { return l }
func (l lexer) AnalyseText(string) float32                     { return 0 }

// cursor is where a scanner stands in its text. What it has read of a line lies in pieces, which follow each other without a gap, so that
// nothing of the text can be lost.
type cursor struct {
	text   string
	at     int // where the last piece ends
	pieces []piece
}

type piece struct {
	kind chroma.TokenType
	end  int
}

// piece reads up to end.
func (c *cursor) piece(kind chroma.TokenType, end int) {
	if end <= c.at {
		return
	}
	c.at = end
	if n := len(c.pieces); n > 0 && c.pieces[n-1].kind == kind {
		c.pieces[n-1].end = end
		return
	}
	c.pieces = append(c.pieces, piece{kind, end})
}

// tokens gives the pieces line by line. ends finds the end of the line that begins at c.at, without and with its break; line reads it as far
// as it is more than plain.
func (c *cursor) tokens(ends func() (end, after int), line func(end int)) chroma.Iterator {
	from, i := 0, 0
	return func() chroma.Token {
		if i == len(c.pieces) {
			if c.at == len(c.text) {
				return chroma.EOF
			}
			c.pieces, i = c.pieces[:0], 0
			end, after := ends()
			line(end)
			c.piece(chroma.Text, after)
		}
		p := c.pieces[i]
		t := chroma.Token{Type: p.kind, Value: c.text[from:p.end]}
		from = p.end
		i++
		return t
	}
}

// lineEnd finds the next line feed.
func (c *cursor) lineEnd() (end, after int) {
	if i := strings.IndexByte(c.text[c.at:], '\n'); i >= 0 {
		return c.at + i, c.at + i + 1
	}
	return len(c.text), len(c.text)
}

// blanks gives the place after spaces and tabs.
func (c *cursor) blanks(at, end int) int {
	for at < end && blank(c.text[at]) {
		at++
	}
	return at
}

func blank(b byte) bool { return b == ' ' || b == '\t' }
