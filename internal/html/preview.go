package html

import (
	"slices"
	"strconv"
	"strings"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/notes"
	"github.com/lateral-reader/lateral/internal/output"
	"github.com/lateral-reader/lateral/internal/search"
)

// Previews are made of cards, one for each page of a claim, a speaker, an outlet and a source, in small shards under search/. What a link
// to a passage shows stands in the sentences of the search index already, cut there to what the edition may show; the card of a source says where.

// previews emits the cards. parts are the units of a source in the index.
func (s *site) previews(emit func(output.File), x *search.Index, parts map[*corpus.Source][]part) {
	var plans []search.CardPlan
	var fill []func() search.Card
	add := func(path string, size int, f func() search.Card) {
		plans, fill = append(plans, search.CardPlan{Path: path, Size: size}), append(fill, f)
	}
	for _, col := range s.Collections {
		for _, src := range col.Sources {
			units, size := parts[src], 60+len(src.Title)
			if len(units) > 1 {
				size += 20*len(units) + 3*len(src.Notes)
			}
			add(sourcePath(src), size, func() search.Card { return s.sourceCard(x, src, units) })
		}
		for _, cl := range col.Claims {
			size := 60 + len(cl.Words)
			for _, t := range cl.Topics {
				size += len(t.Asks)
			}
			add(claimPath(cl), size, func() search.Card { return s.claimCard(cl) })
		}
	}
	for _, sp := range s.Speakers {
		if !sp.Hidden {
			add(speakerPath(sp), 60+len(sp.Label())+len(sp.Role), func() search.Card { return s.speakerCard(sp) })
		}
	}
	for _, o := range s.Outlets {
		if !o.Hidden {
			add(outletPath(o), 40+len(o.Name), func() search.Card { return outletCard(o) })
		}
	}
	files := search.Cards(plans, func(i int) search.Card { return fill[i]() }, cardStances())
	for _, f := range append(files, x.Sentences()...) {
		emit(output.File{Path: searchDir + f.Name, Render: f.Render})
	}
}

// cardStances are what several passages do, and what one does, by the letters that begin a line of sums.
func cardStances() (ws []search.Person) {
	for _, l := range stanceLetters() {
		class, many := l.Name, strings.TrimSuffix(l.Name, "s")
		if l.ID == noStance {
			many = class
		}
		ws = append(ws, search.Person{ID: l.ID, Name: class + " " + many})
	}
	return ws
}

// claimCard says what is claimed, who does what to it, and under which topics it stands.
func (s *site) claimCard(cl *corpus.Claim) search.Card {
	c := search.Card{Kind: "c", Title: cl.Words}
	if s.Edition.Notes {
		a := s.asked(cl)
		var sums []string
		for _, sum := range a.stances {
			letter := noStance
			if i := slices.Index(notes.Stances, sum.Class); i >= 0 {
				letter = "SDQR"[i : i+1]
			}
			sums = append(sums, letter+strconv.Itoa(sum.N))
		}
		if len(sums) > 0 {
			c.Lines = append(c.Lines, "="+strings.Join(sums, " ")+" "+count(a.sources, "source", "sources"))
		} else {
			c.Lines = append(c.Lines, "no passage on it has been noted")
		}
	}
	var topics []string
	for _, t := range cl.Topics {
		topics = append(topics, t.Asks)
	}
	return lined(c, typeWords[cl.Type], strings.Join(topics, " · "))
}

func (s *site) speakerCard(sp *corpus.Speaker) search.Card {
	c := search.Card{Kind: "p", Title: sp.Label()}
	if n := namingWords[sp.Naming]; n != "" {
		c.Title += " (" + n + ")"
	}
	return lined(c, strings.Join(speakerIs(sp), " · "), s.speakerCounts(sp))
}

func outletCard(o *corpus.Outlet) search.Card {
	return lined(search.Card{Kind: "o", Title: o.Name}, o.Country, count(len(o.Sources), "source", "sources"))
}

func (s *site) sourceCard(x *search.Index, src *corpus.Source, units []part) search.Card {
	c := search.Card{Kind: "s", Title: src.Title}
	for i, u := range units {
		p := search.Part{Shard: x.Shard(u.unit)}
		if first, end := u.found.reach(); len(units) > 1 {
			p.First = firstParagraph(&units[i].found)
			for _, n := range src.Notes {
				if u.found.holds(n, first, end) {
					p.Notes = append(p.Notes, n.ID)
				}
			}
		}
		c.Parts = append(c.Parts, p)
	}
	facts := []string{outletWords(src), dateWords(src.Date())}
	if g := genreWords[src.Genre]; g != "" {
		facts = append(facts, g)
	}
	facts = append(facts, s.shownWords(src)...)
	return lined(c, capital(strings.Join(slices.DeleteFunc(facts, func(t string) bool { return t == "" }), " · ")))
}

// lined adds those lines that say something.
func lined(c search.Card, lines ...string) search.Card {
	for _, l := range lines {
		if l != "" {
			c.Lines = append(c.Lines, l)
		}
	}
	return c
}

// part is a unit of the index that holds a source, or some blocks of one.
type part struct {
	unit  int
	found found
}

// firstParagraph is the number of the first paragraph of a part, or of the one that would come there.
func firstParagraph(f *found) int {
	n := 0
	for i, l := range f.src.Doc.Leaves() {
		k, err := strconv.Atoi(strings.TrimPrefix(l.Address(), "p"))
		switch {
		case err != nil:
		case i >= f.from:
			return k
		default:
			n = k + 1
		}
	}
	return n
}
