package anchor

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/doc"
	"github.com/lateral-reader/lateral/internal/lexicon"
	"github.com/lateral-reader/lateral/internal/notes"
	"github.com/lateral-reader/lateral/internal/source"
	"github.com/lateral-reader/lateral/internal/words"
)

// A drift changes a text, or what a note says of it, in a way that leaves the passage what it was. It gives the paragraphs as they become and the
// passage in them.
type drift struct {
	name string
	do   func(r *rand.Rand, c *driftCase) bool
}

// driftCase is a note about a passage of one of some paragraphs.
type driftCase struct {
	paras   []string
	para    int
	passage string // as it stands in its paragraph
	target  notes.Target
}

// replace puts other words into the place of the passage.
func (c *driftCase) replace(with string) bool {
	if strings.Count(c.paras[c.para], c.passage) != 1 {
		return false
	}
	c.paras[c.para] = strings.Replace(c.paras[c.para], c.passage, with, 1)
	c.passage = with
	return true
}

// typo makes one slip in a word of small letters of a passage.
func typo(r *rand.Rand, s string) (string, bool) {
	fields := strings.Fields(s)
	for range 50 {
		i := r.IntN(len(fields))
		w := []rune(fields[i])
		if len(w) < 4 || slices.ContainsFunc(w, func(c rune) bool { return (c|0x20) < 'a' || (c|0x20) > 'z' }) {
			continue
		}
		k := r.IntN(len(w) - 1)
		switch r.IntN(4) {
		case 0:
			if w[k] == w[k+1] {
				continue
			}
			w[k], w[k+1] = w[k+1], w[k]
		case 1:
			w = append(w[:k:k], w[k+1:]...)
		case 2:
			w = append(w[:k+1:k+1], w[k:]...)
		case 3:
			c := rune('a' + r.IntN(26))
			if c == w[k] {
				continue
			}
			w[k] = c
		}
		if low := strings.ToLower(string(w)); lexicon.English(low) || lexicon.Name(low) {
			continue // another word, and nobody can say that it was a slip
		}
		fields[i] = string(w)
		return strings.Join(fields, " "), true
	}
	return "", false
}

var drifts = []drift{
	{"reflowed", func(r *rand.Rand, c *driftCase) bool {
		c.target.Quote = strings.Replace(strings.Replace(c.target.Quote, " ", "\n    ", 1), " ", "  ", 1)
		return true
	}},
	{"curly to straight", func(r *rand.Rand, c *driftCase) bool {
		c.target.Quote = strings.NewReplacer("“", `"`, "”", `"`, "’", "'", "–", "-", "…", "...").Replace(c.target.Quote)
		return true
	}},
	{"decomposed", func(r *rand.Rand, c *driftCase) bool { return c.replace(norm.NFD.String(c.passage)) }},
	{"slip in the quote", func(r *rand.Rand, c *driftCase) bool {
		q, ok := typo(r, c.target.Quote)
		c.target.Quote = q
		return ok
	}},
	{"slip in the text", func(r *rand.Rand, c *driftCase) bool {
		t, ok := typo(r, c.passage)
		return ok && c.replace(t)
	}},
	{"broken at a line's end", func(r *rand.Rand, c *driftCase) bool {
		fields := strings.Fields(c.target.Quote)
		i := 1 + r.IntN(len(fields)-2)
		if w := fields[i]; len(w) > 6 && strings.Trim(w, "abcdefghijklmnopqrstuvwxyz") == "" {
			fields[i] = w[:3] + "-\n" + w[3:]
			c.target.Quote = strings.Join(fields, " ")
			return true
		}
		return false
	}},
	{"ligatures", func(r *rand.Rand, c *driftCase) bool {
		c.target.Quote = strings.NewReplacer("fi", "ﬁ", "fl", "ﬂ").Replace(c.target.Quote)
		return strings.ContainsAny(c.target.Quote, "ﬁﬂ") && !strings.HasPrefix(c.target.Quote, "ﬁ")
	}},
	{"text inserted before", func(r *rand.Rand, c *driftCase) bool {
		c.paras = slices.Insert(c.paras, r.IntN(c.para+1), "A paragraph that was not there before stands here now.")
		c.para++
		return true
	}},
	{"paragraph moved", func(r *rand.Rand, c *driftCase) bool {
		p := c.paras[c.para]
		c.paras = slices.Delete(c.paras, c.para, c.para+1)
		c.para = r.IntN(len(c.paras) + 1)
		c.paras = slices.Insert(c.paras, c.para, p)
		return true
	}},
	{"prefix gone", func(r *rand.Rand, c *driftCase) bool {
		if c.target.Suffix == "" {
			return false
		}
		c.target.Prefix = "words that stand nowhere"
		return true
	}},
	{"slip and text inserted", func(r *rand.Rand, c *driftCase) bool {
		c.paras = slices.Insert(c.paras, 0, "A paragraph that was not there before stands here now.")
		c.para++
		t, ok := typo(r, c.passage)
		return ok && c.replace(t)
	}},
}

