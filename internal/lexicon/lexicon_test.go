package lexicon

import "testing"

func TestEnglish(t *testing.T) {
	for _, w := range []string{"a", "because", "bridge", "colour", "color", "quite", "quiet", "casual", "causal", "unlikely", "closed"} {
		if !English(w) {
			t.Errorf("%q is no word", w)
		}
	}
	for _, w := range []string{"becuase", "brigde", "colur", "qiuet", "unlikley", "okafor", "zzzz", ""} {
		if English(w) {
			t.Errorf("%q is a word", w)
		}
	}
}
