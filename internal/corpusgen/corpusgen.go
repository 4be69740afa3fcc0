// Package corpusgen writes sites of any size for measuring: transcripts and articles in made-up words, with overlapping notes.
// In go a folder, a seed and sizes, out come the files of a site of lateral, or of a Hugo site with the same content. The same options
// give the same bytes. It knows the formats as a user knows them; it imports nothing of the project.
package corpusgen

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Options says how large a site is. A size of 0 is the usual one.
type Options struct {
	Seed        uint64
	Sources     int // in the whole site; 100
	Each        int // sources of a collection; 100
	Words       int // of a source, about; 900
	Notes       int // of a source; 12
	Topics      int // of a collection; 4
	Claims      int // of a collection; 20
	Speakers    int // of a collection; 5
	Outlets     int // of a collection; 4
	Restricted  int // how many sources of a hundred are all-rights-reserved; 0
	SourceFiles bool
}

func (o Options) filled() Options {
	for _, d := range []struct {
		at    *int
		usual int
	}{{&o.Sources, 100}, {&o.Each, 100}, {&o.Words, 900}, {&o.Notes, 12}, {&o.Topics, 4}, {&o.Claims, 20}, {&o.Speakers, 5}, {&o.Outlets, 4}} {
		if *d.at <= 0 {
			*d.at = d.usual
		}
	}
	return o
}

// site is what is known before the first text is made: the words, and the lists of every collection.
type site struct {
	o     Options
	words *vocabulary
	ids   map[string]bool // taken, across the site
	colls []*collection
}

// collection is the lists of a collection. Its texts are made one by one while they are written, so that a large site needs little memory.
type collection struct {
	id, title, summary, intro string
	topics                    []topic
	claims                    []claim
	speakers                  []speaker
	outlets                   []outlet
	sources                   []head // ids and titles, for links
	task                      task
}

type topic struct{ id, asks, about string }

type claim struct {
	id, words, kind, about string
	topic                  int
	counts, unit           string // of a number
	contradicts, narrows   string // ids
	since, added           string // dates
}

type speaker struct {
	id, name, described, kind, role, of, origin, alias, about, label string
}

type outlet struct{ id, name, url, country, funding, ownership, control, about string }

type head struct{ id, title string }

type task struct{ id, title, summary, body string }

func newSite(o Options) *site {
	o = o.filled()
	s := &site{o: o, words: newVocabulary(rand.New(rand.NewPCG(o.Seed, 0))), ids: map[string]bool{}}
	n := (o.Sources + o.Each - 1) / o.Each
	for i := range n {
		s.colls = append(s.colls, s.plan(i, min(o.Each, o.Sources-i*o.Each)))
	}
	return s
}

// writer gives what is said about collection i its own stream of random numbers, so that one more word in a text changes no other text.
func (s *site) writer(i, part int) *writer {
	return &writer{Rand: rand.New(rand.NewPCG(s.o.Seed, uint64(i)<<20|uint64(part))), v: s.words}
}

// plan makes the lists of a collection.
func (s *site) plan(i, sources int) *collection {
	w := s.writer(i, 1)
	place := w.place()
	c := &collection{title: "The " + w.noun() + " of " + place, summary: w.sentence(), intro: w.paragraph(3)}
	c.id = s.id(place + " " + w.noun())
	for range s.o.Outlets {
		name := place + " " + capital(w.noun())
		c.outlets = append(c.outlets, outlet{id: s.id(name), name: name, url: "https://example.org/" + slug(name, 4), country: w.place(),
			funding: w.sentence(), ownership: w.sentence(), control: w.sentence(), about: w.paragraph(2)})
	}
	for k := range s.o.Speakers {
		c.speakers = append(c.speakers, s.speaker(w, c, k))
	}
	for range s.o.Topics {
		asks := w.question()
		c.topics = append(c.topics, topic{s.id(slug(asks, 5)), asks, w.paragraph(2)})
	}
	kinds := []string{"fact", "fact", "fact", "cause", "cause", "prediction", "judgement", "proposal", "number"}
	for k := range s.o.Claims {
		cl := claim{words: w.statement(), kind: kinds[w.IntN(len(kinds))], topic: k % s.o.Topics}
		cl.id = s.id(slug(cl.words, 5))
		if cl.kind == "number" {
			cl.counts, cl.unit = w.noun()+"s", w.noun()+"s"
		}
		if w.chance(0.4) {
			cl.about = w.paragraph(2)
		}
		if k > 0 && w.chance(0.25) {
			cl.contradicts = c.claims[w.IntN(k)].id
		} else if k > 0 && w.chance(0.25) {
			cl.narrows = c.claims[w.IntN(k)].id
		}
		if w.chance(0.1) {
			cl.since = w.date(2019, 2020)
		}
		if w.chance(0.1) {
			cl.added = "2026-02-01"
		}
		c.claims = append(c.claims, cl)
	}
	for range sources {
		title := w.title()
		c.sources = append(c.sources, head{s.id(slug(title, 6)), title})
	}
	c.task = task{s.id("reading " + place), "Reading " + place, w.sentence(), "## Before you read\n\n" + w.paragraph(3) + "\n\n## Afterwards\n\n1. " +
		w.sentence() + "\n2. " + w.question() + "\n\n" + w.paragraph(3)}
	return c
}

func (s *site) speaker(w *writer, c *collection, k int) speaker {
	p := speaker{kind: "person", role: w.noun() + " " + w.noun()}
	if k%5 == 4 {
		p.described = "a " + w.adjective() + " " + w.noun()
		p.id, p.label = s.id(p.described+" "+c.id), strings.ToUpper(w.noun())
	} else {
		p.name = w.first() + " " + w.surname()
		_, last, _ := strings.Cut(p.name, " ")
		p.id, p.alias, p.label = s.id(p.name), "Mx "+last, strings.ToUpper(last)
	}
	for _, other := range c.speakers {
		if other.label == p.label {
			p.label += " " + strconv.Itoa(k)
		}
	}
	if w.chance(0.5) {
		p.of = c.outlets[w.IntN(len(c.outlets))].id
	}
	if w.chance(0.3) {
		p.origin = c.outlets[w.IntN(len(c.outlets))].id
	}
	if w.chance(0.5) {
		p.about = w.paragraph(2)
	}
	return p
}

// id makes a new id out of words.
func (s *site) id(words string) string {
	base := slug(words, 8)
	id := base
	for n := 2; s.ids[id]; n++ {
		id = base + "-" + strconv.Itoa(n)
	}
	s.ids[id] = true
	return id
}

// slug is the first n words as an id.
func slug(words string, n int) string {
	f := strings.FieldsFunc(strings.ToLower(words), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	return strings.Join(f[:min(n, len(f))], "-")
}

// files writes files under a folder.
type files struct {
	dir string
	err error // the first; nothing is written after it
}

func (f *files) write(name, text string) {
	if f.err != nil {
		return
	}
	at := filepath.Join(f.dir, filepath.FromSlash(name))
	if f.err = os.MkdirAll(filepath.Dir(at), 0o755); f.err == nil {
		f.err = os.WriteFile(at, []byte(text), 0o644)
	}
	if f.err != nil {
		f.err = fmt.Errorf("write the corpus: %w", f.err)
	}
}
