package html

import (
	"math"
	"testing"

	"github.com/lateral-reader/lateral/internal/notes"
)

func TestAxis(t *testing.T) {
	exact := func(v float64) figure {
		return figure{Figure: notes.Figure{Low: v, High: v, HasLow: true, HasHigh: true}}
	}
	least := func(v float64) figure { return figure{Figure: notes.Figure{Low: v, HasLow: true}} }
	most := func(v float64) figure { return figure{Figure: notes.Figure{High: v, HasHigh: true}} }
	for _, c := range []struct {
		name string
		fs   []figure
		want axis
	}{
		{"from nought", []figure{exact(4), exact(9)}, axis{0, 10, 2}},
		{"close together", []figure{exact(9400), exact(9500)}, axis{9400, 9500, 20}},
		{"one number twice", []figure{exact(14000), exact(14000)}, axis{0, 15000, 5000}},
		{"room for an open end", []figure{exact(1), least(10)}, axis{0, 12, 2}},
		{"nought itself, at most", []figure{exact(5), most(0)}, axis{-1, 5, 1}},
		{"below nought", []figure{exact(-3), exact(-9)}, axis{-10, 0, 2}},
		{"shares", []figure{exact(.1), exact(.35)}, axis{0, .4, .1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := axisOf(c.fs)
			for _, p := range [][2]float64{{got.low, c.want.low}, {got.high, c.want.high}, {got.step, c.want.step}} {
				if math.Abs(p[0]-p[1]) > 1e-9 {
					t.Fatalf("axisOf = %v, want %v", got, c.want)
				}
			}
		})
	}
}

func TestNumber(t *testing.T) {
	for v, want := range map[float64]string{
		0: "0", 7: "7", 999: "999", 1000: "1,000", 31000: "31,000", 1234567.5: "1,234,567.5", -1200: "−1,200", .35: "0.35", 1e18: "1e+18",
	} {
		if got := number(v); got != want {
			t.Errorf("number(%v) = %q, want %q", v, got, want)
		}
	}
}