// swapWord replaces one word of the passage for which pick gives another.
func swapWord(r *rand.Rand, c *driftCase, pick func(w string) string) bool {
	fields := strings.Fields(c.passage)
	for range 60 {
		i := 1 + r.IntN(len(fields)-2) // what changes behind the last word changes the words around
		w := strings.Trim(fields[i], `.,;:?!“”"'’()`)
		if unicode.IsUpper(rune((w + "x")[0])) && strings.ContainsAny(fields[i-1], ".?!:“") {
			continue // perhaps no name
		}
		if n := pick(w); n != "" && n != w {
			fields[i] = strings.Replace(fields[i], w, n, 1)
			return c.replace(strings.Join(fields, " "))
		}
	}
	return false
}

// vowel makes another name of one: Hansen, Hanson.
func vowel(name string) string {
	i := 1 + strings.IndexAny(name[1:], "aeiou")
	if i == 0 {
		return ""
	}
	return name[:i] + map[byte]string{'a': "o", 'o': "a", 'e': "o", 'i': "e", 'u': "a"}[name[i]] + name[i+1:]
}

func table(list string) func(string) string {
	m := map[string]string{}
	for pair := range strings.FieldsSeq(list) {
		a, b, _ := strings.Cut(pair, "/")
		m[a], m[b] = b, a
	}
	return func(w string) string { return m[w] }
}

// changes leave something that looks like the passage and says something else.
var changes = []drift{
	{"deleted", func(r *rand.Rand, c *driftCase) bool { return c.replace("") }},
	{"paragraph deleted", func(r *rand.Rand, c *driftCase) bool {
		c.paras = slices.Delete(c.paras, c.para, c.para+1)
		return len(c.paras) > 0
	}},
	{"number", func(r *rand.Rand, c *driftCase) bool {
		return swapWord(r, c, func(w string) string {
			if n := table("one/two three/four five/six seven/eight nine/ten million/billion hundred/thousand first/second twice/thrice half/quarter")(w); n != "" {
				return n
			}
			if strings.ContainsFunc(w, unicode.IsDigit) {
				b := []byte(w)
				for i := range b {
					if b[i] >= '0' && b[i] <= '9' {
						b[i] = '0' + (b[i]-'0'+1)%10
						return string(b)
					}
				}
			}
			return ""
		})
	}},
	{"name", func(r *rand.Rand, c *driftCase) bool {
		return swapWord(r, c, func(w string) string {
			if len(w) > 3 && unicode.IsUpper(rune(w[0])) && strings.ToLower(w[1:]) == w[1:] {
				return []string{"Marlow", w + "son", vowel(w), "Ilves"}[r.IntN(4)]
			}
			return ""
		})
	}},
	{"negated", func(r *rand.Rand, c *driftCase) bool {
		return swapWord(r, c, func(w string) string {
			if slices.Contains([]string{"is", "was", "are", "were", "has", "have", "had", "can", "could", "will", "would", "did", "do", "does", "should", "be"}, w) {
				return w + " " + []string{"not", "never", "hardly"}[r.IntN(3)]
			}
			return ""
		})
	}},
	{"negation gone", func(r *rand.Rand, c *driftCase) bool {
		if !strings.Contains(c.passage, " not ") && !strings.Contains(c.passage, " no ") {
			return false
		}
		return c.replace(strings.Replace(strings.Replace(c.passage, " not ", " ", 1), " no ", " ", 1))
	}},
	{"opposite", func(r *rand.Rand, c *driftCase) bool {
		return swapWord(r, c, table(`before/after more/less all/some always/sometimes increase/decrease may/must could/should north/south above/below first/last up/down
			in/on over/under he/she his/her they/we closed/opened legal/illegal likely/unlikely possible/impossible able/unable accept/except
			county/country quiet/quite form/from was/is were/are has/had will/would this/that these/those can/cannot with/without to/from of/for and/or
			bearings/railings bridge/ridge said/denied know/knew see/saw public/private ministers/minister trial/trail`))
	}},
	{"word from elsewhere", func(r *rand.Rand, c *driftCase) bool {
		all := strings.Fields(strings.Join(c.paras, " "))
		return swapWord(r, c, func(w string) string {
			n := strings.Trim(all[r.IntN(len(all))], `.,;:?!“”"'’()`)
			if strings.EqualFold(n, w) || n == "" || fillers[n] || fillers[w] {
				return ""
			}
			return n
		})
	}},
	{"hedged", func(r *rand.Rand, c *driftCase) bool {
		fields := strings.Fields(c.passage)
		return c.replace(strings.Join(slices.Insert(fields, 1+r.IntN(len(fields)-1), []string{"almost", "allegedly", "only", "some", "reportedly", "perhaps"}[r.IntN(6)]), " "))
	}},
	{"word gone", func(r *rand.Rand, c *driftCase) bool {
		fields := strings.Fields(c.passage)
		i := 1 + r.IntN(len(fields)-2)
		if fillers[strings.ToLower(strings.Trim(fields[i], ".,;:?!"))] || strings.ContainsAny(fields[i], "–—") {
			return false
		}
		return c.replace(strings.Join(slices.Delete(fields, i, i+1), " "))
	}},
	{"question", func(r *rand.Rand, c *driftCase) bool {
		if !strings.HasSuffix(c.passage, ".") {
			return false
		}
		return c.replace(strings.TrimSuffix(c.passage, ".") + "?")
	}},
}

