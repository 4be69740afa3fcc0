package html

import (
	"encoding/json"
	"io/fs"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/lateral-reader/lateral/internal/build"
	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/output"
	"github.com/lateral-reader/lateral/internal/search"
	"github.com/lateral-reader/lateral/internal/words"
)

// indexed gives the words that a site's index can be asked for, and what stands in its sentences.
func indexed(t *testing.T, site fs.FS, edition string) (terms map[string]bool, sentences string, files map[string]string) {
	t.Helper()
	files = pages(t, site, edition)
	terms = map[string]bool{}
	var b strings.Builder
	call := regexp.MustCompile(`(?s)lateral\("([ts])",\d+,(\[.*?\])\);\n`)
	for at, text := range files {
		if !strings.HasPrefix(at, searchDir) || strings.HasPrefix(at, searchDir+"s-") && strings.Contains(files[searchDir+search.First], `lateral("s",`) {
			continue // those of a small site stand in its one file
		}
		for _, m := range call.FindAllStringSubmatch(text, -1) {
			var data []any
			if err := json.Unmarshal([]byte(strings.ReplaceAll(m[2], "\t", `\t`)), &data); err != nil {
				t.Fatalf("%s: %v", at, err)
			}
			if m[1] == "s" {
				b.WriteString(m[2])
				continue
			}
			last := ""
			for front := range strings.SplitSeq(data[0].(string), " ") {
				same := strings.IndexByte("!#$()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ", front[0])
				last = string([]rune(last)[:same]) + front[1:]
				terms[last] = true
			}
		}
	}
	return terms, b.String(), files
}

// TestIndexHoldsNoMore: no edition's index has a word that no page of the edition has.
func TestIndexHoldsNoMore(t *testing.T) {
	for _, name := range []string{"source.txtar", "everything.txtar", "voices.txtar"} {
		site, _ := archive(t, name)
		for _, ed := range []string{"public", "classroom", "student", "teacher"} {
			terms, _, files := indexed(t, site, ed)
			shown := map[string]bool{}
			for at, text := range files {
				if strings.HasSuffix(at, ".html") {
					search.Each(seen(text), func(term []byte, _, _ int) { shown[string(term)] = true })
				}
			}
			n := 0
			for term := range terms {
				if strings.ContainsAny(term[:1], "!#%@^") {
					continue
				}
				if n++; !shown[term] {
					t.Errorf("%s, %s: %q can be searched and stands on no page", name, ed, term)
				}
			}
			if n < 20 {
				t.Errorf("%s, %s: only %d words can be searched", name, ed, n)
			}
		}
	}
}

// seen is a page's words as a reader sees them, with those in attributes left out.
func seen(page string) string {
	page = regexp.MustCompile(`(?s)<head>.*?</head>`).ReplaceAllString(page, " ")
	page = regexp.MustCompile(`</?(?:span|mark|em|strong|code|del|sup|cite|q|b)\b[^>]*>`).ReplaceAllString(page, "")
	return unescaper.Replace(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(page, " "))
}

var unescaper = strings.NewReplacer("&amp;", "&", "&#34;", `"`, "&#39;", "'", "&lt;", "<", "&gt;", ">", "&#43;", "+")

// TestIndexOfRestrictedText: of a text that the edition does not show there is in the index what a note's excerpt prints, and no word more.
func TestIndexOfRestrictedText(t *testing.T) {
	site := fstest.MapFS{
		"lateral.yaml":                       {Data: []byte("title: T\nexcerpt-words: 6\n")},
		"content/col/collection.md":          {Data: []byte("---\ntitle: C\n---\n")},
		"content/col/claims.yaml":            {Data: []byte("claims:\n  - {id: c, claim: A claim., type: fact}\n")},
		"content/col/sources/src.md":         {Data: []byte("---\ntitle: Zenith\nrights: all-rights-reserved\n---\nAlpha beta gamma delta epsilon zeta eta theta iota.\n\nKappa lambda.\n")},
		"content/col/sources/src.notes.yaml": {Data: []byte("notes:\n  - {id: n, quote: beta gamma delta epsilon zeta eta theta iota, claim: c, stance: supports, says: Ours.}\n")},
	}
	for _, c := range []struct {
		edition string
		has, no string
	}{
		{"public", "zenith beta gamma delta epsilon zeta eta ours claim", "alpha theta iota kappa lambda"},
		{"classroom", "zenith alpha beta eta theta kappa lambda ours", ""},
		{"student", "zenith alpha beta eta theta kappa lambda claim", "ours"},
	} {
		terms, sentences, _ := indexed(t, site, c.edition)
		sentences = strings.ToLower(sentences)
		for w := range strings.FieldsSeq(c.has) {
			if !terms[w] || !strings.Contains(sentences, w) {
				t.Errorf("%s: %q is not in the index", c.edition, w)
			}
		}
		for w := range strings.FieldsSeq(c.no) {
			if terms[w] || strings.Contains(sentences, w) {
				t.Errorf("%s: %q is in the index", c.edition, w)
			}
		}
	}
}

