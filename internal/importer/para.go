package importer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lateral-reader/lateral/internal/pattern"
	"github.com/lateral-reader/lateral/internal/words"
)

// line is one line of the input. s is trimmed, but for raw Markdown.
type line struct {
	n int // from 1
	s string
}

// kind says what a paragraph becomes.
type kind uint8

const (
	plain    kind = iota
	raw           // Markdown that is kept as it stands: lists, quotations, code, tables
	heading       // Markdown's own, or one that we make
	question      // a heading that asks: a turn in a question-and-answer piece
	item          // an item of a list that we make
	stage         // a stage direction
	rule          // a break that ends a turn; has no lines
)

// para is one paragraph. Later stages take lines out of it or split it; the words of a line never change.
type para struct {
	lines  []line
	kind   kind
	level  int    // heading: 1-6
	label  *label // the turn's label that stands before the words
	asked  bool   // what the interviewer says in a question-and-answer piece
	prompt bool   // … without a question mark, so that no heading can be made of it
	spoken bool   // lines of somebody whom nobody names, and no headline
	after  bool   // stands after the last turn and is nobody's
}

// text is the paragraph's words on one line.
func (p para) text() string {
	s := make([]string, 0, len(p.lines))
	for _, l := range p.lines {
		s = append(s, strings.TrimSpace(l.s))
	}
	return strings.Join(s, " ")
}

func (p para) line() int {
	if len(p.lines) == 0 {
		return 0
	}
	return p.lines[0].n
}

// wrapColumn is the longest line of a text whose lines are broken at a column.
const wrapColumn = 110

// isWrapped tells from the lengths of lines whether a text is broken at a column: most lines that are not a paragraph's last are nearly as
// long as the longest, or most of those that the next one goes on from in lower case, or nearly all of those that end in the middle of a
// sentence leave no room for the next word.
func isWrapped(paras []para) bool {
	longest, inner, full, cut, cutFull, noRoom, room := 0, 0, 0, 0, 0, 0, 0
	for _, p := range paras {
		for _, l := range p.lines {
			longest = max(longest, utf8.RuneCountInString(l.s))
		}
	}
	if longest > wrapColumn || longest < 40 {
		return false
	}
	for _, p := range paras {
		for i, l := range p.lines {
			if i+1 == len(p.lines) {
				continue
			}
			n := utf8.RuneCountInString(l.s)
			near := n > longest*7/10
			inner++
			if near {
				full++
			}
			next := p.lines[i+1].s
			r, _ := utf8.DecodeRuneInString(next)
			if unicode.IsLower(r) {
				cut++
				if near {
					cutFull++
				}
			}
			if word, _, _ := strings.Cut(next, " "); sentenceEnd.MatchString(l.s) {
			} else if near && n+1+utf8.RuneCountInString(word) > longest-3 {
				noRoom++
			} else if unicode.IsLower(r) || n > longest/2 {
				room++
			}
		}
	}
	return inner >= 4 && full*10 >= inner*7 || cut >= 4 && cut*4 >= inner && cutFull*10 >= cut*8 || noRoom >= 3 && noRoom > 4*room
}

// sentenceEnd matches a text that ends like a sentence, with the time that some programs print behind each turn: #00:12:03-4#, [00:12:03].
var sentenceEnd = pattern.New(`(?:[.!?…。！？।؟۔]|\p{Greek}[;\x{37e}])[\s"'”’»›)\]*_」』]*(?:#[\d:,-]+#|[\[(]\d{1,3}(?::\d{2}){1,2}[\])])?$`)

// asks matches a text that ends in a question mark.
var asks = pattern.New(`(?:[?？؟]|\p{Greek}[;\x{37e}])[\s"'”’»)\]*_」』]*(?:#[\d:,-]+#|[\[(]\d{1,3}(?::\d{2}){1,2}[\])])?$`)

// bare takes the marks of Markdown emphasis, heading and link off a line, for looking at it.
func bare(s string) string {
	s = strings.ReplaceAll(s, "\u00a0", " ")
	s = strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(s), "#"))
	s = linkMark.ReplaceAllString(s, "$1")
	s = strings.Join(strings.Fields(s), " ")
	for {
		t := s
		for _, m := range []string{"***", "**", "__", "*", "_"} {
			if len(t) > 2*len(m) && strings.HasPrefix(t, m) && strings.HasSuffix(t, m) {
				t = strings.TrimSpace(t[len(m) : len(t)-len(m)])
				break
			}
		}
		if t == s {
			return s
		}
		s = t
	}
}

var linkMark = pattern.New(`!?\[([^\[\]]*)\]\([^()\s]*\)`)

// count is how many words a line holds.
func count(s string) int { return words.Count(s) }

// without returns the paragraph without some of its lines.
func (p para) without(gone map[int]bool) para {
	var kept []line
	for i, l := range p.lines {
		if !gone[i] {
			kept = append(kept, l)
		}
	}
	p.lines = kept
	return p
}

// leaveOut takes lines out of the text, each given by its paragraph and its place there.
func (r *reading) leaveOut(gone map[[2]int]bool) {
	for i := range r.paras {
		drop := map[int]bool{}
		for j := range r.paras[i].lines {
			drop[j] = gone[[2]int{i, j}]
		}
		r.paras[i] = r.paras[i].without(drop)
	}
	r.paras = compact(r.paras)
}

// compact takes paragraphs without lines out, but for breaks.
func compact(paras []para) []para {
	out := paras[:0:0]
	for _, p := range paras {
		if len(p.lines) > 0 || p.kind == rule {
			out = append(out, p)
		}
	}
	return out
}
