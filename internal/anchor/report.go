package anchor

import (
	"fmt"
	"slices"
	"strings"

	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/doc"
	"github.com/lateral-reader/lateral/internal/notes"
	"github.com/lateral-reader/lateral/internal/words"
)

// report adds an orphan's message with what looks most like it, if anything does.
func (r *resolver) report(n *notes.Note, found []candidate, format string, args ...any) {
	d := diag.Errorf(n.QuoteAt(), format, args...)
	if len(found) > 0 {
		c := found[0]
		d = d.WithHint("nearest text is %q, %s", r.d.Text[c.Start:c.End], r.spot(c.Start))
		d.Hint += fmt.Sprintf("; score %d: %s", c.score, c.diff)
		if c.why != "" {
			d.Hint += " (" + c.why + ")"
		}
		if others := apart(found)[1:]; len(others) > 0 {
			d.Hint += "; or " + r.shownAs(others[:min(2, len(others))])
		}
		r.diags = append(r.diags, d)
		return
	}
	r.diags = append(r.diags, d)
}

// apart leaves out what overlaps a better candidate: it is the same place with a word more or less.
func apart(found []candidate) []candidate {
	var out []candidate
	for _, c := range found {
		if !slices.ContainsFunc(out, func(o candidate) bool { return o.Overlaps(c.Range) }) {
			out = append(out, c)
		}
	}
	return out
}

// shown is the quote as messages show it.
func shown(n *notes.Note) string {
	if n.Quote != "" {
		return shorten(n.Quote)
	}
	return shorten(n.From) + " … " + shorten(n.To)
}

func shorten(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if cut, more := words.Cut(s, 16); more {
		return cut + " …"
	}
	return s
}

// spot names a place in the text for people.
func (r *resolver) spot(off int) string {
	leaf := r.d.LeafAt(off)
	if leaf == nil {
		return r.path
	}
	name := "paragraph " + fmt.Sprint(leaf.Number)
	switch {
	case leaf.Kind == doc.Headline:
		return "the headline (paragraph 0)"
	case leaf.Kind == doc.Subtitle:
		return "the subtitle (paragraph sub)"
	case leaf.Kind == doc.Heading:
		name = fmt.Sprintf("heading h%d", leaf.Number)
	}
	if leaf.Line > 0 {
		name += fmt.Sprintf(" (%s:%d)", r.path, leaf.Line)
	}
	return name
}

func (r *resolver) where(ps []place) string {
	var names []string
	for i, p := range ps {
		if i == 5 {
			names = append(names, fmt.Sprintf("%d more", len(ps)-5))
			break
		}
		names = append(names, r.spot(p.Start))
	}
	return strings.Join(names, ", ")
}
