package importer

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// FuzzRead reads any text in both formats: no panic, no refusal of a text that has words, the account of the words holds in what
// comes out, and the made source says what it was meant to say.
func FuzzRead(f *testing.F) {
	archives, _ := filepath.Glob("testdata/*.txtar")
	for _, name := range archives {
		a, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, c := range a.Files {
			if !strings.HasSuffix(c.Name, ".out") {
				f.Add(string(c.Data), strings.HasSuffix(c.Name, ".md"))
			}
		}
	}
	f.Add("A: \x01\u0085b\nB: *c\nA: \\\nB: d & &amp;", false)
	f.Fuzz(func(t *testing.T, text string, md bool) {
		name := "text.txt"
		if md {
			name = "text.md"
		}
		res, ds := Read(name, []byte(text), Options{})
		if res == nil {
			for _, d := range ds {
				for _, m := range []string{"would", "reads differently", "cannot be read", "turns were found"} {
					if strings.Contains(d.Message, m) {
						t.Fatalf("refused: %s", d)
					}
				}
			}
			return
		}
		have := tokens(res.Title+" "+res.Subtitle+" "+res.Body, nil)
		for _, l := range res.Dropped {
			tokens(l.Text, have)
		}
		for w, n := range tokens(clean(text), nil) {
			if have[w] < n {
				t.Fatalf("the word %q is lost: %d of %d\n%s", w, have[w], n, res.Markdown)
			}
		}
	})
}
