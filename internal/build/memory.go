package build

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"maps"
	"slices"
	"time"

	"github.com/lateral-reader/lateral/internal/catalog"
	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/notes"
)

// Memory keeps what was made of each file, so that reading a site again parses only what changed. Values are immutable and remembered by all
// that they were made of; what the last Read did not touch is dropped. The zero Memory is empty; it is not safe for concurrent use.
type Memory struct {
	// Patience is how long a file that was there must be away before a reading believes it. Programs that put a file in the place of another, as
	// git checkout does, may take the old one away first, and whoever reads then would make a site without it. 0: it is believed at once.
	Patience time.Duration

	site     *Site // the last one, but for its sources; nil: none
	config   *file
	catalogs map[string]rememberedCatalog // by collection
	entries  []rememberedEntry            // in the order of site.Config.Sources
	texts    []*file                      // attached ones
	diags    []diag.Diagnostic            // those that no entry has
	byPath   map[string]int               // which of entries a file belongs to; nil: not asked for yet
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
	unread      bool // one of the lists could not be read at all
	diags       []diag.Diagnostic
}

// Read reads the site again. The result is the same as that of an empty memory.
func (m *Memory) Read(ctx context.Context, site fs.FS) (*Site, error) {
	f, err := m.load(ctx, site)
	if err != nil {
		return nil, err
	}
	next := &Memory{Patience: m.Patience, config: f.config, texts: f.texts}
	s := &Site{ConfigDiags: f.configDiags, HasConfig: f.config != nil}
	in := &s.Config
	if f.config != nil {
		var data []byte
		if next.config, data, err = f.config.bytes(site); err != nil {
			return nil, err
		}
		in.Config, s.ConfigDiags = catalog.ParseConfig(ConfigName, data)
	}
	if next.catalogs, err = m.readCatalogs(ctx, site, f.collections, in.Config.Lang); err != nil {
		return nil, err
	}
	next.diags = f.diags
	s.room(next.catalogs)
	for _, c := range f.collections {
		next.diags = append(next.diags, s.add(next.catalogs[c.id])...)
	}
	var lost []diag.Diagnostic
	next.entries, lost = entries(f, next.catalogs, in.Config.SourceFiles)
	next.diags = append(next.diags, lost...)
	before := make(map[string]*rememberedEntry, len(m.entries))
	for i := range m.entries {
		before[m.entries[i].src.path] = &m.entries[i]
	}
	errs := make([]error, len(next.entries))
	err = parallel(ctx, len(next.entries), func(i int) {
		e := &next.entries[i]
		errs[i] = e.read(site, before[e.src.path])
	})
	if err != nil {
		return nil, err
	}
	if i := slices.IndexFunc(errs, func(err error) bool { return err != nil }); i >= 0 {
		return nil, errs[i]
	}
	next.finish(s)
	*m = *next
	return s, nil
}

// patient is how many times a reading waits at most for files to come back.
const patient = 10

// load finds the files of the site. Where one is gone that was there, it looks again, until no more are gone than before.
func (m *Memory) load(ctx context.Context, site fs.FS) (*files, error) {
	known := m.known()
	paths := slices.Collect(maps.Keys(known))
	for _, x := range m.texts {
		paths = append(paths, x.path)
	}
	if m.config != nil {
		paths = append(paths, m.config.path)
	}
	var gone map[string]bool
	for try := 0; ; try++ {
		f, err := load(ctx, site, known)
		if m.Patience <= 0 || try == patient || err != nil && !errors.Is(err, fs.ErrNotExist) {
			return f, err
		}
		there := map[string]bool{}
		if err == nil {
			for _, at := range f.slots() {
				there[(*at).path] = true
			}
			for _, d := range slices.Concat(f.configDiags, f.diags) { // there, and wrong
				there[d.File] = true
			}
		}
		fresh := err != nil // a file that was listed and cannot be found is on its way out or in
		missing := map[string]bool{}
		for _, p := range paths {
			if !there[p] {
				missing[p], fresh = true, fresh || !gone[p]
			}
		}
		if !fresh {
			return f, err
		}
		gone = missing
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(m.Patience):
		}
	}
}

