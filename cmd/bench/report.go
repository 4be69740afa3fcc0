package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// report prints the tables.
func report(w io.Writer, cfg config, machine, before, after string, results []result) {
	fmt.Fprintf(w, "%s. Runs of each: %d, in alternation; seed %d", machine, cfg.runs, cfg.o.Seed)
	if cfg.o.Restricted > 0 {
		fmt.Fprintf(w, "; %d of 100 sources restricted", cfg.o.Restricted)
	}
	if before != "" {
		fmt.Fprintf(w, "; load %s before, %s after", before, after)
	}
	fmt.Fprint(w, ".\n\n| sources | | wall, s: median (min–max) | CPU, s | peak memory, MB | files | output, MB |\n|--:|---|--:|--:|--:|--:|--:|\n")
	for _, r := range results {
		first := thousands(r.sources)
		for kind, t := range r.things {
			if len(t.samples) == 0 {
				continue
			}
			name := names[kind]
			if kind == again {
				name = fmt.Sprintf("%s: %d written", name, r.written)
			}
			memory := "–"
			if kind != cp && t.samples[0].peak > 0 { // what cp needs is less than what it inherits from this process
				memory = fmt.Sprintf("%.0f", median(t.of(func(s sample) float64 { return float64(s.peak) / 1e6 })))
			}
			fmt.Fprintf(w, "| %s | %s | %s | %.2f | %s | %s | %.1f |\n", first, name, spread(t.of(wall), "%.2f"), median(t.of(cpu)), memory,
				thousands(t.files), float64(t.bytes)/1e6)
			first = ""
		}
	}
	table(w, "\nRatios, run by run: median (min–max). The goals are for 10,000 sources.\n\n", results, rowsOfRatios(results))
	if slices.ContainsFunc(results, func(r result) bool { return r.live != nil }) {
		table(w, "\nA note is saved while `lateral serve` runs, until every page that it changes has come, ms: median (min–max).\n\n", results, rowsOfLive(results))
	}
}

// row is a line of a table with a column for each size; an empty cell is one that was not measured.
type row struct {
	name, goal string
	cells      []string
}

func table(w io.Writer, title string, results []result, rows []row) {
	fmt.Fprint(w, title+"| | goal |")
	for _, r := range results {
		fmt.Fprintf(w, " %s |", thousands(r.sources))
	}
	fmt.Fprint(w, "\n|---|--:|"+strings.Repeat("--:|", len(results))+"\n")
	for _, r := range rows {
		if !slices.ContainsFunc(r.cells, func(c string) bool { return c != "" }) {
			continue
		}
		fmt.Fprintf(w, "| %s | %s |", r.name, r.goal)
		for _, c := range r.cells {
			fmt.Fprintf(w, " %s |", cmp.Or(c, "–"))
		}
		fmt.Fprintln(w)
	}
}

func rowsOfRatios(results []result) (rows []row) {
	for _, q := range ratios {
		line := row{name: q.name, goal: q.goal}
		for _, r := range results {
			cell := ""
			if xs := r.ratio(q); len(xs) > 0 {
				cell = spread(xs, "%.3f")
			}
			line.cells = append(line.cells, cell)
		}
		rows = append(rows, line)
	}
	line := row{name: "again, nothing changed: files written", goal: "0"}
	for _, r := range results {
		line.cells = append(line.cells, thousands(r.written))
	}
	return append(rows, line)
}

// rowsOfLive tells latencies; the goals are 75 ms at 10,000 sources, 50 ms at 1,000.
func rowsOfLive(results []result) []row {
	of := func(name, goal string, cell func(l *live) string) row {
		line := row{name: name, goal: goal}
		for _, r := range results {
			text := ""
			if r.live != nil {
				text = cell(r.live)
			}
			line.cells = append(line.cells, text)
		}
		return line
	}
	rows := []row{of("all saves", "median ≤ 75, worst ≤ 200; at 1,000 median ≤ 50", func(l *live) string { return spread(l.of(""), "%.0f") })}
	var kinds []string
	for _, r := range results {
		if r.live != nil {
			kinds = r.live.kinds()
		}
	}
	for _, k := range kinds {
		rows = append(rows, of(map[string]string{"says": "what a note says", "stance": "its stance", "added": "a note more", "removed": "a note less"}[k], "", func(l *live) string {
			if xs := l.of(k); len(xs) > 0 {
				return spread(xs, "%.0f")
			}
			return ""
		}))
	}
	ratio := row{name: "median / that at 1,000", goal: "≤ 1.5"}
	at := slices.IndexFunc(results, func(r result) bool { return r.sources == 1000 && r.live != nil })
	for _, r := range results {
		cell := ""
		if at >= 0 && r.live != nil {
			cell = fmt.Sprintf("%.2f", median(r.live.of(""))/median(results[at].live.of("")))
		}
		ratio.cells = append(ratio.cells, cell)
	}
	return append(rows, ratio,
		of("saves", "", func(l *live) string { return thousands(len(l.saves)) }),
		of("saves whose first answer was not the last", "0", func(l *live) string { return thousands(l.waited()) }),
		of("pages changed that a fresh build makes otherwise", "0", func(l *live) string {
			return fmt.Sprintf("%s of %s", thousands(l.differ), thousands(l.pages))
		}),
		of("from the start to the first page, s", "", func(l *live) string { return fmt.Sprintf("%.2f", l.ready.Seconds()) }),
		of("peak memory of `serve`, MB", "", func(l *live) string {
			if l.peak == 0 {
				return ""
			}
			return fmt.Sprintf("%.0f", float64(l.peak)/1e6)
		}))
}

// ratio is one row of the second table: a measure of one thing divided by that of another.
type ratio struct {
	name      string
	over, per int
	of        func(sample) float64
	goal      string
}

var ratios = []ratio{
	{"lateral / Hugo, wall", build, hugo, wall, "≤ 0.1"},
	{"lateral / Hugo, CPU", build, hugo, cpu, ""},
	{"lateral / Hugo, peak memory", build, hugo, func(s sample) float64 { return float64(s.peak) }, "≤ 0.125"},
	{"lateral / cp -r, wall", build, cp, wall, "≤ 2"},
	{"with source files / without, wall", files, build, wall, "≤ 3"},
	{"second build / first, wall", again, build, wall, ""},
}

func wall(s sample) float64 { return s.wall.Seconds() }
func cpu(s sample) float64  { return s.cpu.Seconds() }

func (r *result) ratio(q ratio) (out []float64) {
	over, per := r.things[q.over].of(q.of), r.things[q.per].of(q.of)
	for i := range min(len(over), len(per)) {
		if over[i] > 0 && per[i] > 0 {
			out = append(out, over[i]/per[i])
		}
	}
	return out
}

func (t *series) of(f func(sample) float64) (out []float64) {
	for _, s := range t.samples {
		out = append(out, f(s))
	}
	return out
}

// median of an even number of values is the mean of the two in the middle.
func median(xs []float64) float64 {
	s := slices.Sorted(slices.Values(xs))
	return (s[(len(s)-1)/2] + s[len(s)/2]) / 2
}

func spread(xs []float64, format string) string {
	return fmt.Sprintf(format+" ("+format+"–"+format+")", median(xs), slices.Min(xs), slices.Max(xs))
}

// thousands writes 10000 as 10,000.
func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
