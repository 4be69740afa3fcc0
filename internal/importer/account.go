package importer

import (
	"slices"
	"strings"

	"github.com/lateral-reader/lateral/internal/source"
)

// Account says where the words of a file went: Words is Source, Front and those of Left together. Words are runs of letters and digits.
type Account struct {
	Words  int    // in the file; of a format with signs of its own, as tags, in what it shows
	Source int    // in the text of the source, its labels and times
	Front  int    // in the front matter
	Left   []Left // by reason, in the order of the file
	Added  int    // in the source or its title, but not in the file
}

// Left is what was left out for one reason.
type Left struct {
	Why          string
	Lines, Words int
}

// inFront marks the reasons of lines whose words are in the front matter.
const inFront = "front matter"

// account says where each word of the input is, and gives a word that is nowhere, or "". A label that touches its text, as in "AR:Yes", is two words.
func (r *reading) account(s *source.Source) (a Account, lost string) {
	input := tokens(r.input, nil)
	rest := map[string]int{}
	for w, n := range input {
		a.Words += n
		rest[w] = n
	}
	take := func(text string) (n int) {
		for w, k := range tokens(text, nil) {
			k = min(k, rest[w])
			rest[w] -= k
			n += k
		}
		return n
	}
	lines := slices.Clone(r.res.Dropped)
	slices.SortStableFunc(lines, func(a, b Line) int { return a.Line - b.Line })
	at := map[string]int{}
	for _, l := range lines {
		n := take(l.Text)
		if strings.Contains(l.Why, inFront) {
			a.Front += n
			continue
		}
		i, ok := at[l.Why]
		if !ok {
			i, at[l.Why] = len(a.Left), len(a.Left)
			a.Left = append(a.Left, Left{Why: l.Why})
		}
		a.Left[i].Lines++
		a.Left[i].Words += n
	}
	title := r.res.Title
	if r.invent {
		a.Added += total(tokens(title, nil))
		title = ""
	}
	a.Front += take(title + " " + r.res.Subtitle)
	have := tokens(r.res.Body, nil)
	if !r.keeps() || r.picked { // where the input holds no addresses and other words of Markdown
		have = tokens(s.Doc.Text, nil)
		for w, n := range tokens(r.res.Title+" "+r.res.Subtitle, nil) {
			have[w] -= n
		}
		for _, t := range s.Doc.Turns {
			tokens(t.Label+" "+t.Time, have)
		}
	}
	for w, n := range rest {
		if n > have[w] && (lost == "" || w < lost) {
			lost = w
		}
		a.Source += min(n, have[w])
	}
	for w, n := range have {
		if n > input[w] {
			a.Added += n - input[w]
		}
	}
	return a, lost
}

func total(m map[string]int) (n int) {
	for _, k := range m {
		n += k
	}
	return n
}

// Alike is how many of a hundred words two texts share.
func Alike(a, b string) int {
	as, bs := tokens(a, nil), tokens(b, nil)
	same := 0
	for w, n := range as {
		same += min(n, bs[w])
	}
	return 200 * same / max(total(as)+total(bs), 1)
}
