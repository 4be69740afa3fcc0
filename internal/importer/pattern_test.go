package importer

import (
	"testing"

	"github.com/lateral-reader/lateral/internal/pattern"
)

// TestPatterns compiles every pattern of the importer and of what it reads with; a program would find one that is none when a text comes to it.
func TestPatterns(t *testing.T) {
	seen := map[string]bool{}
	pattern.Each(func(text string) { seen[text] = true })
	if len(seen) < 300 {
		t.Errorf("%d patterns; the packages have more", len(seen))
	}
}
