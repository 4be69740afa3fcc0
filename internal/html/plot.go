package html

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// The measures of a plot, in units of its view box.
const (
	plotWidth = 560.0
	plotLeft  = 20.0
	plotRight = 540.0
	plotRow   = 40.0
	plotType  = 13 // of labels
)

// draw places figures on one axis: an exact one is a point, a range a line, a missing bound goes on dotted to the end of the axis.
func draw(fs []figure, rows []figureRow) plot {
	a := axisOf(fs)
	x := func(v float64) float64 { return plotLeft + (v-a.low)/(a.high-a.low)*(plotRight-plotLeft) }
	var p plot
	says := make([]string, 0, len(fs))
	n := 0.0
	for i, f := range fs {
		if !f.bounded() {
			continue
		}
		y := 34 + n*plotRow
		n++
		from, to := plotLeft, plotRight
		if f.HasLow {
			from = x(f.Low)
		}
		if f.HasHigh {
			to = x(f.High)
		}
		it := span(y, from, to, f.HasLow, f.HasHigh)
		label := rows[i].Who + ": “" + rows[i].Words + "”"
		it.place(y, label)
		p.Items = append(p.Items, it)
		says = append(says, label+", "+rows[i].Bounds)
	}
	axis := 34 + n*plotRow - 16
	p.W, p.H, p.Axis, p.Below = px(plotWidth), px(axis+26), px(axis), px(axis+18)
	p.Left, p.Right = px(plotLeft), px(plotRight)
	steps := int(math.Round((a.high - a.low) / a.step))
	for i := range steps + 1 {
		v := a.low + float64(i)*a.step
		t := tick{X: px(x(v)), Words: number(tidy(v, a.step)), Anchor: "middle"}
		if utf8.RuneCountInString(t.Words) > 5 && i == steps {
			t.Anchor = "end"
		} else if utf8.RuneCountInString(t.Words) > 5 && i == 0 {
			t.Anchor = "start"
		}
		p.Ticks = append(p.Ticks, t)
	}
	p.Says = "Figures on one axis from " + number(tidy(a.low, a.step)) + " to " + number(tidy(a.high, a.step)) + ". " + strings.Join(says, "; ") + "."
	return p
}

// span draws what lies between two places of an axis, in a row at y. A side that has no bound is open.
func span(y, from, to float64, hasFrom, hasTo bool) plotItem {
	if !hasFrom {
		from = plotLeft
	}
	if !hasTo {
		to = plotRight
	}
	it := plotItem{Y: px(y), EndTop: px(y - 5), EndBottom: px(y + 5), from: from, to: to}
	switch {
	case hasFrom && hasTo && to-from < 5:
		it.Point = px((from + to) / 2)
	case hasFrom && hasTo:
		it.From, it.To = px(from), px(to)
	case hasFrom:
		it.End, it.OpenFrom, it.OpenTo = px(from), px(from), px(to)
		it.to = from
	default:
		it.End, it.OpenFrom, it.OpenTo = px(to), px(to), px(from)
		it.from = to
	}
	return it
}

// place puts a label over an item, on the side where there is more room.
func (it *plotItem) place(y float64, label string) {
	it.LabelY, it.LabelX, it.Anchor = px(y-10), px(it.from), "start"
	room := plotRight - it.from
	if (it.from+it.to)/2 > (plotLeft+plotRight)/2 {
		it.LabelX, it.Anchor, room = px(it.to), "end", it.to-plotLeft
	}
	it.Label = fit(label, plotType, int(room)) // the table has it whole
}

// axis is the stretch of numbers that a plot shows.
type axis struct{ low, high, step float64 }

// axisOf finds round ends around all bounds. It begins at nought where that does not squeeze the figures into a corner, as a length that does not
// start there misleads.
func axisOf(fs []figure) axis {
	low, high := math.Inf(1), math.Inf(-1)
	for _, f := range fs {
		if f.HasLow {
			low, high = min(low, f.Low), max(high, f.Low)
		}
		if f.HasHigh {
			low, high = min(low, f.High), max(high, f.High)
		}
	}
	if low > 0 && (high-low)*10 >= high || low == high && low > 0 {
		low = 0
	}
	if high < 0 && (high-low)*10 >= -low || low == high && high < 0 {
		high = 0
	}
	step := niceStep((high - low) / 5)
	a := axis{low: math.Floor(low/step) * step, high: math.Ceil(high/step) * step, step: step}
	// An open end needs room to be seen.
	for _, f := range fs {
		if f.HasLow && !f.HasHigh && f.Low > a.high-step/2 {
			a.high += step
		}
		if f.HasHigh && !f.HasLow && f.High < a.low+step/2 {
			a.low -= step
		}
	}
	if a.high <= a.low {
		a.high = a.low + step
	}
	return a
}

// niceStep rounds a step up to 1, 2 or 5 times a power of ten.
func niceStep(v float64) float64 {
	if v <= 0 || math.IsInf(v, 0) || math.IsNaN(v) {
		return 1
	}
	p := math.Pow(10, math.Floor(math.Log10(v)))
	for _, m := range []float64{1, 2, 5} {
		if v <= m*p*(1+1e-9) {
			return m * p
		}
	}
	return 10 * p
}

// tidy takes away what floating point adds to a multiple of a step.
func tidy(v, step float64) float64 {
	decimals := max(0, -int(math.Floor(math.Log10(step)+1e-9)))
	t, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'f', decimals, 64), 64)
	return t
}

// px writes a length with one decimal at most, so that pages are the same bytes on every machine.
func px(v float64) string {
	t := strconv.FormatFloat(v, 'f', 1, 64)
	return strings.TrimSuffix(t, ".0")
}
