package anchor

import (
	"strings"
	"testing"

	"github.com/lateral-reader/lateral/internal/notes"
)

// TestOverrun: where the words of from or to change, a passage does not run on to the next place where the old ones stand.
func TestOverrun(t *testing.T) {
	const body = "They said that the harbour was safe when the bridge fell into the water. Nobody had looked at the plates for years.\n\n" +
		"Others came later. When the bridge fell into the water, the harbour was closed. The mayor knew. That much they said that the harbour was told.\n"
	to := notes.Target{From: "They said that the harbour", To: "the bridge fell into the water", Suffix: ". Nobody had"}
	from := notes.Target{From: "the bridge fell into", To: "the harbour was closed", Prefix: "When", Suffix: ". The mayor"}
	for _, row := range []struct {
		name     string
		target   notes.Target
		old, new string // one of the words of the text becomes another
		want     string
	}{
		{"as it was", to, "", "", "exact: They said that the harbour was safe when the bridge fell into the water"},
		{"to says something else", to, "bridge fell into the water. N", "fridge fell into the water. N", "orphan"},
		{"to has a slip", to, "fell into the water. N", "fell into the waetr. N", "fuzzy: They said that the harbour was safe when the bridge fell into the waetr"},
		{"nothing else looks like it", to, "Nobody had", "No one had", "moved: They said that the harbour was safe when the bridge fell into the water"},
		{"from says something else", from, "When the bridge fell", "When the fridge fell", "orphan"},
		{"from has a slip", from, "fell into the water, t", "fell inot the water, t", "fuzzy: the bridge fell inot the water, the harbour was closed"},
	} {
		t.Run(row.name, func(t *testing.T) {
			text := strings.Replace(body, row.old, row.new, 1)
			if text == body && row.old != "" {
				t.Fatal("nothing was changed")
			}
			s := parse(t, "---\ntitle: T\nrights: own\n---\n"+text)
			ms, ds := Resolve(s.Doc, []notes.Note{aimed(row.target)}, true, "x.md")
			got := ms[0].Outcome.String()
			if ms[0].Outcome.Placed() {
				got += ": " + s.Doc.Text[ms[0].Range.Start:ms[0].Range.End]
			}
			if got != row.want {
				t.Errorf("have %q, want %q\n%v", got, row.want, ds)
			}
		})
	}
}
