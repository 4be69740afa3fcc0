package html

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/notes"
)

// figures are the numbers given for a claim. Those that count the same share an axis; the others stand beside it in words.
type figures struct {
	Title  string // what the claim measures, or "Figures"
	Plots  []plot
	Beside []figureRow // what cannot stand on an axis with another
	Differ bool        // not all count the same
	More   *goesOn
}

// plot is one axis with the table that says the same.
type plot struct {
	ID      string
	Counts  string
	Says    string // the picture in words
	W, H    string
	Axis    string // y of the axis
	Below   string // y of the words under it
	Left    string
	Right   string
	Ticks   []tick
	Items   []plotItem
	Rows    []figureRow
	Details bool // some row says where, when or of what
}

// tick is a number on the axis.
type tick struct{ X, Words, Anchor string }

// plotItem is one figure on the axis: a point, or a range with ends that may be open. Numbers are pixels of the view box.
type plotItem struct {
	Label, Anchor, LabelX, LabelY string
	Y                             string
	Point                         string  // x; "" for a range
	From, To                      string  // the solid line; "" where there is none
	OpenFrom, OpenTo              string  // the dotted line towards a missing bound
	End, EndTop, EndBottom        string  // the known bound of an open range
	from, to                      float64 // what the label stands over: a range, or the known bound
}

// figureRow is one figure in words.
type figureRow struct {
	Words    string
	Link     Link
	Lang     string
	Counts   string // "" where it is not said
	Bounds   string // "at least 9"
	Low      string // "open" where missing
	High     string
	Bounded  bool
	Who      string
	Stance   string
	Class    string
	Details  string // where, when, of what
	In, Date string
}

// figure is a figure with the note that has it.
type figure struct {
	notes.Figure
	n   *corpus.Note
	key string // what it counts
}

func (f figure) bounded() bool { return f.HasLow || f.HasHigh }

// figuresOf lists the figures of a claim, those that count the same together, the first of its own measure.
func figuresOf(cl *corpus.Claim) (all []figure) {
	byCount := map[string][]figure{}
	var order []string
	if cl.Measure.What != "" {
		order = append(order, cl.Measure.What)
	}
	for _, n := range slices.Concat(cl.Notes, cl.Evidence) {
		for _, f := range n.Figures {
			key := corpus.Counts(f.Counts, cl.Measure.What)
			if !slices.Contains(order, key) {
				order = append(order, key)
			}
			byCount[key] = append(byCount[key], figure{f, n, key})
		}
	}
	for _, key := range order {
		slices.SortStableFunc(byCount[key], func(a, b figure) int { return corpus.Earliest(a.n, b.n) })
		all = append(all, byCount[key]...)
	}
	return all
}

// figures shows figures of a claim, as figuresOf orders them; nil where the claim has none.
func (s *site) figures(at string, cl *corpus.Claim, list []figure) *figures {
	all := figuresOf(cl)
	if len(all) == 0 {
		return nil
	}
	differ := slices.ContainsFunc(all, func(f figure) bool { return f.key != all[0].key })
	out := &figures{Title: "Figures", Differ: differ}
	if cl.Measure.What != "" {
		out.Title = "How many " + cl.Measure.What
		if out.Differ {
			out.Title = "Figures"
		}
	}
	for len(list) > 0 {
		key, end := list[0].key, slices.IndexFunc(list, func(f figure) bool { return f.key != list[0].key })
		if end < 0 {
			end = len(list)
		}
		fs := list[:end]
		list = list[end:]
		rows := make([]figureRow, len(fs))
		bounded := 0
		for i, f := range fs {
			rows[i] = s.figureRow(at, cl.Coll.Lang, key, f)
			if f.bounded() {
				bounded++
			}
		}
		// A lone number has nothing to be compared with, and what says not what it counts may count anything.
		if key == "" || bounded < 2 {
			out.Beside = append(out.Beside, rows...)
			continue
		}
		p := draw(fs, rows)
		p.ID, p.Counts, p.Rows = "fig-"+strconv.Itoa(len(out.Plots)+1), key, rows
		p.Details = slices.ContainsFunc(rows, func(r figureRow) bool { return r.Details != "" })
		out.Plots = append(out.Plots, p)
	}
	return out
}

func (s *site) figureRow(at, lang, key string, f figure) figureRow {
	r := figureRow{
		Words: s.figureText(f.n, f.Words), Link: Link{Href: s.toMark(at, f.n), Text: f.Words}, Lang: langOf(f.n.Source, lang), Counts: key, Bounds: bounds(f.Figure),
		Low: "open", High: "open", Bounded: f.bounded(), Who: partyWords(*f.n.Holder), In: isolated(f.n.Source.Title), Date: dateWords(f.n.Source.Date()),
	}
	if f.HasLow {
		r.Low = number(f.Low)
	}
	if f.HasHigh {
		r.High = number(f.High)
	}
	if f.n.Kind.Name == "claim" {
		r.Stance, r.Class = stanceOf(f.n), stanceClass(f.n)
	}
	var d []string
	for _, w := range []string{f.Where, f.When} {
		if w != "" {
			d = append(d, w)
		}
	}
	if f.Of != "" {
		d = append(d, "of "+f.Of)
	}
	r.Details = strings.Join(d, "; ")
	return r
}

// bounds says a figure as far as its words go: "exactly 9", "at least 9", "9 to 12", "no number is given".
func bounds(f notes.Figure) string {
	switch {
	case f.HasLow && f.HasHigh && f.Low == f.High:
		return "exactly " + number(f.Low)
	case f.HasLow && f.HasHigh:
		return number(f.Low) + " to " + number(f.High)
	case f.HasLow:
		return "at least " + number(f.Low)
	case f.HasHigh:
		return "at most " + number(f.High)
	}
	return "no number is given"
}

// number writes a number with commas between thousands and no more decimals than it has.
func number(v float64) string {
	if math.Abs(v) >= 1e15 {
		return strconv.FormatFloat(v, 'g', -1, 64)
	}
	t := strconv.FormatFloat(math.Abs(v), 'f', -1, 64)
	whole, dec, has := strings.Cut(t, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if has {
		whole += "." + dec
	}
	if v < 0 {
		whole = "−" + whole
	}
	return whole
}
