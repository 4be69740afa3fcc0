// Package watch says that something in a site's folder changed and that it has been quiet for a moment.
// In go a folder and the paths in it that matter, out come the paths that changed, as hints where to look first. What the files
// hold, it does not know and does not read.
//
// Three things work together. A tree of stamps (size, time, inode) is what was last told. Events of the system say where to look again.
// A sweep looks at everything in the background: a while after each change, to find what came without an event; and in place of
// events where there are none. Since a Change is a difference to the tree, it does not matter which of them saw it, nor that events
// came twice, out of order, or not at all while watching turned to polling.
package watch

import (
	"context"
	"fmt"
	"io/fs"
	"path/filepath"
	"time"
)

// Config says what to watch. The zero value of all but Dir and Roots works.
type Config struct {
	Dir string // the site's folder

	// Roots are slash paths in Dir that matter, files or folders. They need not exist yet, and may be links to somewhere else.
	Roots []string

	Poll  time.Duration // more than 0: use no events, look at everything that often, or as often as 5 % of a core allow
	Quiet time.Duration // how long nothing must happen before a Change; 0 is 20 ms

	// Say gets messages that whoever waits for changes must see: events cannot be had, and what that means. Nil drops them.
	Say func(string)
}

// Change is what happened since the last one.
type Change struct {
	// Paths are slash paths in Dir, sorted: files that were written, came or went, and folders that came or went without any.
	// They are hints: a path may be told though its file is as it was.
	Paths []string

	// Sweep says that there may be more: look at everything.
	Sweep bool
}

// Run calls f after every change until ctx ends, and then returns nil; an error says that Dir is no folder to begin with.
//
// It first calls f with Sweep as soon as it watches: what f reads then or later cannot change without another call. f runs beside
// the watching, never twice at the same time; what happens meanwhile comes in the next call. Run waits for f to return.
func Run(ctx context.Context, c Config, f func(Change)) error {
	l, err := open(ctx, c)
	if err != nil {
		return err
	}
	defer l.events.close()
	l.run(f)
	return nil
}

const (
	quiet      = 20 * time.Millisecond
	patience   = 10                     // times Quiet a burst lasts at most before it is told
	pollEvery  = 500 * time.Millisecond // where events cannot be had
	sweepAfter = time.Second            // how long after a change to look for what came without an event
	proofEvery = 2 * time.Second        // how often to look as long as no event at all has come
	share      = 20                     // a sweep takes at most one part in so many of the time
)

// open looks at the whole site once, and begins to listen for events. Where there are none it says so and polls.
func open(ctx context.Context, c Config) (*loop, error) {
	real, err := filepath.Abs(c.Dir)
	if err == nil {
		real, err = filepath.EvalSymlinks(real)
	}
	if err != nil {
		return nil, fmt.Errorf("watch %s: %w", c.Dir, err)
	}
	for i, r := range c.Roots {
		if !fs.ValidPath(r) {
			return nil, fmt.Errorf("watch %s: %q is not a path in it", c.Dir, c.Roots[i])
		}
	}
	if c.Quiet <= 0 {
		c.Quiet = quiet
	}
	l := &loop{
		ctx: ctx, quiet: c.Quiet, say: c.Say, polling: max(c.Poll, 0),
		dirty: map[string]bool{}, told: map[string]bool{}, unproven: map[string]bool{},
		fire: time.NewTimer(time.Hour), next: time.NewTimer(time.Hour),
	}
	l.fire.Stop()
	l.next.Stop()
	if l.say == nil {
		l.say = func(string) {}
	}
	l.eyes = scanner{dir: real, roots: c.Roots, enter: l.enter}
	if l.polling == 0 {
		if err := l.events.open(); err != nil {
			l.lose("cannot watch for changes: " + err.Error() + advice(err))
		}
	}
	began := time.Now()
	l.tree = l.eyes.whole(ctx)
	l.took = time.Since(began)
	if l.tree == nil {
		l.events.close()
		if ctx.Err() != nil {
			l.tree = l.nothing()
			return l, nil
		}
		return nil, fmt.Errorf("watch %s: not a folder", c.Dir)
	}
	l.schedule()
	return l, nil
}
