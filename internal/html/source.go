package html

import (
	"html/template"
	"slices"
	"strconv"
	"strings"

	"github.com/lateral-reader/lateral/internal/anchor"
	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/doc"
	"github.com/lateral-reader/lateral/internal/markup"
	"github.com/lateral-reader/lateral/internal/output"
	"github.com/lateral-reader/lateral/internal/source"
)

// sourcePage is a source with its notes, in text order.
type sourcePage struct {
	desk   *desk
	head   int   // blocks of Head
	failed error // what drawing the text came to

	Genre  string
	Outlet Link
	Date   date
	Lang   string // of the text, "" where it is the page's
	Beside margin // of headline and subtitle
	Byline []Link

	Original, Archived Link
	Retrieved          string
	Files              []Link
	Rights             string
	Shown              string // why the text is here, or is not
	Corrected          []correction
	Key                []keyLine
	Panel              panel
	Strip              *strip
	Gaps               []marginNote
	Filter             string // what the notes can be chosen by, see filter
	Sides              string // where the source stands beside another
	Text               []section
	Excerpts           []passageAlone
	Withheld           bool // excerpts stand where the text would
	All                []fullNote
	By                 string // who wrote most of the notes
	Several            bool   // others wrote some
	Long               bool   // so much that a browser should not lay out all of it at once
	Lost               []lostNote
	Mentions           []mention
	Before, After      Link
}

// A text of more bytes or with more notes than these is long.
const longText, longNotes = 40_000, 100

// date is a date in words, and as a program reads it where it is one.
type date struct{ ISO, Words string }

type correction struct {
	Date date
	What string
}

// keyLine explains one line pattern.
type keyLine struct{ Class, Words string }

// section is a turn, or what stands between turns.
type section struct {
	ID       string // u3; "" between turns
	Who      Link
	As       string
	Question bool
	Time     string
	ISO      string // of Time
	text     *markup.Text
	from, to int // blocks
}

// Head is headline and subtitle, HTML the words of a section. Both are drawn when the page is written, and are in memory there alone.
func (p *sourcePage) Head() template.HTML { return p.desk.text.Blocks(0, p.head) }
func (x *section) HTML() template.HTML    { return x.text.Blocks(x.from, x.to) }

// Draw appends them, see quick.Drawer.
func (p *sourcePage) Draw(out []byte, _ string) []byte { return p.desk.text.Append(out, 0, p.head) }
func (x *section) Draw(out []byte, _ string) []byte    { return x.text.Append(out, x.from, x.to) }

// lostNote is a refused note; only an edition that is not built without errors has some.
type lostNote struct{ ID, Outcome, Says string }

func (s *site) sources(col *corpus.Collection, emit func(output.File)) {
	for i, src := range col.Sources {
		at := sourcePath(src)
		crumbs := []Link{{Href: rel(at, collectionPath(col)), Text: col.Title}, {Text: src.Title}}
		emit(s.file("source", at, src.Title, col.Lang, crumbs, func() any { return s.desk().sourcePage(at, src, i) }))
	}
}

