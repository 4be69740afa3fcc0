// Package search makes the full-text index of a site: small scripts that a browser loads from disk when a query needs them.
// In go units of text, out come files; it knows nothing of sources, notes or pages but what a Unit says of them. How the files are read
// again is in static/search.js; both sides fold and cut words in the same way.
package search

import (
	"bytes"
	"io"
	"strconv"
	"strings"
	"sync"
)

// Kind says what a unit is.
type Kind uint8

const (
	Text    Kind = iota // a source, or a part of one
	Claim               // a claim
	Speaker             // a speaker
	Outlet              // an outlet
)

// kinds is the number of kinds.
const kinds = int(Outlet) + 1

// Unit is what is loaded together and what a query finds first: the sentences are looked at once it is there.
type Unit struct {
	Path     string // of the page, from the top of the output; ends with .html
	Title    string
	About    string   // who published a source; what a claim or a speaker is
	Date     string   // in words
	Lang     string   // of the text, "" where it is the search page's
	Speakers []Person // who speak or are spoken for in it
	Blocks   []Block  // in text order
	Notes    []Note   // in text order
	Tags     []Tag    // what a filter can ask for

	ranges [][2]int // room of the blocks' sentences
	lines  []string // and of the notes' lines
}

// Sentences gives the room for a block's sentences: to what add returns nothing is written later.
func (u *Unit) Sentences(add func(to [][2]int) [][2]int) [][2]int {
	from := len(u.ranges)
	u.ranges = add(u.ranges)
	return u.ranges[from:len(u.ranges):len(u.ranges)]
}

// Lines does the same for the lines of a note.
func (u *Unit) Lines(add func(to []string) []string) []string {
	from := len(u.lines)
	u.lines = add(u.lines)
	return u.lines[from:len(u.lines):len(u.lines)]
}

// Person is somebody with an id and a name.
type Person struct{ ID, Name string }

// Block is a block of text with its sentences.
type Block struct {
	Addr      string // p3; "" where the page has no address for it
	Speaker   int    // index in Speakers, or -1
	Title     bool   // headline or subtitle
	Text      string
	Sentences [][2]int // byte ranges in Text
}

// Note is a note on some sentences.
type Note struct {
	ID      string
	Sign    string // letters for its kind and its stance: "cS"
	Claim   string // id, or ""
	Speaker int    // index in Speakers of whoever holds it, or -1
	First   int    // the first sentence that it marks, counted through the unit; -1 for none
	Count   int    // how many it marks
	From    int    // where its mark begins in the first of them, and ends in the last, in UTF-16 code units; To is 0 where it marks them whole
	To      int
	Lines   []string
	Quotes  bool // the second line is what may be shown of its passage, where the text is not
}

// reset empties a unit for the next one, and keeps its memory.
func (u *Unit) reset() {
	*u = Unit{Speakers: u.Speakers[:0], Blocks: u.Blocks[:0], Notes: u.Notes[:0], Tags: u.Tags[:0], ranges: u.ranges[:0], lines: u.lines[:0]}
}

// Tag is a term that no text holds: a character that says what it names, and an id.
type Tag struct {
	sign byte
	id   string
}

func CollectionTag(id string) Tag { return Tag{'%', id} }
func SourceTag(id string) Tag     { return Tag{'^', id} }
func SpeakerTag(id string) Tag    { return Tag{'@', id} }
func ClaimTag(id string) Tag      { return Tag{'#', id} }
func StanceTag(letter string) Tag { return Tag{'!', letter} }

// Plan says what a unit is before it is made.
type Plan struct {
	Kind      Kind
	Size      int  // of its words, in bytes, about
	Continues bool // the source of the unit before
	From, To  int  // first and last day on which it may have been published, in days since 0001-01-01; 0 where not known
}

// List is what filters offer for one collection.
type List struct {
	ID, Title                 string
	Sources, Claims, Speakers []Person
}

// Words is what the site calls things in results.
type Words struct {
	Kinds, Stances []Person // by letter
}

// Index is the index of a site. Files may be made in any order and by several goroutines; what has to be known of all units for one of them
// is found out once.
type Index struct {
	units  []Plan
	make   func(i int, u *Unit)
	lists  []func() List
	words  Words
	groups []*group // the shards of sentences
	terms  int      // number of shards of terms

	endings int // number of shards of their endings: none where all terms are in one file

	mu      sync.Mutex
	cutters []*cutter // all that were ever made
	idle    []*cutter
	whole   func() *inverted
	scripts sync.Pool
}

// group is a run of units whose sentences stand in one file.
type group struct {
	first, end int
	once       sync.Once
	posted     postings
}

// How large files are, in bytes.
const (
	sentencesSize = 11_000  // of the words of a shard of sentences; with all that stands around them it stays under 15 kB
	termsSize     = 10_000  // of a shard of terms, on average; the largest has a long list more
	smallSite     = 128_000 // of all words, up to which the index is one file
)

