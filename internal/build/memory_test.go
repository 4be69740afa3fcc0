package build

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
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
				fmt.Fprintln(&b, "   ", n.Number, n.Key(), n.Range, n.Outcome, n.Stance, n.Holder.Name(), n.Mode(), n.Block(), n.Sentence())
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

// flicker hides files from the looks at a site, which begin with the configuration: hidden[n] is what the n-th does not find, the last of them for all after.
type flicker struct {
	fstest.MapFS
	hidden [][]string
	looks  int
}

func (f *flicker) now() []string { return f.hidden[min(max(f.looks-1, 0), len(f.hidden)-1)] }

func (f *flicker) Lstat(name string) (fs.FileInfo, error) {
	if name == ConfigName {
		f.looks++
	}
	return f.Stat(name)
}

func (f *flicker) ReadLink(name string) (string, error) { return f.MapFS.ReadLink(name) }

func (f *flicker) Stat(name string) (fs.FileInfo, error) {
	if slices.Contains(f.now(), name) {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrNotExist}
	}
	return f.MapFS.Stat(name)
}

func (f *flicker) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := f.MapFS.ReadDir(name)
	return slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return slices.Contains(f.now(), path.Join(name, e.Name())) }), err
}

// TestPatience: a file that is away for a moment stays in the site; one that stays away goes.
func TestPatience(t *testing.T) {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text), Mode: 0o644} }
	const a, b, notes = "content/c/sources/a.md", "content/c/sources/b.md", "content/c/sources/a.notes.yaml"
	site := fstest.MapFS{
		ConfigName: file("title: T\n"), "content/c/collection.md": file("---\ntitle: C\n---\n"),
		a:     file("---\ntitle: A\nrights: own\n---\nWords of a.\n"),
		b:     file("---\ntitle: B\nrights: own\n---\nWords of b.\n"),
		notes: file("notes: []\n"),
	}
	for name, c := range map[string]struct {
		patience time.Duration
		hidden   [][]string // of the looks of the second reading
		want     string
	}{
		"at once":               {0, [][]string{{a}, {}}, "b"},
		"back":                  {1, [][]string{{a}, {}}, "a+ b"},
		"one after the other":   {1, [][]string{{a}, {b}, {notes}, {}}, "a+ b"},
		"one for good":          {1, [][]string{{a, b, notes}, {b}}, "a+"},
		"notes for good":        {1, [][]string{{notes}}, "a b"},
		"all of a folder":       {1, [][]string{{"content/c", a, b, notes}, {}}, "a+ b"},
		"the configuration":     {1, [][]string{{ConfigName}, {}}, "a+ b"},
		"never two looks alike": {1, [][]string{{a}, {b}, {a}, {b}, {a}, {b}, {a}, {b}, {a}, {b}, {a}}, "b"},
	} {
		t.Run(name, func(t *testing.T) {
			f := &flicker{MapFS: site, hidden: [][]string{{}}}
			m := Memory{Patience: c.patience}
			if _, err := m.Read(t.Context(), f); err != nil {
				t.Fatal(err)
			}
			f.hidden, f.looks = c.hidden, 0
			s, err := m.Read(t.Context(), f)
			if err != nil {
				t.Fatal(err)
			}
			var have []string
			for _, e := range s.Config.Sources {
				id := e.Source.ID
				if len(m.entries[len(have)].notes) > 0 {
					id += "+"
				}
				have = append(have, id)
			}
			if got := strings.Join(have, " "); got != c.want || !s.HasConfig {
				t.Errorf("the site holds %q, want %q", got, c.want)
			}
		})
	}
}
