package html

import (
	"fmt"
	"slices"
	"strings"

	"github.com/lateral-reader/lateral/internal/corpus"
)

// counted is the count of a claim with the list that was counted.
type counted struct {
	Numbers string // "5 voices, 4 origins, 6 channels"
	Word    string
	Means   string // what the word means, in a sentence
	Voices  []countedVoice
	Left    string // passages that were not counted, in words; "" where all were
	More    *goesOn
}

// countedVoice is one row of the list.
type countedVoice struct {
	Voice    step
	Stances  []stanceSum
	Origin   Link
	Why      string // of a party that is said to be distinct
	Channels []Link
	More     string // how many further channels there are, in words
}

// mostChannels is how many of a voice's channels are named in its row; its own page has all.
const mostChannels = 12

// wordMeans says what each word means; a word never says whether the claim is true.
var wordMeans = map[string]string{
	corpus.None:         "Nobody here supports or disputes it outright.",
	corpus.CannotTell:   "Whoever supports or disputes it is not named, so it cannot be told whether they are several or one.",
	corpus.Contested:    "Two different origins stand one on each side.",
	corpus.Circular:     "Each source that carries it has it only from another of these sources.",
	corpus.Corroborated: "Two origins on the same side each give a basis for it.",
	corpus.SingleOrigin: "All voices whose origin is known go back to the same one.",
	corpus.Repeated:     "More than one origin says it, but no two on the same side give a basis.",
}

// apartMeans is said where a number claim is contested by its figures alone.
const apartMeans = "Figures for the same thing do not meet."

// countedWords is the count of a claim in a line.
func countedWords(c corpus.Count) string { return countedNumbers(c) + ": " + c.Word }

// countedNumbers keeps the digit for nought too: it is a count, read as such by people and programs.
func countedNumbers(c corpus.Count) string {
	of := func(n int, one string) string {
		if n == 1 {
			return "1 " + one
		}
		return fmt.Sprintf("%d %ss", n, one)
	}
	return of(len(c.Voices), "voice") + ", " + of(c.NOrigins(), "origin") + ", " + of(len(c.Channels), "channel")
}

func (b *board) counted(cl *corpus.Claim, voices []corpus.VoiceCount) *counted {
	c := cl.Count
	p := &counted{Numbers: countedNumbers(c), Word: c.Word, Means: wordMeans[c.Word]}
	if c.Word == corpus.Contested && !bothSides(c) {
		p.Means = apartMeans
	}
	p.Voices = b.voices[:0]
	for i := range voices {
		v := &voices[i]
		row := countedVoice{Voice: step{Link: b.linking.party(v.Party), Naming: namingWords[v.Party.Naming()]}, Origin: Link{Text: "itself"}}
		switch {
		case !v.Adds:
			row.Origin.Text = "none: not named, and nothing says that it is another"
		case v.Origin == nil:
			row.Why = v.Party.Inline.Distinct
		case v.Party.Voice != v.Origin:
			row.Origin = Link{Href: b.toVoice(v.Origin), Text: v.Origin.Name()}
		case v.Party.Unnamed() && v.Party.Voice.Speaker != nil:
			row.Why = v.Party.Voice.Speaker.Distinct
		}
		sums, channels := len(b.sums), len(b.channels)
		for k, n := range v.Notes {
			b.sum(sums, n)
			if !slices.ContainsFunc(v.Notes[:k], func(before *corpus.Note) bool { return before.Source == n.Source }) {
				b.channels = append(b.channels, Link{Href: b.toSource(n.Source), Text: n.Source.Title})
			}
		}
		row.Stances, row.Channels = tail(b.sums, sums), tail(b.channels, channels)
		if n := len(row.Channels) - mostChannels; n > 1 {
			row.Channels, row.More = row.Channels[:mostChannels], "and "+number(float64(n))+" more"
		}
		p.Voices = append(p.Voices, row)
	}
	b.voices = p.Voices
	p.Left = uncounted(cl.Notes)
	return p
}

// sum counts a passage among those of its stance, in the list of sums that begins at a place.
func (b *board) sum(from int, n *corpus.Note) {
	words, comma, put := stanceParts(n)
	b.line = append(append(append(b.line[:0], words...), comma...), put...)
	for i := range b.sums[from:] {
		if x := &b.sums[from+i]; x.Words == string(b.line) {
			x.N++
			return
		}
	}
	if put != "" {
		words = b.keep(b.line)
	}
	b.sums = append(b.sums, stanceSum{Class: stanceClass(n), Words: words, N: 1})
}

// bothSides reports whether two different origins stand one on each side.
func bothSides(c corpus.Count) bool {
	type origin struct {
		v *corpus.Voice
		i int // of a distinct party, which has no voice as its origin
	}
	sides := map[string]map[origin]bool{"supports": {}, "disputes": {}}
	for i, v := range c.Voices {
		if !v.Adds {
			continue
		}
		o := origin{v: v.Origin}
		if v.Origin == nil {
			o.i = i + 1
		}
		for _, n := range v.Notes {
			sides[n.Stance][o] = true
		}
	}
	for a := range sides["supports"] {
		for b := range sides["disputes"] {
			if a != b {
				return true
			}
		}
	}
	return false
}

// uncounted words what is on the page and not in the count: "2 that question, 1 implied".
func uncounted(ns []*corpus.Note) string {
	var order []string
	n := map[string]int{}
	for _, x := range ns {
		if x.Counted() {
			continue
		}
		w := stanceOf(x)
		if n[w] == 0 {
			order = append(order, w)
		}
		n[w]++
	}
	for i, w := range order {
		order[i] = fmt.Sprintf("%s %d", w, n[w])
	}
	return strings.Join(order, "; ")
}
