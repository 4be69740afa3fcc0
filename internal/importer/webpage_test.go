package importer

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"

	"github.com/rogpeppe/go-internal/txtar"
	"golang.org/x/text/encoding/htmlindex"

	"github.com/lateral-reader/lateral/internal/markdown"
)

// TestPages imports saved pages of many builds and compares what comes out with what a person would keep: keys first (a value that is named must
// be equal, one of several with | between them; an empty one must be missing), then, after a blank line, the words. f1 is the least token F1.
func TestPages(t *testing.T) {
	files, _ := filepath.Glob("testdata/pages/*.txtar")
	if len(files) < 25 {
		t.Fatalf("%d pages", len(files))
	}
	var scores []float64
	for _, name := range files {
		a, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		page, want := a.Files[0].Data, string(a.Files[1].Data)
		if enc, ok := strings.CutPrefix(strings.TrimSpace(string(a.Comment)), "encode: "); ok {
			page = encoded(t, enc, page)
		}
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			res, ds := Read("page.html", page, Options{})
			if res == nil {
				t.Fatal(ds)
			}
			scores = append(scores, compare(t, res, want))
		})
	}
	slices.Sort(scores)
	if n := len(scores); n == len(files) {
		if t.Logf("median F1 %.3f, least %.3f", scores[n/2], scores[0]); scores[n/2] < 0.96 {
			t.Errorf("median F1 %.3f", scores[n/2])
		}
	}
}

func encoded(t *testing.T, name string, page []byte) []byte {
	t.Helper()
	if wide, ok := strings.CutPrefix(name, "utf-16"); ok {
		var out []byte
		units := utf16.Encode([]rune(string(page)))
		if strings.HasSuffix(name, "-bom") {
			units = append([]uint16{0xfeff}, units...)
		}
		for _, u := range units {
			if strings.HasPrefix(wide, "be") {
				out = append(out, byte(u>>8), byte(u))
			} else {
				out = append(out, byte(u), byte(u>>8))
			}
		}
		return out
	}
	e, err := htmlindex.Get(name)
	if err != nil {
		t.Fatal(err)
	}
	out, err := e.NewEncoder().Bytes(page)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// compare checks the keys and gives the score of the words.
func compare(t *testing.T, res *Result, want string) float64 {
	keys, text, _ := strings.Cut(want, "\n\n")
	least := 0.0
	var spoken []string
	for _, tn := range res.Turns {
		spoken = append(spoken, tn.Speaker)
	}
	var doubts []string
	for _, p := range res.Problems {
		doubts = append(doubts, p.Message)
	}
	have := map[string]string{"title": res.Title, "date": res.Published, "byline": strings.Join(res.Byline, ", "), "outlet": res.OutletName, "lang": res.Lang, "turns": tally(spoken), "warning": strings.Join(doubts, "; ")}
	if strings.Contains(want, "byline: ") && strings.Contains(keys, "; ") {
		have["byline"] = strings.Join(res.Byline, "; ")
	}
	for line := range strings.SplitSeq(keys, "\n") {
		k, v, _ := strings.Cut(line, ":")
		v = strings.TrimSpace(v)
		switch {
		case k == "f1":
			fmt.Sscan(v, &least)
		case k == "warning":
			if !slices.ContainsFunc(strings.Split(v, "|"), func(s string) bool { return strings.Contains(have[k], s) }) {
				t.Errorf("no warning has %q: %s", v, have[k])
			}
		case !slices.Contains(strings.Split(v, "|"), have[k]):
			t.Errorf("%s %q, want %q", k, have[k], v)
		}
	}
	body, _ := markdown.Parse([]byte(res.Body), markdown.Options{})
	got := body.Text + " " + res.Subtitle
	f, extra, missing := f1(spokenText(res, got), text)
	if least > 0 && f < least {
		t.Errorf("F1 %.3f, want %.2f\nmore: %v\nless: %v\n%s", f, least, extra, missing, res.Body)
	}
	if least == 0 {
		return 1 // nothing to compare with
	}
	return f
}

// spokenText is the text without the labels of turns.
func spokenText(res *Result, text string) string {
	for _, s := range res.Speakers {
		for _, l := range s.Labels {
			text = strings.ReplaceAll(text, l+": ", "")
		}
	}
	return text
}

// f1 is the harmonic mean of the share of words that are wanted and the share of those wanted that are there, and what differs.
func f1(got, want string) (f float64, extra, missing []string) {
	count := func(s string) map[string]int {
		m := map[string]int{}
		for w := range strings.FieldsFuncSeq(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) }) {
			m[w]++
		}
		return m
	}
	g, w := count(got), count(want)
	both, ng, nw := 0, 0, 0
	for k, n := range g {
		ng, both = ng+n, both+min(n, w[k])
		if n > w[k] {
			extra = append(extra, k)
		}
	}
	for k, n := range w {
		if nw += n; n > g[k] {
			missing = append(missing, k)
		}
	}
	slices.Sort(extra)
	slices.Sort(missing)
	if ng+nw == 0 {
		return 1, nil, nil
	}
	return 2 * float64(both) / float64(ng+nw), extra, missing
}
