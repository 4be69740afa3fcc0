package corpus

import (
	"path"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/doc"
	"github.com/lateral-reader/lateral/internal/markdown"
	"github.com/lateral-reader/lateral/internal/notes"
	"github.com/lateral-reader/lateral/internal/words"
)

// Prose is Markdown of ours, in the language of the site, with its links resolved.
type Prose struct {
	Links Links // of the Link and Wiki spans

	text string                   // read when it is asked for; "" where it was read while linking
	body atomic.Pointer[doc.Body] // nil: not read
}

// Body is the text with its structure; without lines of the file, which only its links have. It is safe for concurrent use.
func (p *Prose) Body() *doc.Body {
	if b := p.body.Load(); b != nil {
		return b
	}
	r, _ := markdown.Parse([]byte(p.text), markdown.Options{})
	p.body.CompareAndSwap(nil, kept(r.Body, p.text))
	return p.body.Load()
}

// kept is a body to keep, with what it was read from.
func kept(b doc.Body, text string) *doc.Body {
	if b.Text == text {
		b.Text = text // one string less
	}
	return &b
}

// Links are the resolved links of a text in the order of their spans. Most texts have one or none, so it is no map.
type Links []SpanLink

// SpanLink is where a span leads.
type SpanLink struct {
	Span int // index
	Ref  Ref
}

// At is where the span with an index leads, if that was found.
func (ls Links) At(span int) (Ref, bool) {
	i, ok := slices.BinarySearchFunc(ls, span, func(l SpanLink, span int) int { return l.Span - span })
	if !ok {
		return Ref{}, false
	}
	return ls[i].Ref, true
}

// prose reads all Markdown of ours and the links of the sources' texts, and enters every link at both ends.
func (l *linker) prose() {
	c := l.c
	c.License = l.text(c.Config.License, "", Ref{}, true)
	c.About = l.text(c.Config.About, "", Ref{}, true)
	c.Contact = l.text(c.Config.Contact, "", Ref{}, true)
	for _, col := range c.Collections {
		col.Intro = l.text(col.Body, path.Dir(col.Path), Ref{Collection: col}, true)
	}
	for _, id := range keys(c.topics) {
		t := c.topics[id]
		t.Prose = l.text(t.About, "", Ref{Topic: t}, !t.Hidden)
	}
	for _, id := range keys(c.claims) {
		cl := c.claims[id]
		cl.Prose = l.text(cl.About, "", Ref{Claim: cl}, !cl.Hidden)
	}
	for _, s := range c.Speakers {
		s.Prose = l.text(s.About, "", Ref{Voice: c.voices[s.ID]}, true)
	}
	for _, o := range c.Outlets {
		o.Prose = l.text(o.About, "", Ref{Voice: c.voices[o.ID]}, true)
	}
	for _, id := range keys(c.assigns) {
		a := c.assigns[id]
		a.Prose = l.text(a.Body, path.Dir(a.Path), Ref{Assignment: a}, !a.Hidden)
	}
	l.atOnce(l.sorted, func(l *linker, _ int) { l.proseOf(l.owner) })
}

// proseOf reads the links of a source's text and the Markdown of its notes.
func (l *linker) proseOf(s *Source) {
	l.sourceLinks(s)
	texts := 0
	for _, n := range s.all {
		if !blank(n.Note.Prose()) {
			texts++
		}
	}
	if texts == 0 {
		return
	}
	room, dir := make([]Prose, texts), path.Dir(s.Path) // one thing to the garbage collector
	for _, n := range s.all {
		if p := n.Note.Prose(); !blank(p) {
			n.Prose, room = &room[0], room[1:]
			l.read(n.Prose, p, dir, Ref{Note: n}, n.had())
		}
	}
}

func blank(p notes.Prose) bool { return strings.TrimSpace(p.Text) == "" }

// had reports whether the edition has the note in its place.
func (n *Note) had() bool { return n.Shown && n.Number > 0 }

