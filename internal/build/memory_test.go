package build

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/diag"
)

// told is what a reading of a site says: its messages, and the numbers of every source and claim.
func told(s *Site) string {
	ed, _ := corpus.EditionOf("teacher")
	c, ds := s.Link(ed)
	var b strings.Builder
	for _, d := range append(append([]diag.Diagnostic{}, s.ConfigDiags...), ds...) {
		fmt.Fprintln(&b, d)
	}
	for _, col := range c.Collections {
		fmt.Fprintln(&b, col.ID, col.Title, col.Lang)
		for _, src := range col.Sources {
			fmt.Fprintln(&b, " ", src.ID, src.Title, len(src.Doc.Text), len(src.Doc.Turns), src.HasText)
			for _, n := range append(src.Notes, src.Orphans...) {
				fmt.Fprintln(&b, "   ", n.Number, n.Key(), n.Range, n.Outcome, n.Stance, n.Holder.Name(), n.Mode, n.Block, n.Sentence)
			}
		}
		for _, cl := range col.Claims {
			fmt.Fprintln(&b, " ", cl.ID, cl.Words, len(cl.Notes), cl.Count.Word, len(cl.Count.Voices), cl.Count.NOrigins())
		}
	}
	return b.String()
}

// TestMemory edits a site at random, breaking, deleting and renaming files on the way, and compares each reading with a fresh one. One memory looks at
// everything, the other is told what was written.
func TestMemory(t *testing.T) {
	dir := t.TempDir()
	for _, p := range []string{"content/harbour-bridge", "content/paris-2015"} {
		if err := os.CopyFS(filepath.Join(dir, p), os.DirFS(filepath.Join("../..", p))); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "lateral.yaml"), []byte("title: T\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	var whole, hinted Memory
	r := rand.New(rand.NewPCG(1, 2))
	stamp := time.Now()
	for step := range 150 {
		what := edit(t, r, dir, &stamp)
		warm, err := whole.Read(t.Context(), os.DirFS(dir))
		if err != nil {
			t.Fatal(err)
		}
		rel, err := filepath.Rel(dir, what)
		if err != nil {
			t.Fatal(err)
		}
		rel = filepath.ToSlash(rel)
		quick, err := hinted.ReadFiles(t.Context(), os.DirFS(dir), []string{rel, renamed(rel)}[:1+step%2])
		if err != nil {
			t.Fatal(err)
		}
		cold, err := Read(t.Context(), os.DirFS(dir))
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(told(cold), told(warm)); d != "" {
			t.Fatalf("step %d, %s: cold (-), warm (+):\n%s", step, what, d)
		}
		if d := cmp.Diff(told(cold), told(quick)); d != "" {
			t.Fatalf("step %d, %s: cold (-), told what was written (+):\n%s", step, what, d)
		}
	}
}

// edit changes one thing and says what it was. Every write gets a time of its own, as a disk with coarse times would not.
func edit(t *testing.T, r *rand.Rand, dir string, stamp *time.Time) string {
	t.Helper()
	var files []string
	filepath.WalkDir(dir, func(p string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			files = append(files, p)
		}
		return err
	})
	p := files[r.IntN(len(files))]
	data, err := os.ReadFile(p)
	if err != nil {
		t.Fatal(err)
	}
	write := func(p string, s string) {
		if err := os.WriteFile(p, []byte(s), 0o644); err != nil {
			t.Fatal(err)
		}
		*stamp = stamp.Add(time.Second)
		os.Chtimes(p, *stamp, *stamp)
	}
	text := string(data)
	lines := strings.SplitAfter(text, "\n")
	i := r.IntN(len(lines))
	switch r.IntN(9) {
	case 0: // a line goes
		write(p, strings.Join(append(append([]string{}, lines[:i]...), lines[i+1:]...), ""))
	case 1: // a line comes twice
		write(p, strings.Join(append(append([]string{}, lines[:i+1]...), lines[i:]...), ""))
	case 2: // a word changes
		write(p, strings.Replace(text, "bridge", "crossing", 1))
	case 3: // a stance changes
		write(p, strings.Replace(text, "supports", "disputes", 1))
	case 4: // an id breaks
		write(p, strings.Replace(text, "claim: ", "claim: x", 1))
	case 5: // the file goes, unless it is the last but few
		if len(files) > 20 {
			os.Remove(p)
		}
	case 6: // the file gets another name
		os.Rename(p, renamed(p))
	case 7: // nothing but the time
		write(p, text)
	default: // all at once: as it was
		rel, _ := filepath.Rel(dir, p)
		if old, err := os.ReadFile(filepath.Join("../..", rel)); err == nil && filepath.Base(p) != "lateral.yaml" {
			write(p, string(old))
		}
	}
	return p
}

func renamed(p string) string { return strings.Replace(p, ".", "-renamed.", 1) }

// TestReadFilesLooksAtNothingElse: of what was written only the files that are told are read, whatever their time and size say, and all are when one of them
// came or went.
func TestReadFilesLooksAtNothingElse(t *testing.T) {
	at := time.Unix(1e9, 0)
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s), ModTime: at} }
	source := func(words string) *fstest.MapFile {
		return file("---\ntitle: A title\nrights: own\n---\n" + words + ".\n")
	}
	site := fstest.MapFS{
		"lateral.yaml":            file("title: T\n"),
		"content/c/collection.md": file("---\ntitle: C\n---\n"),
		"content/c/sources/a.md":  source("Old"),
		"content/c/sources/b.md":  source("Old"),
	}
	var m Memory
	texts := func(written ...string) string {
		t.Helper()
		s, err := m.ReadFiles(t.Context(), site, written)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, e := range s.Config.Sources {
			out = append(out, e.Source.ID+": "+strings.TrimPrefix(e.Source.Doc.Text, "A title\n"))
		}
		return strings.Join(out, ", ")
	}
	check := func(have, want string) {
		t.Helper()
		if have != want {
			t.Errorf("have %q, want %q", have, want)
		}
	}
	check(texts(), "a: Old., b: Old.")
	site["content/c/sources/a.md"] = source("New")
	site["content/c/sources/b.md"] = source("Newer")
	check(texts("content/c/sources/a.md"), "a: New., b: Old.")
	site["content/c/sources/c.md"] = source("Third")
	check(texts("content/c/sources/c.md"), "a: New., b: Newer., c: Third.")
	delete(site, "content/c/sources/a.md")
	check(texts("content/c/sources/a.md"), "b: Newer., c: Third.")
	site["content/c/collection.md"] = file("---\ntitle: C\nlang: de\n---\n")
	check(texts("content/c/collection.md"), "b: Newer., c: Third.")
}