// sourcePage fills the page of the source that is i-th in its collection.
func (d *desk) sourcePage(at string, src *corpus.Source, i int) *sourcePage {
	d.from, d.src = at, src
	p := &d.page
	*p = sourcePage{
		desk: d, head: headBlocks(src), Genre: capital(genreWords[src.Genre]), Outlet: Link{Text: outletWords(src)}, Lang: langOf(src, src.Coll.Lang),
		Date: date{ISO: src.Published.Written, Words: d.dateWords(src.Published)}, Byline: d.byline(), Rights: rightsWords(src.Rights), Key: d.key(),
		Mentions: d.mentions(at, src.Backlinks), Withheld: !d.ShowsText(src),
	}
	if src.Outlet != nil {
		p.Outlet.Href = d.toOutlet(src.Outlet)
	} else if p.Genre == "" {
		p.Outlet.Text = capital(p.Outlet.Text)
	}
	d.number()
	d.speaking()
	d.panel(&p.Panel)
	if d.fillStrip(&d.strip) {
		p.Strip = &d.strip
	}
	d.provenance(p)
	d.draw()
	if p.Withheld {
		p.Excerpts = d.excerpts()
	} else {
		p.Text = d.sections()
	}
	end := headEnd(src)
	p.Gaps, p.Beside.Notes = d.room.gaps[:0], d.room.head[:0]
	for _, n := range src.Notes {
		switch {
		case n.Outcome == anchor.NoPassage:
			p.Gaps = append(p.Gaps, d.beside(n))
		case n.Outcome.Placed() && n.Range.Start < end && d.open(n):
			p.Beside.Notes = append(p.Beside.Notes, d.beside(n))
		}
	}
	d.room.gaps, d.room.head = p.Gaps, p.Beside.Notes
	p.By, p.Several = annotators(src)
	p.Long = len(src.Notes) > longNotes || !p.Withheld && len(src.Doc.Text) > longText
	var facets []string
	p.Filter, facets = d.filter()
	if hasBeside(src.Coll) {
		p.Sides = d.join(d.rel(besidePath(src.Coll)), "#s-", src.ID)
	}
	p.All = slices.Grow(d.room.all[:0], len(src.Notes))[:len(src.Notes)]
	d.room.all = p.All
	for i, n := range src.Notes {
		d.full(&p.All[i], n, p.By)
		p.All[i].Facets = facets[i]
	}
	for _, n := range src.Orphans {
		p.Lost = append(p.Lost, lostNote{ID: "n-" + n.ID, Outcome: n.Outcome.String(), Says: ourWords(n)})
	}
	all := src.Coll.Sources
	if i > 0 {
		p.Before = Link{Href: d.toSource(all[i-1]), Text: all[i-1].Title}
	}
	if i+1 < len(all) {
		p.After = Link{Href: d.toSource(all[i+1]), Text: all[i+1].Title}
	}
	return p
}

// annotators finds who wrote most of the notes, the first in text order where several wrote as many.
func annotators(src *corpus.Source) (by string, several bool) {
	if len(src.Notes) == 0 {
		return "", false
	}
	if by = src.Notes[0].By; !slices.ContainsFunc(src.Notes, func(x *corpus.Note) bool { return x.By != by }) {
		return by, false
	}
	by = ""
	n := map[string]int{}
	for _, x := range src.Notes {
		n[x.By]++
	}
	for _, x := range src.Notes {
		if n[x.By] > n[by] {
			by = x.By
		}
	}
	return by, true
}

// provenance says where the source is from and under what terms it stands here.
func (d *desk) provenance(p *sourcePage) {
	src := d.src
	p.Files = d.room.files[:0]
	if src.URL != "" {
		p.Original = Link{Href: src.URL, Text: "Original", External: true}
	}
	if src.Archived != "" {
		p.Archived = Link{Href: src.Archived, Text: "Archived copy", External: true}
	}
	if !src.Retrieved.IsZero() {
		p.Retrieved = d.dateWords(src.Retrieved)
	}
	if corpus.IsOutward(src.Media) {
		p.Files = append(p.Files, Link{Href: src.Media, Text: "Recording", External: true})
	}
	if d.hasSourceFile(src) {
		p.Files = append(p.Files, Link{Href: d.rel(sourceFilePath(src)), Text: "Source as a file"})
	}
	for _, f := range d.notesFiles(src) {
		l := Link{Href: d.rel(notesFilePath(src, f)), Text: "Notes as a file"}
		if f.Layer != "" {
			l.Text += " (" + f.Layer + ")"
		}
		p.Files = append(p.Files, l)
	}
	d.room.files = p.Files
	switch {
	case !src.HasText && !d.Edition.Notes:
		p.Shown = "The text is not here. Whoever has a lawful copy can lay it under this page."
	case !src.HasText:
		p.Shown = "The text is not here, only notes on it. Below stand the passages that they speak of, with what we say about them. " +
			"Whoever has a lawful copy can lay it under the notes."
	case p.Withheld:
		p.Shown = "Its words are not ours to publish: below stand only the passages that a note speaks of, with what we say about them."
	case src.Restricted():
		p.Shown = "Shown here to a class; not to be published."
	}
	for _, c := range src.Corrected {
		p.Corrected = append(p.Corrected, correction{dated(c.Date), c.What})
	}
}

// key explains the patterns that the source has.
func (d *desk) key() []keyLine {
	has := func(what string) bool {
		return slices.ContainsFunc(d.src.Notes, func(n *corpus.Note) bool {
			if n.Kind.Name != "claim" {
				return n.Kind.Letter == what
			}
			return n.Stance == what || what == "np" && n.Put != "stated"
		})
	}
	ks := d.room.key[:0]
	for i := range patterns {
		if has(patterns[i].has) {
			ks = append(ks, patterns[i].keyLine)
		}
	}
	d.room.key = ks
	return ks
}

