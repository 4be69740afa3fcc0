package html

import (
	"html/template"
	"slices"
	"strconv"
	"strings"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/output"
)

// collectionPage is a collection, or one topic of a large one.
type collectionPage struct {
	Kicker                    string
	Up                        Link // the collection, on the page of a topic
	Title                     string
	Lead                      string
	Intro                     template.HTML
	Notes                     bool
	Contents                  []Link
	ByTopic                   bool // the tables stand on the topics' pages
	Topic                     bool // it is such a page
	Topics                    []topicPart
	Tables                    []*grid // of a topic
	MoreTables                *goesOn
	Speakers                  []*grid
	MoreSpeakers              *goesOn
	Described                 string // passages of parties without an entry, which have no column; "" where there are none
	Timeline                  *timeline
	Dates                     Link // the timeline, where it has a page
	Map                       *claimMap
	Sources                   []sourceLine
	Undated                   []sourceLine
	Assignments               []assignmentLine
	Mentions                  []mention
	MoreSources, MoreMentions *goesOn
}

// topicPart is a topic's heading with its table, or with a link to it.
type topicPart struct {
	ID       string
	Asks     string
	About    template.HTML
	Mentions []mention
	Grid     *grid
	Claims   []claimLine // where the table stands elsewhere
	More     *Link       // to the table on a page of its own
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
	at, l := collectionPath(col), s.layoutOf(col)
	crumbs := func(at string) []Link {
		return []Link{{Href: rel(at, "index.html"), Text: "Collections"}, {Text: col.Title}}
	}
	s.divide(emit, l.page, "collection", at, col.Title, col.Lang, crumbs, func(b *board, key string, i int) any {
		if key == "" {
			return b.collectionPage(col, l)
		}
		return s.collectionPart(b.from, col, l.page, key, i)
	})
	s.timelinePage(col, emit)
	if !l.byTopic {
		return
	}
	voices, maps := speakersOf(col), mapTopics(col)
	for _, g := range claimGroups(col) {
		if len(g.Claims) == 0 {
			continue
		}
		var own *mapTopic
		if i := slices.IndexFunc(maps, func(t mapTopic) bool { return t.name == g.part() }); i >= 0 {
			own = &maps[i]
		}
		t := s.layoutTopic(col, g, voices, own)
		crumbs := func(at string) []Link {
			return []Link{{Href: rel(at, "index.html"), Text: "Collections"}, {Href: rel(at, collectionPath(col)), Text: col.Title}, {Text: g.Title}}
		}
		s.divide(emit, t.page, "collection", topicTable(col, g), g.Title, col.Lang, crumbs, func(b *board, key string, i int) any {
			return b.topicPage(col, t, key, i)
		})
	}
}

// part is the name of a group of claims in addresses. No id begins with a hyphen, so the two without a topic never meet one.
func (g claimGroup) part() string {
	switch {
	case g.Topic != nil:
		return g.Topic.ID
	case g.Title == otherClaimsTitle, g.Title == claimsTitle:
		return "-other"
	}
	return "-elsewhere"
}

// topicTable is the page of a topic's table in a collection that is split.
func topicTable(col *corpus.Collection, g claimGroup) string {
	return col.ID + "/index-" + g.part() + ".html"
}

