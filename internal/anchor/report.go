package anchor

import (
	"fmt"
	"strings"

	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/doc"
	"github.com/lateral-reader/lateral/internal/notes"
	"github.com/lateral-reader/lateral/internal/words"
)

// report adds an orphan's message with what looks most like it, if anything does.
func (r *resolver) report(n *notes.Note, found []candidate, format string, args ...any) {
	d := diag.Errorf(n.QuoteAt(), format, args...)
	if len(found) > 0 {
		c := found[0]
		d = d.WithHint("nearest text is %q, %s", r.d.Text[c.Start:c.End], r.spot(c.Start))
		d.Hint += fmt.Sprintf("; score %d: %s", c.score, c.diff)
		if c.why != "" {
			d.Hint += " (" + c.why + ")"
		}
		if len(found) > 1 {
			d.Hint += "; or " + r.shownAs(found[1:min(3, len(found))])
		}
		r.diags = append(r.diags, d)
		return
	}
	quote := n.Quote
	if quote == "" {
		quote = n.From
		if len(r.text.Find(n.From)) > 0 {
			quote = n.To
		}
	}
	if near, ok := r.nearest(quote); ok {
		d = d.WithHint("nearest text is %q, %s", r.d.Text[near.Start:near.End], r.spot(near.Start))
	}
	r.diags = append(r.diags, d)
}

// shown is the quote as messages show it.
func shown(n *notes.Note) string {
	if n.Quote != "" {
		return shorten(n.Quote)
	}
	return shorten(n.From) + " … " + shorten(n.To)
}

func shorten(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if cut, more := words.Cut(s, 16); more {
		return cut + " …"
	}
	return s
}

// spot names a place in the text for people.
func (r *resolver) spot(off int) string {
	leaf := r.d.LeafAt(off)
	if leaf == nil {
		return r.path
	}
	name := "paragraph " + fmt.Sprint(leaf.Number)
	switch {
	case leaf.Kind == doc.Headline:
		return "the headline (paragraph 0)"
	case leaf.Kind == doc.Subtitle:
		return "the subtitle (paragraph sub)"
	case leaf.Kind == doc.Heading:
		name = fmt.Sprintf("heading h%d", leaf.Number)
	}
	if leaf.Line > 0 {
		name += fmt.Sprintf(" (%s:%d)", r.path, leaf.Line)
	}
	return name
}

func (r *resolver) where(ps []place) string {
	var names []string
	for i, p := range ps {
		if i == 5 {
			names = append(names, fmt.Sprintf("%d more", len(ps)-5))
			break
		}
		names = append(names, r.spot(p.Start))
	}
	return strings.Join(names, ", ")
}

// read lists the words of the text, those equal but for case under one number.
func (r *resolver) read() {
	r.kinds = map[string]int{}
	words.Each(r.d.Text, func(s, e int) {
		w := strings.ToLower(r.d.Text[s:e])
		k, ok := r.kinds[w]
		if !ok {
			k = len(r.kinds)
			r.kinds[w] = k
		}
		r.at, r.kind = append(r.at, doc.Range{Start: s, End: e}), append(r.kind, k)
	})
}

// nearest finds the stretch of as many words as the quote that shares most of them, of equals the one that has more of them in its order;
// at least half must be shared.
func (r *resolver) nearest(quote string) (doc.Range, bool) {
	if r.kinds == nil {
		r.read()
	}
	want, pairs, total, last := make([]int, len(r.kinds)), map[[2]int]bool{}, 0, -1
	words.Each(quote, func(s, e int) {
		k, ok := r.kinds[strings.ToLower(quote[s:e])]
		if ok {
			want[k]++
			pairs[[2]int{last, k}] = last >= 0
		} else {
			k = -1
		}
		last = k
		total++
	})
	pair := func(i int) int { // whether the quote has the words i-1 and i one after the other, too
		if i > 0 && pairs[[2]int{r.kind[i-1], r.kind[i]}] {
			return 1
		}
		return 0
	}
	if total == 0 || len(r.at) == 0 {
		return doc.Range{}, false
	}
	have, score, best, from := make([]int, len(r.kinds)), 0, 0, -1
	order, bestOrder := 0, 0
	for i, k := range r.kind {
		if have[k]++; have[k] <= want[k] {
			score++
		}
		if i >= total {
			k := r.kind[i-total]
			if have[k]--; have[k] < want[k] {
				score--
			}
		}
		if total > 1 {
			order += pair(i)
			if i >= total {
				order -= pair(i - total + 1)
			}
		}
		// A stretch that begins with a shared word is preferred, so that the shown text is aligned.
		start := max(0, i-total+1)
		aligned := from >= 0 && want[r.kind[from]] == 0 && want[r.kind[start]] > 0
		if score > best || score == best && score > 0 && (order > bestOrder || order == bestOrder && aligned) {
			best, bestOrder, from = score, order, start
		}
	}
	if from < 0 || best*2 < total {
		return doc.Range{}, false
	}
	return doc.Range{Start: r.at[from].Start, End: r.at[min(from+total, len(r.at))-1].End}, true
}
