// Package build is the line from files to a site: load, parse, anchor, link, render, check, write. It knows the stages and what may
// run in parallel; what a stage makes is the stage's business, and outputs are handed in.
package build

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/source"
	"github.com/lateral-reader/lateral/internal/unsaved"
)

// files is what load found, by role. Paths are slash paths from the site's folder.
type files struct {
	config      *file
	collections []collectionFiles
	texts       []*file // attached ones
	configDiags []diag.Diagnostic
	diags       []diag.Diagnostic
}

// collectionFiles are the files of one collection; nil where one is not there.
type collectionFiles struct {
	id                        string
	front                     *file
	claims, speakers, outlets *file
	sources, notes            []*file
	assignments               []*file
}

// ConfigName is the file that makes a folder a site.
const ConfigName = "lateral.yaml"

// TextsDir holds attached texts, which are never published.
const TextsDir = ".lateral/texts"

// load finds all that a site is made of, and takes from known, by path, what looks the same. Wrong names and sizes are diagnostics; only a failure of
// the machine is an error.
func load(ctx context.Context, site fs.FS, known map[string]*file) (*files, error) {
	f := &files{}
	if _, err := fs.Lstat(site, ConfigName); err == nil {
		f.config = &file{path: ConfigName}
	} else if !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read %s: %w", ConfigName, err)
	}
	if _, err := fs.Lstat(site, "content"); errors.Is(err, fs.ErrNotExist) { // a site of nothing would take the place of a good one
		d := diag.Errorf(diag.Place{File: "content"}, "the folder is not here")
		f.diags = append(f.diags, d.WithHint("put it back, or begin with lateral new collection ID"))
	}
	entries, err := f.folder(site, "content")
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		p := path.Join("content", e.Name())
		switch {
		case isDir(site, p, e):
			c, err := f.collection(site, e.Name())
			if err != nil {
				return nil, err
			}
			f.collections = append(f.collections, c)
		default:
			f.stray(site, p, "only collections stand in content/: folders with a collection.md")
		}
	}
	texts, err := f.folder(site, TextsDir)
	if err != nil {
		return nil, err
	}
	for _, e := range texts {
		if path.Ext(e.Name()) == ".md" && !e.IsDir() {
			f.texts = append(f.texts, &file{path: path.Join(TextsDir, e.Name())})
		}
	}
	return f, f.look(ctx, site, known)
}

// look puts in the place of each file what is known of it or what it looks like now. One that cannot be read is reported, and leaves nothing.
func (f *files) look(ctx context.Context, site fs.FS, known map[string]*file) error {
	slots := f.slots()
	ds, errs := make([]*diag.Diagnostic, len(slots)), make([]error, len(slots))
	err := parallel(ctx, len(slots), func(i int) {
		at := slots[i]
		*at, ds[i], errs[i] = look(site, (*at).path, known)
	})
	if err != nil {
		return err
	}
	for i, d := range ds {
		switch {
		case errs[i] != nil:
			return errs[i]
		case d != nil && d.File == ConfigName:
			f.configDiags = append(f.configDiags, *d)
		case d != nil:
			f.diags = append(f.diags, *d)
		}
	}
	none := func(x *file) bool { return x == nil }
	for i := range f.collections {
		c := &f.collections[i]
		c.sources, c.notes = slices.DeleteFunc(c.sources, none), slices.DeleteFunc(c.notes, none)
		c.assignments = slices.DeleteFunc(c.assignments, none)
	}
	f.texts = slices.DeleteFunc(f.texts, none)
	return nil
}

// slots are the places that hold a file.
func (f *files) slots() []**file {
	var list []**file
	add := func(files ...**file) {
		for _, x := range files {
			if *x != nil {
				list = append(list, x)
			}
		}
	}
	all := func(files []*file) {
		for i := range files {
			add(&files[i])
		}
	}
	add(&f.config)
	for i := range f.collections {
		c := &f.collections[i]
		add(&c.front, &c.claims, &c.speakers, &c.outlets)
		all(c.sources)
		all(c.notes)
		all(c.assignments)
	}
	all(f.texts)
	return list
}

// folder lists a folder that need not be there; something else of its name is reported.
func (f *files) folder(site fs.FS, dir string) ([]fs.DirEntry, error) {
	info, err := fs.Stat(site, dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if _, err := fs.Lstat(site, dir); err == nil {
			f.diags = append(f.diags, leadsNowhere(dir))
		}
		return nil, nil
	case err == nil && !info.IsDir():
		f.diags = append(f.diags, diag.Errorf(diag.Place{File: dir}, "this is not a folder"))
		return nil, nil
	}
	return f.list(site, dir)
}

// list names what a folder holds, without files that are being saved. A name that is not UTF-8, as archives from other systems leave them, can be no
// address and no id: it is reported.
func (f *files) list(site fs.FS, dir string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(site, dir)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", dir, err)
	}
	return slices.DeleteFunc(entries, func(e fs.DirEntry) bool {
		if unsaved.Temporary(e.Name()) {
			return true
		}
		if utf8.ValidString(e.Name()) {
			return false
		}
		d := diag.Errorf(diag.Place{File: path.Join(dir, strings.ToValidUTF8(e.Name(), "\uFFFD"))}, "not every system can hold a file of this name: it is not UTF-8")
		f.diags = append(f.diags, d.WithHint("rename it"))
		return true
	}), nil
}

