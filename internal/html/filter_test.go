package html

import (
	"cmp"
	"io/fs"
	"regexp"
	"testing"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/notes"
)

// TestNameValue: names in any script stay apart, and none has a space, which parts one value from the next.
func TestNameValue(t *testing.T) {
	for name, want := range map[string]string{"M. Reyes": "m-reyes", "Мария Иванова": "Мария_Иванова", "王 芳": "王_芳", "": ""} {
		if got := nameValue(name); got != want {
			t.Errorf("%q: have %q, want %q", name, got, want)
		}
	}
}

// TestFilterKnowsAll: the script has words for each kind, and for the class of each stance.
func TestFilterKnowsAll(t *testing.T) {
	js, err := fs.ReadFile(repo, "static/tools.js")
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range notes.Kinds {
		if !regexp.MustCompile(`\b` + k.Letter + `: "` + k.Name + ` \w`).Match(js) {
			t.Errorf("tools.js has no words for %s", k.Name)
		}
	}
	for _, s := range append([]string{""}, notes.Stances...) {
		c := cmp.Or(s, "declined")
		if got := stanceClass(&corpus.Note{Note: &notes.Note{Coding: &notes.Coding{Stance: s}}}); got != c || !regexp.MustCompile(c+`: "`+c+` `+stanceWords[s]+`"`).Match(js) {
			t.Errorf("tools.js has no words for %q, whose class is %q", s, got)
		}
	}
}
