// Package diag holds messages about wrong input: what is wrong, where, and what would be right.
// Stages return them as values; only the command prints them. A failure of the machine is an error, never a Diagnostic.
package diag

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Level says how bad a problem is.
type Level uint8

const (
	Error   Level = iota // the build stops, the last good site stays
	Warning              // reported; fails only under --strict
)

// String gives "error" or "warning", the words of the command's output.
func (l Level) String() string {
	if l == Warning {
		return "warning"
	}
	return "error"
}

// Place is a position in a file of the site. Line and Column count from 1, Column in bytes; 0 means not known.
type Place struct {
	File         string // slash path from the site's folder
	Line, Column int
}

// Spot is a Place in a file that something else knows.
type Spot struct{ Line, Column int32 }

// Spot gives the place without its file.
func (p Place) Spot() Spot { return Spot{int32(p.Line), int32(p.Column)} }

// In gives the place in a file.
func (s Spot) In(file string) Place {
	return Place{File: file, Line: int(s.Line), Column: int(s.Column)}
}

// String gives file:line:column without the parts that are not known.
func (p Place) String() string {
	file := p.File
	if strings.ContainsFunc(file, func(r rune) bool { return !unicode.IsPrint(r) }) {
		file = strconv.Quote(file) // a line feed in it would make two messages of one
	}
	switch {
	case p.Line == 0:
		return file
	case p.Column == 0:
		return fmt.Sprintf("%s:%d", file, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", file, p.Line, p.Column)
}

// Diagnostic is one problem with its place.
type Diagnostic struct {
	Place
	Level   Level
	Message string
	Hint    string // the way out, if one is known; may be empty
}

// Errorf makes a problem that stops the build.
func Errorf(at Place, format string, args ...any) Diagnostic {
	return Diagnostic{Place: at, Message: brief(fmt.Sprintf(format, args...))}
}

// Warnf makes a problem that is only reported.
func Warnf(at Place, format string, args ...any) Diagnostic {
	return Diagnostic{Place: at, Level: Warning, Message: brief(fmt.Sprintf(format, args...))}
}

// WithHint returns d with a way out.
func (d Diagnostic) WithHint(format string, args ...any) Diagnostic {
	d.Hint = brief(fmt.Sprintf(format, args...))
	return d
}

// A message is for reading: of one that is longer, as when a value of the file is a whole book, the middle is left out.
const (
	longest = 1000 // bytes
	kept    = 400  // bytes at each end
)

func brief(s string) string {
	if len(s) <= longest {
		return s
	}
	return strings.ToValidUTF8(s[:kept], "") + " … " + strings.ToValidUTF8(s[len(s)-kept:], "")
}

// String gives the lines that the command prints, without a final line feed.
func (d Diagnostic) String() string {
	s := d.Place.String() + ": " + d.Level.String() + ": " + d.Message
	if d.Hint != "" {
		s += "\n    hint: " + strings.ReplaceAll(d.Hint, "\n", "\n          ")
	}
	return s
}

// HasErrors reports whether one of ds stops the build.
func HasErrors(ds []Diagnostic) bool {
	return slices.ContainsFunc(ds, func(d Diagnostic) bool { return d.Level == Error })
}

// Sort orders by file, line, column, message, and drops exact repeats. It returns the shortened slice.
func Sort(ds []Diagnostic) []Diagnostic {
	slices.SortStableFunc(ds, func(a, b Diagnostic) int {
		return cmp.Or(
			cmp.Compare(a.File, b.File),
			cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Level, b.Level),
			cmp.Compare(a.Message, b.Message),
		)
	})
	return slices.Compact(ds)
}

// longestWord is how long a word may be for which the nearest is looked for, in code points.
const longestWord = 300

// Nearest returns the known word closest to the given one, or "" where none is near: at most a third of its letters
// may differ, a swap of neighbours counting as one. The first of equals wins, so pass known words in a fixed order.
func Nearest(word string, known []string) string {
	n := utf8.RuneCountInString(word)
	if n > longestWord {
		return ""
	}
	best, bestDist := "", min(max(n/3, 1), max(n-1, 0))+1
	w := []rune(strings.ToLower(word))
	for _, k := range known {
		if len(k) > utf8.UTFMax*(n+bestDist) {
			continue
		}
		if d := distance(w, []rune(strings.ToLower(k)), bestDist); d < bestDist {
			best, bestDist = k, d
		}
	}
	return best
}

// distance is the optimal string alignment distance; it gives up with limit where the lengths alone exceed it.
func distance(a, b []rune, limit int) int {
	if len(a)-len(b) >= limit || len(b)-len(a) >= limit {
		return limit
	}
	before, prev, cur := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cur[j] = min(cur[j], before[j-2]+1)
			}
		}
		before, prev, cur = prev, cur, before
	}
	return prev[len(b)]
}

// DidYouMean gives the hint for an unknown word: the nearest known one, or the list where it is short.
func DidYouMean(word string, known []string) string {
	if n := Nearest(word, known); n != "" {
		return fmt.Sprintf("did you mean %q?", n)
	}
	if len(known) > 0 && len(known) <= 12 {
		return "known: " + strings.Join(known, ", ")
	}
	return ""
}
