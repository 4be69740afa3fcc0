package anchor

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strings"
	"unicode"

	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/doc"
	"github.com/lateral-reader/lateral/internal/notes"
	"github.com/lateral-reader/lateral/internal/worddiff"
	"github.com/lateral-reader/lateral/internal/words"
)

// What a candidate must have; floor and nearFloor are shares of a hundred.
const (
	floor     = 80 // of the quote's letters stand in the candidate, or it is no match
	nearFloor = 60 // or it is shown only where nothing else is
	farFloor  = 45 // or it is not worth showing
	fewest    = 3  // words that are the same, where nothing around them vouches for a quote
	gap       = 8  // points between the best candidate and the one after it, or nothing decides
)

// candidate is a stretch of the text that looks like a quote.
type candidate struct {
	place
	alike int    // how much of the quote's letters stand here, in hundredths
	same  int    // words that are the same
	slip  bool   // of those that differ, one has a slip
	why   string // what differs in meaning; "" where the difference is slight
	score int    // quote and description together, of 100
	diff  string // what differs, in words
	parts []worddiff.Part
}

// longest is the longest quote in bytes whose look-alikes are looked for.
const longest = 100_000

// alike finds the stretches of the folded text that look like a quote, the best of each neighbourhood.
func (r *resolver) alike(quote string, hints []doc.Range) []candidate {
	q := words.Same(quote)
	if len(q) == 0 {
		return nil
	}
	a := r.mend(tokens(q, 0, len(q)), q, func(low string) bool { return len(r.index()[low]) > 0 })
	if len(a) == 0 || len(q) > longest {
		return nil
	}
	p := newPattern(q)
	var out []candidate
	var look func(w doc.Range, depth int)
	look = func(w doc.Range, depth int) {
		if w.End-w.Start < len(q)/2 || depth > 6 {
			return
		}
		end, distance := p.best(r.text.Folded()[w.Start:w.End])
		if distance*100 > len(q)*(100-r.near) {
			return
		}
		c, ok := r.candidate(q, a, doc.Range{Start: w.Start + end - len(q) - distance, End: w.Start + end}, distance)
		if !ok {
			return
		}
		out = append(out, c.candidate)
		look(doc.Range{Start: w.Start, End: c.from}, depth+1)
		look(doc.Range{Start: c.to, End: w.End}, depth+1)
	}
	for _, w := range r.windows(q, hints) {
		look(w, 0)
	}
	return out
}

// folded is a candidate with its place in the folded text.
type folded struct {
	candidate
	from, to int
}

// candidate aligns the words of a quote with those around a stretch of the folded text.
func (r *resolver) candidate(q string, a []token, around doc.Range, distance int) (folded, bool) {
	text := r.text.Folded()
	from, to := max(0, around.Start-16), min(len(text), around.End+16)
	for from > 0 && text[from-1] != ' ' && around.Start-from < 64 {
		from--
	}
	for to < len(text) && text[to] != ' ' && to-around.End < 64 {
		to++
	}
	for from > 0 && text[from]&0xc0 == 0x80 {
		from--
	}
	for to < len(text) && text[to]&0xc0 == 0x80 {
		to++
	}
	b := r.mend(tokens(text, from, to), text, func(low string) bool { return strings.Contains(strings.ToLower(q), low) })
	steps, first, end := align(a, b)
	if end <= first {
		return folded{}, false
	}
	lo, hi := b[first].from, b[end-1].to
	if lead := strings.TrimLeft(q[:a[0].from], " "); lead != "" && strings.HasSuffix(text[:lo], lead) {
		lo -= len(lead)
	}
	if trail := strings.TrimRight(q[a[len(a)-1].to:], " "); trail != "" && strings.HasPrefix(text[hi:], trail) {
		hi += len(trail)
	}
	c := folded{from: lo, to: hi}
	same, letters := 0, 0
	for _, s := range steps {
		if s.a >= 0 && s.b >= 0 && r.written(a[s.a], b[s.b]) {
			same++
			letters += len(a[s.a].low)
		}
	}
	c.same = same
	c.alike = max(0, 100-distance*100/len(q))
	c.Start, c.End = r.text.OwnRange(lo, hi)
	var slipped int
	said, goesOn := text[lo:hi], false
	if trail := q[a[len(a)-1].to:]; trail != "" && !strings.HasSuffix(said, trail) { // it ends in another way
		rest := text[hi:]
		marks := rest[:len(rest)-len(strings.TrimLeftFunc(rest, func(c rune) bool { return unicode.IsPunct(c) || unicode.IsSymbol(c) }))]
		said += marks
		goesOn = marks == "" && strings.ContainsAny(trail, ".!?;")
	}
	c.why, slipped = r.slight(q, said, a, b, steps)
	c.slip = slipped > 0
	switch {
	case c.why != "":
	case goesOn:
		c.why = "the sentence goes on"
	case slipped > max(1, len(a)/8):
		c.why = fmt.Sprintf("%d words differ", slipped)
	}
	if c.alike < r.near && letters*2 < len(q) {
		return folded{}, false
	}
	c.parts = worddiff.Words(q, text[lo:hi])
	c.diff = worddiff.Line(c.parts)
	return c, true
}

// like finds what looks like a note's passage where its words stand nowhere, with scores, the best first.
func (r *resolver) like(n *notes.Note) []candidate {
	for _, r.near = range []int{nearFloor, farFloor} {
		if found := r.likeEnough(n); len(found) > 0 {
			return found
		}
	}
	return nil
}

