package highlight

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// show writes tokens as class‹words›, plain words as they are.
func show(ls []Line) string {
	var b strings.Builder
	for _, l := range ls {
		for _, t := range l.Tokens {
			if t.Class == "" {
				b.WriteString(t.Text)
			} else {
				b.WriteString(t.Class + "‹" + t.Text + "›")
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestSource(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"front matter", "---\ntitle: No\noutlet: radio   # why\npublished: 2024-03-05\nspeakers: {TO: tomas, IC: {id: ines, as: \"a: b\"}}\n---\nx\n",
			"p‹---›\nnt‹title›p‹:› l‹No›\nnt‹outlet›p‹:› l‹radio   ›c‹# why›\nnt‹published›p‹:› ld‹2024-03-05›\n" +
				"nt‹speakers›p‹:› p‹{›nt‹TO›p‹:› l‹tomas›p‹,› nt‹IC›p‹:› p‹{›nt‹id›p‹:› l‹ines›p‹,› nt‹as›p‹:› s2‹\"a: b\"›p‹}}›\np‹---›\nx\n"},
		{"a label with its time", "---\na: b\n---\nTO [00:01:12]: Because.\n", "p‹---›\nnt‹a›p‹:› l‹b›\np‹---›\nnl‹TO›p‹ ›m‹[00:01:12]›p‹: ›Because.\n"},
		{"a bold label without a space", "---\n---\n**TO**:Because **of**.\n", "p‹---›\np‹---›\np‹**›nl‹TO›p‹**:›Because p‹**›of‹**›.\n"},
		{"a stage direction", "---\n---\n[LAUGHTER]\n", "p‹---›\np‹---›\nge‹[LAUGHTER]›\n"},
		{"no label that nobody declared", "---\n---\nXY: no.\n", "p‹---›\np‹---›\nXY: no.\n"},
		{"headings and links", "---\n---\n## Why?\nSee [it](a.md).[^1]\n", "p‹---›\np‹---›\ngh‹## Why?›\nSee p‹[›itp‹](›na‹a.md›p‹)›.na‹[^1]›\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			want := strings.ReplaceAll(c.want, "of‹**›", "ofp‹**›")
			if d := cmp.Diff(want, show(Source([]byte(c.in), []string{"TO", "IC"}))); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestYAML(t *testing.T) {
	in := "by: M\nnotes:\n  - id: x\n    note: |\n      One: two.\n\n      Three # four.\n    stance: supports\n"
	want := "nt‹by›p‹:› l‹M›\nnt‹notes›p‹:›\np‹  - ›nt‹id›p‹:› l‹x›\np‹    ›nt‹note›p‹:› p‹|›\nl‹      One: two.›\n\nl‹      Three # four.›\np‹    ›nt‹stance›p‹:› l‹supports›\n"
	if d := cmp.Diff(want, show(YAML([]byte(in)))); d != "" {
		t.Error(d)
	}
}

// Every file of the samples must come back word for word, and not by giving up.
func TestWhole(t *testing.T) {
	files, _ := filepath.Glob("../../content/*/sources/*")
	if len(files) == 0 {
		t.Fatal("no samples")
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		ls := YAML(data)
		if strings.HasSuffix(f, ".md") {
			ls = Source(data, nil)
		}
		var b strings.Builder
		classes := map[string]bool{}
		for _, l := range ls {
			for _, tok := range l.Tokens {
				b.WriteString(tok.Text)
				classes[tok.Class] = true
			}
			b.WriteString("\n")
		}
		if d := cmp.Diff(string(data), b.String()); d != "" {
			t.Errorf("%s: %s", f, d)
		}
		if !classes["nt"] || !classes["l"] {
			t.Errorf("%s came back plain: %v", f, classes)
		}
	}
}

func FuzzSource(f *testing.F) {
	f.Add("---\na: |\n  b\n---\nTO: x\n[y]\n")
	f.Add("a: [b, {c: d}")
	f.Fuzz(func(t *testing.T, s string) {
		for _, l := range append(Source([]byte(s), []string{"TO", "A.B"}), YAML([]byte(s))...) {
			for _, tok := range l.Tokens {
				if strings.Contains(tok.Text, "\n") {
					t.Fatalf("line break in %q", tok.Text)
				}
			}
		}
	})
}
