package build

import (
	"bytes"
	"slices"
	"sort"
	"strings"
	"sync"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/words"
)

// gate reads finished files for runs of words of restricted texts that are longer than the edition may show. It trusts nothing that came
// before it: a template, a static file or a note may hold the words. It compares letters, so that it does not matter what stands between
// words, or inside them.
//
// A run is found by a key, as many letters as the shortest run has. Keys are taken from the texts so near each other that every run that is too long
// holds one, and looked for at every letter of a file; what stands around a key that is found is then compared letter by letter.
type gate struct {
	limit   int // words that may stand in a row
	texts   []restricted
	titles  []byte            // of restricted texts, in letters, a space after each; they are free, also where a text says them again
	longest int               // of the titles, in bytes
	key     int               // in bytes of letters
	keys    map[uint64][]spot // by their hashes
	filter  filter            // of the hashes
	room    sync.Pool         // *words.Letters
}

// restricted is a text whose words may not be shown whole.
type restricted struct {
	id       string
	text     string
	letters  []byte
	starts   []int32  // of each word in letters
	excerpts [][2]int // first and last word of what pages may print: marked, and cut at the limit
}

// spot is a word of a text, by their numbers.
type spot struct{ text, word int32 }

// leastRun is the shortest run that is told from chance, whatever the site's limit: "at the end of the" stands in every text.
const leastRun = 6

// chance is how many words of ours may go on as the text does where an excerpt ends, or lead up to it.
const chance = 3

// longestKey bounds a key, in bytes; mostSpots is how many places may have the same: of a text that stands in hundreds of others, or says one word a
// thousand times, other keys are taken, or none, as the others have them all.
const longestKey, mostSpots = 32, 16

// newGate collects the restricted texts. An edition that may show them gives a gate that lets everything pass.
func newGate(c *corpus.Corpus) *gate {
	g := &gate{limit: max(c.Config.ExcerptWords, leastRun-1), key: longestKey}
	if c.Edition.FullText {
		return g
	}
	c.Restricted(func(s *corpus.Source, text string) {
		if !s.Hidden {
			for _, title := range []string{s.Title, s.Subtitle} {
				l := words.LettersOf(title).Bytes
				g.titles, g.longest = append(append(g.titles, l...), ' '), max(g.longest, len(l))
			}
		}
		l := words.LettersOf(text)
		t := restricted{id: s.ID, text: text, letters: slices.Clip(l.Bytes), starts: slices.Clip(l.Starts)}
		at := func(place int) int { // the first word that begins there or after
			return sort.Search(len(l.Places), func(i int) bool { return int(l.Places[i]) >= place })
		}
		from := len(s.Doc.Text) - len(text)
		for _, n := range s.Notes {
			first, end := at(n.Range.Start-from), at(n.Range.End-from)
			if n.Outcome.Placed() && first < end {
				t.excerpts = append(t.excerpts, [2]int{first, min(end, first+g.limit) - 1})
			}
		}
		for i := range t.runs(g.limit) {
			g.key = min(g.key, len(t.run(i, g.limit)))
		}
		g.texts = append(g.texts, t)
	})
	g.collect()
	return g
}

// collect takes keys from the texts.
func (g *gate) collect() {
	g.keys = map[uint64][]spot{}
	for k := range g.texts {
		t := &g.texts[k]
		for from := 0; from < t.runs(g.limit); {
			// Of the keys that the run from here holds, the last is in the most runs after it.
			last := from + g.limit
			for t.start(last)+g.key > t.start(from+g.limit+1) {
				last--
			}
			for word := last; word >= from; word-- {
				h := hash(t.letters[t.start(word):][:g.key])
				if list := g.keys[h]; len(list) < mostSpots {
					g.keys[h] = append(list, spot{int32(k), int32(word)})
					last = word
					break
				}
			}
			from = last + 1
		}
	}
	g.filter = newFilter(len(g.keys))
	for h := range g.keys {
		g.filter.add(h)
	}
}

// runs is the number of runs of limit+1 words.
func (t *restricted) runs(limit int) int { return max(0, len(t.starts)-limit) }

// run is the letters of the run that begins with a word.
func (t *restricted) run(word, limit int) []byte {
	return t.letters[t.starts[word]:t.start(word+limit+1)]
}

