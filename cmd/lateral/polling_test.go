package main

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// parts are the files that the versions of a site differ in: from one to the next a single one of them changes, in a single step. A letter stands for
// each on the pages that are made of it.
var parts = []struct {
	letter, path string
	text         func(n int) string
}{
	{"L", "lateral.yaml", func(n int) string {
		return fmt.Sprintf("title: Site L%dE\ndescription: A site L%[1]dE.\nlicense: Free L%[1]dE\n", n)
	}},
	{"S", "content/bridge/sources/talk.md", markedSource},
	{"N", "content/bridge/sources/talk.notes.yaml", markedNotes},
	{"C", "static/lateral.css", func(n int) string { return strings.Repeat(fmt.Sprintf(".C%dE { color: teal }\n", n), 200) }},
}

// polled are the paths that are asked for: pages that different parts stand on, and a style.
var polled = []string{"", "about.html", "bridge/", "bridge/sources/talk.html", "bridge/sources/report.html", "bridge/claims/worn.html", "speakers/tomas.html", "static/lateral.css"}

// history is what is known of all versions. Version i changed part i mod 4, to number i.
type history struct {
	sync.Mutex
	saved int            // the newest version on the disk
	floor int            // a version that some answer, arrived by now, was at least of
	built map[string]int // by path and version of the page: the oldest version that it can be of
}

// newestOf is the number of a part in version v; 0 as long as it is the first.
func newestOf(part, v int) int {
	if v < part {
		return 0
	}
	return v - (v-part)%len(parts)
}

// span finds the versions that an answer can be of; false where no version has its numbers together.
func (h *history) span(found map[string]int) (from, to int, ok bool) {
	from = -1
	for v := range h.saved + 1 {
		fits := true
		for i, p := range parts {
			if n, shown := found[p.letter]; shown && n != newestOf(i, v) {
				fits = false
			}
		}
		if fits {
			to = v
			if from < 0 {
				from = v
			}
		}
	}
	return from, to, from >= 0
}

// ask asks for a path and says what is wrong with the answer: it must be whole, of one version, and of none older than what was known when it was
// asked for. It returns the page's version, and the oldest version of the site that it can be of.
func (h *history) ask(s *served, path string) (version string, from int, err error) {
	h.Lock()
	floor := h.floor
	h.Unlock()
	status, body, err := s.get(path)
	if err != nil {
		return "", 0, fmt.Errorf("%q: %w", path, err)
	}
	if strings.HasPrefix(path, "static/") {
		if n := strings.Count(body, "\n"); status != http.StatusOK || n != 200 {
			return "", 0, fmt.Errorf("%q: status %d, %d lines", path, status, n)
		}
	} else if err := wholePage(status, body); err != nil {
		return "", 0, fmt.Errorf("%q: %w", path, err)
	}
	found, err := numbers(body)
	if err != nil {
		return "", 0, fmt.Errorf("%q: %w", path, err)
	}
	if len(found) == 0 {
		return "", 0, fmt.Errorf("%q: no mark on it", path)
	}
	h.Lock()
	defer h.Unlock()
	from, to, ok := h.span(found)
	switch {
	case !ok:
		return "", 0, fmt.Errorf("%q is of two builds: %v", path, found)
	case to < floor:
		return "", 0, fmt.Errorf("%q is of version %d at most (%v); %d was there before it was asked for", path, to, found, floor)
	}
	h.floor = max(h.floor, from)
	if m := pageVersion.FindStringSubmatch(body); m != nil {
		version = m[1]
		h.built[path+" "+version] = from
	}
	return version, from, nil
}

// follow does as a browser does: it shows a page, hears of a new one and asks for it. What it is told of by an event is never older than what it shows,
// and the answer never older than the event.
func (h *history) follow(ctx context.Context, s *served, path string) (reloads int, err error) {
	type event struct {
		said string
		from int
	}
	var heard []event
	version, from, err := h.ask(s, path)
	for err == nil && ctx.Err() == nil {
		var next string
		next, err = nextReload(ctx, s, path, version)
		if err != nil || next == "" {
			break
		}
		was := from
		if version, from, err = h.ask(s, path); err != nil {
			break
		}
		if reloads++; from < was {
			err = fmt.Errorf("%q: version %d after %d", path, from, was)
		}
		heard = append(heard, event{next, from})
	}
	if ctx.Err() != nil {
		err = nil // the end of the test broke it off
	}
	h.Lock()
	defer h.Unlock()
	for _, e := range heard {
		if told, known := h.built[path+" "+e.said]; known && e.from < told {
			err = fmt.Errorf("%q: told of version %d, got %d", path, told, e.from)
		}
	}
	return reloads, err
}

