package html

import (
	"html/template"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/output"
)

// assignmentPage is an assignment with its readings and the sheet of its claims.
type assignmentPage struct {
	Collection Link
	Title      string
	Lead       string
	Readings   []sourceLine
	Body       template.HTML
	Sheet      *grid
	Blank      bool // the cells are to be filled in
	Mentions   []mention
}

func (s *site) assignments(col *corpus.Collection, emit func(output.File)) {
	for _, a := range col.Assignments {
		at := assignmentPath(a)
		crumbs := []Link{{Href: rel(at, collectionPath(col)), Text: col.Title}, {Text: a.Title}}
		emit(s.boardPage("assignment", at, a.Title, col.Lang, crumbs, func(b *board) any { return b.assignmentPage(a) }))
	}
}

func (b *board) assignmentPage(a *corpus.Assignment) *assignmentPage {
	at := b.from
	p := &assignmentPage{
		Collection: Link{Href: rel(at, collectionPath(a.Coll)), Text: a.Coll.Title}, Title: a.Title, Lead: a.Summary, Body: b.prose(a.Prose, at),
		Blank: !b.Edition.Notes, Mentions: b.mentions(at, a.Backlinks),
	}
	for _, src := range a.Readings {
		p.Readings = append(p.Readings, b.sourceLine(at, src))
	}
	if len(a.Claims) > 0 && len(a.Readings) > 0 {
		caption := "What each reading does to each claim"
		if p.Blank {
			caption = "To fill in: what does each reading do to each claim?"
		}
		p.Sheet = b.bySource("mx", caption, a.Readings, claimGroup{Claims: a.Claims})
		p.Sheet.Sheet = p.Blank
	}
	return p
}
