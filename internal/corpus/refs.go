package corpus

import (
	"cmp"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/doc"
	"github.com/lateral-reader/lateral/internal/field"
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
				d := diag.Errorf(at, "%s has no passage %q", id, frag)
				if last := s.LastAddress(frag); last != "" {
					d = d.WithHint("the last there is %s", last)
				}
				l.report(d)
				return Ref{}, false
			}
			return Ref{Source: place, Address: frag}, true
		}
		var ids []string
		for _, n := range s.all {
			ids = append(ids, n.ID)
		}
		l.lostRef(diag.Errorf(at, "%s has no note %q", id, frag), frag, func() []string { return ids })
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
	if l.in.Unread {
		return Ref{}, false
	}
	l.lostRef(diag.Errorf(at, "the link [[%s]] leads to nothing", ref), id, func() []string { return l.known })
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
	l.lostRef(diag.Errorf(at, "the link to %s leads to no source", url), strings.TrimSuffix(path.Base(target), ".md"), func() []string { return l.sourceIDs(nil) })
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
		if sp.Kind != doc.Link || IsOutward(sp.To) {
			continue
		}
		at := diag.Place{File: s.Path, Line: int(sp.Line)}
		before := len(l.diags)
		ref, is, ok := l.markdownLink(sp.To, path.Dir(s.Path), at)
		if is && !ok && s.Original.SHA256 != "" { // a file that was imported had it: its neighbours stayed behind, and nobody here mistyped it
			for j := range l.diags[before:] {
				l.diags[before+j].Level = diag.Warning
			}
		}
		if frag, here := strings.CutPrefix(sp.To, "#"); here && s.HasAddress(frag) {
			ref, is, ok = Ref{Source: self, Address: frag}, true, true
		}
		if !is {
			d := diag.Warnf(at, "the link to %q leads nowhere from here; its words are kept", sp.To)
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
