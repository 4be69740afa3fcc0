package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/lateral-reader/lateral/internal/build"
	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/html"
)

// smallSite writes the site of testdata/small.txtar.
func smallSite(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	copySmallSite(t, dir)
	return dir
}

func copySmallSite(t *testing.T, dir string) {
	t.Helper()
	ar, err := txtar.ParseFile("testdata/small.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range ar.Files {
		writeFile(t, filepath.Join(dir, f.Name), string(f.Data))
	}
}

func writeFile(t *testing.T, at, data string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(at, []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
}

// allPages renders every file of a reading, or says why there are none.
func allPages(t *testing.T, dir string, s *build.Site) map[string]string {
	t.Helper()
	ed, _ := corpus.EditionOf("teacher")
	c, ds := s.Link(ed)
	out := map[string]string{}
	ds = append(slices.Clone(s.ConfigDiags), ds...)
	for _, d := range ds {
		out["messages"] += d.String() + "\n"
	}
	if !s.HasConfig || !sound(s, ds) {
		return out
	}
	p, err := newPages(c, html.Config{Assets: assets(dir)})
	if err != nil {
		out["error"] = err.Error()
		return out
	}
	for path, f := range p.files {
		data, err := f()
		out[path] = string(data)
		if err != nil {
			out[path] = err.Error()
		}
	}
	return out
}

// TestWarmEqualsCold makes 300 random edits, broken and deleted and renamed files and changed claims, templates and styles among them, and
// compares every page of the warm reading with that of a fresh one, byte for byte.
func TestWarmEqualsCold(t *testing.T) {
	dir := smallSite(t)
	about, err := os.ReadFile("../../templates/about.html")
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(dir, "templates/about.html"), string(about))
	writeFile(t, filepath.Join(dir, "static/lateral.css"), "body { color: black }\n")
	original := readTree(t, dir)
	var memory build.Memory
	r := rand.New(rand.NewPCG(7, 11))
	good := 0
	for step := range 300 {
		what := randomEdit(t, r, dir, original)
		warm, err := memory.Read(t.Context(), os.DirFS(dir))
		if err != nil {
			t.Fatal(err)
		}
		cold, err := build.Read(t.Context(), os.DirFS(dir))
		if err != nil {
			t.Fatal(err)
		}
		a, b := allPages(t, dir, warm), allPages(t, dir, cold)
		if len(a) > 10 {
			good++
		}
		if len(a) != len(b) {
			t.Fatalf("step %d, %s: %d and %d files", step, what, len(a), len(b))
		}
		for p := range b {
			if a[p] != b[p] {
				t.Fatalf("step %d, %s: %s differs", step, what, p)
			}
		}
	}
	if good < 100 {
		t.Errorf("only %d of 300 steps left a site with pages", good)
	}
}

// randomEdit changes one file; two times in three, where something is not as it was, it puts that right instead.
func randomEdit(t *testing.T, r *rand.Rand, dir string, original map[string]string) string {
	t.Helper()
	now := readTree(t, dir)
	var paths, wrong []string
	for p := range now {
		paths = append(paths, p)
		if original[p] != now[p] {
			wrong = append(wrong, p)
		}
	}
	for p := range original {
		if _, ok := now[p]; !ok {
			wrong = append(wrong, p)
		}
	}
	slices.Sort(paths)
	slices.Sort(wrong)
	if len(wrong) > 0 && r.IntN(3) > 0 {
		p := wrong[r.IntN(len(wrong))]
		at := filepath.Join(dir, p)
		if text, ok := original[p]; ok {
			writeFile(t, at, text)
		} else if err := os.Remove(at); err != nil {
			t.Fatal(err)
		}
		return "put right " + p
	}
	p := paths[r.IntN(len(paths))]
	at, text := filepath.Join(dir, p), now[p]
	lines := strings.SplitAfter(text, "\n")
	i := r.IntN(len(lines))
	switch r.IntN(7) {
	case 0:
		writeFile(t, at, strings.Join(append(slices.Clone(lines[:i]), lines[i+1:]...), ""))
		return "a line less in " + p
	case 1:
		writeFile(t, at, strings.Join(append(slices.Clone(lines[:i+1]), lines[i:]...), ""))
		return "a line twice in " + p
	case 2:
		writeFile(t, at, strings.Replace(text, "bridge", "crossing", 1))
		return "a word in " + p
	case 3, 4:
		writeFile(t, at, strings.NewReplacer("supports", "disputes", "disputes", "supports", "reason", "cause", "black", "navy").Replace(text))
		return "stances in " + p
	case 5:
		if err := os.Remove(at); err != nil {
			t.Fatal(err)
		}
		return "removed " + p
	}
	if err := os.Rename(at, strings.Replace(at, ".md", "-2.md", 1)); err != nil {
		t.Fatal(err)
	}
	return "renamed " + p
}

