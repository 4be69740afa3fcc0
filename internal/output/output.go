// Package output puts the files of a site in place: all or none, each whole, and nothing that is not its own is touched.
// It knows paths and bytes; what is in the files is the business of those who make them.
package output

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
)

// File is one file of the site, made when it is written.
type File struct {
	Path   string // slash path in the output folder
	Render func(w io.Writer) error
}

// Stats says what a Batch did.
type Stats struct {
	Files, Written, Removed int
	Bytes                   int64
}

// stageDir holds new files until all are made.
const stageDir = ".lateral-stage"

// ErrForeign is what Check wraps where a folder must not be written to.
var ErrForeign = errors.New("not an output folder of lateral")

// Check refuses a folder that no build may write to: the root, a folder that holds the site, or one with files that no build wrote.
func Check(dir, site string) error {
	abs, err := real(dir)
	if err != nil {
		return err
	}
	root, err := real(site)
	if err != nil {
		return err
	}
	if abs == filepath.Dir(abs) || abs == root || strings.HasPrefix(root+string(filepath.Separator), abs+string(filepath.Separator)) {
		return fmt.Errorf("%s holds the site itself: %w", dir, ErrForeign)
	}
	for _, own := range []string{"content", "templates", "static", ".lateral", ".git"} {
		p := filepath.Join(root, own)
		if abs == p || strings.HasPrefix(abs, p+string(filepath.Separator)) {
			return fmt.Errorf("%s is a folder of the site's sources: %w", dir, ErrForeign)
		}
	}
	for p := abs; p != filepath.Dir(p); p = filepath.Dir(p) {
		if info, err := os.Stat(p); err == nil && !info.IsDir() {
			return fmt.Errorf("%s is a file: %w", p, ErrForeign)
		}
		if _, err := os.Lstat(p); err == nil {
			if _, err := os.Stat(p); err != nil {
				return fmt.Errorf("%s is a link that leads nowhere: %w", p, ErrForeign)
			}
		}
	}
	entries, err := os.ReadDir(abs)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	// A first build that was killed leaves its stage alone.
	entries = slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return e.Name() == stageDir || e.Name() == lockName })
	if len(entries) == 0 {
		return nil
	}
	if _, err := os.Stat(filepath.Join(abs, manifestName)); err != nil {
		return fmt.Errorf("%s holds files that lateral did not write (%s): %w", dir, entries[0].Name(), ErrForeign)
	}
	return nil
}

// real is the absolute path of a file that need not exist, with the links on the way followed.
func real(p string) (string, error) {
	abs, err := filepath.Abs(p)
	if err != nil {
		return "", err
	}
	rest := ""
	for at := abs; ; at = filepath.Dir(at) {
		if found, err := filepath.EvalSymlinks(at); err == nil {
			return filepath.Join(found, rest), nil
		}
		if at == filepath.Dir(at) {
			return abs, nil
		}
		rest = filepath.Join(filepath.Base(at), rest)
	}
}

// Batch is one build on its way into a folder. Every file goes to a stage first and is put in place by rename when all are there, so that a
// failure before leaves the old site and a crash between leaves each file old or new. A file whose bytes are the same is left alone.
type Batch struct {
	dir, stage string
	old        map[string]bool // the manifest of the last build
	fresh      bool            // the folder was empty
	unlock     func()
	room       sync.Pool // *[16 << 10]byte, to read into

	mu      sync.Mutex
	now     map[string]bool
	changed []string
	bytes   int64
	folders map[string]bool // of the stage, made already
}

// Begin starts a batch for a folder, which need not exist. End it with Commit or Discard. While another build writes to the folder it waits,
// until the context ends.
func Begin(ctx context.Context, dir string) (*Batch, error) {
	unlock, err := lock(ctx, dir)
	if err != nil {
		return nil, err
	}
	b := &Batch{dir: dir, stage: filepath.Join(dir, stageDir), unlock: unlock, now: map[string]bool{}, folders: map[string]bool{}}
	if b.old, err = readManifest(dir); err == nil {
		err = os.RemoveAll(b.stage)
	}
	if err == nil {
		b.fresh, err = empty(dir)
	}
	if err != nil {
		unlock()
		return nil, err
	}
	return b, nil
}

// empty reports whether a folder holds nothing but what a batch itself puts there.
func empty(dir string) (bool, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return true, nil
	}
	return !slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() != stageDir && e.Name() != lockName }), err
}

// Put takes one file; several goroutines may call it. It does not keep data. A file of somebody else that stands in the way is an error.
func (b *Batch) Put(p string, data []byte) error {
	b.mu.Lock()
	twice := b.now[p]
	b.now[p] = true
	b.bytes += int64(len(data))
	b.mu.Unlock()
	if !fs.ValidPath(p) || twice {
		return fmt.Errorf("%q is not a path, or is made twice", p)
	}
	if !b.fresh {
		if same, err := b.compare(p, data); err != nil || same {
			return err
		}
	}
	b.mu.Lock()
	b.changed = append(b.changed, p)
	b.mu.Unlock()
	to := filepath.Join(b.stage, filepath.FromSlash(p))
	if err := b.folder(filepath.Dir(to)); err != nil {
		return err
	}
	return writeFile(to, data)
}

