// Package shrink takes out of style sheets and scripts what only people read: comments, white space, long names of local variables. It is
// for files of our own; what a site brings itself is left as it is.
package shrink

import (
	"bytes"
	"io/fs"
	"path"
	"sync"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/js"
)

// FS is files of which .css and .js read shorter than they are. It is safe for concurrent use if the files below are.
type FS struct {
	below fs.FS

	mu    sync.Mutex
	short map[string][]byte // what was shortened once; the files below must not change
}

// New wraps files that do not change.
func New(below fs.FS) *FS { return &FS{below: below, short: map[string][]byte{}} }

// Open opens a file as it is below; ReadFile and what is read of an opened file agree.
func (f *FS) Open(name string) (fs.File, error) {
	if kindOf(name) == nil {
		return f.below.Open(name)
	}
	file, err := f.below.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	data, err := f.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return &opened{bytes.NewReader(data), shortInfo{info, int64(len(data))}}, nil
}

// ReadFile reads a file, shortened if it is a style sheet or a script that can be.
func (f *FS) ReadFile(name string) ([]byte, error) {
	data, err := fs.ReadFile(f.below, name)
	kind := kindOf(name)
	if err != nil || kind == nil {
		return data, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	short, ok := f.short[name]
	if !ok {
		var b bytes.Buffer
		if err := kind.Minify(minifier, &b, bytes.NewReader(data), nil); err == nil && b.Len() < len(data) {
			data = b.Bytes()
		}
		f.short[name], short = data, data
	}
	return bytes.Clone(short), nil
}

// Under gives the files of a site, and where one is, byte for byte, one of ours, ours as it is shortened: a copy that nobody changed, or the folder
// of the built-in files itself.
func (f *FS) Under(site fs.FS) fs.FS { return under{site, f} }

type under struct {
	site fs.FS
	ours *FS
}

func (u under) Open(name string) (fs.File, error) {
	file, err := u.site.Open(name)
	if err != nil || kindOf(name) == nil {
		return file, err
	}
	ours, err := fs.ReadFile(u.ours.below, name)
	if err != nil {
		return file, nil
	}
	if data, err := fs.ReadFile(u.site, name); err != nil || !bytes.Equal(data, ours) {
		return file, nil
	}
	file.Close()
	return u.ours.Open(name)
}

func (u under) Stat(name string) (fs.FileInfo, error)      { return fs.Stat(u.site, name) }
func (u under) Lstat(name string) (fs.FileInfo, error)     { return fs.Lstat(u.site, name) }
func (u under) ReadLink(name string) (string, error)       { return fs.ReadLink(u.site, name) }
func (u under) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(u.site, name) }

// ReadDir lists a folder as it is below; the sizes are those below, too.
func (f *FS) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(f.below, name) }

var minifier = minify.New()

func kindOf(name string) minify.Minifier {
	switch path.Ext(name) {
	case ".css":
		return &css.Minifier{}
	case ".js":
		return &js.Minifier{}
	}
	return nil
}

type opened struct {
	*bytes.Reader
	info shortInfo
}

func (o *opened) Stat() (fs.FileInfo, error) { return o.info, nil }
func (o *opened) Close() error               { return nil }

// shortInfo is what is known of a file, but for its size.
type shortInfo struct {
	fs.FileInfo
	size int64
}

func (i shortInfo) Size() int64 { return i.size }
