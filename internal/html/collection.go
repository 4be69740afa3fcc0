package html

import (
	"html/template"
	"slices"
	"strings"
	"sync"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/output"
)

// splitClaims is the number of claims up to which a collection's matrix stands on its page. With more, each topic's table has a page of its own,
// <collection>/index-<topic>.html, and the collection's page keeps the heading of each topic with a link and its counts.
const splitClaims = 40

// collectionPage is a collection, or one topic of a large one.
type collectionPage struct {
	Kicker      string
	Up          Link // the collection, on the page of a topic
	Title       string
	Lead        string
	Intro       template.HTML
	Notes       bool
	Contents    []Link
	Topics      []topicPart
	Speakers    *grid
	Described   string // passages of parties without an entry, which have no column; "" where there are none
	Timeline    *timeline
	Map         *claimMap
	Sources     []sourceLine
	Undated     []sourceLine
	Assignments []assignmentLine
	Mentions    []mention
}

// topicPart is a topic's heading with its table, or with a link to it.
type topicPart struct {
	ID       string
	Asks     string
	About    template.HTML
	Mentions []mention
	Grid     *grid
	More     *Link // to the table on a page of its own
	Counts   string
}

// sourceLine is a source in a list.
type sourceLine struct {
	Link
	Facts    string // genre, outlet, date, what is not shown
	Speakers string // or who wrote it, where nobody has a turn
	Notes    string // "" where the edition has none
}

// assignmentLine is an assignment in a list.
type assignmentLine struct {
	Link
	Summary, Counts string
}

func (s *site) collection(col *corpus.Collection, emit func(output.File)) {
	at := collectionPath(col)
	crumbs := []Link{{Href: rel(at, "index.html"), Text: "Collections"}, {Text: col.Title}}
	emit(s.file("collection", at, col.Title, col.Lang, crumbs, func() any { return s.collectionPage(at, col) }))
	if !split(col) {
		return
	}
	voices := sync.OnceValue(func() []*corpus.Voice { return speakersOf(col) }) // asked by each topic
	for _, g := range claimGroups(col) {
		if len(g.Claims) == 0 {
			continue
		}
		at := topicTable(col, g)
		crumbs := []Link{{Href: rel(at, "index.html"), Text: "Collections"}, {Href: rel(at, collectionPath(col)), Text: col.Title}, {Text: g.Title}}
		emit(s.file("collection", at, g.Title, col.Lang, crumbs, func() any { return s.topicPage(at, col, g, voices) }))
	}
}

func split(col *corpus.Collection) bool { return len(col.Claims) > splitClaims }

// part is the name of a group of claims in addresses. No id begins with a hyphen, so the two without a topic never meet one.
func (g claimGroup) part() string {
	switch {
	case g.Topic != nil:
		return g.Topic.ID
	case g.Title == otherClaimsTitle:
		return "-other"
	}
	return "-elsewhere"
}

// topicTable is the page of a topic's table in a collection that is split.
func topicTable(col *corpus.Collection, g claimGroup) string {
	return col.ID + "/index-" + g.part() + ".html"
}

func (s *site) collectionPage(at string, col *corpus.Collection) *collectionPage {
	voices := speakersOf(col)
	people := map[string]bool{}
	for _, v := range voices {
		people[v.ID] = true
	}
	for _, src := range col.Sources {
		for _, sp := range s.spoken(src) {
			people[sp.ID] = true
		}
	}
	p := &collectionPage{
		Kicker: "Collection · " + strings.Join([]string{
			count(len(col.Sources), "source", "sources"), count(len(col.Claims), "claim", "claims"), count(len(people), "speaker", "speakers"),
		}, ", "),
		Title: col.Title, Lead: col.Summary, Intro: s.prose(col.Intro, at), Notes: s.Edition.Notes, Mentions: s.mentions(at, col.Backlinks),
		Timeline: s.timeline(at, col), Map: s.claimMap(at, col),
	}
	groups := claimGroups(col)
	for _, g := range groups {
		t := s.topicPart(at, col, g)
		switch {
		case len(g.Claims) == 0:
		case split(col):
			t.More = &Link{Href: rel(at, topicTable(col, g)), Text: "The table of " + count(len(g.Claims), "claim", "claims") + " and " + count(len(col.Sources), "source", "sources")}
			t.Counts = cellCounts(s, col, g)
		default:
			t.Grid = s.bySource(at, "mx-"+g.part(), "What each source does to each claim", col.Sources, claimGroup{Claims: g.Claims})
		}
		p.Topics = append(p.Topics, t)
	}
	if s.Edition.Notes && !split(col) && len(voices) > 0 {
		p.Speakers = s.bySpeaker(at, "mx-speakers", "What each speaker does to each claim, in any source; those with most passages first", voices, groups...)
		p.Described = described(groups)
	}
	for _, src := range col.Sources {
		l := s.sourceLine(at, src)
		// An order that the collection gives is kept; otherwise those without a date come last and stand apart.
		if len(col.Order) == 0 && !src.Dated() {
			p.Undated = append(p.Undated, l)
		} else {
			p.Sources = append(p.Sources, l)
		}
	}
	for _, a := range col.Assignments {
		p.Assignments = append(p.Assignments, assignmentLine{
			Link: Link{Href: rel(at, assignmentPath(a)), Text: a.Title}, Summary: a.Summary,
			Counts: count(len(a.Readings), "reading", "readings") + ", " + count(len(a.Claims), "claim", "claims"),
		})
	}
	p.contents(rel(at, claimsPath(col)))
	return p
}

