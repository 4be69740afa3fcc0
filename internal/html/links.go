package html

import (
	"bytes"
	"html/template"
	"path"
	"strings"

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

// linking makes the links of a page.
type linking struct {
	from   string // path of the page
	*paper        // for the links; nil where each is a string of its own
}

// Links to what pages link to most. No path is made on the way, which would be garbage at once.
func (l linking) toSource(s *corpus.Source) string {
	return l.rel(s.Coll.ID, "/sources/", s.ID, ".html")
}
func (l linking) toClaim(c *corpus.Claim) string {
	return l.rel(c.Coll.ID, "/claims/", c.ID, ".html")
}
func (l linking) toSpeaker(s *corpus.Speaker) string { return l.rel("speakers/", s.ID, ".html") }
func (l linking) toOutlet(o *corpus.Outlet) string   { return l.rel("outlets/", o.ID, ".html") }

// toVoice leads to the page of a speaker, an outlet or a source.
func (l linking) toVoice(v *corpus.Voice) string {
	switch {
	case v == nil:
		return l.rel("")
	case v.Speaker != nil:
		return l.toSpeaker(v.Speaker)
	case v.Outlet != nil:
		return l.toOutlet(v.Outlet)
	}
	return l.toSource(v.Source)
}

// party is a link to whoever holds or passes on; one described where he stands has words alone.
func (l linking) party(p corpus.Party) Link {
	link := Link{Text: p.Name()}
	if v := p.Voice; v != nil {
		link.Href = l.toVoice(v)
	}
	return link
}

// The same for a page without paper.
func toSource(from string, s *corpus.Source) string   { return linking{from: from}.toSource(s) }
func toClaim(from string, c *corpus.Claim) string     { return linking{from: from}.toClaim(c) }
func toSpeaker(from string, s *corpus.Speaker) string { return linking{from: from}.toSpeaker(s) }
func toOutlet(from string, o *corpus.Outlet) string   { return linking{from: from}.toOutlet(o) }
func rel(from string, pieces ...string) string        { return linking{from: from}.rel(pieces...) }

// toMark leads to a note's passage in the text, or to the note where the edition does not show the text.
func (s *site) toMark(from string, n *corpus.Note) string { return s.markOn(linking{from: from}, n) }

func (s *site) markOn(page linking, n *corpus.Note) string {
	sign := "#n-"
	if n.Outcome.Placed() && s.open(n) {
		sign = "#m-"
	}
	return page.rel(n.Source.Coll.ID, "/sources/", n.Source.ID, ".html", sign, n.ID)
}

// rel is the link to another page, whose path may come in pieces: a relative one, with its fragment.
func (l linking) rel(pieces ...string) string {
	const upward = 24  // bytes before the target, for what leads up
	var room [256]byte // most links are shorter, and only the string is kept
	to := room[:upward]
	for _, p := range pieces {
		to = append(to, p...)
	}
	target := to[upward:]
	end := bytes.IndexByte(target, '#')
	if end < 0 {
		end = len(target)
	}
	if end == 0 || string(target[:end]) == l.from {
		if end == len(target) {
			return path.Base(l.from)
		}
		return l.keep(target[end:])
	}
	same := 0 // length of the folders that both are in
	for i := 0; i < len(l.from) && i < end && l.from[i] == target[i]; i++ {
		if l.from[i] == '/' {
			same = i + 1
		}
	}
	at, up := upward+same, strings.Count(l.from[same:], "/")
	for ; up > 0 && at >= len("../"); up-- {
		at -= len("../")
		copy(to[at:], "../")
	}
	return strings.Repeat("../", up) + l.keep(to[at:])
}

// refPath is where a reference leads; "" where the edition does not have it. For a note that it does not have, the source stands in.
func (s *site) refPath(r corpus.Ref) string {
	switch {
	case r.Note != nil && !r.Shown() && !r.Note.Source.Hidden:
		return sourcePath(r.Note.Source)
	case !r.Shown():
		return ""
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
		if n.Sentence() == addr || n.Block() == addr {
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

// prose writes Markdown of ours on a page.
func (s *site) prose(p *corpus.Prose, from string) template.HTML {
	if p == nil {
		return ""
	}
	b := p.Body()
	return markup.New(b, nil, markup.Options{Lang: s.Config.Lang, HeadingShift: 1, Link: s.linker(p.Links, from)}).Blocks(0, len(b.Blocks))
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
	return markup.New(b, nil, markup.Options{Lang: s.Config.Lang, Link: s.linker(p.Links, from)}).Blocks(0, 1)
}

// linker resolves the links of a text for a page.
func (s *site) linker(links corpus.Links, from string) func(int, doc.Span) markup.Link {
	return func(i int, sp doc.Span) markup.Link { return s.leadsTo(linking{from: from}, links, i, sp) }
}

// leadsTo resolves one of them.
func (s *site) leadsTo(page linking, links corpus.Links, i int, sp doc.Span) markup.Link {
	if ref, ok := links.At(i); ok {
		if p := s.refPath(ref); p != "" {
			return markup.Link{Href: page.rel(p)}
		}
		return markup.Link{}
	}
	if sp.Kind == doc.Link && corpus.IsOutward(sp.To) {
		return markup.Link{Href: sp.To, External: true}
	}
	return markup.Link{}
}
