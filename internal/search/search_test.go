package search

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
)

func TestEach(t *testing.T) {
	for text, want := range map[string]string{
		"The bridge’s Bearings":       "the bridge s bearings",
		"l'eau d’Oléron, l’ÉTÉ":       "l eau d oleron l ete",
		"Łódź Øresund STRASSE Straße": "lodz oresund strasse strasse",
		"e\u0301te\u0301 été":         "ete ete",
		"71,881 km² 3.5":              "71 881 km2 3 5",
		"co\u00adoperate":             "cooperate",
		"ΣΊΣΥΦΟΣ σίσυφος":             "σισυφοσ σισυφοσ",
		"東京タワーは高い":                    "東 京 タ ワ ー は 高 い",
		"café東京":                      "cafe 東 京",
		"ＡＢＣ ﬁne":                     "abc fine",
		"हिन्दी":                      "हिन्दी",
		"שָׁלוֹם":                     "שלום",
		"_x__y_ — … !":                "x y",
	} {
		var got []string
		Each(text, func(term []byte, from, to int) {
			if f := folded(text[from:to]); f != string(term) {
				t.Errorf("%q: the term %q stands for %q, which is %q folded", text, term, text[from:to], f)
			}
			got = append(got, string(term))
		})
		if d := cmp.Diff(want, strings.Join(got, " ")); d != "" {
			t.Errorf("%q: %s", text, d)
		}
	}
}

// folded folds a word character by character.
func folded(word string) string {
	var out []byte
	for _, r := range norm.NFC.String(word) {
		out = appendFolded(out, r)
	}
	return string(out)
}

// sample is units of random words, some frequent and some in scripts of their own.
func sample(n int) ([]Plan, func(i int, u *Unit)) {
	plans := make([]Plan, n)
	for i := range plans {
		plans[i] = Plan{Size: 2000, From: 700_000 - i*i, To: 700_000 - i*i + i%3*400}
		if i%7 == 0 {
			plans[i].From, plans[i].To = 0, 0
		}
		plans[i].Continues = i%10 == 3
	}
	letters := []rune("abcdefghijklmnopqrstuvwxyzéøжщ\U00010428\U00010429\ufa0e漢")
	return plans, func(i int, u *Unit) {
		r := rand.New(rand.NewPCG(uint64(i), 7))
		var b strings.Builder
		for range 200 {
			w := r.IntN(4) * r.IntN(4) * r.IntN(40) // many are 0
			for k := range 3 + w%5 {
				b.WriteRune(letters[(w*7+k*k+w*k)%len(letters)])
			}
			b.WriteByte(' ')
		}
		u.Path, u.Title = fmt.Sprintf("c/sources/s%d.html", i), fmt.Sprintf("Title \"%d\"", i)
		u.Blocks = append(u.Blocks, Block{Addr: "p1", Speaker: -1, Text: b.String(), Sentences: [][2]int{{0, b.Len()}}})
		u.Notes = append(u.Notes, Note{ID: "n", Sign: "cS", First: 0, Count: 1, Speaker: -1, Lines: []string{"Noted\\so"}})
		u.Tags = append(u.Tags, SourceTag("s"+strconv.Itoa(i)))
	}
}

// render makes all files, in an order and by as many goroutines.
func render(t *testing.T, x *Index, order *rand.Rand, workers int) map[string]string {
	t.Helper()
	files := x.Files()
	if order != nil {
		order.Shuffle(len(files), func(i, j int) { files[i], files[j] = files[j], files[i] })
	}
	out := map[string]string{}
	var mu sync.Mutex
	var wg sync.WaitGroup
	next := make(chan File)
	for range workers {
		wg.Go(func() {
			for f := range next {
				var b bytes.Buffer
				if err := f.Render(&b); err != nil {
					t.Error(err)
				}
				mu.Lock()
				out[f.Name] = b.String()
				mu.Unlock()
			}
		})
	}
	for _, f := range files {
		next <- f
	}
	close(next)
	wg.Wait()
	return out
}

func TestSameBytes(t *testing.T) {
	plans, fill := sample(400)
	want := render(t, New(plans, fill, nil, Words{}), nil, 1)
	for seed := range uint64(3) {
		got := render(t, New(plans, fill, nil, Words{}), rand.New(rand.NewPCG(seed, 1)), 4)
		if d := cmp.Diff(want, got); d != "" {
			t.Fatal(d)
		}
	}
}

// calls reads files as a browser does: what was called, with what.
func calls(t *testing.T, files map[string]string) map[string][]any {
	t.Helper()
	out := map[string][]any{}
	call := regexp.MustCompile(`(?s)lateral\("(\w)",(\d+),(\[.*?\])\);\n`)
	for name, text := range files {
		for _, m := range call.FindAllStringSubmatch(text, -1) {
			var data []any
			if err := json.Unmarshal([]byte(strings.ReplaceAll(m[3], "\t", `\t`)), &data); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			out[m[1]+m[2]] = data
		}
	}
	return out
}

// readNumbers is the other way of appendNumber.
func readNumbers(s string) (ns []int) {
	n, by := 0, 1
	for _, c := range []byte(s) {
		d := strings.IndexByte(digits, c)
		n += d * by
		if d < lastDigits {
			ns = append(ns, n)
			n, by = 0, 1
		} else {
			by *= len(digits) - lastDigits
		}
	}
	return ns
}