func (b *board) collectionPage(col *corpus.Collection, lay *layout) *collectionPage {
	at := b.from
	voices := speakersOf(col)
	people := map[string]bool{}
	for _, v := range voices {
		people[v.ID] = true
	}
	for _, src := range col.Sources {
		for _, sp := range b.spoken(src) {
			people[sp.ID] = true
		}
	}
	p := &collectionPage{
		Kicker: "Collection · " + strings.Join([]string{
			count(len(col.Sources), "source", "sources"), count(len(col.Claims), "claim", "claims"), count(len(people), "speaker", "speakers"),
		}, ", "),
		Title: col.Title, Lead: col.Summary, Intro: b.prose(col.Intro, at), Notes: b.Edition.Notes, Map: b.claimMap(at, col), ByTopic: lay.byTopic,
		Mentions: b.mentions(at, entries(lay.page, "mentions", 0, col.Backlinks)), MoreMentions: lay.page.goesOn(at, "mentions", "mentions"),
	}
	if lay.dates != nil {
		p.Dates = Link{Href: rel(at, timelinePath(col)), Text: "The timeline of " + count(len(col.Sources), "source", "sources")}
	} else {
		p.Timeline = b.timeline(at, col, nil, 0)
	}
	groups := claimGroups(col)
	for _, g := range groups {
		t := b.topicPart(at, g)
		switch {
		case len(g.Claims) == 0:
		case lay.byTopic:
			t.More = &Link{Href: rel(at, topicTable(col, g)), Text: "The table of " + count(len(g.Claims), "claim", "claims") + " and " + count(len(col.Sources), "source", "sources")}
			t.Counts, t.Mentions = cellCounts(b.site, g), nil
			if lay.listed {
				for _, cl := range g.Claims {
					t.Claims = append(t.Claims, b.claimLine(at, cl))
				}
			}
		default:
			t.Grid = b.bySource("mx-"+g.part(), "What each source does to each claim: "+g.Title, col.Sources, claimGroup{Claims: g.Claims})
			t.Grid.Quiet = true
		}
		p.Topics = append(p.Topics, t)
	}
	if b.Edition.Notes && !lay.byTopic && len(voices) > 0 {
		p.Speakers = []*grid{b.bySpeaker("mx-speakers", speakersCaption, voices, groups...)}
		p.Described = described(groups)
	}
	b.sourceLists(p, at, col, lay.page, 0)
	for _, a := range col.Assignments {
		p.Assignments = append(p.Assignments, assignmentLine{
			Link: Link{Href: rel(at, assignmentPath(a)), Text: a.Title}, Summary: a.Summary,
			Counts: count(len(a.Readings), "reading", "readings") + ", " + count(len(a.Claims), "claim", "claims"),
		})
	}
	p.contents(rel(at, claimsPath(col)))
	return p
}

// sourceLists fills the lists of sources of a page. An order that the collection gives is kept; otherwise those without a date come last and stand apart.
func (s *site) sourceLists(p *collectionPage, at string, col *corpus.Collection, d *divided, i int) {
	p.MoreSources = d.goesOn(at, "sources", "sources")
	for _, src := range entries(d, "sources", i, inOrder(col)) {
		l := s.sourceLine(at, src)
		if len(col.Order) == 0 && !src.Dated() {
			p.Undated = append(p.Undated, l)
		} else {
			p.Sources = append(p.Sources, l)
		}
	}
}

// collectionPart is a page on which a list of a collection's page goes on.
func (s *site) collectionPart(at string, col *corpus.Collection, d *divided, key string, i int) *collectionPage {
	p := &collectionPage{Kicker: "Collection", Up: Link{Href: rel(at, collectionPath(col)), Text: "all of it"}, Title: col.Title, Notes: s.Edition.Notes}
	if key == "mentions" {
		p.Mentions, p.MoreMentions = s.mentions(at, entries(d, key, i, col.Backlinks)), d.goesOn(at, key, "mentions")
	} else {
		s.sourceLists(p, at, col, d, i)
	}
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
	add(len(p.Speakers) > 0, "#ms-h", "Claims and speakers")
	add(p.Timeline != nil || p.Dates.Href != "", "#tl-h", "Sources by date")
	add(p.Map != nil, "#map-h", "How the claims hang together")
	add(true, "#src-h", "Sources")
	add(len(p.Assignments) > 0, "#as-h", "Assignments")
	add(len(p.Topics) > 0, claims, "All claims in a list")
}

const speakersCaption = "What each speaker does to each claim, in any source; those with most passages first"

