package field

import (
	"fmt"
	"strings"
	"testing"
)

func messages(p *Problems) string {
	var msgs []string
	for _, d := range p.All() {
		msgs = append(msgs, d.String())
	}
	return strings.Join(msgs, "\n")
}

// TestAliasesInsideAliases reads files that grow without end when their aliases are followed.
func TestAliasesInsideAliases(t *testing.T) {
	merges := "a: &a {k: v}\n"
	for c := 'b'; c < 'n'; c++ {
		merges += fmt.Sprintf("%c: &%c {<<: [%s]}\n", c, c, strings.Repeat("*"+string(c-1)+",", 9))
	}
	v, p := Parse("f.yaml", []byte(merges+"end: {<<: *m}\n"), 0)
	_, vals := v.Pairs("a file")
	vals[len(vals)-1].Map("a note", "k")
	if got := messages(p); strings.Count(got, "aliases inside aliases") != 1 {
		t.Errorf("have %q, want one message about aliases", got)
	}

	lists := "x: &x [" + strings.Repeat("y, ", 30000) + "]\nl:\n" + strings.Repeat("- *x\n", 30000)
	v, p = Parse("f.yaml", []byte(lists), 0)
	n := 0
	for _, it := range v.Map("a file", "x", "l").Get("l").Items() {
		n += len(it.Items())
	}
	if got := messages(p); !strings.Contains(got, "aliases inside aliases") || n > 10e6 {
		t.Errorf("%d values were read; have %q", n, got)
	}

	v, p = Parse("f.yaml", []byte("x: &x {a: 1}\ny: &y {<<: *x, b: 2}\nz: {<<: *y}\n"), 0)
	if m := v.Map("a file", "x", "y", "z").Get("z").Map("a note", "a", "b"); m.Text("a").S != "1" || m.Text("b").S != "2" {
		t.Errorf("merge keys are not followed: %s", messages(p))
	}
}

// TestSyntaxHints has one row for each slip of the pen that the YAML parser has words of its own for.
func TestSyntaxHints(t *testing.T) {
	for in, want := range map[string]string{
		"k: He says: no":             `needs quotes: k: "He says: no"`,
		"k:\n  - a: b\n     c: d":    "c begins in column 6, a above it in column 5",
		"k:\n\t- a":                  "indented with spaces",
		"k: @a":                      "needs quotes",
		"k:\n  - a: b\n   - c: d":    "dashes of one list",
		"k: \"a\nl: b\n":             "none closes it",
		"- k: \"a\" he said\n  l: b": `needs quotes: k: '"a" he said'`,
		"k: [sic] he said\nl: c":     `needs quotes: k: "[sic] he said"`,
		"k: [[id]] says\nl: c":       `needs quotes: k: "[[id]] says"`,
		"k: {a} b":                   `needs quotes: k: "{a} b"`,
		"k: *bold* words":            `needs quotes: k: "*bold* words"`,
		"k: & more":                  `needs quotes: k: "& more"`,
		"k: - dash":                  `needs quotes: k: "- dash"`,
		"k: ? really":                `needs quotes: k: "? really"`,
		"k: > text":                  `needs quotes: k: "> text"`,
		"k: | text":                  `needs quotes: k: "| text"`,
		"a: b\nk: 'tis so\nl: c":     "begins with an apostrophe",
		`k: "a \d"`:                  "in single quotes it is a backslash",
		"k:\n  - id: a\n   q: b":     "q begins in column 4, id above it in column 5",
		"k: one\nk2: a\n two: b":     "straight below",
		"k: {a: b\nl: c":             "wants its }",
		"k: [a, b\nl: c":             "wants its ]",
		"k: a\nno colon":             "write key: value",
	} {
		_, p := Parse("f.yaml", []byte(in), 0)
		if ds := p.All(); len(ds) != 1 || !strings.Contains(ds[0].Hint, want) {
			t.Errorf("%q\nhave %v\nwant %q", in, ds, want)
		}
	}
}

