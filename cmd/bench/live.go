package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/lateral-reader/lateral/internal/corpusgen"
)

// live is what was measured of `lateral serve` at one size.
type live struct {
	ready         time.Duration // from the start to the first page
	peak          int64         // bytes of memory at the most
	saves         []saved
	pages, differ int // that the saves changed, and those that are not what a fresh build makes in the end
}

// saved is one save: how long from before the file was written until every page that it changes had arrived as it stays. Each page is open in
// a tab: a stream that hears that the page changed, and asks for it then.
type saved struct {
	kind string
	took time.Duration
	wait bool // a first answer was not the one that stayed
}

// tooLate is when a page that a save must change is given up.
const tooLate = time.Minute

// live starts the server on a site and saves notes, one after the other, with pauses as somebody makes who writes.
func (b *bench) live(ctx context.Context, site, out string, n int) (l *live, err error) {
	if err := b.sourceFiles(site, false); err != nil {
		return nil, err
	}
	settle(ctx)
	var complaints bytes.Buffer
	cmd := exec.CommandContext(ctx, b.lateral, "-s", site, "serve", "--port", "0")
	cmd.Stderr = &complaints
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	began := time.Now()
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	l = &live{}
	defer func() {
		if cmd.Process.Signal(os.Interrupt) != nil {
			_ = cmd.Process.Kill() // where there is no Ctrl-C
		}
		_ = cmd.Wait() // it exits 130
		l.peak = peak(cmd.ProcessState)
		if err != nil {
			text := complaints.String()
			err = fmt.Errorf("lateral serve: %w\n%s", err, text[max(0, len(text)-2000):])
		}
	}()
	address, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		return l, err
	}
	v := visitor{at: strings.TrimSpace(address)}
	if l.ready, err = v.first(ctx, began); err != nil {
		return l, err
	}
	o := b.o
	o.Sources = n
	last := map[string]string{}
	for i, s := range corpusgen.Saves(o, b.saves) {
		took, wait, err := v.save(ctx, site, s, last)
		if err != nil {
			return l, fmt.Errorf("save %d (%s): %w", i, s.Kind, err)
		}
		l.saves = append(l.saves, saved{s.Kind, took, wait})
		time.Sleep(time.Duration(i*137%700) * time.Millisecond) // what serve does of itself a while after a save falls between saves and into them
	}
	l.pages = len(last)
	l.differ, err = b.compare(ctx, v, site, out, last)
	return l, err
}

// visitor asks for pages.
type visitor struct{ at string }

// first waits for the first page, and says how long after the beginning it came.
func (v visitor) first(ctx context.Context, began time.Time) (time.Duration, error) {
	for {
		if _, err := v.get(ctx, "index.html"); err == nil {
			return time.Since(began), nil
		}
		if time.Since(began) > tooLate || ctx.Err() != nil {
			return 0, errors.Join(errors.New("there is no first page"), ctx.Err())
		}
		time.Sleep(5 * time.Millisecond)
	}
}

func (v visitor) get(ctx context.Context, path string) (string, error) {
	resp, err := v.open(ctx, path)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	return string(body), err
}

func (v visitor) open(ctx context.Context, path string) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, v.at+path, nil)
	if err != nil {
		return nil, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err == nil && resp.StatusCode != http.StatusOK {
		resp.Body.Close()
		return nil, fmt.Errorf("%s: status %d", path, resp.StatusCode)
	}
	return resp, err
}

var version = regexp.MustCompile(`data-version="([^"]*)"`)

// tab is a page that is open, as in a browser: a stream tells it when to ask for the page anew.
type tab struct {
	path   string
	stream io.Closer
	lines  *bufio.Scanner
}

// tab opens a page. Its stream ends with the context.
func (v visitor) tab(ctx context.Context, path string) (tab, error) {
	body, err := v.get(ctx, path)
	if err != nil {
		return tab{}, err
	}
	m := version.FindStringSubmatch(body)
	if m == nil {
		return tab{}, fmt.Errorf("%s has no version", path)
	}
	stream, err := v.open(ctx, "_lateral/events?path="+url.QueryEscape("/"+path)+"&v="+url.QueryEscape(m[1]))
	if err != nil {
		return tab{}, err
	}
	t := tab{path, stream.Body, bufio.NewScanner(stream.Body)}
	if !t.lines.Scan() || !strings.HasPrefix(t.lines.Text(), ":") {
		stream.Body.Close()
		return tab{}, fmt.Errorf("the stream of %s does not begin: %q", path, t.lines.Text())
	}
	return t, nil
}

