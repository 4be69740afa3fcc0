package corpusgen_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	lateral "github.com/lateral-reader/lateral"
	"github.com/lateral-reader/lateral/internal/build"
	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/corpusgen"
	"github.com/lateral-reader/lateral/internal/html"
	"github.com/lateral-reader/lateral/internal/output"
)

// rendered is every page of a site that was written; any message is a failure.
func rendered(t *testing.T, dir string) map[string]string {
	t.Helper()
	s, err := build.Read(t.Context(), os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	ed, _ := corpus.EditionOf("public")
	c, ds := s.Link(ed)
	for _, d := range append(ds, s.ConfigDiags...) {
		t.Fatal(d)
	}
	pages := map[string]string{}
	err = html.Pages(c, html.Config{Assets: lateral.Assets}, func(f output.File) {
		var b bytes.Buffer
		if err := f.Render(&b); err != nil {
			t.Fatal(err)
		}
		pages[f.Path] = b.String()
	})
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

// TestSaves makes the saves one by one: the site stays right, and every page that a save names changes.
func TestSaves(t *testing.T) {
	o := corpusgen.Options{Seed: 4, Sources: 12, Each: 6}
	dir := t.TempDir()
	if err := corpusgen.Write(dir, o); err != nil {
		t.Fatal(err)
	}
	before := rendered(t, dir)
	kinds := map[string]int{}
	for i, s := range corpusgen.Saves(o, 40) {
		kinds[s.Kind]++
		if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(s.Path)), []byte(s.Text), 0o644); err != nil {
			t.Fatal(err)
		}
		now := rendered(t, dir)
		for _, p := range s.Pages {
			if now[p] == "" || now[p] == before[p] {
				t.Errorf("save %d (%s): %s is as it was, or not there", i, s.Kind, p)
			}
		}
		before = now
	}
	if len(kinds) != 4 {
		t.Errorf("kinds: %v", kinds)
	}
}
