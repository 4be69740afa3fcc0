package byteset

import (
	"strings"
	"testing"
)

// TestFirst: a byte is found at each place of texts of each length, the first of two is given, and nothing is found where nothing is.
func TestFirst(t *testing.T) {
	s := Of(func(c byte) bool { return c == '.' || c >= 0x80 })
	for n := range 40 {
		blank := strings.Repeat("a", n)
		if at := s.First(blank); at != n {
			t.Errorf("%q: %d", blank, at)
		}
		for i := range n {
			for j := i; j < n; j++ {
				text := []byte(blank)
				text[j], text[i] = '.', 0x80+byte(i)
				if at := s.First(string(text)); at != i {
					t.Errorf("%q: %d, not %d", text, at, i)
				}
			}
		}
	}
	for c := range 256 {
		if want := c == '.' || c >= 0x80; s.Has(byte(c)) != want || s.First(string([]byte{byte(c)})) == 0 != want {
			t.Errorf("%q", byte(c))
		}
	}
}
