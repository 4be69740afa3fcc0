package html

import (
	"html/template"
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
	text   *markup.Text
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
func (p *sourcePage) Head() template.HTML { return p.text.Blocks(0, p.head) }
func (x *section) HTML() template.HTML    { return x.text.Blocks(x.from, x.to) }

// Draw appends them, see quick.Drawer.
func (p *sourcePage) Draw(out []byte, _ string) []byte { return p.text.Append(out, 0, p.head) }
func (x *section) Draw(out []byte, _ string) []byte    { return x.text.Append(out, x.from, x.to) }

// lostNote is a refused note; only an edition that is not built without errors has some.
type lostNote struct{ ID, Outcome, Says string }

func (s *site) sources(col *corpus.Collection, emit func(output.File)) {
	for i, src := range col.Sources {
		at := sourcePath(src)
		crumbs := []Link{{Href: rel(at, collectionPath(col)), Text: col.Title}, {Text: src.Title}}
		emit(s.file("source", at, src.Title, col.Lang, crumbs, func() any { return s.sourcePage(at, src, i) }))
	}
}

// sourcePage fills the page of the source that is i-th in its collection.
func (s *site) sourcePage(at string, src *corpus.Source, i int) *sourcePage {
	p := &sourcePage{
		Genre: capital(genreWords[src.Genre]), Outlet: Link{Text: outletWords(src)}, Date: dated(src.Published), Lang: langOf(src, src.Coll.Lang), Byline: s.byline(at, src),
		Rights: rightsWords(src.Rights), Key: s.key(src), Panel: s.panel(at, src), Strip: s.strip(at, src), Mentions: s.mentions(at, src.Backlinks), Withheld: !s.ShowsText(src),
	}
	if src.Outlet != nil {
		p.Outlet.Href = toOutlet(at, src.Outlet)
	}
	s.provenance(p, at, src)
	p.text, p.head = s.drawn(at, src, &p.failed), headBlocks(src)
	if p.Withheld {
		p.Excerpts = s.excerpts(at, src)
	} else {
		p.Text = s.sections(at, src, p.text, p.head)
	}
	end := headEnd(src)
	for _, n := range src.Notes {
		switch {
		case n.Outcome == anchor.NoPassage:
			p.Gaps = append(p.Gaps, s.beside(at, n))
		case n.Outcome.Placed() && n.Range.Start < end && s.open(n):
			p.Beside.Notes = append(p.Beside.Notes, s.beside(at, n))
		}
	}
	p.By, p.Several = annotators(src)
	p.Long = len(src.Notes) > longNotes || !p.Withheld && len(src.Doc.Text) > longText
	filter, facets := filter(src)
	p.Filter = filter
	if hasBeside(src.Coll) {
		p.Sides = rel(at, besidePath(src.Coll)) + "#s-" + src.ID
	}
	p.All = s.roomFor(len(src.Notes))
	for i, n := range src.Notes {
		s.full(&p.All[i], at, n, p.By)
		p.All[i].Facets = facets[i]
	}
	for _, n := range src.Orphans {
		p.Lost = append(p.Lost, lostNote{ID: "n-" + n.ID, Outcome: n.Outcome.String(), Says: ourWords(n)})
	}
	if all := src.Coll.Sources; true {
		if i > 0 {
			p.Before = Link{Href: toSource(at, all[i-1]), Text: all[i-1].Title}
		}
		if i+1 < len(all) {
			p.After = Link{Href: toSource(at, all[i+1]), Text: all[i+1].Title}
		}
	}
	return p
}

// roomFor gives room for the notes of a page: they are large, and the room is used again once the page is written.
func (s *site) roomFor(n int) []fullNote {
	if old, ok := s.noteRoom.Get().(*[]fullNote); ok && cap(*old) >= n {
		return (*old)[:n]
	}
	return make([]fullNote, n)
}

// giveRoom takes it back.
func (s *site) giveRoom(notes []fullNote) {
	clear(notes)
	if notes = notes[:0]; cap(notes) <= mostRoom {
		s.noteRoom.Put(&notes)
	}
}

// mostRoom is for how many notes room is kept.
const mostRoom = 200

// annotators finds who wrote most of the notes, the first in text order where several wrote as many.
func annotators(src *corpus.Source) (by string, several bool) {
	n := map[string]int{}
	for _, x := range src.Notes {
		n[x.By]++
	}
	for _, x := range src.Notes {
		if n[x.By] > n[by] {
			by = x.By
		}
	}
	return by, len(n) > 1
}

// provenance says where the source is from and under what terms it stands here.
func (s *site) provenance(p *sourcePage, at string, src *corpus.Source) {
	if src.URL != "" {
		p.Original = Link{Href: src.URL, Text: "Original", External: true}
	}
	if src.Archived != "" {
		p.Archived = Link{Href: src.Archived, Text: "Archived copy", External: true}
	}
	if !src.Retrieved.IsZero() {
		p.Retrieved = dateWords(src.Retrieved)
	}
	if corpus.IsOutward(src.Media) {
		p.Files = append(p.Files, Link{Href: src.Media, Text: "Recording", External: true})
	}
	if s.hasSourceFile(src) {
		p.Files = append(p.Files, Link{Href: rel(at, sourceFilePath(src)), Text: "Source as a file"})
	}
	for _, f := range s.notesFiles(src) {
		l := Link{Href: rel(at, notesFilePath(src, f)), Text: "Notes as a file"}
		if f.Layer != "" {
			l.Text += " (" + f.Layer + ")"
		}
		p.Files = append(p.Files, l)
	}
	switch {
	case !src.HasText && !s.Edition.Notes:
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
func (s *site) key(src *corpus.Source) []keyLine {
	has := map[string]bool{}
	for _, n := range src.Notes {
		if n.Kind.Name != "claim" {
			has[n.Kind.Letter] = true
			continue
		}
		has[n.Stance] = true
		has["np"] = has["np"] || n.Put != "stated"
	}
	var ks []keyLine
	for _, k := range []struct{ has, class, words string }{
		{"supports", "c supports", "supports"}, {"disputes", "c disputes", "disputes"}, {"questions", "c questions", "questions"},
		{"reports", "c reports", "reports"}, {"e", "e", "evidence"}, {"w", "w", "wording"}, {"np", "", "(c) in brackets: not stated outright"},
	} {
		if has[k.has] {
			ks = append(ks, keyLine{k.class, k.words})
		}
	}
	return ks
}

// headBlocks is the number of blocks before the text: headline and subtitle.
func headBlocks(src *corpus.Source) int {
	n := 0
	for n < len(src.Doc.Blocks) && (src.Doc.Blocks[n].Kind == doc.Headline || src.Doc.Blocks[n].Kind == doc.Subtitle) {
		n++
	}
	return n
}

// drawn is the text with its marks and, after each block, the notes that begin in it. What a template of the site cannot do is left in
// failed.
func (s *site) drawn(at string, src *corpus.Source, failed *error) *markup.Text {
	beside := map[int][]*corpus.Note{}
	lang := "" // of our notes, where they stand in a text of another
	if langOf(src, src.Coll.Lang) != "" {
		lang = src.Coll.Lang
	}
	end := headEnd(src)
	var ns []marginNote // of one block
	for _, n := range src.Notes {
		if n.Outcome.Placed() && n.Range.Start >= end {
			top := src.Doc.TopAt(n.Range.Start)
			beside[top] = append(beside[top], n)
		}
	}
	return markup.New(&src.Doc.Body, s.marks(src), markup.Options{
		Lang: src.Doc.Lang, IDs: true, Sentences: true, HeadingShift: 1, Link: s.linker(src.Links, at),
		After: func(out []byte, top int) []byte {
			list := beside[top]
			if len(list) == 0 || *failed != nil {
				return out
			}
			ns = ns[:0]
			for _, n := range list {
				ns = append(ns, s.beside(at, n))
			}
			out, *failed = s.made["source"].Append(out, "parts/note-margin", margin{lang, ns})
			return out
		},
	})
}

// sections cuts the text into turns and what stands between them.
func (s *site) sections(at string, src *corpus.Source, t *markup.Text, head int) []section {
	out := make([]section, 0, 2*len(src.Doc.Turns)+1)
	between := func(from, to int) {
		if from < to {
			out = append(out, section{text: t, from: from, to: to})
		}
	}
	next := head
	for i, u := range src.Doc.Turns {
		between(next, u.First)
		out = append(out, section{
			ID: "u" + strconv.Itoa(i+1), Who: s.named(at, u.Speaker), As: u.As, Question: u.Role == "question", Time: u.Time, ISO: duration(u.Time),
			text: t, from: u.First, to: u.End,
		})
		next = u.End
	}
	between(next, len(src.Doc.Blocks))
	return out
}

// duration writes 00:01:12 as HTML wants it: PT0H1M12S.
func duration(t string) string {
	parts := strings.Split(strings.ReplaceAll(t, ",", "."), ":")
	units := "HMS"
	if len(parts) < 2 || len(parts) > 3 {
		return ""
	}
	out := "PT"
	for i, p := range parts {
		whole, frac, has := strings.Cut(p, ".")
		if whole = strings.TrimLeft(whole, "0"); whole == "" {
			whole = "0"
		}
		if has {
			whole += "." + frac
		}
		out += whole + units[3-len(parts)+i:][:1]
	}
	return out
}

func dated(d source.Date) date { return date{ISO: d.Written, Words: dateWords(d)} }
