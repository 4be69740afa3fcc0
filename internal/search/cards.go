package search

import (
	"cmp"
	"io"
	"slices"
	"strconv"
	"strings"
)

// Card is what a preview says of a page: whatever has a link to it.
type Card struct {
	Kind  string   // a letter: see Words.Cards
	Title string   // never ""
	Lines []string // none is ""
	Parts []Part   // of a text: where its sentences are
}

// Part is a unit of a text, as a preview looks for a passage in it.
type Part struct {
	Shard int      // of sentences
	First int      // number of its first paragraph
	Notes []string // ids of the notes that go with it; asked only where the text has several parts
}

// CardPlan says what a card is before it is made.
type CardPlan struct {
	Path string // of the page, ends with .html
	Size int    // of its words, in bytes, about
}

// cardsSize is about how large a shard of cards is, in bytes: a preview loads one, and a shard of sentences where it is of a passage.
const cardsSize = 6_000

// Cards lists the files with the cards of a site: small shards, cut by the alphabet of the pages' paths, and a directory that says which shard has
// which. fill makes the card of a plan; words are the stances as Lines begin with their letters.
func Cards(plans []CardPlan, fill func(i int) Card, words []Person) []File {
	c := cards{plans: plans, order: make([]int, len(plans))}
	for i := range c.order {
		c.order[i] = i
	}
	slices.SortFunc(c.order, func(a, b int) int { return cmp.Compare(plans[a].Path, plans[b].Path) })
	size := 0
	for k, i := range c.order {
		if k == 0 || size+plans[i].Size > cardsSize {
			c.cuts, size = append(c.cuts, k), 0
		}
		size += plans[i].Size + 40
	}
	files := []File{{CardsFirst, func(w io.Writer) error { return c.directory(w, words) }}}
	for n := range c.cuts {
		files = append(files, File{"c-" + strconv.Itoa(n) + ".js", func(w io.Writer) error { return c.shard(w, n, fill) }})
	}
	return files
}

// cards are the plans in the order of their paths, and where in this order each shard begins.
type cards struct {
	plans       []CardPlan
	order, cuts []int
}

// key is what the k-th card is found by.
func (c *cards) key(k int) string { return strings.TrimSuffix(c.plans[c.order[k]].Path, ".html") }

// directory writes with which keys the shards begin, as short as tells them from those before.
func (c *cards) directory(w io.Writer, words []Person) error {
	o := new(script)
	var first []string
	for i, k := range c.cuts {
		if i == 0 {
			first = append(first, "")
			continue
		}
		first = append(first, shortest(c.key(k), c.key(k-1)))
	}
	o.call("k", 0)
	o.fronted(first)
	o.WriteByte(',')
	o.people(words)
	o.WriteString("]);\n")
	_, err := w.Write(o.Bytes())
	return err
}

// shard writes the n-th shard: the keys of its cards, and the cards.
func (c *cards) shard(w io.Writer, n int, fill func(i int) Card) error {
	from, to := c.cuts[n], len(c.order)
	if n+1 < len(c.cuts) {
		to = c.cuts[n+1]
	}
	o := new(script)
	var keys []string
	for k := from; k < to; k++ {
		keys = append(keys, c.key(k))
	}
	o.call("c", n)
	o.fronted(keys)
	o.WriteString(",\n\"")
	for k, i := range c.order[from:to] {
		if k > 0 {
			o.WriteString("\t\t")
		}
		o.card(fill(i))
	}
	o.WriteString("\"]);\n")
	_, err := w.Write(o.Bytes())
	return err
}

// CardsFirst is the name of the directory of cards.
const CardsFirst = "cards.js"

// fronted writes words in order as a string.
func (o *script) fronted(words []string) {
	o.WriteByte('"')
	front(o, words)
	o.WriteByte('"')
}

// card writes a card: its kind with the parts, its title and its lines, with tabs between. A part is its shard and, where there are several, its
// first paragraph and its notes.
func (o *script) card(c Card) {
	o.WriteString(c.Kind)
	for _, p := range c.Parts {
		o.WriteString(" " + strconv.Itoa(p.Shard))
		if len(c.Parts) > 1 {
			o.WriteString(" " + strconv.Itoa(p.First) + " ")
			for _, id := range p.Notes {
				o.WriteString(hash(id))
			}
		}
	}
	for _, l := range append([]string{c.Title}, c.Lines...) {
		o.WriteByte('\t')
		o.flat(l)
	}
}

// Shard is the number of the file with the sentences of a unit.
func (x *Index) Shard(unit int) int {
	i, _ := slices.BinarySearchFunc(x.groups, unit, func(g *group, unit int) int {
		if g.end <= unit {
			return -1
		}
		return 1
	})
	return i
}

// Sentences lists the shards of sentences of a site that is so small that Files gives one file: whoever wants a sentence need not load all.
func (x *Index) Sentences() []File {
	if !x.Small() {
		return nil
	}
	return x.parts()[:len(x.groups)]
}
