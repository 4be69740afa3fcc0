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
