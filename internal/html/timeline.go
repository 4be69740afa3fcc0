package html

import (
	"math"
	"slices"
	"strings"
	"time"

	"github.com/lateral-reader/lateral/internal/corpus"
)

// timeline is the dated sources of a collection on one axis, with the table that says the same. What has no date stands in the table alone.
type timeline struct {
	Plot    *plot // nil where fewer than two sources have a date
	Rows    []timelineRow
	Undated int
	More    *goesOn
}

// timelineRow is one source.
type timelineRow struct {
	Source       Link
	Outlet, Date string
	Why          string // how a span of time is known
}

// timelineRowHeight is the room of one source, in units of the view box.
const timelineRowHeight = 34.0

// timeline draws when the sources of a collection were published; nil where there is nothing to compare.
func (s *site) timeline(at string, col *corpus.Collection, d *divided, i int) *timeline {
	if len(col.Sources) < 2 {
		return nil
	}
	t := &timeline{More: d.goesOn(at, "sources", "sources")}
	var dated []*corpus.Source
	for _, src := range entries(d, "sources", i, byDate(col.Sources)) {
		d := src.Date()
		t.Rows = append(t.Rows, timelineRow{Source: Link{Href: toSource(at, src), Text: src.Title}, Outlet: outletWords(src), Date: dateWords(d), Why: d.Bounds().Why})
		if d.IsZero() {
			t.Undated++
		} else {
			dated = append(dated, src)
		}
	}
	if len(dated) > 1 {
		t.Plot = drawDates(dated)
	}
	return t
}

// drawDates places sources on an axis of time: a day in a long time is a point, a month, a year or a span a line, a missing bound goes on dotted.
func drawDates(sources []*corpus.Source) *plot {
	var from, to time.Time
	see := func(t time.Time) {
		if from.IsZero() || t.Before(from) {
			from = t
		}
		if to.IsZero() || t.After(to) {
			to = t
		}
	}
	for _, src := range sources {
		if t, ok := src.Date().Earliest(); ok {
			see(t)
		}
		if t, ok := src.Date().Latest(); ok {
			see(t)
		}
	}
	// An open end needs room to be seen.
	pad := max(to.Sub(from)/8, 24*time.Hour)
	first, last := from.Add(pad), to.Add(-pad)
	for _, src := range sources {
		a, hasA := src.Date().Earliest()
		b, hasB := src.Date().Latest()
		if !hasB && a.After(last) {
			see(a.Add(pad))
		}
		if !hasA && b.Before(first) {
			see(b.Add(-pad))
		}
	}
	ticks, unit := dateTicks(from, to)
	from, to = ticks[0], ticks[len(ticks)-1]
	x := func(t time.Time) float64 {
		return plotLeft + t.Sub(from).Seconds()/to.Sub(from).Seconds()*(plotRight-plotLeft)
	}
	p := &plot{ID: "tl", W: px(plotWidth), Left: px(plotLeft), Right: px(plotRight)}
	var says []string
	for i, src := range sources {
		y := 30 + float64(i)*timelineRowHeight
		d := src.Date()
		a, hasA := d.Earliest()
		b, hasB := d.Latest()
		it := span(y, x(a), x(b), hasA, hasB)
		it.place(y, outletOr(src)+": "+src.Title)
		p.Items = append(p.Items, it)
		says = append(says, src.Title+", "+dateWords(d))
	}
	axis := 30 + float64(len(sources))*timelineRowHeight - 16
	p.H, p.Axis, p.Below = px(axis+26), px(axis), px(axis+18)
	for i, t := range ticks {
		k := tick{X: px(x(t)), Words: t.Format(unit), Anchor: "middle"}
		switch i {
		case 0:
			k.Anchor = "start"
		case len(ticks) - 1:
			k.Anchor = "end"
		}
		p.Ticks = append(p.Ticks, k)
	}
	p.Says = "Sources by date from " + ticks[0].Format("January 2006") + " to " + to.Format("January 2006") + ". " + strings.Join(says, "; ") + "."
	return p
}

// dateTicks finds round dates around a stretch of time, eight at most, and how they are written.
func dateTicks(from, to time.Time) ([]time.Time, string) {
	day := time.Date(from.Year(), from.Month(), from.Day(), 0, 0, 0, 0, time.UTC)
	month := time.Date(from.Year(), from.Month(), 1, 0, 0, 0, 0, time.UTC)
	for _, u := range []struct {
		start        time.Time
		months, days int
		layout       string
	}{
		{day, 0, 1, "2 Jan"}, {day, 0, 2, "2 Jan"}, {day, 0, 7, "2 Jan"}, {month, 1, 0, "Jan 2006"}, {month, 2, 0, "Jan 2006"}, {month, 3, 0, "Jan 2006"}, {month, 6, 0, "Jan 2006"},
	} {
		if ts := datesFrom(u.start, to, u.months, u.days); len(ts) <= 8 {
			return ts, u.layout
		}
	}
	years := max(1, niceStep(float64(to.Year()-from.Year()+1)/6))
	start := int(math.Floor(float64(from.Year())/years) * years)
	return datesFrom(time.Date(start, 1, 1, 0, 0, 0, 0, time.UTC), to, 12*int(years), 0), "2006"
}

// datesFrom counts on from a date until the end is reached; never more than is needed to see that it is too many.
func datesFrom(t, end time.Time, months, days int) []time.Time {
	ts := []time.Time{t}
	for len(ts) < 2 || ts[len(ts)-1].Before(end) && len(ts) < 20 {
		ts = append(ts, t.AddDate(0, months*len(ts), days*len(ts)))
	}
	return ts
}

// byDate orders sources by the earliest instant of their date; those without one come last.
func byDate(sources []*corpus.Source) []*corpus.Source {
	out := slices.Clone(sources)
	slices.SortStableFunc(out, func(a, b *corpus.Source) int {
		return corpus.Earliest(&corpus.Note{Source: a}, &corpus.Note{Source: b})
	})
	return out
}
