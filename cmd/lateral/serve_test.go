package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/serve"
	"github.com/lateral-reader/lateral/internal/watch"
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

func writeFile(t testing.TB, at, data string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(at, []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
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

	content := filepath.Join(dir, "content")
	if err := os.Rename(content, content+".away"); err != nil {
		t.Fatal(err)
	}
	wait("the folder of all sources away", "bridge/sources/talk.html", func(page string) bool {
		return strings.Contains(page, "because of the bearings") && strings.Contains(page, "the folder is not here")
	})
	if err := os.Rename(content+".away", content); err != nil {
		t.Fatal(err)
	}
	wait("it is back", "bridge/sources/talk.html", func(page string) bool {
		return strings.Contains(page, "because of the bearings") && !strings.Contains(page, "the folder is not here")
	})
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

// TestServeNamesNoFolderOfTheMachine: where the site cannot be read, the page says which file of the site is to blame and nothing of where that lies.
func TestServeNamesNoFolderOfTheMachine(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "no-folder")
	writeFile(t, dir, "a file where the site was")
	srv := serve.New(serve.Options{})
	l := &live{app: &app{out: io.Discard, err: io.Discard}, dir: dir, edition: corpus.Editions[0], server: srv}
	l.rebuild(t.Context(), watch.Change{Sweep: true})
	w := httptest.NewRecorder()
	srv.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://localhost/", nil))
	page := w.Body.String()
	why := "the site cannot be read"
	if runtime.GOOS == "windows" { // where what lies below a file is just not there
		why = "the file is gone"
	}
	if !strings.Contains(page, "<code>lateral.yaml</code>") || !strings.Contains(page, why) || strings.Contains(page, "no-folder") {
		t.Errorf("the page is\n%s", page)
	}
}

// TestTell: a warning is printed once while it lasts, wherever its line goes; an error each time, as it keeps the last good pages.
func TestTell(t *testing.T) {
	var printed strings.Builder
	l := &live{app: &app{err: &printed}, dir: "."}
	warn := func(line int, msg string) diag.Diagnostic {
		return diag.Warnf(diag.Place{File: "a.md", Line: line, Column: 1}, "%s", msg)
	}
	wrong := diag.Errorf(diag.Place{File: "b.md", Line: 1, Column: 1}, "wrong")
	for _, c := range []struct {
		ds            []diag.Diagnostic
		counts, lines string
	}{
		{[]diag.Diagnostic{warn(1, "odd")}, "0 errors, 1 warning", "a.md:1:1: warning: odd\n"},
		{[]diag.Diagnostic{warn(2, "odd"), warn(3, "new"), wrong}, "1 error, 2 warnings (1 as before)", "a.md:3:1: warning: new\nb.md:1:1: error: wrong\n"},
		{[]diag.Diagnostic{wrong}, "1 error, 0 warnings", "b.md:1:1: error: wrong\n"},
		{[]diag.Diagnostic{warn(2, "odd")}, "0 errors, 1 warning", "a.md:2:1: warning: odd\n"},
	} {
		printed.Reset()
		if got := l.tell(c.ds); got != c.counts || printed.String() != c.lines {
			t.Errorf("%q, %q; want %q, %q", got, printed.String(), c.counts, c.lines)
		}
	}
}
