package html

import (
	"bytes"
	"html/template"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/doc"
	"github.com/lateral-reader/lateral/internal/field"
	"github.com/lateral-reader/lateral/internal/highlight"
	"github.com/lateral-reader/lateral/internal/markup"
	"github.com/lateral-reader/lateral/internal/notes"
	"github.com/lateral-reader/lateral/internal/output"
	"github.com/lateral-reader/lateral/internal/words"
)

// sourceFilePage is a file line by line.
type sourceFilePage struct {
	Source Link
	Name   string
	What   string
	Others []Link // the other files of the source
	Lines  template.HTML
}

// sourceFilePath and notesFilePath are the pages of a source's files, beside its own page.
func sourceFilePath(src *corpus.Source) string {
	return src.Coll.ID + "/sources/" + src.ID + ".source.html"
}

func notesFilePath(src *corpus.Source, f *notes.File) string {
	return src.Coll.ID + "/sources/" + strings.TrimSuffix(path.Base(f.Path), ".yaml") + ".html"
}

// hasSourceFile reports whether the edition shows a source as a file: not where its words are withheld. A layer without text holds
// none.
func (s *site) hasSourceFile(src *corpus.Source) bool {
	return s.Config.SourceFiles && (src.TextNone || s.ShowsText(src))
}

// notesFiles lists the notes files that the edition shows: those of which it has a note.
func (s *site) notesFiles(src *corpus.Source) []*notes.File {
	var out []*notes.File
	for _, f := range src.Files {
		if s.Config.SourceFiles && slices.ContainsFunc(src.Notes, func(n *corpus.Note) bool { return n.File == f.Path }) {
			out = append(out, f)
		}
	}
	return out
}

func (s *site) sourceFiles(col *corpus.Collection, emit func(output.File)) {
	for _, src := range col.Sources {
		if s.hasSourceFile(src) {
			emit(s.filePage(sourceFilePath(src), src, func() *sourceFilePage { return s.sourceFile(src) }))
		}
		for _, f := range s.notesFiles(src) {
			emit(s.filePage(notesFilePath(src, f), src, func() *sourceFilePage { return s.notesFile(src, f) }))
		}
	}
}

// filePage makes a page when it is written and keeps nothing of it.
func (s *site) filePage(at string, src *corpus.Source, main func() *sourceFilePage) output.File {
	return output.File{Path: at, Render: func(w io.Writer) error {
		p := main()
		p.Source = Link{Href: toSource(at, src), Text: src.Title}
		if s.hasSourceFile(src) && at != sourceFilePath(src) {
			p.Others = append(p.Others, Link{Href: rel(at, sourceFilePath(src)), Text: path.Base(src.Path)})
		}
		for _, f := range s.notesFiles(src) {
			if to := notesFilePath(src, f); to != at {
				p.Others = append(p.Others, Link{Href: rel(at, to), Text: path.Base(f.Path)})
			}
		}
		crumbs := []Link{{Href: rel(at, collectionPath(src.Coll)), Text: src.Coll.Title}, p.Source, {Text: p.Name}}
		return s.file("sourcefile", at, p.Name, src.Coll.Lang, crumbs, func() any { return p }).Render(w)
	}}
}

// sourceFile shows a source as it is written. Comments in its front matter speak to whoever works on it: the teacher edition alone has them.
func (s *site) sourceFile(src *corpus.Source) *sourceFilePage {
	p := &sourceFilePage{Name: path.Base(src.Path), What: "The source as a file: what its page is made from."}
	raw := s.rawOf(src)
	if !s.Edition.Teacher {
		without, some := highlight.Uncommented(raw)
		if raw = without; some {
			p.What += " Comments in its front matter are left out."
		}
	}
	var labels []string
	for _, l := range src.Speakers {
		labels = append(labels, l.Name)
	}
	p.Lines = markup.Listing(highlight.Source(raw, labels))
	return p
}

// notesFile shows the notes of a file that the edition has, written anew.
func (s *site) notesFile(src *corpus.Source, f *notes.File) *sourceFilePage {
	lines := markup.Listing(highlight.Notes(notes.Write(f.By, s.written(s.notesOf(src, f)))))
	return &sourceFilePage{Name: path.Base(f.Path), What: "The notes of this edition as a file.", Lines: lines}
}

// written gives notes as the edition has them: with no word of a restricted text beyond what its page shows, and nothing that names what the
// edition does not have.
func (s *site) written(list []*corpus.Note) []notes.Note {
	var out []notes.Note
	for _, n := range list {
		c, rare := *n.Note, *n.Rare
		c.Rare = &rare
		if n.Source.Restricted() && !s.Edition.FullText && !(n.Outcome.Placed() && s.open(n)) {
			s.shorten(&c, n)
		}
		if n.Answers == nil {
			c.Answers = field.Text{}
		}
		if c.Speaker != nil {
			p := s.partyOf(*c.Speaker)
			c.Speaker = &p
		}
		c.Via = nil
		for _, p := range n.Note.Via {
			c.Via = append(c.Via, s.partyOf(p))
		}
		c.Figures = slices.Clone(c.Figures)
		for i, f := range c.Figures {
			c.Figures[i].Words = s.figureText(n, f.Words)
		}
		c.See = nil
		for _, see := range n.Note.See {
			if slices.ContainsFunc(n.See, func(x corpus.See) bool { return x.URL == see.S || x.URL == "" && sameRef(x.Ref, see.S) }) {
				c.See = append(c.See, see)
			}
		}
		c.Body = proseWithout(n.Prose, c.Body)
		out = append(out, c)
	}
	return out
}

