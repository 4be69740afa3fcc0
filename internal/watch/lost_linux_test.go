package watch

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// When more events come than are kept, a Change says Sweep, and what came into being unseen is watched from then on.
func TestOverflow(t *testing.T) {
	t.Parallel()
	b, err := os.ReadFile("/proc/sys/fs/inotify/max_queued_events")
	if err != nil {
		t.Skip(err)
	}
	most, _ := strconv.Atoi(strings.TrimSpace(string(b)))
	if most > 100_000 {
		t.Skipf("the queue holds %d events", most)
	}
	dir := t.TempDir()
	write := func(p, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, p), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("a", "")
	write("b", "")
	ctx, cancel := context.WithCancel(t.Context())
	l, err := open(ctx, Config{Dir: dir, Roots: []string{"."}, Say: func(m string) { t.Error("said: " + m) }})
	if err != nil {
		t.Fatal(err)
	}
	changes := make(chan Change, 1000)
	ended := make(chan struct{})
	// Nobody takes the events yet.
	var files []*os.File
	for _, name := range []string{"a", "b"} {
		f, err := os.OpenFile(filepath.Join(dir, name), os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		files = append(files, f)
	}
	for i := range 3 * most { // in turn, as the system makes one event of two equal ones
		if _, err := files[i%2].WriteAt([]byte("x"), 0); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.MkdirAll(filepath.Join(dir, "new/deep"), 0o755); err != nil {
		t.Fatal(err)
	}
	write("new/deep/c", "")
	go func() { defer close(ended); defer l.events.close(); l.run(func(c Change) { changes <- c }) }()
	wait := func(ok func(Change) bool) {
		t.Helper()
		late := time.After(30 * time.Second)
		for {
			select {
			case c := <-changes:
				if ok(c) {
					return
				}
			case <-late:
				t.Fatal("waited in vain")
			}
		}
	}
	wait(func(c Change) bool { return c.Sweep }) // the one at the beginning
	wait(func(c Change) bool { return c.Sweep && slices.Contains(c.Paths, "new/deep/c") })
	write("new/deep/c", "more")
	wait(func(c Change) bool { return slices.Contains(c.Paths, "new/deep/c") })
	cancel()
	<-ended
}

// A user namespace has limits of its own: in one of a child, inotify runs out without taking anything from others.
func TestOutOfWatches(t *testing.T) {
	if limit := os.Getenv("LATERAL_TEST_WATCHES"); limit != "" {
		outOfWatches(t, limit)
		return
	}
	t.Parallel()
	for _, limit := range []string{"max_inotify_watches=6", "max_inotify_instances=0"} {
		cmd := exec.Command(os.Args[0], "-test.run", "^TestOutOfWatches$", "-test.v")
		cmd.Env = append(os.Environ(), "LATERAL_TEST_WATCHES="+limit)
		cmd.SysProcAttr = &syscall.SysProcAttr{
			Cloneflags:  syscall.CLONE_NEWUSER,
			UidMappings: []syscall.SysProcIDMap{{HostID: os.Getuid(), Size: 1}},
			GidMappings: []syscall.SysProcIDMap{{HostID: os.Getgid(), Size: 1}},
		}
		out, err := cmd.CombinedOutput()
		if len(out) == 0 && err != nil {
			t.Skipf("no user namespace: %v", err)
		}
		if t.Logf("%s", out); err != nil {
			t.Errorf("%s: %v", limit, err)
		}
	}
}

func outOfWatches(t *testing.T, limit string) {
	name, value, _ := strings.Cut(limit, "=")
	if err := os.WriteFile("/proc/sys/user/"+name, []byte(value), 0); err != nil {
		t.Skip(err)
	}
	dir := t.TempDir()
	put := func(i, j int) {
		t.Helper()
		p := filepath.Join(dir, fmt.Sprintf("content/%02d/%d.md", i, j))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	put(0, 0)
	said, changes := make(chan string, 10), make(chan Change, 1000)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- Run(ctx, Config{Dir: dir, Roots: []string{"content"}, Say: func(m string) { said <- m }}, func(c Change) { changes <- c })
	}()
	if !(<-changes).Sweep {
		t.Error("no Sweep at first")
	}
	want := map[string]bool{}
	for i := range 20 { // the watches run out in the middle
		for j := range 5 {
			put(i, j)
			want[fmt.Sprintf("content/%02d/%d.md", i, j)] = true
		}
		time.Sleep(10 * time.Millisecond)
	}
	for late := time.After(30 * time.Second); len(want) > 0; {
		select {
		case c := <-changes:
			for _, p := range c.Paths {
				delete(want, p)
			}
		case <-late:
			t.Fatalf("missed: %v", want)
		}
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	close(said)
	var all []string
	for m := range said {
		all = append(all, m)
	}
	if len(all) != 1 || !strings.Contains(all[0], "looking at all files every") || !strings.Contains(all[0], "sysctl fs.inotify.") {
		t.Errorf("said: %q", all)
	}
	t.Logf("said: %q", all)
}