// start is where a word begins, or the end of the text.
func (t *restricted) start(word int) int {
	if word == len(t.starts) {
		return len(t.letters)
	}
	return int(t.starts[word])
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

// filter is a Bloom filter with the bits of a hash in one word: it takes few hashes that it was not given for some that it was, and is small enough to
// stay near the processor.
type filter []uint64

// newFilter makes room for n hashes, sixteen bits for each.
func newFilter(n int) filter {
	size := 1 << 6
	for size*64 < 16*n {
		size *= 2
	}
	return make(filter, size)
}

func (f filter) add(h uint64) { f[h>>32&uint64(len(f)-1)] |= bits(h) }

func (f filter) has(h uint64) bool { return f[h>>32&uint64(len(f)-1)]&bits(h) == bits(h) }

func bits(h uint64) uint64 { return 1<<(h>>20&63) | 1<<(h>>26&63) }

// check reports the first run of restricted words in a file, in its text as a reader sees it and in its bytes.
func (g *gate) check(path string, data []byte) []diag.Diagnostic {
	if len(g.keys) == 0 {
		return nil
	}
	l, _ := g.room.Get().(*words.Letters)
	if l == nil {
		l = new(words.Letters)
	}
	defer g.room.Put(l)
	for _, view := range views(string(data)) {
		l.Set(view)
		if t, from, end := g.leak(l); t != nil {
			own := strings.Join(strings.Fields(t.words(from, min(end, from+8))), " ")
			d := diag.Errorf(diag.Place{File: path}, "the page holds more than %d words in a row of %q, whose rights are restricted: %q …", g.limit, t.id, own)
			return []diag.Diagnostic{d.WithHint("nothing was written; look for the words in templates, static files, notes and other sources")}
		}
	}
	return nil
}

// words is the text from a word to before another.
func (t *restricted) words(from, end int) string {
	places := append(words.LettersOf(t.text).Places, int32(len(t.text)))
	return t.text[places[from]:places[end]]
}

// leak finds the first words in a row that are too many.
func (g *gate) leak(l *words.Letters) (t *restricted, from, end int) {
	var sum, top uint64 = 0, 1
	for range g.key {
		top *= prime
	}
	for i, c := range l.Bytes {
		sum = sum*prime + uint64(c) + 1
		if i >= g.key {
			sum -= (uint64(l.Bytes[i-g.key]) + 1) * top
		}
		if !g.filter.has(sum) || i < g.key-1 {
			continue
		}
		if t, from, end := g.longestRun(l, i+1-g.key, g.keys[sum]); t != nil && end-from > g.limit && !t.excerpt(from, end) && !g.titled(t, from, end) {
			return t, from, end
		}
	}
	return nil, 0, 0
}

// longestRun is what a file has in common with one of the texts around a place, of all that have the key there. Of two texts that say the same, the one
// whose excerpt it is counts.
func (g *gate) longestRun(l *words.Letters, at int, spots []spot) (t *restricted, from, end int) {
	for _, s := range spots {
		u := &g.texts[s.text]
		if !bytes.HasPrefix(l.Bytes[at:], u.letters[u.start(int(s.word)):][:g.key]) {
			continue
		}
		a, b := u.meet(l, at, int(s.word))
		if t == nil || b-a > end-from || b-a == end-from && u.excerpt(a, b) {
			t, from, end = u, a, b
		}
	}
	return t, from, end
}

// titled reports whether every run of these words that is too long stands in a title.
func (g *gate) titled(t *restricted, from, end int) bool {
	for i := from; i+g.limit < end; i++ {
		if run := t.run(i, g.limit); len(run) > g.longest || !bytes.Contains(g.titles, run) {
			return false
		}
	}
	return true
}

// meet follows a text and a file from a word and the place where both have it, back and forth, as far as they agree. It gives the first
// word that is whole, and the word after the last. One that is only a part of a longer word there is not whole.
func (t *restricted) meet(l *words.Letters, at, word int) (from, end int) {
	own, a, b := t.letters, at, t.start(word)
	for a > 0 && b > 0 && l.Bytes[a-1] == own[b-1] {
		a, b = a-1, b-1
	}
	from = sort.Search(len(t.starts), func(i int) bool { return int(t.starts[i]) >= b })
	if t.start(from) == b && !begins(l, a) {
		from++
	}
	a, b = at, t.start(word)
	for a < len(l.Bytes) && b < len(own) && l.Bytes[a] == own[b] {
		a, b = a+1, b+1
	}
	end = sort.Search(len(t.starts), func(i int) bool { return t.start(i+1) > b })
	if t.start(end) == b && !begins(l, a) {
		end--
	}
	return from, end
}

// begins reports whether a word begins at a place among letters, or they end there.
func begins(l *words.Letters, at int) bool {
	_, ok := slices.BinarySearch(l.Starts, int32(at))
	return ok || at == len(l.Bytes)
}

// excerpt reports whether a run is what a page may print, with a few words of ours beside it that happen to be the text's own next ones.
func (t *restricted) excerpt(from, end int) bool {
	return slices.ContainsFunc(t.excerpts, func(e [2]int) bool {
		return from <= e[0] && e[1] < end && end-from-(e[1]+1-e[0]) <= chance
	})
}
