package html

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
)

func TestSourcePage(t *testing.T) { golden(t, "source.txtar") }

// TestTeacherNotesAreAbsent looks for a note for teachers in every byte of the editions that do not have it.
func TestTeacherNotesAreAbsent(t *testing.T) {
	site, _ := archive(t, "source.txtar")
	for _, ed := range []string{"public", "classroom", "student", "teacher"} {
		for at, text := range pages(t, site, ed) {
			want := ed == "teacher" && (strings.HasSuffix(at, "/talk.html") || strings.HasSuffix(at, "/talk.notes.html") || at == "search/index.js")
			if has := strings.Contains(text, "Whose laughter"); has != want && !(ed == "teacher" && strings.HasPrefix(at, "search/s-")) {
				t.Errorf("%s: %s has the note for teachers: %v", ed, at, has)
			}
		}
	}
}

// TestRestrictedWords makes sites from a restricted text whose every word says where it stands, with notes at random, and looks at all words
// of it in the public edition: they stand under marks, and no run of them is longer than the limit, on no page and not on all of them together.
func TestRestrictedWords(t *testing.T) {
	const limit, length, marks = 10, 200, 25
	word := regexp.MustCompile(`\b[Zz]x(\d+)\b`)
	for seed := range uint64(8) {
		r := rand.New(rand.NewPCG(seed, 1))
		var text, notes strings.Builder
		var names []string
		first := "z"
		for i := range length {
			names = append(names, first+"x"+strconv.Itoa(i))
			text.WriteString(names[i])
			first = "z"
			switch r.IntN(12) {
			case 0:
				text.WriteString(". ")
				first = "Z"
			case 1:
				text.WriteString("\n\n")
			default:
				text.WriteString(" ")
			}
		}
		marked := map[int]bool{}
		notes.WriteString("notes:\n")
		for i := range marks {
			from := r.IntN(length - 30)
			to := from + 1 + r.IntN(29)
			for w := from; w <= to; w++ {
				marked[w] = true
			}
			claim := fmt.Sprintf("claim: c%d, stance: supports", r.IntN(2))
			switch {
			case i%5 == 0:
				claim = "kind: wording, neutral: other"
			case i > 5 && i%5 > 1:
				claim += fmt.Sprintf(", answers: n%d", i/5*5-4+r.IntN(3))
			}
			fmt.Fprintf(&notes, "  - {id: n%d, from: %s, to: %s, %s}\n", i, names[from], names[to], claim)
		}
		site := fstest.MapFS{
			"lateral.yaml":                        {Data: []byte("title: T\nexcerpt-words: " + strconv.Itoa(limit) + "\n")},
			"content/col/collection.md":           {Data: []byte("---\ntitle: C\n---\n")},
			"content/col/claims.yaml":             {Data: []byte("claims:\n  - {id: c0, claim: A., type: fact}\n  - {id: c1, claim: B., type: fact}\n")},
			"content/col/sources/src.md":          {Data: []byte("---\ntitle: S\nrights: all-rights-reserved\n---\n" + text.String())},
			"content/col/sources/src.notes.yaml":  {Data: []byte(notes.String())},
			"content/col/sources/free.md":         {Data: []byte("---\ntitle: F\nrights: own\n---\nOther words here.\n")},
			"content/col/sources/free.notes.yaml": {Data: []byte("notes:\n  - {id: x, quote: Other words, claim: c0, stance: disputes}\n  - {id: y, quote: here, claim: c1, stance: disputes}\n")},
		}
		seen := map[int]bool{}
		for at, page := range pages(t, site, "public") {
			sideBySide(t, fmt.Sprintf("seed %d: %s", seed, at), page)
			for _, m := range word.FindAllStringSubmatch(page, -1) {
				w, _ := strconv.Atoi(m[1])
				// A notes file names the ends of a passage that it does not print.
				if !strings.HasSuffix(at, ".notes.html") {
					seen[w] = true
				}
				if !marked[w] {
					t.Fatalf("seed %d: %s holds zx%d, which no note marks", seed, at, w)
				}
			}
		}
		run := 0
		for w := range length {
			if run++; !seen[w] {
				run = 0
			}
			if run > limit {
				t.Fatalf("seed %d: %d words in a row up to zx%d can be read", seed, run, w)
			}
		}
		if len(seen) < limit {
			t.Fatalf("seed %d: only %d words are there, the test looks at nothing", seed, len(seen))
		}
	}
}

// sideBySide looks for two excerpts without a word of ours between; numbers of notes and paragraphs are none.
func sideBySide(t *testing.T, at, page string) {
	text := regexp.MustCompile(`<a class="(?:badge|num)"[^>]*>[^<]*</a>|<[^>]*>`).ReplaceAllString(page, " ")
	last := -2
	for _, w := range regexp.MustCompile(`\w+`).FindAllString(text, -1) {
		n, err := strconv.Atoi(strings.TrimPrefix(strings.ToLower(w), "zx"))
		if err != nil || !strings.HasPrefix(strings.ToLower(w), "zx") {
			last = -2
			continue
		}
		if last >= 0 && n != last+1 {
			t.Errorf("%s: an excerpt begins at %s right after zx%d", at, w, last)
		}
		last = n
	}
}

