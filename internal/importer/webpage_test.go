package importer

import (
	"fmt"
	"html"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"

	"github.com/rogpeppe/go-internal/txtar"
	"golang.org/x/text/encoding/htmlindex"

	"github.com/lateral-reader/lateral/internal/markdown"
	"github.com/lateral-reader/lateral/internal/webpage"
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

// TestSeedPages puts the five documents into pages: their words and turns come out as those of the plain texts do.
func TestSeedPages(t *testing.T) {
	for i, name := range seeds(t) {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		plain, _ := Read(filepath.Base(name), data, Options{})
		lines := strings.Split(strings.TrimSpace(plain.Title+"\n"+plain.Body), "\n")
		var b strings.Builder
		b.WriteString(`<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"></head><body class="page"><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav><div class="layout"><div class="col-main"><h1>` + html.EscapeString(plain.Title) + `</h1><div class="share-tools"><a href="#">Share</a></div><div class="story">`)
		for k, l := range lines[1:] {
			l = strings.TrimSpace(strings.NewReplacer("\\", "").Replace(l))
			switch head := strings.TrimLeft(l, "#"); {
			case l == "", l == "---":
			case head != l:
				b.WriteString("<h2>" + html.EscapeString(strings.TrimSpace(head)) + "</h2>\n")
			case strings.HasPrefix(l, "- "):
				b.WriteString("<ul><li>" + html.EscapeString(l[2:]) + "</li></ul>\n")
			default:
				b.WriteString("<p>" + html.EscapeString(l) + "</p>\n")
			}
			if k == 12 {
				b.WriteString(`<div class="related-box"><h3>Related</h3><ul><li><a href="/1">Another story of the day</a></li></ul></div>`)
			}
		}
		b.WriteString(`</div></div><div class="sidebar"><h2>Most read</h2><ol><li><a href="/2">A third story</a></li></ol></div></div><footer>Terms of use</footer></body></html>`)
		res, ds := Read("page.html", []byte(b.String()), Options{})
		if res == nil {
			t.Fatalf("document %d: %v", i, ds)
		}
		if f, _, _ := f1(res.Body, plain.Body); f < 0.97 {
			t.Errorf("document %d: F1 %.3f", i, f)
		}
		if len(res.Turns) != len(plain.Turns) || res.Kind != plain.Kind {
			t.Errorf("document %d: %s of %d turns, want %s of %d", i, res.Kind, len(res.Turns), plain.Kind, len(plain.Turns))
		}
	}
}

// FuzzWebpage imports any page: no panic, and none is refused because its words would not be accounted for.
func FuzzWebpage(f *testing.F) {
	files, _ := filepath.Glob("testdata/pages/*.txtar")
	for _, name := range files {
		if a, err := txtar.ParseFile(name); err == nil && len(a.Files[0].Data) < 4000 {
			f.Add(string(a.Files[0].Data))
		}
	}
	f.Add("<h1>A *title*</h1><p><b>ANN:</b> Is it [so]?<br>BOB: 1. It is.</p><p>ANN: [x]: y</p><p>BOB: # &amp;amp; <i>a</i>b</p>")
	f.Add("<ul><li>1. a<li>- b<ul><li>c</ul></ul><table><tr><th>a|b<th>c<tr><td>*<td>`</table><blockquote># q<p>r</blockquote><pre>```</pre>")
	f.Fuzz(func(t *testing.T, s string) {
		data := []byte("<!doctype html>" + s)
		res, ds := Read("page.html", data, Options{Format: "webpage"})
		if res != nil {
			p, _ := webpage.Read("page.html", data, "")
			body, _ := markdown.Parse([]byte(res.Body), markdown.Options{})
			have := tokens(res.Title+" "+res.Subtitle+" "+body.Text, nil)
			for _, l := range res.Dropped {
				tokens(l.Text, have)
			}
			for w, n := range tokens(p.Words, nil) {
				if have[w] < n {
					t.Fatalf("the word %q is lost: %d of %d\n%s", w, have[w], n, res.Markdown)
				}
			}
			return
		}
		for _, d := range ds {
			for _, m := range []string{"would", "reads differently", "cannot be read:", "turns were found"} {
				if strings.Contains(d.Message, m) {
					t.Fatalf("refused: %s", d)
				}
			}
		}
	})
}

// TestShownDays holds which day a page states in words beside its headline, and when it states none.
func TestShownDays(t *testing.T) {
	text := strings.Repeat("<p>The company said on Tuesday that it would stop running the night boat from the first of next month, since hardly anybody is on it.</p>", 8)
	for name, c := range map[string]struct{ head, above, below, after, want string }{
		"alone":                        {below: "<p>3 May 2021</p>", want: "2021-05-03"},
		"behind a name":                {below: "<p class=meta>By Ida Holm, 3 May 2021</p>", want: "2021-05-03"},
		"among other things":           {below: "<p>3 May 2021 | Harbour, Boats</p>", want: "2021-05-03"},
		"in an element":                {below: "<div><span>Ida Holm</span><span>3 May 2021</span><span>4 comments</span></div>", want: "2021-05-03"},
		"day and place":                {below: "<p>Aln, 3 May 2021</p>", want: "2021-05-03"},
		"short year":                   {below: "<p>3.5.21</p>", want: "2021-05-03"},
		"year first":                   {below: "<p>2021. 05. 03. 11:27</p>", want: "2021-05-03"},
		"above the headline":           {above: "<p>3 May 2021</p>", want: "2021-05-03"},
		"below the article":            {after: "<div class=post-footer>Posted on 3 May 2021 at 14:48 by Ida</div>", want: "2021-05-03"},
		"Polish":                       {below: "<p>3 maja 2021, 11:49</p>", want: "2021-05-03"},
		"order of the language":        {head: "<html lang=fr>", below: "<p>03/05/2021</p>", want: "2021-05-03"},
		"no order":                     {head: "<html lang=en>", below: "<p>03/05/2021</p>"},
		"of a change":                  {below: "<p>Last updated: <span>3 May 2021</span></p>"},
		"published, changed":           {below: "<p>Published 3 May 2021, updated 5 May 2021</p>", want: "2021-05-03"},
		"changed in a mark":            {below: "<div><span class=updated>2021-05-05</span> 3 May 2021 | Boats</div>", want: "2021-05-03"},
		"of an event":                  {below: "<p>3 May 2021, 14:00 Uhr bis 16:00 Uhr, Aln</p>"},
		"from one day to another":      {below: "<p>3 May 2021 - 5 May 2021</p>"},
		"today's":                      {above: "<p>Monday, 3 May 2021, welcome guest</p>"},
		"of a quotation":               {below: "<blockquote>Words of somebody — Ida (@ida) 3 May 2021</blockquote>"},
		"copyright":                    {below: "<p>© The Paper, 3 May 2021</p>"},
		"of another thing, a table":    {below: "<table class=infobox><tr><th>Founded<td>3 May 1921</table>"},
		"of another thing, a list":     {below: "<dl><dt>Founded<dd>3 May 1921</dl>"},
		"labelled as the day":          {below: "<dl><dt>Datum<dd>3 May 2021</dl>", want: "2021-05-03"},
		"shown goes before vague":      {head: "<meta name=date content=2021-05-09>", below: "<p>3 May 2021</p>", want: "2021-05-03"},
		"vague where none is shown":    {head: "<meta name=date content=2021-05-09>", want: "2021-05-09"},
		"the page's own clock":         {head: "<meta property=article:published_time content=2021-05-04T02:10:00Z>", below: "<p>May 3, 2021</p>", want: "2021-05-03"},
		"and a section's name":         {above: "<small>03.05.2021 2. Liga</small>", want: "2021-05-03"},
		"alone, below the article":     {after: "<p class=info>03.05.2021</p>", want: "2021-05-03"},
		"of the next article":          {after: "<p>03.05.2021</p><h3>The other boat stops, too</h3>"},
		"a blog's line below":          {after: "<p>Dieser Beitrag wurde am Montag, 3. Mai 2021 um 11:49 Uhr veröffentlicht und unter Boote abgelegt. Du kannst die Antworten dazu im Feed verfolgen, wenn du magst, und selbst eine schreiben.</p>", want: "2021-05-03"},
		"signed with a day":            {after: "<div class=asset-meta>Von Christian am 03.05.2021, 11:51 | 0 Meinungen</div>", want: "2021-05-03"},
		"in the address, in one":       {head: "<link rel=canonical href=https://x.test/20210503/boat>", want: "2021-05-03"},
		"another day is no other hour": {head: "<meta property=article:published_time content=2021-05-04T15:10:00Z>", below: "<p>May 3, 2021</p>", want: "2021-05-04T15:10:00Z"},
	} {
		page := "<!doctype html>" + c.head + "<body>" + c.above + "<h1>The boat stops for good</h1>" + c.below + text + c.after
		if res, ds := Read("x.html", []byte(page), Options{}); res == nil || res.Published != c.want {
			t.Errorf("%s: %v %v, want %q", name, res.Published, ds, c.want)
		}
	}
}
