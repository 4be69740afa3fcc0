package anchor

import (
	"cmp"
	"slices"

	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/doc"
	"github.com/lateral-reader/lateral/internal/notes"
	"github.com/lateral-reader/lateral/internal/worddiff"
	"github.com/lateral-reader/lateral/internal/words"
)

// Explained is how a note found its passage, or did not, with all that is known of it.
type Explained struct {
	Mark
	Messages   []diag.Diagnostic
	Broken     []string    // keys of its description that do not hold where it stands
	Candidates []Candidate // where it may belong, the best first; of a fuzzy note its place alone, of others that have one none
}

// Candidate is a passage that a note may be about.
type Candidate struct {
	doc.Range
	Score int             // quote and description together, of 100
	Diff  []worddiff.Part // the quote and the words here
	Why   string          // what differs in meaning; "" where the difference is slight, or there is none
}

// mostCandidates are as many as anybody looks at.
const mostCandidates = 5

// Explainer explains notes of one document.
type Explainer struct {
	res *resolver
}

// NewExplainer makes one, of what Resolve is given.
func NewExplainer(d *doc.Document, hasText bool, path string) *Explainer {
	return &Explainer{&resolver{d: d, text: words.Fold(d.Text), hasText: hasText, path: path}}
}

// Explain resolves a note as Resolve does.
func (x *Explainer) Explain(n *notes.Note) Explained {
	r := x.res
	e := Explained{Mark: r.resolve(n)}
	e.Messages, r.diags = r.diags, nil
	switch {
	case e.Outcome.Placed():
		e.Broken = r.place(n, r.want(n), e.Range).broken(n)
		if e.Outcome == Fuzzy {
			e.Candidates = slices.DeleteFunc(r.candidates(n), func(c Candidate) bool { return c.Range != e.Range })
		}
	case e.Outcome == Orphan, e.Outcome == Ambiguous:
		e.Candidates = r.candidates(n)
	}
	return e
}

// candidates are the places of a note's words and what looks like them.
func (r *resolver) candidates(n *notes.Note) []Candidate {
	var all []candidate
	for _, p := range r.places(n) {
		if !p.open {
			c := candidate{place: p, alike: 100}
			c.score = score(&c, n)
			all = append(all, c)
		}
	}
	for _, c := range r.like(n) {
		if !slices.ContainsFunc(all, func(o candidate) bool { return o.Overlaps(c.Range) }) {
			all = append(all, c)
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int { return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.Start, b.Start)) })
	var out []Candidate
	for _, c := range all[:min(len(all), mostCandidates)] {
		diff := c.parts
		if n.Quote != "" || diff == nil {
			here := r.d.Text[c.Start:c.End]
			diff = worddiff.Words(cmp.Or(n.Quote, here), here)
		}
		out = append(out, Candidate{c.Range, c.score, worddiff.Short(diff), c.why})
	}
	return out
}

// broken lists the keys of a note's description that do not hold at a place.
func (p place) broken(n *notes.Note) []string {
	at := cmp.Or(n.Position, &notes.Position{})
	var keys []string
	for _, k := range []struct {
		key          string
		given, holds bool
	}{
		{"prefix", n.Prefix != "", p.prefix}, {"suffix", n.Suffix != "", p.suffix}, {"paragraph", n.Paragraph != "", p.paragraph},
		{"at", at.Paragraph != "" && !p.block || spanned(n) && !p.span || at.Before != "" && !p.before || at.After != "" && !p.after, false},
	} {
		if k.given && !k.holds {
			keys = append(keys, k.key)
		}
	}
	return keys
}