// shorten takes out of a note what its page does not print: context, and words beyond the limit.
func (s *site) shorten(c *notes.Note, n *corpus.Note) {
	t := c.Target()
	t.Prefix, t.Suffix, t.Position = "", "", nil
	defer func() { c.Aim(t) }()
	if !c.HasQuote() {
		return
	}
	e := s.excerpt(n)
	switch {
	case e.Near != nil: // the first and the last word: enough to find it, too little to go on reading
		q := strings.Fields(t.Quote + " " + t.From + " " + t.To)
		t.Quote, t.From, t.To = "", strings.Trim(q[0], `“”"`), strings.Trim(q[len(q)-1], `“”"`)
	case t.From != "" && words.Count(t.From)+words.Count(t.To) > s.Config.ExcerptWords:
		t.From, t.To, t.Quote = "", "", e.Words
	case t.Quote != "" && e.Cut:
		t.Quote = e.Words
	}
}

// sameRef reports whether the words of a see lead to a reference.
func sameRef(r corpus.Ref, see string) bool {
	id, frag, _ := strings.Cut(see, "#")
	switch {
	case r.Note != nil:
		return r.Note.Source.ID == id && r.Note.ID == frag
	case r.Source != nil:
		return r.Source.ID == id && r.Address == frag
	case r.Collection != nil:
		return r.Collection.ID == see
	case r.Topic != nil:
		return r.Topic.ID == see
	case r.Claim != nil:
		return r.Claim.ID == see
	case r.Assignment != nil:
		return r.Assignment.ID == see
	}
	return r.Voice != nil && r.Voice.ID == see
}

// proseWithout takes links to what the edition does not have out of a note's Markdown.
func proseWithout(p *corpus.Prose, text string) string {
	if p == nil {
		return text
	}
	b := p.Body()
	for i, sp := range b.Spans {
		ref, ok := p.Links.At(i)
		if !ok || ref.Shown() {
			continue
		}
		if sp.Kind != doc.Wiki {
			text = strings.ReplaceAll(text, sp.To, notHere)
			continue
		}
		if own := b.Text[sp.Range.Start:sp.Range.End]; own != "" {
			text = strings.ReplaceAll(text, "[["+sp.To+"|"+own+"]]", own)
		}
		text = strings.ReplaceAll(text, "[["+sp.To+"]]", "not in this edition")
	}
	return text
}

// notHere stands in files for the id of what the edition does not have.
const notHere = "not-in-this-edition"

// partyOf is a party of a notes file without the id of a source that the edition does not have.
func (s *site) partyOf(p notes.Party) notes.Party {
	switch {
	case s.Hides(p.ID.S):
		return notes.Party{Inline: &notes.Inline{Described: "a source that is not in this edition", Naming: "named"}}
	case p.Inline != nil && s.Hides(p.Of.S):
		own := *p.Inline
		own.Of.S, p.Inline = "", &own
	}
	return p
}

// fileOf is the file of a source as it stands in the site.
func fileOf(src *corpus.Source) []byte { return src.Raw }

// rawOf is the file of a source without the ids of what the edition does not have: in lists of what it is coded for, as a voice, and in links.
func (s *site) rawOf(src *corpus.Source) []byte {
	ids := append(slices.Clone(src.Coded.IDs), src.Source.Byline...)
	ids = append(ids, src.Voice, src.Source.Outlet)
	for _, l := range src.Speakers {
		ids = append(ids, l.Speaker)
	}
	for _, st := range src.Stretches {
		ids = append(ids, st.Speaker)
	}
	raw := fileOf(src)
	if ids = slices.DeleteFunc(ids, func(t field.Text) bool { return !s.Hides(t.S) }); len(ids) > 0 {
		lines := strings.SplitAfter(string(raw), "\n")
		for _, t := range ids {
			if i := t.At.Line - 1; i >= 0 && i < len(lines) {
				lines[i] = lineWithout(lines[i], t.S)
			}
		}
		raw = []byte(strings.Join(lines, ""))
	}
	for i, sp := range src.Doc.Spans {
		if ref, ok := src.Links.At(i); ok && !ref.Shown() {
			raw = bytes.ReplaceAll(raw, []byte(sp.To), []byte(notHere))
		}
	}
	return raw
}

// lineWithout takes an id out of a line of YAML: out of a list without a trace, elsewhere another word stands for it.
func lineWithout(line, id string) string {
	item := `["']?` + id + `["']?`
	if regexp.MustCompile(`^\s*-\s+` + item + `\s*(?:#.*)?\n?$`).MatchString(line) {
		return ""
	}
	for _, r := range [][2]string{
		{`,\s*` + item + `(\s*[,\]])`, "$1"},
		{`(\[\s*)` + item + `\s*(?:,\s*)?(\S)`, "$1$2"},
		{`(^|[^a-z0-9-])` + id + `($|[^a-z0-9-])`, "${1}" + notHere + "${2}"},
	} {
		line = regexp.MustCompile(r[0]).ReplaceAllString(line, r[1])
	}
	return line
}
