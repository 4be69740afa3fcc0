package words

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// TestSingle: what is said to stand alone is in NFC, and combines with nothing before it.
func TestSingle(t *testing.T) {
	n := 0
	for r := range rune(unicode.MaxRune) {
		if !single(r) {
			continue
		}
		n++
		if s := string(r); !norm.NFC.IsNormalString(s) || !norm.NFC.PropertiesString(s).BoundaryBefore() {
			t.Errorf("%U", r)
		}
	}
	for r := range rune(unicode.MaxRune) {
		if _, other := foldRune(r); letters(string(r)) > 0 && (other || !single(r)) {
			t.Errorf("%U is folded", r)
		}
	}
	if n < 30_000 {
		t.Error(n)
	}
}

// TestIndex compares index with strings.Index over texts of few letters, where beginnings recur.
func TestIndex(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	text := func(n int) string {
		b := make([]byte, r.IntN(n))
		for i := range b {
			b[i] = "aab q\xc3"[r.IntN(6)]
		}
		return string(b)
	}
	for range 20_000 {
		s, q := text(200), text(7)
		if q == "" {
			continue
		}
		if got, want := index([]byte(s), q), strings.Index(s, q); got != want {
			t.Fatalf("%q in %q: %d, want %d", q, s, got, want)
		}
	}
}
