package corpus

import (
	"slices"
)

// Count is what is counted of a claim: voices, origins, channels, and the first word that holds.
type Count struct {
	Voices   []VoiceCount // in the order of their first passage
	Origins  []*Voice     // in the order of their first voice; only those that add one
	Unnamed  int          // origins of unnamed parties that are said to be distinct
	Channels []*Source
	Word     string
}

// NOrigins is the number of origins.
func (c Count) NOrigins() int { return len(c.Origins) + c.Unnamed }

// VoiceCount is one voice as it was counted.
type VoiceCount struct {
	Party  Party
	Origin *Voice // nil where the voice adds none, or is itself an unnamed party said to be distinct
	Adds   bool   // adds an origin
	Notes  []*Note
	origin any // what makes the origin different from others
}

// Words that say how a claim is carried, the first that holds winning.
const (
	None         = "none"
	CannotTell   = "cannot tell"
	Contested    = "contested"
	Circular     = "circular"
	Corroborated = "corroborated"
	SingleOrigin = "single origin"
	Repeated     = "repeated"
)

// Words lists them in the order in which they are tried.
var Words = []string{None, CannotTell, Contested, Circular, Corroborated, SingleOrigin, Repeated}

// countClaim counts the voices, origins and channels of a claim over notes.
func countClaim(measure string, number bool, ns []*Note) Count {
	var c Count
	index := map[any]int{}
	origins := map[any]bool{}
	var counted []*Note
	for _, n := range ns {
		if !n.Counted() || n.Holder.NotKnown {
			continue // whose turn it is cannot be said without the text
		}
		counted = append(counted, n)
		var key any = n // an inline party is never the same as any other
		if n.Holder.Voice != nil {
			key = n.Holder.Voice
		}
		i, ok := index[key]
		if !ok {
			i = len(c.Voices)
			index[key] = i
			v := VoiceCount{Party: *n.Holder}
			v.Origin, v.origin, v.Adds = origin(*n.Holder, key)
			if v.Adds && !origins[v.origin] {
				origins[v.origin] = true
				if v.Origin != nil {
					c.Origins = append(c.Origins, v.Origin)
				} else {
					c.Unnamed++
				}
			}
			c.Voices = append(c.Voices, v)
		}
		c.Voices[i].Notes = append(c.Voices[i].Notes, n)
		if !slices.Contains(c.Channels, n.Source) {
			c.Channels = append(c.Channels, n.Source)
		}
	}
	switch {
	case len(c.Voices) == 0:
		c.Word = None
	case len(origins) == 0:
		c.Word = CannotTell
	case c.twoSides() || number && apart(measure, counted):
		c.Word = Contested
	case c.circular(counted):
		c.Word = Circular
	case c.corroborated():
		c.Word = Corroborated
	case len(origins) == 1:
		c.Word = SingleOrigin
	default:
		c.Word = Repeated
	}
	return c
}

// origin follows a party to where its words come from: itself, or what its entry names as origin. An unnamed party adds none, unless
// its entry names an origin or says why it is distinct.
func origin(p Party, key any) (v *Voice, id any, adds bool) {
	seen := map[*Voice]bool{}
	v = p.Voice
	for v != nil && v.Speaker != nil && v.Speaker.rests != nil && !seen[v] {
		seen[v] = true
		if v.Speaker.rests.withheld() {
			return v, v.Speaker.rests, true // counted once, and not named
		}
		v = v.Speaker.rests
	}
	if v == nil {
		if p.Inline != nil && (p.Inline.Distinct != "" || p.Inline.Naming == "named") {
			return nil, key, true
		}
		return nil, nil, false
	}
	if s := v.Speaker; s != nil && s.Naming != "named" && s.Distinct == "" {
		return nil, nil, false
	}
	return v, v, true
}

func side(n *Note) int {
	if n.Stance == "supports" {
		return 0
	}
	return 1
}

