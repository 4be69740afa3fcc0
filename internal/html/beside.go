package html

import (
	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/output"
)

// besidePage puts two sources of a collection side by side. A script does it; without one the page leads to the sources.
type besidePage struct {
	Lead    Link // the collection
	Sources []besideSource
}

type besideSource struct {
	Link
	ID, Facts string
}

func besidePath(col *corpus.Collection) string { return col.ID + "/beside.html" }

// hasBeside reports whether a collection has two sources to be put side by side.
func hasBeside(col *corpus.Collection) bool { return len(col.Sources) > 1 }

func (s *site) sideBySide(col *corpus.Collection, emit func(output.File)) {
	if !hasBeside(col) {
		return
	}
	at := besidePath(col)
	crumbs := []Link{{Href: rel(at, collectionPath(col)), Text: col.Title}, {Text: "Side by side"}}
	emit(s.file("beside", at, "Side by side: "+col.Title, col.Lang, crumbs, func() any {
		p := &besidePage{Lead: Link{Href: rel(at, collectionPath(col)), Text: col.Title}}
		sum := 2_000
		for _, src := range col.Sources {
			sum += weighSource(src)
		}
		for _, src := range byDate(col.Sources) {
			b := besideSource{Link: Link{Href: toSource(at, src), Text: src.Title}, ID: src.ID}
			if sum <= pageRoom {
				b.Facts = outletWords(src) + ", " + dateWords(src.Date())
			}
			p.Sources = append(p.Sources, b)
		}
		return p
	}))
}
