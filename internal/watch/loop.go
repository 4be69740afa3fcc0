package watch

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"
)

// A loop is one Run. Only its own goroutine touches it; f and sweeps run beside it and hand back values.
type loop struct {
	ctx   context.Context
	quiet time.Duration
	say   func(string)
	eyes  scanner

	events   events
	polling  time.Duration   // more than 0: sweep that often, events or not
	proven   bool            // an event came, so that there are events
	unproven map[string]bool // what a sweep found and no event has told of since

	tree  *node
	dirty map[string]bool // where to look when it is quiet; true: tell it even if the stamp is the same
	told  map[string]bool // what the next Change tells; true: a folder
	sweep bool            // it says Sweep
	lost  bool            // events were lost: watch and look at everything anew

	first   time.Time   // when the burst began; zero: there is none
	fire    *time.Timer // it has been quiet
	running bool        // f is
	due     bool        // it was quiet while f ran

	next     *time.Timer // the next sweep
	sweeping bool
	again    bool // something changed since the last sweep began
	took     time.Duration
}

// swept is what a sweep saw, and how long it took.
type swept struct {
	tree *node
	took time.Duration
}

// run tells f of changes, one call at a time, until the context ends. The goroutines that it starts end before it returns.
func (l *loop) run(f func(Change)) {
	done, sweeps := make(chan struct{}, 1), make(chan swept, 1)
	defer func() {
		l.fire.Stop()
		l.next.Stop()
		if l.sweeping {
			<-sweeps
		}
		if l.running {
			<-done
		}
	}()
	hand := func() {
		c, ok := l.change()
		if !ok || l.ctx.Err() != nil { // a look that was broken off saw nothing, which is no change
			return
		}
		l.running = true
		go func() { f(c); done <- struct{}{} }()
	}
	l.sweep = true
	hand()
	for {
		select {
		case <-l.ctx.Done():
			return
		case <-l.events.come():
			l.take()
		case <-l.fire.C:
			l.settle()
			if l.due = l.running; !l.due {
				hand()
			}
		case <-done:
			l.running = false
			if l.due && l.first.IsZero() { // else wait for the end of the burst
				l.due = false
				hand()
			}
		case <-l.next.C:
			l.doubt()
			l.sweeping, l.again = true, false
			blind := scanner{dir: l.eyes.dir, roots: l.eyes.roots, enter: func(_, _, _ string, _ uint64) {}}
			go func() {
				began := time.Now()
				tree := blind.whole(l.ctx)
				sweeps <- swept{tree, time.Since(began)}
			}()
		case s := <-sweeps:
			l.sweeping = false
			l.compare(s)
		}
	}
}

// arm puts the end of the burst off, but not for ever.
func (l *loop) arm() {
	now := time.Now()
	if l.first.IsZero() {
		l.first = now
	}
	l.fire.Reset(min(l.quiet, max(0, l.first.Add(patience*l.quiet).Sub(now))))
}

// take takes note of all that has come.
func (l *loop) take() {
	events, errs := l.events.mail.take()
	for _, e := range events {
		if l.ctx.Err() != nil {
			return
		}
		l.event(e)
	}
	for _, err := range errs {
		l.trouble(err)
	}
}

// event takes note of where to look. Folders are looked at now, so that nothing in them happens unwatched for longer than it must.
func (l *loop) event(e fsnotify.Event) {
	l.proven = true
	for _, site := range l.events.sites(e.Name) {
		inside, way := l.eyes.place(site)
		if !inside && !way {
			continue
		}
		maps.DeleteFunc(l.unproven, func(p string, _ bool) bool { return related(p, site) })
		moved := e.Has(fsnotify.Create) || e.Has(fsnotify.Remove) || e.Has(fsnotify.Rename)
		if moved && l.folder(site, e.Name) {
			l.events.drop(site, l.known(site), nil) // it may be another one of this name, or this one elsewhere: never keep the watch
			l.look(site)
		} else {
			l.dirty[site] = l.dirty[site] || moved || e.Has(fsnotify.Write)
		}
		l.arm()
	}
}

// folder reports whether a path is or was one, or a link.
func (l *loop) folder(site, name string) bool {
	if n := l.known(site); n != nil && (n.dir || n.link) {
		return true
	}
	info, err := os.Lstat(name)
	return err == nil && (info.IsDir() || info.Mode()&fs.ModeSymlink != 0)
}

