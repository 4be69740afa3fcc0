package main

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"os"
	"strconv"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"github.com/lateral-reader/lateral/internal/build"
	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/html"
	"github.com/lateral-reader/lateral/internal/output"
	"github.com/lateral-reader/lateral/internal/serve"
	"github.com/lateral-reader/lateral/internal/watch"
)

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
			return a.serve(cmd.Context(), dir, ed, net.JoinHostPort(bind, strconv.Itoa(port)), poll)
		},
	}
	f := cmd.Flags()
	f.StringVarP(&name, "edition", "e", "public", "public, classroom, student or teacher; drafts are shown in each")
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
		return err
	}
	cfg := watch.Config{Dir: dir, Roots: watched, Say: say}
	if poll {
		cfg.Poll = 500 * time.Millisecond
	}
	l := &live{app: a, dir: dir, edition: ed, server: srv}
	fmt.Fprintln(a.out, serve.URL(ln.Addr()))
	fmt.Fprintln(a.err, "Ctrl-C ends it")

	ctx, cancel := context.WithCancelCause(ctx)
	var wg sync.WaitGroup
	wg.Go(func() { cancel(srv.Serve(ctx, ln)) })
	wg.Go(func() { cancel(watch.Run(ctx, cfg, func(watch.Change) { l.rebuild(ctx) })) })
	<-ctx.Done()
	wg.Wait()
	if err := context.Cause(ctx); err != context.Canceled {
		return err
	}
	return nil
}

// live is a site that is built again and again.
type live struct {
	*app
	dir     string
	edition corpus.Edition
	server  *serve.Server
	memory  build.Memory
}

// rebuild reads what changed and hands the server a new build, or, where something is wrong, the messages for the last good one. A note that lost
// its passage is no reason to stay behind: it is listed under its text.
func (l *live) rebuild(ctx context.Context) {
	began := time.Now()
	s, err := l.memory.Read(ctx, os.DirFS(l.dir))
	if ctx.Err() != nil {
		return
	}
	if err != nil {
		l.server.Set(nil, []diag.Diagnostic{diag.Errorf(diag.Place{File: l.dir}, "the site cannot be read: %v", err)})
		fmt.Fprintln(l.err, "lateral:", err)
		return
	}
	if !s.HasConfig {
		s.ConfigDiags = append(s.ConfigDiags, diag.Errorf(diag.Place{File: build.ConfigName}, "the file is gone"))
	}
	c, ds := s.Link(l.edition)
	ds = append(s.ConfigDiags, ds...)
	l.print(l.dir, ds)
	var next *pages
	if sound(s, ds) {
		next, err = newPages(c, html.Config{Assets: assets(l.dir)})
		if err != nil {
			ds, next = append(ds, diag.Errorf(diag.Place{File: "templates"}, "%v", err)), nil
			fmt.Fprintln(l.err, "lateral:", err)
		}
	}
	if next == nil {
		l.server.Set(nil, ds)
		fmt.Fprintf(l.err, "the last good pages stay: %s\n", tally(ds))
		return
	}
	l.server.Set(next, ds)
	fmt.Fprintf(l.err, "built in %d ms: %d pages; %s\n", time.Since(began).Milliseconds(), len(next.files), tally(ds))
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

// pages is one build, its files made when they are asked for.
type pages struct {
	files map[string]func() ([]byte, error)
}

func newPages(c *corpus.Corpus, cfg html.Config) (*pages, error) {
	p := &pages{files: map[string]func() ([]byte, error){}}
	err := html.Pages(c, cfg, func(f output.File) {
		p.files[f.Path] = sync.OnceValues(func() ([]byte, error) {
			var b bytes.Buffer
			err := f.Render(&b)
			return b.Bytes(), err
		})
	})
	return p, err
}

// Open makes the file at a path of the output.
func (p *pages) Open(path string) ([]byte, bool, error) {
	f, ok := p.files[path]
	if !ok {
		return nil, false, nil
	}
	data, err := f()
	return data, err == nil, err
}
