package webanno

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/lateral-reader/lateral/internal/build"
	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/notes"
)

var update = flag.Bool("update", false, "write the golden files anew")

// linked reads a site; it has to be without mistakes.
func linked(t testing.TB, site fs.FS) *corpus.Corpus {
	t.Helper()
	s, err := build.Read(t.Context(), site)
	if err != nil {
		t.Fatal(err)
	}
	teacher, _ := corpus.EditionOf("teacher")
	c, ds := s.Link(teacher)
	for _, d := range ds {
		if d.Level == diag.Error {
			t.Fatal(d)
		}
	}
	return c
}

// TestRead reads the JSON of each case over the site of the case, and compares the notes that come of it, with what they do not carry over, and
// the messages about what could not become one.
func TestRead(t *testing.T) {
	cases, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatal("no cases", err)
	}
	for _, name := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			site := fstest.MapFS{}
			for _, f := range a.Files {
				if f.Name == "lateral.yaml" || strings.HasPrefix(f.Name, "content/") {
					site[f.Name] = &fstest.MapFile{Data: f.Data}
				}
			}
			c := linked(t, site)
			var out []txtar.File
			for _, f := range a.Files {
				if strings.HasPrefix(f.Name, "want/") || site[f.Name] != nil {
					continue
				}
				out = append(out, f, txtar.File{Name: "want/" + strings.TrimSuffix(f.Name, ".json") + ".txt", Data: []byte(told(c, f))})
			}
			got := *a
			got.Files = nil
			for _, f := range a.Files {
				if site[f.Name] != nil {
					got.Files = append(got.Files, f)
				}
			}
			got.Files = append(got.Files, out...)
			if *update {
				if err := os.WriteFile(name, txtar.Format(&got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(txtar.Format(a)), string(txtar.Format(&got))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func told(c *corpus.Corpus, f txtar.File) string {
	var b strings.Builder
	as, ds := Read(f.Name, f.Data)
	made, more := Convert(c, as, Options{})
	for _, v := range made {
		fmt.Fprintf(&b, "%s, layer %q\n", v.Source.ID, v.Layer)
		for _, l := range v.Left {
			fmt.Fprintf(&b, "  not carried over: %s\n", l)
		}
		b.Write(notes.Write("", []notes.Note{v.Note}))
	}
	for _, d := range append(ds, more...) {
		fmt.Fprintln(&b, d)
	}
	return b.String()
}

// FuzzRead holds that no input panics, and that every note that comes of one is one that a notes file can hold.
func FuzzRead(f *testing.F) {
	for _, name := range []string{"testdata/model.txtar", "testdata/hypothesis.txtar"} {
		a, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range a.Files {
			if strings.HasSuffix(file.Name, ".json") {
				f.Add(file.Data)
			}
		}
	}
	c := tides(f)
	f.Fuzz(func(t *testing.T, data []byte) { readable(t, c, data) })
}

// FuzzWords puts any words where an annotation has words: what comes of it is a note that reads back as itself.
func FuzzWords(f *testing.F) {
	f.Add("The tide was low", "sand. ", " that", "1. *x* [[a]]", "claim:low-tide", "text/html", "Mara\nI.", "2024-01")
	f.Add("oats lay", "The b", "", "- x: #y\n\n  z", "stance: disputes", "text/markdown", "", "")
	f.Add("\u0301", "'\"", "\t", "<p>a<br>\u00a0b", "missing:voice", "", "é: {", "2024-01-01T00:00:00+01:00")
	c := tides(f)
	f.Fuzz(func(t *testing.T, exact, prefix, suffix, text, tag, format, by, date string) {
		data, err := json.Marshal(map[string]any{
			"type": "Annotation", "creator": map[string]string{"name": by}, "created": date,
			"body": []any{map[string]string{"value": text, "format": format}, map[string]string{"purpose": "tagging", "value": tag},
				map[string]string{"purpose": "editing", "value": by}, "https://example.org/" + tag},
			"target": map[string]any{"source": "x", "selector": map[string]string{"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}},
		})
		if err == nil {
			readable(t, c, data)
		}
	})
}

func tides(t testing.TB) *corpus.Corpus {
	return linked(t, fstest.MapFS{
		"lateral.yaml":                 &fstest.MapFile{Data: []byte("title: T\n")},
		"content/c/collection.md":      &fstest.MapFile{Data: []byte("---\ntitle: C\n---\n")},
		"content/c/claims.yaml":        &fstest.MapFile{Data: []byte("claims: [{id: low-tide, claim: The tide was low., type: fact}]\n")},
		"content/c/sources/harbour.md": &fstest.MapFile{Data: []byte("---\ntitle: The tide\nrights: own\nurl: https://example.org/tide\n---\nThe boats lay on the sand. The tide was low that night.\n")},
	})
}

func readable(t *testing.T, c *corpus.Corpus, data []byte) {
	as, ds := Read("x.json", data)
	if len(as) == 0 && len(ds) == 0 {
		t.Error("nothing read and nothing said")
	}
	made, _ := Convert(c, as, Options{Source: "harbour"})
	for _, v := range made {
		text := notes.Write("", []notes.Note{v.Note})
		back, ds := notes.Parse("harbour.notes.yaml", text)
		if diag.HasErrors(ds) || len(back.Notes) != 1 {
			t.Fatalf("%v\n%s", ds, text)
		}
		if !Same(back.Notes[0], v.Note) {
			t.Errorf("reads back as another note:\n%s%s", text, notes.Write("", back.Notes))
		}
	}
}

// TestDeep holds that JSON nested without end is a message and no crash.
func TestDeep(t *testing.T) {
	for _, s := range []string{"[", `{"body":`, `{"target":[`} {
		_, ds := Read("deep.json", bytes.Repeat([]byte(s), 200_000))
		if !diag.HasErrors(ds) || !strings.Contains(ds[0].Message, "inside each other") {
			t.Errorf("%s: %v", s, ds)
		}
	}
}

// TestPlace names the line and the column where JSON is wrong.
func TestPlace(t *testing.T) {
	for in, want := range map[string]string{
		"{\n  \"a\": 1,\n  x\n}": "f.json:3:",
		"":                       "f.json:1:1",
		"[1, 2":                  "f.json:1:",
		"{} {}":                  "f.json:1:",
	} {
		_, ds := Read("f.json", []byte(in))
		if len(ds) == 0 || !strings.HasPrefix(ds[0].String(), want) {
			t.Errorf("%q: %v", in, ds)
		}
	}
}
