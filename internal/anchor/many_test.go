package anchor

import (
	"strings"
	"testing"
	"time"

	"github.com/lateral-reader/lateral/internal/notes"
	"github.com/lateral-reader/lateral/internal/source"
)

// TestManyPlaces resolves notes whose words stand everywhere: time grows with the text, not with its square.
func TestManyPlaces(t *testing.T) {
	const n = 100000
	for name, row := range map[string]struct {
		text   string
		target notes.Target
		count  int
	}{
		"without spaces":          {strings.Repeat("x.", n), notes.Target{Quote: "x"}, 1},
		"without spaces, Chinese": {strings.Repeat("漢", n), notes.Target{Quote: "漢"}, 1},
		"no-break spaces":         {strings.Repeat("x\u00a0", n), notes.Target{Quote: "x"}, 1},
		"from in all paragraphs":  {strings.Repeat("a b\n\n", n), notes.Target{From: "a", To: "zz"}, 1},
		"from and to":             {strings.Repeat("a b\n\n", n) + "c", notes.Target{From: "a", To: "c"}, 1},
		"in turns":                {strings.Repeat("A: x y\n\n", n), notes.Target{Quote: "x", Paragraph: "7"}, 1},
		"a long prefix":           {strings.Repeat("a b ", n), notes.Target{Quote: "a", Prefix: strings.Repeat("z ", 5000)}, 1},
		"at":                      {strings.Repeat("a b ", n), notes.Target{Quote: "a", Position: &notes.Position{Start: 8, End: 9}}, 1},
		"many lost notes":         {strings.Repeat("a b ", n), notes.Target{Quote: "zz a b a b a b"}, 200},
	} {
		s, ds := source.Parse("content/x/sources/s.md", []byte("---\ntitle: T\nrights: own\nspeakers: {A: ann}\n---\n"+row.text+"\n"), "en", nil)
		for _, d := range ds {
			t.Error(d)
		}
		ns := make([]notes.Note, row.count)
		for i := range ns {
			ns[i].Aim(row.target)
		}
		start := time.Now()
		Resolve(s.Doc, ns, true, "s.md")
		if d := time.Since(start); d > 15*time.Second {
			t.Errorf("%s took %s", name, d)
		}
	}
}