// TestGateReadsTheIndex puts a restricted text into an index, as a mistake would, and looks whether the gate sees it.
func TestGateReadsTheIndex(t *testing.T) {
	folder := fstest.MapFS{
		"lateral.yaml":               {Data: []byte("title: T\nexcerpt-words: 6\n")},
		"content/col/collection.md":  {Data: []byte("---\ntitle: C\n---\n")},
		"content/col/sources/src.md": {Data: []byte("---\ntitle: Zenith\nrights: all-rights-reserved\n---\nAlpha beta gamma. Delta \"epsilon zeta\".\n\nEta theta iota kappa.\n")},
	}
	c := corpusOf(t, folder, "public")
	leaky := func(_ *corpus.Corpus, emit func(output.File)) error {
		open := *c
		open.Edition.FullText = true
		(&site{Corpus: &open}).searchIndex(emit)
		return nil
	}
	ds, err := build.Render(t.Context(), c, []build.Output{leaky}, func(string, []byte) error { return nil })
	if err != nil || len(ds) == 0 || ds[0].File != searchDir+search.First {
		t.Errorf("the gate says %v, %v", ds, err)
	}
}

// TestLongSourceIsCut: a source that is too long for one result is several units, with all its sentences under the addresses of the page.
func TestLongSourceIsCut(t *testing.T) {
	var text strings.Builder
	for range 400 {
		text.WriteString("Some words stand here to fill a paragraph. And then some more of them.\n\n")
	}
	site := fstest.MapFS{
		"lateral.yaml":                       {Data: []byte("title: T\n")},
		"content/col/collection.md":          {Data: []byte("---\ntitle: C\n---\n")},
		"content/col/claims.yaml":            {Data: []byte("claims:\n  - {id: c, claim: A claim., type: fact}\n")},
		"content/col/sources/src.md":         {Data: []byte("---\ntitle: Long\nrights: own\n---\n" + text.String() + "The end of it.\n")},
		"content/col/sources/src.notes.yaml": {Data: []byte("notes:\n  - {id: n, quote: end of it, claim: c, stance: supports}\n")},
	}
	_, sentences, files := indexed(t, site, "public")
	if n := strings.Count(sentences, `["col/sources/src"`); n < 3 || n > 5 {
		t.Errorf("the source is %d units", n)
	}
	if n := words.Count(sentences); n < 400*13 {
		t.Errorf("%d words", n)
	}
	last := sentences[strings.LastIndex(sentences, `["col/sources/src"`):]
	if m := regexp.MustCompile(`"0=p(\d+)","(.*?)","c0S n \S+  (\d+) 1 4 13"`).FindStringSubmatch(last); m == nil {
		t.Errorf("the last unit is not what it should be: %.80s", last)
	} else if !strings.Contains(files["col/sources/src.html"], `id="p401s1"`) || strings.Count(m[2], "\t\t")+mustInt(t, m[1]) != 401 {
		t.Errorf("the last block is paragraph %d", strings.Count(m[2], "\t\t")+mustInt(t, m[1]))
	}
}

func mustInt(t *testing.T, s string) int {
	t.Helper()
	var n int
	if err := json.Unmarshal([]byte(s), &n); err != nil {
		t.Fatal(err)
	}
	return n
}

// TestSentencesAround: what the index finds of the sentences around passages is what each note would find.
func TestSentencesAround(t *testing.T) {
	site, _ := archive(t, "everything.txtar")
	for name, site := range map[string]fs.FS{"the sample": repo, "a site": site} {
		m, err := Open(Config{Assets: repo})
		if err != nil {
			t.Fatal(err)
		}
		s, n := m.site(corpusOf(t, site, "teacher")), 0
		for _, col := range s.Collections {
			for _, src := range col.Sources {
				s.unit(found{src: src, to: -1}, new(search.Unit))
				if _, kept := s.sentences.Load(src); !kept {
					continue // no text, or a block without an address
				}
				for _, x := range src.Notes {
					if x.Outcome.Placed() {
						if n++; s.around(x) != src.Sentences(x.Range) {
							t.Errorf("%s: %v, want %v", x.Key(), s.around(x), src.Sentences(x.Range))
						}
					}
				}
			}
		}
		if n == 0 {
			t.Errorf("%s: no passage was looked at", name)
		}
	}
}