func (r *resolver) likeEnough(n *notes.Note) []candidate {
	w := r.want(n)
	hints := r.hints(n)
	var out []candidate
	if n.Quote != "" {
		out = r.alike(n.Quote, hints)
	} else {
		froms, tos := r.either(n.From, hints), r.either(n.To, hints)
		sort.Slice(tos, func(i, j int) bool { return tos[i].Start < tos[j].Start })
		for _, f := range froms {
			limit := r.region(f.Start)
			for _, t := range tos {
				if t.Start < f.End || t.End > limit.End {
					continue
				}
				c := f
				c.End, c.same, c.alike = t.End, f.same+t.same, min(f.alike, t.alike)
				c.why, c.slip = cmp.Or(f.why, t.why), f.slip || t.slip
				c.diff = strings.TrimSpace(f.diff + " … " + t.diff)
				c.parts = slices.Concat(f.parts, []worddiff.Part{{Text: "…", Space: true}}, t.parts)
				out = append(out, c)
				break
			}
		}
	}
	for i := range out {
		c := &out[i]
		c.place = r.place(n, w, c.Range)
		c.score = score(c, n)
	}
	slices.SortStableFunc(out, func(a, b candidate) int { return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.Start, b.Start)) })
	return out
}

// either finds words as they are, and where they stand nowhere what looks like them.
func (r *resolver) either(quote string, hints []doc.Range) []candidate {
	var out []candidate
	for _, f := range r.find(quote) {
		c := candidate{alike: 100, same: words.Count(quote), diff: line(quote), parts: []worddiff.Part{{Text: line(quote), Space: true}}}
		c.Start, c.End = f[0], f[1]
		out = append(out, c)
	}
	if len(out) == 0 {
		out = r.alike(quote, hints)
	}
	return out
}

// score weighs the quote 60, prefix and suffix 15 each and the place 10, of what the note gives.
func score(c *candidate, n *notes.Note) int {
	have, of := 60*c.alike, 60
	for _, part := range []struct {
		given, holds bool
		weight       int
	}{{n.Prefix != "", c.prefix, 15}, {n.Suffix != "", c.suffix, 15}, {n.Paragraph != "" || n.Position != nil, c.paragraph || c.block || c.span, 10}} {
		if part.given {
			of += part.weight
			if part.holds {
				have += 100 * part.weight
			}
		}
	}
	return have / of
}

// vouched reports whether enough speaks for a candidate beside its looks: the words around it where some are given; else its paragraph, or that it is
// long; where nothing is given, a few words, or more where only what stands between them differs, as that may be another passage.
func (c *candidate) vouched(n *notes.Note) bool {
	switch {
	case n.Prefix != "" || n.Suffix != "":
		return c.words() > 0 && c.same > 0
	case n.Paragraph != "" || n.Position != nil:
		return (c.paragraph || c.block || c.span) && c.same >= fewest || c.same >= enough
	}
	return c.same >= enough || c.slip && c.same >= fewest
}

// fuzzy decides between what looks like a note's passage: the best candidate, if its difference is slight, its description agrees and none is
// nearly as good. Otherwise nothing is marked.
func (r *resolver) fuzzy(n *notes.Note, m *Mark) (found []candidate, ok bool) {
	found = r.like(n)
	if len(found) == 0 {
		return nil, false
	}
	best := &found[0]
	if best.why != "" || best.alike < floor || !best.vouched(n) {
		return found, false
	}
	for i := range found[1:] {
		if c := &found[i+1]; !c.Overlaps(best.Range) && best.score-c.score < gap {
			m.Outcome = Ambiguous
			d := diag.Errorf(n.QuoteAt(), "quote not found in %s, and more than one place looks like it: %q", r.path, shown(n))
			r.diags = append(r.diags, d.WithHint("correct the quote, or add a prefix or a suffix; %s", r.shownAs(found)))
			return found, true
		}
	}
	r.accept(n, m, best)
	return found, true
}

// athome looks, for a quote that stands in one place where nothing of its description holds, whether another passage stands where the description
// says and looks like it: then the one may be a look-alike of what the other was before it changed.
func (r *resolver) athome(n *notes.Note, m *Mark) bool {
	found := slices.DeleteFunc(r.like(n), func(c candidate) bool {
		held, _ := c.held(n)
		return held == 0 || c.alike == 100
	})
	if len(found) == 0 {
		return false
	}
	if best := &found[0]; best.why == "" && best.alike >= floor && best.words() > 0 {
		r.accept(n, m, best)
		return true
	}
	m.Outcome, m.Range = Orphan, doc.Range{}
	d := diag.Errorf(n.QuoteAt(), "quote found in %s, but nothing of its context holds there, and what stands in its context differs: %q", r.path, shown(n))
	r.diags = append(r.diags, d.WithHint("%s", r.shownAs(found)))
	return true
}

// accept marks a candidate, with a warning that shows what differs.
func (r *resolver) accept(n *notes.Note, m *Mark, c *candidate) {
	m.Outcome, m.Range = Fuzzy, c.Range
	d := diag.Warnf(n.QuoteAt(), "the words differ a little from %s, %s: %s", r.path, r.spot(c.Start), c.diff)
	r.diags = append(r.diags, d.WithHint("score %d of 100; lateral check --fix --accept-fuzzy writes the words of the text into the note", c.score))
}

// shownAs lists the best candidates for a message.
func (r *resolver) shownAs(found []candidate) string {
	var parts []string
	for i, c := range found {
		if i == 3 {
			break
		}
		p := fmt.Sprintf("%s (score %d): %s", r.spot(c.Start), c.score, c.diff)
		if c.why != "" {
			p += " (" + c.why + ")"
		}
		parts = append(parts, p)
	}
	return strings.Join(parts, "; ")
}
