package html

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/doc"
	"github.com/lateral-reader/lateral/internal/words"
)

// Excerpt is what a page may print of a note's passage. Every page that prints words of a source outside its own text takes them from
// here, so that what may be shown is decided once.
type Excerpt struct {
	Before string // the sentence before the passage, with its space; "" where the edition does not show the text
	Words  string // the passage; ends with " […]" where Cut; "" where the note has none, or where Near stands for it
	After  string // the sentence after the passage
	Cut    bool   // the passage is longer than the limit
	Bare   bool   // the passage begins or ends with a quotation mark of its own, so that it gets none of ours
	// Near is a note of the same source whose excerpt overlaps or touches this passage and leaves it no room: the two together would give
	// away more words in one run than the limit allows, so that these are not printed anywhere.
	Near     *corpus.Note
	OurWords string // a sentence of ours that says what the passage does; never ""
}

// ellipsis stands for words that are left out.
const ellipsis = " […]"

// excerpt is what the edition may print of a note's passage.
func (s *site) excerpt(n *corpus.Note) Excerpt {
	e := s.printed(n)
	e.OurWords = ourWords(n)
	return e
}

// printed is an excerpt without OurWords.
func (s *site) printed(n *corpus.Note) Excerpt {
	e := s.passageOf(n)
	if e.Near == nil && n.Outcome.Placed() && s.open(n) {
		t, r, around := n.Source.Doc.Text, n.Range, s.around(n)
		e.Before, e.After = flat(t[around.Start:r.Start]), flat(t[r.End:around.End])
	}
	return e
}

// passageOf is an excerpt with nothing around the passage.
func (s *site) passageOf(n *corpus.Note) (e Excerpt) {
	w := s.withheld(n.Source)
	switch t := n.Source.Doc.Text; {
	case w.near[n] != nil:
		e.Near = w.near[n]
	case n.Outcome.Placed() && s.open(n):
		e.Words = flat(t[n.Range.Start:n.Range.End])
	case n.Outcome.Placed():
		r := w.part[n]
		e.Words, e.Cut = flat(t[r.Start:r.End]), r != n.Range
	default:
		e.Words, e.Cut = s.quoted(n)
	}
	e.Bare = hasMarks(e.Words)
	if e.Cut {
		e.Words += ellipsis
	}
	return e
}

// hasMarks reports whether a text begins or ends with a quotation mark; a single one may be an apostrophe.
func hasMarks(t string) bool {
	first, _ := utf8.DecodeRuneInString(t)
	last, _ := utf8.DecodeLastRuneInString(t)
	return strings.ContainsRune(quotationMarks, first) || strings.ContainsRune(quotationMarks, last)
}

const quotationMarks = "“”„\"«»「」『』"

// short makes an excerpt one with at most so many words on either side of the passage.
func (d *desk) short(e *Excerpt, most int) {
	if extra := words.Count(e.Before) - most; extra > 0 {
		first, _ := words.Cut(e.Before, extra)
		e.Before = d.join("… ", strings.TrimLeft(e.Before[len(first):], " ,;:.–—-)”’"))
	}
	if kept, cut := words.Cut(e.After, most); cut {
		e.After = d.join(kept, " …")
	}
}

// open reports whether the words around a note's passage may be shown: the edition shows the text, or it is the headline or subtitle, which
// are never restricted.
func (s *site) open(n *corpus.Note) bool {
	return s.ShowsText(n.Source) || n.Range.End <= headEnd(n.Source)
}

// headEnd is where the headline and the subtitle end in the text.
func headEnd(src *corpus.Source) int {
	if n := headBlocks(src); n > 0 {
		return src.Doc.Blocks[n-1].Range.End
	}
	return 0
}

// limited is as much of a passage as one excerpt may print, whatever stands around it.
func (s *site) limited(n *corpus.Note) doc.Range {
	kept, cut := words.Cut(n.Source.Doc.Text[n.Range.Start:n.Range.End], s.Config.ExcerptWords)
	if !cut {
		return n.Range
	}
	return doc.Range{Start: n.Range.Start, End: n.Range.Start + len(kept)}
}

// quoted is the passage of a note whose text is not here, in the note's own words for it.
func (s *site) quoted(n *corpus.Note) (string, bool) {
	q := n.Quote
	if n.From != "" {
		q = n.From + " … " + n.To
	}
	q = strings.Join(strings.Fields(q), " ")
	if s.Edition.FullText || !n.Source.Restricted() {
		return q, false
	}
	return words.Cut(q, s.Config.ExcerptWords)
}

// withheld is how much of each passage of a restricted text is printed, settled for all pages together: no page, and no two pages together, give
// away more words in one run than the limit.
type withheld struct {
	near map[*corpus.Note]*corpus.Note // see Excerpt.Near
	part map[*corpus.Note]doc.Range    // what is printed of the others
}

// nothingWithheld is of the sources that may be shown.
var nothingWithheld = &withheld{}