func related(a, b string) bool {
	return a == b || b == "." || a == "." || strings.HasPrefix(a, b+"/") || strings.HasPrefix(b, a+"/")
}

// settle looks where something happened, now that it is quiet.
func (l *loop) settle() {
	l.first = time.Time{}
	l.fire.Stop()
	if l.lost {
		l.lost, l.sweep = false, true
		clear(l.unproven)
		l.events.drop(".", l.tree, nil)
		l.look(".")
	}
	for site, force := range l.dirty {
		l.look(site)
		if n := l.known(site); force && n != nil && !n.dir {
			l.tell(site, false)
		}
	}
	clear(l.dirty)
}

// change is what to tell, if anything.
func (l *loop) change() (Change, bool) {
	if len(l.told) == 0 && !l.sweep {
		return Change{}, false
	}
	c := Change{Sweep: l.sweep}
	full := map[string]bool{}
	for p := range l.told {
		for d := path.Dir(p); d != "." && !full[d]; d = path.Dir(d) {
			full[d] = true
		}
	}
	for p, dir := range l.told {
		if !dir || !full[p] {
			c.Paths = append(c.Paths, p)
		}
	}
	slices.Sort(c.Paths)
	clear(l.told)
	if l.sweep = false; len(c.Paths) > 0 {
		l.again = true
		if !l.sweeping && l.polling == 0 {
			l.next.Reset(sweepAfter)
		}
	}
	return c, true
}

// schedule sets the next sweep, if there is to be one.
func (l *loop) schedule() {
	switch {
	case l.polling > 0:
		l.next.Reset(max(l.polling, share*l.took))
	case l.again:
		l.next.Reset(max(sweepAfter, share*l.took))
	case !l.proven:
		l.next.Reset(max(proofEvery, 2*share*l.took))
	}
}

// compare takes the result of a sweep. It is older than the tree where events came meanwhile, so it only says where to look.
func (l *loop) compare(s swept) {
	l.took = s.took
	if s.tree == nil {
		s.tree = l.nothing()
	}
	for _, d := range differences(".", l.tree, s.tree, l.polling > 0, nil) {
		if _, ok := l.dirty[d.site]; ok || l.ctx.Err() != nil || !l.look(d.site) {
			continue
		}
		l.dirty[d.site] = false // look again when it is quiet: it may be half written
		l.unproven[d.site] = true
		l.arm()
	}
	l.schedule()
}

// doubt turns to polling if what an earlier sweep found came without an event. An event may be late, but not that late.
func (l *loop) doubt() {
	for p := range l.unproven {
		if l.polling == 0 {
			l.poll(fmt.Sprintf("no event came for a change of %s", p))
		}
	}
	clear(l.unproven)
}

// enter watches a folder that a look comes to.
func (l *loop) enter(real, only, site string, ino uint64) {
	isNew, err := l.events.add(real, alias{only, site}, ino)
	switch {
	case err != nil:
		l.lose(fmt.Sprintf("cannot watch %s: %v", filepath.FromSlash(site), err) + advice(err))
	case isNew && l.polling == 0 && only == "":
		if kind := remote(real); kind != "" {
			l.poll(fmt.Sprintf("%s is on %s, where others can change files without an event", filepath.FromSlash(site), kind))
		}
	}
}

// advice says what to do about an error, if it is known.
func advice(err error) string {
	switch {
	case runtime.GOOS != "linux":
		return ""
	case errors.Is(err, syscall.ENOSPC):
		return " (the limit is fs.inotify.max_user_watches; sudo sysctl fs.inotify.max_user_watches=524288 raises it)"
	case errors.Is(err, syscall.EMFILE):
		return " (the limit is fs.inotify.max_user_instances; sudo sysctl fs.inotify.max_user_instances=1024 raises it)"
	}
	return ""
}

func (l *loop) trouble(err error) {
	if !errors.Is(err, fsnotify.ErrEventOverflow) {
		l.lose("watching failed: " + err.Error())
		return
	}
	l.lost = true
	l.arm()
}

// lose gives events up. Nothing is missed: the next sweep is compared with what was last told.
func (l *loop) lose(why string) {
	l.events.close()
	l.poll(why)
}

func (l *loop) poll(why string) {
	l.polling = pollEvery
	l.say(fmt.Sprintf("%s; looking at all files every %v from now on", why, max(l.polling, share*l.took)))
	if !l.sweeping {
		l.next.Reset(l.polling)
	}
}
