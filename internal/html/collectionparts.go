package html

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/output"
)

// layout says which parts of a collection stand on its page, and which on pages of their own.
type layout struct {
	byTopic bool     // each topic's tables have a page, index-<topic>.html
	listed  bool     // then the topics' claims are listed on the collection's page
	dates   *divided // the page of the timeline, where it has one
	page    *divided // what else goes on elsewhere
}

// splitClaims is the number of claims up to which a collection's tables stand on its page, where they are not too heavy for it.
const splitClaims = 40

// layoutOf plans the page of a collection, once for all who ask.
func (s *site) layoutOf(col *corpus.Collection) *layout {
	l, ok := s.layouts.Load(col)
	if !ok {
		l, _ = s.layouts.LoadOrStore(col, s.newLayout(col))
	}
	return l.(*layout)
}

func timelinePath(col *corpus.Collection) string { return col.ID + "/timeline.html" }

func (s *site) newLayout(col *corpus.Collection) *layout {
	l := &layout{}
	fixed := 2_600 + weigh(col.Title, col.Summary)
	if col.Intro != nil {
		fixed += weigh(col.Intro.Body().Text)
	}
	for _, a := range col.Assignments {
		fixed += 60 + weigh(a.Title, a.Summary)
	}
	groups := claimGroups(col)
	tables, claims, backlinks := 0, 0, 0
	for _, g := range groups {
		fixed += 60 + weigh(g.Title) + 20
		if g.Topic != nil {
			fixed += weigh(g.Topic.Topic.About.Text)
			for i := range g.Topic.Backlinks {
				backlinks += weighMention(&g.Topic.Backlinks[i])
			}
		}
		for _, cl := range g.Claims {
			claims += 40 + weigh(cl.Words) + len(cl.ID)/3
		}
		tables += s.weighTable(g.Claims, weighSources(col.Sources), false)
	}
	if s.Edition.Notes {
		heads := weighVoices(speakersOf(col))
		for range groups {
			tables += s.weighTable(nil, heads, true) / 2 // each topic's are said again
		}
		tables += s.weighTable(col.Claims, heads, true)
	}
	sources, dates := series{key: "sources", id: "src-h"}, series{key: "sources", id: "tl-h"}
	all := 0
	for _, src := range inOrder(col) {
		sources.add(weighSource(src))
	}
	for _, src := range byDate(col.Sources) {
		dates.add(weighDate(src))
	}
	for _, w := range append(slices.Clone(sources.weights), dates.weights...) {
		all += w
	}
	mentions := series{key: "mentions", id: "back-h"}
	for i := range col.Backlinks {
		mentions.add(weighMention(&col.Backlinks[i]))
		all += weighMention(&col.Backlinks[i])
	}
	maps := weighMap(mapTopics(col))
	few := len(col.Claims) <= splitClaims
	if few && fixed+all+backlinks+tables+maps <= pageRoom {
		return l
	}
	// The timeline goes before the tables do: these are what a collection is for.
	if !few && fixed+all+claims+backlinks <= pageRoom || len(dates.weights) < 2 {
		dates.weights = nil
	} else {
		l.dates = cmp.Or(divide(timelinePath(col), 1_500, dates), &divided{path: timelinePath(col)})
	}
	for _, w := range dates.weights {
		all -= w
	}
	if few && fixed+all+backlinks+tables+maps <= pageRoom {
		return l
	}
	l.byTopic = true
	if l.listed = fixed+claims+all <= pageRoom; l.listed {
		fixed += claims
	}
	l.page = divide(collectionPath(col), fixed, sources, mentions)
	return l
}

// inOrder are the sources of a collection as its page lists them: an order that the collection gives is kept; otherwise those without a date come last.
func inOrder(col *corpus.Collection) []*corpus.Source {
	if len(col.Order) > 0 {
		return col.Sources
	}
	var dated, undated []*corpus.Source
	for _, src := range col.Sources {
		if src.Dated() {
			dated = append(dated, src)
		} else {
			undated = append(undated, src)
		}
	}
	return append(dated, undated...)
}

