package build

import (
	"bytes"
	"slices"
	"sort"
	"strings"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/words"
)

// gate reads finished files for runs of words of restricted texts that are longer than the edition may show. It trusts nothing that came
// before it: a template, a static file or a note may hold the words. It compares letters, so that it does not matter what stands between
// words, or inside them.
type gate struct {
	limit int // words that may stand in a row
	texts []restricted
	key   int              // length of the beginning of a run by which it is found
	found []uint64         // a bit for each hash that runs may have
	runs  map[uint64][]run // by the hash of their first letters
}

// restricted is a text whose words may not be shown whole.
type restricted struct {
	id       string
	text     string
	letters  words.Letters
	excerpts [][2]int // first and last word of what pages may print: marked, and cut at the limit
}

// run is limit+1 words of a text.
type run struct{ text, word int32 }

// leastRun is the shortest run that is told from chance, whatever the site's limit: "at the end of the" stands in every text.
const leastRun = 6

// chance is how many words of ours may go on as the text does where an excerpt ends, or lead up to it.
const chance = 3

// longestKey bounds the beginning that is hashed, mostRuns how many runs with the same one are looked at.
const longestKey, mostRuns = 32, 16

// newGate collects the restricted texts. An edition that may show them gives a gate that lets everything pass.
func newGate(c *corpus.Corpus) *gate {
	g := &gate{limit: max(c.Config.ExcerptWords, leastRun-1), key: longestKey}
	if c.Edition.FullText {
		return g
	}
	var titles []byte // headlines and subtitles of these texts are free, also where they say them again
	c.Restricted(func(s *corpus.Source, text string) {
		if !s.Hidden {
			titles = append(append(titles, words.LettersOf(s.Title).Bytes...), ' ')
			titles = append(append(titles, words.LettersOf(s.Subtitle).Bytes...), ' ')
		}
		t := restricted{id: s.ID, text: text, letters: words.LettersOf(text)}
		from := len(s.Doc.Text) - len(text)
		for _, n := range s.Notes {
			first, end := t.at(n.Range.Start-from), t.at(n.Range.End-from)
			if n.Outcome.Placed() && first < end {
				t.excerpts = append(t.excerpts, [2]int{first, min(end, first+g.limit) - 1})
			}
		}
		g.texts = append(g.texts, t)
	})
	for _, t := range g.texts {
		for i := range t.runs(g.limit) {
			g.key = min(g.key, len(t.run(i, g.limit)))
		}
	}
	g.collect(titles)
	return g
}

// collect enters every run but those that a title holds.
func (g *gate) collect(titles []byte) {
	longest := 0
	inTitles := map[uint64]bool{} // hashes of what may begin a run that a title holds
	for _, t := range bytes.Fields(titles) {
		longest = max(longest, len(t))
		for i := range len(t) - g.key + 1 {
			inTitles[hash(t[i:i+g.key])] = true
		}
	}
	n := 0
	for i := range g.texts {
		n += g.texts[i].runs(g.limit)
	}
	size := 1 << 14
	for size*64 < 16*n { // so that few of a file's letters are taken for the beginning of a run
		size *= 2
	}
	g.found, g.runs = make([]uint64, size), make(map[uint64][]run, n)
	for k := range g.texts {
		t := &g.texts[k]
		for i := range t.runs(g.limit) {
			own := t.run(i, g.limit)
			h := hash(own[:g.key])
			if len(own) <= longest && inTitles[h] && bytes.Contains(titles, own) {
				continue
			}
			same := func(r run) bool { return bytes.Equal(own, g.texts[r.text].run(int(r.word), g.limit)) }
			if list := g.runs[h]; len(list) < mostRuns && !slices.ContainsFunc(list, same) {
				g.runs[h] = append(list, run{int32(k), int32(i)})
				g.found[h>>6%uint64(len(g.found))] |= 1 << (h & 63)
			}
		}
	}
}

// at is the first word that begins at or after a place in the text.
func (t *restricted) at(place int) int {
	return sort.Search(len(t.letters.Places), func(i int) bool { return int(t.letters.Places[i]) >= place })
}

// runs is the number of runs of limit+1 words.
func (t *restricted) runs(limit int) int { return max(0, len(t.letters.Starts)-limit) }

