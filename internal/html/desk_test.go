package html

import (
	"bytes"
	"os"
	"testing"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/output"
)

// TestMain has what was written for a page blotted when the page is done: a string that outlives it shows.
func TestMain(m *testing.M) {
	blot = true
	os.Exit(m.Run())
}

// TestDeskAgain makes each source page on a desk of its own and, in two orders, on one that other pages were made on: nothing of those may be left.
func TestDeskAgain(t *testing.T) {
	m, err := Open(Config{Assets: repo})
	if err != nil {
		t.Fatal(err)
	}
	for _, ed := range corpus.Editions {
		c := corpusOf(t, repo, ed.Name)
		files := func() (fs []output.File) {
			s := m.site(c)
			for _, col := range c.Collections {
				s.sources(col, func(f output.File) { fs = append(fs, f) })
			}
			return fs
		}
		draw := func(f output.File) string {
			var b bytes.Buffer
			if err := f.Render(&b); err != nil {
				t.Fatal(err)
			}
			return b.String()
		}
		var alone []string
		for i := range files() {
			alone = append(alone, draw(files()[i]))
		}
		together := files()
		for i := range together {
			if draw(together[i]) != alone[i] {
				t.Errorf("%s: %s is another after other pages", ed.Name, together[i].Path)
			}
		}
		for i := len(together) - 1; i >= 0; i-- {
			if draw(together[i]) != alone[i] {
				t.Errorf("%s: %s is another after other pages, the last first", ed.Name, together[i].Path)
			}
		}
	}
}
