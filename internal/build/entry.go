package build

import (
	"io/fs"
	"path"
	"slices"

	"github.com/lateral-reader/lateral/internal/anchor"
	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/notes"
	"github.com/lateral-reader/lateral/internal/source"
)

// rememberedEntry is a source with its notes, and all that they were made of.
type rememberedEntry struct {
	lang      string
	raw       bool // pages show the source as a file
	src, text *file
	notes     []*file

	source      *source.Source
	sourceDiags []diag.Diagnostic
	parsed      []parsedNotes // one for each of notes

	entry corpus.Entry
	diags []diag.Diagnostic
	lost  []diag.Diagnostic // about notes whose passage was not found
}

// parsedNotes is a notes file as it was read, with its messages.
type parsedNotes struct {
	file  *notes.File
	diags []diag.Diagnostic
	loose bool // not packed
}

// files are those that the entry is made of.
func (e *rememberedEntry) files() []*file {
	list := append([]*file{e.src}, e.notes...)
	if e.text != nil {
		list = append(list, e.text)
	}
	return list
}

// renew puts a file in the place of what is known of it.
func (e *rememberedEntry) renew(f *file) {
	slots := []**file{&e.src, &e.text}
	for i := range e.notes {
		slots = append(slots, &e.notes[i])
	}
	for _, at := range slots {
		if *at != nil && (*at).path == f.path {
			f.was, *at = *at, f
		}
	}
}

// read makes an entry of its files, or takes from what was made before, if anything, what is made of the same.
func (e *rememberedEntry) read(site fs.FS, before *rememberedEntry) (err error) {
	var k rememberedEntry
	if before != nil {
		k = *before
	}
	var src, text []byte
	if e.src, src, err = e.src.settle(site); err != nil {
		return err
	}
	if e.text, text, err = e.text.settle(site); err != nil {
		return err
	}
	files := make([][]byte, len(e.notes))
	defer func() {
		for _, data := range append(files, text) {
			giveBack(data)
		}
		if e.source != nil && e.source.Raw == nil {
			giveBack(src)
		}
	}()
	for i, f := range e.notes {
		if e.notes[i], files[i], err = f.settle(site); err != nil {
			return err
		}
	}
	sameSource := before != nil && k.lang == e.lang && k.raw == e.raw && k.src == e.src && k.text == e.text
	if sameSource && slices.Equal(k.notes, e.notes) {
		*e = k
		return nil
	}
	if sameSource {
		e.source, e.sourceDiags = k.source, k.sourceDiags
	} else if err := e.parse(site, src, text); err != nil {
		return err
	}
	e.parsed = nil
	for i, f := range e.notes {
		if was := slices.Index(k.notes, f); was >= 0 {
			p := k.parsed[was]
			if !sameSource {
				p.file = p.file.Copy()
			}
			e.parsed = append(e.parsed, p)
			continue
		}
		if files[i] == nil {
			if e.notes[i], files[i], err = f.bytes(site); err != nil {
				return err
			}
		}
		nf, ds := notes.Read(f.path, files[i])
		e.parsed = append(e.parsed, parsedNotes{file: nf, diags: ds, loose: true})
	}
	e.anchor()
	return nil
}

// parse reads the source; bytes that are nil are read again.
func (e *rememberedEntry) parse(site fs.FS, src, text []byte) (err error) {
	if src == nil {
		if e.src, src, err = e.src.bytes(site); err != nil {
			return err
		}
	}
	var attached *source.Attached
	if e.text != nil {
		if text == nil {
			if e.text, text, err = e.text.bytes(site); err != nil {
				return err
			}
		}
		attached = &source.Attached{Path: e.text.path, Body: text}
	}
	e.source, e.sourceDiags = source.Parse(e.src.path, src, e.lang, attached)
	if !e.raw && !e.source.TextNone {
		e.source.Raw = nil // nobody will ask for it, and all of them are the size of the site
	}
	return nil
}

// anchor finds the passages of the notes.
func (e *rememberedEntry) anchor() {
	s := e.source
	at := s.Path
	if s.TextNone && e.text != nil {
		at = e.text.path
	}
	broken := diag.HasErrors(e.sourceDiags)
	var (
		files []*notes.File
		marks []anchor.Mark
	)
	e.diags, e.lost = slices.Clone(e.sourceDiags), nil
	for i, p := range e.parsed {
		e.diags = append(e.diags, p.diags...)
		files = append(files, p.file)
		ms, ds := anchor.Resolve(s.Doc, p.file.Notes, s.HasText, path.Base(at))
		if p.loose {
			p.file.Pack(func(i int) string { return s.Doc.Text[ms[i].Range.Start:ms[i].Range.End] })
			e.parsed[i].loose = false
		}
		if !broken || s.Doc.Text != "" { // a source that could not be read would make an orphan of every note
			e.lost = append(e.lost, ds...)
		}
		if marks == nil {
			marks = ms // nearly all sources have one file of notes
		} else {
			marks = append(marks, ms...)
		}
	}
	e.entry = corpus.NewEntry(s, files, marks)
}
