package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	lateral "github.com/lateral-reader/lateral"
	"github.com/lateral-reader/lateral/internal/build"
	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/html"
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
	if diag.HasErrors(s.ConfigDiags) {
		return "", nil, a.refuse(exitUsage, dir, s.ConfigDiags)
	}
	a.print(dir, s.ConfigDiags)
	return dir, s, nil
}

// everything is the edition in which nothing is left out: for verbs that check a site or add to it.
const everything = "teacher"

// opened is a site that was read, and one edition of it.
type opened struct {
	dir      string
	site     *build.Site
	corpus   *corpus.Corpus
	problems []diag.Diagnostic // of its content; a verb that adds to a site goes on with them
}

// open reads the site and links one edition of it.
func (a *app) open(ctx context.Context, name string) (*opened, error) {
	ed, err := edition(name)
	if err != nil {
		return nil, err
	}
	dir, s, err := a.read(ctx)
	if err != nil {
		return nil, err
	}
	c, ds := s.Link(ed)
	return &opened{dir, s, c, ds}, nil
}

// own are the files that come with the command.
var own = shrink.New(lateral.Assets)

// assets are the built-in templates and static files, with the site's own over them.
func assets(dir string) fs.FS {
	return overlay.New(own.Under(os.DirFS(dir)), own, "templates", "static")
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

// badTemplate tries whether the site's own templates can be read.
func badTemplate(dir string) (diag.Diagnostic, bool) {
	if _, err := os.Stat(filepath.Join(dir, "templates")); err != nil {
		return diag.Diagnostic{}, false
	}
	_, err := html.Open(html.Config{Assets: assets(dir)})
	return templateProblem(err)
}

// inTemplate is where in a template the library found a mistake, and what it says of it.
var inTemplate = regexp.MustCompile(`(?s)template: ?(?:templates/)?([\w/-]+?)(?:\.html)?:(?:(\d+):)?(?:(\d+):)? (?:executing .+? at <.*?>: )?(.*)$`)

// madeWith is the template of the page that could not be made.
var madeWith = regexp.MustCompile(`templates/([\w/-]+)\.html for `)

// templateProblem words what is wrong with a template of the site, at its place.
func templateProblem(err error) (diag.Diagnostic, bool) {
	m := inTemplate.FindStringSubmatch(fmt.Sprint(err))
	if err == nil || m == nil {
		return diag.Diagnostic{}, false
	}
	if page := madeWith.FindStringSubmatch(err.Error()); m[2] == "" && page != nil {
		m[1] = page[1] // a tag that is not closed in it is found in the frame
	}
	line, _ := strconv.Atoi(m[2])
	col, _ := strconv.Atoi(m[3])
	return diag.Errorf(diag.Place{File: "templates/" + m[1] + ".html", Line: line, Column: col}, "%s", strings.TrimSpace(m[4])).
		WithHint("compare it with the built-in template of that name"), true
}

// edition reads --edition.
func edition(name string) (corpus.Edition, error) {
	ed, ok := corpus.EditionOf(name)
	if !ok {
		return ed, usagef("unknown edition %q%s", name, orElse(name, corpus.EditionNames()))
	}
	return ed, nil
}

// editionFlag adds --edition. More is what the verb has to say of it, if anything.
func editionFlag(cmd *cobra.Command, to *string, more ...string) {
	names := corpus.EditionNames()
	last := len(names) - 1
	usage := strings.Join(names[:last], ", ") + " or " + names[last] + strings.Join(more, "")
	cmd.Flags().StringVarP(to, "edition", "e", names[0], usage)
}
