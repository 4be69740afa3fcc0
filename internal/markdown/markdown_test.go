package markdown

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/lateral-reader/lateral/internal/doc"
	"github.com/lateral-reader/lateral/internal/words"
)

// specExamples reads the CommonMark examples that goldmark's own module carries.
func specExamples(t testing.TB) []struct {
	Markdown, HTML string
	Example        int
} {
	t.Helper()
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/yuin/goldmark").Output()
	if err != nil {
		t.Fatalf("find the module with the examples: %v", err)
	}
	data, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(out)), "_test", "spec.json"))
	if err != nil {
		t.Fatal(err)
	}
	var ex []struct {
		Markdown, HTML string
		Example        int
	}
	if err := json.Unmarshal(data, &ex); err != nil {
		t.Fatal(err)
	}
	return ex
}

// TestCommonMark parses every example of the specification into a valid body that holds the words of the example's HTML.
func TestCommonMark(t *testing.T) {
	examples := specExamples(t)
	if len(examples) != 652 {
		t.Errorf("the specification has 652 examples, found %d", len(examples))
	}
	for _, ex := range examples {
		for _, transcript := range []bool{false, true} {
			r, ds := Parse([]byte(ex.Markdown), Options{Transcript: transcript})
			if err := r.Validate(); err != nil {
				t.Errorf("example %d: %v\n%q", ex.Example, err, ex.Markdown)
			}
			if len(ds) > 0 || transcript { // raw HTML is text here, with a warning
				continue
			}
			got, want := words.Same(r.Text), words.Same(htmlText(t, ex.HTML))
			if strings.ReplaceAll(got, " ", "") != strings.ReplaceAll(want, " ", "") && !unused[ex.Example] {
				t.Errorf("example %d: words differ\nmarkdown %q\nhave %q\nwant %q", ex.Example, ex.Markdown, got, want)
			}
		}
	}
}

// unused lists the examples with a link definition that nothing refers to: the specification drops it, we keep its words.
var unused = map[int]bool{207: true, 210: true, 317: true, 545: true}

func htmlText(t *testing.T, s string) string {
	n, err := html.Parse(strings.NewReader(s))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
		if c.Type == html.ElementNode && c.Data == "img" {
			for _, a := range c.Attr {
				if a.Key == "alt" {
					b.WriteString(a.Val)
				}
			}
		}
	}
	return b.String()
}

func FuzzParse(f *testing.F) {
	f.Add("AR: one\n\n[LAUGHTER]\n\n| a | b |\n|---|---|\n| *c | d* |\n\n[^1]: note\n\n- x\n  > y[^1]\n")
	f.Add("[foo]: /url\n[LAUGHTER]: x\n[foo]\n")
	f.Add("**AR [00:01]:** a  \nb <b>c</b> [[x|y]] ![a *b*](c)")
	f.Fuzz(func(t *testing.T, src string) {
		src = strings.ToValidUTF8(src, "")
		for _, o := range []Options{{Wiki: func(ref string) string { return ref }}, {Transcript: true, Labels: []string{"AR", "Speaker 1"}, Headline: "A title", Subtitle: "more"}} {
			r, _ := Parse([]byte(src), o)
			if err := r.Validate(); err != nil {
				t.Fatalf("%v\n%q", err, src)
			}
		}
	})
}

func TestAddresses(t *testing.T) {
	src := "First. Two.\n\n## Head\n\n- item\n- item two\n\n> quoted\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n---\n\n    code\n    more\n\n[NOISE]\n\nEnd[^n].\n\n[^n]: Foot.\n"
	r, _ := Parse([]byte(src), Options{Transcript: true, Headline: "H", Subtitle: "S"})
	var got []string
	for _, b := range r.Leaves() {
		got = append(got, b.Address()+" "+r.Text[b.Range.Start:b.Range.End])
	}
	want := "p0 H|sub S|p1 First. Two.|h1 Head|p2 item|p3 item two|p4 quoted|p5 a\tb|p6 1\t2|p7 code more|p8 [NOISE]|p9 End.|p10 Foot."
	if s := strings.Join(got, "|"); s != want {
		t.Errorf("have %s\nwant %s", s, want)
	}
	if k := r.Blocks[len(r.Blocks)-1].Kind; k != doc.Footnotes {
		t.Errorf("the last block is of kind %d, want footnotes", k)
	}
}

// TestLinkLines: every link knows its line, one without words too.
func TestLinkLines(t *testing.T) {
	src := "x\n\n[a](b) c\n<http://d.e> f  \n[](g) ![](h)\n\n- y [](i)\n\n|y [](j)|\n|-|\n|y [](k)|\n"
	r, _ := Parse([]byte(src), Options{Line: 10})
	var got []string
	for _, s := range r.Spans {
		if s.Kind == doc.Link || s.Kind == doc.Image {
			got = append(got, fmt.Sprint(s.To, " ", s.Line))
		}
	}
	if s, want := strings.Join(got, ", "), "b 13, http://d.e 14, g 15, h 15, i 17, j 19, k 21"; s != want {
		t.Errorf("have %s\nwant %s", s, want)
	}
}

// FuzzLabel: a label is what the pattern says it is, also where it is read without it.
func FuzzLabel(f *testing.F) {
	for _, s := range []string{"A: b", "A B  :\tb", "**A**: b", "A [00:12]: b", "A: [00:12] b", "A:** b", " \u00a0: b", "Ä：b: c", "A\n: b", "__A: b", strings.Repeat("é", 60) + ": b", "a//b: c", ":", "0", "a： b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, line string) {
		if utf8.ValidString(line) {
			sameLabel(t, line)
		}
	})
}

func sameLabel(t *testing.T, line string) {
	t.Helper()
	want, found := matchLabel(line)
	c, ok, sure := cutLabel([]byte(line))
	if !sure {
		return
	}
	if got, _ := readLabel([]byte(line)); ok != found || ok && got != want {
		t.Fatalf("%q: have %+v, %v, the pattern says %+v, %v: %+v", line, got, ok, want, found, c)
	}
}

// TestLabels puts at random together what labels are made of.
func TestLabels(t *testing.T) {
	pieces := []string{"[00:12]", "[1:02:03.5]", "[1]", "[123:45,6789]", "[00:1", "00:12]", "[", "]", ":", "：", ": ", " ", "\t", "\r", "\f", "\v", "\n", "\u00a0", "*", "**", "_", "__",
		"Ann", "Dr. Bo", "Élise", "(x)", "1", strings.Repeat("long ", 19), strings.Repeat("é", 40), "\u00ad", "\uff1b"}
	r := rand.New(rand.NewPCG(5, 6))
	for range 100_000 {
		var b strings.Builder
		for range 1 + r.IntN(9) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		sameLabel(t, b.String())
	}
}
