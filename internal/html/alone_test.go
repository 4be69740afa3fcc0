package html

import "testing"

func TestWordsIn(t *testing.T) {
	for _, c := range []struct{ page, said, want string }{
		{"https://example.org/a", "well-known, they & we", "https://example.org/a#:~:text=well%2Dknown%2C%20they%20%26%20we"},
		{"https://example.org/a?x=1#part", "two words […]", "https://example.org/a?x=1#:~:text=two%20words"},
		{"https://example.org/", "one two three four five six seven eight nine ten eleven twelve", "https://example.org/#:~:text=one%20two%20three%20four%20five,eight%20nine%20ten%20eleven%20twelve"},
		{"https://example.org/", "they came … and went", "https://example.org/#:~:text=they%20came,and%20went"},
		{"https://example.org/", "100% l’été", "https://example.org/#:~:text=100%25%20l%E2%80%99%C3%A9t%C3%A9"},
		{"https://example.org/", "", ""},
		{"", "words", ""},
	} {
		if got := wordsIn(c.page, c.said); got != c.want {
			t.Errorf("%q in %s is %s, not %s", c.said, c.page, got, c.want)
		}
	}
}