// weighDate guesses what a source weighs in a timeline: its line, its words among those of the picture, and its row of the table, far apart.
func weighDate(src *corpus.Source) int { return 60 + weigh(src.Title)*5/2 + len(src.ID)/3 }

// weighSources and weighVoices guess what the heads of columns weigh.
func weighSources(sources []*corpus.Source) (ws []int) {
	for _, src := range sources {
		ws = append(ws, 22+weigh(src.Title)+len(src.ID)/3)
	}
	return ws
}

func weighVoices(voices []*corpus.Voice) (ws []int) {
	for _, v := range voices {
		ws = append(ws, 22+weigh(voiceName(v))+len(v.ID)/3)
	}
	return ws
}

// weighRow guesses what a claim weighs in a table of so many columns. Each stroke has the title of its source, which is new where columns are speakers.
func (s *site) weighRow(cl *corpus.Claim, columns int, speakers bool) int {
	w := 24 + weigh(cl.Words) + len(cl.ID)/3 + columns*3/2
	if s.Edition.Notes {
		for _, n := range cl.Notes {
			w += 17 + len(n.ID)/3
			if speakers {
				w += weigh(n.Source.Title)/2 + len(n.Source.ID)/4
			}
		}
	}
	return w
}

func (s *site) weighTable(claims []*corpus.Claim, heads []int, speakers bool) (sum int) {
	for _, w := range heads {
		sum += w
	}
	for _, cl := range claims {
		sum += s.weighRow(cl, len(heads), speakers)
	}
	return sum + 150
}

// weighMap guesses what a map and its table weigh.
func weighMap(topics []mapTopic) (sum int) {
	for _, t := range topics {
		for _, p := range t.pictures() {
			sum += weighPicture(p)
		}
		for _, r := range t.relations {
			sum += weighRelation(r)
		}
	}
	return sum
}

func weighPicture(parts [][]*corpus.Claim) int {
	sum := 200
	for _, part := range parts {
		for _, cl := range part {
			sum += 110 + weigh(cl.Words)*5/4 + len(cl.ID)/3
		}
	}
	return sum
}

func weighRelation(r relation) int {
	return 30 + weigh(r.from.Words, r.to.Words)/2 + (len(r.from.ID)+len(r.to.ID))/3
}

// block is a piece of a table that is too large for a page: some of its rows, and some of its columns.
type block struct{ rows, cols run }

// mostHeads is how much the heads of a table's columns may weigh; of a wider one the columns are on several pages.
const mostHeads, firstRows = 7_000, 5_000

// cutTable cuts a table, and gives what each piece weighs.
func cutTable(rows func(columns int) []int, heads []int) (bs []block, weights []int) {
	for _, c := range runs(heads, mostHeads, mostHeads) {
		if c.from == c.to {
			continue // one source alone is too much
		}
		head := 150
		for _, w := range heads[c.from:c.to] {
			head += w
		}
		ws := rows(c.to - c.from)
		first := partRoom - head
		if len(bs) == 0 {
			first = firstRows // which stand on the topic's page
		}
		for _, r := range runs(ws, first, partRoom-head) {
			if r.from == r.to {
				continue
			}
			sum := head
			for _, w := range ws[r.from:r.to] {
				sum += w
			}
			bs, weights = append(bs, block{r, c}), append(weights, sum)
		}
	}
	return bs, weights
}

// words say which piece of a table it is.
func (b block) words(columns string, nRows, nCols int) string {
	w := "claims " + strconv.Itoa(b.rows.from+1) + " to " + strconv.Itoa(b.rows.to) + " of " + strconv.Itoa(nRows)
	if b.cols.to-b.cols.from < nCols {
		w += ", " + columns + " " + strconv.Itoa(b.cols.from+1) + " to " + strconv.Itoa(b.cols.to) + " of " + strconv.Itoa(nCols)
	}
	return w
}