// TestWithheldIsAbsent looks for drafts, notes for teachers and model notes in every byte of the editions that do not have them: their words,
// their ids, and who is mentioned in them alone.
func TestWithheldIsAbsent(t *testing.T) {
	site, _ := archive(t, "withheld.txtar")
	hidden, model := regexp.MustCompile(`(?i).{0,60}zhidden.{0,60}`), regexp.MustCompile(`(?i).{0,60}zmodel.{0,60}`)
	for _, ed := range []string{"public", "classroom", "student", "teacher"} {
		count := 0
		for at, text := range pages(t, site, ed) {
			for _, m := range hidden.FindAllString(at+"\n"+text, -1) {
				if count++; ed != "teacher" {
					t.Errorf("%s: %s: %s", ed, at, m)
				}
			}
			if ed == "student" && model.MatchString(text) {
				t.Errorf("%s: %s: %s", ed, at, model.FindString(text))
			}
		}
		if ed == "teacher" && count < 50 {
			t.Errorf("the teacher edition has %d hidden words, the test looks at nothing", count)
		}
	}
}

// TestFigureWords: a figure gives away no words of a restricted text that its passage does not.
func TestFigureWords(t *testing.T) {
	site, _ := archive(t, "withheld.txtar")
	for at, text := range pages(t, site, "public") {
		if strings.Contains(text, "zr90") || strings.Contains(text, "zg15") {
			t.Errorf("%s prints a figure's words beyond the excerpt", at)
		}
	}
}

// TestSomeOfEverything holds what single pages of that site must say, and must not.
func TestSomeOfEverything(t *testing.T) {
	site, _ := archive(t, "everything.txtar")
	made := pages(t, site, "public")
	for at, want := range map[string]string{
		"one/sources/arabic.html":  `<div class="margin" lang="en">`,
		"one/sources/hearing.html": `<div class="margin">`,
		"one/claims/both.html":     `<blockquote lang="ar">`,
	} {
		if !strings.Contains(made[at], want) {
			t.Errorf("%s has no %s", at, want)
		}
	}
	if strings.Contains(made["one/sources/restricted.html"], "this copy › this article") {
		t.Error("a source without an outlet is named twice")
	}
	if strings.Contains(made["one/index.html"], "quoted from whoever speaks there") {
		t.Error("whoever speaks by default is a voice of the source, also where the text is not here to say who")
	}
	if n := strings.Count(made["one/index.html"], "An empty topic?"); n != 1 {
		t.Errorf("the empty topic stands %d times on the page of the collection, want its heading alone", n)
	}
}

// TestAnswersEverywhere: "Not quite." says nothing without the passage that it answers, so no page of excerpts prints one without the other.
func TestAnswersEverywhere(t *testing.T) {
	site, _ := archive(t, "everything.txtar")
	made := pages(t, site, "public")
	for _, at := range []string{"one/sources/hearing.html", "one/sources/restricted.html", "one/claims/both.html", "speakers/joint.html"} {
		if page := made[at]; !strings.Contains(page, "Not quite") || !strings.Contains(page, "Because of the bearings") {
			t.Errorf("%s has not both passages", at)
		}
	}
}

// TestQuotedAlready: a passage elsewhere that begins with a quotation mark of its own, of whichever kind, gets no second pair.
func TestQuotedAlready(t *testing.T) {
	site := fstest.MapFS{
		"lateral.yaml":                         {Data: []byte("title: Marks\n")},
		"content/one/collection.md":            {Data: []byte("---\ntitle: One\n---\n")},
		"content/one/claims.yaml":              {Data: []byte("claims:\n  - {id: safe, claim: It is safe., type: fact}\n")},
		"content/one/sources/here.md":          {Data: []byte("---\ntitle: Here\nrights: own\n---\nIt is safe.\n")},
		"content/one/sources/here.notes.yaml":  {Data: []byte("notes:\n  - {id: h, quote: It is safe, claim: safe, stance: supports}\n")},
		"content/one/sources/there.notes.yaml": {Data: []byte("notes:\n  - {id: t, from: It, to: safe, claim: safe, stance: supports}\n")},
	}
	for quoted, want := range map[string]string{`It is safe.`: `“<a`, `"It is safe."`: `>"<a`, `“It is safe.”`: `>“<a`, `„It is safe.“`: `>„<a`, `«It is safe.»`: `>«<a`, `”It is safe.”`: `>”<a`} {
		site["content/one/sources/there.md"] = &fstest.MapFile{Data: []byte("---\ntitle: There\nrights: own\n---\n" + quoted + "\n")}
		page := strings.ReplaceAll(pages(t, site, "public")["one/sources/here.html"], "&#34;", `"`)
		if _, after, ok := strings.Cut(page, `class="elsewhere"`); !ok || !strings.Contains(after[:min(len(after), 300)], want) || strings.Contains(after[:min(len(after), 300)], `“"`) {
			t.Errorf("%s: want %s in %.300s", quoted, want, after)
		}
	}
}
