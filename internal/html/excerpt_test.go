package html

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/lateral-reader/lateral/internal/notes"
)

// TestCrowdedExcerpts: notes stand close together on restricted texts, touch and overlap, and are called by the words that they mark. Nothing
// that is made of them, pages or index, holds more of a text in a row than the limit: pages reads all files with the gate.
func TestCrowdedExcerpts(t *testing.T) {
	for _, limit := range []int{6, 12, 40} {
		site := fstest.MapFS{
			"lateral.yaml":              {Data: fmt.Appendf(nil, "title: T\nexcerpt-words: %d\n", limit)},
			"content/col/collection.md": {Data: []byte("---\ntitle: C\n---\n")},
			"content/col/claims.yaml":   {Data: []byte("claims:\n  - {id: c, claim: Said of it., type: fact}\n")},
		}
		for _, long := range []int{2, 3, 4, 5, 6, 11, 12, 13, 40, 41} { // words of a passage
			for _, step := range []int{1, 2, 3, 4, 5, 6, 7, 12, 13, 41} { // from the beginning of one to that of the next
				at := fmt.Sprintf("content/col/sources/s%d-%d", long, step)
				ws := distinct(150, len(site))
				site[at+".md"] = &fstest.MapFile{Data: []byte("---\ntitle: T\nrights: all-rights-reserved\n---\n" + strings.Join(ws, " ") + ".\n")}
				site[at+".notes.yaml"] = &fstest.MapFile{Data: []byte(crowded(ws, long, step))}
			}
		}
		for _, edition := range []string{"public", "student"} {
			t.Run(fmt.Sprintf("%s, %d words", edition, limit), func(t *testing.T) { pages(t, site, edition) })
		}
	}
}

// distinct are n words that stand in no other text, but that every fourth is a single letter: those by which the index calls the kinds of notes, as
// words of one letter are in many languages.
func distinct(n, text int) (ws []string) {
	for i := range n {
		if k := notes.Kinds[i/4%len(notes.Kinds)]; i%4 == 3 {
			ws = append(ws, k.Letter)
			continue
		}
		var w []byte
		for m := text*n + i + 1000; m > 0; m /= 16 {
			w = append(w, "bdfghklmnprstvwz"[m%16], "aeiou"[i%5])
		}
		ws = append(ws, string(w))
	}
	return ws
}

// crowded are notes of every kind on passages of a text, with as few words of ours as a note can have.
func crowded(ws []string, long, step int) string {
	var b strings.Builder
	b.WriteString("notes:\n")
	keys := []string{"claim: c, stance: supports", "kind: gap, missing: voice", "kind: evidence, claim: c, side: for, basis: data", "kind: wording, neutral: other", "kind: prompt, note: Why?", "kind: context, note: So.",
		"claim: c, put: declined"}
	for i, from := 0, 0; from+long <= len(ws); i, from = i+1, from+step {
		passage := ws[from : from+long]
		fmt.Fprintf(&b, "  - {id: %s, quote: %s, %s}\n", strings.Join(ws[from:from+min(4, long)], "-"), strings.Join(passage, " "), keys[i%len(keys)])
	}
	return b.String()
}

// TestPassagesWithMarksOfTheirOwn: a passage that has quotation marks around it gets none of ours.
func TestPassagesWithMarksOfTheirOwn(t *testing.T) {
	site := fstest.MapFS{
		"lateral.yaml":               {Data: []byte("title: T\n")},
		"content/col/collection.md":  {Data: []byte("---\ntitle: C\n---\n")},
		"content/col/claims.yaml":    {Data: []byte("claims:\n  - {id: c, claim: The pier is shut., type: fact}\n")},
		"content/col/speakers.yaml":  {Data: []byte("- {id: rea, name: Rea Moss}\n")},
		"content/col/sources/one.md": {Data: []byte("---\ntitle: One\nrights: own\n---\n“It is shut” was said. It is not open.\n")},
		"content/col/sources/one.notes.yaml": {Data: []byte("defaults: {speaker: rea}\nnotes:\n  - {id: a, quote: “It is shut”, claim: c, stance: supports}\n" +
			"  - {id: b, quote: It is not open, claim: c, stance: supports, answers: a}\n  - {id: d, quote: “It is shut” was said, claim: c, stance: reports}\n")},
	}
	made := pages(t, site, "public")
	for at, want := range map[string]int{"col/sources/one.html": 3, "speakers/rea.html": 3, "col/claims/c.html": 1} { // the answered one is called twice
		if n := strings.Count(made[at], `<q class="bare">“It is shut`); n != want || strings.Contains(made[at], "<q>“") || !strings.Contains(made[at], "<q>It is not open</q>") {
			t.Errorf("%s: %d without marks of ours, not %d", at, n, want)
		}
	}
}
