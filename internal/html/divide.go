package html

import (
	"slices"
	"strconv"
	"strings"

	"github.com/lateral-reader/lateral/internal/output"
)

// No page is larger than 30 kB as it is sent, compressed, but that of a long source. Which pages there are has to be known before any is made, so
// what they will weigh is guessed, rather too high, from the lengths of what stands on them: a list that would make its page too heavy goes on on
// pages of its own, <page>.<list>-2.html and so on, each with links to all of them.

// pageRoom is how much a page may weigh by that guess, in bytes compressed; partRoom is that of a page on which a list goes on, beside its own head.
const pageRoom, partRoom = 27_000, 24_000

// leastRun is the least of a list that is worth to begin it on a page that has no room for it.
const leastRun = 1_200

// weigh guesses what texts add to a compressed page. A character of Chinese, Japanese or Korean says more than its three bytes of other scripts do.
func weigh(texts ...string) (n int) {
	for _, t := range texts {
		n += len(t) * 3
		for len(t) >= 8 { // nearly all text is ASCII, of which eight bytes are seen at once
			some := t[:8]
			if t = t[8:]; highBits(some) != 0 {
				n += 6 * wide(some)
			}
		}
		n += 6 * wide(t)
	}
	return n / 8
}

// highBits are those of eight bytes.
func highBits(t string) uint64 {
	_ = t[7]
	return (uint64(t[0]) | uint64(t[1])<<8 | uint64(t[2])<<16 | uint64(t[3])<<24 | uint64(t[4])<<32 | uint64(t[5])<<40 | uint64(t[6])<<48 | uint64(t[7])<<56) & 0x8080808080808080
}

// wide counts the first bytes of characters that say more than others.
func wide(t string) (n int) {
	for i := range len(t) {
		if t[i] >= 0xe3 {
			n++
		}
	}
	return n
}

// series is a list on a page: its name in addresses, the id of its heading, and what each entry weighs.
type series struct {
	key, id string
	begins  bool // its first entry stands on the page, if there is any room for it
	weights []int
	name    func(r run) string // what links call some entries; nil where their numbers say it
	runs    []run              // of entries, on the page itself and on those where it goes on; the first may be empty
}

// run is some entries of a list, one after the other.
type run struct{ from, to int }

// divided is a page whose lists go on elsewhere.
type divided struct {
	path string
	list []series
}

// plans are those of the pages of many things.
func plans[T any](s *site, all []T, plan func(T) *divided) []*divided {
	ds := make([]*divided, len(all))
	if s.cfg.Each != nil {
		s.cfg.Each(len(all), func(i int) { ds[i] = plan(all[i]) })
		return ds
	}
	for i, x := range all {
		ds[i] = plan(x)
	}
	return ds
}

// divide plans a page; nil where all of it fits. fixed is the weight of what is not in lists.
func divide(path string, fixed int, lists ...series) *divided {
	left, order := pageRoom-fixed, make([]int, len(lists))
	sums := make([]int, len(lists))
	for i, l := range lists {
		order[i] = i
		for _, w := range l.weights {
			sums[i] += w
		}
		left -= sums[i]
	}
	if left >= 0 {
		return nil
	}
	left = max(0, pageRoom-fixed)
	slices.SortStableFunc(order, func(a, b int) int { return sums[a] - sums[b] })
	kept := make([]int, len(lists))
	for i, l := range lists {
		if l.begins && len(l.weights) > 0 && l.weights[0] <= left {
			kept[i] = l.weights[0]
			left -= kept[i]
		}
	}
	for k, i := range order {
		left += kept[i]
		first := max(kept[i], left/(len(order)-k)) // short lists leave room for long ones
		if sums[i] <= first {
			lists[i].runs, left = []run{{0, len(lists[i].weights)}}, left-sums[i]
			continue
		}
		if first < leastRun {
			first = 0
		}
		lists[i].runs = runs(lists[i].weights, first, partRoom)
		left -= first
	}
	return &divided{path, lists}
}

