package notes

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/lateral-reader/lateral/internal/diag"
)

// What Write writes, Parse reads back as the same notes.
func TestWriteReadsBack(t *testing.T) {
	files, _ := filepath.Glob("../../content/*/sources/*.notes.yaml")
	if len(files) == 0 {
		t.Fatal("no samples")
	}
	inputs := map[string][]byte{"hard.notes.yaml": []byte("by: \"A: #b\"\nnotes:\n" +
		"  - {id: a, quote: \"x: y, [z] # \\\"q\\\" \\\\ \\u200b\", claim: c, stance: supports, note: \"  lead\\n\\tx\", speaker: {described: \"a, b\", of: x-y}}\n" +
		"  - {id: b, kind: gap, missing: [voice, date], by: C, says: \"- no\"}\n")}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		inputs[filepath.ToSlash(f)] = data
	}
	for name, data := range inputs {
		in, ds := Parse(name, data)
		if len(ds) > 0 {
			t.Fatalf("%s: %v", name, ds)
		}
		written := Write(in.By, in.Notes)
		out, ds := Parse(name, written)
		if len(ds) > 0 {
			t.Fatalf("%s: %v\n%s", name, ds, written)
		}
		if d := cmp.Diff(in, out, cmpopts.IgnoreTypes(diag.Place{}, diag.Spot{})); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}