// New plans the index of a site. make fills a unit; several goroutines may call it at once, for the same unit also more than once, with the same
// result. lists are asked when they are written.
func New(units []Plan, make func(i int, u *Unit), lists []func() List, words Words) *Index {
	x := &Index{units: units, make: make, lists: lists, words: words}
	size := 0
	for i, u := range units {
		last := len(x.groups) - 1
		if last < 0 || size+u.Size > sentencesSize || units[i-1].Kind != u.Kind {
			x.groups = append(x.groups, &group{first: i})
			last, size = last+1, 0
		}
		x.groups[last].end = i + 1
		size += u.Size
	}
	x.terms = 1
	if !x.Small() {
		x.terms, x.endings = x.guess()
	}
	x.whole = sync.OnceValue(x.invert)
	x.scripts.New = func() any { return new(script) }
	return x
}

// Small reports whether all is in one file.
func (x *Index) Small() bool {
	all := 0
	for _, u := range x.units {
		all += u.Size
	}
	return all <= smallSite
}

// samples is how many units are looked at to tell how large the index will be; perPosting is how many bytes an entry takes, in hundredths, and
// perEnding how many a term by its ending.
const samples, perPosting, perEnding = 64, 140, 6

// guess says into how many files the terms are cut, which has to be known before all of them are. The number of different terms grows by about
// the same factor each time that the text doubles.
func (x *Index) guess() (terms, endings int) {
	var c cutter
	var u Unit
	n, half := 0, 1
	for k := range samples {
		if k == samples/2 {
			half = len(c.words.terms)
		}
		u.reset()
		x.make(k*len(x.units)/samples, &u)
		n += len(c.unit(&u))
	}
	different := len(c.words.terms)
	for m := len(x.units) / samples; m > 1; m /= 2 {
		different = different * len(c.words.terms) / half
	}
	return max(1, n*len(x.units)/samples*perPosting/100/termsSize), max(1, different*perEnding/termsSize)
}

// File is one file of the index.
type File struct {
	Name   string
	Render func(w io.Writer) error
}

// First is the name of the file that a page loads; it says what others there are.
const First = "index.js"

// Files lists what the index consists of.
func (x *Index) Files() []File {
	parts := x.parts()
	if !x.Small() {
		return parts
	}
	return []File{{First, func(w io.Writer) error {
		for _, p := range parts {
			if err := p.Render(w); err != nil {
				return err
			}
		}
		return nil
	}}}
}

// parts lists all files, those of sentences first.
func (x *Index) parts() (parts []File) {
	add := func(name string, write func(o *script)) {
		parts = append(parts, File{name + ".js", func(w io.Writer) error {
			o := x.scripts.Get().(*script)
			defer x.scripts.Put(o)
			o.Reset()
			write(o)
			_, err := w.Write(o.Bytes())
			return err
		}})
	}
	for i, g := range x.groups {
		add("s-"+strconv.Itoa(i), func(o *script) { x.sentences(o, i, g) })
	}
	add("index", x.directory) // after the sentences, so that those are made by all goroutines
	for i := range x.terms {
		add("t-"+strconv.Itoa(i), func(o *script) { x.whole().shard(o, i) })
	}
	for i := range x.endings {
		add("e-"+strconv.Itoa(i), func(o *script) { x.whole().ending(o, i) })
	}
	for i, list := range x.lists {
		add("f-"+strconv.Itoa(i), func(o *script) { o.list(i, list()) })
	}
	add("days", func(o *script) { o.days(x.units) })
	return parts
}

// cutter gives a goroutine a cutter that no other uses; back takes it back.
func (x *Index) cutter() *cutter {
	x.mu.Lock()
	defer x.mu.Unlock()
	if n := len(x.idle); n > 0 {
		c := x.idle[n-1]
		x.idle = x.idle[:n-1]
		return c
	}
	c := new(cutter)
	x.cutters = append(x.cutters, c)
	return c
}

func (x *Index) back(c *cutter) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.idle = append(x.idle, c)
}

// sentences writes a shard of sentences. What terms its units have falls off.
func (x *Index) sentences(o *script, n int, g *group) {
	o.call("s", n)
	x.each(g, func(i int, u *Unit) {
		if i > g.first {
			o.WriteByte(',')
		}
		o.WriteByte('\n')
		o.unit(u)
	})
	o.WriteString("\n]);\n")
}

// each makes the units of a group for f, and enters their terms the first time. Without f it only sees to it that they are entered.
func (x *Index) each(g *group, f func(i int, u *Unit)) {
	c := x.cutter()
	defer x.back(c)
	made := func(i int) *Unit {
		c.u.reset()
		x.make(i, &c.u)
		return &c.u
	}
	first := false
	g.once.Do(func() {
		first = true
		g.posted = postings{from: c}
		for i := g.first; i < g.end; i++ {
			u := made(i)
			g.posted.add(c.unit(u))
			if f != nil {
				f(i, u)
			}
		}
	})
	for i := g.first; i < g.end && !first && f != nil; i++ {
		f(i, made(i))
	}
}

// clean takes out of a string what the format needs for itself.
var clean = strings.NewReplacer("\t", " ", "\n", " ", "\r", " ")

// script is a file on its way.
type script struct{ bytes.Buffer }
