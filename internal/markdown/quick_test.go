package markdown

import (
	"bytes"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// compare reads a body with and without quick in all ways that there are.
func compare(t *testing.T, src string) {
	t.Helper()
	wiki := func(ref string) string { return "words of " + ref }
	for _, o := range []Options{
		{File: "a.md", Line: 7, Headline: "Head", Subtitle: "line", Transcript: true, Labels: []string{"Ann", "Q", "[x]", "Dr. Bo"}},
		{Transcript: true},
		{Wiki: wiki},
		{},
	} {
		whole, wholeDiags := parse([]byte(src), o, false)
		got, gotDiags := parse([]byte(src), o, true)
		if d := cmp.Diff(whole, got, cmpopts.EquateEmpty()); d != "" {
			t.Fatalf("%q, transcript %v, wiki %v: parser (-), quick (+):\n%s", src, o.Transcript, o.Wiki != nil, d)
		}
		if d := cmp.Diff(wholeDiags, gotDiags, cmpopts.EquateEmpty()); d != "" {
			t.Fatalf("%q, transcript %v: messages of the parser (-), quick (+):\n%s", src, o.Transcript, d)
		}
	}
}

func FuzzQuick(f *testing.F) {
	for _, e := range specExamples(f) {
		f.Add("Plain.\n\n" + e.Markdown + "\nPlain *words*.\n\nAnn: yes")
	}
	f.Fuzz(func(t *testing.T, src string) {
		if len(src) < 4000 {
			compare(t, strings.ToValidUTF8(src, "\ufffd"))
		}
	})
}

// TestQuick puts pieces that mean something to the parser together at random.
func TestQuick(t *testing.T) {
	pieces := []string{
		"word", "two words", "Ann:", "Ann: ", "**Ann:** ", "Q. ", "Q:", "Ben: ", "[00:01:02] Ann: ", "[LAUGHTER]", "*[he laughs]*", "[a", "b]",
		"[a]", "[[id]]", "[[id#p|w]]", "(x)", "](x)", "*", "**", "***", "* ", "a*b", "_", "a_b", "`", "~", "~~", "\\", "\\*", "&amp;", "& ", "&",
		"<", "< ", "<b>", "<!--", "-->", "<https://a.b>", "!", "![a](b)", "#", "# ", "## ", "####### ", " #", "#x", "-", "- ", "+ ", "1. ",
		"1) ", "12", "2024.", ">", "> ", "=", "===", "---", "***", "- - -", " ", "  ", "   ", "    ", "\t", "  \n", "\n", "\n", "\n", "\n\n",
		"\n\n", "\n\n", "\n\n\n", "\n \n", "\n\t\n", "“", "”", "…", "é", "中文。", "\u00a0", "\u2028", "\u200b", "\x01", "\x7f", "\f", "[^1]",
		"[^1]: note", "[a]: /url", "```", "~~~", "|", "a | b", "|-|", ":--", "http://x.y", "@", ".", ",", "(", ")", "\"", "'", "{", "}", "$",
		"[w](/u)", "[w w](http://x.y/?a&b_c#d)", "[ a ](x;y&lt;)", "[[id|w *x*]]", "[[ id | a_b & c ]]", "](/u)", "[00:01](x)", "![w](/u)", "[a", "[", "]",
		"%", "^", ";", ":", "\uff1a", "\u0100",
	}
	r := rand.New(rand.NewPCG(1, 2))
	n := 6_000
	if testing.Short() {
		n = 2_000
	}
	for range n {
		var b strings.Builder
		for range 1 + r.IntN(14) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		compare(t, b.String())
	}
}

// TestQuickLines puts lines together at random, of which lists and quotations are made.
func TestQuickLines(t *testing.T) {
	lines := []string{
		"- a", "- b *c*", "- d [e](/f)", "- ", "-", "-  g", "- - h", "- # i", "- > j", "- \u00a0", "- k\\", "- 1. l", "* m", "* *n*", "* * *", "+ o", "+ p\u2028",
		"1. q", "2. r", "3) s", "012. t", "1234567890. u", "1.v", "> w", "> x *y*", ">z", ">", "> > a", "> - b", "> # c", "> Ann: d", "> [LAUGHTER]", ">  e", "> f ",
		"  g", "    h", "i", "Ann: j", "[LAUGHTER]", "# k", "---", "- ---", "===", "| l | m |", "|-|-|", "> |-|-|", "```", "*n*", "&amp;", "", "", "", "", " ",
	}
	r := rand.New(rand.NewPCG(9, 10))
	n := 1_500
	if testing.Short() {
		n = 400
	}
	for range n {
		var b strings.Builder
		for range 1 + r.IntN(9) {
			b.WriteString(lines[r.IntN(len(lines))] + "\n")
		}
		compare(t, b.String())
	}
}

// TestQuickOnFiles compares over what the sample says, and over the examples of CommonMark put between paragraphs.
func TestQuickOnFiles(t *testing.T) {
	for _, e := range specExamples(t) {
		compare(t, e.Markdown)
		compare(t, "Before *it*.\n\n"+e.Markdown+"\n# A heading\n\nAfter it.\n\n"+e.Markdown)
	}
	n := 0
	err := filepath.WalkDir("../../content", func(p string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(p) != ".md" {
			return err
		}
		data, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		_, body, _ := bytes.Cut(data, []byte("\n---\n"))
		compare(t, string(body))
		n++
		return nil
	})
	if err != nil || n == 0 {
		t.Error(n, err)
	}
}
