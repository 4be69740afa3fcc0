package webanno

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lateral-reader/lateral/internal/anchor"
	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/doc"
	"github.com/lateral-reader/lateral/internal/field"
	"github.com/lateral-reader/lateral/internal/notes"
	"github.com/lateral-reader/lateral/internal/words"
)

// anchor finds the passage: by its quote, else by what the annotation replies to, else by an address of ours in the fragment, p3 or p3s2. What has
// none of them is about the whole source. It reports false where the annotation was refused.
func (k *converter) anchor(a *Annotation, v *Converted, t Target) bool {
	switch {
	case t.Quote != "":
		return k.quote(a, v, t)
	case len(a.Replies) > 0:
		return k.reply(a, v)
	case t.Position:
		k.refuse(a, "a place that is counted in another page means nothing in this text: give a TextQuoteSelector", "the passage has a place but no quote")
		return false
	case v.Source.HasAddress(t.Fragment):
		return k.address(a, v, t.Fragment)
	}
	if t.Fragment != "" {
		a.left("the fragment #%s", t.Fragment)
		v.Left = slices.Clone(a.Left)
	}
	v.Note.Aim(notes.Target{Quote: v.Source.Title, Paragraph: "0"}) // what is said of the whole stands at its headline
	return true
}

// reply takes the passage of the nearest annotation that this one answers, and links to its note.
func (k *converter) reply(a *Annotation, v *Converted) bool {
	for _, id := range slices.Backward(a.Replies) {
		if i, ok := k.made[id]; ok {
			to := k.out[i]
			v.Note.Aim(to.Note.Target())
			v.Note.See = append(v.Note.See, field.Text{S: to.Source.ID + "#" + to.Note.ID})
			return true
		}
	}
	k.refuse(a, "", "this replies to an annotation that is not among those read")
	return false
}

// quote finds the passage by its words (Text Quote Selector). They are kept as they were given; the context is cut to whole words, as other tools
// count characters.
func (k *converter) quote(a *Annotation, v *Converted, t Target) bool {
	n, s := &v.Note, v.Source
	given := notes.Target{Quote: oneLine(t.Quote), Prefix: oneLine(wholeWords(t.Prefix, true)), Suffix: oneLine(wholeWords(t.Suffix, false))}
	if !s.HasText {
		k.refuse(a, "lay its text under with lateral attach", "the text of %s is not here, so the passage cannot be found", s.ID)
		return false
	}
	resolve := func(t notes.Target) (anchor.Mark, []diag.Diagnostic) {
		probe := notes.Note{Kind: notes.KindOf("context"), Origin: n.Origin}
		probe.Aim(t)
		marks, ds := anchor.Resolve(s.Doc, []notes.Note{probe}, true, path.Base(s.Path))
		return marks[0], ds
	}
	for _, try := range tries(s.Doc.Text, given) {
		m, _ := resolve(try)
		if !m.Outcome.Placed() {
			continue
		}
		if m.Outcome != anchor.Exact { // with a context that holds
			try = anchor.Describe(s.Doc, m.Range)
		} else if leaf := s.Doc.LeafAt(m.Range.Start); leaf != nil && leaf.Address() != "" {
			try.Paragraph = strings.TrimPrefix(leaf.Address(), "p")
		}
		if r := m.Range; words.Same(s.Doc.Text[r.Start:r.End]) != words.Same(t.Quote) {
			v.Left = append(v.Left, fmt.Sprintf("the quote as it was given: %q", oneLine(t.Quote)))
		}
		n.Aim(try)
		return true
	}
	_, ds := resolve(given)
	for _, d := range ds {
		k.refuse(a, d.Hint, "%s", d.Message)
	}
	return false
}

// tries are the target as it is, and with a quote that begins or ends inside a word made whole: a selection by mouse often does, and a note's quote
// has whole words.
func tries(text string, t notes.Target) []notes.Target {
	out := []notes.Target{t}
	at := strings.Index(text, t.Quote)
	if at < 0 || strings.Contains(text[at+1:], t.Quote) && t.Prefix+t.Suffix == "" {
		return out
	}
	letter := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }
	start, end := at, at+len(t.Quote)
	for start > 0 {
		r, w := utf8.DecodeLastRuneInString(text[:start])
		if !letter(r) {
			break
		}
		start -= w
	}
	for end < len(text) {
		r, w := utf8.DecodeRuneInString(text[end:])
		if !letter(r) {
			break
		}
		end += w
	}
	wider := t
	wider.Quote = oneLine(text[start:end])
	if start < at { // the half word that the prefix ends with is in the quote now
		wider.Prefix = strings.TrimRightFunc(strings.TrimRightFunc(t.Prefix, notSpace), unicode.IsSpace)
	}
	if end > at+len(t.Quote) {
		wider.Suffix = strings.TrimLeftFunc(strings.TrimLeftFunc(t.Suffix, notSpace), unicode.IsSpace)
	}
	return append(out, wider)
}

func notSpace(r rune) bool { return !unicode.IsSpace(r) }

// address anchors a note at an address of the text: a block's, p3, or a sentence's, p3s2.
func (k *converter) address(a *Annotation, v *Converted, addr string) bool {
	s := v.Source
	at := -1
	for off := range s.Doc.Text {
		if p := s.PlaceAt(off); p.Block() == addr || p.Sentence() == addr {
			at = off
			break
		}
	}
	if at < 0 {
		k.refuse(a, "", "no passage stands at #%s of %s", addr, s.ID)
		return false
	}
	r := s.Sentences(doc.Range{Start: at, End: at + 1})
	if leaf := s.Doc.LeafAt(at); leaf != nil && leaf.Address() == addr {
		r = leaf.Range
	}
	v.Note.Aim(anchor.Describe(s.Doc, r))
	return true
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// wholeWords takes the part of a word off the outer end of a context.
func wholeWords(s string, before bool) string {
	cut := strings.IndexFunc(s, unicode.IsSpace)
	if !before {
		cut = strings.LastIndexFunc(s, unicode.IsSpace)
	}
	switch {
	case cut < 0:
		return ""
	case before:
		return s[cut:]
	}
	return s[:cut]
}
