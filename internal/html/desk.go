package html

import (
	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/doc"
	"github.com/lateral-reader/lateral/internal/markup"
)

// desk is what source pages are made on, one after the other. What a page is made of lies here until it is written, and then the next page has the
// room: a site has thousands of them, and what each left behind was most of what the garbage collector had to do. Whatever is taken from a
// room is written whole, as it still holds things of an earlier page.
type desk struct {
	*site
	linking
	src    *corpus.Source
	sheets paper

	page   sourcePage
	strip  strip
	notes  []noted                              // what several parts of the page say of the notes of the source
	text   markup.Text                          // of the source
	after  func(out []byte, top int) []byte     // notesBeside
	margin margin                               // what it writes
	ours   markup.Text                          // of ours, one after the other
	links  corpus.Links                         // of ours
	leads  func(i int, sp doc.Span) markup.Link // where a span of ours leads, by links

	seen          map[*corpus.Claim]bool // used by one list at a time
	voices        map[string]int         // of speakers with a turn the place in room.saying
	rule          ruler
	pieces, rules pen
	facets        facetsOf
	room          rooms
}

// rooms is lists of the page. Where a kind of list is there several times, they lie one after the other.
type rooms struct {
	byline   []Link
	files    []Link
	axes     []axisLine
	speakers []introduced
	evidence []offered
	claims   []elsewhere
	passages []otherPassage
	alone    []Link
	others   []*corpus.Note
	marks    []markup.Mark
	placed   []placed
	margin   []marginNote // beside a block
	margins  []marginNote // beside passages
	head     []marginNote
	gaps     []marginNote
	sections []section
	excerpts []passageAlone
	all      []fullNote
	saying   []saying
	ground   []stretch
	rows     []stripRow
	rowNotes []stripNote
	lines    []stripLines
	pens     []pen
	columns  [5][]*corpus.Note
	shares   []share
	key      []keyLine
}

// placed is a note and the block beside which it stands.
type placed struct {
	top int
	n   *corpus.Note
}

// desk gives one that is free.
func (s *site) desk() *desk {
	if d, ok := s.desks.Get().(*desk); ok {
		return d
	}
	d := &desk{site: s, seen: map[*corpus.Claim]bool{}, voices: map[string]int{}}
	d.paper, d.after = &d.sheets, d.notesBeside
	d.facets.byName = map[string]string{}
	d.leads = func(i int, sp doc.Span) markup.Link { return s.leadsTo(d.linking, d.links, i, sp) }
	return d
}

// done takes it back when its page is written.
func (d *desk) done() {
	d.sheets.wipe()
	if max(len(d.src.Notes), len(d.src.Doc.Blocks)) <= mostRoom {
		d.site.desks.Put(d)
	}
}

// mostRoom is for how many notes and blocks room is kept.
const mostRoom = 1000