// ReadFiles is Read where it is known which files were written since, by their slash paths. Only these are looked at, if each was there and still is a
// file; else it is the same as Read.
func (m *Memory) ReadFiles(ctx context.Context, site fs.FS, written []string) (*Site, error) {
	if m.site == nil {
		return m.Read(ctx, site)
	}
	if m.byPath == nil {
		m.byPath = map[string]int{}
		for i := range m.entries {
			for _, f := range m.entries[i].files() {
				m.byPath[f.path] = i
			}
		}
	}
	again := map[int]*rememberedEntry{}
	for _, p := range slices.Compact(slices.Sorted(slices.Values(written))) {
		i, ok := m.byPath[p]
		if !ok {
			return m.Read(ctx, site)
		}
		info, err := fs.Lstat(site, p)
		if err != nil || !info.Mode().IsRegular() {
			return m.Read(ctx, site)
		}
		f, d, err := look(site, p, nil)
		if err != nil || d != nil {
			return m.Read(ctx, site)
		}
		if again[i] == nil {
			e := m.entries[i]
			e.notes = slices.Clone(e.notes)
			again[i] = &e
		}
		again[i].renew(f)
	}
	for i, e := range again {
		if err := e.read(site, &m.entries[i]); err != nil {
			return nil, err
		}
	}
	for i, e := range again {
		m.entries[i] = *e
	}
	s := *m.site
	m.finish(&s)
	return &s, ctx.Err()
}

// known are the files that something was made of, by path.
func (m *Memory) known() map[string]*file {
	known := make(map[string]*file, 2*len(m.entries)+len(m.texts))
	add := func(files ...*file) {
		for _, f := range files {
			if f != nil {
				known[f.path] = f
			}
		}
	}
	for i := range m.entries {
		add(m.entries[i].files()...)
	}
	for _, c := range m.catalogs {
		add(c.files...)
	}
	return known
}

// finish gives a site the sources and the messages.
func (m *Memory) finish(s *Site) {
	s.Config.Sources = make([]corpus.Entry, 0, len(m.entries))
	s.Diags, s.Lost = slices.Clone(m.diags), nil
	layers := map[string]bool{}
	for i := range m.entries {
		e := &m.entries[i]
		s.Config.Sources = append(s.Config.Sources, e.entry)
		s.Diags = append(s.Diags, e.diags...)
		s.Lost = append(s.Lost, e.lost...)
		if e.entry.Source.TextNone {
			layers[e.entry.Source.ID] = true
		}
	}
	for _, t := range m.texts {
		if id := idOf(t.path); !layers[id] {
			s.Diags = append(s.Diags, diag.Warnf(diag.Place{File: t.path}, "this text lies under no layer: no source %q has text: none", id))
		}
	}
	kept := *s
	kept.ConfigDiags, kept.Config.Sources = slices.Clip(s.ConfigDiags), nil
	m.site = &kept
}

// entries pairs the sources of all collections with their notes and attached texts; it reports notes without a source.
func entries(f *files, catalogs map[string]rememberedCatalog, raw bool) (list []rememberedEntry, ds []diag.Diagnostic) {
	texts := map[string]*file{}
	for _, t := range f.texts {
		texts[idOf(t.path)] = t
	}
	n := 0
	for i := range f.collections {
		n += len(f.collections[i].sources)
	}
	list = make([]rememberedEntry, 0, n)
	for _, c := range f.collections {
		byID := make(map[string]int, len(c.sources))
		for _, src := range c.sources {
			id := idOf(src.path)
			byID[id] = len(list)
			list = append(list, rememberedEntry{lang: catalogs[c.id].lang, raw: raw, src: src, text: texts[id]})
		}
		for _, n := range c.notes {
			id, _ := notes.Name(n.path)
			if i, ok := byID[id]; ok {
				list[i].notes = append(list[i].notes, n)
				continue
			}
			var ids []string
			for _, src := range c.sources {
				ids = append(ids, idOf(src.path))
			}
			ds = append(ds, diag.Errorf(diag.Place{File: n.path}, "these notes belong to no source: there is no %s.md beside them", id).
				WithHint("%s", diag.DidYouMean(id, ids)))
		}
	}
	return list, ds
}