// TestLost has one row for each way in which YAML drops words without a mistake.
func TestLost(t *testing.T) {
	for in, want := range map[string]string{
		"k: We are #1 in town\n":      `f.yaml:1:4: warning: a comment to YAML, and no part of the value: #1 in town`,
		"k: #1 in town\n":             `f.yaml:1:4: warning: a comment to YAML, and no part of the value: #1 in town`,
		"- k: so #schön\n  l: 1\n":    `put the value in quotes: k: "so #schön"; a comment has a space behind its #`,
		"k: !important words\n":       `f.yaml:1:4: error: what begins with ! is no value`,
		"k: a # a comment\n":          "",
		"k: # a comment\nl: 1\n":      "",
		"k: a ## a comment\n":         "",
		"k: a #------\n":              "",
		"k: \"We are #1\"\n":          "",
		"k: 'We are #1' # so\n":       "",
		"k: |\n  We are #1\n  #2\n":   "",
		"k: C#sharp\n":                "",
		"k: https://x.org/#1\n":       "",
		"k: [a, b] #see\n":            "",
		"#see\nk: a\n#1\n":            "",
		"k: &here a\nl: *here\n":      "",
		"k:\n  #first\n  - a: b\n":    "",
		"k: a\nl: ä\x01b\n":           "f.yaml:2:5: error: a character stands here that YAML does not allow: U+0001",
		"\xff\xfek\x00:\x00":          "this file is written in UTF-16",
		"k: a\n  goes on\nl: \"x\"\n": "",
	} {
		_, p := Parse("f.yaml", []byte(in), 0)
		if got := messages(p); (want == "") != (got == "") || !strings.Contains(got, want) {
			t.Errorf("%q\nhave %s\nwant %q", in, got, want)
		}
	}
}

// TestValues has one row for each way in which a value can be of the wrong shape; want is part of the message, or "" where all is fine.
func TestValues(t *testing.T) {
	for _, row := range []struct{ in, want string }{
		{"k: a", ""},
		{`k: "tab\tand\nline"`, ""},
		{"[a, b]: x", "f.yaml:1:1: error: a key is one value, not a list"},
		{"{a: b}: x\n[c]: y", "f.yaml:2:1: error: a key is one value, not a list"},
		{"K: x", `unknown key "K" in a file`},
		{"ned: x", `unknown key "ned" in a file`}, // and not that need is missing
		{"{k: 15,000 plus}", `a value; one with a comma needs quotes: k: "15,000 plus"`},
		{"{k: so, what}", `k: "so, what"`},
		{"{k: 400,000}", `k: "400,000", and a number is written without: k: 400000`},
		{"{k: 1,000,000 plus}", "one with a comma needs quotes"},
		{"k: a\nsome:", "known: k, need"},
		{"k: [[a]]", "words that begin with [ stand in quotes"},
		{"- k: a", "write the list below one of its keys: k:, need:"},
		{"k: x\nk: y", "stands here a second time"},
		{"need: ' '", `a file needs "need"`},
		{`need: "\n\u00a0"`, `a file needs "need"`},
	} {
		v, p := Parse("f.yaml", []byte(row.in), 0)
		m := v.Map("a file", "k", "need")
		if m.Text("k"); m.Has("need") {
			m.Need("need")
		}
		if got := messages(p); row.want == "" && got != "" || !strings.Contains(got, row.want) || strings.Contains(got, `key ""`) {
			t.Errorf("%s\nhave %q\nwant %q", row.in, got, row.want)
		}
	}
}

func TestIDHints(t *testing.T) {
	for in, want := range map[string]string{"Ab c": `such as "ab-c"`, "😀": "ids are made of a-z, 0-9 and hyphens\n", strings.Repeat("é", 1<<20): "is not an id"} {
		v, p := Parse("f.yaml", []byte("k: "+in), 0)
		v.Map("a file", "k").Get("k").ID()
		if got := messages(p) + "\n"; !strings.Contains(got, want) || len(got) > 2000 {
			t.Errorf("%.20s: have %.200q (%d bytes), want %q", in, got, len(got), want)
		}
	}
}
