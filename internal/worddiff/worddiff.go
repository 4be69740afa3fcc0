// Package worddiff says what differs between two texts, word by word, and between two files, line by line.
// It knows words and lists; it knows nothing of files, notes or places.
package worddiff

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lateral-reader/lateral/internal/words"
)

// Part is a stretch of one of two texts, or of both. Space says that white space stands before it.
type Part struct {
	Kind  Kind
	Text  string // as it stands in its text: in the new one, where it is in both
	Space bool
}

// Kind says in which of two texts a part is.
type Kind uint8

const (
	Both Kind = iota
	Old       // taken out
	New       // put in
)

// token is a word, or what stands between two words beside white space.
type token struct {
	from, to int
	space    bool
}

// Words compares two texts. Equal words are those of package words: curly and straight quotation marks, dashes, white space and the like do not
// differ. The parts are in order, what was taken out before what was put in.
func Words(old, now string) []Part {
	at, an := tokens(old)
	bt, bn := tokens(now)
	var parts []Part
	put := func(kind Kind, s string, ts []token) {
		if len(ts) > 0 {
			parts = append(parts, Part{kind, s[ts[0].from:ts[len(ts)-1].to], ts[0].space})
		}
	}
	b := 0
	for _, h := range Lists(an, bn) {
		put(Both, now, bt[b:h.B0])
		put(Old, old, at[h.A0:h.A1])
		put(New, now, bt[h.B0:h.B1])
		b = h.B1
	}
	put(Both, now, bt[b:])
	return parts
}

// tokens cuts a text and gives each token's form in comparison.
func tokens(s string) (ts []token, same []string) {
	at := 0
	space := false
	between := func(end int) {
		for i := at; i < end; {
			r, n := utf8.DecodeRuneInString(s[i:])
			if unicode.IsSpace(r) {
				space = true
				i += n
				continue
			}
			from := i
			for i < end && !unicode.IsSpace(r) {
				i += n
				r, n = utf8.DecodeRuneInString(s[i:])
			}
			if t := words.Same(s[from:i]); t != "" {
				ts, same = append(ts, token{from, i, space}), append(same, t)
			}
			space = false
		}
	}
	words.Each(s, func(from, to int) {
		between(from)
		ts, same = append(ts, token{from, to, space}), append(same, words.Same(s[from:to]))
		at, space = to, false
	})
	between(len(s))
	return ts, same
}

// around is how many words stay on each side of a difference where the rest is left out.
const around = 4

// Short gives parts for a line: white space is single, and of long stretches that are in both texts the ends alone stay.
func Short(parts []Part) []Part {
	out := slices.Clone(parts)
	for i := range out {
		p := &out[i]
		p.Text = strings.Join(strings.Fields(p.Text), " ")
		if p.Kind == Both && len(parts) > 1 {
			p.Text = ends(p.Text, i > 0, i < len(parts)-1)
		}
		p.Space = i > 0 && (p.Space || p.Kind == New && parts[i-1].Kind == Old && parts[i-1].Space)
	}
	return out
}

// Line shows parts on one line, shortened: [-taken out-], {+put in+}.
func Line(parts []Part) string {
	var b strings.Builder
	for _, p := range Short(parts) {
		if p.Space {
			b.WriteByte(' ')
		}
		switch p.Kind {
		case Old:
			b.WriteString("[-" + p.Text + "-]")
		case New:
			b.WriteString("{+" + p.Text + "+}")
		default:
			b.WriteString(p.Text)
		}
	}
	return b.String()
}

// ends shortens a stretch that stands between differences, or before or after them.
func ends(s string, first, last bool) string {
	f := strings.Fields(s)
	keep := 0
	for _, side := range []bool{first, last} {
		if side {
			keep += around
		}
	}
	if len(f) <= keep+2 {
		return s
	}
	var head, tail []string
	if first {
		head = f[:around]
	}
	if last {
		tail = f[len(f)-around:]
	}
	return strings.Join(append(append(append([]string(nil), head...), "…"), tail...), " ")
}

// Differ reports whether the parts hold a difference.
func Differ(parts []Part) bool {
	for _, p := range parts {
		if p.Kind != Both {
			return true
		}
	}
	return false
}
