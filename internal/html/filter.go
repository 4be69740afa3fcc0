package html

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/field"
	"github.com/lateral-reader/lateral/internal/notes"
)

// facet is something by which a reader can choose among the notes of a source. The script of the page makes a form of them.
type facet struct {
	group int    // in facetGroups
	value string // tomas-okafor; with the letter of its group, as in w:tomas-okafor, it stands in addresses that readers share
	words string
	rank  int // place among the others of its group, before the words
}

// facetGroups are the letters of the groups, in the order of the form: put, speaker, topic, and who wrote the note. Kind (k) and stance (s) come before
// them; the script finds both in the classes of the list's entries.
const facetGroups = "pwtb"

// facetsOf are the facets of the notes of one source, each once.
type facetsOf struct {
	all    []facet
	byName map[string]string // values of names without an id, kept from page to page

	places, ends, order, line []int // room of filter
	of                        []string
}

// mostNames is how many such names are kept.
const mostNames = 500

// add gives the place of a facet.
func (fs *facetsOf) add(f facet) int {
	i := slices.IndexFunc(fs.all, func(x facet) bool { return x.group == f.group && x.value == f.value })
	if i < 0 {
		i = len(fs.all)
		fs.all = append(fs.all, f)
	}
	return i
}

// nameValue is the value of a name without an id: made like one, or the name itself in a script that ids are not made of.
func nameValue(name string) string {
	return cmp.Or(field.MakeID(name), strings.Join(strings.Fields(name), "_"))
}

func (fs *facetsOf) named(name string) string {
	v, ok := fs.byName[name]
	if !ok {
		v = nameValue(name)
		fs.byName[name] = v
	}
	return v
}

// of appends the places of what a note can be chosen by.
func (fs *facetsOf) placesOf(n *corpus.Note, to []int) []int {
	kind := n.Kind.Name
	if kind == "claim" {
		to = append(to, fs.add(facet{0, n.Put, cmp.Or(putWords[n.Put], n.Put), slices.Index(notes.Puts, n.Put)}))
	}
	if kind == "claim" || kind == "evidence" {
		name := n.Holder.Name()
		id := ""
		if n.Holder.Voice != nil {
			id = n.Holder.Voice.ID
		} else {
			id = fs.named(name)
		}
		to = append(to, fs.add(facet{1, id, name, 0}))
	}
	if n.Claim != nil {
		for _, t := range n.Claim.Topics {
			to = append(to, fs.add(facet{2, t.ID, t.Asks, 0}))
		}
	}
	return append(to, fs.add(facet{3, fs.named(n.By), n.By, 0}))
}

// filter lists the facets of a source's notes, those that choose nothing left out: a line each, its value and its words. of has for each note
// the numbers of its lines.
func (d *desk) filter() (lines string, of []string) {
	fs := &d.facets
	fs.all, fs.ends = fs.all[:0], fs.ends[:0]
	if len(fs.byName) > mostNames {
		clear(fs.byName)
	}
	places := fs.places[:0]
	for _, n := range d.src.Notes {
		places = fs.placesOf(n, places)
		fs.ends = append(fs.ends, len(places))
	}
	fs.places = places
	var in [len(facetGroups)]int // facets of each group
	for _, f := range fs.all {
		if f.words != "" {
			in[f.group]++
		}
	}
	order := fs.order[:0]
	for i, f := range fs.all {
		if f.words != "" && in[f.group] > 1 {
			order = append(order, i)
		}
	}
	fs.order = order
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := &fs.all[a], &fs.all[b]
		return cmp.Or(cmp.Compare(x.group, y.group), cmp.Compare(x.rank, y.rank), strings.Compare(x.words, y.words))
	})
	line := slices.Grow(fs.line[:0], len(fs.all))[:len(fs.all)] // of each facet, from 1 on
	clear(line)
	all := d.line[:0]
	for i, k := range order {
		line[k] = i + 1
		if i > 0 {
			all = append(all, '\n')
		}
		all = append(all, facetGroups[fs.all[k].group], ':')
		all = append(append(append(all, fs.all[k].value...), ' '), fs.all[k].words...)
	}
	lines = d.keep(all)
	of = fs.of[:0]
	from := 0
	for _, end := range fs.ends {
		one := all[:0]
		for _, k := range places[from:end] {
			if line[k] > 0 {
				one = append(strconv.AppendInt(one, int64(line[k]-1), 10), ' ')
			}
		}
		of, from, all = append(of, d.keep(one[:max(0, len(one)-1)])), end, one
	}
	d.line, fs.line, fs.of = all, line, of
	return lines, of
}
