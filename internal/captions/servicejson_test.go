package captions

import (
	"strings"
	"testing"
)

// TestDeepJSON: what lies too deep is no transcript, and takes no memory.
func TestDeepJSON(t *testing.T) {
	list := `[{"speaker": "Ada", "text": "Good morning."}, {"speaker": "Ben", "text": "Good morning to you."}]`
	for _, c := range []struct {
		depth, cues int
	}{{deepest / 2, 2}, {5_000_000, 0}} {
		f, err := JSON(strings.Repeat(`{"a":`, 3) + strings.Repeat("[", c.depth) + list + strings.Repeat("]", c.depth) + "}}}")
		if err != nil || len(f.Cues) != c.cues {
			t.Errorf("%d deep: %d cues, %v; want %d", c.depth, len(f.Cues), err, c.cues)
		}
	}
}
