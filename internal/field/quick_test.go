package field

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"
)

// show prints a value with all that is known of it.
func show(n *node) string {
	var b strings.Builder
	var walk func(n *node, depth int)
	walk = func(n *node, depth int) {
		fmt.Fprintf(&b, "%s%d:%d kind %d tag %d %q\n", strings.Repeat("  ", depth), n.line, n.col, n.kind, n.tag, n.value)
		for i := range n.content {
			walk(&n.content[i], depth+1)
		}
	}
	walk(n, 0)
	return b.String()
}

// compare reads s in both ways and reports whether quick took it. What it takes is the same as the library's, which finds no fault with it.
func compare(t *testing.T, s string) bool {
	t.Helper()
	if !utf8.ValidString(s) || strings.Contains(s, "\x00") {
		return false
	}
	got, ok := parseQuick(s, new(store))
	if !ok {
		return false
	}
	r := &reader{file: "f"}
	p := &Problems{r: r}
	want := r.parse([]byte(s), p)
	if len(p.All()) > 0 || want.node == nil {
		t.Fatalf("%q\nthe library says %q", s, messages(p))
	}
	if have, want := show(got), show(want.node); have != want {
		t.Fatalf("%q\nhave\n%swant\n%s", s, have, want)
	}
	return true
}

// TestQuick has what people write: quick takes the first rows itself and leaves the others to the library.
func TestQuick(t *testing.T) {
	long := strings.Repeat("long ", 400)
	for _, s := range []string{
		"a: b\n",
		"# above\na: b # beside\n\n  # below\nc: d\n",
		"by: A. Nonymous\nnotes:\n  - id: x\n    quote: He said, no.\n    figures: [{words: \"34\", low: 34}]\n\n  - id: y\n",
		"notes:\n- id: x\n  see: [a, b]\n- id: y\nby: z\n",
		"a:\n  - b\n  -   c: d\n      e: f\n  - - g\n    - h\nnull: ~\n",
		"a: 'it''s' # x\nb: \"say \\\"no\\\" \\\\ yes\"\n\"c d\": e\n'f': g\n",
		"a: words that\n  go on\n\n  and on — é\nb: c\n",
		"a: |\n  one\n    two\n\n  three # not\n\n\nb: |-\n    x\n",
		"- |\n  a\n- |-\n\n  b\n# c\n",
		"speakers:\n  A. B: {id: a, as: the mayor of é}\n  É Ü: {id: b, as: [c, {d: \"e, f\"}]}\n  C: d\n",
		"url: https://example.org/a?b=c#d\nlinks: [{text: x, url: https://example.org/}]\ntime: 12:30:00\n",
		"- {}\n- []\n- [ a , b ]\n- { a: b }\n",
		"a: " + long + "end\n",
		"- [" + strings.Repeat("a long word, ", 200) + "b]\n",
		"a: {b: null, c: Null, d: \"null\"}\n",
		"a: b\n\n\n",
	} {
		if !compare(t, s) {
			t.Errorf("left to the library: %q", s)
		}
	}
	for _, s := range []string{
		"", "\n", "[]\n", "- |\n  \n", "... a: b\n", "a: b: \n", "a", "a: b", "a\n", "# a\n", "a:\n", "a: b: c\n", "a: b\n c\n  d: e\n", "a: &x b\nc: *x\n", "a: !!str b\n", "a: >\n  b\n", "a: |2\n  b\n",
		"a: |\nb: c\n", "a: \"\\n\"\n", "a: 'b\n  c'\n", "a: [b,\n  c]\n", "{a: 1}: b\n", "? a\n: b\n", "a: @b\n", "a: b\r\nc: d\r\n", "a:\tb\n", "--- a\n", "a: b\n---\n",
		"a: b\n...\n", "%YAML 1.2\n", "a: [b: c]\n", "a: {b, c: d}\n", "a: [b,]\n", "a: b\n  c: d\n", "a: \"b\" c\n", "a: 'b'#c\n", "<<: {a: b}\n", " a: b\n", "a: b\u2028c\n",
		"a: b\u0085c\n", "\ufeffa: b\n", "a:\n  - b\n c: d\n", "a:\n  - b\n  c: d\n", "a: - b\n", long + ": b\n", strings.Repeat("- ", 60) + "a\n", strings.Repeat("[", 60) + "\n",
	} {
		if compare(t, s) {
			t.Errorf("taken: %q", s)
		}
	}
}

// FuzzQuick compares the two on any text.
func FuzzQuick(f *testing.F) {
	f.Add("a: b\nc:\n  - d: |\n      e\n    f: [g, {h: 'i'}] # j\n")
	f.Fuzz(func(t *testing.T, s string) { compare(t, s) })
}

// TestQuickAtRandom compares the two on texts of what YAML is made of, which come nearer to it than bytes do.
func TestQuickAtRandom(t *testing.T) {
	parts := []string{"a", "b c", "é", "a: ", "b: ", "c:\n", "- ", "- ", "-\n", "\n", "\n", "\n  ", "\n  ", "\n    ", "\n\n", " ", "  ", "|\n", "|-\n", ">\n", "# c", "#", "'", "'x'", "\"",
		"\"y\"", "\\", "[", "]", "{", "}", ", ", ",", ":", "?", "? ", "-", "~", "null", "<<: ", "&a ", "*a", "!t ", "---", "...", "\n- ", "\n- a: ", "\n  - ", "\n  b: ", "[a, b]", "{a: b}", "1", "=", "%", "@", "`", "|", ">", "*", "&", "!", "\u00a0", "\ufffd"}
	r := rand.New(rand.NewPCG(1, 2))
	taken, n := 0, 60_000
	for range n {
		s := []string{"", "a: ", "- ", "a:\n  - b: ", "- a:\n  - "}[r.IntN(5)]
		for range 1 + r.IntN(9) {
			s += parts[r.IntN(len(parts))]
		}
		if compare(t, s+"\n") {
			taken++
		}
	}
	if taken < n/20 {
		t.Errorf("only %d of %d texts are compared", taken, n)
	}
}