func (s *site) withheld(src *corpus.Source) *withheld {
	if s.Edition.FullText || !src.Restricted() {
		return nothingWithheld
	}
	if w, ok := s.allWithheld.Load(src); ok {
		return w.(*withheld)
	}
	w := &withheld{map[*corpus.Note]*corpus.Note{}, map[*corpus.Note]doc.Range{}}
	if src.HasText {
		s.withholdPlaced(src, w)
	} else {
		s.withholdQuoted(src, w)
	}
	s.allWithheld.Store(src, w)
	return w
}

// fewWords is the least of a passage that is worth printing where the rest must be left out.
const fewWords = 3

// withholdPlaced goes over the passages in text order and keeps the run of words that the excerpts so far give away at its end. A
// passage that overlaps or touches it is cut where the run gets too long.
func (s *site) withholdPlaced(src *corpus.Source, w *withheld) {
	t := src.Doc.Text
	var run doc.Range
	var last *corpus.Note // whose excerpt ends the run
	for _, n := range src.Notes {
		if !n.Outcome.Placed() || s.open(n) {
			continue
		}
		r := s.limited(n)
		if last == nil || r.Start > run.End && words.Has(t[run.End:r.Start]) {
			w.part[n], run, last = r, r, n
			continue
		}
		kept, _ := words.Cut(t[run.Start:max(run.End, r.End)], s.Config.ExcerptWords)
		end := min(r.End, run.Start+len(kept))
		if end < r.End && (end <= r.Start || words.Count(t[r.Start:end]) < fewWords) {
			w.near[n] = last
			continue
		}
		w.part[n] = doc.Range{Start: r.Start, End: end}
		if end > run.End {
			run.End, last = end, n
		}
	}
}

// withholdQuoted does the same where only quotes are here: two of a paragraph are taken to overlap where one ends with the two or more
// words that the other begins with.
func (s *site) withholdQuoted(src *corpus.Source, w *withheld) {
	type printed struct {
		n   *corpus.Note
		run []string
	}
	var runs []printed
	for _, n := range src.Notes {
		q, _ := s.quoted(n)
		ws := strings.Fields(words.Same(q))
		if len(ws) == 0 || n.From != "" || n.Outcome.Placed() {
			continue
		}
		kept := printed{n, ws}
		for _, p := range runs {
			if p.n.Block() != n.Block() {
				continue
			}
			if both := join(p.run, ws); both != nil && words.Count(strings.Join(both, " ")) > s.Config.ExcerptWords {
				w.near[n] = p.n
			} else if len(both) > len(kept.run) {
				kept.run = both
			}
		}
		if w.near[n] == nil {
			runs = append(runs, kept)
		}
	}
}

// join gives the words of two runs that overlap, in either order, as one; nil where they do not.
func join(a, b []string) []string {
	for range 2 {
		for k := min(len(a), len(b)); k > 1; k-- {
			if strings.Join(a[len(a)-k:], " ") == strings.Join(b[:k], " ") {
				return append(append([]string(nil), a...), b[k:]...)
			}
		}
		a, b = b, a
	}
	return nil
}

// figureText is the words of a figure as far as the edition may print them: those of a restricted text only where its passage is printed.
func (s *site) figureText(n *corpus.Note, said string) string {
	if s.Edition.FullText || !n.Source.Restricted() || n.Outcome.Placed() && s.open(n) {
		return said
	}
	kept, cut := words.Cut(said, s.Config.ExcerptWords)
	e := s.excerpt(n)
	switch {
	case (e.Cut || e.Near != nil) && !strings.Contains(words.Same(e.Words), words.Same(said)):
		return strings.TrimSpace(ellipsis)
	case cut:
		return kept + ellipsis
	}
	return said
}

// flat prints a stretch of a text on one line: block borders and cells are spaces.
func flat(t string) string { return strings.ReplaceAll(strings.ReplaceAll(t, "\n", " "), "\t", " ") }

// ourWords says in a sentence of ours what the passage of a note does.
func ourWords(n *corpus.Note) string {
	if n.Says != "" {
		return n.Says
	}
	switch {
	case n.Kind.Name == "claim" && n.Put == "declined":
		return capital(partyWords(*n.Holder)) + " was asked and took no side: " + n.Claim.Words
	case n.Kind.Name == "claim":
		return capital(partyWords(*n.Holder)) + " " + stanceOf(n) + ": " + n.Claim.Words
	case n.Kind.Name == "evidence":
		return "Offered as evidence " + sideWords[n.Side] + " this claim: " + n.Claim.Words
	case n.Kind.Name == "wording":
		return "A neutral report would say: " + n.Neutral
	case n.Kind.Name == "context":
		return "Something to know here."
	case n.Kind.Name == "prompt":
		return "Something to ask here."
	}
	return missing(n) + "."
}

// missing words what a gap lacks: "Missing: a voice, an answer".
func missing(n *corpus.Note) string {
	var ws []string
	for _, m := range n.Missing {
		ws = append(ws, missingWords[m])
	}
	return "Missing: " + strings.Join(ws, ", ")
}

func capital(t string) string {
	if t == "" {
		return ""
	}
	r, w := utf8.DecodeRuneInString(t)
	return string(unicode.ToUpper(r)) + t[w:]
}
