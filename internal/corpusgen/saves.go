package corpusgen

import "math/rand/v2"

// Save is a file of a site as somebody saves it after a change to one note, and what has to be seen then.
type Save struct {
	Kind  string   // what the note got: "says", "stance", "added" or "removed"
	Path  string   // of the notes file, a slash path in the site's folder
	Text  string   // of the whole file
	Pages []string // slash paths of pages that it changes: of the source, the claim, who holds it, the collection and its list of claims
}

// saveKinds come in turns.
var saveKinds = []string{"says", "stance", "added", "removed"}

// Saves gives n saves, one after the other, to a site that Write made with the same options. Each goes on from those before it.
func Saves(o Options, n int) []Save {
	s := newSite(o)
	w := &writer{Rand: rand.New(rand.NewPCG(o.Seed, 1<<40)), v: s.words}
	texts := map[[2]int]*text{}
	var out []Save
	for len(out) < n {
		i := w.IntN(len(s.colls))
		c := s.colls[i]
		k := w.IntN(len(c.sources))
		at := [2]int{i, k}
		if texts[at] == nil {
			texts[at] = s.text(i, k)
		}
		if save, ok := c.save(w, texts[at], saveKinds[len(out)%len(saveKinds)]); ok {
			out = append(out, save)
		}
	}
	return out
}

// save changes one note of a text.
func (c *collection) save(w *writer, t *text, kind string) (Save, bool) {
	k := w.IntN(len(t.notes))
	n := &t.notes[k]
	if n.kind != "claim" || n.stance == "" {
		return Save{}, false
	}
	changed := *n
	switch kind {
	case "says":
		n.says = w.statement()
	case "stance":
		for n.stance == changed.stance {
			n.stance = w.of("supports", "disputes", "questions", "reports")
		}
	case "added":
		other := c.claims[w.IntN(len(c.claims))].id
		if other == changed.claim || t.has("added-"+other) {
			return Save{}, false
		}
		changed.id, changed.claim, changed.says = "added-"+other, other, w.statement()
		changed.answers, changed.figure = "", ""
		t.notes = append(t.notes, changed)
	case "removed":
		if t.answered(changed.id) {
			return Save{}, false
		}
		t.notes = append(t.notes[:k:k], t.notes[k+1:]...)
	}
	pages := []string{c.id + "/sources/" + t.id + ".html", c.id + "/claims/" + changed.claim + ".html"}
	if kind != "says" { // the others show no more of a note than that it is there, and its stance
		pages = append(pages, t.holder(&changed), c.id+"/index.html", c.id+"/claims/index.html")
	}
	return Save{kind, "content/" + c.id + "/sources/" + t.id + ".notes.yaml", t.notesFile(), pages}, true
}

func (t *text) has(id string) bool {
	for _, n := range t.notes {
		if n.id == id {
			return true
		}
	}
	return false
}

func (t *text) answered(id string) bool {
	for _, n := range t.notes {
		if n.answers == id {
			return true
		}
	}
	return false
}

// holder is the page of whoever holds a stance: the note's speaker, who speaks there, or the outlet.
func (t *text) holder(n *note) string {
	switch sp := t.blocks[n.block].speaker; {
	case n.speaker != "":
		return "speakers/" + n.speaker + ".html"
	case sp != nil:
		return "speakers/" + sp.id + ".html"
	}
	return "outlets/" + t.outlet.id + ".html"
}