// TestServe types, looks and presses Ctrl-C: a saved file is seen, a mistake leaves the last good page and is shown on it, a note that lost its
// passage is listed under its text, and the end is at once.
func TestServe(t *testing.T) {
	dir := smallSite(t)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	out, in := io.Pipe()
	code := make(chan int, 1)
	go func() {
		code <- run(ctx, []string{"-s", dir, "serve", "--port", "0"}, in, io.Discard)
		in.Close()
	}()
	url, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	url = strings.TrimSpace(url)
	get := func(path string) string {
		resp, err := http.Get(url + path)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		data, _ := io.ReadAll(resp.Body)
		return fmt.Sprintf("%d %s", resp.StatusCode, data)
	}
	wait := func(why, path string, ok func(page string) bool) {
		t.Helper()
		for range 400 {
			if ok(get(path)) {
				return
			}
			time.Sleep(25 * time.Millisecond)
		}
		t.Fatalf("%s: %s is\n%s", why, path, get(path))
	}
	has := func(words string) func(string) bool {
		return func(page string) bool { return strings.HasPrefix(page, "200") && strings.Contains(page, words) }
	}
	source, notes := filepath.Join(dir, "content/bridge/sources/talk.md"), filepath.Join(dir, "content/bridge/sources/talk.notes.yaml")
	text, err := os.ReadFile(source)
	if err != nil {
		t.Fatal(err)
	}
	said, err := os.ReadFile(notes)
	if err != nil {
		t.Fatal(err)
	}
	wait("the first build", "bridge/sources/talk.html", has("because of the bearings"))
	wait("drafts are shown", "bridge/sources/talk.html", has("A draft of a note."))

	writeFile(t, source, strings.Replace(string(text), "Good morning", "Good evening", 1))
	wait("a saved source", "bridge/sources/talk.html", has("Good evening"))
	writeFile(t, notes, strings.Replace(string(said), "The engineer blames the bearings.", "He blames steel.", 1))
	wait("a saved note", "bridge/claims/worn.html", has("He blames steel."))

	writeFile(t, notes, "notes: [")
	wait("a mistake", "bridge/claims/worn.html", func(page string) bool {
		return strings.Contains(page, "wrong YAML") && strings.Contains(page, "He blames steel.")
	})
	writeFile(t, notes, string(said))
	wait("put right", "bridge/claims/worn.html", func(page string) bool {
		return !strings.Contains(page, "wrong YAML") && strings.Contains(page, "The engineer blames the bearings.")
	})
	writeFile(t, source, strings.Replace(string(text), "because of the bearings", "for reasons", 1))
	wait("a lost note", "bridge/sources/talk.html", func(page string) bool {
		return strings.Contains(page, "for reasons") && strings.Contains(page, "quote not found") && strings.Contains(page, "orphan")
	})
	writeFile(t, source, string(text))
	wait("found again", "bridge/sources/talk.html", func(page string) bool {
		return strings.Contains(page, "because of the bearings") && !strings.Contains(page, "quote not found")
	})

	writeFile(t, filepath.Join(dir, "content/bridge/sources/new.md"), "---\ntitle: Brand new\nrights: own\n---\nWords.\n")
	wait("a new source", "bridge/sources/new.html", has("Brand new"))
	if err := os.Remove(filepath.Join(dir, "content/bridge/sources/new.md")); err != nil {
		t.Fatal(err)
	}
	wait("a source gone", "bridge/sources/new.html", func(page string) bool { return strings.HasPrefix(page, "404") })
	writeFile(t, filepath.Join(dir, "static/lateral.css"), "body { color: teal }")
	wait("a style", "static/lateral.css", has("teal"))
	if page := get("../lateral.yaml"); strings.Contains(page, "title:") {
		t.Error("a file outside the built set was served")
	}

	began := time.Now()
	cancel()
	if c := <-code; c != exitInterrupted {
		t.Errorf("exit %d, want %d", c, exitInterrupted)
	}
	if d := time.Since(began); d > 10*time.Second {
		t.Errorf("the end took %s", d)
	}
}
