package html

import (
	"io"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/output"
)

// board is to pages of lists what a desk is to those of sources: what the page of a claim, a topic or a voice is made of lies here until it is written,
// and then the next page has the room. Whatever is taken from a room is written whole.
type board struct {
	*site
	linking
	sheets paper

	// Lists of the page, those of a kind one after the other.
	passages   []passage
	steps      []step
	replies    []reply
	claims     []statements
	statements []statement
	sums       []stanceSum
	texts      []shiftText
	turns      []turnsLine
	others     []otherNote
	voices     []countedVoice
	channels   []Link
	cells      []gridCell
	strokes    []stroke
	inCells    []inCell
	sentences  [][2]int
}

// boardPage is a page that is made on a board; see site.file.
func (s *site) boardPage(tmpl, at, title, lang string, crumbs []Link, main func(b *board) any) output.File {
	return output.File{Path: at, Render: func(w io.Writer) error {
		b, ok := s.boards.Get().(*board)
		if !ok {
			b = &board{site: s}
			b.paper = &b.sheets
		}
		b.from = at
		b.passages, b.steps, b.replies, b.statements = b.passages[:0], b.steps[:0], b.replies[:0], b.statements[:0]
		b.sums, b.texts, b.channels, b.cells, b.strokes = b.sums[:0], b.texts[:0], b.channels[:0], b.cells[:0], b.strokes[:0]
		defer func() {
			b.sheets.wipe()
			s.boards.Put(b)
		}()
		return s.file(tmpl, at, title, lang, crumbs, func() any { return main(b) }).Render(w)
	}}
}

// tail is a list from a place on. What is appended to it does not write over what follows in the room.
func tail[T any](list []T, from int) []T { return list[from:len(list):len(list)] }

// toMark is site.toMark for the page.
func (b *board) toMark(n *corpus.Note) string { return b.markOn(b.linking, n) }
