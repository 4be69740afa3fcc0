package captions

import (
	"slices"
	"strings"
)

// Captions that roll show a line again above each new one, or show a line while it grows; some programs put a caption of a hundredth of a second
// between two. Each line is wanted once. But what looks like a line shown again may be words said again, so nothing is left out unless the
// captions around it clearly roll.

const (
	bridge     = 60  // milliseconds: a caption as short is none to be read
	contiguous = 250 // milliseconds between two captions of which the second may show the first one's lines
	around     = 8   // how many captions before and behind are looked at
)

// step is how a caption follows the one before.
type step uint8

const (
	fresh   step = iota // shows nothing of it
	rolls               // shows its last lines and new ones below, or its last line with more words
	bridges             // shows its last lines and nothing else, for no time or after no time
	same                // shows its last lines and nothing else
)

// screen is a caption as it is shown.
type screen struct {
	lines      []Line
	start, end int64
	step       step
	shown      int  // how many of its lines the caption before shows, the growing one among them
	grown      bool // the last of these has more words than there
}

// lit gives the cues of a file that shows each caption again and again, each time with another word set off, with each caption once. Where less than half
// of the captions are the one before with tags elsewhere, all stay.
func lit(cues []Cue) ([]Cue, []Rest) {
	same := make([]bool, len(cues))
	n := 0
	for i := 1; i < len(cues); i++ {
		c, prev := &cues[i], &cues[i-1]
		if c.Marked != prev.Marked && c.Start >= prev.Start && c.Start <= prev.End+contiguous && slices.EqualFunc(c.Lines(), prev.Lines(), equal) {
			same[i] = true
			n++
		}
	}
	if n*2 < len(cues) || n < 3 {
		return cues, nil
	}
	var out []Cue
	var again []Rest
	for i, c := range cues {
		if !same[i] {
			out = append(out, c)
			continue
		}
		out[len(out)-1].End = c.End
		for _, l := range c.Lines() {
			again = append(again, Rest{l.N, l.Text, Repeated})
		}
	}
	return out, again
}

// Merge gives the cues without the lines that the caption before showed already, where captions roll, and those lines. Cues that have
// nothing new are left out. Where captions do not roll, all stay as they are.
func Merge(cues []Cue) ([]Cue, []Rest) {
	cues, again := lit(cues)
	all := make([]screen, len(cues))
	for i, c := range cues {
		all[i] = screen{lines: c.Lines(), start: c.Start, end: c.End}
		if i > 0 {
			all[i].follow(&all[i-1])
		}
	}
	rolling := areas(all)
	var out []Cue
	for i, c := range cues {
		s := &all[i]
		if i == 0 || !rolling[i] || s.shown == 0 {
			out = append(out, c)
			continue
		}
		n := s.shown
		if s.step == same && s.repeats(&all[i-1]) {
			n = s.shown - 1 // the screen rolled by one line, which is equal
		}
		if n == 0 {
			out = append(out, c)
			continue
		}
		kept := Cue{ID: c.ID, Start: c.Start, End: c.End, Settings: c.Settings}
		for j, l := range s.lines {
			switch {
			case j == n-1 && s.grown:
				old := all[i-1].lines[len(all[i-1].lines)-1]
				again = append(again, Rest{l.N, old.Text, Repeated})
				kept.put(Line{l.Voice, strings.TrimSpace(l.Text[len(old.Text):]), l.N})
			case j < n:
				again = append(again, Rest{l.N, l.Text, Repeated})
			default:
				kept.put(l)
			}
		}
		if len(kept.Runs) > 0 {
			out = append(out, kept)
		}
	}
	return out, again
}

// put appends a line.
func (c *Cue) put(l Line) {
	if len(c.Runs) == 0 {
		c.Line = l.N
	} else {
		c.Runs[len(c.Runs)-1].Text += "\n"
	}
	c.Runs = append(c.Runs, Run{Voice: l.Voice, Text: l.Text, Line: l.N})
}

// follow tells how a caption follows the one before: it shows as many of that one's last lines as can be.
func (s *screen) follow(prev *screen) {
	if len(s.lines) == 0 || len(prev.lines) == 0 || s.start < prev.start || s.start < prev.end-contiguous && s.start == prev.start ||
		s.start > prev.end+contiguous || prev.end < 0 {
		return
	}
	for k := min(len(prev.lines), len(s.lines), 4); k > 0; k-- {
		old := prev.lines[len(prev.lines)-k:]
		whole := true
		for j := 0; j < k-1 && whole; j++ {
			whole = equal(old[j], s.lines[j])
		}
		if !whole {
			continue
		}
		switch last, now := old[k-1], s.lines[k-1]; {
		case equal(last, now):
			s.shown = k
		case k == len(s.lines) && grows(last, now):
			s.shown, s.grown = k, true
		default:
			continue
		}
		break
	}
	switch {
	case s.shown == 0:
	case s.grown || s.shown < len(s.lines):
		s.step = rolls
	case s.end-s.start <= bridge:
		s.step = bridges
	default:
		s.step = same
	}
}

func equal(a, b Line) bool { return a.Text == b.Text && a.Voice == b.Voice }

// grows reports whether b is a with more words.
func grows(a, b Line) bool {
	return a.Voice == b.Voice && len(b.Text) > len(a.Text) && strings.HasPrefix(b.Text, a.Text) && b.Text[len(a.Text)] == ' '
}

// repeats reports whether a caption that is equal to the one before may be that one rolled on by a line: all its lines are equal.
func (s *screen) repeats(prev *screen) bool {
	if len(s.lines) != len(prev.lines) {
		return false
	}
	for _, l := range s.lines {
		if !equal(l, s.lines[0]) {
			return false
		}
	}
	return len(s.lines) > 1 || prev.end-prev.start > bridge
}

// areas says of each caption whether those around it roll: most captions near it roll or bridge, two or more of them, and not all of these
// bridge.
func areas(all []screen) []bool {
	out := make([]bool, len(all))
	count := func(i int) (n, roll, signs int) {
		if i <= 0 || i >= len(all) || len(all[i].lines) == 0 {
			return 0, 0, 0
		}
		switch all[i].step {
		case rolls:
			return 1, 1, 1
		case bridges:
			return 1, 0, 1
		}
		return 1, 0, 0
	}
	n, roll, signs := 0, 0, 0
	for i := range min(around, len(all)) {
		a, b, c := count(i)
		n, roll, signs = n+a, roll+b, signs+c
	}
	for i := range all {
		a, b, c := count(i + around)
		n, roll, signs = n+a, roll+b, signs+c
		a, b, c = count(i - around - 1)
		n, roll, signs = n-a, roll-b, signs-c
		out[i] = roll >= 1 && signs >= 2 && signs*10 >= n*6
	}
	return out
}