// driftTexts are texts of ours and, where they are, of others: each a list of paragraphs.
func driftTexts(t testing.TB) [][]string {
	var out [][]string
	files, _ := filepath.Glob("../../content/*/sources/*.md")
	seeds := os.Getenv("LATERAL_SEEDS")
	if seeds == "" {
		seeds = "../../../shared/seeds"
	}
	more, _ := filepath.Glob(filepath.Join(seeds, "*.txt"))
	for _, f := range append(files, more...) {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		text := strings.ReplaceAll(string(b), "\r\n", "\n")
		if rest, ok := strings.CutPrefix(text, "---\n"); ok {
			_, text, _ = strings.Cut(rest, "\n---\n")
		}
		var paras []string
		for p := range strings.SplitSeq(text, "\n\n") {
			p = strings.Join(strings.Fields(p), " ")
			if words.Count(p) > 3 && !strings.ContainsAny(p, "[]*_|#<>`\\&~") && !strings.HasPrefix(p, "- ") {
				paras = append(paras, p)
			}
		}
		if len(paras) > 5 {
			out = append(out, paras)
		}
	}
	if len(out) < 3 {
		t.Fatal("there are too few texts to try on")
	}
	return out
}

func driftDoc(t *testing.T, paras []string) *doc.Document {
	s, ds := source.Parse("content/x/sources/s.md", []byte("---\ntitle: T\nrights: own\n---\n"+strings.Join(paras, "\n\n")+"\n"), "en", nil)
	for _, d := range ds {
		if d.Level == 0 {
			t.Fatal(d)
		}
	}
	return s.Doc
}

// newCase is a note about 5 to 20 words of a text, described as the command describes passages, with some words around it.
func newCase(t *testing.T, r *rand.Rand, paras []string) (*driftCase, bool) {
	c := &driftCase{paras: slices.Clone(paras), para: r.IntN(len(paras))}
	fields := strings.Fields(c.paras[c.para])
	n := 6 + r.IntN(15)
	if len(fields) < n+2 {
		return nil, false
	}
	at := r.IntN(len(fields) - n)
	c.passage = strings.Join(fields[at:at+n], " ")
	if words.Count(c.passage) < 5 || strings.Count(strings.Join(paras, "\n"), c.passage) != 1 {
		return nil, false
	}
	c.target = notes.Target{Quote: c.passage}
	if k := r.IntN(4); k > 0 { // one in four has nothing beside the quote
		c.target.Paragraph = fmt.Sprint(c.para + 1)
		if k > 1 {
			c.target.Prefix, c.target.Suffix = strings.Join(fields[max(0, at-3):at], " "), strings.Join(fields[at+n:min(len(fields), at+n+3)], " ")
		}
	}
	d := driftDoc(t, c.paras)
	ms, _ := Resolve(d, []notes.Note{aimed(c.target)}, true, "s.md")
	return c, ms[0].Outcome == Exact
}

// tried counts what became of the cases of a drift.
type tried struct{ right, wrong, refused int }

func (c *driftCase) resolve(t *testing.T) (Mark, *doc.Document, []diag.Diagnostic) {
	d := driftDoc(t, c.paras)
	ms, ds := Resolve(d, []notes.Note{aimed(c.target)}, true, "s.md")
	return ms[0], d, ds
}

