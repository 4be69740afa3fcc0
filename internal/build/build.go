package build

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/output"
)

// Output makes files of a corpus; each is rendered later.
type Output func(c *corpus.Corpus, emit func(output.File)) error

// Site is what was read of a site, before an edition is chosen.
type Site struct {
	Config corpus.Input
	// ConfigDiags are the problems of lateral.yaml, Lost those of notes whose passage was not found, Diags all others.
	ConfigDiags, Diags, Lost []diag.Diagnostic
	HasConfig                bool
}

// Read loads and parses a site and anchors its notes. Wrong input is in the diagnostics; an error is a failure of the machine.
func Read(ctx context.Context, site fs.FS) (*Site, error) {
	return new(Memory).Read(ctx, site)
}

func idOf(p string) string { return path.Base(p[:len(p)-len(path.Ext(p))]) }

type progressKey struct{}

// WithProgress is a context under which tell hears how far the work is: none of so many when a part of it begins, and then as many as are done,
// from several goroutines at once.
func WithProgress(ctx context.Context, tell func(done, of int)) context.Context {
	return context.WithValue(ctx, progressKey{}, tell)
}

// parallel runs f for 0 to n-1 on all processors and waits; it stops early when the context ends.
func parallel(ctx context.Context, n int, f func(i int)) error {
	if tell, ok := ctx.Value(progressKey{}).(func(done, of int)); ok {
		var done atomic.Int64
		work := f
		f = func(i int) { work(i); tell(int(done.Add(1)), n) }
		tell(0, n)
	}
	var wg sync.WaitGroup
	var next atomic.Int64
	for range min(runtime.GOMAXPROCS(0), n) {
		wg.Go(func() {
			for i := next.Add(1) - 1; i < int64(n) && ctx.Err() == nil; i = next.Add(1) - 1 {
				f(int(i))
			}
		})
	}
	wg.Wait()
	return ctx.Err()
}

// Each calls f for 0 to n-1 on all processors.
func Each(n int, f func(i int)) { parallel(context.Background(), n, f) }

// Link joins the site in one edition; the diagnostics of reading are in front of those of linking.
func (s *Site) Link(ed corpus.Edition) (*corpus.Corpus, []diag.Diagnostic) {
	c, ds := corpus.Link(s.Config, ed, Each)
	return c, diag.Sort(slices.Concat(s.Diags, s.Lost, ds))
}

// Relink is Link for a corpus that was linked before, with what becomes of it; ok is false where the whole must be linked. See corpus.Relink.
func (s *Site) Relink(c *corpus.Corpus) (r *corpus.Relinked, ds []diag.Diagnostic, ok bool) {
	if r, ok = c.Relink(s.Config); !ok {
		return nil, nil, false
	}
	return r, diag.Sort(slices.Concat(s.Diags, s.Lost, r.Diags)), true
}

// Render makes all files of an edition, reads each against the restricted texts, and gives it to put, which several goroutines call and which
// must not keep the bytes. A leak is a diagnostic, and so is a name that not every system can hold; an error is a template that does not work, or a failure of the machine.
func Render(ctx context.Context, c *corpus.Corpus, outputs []Output, put func(path string, data []byte) error) ([]diag.Diagnostic, error) {
	var todo []output.File
	for _, o := range outputs {
		if err := o(c, func(f output.File) { todo = append(todo, f) }); err != nil {
			return nil, err
		}
	}
	if ds := checkNames(todo); len(ds) > 0 {
		return ds, nil
	}
	g := newGate(c)
	var wrong wrongFiles
	buffers := sync.Pool{New: func() any { return new(bytes.Buffer) }}
	err := parallel(ctx, len(todo), func(i int) {
		b := buffers.Get().(*bytes.Buffer)
		defer buffers.Put(b)
		b.Reset()
		defer func() { todo[i].Render = nil }() // and all that only this file needs
		if err := todo[i].Render(page{ctx, b}); err != nil {
			wrong.add(i, fmt.Errorf("make %s: %w", todo[i].Path, err), nil)
			return
		}
		data := b.Bytes()
		if path.Ext(todo[i].Path) == ".html" {
			data = printable(data)
		}
		if leaks := g.check(todo[i].Path, data); leaks != nil {
			wrong.add(i, nil, leaks)
		} else if err := put(todo[i].Path, data); err != nil {
			wrong.add(i, err, nil)
		}
	})
	if err = cmp.Or(err, ctx.Err()); err != nil {
		return nil, err
	}
	return wrong.inOrder()
}

// wrongFiles collects what is wrong with few of many files that are made at once.
type wrongFiles struct {
	mu   sync.Mutex
	list []wrongFile
}

// wrongFile is what is wrong with the file of that number: it could not be made, or words of restricted texts stand in it.
type wrongFile struct {
	file  int
	err   error
	leaks []diag.Diagnostic
}

func (w *wrongFiles) add(file int, err error, leaks []diag.Diagnostic) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.list = append(w.list, wrongFile{file, err, leaks})
}

// inOrder gives the messages, or the first failure, in the order of the files.
func (w *wrongFiles) inOrder() (ds []diag.Diagnostic, err error) {
	slices.SortFunc(w.list, func(a, b wrongFile) int { return cmp.Compare(a.file, b.file) })
	for _, f := range w.list {
		ds, err = append(ds, f.leaks...), cmp.Or(err, f.err)
	}
	if err != nil {
		return nil, err
	}
	return ds, nil
}
