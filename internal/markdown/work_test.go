package markdown

import (
	"strings"
	"testing"
	"time"

	"github.com/lateral-reader/lateral/internal/diag"
)

// TestWork reads what the parser would need hours or gigabytes for: it is refused at its line, and what is only long is read.
func TestWork(t *testing.T) {
	const n = 1 << 20
	fill := func(s string) string { return strings.Repeat(s, n/len(s)) }
	for name, row := range map[string]struct{ in, want string }{
		"closing marks":       {"x\n\na**b" + fill("c* "), "f.md:13"},
		"open, then close":    {fill("*a ") + fill("b_ "), "marks of emphasis"},
		"in a heading":        {"# a**b" + fill("c* "), "marks of emphasis"},
		"under a rule":        {"a**b" + fill("c* ") + "\n===\n", "marks of emphasis"},
		"nested":              {fill("*_") + "a" + fill("_*"), "marks of emphasis"},
		"links":               {fill("[a]("), "links without an end"},
		"links in brackets":   {fill("[a](<b"), "links without an end"},
		"brackets":            {strings.Repeat("[", n) + strings.Repeat("]", n), "brackets"},
		"a wide table":        {strings.Repeat("|a", 9000) + "|\n" + strings.Repeat("|-", 9000) + "|\n" + strings.Repeat("|\n", 9000), "columns without words"},
		"many wide tables":    {strings.Repeat(strings.Repeat("|a", 100)+"|\n"+strings.Repeat("|-", 100)+"|\n"+strings.Repeat("|\n", 100)+"\n", 1000), "columns without words"},
		"footnotes":           {strings.Repeat("a[^1]\n\n[^1]: b\n\n", 50000), "footnotes"},
		"deep":                {"x\n\n" + strings.Repeat("> ", 5000), "f.md:13"},
		"a long line":         {fill("word "), ""},
		"many marks":          {strings.Repeat("a *b* and _c_\n\n", 20000), ""},
		"a list":              {strings.Repeat("- a *b* and [c](d)\n", 20000), ""},
		"many links":          {strings.Repeat("[a](http://example.org/b) ", 20000), ""},
		"a long table":        {"|a|b|c|\n|-|-|-|\n" + strings.Repeat("|x|y|\n", 5000), ""},
		"stage directions":    {strings.Repeat("[APPLAUSE AND LAUGHTER]\n", 20000), ""},
		"snake_case_in_words": {fill("a_b_c "), ""},
		"marks of a footnote": {fill("word* "), ""},
		"escaped":             {fill(`\*a\* \[b\]\(`), ""},
	} {
		for _, o := range []Options{{File: "f.md", Line: 10}, {File: "f.md", Line: 10, Transcript: true}} {
			start := time.Now()
			r, ds := Parse([]byte(row.in), o)
			if err := r.Validate(); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			msgs := ""
			for _, d := range ds {
				msgs += d.String() + "\n"
			}
			if diag.HasErrors(ds) != (row.want != "") || !strings.Contains(msgs, row.want) {
				t.Errorf("%s: have %.300q, want %q", name, msgs, row.want)
			}
			if d := time.Since(start); d > 20*time.Second {
				t.Errorf("%s took %s", name, d)
			}
		}
	}
}

// TestManyAddresses: an address that is defined once and used again and again does not make a page many times the size of its text.
func TestManyAddresses(t *testing.T) {
	src := strings.Repeat("[a] ![b][a]\n", 50_000) + "\n[a]: https://example.org/" + strings.Repeat("x", 10_000) + "\n"
	body, ds := Parse([]byte(src), Options{File: "talk.md", Line: 4})
	size, links := 0, 0
	for _, s := range body.Spans {
		if size += len(s.To); s.To != "" {
			links++
		}
	}
	if most := 3 * len(src); size > most || size < most/2 {
		t.Errorf("%d bytes of addresses in %d links, of a text of %d", size, links, len(src))
	}
	if n := strings.Count(body.Text, "a b"); n != 50_000 {
		t.Errorf("%d of 50000 words are left", n)
	}
	if len(ds) != 1 || !strings.HasPrefix(ds[0].String(), "talk.md:") || !strings.Contains(ds[0].String(), "addresses") {
		t.Error(ds)
	}

	few := strings.Repeat("[a] ", 20) + "\n\n[a]: https://example.org/" + strings.Repeat("x", 3_000) + "\n"
	if body, ds := Parse([]byte(few), Options{}); len(ds) > 0 || len(body.Spans) != 20 {
		t.Error(len(body.Spans), ds)
	}
}