// run is the letters of the run that begins with a word.
func (t *restricted) run(word, limit int) []byte {
	return t.letters.Bytes[t.letters.Starts[word]:t.start(word+limit+1)]
}

// start is where a word begins, or the end of the text.
func (t *restricted) start(word int) int {
	if word == len(t.letters.Starts) {
		return len(t.letters.Bytes)
	}
	return int(t.letters.Starts[word])
}

const prime = 0x9E3779B97F4A7C15

// hash is rolled over a file, so it is of the kind that a letter can be taken out of again. The multiplication at its end brings what the
// last letters say into the low bits too.
func hash(b []byte) uint64 {
	var sum uint64
	for _, c := range b {
		sum = sum*prime + uint64(c) + 1
	}
	return sum
}

// check reports the first run of restricted words in a file, in its text as a reader sees it and in its bytes.
func (g *gate) check(path string, data []byte) []diag.Diagnostic {
	if len(g.runs) == 0 {
		return nil
	}
	for _, view := range views(string(data)) {
		if t, from, end := g.leak(words.LettersOf(view)); t != nil {
			own := strings.Join(strings.Fields(t.text[t.letters.Places[from]:t.place(min(end, from+8))]), " ")
			d := diag.Errorf(diag.Place{File: path}, "the page holds more than %d words in a row of %q, whose rights are restricted: %q …", g.limit, t.id, own)
			return []diag.Diagnostic{d.WithHint("nothing was written; look for the words in templates, static files, notes and other sources")}
		}
	}
	return nil
}

func (t *restricted) place(word int) int {
	if word == len(t.letters.Places) {
		return len(t.text)
	}
	return int(t.letters.Places[word])
}

// leak finds the first words in a row that are too many.
func (g *gate) leak(l words.Letters) (t *restricted, from, end int) {
	var sum, top uint64 = 0, 1
	for range g.key {
		top *= prime
	}
	for i, c := range l.Bytes {
		sum = sum*prime + uint64(c) + 1
		if i >= g.key {
			sum -= (uint64(l.Bytes[i-g.key]) + 1) * top
		}
		if i < g.key-1 || g.found[sum>>6%uint64(len(g.found))]&(1<<(sum&63)) == 0 {
			continue
		}
		for _, r := range g.runs[sum] {
			t := &g.texts[r.text]
			if !bytes.HasPrefix(l.Bytes[i+1-g.key:], t.run(int(r.word), g.limit)) {
				continue
			}
			if from, end := t.meet(l, i+1-g.key, int(r.word)); end-from > g.limit && !t.excerpt(from, end) {
				return t, from, end
			}
		}
	}
	return nil, 0, 0
}

// meet follows a text and a file from a word and the place where both have it, back and forth, as far as they agree. It gives the first
// word that is whole, and the word after the last. One that is only a part of a longer word there is not whole.
func (t *restricted) meet(l words.Letters, at, word int) (from, end int) {
	own, a, b := t.letters.Bytes, at, t.start(word)
	for a > 0 && b > 0 && l.Bytes[a-1] == own[b-1] {
		a, b = a-1, b-1
	}
	from = sort.Search(len(t.letters.Starts), func(i int) bool { return int(t.letters.Starts[i]) >= b })
	if t.start(from) == b && !begins(l, a) {
		from++
	}
	a, b = at, t.start(word)
	for a < len(l.Bytes) && b < len(own) && l.Bytes[a] == own[b] {
		a, b = a+1, b+1
	}
	end = sort.Search(len(t.letters.Starts), func(i int) bool { return t.start(i+1) > b })
	if t.start(end) == b && !begins(l, a) {
		end--
	}
	return from, end
}

// begins reports whether a word begins at a place among letters, or they end there.
func begins(l words.Letters, at int) bool {
	_, ok := slices.BinarySearch(l.Starts, int32(at))
	return ok || at == len(l.Bytes)
}

// excerpt reports whether a run is what a page may print, with a few words of ours beside it that happen to be the text's own next ones.
func (t *restricted) excerpt(from, end int) bool {
	return slices.ContainsFunc(t.excerpts, func(e [2]int) bool {
		return from <= e[0] && e[1] < end && end-from-(e[1]+1-e[0]) <= chance
	})
}
