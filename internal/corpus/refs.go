package corpus

import (
	"cmp"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/doc"
	"github.com/lateral-reader/lateral/internal/field"
	"github.com/lateral-reader/lateral/internal/markdown"
	"github.com/lateral-reader/lateral/internal/notes"
	"github.com/lateral-reader/lateral/internal/words"
)

// Ref is what a link leads to: exactly one of the pointers is set, but for a passage, which has Source and Address.
type Ref struct {
	Collection *Collection
	Source     *Source
	Address    string // p3s2, with Source
	Note       *Note
	Topic      *Topic
	Claim      *Claim
	Voice      *Voice
	Assignment *Assignment
}

// IsZero reports whether the reference leads nowhere.
func (r Ref) IsZero() bool { return r == Ref{} }

// Shown reports whether the edition has what the reference leads to.
func (r Ref) Shown() bool {
	switch {
	case r.Note != nil:
		return r.Note.Shown
	case r.Source != nil:
		return !r.Source.Hidden
	case r.Topic != nil:
		return !r.Topic.Hidden
	case r.Claim != nil:
		return !r.Claim.Hidden
	case r.Assignment != nil:
		return !r.Assignment.Hidden
	case r.Voice != nil && r.Voice.Source != nil:
		return !r.Voice.Source.Hidden
	case r.Voice != nil && r.Voice.Speaker != nil:
		return !r.Voice.Speaker.Hidden
	case r.Voice != nil:
		return !r.Voice.Outlet.Hidden
	}
	return !r.IsZero()
}

// Words is how a link without words of its own reads. It stands inside sentences, so it brings no full stop.
func (r Ref) Words() string {
	switch {
	case r.Note != nil:
		return strings.TrimSuffix(cmp.Or(r.Note.Says, r.Note.Source.Title), ".")
	case r.Collection != nil:
		return r.Collection.Title
	case r.Source != nil:
		return r.Source.Title
	case r.Topic != nil:
		return r.Topic.Asks
	case r.Claim != nil:
		return strings.TrimSuffix(r.Claim.Words, ".")
	case r.Assignment != nil:
		return r.Assignment.Title
	case r.Voice != nil:
		return r.Voice.Name()
	}
	return ""
}

// Prose is Markdown of ours with its links resolved.
type Prose struct {
	Lang  string
	Links Links // of the Link and Wiki spans

	text string // read when it is asked for; "" where it was read while linking
	file string
	line int
	once sync.Once
	body doc.Body
}

