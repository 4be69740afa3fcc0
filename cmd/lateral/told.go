package main

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/diag"
)

// checked is a check as --json gives it, and whatever else has nothing but problems to tell.
type checked struct {
	Problems []problem      `json:"problems"`
	Outcomes map[string]int `json:"outcomes"`
	Fixed    []fixed        `json:"fixed,omitempty"`
}

// refuse prints the problems that end a verb, as JSON where that was asked for, and gives the error that ends it with the exit code.
func (a *app) refuse(code int, dir string, ds []diag.Diagnostic) error {
	if !a.asJSON {
		a.print(dir, ds)
	} else if err := a.json(checked{Problems: problems(ds), Outcomes: map[string]int{}}); err != nil {
		return err
	}
	return coded{code, errPrinted}
}

// print writes problems to stderr, with the site's folder before their paths.
func (a *app) print(dir string, ds []diag.Diagnostic) {
	for _, d := range ds {
		d.Place = whole(d.Place)
		if dir != "." && !filepath.IsAbs(d.File) && d.File != "" {
			d.File = filepath.ToSlash(filepath.Join(dir, d.File))
		}
		fmt.Fprintln(a.err, d)
	}
}

// problem is a Diagnostic as --json gives it.
type problem struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Level   string `json:"level"`
	Message string `json:"message"`
	Hint    string `json:"hint"`
}

func problems(ds []diag.Diagnostic) []problem {
	out := []problem{}
	for _, d := range ds {
		d.Place = whole(d.Place)
		out = append(out, problem{d.File, d.Line, d.Column, d.Level.String(), d.Message, d.Hint})
	}
	return out
}

// json writes a value to stdout.
func (a *app) json(v any) error {
	a.told = true
	enc := json.NewEncoder(a.out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// whole fills in what is not known of a place: every message has a line and a column, so that editors can read it.
func whole(p diag.Place) diag.Place {
	if p.File != "" {
		p.Line, p.Column = max(p.Line, 1), max(p.Column, 1)
	}
	return p
}

// bad reports whether problems end the verb: errors always, warnings under --strict.
func bad(ds []diag.Diagnostic, strict bool) bool {
	return diag.HasErrors(ds) || strict && len(ds) > 0
}

// begins says what comes first where a site has nothing to show.
func (a *app) begins(c *corpus.Corpus) {
	if len(c.Collections) == 0 {
		fmt.Fprintln(a.err, "there is no collection in content/; begin one with lateral new collection ID")
	}
}

// counted gives the summary of outcomes: "118 exact, 2 moved".
func counted(c *corpus.Corpus, names []string) string {
	m := c.Outcomes()
	var parts []string
	total := 0
	for _, n := range names {
		total += m[n]
		if m[n] > 0 || n == "exact" {
			parts = append(parts, fmt.Sprintf("%d %s", m[n], n))
		}
	}
	return plural(total, "quote") + ": " + strings.Join(parts, ", ")
}

// tally counts problems in words.
func tally(ds []diag.Diagnostic) string {
	errs := 0
	for _, d := range ds {
		if d.Level == diag.Error {
			errs++
		}
	}
	return fmt.Sprintf("%s, %s", plural(errs, "error"), plural(len(ds)-errs, "warning"))
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}