// readCatalogs parses what each collection has beside its sources, or takes it from memory.
func (m *Memory) readCatalogs(ctx context.Context, site fs.FS, cs []collectionFiles, siteLang string) (map[string]rememberedCatalog, error) {
	read, errs := make([]rememberedCatalog, len(cs)), make([]error, len(cs))
	err := parallel(ctx, len(cs), func(i int) { read[i], errs[i] = m.catalog(site, cs[i], siteLang) })
	if err != nil {
		return nil, err
	}
	byID := map[string]rememberedCatalog{}
	for i, c := range cs {
		if errs[i] != nil {
			return nil, errs[i]
		}
		byID[c.id] = read[i]
	}
	return byID, nil
}

// catalog reads all files of a collection anew where one of them differs, as their messages belong together.
func (m *Memory) catalog(site fs.FS, c collectionFiles, siteLang string) (rememberedCatalog, error) {
	r := rememberedCatalog{lang: siteLang, files: append([]*file{c.front, c.claims, c.speakers, c.outlets}, c.assignments...)}
	data := make([][]byte, len(r.files))
	for i := range r.files {
		var err error
		if r.files[i], data[i], err = r.files[i].settle(site); err != nil {
			return r, err
		}
	}
	if k, ok := m.catalogs[c.id]; ok && slices.Equal(k.files, r.files) && (k.collection != nil && k.collection.Lang != "" || k.lang == siteLang) {
		return k, nil
	}
	for i, f := range r.files {
		var err error
		if f != nil && data[i] == nil { // the same as before, but another is not
			if r.files[i], data[i], err = f.bytes(site); err != nil {
				return r, err
			}
		}
	}
	add := func(ds []diag.Diagnostic) { r.diags = append(r.diags, ds...) }
	addList := func(n int, ds []diag.Diagnostic) {
		r.unread = r.unread || n == 0 && diag.HasErrors(ds)
		add(ds)
	}
	var ds []diag.Diagnostic
	if c.front != nil {
		r.collection, ds = catalog.ParseCollection(c.front.path, c.id, data[0])
		add(ds)
		r.lang = cmp.Or(r.collection.Lang, siteLang)
	}
	if c.claims != nil {
		r.topics, r.claims, ds = catalog.ParseClaims(c.claims.path, c.id, data[1])
		addList(len(r.topics)+len(r.claims), ds)
	}
	if c.speakers != nil {
		r.speakers, ds = catalog.ParseSpeakers(c.speakers.path, data[2])
		addList(len(r.speakers), ds)
	}
	if c.outlets != nil {
		r.outlets, ds = catalog.ParseOutlets(c.outlets.path, data[3])
		addList(len(r.outlets), ds)
	}
	for i, f := range c.assignments {
		a, ds := catalog.ParseAssignment(f.path, idOf(f.path), c.id, data[4+i])
		add(ds)
		r.assignments = append(r.assignments, a)
	}
	return r, nil
}

// room makes room for what the collections have.
func (s *Site) room(all map[string]rememberedCatalog) {
	topics, claims, speakers, outlets := 0, 0, 0, 0
	for _, c := range all {
		topics, claims, speakers, outlets = topics+len(c.topics), claims+len(c.claims), speakers+len(c.speakers), outlets+len(c.outlets)
	}
	in := &s.Config
	in.Topics, in.Claims = slices.Grow(in.Topics, topics), slices.Grow(in.Claims, claims)
	in.Speakers, in.Outlets = slices.Grow(in.Speakers, speakers), slices.Grow(in.Outlets, outlets)
}

// add enters what a collection has beside its sources, and gives its messages.
func (s *Site) add(c rememberedCatalog) []diag.Diagnostic {
	in := &s.Config
	if c.collection != nil {
		in.Collections = append(in.Collections, c.collection)
	}
	in.Topics, in.Claims = append(in.Topics, c.topics...), append(in.Claims, c.claims...)
	in.Speakers, in.Outlets = append(in.Speakers, c.speakers...), append(in.Outlets, c.outlets...)
	in.Assignments = append(in.Assignments, c.assignments...)
	in.Unread = in.Unread || c.unread
	return c.diags
}
