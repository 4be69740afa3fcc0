package html

import (
	"cmp"
	"slices"
	"strings"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/field"
	"github.com/lateral-reader/lateral/internal/notes"
)

// facetGroup is one thing by which a reader can choose among the notes of a source.
type facetGroup struct {
	Title  string
	Facets []facet
}

// facet is one value of it. Values stand in addresses that readers share, so they are made of ids and of the words of the format.
type facet struct {
	Value string // k:claim, s:supports, w:tomas-okafor, …; without spaces
	Words string
	Class string // of the line that it has in the text
	N     int
}

// facetGroups are the kinds of facet in the order of the form, each with the letter that begins its values.
var facetGroups = []struct{ letter, title string }{{"k", "Kind"}, {"s", "Stance"}, {"p", "How it is put"}, {"w", "Speaker"}, {"t", "Topic"}, {"b", "Notes by"}}

// facets are what a reader can choose a note by.
func facets(n *corpus.Note) []facet {
	fs := []facet{{Value: "k:" + n.Kind.Name, Words: layerWords[n.Kind.Name]}}
	if n.Kind.Name == "claim" {
		fs = append(fs, facet{Value: "s:" + cmp.Or(n.Stance, "declined"), Words: stanceWords[n.Stance], Class: stanceClass(n)})
		fs = append(fs, facet{Value: "p:" + n.Put, Words: cmp.Or(putWords[n.Put], n.Put)})
	}
	if n.Kind.Name == "claim" || n.Kind.Name == "evidence" {
		id := nameValue(n.Holder.Name())
		if n.Holder.Voice != nil {
			id = n.Holder.Voice.ID
		}
		fs = append(fs, facet{Value: "w:" + id, Words: n.Holder.Name()})
	}
	if n.Claim != nil {
		for _, t := range n.Claim.Topics {
			fs = append(fs, facet{Value: "t:" + t.ID, Words: t.Asks})
		}
	}
	return append(fs, facet{Value: "b:" + nameValue(n.By), Words: n.By})
}

// nameValue is the value of a name without an id: made like one, or the name itself in a script that ids are not made of.
func nameValue(name string) string {
	return cmp.Or(field.MakeID(name), strings.Join(strings.Fields(name), "_"))
}

// facetValues are the facets of a note as its entry in the list has them.
func facetValues(n *corpus.Note) string {
	var vs []string
	for _, f := range facets(n) {
		vs = append(vs, f.Value)
	}
	return strings.Join(vs, " ")
}

// filter gives the facets of a source's notes, those that choose nothing left out. Values stand in the order of the format, or of their words.
func filter(src *corpus.Source) []facetGroup {
	byValue := map[string]*facet{}
	var order []string
	for _, n := range src.Notes {
		for _, f := range facets(n) {
			if byValue[f.Value] == nil {
				byValue[f.Value] = &f
				order = append(order, f.Value)
			}
			byValue[f.Value].N++
		}
	}
	var gs []facetGroup
	for _, kind := range facetGroups {
		g := facetGroup{Title: kind.title}
		for _, v := range order {
			if strings.HasPrefix(v, kind.letter+":") && byValue[v].Words != "" {
				g.Facets = append(g.Facets, *byValue[v])
			}
		}
		slices.SortStableFunc(g.Facets, func(a, b facet) int {
			return cmp.Or(cmp.Compare(rankOf(a.Value), rankOf(b.Value)), strings.Compare(a.Words, b.Words))
		})
		if len(g.Facets) > 1 {
			gs = append(gs, g)
		}
	}
	return gs
}

// rankOf is the place of a facet's value in the table that it comes from.
func rankOf(value string) int {
	group, word, _ := strings.Cut(value, ":")
	switch group {
	case "k":
		return slices.IndexFunc(notes.Kinds, func(k notes.Kind) bool { return k.Name == word })
	case "s":
		if word == "declined" {
			return len(notes.Stances)
		}
		return slices.Index(notes.Stances, word)
	case "p":
		return slices.Index(notes.Puts, word)
	}
	return 0
}