// TestDrift holds that notes stay on their passage when text or quote drift: 98 in a hundred on exactly the right range, and none on a wrong one.
func TestDrift(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 11))
	texts := driftTexts(t)
	all := tried{}
	for _, drift := range drifts {
		n := tried{}
		for n.right+n.wrong+n.refused < 150 {
			c, ok := newCase(t, r, texts[r.IntN(len(texts))])
			if !ok || !drift.do(r, c) {
				continue
			}
			m, d, ds := c.resolve(t)
			want := doc.Range{Start: -1}
			if p := norm.NFC.String(c.passage); strings.Count(norm.NFC.String(d.Text), p) == 1 {
				want.Start = strings.Index(d.Text, c.passage)
				want.End = want.Start + len(c.passage)
			}
			switch {
			case want.Start < 0:
			case !m.Outcome.Placed():
				n.refused++
				if testing.Verbose() && n.refused < 5 {
					t.Logf("%s refused: %+v\npassage %q\n%v", drift.name, c.target, c.passage, ds)
				}
			case m.Range == want:
				n.right++
			default:
				n.wrong++
				t.Logf("%s wrong: %+v\nhave %q\nwant %q", drift.name, c.target, d.Text[m.Range.Start:m.Range.End], c.passage)
			}
		}
		t.Logf("%-24s %+v", drift.name, n)
		all = tried{all.right + n.right, all.wrong + n.wrong, all.refused + n.refused}
	}
	total := all.right + all.wrong + all.refused
	t.Logf("%d of %d on the right range, %d on a wrong one", all.right, total, all.wrong)
	if all.right*100 < total*98 || all.wrong > 0 {
		t.Errorf("too few: %+v", all)
	}
}

// TestLookAlikes holds that no note sits on a passage that says something else than the one it was written for.
func TestLookAlikes(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 5))
	texts := driftTexts(t)
	for _, change := range changes {
		n := tried{}
		for tries := 0; n.wrong+n.refused < 100 && tries < 6000; tries++ {
			c, ok := newCase(t, r, texts[r.IntN(len(texts))])
			if !ok || !change.do(r, c) || strings.Contains(strings.Join(c.paras, " "), c.target.Quote) {
				continue
			}
			m, d, _ := c.resolve(t)
			if m.Outcome.Placed() {
				n.wrong++
				t.Errorf("%s: %+v\nis on %q, as %s", change.name, c.target, d.Text[m.Range.Start:m.Range.End], m.Outcome)
				continue
			}
			n.refused++
		}
		t.Logf("%-24s %+v", change.name, n)
		if n.refused < 5 {
			t.Errorf("%s: too few cases to tell", change.name)
		}
	}
}

// BenchmarkResolve resolves 1,000 notes on a text of a megabyte, half of them with a slip: a second is more than it may take.
func BenchmarkResolve(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	var paras []string
	size := 0
	var vocabulary []string
	for _, paras := range driftTexts(b) {
		vocabulary = append(vocabulary, strings.Fields(strings.Join(paras, " "))...)
	}
	for size < 1<<20 {
		var ws []string
		for range 60 + r.IntN(60) {
			ws = append(ws, vocabulary[r.IntN(len(vocabulary))])
		}
		p := strings.Join(ws, " ") + "."
		paras, size = append(paras, p), size+len(p)+2
	}
	s, _ := source.Parse("content/x/sources/s.md", []byte("---\ntitle: T\nrights: own\n---\n"+strings.Join(paras, "\n\n")+"\n"), "en", nil)
	var ns []notes.Note
	for i := range 1000 {
		k := r.IntN(len(paras))
		fields := strings.Fields(paras[k])
		at := r.IntN(len(fields) - 20)
		q := strings.Join(fields[at:at+12], " ")
		if i%2 == 0 {
			q, _ = typo(r, q)
		}
		ns = append(ns, aimed(notes.Target{Quote: q, Prefix: strings.Join(fields[max(0, at-3):at], " "), Suffix: strings.Join(fields[at+12:at+15], " "), Paragraph: fmt.Sprint(k + 1)}))
	}
	for b.Loop() {
		ms, _ := Resolve(s.Doc, ns, true, "s.md")
		n := map[Outcome]int{}
		for _, m := range ms {
			n[m.Outcome]++
		}
		b.ReportMetric(float64(n[Exact]+n[Fuzzy]+n[Moved]), "placed")
	}
}

// TestFind holds that long texts, which are searched by their rarest words, give the same places as a search from end to end.
func TestFind(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	var paras []string
	for len(strings.Join(paras, "\n\n")) < 1<<17 {
		for _, p := range driftTexts(t) {
			paras = append(paras, p...)
		}
	}
	d := driftDoc(t, paras)
	res := &resolver{d: d, text: words.Fold(d.Text)}
	for range 500 {
		at := r.IntN(len(d.Text) - 200)
		q := strings.ToValidUTF8(d.Text[at:at+1+r.IntN(120)], "")
		if have, want := res.find(q), res.text.Find(q); !slices.Equal(have, want) {
			t.Fatalf("%q: %v, want %v", q, have, want)
		}
	}
}
