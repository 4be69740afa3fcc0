package html

import (
	"strings"
	"testing"

	"github.com/lateral-reader/lateral/internal/notes"
)

// TestHowKnowsAll: every value that a note may have is explained, with a question to find out whether it holds.
func TestHowKnowsAll(t *testing.T) {
	need := func(value string, said ...string) {
		for _, s := range said {
			if strings.TrimSpace(s) == "" {
				t.Errorf("nothing explains %q", value)
			}
		}
	}
	for _, k := range notes.Kinds {
		need(k.Name, kindMeans[k.Name].means, kindMeans[k.Name].test)
	}
	for _, v := range notes.Stances {
		need(v, stanceWords[v], stanceMeans[v], stanceTests[v])
	}
	for _, v := range notes.Puts {
		need(v, putMeans[v], putTests[v])
	}
	for _, v := range notes.Certainty {
		need(v, certaintyWords[v], certaintyMeans[v].means, certaintyMeans[v].test)
	}
	for _, v := range notes.Bases {
		need(v, basisWords[v], basisMeans[v].means, basisMeans[v].test)
	}
	page := pages(t, repo, "public")[howPath]
	for _, want := range []string{"#n-", "<q", "taken for granted", "Could someone else say the opposite"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page has no %q", want)
		}
	}
	if student := pages(t, repo, "student")[howPath]; strings.Contains(student, "#n-") || !strings.Contains(student, "disputes") {
		t.Error("in the edition for students the page shows notes, or no stances")
	}
}
