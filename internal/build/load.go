// Package build is the line from files to a site: load, parse, anchor, link, render, check, write. It knows the stages and what may
// run in parallel; what a stage makes is the stage's business, and outputs are handed in.
package build

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/source"
	"github.com/lateral-reader/lateral/internal/unsaved"
)

// files is what load found, by role. Paths are slash paths from the site's folder.
type files struct {
	config      *file
	collections []collectionFiles
	attached    map[string]*file // by source id
	configDiags []diag.Diagnostic
	diags       []diag.Diagnostic

	known map[string]*file // from the last time, by path
	read  map[string]*file // this time
}

// file is a file as it was read. A file that has not changed keeps its pointer, which is what the memory compares.
type file struct {
	path string
	data []byte
	size int64
	time time.Time
}

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

// load reads all that a site is made of. Wrong names and sizes are diagnostics; only a failure of the machine is an error.
func load(site fs.FS, known map[string]*file) (*files, error) {
	f := &files{attached: map[string]*file{}, known: known, read: map[string]*file{}}
	if _, err := fs.Lstat(site, ConfigName); err == nil {
		if f.config, err = f.open(site, ConfigName); err != nil {
			return nil, err
		}
		f.configDiags, f.diags = f.diags, nil
	} else if !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read %s: %w", ConfigName, err)
	}
	entries, err := f.folder(site, "content")
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		p := path.Join("content", e.Name())
		switch {
		case unsaved.Temporary(e.Name()):
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
		id, ok := strings.CutSuffix(e.Name(), ".md")
		if !ok || e.IsDir() || unsaved.Temporary(e.Name()) {
			continue
		}
		p := path.Join(TextsDir, e.Name())
		if got, err := f.open(site, p); err != nil {
			return nil, err
		} else if got != nil {
			f.attached[id] = got
		}
	}
	return f, nil
}

// folder lists a folder that need not be there; something else of its name is reported.
func (f *files) folder(site fs.FS, dir string) ([]fs.DirEntry, error) {
	info, err := fs.Stat(site, dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err == nil && !info.IsDir():
		f.diags = append(f.diags, diag.Errorf(diag.Place{File: dir}, "this is not a folder"))
		return nil, nil
	}
	entries, err := fs.ReadDir(site, dir)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", dir, err)
	}
	return entries, nil
}

// isDir follows symbolic links, so that content can live elsewhere.
func isDir(site fs.FS, p string, e fs.DirEntry) bool {
	if e.Type()&fs.ModeSymlink == 0 {
		return e.IsDir()
	}
	info, err := fs.Stat(site, p)
	return err == nil && info.IsDir()
}

func (f *files) stray(site fs.FS, p, hint string) {
	if info, err := fs.Stat(site, p); err == nil && info.Mode().IsRegular() && info.Size() > source.MaxSize {
		f.diags = append(f.diags, tooLarge(p, info.Size()))
		return
	}
	d := diag.Warnf(diag.Place{File: p}, "this file is not read")
	d.Hint = hint
	f.diags = append(f.diags, d)
}

func (f *files) collection(site fs.FS, id string) (collectionFiles, error) {
	c := collectionFiles{id: id}
	dir := path.Join("content", id)
	entries, err := fs.ReadDir(site, dir)
	if err != nil {
		return c, fmt.Errorf("read %s: %w", dir, err)
	}
	single := map[string]**file{"collection.md": &c.front, "claims.yaml": &c.claims, "speakers.yaml": &c.speakers, "outlets.yaml": &c.outlets}
	names := []string{"assignments", "claims.yaml", "collection.md", "outlets.yaml", "sources", "speakers.yaml"}
	for _, e := range entries {
		p := path.Join(dir, e.Name())
		slot, known := single[e.Name()]
		switch {
		case unsaved.Temporary(e.Name()):
		case isDir(site, p, e) && e.Name() == "sources":
			if c.sources, c.notes, err = f.sources(site, p); err != nil {
				return c, err
			}
		case isDir(site, p, e) && e.Name() == "assignments":
			if c.assignments, err = f.markdown(site, p); err != nil {
				return c, err
			}
		case known:
			if *slot, err = f.open(site, p); err != nil {
				return c, err
			}
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

func (f *files) sources(site fs.FS, dir string) (sources, notes []*file, err error) {
	entries, err := fs.ReadDir(site, dir)
	if err != nil {
		return nil, nil, fmt.Errorf("read %s: %w", dir, err)
	}
	for _, e := range entries {
		p := path.Join(dir, e.Name())
		if unsaved.Temporary(e.Name()) {
			continue
		}
		isNotes, isSource := strings.HasSuffix(e.Name(), ".notes.yaml"), strings.HasSuffix(e.Name(), ".md")
		if isDir(site, p, e) || !isNotes && !isSource {
			f.stray(site, p, "sources/ holds <id>.md and <id>.notes.yaml; lateral import makes a source of another file")
			continue
		}
		got, err := f.open(site, p)
		if err != nil {
			return nil, nil, err
		}
		switch {
		case got == nil:
		case isNotes:
			notes = append(notes, got)
		default:
			sources = append(sources, got)
		}
	}
	return sources, notes, nil
}

func (f *files) markdown(site fs.FS, dir string) (out []*file, err error) {
	entries, err := fs.ReadDir(site, dir)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", dir, err)
	}
	for _, e := range entries {
		p := path.Join(dir, e.Name())
		if unsaved.Temporary(e.Name()) {
			continue
		}
		if isDir(site, p, e) || !strings.HasSuffix(e.Name(), ".md") {
			f.stray(site, p, "assignments/ holds <id>.md")
			continue
		}
		got, err := f.open(site, p)
		if err != nil {
			return nil, err
		}
		if got != nil {
			out = append(out, got)
		}
	}
	return out, nil
}

// open reads one file, or takes it from the last time where size and time are the same; one that is too large is reported without being
// read, and gives nil.
func (f *files) open(site fs.FS, p string) (*file, error) {
	info, err := fs.Stat(site, p)
	if err != nil {
		if link, lerr := fs.Lstat(site, p); lerr == nil && link.Mode()&fs.ModeSymlink != 0 {
			f.diags = append(f.diags, diag.Errorf(diag.Place{File: p}, "this link leads to no file"))
			return nil, nil
		}
		return nil, fmt.Errorf("read %s: %w", p, err)
	}
	if !info.Mode().IsRegular() {
		f.diags = append(f.diags, diag.Errorf(diag.Place{File: p}, "this is not a regular file"))
		return nil, nil
	}
	if info.Size() > source.MaxSize {
		f.diags = append(f.diags, tooLarge(p, info.Size()))
		return nil, nil
	}
	if k := f.known[p]; k != nil && k.size == info.Size() && k.time.Equal(info.ModTime()) {
		f.read[p] = k
		return k, nil
	}
	data, err := fs.ReadFile(site, p)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", p, err)
	}
	got := &file{p, data, info.Size(), info.ModTime()}
	if k := f.known[p]; k != nil && bytes.Equal(k.data, data) {
		got.data = k.data
		*k = *got // the same words: whoever remembers the file may keep what was made of it
		got = k
	}
	f.read[p] = got
	return got, nil
}

func tooLarge(p string, size int64) diag.Diagnostic {
	return diag.Errorf(diag.Place{File: p}, "the file has %d bytes, more than the %d that one may have", size, source.MaxSize).WithHint("split it into several")
}
