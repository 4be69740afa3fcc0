package words

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

func TestSentences(t *testing.T) {
	for _, row := range []struct{ lang, text, want string }{
		{"en", "One. Two! Three? Four… Five", "One.|Two!|Three?|Four…|Five"},
		{"en", "He said “no.” Then he left.", "He said “no.”|Then he left."},
		{"en", "Mr. Smith met Dr. J. R. Okafor. They spoke.", "Mr. Smith met Dr. J. R. Okafor.|They spoke."},
		{"en", "It cost 3.5 million. 20 people came.", "It cost 3.5 million.|20 people came."},
		{"en", "See No. 5 for it. No. He did not.", "See No. 5 for it.|No.|He did not."},
		{"en", "And then… nothing came. (Later it did.) End", "And then… nothing came. (Later it did.)|End"},
		{"en", "The U.S. Army left. It went.", "The U.S. Army left.|It went."},
		{"en", "He asked: why?! And why now?", "He asked: why?!|And why now?"},
		{"en", "end of one. small letter goes on. \"Quoted\" next", "end of one. small letter goes on.|\"Quoted\" next"},
		{"de", "Am 11. November kam er. Dann ging er.", "Am 11. November kam er.|Dann ging er."},
		{"de", "Das gilt z.B. Hunden. Und so.", "Das gilt z.B. Hunden.|Und so."},
		{"de", "„Nein.“ Dann: „Warum?“ Er ging. »Ja.« Ende. »Gut.«", "„Nein.“|Dann: „Warum?“|Er ging.|»Ja.«|Ende.|»Gut.«"},
		{"de", "Das ist z. B. Berlin, 3 Mio. Euro. Und so.", "Das ist z. B. Berlin, 3 Mio. Euro.|Und so."},
		{"fr", "M. Dupont est là. Oui.", "M. Dupont est là.|Oui."},
		{"fr", "« Non. » Puis « oui\u202f?\u202f» Il partit. « Ah ! » dit-il.", "« Non. »|Puis « oui\u202f?\u202f»|Il partit.|« Ah ! » dit-il."},
		{"sv", "Han sa ”nej.” Sen gick han. ”Ja.”", "Han sa ”nej.”|Sen gick han.|”Ja.”"},
		{"zh", "巴黎 2015 年。Paris 很大！GDP 3.5%。", "巴黎 2015 年。|Paris 很大！|GDP 3.5%。"},
		{"es", "¿Qué pasó? ¡Nada! ¿Seguro?", "¿Qué pasó?|¡Nada!|¿Seguro?"},
		{"zh", "他来了。他走了！为什么？", "他来了。|他走了！|为什么？"},
		{"ar", "ذهب إلى البيت. ثم عاد؟ نعم.", "ذهب إلى البيت.|ثم عاد؟|نعم."},
		{"en", "", ""},
	} {
		var got []string
		for _, r := range Sentences(row.text, row.lang) {
			got = append(got, row.text[r[0]:r[1]])
		}
		if s := strings.Join(got, "|"); s != row.want {
			t.Errorf("%s: have %q, want %q", row.lang, s, row.want)
		}
	}
}

func TestCount(t *testing.T) {
	for text, want := range map[string]int{
		"":                        0,
		"— … !":                   0,
		"15,000 plus":             2,
		"don't and don’t":         3,
		"well-known":              2,
		"naïve e\u0301t\u00ade":   2,
		"one\ntwo\tthree\u00a0x4": 4,
		"15\u202f000 «\u202foui\u202fnon\u202f»\u202f!": 3,
	} {
		if got := Count(text); got != want {
			t.Errorf("%q: have %d, want %d", text, got, want)
		}
	}
}

// TestCut counts in the finest way, so that nobody who counts otherwise finds more words than were allowed.
func TestCut(t *testing.T) {
	for _, row := range []struct {
		text string
		n    int
		want string
		more bool
	}{
		{"one two three", 2, "one two", true},
		{"one two.", 2, "one two.", false},
		{"about 15,000 people", 2, "about 15", true},
		{"“don't” go", 2, "“don't", true},
		{"", 3, "", false},
		{"港口的大桥，关闭了", 4, "港口的大", true},
		{"スーパー mit ひらがな", 4, "スーパー mit ひら", true},
		{"हिन्दी में लिखा", 2, "हिन्दी में", true},
	} {
		if got, more := Cut(row.text, row.n); got != row.want || more != row.more {
			t.Errorf("%q: have %q %v, want %q %v", row.text, got, more, row.want, row.more)
		}
	}
}

