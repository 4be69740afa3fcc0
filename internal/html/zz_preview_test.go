package html

import (
	"bytes"
	"html/template"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/output"
)

func TestPreview(t *testing.T) {
	assets := fstest.MapFS{}
	for _, n := range names {
		assets["templates/"+n+".html"] = &fstest.MapFile{Data: []byte(`{{define "main"}}{{end}}`)}
	}
	fs.WalkDir(repo, "templates", func(p string, d fs.DirEntry, err error) error {
		if !d.IsDir() {
			b, _ := fs.ReadFile(repo, p)
			assets[p] = &fstest.MapFile{Data: b}
		}
		return nil
	})
	fs.WalkDir(repo, "static", func(p string, d fs.DirEntry, err error) error {
		if !d.IsDir() {
			b, _ := fs.ReadFile(repo, p)
			assets[p] = &fstest.MapFile{Data: b}
		}
		return nil
	})
	for _, ed := range corpus.EditionNames() {
		c := corpusOf(t, repo, ed)
		s := &site{Corpus: c, cfg: Config{Assets: assets}, made: map[string]*template.Template{}}
		if err := s.parse(); err != nil {
			t.Fatal(err)
		}
		s.withhold()
		emit := func(f output.File) {
			var b bytes.Buffer
			if err := f.Render(&b); err != nil {
				t.Fatal(err)
			}
			at := filepath.Join("/tmp/htmlA", ed, f.Path)
			os.MkdirAll(filepath.Dir(at), 0o755)
			os.WriteFile(at, b.Bytes(), 0o644)
		}
		s.sources(emit)
		s.sourceFiles(emit)
		s.static(emit)
	}
}
