package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	lateral "github.com/lateral-reader/lateral"
	"github.com/lateral-reader/lateral/internal/build"
	"github.com/lateral-reader/lateral/internal/field"
)

const siteConfig = `format: 1
title: %s
description: Transcripts and articles side by side, with notes on who claims what and how.
lang: en
# base-url: https://example.org/%s/
# about: Who made this site, and why. Stands on every page, as do these:
# contact: Where to complain.
%s`

const siteWorkflow = `name: pages
on:
  push:
    branches: [main]
  workflow_dispatch:
permissions:
  contents: read
  pages: write
  id-token: write
concurrency:
  group: pages
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-go@v5
        with:
          go-version: stable
      - run: go install github.com/lateral-reader/lateral/cmd/lateral@latest
      - run: lateral check --strict
      - id: pages
        uses: actions/configure-pages@v5
      - run: lateral build --base-url "${{ steps.pages.outputs.base_url }}"
      - uses: actions/upload-pages-artifact@v3
        with:
          path: public
  deploy:
    needs: build
    runs-on: ubuntu-latest
    environment:
      name: github-pages
      url: ${{ steps.deploy.outputs.page_url }}
    steps:
      - id: deploy
        uses: actions/deploy-pages@v4
`

func (a *app) newSite(dir string, bare bool) error {
	if dir == "" {
		return usagef("say which folder the site is to be in: lateral new my-site")
	}
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		return usagef("%s is there already and not empty; a site begins in a new folder", dir)
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return usagef("%s is not a folder", dir)
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	name := filepath.Base(abs)
	license := "license: The sample texts are under [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/).\n"
	if bare {
		license = "# license: By which rules others may use the notes.\n"
	}
	files := map[string][]byte{
		build.ConfigName:              []byte(fmt.Sprintf(siteConfig, field.Quote(name), field.MakeID(name), license)),
		".gitignore":                  []byte("/public/\n/build/\n/.lateral/\n"),
		".github/workflows/pages.yml": []byte(siteWorkflow),
	}
	if !bare {
		err = fs.WalkDir(lateral.Assets, "content", func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			files[p], err = fs.ReadFile(lateral.Assets, p)
			return err
		})
		if err != nil {
			return err
		}
	}
	if err := os.MkdirAll(filepath.Join(dir, "content"), 0o755); err != nil {
		return err
	}
	for p, data := range files {
		if err := writeNew(filepath.Join(dir, filepath.FromSlash(p)), data); err != nil {
			return err
		}
	}
	fmt.Fprintln(a.out, dir)
	if filepath.Clean(dir) == "." {
		fmt.Fprintln(a.err, "a new site is here; see it with: lateral serve")
		return nil
	}
	into := dir
	if strings.ContainsAny(into, " '()&;") {
		into = `"` + into + `"`
	}
	fmt.Fprintf(a.err, "a new site is in %s; see it with: cd %s && lateral serve\n", dir, into)
	return nil
}
