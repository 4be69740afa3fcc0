package html

import (
	"cmp"
	"slices"
	"time"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/notes"
	"github.com/lateral-reader/lateral/internal/output"
	"github.com/lateral-reader/lateral/internal/search"
)

const searchPath = "search.html"

// searchDir holds the index, which nothing but the search page loads.
const searchDir = "search/"

// mostLinked is how many collections have links to their lists on the page of search.
const mostLinked = 200

// searchPage is the page that looks in the index. Without script it is a list of the lists.
type searchPage struct {
	Links       []Link
	Collections []search.Person // in the order of their lists
	Several     bool            // of them
	Stances     []search.Person
	Notes       bool
}

func (s *site) searchPage() *searchPage {
	p := &searchPage{Notes: s.Edition.Notes, Several: len(s.Collections) > 1, Stances: stanceLetters()}
	for _, col := range s.Collections {
		p.Collections = append(p.Collections, search.Person{ID: col.ID, Name: col.Title})
		if len(s.Collections) > mostLinked {
			continue // their own pages have these links
		}
		p.Links = append(p.Links, Link{Href: claimsPath(col), Text: col.Title + ": claims by topic"}, Link{Href: collectionPath(col) + "#src-h", Text: col.Title + ": sources"})
	}
	if len(s.Collections) > mostLinked {
		p.Links = append(p.Links, Link{Href: "index.html", Text: "Collections, with their claims and sources"})
	}
	p.Links = append(p.Links, Link{Href: "speakers/index.html", Text: "Speakers by letter"}, Link{Href: "outlets/index.html", Text: "Outlets by letter"})
	return p
}

// found is what a unit of the index is made of: a source or some blocks of it, a claim, a speaker or an outlet.
type found struct {
	src      *corpus.Source
	from, to int // leaves of the text; 0 and -1 for all
	claim    *corpus.Claim
	speaker  *corpus.Speaker
	outlet   *corpus.Outlet
}

// searchIndex emits the index of all that the edition shows, and nothing else: sentences where it shows the text, and where it does not, what the
// pages print of it.
func (s *site) searchIndex(emit func(output.File)) {
	var units []found
	var plans []search.Plan
	add := func(f found, p search.Plan) {
		units, plans = append(units, f), append(plans, p)
	}
	parts := map[*corpus.Source][]part{}
	for _, col := range s.Collections {
		for _, src := range col.Sources {
			first, last := days(src)
			for i, u := range s.parts(src) {
				parts[src] = append(parts[src], part{len(units), u})
				add(u, search.Plan{Size: s.searchSize(u), Continues: i > 0, From: first, To: last})
			}
		}
	}
	for _, col := range s.Collections {
		for _, cl := range col.Claims {
			add(found{claim: cl}, search.Plan{Kind: search.Claim, Size: len(cl.Words) + len(cl.Claim.About.Text) + 150})
		}
	}
	for _, sp := range s.Speakers {
		if !sp.Hidden {
			add(found{speaker: sp}, search.Plan{Kind: search.Speaker, Size: len(sp.Label()) + len(sp.Speaker.About.Text) + 150})
		}
	}
	for _, o := range s.Outlets {
		if !o.Hidden {
			add(found{outlet: o}, search.Plan{Kind: search.Outlet, Size: len(o.Name) + len(o.Outlet.About.Text) + 150})
		}
	}
	var lists []func() search.List
	for _, col := range s.Collections {
		lists = append(lists, func() search.List { return s.searchList(col) })
	}
	x := search.New(plans, func(i int, u *search.Unit) { s.unit(units[i], u) }, lists, search.Words{Kinds: kindWords(), Stances: stanceLetters()})
	for _, f := range x.Files() {
		emit(output.File{Path: searchDir + f.Name, Render: f.Render})
	}
	s.previews(emit, x, parts)
}

// kindWords are the kinds of notes by their letters.
func kindWords() (ws []search.Person) {
	for _, k := range notes.Kinds {
		ws = append(ws, search.Person{ID: k.Letter, Name: k.Name})
	}
	return ws
}

// stanceLetters are the stances, and declining one, by the letters of the index.
func stanceLetters() (ws []search.Person) {
	for i, st := range notes.Stances {
		ws = append(ws, search.Person{ID: "SDQR"[i : i+1], Name: stanceWords[st]})
	}
	return append(ws, search.Person{ID: noStance, Name: "declined"})
}