// Body is the text with its structure. It is safe for concurrent use.
func (p *Prose) Body() *doc.Body {
	p.once.Do(func() {
		if p.text != "" {
			r, _ := markdown.Parse([]byte(p.text), markdown.Options{File: p.file, Line: p.line})
			p.body = r.Body
		}
	})
	return &p.body
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

// Backlink is a link as its target sees it.
type Backlink struct {
	From     Ref
	Sentence string // of our own texts, or of a source's text that the edition shows; else ""
}

var passageAddr = regexp.MustCompile(`^(?:p\d+(?:s\d+)?|sub(?:s\d+)?|h\d+(?:s\d+)?)$`)

// resolve finds what id, source#note or source#p3s2 leads to, or reports that there is nothing.
func (l *linker) resolve(ref string, at diag.Place) (Ref, bool) {
	id, frag, has := strings.Cut(ref, "#")
	c := l.c
	if has {
		place := c.sources[id]
		s := l.newest(place)
		if s == nil {
			l.unknown(field.Text{S: id, At: at}, "source", func() []string { return l.sourceIDs(nil) })
			return Ref{}, false
		}
		l.cite(place, frag)
		if n := s.note(frag); n != nil {
			return Ref{Note: n}, true
		}
		if passageAddr.MatchString(frag) {
			if s.HasText && !s.HasAddress(frag) {
				l.errorf(at, "%s has no passage %q", id, frag)
				return Ref{}, false
			}
			return Ref{Source: place, Address: frag}, true
		}
		var ids []string
		for _, n := range s.all {
			ids = append(ids, n.ID)
		}
		d := diag.Errorf(at, "%s has no note %q", id, frag)
		d.Hint = l.near(frag, func() []string { return ids })
		l.report(d)
		return Ref{}, false
	}
	switch {
	case c.colls[id] != nil:
		return Ref{Collection: c.colls[id]}, true
	case c.sources[id] != nil:
		return Ref{Source: c.sources[id]}, true
	case c.topics[id] != nil:
		return Ref{Topic: c.topics[id]}, true
	case c.claims[id] != nil:
		return Ref{Claim: c.claims[id]}, true
	case c.assigns[id] != nil:
		return Ref{Assignment: c.assigns[id]}, true
	case c.voices[id] != nil:
		return Ref{Voice: c.voices[id]}, true
	}
	d := diag.Errorf(at, "the link [[%s]] leads to nothing", ref)
	d.Hint = l.near(id, func() []string { return l.known })
	l.report(d)
	return Ref{}, false
}

// newest is the source as it will be.
func (l *linker) newest(s *Source) *Source {
	if f := l.fresh[s]; f != nil {
		return f
	}
	return s
}

// cite remembers that what is being read refers to a note or a passage of a source, found or not.
func (l *linker) cite(s *Source, frag string) {
	switch {
	case l.owner == nil:
		l.cites[s] = append(l.cites[s], cite{frag, l.reading})
	case l.owner.ID != s.ID && !slices.Contains(l.owner.cites, s):
		l.owner.cites = append(l.owner.cites, s)
	}
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
	for _, id := range keys(c.sources) {
		l.owner = c.sources[id]
		l.proseOf(l.owner)
	}
	l.owner = nil
}

// proseOf reads the links of a source's text and the Markdown of its notes.
func (l *linker) proseOf(s *Source) {
	l.sourceLinks(s)
	for _, n := range s.all {
		n.Prose = l.text(n.Note.Prose(), path.Dir(s.Path), Ref{Note: n}, n.had())
	}
}

// had reports whether the edition has the note in its place.
func (n *Note) had() bool { return n.Shown && n.Number > 0 }

// text reads one piece of Markdown. from says where it stands, for backlinks; shown, whether the edition has it. Markdown that holds no
// bracket has no links, and is only read when a page asks for it.
func (l *linker) text(p notes.Prose, dir string, from Ref, shown bool) *Prose {
	if strings.TrimSpace(p.Text) == "" {
		return nil
	}
	line := max(p.At.Line-1, 0)
	if p.At.Column > 1 && strings.Contains(p.Text, "\n") {
		line++ // a block of YAML begins below its key
	}
	out := &Prose{Lang: l.c.Config.Lang}
	if len(p.Text) < 2000 && !strings.ContainsAny(p.Text, "[<") {
		out.text, out.file, out.line = p.Text, p.At.File, line
		return out
	}
	opts := markdown.Options{File: p.At.File, Line: line, Wiki: l.words}
	l.reading = out
	r, ds := markdown.Parse([]byte(p.Text), opts)
	for _, d := range ds {
		l.report(d)
	}
	out.body = r.Body
	for i, sp := range out.body.Spans {
		var ref Ref
		var ok bool
		at := diag.Place{File: p.At.File, Line: int(sp.Line)}
		switch sp.Kind {
		case doc.Wiki:
			ref, ok = l.resolve(sp.Ref, at)
		case doc.Link:
			var is bool
			if ref, is, ok = l.markdownLink(sp.URL, dir, at); !is && !IsOutward(sp.URL) {
				l.errorf(at, "the link to %q leads nowhere: write a web address, a source's .md file or [[id]]", sp.URL)
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
			l.backlink(ref, Backlink{From: from, Sentence: out.sentence(i)})
		}
	}
	return out
}

// words is how a link without words of its own reads in this edition.
func (l *linker) words(ref string) string {
	n := len(l.diags)
	r, ok := l.resolve(ref, diag.Place{})
	l.diags = l.diags[:n] // whoever resolves the link reports it, with its place
	switch {
	case !ok:
		return ref
	case !r.Shown():
		return "(not in this edition)"
	}
	return r.Words()
}

// sentence is the words of the sentence around a span.
func (p *Prose) sentence(span int) string {
	b := p.Body()
	at := b.Spans[span].Range
	leaf := b.LeafAt(at.Start)
	if leaf == nil {
		return ""
	}
	for _, w := range words.Sentences(b.Text[leaf.Range.Start:leaf.Range.End], p.Lang) {
		if at.Start < leaf.Range.Start+w[1] {
			return b.Text[leaf.Range.Start+w[0] : leaf.Range.Start+w[1]]
		}
	}
	return ""
}

// markdownLink finds what a link to a .md file leads to; is is false for any other link. dir is the folder that the link starts
// from, "" where it is not known and the name alone decides.
func (l *linker) markdownLink(url, dir string, at diag.Place) (ref Ref, is, ok bool) {
	target, frag, _ := strings.Cut(url, "#")
	if !strings.HasSuffix(target, ".md") || strings.Contains(target, "://") {
		return Ref{}, false, false
	}
	full := path.Join(dir, target)
	s := l.c.sources[strings.TrimSuffix(path.Base(target), ".md")]
	if s != nil && s.Path != full && dir != "" && strings.Contains(target, "/") {
		s = nil // the id is right and the folder is not
	}
	switch {
	case s != nil && frag != "":
		ref, ok = l.resolve(s.ID+"#"+strings.TrimPrefix(frag, "n-"), at)
		return ref, true, ok
	case s != nil:
		return Ref{Source: s}, true, true
	}
	for _, a := range l.c.assigns {
		if a.Path == full {
			return Ref{Assignment: a}, true, true
		}
	}
	for _, col := range l.c.Collections {
		if col.Path == full {
			return Ref{Collection: col}, true, true
		}
	}
	d := diag.Errorf(at, "the link to %s leads to no source", url)
	d.Hint = l.near(strings.TrimSuffix(path.Base(target), ".md"), func() []string { return l.sourceIDs(nil) })
	l.report(d)
	return Ref{}, true, false
}

// IsOutward reports whether a link leaves the site by a scheme that pages may hold: http, https or mailto.
func IsOutward(url string) bool {
	return field.IsWebAddress(url) || strings.HasPrefix(strings.ToLower(url), "mailto:")
}

// sourceLinks resolves the links of a source's text. A link that leads nowhere from here is reported and its words stay.
func (l *linker) sourceLinks(s *Source) {
	self := l.c.sources[s.ID]
	for i, sp := range s.Doc.Spans {
		if sp.Kind != doc.Link || IsOutward(sp.URL) {
			continue
		}
		at := diag.Place{File: s.Path, Line: int(sp.Line)}
		ref, is, ok := l.markdownLink(sp.URL, path.Dir(s.Path), at)
		if frag, here := strings.CutPrefix(sp.URL, "#"); here && s.HasAddress(frag) {
			ref, is, ok = Ref{Source: self, Address: frag}, true, true
		}
		if !is {
			d := diag.Warnf(at, "the link to %q leads nowhere from here; its words are kept", sp.URL)
			l.report(d.WithHint("write the whole web address, or a source's .md file"))
		}
		if !ok {
			continue
		}
		s.Links = append(s.Links, SpanLink{i, ref})
		if s.Hidden || ref.Source == self {
			continue
		}
		b := Backlink{From: Ref{Source: self}}
		if l.c.ShowsText(s) {
			r := s.Sentences(sp.Range)
			b.Sentence, b.From.Address = strings.ReplaceAll(s.Doc.Text[r.Start:r.End], "\n", " "), s.SentenceAt(sp.Range.Start)
		}
		l.backlink(ref, b)
	}
}

func (l *linker) backlink(to Ref, b Backlink) {
	if l.fresh != nil {
		l.later = append(l.later, link{to, b})
		return
	}
	to.enter(b)
}

// backlinks is where links to a reference are entered; nil where it leads to nothing.
func (to Ref) backlinks() *[]Backlink {
	switch {
	case to.Note != nil:
		return &to.Note.tied().Backlinks
	case to.Collection != nil:
		return &to.Collection.Backlinks
	case to.Source != nil:
		return &to.Source.Backlinks
	case to.Topic != nil:
		return &to.Topic.Backlinks
	case to.Claim != nil:
		return &to.Claim.Backlinks
	case to.Assignment != nil:
		return &to.Assignment.Backlinks
	case to.Voice != nil && to.Voice.Speaker != nil:
		return &to.Voice.Speaker.Backlinks
	case to.Voice != nil && to.Voice.Outlet != nil:
		return &to.Voice.Outlet.Backlinks
	case to.Voice != nil && to.Voice.Source != nil:
		return &to.Voice.Source.Backlinks
	}
	return nil
}

// enter adds a backlink in its place: what is no source comes first, then the sources in the order of their ids, each in its own.
func (to Ref) enter(b Backlink) {
	list := to.backlinks()
	if list == nil || slices.Contains(*list, b) {
		return
	}
	i := len(*list)
	for from := b.sourceID(); i > 0 && (*list)[i-1].sourceID() > from; {
		i--
	}
	*list = slices.Insert(*list, i, b)
}

// sourceID is the id of the source that a link stands in, or in a note of which; "" for other texts.
func (b Backlink) sourceID() string {
	switch {
	case b.From.Note != nil:
		return b.From.Note.Source.ID
	case b.From.Source != nil:
		return b.From.Source.ID
	}
	return ""
}

func isWeb(s string) bool { return field.IsWebAddress(s) }

// keys gives the keys of a map in order.
func keys[V any](m map[string]V) []string {
	ks := make([]string, 0, len(m))
	for k := range m {
		ks = append(ks, k)
	}
	slices.Sort(ks)
	return ks
}

func sorted[T any](xs []T, id func(T) string) []T {
	xs = slices.Clone(xs)
	slices.SortStableFunc(xs, func(a, b T) int { return cmp.Compare(id(a), id(b)) })
	return xs
}

// Earliest orders notes by the date of their source.
func Earliest(a, b *Note) int { return compareDates(a.Source, b.Source) }
