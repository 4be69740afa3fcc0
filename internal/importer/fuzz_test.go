package importer

import (
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/lateral-reader/lateral/internal/charset"
)

// FuzzRead reads any text in both formats: no panic, no refusal of a text that has words, the account of the words holds in what
// comes out, and the made source says what it was meant to say.
func FuzzRead(f *testing.F) {
	archives, _ := filepath.Glob("testdata/*.txtar")
	for _, name := range archives {
		a, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, c := range a.Files {
			if !strings.HasSuffix(c.Name, ".out") {
				f.Add(string(c.Data), strings.HasSuffix(c.Name, ".md"))
			}
		}
	}
	f.Add("\xff\xfeg\xd1", false)
	f.Add("<!doctype html><meta charset=\"utf-8\"><title>The \x8f", false)
	f.Add("[](0[)", true)
	f.Add("A: \x01\u0085b\nB: *c\nA: \\\nB: d & &amp;", false)
	f.Fuzz(func(t *testing.T, text string, md bool) { holds(t, text, md) })
}

// marks are what Markdown, HTML and the importer read as more than words, and words to stand between them.
var marks = []string{"\n", "\n\n", "\n", "\n\n", " ", " ", "word", "Word", "words go on", "and so it is.", "Is it so?", "I say", "\n    ", "\t", "\n- ", "\n* ", "\n+ ", "\n1. ", "\n11. ",
	"\n1986) ", "\n0. ", "\n# ", "\n###### ", "\n#", "\n> ", "\n>", "\n---\n", "\n===\n", "\n***\n", "\n- - -\n", "\n___\n", "\n-\n", "\n=\n", "\n```\n", "\n~~~\n", "`", "``", "*", "**", "***", "_", "__",
	"~~", "~", "[", "]", "](", ")", "[^1]", "\n[^1]: ", "\n[a]: b", "[a]", "![", "[[", "]]", "[x](y)", "[00:12]", "\n[00:12]: ", "\n[LAUGHTER]\n", "\n[LAUGHTER]: ", "\n(Laughter)\n", "|", "\n|a|b|\n",
	"\n|-|-|\n", "\na | b\n--|--\n", ":-:", "<", ">", "<b>", "</b>", "<!--", "-->", "<?x", "<![CDATA[", "\n<div>\n", "\n<script>\n", "<https://example.org>", "https://example.org/a_b_c", "www.example.org",
	"a@example.org", "&amp;", "&", "&#65;", "&nbsp;", "&lt;b&gt;", "\\", "\\\n", "  \n", "\\*", "\\[", "\nAnn: ", "\nBob: ", "\nANN: ", "\nMr. OAK. ", "\nQ: ", "\nA: ", "\nQ\n", "\nA\n", "\n**Ann:** ",
	"\n**Bob**: ", "\n[Speaker 1] [00:01] ", "\n[Speaker 2] [00:02] ", "\nAnn [00:01:02]: ", "\n[00:01:02] Bob: ", "\n[12/03/24, 10:15] Ann: ", "\n<bob> ", "\nAnn  0:12\n", "\nBob — ", "\nMorgan and Lee: ", "\nBY MR. OAK:\n",
	"11. November", "1986. A bad year", "[[crosstalk]]", "“", "”", "‘", "’", "…", "—", "\u00a0", "\u202f", "\u200b", "\u200e", "\ufeff", "\u0301", "\r", "\r\n", "\v", "\f", "\u2028", "\u0085", "\x01", "\x7f", "\ufffd", "水", "：", "？",
	"ß", "\u0130", "😀", "\n---\ntitle: a\n---\n", "\ntitle: a\n", "\nDate: 3 March 2016\n", "\nBy Jane Doe\n", "\nShare this\n", "\n{: .x}\n", "\nTerm\n: meaning\n", "$x$", "==a==", "H~2~O", "\n00:00:01 --> 00:00:02\n"}

// FuzzMarks reads texts that are put together of marks.
func FuzzMarks(f *testing.F) {
	f.Add([]byte{6, 12, 7, 0, 33, 8}, false)
	f.Add([]byte{90, 6, 91, 7, 90, 8, 91, 9}, true)
	f.Fuzz(func(t *testing.T, picks []byte, md bool) {
		var b strings.Builder
		for _, p := range picks {
			b.WriteString(marks[int(p)%len(marks)])
		}
		holds(t, b.String(), md)
	})
}

// holds fails where a text with words is refused, or a word of it is lost.
func holds(t *testing.T, text string, md bool) {
	name := "text.txt"
	if md {
		name = "text.md"
	}
	res, ds := Read(name, []byte(text), Options{})
	if res == nil {
		for _, d := range ds {
			if !utf8.ValidString(text) && strings.Contains(d.Message, "cannot be read as ") {
				return // bytes that no encoding has, in a page that says that it is UTF-8
			}
			for _, m := range []string{"would", "reads differently", "cannot be read", "turns were found"} {
				if strings.Contains(d.Message, m) {
					t.Fatalf("refused: %s", d)
				}
			}
		}
		return
	}
	if f := res.Original.Format; f != "text" && f != "markdown" {
		return // its own signs are no words: see FuzzCaptions
	}
	have := tokens(res.Title+" "+res.Subtitle+" "+res.Body, nil)
	for _, l := range res.Dropped {
		tokens(l.Text, have)
	}
	if decoded, _, ok := charset.Decode(name, []byte(text), ""); ok {
		text = decoded // it may begin with the mark of UTF-16
	}
	for w, n := range tokens(clean(text), nil) {
		if have[w] < n {
			t.Fatalf("the word %q is lost: %d of %d\n%s", w, have[w], n, res.Markdown)
		}
	}
}
