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

func TestName(t *testing.T) {
	for _, w := range []string{"iran", "iraq", "anna", "anne", "john", "jon", "hansen", "hanson", "paris", "syria", "brussels", "monday"} {
		if !Name(w) {
			t.Errorf("%q is no name", w)
		}
	}
	for _, w := range []string{"pairs", "syira", "brusels", "jonh", "because", ""} {
		if Name(w) {
			t.Errorf("%q is a name", w)
		}
	}
}
