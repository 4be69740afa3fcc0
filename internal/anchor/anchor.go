// Package anchor finds the passage that a note is about.
// In go one document and its notes, out come marks, and messages about the notes that found nothing. It knows texts and ranges; it
// knows nothing of files, formats or HTML.
package anchor

import (
	"sync"

	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/doc"
	"github.com/lateral-reader/lateral/internal/notes"
	"github.com/lateral-reader/lateral/internal/words"
)

// Outcome is how a note found its passage, or did not.
type Outcome uint8

const (
	Exact     Outcome = iota // one place, as described
	Moved                    // one place, though not all of the description holds
	Fuzzy                    // the words differ a little, the context agrees, and nothing of the meaning has changed; warns
	Ambiguous                // several places and nothing decides: refused
	Orphan                   // no place, or one that nothing vouches for: refused
	Unplaced                 // the source has no text here
	NoPassage                // a gap without a quote: nothing to find
)

// Outcomes lists the names of the outcomes that are counted, in the order of the constants.
var Outcomes = []string{"exact", "moved", "fuzzy", "ambiguous", "orphan", "unplaced"}

// String gives the outcome's name, "" for NoPassage.
func (o Outcome) String() string {
	if int(o) < len(Outcomes) {
		return Outcomes[o]
	}
	return ""
}

// Placed reports whether the note has a range.
func (o Outcome) Placed() bool { return o <= Fuzzy }

// Mark is a note together with the range that it found; the range is empty unless Outcome.Placed.
type Mark struct {
	Note    *notes.Note
	Range   doc.Range
	Outcome Outcome
}

// enough is how many words a quote needs to be believed where none of its context holds.
const enough = 6

// Resolve finds the passage of each note. There is one mark for each note, in their order. hasText says that the words of the source are
// here; without them only passages in the headline and the subtitle are found and the others are unplaced. path names the text in messages.
func Resolve(d *doc.Document, ns []notes.Note, hasText bool, path string) ([]Mark, []diag.Diagnostic) {
	text := texts.Get().(*words.Text)
	text.Set(d.Text)
	defer func() {
		if text.Len() < 1<<20 {
			text.Set("")
			texts.Put(text)
		}
	}()
	r := &resolver{d: d, text: text, hasText: hasText, path: path}
	marks := make([]Mark, len(ns))
	for i := range ns {
		marks[i] = r.resolve(&ns[i])
	}
	return marks, r.diags
}

// texts are folded texts that nobody looks at any more: together they are as large as the site.
var texts = sync.Pool{New: func() any { return new(words.Text) }}

type resolver struct {
	d       *doc.Document
	text    *words.Text
	hasText bool
	path    string
	diags   []diag.Diagnostic

	sections []int              // for each top block: where the section around it ends; made once it is asked for
	wordAt   map[string][]int32 // see index
	found    [][2]int           // room for places of one
	near     int                // how much of a quote's letters a candidate has at least, in hundredths
}

// place is a candidate: a range and which parts of the description hold there.
type place struct {
	doc.Range
	prefix, suffix, paragraph bool
	block, span               bool // the parts of at
	before, after             bool // likewise: the words around it are those that were there
	open                      bool // from stands here, but to does not follow
}

func (r *resolver) resolve(n *notes.Note) Mark {
	m := Mark{Note: n}
	if !n.HasQuote() {
		m.Outcome = NoPassage
		return m
	}
	if !r.hasText && !headed(n.Paragraph) {
		m.Outcome = Unplaced
		return m
	}
	places := r.places(n)
	best, why := choose(places, n)
	switch {
	case len(places) == 0 || best >= 0 && places[best].open:
		found, ok := r.fuzzy(n, &m)
		if ok {
			break
		}
		m.Outcome = Orphan
		if len(places) == 0 {
			r.report(n, found, "quote not found in %s: %q", r.path, shown(n))
		} else {
			r.report(n, found, "%q does not follow %q in the same turn or section of %s", shorten(n.To), shorten(n.From), r.path)
		}
	case best < 0:
		m.Outcome = Ambiguous
		d := diag.Errorf(n.QuoteAt(), "quote stands in %d places of %s%s: %q", len(places), r.path, why, shown(n))
		r.diags = append(r.diags, d.WithHint("add a prefix, a suffix or the paragraph; it stands in %s", r.where(places)))
	default:
		p := places[best]
		m.Range = p.Range
		held, given := p.held(n)
		if held == 0 && given > 0 && r.athome(n, &m) || held < given && r.overrun(n, p, &m) {
			break
		}
		switch {
		case held == given:
			m.Outcome = Exact
		case held > 0 || words.Count(n.Quote+" "+n.From+" "+n.To) >= enough:
			m.Outcome = Moved
		default:
			m.Outcome, m.Range = Orphan, doc.Range{}
			d := diag.Errorf(n.QuoteAt(), "quote found in %s, but nothing of its context holds there: %q", r.path, shown(n))
			r.diags = append(r.diags, d.WithHint("the passage may be gone and this one only look like it; it stands in %s. "+
				"If it is the right one, correct the context", r.where(places)))
		}
	}
	return m
}