// compare reports whether the folder has the file with these bytes already, and refuses to write where somebody else's file is.
func (b *Batch) compare(p string, data []byte) (same bool, err error) {
	at := filepath.Join(b.dir, filepath.FromSlash(p))
	same, err = b.holds(at, data)
	switch {
	case same:
		return true, nil
	case err == nil && !b.old[p]:
		return false, fmt.Errorf("%s is not a file of lateral and stands where a page must go", at)
	case err != nil && !errors.Is(err, fs.ErrNotExist) && !b.inTheWay(p):
		return false, fmt.Errorf("no page can go to %s: %w", at, err)
	}
	return false, b.linked(path.Dir(p))
}

// holds reports whether a file has these bytes.
func (b *Batch) holds(at string, data []byte) (bool, error) {
	f, err := os.Open(at)
	if err != nil {
		return false, err
	}
	defer f.Close()
	part, _ := b.room.Get().(*[16 << 10]byte)
	if part == nil {
		part = new([16 << 10]byte)
	}
	defer b.room.Put(part)
	for {
		n, err := f.Read(part[:])
		if n > len(data) || !bytes.Equal(part[:n], data[:n]) {
			return false, nil
		}
		data = data[n:]
		if err == io.EOF {
			return len(data) == 0, nil
		}
		if err != nil {
			return false, err
		}
	}
}

// blocks reports whether a file that is no longer made stands where a folder must go, or a folder where a file must.
func (b *Batch) blocks(p string) bool {
	for _, q := range b.changed {
		if strings.HasPrefix(q, p+"/") || strings.HasPrefix(p, q+"/") {
			return true
		}
	}
	return false
}

// inTheWay reports whether a file of the last build is a folder on the way to p, or lies below it.
func (b *Batch) inTheWay(p string) bool {
	for q := range b.old {
		if strings.HasPrefix(p, q+"/") || strings.HasPrefix(q, p+"/") {
			return true
		}
	}
	return false
}

// linked refuses a folder of the output that is a link to another place.
func (b *Batch) linked(dir string) error {
	for ; dir != "."; dir = path.Dir(dir) {
		at := filepath.Join(b.dir, filepath.FromSlash(dir))
		if info, err := os.Lstat(at); err == nil && info.Mode()&fs.ModeSymlink != 0 {
			return fmt.Errorf("%s is a link to another folder; no page is written through it", at)
		}
	}
	return nil
}

// folder makes a folder of the stage for a file that changed.
func (b *Batch) folder(dir string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.folders[dir] {
		return nil
	}
	b.folders[dir] = true
	return os.MkdirAll(dir, 0o755)
}

// Discard leaves the folder as it was.
func (b *Batch) Discard() error {
	err := os.RemoveAll(b.stage)
	b.unlock()
	if len(b.old) == 0 {
		os.Remove(b.dir) // only if it is empty: the batch made it
	}
	return err
}

// Commit puts every file in place and removes those of the last build that are no longer made. Whatever is not in the manifest is left alone.
func (b *Batch) Commit() (Stats, error) {
	defer b.unlock()
	defer os.RemoveAll(b.stage)
	st := Stats{Files: len(b.now), Bytes: b.bytes}
	slices.Sort(b.changed)
	// From here on a crash must find a manifest that knows the old files and the new.
	both := maps.Clone(b.old)
	maps.Copy(both, b.now)
	if len(b.changed) > 0 || len(both) != len(b.now) || len(b.old) != len(b.now) {
		if err := writeManifest(b.dir, both); err != nil {
			return st, err
		}
	}
	for p := range b.old {
		if !b.now[p] && b.blocks(p) {
			if err := remove(b.dir, p); err != nil {
				return st, err
			}
			st.Removed++
			delete(b.old, p)
		}
	}
	if err := b.place(); err != nil {
		return st, err
	}
	st.Written = len(b.changed)
	for p := range b.old {
		if !b.now[p] {
			if err := remove(b.dir, p); err != nil {
				return st, err
			}
			st.Removed++
		}
	}
	if len(both) > len(b.now) { // else it says so already
		return st, writeManifest(b.dir, b.now)
	}
	return st, nil
}

// place renames the new files into the folder; whole folders, where it was empty.
func (b *Batch) place() error {
	whole, made := map[string]bool{}, map[string]bool{}
	for _, p := range b.changed {
		if b.fresh {
			p, _, _ = strings.Cut(p, "/")
			if whole[p] {
				continue
			}
			whole[p] = true
		}
		to := filepath.Join(b.dir, filepath.FromSlash(p))
		if dir := filepath.Dir(to); !made[dir] {
			made[dir] = true
			if err := os.MkdirAll(dir, 0o755); err != nil {
				return err
			}
		}
		if err := Rename(filepath.Join(b.stage, filepath.FromSlash(p)), to); err != nil {
			return err
		}
	}
	return nil
}

func write(at string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
		return err
	}
	return writeFile(at, data)
}

// remove deletes a file and the folders that it leaves empty. After a crash the manifest may name a file where there is a folder by now, or one
// below what became a file: these are gone.
func remove(dir, p string) error {
	at := filepath.Join(dir, filepath.FromSlash(p))
	info, err := os.Lstat(at)
	switch {
	case err == nil && info.IsDir():
		return nil
	case err == nil:
		err = os.Remove(at)
	}
	if err != nil && !gone(err) {
		return err
	}
	for d := filepath.Dir(at); d != filepath.Clean(dir); d = filepath.Dir(d) {
		if info, err := os.Lstat(d); err != nil && gone(err) {
			continue // a crash came before it was made; one above may have been
		} else if err != nil || !info.IsDir() || os.Remove(d) != nil {
			break // of a file, or not empty
		}
	}
	return nil
}

// gone reports that there is no file, as below one.
func gone(err error) bool { return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) }
