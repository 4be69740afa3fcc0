package build

import (
	"encoding/json"
	"fmt"
	"html"
	"math/rand/v2"
	"net/url"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/words"
)

// secret is a text of distinct words; a template that gives away more of it than the limit is stopped, however it spells it.
const secret = `The harbour pilot waited until the café lights went out. Then, without a word, he rowed across the black water towards the pier,
counted fourteen lanterns on the quay, and wrote every number into a small green notebook that nobody else had ever been allowed to open,
because its pages held the names of all the ships which had left the port by night and had never been seen again by anyone ashore.`

func gateOf(t *testing.T, limit int, texts ...string) *gate {
	t.Helper()
	site := fstest.MapFS{
		"lateral.yaml":              {Data: fmt.Appendf(nil, "title: T\nexcerpt-words: %d\n", limit)},
		"content/c/collection.md":   {Data: []byte("---\ntitle: C\n---\n")},
		"content/c/claims.yaml":     {Data: []byte("claims:\n  - {id: lit, claim: The quay was lit., type: fact}\n")},
		"content/c/sources/free.md": {Data: []byte("---\ntitle: Counted fourteen lanterns on the quay\nrights: own\n---\nWords of ours.\n")},
	}
	for i, text := range texts {
		site[fmt.Sprintf("content/c/sources/s%d.md", i)] = &fstest.MapFile{Data: []byte("---\ntitle: Then, without a word, he rowed across the black water\nrights: all-rights-reserved\n---\n" + text)}
	}
	site["content/c/sources/s0.notes.yaml"] = &fstest.MapFile{Data: []byte("notes:\n  - {id: n, from: Then, to: ashore, paragraph: 1, claim: lit, stance: supports}\n")}
	s, err := Read(t.Context(), site)
	if err != nil {
		t.Fatal(err)
	}
	c, ds := s.Link(corpus.Editions[0])
	for _, d := range ds {
		t.Log(d)
	}
	return newGate(c)
}

// first is the text's words from one to another.
func first(text string, from, to int) string { return strings.Join(strings.Fields(text)[from:to], " ") }

func TestGateStopsEverySpelling(t *testing.T) {
	g := gateOf(t, 40, secret)
	leak := first(secret, 3, 60)
	each := func(f func(i int, w string) string) string {
		var out []string
		for i, w := range strings.Fields(leak) {
			out = append(out, f(i, w))
		}
		return strings.Join(out, "")
	}
	half := func(w string, between string) string {
		r := []rune(w)
		return string(r[:len(r)/2]) + between + string(r[len(r)/2:])
	}
	js, _ := json.Marshal(map[string]string{"text": strings.ReplaceAll(leak, " ", "\n")})
	for name, page := range map[string]string{
		"as it is":                     "<p>" + leak + "</p>",
		"upper case":                   "<p>" + strings.ToUpper(leak) + "</p>",
		"exactly one word more":        "<p>Ours " + first(secret, 3, 44) + " ours</p>",
		"an attribute":                 `<img alt="` + html.EscapeString(leak) + `">`,
		"a comment":                    "<!-- " + leak + " -->",
		"tags inside words":            each(func(_ int, w string) string { return half(w, "<b></b>") + " " }),
		"tags alone between words":     each(func(_ int, w string) string { return "<p>" + w + "</p>" }),
		"tags inside and between":      each(func(_ int, w string) string { return "<p>" + half(w, "<i></i>") + "</p>" }),
		"comments between words":       each(func(i int, w string) string { return w + fmt.Sprintf("<!-- more > than %d <b> -->", i) }),
		"comments inside words":        each(func(_ int, w string) string { return half(w, "<!-- x -->") + " " }),
		"tags with > in a value":       each(func(_ int, w string) string { return w + `<a title="more > than">&#32;</a>` }),
		"numbers of ours between":      each(func(i int, w string) string { return fmt.Sprintf(`%s<a class="badge" id="m" href="#n">%dc</a> `, w, i) }),
		"footnotes between":            each(func(i int, w string) string { return fmt.Sprintf(`%s<a class="fn" href="#n"><sup>%d</sup></a> `, w, i) }),
		"line numbers between":         each(func(i int, w string) string { return fmt.Sprintf("<span class=\"ln\">%d</span>%s\n", i, w) }),
		"styles between":               each(func(_ int, w string) string { return w + "<style>p {color: red}</style> " }),
		"decimal references":           each(func(_ int, w string) string { return numeric(w, "&#%d;") + " " }),
		"hexadecimal references":       each(func(_ int, w string) string { return numeric(w, "&#x%x;") + "&nbsp;" }),
		"references twice":             strings.ReplaceAll(numeric(leak, "&#%d;"), "&", "&amp;"),
		"escaped tags in a value":      `<div data-x="` + each(func(_ int, w string) string { return html.EscapeString("<b>" + half(w, "<i></i>") + "</b>") }) + `">`,
		"JSON":                         string(js),
		"\\u escapes":                  numeric(leak, `\u%04x`),
		"\\u{} escapes":                numeric(leak, `\u{%x}`),
		"\\x escapes":                  strings.ReplaceAll(numeric(strings.ReplaceAll(leak, "é", "e"), `\x%02x`), `\x20`, " "),
		"escaped tags in JSON":         strings.ReplaceAll(leak, " ", `\u003c/b\u003e\u003cb\u003e`),
		"CSS content":                  `.x::after { content: "` + leak + `" }`,
		"CSS escapes":                  `.x::after { content: "` + numeric(leak, `\%x `) + `" }`,
		"an address":                   `<a href="mailto:a@b.c?body=` + url.PathEscape(leak) + `">`,
		"soft hyphens":                 each(func(_ int, w string) string { return half(w, "&shy;") + " " }),
		"zero width characters":        each(func(_ int, w string) string { return half(w, "\u200b\u2060") + " " }),
		"wbr":                          each(func(_ int, w string) string { return half(w, "<wbr>") + " " }),
		"a word an attribute":          each(func(i int, w string) string { return fmt.Sprintf(`<i class="c%d" data-w="%s"></i>`, i, w) }),
		"a word an object":             "[" + each(func(i int, w string) string { return fmt.Sprintf(`{"at": %d, "w": "%s"},`, i, w) }) + "]",
		"a word a rule":                each(func(i int, w string) string { return fmt.Sprintf(".w%d::after { content: '%s ' }\n", i, w) }),
		"no spaces":                    strings.ReplaceAll(leak, " ", ""),
		"all letters apart":            strings.Join(strings.Split(leak, ""), " "),
		"hyphens and underlines":       strings.ReplaceAll(leak, " ", "_"),
		"decomposed":                   strings.ReplaceAll(leak, "é", "e\u0301"),
		"wide letters":                 wide(leak),
		"without accents":              strings.ReplaceAll(leak, "é", "e"),
		"cut marks between":            first(secret, 3, 43) + " […] " + first(secret, 43, 73),
		"in the middle of other words": strings.Repeat("Words of ours. ", 50) + leak + strings.Repeat(" more of ours.", 50),
	} {
		if g.check("x.html", []byte(page)) == nil {
			t.Errorf("%s: not seen in %.200s", name, page)
		}
	}
}

