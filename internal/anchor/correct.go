package anchor

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/lateral-reader/lateral/internal/doc"
	"github.com/lateral-reader/lateral/internal/notes"
	"github.com/lateral-reader/lateral/internal/words"
)

// hashed is how many code points before and after a passage at: knows.
const hashed = 32

// Locate is at: for a range: its block, the code points of the text between which it stands, and hashes of what is around it.
func Locate(d *doc.Document, r doc.Range) *notes.Position {
	p := &notes.Position{Start: utf8.RuneCountInString(d.Text[:r.Start])}
	p.End = p.Start + utf8.RuneCountInString(d.Text[r.Start:r.End])
	if leaf := d.LeafAt(r.Start); leaf != nil {
		p.Paragraph = strings.TrimPrefix(leaf.Address(), "p")
	}
	p.Before, p.After = around(d.Text, r)
	return p
}

// around hashes what stands before and after a range: 32 code points of the text as it is compared, so that curly quotes or line breaks change nothing.
func around(text string, r doc.Range) (before, after string) {
	b := []rune(words.Same(tail(text[:r.Start])))
	a := []rune(words.Same(head(text[r.End:])))
	return hash(string(b[max(0, len(b)-hashed):])), hash(string(a[:min(hashed, len(a))]))
}

// enoughBytes is a stretch that holds more than 32 code points of a text as it is compared, however they are written.
const enoughBytes = 640

func tail(s string) string {
	if len(s) <= enoughBytes {
		return s
	}
	s = s[len(s)-enoughBytes:]
	for len(s) > 0 && !utf8.RuneStart(s[0]) {
		s = s[1:]
	}
	return s
}

func head(s string) string {
	n := min(enoughBytes, len(s))
	for n < len(s) && n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// hash is the first 48 bits of SHA-256 in hexadecimal.
func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:6])
}

// ErrUnclear is returned by Correct where no description within reach leads to the passage alone.
var ErrUnclear = errors.New("no words around the passage tell it from others")

// Corrector corrects the notes of one document.
type Corrector struct {
	res *resolver
}

// NewCorrector makes one for a document.
func NewCorrector(d *doc.Document) *Corrector {
	return &Corrector{&resolver{d: d, text: words.Fold(d.Text), hasText: true}}
}

// Correct gives the description that leads a note to the range that it found: its quote in the words of the text where these differ, and of what it
// gives besides, what does not hold there any more. What holds stays as it was written.
func (c *Corrector) Correct(n *notes.Note, r doc.Range) (notes.Target, error) {
	res, d, text := c.res, c.res.d, c.res.text
	t := n.Target()
	if t.Quote != "" && !stands(text, t.Quote, func(f [2]int) bool { return f == [2]int{r.Start, r.End} }) {
		t.Quote = line(d.Text[r.Start:r.End])
	}
	if t.From != "" && !stands(text, t.From, func(f [2]int) bool { return f[0] == r.Start }) {
		first, _ := ends(d.Text[r.Start:r.End], max(1, words.Count(t.From)))
		t.From = line(first)
	}
	if t.To != "" && !stands(text, t.To, func(f [2]int) bool { return f[1] == r.End }) {
		_, last := ends(d.Text[r.Start:r.End], max(1, words.Count(t.To)))
		t.To = line(last)
	}
	probe := new(notes.Note)
	probe.Aim(t)
	p := res.place(probe, res.want(probe), r)
	if t.Prefix != "" && !p.prefix {
		_, t.Prefix = ends(lastOf(d.Text[:r.Start]), max(1, words.Count(t.Prefix)))
		t.Prefix = line(t.Prefix)
	}
	if t.Suffix != "" && !p.suffix {
		t.Suffix, _ = ends(firstOf(d.Text[r.End:]), max(1, words.Count(t.Suffix)))
		t.Suffix = line(t.Suffix)
	}
	at := Locate(d, r)
	if t.Paragraph != "" && !p.paragraph {
		t.Paragraph = at.Paragraph
	}
	t.Position = at
	for k := 1; !res.leads(t, r); k++ {
		if k > 24 {
			return n.Target(), ErrUnclear
		}
		_, t.Prefix = ends(lastOf(d.Text[:r.Start]), k)
		t.Suffix, _ = ends(firstOf(d.Text[r.End:]), k)
		t.Prefix, t.Suffix = line(t.Prefix), line(t.Suffix)
	}
	return t, nil
}

// leads reports whether a description leads to exactly this range.
func (r *resolver) leads(t notes.Target, to doc.Range) bool {
	probe := new(notes.Note)
	probe.Aim(t)
	m := r.resolve(probe)
	r.diags = nil
	return m.Outcome == Exact && m.Range == to
}

// reach is how many bytes before and after a passage are looked at for words around it.
const reach = 8192

// lastOf is the end of a text, from a character on.
func lastOf(s string) string {
	if len(s) > reach {
		s = s[len(s)-reach:]
		for len(s) > 0 && !utf8.RuneStart(s[0]) {
			s = s[1:]
		}
	}
	return s
}

// firstOf is the beginning of a text, up to a character.
func firstOf(s string) string {
	n := min(reach, len(s))
	for n > 0 && n < len(s) && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// stands reports whether words stand at a place that a caller means.
func stands(text *words.Text, quote string, there func([2]int) bool) bool {
	for _, f := range text.Find(quote) {
		if there(f) {
			return true
		}
	}
	return false
}
