package html

import (
	"flag"
	"io/fs"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/lateral-reader/lateral/internal/build"
	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/output"
)

var update = flag.Bool("update", false, "write the golden files anew")

// repo is the top of the repository: its assets and its sample content.
var repo = os.DirFS("../..")

// archive reads a txtar file of testdata as a site, and gives the archive for what else stands in it.
func archive(t *testing.T, name string) (fs.FS, *txtar.Archive) {
	t.Helper()
	a, err := txtar.ParseFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	site := fstest.MapFS{}
	for _, f := range a.Files {
		if !strings.HasPrefix(f.Name, "want/") {
			site[f.Name] = &fstest.MapFile{Data: f.Data}
		}
	}
	return site, a
}

// corpusOf reads a site in an edition. A problem ends the test, but for the repository's own content, which has tests of its own.
func corpusOf(t testing.TB, site fs.FS, edition string) *corpus.Corpus {
	t.Helper()
	s, err := build.Read(t.Context(), site)
	if err != nil {
		t.Fatal(err)
	}
	ed, _ := corpus.EditionOf(edition)
	c, ds := s.Link(ed)
	for _, d := range append(s.ConfigDiags, ds...) {
		if d.Level == diag.Error && site != repo {
			t.Fatalf("%s: %v", edition, d)
		}
	}
	return c
}

// pages makes all pages of a site in an edition, by path. The gate reads them as it does in a build.
func pages(t testing.TB, site fs.FS, edition string) map[string]string {
	t.Helper()
	outputs := []build.Output{func(c *corpus.Corpus, emit func(output.File)) error { return Pages(c, Config{Assets: repo}, emit) }}
	m := map[string]string{}
	var mu sync.Mutex
	leaks, err := build.Render(t.Context(), corpusOf(t, site, edition), outputs, func(path string, data []byte) error {
		mu.Lock()
		defer mu.Unlock()
		m[path] = string(data)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range leaks {
		t.Errorf("%s: %v", edition, d)
	}
	return m
}

// main is what stands between the frame's header and footer.
func mainOf(page string) string {
	_, page, _ = strings.Cut(page, "<main id=\"main\">\n")
	page, _, _ = strings.Cut(page, "</main>")
	return page
}

// golden compares pages with the files want/<edition>/<path> of the archive, each the main part of a page.
func golden(t *testing.T, name string) {
	site, a := archive(t, name)
	made := map[string]map[string]string{}
	for i, f := range a.Files {
		want, is := strings.CutPrefix(f.Name, "want/")
		if !is {
			continue
		}
		edition, at, _ := strings.Cut(want, "/")
		if made[edition] == nil {
			made[edition] = pages(t, site, edition)
		}
		got := mainOf(made[edition][at])
		if *update {
			a.Files[i].Data = []byte(got)
		} else if d := cmp.Diff(string(f.Data), got); d != "" {
			t.Errorf("%s: (-want +got)\n%s", f.Name, d)
		}
	}
	if *update {
		if err := os.WriteFile("testdata/"+name, txtar.Format(a), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
