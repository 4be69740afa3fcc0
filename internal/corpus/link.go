package corpus

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/field"
)

// linker builds a Corpus, or what takes the place of some sources in one; what it reports is wrong in the files, wherever the edition hides it.
type linker struct {
	c      *Corpus
	in     Input
	places map[string]diag.Place // of every id
	known  []string              // every id, sorted, for the nearest one
	sorted []*Source             // all sources, by id
	byName map[string]*Voice     // the first speaker with a name or alias

	owner   *Source             // whose text or notes are being read; nil: something else's
	reading *Prose              // what is being read
	cites   map[*Source][]cite  // what texts that are no source's refer to in a source
	fresh   map[*Source]*Source // what takes the place of a source; nil when all are new
	later   []link              // to be entered when the fresh sources take their places
	diags   []message
	lost    int // references to nothing for which the nearest id was looked for

	each func(n int, f func(i int))
	one  *sync.Mutex // of the linkers that work at once, for what they enter at others
}

// message is a diagnostic with the source whose text or notes it is about; nil: something else.
type message struct {
	diag.Diagnostic
	owner *Source
	near  func() string // finds a better hint, see hints; else nil
}

// cite is a reference to a note or a passage.
type cite struct {
	frag  string
	prose *Prose // where it stands
}

// link is a backlink with its target.
type link struct {
	to Ref
	Backlink
}

// Link joins what the parsers found into one edition of the site. Every reference to nothing is an error with the nearest id; the
// Corpus is whole even so, without these references. each calls f for 0 to n-1, several at once where that is quicker.
func Link(in Input, ed Edition, each func(n int, f func(i int))) (*Corpus, []diag.Diagnostic) {
	l := &linker{in: in, each: each, places: map[string]diag.Place{}, cites: map[*Source][]cite{}, c: &Corpus{
		Config: in.Config, Edition: ed,
		sources: map[string]*Source{}, claims: map[string]*Claim{}, topics: map[string]*Topic{},
		voices: map[string]*Voice{}, assigns: map[string]*Assignment{}, colls: map[string]*Collection{},
	}}
	l.c.linked = l
	l.enter()
	l.collections()
	l.names()
	l.speakers()
	l.claims()
	l.sources()
	l.notes()
	l.assignments()
	l.prose()
	l.hideVoices()
	l.count()
	l.citations()
	l.hints()
	return l.c, diag.Sort(plain(l.diags))
}

// citations enters who refers to whose notes and passages.
func (l *linker) citations() {
	c := l.c
	c.citedBy = map[*Source][]*Source{}
	for _, s := range l.sorted {
		for _, to := range s.cites {
			c.citedBy[to] = append(c.citedBy[to], s)
		}
	}
}

// part is how many sources one call of each links.
const part = 32

// atOnce calls f for each source of a list, several at once, with a linker whose owner the source is. f may change the source and its notes, and
// enter backlinks at others, where each has its place whenever it comes. What it reports stands in the order of the list.
func (l *linker) atOnce(list []*Source, f func(l *linker, i int)) {
	parts := make([]linker, (len(list)+part-1)/part)
	one := new(sync.Mutex)
	l.each(len(parts), func(k int) {
		p := &parts[k]
		*p = linker{c: l.c, in: l.in, places: l.places, known: l.known, byName: l.byName, one: one}
		for i := k * part; i < min((k+1)*part, len(list)); i++ {
			p.owner = list[i]
			f(p, i)
		}
	})
	for i := range parts {
		l.diags = append(l.diags, parts[i].diags...)
	}
}

func (l *linker) report(d diag.Diagnostic) {
	l.diags = append(l.diags, message{Diagnostic: d, owner: l.owner})
}

func (l *linker) errorf(at diag.Place, format string, args ...any) {
	l.report(diag.Errorf(at, format, args...))
}

func plain(ms []message) []diag.Diagnostic {
	var ds []diag.Diagnostic
	for _, m := range ms {
		ds = append(ds, m.Diagnostic)
	}
	return ds
}

// mostHints is for how many references to nothing the nearest id is looked for: it takes the time of all ids.
const mostHints = 500

