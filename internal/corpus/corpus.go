// Package corpus is the linked whole: sources, topics, claims, speakers, outlets and notes, with references both ways, and what
// is counted over them. In go the parsed files, out comes a read-only Corpus for one edition. It knows nothing of files or HTML.
package corpus

import (
	"github.com/lateral-reader/lateral/internal/anchor"
	"github.com/lateral-reader/lateral/internal/catalog"
	"github.com/lateral-reader/lateral/internal/doc"
	"github.com/lateral-reader/lateral/internal/notes"
	"github.com/lateral-reader/lateral/internal/source"
)

// Input is what the parsers found, in any order.
type Input struct {
	Config      catalog.Config
	Collections []*catalog.Collection
	Topics      []catalog.Topic
	Claims      []catalog.Claim
	Speakers    []catalog.Speaker
	Outlets     []catalog.Outlet
	Assignments []*catalog.Assignment
	Sources     []Entry

	Unread bool // a list could not be read at all: an id that nothing has may stand in it, and is no mistake of whoever refers to it
}

// Entry is a source with its notes, anchored.
type Entry struct {
	Source *source.Source
	Files  []*notes.File
	Marks  []anchor.Mark  // one for each note of Files, in order
	Places []source.Place // of the marks' beginnings, source.Nowhere for those without a range
}

// NewEntry looks up where the marks stand, which depends on the source alone.
func NewEntry(s *source.Source, files []*notes.File, marks []anchor.Mark) Entry {
	e := Entry{Source: s, Files: files, Marks: marks, Places: make([]source.Place, len(marks))}
	for i, m := range marks {
		e.Places[i] = source.Nowhere
		if m.Outcome.Placed() {
			e.Places[i] = s.PlaceAt(m.Range.Start)
		}
	}
	return e
}

// Corpus is a whole site in one edition. It is read-only once Link has returned it, but for Relinked.Apply.
type Corpus struct {
	Config      catalog.Config
	Edition     Edition
	Collections []*Collection // by id
	Speakers    []*Speaker    // by id
	Outlets     []*Outlet     // by id
	License     *Prose
	About       *Prose
	Contact     *Prose

	sources map[string]*Source
	claims  map[string]*Claim
	topics  map[string]*Topic
	voices  map[string]*Voice
	assigns map[string]*Assignment
	colls   map[string]*Collection

	linked  *linker               // what it was made with
	citedBy map[*Source][]*Source // the sources that refer to a note or a passage of a source, in their text or notes
	alone   int                   // voices of whom only what the edition withholds speaks
	texts   int                   // how often texts changed
}

// Source returns the source with an id, hidden ones included, or nil. Claim does the same for claims.
func (c *Corpus) Source(id string) *Source { return c.sources[id] }
func (c *Corpus) Claim(id string) *Claim   { return c.claims[id] }

// Collection is a collection with what belongs to it in this edition.
type Collection struct {
	*catalog.Collection
	Lang        string    // its own, or the site's
	Sources     []*Source // in the given order, then oldest first
	Topics      []*Topic
	Claims      []*Claim
	Assignments []*Assignment
	Intro       *Prose
	Backlinks   []Backlink
}

// Source is a source with its notes.
type Source struct {
	*source.Source
	Coll      *Collection
	Outlet    *Outlet // nil: not stated
	Byline    []Name
	Hidden    bool    // a draft that this edition does not have
	Notes     []*Note // that this edition has, numbered in text order
	Orphans   []*Note // refused notes, for serve
	Files     []*notes.File
	Links     Links // of the text
	Backlinks []Backlink

	all   []*Note
	own   []*Voice  // its own voices: few, each once
	voice *Voice    // the source as a voice
	rank  int       // its place among all sources, as the collections order them
	cites []*Source // whose notes or passages it refers to; itself is none of them
}

// Name is a name as printed, with the speaker that it is, if known.
type Name struct {
	Words string
	Voice *Voice
}

// ShowsText reports whether the edition may show the whole text, and the text is here.
func (c *Corpus) ShowsText(s *Source) bool {
	return s.HasText && (c.Edition.FullText || !s.Restricted())
}

// Topic is a question with the claims that compete under it.
type Topic struct {
	*catalog.Topic
	Hidden    bool
	Coll      *Collection
	Claims    []*Claim
	Prose     *Prose
	Backlinks []Backlink
}

// Claim is a claim with what is said about it.
type Claim struct {
	*catalog.Claim
	Hidden    bool
	Coll      *Collection
	Topics    []*Topic
	Prose     *Prose
	Notes     []*Note // of kind claim, by source as the collections order them, then in text order
	Evidence  []*Note // of kind evidence
	Relations []Relation
	Count     Count
	Backlinks []Backlink

	all []*Note // hidden ones too, in the order of Notes
}

// Relation is one claim's relation to another, in words that read from this claim.
type Relation struct {
	Words string
	Claim *Claim
}