// arrival is a page that came after a reload was told.
type arrival struct {
	path, body string
	took       time.Duration
	err        error
}

// reloaded waits until the page is to be asked for anew, and asks.
func (v visitor) reloaded(ctx context.Context, t tab, began time.Time) arrival {
	for t.lines.Scan() {
		if t.lines.Text() == "event: reload" {
			body, err := v.get(ctx, t.path)
			return arrival{t.path, body, time.Since(began), err}
		}
	}
	return arrival{path: t.path, err: errors.Join(errors.New("no reload was told"), t.lines.Err())}
}

// save writes a file and waits for all pages that it changes. It returns when the last one was right. last gets the pages as they stay.
func (v visitor) save(ctx context.Context, site string, s corpusgen.Save, last map[string]string) (took time.Duration, wait bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, tooLate)
	defer cancel()
	var tabs []tab
	for _, path := range s.Pages {
		t, err := v.tab(ctx, path)
		if err != nil {
			return 0, false, err
		}
		defer t.stream.Close()
		tabs = append(tabs, t)
	}
	time.Sleep(20 * time.Millisecond) // the streams have compared their pages by now

	arrived := make(chan arrival, len(tabs))
	began := time.Now()
	for _, t := range tabs {
		go func() { arrived <- v.reloaded(ctx, t, began) }()
	}
	to := filepath.Join(site, filepath.FromSlash(s.Path))
	aside := filepath.Join(filepath.Dir(to), ".saving")
	if err := os.WriteFile(aside, []byte(s.Text), 0o644); err != nil {
		return 0, false, err
	}
	if err := os.Rename(aside, to); err != nil {
		return 0, false, err
	}
	var first []arrival
	for range tabs {
		a := <-arrived
		if a.err != nil {
			return 0, false, fmt.Errorf("%s: %w", a.path, a.err)
		}
		first = append(first, a)
		took = max(took, a.took)
	}
	time.Sleep(200 * time.Millisecond) // as long as a burst can keep serve from building again
	for _, a := range first {
		stays, err := v.get(ctx, a.path)
		if err != nil {
			return 0, false, err
		}
		last[a.path] = stays
		wait = wait || stays != a.body
	}
	return took, wait, nil
}

var (
	ownScript = regexp.MustCompile(`<script src="/_lateral/reload.js"[^>]*></script>\n`)
	ownPolicy = regexp.MustCompile(`<meta http-equiv="Content-Security-Policy"[^>]*>`)
)

// compare counts the pages that are not, as they are served in the end, what a fresh build makes.
func (b *bench) compare(ctx context.Context, v visitor, site, out string, pages map[string]string) (differ int, err error) {
	if _, _, err := b.timed(ctx, b.lateral, "build", "-s", site, "-d", out); err != nil {
		return 0, err
	}
	for path := range pages {
		clean, err := os.ReadFile(filepath.Join(out, filepath.FromSlash(path)))
		if err != nil {
			return differ, err
		}
		served, err := v.get(ctx, path)
		if err != nil {
			return differ, err
		}
		if ownScript.ReplaceAllString(served, "") != ownPolicy.ReplaceAllString(string(clean), "") {
			differ++
		}
	}
	return differ, nil
}

// of gives the times of the saves of a kind, or of all, in milliseconds.
func (l *live) of(kind string) (out []float64) {
	for _, s := range l.saves {
		if kind == "" || s.kind == kind {
			out = append(out, float64(s.took.Microseconds())/1000)
		}
	}
	return out
}

// kinds are those of the saves, in order of appearance.
func (l *live) kinds() (out []string) {
	for _, s := range l.saves {
		if !slices.Contains(out, s.kind) {
			out = append(out, s.kind)
		}
	}
	return out
}

func (l *live) waited() (n int) {
	for _, s := range l.saves {
		if s.wait {
			n++
		}
	}
	return n
}
