package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/lateral-reader/lateral/internal/build"
	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/html"
	"github.com/lateral-reader/lateral/internal/serve"
	"github.com/lateral-reader/lateral/internal/watch"
)

// absence is how long a file must be gone for its page to go.
const absence = 150 * time.Millisecond

// watched is what a site is made of.
var watched = []string{build.ConfigName, "content", "templates", "static", build.TextsDir}

func (a *app) serveCmd() *cobra.Command {
	var bind, name string
	var port int
	var poll bool
	cmd := &cobra.Command{
		Use: "serve", SuggestFor: []string{"server", "preview", "watch", "show"},
		Short: "Show the site in a browser while you write it",
		Long: `serve builds the site, shows it at an address of this machine, and builds it again whenever a file is saved; the browser reloads where its
page changed. Drafts are shown. On a mistake the last good page stays, with the messages on top. Ctrl-C ends it.

  lateral serve
  lateral serve --edition teacher --port 9000`,
		Args: takes(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			ed, err := edition(name)
			if err != nil {
				return err
			}
			ed.Drafts = true
			dir, err := a.siteDir()
			if err != nil {
				return err
			}
			if port < 0 || port > 65535 {
				return usagef("--port %d is not a port: they go from 1 to 65535", port)
			}
			return a.serve(cmd.Context(), dir, ed, net.JoinHostPort(strings.Trim(bind, "[]"), strconv.Itoa(port)), poll)
		},
	}
	f := cmd.Flags()
	editionFlag(cmd, &name, "; drafts are shown in each")
	f.StringVar(&bind, "bind", "127.0.0.1", "address to listen at; any other than the loopback can be read by others")
	f.IntVarP(&port, "port", "p", 8420, "port; the next free one where it is taken")
	f.BoolVar(&poll, "poll", false, "look at the files every half second instead of waiting for events")
	return cmd
}

func (a *app) serve(ctx context.Context, dir string, ed corpus.Edition, addr string, poll bool) error {
	say := func(msg string) { fmt.Fprintln(a.err, msg) }
	srv := serve.New(serve.Options{Say: say})
	ln, err := srv.Listen(addr)
	if err != nil {
		return notHere(err, addr)
	}
	cfg := watch.Config{Dir: dir, Roots: watched, Say: say}
	if poll {
		cfg.Poll = 500 * time.Millisecond
	}
	l := &live{app: a, dir: dir, edition: ed, server: srv, memory: build.Memory{Patience: absence}}
	fmt.Fprintln(a.out, serve.URL(ln.Addr()))
	fmt.Fprintf(a.err, "Ctrl-C ends it. How the notes found their passages: %s%s\n", serve.URL(ln.Addr()), html.HealthPath)

	ctx, cancel := context.WithCancelCause(ctx)
	var wg sync.WaitGroup
	wg.Go(func() { cancel(srv.Serve(ctx, ln)) })
	wg.Go(func() { cancel(watch.Run(ctx, cfg, func(c watch.Change) { l.rebuild(ctx, c) })) })
	<-ctx.Done()
	wg.Wait()
	if err := context.Cause(ctx); err != context.Canceled {
		return err
	}
	return nil
}

// notHere words a name or an address that is none of this machine's.
func notHere(err error, addr string) error {
	var dns *net.DNSError
	var form *net.AddrError
	if !errors.As(err, &dns) && !errors.As(err, &form) && !errors.Is(err, syscall.EADDRNOTAVAIL) && !errors.Is(err, syscall.Errno(10049)) { // the number of Windows
		return err
	}
	host, _, _ := net.SplitHostPort(addr)
	return usagef("--bind %q is no address of this machine; known: 127.0.0.1 (the default), localhost, ::1, 0.0.0.0 (all), or its own in the network; --port gives the port", host)
}

// live is a site that is built again and again.
type live struct {
	*app
	dir     string
	edition corpus.Edition
	server  *serve.Server
	memory  build.Memory
	maker   *html.Maker // nil: the templates or static files are not those it was made of
	good    *pages      // what is served; nil: there was no good build yet

	unread watch.Change // what was told and could not be read, as files came and went meanwhile

	told map[warning]bool // the warnings of the build before
}

// warning is what makes two warnings the same to who reads them at each save, wherever in the file the line has gone.
type warning struct{ file, message string }

// rebuild builds the site again and says how that went.
func (l *live) rebuild(ctx context.Context, ch watch.Change) {
	began := time.Now()
	r, err := l.build(ctx, ch)
	switch {
	case ctx.Err() != nil:
	case err != nil:
		l.server.Set(nil, []diag.Diagnostic{diag.Errorf(placeOf(err), "the site cannot be read: %v", err)})
		fmt.Fprintln(l.err, "lateral:", err)
	case !r.good:
		fmt.Fprintf(l.err, "the last good pages stay: %s\n", l.tell(r.problems))
	default:
		fmt.Fprintf(l.err, "built in %d ms: %s\n", time.Since(began).Milliseconds(), l.tell(r.problems))
	}
}

