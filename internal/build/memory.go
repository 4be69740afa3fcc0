package build

import (
	"cmp"
	"context"
	"io/fs"
	"path"
	"slices"

	"github.com/lateral-reader/lateral/internal/anchor"
	"github.com/lateral-reader/lateral/internal/catalog"
	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/notes"
	"github.com/lateral-reader/lateral/internal/source"
)

// Memory keeps what was made of each file, so that reading a site again parses only what changed. Values are immutable and remembered by all
// that they were made of; what the last Read did not touch is dropped. The zero Memory is empty; it is not safe for concurrent use.
type Memory struct {
	files    map[string]*file
	entries  map[string]rememberedEntry
	catalogs map[string]rememberedCatalog
}

// rememberedEntry is a source with its notes, and the files that they were made of.
type rememberedEntry struct {
	lang      string
	src, text *file
	notes     []*file
	entry     corpus.Entry
	diags     []diag.Diagnostic
	lost      []diag.Diagnostic // about notes whose passage was not found
}

// rememberedCatalog is what a collection has beside its sources.
type rememberedCatalog struct {
	lang        string
	files       []*file
	collection  *catalog.Collection
	topics      []catalog.Topic
	claims      []catalog.Claim
	speakers    []catalog.Speaker
	outlets     []catalog.Outlet
	assignments []*catalog.Assignment
	diags       []diag.Diagnostic
}

// Read reads the site again. The result is the same as that of an empty memory.
func (m *Memory) Read(ctx context.Context, site fs.FS) (*Site, error) {
	f, err := load(site, m.files)
	if err != nil {
		return nil, err
	}
	s := &Site{ConfigDiags: f.configDiags, Diags: f.diags, HasConfig: f.config != nil}
	in := &s.Config
	if f.config != nil {
		in.Config, s.ConfigDiags = catalog.ParseConfig(f.config.path, f.config.data)
	}
	var jobs []rememberedEntry
	cats := map[string]rememberedCatalog{}
	for _, c := range f.collections {
		cat := m.catalog(c, in.Config.Lang)
		cats[c.id] = cat
		s.add(cat)
		byID := map[string]int{}
		for _, src := range c.sources {
			byID[idOf(src.path)] = len(jobs)
			jobs = append(jobs, rememberedEntry{lang: cat.lang, src: src, text: f.attached[idOf(src.path)]})
		}
		for _, n := range c.notes {
			id, _ := notes.Name(n.path)
			i, ok := byID[id]
			if !ok {
				var ids []string
				for _, src := range c.sources {
					ids = append(ids, idOf(src.path))
				}
				s.Diags = append(s.Diags, diag.Errorf(diag.Place{File: n.path}, "these notes belong to no source: there is no %s.md beside them", id).
					WithHint("%s", diag.DidYouMean(id, ids)))
				continue
			}
			jobs[i].notes = append(jobs[i].notes, n)
		}
	}
	err = parallel(ctx, len(jobs), func(i int) {
		j := &jobs[i]
		if k, ok := m.entries[j.src.path]; ok && k.lang == j.lang && k.src == j.src && k.text == j.text && slices.Equal(k.notes, j.notes) {
			*j = k
			return
		}
		j.entry, j.diags, j.lost = entry(*j)
	})
	if err != nil {
		return nil, err
	}
	entries := make(map[string]rememberedEntry, len(jobs))
	for _, j := range jobs {
		entries[j.src.path] = j
		in.Sources = append(in.Sources, j.entry)
		s.Diags = append(s.Diags, j.diags...)
		s.Lost = append(s.Lost, j.lost...)
	}
	for id, t := range f.attached {
		if i := slices.IndexFunc(in.Sources, func(e corpus.Entry) bool { return e.Source.ID == id }); i < 0 || !in.Sources[i].Source.TextNone {
			s.Diags = append(s.Diags, diag.Warnf(diag.Place{File: t.path}, "this text lies under no layer: no source %q has text: none", id))
		}
	}
	m.files, m.entries, m.catalogs = f.read, entries, cats
	return s, nil
}

// catalog parses what a collection has beside its sources.
func (m *Memory) catalog(c collectionFiles, siteLang string) rememberedCatalog {
	r := rememberedCatalog{lang: siteLang, files: append([]*file{c.front, c.claims, c.speakers, c.outlets}, c.assignments...)}
	if k, ok := m.catalogs[c.id]; ok && slices.Equal(k.files, r.files) && (k.collection != nil && k.collection.Lang != "" || k.lang == siteLang) {
		return k
	}
	add := func(ds []diag.Diagnostic) { r.diags = append(r.diags, ds...) }
	var ds []diag.Diagnostic
	if c.front != nil {
		r.collection, ds = catalog.ParseCollection(c.front.path, c.id, c.front.data)
		add(ds)
		r.lang = cmp.Or(r.collection.Lang, siteLang)
	}
	if c.claims != nil {
		r.topics, r.claims, ds = catalog.ParseClaims(c.claims.path, c.id, c.claims.data)
		add(ds)
	}
	if c.speakers != nil {
		r.speakers, ds = catalog.ParseSpeakers(c.speakers.path, c.speakers.data)
		add(ds)
	}
	if c.outlets != nil {
		r.outlets, ds = catalog.ParseOutlets(c.outlets.path, c.outlets.data)
		add(ds)
	}
	for _, f := range c.assignments {
		a, ds := catalog.ParseAssignment(f.path, idOf(f.path), c.id, f.data)
		add(ds)
		r.assignments = append(r.assignments, a)
	}
	return r
}

func (s *Site) add(c rememberedCatalog) {
	in := &s.Config
	if c.collection != nil {
		in.Collections = append(in.Collections, c.collection)
	}
	in.Topics, in.Claims = append(in.Topics, c.topics...), append(in.Claims, c.claims...)
	in.Speakers, in.Outlets = append(in.Speakers, c.speakers...), append(in.Outlets, c.outlets...)
	in.Assignments = append(in.Assignments, c.assignments...)
	s.Diags = append(s.Diags, c.diags...)
}

// entry parses a source and its notes, and finds their passages; lost are the messages about those it did not find.
func entry(j rememberedEntry) (e corpus.Entry, ds, lost []diag.Diagnostic) {
	var text *source.Attached
	if j.text != nil {
		text = &source.Attached{Path: j.text.path, Body: j.text.data}
	}
	s, ds := source.Parse(j.src.path, j.src.data, j.lang, text)
	at := j.src.path
	if s.TextNone && text != nil {
		at = text.Path
	}
	broken := diag.HasErrors(ds)
	var (
		files []*notes.File
		marks []anchor.Mark
	)
	for _, f := range j.notes {
		nf, nds := notes.Parse(f.path, f.data)
		ds = append(ds, nds...)
		files = append(files, nf)
		ms, mds := anchor.Resolve(s.Doc, nf.Notes, s.HasText, path.Base(at))
		if !broken || s.Doc.Text != "" { // a source that could not be read would make an orphan of every note
			lost = append(lost, mds...)
		}
		marks = append(marks, ms...)
	}
	return corpus.NewEntry(s, files, marks), ds, lost
}
