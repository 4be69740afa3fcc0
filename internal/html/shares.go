package html

import (
	"cmp"
	"slices"
	"strconv"
)

// share is how much of a transcript a speaker says.
type share struct {
	Who          Link
	Turns, Words string
	Percent      string
	Bar          string // length in pixels
}

// percent says how much n is of all.
func (d *desk) percent(n, all int) string {
	if p := (200*n + all) / (2 * all); p > 0 || n == 0 {
		d.line = append(strconv.AppendInt(d.line[:0], int64(p), 10), " %"...)
		return d.keep(d.line)
	}
	return "under 1 %"
}

// whole writes a number of things.
func (d *desk) whole(n int) string {
	if n >= 1000 {
		return number(float64(n))
	}
	d.line = strconv.AppendInt(d.line[:0], int64(n), 10)
	return d.keep(d.line)
}

// shareLength is the length of the longest bar, in pixels: what a phone has beside the words.
const shareLength = 120

// saying is what one speaker says in the source.
type saying struct {
	id           string
	who          Link
	turns, words int
}

// speaking adds up the turns of each speaker, those who say most first.
func (d *desk) speaking() {
	clear(d.voices)
	all := d.room.saying[:0]
	for i := range d.src.Doc.Turns {
		t := &d.src.Doc.Turns[i]
		k, known := d.voices[t.Speaker]
		if !known {
			k = len(all)
			d.voices[t.Speaker] = k
			all = append(all, saying{id: t.Speaker, who: d.namedOn(d.linking, t.Speaker)})
		}
		all[k].turns++
		all[k].words += int(t.Words)
	}
	slices.SortStableFunc(all, func(a, b saying) int { return cmp.Compare(b.words, a.words) })
	for i := range all {
		d.voices[all[i].id] = i
	}
	d.room.saying = all
}

// shares is how much each speaker says; nil where fewer than two speak.
func (d *desk) shares() []share {
	all, said := 0, d.room.saying
	for i := range said {
		all += said[i].words
	}
	if len(said) < 2 || all == 0 {
		return nil
	}
	most := said[0].words
	out := d.room.shares[:0]
	for i := range said {
		x := &said[i]
		sh := share{Who: x.who, Turns: d.whole(x.turns), Words: d.whole(x.words), Percent: d.percent(x.words, all)}
		sh.Bar = d.whole((shareLength*x.words + most - 1) / most)
		out = append(out, sh)
	}
	d.room.shares = out
	return out
}