// Voice is whoever has an id and can speak: a speaker, an outlet or a source. Exactly one of the pointers is set.
type Voice struct {
	ID      string
	Speaker *Speaker
	Outlet  *Outlet
	Source  *Source

	party         Party // that is it, for all notes that it holds
	shown, secret int   // how often what the edition has, and what it withholds, speaks of it
}

func newVoice(v Voice) *Voice {
	v.party.Voice = &v
	return &v
}

// Name is how pages call the voice.
func (v *Voice) Name() string {
	switch {
	case v.Speaker != nil:
		return v.Speaker.Label()
	case v.Outlet != nil:
		return v.Outlet.Name
	}
	if v.Source.Outlet != nil {
		return v.Source.Title // named from elsewhere: the source's own words are its outlet's
	}
	return "this article, outlet not stated"
}

// Speaker is a speaker with all that is attributed to it.
type Speaker struct {
	*catalog.Speaker
	Hidden    bool   // only what the edition withholds speaks of it
	Of        *Voice // nil: words, or nothing
	OfWords   string
	OriginOf  *Voice // nil also where the edition does not have it
	Prose     *Prose
	Notes     []*Note // held, of kind claim
	Others    []*Note // held, of other kinds
	Passed    []*Note // in whose via the speaker is
	Turns     []Turns
	Wrote     []*Source
	Backlinks []Backlink

	rests *Voice // on whom the words rest: OriginOf, withheld or not
}

// Turns says how much a speaker says in a source.
type Turns struct {
	Source *Source
	As     string // how the source introduces the speaker
	N      int
	Words  int
}

// Outlet is an outlet with its sources.
type Outlet struct {
	*catalog.Outlet
	Hidden    bool // only what the edition withholds speaks of it
	Prose     *Prose
	Sources   []*Source
	Notes     []*Note // held by the outlet itself
	Backlinks []Backlink
}

// Assignment is an assignment with its readings.
type Assignment struct {
	*catalog.Assignment
	Hidden    bool
	Coll      *Collection
	Readings  []*Source
	Claims    []*Claim
	Prose     *Prose
	Backlinks []Backlink
}

// Party is who holds something or passes it on: a voice, or someone described where he stands.
type Party struct {
	Voice    *Voice // nil for one described where he stands
	Inline   *notes.Inline
	Of       *Voice // of an inline party
	NotKnown bool   // the words are not here, so whose turn it is cannot be said
}

// notKnown is the holder of all notes of which nobody is known to hold them.
var notKnown = &Party{NotKnown: true}

// shared gives the party as a holder: one for all notes that a voice holds.
func (p Party) shared() *Party {
	if v := p.Voice; v != nil && p == v.party {
		return &v.party
	}
	own := p
	return &own
}

// Name is how pages call the party.
func (p Party) Name() string {
	switch {
	case p.Voice != nil:
		return p.Voice.Name()
	case p.Inline != nil:
		return p.Inline.Described
	}
	return "whoever speaks there"
}

// Naming is one of notes.Namings.
func (p Party) Naming() string {
	switch {
	case p.Inline != nil:
		return p.Inline.Naming
	case p.Voice != nil && p.Voice.Speaker != nil:
		return p.Voice.Speaker.Naming
	}
	return "named"
}

// Unnamed reports whether the party goes without a name: any naming but named.
func (p Party) Unnamed() bool { return p.Naming() != "named" }

// Note is a note with what it refers to.
type Note struct {
	*notes.Note
	source.Place // where it begins; where the text is not here, the block as written
	Source       *Source
	Range        doc.Range
	Outcome      anchor.Outcome
	Shown        bool
	Own          bool  // the holder is the source's own voice or speaks a turn of it
	mode         uint8 // index in notes.Modes and one; 0: none
	Number       int32 // in its source, from 1, among those shown
	Claim        *Claim
	Holder       *Party // never nil, and shared: nobody writes to it
	Prose        *Prose
	*Ties
}

// Ties are what few notes have to do with others. A note without any shares those of all others: only tied gives some to write to.
type Ties struct {
	Via       []Party
	Answers   *Note
	Replies   []*Note
	See       []See
	Backlinks []Backlink
}

// untied is the Ties of all notes that have none. Nobody writes to it.
var untied = new(Ties)

// tied gives the note's own ties.
func (n *Note) tied() *Ties {
	if n.Ties == untied {
		n.Ties = new(Ties)
	}
	return n.Ties
}

// Mode is how the words are given, one of notes.Modes: as the note says, or as its passage stands; "" where neither says it.
func (n *Note) Mode() string {
	if n.mode == 0 {
		return ""
	}
	return notes.Modes[n.mode-1]
}

// Key is the note's address across the site.
func (n *Note) Key() string { return n.Source.ID + "#" + n.ID }

// Counted reports whether the note counts as support or dispute.
func (n *Note) Counted() bool {
	return n.Kind.Name == "claim" && (n.Stance == "supports" || n.Stance == "disputes") && n.Taken()
}

// See is one entry of a note's see.
type See struct {
	Ref Ref
	URL string
}
