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
		emit(s.file("assignment", at, a.Title, col.Lang, crumbs, func() any { return s.assignmentPage(at, a) }))
	}
}

func (s *site) assignmentPage(at string, a *corpus.Assignment) *assignmentPage {
	p := &assignmentPage{
		Collection: Link{Href: rel(at, collectionPath(a.Coll)), Text: a.Coll.Title}, Title: a.Title, Lead: a.Summary, Body: s.prose(a.Prose, at),
		Blank: !s.Edition.Notes, Mentions: s.mentions(at, a.Backlinks),
	}
	for _, src := range a.Readings {
		p.Readings = append(p.Readings, s.sourceLine(at, src))
	}
	if len(a.Claims) > 0 && len(a.Readings) > 0 {
		caption := "What each reading does to each claim"
		if p.Blank {
			caption = "To fill in: what does each reading do to each claim?"
		}
		p.Sheet = s.bySource(at, "mx", caption, a.Readings, claimGroup{Claims: a.Claims})
		p.Sheet.Sheet = p.Blank
	}
	return p
}
