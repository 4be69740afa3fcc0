// Package overlay lays some folders of one file system over another: a file there replaces the one of the same name.
package overlay

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// FS is a base with folders of another file system over it. It is safe for concurrent use when both are.
type FS struct {
	over, base fs.FS
	dirs       []string
}

// New lays the named top folders of over over base. Nothing else of over is seen.
func New(over, base fs.FS, dirs ...string) *FS { return &FS{over, base, dirs} }

func (f *FS) covered(name string) bool {
	top, _, _ := strings.Cut(name, "/")
	return slices.Contains(f.dirs, top)
}

// Open opens the file over the base's, if there is one.
func (f *FS) Open(name string) (fs.File, error) {
	if f.covered(name) {
		if file, err := f.over.Open(name); !errors.Is(err, fs.ErrNotExist) {
			return file, err
		}
	}
	return f.base.Open(name)
}

// ReadDir lists both folders as one, by name.
func (f *FS) ReadDir(name string) ([]fs.DirEntry, error) {
	list, err := fs.ReadDir(f.base, name)
	if !f.covered(name) {
		return list, err
	}
	over, overErr := fs.ReadDir(f.over, name)
	if err != nil && overErr != nil {
		return nil, err
	}
	for _, e := range over {
		i := slices.IndexFunc(list, func(b fs.DirEntry) bool { return b.Name() == e.Name() })
		if i < 0 {
			list = append(list, e)
		} else {
			list[i] = e
		}
	}
	slices.SortFunc(list, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return list, nil
}

// Glob is fs.Glob over both.
func (f *FS) Glob(pattern string) ([]string, error) {
	type plain struct{ fs.ReadDirFS }
	return fs.Glob(plain{f}, path.Clean(pattern))
}
