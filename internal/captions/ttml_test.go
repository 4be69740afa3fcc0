package captions

import (
	"strings"
	"testing"
)

// TestOddTTML: no word is lost where paragraphs stand in paragraphs, and one with many lines takes the time of its length.
func TestOddTTML(t *testing.T) {
	for in, want := range map[string]string{
		`<tt><body><p begin="1s">one <p begin="2s">two</p> three</p></body></tt>`: "one |two",
		`<tt><body><p>` + strings.Repeat("a<br/>", 400_000) + `</p></body></tt>`:  strings.Repeat("a\n", 400_000),
	} {
		f, err := TTML(in)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, c := range f.Cues {
			got = append(got, c.Text())
		}
		if s := strings.Join(got, "|"); s != want {
			t.Errorf("%.80s: %.80q, want %.80q", in, s, want)
		}
	}
}
