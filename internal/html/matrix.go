package html

import (
	"cmp"
	"slices"
	"strings"

	"github.com/lateral-reader/lateral/internal/corpus"
)

// grid is a matrix as a table: claims down, sources or speakers across.
type grid struct {
	ID      string // of the caption
	Caption string
	Quiet   bool // the caption is not seen: the heading above the table says it
	Sheet   bool // wide cells and short heads, to be filled in by hand
	Cols    []gridCol
	Groups  []gridGroup
	Width   int // columns, the claims' own included
}

// gridCol is the head of a column.
type gridCol struct {
	Link
	Small string
}

// gridGroup is the claims of one topic; without a title it is the whole table.
type gridGroup struct {
	Title string
	Rows  []gridRow
}

// gridRow is one claim.
type gridRow struct {
	Claim Link
	Cells []gridCell
}

// gridCell holds strokes, or a sign with its words, or nothing: not coded.
type gridCell struct {
	Strokes     []stroke
	Sign, Words string
}

// stroke is one passage in a cell.
type stroke struct{ Href, Class, Sign, Label string }

// claimGroup is the claims of a topic, or those without one, on their way to a table.
type claimGroup struct {
	Topic  *corpus.Topic // nil: other claims
	Title  string
	Claims []*corpus.Claim
}

// otherClaimsTitle heads the claims without a topic, claimsTitle where no claim has one.
const otherClaimsTitle, claimsTitle = "Other claims", "Claims"

// untopical heads the claims of a collection that have no topic.
func untopical(col *corpus.Collection) string {
	if len(col.Topics) == 0 {
		return claimsTitle
	}
	return otherClaimsTitle
}

// claimGroups groups a collection's claims by topic. A claim under two topics stands in both; those without a topic come last, and after
// them the claims of other collections on which this one's sources have something.
func claimGroups(col *corpus.Collection) []claimGroup {
	var out []claimGroup
	for _, t := range col.Topics {
		out = append(out, claimGroup{Topic: t, Title: t.Asks, Claims: t.Claims})
	}
	other := claimGroup{Title: untopical(col)}
	for _, cl := range col.Claims {
		if !slices.ContainsFunc(cl.Topics, func(t *corpus.Topic) bool { return t.Coll == col }) {
			other.Claims = append(other.Claims, cl)
		}
	}
	if len(other.Claims) > 0 {
		out = append(out, other)
	}
	foreign := claimGroup{Title: "Claims of other collections"}
	seen := map[*corpus.Claim]bool{}
	for _, src := range col.Sources {
		for _, n := range src.Notes {
			if n.Kind.Name == "claim" && n.Claim != nil && n.Claim.Coll != col && !seen[n.Claim] &&
				!slices.ContainsFunc(n.Claim.Topics, func(t *corpus.Topic) bool { return t.Coll == col }) {
				seen[n.Claim] = true
				foreign.Claims = append(foreign.Claims, n.Claim)
			}
		}
	}
	if len(foreign.Claims) > 0 {
		out = append(out, foreign)
	}
	return out
}

// bySource is the matrix of claims and sources.
func (b *board) bySource(id, caption string, sources []*corpus.Source, groups ...claimGroup) *grid {
	g := &grid{ID: id, Caption: caption, Width: len(sources) + 1, Cols: make([]gridCol, 0, len(sources))}
	for _, src := range sources {
		g.Cols = append(g.Cols, gridCol{Link{Href: b.toSource(src), Text: src.Title}, shortDate(src.Date())})
	}
	for _, cg := range groups {
		out := gridGroup{Title: cg.Title, Rows: make([]gridRow, 0, len(cg.Claims))}
		for _, cl := range cg.Claims {
			row := gridRow{Claim: Link{Href: b.toClaim(cl), Text: cl.Words}, Cells: b.cellsOf(len(sources))}
			for i, src := range sources {
				row.Cells[i] = b.cell(b.Cell(cl, src))
			}
			out.Rows = append(out.Rows, row)
		}
		g.Groups = append(g.Groups, out)
	}
	return g
}

// cellsOf gives so many empty cells.
func (b *board) cellsOf(n int) []gridCell {
	from := len(b.cells)
	b.cells = slices.Grow(b.cells, n)[:from+n]
	out := tail(b.cells, from)
	clear(out)
	return out
}

