package build

import (
	"fmt"
	"hash/maphash"
	"io"
	"io/fs"
	"slices"
	"sync"
	"time"

	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/source"
)

// file is a file as it was found. One that has not changed keeps its pointer, which is what the memory compares. Its bytes are not kept.
type file struct {
	path string
	size int64
	time time.Time
	read bool   // sum is known
	sum  uint64 // of the bytes that were parsed
	was  *file  // what was known of an unread file before
}

// seed makes sums of this process alone, which nobody can aim at.
var seed = maphash.MakeSeed()

// look gives what is known of a file that has the same size and time, else a file to read; nil and a message where there is none, or it is too large.
func look(site fs.FS, p string, known map[string]*file) (*file, *diag.Diagnostic, error) {
	info, err := fs.Stat(site, p)
	at := diag.Place{File: p}
	wrong := func(d diag.Diagnostic) (*file, *diag.Diagnostic, error) { return nil, &d, nil }
	switch {
	case err != nil && isLink(site, p):
		return wrong(diag.Errorf(at, "this link leads to no file"))
	case err != nil:
		return nil, nil, fmt.Errorf("read %s: %w", p, err)
	case !info.Mode().IsRegular():
		return wrong(diag.Errorf(at, "this is not a regular file"))
	case info.Size() > source.MaxSize:
		return wrong(tooLarge(p, info.Size()))
	}
	k := known[p]
	if k != nil && k.size == info.Size() && k.time.Equal(info.ModTime()) {
		return k, nil, nil
	}
	return &file{path: p, size: info.Size(), time: info.ModTime(), was: k}, nil, nil
}

func isLink(site fs.FS, p string) bool {
	info, err := fs.Lstat(site, p)
	return err == nil && info.Mode()&fs.ModeSymlink != 0
}

// settle reads a file that was not read yet. Where the words are those that were known, it gives the known one, of which everything was made, and
// no bytes.
func (f *file) settle(site fs.FS) (*file, []byte, error) {
	if f == nil || f.read {
		return f, nil, nil
	}
	got, data, err := f.bytes(site)
	if k := f.was; err == nil && k != nil && k.sum == got.sum {
		k.size, k.time = f.size, f.time
		return k, nil, nil
	}
	return got, data, err
}

// bytes reads a file, and gives it as it was read: what is made of it is made of what the sum is of, even if somebody is writing it.
func (f *file) bytes(site fs.FS) (*file, []byte, error) {
	data, err := contents(site, f.path, int(f.size))
	if err != nil {
		return nil, nil, fmt.Errorf("read %s: %w", f.path, err)
	}
	return &file{path: f.path, size: f.size, time: f.time, read: true, sum: maphash.Bytes(seed, data)}, data, nil
}

// room holds the bytes of files that were read and are not looked at any more.
var room sync.Pool // *[]byte

// contents reads a file that has about so many bytes, into room that was given back, if any.
func contents(site fs.FS, p string, size int) ([]byte, error) {
	f, err := site.Open(p)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var data []byte
	if old, ok := room.Get().(*[]byte); ok {
		data = *old
	}
	for data = slices.Grow(data[:0], size+1); ; {
		n, err := f.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		if err == io.EOF || err == nil && len(data) == size && size < cap(data) { // as many as there are, and there was room for more
			return data, nil
		}
		if err != nil {
			return nil, err
		}
		data = slices.Grow(data, 1)
	}
}

// giveBack lets others read into bytes that nothing holds on to.
func giveBack(data []byte) {
	if data != nil && cap(data) <= 1<<20 {
		room.Put(&data)
	}
}

func tooLarge(p string, size int64) diag.Diagnostic {
	return diag.Errorf(diag.Place{File: p}, "the file has %d bytes, more than the %d that one may have", size, source.MaxSize).WithHint("split it into several")
}
