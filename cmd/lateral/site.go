package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	lateral "github.com/lateral-reader/lateral"
	"github.com/lateral-reader/lateral/internal/build"
	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/overlay"
	"github.com/lateral-reader/lateral/internal/shrink"
)

// siteDir finds the folder of the site: -s, or this folder, or the nearest above that has a lateral.yaml.
func (a *app) siteDir() (string, error) {
	if a.site != "" {
		info, err := os.Stat(a.site)
		if err != nil || !info.IsDir() {
			return "", usagef("there is no folder %s", a.site)
		}
		if _, err := os.Stat(filepath.Join(a.site, build.ConfigName)); err != nil {
			return "", usagef("%s is no site: it has no %s; begin one with lateral new %s", a.site, build.ConfigName, a.site)
		}
		return a.site, nil
	}
	dir := "."
	for range 32 {
		if _, err := os.Stat(filepath.Join(dir, build.ConfigName)); err == nil {
			return dir, nil
		}
		abs, err := filepath.Abs(dir)
		if err != nil || abs == filepath.Dir(abs) {
			break
		}
		dir = filepath.Join(dir, "..")
	}
	return "", usagef("there is no %s here or above; begin a site with lateral new DIR, or name one with -s DIR", build.ConfigName)
}

// read reads the site and prints the problems of its configuration, which end every verb.
func (a *app) read(ctx context.Context) (string, *build.Site, error) {
	dir, err := a.siteDir()
	if err != nil {
		return "", nil, err
	}
	ctx, end := a.stage(ctx, "reading")
	s, err := build.Read(ctx, os.DirFS(dir))
	end()
	if err != nil {
		return "", nil, err
	}
	if !diag.HasErrors(s.ConfigDiags) {
		a.print(dir, s.ConfigDiags)
		return dir, s, nil
	}
	if a.asJSON {
		err := a.json(struct {
			Problems []problem      `json:"problems"`
			Outcomes map[string]int `json:"outcomes"`
		}{problems(s.ConfigDiags), map[string]int{}})
		if err != nil {
			return "", nil, err
		}
	} else {
		a.print(dir, s.ConfigDiags)
	}
	return "", nil, coded{exitUsage, errPrinted}
}

// own are the files that come with the command.
var own = shrink.New(lateral.Assets)

// assets are the built-in templates and static files, with the site's own over them.
func assets(dir string) fs.FS {
	return overlay.New(os.DirFS(dir), own, "templates", "static")
}

// whole fills in what is not known of a place: every message has a line and a column, so that editors can read it.
func whole(p diag.Place) diag.Place {
	if p.File != "" {
		p.Line, p.Column = max(p.Line, 1), max(p.Column, 1)
	}
	return p
}

// assetProblems reports what stands in the site's templates/ and static/ and is not used.
func assetProblems(dir string) []diag.Diagnostic {
	var ds []diag.Diagnostic
	for _, top := range []string{"templates", "static"} {
		if info, err := os.Stat(filepath.Join(dir, top)); err == nil && !info.IsDir() {
			ds = append(ds, diag.Errorf(diag.Place{File: top}, "this is not a folder"))
		}
	}
	own, err := fs.ReadDir(os.DirFS(dir), "templates")
	if err != nil {
		return ds // none
	}
	builtIn, err := fs.ReadDir(lateral.Assets, "templates")
	if err != nil {
		return ds
	}
	var names []string
	for _, e := range builtIn {
		names = append(names, e.Name())
	}
	for _, e := range own {
		if e.IsDir() || strings.HasPrefix(e.Name(), ".") || slices.Contains(names, e.Name()) {
			continue
		}
		d := diag.Warnf(diag.Place{File: "templates/" + e.Name()}, "this file replaces no template")
		d.Hint = diag.DidYouMean(e.Name(), names)
		ds = append(ds, d)
	}
	return ds
}

// assetError tells a site's templates and static files that do not work, which are wrong configuration, from those that the machine cannot read.
func assetError(err error) error {
	var p *fs.PathError
	if err == nil || errors.As(err, &p) && !errors.Is(err, overlay.ErrKind) && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return coded{exitUsage, err}
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

// edition reads --edition.
func edition(name string) (corpus.Edition, error) {
	ed, ok := corpus.EditionOf(name)
	if !ok {
		return ed, usagef("unknown edition %q%s", name, orElse(name, corpus.EditionNames()))
	}
	return ed, nil
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