func (b *board) cell(c corpus.Cell) gridCell {
	switch c.State {
	case corpus.Silent:
		return gridCell{Sign: "·", Words: "silent"}
	case corpus.Older:
		return gridCell{Sign: "–", Words: "older than the event"}
	}
	from := len(b.strokes)
	for _, n := range c.Notes {
		b.strokes = append(b.strokes, b.stroke(n, n.Sign()))
	}
	return gridCell{Strokes: tail(b.strokes, from)}
}

// stroke is a passage as a cell shows it; its label begins with what is seen, for who says it aloud to choose it, and says in words what the
// letter says, and where the passage is.
func (b *board) stroke(n *corpus.Note, sign string) stroke {
	stance, comma, put := stanceParts(n)
	from, holder := "", ""
	if !n.Own {
		from, holder = ", quoted from ", partyWords(*n.Holder)
	}
	return stroke{Href: b.toMark(n), Class: stanceClass(n), Sign: sign, Label: b.join(sign, " ", stance, comma, put, from, holder, ": ", n.Source.Title)}
}

// speakersOf lists the voices that hold a claim note in a collection, those with most notes first.
func speakersOf(col *corpus.Collection) []*corpus.Voice {
	notes := map[*corpus.Voice]int{}
	var vs []*corpus.Voice
	for _, src := range col.Sources {
		for _, n := range src.Notes {
			if v := n.Holder.Voice; v != nil && n.Kind.Name == "claim" {
				if notes[v]++; notes[v] == 1 {
					vs = append(vs, v)
				}
			}
		}
	}
	slices.SortFunc(vs, func(a, b *corpus.Voice) int { return cmp.Or(notes[b]-notes[a], cmp.Compare(a.ID, b.ID)) })
	return vs
}

// bySpeaker is the matrix of claims and speakers: each cell holds the speaker's own notes, in any source. There is no silence here: nobody
// was asked.
func (b *board) bySpeaker(id, caption string, voices []*corpus.Voice, groups ...claimGroup) *grid {
	g := &grid{ID: id, Caption: caption, Width: len(voices) + 1, Cols: make([]gridCol, 0, len(voices))}
	column := map[*corpus.Voice]int{}
	for i, v := range voices {
		column[v] = i
		g.Cols = append(g.Cols, gridCol{Link{Href: b.toVoice(v), Text: voiceName(v)}, voiceSmall(v)})
	}
	for _, cg := range groups {
		if len(cg.Claims) == 0 {
			continue
		}
		out := gridGroup{Title: cg.Title, Rows: make([]gridRow, 0, len(cg.Claims))}
		for _, cl := range cg.Claims {
			row := gridRow{Claim: Link{Href: b.toClaim(cl), Text: cl.Words}, Cells: b.cellsOf(len(voices))}
			in := b.inCells[:0]
			for _, n := range cl.Notes {
				if i, ok := column[n.Holder.Voice]; ok {
					in = append(in, inCell{i, n})
				}
			}
			slices.SortStableFunc(in, func(x, y inCell) int { return x.i - y.i })
			for k := 0; k < len(in); {
				i, from := in[k].i, len(b.strokes)
				for ; k < len(in) && in[k].i == i; k++ {
					b.strokes = append(b.strokes, b.stroke(in[k].n, strings.TrimPrefix(in[k].n.Sign(), "›")))
				}
				row.Cells[i].Strokes = tail(b.strokes, from)
			}
			b.inCells = in
			out.Rows = append(out.Rows, row)
		}
		g.Groups = append(g.Groups, out)
	}
	return g
}

// inCell is a note on its way into the cell of a row.
type inCell struct {
	i int
	n *corpus.Note
}

// voiceName is how a column calls a voice: a source without an outlet by its title.
func voiceName(v *corpus.Voice) string {
	if v.Source != nil {
		return v.Source.Title
	}
	return v.Name()
}

// voiceSmall says in a few words who a voice is.
func voiceSmall(v *corpus.Voice) string {
	switch {
	case v.Outlet != nil:
		return "outlet"
	case v.Source != nil:
		return "outlet not stated"
	}
	sp := v.Speaker
	return cmp.Or(namingWords[sp.Naming], sp.Role, sp.Kind)
}
