package html

import (
	"io/fs"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/lateral-reader/lateral/internal/corpusgen"
	"github.com/lateral-reader/lateral/internal/shrink"
)

// loads gives the paths of the styles and scripts that a page loads at first.
func loads(page string) (paths []string) {
	for _, m := range regexp.MustCompile(`<(?:link rel="stylesheet" href|script[^>]* src)="([^"]+)"`).FindAllStringSubmatch(page, -1) {
		paths = append(paths, strings.TrimLeft(m[1], "./"))
	}
	return paths
}

// TestSourcePageIsLight weighs what a browser fetches to show a text of 900 words with 12 notes: the page, its styles, its script.
func TestSourcePageIsLight(t *testing.T) {
	const most = 14_000
	site, _ := archive(t, "weight.txtar")
	assets := shrink.New(repo)
	page := pages(t, site, "public")["harbour-bridge/sources/link-analysis.html"]
	if n := strings.Count(page, `<span class="no">`); n != 12 {
		t.Fatalf("the page has %d notes", n)
	}
	sum := zipped(t, page)
	for _, at := range loads(page) {
		file, err := fs.ReadFile(assets, at)
		if err != nil {
			t.Fatal(err)
		}
		sum += zipped(t, string(file))
	}
	if sum > most {
		t.Errorf("an article of 900 words with 12 notes, its styles and its script have %d bytes, more than %d", sum, most)
	}
}

// TestLinesInSafari: of the short form text-decoration Safari knows the line alone, and drops all of a declaration that says more. Without the lines under
// the text there is nothing to see of the notes.
func TestLinesInSafari(t *testing.T) {
	short := regexp.MustCompile(`text-decoration:[^;}]*[^;}\s] +[^;}\s][^;}]*`)
	assets := shrink.New(repo)
	names, err := fs.Glob(assets, "static/*.css")
	if err != nil || len(names) < 4 {
		t.Fatal(names, err)
	}
	for _, at := range names {
		file, err := fs.ReadFile(assets, at)
		if err != nil {
			t.Fatal(err)
		}
		for _, bad := range short.FindAllString(string(file), -1) {
			t.Errorf("%s: %q", at, bad)
		}
	}
}

// TestMadeUpPagesAreLight weighs pages of the same size whose words are made up and compress less than those of a language do.
func TestMadeUpPagesAreLight(t *testing.T) {
	const most = 10_450
	dir := t.TempDir()
	if err := corpusgen.Write(dir, corpusgen.Options{Seed: 8, Sources: 20}); err != nil {
		t.Fatal(err)
	}
	n, heaviest := 0, 0
	for at, text := range pages(t, os.DirFS(dir), "public") {
		if strings.Contains(at, "/sources/") && !strings.HasSuffix(at, ".source.html") && !strings.HasSuffix(at, ".notes.html") {
			n, heaviest = n+1, max(heaviest, zipped(t, text))
			if got := loads(text); !slices.Equal(got, []string{"static/lateral.css", "static/lateral.js"}) {
				t.Errorf("%s loads %q", at, got)
			}
		}
	}
	if n != 20 || heaviest > most {
		t.Errorf("the heaviest of %d pages has %d bytes, more than %d", n, heaviest, most)
	}
}

// TestSomePagesLoadMore: what only some pages have is in a style sheet that the others do not load.
func TestSomePagesLoadMore(t *testing.T) {
	everything, _ := archive(t, "everything.txtar")
	plain, _ := archive(t, "weight.txtar")
	withheld, _ := archive(t, "withheld.txtar")
	claims := maps.Clone(plain.(fstest.MapFS))
	claims["content/harbour-bridge/claims.yaml"] = &fstest.MapFile{Data: append(slices.Clone(claims["content/harbour-bridge/claims.yaml"].Data),
		"  - {id: safe, claim: הגשר בטוח., type: fact}\n"...)}
	for _, c := range []struct {
		what, edition, page string
		site                fs.FS
		want                bool
	}{
		{"a source", "public", "harbour-bridge/sources/link-analysis.html", plain, false},
		{"a claim", "public", "harbour-bridge/claims/loan-enough.html", plain, false},
		{"a source with a banner", "teacher", "harbour-bridge/sources/link-analysis.html", plain, true},
		{"a source whose text is withheld", "public", "col/sources/beta.html", withheld, true},
		{"a source of a site with Arabic", "public", "one/sources/hearing.html", everything, true},
		{"a source of a site with a claim in Hebrew", "public", "harbour-bridge/sources/link-analysis.html", claims, true},
		{"the start of a site with Arabic", "public", "index.html", everything, true},
	} {
		page, has := pages(t, c.site, c.edition)[c.page]
		if got := slices.Contains(loads(page), "static/some.css"); !has || got != c.want {
			t.Errorf("%s: %t, not %t", c.what, got, c.want)
		}
	}
	// The languages that the style sheet knows are those that the pages are asked for.
	css, err := fs.ReadFile(repo, "static/some.css")
	if err != nil {
		t.Fatal(err)
	}
	var langs []string
	for _, m := range regexp.MustCompile(`:lang\((\w+)\)`).FindAllStringSubmatch(string(css), -1) {
		if !slices.Contains(langs, m[1]) {
			langs = append(langs, m[1])
		}
	}
	if !slices.Equal(langs, leftwardLangs) {
		t.Errorf("some.css has %q", langs)
	}
}
