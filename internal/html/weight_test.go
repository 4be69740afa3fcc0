package html

import (
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/lateral-reader/lateral/internal/corpusgen"
	"github.com/lateral-reader/lateral/internal/shrink"
)

// TestSourcePageIsLight weighs what a browser fetches to show a text of 900 words with 12 notes: the page, its styles, its script. The words are made up
// and compress less than those of a language do: a page of the same size in English has some 2 kB less.
func TestSourcePageIsLight(t *testing.T) {
	const mostPage, mostStyles, mostScript = 11_500, 5_400, 2_150
	dir := t.TempDir()
	if err := corpusgen.Write(dir, corpusgen.Options{Seed: 8, Sources: 20}); err != nil {
		t.Fatal(err)
	}
	n, heaviest := 0, 0
	for at, text := range pages(t, os.DirFS(dir), "public") {
		if strings.Contains(at, "/sources/") && !strings.HasSuffix(at, ".source.html") && !strings.HasSuffix(at, ".notes.html") {
			n, heaviest = n+1, max(heaviest, zipped(t, text))
			if k := strings.Count(text, "stylesheet") + strings.Count(text, "<script"); k != 2 {
				t.Errorf("%s loads %d files", at, k)
			}
		}
	}
	if n != 20 || heaviest > mostPage {
		t.Errorf("the heaviest of %d pages has %d bytes, more than %d", n, heaviest, mostPage)
	}
	for name, most := range map[string]int{"static/lateral.css": mostStyles, "static/lateral.js": mostScript} {
		file, err := fs.ReadFile(shrink.New(repo), name)
		if err != nil {
			t.Fatal(err)
		}
		if got := zipped(t, string(file)); got > most {
			t.Errorf("%s has %d bytes, more than %d", name, got, most)
		}
	}
}
