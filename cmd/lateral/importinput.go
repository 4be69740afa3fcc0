package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/lateral-reader/lateral/internal/importer"
	"github.com/lateral-reader/lateral/internal/output"
	"github.com/lateral-reader/lateral/internal/unsaved"
)

// inputs gives the files that import was asked for: each that is named, and of a folder, and the folders in it, those of a kind that is known.
// Links to folders are not followed, nor are the folders that a browser saves beside a page, nor what belongs to a site of ours: its folders
// below one that is named, and its pages. passed counts what was passed over, by ending.
func inputs(args []string) (names []string, passed passedOver, err error) {
	passed.kinds = map[string]int{}
	seen := map[string]bool{}
	add := func(name string) {
		if abs, err := filepath.Abs(name); err != nil || !seen[abs] {
			seen[abs] = true
			names = append(names, name)
		}
	}
	for _, arg := range args {
		info, err := os.Stat(arg)
		if err != nil || !info.IsDir() {
			add(arg) // what is wrong with it, its reading says
			continue
		}
		before := len(names)
		err = filepath.WalkDir(arg, func(p string, e fs.DirEntry, err error) error {
			switch {
			case err != nil && p == arg:
				return err
			case err != nil:
				add(p)
				return nil
			case p != arg && unsaved.Temporary(e.Name()), e.IsDir() && savedBeside(p):
				if e.IsDir() {
					return fs.SkipDir
				}
			case e.IsDir() && (p != arg && ofSite(p) || output.Wrote(p)):
				passed.folders = append(passed.folders, filepath.ToSlash(p))
				return fs.SkipDir
			case e.IsDir():
			case importer.Reads(e.Name()):
				if info, err := os.Stat(p); err == nil && info.IsDir() {
					return nil // a link to a folder
				}
				add(p)
			default:
				passed.kinds[cmp.Or(strings.ToLower(filepath.Ext(p)), "no ending")]++
			}
			return nil
		})
		if err != nil {
			return nil, passed, usagef("%s cannot be read: %s", arg, reason(err))
		}
		if len(names) == before {
			return nil, passed, usagef("%s holds no file that can be imported%s", arg, passed.sites())
		}
	}
	return names, passed, nil
}

// passedOver is what import found in folders and did not read.
type passedOver struct {
	kinds   map[string]int // files of other kinds, by their ending
	folders []string       // of a site
}

// sites says which folders of a site were passed over, "" where none was.
func (p passedOver) sites() string {
	if len(p.folders) == 0 {
		return ""
	}
	return "; passed over as a site of lateral: " + strings.Join(p.folders, ", ")
}

// ofSite reports whether a folder is one of those that a site is made of.
func ofSite(dir string) bool {
	switch filepath.Base(dir) {
	case "content", "templates", "static":
		_, err := os.Stat(filepath.Join(filepath.Dir(dir), "lateral.yaml"))
		return err == nil
	}
	return false
}

// ownFile is the path from the site's folder of a file that the site reads itself, "" of any other.
func ownFile(dir, name string) string {
	at, err := filepath.Abs(name)
	if err != nil || dir == "" {
		return ""
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return ""
	}
	p, err := filepath.Rel(filepath.Join(dir, "content"), at)
	if err != nil || !filepath.IsLocal(p) || strings.ToLower(filepath.Ext(p)) != ".md" {
		return ""
	}
	return filepath.Join("content", p)
}

// savedBeside reports whether a folder holds the pictures and scripts of a page that a browser saved: page.html and page_files.
func savedBeside(dir string) bool {
	for _, end := range []string{"_files", "-Dateien", "_fichiers", "_archivos", ".files"} {
		if base, ok := strings.CutSuffix(dir, end); ok {
			for _, ext := range []string{".html", ".htm"} {
				if _, err := os.Stat(base + ext); err == nil {
					return true
				}
			}
		}
	}
	return false
}

// readInput reads a file to import. What is no file is not opened, as a pipe would never end, and one that is too large is not read.
func readInput(name string) ([]byte, error) {
	info, err := os.Stat(name)
	if err != nil && (strings.HasPrefix(name, "https://") || strings.HasPrefix(name, "http://")) {
		return nil, usagef("%s is an address: save the page with your browser and import the file", name)
	}
	if err != nil {
		return nil, usagef("%s cannot be read: %s", name, reason(err))
	}
	switch m := info.Mode(); {
	case m.IsDir():
		return nil, usagef("%s is a folder; name its files", name)
	case m&fs.ModeNamedPipe != 0:
		return nil, usagef("%s is a pipe; save what comes out of it as a file", name)
	case !m.IsRegular():
		return nil, usagef("%s is a device or another thing that is no file", name)
	case info.Size() > importer.MaxSize:
		return nil, usagef("%s has %d bytes, more than the %d that are read; split it", name, info.Size(), importer.MaxSize)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, usagef("%s cannot be read: %s", name, reason(err))
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, importer.MaxSize+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return data, nil
}

// reason is the last part of an error of the file system, where it is a common one in the same words on every system: Windows speaks the user's language.
func reason(err error) string {
	var pe *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "no such file or directory"
	case errors.Is(err, fs.ErrPermission):
		return "permission denied"
	case errors.As(err, &pe):
		return pe.Err.Error()
	}
	return err.Error()
}

// originals holds the files that sources were made of, where --keep-original was said. Like all of .lateral it is private and never published.
const originals = ".lateral/originals"

// keptOriginal is the file that a source was made of, nil where it was not kept.
func keptOriginal(dir, id string) []byte {
	at, err := filepath.Glob(filepath.Join(dir, filepath.FromSlash(originals), id+".*"))
	if err != nil || len(at) == 0 {
		return nil
	}
	slices.Sort(at)
	data, err := os.ReadFile(at[0])
	if err != nil {
		return nil
	}
	return data
}

// keepOriginal copies a file below .lateral, under the source's id, and gives the copy's place.
func keepOriginal(dir, id, name string, data []byte) (string, error) {
	to := filepath.Join(dir, filepath.FromSlash(originals))
	if err := private(to); err != nil {
		return "", err
	}
	old, _ := filepath.Glob(filepath.Join(to, id+".*"))
	ext := strings.ToLower(filepath.Ext(name))
	if strings.Trim(ext, ".abcdefghijklmnopqrstuvwxyz0123456789") != "" || len(ext) < 2 || len(ext) > 12 {
		ext = ".txt"
	}
	at := filepath.Join(to, id+ext)
	if err := replaceFile(at, data); err != nil {
		return "", err
	}
	for _, o := range old {
		if o != at {
			if err := os.Remove(o); err != nil {
				return "", err
			}
		}
	}
	return at, nil
}

// private makes a folder below .lateral that git ignores.
func private(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for _, d := range []string{filepath.Dir(dir), dir} {
		if err := os.WriteFile(filepath.Join(d, ".gitignore"), []byte("*\n"), 0o644); err != nil {
			return err
		}
	}
	return nil
}
