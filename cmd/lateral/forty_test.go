package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/lateral-reader/lateral/internal/build"
	"github.com/lateral-reader/lateral/internal/notes"
)

const fortyNotes = "content/mill/sources/visit.notes.yaml"

// TestFixForty corrects forty notes that people wrote by hand: what comes out is testdata/forty.txtar's, and only entries that had moved, differed a
// little or lacked an id have other lines than before. Line ends, a byte order mark and a missing last line break stay.
func TestFixForty(t *testing.T) {
	ar, err := txtar.ParseFile("testdata/forty.txtar")
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range ar.Files {
		files[f.Name] = string(f.Data)
	}
	before, after := files[fortyNotes], files["after.yaml"]
	for _, variant := range []struct {
		name string
		of   func(string) string
	}{
		{"as written", func(s string) string { return s }},
		{"CRLF", func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }},
		{"CR", func(s string) string { return strings.ReplaceAll(s, "\n", "\r") }},
		{"byte order mark", func(s string) string { return "\ufeff" + s }},
		{"byte order mark and CRLF", func(s string) string { return "\ufeff" + strings.ReplaceAll(s, "\n", "\r\n") }},
		{"no last line break", func(s string) string { return strings.TrimSuffix(s, "\n") }},
		{"no last line break, CRLF", func(s string) string { return strings.ReplaceAll(strings.TrimSuffix(s, "\n"), "\n", "\r\n") }},
	} {
		t.Run(variant.name, func(t *testing.T) {
			dir := t.TempDir()
			for name, text := range files {
				if name != "after.yaml" {
					writeFile(t, filepath.Join(dir, filepath.FromSlash(name)), text)
				}
			}
			writeFile(t, filepath.Join(dir, fortyNotes), variant.of(before))
			found := outcomes(t, dir)
			var out, said bytes.Buffer
			if code := run(t.Context(), []string{"-s", dir, "check", "--fix", "--accept-fuzzy"}, &out, &said); code != exitContent { // one note is an orphan
				t.Fatalf("exit %d: %s", code, said.String())
			}
			got := readTree(t, dir)[fortyNotes]
			if got != variant.of(after) {
				t.Fatalf("the file is\n%s", got)
			}
			onlyConcerned(t, variant.of(before), got, found)
			if code := run(t.Context(), []string{"-s", dir, "check", "--fix", "--accept-fuzzy"}, io.Discard, io.Discard); code != exitContent {
				t.Errorf("exit %d the second time", code)
			}
			if again := readTree(t, dir)[fortyNotes]; again != got {
				t.Errorf("the second time gives\n%s", again)
			}
		})
	}
}

// outcomes reads the site and tells how each note found its passage.
func outcomes(t *testing.T, dir string) map[string]string {
	t.Helper()
	s, err := build.Read(t.Context(), os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for _, e := range s.Config.Sources {
		for _, m := range e.Marks {
			found[m.Note.ID] = m.Outcome.String()
		}
	}
	return found
}

// onlyConcerned compares two notes files line by line: an entry has the lines that it had unless it moved, differed or had no id, and what
// stands between entries has them all.
func onlyConcerned(t *testing.T, before, after string, found map[string]string) {
	t.Helper()
	was, ids := entryLines(t, before)
	is, _ := entryLines(t, after)
	if len(was) != len(is) || len(ids) != 40 {
		t.Fatalf("%d entries, %d of them notes, became %d", len(was), len(ids), len(is))
	}
	changed := 0
	for i := range was {
		if slices.Equal(was[i], is[i]) {
			continue
		}
		changed++
		if i == 0 {
			t.Errorf("what stands before the entries changed: %q", is[0])
			continue
		}
		id := ids[i-1]
		if o := found[id]; o != "moved" && o != "fuzzy" && strings.Contains(fmt.Sprint(was[i]), "id: "+id) {
			t.Errorf("%s is %s and changed:\n%q\n%q", id, o, was[i], is[i])
		}
	}
	if changed < 20 {
		t.Errorf("only %d entries changed", changed)
	}
}

// entryLines parts a notes file before each entry, and gives the ids of the entries.
func entryLines(t *testing.T, file string) (parts [][]string, ids []string) {
	t.Helper()
	f, ds := notes.Parse("visit.notes.yaml", []byte(file))
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	lines := strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(file), "\n")
	at := 0
	for _, n := range f.Notes {
		to := n.At().Line - 1
		parts, ids = append(parts, lines[at:to]), append(ids, n.ID)
		at = to
	}
	return append(parts, lines[at:]), ids
}
