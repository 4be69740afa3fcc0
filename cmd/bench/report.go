package main

import (
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
	fmt.Fprint(w, "\nRatios, run by run: median (min–max).\n\n| |")
	for _, r := range results {
		fmt.Fprintf(w, " %s |", thousands(r.sources))
	}
	fmt.Fprint(w, "\n|---|"+strings.Repeat("--:|", len(results))+"\n")
	for _, q := range ratios {
		row, any := "| "+q.name+" |", false
		for _, r := range results {
			xs := r.ratio(q)
			if any = any || len(xs) > 0; len(xs) > 0 {
				row += " " + spread(xs, "%.3f") + " |"
			} else {
				row += " – |"
			}
		}
		if any {
			fmt.Fprintln(w, row)
		}
	}
}

// ratio is one row of the second table: a measure of one thing divided by that of another.
type ratio struct {
	name      string
	over, per int
	of        func(sample) float64
}

var ratios = []ratio{
	{"lateral / Hugo, wall", build, hugo, wall},
	{"lateral / Hugo, CPU", build, hugo, cpu},
	{"lateral / Hugo, peak memory", build, hugo, func(s sample) float64 { return float64(s.peak) }},
	{"lateral / cp -r, wall", build, cp, wall},
	{"with source files / without, wall", files, build, wall},
	{"second build / first, wall", again, build, wall},
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
