// Package captions reads timed text: WebVTT, SubRip (SRT), SBV, SubStation Alpha, TTML, the JSON and HTML transcripts of podcasts, and the tables and JSON of programs that
// write down speech.
// In goes the text of one file, out come its cues, with voices where the file states them, and everything else that stands in it, with what it
// is, so that no word of a file is left without an account. It knows nothing of sources, Markdown or disk.
package captions

import "strings"

// File is what a file holds.
type File struct {
	Cues  []Cue  // in the order of the file
	Rest  []Rest // everything that is no word of a cue, in the order of the file
	Title string // HTML: as a heading or the head states it
	Lang  string // as the file's header states it
	Named bool   // voices are names of their own, beside the text; else they stand in tags, which are in Rest
}

// Cue is one caption.
type Cue struct {
	ID         string // WebVTT: the line before the times
	Start, End int64  // milliseconds; -1 where the file states none
	Settings   string // what stands behind the times
	Runs       []Run
	Line       int    // of the first of its words, from 1
	Marked     string // its words with the tags between them, where there are any
}

// Run is a stretch of a cue's text in one voice.
type Run struct {
	Voice string // as stated, white space joined; "" where nobody is
	Text  string // without tags, references resolved; lines parted by line feeds
	Line  int
}

// Text is the text of all runs.
func (c Cue) Text() string {
	var b strings.Builder
	for _, r := range c.Runs {
		b.WriteString(r.Text)
	}
	return b.String()
}

// Line is one line of a cue as it is shown, or the part of one that is in one voice: never empty, white space joined.
type Line struct {
	Voice, Text string
	N           int // number of the line in the file
}

// Lines parts the runs of a cue.
func (c Cue) Lines() []Line {
	var out []Line
	for _, r := range c.Runs {
		n := r.Line
		for s := range strings.SplitSeq(r.Text, "\n") {
			if s = oneLine(s); s != "" {
				out = append(out, Line{r.Voice, s, n})
			}
			n++
		}
	}
	return out
}

// What says what a part of a file is that is no word of a cue.
type What uint8

const (
	Header     What = iota // the first lines of WebVTT, with its signature
	Comment                // NOTE
	Style                  // STYLE
	Region                 // REGION
	Block                  // lines of WebVTT without times
	BadTimes               // a cue whose times cannot be read, with its text
	ID                     // what stands before the times of a cue: its identifier or number
	Times                  // of a cue
	Settings               // of a cue
	Tag                    // inside a cue
	UnknownTag             // of a name that the format does not have, with what stands in it
	Repeated               // a line that an earlier caption showed already
	Before                 // lines before the first cue
	Value                  // of a key that is none of a transcript's, or of a kind that its key does not have
	Reading                // how the characters before it are read: <rt>, <rp>
	Detail                 // of the program that wrote down what was said: times, words one by one, how sure it is
	Outside                // words of a page that are no part of the transcript
)

// Rest is a part of a file that is no word of a cue.
type Rest struct {
	Line int // from 1
	Text string
	What What
}

func (f *File) rest(line int, text string, what What) {
	if strings.TrimSpace(text) != "" {
		f.Rest = append(f.Rest, Rest{line, text, what})
	}
}

// oneLine joins all white space but no-break spaces inside to single spaces, and takes it off the ends.
func oneLine(s string) string {
	plain := true // the usual line is clean already
	for i := 0; i < len(s) && plain; i++ {
		c := s[i]
		plain = c < 0x80 && c > ' ' || c == ' ' && i > 0 && i+1 < len(s) && s[i+1] != ' '
	}
	if plain {
		return s
	}
	var b strings.Builder
	for i, w := range strings.FieldsFunc(s, space) {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w)
	}
	return strings.Trim(b.String(), "\u00a0\u202f ")
}

// space reports whether a character is white space at which a line may break.
func space(c rune) bool {
	switch c {
	case '\t', '\n', '\v', '\f', '\r', ' ', '\u0085', '\u1680', '\u2028', '\u2029', '\u205f', '\u3000':
		return true
	}
	return c >= '\u2000' && c <= '\u200a' && c != '\u2007'
}

// digits is how many ASCII digits s begins with.
func digits(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}

// number is the value of digits, no more than a billion.
func number(s string) int64 {
	n := int64(0)
	for i := 0; i < len(s); i++ {
		if n = n*10 + int64(s[i]-'0'); n > 1e9 {
			return 1e9
		}
	}
	return n
}
