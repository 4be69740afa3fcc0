package watch

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// big makes a site of 100 collections with n files in all.
func big(b *testing.B, n int) string {
	dir := b.TempDir()
	for i := range n {
		p := filepath.Join(dir, fmt.Sprintf("content/c%03d/sources/s%05d.md", i%100, i))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(p, []byte("text"), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	past := time.Now().Add(-time.Hour)
	_ = filepath.WalkDir(dir, func(p string, _ fs.DirEntry, _ error) error { return os.Chtimes(p, past, past) })
	return dir
}

// BenchmarkSweep looks at everything once and compares.
func BenchmarkSweep(b *testing.B) {
	for _, n := range []int{2_000, 20_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			s := scanner{dir: big(b, n), roots: []string{"content"}, enter: func(_, _, _ string, _ uint64) {}}
			tree := s.whole(b.Context())
			b.ReportAllocs()
			for b.Loop() {
				if d := differences(".", tree, s.whole(b.Context()), true, nil); len(d) > 0 {
					b.Fatal(d)
				}
			}
		})
	}
}

// BenchmarkSave is from a save to its Change, Quiet (20 ms) included.
func BenchmarkSave(b *testing.B) {
	for _, n := range []int{2_000, 20_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			dir := big(b, n)
			ctx, cancel := context.WithCancel(b.Context())
			changes, ended := make(chan Change), make(chan error)
			began := time.Now()
			go func() {
				ended <- Run(ctx, Config{Dir: dir, Roots: []string{"content"}}, func(c Change) { changes <- c })
			}()
			<-changes
			b.ReportMetric(float64(time.Since(began).Milliseconds()), "start-ms")
			for b.Loop() {
				if err := os.WriteFile(filepath.Join(dir, "content/c000/sources/s00000.md"), []byte("more"), 0o644); err != nil {
					b.Fatal(err)
				}
				<-changes
			}
			cancel()
			<-ended
		})
	}
}
