package layered

import (
	"cmp"
	"slices"
)

// sweeps is how often the columns are sorted, and later moved, by their neighbours; small graphs are at rest long before.
const sweeps = 12

// order sorts each column by where its neighbours stand, from left to right and back, and keeps what has the fewest crossings.
func (d *drawing) order() {
	best, least := d.snapshot(), d.crossings()
	for i := range sweeps {
		if i%2 == 0 {
			for _, col := range d.columns[1:] {
				d.sortBy(col, func(it *item) []*item { return it.left })
			}
		} else {
			for r := len(d.columns) - 2; r >= 0; r-- {
				d.sortBy(d.columns[r], func(it *item) []*item { return it.right })
			}
		}
		if c := d.crossings(); c < least {
			best, least = d.snapshot(), c
		}
	}
	d.columns = best
	// What belongs together stands together also where nothing was sorted.
	for _, col := range d.columns {
		d.sortBy(col, func(*item) []*item { return nil })
	}
}

func (d *drawing) snapshot() [][]*item {
	out := make([][]*item, len(d.columns))
	for i, c := range d.columns {
		out[i] = slices.Clone(c)
	}
	return out
}

// sortBy sorts a column by the mean place of the neighbours on one side. What has none keeps its place; groups stay together.
func (d *drawing) sortBy(col []*item, neighbours func(*item) []*item) {
	place := d.places()
	own := map[*item]float64{}
	sum, size := map[int]float64{}, map[int]float64{}
	first := map[int]int{}
	for i, it := range col {
		own[it] = float64(place[it])
		if ns := neighbours(it); len(ns) > 0 {
			total := 0
			for _, n := range ns {
				total += place[n]
			}
			own[it] = float64(total) / float64(len(ns))
		}
		sum[it.group] += own[it]
		if size[it.group]++; size[it.group] == 1 {
			first[it.group] = i
		}
	}
	slices.SortStableFunc(col, func(a, b *item) int {
		return cmp.Or(cmp.Compare(sum[a.group]/size[a.group], sum[b.group]/size[b.group]), cmp.Compare(first[a.group], first[b.group]), cmp.Compare(own[a], own[b]))
	})
}

// places is where each item stands in its column.
func (d *drawing) places() map[*item]int {
	m := map[*item]int{}
	for _, col := range d.columns {
		for i, it := range col {
			m[it] = i
		}
	}
	return m
}

// crossings counts the pairs of lines that cross between two columns.
func (d *drawing) crossings() int {
	place := d.places()
	n := 0
	for _, col := range d.columns {
		var lines [][2]int
		for _, it := range col {
			for _, to := range it.right {
				lines = append(lines, [2]int{place[it], place[to]})
			}
		}
		for i, a := range lines {
			for _, b := range lines[i+1:] {
				if (a[0]-b[0])*(a[1]-b[1]) < 0 {
					n++
				}
			}
		}
	}
	return n
}
