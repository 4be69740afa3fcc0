// Package output puts the files of a site in place: all or none, each whole, and nothing that is not its own is touched.
// It knows paths and bytes; what is in the files is the business of those who make them.
package output

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
)

// File is one file of the site, made when it is written.
type File struct {
	Path   string // slash path in the output folder
	Render func(w io.Writer) error
}

// Made is a file with its bytes.
type Made struct {
	Path string
	Data []byte
}

// Stats says what Sync did.
type Stats struct {
	Files, Written, Removed int
	Bytes                   int64
}

// manifestName lists the files that a build wrote: a line each, SHA-256 in hexadecimal, two spaces, slash path.
const manifestName = ".lateral-files"

// stageDir holds new files until all are made.
const stageDir = ".lateral-stage"

// ErrForeign is what Check wraps where a folder must not be written to.
var ErrForeign = errors.New("not an output folder of lateral")

// Check refuses a folder that no build may write to: the root, a folder that holds the site, or one with files that no build wrote.
func Check(dir, site string) error {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	root, err := filepath.Abs(site)
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
	entries, err := os.ReadDir(abs)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if len(entries) == 0 {
		return nil
	}
	if _, err := os.Stat(filepath.Join(abs, manifestName)); err != nil {
		return fmt.Errorf("%s holds files that lateral did not write (%s): %w", dir, entries[0].Name(), ErrForeign)
	}
	return nil
}

// Sync makes the folder hold exactly the files, beside what others put there. Everything is written to a stage first and put in place by
// rename, so that a failure before leaves the old site and a crash between leaves each file old or new. A file whose bytes
// are the same is left alone. Files of an earlier Sync that are no longer made are removed; a file of somebody else is never overwritten.
func Sync(dir string, files []Made) (Stats, error) {
	st := Stats{Files: len(files)}
	old, err := readManifest(dir)
	if err != nil {
		return st, err
	}
	sort.Slice(files, func(i, j int) bool { return files[i].Path < files[j].Path })
	stage := filepath.Join(dir, stageDir)
	if err := os.RemoveAll(stage); err != nil {
		return st, err
	}
	defer os.RemoveAll(stage)
	now := map[string]string{}
	var changed []string
	for _, f := range files {
		if !fs.ValidPath(f.Path) || now[f.Path] != "" {
			return st, fmt.Errorf("%q is not a path, or is made twice", f.Path)
		}
		sum := sha256.Sum256(f.Data)
		now[f.Path] = hex.EncodeToString(sum[:])
		st.Bytes += int64(len(f.Data))
		at := filepath.Join(dir, filepath.FromSlash(f.Path))
		have, err := os.ReadFile(at)
		if err == nil && bytes.Equal(have, f.Data) {
			continue
		}
		if err == nil && old[f.Path] == "" {
			return st, fmt.Errorf("%s is not a file of lateral and stands where a page must go", at)
		}
		if err := write(filepath.Join(stage, filepath.FromSlash(f.Path)), f.Data); err != nil {
			return st, err
		}
		changed = append(changed, f.Path)
	}
	// From here on a crash must find a manifest that knows the old files and the new.
	both := map[string]string{}
	for p, s := range old {
		both[p] = s
	}
	for p, s := range now {
		both[p] = s
	}
	if len(changed) > 0 || len(both) != len(now) || len(old) != len(now) {
		if err := writeManifest(dir, both); err != nil {
			return st, err
		}
	}
	for _, p := range changed {
		to := filepath.Join(dir, filepath.FromSlash(p))
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			return st, err
		}
		if err := os.Rename(filepath.Join(stage, filepath.FromSlash(p)), to); err != nil {
			return st, err
		}
		st.Written++
	}
	for p := range old {
		if now[p] == "" {
			if err := remove(dir, p); err != nil {
				return st, err
			}
			st.Removed++
		}
	}
	if st.Written > 0 || st.Removed > 0 || len(old) != len(now) {
		return st, writeManifest(dir, now)
	}
	return st, nil
}

func write(at string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
		return err
	}
	return os.WriteFile(at, data, 0o644)
}

// remove deletes a file and the folders that it leaves empty.
func remove(dir, p string) error {
	at := filepath.Join(dir, filepath.FromSlash(p))
	if err := os.Remove(at); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for d := filepath.Dir(at); d != filepath.Clean(dir); d = filepath.Dir(d) {
		if os.Remove(d) != nil {
			break // not empty, or gone
		}
	}
	return nil
}

func readManifest(dir string) (map[string]string, error) {
	data, err := os.ReadFile(filepath.Join(dir, manifestName))
	if errors.Is(err, fs.ErrNotExist) {
		return map[string]string{}, nil
	}
	if err != nil {
		return nil, err
	}
	m := map[string]string{}
	for line := range strings.Lines(string(data)) {
		sum, p, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		if ok && fs.ValidPath(p) && p != "." {
			m[p] = sum
		}
	}
	return m, nil
}

func writeManifest(dir string, m map[string]string) error {
	var paths []string
	for p := range m {
		paths = append(paths, p)
	}
	slices.Sort(paths)
	var b strings.Builder
	for _, p := range paths {
		fmt.Fprintf(&b, "%s  %s\n", m[p], p)
	}
	tmp := filepath.Join(dir, stageDir, manifestName)
	if err := write(tmp, []byte(b.String())); err != nil {
		return err
	}
	return os.Rename(tmp, filepath.Join(dir, manifestName))
}
