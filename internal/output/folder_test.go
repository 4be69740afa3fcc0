package output

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestCheckKilledFirstBuild: what a first build left that was killed is no file of somebody else.
func TestCheckKilledFirstBuild(t *testing.T) {
	site := t.TempDir()
	dir := filepath.Join(site, "public")
	b, err := Begin(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Put("index.html", []byte("a")); err != nil {
		t.Fatal(err)
	}
	b.unlock()
	if err := Check(dir, site); err != nil {
		t.Error(err)
	}
	put(t, dir, map[string]string{"index.html": "b"})
	if d := cmp.Diff(map[string]string{"index.html": "b"}, tree(t, dir)); d != "" {
		t.Error(d)
	}
}

func TestCheckRefuses(t *testing.T) {
	site := t.TempDir()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(os.MkdirAll(filepath.Join(site, "content", "c"), 0o755))
	must(os.WriteFile(filepath.Join(site, "lateral.yaml"), nil, 0o644))
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(filepath.Join(site, "content"), link); err != nil {
		t.Skip(err)
	}
	lost, round := filepath.Join(site, "lost"), filepath.Join(site, "round")
	must(os.Symlink("nowhere", lost))
	must(os.Symlink("round", round))
	for _, dir := range []string{lost, filepath.Join(lost, "out"), round, link, filepath.Join(link, "out"), filepath.Join(link, "x", "y"), filepath.Join(site, "lateral.yaml"), filepath.Join(site, "lateral.yaml", "out")} {
		if err := Check(dir, site); !errors.Is(err, ErrForeign) {
			t.Errorf("%s: %v", dir, err)
		}
	}
	for _, dir := range []string{filepath.Join(site, "public"), filepath.Join(site, "build", "x"), filepath.Join(t.TempDir(), "out")} {
		if err := Check(dir, site); err != nil {
			t.Errorf("%s: %v", dir, err)
		}
	}
}

// TestTwoAtOnce: the second build waits for the first, so that the folder holds what one of them made.
func TestTwoAtOnce(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	first, err := Begin(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	short, stop := context.WithTimeout(t.Context(), 3*patience)
	defer stop()
	if _, err := Begin(short, dir); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a second build did not wait: %v", err)
	}
	var wg sync.WaitGroup
	wg.Go(func() { put(t, dir, map[string]string{"b.html": "2", "both.html": "2"}) })
	time.Sleep(2 * patience)
	for _, p := range []string{"a.html", "both.html"} {
		if err := first.Put(p, []byte("1")); err != nil {
			t.Error(err)
		}
	}
	if _, err := first.Commit(); err != nil {
		t.Error(err)
	}
	wg.Wait()
	if d := cmp.Diff(map[string]string{"b.html": "2", "both.html": "2"}, tree(t, dir)); d != "" {
		t.Error(d)
	}

	gone, err := Begin(t.Context(), filepath.Join(dir, "new"))
	if err != nil {
		t.Fatal(err)
	}
	wg.Go(func() { put(t, filepath.Join(dir, "new"), map[string]string{"a.html": "1"}) })
	time.Sleep(2 * patience)
	if err := gone.Discard(); err != nil {
		t.Error(err)
	}
	wg.Wait()
	if _, err := os.Stat(filepath.Join(dir, "new", "a.html")); err != nil {
		t.Error(err)
	}
}

// TestFilesAndFoldersChangePlaces: what was a file can become a folder, and the other way round; what somebody else put there stays.
func TestFilesAndFoldersChangePlaces(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	put(t, dir, map[string]string{"a": "1", "b/c": "1", "b/d/e": "1"})
	put(t, dir, map[string]string{"a/x": "2", "b": "2"})
	if d := cmp.Diff(map[string]string{"a/x": "2", "b": "2"}, tree(t, dir)); d != "" {
		t.Error(d)
	}
	for name, make := range map[string]func(at string) error{
		"a folder": func(at string) error { return os.MkdirAll(filepath.Join(at, "x"), 0o755) },
		"a link":   func(at string) error { return os.Symlink(t.TempDir(), at) },
		"a file":   func(at string) error { return os.WriteFile(at, []byte("by hand"), 0o644) },
	} {
		dir := filepath.Join(t.TempDir(), "out")
		put(t, dir, map[string]string{"index.html": "1"})
		if err := make(filepath.Join(dir, "p")); err != nil {
			t.Fatal(err)
		}
		b, err := Begin(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		page := "p/q.html"
		if name == "a folder" {
			page = "p"
		}
		if err := b.Put(page, []byte("2")); err == nil {
			t.Errorf("%s: no error", name)
		}
		if err := b.Discard(); err != nil {
			t.Error(err)
		}
	}
}

func TestBadName(t *testing.T) {
	for _, name := range []string{"con", "CON.html", "lpt9.x.y", "aux .css", "a:b", "a?", "a\\b", "a.", "a ", "\n", "\xff", string(make([]byte, 300))} {
		if BadName(name) == "" {
			t.Errorf("%q is taken", name)
		}
	}
	for _, name := range []string{"conrad.html", "com10", "index.html", "é (1).css", ".x", "a'b&c;#%.css"} {
		if why := BadName(name); why != "" {
			t.Errorf("%q: %s", name, why)
		}
	}
}
