package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// guard is how long a test waits for what must come; when all is well nothing waits that long.
const guard = time.Minute

// served is a running `lateral serve`.
type served struct {
	*testing.T
	dir, url string
	client   *http.Client

	mu   sync.Mutex
	said bytes.Buffer // stderr
}

// withoutDrafts is a small site without drafts, which serve shows and build does not.
func withoutDrafts(t *testing.T) string {
	t.Helper()
	dir := smallSite(t)
	for p, text := range readTree(t, dir) {
		writeFile(t, filepath.Join(dir, p), regexp.MustCompile(`(?m),? *draft: true\b`).ReplaceAllString(text, ""))
	}
	return dir
}

// startServe starts the command on a site. At the end of the test it is interrupted, and must exit 130.
func startServe(t *testing.T, dir string) *served {
	t.Helper()
	if runtime.GOOS == "windows" {
		unable(t, "there is no way to send Ctrl-C to one process")
	}
	s := &served{T: t, dir: dir, client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 16}, Timeout: guard}}
	cmd := exec.Command("lateral", "-s", dir, "serve", "--port", "0")
	cmd.Stderr = s
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := cmd.Process.Signal(os.Interrupt); err != nil {
			t.Error(err)
		}
		late := time.AfterFunc(guard, func() { _ = cmd.Process.Kill() })
		defer late.Stop()
		var e *exec.ExitError
		if err := cmd.Wait(); !errors.As(err, &e) || e.ExitCode() != exitInterrupted {
			t.Errorf("the end of serve: %v, want exit %d", err, exitInterrupted)
		}
		if t.Failed() {
			t.Logf("serve said:\n%s", s.tail())
		}
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	s.url = strings.TrimSpace(line)
	s.eventually("the first build", func() bool { status, _, err := s.get("index.html"); return err == nil && status == http.StatusOK })
	return s
}

// Write takes what the command says.
func (s *served) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.said.Write(b)
}

func (s *served) tail() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	text := s.said.String()
	return text[max(0, len(text)-4000):]
}

// get asks for a path; an answer that does not arrive whole is an error.
func (s *served) get(path string) (status int, body string, err error) {
	resp, err := s.client.Get(s.url + path)
	if err != nil {
		return 0, "", err
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	return resp.StatusCode, string(data), err
}

func (s *served) eventually(what string, ok func() bool) {
	s.Helper()
	for until := time.Now().Add(guard); !ok(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(until) {
			s.Fatalf("waited in vain for %s", what)
		}
	}
}

// beside runs f beside the test until stop, which waits for it, is called; the test's end calls it, too.
func (s *served) beside(f func(ctx context.Context)) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	wg.Go(func() { f(ctx) })
	stop = func() { cancel(); wg.Wait() }
	s.Cleanup(stop)
	return stop
}

// wholePage says what is wrong with an answer that is not a whole page.
func wholePage(status int, body string) error {
	switch {
	case status != http.StatusOK:
		return fmt.Errorf("status %d: %s", status, body[:min(len(body), 300)])
	case !strings.HasPrefix(body, "<!doctype html>"), !strings.HasSuffix(strings.TrimSpace(body), "</html>"), strings.Count(body, "<main") != 1, strings.Count(body, "</main>") != 1:
		return fmt.Errorf("half a page of %d bytes", len(body))
	}
	return nil
}

var (
	pagePolicy  = regexp.MustCompile(`<meta http-equiv="Content-Security-Policy"[^>]*>`)
	reloadTag   = regexp.MustCompile(`<script src="/_lateral/reload.js" data-version="[^"]*" defer></script>\n`)
	pageVersion = regexp.MustCompile(`data-version="([^"]*)"`)
)

// equalsClean compares everything that is served with a fresh build of a site without drafts, byte for byte but for what serve adds to a page.
func (s *served) equalsClean() {
	s.Helper()
	out := filepath.Join(s.TempDir(), "out")
	lateralRun(s.T, exitFine, "-s", s.dir, "build", "-d", out)
	files := readTree(s.T, out)
	for path, want := range files {
		if strings.HasPrefix(path, ".lateral-") || path == "404.html" { // which is sent with a base of its own
			continue
		}
		status, body, err := s.get(path)
		if err != nil || status != http.StatusOK {
			s.Fatalf("%s: status %d, %v", path, status, err)
		}
		if reloadTag.ReplaceAllString(body, "") != pagePolicy.ReplaceAllString(want, "") {
			s.Errorf("%s, as it is served, is not that of a fresh build", path)
		}
	}
	if len(files) < 10 {
		s.Errorf("only %d files were compared", len(files))
	}
}

// markedSource and markedNotes are a source and its notes with a number in several places, beginning and end among them.
func markedSource(n int) string {
	return fmt.Sprintf(`---
title: A talk on the bridge S%[1]dE
outlet: radio
published: 2024-03-05
rights: own
speakers: {IC: ines, TO: tomas}
---
IC: Good morning S%[1]dE. Why did you close the bridge?

TO: We closed it because of the bearings. It carried 20,000 cars a day.

IC: Is that so? S%[1]dE
`, n)
}

func markedNotes(n int) string {
	return fmt.Sprintf(`by: M. Reyes
notes:
  - id: bearings
    quote: because of the bearings
    claim: worn
    stance: supports
    says: The engineer blames the bearings N%[1]dE.
  - id: doubt
    quote: Is that so
    claim: worn
    stance: questions
    note: Nobody knows N%[1]dE.
`, n)
}

var marks = regexp.MustCompile(`\b([A-Z])(\d+)E\b`)

// numbers gives the number behind each letter on a page; different numbers behind one letter are an error.
func numbers(body string) (map[string]int, error) {
	found := map[string]int{}
	for _, m := range marks.FindAllStringSubmatch(body, -1) {
		n, err := strconv.Atoi(m[2])
		if have, ok := found[m[1]]; err != nil || ok && have != n {
			return nil, fmt.Errorf("a page of two versions: %s%d and %s%d", m[1], have, m[1], n)
		}
		found[m[1]] = n
	}
	return found, nil
}
