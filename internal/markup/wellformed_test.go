package markup_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/lateral-reader/lateral/internal/doc"
	"github.com/lateral-reader/lateral/internal/markdown"
	"github.com/lateral-reader/lateral/internal/markup"
)

// crossing makes a mark of each pair of offsets, moved to the borders of characters.
func crossing(text string, offs ...int) []markup.Mark {
	var ms []markup.Mark
	for i := 0; i+1 < len(offs); i += 2 {
		r := doc.Range{Start: offs[i] % (len(text) + 1), End: offs[i+1] % (len(text) + 1)}
		if r.Start > r.End {
			r.Start, r.End = r.End, r.Start
		}
		for _, p := range []*int{&r.Start, &r.End} {
			for *p < len(text) && !utf8.RuneStart(text[*p]) {
				*p++
			}
		}
		n := fmt.Sprint(i / 2)
		ms = append(ms, markup.Mark{Range: r, Class: "t" + n, NoLine: i%10 == 8, Badge: markup.Badge{ID: "m-" + n, Href: "#n-" + n, Text: n + "c", Label: "<" + n + ">"}})
	}
	return ms
}

func TestCommonMark(t *testing.T) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/yuin/goldmark").Output()
	if err != nil {
		t.Fatalf("find the module with the examples: %v", err)
	}
	data, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(out)), "_test", "spec.json"))
	if err != nil {
		t.Fatal(err)
	}
	var ex []struct {
		Markdown string
		Example  int
	}
	if err := json.Unmarshal(data, &ex); err != nil {
		t.Fatal(err)
	}
	if len(ex) != 652 {
		t.Errorf("the specification has 652 examples, found %d", len(ex))
	}
	for _, e := range ex {
		r, _ := markdown.Parse([]byte(e.Markdown), markdown.Options{})
		n := len(r.Text)
		marks := crossing(r.Text, n/5, 3*n/5, 2*n/5, 4*n/5)
		got := string(markup.New(&r.Body, marks, full).Blocks(0, len(r.Blocks)))
		if err := check(&r.Body, marks, got); err != nil {
			t.Errorf("example %d: %v\n%q\n%s", e.Example, err, e.Markdown, got)
		}
	}
}

// TestRandom draws texts that no parser would make, spans over block borders among them.
func TestRandom(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		b := randomBody(rng)
		d := doc.Document{Body: *b}
		if err := d.Validate(); err != nil {
			t.Fatal(err)
		}
		var offs []int
		for range 2 * rng.IntN(14) {
			offs = append(offs, rng.IntN(len(b.Text)+1))
		}
		marks := crossing(b.Text, offs...)
		got := string(markup.New(b, marks, full).Blocks(0, len(b.Blocks)))
		if err := check(b, marks, got); err != nil {
			t.Fatalf("%v\n%+v\n%+v\n%s", err, b, marks, got)
		}
	}
}

