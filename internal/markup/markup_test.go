package markup_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lateral-reader/lateral/internal/doc"
	"github.com/lateral-reader/lateral/internal/markdown"
	"github.com/lateral-reader/lateral/internal/markup"
)

var update = flag.Bool("update", false, "write the expected HTML of testdata anew")

// TestCases draws the cases of testdata. In a file, `marks` holds a mark a line: class, badge and words, with a bar between them; the words
// are those of the text, `first … last` takes all between two, `⏎` is a border between blocks and `⇥` one between cells. A class that
// begins with "-" draws no line. `after` is written behind the block whose index is its first word. `inline` holds words: they
// are drawn instead of the blocks.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			in := sections(string(data))
			r, ds := markdown.Parse([]byte(in["in.md"]), markdown.Options{Transcript: true, Wiki: wiki(in["wiki"]), Headline: strings.TrimSpace(in["headline"])})
			for _, d := range ds {
				t.Log(d)
			}
			marks := readMarks(t, r.Text, in["marks"])
			o := full
			var after int
			if s, html, ok := strings.Cut(in["after"], "\n"); ok {
				fmt.Sscan(s, &after)
				o.After = func(out []byte, top int) []byte {
					if top == after {
						out = append(out, html...)
					}
					return out
				}
			}
			text := markup.New(&r.Body, marks, o)
			got := string(text.Blocks(0, len(r.Blocks)))
			if q := strings.TrimSpace(in["inline"]); q != "" {
				got = string(text.Inline(find(t, r.Text, q))) + "\n"
			} else {
				if err := check(&r.Body, marks, got); err != nil {
					t.Errorf("%v\n%s", err, got)
				}
			}
			if *update {
				before, _, _ := strings.Cut(string(data), "-- out.html --\n")
				if err := os.WriteFile(file, []byte(before+"-- out.html --\n"+got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if d := cmp.Diff(in["out.html"], got); d != "" {
				t.Errorf("want (-), have (+):\n%s", d)
			}
		})
	}
}

// wiki gives words to links without any, in the cases that have such links.
func wiki(on string) func(string) string {
	if on == "" {
		return nil
	}
	return func(ref string) string { return "the page on " + ref }
}

// full is a source's page with all that it can have.
var full = markup.Options{Lang: "en", IDs: true, Sentences: true, HeadingShift: 1, Link: func(_ int, s doc.Span) markup.Link {
	if s.Kind == doc.Wiki {
		return markup.Link{Href: s.To + ".html"}
	}
	return markup.Link{Href: s.To, External: strings.Contains(s.To, "//")}
}}

func sections(s string) map[string]string {
	in, name := map[string]string{}, ""
	for line := range strings.Lines(s) {
		if n, ok := strings.CutPrefix(line, "-- "); ok && strings.HasSuffix(n, " --\n") {
			name = strings.TrimSuffix(n, " --\n")
		} else {
			in[name] += line
		}
	}
	return in
}

func readMarks(t *testing.T, text, s string) []markup.Mark {
	var ms []markup.Mark
	for line := range strings.Lines(s) {
		f := strings.SplitN(strings.TrimSpace(line), "|", 3)
		for i := range f {
			f[i] = strings.TrimSpace(f[i])
		}
		class, noLine := strings.CutPrefix(f[0], "-")
		m := markup.Mark{Range: find(t, text, f[2]), Class: class, NoLine: noLine}
		if f[1] != "" {
			m.Badge = markup.Badge{ID: "m-" + f[1], Href: "#n-" + f[1], Text: f[1], Label: "Note " + f[1]}
		}
		ms = append(ms, m)
	}
	return ms
}

func find(t *testing.T, text, words string) doc.Range {
	words = strings.NewReplacer("⏎", "\n", "⇥", "\t").Replace(words)
	from, to, two := strings.Cut(words, " … ")
	i := strings.Index(text, from)
	if i < 0 {
		t.Fatalf("%q is not in %q", from, text)
	}
	r := doc.Range{Start: i, End: i + len(from)}
	if two {
		j := strings.Index(text[r.End:], to)
		if j < 0 {
			t.Fatalf("%q is not in %q", to, text[r.End:])
		}
		r.End += j + len(to)
	}
	return r
}