// tell prints the errors and those warnings that the build before did not have, and counts all.
func (l *live) tell(ds []diag.Diagnostic) string {
	var fresh []diag.Diagnostic
	now := map[warning]bool{}
	for _, d := range ds {
		w := warning{d.File, d.Message}
		if d.Level == diag.Warning {
			now[w] = true
		}
		if d.Level == diag.Error || !l.told[w] {
			fresh = append(fresh, d)
		}
	}
	l.told = now
	l.print(l.dir, fresh)
	if old := len(ds) - len(fresh); old > 0 {
		return fmt.Sprintf("%s (%d as before)", tally(ds), old)
	}
	return tally(ds)
}

// outcome is how a build went.
type outcome struct {
	problems []diag.Diagnostic
	good     bool // pages were made of it
	quick    bool // only the sources that changed were linked again
}

// build reads what changed and hands the server a new build, or, where something is wrong, the messages for the last good one. A note that lost
// its passage is no reason to stay behind: it is listed under its text.
func (l *live) build(ctx context.Context, ch watch.Change) (r outcome, err error) {
	s, err := l.read(ctx, ch)
	if err = cmp.Or(err, ctx.Err()); err != nil {
		return r, err
	}
	if !s.HasConfig {
		s.ConfigDiags = append(s.ConfigDiags, diag.Errorf(diag.Place{File: build.ConfigName}, "the file is gone"))
	}
	var c *corpus.Corpus
	var again *corpus.Relinked
	var ds []diag.Diagnostic
	if l.good != nil {
		again, ds, r.quick = s.Relink(l.good.corpus)
	}
	if !r.quick {
		c, ds = s.Link(l.edition)
	}
	r.problems = append(s.ConfigDiags, ds...)
	if r.good = sound(s, r.problems); r.good && l.maker == nil {
		if l.maker, err = html.Open(html.Config{Assets: assets(l.dir), Each: build.Each}); err != nil {
			l.maker, r.good = nil, false
			d, ok := templateProblem(err)
			if !ok {
				d = diag.Errorf(diag.Place{File: "templates"}, "%v", err)
			}
			r.problems = append(r.problems, d)
		}
	}
	switch {
	case !r.good:
		l.server.Set(nil, r.problems)
	case r.quick:
		l.good = l.good.next(again, l.maker, func(p *pages) { l.server.Set(p, r.problems) })
	default:
		l.good = newPages(c, l.maker)
		l.server.Set(l.good, r.problems)
	}
	return r, nil
}

// read reads what a change is about.
func (l *live) read(ctx context.Context, ch watch.Change) (*build.Site, error) {
	var content []string
	away := false // a template or style is, which may be on its way back
	for _, p := range ch.Paths {
		if top, _, _ := strings.Cut(p, "/"); top == "templates" || top == "static" {
			l.maker = nil
			_, err := os.Lstat(filepath.Join(l.dir, p))
			away = away || errors.Is(err, fs.ErrNotExist)
		} else {
			content = append(content, p)
		}
	}
	if ch.Sweep {
		l.maker = nil
	}
	if away {
		select {
		case <-ctx.Done():
		case <-time.After(absence):
		}
	}
	todo := watch.Change{Paths: append(content, l.unread.Paths...), Sweep: ch.Sweep || l.unread.Sweep}
	l.unread = todo
	s, err := l.readAll(ctx, todo)
	if err == nil {
		l.unread = watch.Change{}
	}
	return s, err
}

func (l *live) readAll(ctx context.Context, todo watch.Change) (*build.Site, error) {
	if todo.Sweep {
		if s, err := l.memory.Read(ctx, os.DirFS(l.dir)); err != nil || len(todo.Paths) == 0 {
			return s, err
		}
	}
	return l.memory.ReadFiles(ctx, os.DirFS(l.dir), todo.Paths)
}

// placeOf is the file that an error is about, as a path from the site's folder.
func placeOf(err error) diag.Place {
	if p := (*fs.PathError)(nil); errors.As(err, &p) && fs.ValidPath(p.Path) {
		return diag.Place{File: p.Path}
	}
	return diag.Place{File: build.ConfigName}
}

// sound reports whether pages can be made of a reading: nothing is wrong but that notes lost their passages.
func sound(s *build.Site, ds []diag.Diagnostic) bool { return !diag.HasErrors(without(ds, s.Lost)) }

// without gives the diagnostics of ds that are not in lost.
func without(ds, lost []diag.Diagnostic) []diag.Diagnostic {
	drop := map[diag.Diagnostic]bool{}
	for _, d := range lost {
		drop[d] = true
	}
	var out []diag.Diagnostic
	for _, d := range ds {
		if !drop[d] {
			out = append(out, d)
		}
	}
	return out
}
