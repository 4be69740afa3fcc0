package source

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/doc"
	"github.com/lateral-reader/lateral/internal/field"
)

var update = flag.Bool("update", false, "write the expected output of testdata anew")

// TestCases reads the sources of testdata. Each file holds a source as in.md, perhaps a text as attached.md, and what comes of it: a line
// a top-level block with turn and speaker, and the messages.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var in, want []byte
			var text *Attached
			for _, f := range ar.Files {
				switch f.Name {
				case "in.md":
					in = f.Data
				case "attached.md":
					text = &Attached{Path: "attached.md", Body: f.Data}
				case "out":
					want = f.Data
				}
			}
			s, ds := Parse("content/x/sources/in.md", in, "en", text)
			if err := s.Doc.Validate(); err != nil {
				t.Error(err)
			}
			got := dump(s, ds)
			if *update {
				out := txtar.File{Name: "out", Data: []byte(got)}
				if i := len(ar.Files) - 1; ar.Files[i].Name == "out" {
					ar.Files[i] = out
				} else {
					ar.Files = append(ar.Files, out)
				}
				if err := os.WriteFile(file, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if d := cmp.Diff(string(want), got); d != "" {
				t.Errorf("want (-), have (+):\n%s", d)
			}
		})
	}
}

func dump(s *Source, ds []diag.Diagnostic) string {
	var b strings.Builder
	d := s.Doc
	for i, blk := range d.Blocks {
		turn := ""
		for n, t := range d.Turns {
			if t.First <= i && i < t.End {
				turn = fmt.Sprintf("turn %d ", n+1)
				if t.Role() != "" {
					turn += t.Role() + " "
				}
				if t.Time != "" && t.First == i {
					turn += "at " + t.Time + " "
				}
			}
		}
		who := ""
		if !blk.Range.Empty() {
			who = s.DefaultSpeaker(blk.Range.Start)
			if who == "" {
				who = "nobody"
			}
			who += ": "
		}
		var leaves []string
		doc.Walk(d.Blocks[i:i+1], func(l *doc.Block) {
			if l.Kind.Leaf() && !l.Range.Empty() {
				leaves = append(leaves, l.Address()+" "+strings.ReplaceAll(d.Text[l.Range.Start:l.Range.End], "\t", " | "))
			}
		})
		if blk.Kind == doc.Rule {
			leaves = []string{"---"}
		}
		fmt.Fprintf(&b, "%s%s%s\n", turn, who, strings.Join(leaves, " / "))
	}
	for _, m := range ds {
		fmt.Fprintln(&b, strings.ReplaceAll(m.String(), "content/x/sources/", ""))
	}
	return b.String()
}

// FuzzParse: whatever the bytes, no panic, and the document holds what it promises.
func FuzzParse(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txtar")
	for _, file := range files {
		if ar, err := txtar.ParseFile(file); err == nil && len(ar.Files) > 0 {
			f.Add(ar.Files[0].Data)
		}
	}
	f.Add([]byte("---\n---\n"))
	f.Add([]byte("---\ntitle: [1\n---\nx"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, _ := Parse("content/x/sources/f.md", data, "en", nil)
		if err := s.Doc.Validate(); err != nil {
			t.Fatal(err)
		}
		for i := range s.Doc.Text {
			if i%7 == 0 {
				s.DefaultSpeaker(i)
			}
		}
	})
}

func TestDates(t *testing.T) {
	for _, row := range []struct{ in, first, last string }{
		{"2024", "2024-01-01T00:00:00Z", "2024-12-31T23:59:59Z"},
		{"2024-02", "2024-02-01T00:00:00Z", "2024-02-29T23:59:59Z"},
		{"2024-03-05", "2024-03-05T00:00:00Z", "2024-03-05T23:59:59Z"},
		{"2024-03-05T18:30:00+01:00", "2024-03-05T17:30:00Z", "2024-03-05T17:30:00Z"},
	} {
		if got := earliest(row.in).Format("2006-01-02T15:04:05Z"); got != row.first {
			t.Errorf("%s begins at %s, want %s", row.in, got, row.first)
		}
		if got := latest(row.in).Format("2006-01-02T15:04:05Z"); got != row.last {
			t.Errorf("%s ends at %s, want %s", row.in, got, row.last)
		}
	}
	v, _ := field.Parse("f", []byte("{after: 2024-03, before: 2024-05-02}"), 0)
	span := ReadDate(v, true)
	if first, ok := span.Earliest(); !ok || first.Format("2006-01-02") != "2024-04-01" {
		t.Errorf("after is exclusive: %v", first)
	}
	if last, ok := span.Latest(); !ok || last.Format("2006-01-02") != "2024-05-01" {
		t.Errorf("before is exclusive: %v", last)
	}
}