// topicPage is one topic of a collection whose topics have pages: both tables, and the map; or a page on which one of them goes on.
func (b *board) topicPage(col *corpus.Collection, t *topicLayout, key string, i int) *collectionPage {
	at := b.from
	g, d := t.group, t.page
	part := func(list string) int { return partOf(list, key, i) }
	p := &collectionPage{
		Kicker: "Topic · " + count(len(g.Claims), "claim", "claims"), Up: Link{Href: rel(at, collectionPath(col)), Text: col.Title},
		Title: g.Title, Notes: b.Edition.Notes, Topic: true,
	}
	if key != "" {
		p.Kicker, p.Up = "Topic", Link{Href: rel(at, topicTable(col, g)), Text: "all of it"}
	}
	if key == "" && g.Topic != nil {
		p.Intro = b.prose(g.Topic.Prose, at)
	}
	if g.Topic != nil {
		p.Mentions = b.mentions(at, entries(d, "mentions", part("mentions"), g.Topic.Backlinks))
	}
	piece := func(all []block, x block, id, caption, columns string, n int) (string, string) {
		if len(all) == 1 {
			return id, caption
		}
		return id + "-" + strconv.Itoa(slices.Index(all, x)+1), caption + ": " + x.words(columns, len(g.Claims), n)
	}
	for _, x := range entries(d, "sources", part("sources"), t.bySource) {
		id, caption := piece(t.bySource, x, "mx-"+g.part(), "What each source does to each claim", "sources", len(t.sources))
		p.Tables = append(p.Tables, b.bySource(id, caption, t.sources[x.cols.from:x.cols.to], claimGroup{Claims: g.Claims[x.rows.from:x.rows.to]}))
	}
	for _, x := range entries(d, "speakers", part("speakers"), t.bySpeaker) {
		id, caption := piece(t.bySpeaker, x, "mx-speakers", speakersCaption, "speakers", len(t.voices))
		p.Speakers = append(p.Speakers, b.bySpeaker(id, caption, t.voices[x.cols.from:x.cols.to], claimGroup{Claims: g.Claims[x.rows.from:x.rows.to]}))
	}
	if t.maps != nil && (key == "" || key == "map" || key == "relations") {
		p.Map = b.mapOf(at, []mapTopic{*t.maps}, d, max(0, max(part("map"), part("relations"))))
		switch key {
		case "map":
			p.Map.Rows = nil
		case "relations":
			p.Map.Pictures = nil
		}
		if key != "relations" {
			p.Map.MorePictures = d.goesOn(at, "map", "pictures")
		}
		if key != "map" {
			p.Map.MoreRows = d.goesOn(at, "relations", "relations")
		}
	}
	if key == "" || key == "sources" {
		p.MoreTables = d.goesOn(at, "sources", "All of the table")
	}
	if key == "" || key == "speakers" {
		p.MoreSpeakers = d.goesOn(at, "speakers", "All of the table")
		if len(t.voices) > 0 {
			p.Described = described([]claimGroup{g})
		}
	}
	if key == "" || key == "mentions" {
		p.MoreMentions = d.goesOn(at, "mentions", "mentions")
	}
	return p
}

func (s *site) topicPart(at string, g claimGroup) topicPart {
	if g.Topic == nil {
		return topicPart{ID: "claims" + g.part(), Asks: g.Title}
	}
	return topicPart{ID: "t-" + g.Topic.ID, Asks: g.Title, About: s.prose(g.Topic.Prose, at), Mentions: s.mentions(at, g.Topic.Backlinks)}
}

// cellCounts says how much a table holds.
func cellCounts(s *site, g claimGroup) string {
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
	l := sourceLine{Link: Link{Href: toSource(from, src), Text: src.Title}}
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
		names = append(names, isolated(speakerWords(sp)))
	}
	if l.Speakers = strings.Join(names, ", "); len(names) == 0 && len(src.Byline) > 0 {
		for _, b := range src.Byline {
			names = append(names, isolated(b.Words))
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