// nextReload listens to the stream of a page until it says that there is another version; "" where ctx ends before.
func nextReload(ctx context.Context, s *served, path, version string) (string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url+"_lateral/events?path="+url.QueryEscape("/"+path)+"&v="+url.QueryEscape(version), nil)
	if err != nil {
		return "", err
	}
	resp, err := (&http.Client{Transport: s.client.Transport}).Do(req)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	lines := bufio.NewScanner(resp.Body)
	for event := ""; lines.Scan(); {
		key, value, _ := strings.Cut(lines.Text(), ": ")
		switch {
		case key == "event":
			event = value
		case key == "data" && event == "reload":
			return value, nil
		}
	}
	return "", lines.Err()
}

// TestEndurePolling makes 100 rebuilds while several clients ask for several pages all the time and others wait for events. Nobody gets half a page, one
// of two builds, or one from before what anybody has seen; every change comes to every page that it changes.
func TestEndurePolling(t *testing.T) {
	enduring(t)
	dir := withoutDrafts(t)
	save := func(part, n int) {
		at := filepath.Join(dir, parts[part].path)
		tmp := filepath.Join(filepath.Dir(at), ".saving")
		writeFile(t, tmp, parts[part].text(n))
		if err := os.Rename(tmp, at); err != nil {
			t.Fatal(err)
		}
	}
	for i := range parts {
		save(i, 0)
	}
	writeFile(t, filepath.Join(dir, "content/bridge/sources/report.md"), "---\ntitle: The bridge is shut\nrights: own\n---\nThe authority said the bearings were sound.\n")
	s := startServe(t, dir)
	h := &history{built: map[string]int{}}

	var mu sync.Mutex
	asked := 0
	reloads := map[string]int{}
	stop := s.beside(func(ctx context.Context) {
		var wg sync.WaitGroup
		defer wg.Wait()
		for i := range 4 {
			wg.Go(func() {
				r := rand.New(rand.NewPCG(1, uint64(i)))
				for ctx.Err() == nil && !t.Failed() {
					if _, _, err := h.ask(s, polled[r.IntN(len(polled))]); err != nil {
						t.Error(err)
					}
					mu.Lock()
					asked++
					mu.Unlock()
					time.Sleep(time.Millisecond)
				}
			})
		}
		for _, path := range polled {
			if strings.HasPrefix(path, "static/") {
				continue
			}
			wg.Go(func() {
				n, err := h.follow(ctx, s, path)
				if err != nil {
					t.Error(err)
				}
				mu.Lock()
				reloads[path] = n
				mu.Unlock()
			})
		}
	})
	const rebuilds = 100
	for v := 1; v <= rebuilds; v++ {
		part := v % len(parts)
		h.Lock()
		h.saved = v
		h.Unlock()
		save(part, v)
		s.eventually(fmt.Sprintf("version %d (%s)", v, parts[part].path), func() bool {
			h.Lock()
			defer h.Unlock()
			return t.Failed() || h.floor == v
		})
		if t.Failed() {
			t.FailNow()
		}
	}
	for _, path := range polled {
		_, body, err := s.get(path)
		found, nerr := numbers(body)
		if err != nil || nerr != nil {
			t.Errorf("%q: %v, %v", path, err, nerr)
		}
		for i, p := range parts {
			if n, shown := found[p.letter]; shown && n != newestOf(i, rebuilds) {
				t.Errorf("%q shows %s%d in the end, not %d", path, p.letter, n, newestOf(i, rebuilds))
			}
		}
	}
	stop()
	t.Logf("%d answers; reloads: %v", asked, reloads)
	for _, path := range polled {
		// Each saved lateral.yaml alone changes every page.
		if !strings.HasPrefix(path, "static/") && reloads[path] < rebuilds/len(parts) {
			t.Errorf("%q: only %d reloads", path, reloads[path])
		}
	}
	if !slices.Contains(polled, "bridge/claims/worn.html") || asked < 500 {
		t.Errorf("only %d answers", asked)
	}
	s.equalsClean()
}