// text reads one piece of Markdown into a Prose of its own; nil where it is blank.
func (l *linker) text(p notes.Prose, dir string, from Ref, shown bool) *Prose {
	if blank(p) {
		return nil
	}
	out := new(Prose)
	l.read(out, p, dir, from, shown)
	return out
}

// read reads one piece of Markdown. from says where it stands, for backlinks; shown, whether the edition has it. Markdown that holds no
// bracket has no links, and is only read when a page asks for it.
func (l *linker) read(out *Prose, p notes.Prose, dir string, from Ref, shown bool) {
	line := max(p.At.Line-1, 0)
	if p.At.Column > 1 && strings.Contains(p.Text, "\n") {
		line++ // a block of YAML begins below its key
	}
	if len(p.Text) < 2000 && !strings.ContainsAny(p.Text, "[<") {
		out.text = p.Text
		return
	}
	opts := markdown.Options{File: p.At.File, Line: line, Wiki: l.words}
	l.reading = out
	r, ds := markdown.Parse([]byte(p.Text), opts)
	for _, d := range ds {
		l.report(d)
	}
	out.body.Store(kept(r.Body, p.Text))
	for i, sp := range r.Spans {
		var ref Ref
		var ok bool
		at := diag.Place{File: p.At.File, Line: int(sp.Line)}
		before := len(l.diags)
		switch sp.Kind {
		case doc.Wiki:
			if ref, ok = l.resolve(sp.To, at); !ok {
				for j := range l.diags[before:] {
					l.diags[before+j].Place = linkAt(p, at, line, sp.To)
				}
			}
		case doc.Link:
			var is bool
			if ref, is, ok = l.markdownLink(sp.To, dir, at); !is && !IsOutward(sp.To) {
				l.errorf(at, "the link to %q leads nowhere: write a web address, a source's .md file or [[id]]", sp.To)
			}
		}
		if !ok {
			continue
		}
		out.Links = append(out.Links, SpanLink{i, ref})
		if l.owner == nil { // for the others see Source.speaksOf
			ref.Voice.spoken(!shown, 1)
		}
		if shown && !from.IsZero() {
			l.backlink(ref, Backlink{From: from, Sentence: out.sentence(i, l.c.Config.Lang)})
		}
	}
}

// linkAt is where a link [[to]] stands in a text of ours, whose first line comes after so many of the file. In YAML it is where the value stands that holds
// it, where that is one line, as its quotation marks are not known.
func linkAt(p notes.Prose, at diag.Place, before int, to string) diag.Place {
	if p.At.Column > 1 {
		if !strings.Contains(p.Text, "\n") {
			at.Column = p.At.Column
		}
		return at
	}
	n := before
	for text := range strings.Lines(p.Text) {
		n++
		if i := strings.Index(text, "[["+to); i >= 0 && n >= at.Line {
			at.Line, at.Column = n, i+1
			break
		}
	}
	return at
}

// words is how a link without words of its own reads in this edition.
func (l *linker) words(ref string) string {
	n := len(l.diags)
	r, ok := l.resolve(ref, diag.Place{})
	l.diags = l.diags[:n] // whoever resolves the link reports it, with its place
	switch {
	case !ok:
		return ref
	case r.Note != nil && !r.Shown() && !r.Note.Source.Hidden:
		return r.Note.Source.Title // as in an edition without notes, whose readers are sent to the text
	case !r.Shown():
		return "(not in this edition)"
	}
	return r.Words()
}

// sentence is the words of the sentence around a span.
func (p *Prose) sentence(span int, lang string) string {
	b := p.Body()
	at := b.Spans[span].Range
	leaf := b.LeafAt(at.Start)
	if leaf == nil {
		return ""
	}
	for _, w := range words.Sentences(b.Text[leaf.Range.Start:leaf.Range.End], lang) {
		if at.Start < leaf.Range.Start+w[1] {
			return b.Text[leaf.Range.Start+w[0] : leaf.Range.Start+w[1]]
		}
	}
	return ""
}