// patterns are the lines under a text, by stance or by letter of a kind.
var patterns = []struct {
	has string
	keyLine
}{
	{"supports", keyLine{"c supports", "supports"}}, {"disputes", keyLine{"c disputes", "disputes"}}, {"questions", keyLine{"c questions", "questions"}},
	{"reports", keyLine{"c reports", "reports"}}, {"e", keyLine{"e", "evidence"}}, {"w", keyLine{"w", "wording"}}, {"np", keyLine{"", "(c) in brackets: not stated outright"}},
}

// headBlocks is the number of blocks before the text: headline and subtitle.
func headBlocks(src *corpus.Source) int {
	n := 0
	for n < len(src.Doc.Blocks) && (src.Doc.Blocks[n].Kind == doc.Headline || src.Doc.Blocks[n].Kind == doc.Subtitle) {
		n++
	}
	return n
}

// draw makes the text ready with its marks and, after each block, the notes that begin in it. What a template of the site cannot do is left
// in failed.
func (d *desk) draw() {
	src, end := d.src, headEnd(d.src)
	d.room.placed = d.room.placed[:0]
	for _, n := range src.Notes {
		if n.Outcome.Placed() && n.Range.Start >= end {
			if top := src.Doc.TopAt(n.Range.Start); top >= 0 {
				d.room.placed = append(d.room.placed, placed{top, n})
			}
		}
	}
	d.text.Set(&src.Doc.Body, d.marks(), markup.Options{
		Lang: src.Doc.Lang, IDs: true, Sentences: true, HeadingShift: 1, Link: d.linker(src.Links, d.from), After: d.after,
	})
}

// notesBeside writes the notes that stand beside a block.
func (d *desk) notesBeside(out []byte, top int) []byte {
	first, _ := slices.BinarySearchFunc(d.room.placed, top, func(p placed, top int) int { return p.top - top }) // notes are in text order
	ns := d.room.margin[:0]
	for _, p := range d.room.placed[first:] {
		if p.top != top {
			break
		}
		ns = append(ns, d.beside(p.n))
	}
	d.room.margin = ns
	if len(ns) == 0 || d.page.failed != nil {
		return out
	}
	d.margin = margin{Notes: ns}
	if d.page.Lang != "" {
		d.margin.Lang = d.src.Coll.Lang // of our notes, where they stand in a text of another
	}
	out, d.page.failed = d.made["source"].Append(out, "parts/note-margin", &d.margin)
	return out
}

// sections cuts the text into turns and what stands between them.
func (d *desk) sections() []section {
	text := d.src.Doc
	out := slices.Grow(d.room.sections[:0], 2*len(text.Turns)+1)
	between := func(from, to int) {
		if from < to {
			out = append(out, section{text: &d.text, from: from, to: to})
		}
	}
	next := d.page.head
	for i := range text.Turns {
		u := &text.Turns[i]
		between(next, u.First)
		d.line = strconv.AppendInt(append(d.line[:0], 'u'), int64(i+1), 10)
		out = append(out, section{
			ID: d.keep(d.line), Who: d.room.saying[d.voices[u.Speaker]].who, As: u.As, Question: u.Asks, Time: u.Time, ISO: d.duration(u.Time),
			text: &d.text, from: u.First, to: u.End,
		})
		next = u.End
	}
	between(next, len(text.Blocks))
	d.room.sections = out
	return out
}

// duration writes 00:01:12 as HTML wants it: PT0H1M12S; "" for what is no such time.
func (d *desk) duration(t string) string {
	unit := 2 - strings.Count(t, ":")
	if unit < 0 || unit > 1 {
		return ""
	}
	out := append(d.line[:0], "PT"...)
	for part := range strings.SplitSeq(t, ":") {
		end := strings.IndexAny(part, ".,")
		if end < 0 {
			end = len(part)
		}
		whole := strings.TrimLeft(part[:end], "0")
		if whole == "" {
			whole = "0"
		}
		out = append(out, whole...)
		if end < len(part) {
			out = append(out, '.')
			out = append(out, strings.ReplaceAll(part[end+1:], ",", ".")...)
		}
		out = append(out, "HMS"[unit])
		unit++
	}
	d.line = out
	return d.keep(out)
}

func dated(d source.Date) date { return date{ISO: d.Written, Words: dateWords(d)} }
