package html

import (
	"slices"
	"strings"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/doc"
	"github.com/lateral-reader/lateral/internal/search"
	"github.com/lateral-reader/lateral/internal/words"
)

// unit makes a unit of the index.
func (s *site) unit(f found, u *search.Unit) {
	switch {
	case f.src != nil:
		s.sourceUnit(f, u)
	case f.claim != nil:
		cl := f.claim
		u.Path, u.Title, u.About = claimPath(cl), cl.Words, cl.Type
		u.Tags = append(u.Tags, search.CollectionTag(cl.Coll.ID), search.ClaimTag(cl.ID))
		s.proseBlocks(u, cl.Prose)
	case f.speaker != nil:
		sp := f.speaker
		u.Path, u.Title = speakerPath(sp), sp.Label()
		of := sp.OfWords
		if sp.Of != nil {
			of = voiceName(sp.Of)
		}
		u.About = strings.Join(slices.DeleteFunc([]string{sp.Role, of}, func(t string) bool { return t == "" }), ", ")
		u.Tags = append(u.Tags, search.SpeakerTag(sp.ID))
		for _, line := range append([]string{u.About}, sp.Aliases...) {
			textBlock(u, line, s.Config.Lang)
		}
		s.proseBlocks(u, sp.Prose)
	case f.outlet != nil:
		o := f.outlet
		u.Path, u.Title, u.About = outletPath(o), o.Name, o.Country
		s.proseBlocks(u, o.Prose)
	}
}

// proseBlocks enters a text of ours.
func (s *site) proseBlocks(u *search.Unit, p *corpus.Prose) {
	if p == nil {
		return
	}
	b := p.Body()
	for _, l := range b.Leaves() {
		textBlock(u, b.Text[l.Range.Start:l.Range.End], s.Config.Lang)
	}
}

func textBlock(u *search.Unit, text, lang string) {
	if text != "" {
		u.Blocks = append(u.Blocks, search.Block{Speaker: -1, Text: text, Sentences: sentencesIn(u, text, lang)})
	}
}

func sentencesIn(u *search.Unit, text, lang string) [][2]int {
	return u.Sentences(func(to [][2]int) [][2]int { return words.AppendSentences(to, text, lang) })
}

// person gives somebody's index among the speakers of a unit, and tags the unit with him; -1 where a page of his is not known.
func (s *site) person(u *search.Unit, id string) int {
	sp := s.speaker(id)
	if sp == nil || sp.Hidden {
		return -1
	}
	if i := slices.IndexFunc(u.Speakers, func(p search.Person) bool { return p.ID == id }); i >= 0 {
		return i
	}
	u.Tags = append(u.Tags, search.SpeakerTag(id))
	u.Speakers = append(u.Speakers, search.Person{ID: id, Name: sp.Label()})
	return len(u.Speakers) - 1
}

// sourceUnit enters the blocks of a source that the edition shows, or else those of its head, and the notes.
func (s *site) sourceUnit(f found, u *search.Unit) {
	src := f.src
	u.Path, u.Title, u.About, u.Date = sourcePath(src), src.Title, outletWords(src), dateWords(src.Date())
	u.Lang = langOf(src, s.Config.Lang)
	u.Tags = append(u.Tags, search.CollectionTag(src.Coll.ID), search.SourceTag(src.ID))
	shows, first, end, whole := s.ShowsText(src), 0, 0, true
	first, end = f.reach()
	var room [400]doc.Range // most texts have fewer sentences
	at := room[:0]
	leaf := 0
	doc.Walk(src.Doc.Blocks, func(b *doc.Block) {
		if !b.Kind.Leaf() {
			return
		}
		leaf++
		head := b.Kind == doc.Headline || b.Kind == doc.Subtitle
		addr := b.Address()
		if leaf <= f.from || f.to >= 0 && leaf > f.to || addr == "" || !shows && !head {
			whole = false
			return
		}
		text := src.Doc.Text[b.Range.Start:b.Range.End]
		block := search.Block{Addr: addr, Speaker: -1, Title: head, Text: text, Sentences: sentencesIn(u, text, src.Doc.Lang)}
		if !head {
			block.Speaker = s.person(u, src.DefaultSpeaker(b.Range.Start))
		}
		for _, r := range block.Sentences {
			at = append(at, doc.Range{Start: b.Range.Start + r[0], End: b.Range.Start + r[1]})
		}
		u.Blocks = append(u.Blocks, block)
	})
	if whole {
		s.foundAround(src, at)
	}
	for _, n := range src.Notes {
		if f.holds(n, first, end) {
			u.Notes = append(u.Notes, s.searchNote(n, u, at))
		}
	}
}

// utf16Len is the length of a text as JavaScript counts it.
func utf16Len(t string) (n int) {
	for _, r := range t {
		if n++; r > 0xffff {
			n++
		}
	}
	return n
}

// touched are the sentences, in order, that share a byte with a range.
func touched(at []doc.Range, r doc.Range) (first, end int) {
	first, _ = slices.BinarySearchFunc(at, r.Start+1, func(s doc.Range, behind int) int { return s.End - behind })
	for end = first; end < len(at) && at[end].Overlaps(r); end++ {
	}
	return first, end
}

// searchNote is a note as the index has it: our words, and of the passage what the pages print where the text is not shown.
func (s *site) searchNote(n *corpus.Note, u *search.Unit, at []doc.Range) search.Note {
	out := search.Note{ID: n.ID, Sign: n.Kind.Letter + stanceLetter(n), Speaker: -1, First: -1}
	switch h := n.Holder; {
	case h.Voice != nil:
		out.Speaker = s.person(u, h.Voice.ID)
	case h.Inline != nil:
		out.Speaker = len(u.Speakers)
		u.Speakers = append(u.Speakers, search.Person{Name: partyWords(*h)})
	}
	if n.Claim != nil {
		out.Claim = n.Claim.ID
		u.Tags = append(u.Tags, search.ClaimTag(n.Claim.ID))
	}
	if l := stanceLetter(n); l != "" {
		u.Tags = append(u.Tags, search.StanceTag(l))
	}
	open := n.Outcome.Placed() && s.open(n)
	if open {
		last := doc.Range{}
		if first, end := touched(at, n.Range); first < end {
			out.First, out.Count, last = first, end-first, at[end-1]
		}
		if t := n.Source.Doc.Text; out.First >= 0 && (n.Range.Start > at[out.First].Start || n.Range.End < last.End) {
			out.From = utf16Len(t[at[out.First].Start:max(n.Range.Start, at[out.First].Start)])
			out.To = utf16Len(t[last.Start:min(n.Range.End, last.End)])
		}
	}
	out.Lines = u.Lines(func(to []string) []string {
		switch {
		case !open:
			to = append(to, ourWords(n))
			if e := s.excerpt(n); e.Words != "" {
				to, out.Quotes = append(to, e.Words), true
			}
		case n.Says != "":
			to = append(to, n.Says)
		case n.Kind.Name == "wording":
			to = append(to, ourWords(n))
		}
		if n.Prose == nil {
			return to
		}
		var room [16][2]int
		b := n.Prose.Body()
		doc.Walk(b.Blocks, func(l *doc.Block) {
			if !l.Kind.Leaf() {
				return
			}
			text := b.Text[l.Range.Start:l.Range.End]
			for _, r := range words.AppendSentences(room[:0], text, s.Config.Lang) {
				to = append(to, text[r[0]:r[1]])
			}
		})
		return to
	})
	return out
}
