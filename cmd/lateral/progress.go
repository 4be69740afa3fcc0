package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"golang.org/x/term"

	"github.com/lateral-reader/lateral/internal/build"
)

// progress is what a person who waits sees of a stage: a line on the terminal that is written anew and goes when the stage ends.
type progress struct {
	w     io.Writer
	width int // characters that a line may have

	stage string
	drawn int // characters of the line that is shown

	mu       sync.Mutex // guards what follows
	began    time.Time
	done, of int // of the part that began last; of is 0 where nothing is counted
}

const (
	drawEvery = 100 * time.Millisecond // a stage that is shorter shows nothing
	tellAfter = 500 * time.Millisecond // before, how long a part takes is not known
)

// stage begins to show a stage, and what build tells of it under the context. It is over when end is called. Where nobody watches, which is where
// stderr is no terminal or one that cannot go back in a line, it does nothing.
func (a *app) stage(ctx context.Context, name string) (told context.Context, end func()) {
	p, end := a.watched(name)
	if p == nil {
		return ctx, end
	}
	return build.WithProgress(ctx, p.tell), end
}

// counting is stage for a verb that counts by itself.
func (a *app) counting(name string, of int) (tell func(done, of int), end func()) {
	p, end := a.watched(name)
	if p == nil {
		return func(int, int) {}, end
	}
	p.tell(0, of)
	return p.tell, end
}

// watched begins to show a stage; nil where nobody watches.
func (a *app) watched(name string) (p *progress, end func()) {
	f, ok := a.err.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) || os.Getenv("TERM") == "dumb" {
		return nil, func() {}
	}
	p = &progress{w: f, width: 79, stage: name, began: time.Now()}
	if w, _, err := term.GetSize(int(f.Fd())); err == nil && w > 0 {
		p.width = w - 1
	}
	stop, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		p.show(stop)
	}()
	return p, sync.OnceFunc(func() { close(stop); <-ended })
}

func (p *progress) tell(done, of int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if done == 0 {
		p.began, p.done = time.Now(), 0
	}
	p.done, p.of = max(p.done, done), of
}

// show draws the line until stop is closed, and clears it.
func (p *progress) show(stop <-chan struct{}) {
	tick := time.NewTicker(drawEvery)
	defer tick.Stop()
	for {
		select {
		case <-stop:
			if p.drawn > 0 { // also over the ^C that a terminal writes behind the line
				fmt.Fprint(p.w, "\r"+strings.Repeat(" ", min(p.drawn+2, p.width))+"\r")
			}
			return
		case now := <-tick.C:
			p.draw(p.line(now))
		}
	}
}

// draw writes a line over the last one. Spaces are what every terminal understands.
func (p *progress) draw(line string) {
	line = line[:min(len(line), p.width)]
	fmt.Fprint(p.w, "\r"+line+strings.Repeat(" ", max(0, p.drawn-len(line))))
	p.drawn = len(line)
}

func (p *progress) line(now time.Time) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	s := p.stage
	if p.of == 0 {
		return s
	}
	s += fmt.Sprintf(": %d of %d", p.done, p.of)
	if took := now.Sub(p.began); p.done > 0 && p.done < p.of && took > tellAfter {
		switch left := took * time.Duration(p.of-p.done) / time.Duration(p.done); {
		case left > time.Minute:
			s += fmt.Sprintf(", %d min left", (left+time.Minute-1)/time.Minute)
		default:
			s += fmt.Sprintf(", %d s left", (left+time.Second-1)/time.Second)
		}
	}
	return s
}
