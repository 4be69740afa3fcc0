package source

import (
	"strings"
	"testing"
	"time"
)

// TestCarriageReturns: lines that end with a carriage return alone are lines, in the front matter too.
func TestCarriageReturns(t *testing.T) {
	text := "---\ntitle: T\nrights: own\nspeakers: {A: ann}\n---\nA: One.\n\nTwo.\n"
	for _, end := range []string{"\n", "\r\n", "\r"} {
		s, ds := Parse("content/x/sources/s.md", []byte(strings.ReplaceAll(text, "\n", end)), "en", nil)
		if len(ds) > 0 || s.Doc.Text != "T\nOne.\nTwo." || len(s.Doc.Turns) != 1 {
			t.Errorf("%q: %q %v", end, s.Doc.Text, ds)
		}
	}
	_, ds := Parse("content/x/sources/s.md", []byte("---\rtitle: T\rrights: own\rspeakers: {' ': ann}\r---\rx\r"), "en", nil)
	if len(ds) != 1 || !strings.HasPrefix(ds[0].String(), "content/x/sources/s.md:4:17: error: a label without a word") {
		t.Error(ds)
	}
}

// TestManyLabels has labels that nobody declared beside many that somebody did: the nearest is looked for so often and no more.
func TestManyLabels(t *testing.T) {
	var b strings.Builder
	b.WriteString("---\ntitle: T\nrights: own\nspeakers:\n")
	word := func(i int) string {
		return strings.ToUpper(strings.Repeat(string(rune('a'+i%26)), 3) + string(rune('a'+i/26%26)) + string(rune('a'+i/676%26)) + string(rune('a'+i/17576)))
	}
	for i := range 20000 {
		b.WriteString("  " + word(i) + ": ann\n")
	}
	b.WriteString("---\n")
	for i := range 20000 {
		b.WriteString("X" + word(i) + ": a\n\nX" + word(i) + ": b\n\n")
	}
	start := time.Now()
	_, ds := Parse("content/x/sources/s.md", []byte(b.String()), "en", nil)
	if len(ds) != 20000 {
		t.Errorf("%d messages", len(ds))
	}
	if d := time.Since(start); d > 20*time.Second {
		t.Errorf("took %s", d)
	}
}