func randomBody(rng *rand.Rand) *doc.Body {
	vocabulary := []string{"one", "two.", "Three", "fo<u>r?", "“Five!”", "si&x", "七。", "é", "\"8\""}
	kinds := []doc.Kind{doc.Paragraph, doc.Heading, doc.Stage, doc.Code, doc.HTML, doc.Row}
	b := &doc.Body{}
	for i := range 1 + rng.IntN(4) {
		if i > 0 {
			b.Text += "\n"
		}
		blk := doc.Block{Kind: kinds[rng.IntN(len(kinds))], Level: int8(1 + rng.IntN(6)), HasWords: true, Parts: &doc.Parts{}, Range: doc.Range{Start: len(b.Text)}}
		cell := doc.Cell{Range: doc.Range{Start: len(b.Text)}}
		for j := range 1 + rng.IntN(6) {
			if j > 0 && blk.Kind == doc.Row && rng.IntN(2) == 0 {
				cell.Range.End = len(b.Text)
				blk.Parts.Cells = append(blk.Parts.Cells, cell)
				b.Text += "\t"
				cell = doc.Cell{Range: doc.Range{Start: len(b.Text)}, Align: doc.Align(rng.IntN(4))}
			} else if j > 0 {
				b.Text += " "
			}
			b.Text += vocabulary[rng.IntN(len(vocabulary))]
		}
		cell.Range.End = len(b.Text)
		blk.Range.End = len(b.Text)
		if blk.Kind == doc.Row {
			blk.Parts.Cells = append(blk.Parts.Cells, cell)
			blk = doc.Block{Kind: doc.Table, Range: blk.Range, Parts: &doc.Parts{Children: []doc.Block{blk}}}
		}
		b.Blocks = append(b.Blocks, blk)
	}
	doc.Number(b.Blocks)
	var nest func(r doc.Range, depth int)
	nest = func(r doc.Range, depth int) {
		for at := r.Start; at < r.End && depth < 5; {
			s := doc.Range{Start: at + rng.IntN(r.End-at+1)}
			s.End = s.Start + rng.IntN(r.End-s.Start+1)
			for s.Start < len(b.Text) && !utf8.RuneStart(b.Text[s.Start]) {
				s.Start--
			}
			for s.End < len(b.Text) && !utf8.RuneStart(b.Text[s.End]) {
				s.End++
			}
			kind := []doc.SpanKind{doc.Emph, doc.Strong, doc.Strike, doc.CodeSpan, doc.Link, doc.Image}[rng.IntN(6)]
			if s.Empty() {
				kind = doc.Emph
			}
			if inner := s; kind != doc.CodeSpan || depth == 0 {
				b.Spans = append(b.Spans, doc.Span{Kind: kind, Range: s, To: "u.html"})
				if kind != doc.CodeSpan {
					nest(inner, depth+1)
				}
			}
			at = s.End + 1
		}
	}
	nest(doc.Range{Start: 0, End: len(b.Text)}, 0)
	// Code within code is none of a parser's: a code block, and the words of raw HTML, hold no code span.
	b.Spans = slices.DeleteFunc(b.Spans, func(s doc.Span) bool {
		return s.Kind == doc.CodeSpan && slices.ContainsFunc(b.Blocks, func(k doc.Block) bool {
			return (k.Kind == doc.Code || k.Kind == doc.HTML) && k.Range.Overlaps(s.Range)
		})
	})
	return b
}

func FuzzMarks(f *testing.F) {
	f.Add("One *two **three*** [four *five*](u)[^1]. Six!\n\n- a\n  > b\n- c\n\n| a | b |\n|---|--:|\n| *c* | d[^1] |\n\n[^1]: Note. More.\n", uint16(3), uint16(30), uint16(12), uint16(44), uint16(13), uint16(13))
	f.Add("    code\n     more\n\n<b>x\n</b>\n\na  \nb `c d` ![e](f) ~~g~~\n\n# H[^1]\n", uint16(0), uint16(9), uint16(5), uint16(20), uint16(4), uint16(90))
	f.Add("[a[^1] b](u)[^1]\n\n[^1]: x\n\n    y\n", uint16(0), uint16(1), uint16(1), uint16(2), uint16(0), uint16(2))
	f.Add("0[\v](0)&", uint16(0), uint16(13), uint16(1), uint16(2), uint16(68), uint16(2))
	f.Fuzz(func(t *testing.T, src string, a, b, c, d, e, g uint16) {
		r, _ := markdown.Parse([]byte(strings.ToValidUTF8(src, "")), markdown.Options{Transcript: a%2 == 0, Headline: "A <title>"})
		x, y := int(a), int(b)
		marks := crossing(r.Text, x, y, int(c), int(d), int(e), int(g), x+1, y+2, x+2, y+4, x+3, y+6, x+4, y+8, x+5, y+9, x+6, y+10)
		text := markup.New(&r.Body, marks, full)
		out := string(text.Blocks(0, len(r.Blocks)))
		if err := check(&r.Body, marks, out); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		in := string(text.Inline(marks[0].Range))
		if _, err := balanced(in); err != nil {
			t.Fatalf("%v\n%s", err, in)
		}
	})
}
