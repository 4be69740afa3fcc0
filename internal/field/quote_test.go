package field

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestQuote(t *testing.T) {
	for in, want := range map[string]string{
		"Because of the bearings": "Because of the bearings",
		"yes, and no":             "yes, and no",
		"No":                      `"No"`,
		"he said: no":             `"he said: no"`,
		"- dash":                  `"- dash"`,
		`a "b" \ c`:               `a "b" \ c`,
		`"b" \ c`:                 `"\"b\" \\ c"`,
		"":                        `""`,
		"two\nlines":              `"two\x0alines"`,
	} {
		if got := Quote(in); got != want {
			t.Errorf("%q: have %s, want %s", in, got, want)
		}
	}
	if got := QuoteFlow("mayor, then"); got != `"mayor, then"` {
		t.Error(got)
	}
}

// FuzzQuote: what is written reads back, in a place of its own and between braces.
func FuzzQuote(f *testing.F) {
	f.Add("a: b #c, [d] {e} \u2028 \x00 é 🎉 <<")
	f.Add("1e3")
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			return
		}
		doc := "a: " + Quote(s) + "\nb: {c: " + QuoteFlow(s) + ", d: [" + QuoteFlow(s) + "]}\n"
		v, probs := Parse("f", []byte(doc), 0)
		m := v.Map("x", "a", "b")
		b := m.Get("b").Map("y", "c", "d")
		d := b.Get("d").Items()
		if len(probs.All()) > 0 || m.Text("a").S != s || b.Text("c").S != s || s != "" && (len(d) != 1 || d[0].Text().S != s) {
			t.Fatalf("%q becomes\n%s%v", s, strings.ToValidUTF8(doc, "?"), probs.All())
		}
	})
}
