package importer

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/lateral-reader/lateral/internal/diag"
)

var update = flag.Bool("update", false, "write the expected output anew")

// TestCases reads every file of every archive in testdata and compares with the file of the same name and .out behind it.
func TestCases(t *testing.T) {
	archives, _ := filepath.Glob("testdata/*.txtar")
	if len(archives) == 0 {
		t.Fatal("no cases")
	}
	for _, name := range archives {
		a, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]string{}
		for _, f := range a.Files {
			want[f.Name] = string(f.Data)
		}
		for _, f := range a.Files {
			if strings.HasSuffix(f.Name, ".out") {
				continue
			}
			out := f.Name + ".out"
			t.Run(filepath.Base(name)+"/"+f.Name, func(t *testing.T) {
				got := report(Read(f.Name, f.Data, Options{}))
				if *update {
					want[out] = got
				} else if d := cmp.Diff(want[out], got); d != "" {
					t.Errorf("-want +have\n%s", d)
				}
			})
		}
		if *update { // a case that -run left out stays as it is
			var files []txtar.File
			for _, f := range a.Files {
				if out := f.Name + ".out"; !strings.HasSuffix(f.Name, ".out") {
					files = append(files, f, txtar.File{Name: out, Data: []byte(want[out])})
				}
			}
			a.Files = files
			if err := os.WriteFile(name, txtar.Format(a), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// report shows what import did as the cases have it: without what is the same in all of them.
func report(res *Result, ds []diag.Diagnostic) string {
	var b strings.Builder
	for _, d := range ds {
		fmt.Fprintln(&b, d)
	}
	if res == nil {
		return b.String()
	}
	fmt.Fprintf(&b, "%s %s\n", res.Kind, res.ID)
	for _, s := range res.Speakers {
		who := s.Name
		if who == "" {
			who = "(" + s.Described + ")"
		}
		fmt.Fprintf(&b, "speaker %s: %s, %s, %d turns %q\n", s.ID, who, s.Kind, s.Turns, s.Labels)
	}
	for _, l := range res.Dropped {
		fmt.Fprintf(&b, "left out %d: %s (%s)\n", l.Line, strings.TrimSpace(l.Text), l.Why)
	}
	for _, p := range res.Problems {
		fmt.Fprintln(&b, p)
	}
	front, _, _ := strings.Cut(res.Front, "original:")
	fmt.Fprintf(&b, "---\n%s---\n%s", strings.ReplaceAll(front, "rights: all-rights-reserved\n", ""), res.Body)
	for _, t := range res.Turns {
		role := ""
		if t.Role != "" {
			role = " " + t.Role
		}
		fmt.Fprintf(&b, "> %s%s: %s\n", t.Speaker, role, strings.ReplaceAll(t.Text, "\n\n", " ¶ "))
	}
	return b.String()
}