// lostRef reports a reference to nothing, for which the nearest of the known ids is looked for; d has the hint where none is near.
func (l *linker) lostRef(d diag.Diagnostic, word string, known func() []string) {
	l.diags = append(l.diags, message{d, l.owner, func() string { return diag.DidYouMean(word, known()) }})
}

// hints looks for the nearest ids.
func (l *linker) hints() {
	for i := range l.diags {
		m := &l.diags[i]
		if m.near == nil {
			continue
		}
		if l.lost++; l.lost <= mostHints {
			m.Hint = cmp.Or(m.near(), m.Hint)
		}
		m.near = nil
	}
}

// unknown reports a reference to nothing; known lists the ids that it might have meant.
func (l *linker) unknown(t field.Text, what string, known func() []string) {
	if l.in.Unread {
		return
	}
	d := diag.Errorf(t.At, "no %s has the id %q", what, t.S)
	if at, ok := l.places[t.S]; ok {
		d.Hint = fmt.Sprintf("%s is something else: see %s", t.S, at)
	}
	list := ""
	switch what {
	case "claim":
		list = "claims.yaml"
	case "topic":
		list = "claims.yaml under topics"
	case "outlet":
		list = "outlets.yaml"
	case "speaker or outlet", "speaker, outlet or source":
		list = "speakers.yaml"
	}
	l.diags = append(l.diags, message{d, l.owner, func() string {
		ids := known()
		hint := diag.DidYouMean(t.S, ids)
		if list == "" || d.Hint != "" || diag.Nearest(t.S, ids) != "" || !field.ValidID(t.S) {
			return hint
		}
		if hint != "" {
			hint = "; " + hint
		}
		return "add it to " + list + hint
	}})
}

// reserved ids would give an output name that something else has, or that FAT32 or Windows cannot hold.
var reserved = map[string]bool{"index": true, "con": true, "prn": true, "aux": true, "nul": true}

// topNames are the folders and pages at the top of the output, which no collection may be called.
var topNames = map[string]bool{"speakers": true, "outlets": true, "search": true, "about": true, "static": true, "404": true}

// Nameable reports whether an id can be the name of a page.
func Nameable(id string) bool {
	port := len(id) == 4 && (strings.HasPrefix(id, "com") || strings.HasPrefix(id, "lpt")) && id[3] >= '1' && id[3] <= '9'
	return !reserved[id] && !port && !strings.HasPrefix(id, "index-")
}

// NameableCollection reports whether an id can be that of a collection, which has a folder at the top of the output.
func NameableCollection(id string) bool { return Nameable(id) && !topNames[id] }

// claim an id for a thing; a second thing with the same id is an error that names both places.
func (l *linker) take(id string, at diag.Place) bool {
	if id == "" {
		return false
	}
	if first, ok := l.places[id]; ok {
		d := diag.Errorf(at, "the id %q is taken", id)
		l.report(d.WithHint("first used at %s; ids are shared across the whole site", first))
		return false
	}
	if !Nameable(id) {
		l.errorf(at, "the id %q cannot be the name of a page; choose another", id)
	}
	l.places[id] = at
	return true
}

