package main

import (
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/notes"
	"github.com/lateral-reader/lateral/internal/source"
)

// side is one of the two versions: sources by id, and notes by the source's id.
type side struct {
	sources map[string]*source.Source
	notes   map[string][]notes.Note
}

func newSide() side { return side{map[string]*source.Source{}, map[string][]notes.Note{}} }

// sides reads both versions: two folders, or two files.
func (a *app) sides(in io.Reader, old, now string) (x, y side, err error) {
	if isFolder(old) != isFolder(now) {
		return x, y, usagef("%s and %s are not of a kind: compare two sources or two folders", old, now)
	}
	if isFolder(old) {
		if x, err = a.folderVersion(old); err == nil {
			y, err = a.folderVersion(now)
		}
		return x, y, err
	}
	named := now // the two may have different names, and are one source
	if now == "-" {
		named = old
	}
	id := strings.TrimSuffix(filepath.Base(named), ".md")
	if x, err = a.fileVersion(in, old, named, id); err == nil {
		y, err = a.fileVersion(in, now, named, id)
	}
	return x, y, err
}

func isFolder(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// fileVersion reads a source as id, and the notes files beside it. What comes in on stdin is read as if it had the path, and has no notes.
func (a *app) fileVersion(in io.Reader, name, path, id string) (side, error) {
	v := newSide()
	if name == "-" {
		data, err := io.ReadAll(io.LimitReader(in, source.MaxSize+1))
		if err != nil {
			return v, usagef("%s cannot be read: %s", name, reason(err))
		}
		return v, a.addSource(&v, path, name, data, id)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return v, usagef("%s cannot be read: %s", name, reason(err))
	}
	if err := a.addSource(&v, name, name, data, id); err != nil {
		return v, err
	}
	files, err := filepath.Glob(escapeGlob(strings.TrimSuffix(name, ".md")) + ".*notes.yaml")
	if err != nil {
		return v, err
	}
	for _, f := range files {
		if err := a.addNotes(&v, f, id); err != nil {
			return v, err
		}
	}
	return v, nil
}

func escapeGlob(s string) string {
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "?", `\?`, "[", `\[`).Replace(s)
}

// folderVersion reads the sources and notes below a folder, which may be a site, a collection or one of sources.
func (a *app) folderVersion(dir string) (side, error) {
	v := newSide()
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && p != dir && strings.HasPrefix(d.Name(), "."):
			return filepath.SkipDir
		case d.IsDir() || filepath.Base(filepath.Dir(p)) != "sources" && filepath.Clean(filepath.Dir(p)) != filepath.Clean(dir):
		case strings.HasSuffix(p, ".notes.yaml"):
			return a.addNotes(&v, p, "")
		case strings.HasSuffix(p, ".md") && filepath.Base(filepath.Dir(p)) == "sources":
			data, err := os.ReadFile(p)
			if err != nil {
				return err
			}
			return a.addSource(&v, p, p, data, "")
		}
		return nil
	})
	return v, err
}

// addSource parses a source into the side, under its own id where none is given. It is read as path says, and called shown in messages.
func (a *app) addSource(v *side, path, shown string, data []byte, id string) error {
	s, ds := source.Parse(filepath.ToSlash(path), data, "en", nil)
	if diag.HasErrors(ds) {
		for i := range ds {
			ds[i].File = filepath.ToSlash(shown)
		}
		return a.refuse(exitContent, ".", ds)
	}
	if id == "" {
		id = s.ID
	}
	v.sources[id] = s
	return nil
}

// addNotes reads a notes file into the side, under the id that its name says where none is given.
func (a *app) addNotes(v *side, name, id string) error {
	data, err := os.ReadFile(name)
	if err != nil {
		return usagef("%s cannot be read: %s", name, reason(err))
	}
	f, ds := notes.Parse(filepath.ToSlash(name), data)
	if diag.HasErrors(ds) {
		return a.refuse(exitContent, ".", ds)
	}
	if id == "" {
		id = f.Source
	}
	v.notes[id] = append(v.notes[id], f.Notes...)
	return nil
}
