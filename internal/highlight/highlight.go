// Package highlight cuts a source or a notes file into classed tokens, for showing it as a file. Its lexers are chroma's by interface, with
// scanners written by hand: regular expressions cost ten times as much, and chroma's own know no turns and read "no" and "36" as other things
// than words. It owns chroma; what a class looks like is the style sheet's business, and HTML is markup's.
package highlight

import (
	"iter"
	"strings"

	"github.com/alecthomas/chroma/v2"
)

// Source gives the tokens of a source, front matter and the Markdown of a transcript with these declared labels: one of chroma's short
// classes (nt, nl, ge, …), "" for plain words, and the words. Joined they are the file, with line feeds alone and no byte order mark.
func Source(data []byte, labels []string) iter.Seq2[string, string] {
	return tokens(sourceLexer(labels), data)
}

// Notes gives the tokens of a notes file as Source does.
func Notes(data []byte) iter.Seq2[string, string] { return tokens(notesLexer(), data) }

func tokens(l lexer, data []byte) iter.Seq2[string, string] {
	return func(yield func(class, words string) bool) {
		next, _ := l.Tokenise(nil, string(data)) // our lexers fail on nothing
		for t := next(); t != chroma.EOF && yield(class(t.Type), t.Value); t = next() {
		}
	}
}

// class is chroma's short name of a token type; plain words have none.
func class(t chroma.TokenType) string {
	if t == chroma.Text {
		return ""
	}
	return chroma.StandardTypes[t]
}

// Uncommented gives a source without the comments of its front matter, lines that hold nothing else left out, and reports whether there
// were any; without one it is data itself.
func Uncommented(data []byte) ([]byte, bool) {
	text := strings.TrimPrefix(string(data), bom)
	from, to, _ := fences(text)
	out, found := []byte(text[:from]), false
	line, alone := from, false // where the line begins in out, and whether a comment was all of it
	next := readYAML(normal(text[from:to]))
	for t := next(); t != chroma.EOF; t = next() {
		if t.Type == chroma.Comment {
			found = true
			for len(out) > line && blank(out[len(out)-1]) {
				out = out[:len(out)-1]
			}
			alone = len(out) == line
			continue
		}
		if !alone { // what follows a comment is its line break
			out = append(out, t.Value...)
		}
		alone = false
		if strings.HasSuffix(t.Value, "\n") {
			line = len(out)
		}
	}
	if !found {
		return data, false
	}
	return append(out, text[to:]...), true
}

const bom = "\ufeff"

// normal gives a text with line feeds alone.
func normal(text string) string {
	if strings.IndexByte(text, '\r') < 0 {
		return text
	}
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
}

// fences finds the front matter of a source as the reader of sources does: text[from:to] without its fences, the body from body on.
// Without a closing fence all is front matter, without an opening one nothing.
func fences(text string) (from, to, body int) {
	if strings.IndexByte(text, '\n') < 0 && strings.IndexByte(text, '\r') >= 0 {
		text = strings.ReplaceAll(text, "\r", "\n") // as on an old Macintosh; places stay the same
	}
	at := 0
	for line := range strings.Lines(text) {
		fence := strings.TrimRight(line, " \t\r\n") == "---"
		switch {
		case at == 0 && !fence:
			return 0, 0, 0
		case at == 0:
			from = len(line)
		case fence:
			return from, at, at + len(line)
		}
		at += len(line)
	}
	return from, at, at
}
