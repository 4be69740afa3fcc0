package html

import (
	"html/template"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/doc"
	"github.com/lateral-reader/lateral/internal/markup"
)

// Where pages stand, from the top of the output.
func collectionPath(c *corpus.Collection) string { return c.ID + "/index.html" }
func claimsPath(c *corpus.Collection) string     { return c.ID + "/claims/index.html" }
func sourcePath(s *corpus.Source) string         { return s.Coll.ID + "/sources/" + s.ID + ".html" }
func claimPath(c *corpus.Claim) string           { return c.Coll.ID + "/claims/" + c.ID + ".html" }
func speakerPath(s *corpus.Speaker) string       { return "speakers/" + s.ID + ".html" }
func outletPath(o *corpus.Outlet) string         { return "outlets/" + o.ID + ".html" }
func assignmentPath(a *corpus.Assignment) string { return a.Coll.ID + "/assignments/" + a.ID + ".html" }
func topicPath(t *corpus.Topic) string           { return collectionPath(t.Coll) + "#t-" + t.ID }
func notePath(n *corpus.Note) string             { return sourcePath(n.Source) + "#n-" + n.ID }

// voicePath is the page of a speaker, an outlet or a source.
func voicePath(v *corpus.Voice) string {
	switch {
	case v == nil:
		return ""
	case v.Speaker != nil:
		return speakerPath(v.Speaker)
	case v.Outlet != nil:
		return outletPath(v.Outlet)
	}
	return sourcePath(v.Source)
}

// Links from a page to what pages link to most. No path is made on the way, which would be garbage at once.
func toSource(from string, s *corpus.Source) string {
	return rel(from, s.Coll.ID, "/sources/", s.ID, ".html")
}
func toClaim(from string, c *corpus.Claim) string {
	return rel(from, c.Coll.ID, "/claims/", c.ID, ".html")
}
func toSpeaker(from string, s *corpus.Speaker) string { return rel(from, "speakers/", s.ID, ".html") }
func toOutlet(from string, o *corpus.Outlet) string   { return rel(from, "outlets/", o.ID, ".html") }

// toVoice leads to the page of a speaker, an outlet or a source.
func toVoice(from string, v *corpus.Voice) string {
	switch {
	case v == nil:
		return rel(from, "")
	case v.Speaker != nil:
		return toSpeaker(from, v.Speaker)
	case v.Outlet != nil:
		return toOutlet(from, v.Outlet)
	}
	return toSource(from, v.Source)
}

// toMark leads to a note's passage in the text, or to the note where the edition does not show the text.
func (s *site) toMark(from string, n *corpus.Note) string {
	sign := "#n-"
	if n.Outcome.Placed() && s.open(n) {
		sign = "#m-"
	}
	return rel(from, n.Source.Coll.ID, "/sources/", n.Source.ID, ".html", sign, n.ID)
}

// refPath is where a reference leads; "" where the edition does not have it.
func (s *site) refPath(r corpus.Ref) string {
	if !r.Shown() {
		return ""
	}
	switch {
	case r.Note != nil:
		return notePath(r.Note)
	case r.Source != nil && r.Address != "":
		return s.passagePath(r.Source, r.Address)
	case r.Source != nil:
		return sourcePath(r.Source)
	case r.Collection != nil:
		return collectionPath(r.Collection)
	case r.Topic != nil:
		return topicPath(r.Topic)
	case r.Claim != nil:
		return claimPath(r.Claim)
	case r.Assignment != nil:
		return assignmentPath(r.Assignment)
	case r.Voice != nil:
		return voicePath(r.Voice)
	}
	return ""
}

// passagePath leads to a block or sentence; where the edition does not show the text, to a note that begins there, or to the page.
func (s *site) passagePath(src *corpus.Source, addr string) string {
	if s.ShowsText(src) || addr == "p0" || addr == "sub" && src.Subtitle != "" {
		return sourcePath(src) + "#" + addr
	}
	for _, n := range src.Notes {
		if n.Sentence == addr || n.Block == addr {
			return notePath(n)
		}
	}
	return sourcePath(src)
}

// to makes a link from a page to a reference, with the words of what it leads to.
func (s *site) to(from string, r corpus.Ref) Link {
	l := Link{Text: r.Words()}
	if p := s.refPath(r); p != "" {
		l.Href = rel(from, p)
	}
	return l
}

// party makes a link from a page to whoever holds or passes on; one described where he stands has words alone.
func (s *site) party(from string, p corpus.Party) Link {
	l := Link{Text: p.Name()}
	if v := p.Voice; v != nil {
		l.Href = toVoice(from, v)
	}
	return l
}

// prose writes Markdown of ours on a page.
func (s *site) prose(p *corpus.Prose, from string) template.HTML {
	if p == nil {
		return ""
	}
	b := p.Body()
	return markup.New(b, nil, markup.Options{Lang: p.Lang, HeadingShift: 1, Link: s.linker(p.Links, from)}).Blocks(0, len(b.Blocks))
}

// hasLinks reports whether Markdown of ours has links between pages, which are not the same on all.
func hasLinks(p *corpus.Prose) bool { return p != nil && len(p.Links) > 0 }

// opening writes the first block of Markdown of ours, where that is a paragraph.
func (s *site) opening(p *corpus.Prose, from string) template.HTML {
	if p == nil {
		return ""
	}
	b := p.Body()
	if len(b.Blocks) == 0 || b.Blocks[0].Kind != doc.Paragraph {
		return ""
	}
	return markup.New(b, nil, markup.Options{Lang: p.Lang, Link: s.linker(p.Links, from)}).Blocks(0, 1)
}

// linker resolves the links of a text for a page.
func (s *site) linker(links corpus.Links, from string) func(int, doc.Span) markup.Link {
	return func(i int, sp doc.Span) markup.Link {
		if ref, ok := links.At(i); ok {
			if p := s.refPath(ref); p != "" {
				return markup.Link{Href: rel(from, p)}
			}
			return markup.Link{}
		}
		if sp.Kind == doc.Link && corpus.IsOutward(sp.URL) {
			return markup.Link{Href: sp.URL, External: true}
		}
		return markup.Link{}
	}
}
