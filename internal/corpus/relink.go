package corpus

import (
	"cmp"
	"reflect"
	"slices"

	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/source"
)

// Relinked is what becomes of a Corpus when the notes or the text of a few sources changed.
type Relinked struct {
	// Diags are those of linking the whole again.
	Diags []diag.Diagnostic

	c     *Corpus
	l     *linker
	in    Input
	fresh []*Source // by id; each takes the place of the source with its id
}

// mostRelinked is how many sources are linked again one by one; with more of them it is better to link the whole.
const mostRelinked = 200

// Final lets go of all that only Relink needs, the room for more in lists, too: a build makes its pages once.
func (c *Corpus) Final() {
	c.linked, c.citedBy = nil, nil
	exact := func(list *[]*Note) { *list = slices.Concat(*list) }
	links := func(list *[]Backlink) { *list = slices.Concat(*list) }
	for _, s := range c.sources {
		links(&s.Backlinks)
	}
	for _, t := range c.topics {
		links(&t.Backlinks)
	}
	for _, cl := range c.claims {
		links(&cl.Backlinks)
		exact(&cl.Notes)
		exact(&cl.Evidence)
		if len(cl.all) == len(cl.Notes) {
			cl.all = cl.Notes
		}
	}
	for _, sp := range c.Speakers {
		links(&sp.Backlinks)
		exact(&sp.Notes)
		exact(&sp.Others)
		exact(&sp.Passed)
	}
}

// Relink finds what becomes of c when it is made of in, by linking again only the sources whose notes or text differ, and those that refer to a
// note or a passage of theirs. The corpus and the messages are the same as those of Link. It changes nothing before Apply, and may run
// while others read c. ok is false where anything else differs or may follow from it, and where c has errors: then the whole is to be linked.
func (c *Corpus) Relink(in Input) (r *Relinked, ok bool) {
	if c.linked == nil {
		return nil, false
	}
	changed, ok := c.changed(in)
	if !ok {
		return nil, false
	}
	// A source that refers to a note holds on to it and repeats its words.
	again := map[*Source]Entry{}
	for todo := changed; len(todo) > 0; {
		e := todo[0]
		todo = todo[1:]
		s := c.sources[e.Source.ID]
		if _, twice := again[s]; twice {
			continue
		}
		if again[s] = e; len(again) > mostRelinked {
			return nil, false
		}
		for _, other := range c.citedBy[s] {
			i := slices.IndexFunc(in.Sources, func(e Entry) bool { return e.Source.ID == other.ID })
			todo = append(todo, in.Sources[i])
		}
	}
	r = &Relinked{c: c, in: in, l: &linker{
		c: c, in: in, places: c.linked.places, known: c.linked.known, byName: c.linked.byName, fresh: map[*Source]*Source{},
	}}
	for s, e := range again {
		f := &Source{
			Source: e.Source, Coll: s.Coll, Hidden: s.Hidden, Files: e.Files, voice: s.voice, rank: s.rank,
		}
		r.l.fresh[s] = f
		r.fresh = append(r.fresh, f)
	}
	slices.SortFunc(r.fresh, func(a, b *Source) int { return cmp.Compare(a.ID, b.ID) })
	each := func(f func(s *Source)) {
		for _, s := range r.fresh {
			r.l.owner = s
			f(s)
		}
	}
	each(r.l.source)
	each(func(s *Source) { r.l.notesOf(s, again[c.sources[s.ID]]) })
	if r.unsettles() {
		return nil, false
	}
	each(func(s *Source) {
		for _, n := range s.all {
			r.l.tie(n)
		}
	})
	each(r.l.proseOf)
	r.l.hints()
	if r.l.lost > mostHints || r.hides() {
		return nil, false
	}
	r.Diags = diag.Sort(plain(r.messages()))
	return r, true
}

// unsettles reports whether a text that is no source's refers to something that is no longer what it was.
func (r *Relinked) unsettles() bool {
	for _, f := range r.fresh {
		s := r.c.sources[f.ID]
		for _, at := range r.c.linked.cites[s] {
			a, b := s.note(at.frag), f.note(at.frag)
			switch {
			case a != nil && b != nil && (a.Says != b.Says || a.Shown != b.Shown), (a == nil) != (b == nil),
				a == nil && s.Source != f.Source && f.HasText && !f.HasAddress(at.frag):
				return true
			}
		}
	}
	return false
}

// note is the source's note with an id, or nil.
func (s *Source) note(id string) *Note {
	for _, n := range s.all {
		if n.ID == id {
			return n
		}
	}
	return nil
}

// changed gives the entries that differ; ok is false where something else does, too.
func (c *Corpus) changed(in Input) (list []Entry, ok bool) {
	old := c.linked.in
	if in.Unread != old.Unread || in.Config != old.Config || !same(in.Collections, old.Collections) || !same(in.Topics, old.Topics) || !same(in.Claims, old.Claims) ||
		!same(in.Speakers, old.Speakers) || !same(in.Outlets, old.Outlets) || !same(in.Assignments, old.Assignments) ||
		len(in.Sources) != len(old.Sources) || slices.ContainsFunc(c.linked.diags, func(m message) bool { return m.Level == diag.Error }) {
		return nil, false
	}
	for i, e := range in.Sources {
		was := old.Sources[i]
		if e.Source == was.Source && slices.Equal(e.Files, was.Files) {
			continue
		}
		if !sameFront(e.Source, was.Source) || e.Source != was.Source && c.alone > 0 { // the text may name whom nothing else speaks of
			return nil, false
		}
		list = append(list, e)
	}
	return list, true
}