// FuzzCut: words as UAX #29 has them are never more than were allowed, and letters are where they are said to be.
func FuzzCut(f *testing.F) {
	f.Add("港口 of the スーパー ひらがな ค\u0e49ำ e\u0301", 3)
	f.Fuzz(func(t *testing.T, s string, n int) {
		if !utf8.ValidString(s) || n < 0 || n > 100 || len(s) > 2000 {
			return
		}
		kept, _ := Cut(s, n)
		if got := Count(kept); got > n {
			t.Fatalf("%d words in %q, cut at %d", got, kept, n)
		}
		l := LettersOf(s)
		for i, at := range l.Places {
			if i+1 < len(l.Starts) && l.Starts[i+1] < l.Starts[i] {
				t.Fatalf("starts of %q: %v", s, l.Starts)
			}
			if !Has(s[at:]) {
				t.Fatalf("no word at %d of %q", at, s)
			}
		}
	})
}

func TestSame(t *testing.T) {
	for _, pair := range [][2]string{
		{"“a” ‘b’", `"a" 'b'`},
		{"a – b — c − d ⸺ e ‑ f", "a - b - c - d - e - f"},
		{"wait…", "wait..."},
		{"a\n\t b\u00a0c", "a b c"},
		{"de\u00adsign", "design"},
		{"\u200ede\u200bsi\u200c\u2060gn\ufeff \u202aon\u2069", "design on"},
		{"❤\ufe0f", "❤"},
		{"caf\u00e9", "cafe\u0301"},
	} {
		if a, b := Same(pair[0]), Same(pair[1]); a != b {
			t.Errorf("%q and %q differ: %q %q", pair[0], pair[1], a, b)
		}
	}
	if Same("No") == Same("no") {
		t.Error("case counts")
	}
}

func TestFindBesideNarrowSpace(t *testing.T) {
	x := Fold("Il dit\u202f: «\u202fbonjour\u202f» aux 15\u202f000 autres.")
	for quote, want := range map[string]int{"dit": 1, "bonjour": 1, "« bonjour »": 1, "15 000 autres": 1, "000 autres": 0, "bon": 0} {
		if got := x.Find(quote); len(got) != want {
			t.Errorf("%q: have %v, want %d places", quote, got, want)
		}
	}
}

// TestFindUnseen: a word is found as a whole whatever stands in it or beside it that nobody sees, with what belongs to it.
func TestFindUnseen(t *testing.T) {
	x := Fold("The \u200egov\u200bernment\u2060 knew.\ufeff It \ufeffdid.")
	for quote, want := range map[string]string{"government": "gov\u200bernment\u2060", "government knew.": "gov\u200bernment\u2060 knew.\ufeff", "did": "did", "It did": "It \ufeffdid"} {
		got := x.Find(quote)
		if len(got) != 1 || x.Own[got[0][0]:got[0][1]] != want {
			t.Errorf("%q: have %v, want %q", quote, got, want)
		}
	}
	for r := range rune(unicode.MaxRune) {
		if s := "a" + string(r) + "b"; utf8.ValidRune(r) && HasUnseen(s) != (Same(s) == "ab") {
			t.Errorf("%U", r)
		}
	}
}

// TestWithout: what is taken for a letter with case, or for none, is.
func TestWithout(t *testing.T) {
	for r := range rune(unicode.MaxRune) {
		if want := r >= utf8.RuneSelf && unicode.IsLetter(r) && !unicode.IsUpper(r) && !unicode.IsLower(r); without(r) != want {
			t.Errorf("%U", r)
		}
	}
}

// TestRulesOf: the languages that are known are what the library takes them for.
func TestRulesOf(t *testing.T) {
	for tag := range languages {
		if base, _ := language.Make(tag).Base(); base.String() != tag {
			t.Errorf("%s is %s", tag, base)
		}
	}
	if !rulesOf("deu").ordinalDot || !rulesOf("EN").english || !rulesOf("sh").ordinalDot || !rulesOf("de-CH").ordinalDot || rulesOf("zh-Hant").english || !rulesOf("").english {
		t.Error("tags written otherwise")
	}
}

