package html

import (
	"github.com/lateral-reader/lateral/internal/corpus"
)

// mention is a text that links here, with the sentence that does.
type mention struct {
	Link
	Kind     string // what the text is
	Sentence string
	Lang     string // of the sentence where it is a source's own; "" where it is ours
}

// mentions lists what links to a page, in the order of the corpus; what the edition does not have is left out.
func (s *site) mentions(from string, bs []corpus.Backlink) []mention {
	if len(bs) == 0 {
		return nil
	}
	out := make([]mention, 0, len(bs))
	for i := range bs {
		b := &bs[i]
		href := s.toRef(linking{from: from}, b.From)
		if href == "" {
			continue
		}
		m := mention{Link: Link{Href: href, Text: b.From.Words()}, Sentence: b.Sentence}
		m.Kind = refKind(b.From)
		if n := b.From.Note; n != nil {
			m.Text = n.Source.Title
		}
		if b.From.Source != nil {
			m.Lang = langOf(b.From.Source, s.Config.Lang)
		}
		out = append(out, m)
	}
	return out
}

// toRef is a link to what refPath gives; "" where it gives none. Most of what links to something are notes, sources and claims.
func (s *site) toRef(page linking, r corpus.Ref) string {
	switch {
	case r.Note != nil && r.Shown():
		return page.rel(r.Note.Source.Coll.ID, "/sources/", r.Note.Source.ID, ".html#n-", r.Note.ID)
	case r.Claim != nil && r.Shown():
		return page.toClaim(r.Claim)
	}
	if to := s.refPath(r); to != "" {
		return page.rel(to)
	}
	return ""
}

// refKind names what a reference leads to.
func refKind(r corpus.Ref) string {
	switch {
	case r.Note != nil:
		return "a note on"
	case r.Collection != nil:
		return "collection"
	case r.Source != nil:
		return "source"
	case r.Topic != nil:
		return "topic"
	case r.Claim != nil:
		return "claim"
	case r.Assignment != nil:
		return "assignment"
	case r.Voice != nil && r.Voice.Outlet != nil:
		return "outlet"
	case r.Voice != nil && r.Voice.Source != nil:
		return "source"
	}
	return "speaker"
}