// enter makes a value for everything that has an id.
func (l *linker) enter() {
	c := l.c
	for _, cc := range sorted(l.in.Collections, func(x *catalogCollection) string { return x.ID }) {
		if !l.take(cc.ID, cc.At) {
			continue
		}
		if topNames[cc.ID] {
			l.errorf(cc.At, "a collection cannot be called %q: the site has a page or folder of that name", cc.ID)
		}
		col := &Collection{Collection: cc, Lang: cmp.Or(cc.Lang, l.in.Config.Lang)}
		c.colls[cc.ID] = col
		c.Collections = append(c.Collections, col)
	}
	for _, e := range l.in.Sources {
		s := &Source{Source: e.Source, Coll: c.colls[e.Source.Collection], Files: e.Files}
		if !l.take(s.ID, diag.Place{File: s.Path, Line: 1, Column: 1}) || s.Coll == nil {
			continue
		}
		s.Hidden = s.Draft && !c.Edition.Drafts
		s.voice = newVoice(Voice{ID: s.ID, Source: s})
		c.sources[s.ID], c.voices[s.ID] = s, s.voice
	}
	for i := range l.in.Topics {
		t := &l.in.Topics[i]
		if l.take(t.ID, t.At) {
			c.topics[t.ID] = &Topic{Topic: t, Coll: c.colls[t.Collection], Hidden: t.Draft && !c.Edition.Drafts}
		}
	}
	for i := range l.in.Claims {
		cl := &l.in.Claims[i]
		if l.take(cl.ID, cl.At) {
			c.claims[cl.ID] = &Claim{Claim: cl, Coll: c.colls[cl.Collection], Hidden: cl.Draft && !c.Edition.Drafts}
		}
	}
	for i := range l.in.Speakers {
		s := &l.in.Speakers[i]
		if l.take(s.ID, s.At) {
			sp := &Speaker{Speaker: s}
			c.Speakers = append(c.Speakers, sp)
			c.voices[s.ID] = newVoice(Voice{ID: s.ID, Speaker: sp})
		}
	}
	for i := range l.in.Outlets {
		o := &l.in.Outlets[i]
		if l.take(o.ID, o.At) {
			out := &Outlet{Outlet: o}
			c.Outlets = append(c.Outlets, out)
			c.voices[o.ID] = newVoice(Voice{ID: o.ID, Outlet: out})
		}
	}
	for _, a := range l.in.Assignments {
		if l.take(a.ID, a.At) {
			c.assigns[a.ID] = &Assignment{Assignment: a, Coll: c.colls[a.Collection], Hidden: a.Draft && !c.Edition.Drafts}
		}
	}
	slices.SortFunc(c.Speakers, func(a, b *Speaker) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(c.Outlets, func(a, b *Outlet) int { return cmp.Compare(a.ID, b.ID) })
	for id := range l.places {
		l.known = append(l.known, id)
	}
	slices.Sort(l.known)
	for _, id := range keys(c.sources) {
		l.sorted = append(l.sorted, c.sources[id])
	}
}

// assignments finds what each assignment is to be read for.
func (l *linker) assignments() {
	for _, id := range keys(l.c.assigns) {
		a := l.c.assigns[id]
		if !a.Hidden && a.Coll != nil {
			a.Coll.Assignments = append(a.Coll.Assignments, a)
		}
		for _, t := range a.Assignment.Readings {
			if s := l.c.sources[t.S]; s == nil {
				l.unknown(t, "source", func() []string { return l.sourceIDs(nil) })
			} else if !s.Hidden {
				a.Readings = append(a.Readings, s)
			}
		}
		for _, t := range a.Assignment.Claims {
			if cl := l.claimRef(t); cl != nil && !cl.Hidden {
				a.Claims = append(a.Claims, cl)
			}
		}
	}
}

// count gives each claim its notes in the order of the collections, and what is counted over them.
func (l *linker) count() {
	n := 0
	enter := func(s *Source) {
		n++
		s.rank = n
		for _, x := range s.all {
			attribute(x, func(list *[]*Note) { *list = append(*list, x) })
		}
	}
	for _, col := range l.c.Collections {
		for _, s := range col.Sources {
			enter(s)
		}
	}
	for _, s := range l.sorted {
		if s.Hidden {
			enter(s)
		}
	}
	claims := slices.Collect(maps.Values(l.c.claims))
	l.each(len(claims), func(i int) { claims[i].count() })
}

func (cl *Claim) count() {
	cl.Count = countClaim(cl.Measure.What, cl.Type == "number", cl.Notes)
}

// attribute calls f for each list that a note stands in: at its claim, and, where the edition has the note, at whoever holds it and passes it on.
func attribute(n *Note, f func(list *[]*Note)) {
	isClaim := n.Kind.Name == "claim"
	if n.Claim != nil && isClaim {
		f(&n.Claim.all)
	}
	if n.Number == 0 {
		return
	}
	if n.Claim != nil && isClaim {
		f(&n.Claim.Notes)
	} else if n.Claim != nil {
		f(&n.Claim.Evidence)
	}
	if v := n.Holder.Voice; v != nil {
		switch {
		case v.Outlet != nil:
			f(&v.Outlet.Notes)
		case v.Speaker != nil && isClaim:
			f(&v.Speaker.Notes)
		case v.Speaker != nil:
			f(&v.Speaker.Others)
		}
	}
	for _, p := range n.Via {
		if p.Voice != nil && p.Voice.Speaker != nil {
			f(&p.Voice.Speaker.Passed)
		}
	}
}
