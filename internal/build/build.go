package build

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"sync"

	"github.com/lateral-reader/lateral/internal/anchor"
	"github.com/lateral-reader/lateral/internal/catalog"
	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/notes"
	"github.com/lateral-reader/lateral/internal/output"
	"github.com/lateral-reader/lateral/internal/source"
)

// Output makes files of a corpus; each is rendered later.
type Output func(c *corpus.Corpus, emit func(output.File)) error

// Site is what was read of a site, before an edition is chosen.
type Site struct {
	Config corpus.Input
	// ConfigDiags are the problems of lateral.yaml, Diags those of everything else.
	ConfigDiags, Diags []diag.Diagnostic
	HasConfig          bool
}

// Read loads and parses a site and anchors its notes. Wrong input is in the diagnostics; an error is a failure of the machine.
func Read(ctx context.Context, site fs.FS) (*Site, error) {
	f, err := load(site)
	if err != nil {
		return nil, err
	}
	s := &Site{Diags: f.diags, HasConfig: f.config != nil}
	in := &s.Config
	if f.config != nil {
		in.Config, s.ConfigDiags = catalog.ParseConfig(f.config.path, f.config.data)
	}
	type job struct {
		lang string
		src  file
		nfs  []file
	}
	var jobs []job
	for _, c := range f.collections {
		lang := s.catalogs(c)
		byID := map[string]int{}
		for _, src := range c.sources {
			byID[idOf(src.path)] = len(jobs)
			jobs = append(jobs, job{lang: lang, src: src})
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
			jobs[i].nfs = append(jobs[i].nfs, n)
		}
	}
	in.Sources = make([]corpus.Entry, len(jobs))
	diags := make([][]diag.Diagnostic, len(jobs))
	err = parallel(ctx, len(jobs), func(i int) {
		in.Sources[i], diags[i] = entry(jobs[i].lang, jobs[i].src, jobs[i].nfs, f.attached)
	})
	for _, ds := range diags {
		s.Diags = append(s.Diags, ds...)
	}
	for id, t := range f.attached {
		if i := slices.IndexFunc(in.Sources, func(e corpus.Entry) bool { return e.Source.ID == id }); i < 0 || !in.Sources[i].Source.TextNone {
			s.Diags = append(s.Diags, diag.Warnf(diag.Place{File: t.path}, "this text lies under no layer: no source %q has text: none", id))
		}
	}
	return s, err
}

func idOf(p string) string { return path.Base(p[:len(p)-len(path.Ext(p))]) }

// catalogs parses what a collection has beside its sources; it returns the language of its texts.
func (s *Site) catalogs(c collectionFiles) string {
	in, lang := &s.Config, s.Config.Config.Lang
	add := func(ds []diag.Diagnostic) { s.Diags = append(s.Diags, ds...) }
	if c.front != nil {
		col, ds := catalog.ParseCollection(c.front.path, c.id, c.front.data)
		add(ds)
		in.Collections = append(in.Collections, col)
		lang = cmp.Or(col.Lang, lang)
	}
	if c.claims != nil {
		topics, claims, ds := catalog.ParseClaims(c.claims.path, c.id, c.claims.data)
		add(ds)
		in.Topics, in.Claims = append(in.Topics, topics...), append(in.Claims, claims...)
	}
	if c.speakers != nil {
		list, ds := catalog.ParseSpeakers(c.speakers.path, c.speakers.data)
		add(ds)
		in.Speakers = append(in.Speakers, list...)
	}
	if c.outlets != nil {
		list, ds := catalog.ParseOutlets(c.outlets.path, c.outlets.data)
		add(ds)
		in.Outlets = append(in.Outlets, list...)
	}
	for _, f := range c.assignments {
		a, ds := catalog.ParseAssignment(f.path, idOf(f.path), c.id, f.data)
		add(ds)
		in.Assignments = append(in.Assignments, a)
	}
	return lang
}

// entry parses a source and its notes, and finds their passages.
func entry(lang string, src file, nfs []file, attached map[string]file) (corpus.Entry, []diag.Diagnostic) {
	var text *source.Attached
	if t, ok := attached[idOf(src.path)]; ok {
		text = &source.Attached{Path: t.path, Body: t.data}
	}
	s, ds := source.Parse(src.path, src.data, lang, text)
	var (
		files []*notes.File
		marks []anchor.Mark
	)
	at := src.path
	if s.TextNone && text != nil {
		at = text.Path
	}
	broken := diag.HasErrors(ds)
	for _, f := range nfs {
		nf, nds := notes.Parse(f.path, f.data)
		ds = append(ds, nds...)
		files = append(files, nf)
		ms, mds := anchor.Resolve(s.Doc, nf.Notes, s.HasText, path.Base(at))
		if !broken || s.Doc.Text != "" { // a source that could not be read would make an orphan of every note
			ds = append(ds, mds...)
		}
		marks = append(marks, ms...)
	}
	return corpus.NewEntry(s, files, marks), ds
}

// parallel runs f for 0 to n-1 on all processors and waits; it stops early when the context ends.
func parallel(ctx context.Context, n int, f func(i int)) error {
	var wg sync.WaitGroup
	next := make(chan int)
	for range min(runtime.GOMAXPROCS(0), n) {
		wg.Go(func() {
			for i := range next {
				f(i)
			}
		})
	}
	var err error
	for i := 0; i < n && err == nil; i++ {
		select {
		case next <- i:
		case <-ctx.Done():
			err = ctx.Err()
		}
	}
	close(next)
	wg.Wait()
	return err
}

// Link joins the site in one edition; the diagnostics of reading are in front of those of linking.
func (s *Site) Link(ed corpus.Edition) (*corpus.Corpus, []diag.Diagnostic) {
	c, ds := corpus.Link(s.Config, ed)
	return c, diag.Sort(append(slices.Clone(s.Diags), ds...))
}

// Render makes all files of an edition and reads them against the restricted texts. A leak is a diagnostic; an error is a template that does
// not work, or a failure of the machine.
func Render(ctx context.Context, c *corpus.Corpus, outputs []Output) ([]output.Made, []diag.Diagnostic, error) {
	var todo []output.File
	for _, o := range outputs {
		if err := o(c, func(f output.File) { todo = append(todo, f) }); err != nil {
			return nil, nil, err
		}
	}
	made := make([]output.Made, len(todo))
	errs := make([]error, len(todo))
	g := newGate(c)
	leaks := make([][]diag.Diagnostic, len(todo))
	err := parallel(ctx, len(todo), func(i int) {
		var b bytes.Buffer
		if errs[i] = todo[i].Render(&b); errs[i] == nil {
			made[i] = output.Made{Path: todo[i].Path, Data: b.Bytes()}
			leaks[i] = g.check(todo[i].Path, b.Bytes())
		}
	})
	if err != nil {
		return nil, nil, err
	}
	var ds []diag.Diagnostic
	for i := range todo {
		if errs[i] != nil {
			return nil, nil, fmt.Errorf("make %s: %w", todo[i].Path, errs[i])
		}
		ds = append(ds, leaks[i]...)
	}
	return made, ds, nil
}
