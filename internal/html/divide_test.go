package html

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"path"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/lateral-reader/lateral/internal/words"
)

// largestPage is what a page may weigh as it is sent, but that of a source over 3,000 words.
const largestPage = 30_000

// zipped is the length of a page as gzip -9 makes it.
func zipped(t *testing.T, page string) int {
	t.Helper()
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err == nil {
		_, err = z.Write([]byte(page))
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Len()
}

// crowd makes up sites in which something is very many. Its words are made up, too, so that they compress as little as a text does.
type crowd struct {
	*rand.Rand
	vocabulary []string
	files      fstest.MapFS
	chinese    bool
}

func newCrowd(chinese bool) *crowd {
	c := &crowd{Rand: rand.New(rand.NewPCG(4, 30)), files: fstest.MapFS{}, chinese: chinese}
	for range 4000 {
		var w strings.Builder
		for range 2 + c.IntN(3) {
			if w.WriteByte("bcdfghjklmnprstvwz"[c.IntN(18)]); true {
				w.WriteByte("aeiou"[c.IntN(5)])
			}
		}
		c.vocabulary = append(c.vocabulary, w.String())
	}
	c.add("lateral.yaml", "title: Crowd\nformat: 1\n")
	return c
}

func (c *crowd) add(name, text string) { c.files[name] = &fstest.MapFile{Data: []byte(text)} }

// words are so many, the first with a capital, without a stop.
func (c *crowd) words(n int) string {
	if c.chinese {
		rs := make([]rune, 2*n)
		for i := range rs {
			rs[i] = rune(0x4e00 + c.IntN(3000))
		}
		return string(rs)
	}
	ws := make([]string, n)
	for i := range ws {
		// A few words are most of a text.
		ws[i] = c.vocabulary[min(c.IntN(len(c.vocabulary)), c.IntN(len(c.vocabulary)), c.IntN(len(c.vocabulary)))]
	}
	return capital(strings.Join(ws, " "))
}

// collection adds a collection: claims under topics, the first topic with half of them, and sources with notes on them.
func (c *crowd) collection(id string, sources, claims, topics, notes int, claimOf func(source, note int) int, speakerOf func(source, note int) string) {
	dir := "content/" + id + "/"
	c.add(dir+"collection.md", "---\ntitle: "+c.words(4)+"\n---\n"+c.words(30)+".\n")
	var y strings.Builder
	if topics > 0 {
		y.WriteString("topics:\n")
	}
	for i := range topics {
		fmt.Fprintf(&y, "  - {id: %s-t%d, asks: '%s?'}\n", id, i, c.words(8))
	}
	y.WriteString("claims:\n")
	for i := range claims {
		topic := 0
		if i%2 == 1 && topics > 0 {
			topic = i % topics
		}
		fmt.Fprintf(&y, "  - {id: %s-c%d, claim: '%s.', type: number, measure: {what: things}", id, i, c.words(12))
		if topics > 0 {
			fmt.Fprintf(&y, ", topics: [%s-t%d]", id, topic)
		}
		if i > 0 && i%2 == 0 {
			fmt.Fprintf(&y, ", reason-for: [%s-c%d]", id, i-1-c.IntN(min(i, 9)))
		}
		y.WriteString("}\n")
	}
	if claims > 0 {
		c.add(dir+"claims.yaml", y.String())
	}
	for i := range sources {
		var text, note strings.Builder
		note.WriteString("by: x\nnotes:\n")
		for k := range notes {
			quote := c.words(9)
			fmt.Fprintf(&text, "%s. %s %s.\n\n", c.words(14), quote, strings.ToLower(c.words(8)))
			fmt.Fprintf(&note, "  - {id: %s, quote: '%s', paragraph: %d, claim: %s-c%d, stance: %s, speaker: %s", path.Base(strings.ToLower(strings.ReplaceAll(fmt.Sprintf("n%d-%d", i, k), " ", "-"))),
				quote, k+1, id, claimOf(i, k), []string{"supports", "disputes", "questions", "reports"}[c.IntN(4)], speakerOf(i, k))
			if k%4 == 0 {
				fmt.Fprintf(&note, ", says: '%s.'", c.words(10))
			}
			if k%7 == 0 {
				fmt.Fprintf(&note, ", figures: [{words: '%d', low: %d, counts: things}]", i+k, i+k)
			}
			if k%3 == 0 {
				fmt.Fprintf(&note, ", note: 'See [[%s-c0]] for %s.'", id, c.words(5))
			}
			note.WriteString("}\n")
		}
		if notes == 0 {
			text.WriteString(c.words(60) + ".\n")
		}
		c.add(fmt.Sprintf("%ssources/%s-s%d.md", dir, id, i), fmt.Sprintf("---\ntitle: '%s'\nrights: own\npublished: %d-%02d-%02d\noutlet: big-outlet\n---\n%s", c.words(9), 2000+i%20, 1+i%12, 1+i%28, text.String()))
		if notes > 0 {
			c.add(fmt.Sprintf("%ssources/%s-s%d.notes.yaml", dir, id, i), note.String())
		}
	}
}

// people adds speakers; many of them begin with one letter.
func (c *crowd) people(n, sameLetter int) {
	var y strings.Builder
	for i := range n {
		name := c.words(2)
		if i < sameLetter {
			name = "S" + name
		}
		fmt.Fprintf(&y, "- {id: p%d, name: '%s', role: %s}\n", i, name, strings.ToLower(c.words(3)))
	}
	c.add("content/one/speakers.yaml", y.String())
	c.add("content/one/outlets.yaml", "- {id: big-outlet, name: Big Outlet}\n")
}

// TestPagesAreSmall makes sites in which everything is very many and weighs their pages. No link leads nowhere, and nothing is cut.
func TestPagesAreSmall(t *testing.T) {
	for name, chinese := range map[string]bool{"letters": false, "Chinese": true} {
		if chinese && testing.Short() {
			continue
		}
		c := newCrowd(chinese)
		c.people(5000, 2000)
		// A hundred sources, six hundred claims; one claim has 400 passages, one speaker 2,000 statements.
		c.collection("one", 100, 600, 12, 40, func(i, k int) int {
			if k%10 == 0 {
				return 1
			}
			return (i*40 + k) % 600
		}, func(i, k int) string {
			if k%2 == 0 {
				return "p7"
			}
			return fmt.Sprintf("p%d", (i*40+k)%900)
		})
		// Few claims in many sources, and many sources without any.
		c.collection("two", 300, 8, 2, 4, func(i, k int) int { return k * 2 }, func(i, k int) string { return fmt.Sprintf("p%d", i) })
		// A short text with many notes on many claims, beside others.
		c.collection("dense", 6, 50, 3, 60, func(_, k int) int { return k % 50 }, func(_, k int) string { return fmt.Sprintf("p%d", k%10) })
		for i := range 60 {
			c.collection(fmt.Sprintf("small%d", i), 1, 0, 0, 0, nil, nil)
		}
		small(t, name, c.files)
	}
}

var passageItem = regexp.MustCompile(`<li id="(p-[^"]+)"`)

// small weighs the pages of a site, and looks for each passage of each claim on the claim's pages, once.
func small(t *testing.T, name string, site fs.FS) {
	made := pages(t, site, "public")
	c := corpusOf(t, site, "public")
	long := map[string]bool{}
	for _, col := range c.Collections {
		for _, src := range col.Sources {
			long[sourcePath(src)] = words.Count(src.Doc.Text) > 3000
		}
	}
	largest, over := map[string]int{}, 0
	passages := map[string]int{}
	for at, text := range made {
		if !strings.HasSuffix(at, ".html") {
			continue
		}
		for _, m := range passageItem.FindAllStringSubmatch(text, -1) {
			base, _, _ := strings.Cut(path.Base(at), ".")
			passages[base+" "+m[1]]++
		}
		if long[at] || strings.HasSuffix(at, ".source.html") || strings.HasSuffix(at, ".notes.html") {
			continue // files of a source, as long as they are
		}
		n := zipped(t, text)
		kind := path.Base(path.Dir(at))
		largest[kind] = max(largest[kind], n)
		if n > largestPage {
			if over++; over < 20 {
				t.Errorf("%s: %s has %d bytes compressed, %d as it is", name, at, n, len(text))
			}
		}
	}
	for kind := range largest {
		if strings.HasPrefix(kind, "small") {
			delete(largest, kind)
		}
	}
	t.Logf("%s: the largest pages by folder: %v", name, largest)
	for _, col := range c.Collections {
		for _, cl := range col.Claims {
			for _, n := range cl.Notes {
				if at := cl.ID + " " + passageID(n); passages[at] != 1 {
					t.Errorf("%s: %s stands on %d pages", name, at, passages[at])
				}
			}
		}
	}
	follow(t, made)
}

// TestWeighAnywhere: a character weighs the same wherever it stands.
func TestWeighAnywhere(t *testing.T) {
	for _, c := range []string{"a", "é", "ж", "語", "한", "𝄞"} {
		for i := range 20 {
			text := strings.Repeat("a", i) + c + strings.Repeat("a", 20-i)
			if got, want := weigh(text), weigh(c+strings.Repeat("a", 20)); got != want {
				t.Errorf("%q: %d, want %d", text, got, want)
			}
		}
	}
}