func TestLinks(t *testing.T) {
	for _, c := range []struct{ href, want string }{
		{"https://example.org/a?b=c&d#e", `<a href="https://example.org/a?b=c&amp;d#e">w</a>`},
		{"HTTP://example.org", `<a href="HTTP://example.org">w</a>`},
		{"mailto:a@b.example", `<a href="mailto:a@b.example">w</a>`},
		{"../claims/a.html#p1", `<a href="../claims/a.html#p1">w</a>`},
		{"a b[1]\"<100%>é.html", `<a href="a%20b%5B1%5D%22%3C100%25%3Eé.html">w</a>`},
		{"http://[::1]/[x]#a#b", `<a href="http://[::1]/%5Bx%5D#a%23b">w</a>`},
		{"a%20b", `<a href="a%20b">w</a>`},
		{"javascript:alert(1)", "w"},
		{"JavaScript:alert(1)", "w"},
		{" javascript:alert(1)", "w"},
		{"java\tscript:alert(1)", "w"},
		{"data:text/html,x", "w"},
		{"//example.org/x", "w"},
		{"http:x", "w"},
		{"http://", "w"},
		{"http:///x", "w"},
		{"", "w"},
	} {
		b := &doc.Body{Text: "w", Spans: []doc.Span{{Kind: doc.Link, Range: doc.Range{Start: 0, End: 1}, To: c.href}}}
		o := markup.Options{Link: func(_ int, s doc.Span) markup.Link { return markup.Link{Href: s.To} }}
		if got := string(markup.New(b, nil, o).Inline(doc.Range{Start: 0, End: 1})); got != c.want {
			t.Errorf("%q: have %s, want %s", c.href, got, c.want)
		}
	}
}

// TestParts draws a text turn by turn: together the parts are the whole, badges, lanes and footnotes included.
func TestParts(t *testing.T) {
	r, _ := markdown.Parse([]byte("One two[^a].\n\nThree four.\n\n- five[^a]\n- six\n\nSeven.\n\n[^a]: Eight.\n"), markdown.Options{})
	var marks []markup.Mark
	for i := range 8 {
		marks = append(marks, markup.Mark{Range: doc.Range{Start: 2 * i, End: len(r.Text) - 3*i}, Class: "c", Badge: markup.Badge{ID: fmt.Sprint("m-", i), Href: "#n", Text: fmt.Sprint(i)}})
	}
	text := markup.New(&r.Body, marks, full)
	var parts strings.Builder
	for i := range r.Blocks {
		parts.WriteString(string(text.Blocks(i, i+1)))
	}
	if d := cmp.Diff(string(text.Blocks(0, len(r.Blocks))), parts.String()); d != "" {
		t.Error(d)
	}
}

// TestExcerpt draws a range out of the middle: marks that end before it leave no badge, those that go on beyond it neither.
func TestExcerpt(t *testing.T) {
	r, _ := markdown.Parse([]byte("one *two three* four[^a] five\n\n[^a]: x\n"), markdown.Options{})
	mark := func(words, id string) markup.Mark {
		return markup.Mark{Range: find(t, r.Text, words), Class: "c", Badge: markup.Badge{ID: id, Href: "#", Text: id}}
	}
	marks := []markup.Mark{mark("one two", "before"), mark("three", "in"), mark("four five", "beyond")}
	got := string(markup.New(&r.Body, marks, full).Inline(find(t, r.Text, " three four")))
	want := `<em> </em><mark class="c l0"><em>three</em></mark><a class="badge" id="in" href="#">in</a> <mark class="c l0">four</mark>`
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// TestPrefix draws two texts on one page: no id is there twice.
func TestPrefix(t *testing.T) {
	r, _ := markdown.Parse([]byte("# One\n\nTwo[^a][^é][^a].\n\n[^a]: x\n[^é]: y\n"), markdown.Options{})
	first, second := full, full
	second.Prefix = "n-2-"
	out := string(markup.New(&r.Body, nil, first).Blocks(0, len(r.Blocks)) + markup.New(&r.Body, nil, second).Blocks(0, len(r.Blocks)))
	if _, err := balanced(out); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

func BenchmarkDocument(b *testing.B) {
	var src bytes.Buffer
	for i := range 18 {
		fmt.Fprintf(&src, "We closed it *because of* the bearings, nothing else. On the Thursday night we lifted the [north leaf](https://example.org/%d) for a dredger "+
			"and it came down with a sound like a **door** being kicked in. You do not wait for a second one of those, not even in the winter months.\n\n", i)
	}
	r, _ := markdown.Parse(src.Bytes(), markdown.Options{Transcript: true})
	var marks []markup.Mark
	for i := range 12 {
		at := i * len(r.Text) / 13
		marks = append(marks, markup.Mark{Range: doc.Range{Start: at, End: at + 40 + 30*(i%4)}, Class: "c supports", Badge: markup.Badge{ID: fmt.Sprint("m-", i), Href: "#n-x", Text: "3c", Label: "Note 3c, claim"}})
	}
	b.ReportAllocs()
	for b.Loop() {
		markup.New(&r.Body, marks, full).Blocks(0, len(r.Blocks))
	}
}
