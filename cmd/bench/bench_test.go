package main

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"
)

// TestMain lets the test's own program write the corpora, as the command does.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == writeVerb {
		os.Exit(run(context.Background(), os.Args[1:], os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

// TestReport measures a small site and looks at what is printed, not at how long it took.
func TestReport(t *testing.T) {
	tmp := t.TempDir()
	t.Setenv("TMPDIR", tmp)
	var out, complaints bytes.Buffer
	if code := run(t.Context(), []string{"-sizes", "6,12", "-runs", "2", "-saves", "8", "-hugo", "off"}, &out, &complaints); code != 0 {
		t.Fatalf("exit %d: %s", code, complaints.String())
	}
	for _, want := range []string{"| 6 | lateral build |", "| 12 | lateral build |", "again, nothing changed: 0 written", "with source files / without, wall", "without Hugo",
		"| again, nothing changed: files written | 0 | 0 | 0 |", "| saves |  | 8 | 8 |", "first answer was not the last | 0 |", "fresh build makes otherwise | 0 | 0 of "} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
	if strings.Contains(out.String(), "lateral / Hugo") {
		t.Errorf("a ratio to Hugo, which did not run:\n%s", out.String())
	}
	left(t, tmp)
}

func TestInterrupted(t *testing.T) {
	tmp := t.TempDir()
	t.Setenv("TMPDIR", tmp)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var out bytes.Buffer
	if code := run(ctx, []string{"-sizes", "6"}, &out, &out); code != 130 {
		t.Errorf("exit %d: %s", code, out.String())
	}
	left(t, tmp)
}

func TestUsage(t *testing.T) {
	full := t.TempDir()
	if err := os.WriteFile(full+"/notes.txt", nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		args []string
		code int
	}{
		"a size that is no number":          {[]string{"-sizes", "many"}, 2},
		"no runs":                           {[]string{"-runs", "0"}, 2},
		"an argument":                       {[]string{"10000"}, 2},
		"a folder that holds something":     {[]string{"-keep", full}, 3},
		"the inner verb without its values": {[]string{writeVerb}, 2},
	} {
		var out bytes.Buffer
		if code := run(t.Context(), c.args, &out, &out); code != c.code {
			t.Errorf("%s: exit %d, want %d: %s", name, code, c.code, out.String())
		}
	}
}

func TestSpread(t *testing.T) {
	if got, want := spread([]float64{3, 1, 2, 10}, "%.1f"), "2.5 (1.0–10.0)"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := thousands(1234567); got != "1,234,567" {
		t.Errorf("got %s", got)
	}
}

// left fails where the command left files behind.
func left(t *testing.T, dir string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), "lateral-bench-") {
			t.Errorf("%s is left", e.Name())
		}
	}
}
