package main

import (
	"fmt"
	"io"
	"path/filepath"
	"testing"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/corpusgen"
	"github.com/lateral-reader/lateral/internal/serve"
	"github.com/lateral-reader/lateral/internal/watch"
)

// BenchmarkSave is what serve does between hearing that a notes file was written and having made the pages that the save changes. How long that takes
// should not depend on how large the site is.
func BenchmarkSave(b *testing.B) {
	for _, sources := range []int{1000, 10000} {
		b.Run(fmt.Sprint(sources), func(b *testing.B) {
			dir := b.TempDir()
			o := corpusgen.Options{Seed: 1, Sources: sources}
			if err := corpusgen.Write(dir, o); err != nil {
				b.Fatal(err)
			}
			l := &live{app: &app{out: io.Discard, err: io.Discard}, dir: dir, edition: corpus.Editions[0], server: serve.New(serve.Options{})}
			if _, err := l.build(b.Context(), watch.Change{Sweep: true}); err != nil {
				b.Fatal(err)
			}
			saves := corpusgen.Saves(o, b.N)
			b.ReportAllocs()
			b.ResetTimer()
			for _, s := range saves {
				b.StopTimer()
				writeFile(b, filepath.Join(dir, filepath.FromSlash(s.Path)), s.Text)
				b.StartTimer()
				r, err := l.build(b.Context(), watch.Change{Paths: []string{s.Path}})
				if err != nil || !r.good || !r.quick {
					b.Fatalf("%s in %s: %+v, %v", s.Kind, s.Path, r, err)
				}
				for _, p := range s.Pages {
					if _, ok, err := l.good.Open(p); !ok {
						b.Fatal(p, err)
					}
				}
			}
		})
	}
}