// isDir follows symbolic links, so that content can live elsewhere.
func isDir(site fs.FS, p string, e fs.DirEntry) bool {
	if e.Type()&fs.ModeSymlink == 0 {
		return e.IsDir()
	}
	info, err := fs.Stat(site, p)
	return err == nil && info.IsDir()
}

// leadsNowhere is the message about a symbolic link to what is not there, such as a disk that is not mounted.
func leadsNowhere(p string) diag.Diagnostic {
	return diag.Errorf(diag.Place{File: p}, "this is a link to something that is not there")
}

const sourcesHint = "sources/ holds <id>.md and <id>.notes.yaml; lateral import makes a source of another file"

// stray says of a file that it is not read, and what would be.
func (f *files) stray(site fs.FS, p, hint string) {
	if info, err := fs.Stat(site, p); err == nil && info.Mode().IsRegular() && info.Size() > source.MaxSize {
		f.diags = append(f.diags, tooLarge(p, info.Size()))
		return
	}
	if info, err := fs.Lstat(site, p); err == nil && info.Mode()&fs.ModeSymlink != 0 {
		if _, err := fs.Stat(site, p); errors.Is(err, fs.ErrNotExist) {
			f.diags = append(f.diags, leadsNowhere(p))
			return
		}
	}
	what := "file"
	if info, err := fs.Stat(site, p); err == nil && info.IsDir() {
		what = "folder"
	} else if to := meant(path.Base(p)); to != "" && hint == sourcesHint {
		hint = "rename it to " + to
	}
	d := diag.Warnf(diag.Place{File: p}, "this %s is not read", what)
	d.Hint = hint
	f.diags = append(f.diags, d)
}

// meant is the name that a source or its notes need instead of one that editors and people give them: talk.notes.yml, Talk.MD, talk.notes.yaml.txt.
func meant(name string) string {
	as := strings.ToLower(name)
	if base, ok := strings.CutSuffix(as, ".txt"); ok && strings.Contains(base, ".") {
		as = base
	}
	for from, to := range map[string]string{".yml": ".yaml", ".markdown": ".md"} {
		if base, ok := strings.CutSuffix(as, from); ok {
			as = base + to
		}
	}
	if as == name || !strings.HasSuffix(as, ".md") && !strings.HasSuffix(as, ".notes.yaml") {
		return ""
	}
	return as
}

// collection finds the files of a collection.
func (f *files) collection(site fs.FS, id string) (collectionFiles, error) {
	c := collectionFiles{id: id}
	dir := path.Join("content", id)
	entries, err := f.list(site, dir)
	if err != nil {
		return c, err
	}
	single := map[string]**file{"collection.md": &c.front, "claims.yaml": &c.claims, "speakers.yaml": &c.speakers, "outlets.yaml": &c.outlets}
	names := []string{"assignments", "claims.yaml", "collection.md", "outlets.yaml", "sources", "speakers.yaml"}
	for _, e := range entries {
		p := dir + "/" + e.Name()
		slot, known := single[e.Name()]
		switch {
		case isDir(site, p, e) && e.Name() == "sources":
			if c.sources, c.notes, err = f.sources(site, p); err != nil {
				return c, err
			}
		case isDir(site, p, e) && e.Name() == "assignments":
			if c.assignments, err = f.markdown(site, p); err != nil {
				return c, err
			}
		case known:
			*slot = &file{path: p}
		case e.Name() == "sources", e.Name() == "assignments":
			f.stray(site, p, e.Name()+" is a folder")
		default:
			f.stray(site, p, cmp.Or(diag.DidYouMean(e.Name(), names), "a collection holds "+strings.Join(names, ", ")))
		}
	}
	if !slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == "collection.md" }) {
		d := diag.Errorf(diag.Place{File: path.Join(dir, "collection.md")}, "the collection %q has no collection.md", id)
		f.diags = append(f.diags, d.WithHint("write one with a title:, or make it with lateral new collection %s", id))
	}
	return c, nil
}

// sources finds the sources of a folder and the notes beside them.
func (f *files) sources(site fs.FS, dir string) (sources, notes []*file, err error) {
	entries, err := f.list(site, dir)
	if err != nil {
		return nil, nil, err
	}
	for _, e := range entries {
		p := dir + "/" + e.Name()
		isNotes, isSource := strings.HasSuffix(e.Name(), ".notes.yaml"), strings.HasSuffix(e.Name(), ".md")
		if isDir(site, p, e) || !isNotes && !isSource {
			f.stray(site, p, sourcesHint)
			continue
		}
		if isNotes {
			notes = append(notes, &file{path: p})
		} else {
			sources = append(sources, &file{path: p})
		}
	}
	return sources, notes, nil
}

// markdown finds the assignments of a folder.
func (f *files) markdown(site fs.FS, dir string) (out []*file, err error) {
	entries, err := f.list(site, dir)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		p := dir + "/" + e.Name()
		if isDir(site, p, e) || !strings.HasSuffix(e.Name(), ".md") {
			f.stray(site, p, "assignments/ holds <id>.md")
			continue
		}
		out = append(out, &file{path: p})
	}
	return out, nil
}