// same reports whether two slices are one.
func same[T any](a, b []T) bool { return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0]) }

// sameFront reports whether two readings of a source differ in nothing but the text.
func sameFront(a, b *source.Source) bool {
	if a == b {
		return true
	}
	x, y := *a, *b
	x.Doc, y.Doc, x.Raw, y.Raw = nil, nil, nil, nil
	return a.Doc.Lang == b.Doc.Lang && reflect.DeepEqual(x, y)
}

// hides reports whether a voice would be hidden that is not, or the other way round.
func (r *Relinked) hides() bool {
	type counts struct{ shown, secret int }
	by := map[*Voice]counts{}
	enter := func(s *Source, n int) {
		s.speaksOf(r.c, func(v *Voice, secret bool) {
			k := by[v]
			if secret {
				k.secret += n
			} else {
				k.shown += n
			}
			by[v] = k
		})
	}
	for _, f := range r.fresh {
		enter(r.c.sources[f.ID], -1)
		enter(f, 1)
	}
	for v, k := range by {
		if v != nil && v.alone() != (v.secret+k.secret > 0 && v.shown+k.shown == 0) {
			return true
		}
	}
	return false
}

// messages are those of the linker before, with new ones for the sources that were linked again.
func (r *Relinked) messages() []message {
	var out []message
	for _, m := range r.c.linked.diags {
		if m.owner == nil || r.l.fresh[m.owner] == nil {
			out = append(out, m)
		}
	}
	for _, m := range r.l.diags {
		m.owner = r.c.sources[m.owner.ID]
		out = append(out, m)
	}
	return out
}

// Apply makes the Corpus that it was found from what it becomes. Nobody may read it meanwhile.
func (r *Relinked) Apply() {
	lists, claims := map[*[]*Note][]*Note{}, map[*Claim]bool{} // those that any of the notes, old or new, stands in
	ranks := map[int]bool{}
	see := func(n *Note) {
		if n.Claim != nil {
			claims[n.Claim] = true
		}
	}
	for _, f := range r.fresh {
		s := r.c.sources[f.ID]
		ranks[s.rank] = true
		for _, n := range s.all {
			see(n)
			attribute(n, func(list *[]*Note) { lists[list] = nil })
		}
		r.leave(s)
	}
	for _, f := range r.fresh {
		s := r.c.sources[f.ID]
		r.replace(s, f)
		for _, n := range s.all {
			see(n)
			attribute(n, func(list *[]*Note) { lists[list] = append(lists[list], n) })
		}
	}
	for list, ns := range lists {
		*list = slices.DeleteFunc(*list, func(n *Note) bool { return ranks[n.Source.rank] })
		*list = append(*list, ns...)
		slices.SortStableFunc(*list, func(a, b *Note) int { return cmp.Compare(a.Source.rank, b.Source.rank) })
	}
	for cl := range claims {
		cl.count()
	}
	for _, l := range r.l.later {
		l.to.enter(l.Backlink)
	}
	r.c.linked.diags, r.c.linked.in = r.messages(), r.in
}

// Texts differs from what it was where Relinked.Apply changed a text since.
func (c *Corpus) Texts() int { return c.texts }

// leave takes out what a source and its notes entered at others, but for the notes themselves.
func (r *Relinked) leave(s *Source) {
	s.speaksOf(r.c, func(v *Voice, secret bool) { v.spoken(secret, -1) })
	leave := func(links Links) {
		for _, l := range links {
			if list := l.Ref.backlinks(); list != nil {
				*list = slices.DeleteFunc(*list, func(b Backlink) bool { return b.sourceID() == s.ID })
			}
		}
	}
	leave(s.Links)
	for _, n := range s.all {
		if n.Prose != nil {
			leave(n.Prose.Links)
		}
	}
	for _, to := range s.cites {
		r.c.citedBy[to] = slices.DeleteFunc(r.c.citedBy[to], func(x *Source) bool { return x == s })
	}
}

// replace makes a source what f is, which was made in its place, and enters what it says of others.
func (r *Relinked) replace(s, f *Source) {
	if s.Source != f.Source {
		r.c.texts++
	}
	if s.Source != f.Source && !s.Hidden {
		before, after := r.l.turns(s), r.l.turns(f)
		for _, t := range before {
			t.speaker.Turns = slices.DeleteFunc(t.speaker.Turns, func(x Turns) bool { return x.Source == s })
		}
		for _, t := range after {
			t.Turns.Source = s
			i, _ := slices.BinarySearchFunc(t.speaker.Turns, s.ID, func(x Turns, id string) int { return cmp.Compare(x.Source.ID, id) })
			t.speaker.Turns = slices.Insert(t.speaker.Turns, i, t.Turns)
		}
	}
	// Texts that are no source's go on to refer to the notes.
	for _, at := range r.c.linked.cites[s] {
		was, is := s.note(at.frag), f.note(at.frag)
		if was == nil {
			continue
		}
		for i, l := range at.prose.Links {
			if l.Ref.Note == was {
				at.prose.Links[i].Ref = Ref{Note: is}
			}
		}
		if len(was.Backlinks) > 0 {
			is.tied().Backlinks = was.Backlinks
		}
	}
	f.Backlinks = s.Backlinks
	*s = *f
	for _, n := range s.all {
		n.Source = s
	}
	s.speaksOf(r.c, func(v *Voice, secret bool) { v.spoken(secret, 1) })
	for _, to := range s.cites {
		r.c.citedBy[to] = append(r.c.citedBy[to], s)
	}
}
