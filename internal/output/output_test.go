package output

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func put(t *testing.T, dir string, files map[string]string) Stats {
	t.Helper()
	b, err := Begin(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	for p, data := range files {
		if err := b.Put(p, []byte(data)); err != nil {
			t.Fatal(err)
		}
	}
	st, err := b.Commit()
	if err != nil {
		t.Fatal(err)
	}
	return st
}

func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	m := map[string]string{}
	err := filepath.WalkDir(dir, func(p string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == manifestName {
			return err
		}
		data, err := os.ReadFile(p)
		rel, _ := filepath.Rel(dir, p)
		m[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestBatch(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	st := put(t, dir, map[string]string{"index.html": "a", "x/y.html": "b", "x/z.html": "c"})
	if st.Written != 3 || st.Files != 3 || st.Bytes != 3 {
		t.Errorf("first: %+v", st)
	}
	st = put(t, dir, map[string]string{"index.html": "a", "x/y.html": "b", "x/z.html": "c"})
	if st.Written != 0 || st.Removed != 0 {
		t.Errorf("again: %+v", st)
	}
	if err := os.WriteFile(filepath.Join(dir, "CNAME"), []byte("example.org"), 0o644); err != nil {
		t.Fatal(err)
	}
	st = put(t, dir, map[string]string{"index.html": "new"})
	if st.Written != 1 || st.Removed != 2 {
		t.Errorf("changed: %+v", st)
	}
	if d := cmp.Diff(map[string]string{"index.html": "new", "CNAME": "example.org"}, tree(t, dir)); d != "" {
		t.Error(d)
	}
	if _, err := os.Stat(filepath.Join(dir, "x")); !errors.Is(err, os.ErrNotExist) {
		t.Error("an empty folder is left")
	}
}

func TestNotOurs(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	put(t, dir, map[string]string{"index.html": "a"})
	if err := os.WriteFile(filepath.Join(dir, "about.html"), []byte("by hand"), 0o644); err != nil {
		t.Fatal(err)
	}
	b, err := Begin(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Put("about.html", []byte("ours")); err == nil {
		t.Error("a file of somebody else was taken")
	}
	if err := b.Put("../out.html", nil); err == nil {
		t.Error("a path out of the folder was taken")
	}
	if err := b.Discard(); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(map[string]string{"index.html": "a", "about.html": "by hand"}, tree(t, dir)); d != "" {
		t.Error(d)
	}
}

// TestDiscard leaves what was there, and nothing where nothing was.
func TestDiscard(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	b, err := Begin(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Put("index.html", []byte("a")); err != nil {
		t.Fatal(err)
	}
	if err := b.Discard(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		t.Error("a folder is left where there was none")
	}
}

// TestCrash: after a crash between two renames, which leaves a stage and a manifest of old and new, the next build finishes the job.
func TestCrash(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	put(t, dir, map[string]string{"a.html": "1", "b.html": "1", "gone.html": "1"})
	b, err := Begin(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	for p, data := range map[string]string{"a.html": "2", "b.html": "2", "c.html": "2"} {
		if err := b.Put(p, []byte(data)); err != nil {
			t.Fatal(err)
		}
	}
	b.unlock() // as the end of the process does
	both := map[string]bool{"gone.html": true}
	for p := range b.now {
		both[p] = true
	}
	if err := writeManifest(dir, both); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(filepath.Join(b.stage, "c.html"), filepath.Join(dir, "c.html")); err != nil {
		t.Fatal(err)
	}
	put(t, dir, map[string]string{"a.html": "3", "b.html": "3"})
	if d := cmp.Diff(map[string]string{"a.html": "3", "b.html": "3"}, tree(t, dir)); d != "" {
		t.Error(d)
	}
}

// TestCrashWhileFilesBecomeFolders: where the manifest names a file and what lies below a folder of its name, because a crash came between, every
// next build finds its way. A folder may have been made, and the file in it not.
func TestCrashWhileFilesBecomeFolders(t *testing.T) {
	shapes := []string{"a", "a/b", "a/b/c"}
	for _, on := range append(shapes, "a/", "a/b/") { // what is on the disk
		for _, next := range shapes {
			for _, text := range []string{"1", "2"} {
				dir := filepath.Join(t.TempDir(), "out")
				if file, folder := strings.CutSuffix(on, "/"); folder {
					put(t, dir, map[string]string{"index.html": "1"})
					if err := os.MkdirAll(filepath.Join(dir, file), 0o755); err != nil {
						t.Fatal(err)
					}
				} else {
					put(t, dir, map[string]string{"index.html": "1", on: "1"})
				}
				m, err := readManifest(dir)
				if err != nil {
					t.Fatal(err)
				}
				for _, p := range shapes {
					m[p] = true
				}
				if err := writeManifest(dir, m); err != nil {
					t.Fatal(err)
				}
				put(t, dir, map[string]string{"index.html": "1", next: text})
				if d := cmp.Diff(map[string]string{"index.html": "1", next: text}, tree(t, dir)); d != "" {
					t.Errorf("%s, then %s: %s", on, next, d)
				}
			}
		}
	}
}

func TestCheck(t *testing.T) {
	site := t.TempDir()
	for _, d := range []string{"content", "static", "other", "empty"} {
		if err := os.MkdirAll(filepath.Join(site, d), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(site, "other", "file"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for dir, ok := range map[string]bool{
		".": false, "/": false, "..": false, "content": false, "content/x": false, "static": false, "other": false, ".git": false,
		"empty": true, "public": true, "build/teacher": true,
	} {
		at := filepath.Join(site, dir)
		if dir == "/" {
			at = "/"
		}
		if err := Check(at, site); (err == nil) != ok || err != nil && !errors.Is(err, ErrForeign) {
			t.Errorf("%s: %v", dir, err)
		}
	}
}

// TestOpenFiles: files that somebody reads for a moment, as virus scanners do, hold nothing up for good.
func TestOpenFiles(t *testing.T) {
	dir := t.TempDir()
	for _, text := range []string{"1", "2"} {
		b, err := Begin(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range []string{"index.html", "a/b.html"} {
			if err := b.Put(p, []byte(text)); err != nil {
				t.Fatal(err)
			}
		}
		for _, at := range []string{filepath.Join(b.stage, "a/b.html"), filepath.Join(dir, "index.html")} {
			if f, err := os.Open(at); err == nil {
				time.AfterFunc(100*time.Millisecond, func() { f.Close() })
			}
		}
		if _, err := b.Commit(); err != nil {
			t.Error(err)
		}
		if d := cmp.Diff(map[string]string{"index.html": text, "a/b.html": text}, tree(t, dir)); d != "" {
			t.Error(d)
		}
	}
}
