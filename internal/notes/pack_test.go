package notes

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestPack: notes say the same however their strings are laid, and Quoted is set where the passage has the words of the quote alone.
func TestPack(t *testing.T) {
	const path, file = "content/x/sources/s.notes.yaml", `by: A
notes:
  - {id: same, kind: prompt, quote: the door was open, prefix: He swore, note: Was it?}
  - {id: other, kind: prompt, quote: "the  door", note: "“Was it?”", see: [a, b]}
  - {id: ends, kind: wording, from: the door, to: open, neutral: shut}
  - {id: none, kind: gap, missing: [date, fact]}
`
	want, ds := Parse(path, []byte(file))
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	f, _ := Read(path, []byte(file))
	words := []string{"the door was open", "the door", "the door was open", ""}
	f.Pack(func(i int) string { return words[i] })
	for i, n := range f.Notes {
		if n.Quoted != (n.ID == "same") {
			t.Errorf("%s: quoted %v", n.ID, n.Quoted)
		}
		f.Notes[i].Quoted = false
	}
	if d := cmp.Diff(want, f); d != "" {
		t.Error(d)
	}
	f.Notes[0].Quoted = true
	if d := cmp.Diff(want, f.Copy()); d != "" || !f.Notes[0].Quoted {
		t.Error(d)
	}
}
