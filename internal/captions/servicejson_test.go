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

// TestWordsApart: words in one list and their speakers in another are turns, and odd entries harm nothing.
func TestWordsApart(t *testing.T) {
	f, err := JSON(`{"words":[["Good",0.1,0.2],["",-1,0],["morning.",0.3,0.4],["Hello",1.1,1.4],["",1.5,1.6]],
		"speakers":[{"speaker":"Ada","start":0,"end":1},{"speaker":"Ben","start":1,"end":2},{"speaker":"Ada","start":2,"end":3}]}`)
	if err != nil || len(f.Cues) != 2 || f.Cues[0].Runs[0].Voice != "Ada" || f.Cues[1].Runs[0].Text != "Hello" {
		t.Errorf("%+v, %v", f, err)
	}
}