// twoSides reports whether two different origins stand one on each side.
func (c Count) twoSides() bool {
	var sides [2]map[any]bool
	sides[0], sides[1] = map[any]bool{}, map[any]bool{}
	for _, v := range c.Voices {
		if v.Adds {
			for _, n := range v.Notes {
				sides[side(n)][v.origin] = true
			}
		}
	}
	for a := range sides[0] {
		for b := range sides[1] {
			if a != b {
				return true
			}
		}
	}
	return false
}

// corroborated reports whether two origins stand on one side, each with a written basis other than none.
func (c Count) corroborated() bool {
	var sides [2]map[any]bool
	sides[0], sides[1] = map[any]bool{}, map[any]bool{}
	for _, v := range c.Voices {
		for _, n := range v.Notes {
			if v.Adds && n.Basis != "" && n.Basis != "none" {
				sides[side(n)][v.origin] = true
			}
		}
	}
	return len(sides[0]) > 1 || len(sides[1]) > 1
}

// circular reports whether every channel has what it says only through other channels of the claim.
func (c Count) circular(counted []*Note) bool {
	leads := func(p Party, from *Source) bool {
		return p.Voice != nil && slices.ContainsFunc(c.Channels, func(s *Source) bool {
			return s != from && (p.Voice == s.voice || s.Outlet != nil && p.Voice.Outlet == s.Outlet && from.Outlet != s.Outlet)
		})
	}
	for _, n := range counted {
		if len(n.Via) == 0 {
			return false
		}
		for _, p := range n.Via {
			if !leads(p, n.Source) {
				return false
			}
		}
	}
	return true
}

// Counts is what a figure counts: its own words, or what the claim measures.
func Counts(counts, measure string) string {
	if counts != "" {
		return counts
	}
	return measure
}

// apart reports whether two figures that count the same have ranges that do not meet. A missing bound is open.
func apart(measure string, ns []*Note) bool {
	type span struct {
		low, high       float64
		hasLow, hasHigh bool
	}
	seen := map[string][]span{}
	for _, n := range ns {
		for _, f := range n.Figures {
			key := Counts(f.Counts, measure)
			a := span{f.Low, f.High, f.HasLow, f.HasHigh}
			for _, b := range seen[key] {
				if a.hasLow && b.hasHigh && a.low > b.high || b.hasLow && a.hasHigh && b.low > a.high {
					return true
				}
			}
			seen[key] = append(seen[key], a)
		}
	}
	return false
}

// Shift is a claim on which a speaker does not always say the same.
type Shift struct {
	Claim  *Claim
	Notes  []*Note // all of the speaker's on it, oldest first, then in text order
	Within bool    // the change happens inside one source
}

// Taken reports whether the speaker takes the stance: not only under an if, by a leaning question, or by implication.
func (n *Note) Taken() bool { return n.Put == "stated" || n.Put == "in-part" || n.Put == "assumed" }

// Shifts finds the claims on which the holder of ns takes different stances.
func Shifts(ns []*Note) []Shift {
	by := map[*Claim][]*Note{}
	var order []*Claim
	for _, n := range ns {
		if n.Claim == nil || n.Stance == "" || !n.Taken() {
			continue
		}
		if by[n.Claim] == nil {
			order = append(order, n.Claim)
		}
		by[n.Claim] = append(by[n.Claim], n)
	}
	var out []Shift
	for _, cl := range order {
		list := slices.Clone(by[cl])
		slices.SortStableFunc(list, func(a, b *Note) int { return compareDates(a.Source, b.Source) })
		sh := Shift{Claim: cl, Notes: list}
		differ := false
		for i := 1; i < len(list); i++ {
			if list[i].Stance != list[i-1].Stance {
				differ = true
				sh.Within = sh.Within || list[i].Source == list[i-1].Source
			}
		}
		if differ {
			out = append(out, sh)
		}
	}
	return out
}