// runs cuts a list: as much as there is room on the first page, which may be nothing, and one entry or more on each other.
func runs(weights []int, first, room int) []run {
	out, sum := []run{{0, 0}}, 0
	for i, w := range weights {
		last := &out[len(out)-1]
		if sum += w; sum > first && (len(out) == 1 || last.to > last.from) {
			out, first, sum = append(out, run{i, i + 1}), room, w
			continue
		}
		last.to = i + 1
	}
	return out
}

// at is the path of the page with a run of a list.
func (d *divided) at(key string, i int) string {
	if i == 0 {
		return d.path
	}
	return strings.TrimSuffix(d.path, ".html") + "." + key + "-" + strconv.Itoa(i+1) + ".html"
}

func (d *divided) series(key string) *series {
	if d == nil {
		return nil
	}
	if i := slices.IndexFunc(d.list, func(l series) bool { return l.key == key }); i >= 0 {
		return &d.list[i]
	}
	return nil
}

// each calls f for each page on which a list goes on.
func (d *divided) each(f func(key string, i int)) {
	if d == nil {
		return
	}
	for _, l := range d.list {
		for i := 1; i < len(l.runs); i++ {
			f(l.key, i)
		}
	}
}

// entries are those of a list that stand on a page: the page itself is 0.
func entries[T any](d *divided, key string, i int, all []T) []T {
	l := d.series(key)
	switch {
	case l != nil && i >= 0 && i < len(l.runs):
		return all[l.runs[i].from:l.runs[i].to]
	case i == 0:
		return all
	}
	return nil
}

// goesOn is the links between the pages of a list.
type goesOn struct {
	All   string // how many entries there are
	Pages []Link
}

// mostPages is how many pages of a list are named on each; of more, the first, the last and those around are.
const mostPages, nearPages = 40, 5

// goesOn names the pages of a list by the numbers of their entries; nil where it stands on one. what are its entries.
func (d *divided) goesOn(at, key, what string) *goesOn {
	l := d.series(key)
	if l == nil || len(l.runs) < 2 {
		return nil
	}
	g := &goesOn{All: "All " + number(float64(len(l.weights))) + " " + what}
	if strings.HasPrefix(what, "All ") {
		g.All = what
	}
	here := 0
	for here < len(l.runs)-1 && d.at(key, here) != at {
		here++
	}
	for i, r := range l.runs {
		far := i < here-nearPages || i > here+nearPages
		if r.from == r.to || len(l.runs) > mostPages && far && i > 0 && i < len(l.runs)-1 {
			continue
		}
		words := strconv.Itoa(r.from+1) + " to " + strconv.Itoa(r.to)
		if r.to == r.from+1 {
			words = strconv.Itoa(r.to)
		}
		if l.name != nil {
			words = l.name(r)
		}
		g.Pages = append(g.Pages, Link{Href: rel(at, d.at(key, i)+"#"+l.id), Text: words, Current: i == here})
	}
	return g
}

// divide emits a page, and those on which its lists go on. main makes the main part of one: of the page itself for an empty key.
func (s *site) divide(emit func(output.File), d *divided, tmpl, at, title, lang string, crumbs func(at string) []Link, main func(b *board, key string, i int) any) {
	page := func(on, title string, way []Link, key string, i int) {
		emit(s.boardPage(tmpl, on, title, lang, way, func(b *board) any { return main(b, key, i) }))
	}
	page(at, title, crumbs(at), "", 0)
	d.each(func(key string, i int) {
		on := d.at(key, i)
		way := crumbs(on)
		way[len(way)-1].Href = rel(on, at)
		way = append(way, Link{Text: "Part " + strconv.Itoa(i+1)})
		page(on, title+", part "+strconv.Itoa(i+1), way, key, i)
	})
}
