package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
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
func (b *bench) size(ctx context.Context, n int) (result, error) {
	r := result{sources: n}
	at := func(name string) string { return filepath.Join(b.dir, fmt.Sprintf("%s-%d", name, n)) }
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
			func() error { return b.plain(ctx, at, &r) },
			func() error { return b.withFiles(ctx, at, &r) },
			func() error { return b.byHugo(ctx, at, &r) },
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
func (b *bench) plain(ctx context.Context, at func(string) string, r *result) error {
	out, site := at("public"), at("site")
	if err := b.sourceFiles(site, false); err != nil {
		return err
	}
	if _, err := b.site(ctx, r, build, site, out); err != nil {
		return err
	}
	if path, err := exec.LookPath("cp"); err == nil {
		if err := b.one(ctx, r, cp, at("copy"), path, "-r", out, at("copy")); err != nil {
			return err
		}
		if err := b.clear(at("copy")); err != nil {
			return err
		}
	}
	written, err := b.site(ctx, r, again, site, out)
	r.written = max(r.written, written)
	if err != nil {
		return err
	}
	return b.clear(out)
}

func (b *bench) withFiles(ctx context.Context, at func(string) string, r *result) error {
	if err := b.sourceFiles(at("site"), true); err != nil {
		return err
	}
	if _, err := b.site(ctx, r, files, at("site"), at("public-files")); err != nil {
		return err
	}
	return b.clear(at("public-files"))
}

func (b *bench) byHugo(ctx context.Context, at func(string) string, r *result) error {
	if b.hugo == "" {
		return nil
	}
	if err := b.one(ctx, r, hugo, at("hugo-public"), b.hugo, "--quiet", "-s", at("hugo-site"), "-d", at("hugo-public")); err != nil {
		return err
	}
	return b.clear(at("hugo-public"))
}

func (b *bench) sourceFiles(site string, yes bool) error {
	o := b.o
	o.SourceFiles = yes
	return corpusgen.WriteConfig(site, o)
}

// clear removes an output. The last of each stays where everything is kept, until the next takes its place.
func (b *bench) clear(dir string) error {
	if b.keep != "" {
		if err := os.RemoveAll(dir + "-last"); err != nil {
			return err
		}
		return os.Rename(dir, dir+"-last")
	}
	return os.RemoveAll(dir)
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
