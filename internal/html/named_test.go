package html

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/lateral-reader/lateral/internal/catalog"
	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/words"
)

// TestNameListMissesNobody makes names and texts of pieces that are compared in different ways: whoever is found in a text is in its list, once.
func TestNameListMissesNobody(t *testing.T) {
	pieces := strings.Split("Ada|Bo|K|\u212a|a|x| |  |-|'|’|.|\u00ad|e\u0301|é|\u0301|1|中|\n|_|—|Ada Bo|O'Neil", "|")
	r := rand.New(rand.NewPCG(1, 2))
	made := func(most int) string {
		var b strings.Builder
		for range 1 + r.IntN(most) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		return b.String()
	}
	found := 0
	for range 20000 {
		var speakers []*corpus.Speaker
		for range 1 + r.IntN(3) {
			speakers = append(speakers, &corpus.Speaker{Speaker: &catalog.Speaker{Name: made(4)}})
		}
		text := made(12)
		list, folded := newNameList(speakers).in(text), words.Fold(text)
		for i, sp := range speakers {
			if len(folded.Find(sp.Name)) > 0 {
				found++
				if !slices.Contains(list, sp) {
					t.Fatalf("%q is in %q and not in the list", sp.Name, text)
				}
			}
			if k := slices.Index(list, sp); k >= 0 && slices.Contains(list[k+1:], sp) {
				t.Fatalf("speaker %d stands in the list twice", i)
			}
		}
	}
	if found < 1000 {
		t.Errorf("only %d names were found: the pieces do not fit", found)
	}
}