func TestNumbers(t *testing.T) {
	var b []byte
	var want []int
	for n := 0; n < 1<<30; n = n*5/4 + 1 {
		b, want = appendNumber(b, uint32(n)), append(want, n)
	}
	if d := cmp.Diff(want, readNumbers(string(b))); d != "" {
		t.Error(d)
	}
}

// terms undoes front.
func terms(s string) (ts []string) {
	last := []uint16{}
	for t := range strings.SplitSeq(s, " ") {
		last = append(slices.Clone(last[:strings.IndexByte(digits, t[0])]), utf16Of(t[1:])...)
		ts = append(ts, utf16String(last))
	}
	return ts
}

// TestEveryTermIsFound looks up every term of every unit as static/search.js does: in the shard that the beginnings of the shards lead to.
func TestEveryTermIsFound(t *testing.T) {
	plans, fill := sample(400)
	x := New(plans, fill, nil, Words{})
	c := calls(t, render(t, x, nil, 1))
	dir := c["d0"]
	keys := strings.Split(dir[3].(string), "\t")
	if len(keys) < 3 || len(keys) != x.terms {
		t.Fatalf("there are %d shards of %d", len(keys), x.terms)
	}
	units := map[string]map[string][]int{}
	for n := range keys {
		data := c["t"+strconv.Itoa(n)]
		lists := strings.Split(data[1].(string), " ")
		units[keys[n]] = map[string][]int{}
		for i, term := range terms(data[0].(string)) {
			unit := -1
			for _, v := range readNumbers(lists[i]) {
				unit += v/classes + 1
				units[keys[n]][term] = append(units[keys[n]][term], unit)
			}
		}
	}
	endings := map[string]bool{}
	for n := range strings.Split(dir[4].(string), "\t") {
		for _, e := range terms(c["e"+strconv.Itoa(n)][0].(string)) {
			endings[e] = true
		}
	}
	at := func(term string) string {
		i, _ := slices.BinarySearchFunc(keys, term, compare)
		if i == len(keys) || keys[i] != term {
			i--
		}
		return keys[i]
	}
	var u Unit
	for i := range plans {
		u.reset()
		fill(i, &u)
		look := func(term []byte, _, _ int) {
			if _, ok := slices.BinarySearch(units[at(string(term))][string(term)], i); !ok {
				t.Fatalf("%q of unit %d is not found in the shard %q", term, i, at(string(term)))
			}
			if term[0] >= 'a' && len(term) >= leastTypo && !endings[reversed(string(term))] {
				t.Fatalf("%q is not found by its ending", term)
			}
		}
		Each(u.Title, look)
		Each(u.Blocks[0].Text, look)
		Each(u.Notes[0].Lines[0], look)
		look([]byte(string(u.Tags[0].sign)+u.Tags[0].id), 0, 0)
	}
}

// TestSentences reads units back.
func TestSentences(t *testing.T) {
	text := "First \"one\".\nSecond\ttoo. Third."
	unit := Unit{
		Path: "c/sources/a.html", Title: "A", About: "B", Date: "2015", Lang: "fr", Speakers: []Person{{"x", "X Y"}, {"z", "Z"}},
		Blocks: []Block{
			{Addr: "p0", Speaker: -1, Title: true, Text: "A", Sentences: [][2]int{{0, 1}}},
			{Addr: "p1", Speaker: 0, Text: text, Sentences: [][2]int{{0, 24}, {25, 31}}},
			{Addr: "h1", Speaker: 0, Text: "H", Sentences: [][2]int{{0, 1}}},
			{Addr: "p2", Speaker: 1, Text: "T", Sentences: [][2]int{{0, 1}}},
			{Addr: "p5", Speaker: -1, Text: "U", Sentences: [][2]int{{0, 1}}},
		},
		Notes: []Note{{ID: "n1", Sign: "cS", Claim: "c", Speaker: 1, First: 1, Count: 2, Lines: []string{"L", "M"}, Quotes: true}, {ID: "n2", Sign: "g", Speaker: -1, First: -1}},
	}
	x := New([]Plan{{Size: 10}}, func(_ int, u *Unit) { *u = unit }, nil, Words{})
	files := render(t, x, nil, 1)
	if len(files) != 1 {
		t.Errorf("a small site has %d files", len(files))
	}
	want := []any{
		"c/sources/a", "", "B", "2015", hash("x") + "X Y\t" + hash("z") + "Z", "1@0 2=h1 3@1 4@=p5",
		"A\t\tFirst \"one\". Second too.\tThird.\t\tH\t\tT\t\tU", "c0S+ n1 " + hash("c") + " 1 1 2\tL\tM\t\tg0 n2  ", "fr",
	}
	if d := cmp.Diff(want, calls(t, files)["s0"][0]); d != "" {
		t.Error(d)
	}
}

// TestShardsAreSmall: what a query loads has a limit.
func TestShardsAreSmall(t *testing.T) {
	plans, fill := sample(2000)
	for name, text := range render(t, New(plans, fill, nil, Words{}), nil, 2) {
		if limit := map[byte]int{'t': 20_000, 's': 15_000, 'e': 20_000, 'i': 20_000, 'd': 20_000}[name[0]]; len(text) > limit {
			t.Errorf("%s has %d bytes", name, len(text))
		}
	}
}