// contents lists the parts of the page.
func (p *collectionPage) contents(claims string) {
	add := func(has bool, href, text string) {
		if has {
			p.Contents = append(p.Contents, Link{Href: href, Text: text})
		}
	}
	add(len(p.Topics) > 0, "#m-h", "Claims and sources")
	add(p.Speakers != nil, "#ms-h", "Claims and speakers")
	add(p.Timeline != nil, "#tl-h", "Sources by date")
	add(p.Map != nil, "#map-h", "How the claims hang together")
	add(true, "#src-h", "Sources")
	add(len(p.Assignments) > 0, "#as-h", "Assignments")
	add(len(p.Topics) > 0, claims, "All claims in a list")
}

// topicPage is one topic of a collection that is split: both tables.
func (s *site) topicPage(at string, col *corpus.Collection, g claimGroup, all func() []*corpus.Voice) *collectionPage {
	p := &collectionPage{
		Kicker: "Topic · " + count(len(g.Claims), "claim", "claims"), Up: Link{Href: rel(at, collectionPath(col)), Text: col.Title},
		Title: g.Title, Notes: s.Edition.Notes, Map: s.topicMap(at, col, g),
	}
	if g.Topic != nil {
		p.Intro = s.prose(g.Topic.Prose, at)
	}
	only := claimGroup{Claims: g.Claims}
	p.Topics = []topicPart{{ID: "table", Asks: "The table", Grid: s.bySource(at, "mx-"+g.part(), "What each source does to each claim", col.Sources, only)}}
	if !s.Edition.Notes {
		return p
	}
	holds := map[*corpus.Voice]bool{}
	for _, cl := range g.Claims {
		for _, n := range cl.Notes {
			holds[n.Holder.Voice] = true
		}
	}
	voices := slices.DeleteFunc(slices.Clone(all()), func(v *corpus.Voice) bool { return !holds[v] })
	if len(voices) > 0 {
		p.Speakers = s.bySpeaker(at, "mx-speakers", "What each speaker does to each claim, in any source; those with most passages first", voices, only)
		p.Described = described([]claimGroup{g})
	}
	return p
}

func (s *site) topicPart(at string, col *corpus.Collection, g claimGroup) topicPart {
	if g.Topic == nil {
		return topicPart{ID: "claims" + g.part(), Asks: g.Title}
	}
	return topicPart{ID: "t-" + g.Topic.ID, Asks: g.Title, About: s.prose(g.Topic.Prose, at), Mentions: s.mentions(at, g.Topic.Backlinks)}
}

// cellCounts says how much a table holds.
func cellCounts(s *site, col *corpus.Collection, g claimGroup) string {
	if !s.Edition.Notes {
		return ""
	}
	n := 0
	for _, cl := range g.Claims {
		n += len(cl.Notes)
	}
	return count(n, "passage", "passages")
}

// described counts the passages of parties that are described only where they stand: a party without an entry is never the same as any other, so it
// has no column.
func described(groups []claimGroup) string {
	seen := map[*corpus.Note]bool{}
	for _, g := range groups {
		for _, cl := range g.Claims {
			for _, n := range cl.Notes {
				if n.Holder.Voice == nil {
					seen[n] = true
				}
			}
		}
	}
	if len(seen) == 0 {
		return ""
	}
	return count(len(seen), "passage", "passages")
}

// shownWords says what of a source the edition does not show, or must not be passed on.
func (s *site) shownWords(src *corpus.Source) []string {
	switch {
	case !src.HasText:
		return []string{"notes only, the text is not here"}
	case !s.ShowsText(src):
		return []string{"excerpts only"}
	case src.Restricted():
		return []string{"not to be published"}
	}
	return nil
}

// sourceLine is a source as lists show it.
func (s *site) sourceLine(from string, src *corpus.Source) sourceLine {
	l := sourceLine{Link: Link{Href: rel(from, sourcePath(src)), Text: src.Title}}
	facts := []string{outletWords(src), dateWords(src.Date())}
	if g := genreWords[src.Genre]; g != "" {
		facts = append([]string{capital(g)}, facts...)
	} else {
		facts[0] = capital(facts[0])
	}
	facts = append(facts, s.shownWords(src)...)
	l.Facts = strings.Join(facts, " · ")
	var names []string
	for _, sp := range s.spoken(src) {
		names = append(names, speakerWords(sp))
	}
	if l.Speakers = strings.Join(names, ", "); len(names) == 0 && len(src.Byline) > 0 {
		for _, b := range src.Byline {
			names = append(names, b.Words)
		}
		l.Speakers = "By " + strings.Join(names, ", ")
	}
	if s.Edition.Notes {
		l.Notes = count(len(src.Notes), "note", "notes")
	}
	return l
}

// speakerWords is a speaker's name, with what it is in brackets where it has none.
func speakerWords(sp *corpus.Speaker) string {
	if w := namingWords[sp.Naming]; w != "" {
		return sp.Label() + " (" + w + ")"
	}
	return sp.Label()
}
