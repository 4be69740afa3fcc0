package build

import (
	"os"
	"testing"

	"github.com/lateral-reader/lateral/internal/corpus"
)

// TestOwnSite reads the project's own content in every edition: it must be without problems.
func TestOwnSite(t *testing.T) {
	s, err := Read(t.Context(), os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range s.ConfigDiags {
		t.Error(d)
	}
	for _, ed := range corpus.Editions {
		c, ds := s.Link(ed)
		for _, d := range ds {
			t.Errorf("%s: %s", ed.Name, d)
		}
		if ed.Teacher {
			t.Logf("outcomes %v", c.Outcomes())
		}
	}
}
