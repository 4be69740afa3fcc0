// Package overlay lays some folders of one file system over another: a file there replaces the one of the same name.
package overlay

import (
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"syscall"
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

// ErrKind is what Open wraps where something over the base is neither a file nor a folder, or is a link to nothing.
var ErrKind = errors.New("not a file")

// Open opens the file over the base's, if there is one. What could keep a reader waiting, such as a pipe, is not opened.
func (f *FS) Open(name string) (fs.File, error) {
	if !f.covered(name) {
		return f.base.Open(name)
	}
	info, err := fs.Stat(f.over, name)
	if err != nil {
		if link, lerr := fs.Lstat(f.over, name); lerr == nil && link.Mode()&fs.ModeSymlink != 0 {
			return nil, &fs.PathError{Op: "open", Path: name, Err: ErrKind}
		}
		if absent(err) {
			return f.base.Open(name)
		}
		return nil, err
	}
	if m := info.Mode(); !m.IsRegular() && !m.IsDir() {
		return nil, &fs.PathError{Op: "open", Path: name, Err: ErrKind}
	}
	return f.over.Open(name)
}

// absent reports whether nothing stands there, as below a file.
func absent(err error) bool { return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) }

// ReadFile reads a file of Open; of a folder it gives ErrKind.
func (f *FS) ReadFile(name string) ([]byte, error) {
	file, err := f.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	if info, err := file.Stat(); err == nil && info.IsDir() {
		return nil, &fs.PathError{Op: "read", Path: name, Err: ErrKind}
	}
	return io.ReadAll(file)
}

// ReadDir lists both folders as one, by name.
func (f *FS) ReadDir(name string) ([]fs.DirEntry, error) {
	list, err := fs.ReadDir(f.base, name)
	if !f.covered(name) {
		return list, err
	}
	var over []fs.DirEntry
	overErr := error(fs.ErrNotExist)
	if info, serr := fs.Stat(f.over, name); serr == nil && info.IsDir() {
		over, overErr = fs.ReadDir(f.over, name)
		if overErr != nil && !errors.Is(overErr, fs.ErrNotExist) {
			return nil, overErr
		}
	}
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