// noStance is the letter of whoever was asked and took no side.
const noStance = "N"

func stanceLetter(n *corpus.Note) string {
	switch i := slices.Index(notes.Stances, n.Stance); {
	case n.Kind.Name != "claim":
		return ""
	case n.Put == "declined" || i < 0:
		return noStance
	default:
		return "SDQR"[i : i+1]
	}
}

// longestPart is how much of a text is loaded for one result, in bytes.
const longestPart = 8_000

// parts cuts a long text between its blocks. The notes go with the block in which they begin, all others with the first part.
func (s *site) parts(src *corpus.Source) []found {
	whole := found{src: src, to: -1}
	if !s.ShowsText(src) || s.searchSize(whole) <= longestPart*5/4 {
		return []found{whole}
	}
	var out []found
	size, from, next := 0, 0, 0
	leaves := src.Doc.Leaves()
	for i, l := range leaves {
		size += l.Range.End - l.Range.Start
		for ; next < len(src.Notes) && src.Notes[next].Range.Start < l.Range.End; next++ {
			size += noteSize(src.Notes[next])
		}
		if size >= longestPart || i+1 == len(leaves) {
			out = append(out, found{src: src, from: from, to: i + 1})
			size, from = 0, i+1
		}
	}
	return out
}

// noteSize is about how much a note adds to the index.
func noteSize(n *corpus.Note) int {
	return 60 + len(n.Says) + len(n.Note.Body) // as it is written: whether and when it is read is not decided here
}

// searchSize is about how many bytes of words a source, or a part of one, has.
func (s *site) searchSize(u found) int {
	size, open := 200, s.ShowsText(u.src)
	first, end := u.reach()
	if open {
		size += end - first
	}
	for _, n := range u.src.Notes {
		if u.holds(n, first, end) {
			if size += noteSize(n); !open {
				size += n.Range.End - n.Range.Start
			}
		}
	}
	return size
}

// reach is the range of the text that a unit has.
func (u *found) reach() (first, end int) {
	if u.to < 0 {
		return 0, len(u.src.Doc.Text)
	}
	leaves := u.src.Doc.Leaves()
	if u.from > 0 {
		first = leaves[u.from].Range.Start
	}
	return first, leaves[u.to-1].Range.End
}

// holds reports whether a note goes with the range of the text that a unit has.
func (u *found) holds(n *corpus.Note, first, end int) bool {
	if !n.Outcome.Placed() {
		return u.from == 0
	}
	return n.Range.Start < end && (n.Range.Start >= first || u.from == 0)
}

// days are the first and the last day on which a source may have been published, counted from the first of the year 1.
func days(src *corpus.Source) (first, last int) {
	day := func(t time.Time, ok bool) int {
		if !ok {
			return 0
		}
		return int(t.Unix()/86400 + 719162)
	}
	first, last = day(src.Date().Earliest()), day(src.Date().Latest())
	if first == 0 || last < first {
		last = first
	}
	return max(first, 0), max(last, 0)
}

// searchList is what filters offer for a collection.
func (s *site) searchList(col *corpus.Collection) search.List {
	l := search.List{ID: col.ID, Title: col.Title}
	voices := map[string]string{}
	for _, src := range col.Sources {
		l.Sources = append(l.Sources, search.Person{ID: src.ID, Name: src.Title})
		for _, t := range src.Doc.Turns {
			s.heard(voices, t.Speaker)
		}
		s.heard(voices, src.Voice.S)
		for _, n := range src.Notes {
			if v := n.Holder.Voice; v != nil {
				s.heard(voices, v.ID)
			}
		}
	}
	for _, cl := range col.Claims {
		l.Claims = append(l.Claims, search.Person{ID: cl.ID, Name: cl.Words})
	}
	for id, name := range voices {
		l.Speakers = append(l.Speakers, search.Person{ID: id, Name: name})
	}
	slices.SortFunc(l.Speakers, func(a, b search.Person) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
	return l
}

func (s *site) heard(voices map[string]string, id string) {
	if sp := s.speaker(id); sp != nil {
		voices[id] = sp.Label()
	}
}