// pieceNames say which pieces of a table a page has.
func pieceNames(bs []block, columns string, nRows, nCols int) string {
	var ws []string
	for _, b := range bs {
		ws = append(ws, b.words(columns, nRows, nCols))
	}
	return strings.Join(ws, "; ")
}

// topicLayout is the page of a topic: two tables, cut where they are large, and a map.
type topicLayout struct {
	group               claimGroup
	sources             []*corpus.Source
	voices              []*corpus.Voice
	bySource, bySpeaker []block
	maps                *mapTopic
	page                *divided
}

func (s *site) layoutTopic(col *corpus.Collection, g claimGroup, voices []*corpus.Voice, maps *mapTopic) *topicLayout {
	t := &topicLayout{group: g, sources: col.Sources, maps: maps}
	rows := func(speakers bool) func(columns int) []int {
		return func(columns int) (ws []int) {
			for _, cl := range g.Claims {
				ws = append(ws, s.weighRow(cl, columns, speakers))
			}
			return ws
		}
	}
	fixed := 2_600 + weigh(g.Title)
	bySource := series{key: "sources", id: "m-h", begins: true}
	t.bySource, bySource.weights = cutTable(rows(false), weighSources(col.Sources))
	bySource.name = func(r run) string {
		return pieceNames(t.bySource[r.from:r.to], "sources", len(g.Claims), len(t.sources))
	}
	bySpeaker := series{key: "speakers", id: "ms-h"}
	if s.Edition.Notes {
		holds := map[*corpus.Voice]bool{}
		for _, cl := range g.Claims {
			for _, n := range cl.Notes {
				holds[n.Holder.Voice] = true
			}
		}
		t.voices = slices.DeleteFunc(slices.Clone(voices), func(v *corpus.Voice) bool { return !holds[v] })
	}
	if len(t.voices) > 0 {
		t.bySpeaker, bySpeaker.weights = cutTable(rows(true), weighVoices(t.voices))
		bySpeaker.name = func(r run) string {
			return pieceNames(t.bySpeaker[r.from:r.to], "speakers", len(g.Claims), len(t.voices))
		}
	}
	pictures, relations, mentions := series{key: "map", id: "map-h"}, series{key: "relations", id: "rel-h"}, series{key: "mentions", id: "back-h"}
	if maps != nil {
		for _, p := range maps.pictures() {
			pictures.add(weighPicture(p))
		}
		for _, r := range maps.relations {
			relations.add(weighRelation(r))
		}
	}
	if g.Topic != nil {
		fixed += weigh(g.Topic.Topic.About.Text)
		for i := range g.Topic.Backlinks {
			mentions.add(weighMention(&g.Topic.Backlinks[i]))
		}
	}
	t.page = divide(topicTable(col, g), fixed, bySource, bySpeaker, pictures, relations, mentions)
	return t
}

// timelinePage emits the page of a collection's timeline, where it has one.
func (s *site) timelinePage(col *corpus.Collection, emit func(output.File)) {
	d := s.layoutOf(col).dates
	if d == nil {
		return
	}
	crumbs := func(at string) []Link {
		return []Link{{Href: rel(at, "index.html"), Text: "Collections"}, {Href: rel(at, collectionPath(col)), Text: col.Title}, {Text: "Sources by date"}}
	}
	s.divide(emit, d, "collection", d.path, "Sources by date: "+col.Title, col.Lang, crumbs, func(b *board, _ string, i int) any {
		at := b.from
		return &collectionPage{
			Kicker: "Timeline · " + count(len(col.Sources), "source", "sources"), Up: Link{Href: rel(at, collectionPath(col)), Text: col.Title},
			Title: "Sources by date", Timeline: s.timeline(at, col, d, i),
		}
	})
}