// FuzzViews: whatever a file holds, it is read, and words alone in it are seen.
func FuzzViews(f *testing.F) {
	f.Add("<a\nclass=\"badge\">x</a> <!-- <b> --> <script>a</SCRIPT> &amp;lt; \\u{110000} %zz <a class=\"ln\"")
	f.Fuzz(func(t *testing.T, s string) {
		for _, v := range views(s) {
			words.LettersOf(v)
		}
		if vs := views(strings.NewReplacer("<", "", "&", "", `\`, "", "%", "").Replace(s)); len(vs) < 1 || len(vs) > 2 {
			t.Errorf("%q has %d views", s, len(vs))
		}
	})
}

func numeric(s, format string) string {
	var b strings.Builder
	for _, r := range s {
		fmt.Fprintf(&b, format, r)
	}
	return b.String()
}

func wide(s string) string {
	return strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' {
			return r - 'a' + 'ａ'
		}
		return r
	}, s)
}

// TestGateLetsPass holds what a site may print: as many words as the limit, with any words of ours beside them.
func TestGateLetsPass(t *testing.T) {
	ws := strings.Fields(secret)
	g := gateOf(t, 40, secret)
	for name, page := range map[string]string{
		"a quotation of 39 words": "<p>" + first(secret, 3, 42) + "</p>",
		"a quotation of 40 words": "<p>" + first(secret, 3, 43) + "</p>",
		"a longer word behind":    "<p>" + first(secret, 3, 43) + " " + ws[43] + "most</p>",
		"a longer word before":    "<p>un" + first(secret, 2, 43) + "</p>",
		"our word between":        first(secret, 3, 43) + " and then " + first(secret, 43, 73),
		// Nobody can choose the words of ours so that they never go on as the text does.
		"an excerpt, and ours goes on as the text": "<mark>" + first(secret, 10, 50) + " […]</mark></p><p>" + ws[50] + " quay</p>",
		"an excerpt, and ours leads up to it":      "<p>he " + ws[9] + "</p><mark>" + first(secret, 10, 50) + " […]</mark>",
	} {
		if ds := g.check("x.html", []byte(page)); ds != nil {
			t.Errorf("%s: %v", name, ds)
		}
	}
	if gateOf(t, 40, secret).check("x.html", []byte("<mark>"+first(secret, 10, 50)+"</mark> "+first(secret, 50, 54))) == nil {
		t.Error("four words behind an excerpt are no chance")
	}
	g = gateOf(t, 5, secret, "Then, without a word, he rowed across the black water. "+secret)
	if ds := g.check("x.html", []byte("<h1>Then, without a word, he rowed across the black water</h1>")); ds != nil {
		t.Errorf("a headline that the text says again: %v", ds)
	}
	if g.check("x.html", []byte("<p>"+first(secret, 22, 28)+"</p>")) == nil {
		t.Error("six words, where five may stand")
	}
	if g.check("x.html", []byte("<h1>Words of ours</h1> <p>"+first(secret, 30, 36)+"</p>")) == nil {
		t.Error("six other words, where five may stand")
	}
	if g.check("x.html", []byte("<h1>Counted fourteen lanterns on the quay</h1>")) == nil {
		t.Error("the title of another source holds six words")
	}
	g = gateOf(t, 1, "At the end of it, the house of the man is in the middle of the town.")
	if ds := g.check("x.html", []byte("<p>We stand at the end of the street, in the middle of a town.</p>")); ds != nil {
		t.Errorf("words that stand in every text: %v", ds)
	}
}

// TestGateInOtherScripts counts as excerpts are counted.
func TestGateInOtherScripts(t *testing.T) {
	for name, text := range map[string]string{
		"Hindi":   strings.Repeat("हिन्दी में लिखा हुआ यह वाक्य बहुत लंबा है और इसमें कई शब्द हैं जो गिने जाते हैं ", 2) + "अंत में कुछ और शब्द यहाँ आते हैं और फिर बात समाप्त होती है",
		"Arabic":  "قَالَ المُتَحَدِّثُ إِنَّ الجِسْرَ كَانَ مُغْلَقًا مُنْذُ الصَّبَاحِ وَلَمْ يُخْبِرْنَا أَحَدٌ بِذَلِكَ حَتَّى وَصَلْنَا إِلَى المَكَانِ وَرَأَيْنَا بِأَنْفُسِنَا مَا حَدَثَ هُنَاكَ فِي تِلْكَ اللَّيْلَةِ الطَّوِيلَةِ",
		"Chinese": "港口的大桥在昨天晚上突然关闭了，没有人告诉我们原因，我们每天都要从那里经过，所以大家都非常担心，工程师说轴承已经磨损得很厉害了。",
		"Thai":    "สะพานท่าเรือถูกปิดเมื่อคืนนี้โดยไม่มีใครบอกเหตุผลแก่พวกเราเลยทุกคนกังวลมาก",
	} {
		const limit = 12
		g := gateOf(t, limit, text)
		if g.check("x.html", []byte("<p>"+text+"</p>")) == nil {
			t.Errorf("%s: the whole text passes", name)
		}
		kept, cut := words.Cut(text, limit)
		if ds := g.check("x.html", []byte("<p>"+kept+" […]</p>")); !cut || ds != nil {
			t.Errorf("%s: an excerpt at the limit is stopped: %v", name, ds)
		}
	}
}

// TestGateFindsEveryRun takes every run of one word too many out of texts that are copies of each other, share passages or say a word again and again,
// and every run of the limit, which passes.
func TestGateFindsEveryRun(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	say := func(n int) string {
		var b strings.Builder
		for range n {
			for range 1 + r.IntN(7) {
				b.WriteByte("abcdefghijklmnopqrstuvwxyz"[r.IntN(26)])
			}
			b.WriteByte(' ')
		}
		return b.String()
	}
	shared := say(70)
	var texts []string
	for range 2 * mostSpots {
		texts = append(texts, say(20)+shared+say(30))
	}
	copied := say(120)
	for range 2 * mostSpots {
		texts = append(texts, copied)
	}
	texts = append(texts, say(300), say(41), say(7), "ha "+strings.Repeat("ha ha ", 100))
	for _, limit := range []int{5, 12, 40} {
		g := gateOf(t, limit, texts...)
		for _, at := range []int{0, 1, 2*mostSpots - 1, 2 * mostSpots, 4*mostSpots - 1, 4 * mostSpots, 4*mostSpots + 1, 4*mostSpots + 2, 4*mostSpots + 3} {
			ws := strings.Fields(texts[at])
			for i := 0; i+limit < len(ws); i++ {
				if g.check("x.html", []byte("<p>Ours: "+strings.Join(ws[i:i+limit+1], "<i></i> ")+" ours</p>")) == nil {
					t.Fatalf("limit %d, text %d: the run at word %d is not seen", limit, at, i)
				}
				if ds := g.check("x.html", []byte("<p>Ours "+strings.Join(ws[i:i+limit], " ")+" ours</p>")); ds != nil {
					t.Fatalf("limit %d, text %d: the words from %d are no more than the limit: %v", limit, at, i, ds)
				}
			}
		}
	}
}