// TestEachASCII compares with the segments of UAX #29 over ASCII.
func TestEachASCII(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 200_000 {
		b := make([]byte, 1+r.IntN(8))
		for i := range b {
			if b[i] = "aZ09_.':,;-!/@"[r.IntN(14)]; r.IntN(10) == 0 {
				b[i] = byte('!' + r.IntN(0x7f-'!'))
			}
		}
		var got, want [][2]int
		eachASCII(string(b), 0, len(b), func(from, to int) { got = append(got, [2]int{from, to}) })
		eachAny(string(b), 0, len(b), func(from, to int) { want = append(want, [2]int{from, to}) })
		if !slices.Equal(got, want) {
			t.Fatalf("%q: %v, want %v", b, got, want)
		}
		b[r.IntN(len(b))] = " \t-"[r.IntN(3)]
		got, want = nil, nil
		Each(string(b), func(from, to int) { got = append(got, [2]int{from, to}) })
		eachAny(string(b), 0, len(b), func(from, to int) { want = append(want, [2]int{from, to}) })
		if !slices.Equal(got, want) {
			t.Fatalf("%q: %v, want %v", b, got, want)
		}
	}
}

// fold is Fold in the plainest way: character by character, with what each byte of the result stands for.
func fold(s string) (folded string, start, end []int) {
	for i := 0; i < len(s); {
		n := 1
		if s[i] >= utf8.RuneSelf || i+1 < len(s) && s[i+1] >= utf8.RuneSelf {
			if n = norm.NFC.NextBoundaryInString(s[i:], true); n <= 0 {
				n = len(s) - i
			}
			for k := range s[i : i+n] { // what is one however it is parted
				if k > 0 && norm.NFC.PropertiesString(s[i+k:]).CCC() == 0 && norm.NFC.String(s[i:i+k])+norm.NFC.String(s[i+k:i+n]) == norm.NFC.String(s[i:i+n]) {
					n = k
					break
				}
			}
		}
		composed := norm.NFC.String(s[i : i+n])
		for k, r := range composed {
			from, to := i, i+n
			if composed == s[i:i+n] {
				from, to = i+k, i+k+utf8.RuneLen(r)
			}
			f, other := foldRune(r)
			if !other {
				f = string(r)
			}
			if f == " " && strings.HasSuffix(folded, " ") {
				end[len(end)-1] = to
				continue
			}
			folded += f
			for range len(f) {
				start, end = append(start, from), append(end, to)
			}
		}
		i += n
	}
	return folded, start, end
}

// FuzzFold: the way back from folded text is inside the text and in order, and every word finds itself.
func FuzzFold(f *testing.F) {
	f.Add("“A” – b… e\u0301\u00ad  ค\u0e49ำ 👩‍👩‍👧")
	f.Add("a  b \n c\t\td. \u0301 \u00ad  x\u00ad e\u0301 — “q” … z \x01\x7f ")
	f.Add("one \u1161 two \u11a8\u200b\u1161 x")
	f.Add("\u1100\u1161\u11a8 가각 ﬁ \u2028 x")
	f.Add("Привет, мир\u0301. Ἐν ἀρχῇ ий\u0306 שלום عربي\u0653 中文が\u3099é")
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) || len(s) > 2000 {
			return
		}
		x := Fold(s)
		folded, start, end := fold(s)
		if x.Folded() != folded {
			t.Fatalf("%q is folded to %q, not to %q", s, x.folded, folded)
		}
		at := 0
		for i, r := range folded {
			last := i + max(1, utf8.RuneLen(r)) - 1
			if x.start(i) != start[i] || x.end(last) != end[last] {
				t.Fatalf("byte %d of %q leads to %d-%d in %q, not to %d-%d", i, x.folded, x.start(i), x.end(last), s, start[i], end[last])
			}
			for ; at <= start[i]; at++ {
				if utf8.RuneStart(s[at]) && x.foldedAt(at) != i {
					t.Fatalf("byte %d of %q is at %d of %q, not at %d", at, s, x.foldedAt(at), folded, i)
				}
			}
		}
		for at < len(s) && !utf8.RuneStart(s[at]) {
			at++
		}
		if x.foldedAt(at) != len(folded) {
			t.Fatalf("after byte %d of %q nothing is folded, not %d", at, s, x.foldedAt(at))
		}
		Each(s, func(a, b int) {
			for _, m := range x.Find(s[a:b]) {
				if m[0] == a && m[1] == b {
					return
				}
			}
			t.Fatalf("%q at %d-%d does not find itself in %q", s[a:b], a, b, s)
		})
		at = 0
		for _, r := range Sentences(s, "en") {
			if r[0] < at || r[1] <= r[0] || Has(s[at:r[0]]) {
				t.Fatalf("sentences of %q: %v", s, r)
			}
			at = r[1]
		}
		if Has(s[at:]) {
			t.Fatalf("words after the last sentence of %q", s)
		}
	})
}
