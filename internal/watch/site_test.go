package watch_test

import (
	"context"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lateral-reader/lateral/internal/unsaved"
	"github.com/lateral-reader/lateral/internal/watch"
)

// patience is how long a test waits before it fails; when all is well nothing waits that long.
const patience = 30 * time.Second

var roots = []string{"content", "templates", "static", "lateral.yaml", ".lateral/texts"}

// A site is a folder that is watched, and a reader who knows of it only what the Changes tell: their paths, and everything
// when one says Sweep. If the reader's copy comes to equal the disk, nothing was missed.
type site struct {
	*testing.T
	dir     string
	changed chan struct{}
	stop    func()

	mu    sync.Mutex
	copy  map[string]string // path → what is in it; a trailing slash for a folder without files
	told  []watch.Change
	said  []string
	slow  time.Duration // how long the reader takes over a Change
	inUse bool
}

func newSite(t *testing.T) *site {
	s := &site{T: t, dir: t.TempDir(), changed: make(chan struct{}, 1000)}
	s.write("lateral.yaml", "title: x\n")
	s.write("content/harbour/collection.md", "harbour")
	s.write("content/harbour/sources/talk.md", "talk")
	s.write("static/lateral.css", "css")
	return s
}

// start watches, after what is there has come to rest.
func (s *site) start(c watch.Config) *site {
	s.Helper()
	past := time.Now().Add(-time.Hour)
	_ = filepath.WalkDir(s.dir, func(p string, _ fs.DirEntry, _ error) error { return os.Chtimes(p, past, past) })
	c.Dir, c.Say = s.dir, func(m string) { s.mu.Lock(); s.said = append(s.said, m); s.mu.Unlock() }
	if c.Roots == nil {
		c.Roots = roots
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- watch.Run(ctx, c, s.hear) }()
	s.stop = sync.OnceFunc(func() {
		cancel()
		select {
		case err := <-ended:
			if err != nil {
				s.Errorf("Run: %v", err)
			}
		case <-time.After(patience):
			s.Error("Run does not end")
		}
	})
	s.Cleanup(s.stop)
	s.wait("the first Sweep", func() bool { return len(s.told) > 0 })
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.told[0].Sweep {
		s.Error("the first Change does not say Sweep")
	}
	s.told = nil
	return s
}

func (s *site) hear(c watch.Change) {
	s.mu.Lock()
	if s.inUse {
		s.Error("called twice at a time")
	}
	s.inUse = true
	if c.Sweep {
		s.copy = s.disk()
	}
	for _, p := range c.Paths {
		maps.DeleteFunc(s.copy, func(q, _ string) bool { return strings.HasPrefix(q, p+"/") })
		delete(s.copy, p)
		for q, text := range s.below(p) {
			s.copy[q] = text
		}
	}
	s.told = append(s.told, c)
	if !slices.IsSorted(c.Paths) || len(slices.Compact(slices.Clone(c.Paths))) != len(c.Paths) {
		s.Errorf("not sorted or not unique: %q", c.Paths)
	}
	s.mu.Unlock()
	time.Sleep(s.slow)
	s.mu.Lock()
	s.inUse = false
	s.mu.Unlock()
	select {
	case s.changed <- struct{}{}:
	default:
	}
}

// below reads a path and what is beneath it, with links followed, as a build does.
func (s *site) below(p string) map[string]string {
	m := map[string]string{}
	full := filepath.Join(s.dir, filepath.FromSlash(p))
	info, err := os.Stat(full)
	switch {
	case err != nil, path.Base(p) == "loop": // a link to above itself
	case !info.IsDir():
		b, err := os.ReadFile(full)
		if err == nil {
			m[p] = string(b)
		}
	default:
		entries, _ := os.ReadDir(full)
		for _, e := range entries {
			if !unsaved.Temporary(e.Name()) {
				maps.Copy(m, s.below(p+"/"+e.Name()))
			}
		}
	}
	return m
}

func (s *site) disk() map[string]string {
	m := map[string]string{}
	for _, r := range roots {
		maps.Copy(m, s.below(r))
	}
	return m
}

func (s *site) wait(what string, ok func() bool) {
	s.Helper()
	late := time.After(patience)
	for {
		s.mu.Lock()
		good := ok()
		s.mu.Unlock()
		if good {
			return
		}
		select {
		case <-s.changed:
		case <-time.After(50 * time.Millisecond): // the disk may have come to equal the copy, or a message have been said
		case <-late:
			s.mu.Lock()
			defer s.mu.Unlock()
			s.Fatalf("waited in vain for %s\ntold: %+v\nsaid: %q\ncopy and disk: %s", what, s.told, s.said, cmp.Diff(s.copy, s.disk()))
		}
	}
}

func (s *site) same() bool { return cmp.Equal(s.copy, s.disk()) && !s.inUse }

// catchUp waits until the reader's copy is the disk, and returns what was told on the way.
func (s *site) catchUp() []watch.Change {
	s.Helper()
	s.wait("the copy to equal the disk", s.same)
	s.mu.Lock()
	defer s.mu.Unlock()
	told := s.told
	s.told = nil
	return told
}

// heard makes a last change of its own and returns all paths that were told up to it. It makes it twice, as a sweep is no snapshot:
// one that sees the first may have looked elsewhere before the step that is tested was over.
func (s *site) heard() []string {
	s.Helper()
	const last = "static/last.txt"
	for range 2 {
		was, _ := os.ReadFile(s.path(last))
		s.write(last, string(was)+"+")
		s.wait("the last change", func() bool { return s.copy[last] == string(was)+"+" })
	}
	var all []string
	for _, c := range s.catchUp() {
		all = append(all, c.Paths...)
	}
	slices.Sort(all)
	return slices.DeleteFunc(slices.Compact(all), func(p string) bool { return p == last })
}

func (s *site) quietly() {
	s.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, msg := range s.said {
		if !strings.HasPrefix(msg, "no event came for a change of") { // a busy machine may bring it too late: TestEventsCome asks apart
			s.Errorf("said: %q", msg)
		}
	}
}

func (s *site) path(p string) string { return filepath.Join(s.dir, filepath.FromSlash(p)) }

func (s *site) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

func (s *site) write(p, text string) {
	s.Helper()
	s.must(os.MkdirAll(filepath.Dir(s.path(p)), 0o755))
	s.must(os.WriteFile(s.path(p), []byte(text), 0o644))
}

func (s *site) rename(from, to string) { s.Helper(); s.must(os.Rename(s.path(from), s.path(to))) }
func (s *site) remove(p string)        { s.Helper(); s.must(os.RemoveAll(s.path(p))) }
func (s *site) mkdir(p string)         { s.Helper(); s.must(os.MkdirAll(s.path(p), 0o755)) }

// modes are the ways to watch that have to do the same. With events, less quiet than the default makes
// more Changes; polling, it would make a file known before its time is sure, and be told of it twice.
var modes = []struct {
	name   string
	config watch.Config
}{
	{"events", watch.Config{Quiet: 5 * time.Millisecond}},
	{"poll", watch.Config{Poll: 5 * time.Millisecond}},
}

func inModes(t *testing.T, f func(t *testing.T, c watch.Config)) {
	for _, m := range modes {
		t.Run(m.name, func(t *testing.T) { t.Parallel(); f(t, m.config) })
	}
}
