package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/lateral-reader/lateral/internal/corpusgen"
)

// bench is one run of the command.
type bench struct {
	config
	dir      string
	lateral  string // the built command
	progress io.Writer
}

// sample is one measured run of a process.
type sample struct {
	wall, cpu time.Duration // cpu is user and system
	peak      int64         // bytes of memory at the most; 0 where the system does not say
}

// series is all runs of one thing, in order.
type series struct {
	samples []sample
	files   int // of the output
	bytes   int64
}

// result is what was measured at one size.
type result struct {
	sources int
	things  [kinds]series
	written int // files that a second build wrote
	live    *live
}

// What is measured.
const (
	build = iota // without source files
	again        // a second time, nothing changed
	cp
	files // with source files
	hugo
	kinds
)

var names = [kinds]string{"lateral build", "again, nothing changed", "cp -r of its output", "lateral build with source files", "hugo"}

// size measures at one number of sources. What is compared runs in alternation, so that a slow minute of the machine hits all of it.
// Each run has folders of its own and none is removed before the end: for some minutes after ten thousands of files were removed, ext4 without
// a journal passes over their numbers when a file is made, which doubles the time of whatever writes next.
func (b *bench) size(ctx context.Context, n int) (result, error) {
	r := result{sources: n}
	at := func(name string) string { return filepath.Join(b.dir, fmt.Sprintf("%s-%d", name, n)) }
	out := func(name string, run int) string { return fmt.Sprintf("%s-%d", at(name), run+1) }
	b.say("%d sources: writing the site", n)
	if err := b.write(ctx, "lateral", at("site"), n); err != nil {
		return r, err
	}
	if b.hugo != "" {
		if err := b.write(ctx, "hugo", at("hugo-site"), n); err != nil {
			return r, err
		}
	}
	for i := range b.runs {
		b.say("%d sources: run %d of %d", n, i+1, b.runs)
		steps := []func() error{
			func() error { return b.plain(ctx, at("site"), out("public", i), out("copy", i), &r) },
			func() error { return b.withFiles(ctx, at("site"), out("public-files", i), &r) },
			func() error { return b.byHugo(ctx, at("hugo-site"), out("hugo-public", i), &r) },
		}
		for k := range steps {
			if err := steps[(k+i)%len(steps)](); err != nil {
				return r, err
			}
		}
	}
	if b.saves == 0 {
		return r, nil
	}
	b.say("%d sources: saving notes while it is served", n)
	var err error
	r.live, err = b.live(ctx, at("site"), at("public-live"), n)
	return r, err
}

func (b *bench) say(format string, args ...any) { fmt.Fprintf(b.progress, format+"\n", args...) }

// plain builds without source files, copies the output, and builds again.
func (b *bench) plain(ctx context.Context, site, out, copied string, r *result) error {
	if err := b.sourceFiles(site, false); err != nil {
		return err
	}
	if _, err := b.site(ctx, r, build, site, out); err != nil {
		return err
	}
	if path, err := exec.LookPath("cp"); err == nil {
		if err := b.one(ctx, r, cp, copied, path, "-r", out, copied); err != nil {
			return err
		}
	}
	written, err := b.site(ctx, r, again, site, out)
	r.written = max(r.written, written)
	return err
}

func (b *bench) withFiles(ctx context.Context, site, out string, r *result) error {
	if err := b.sourceFiles(site, true); err != nil {
		return err
	}
	_, err := b.site(ctx, r, files, site, out)
	return err
}

func (b *bench) byHugo(ctx context.Context, site, out string, r *result) error {
	if b.hugo == "" {
		return nil
	}
	return b.one(ctx, r, hugo, out, b.hugo, "--quiet", "-s", site, "-d", out)
}

func (b *bench) sourceFiles(site string, yes bool) error {
	o := b.o
	o.SourceFiles = yes
	return corpusgen.WriteConfig(site, o)
}

// site builds a site and returns how many files were written.
func (b *bench) site(ctx context.Context, r *result, kind int, site, out string) (int, error) {
	settle(ctx)
	text, s, err := b.timed(ctx, b.lateral, "build", "-s", site, "-d", out, "--json")
	if err != nil {
		return 0, err
	}
	var did struct{ Written int }
	if err := json.Unmarshal(text, &did); err != nil {
		return 0, fmt.Errorf("read what lateral build --json printed: %w", err)
	}
	return did.Written, r.enter(kind, s, out)
}

// one measures a process that makes a folder.
func (b *bench) one(ctx context.Context, r *result, kind int, out, name string, args ...string) error {
	settle(ctx)
	_, s, err := b.timed(ctx, name, args...)
	if err != nil {
		return err
	}
	return r.enter(kind, s, out)
}

// enter adds a sample and counts the output, hidden files aside.
func (r *result) enter(kind int, s sample, out string) error {
	t := &r.things[kind]
	t.samples, t.files, t.bytes = append(t.samples, s), 0, 0
	return filepath.WalkDir(out, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), ".") {
			return err
		}
		info, err := d.Info()
		if err == nil {
			t.files, t.bytes = t.files+1, t.bytes+info.Size()
		}
		return err
	})
}

// settle lets the system write what the run before left in its buffers, where there is a command for it.
func settle(ctx context.Context) {
	if path, err := exec.LookPath("sync"); err == nil {
		_ = exec.CommandContext(ctx, path).Run()
	}
}

// command runs a process and returns what it printed.
func (b *bench) command(ctx context.Context, name string, args ...string) ([]byte, error) {
	out, _, err := b.timed(ctx, name, args...)
	return out, err
}

func (b *bench) timed(ctx context.Context, name string, args ...string) ([]byte, sample, error) {
	var out, complaints bytes.Buffer
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Stdout, cmd.Stderr = &out, &complaints
	start := time.Now()
	err := cmd.Run()
	s := sample{wall: time.Since(start)}
	if err != nil {
		text := complaints.String()
		return nil, s, fmt.Errorf("%s %s: %w\n%s", filepath.Base(name), strings.Join(args, " "), err, text[:min(len(text), 2000)])
	}
	s.cpu, s.peak = cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime(), peak(cmd.ProcessState)
	return out.Bytes(), s, nil
}
