package watch_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lateral-reader/lateral/internal/watch"
)

// saves are the ways in which editors save talk.md: the text is to be told, and nothing else.
var saves = []struct {
	name string
	save func(s *site, dir, text string)
}{
	{"in place", func(s *site, dir, text string) { s.write(dir+"/talk.md", text) }},
	{"empty, then full", func(s *site, dir, text string) {
		s.must(os.Truncate(s.path(dir+"/talk.md"), 0))
		time.Sleep(time.Millisecond)
		f, err := os.OpenFile(s.path(dir+"/talk.md"), os.O_WRONLY, 0)
		s.must(err)
		for part := range slices.Chunk([]byte(text), 3) {
			_, err = f.Write(part)
			s.must(err)
		}
		s.must(f.Close())
	}},
	{"write and rename", func(s *site, dir, text string) {
		s.write(dir+"/talk.md.tmp", text)
		s.rename(dir+"/talk.md.tmp", dir+"/talk.md")
	}},
	{"gedit", func(s *site, dir, text string) {
		s.write(dir+"/.goutputstream-8B1X42", text)
		s.rename(dir+"/.goutputstream-8B1X42", dir+"/talk.md")
	}},
	{"backup, then rename", func(s *site, dir, text string) {
		s.write(dir+"/talk.md.new.tmp", text)
		s.rename(dir+"/talk.md", dir+"/talk.md.bck")
		s.rename(dir+"/talk.md.new.tmp", dir+"/talk.md")
		s.remove(dir + "/talk.md.bck")
	}},
	{"vim", func(s *site, dir, text string) {
		s.write(dir+"/.talk.md.swp", "swap")
		s.write(dir+"/4913", "")
		s.remove(dir + "/4913")
		s.rename(dir+"/talk.md", dir+"/talk.md~")
		s.write(dir+"/talk.md", text)
		s.must(os.Chmod(s.path(dir+"/talk.md"), 0o600))
		s.remove(dir + "/talk.md~")
		s.remove(dir + "/.talk.md.swp")
	}},
	{"emacs", func(s *site, dir, text string) {
		s.must(os.Symlink("me@host.1234", s.path(dir+"/.#talk.md")))
		s.write(dir+"/#talk.md#", text)
		s.must(os.Link(s.path(dir+"/talk.md"), s.path(dir+"/talk.md~")))
		s.remove(dir + "/talk.md")
		s.write(dir+"/talk.md", text)
		s.remove(dir + "/#talk.md#")
		s.remove(dir + "/.#talk.md")
		s.remove(dir + "/talk.md~")
	}},
	{"JetBrains", func(s *site, dir, text string) {
		s.write(dir+"/talk.md___jb_tmp___", text)
		s.rename(dir+"/talk.md", dir+"/talk.md___jb_old___")
		s.rename(dir+"/talk.md___jb_tmp___", dir+"/talk.md")
		s.remove(dir + "/talk.md___jb_old___")
	}},
	{"removed and written", func(s *site, dir, text string) {
		s.remove(dir + "/talk.md")
		s.write(dir+"/talk.md", text)
	}},
	{"old time kept", func(s *site, dir, text string) { // rsync -t, cp -p
		s.write(dir+"/.talk.md.x7Gq2a", text)
		old := time.Now().Add(-24 * time.Hour)
		s.must(os.Chtimes(s.path(dir+"/.talk.md.x7Gq2a"), old, old))
		s.rename(dir+"/.talk.md.x7Gq2a", dir+"/talk.md")
	}},
	{"hard link moved over", func(s *site, dir, text string) {
		s.write(dir+"/.a", text)
		s.must(os.Link(s.path(dir+"/.a"), s.path(dir+"/.b")))
		s.rename(dir+"/.b", dir+"/talk.md")
		s.remove(dir + "/.a")
	}},
}

func TestSaves(t *testing.T) {
	inModes(t, func(t *testing.T, c watch.Config) {
		for _, where := range []string{"content/harbour/sources", "static"} {
			for _, save := range saves {
				t.Run(save.name+" in "+path.Base(where), func(t *testing.T) {
					t.Parallel()
					s := newSite(t)
					s.write(where+"/talk.md", "the first text")
					s.start(c)
					for i := range 5 {
						save.save(s, where, fmt.Sprint("text of the same length ", i))
						s.wait("the copy to equal the disk", s.same)
					}
					if diff := cmp.Diff([]string{where + "/talk.md"}, s.heard()); diff != "" {
						t.Errorf("told (+): %s", diff)
					}
					s.quietly()
				})
			}
		}
	})
}

// A file that is empty for a moment is told once, when it is full.
func TestEmptyThenFullIsOneChange(t *testing.T) {
	inModes(t, func(t *testing.T, c watch.Config) {
		c.Quiet = time.Second // longer than any machine sleeps between two lines
		s := newSite(t).start(c)
		s.must(os.Truncate(s.path("static/lateral.css"), 0))
		s.write("static/lateral.css", "new")
		if told := s.catchUp(); len(told) != 1 {
			t.Errorf("%d Changes: %+v", len(told), told)
		}
	})
}

func TestFolders(t *testing.T) {
	steps := []struct {
		name string
		do   func(s *site)
		want []string // nil: only that nothing is missed
	}{
		{"new with files at once", func(s *site) {
			s.write("content/new/collection.md", "new")
			s.write("content/new/sources/deep/er/a.md", "a")
		}, []string{"content/new/collection.md", "content/new/sources/deep/er/a.md"}},
		{"written in the new one", func(s *site) { s.write("content/new/sources/deep/er/b.md", "b") }, []string{"content/new/sources/deep/er/b.md"}},
		{"empty", func(s *site) { s.mkdir("content/empty") }, []string{"content/empty"}},
		{"the empty one goes", func(s *site) { s.remove("content/empty") }, []string{"content/empty"}},
		{"renamed", func(s *site) { s.rename("content/new", "content/other") }, []string{
			"content/new/collection.md", "content/new/sources/deep/er/a.md", "content/new/sources/deep/er/b.md",
			"content/other/collection.md", "content/other/sources/deep/er/a.md", "content/other/sources/deep/er/b.md"}},
		{"written in the renamed one", func(s *site) { s.write("content/other/sources/deep/er/b.md", "b2") }, []string{"content/other/sources/deep/er/b.md"}},
		{"there and back", func(s *site) {
			s.rename("content/other", "content/x")
			s.rename("content/x", "content/other")
		}, nil},
		{"written in the one that is back", func(s *site) { s.write("content/other/sources/deep/er/b.md", "b3") }, []string{"content/other/sources/deep/er/b.md"}},
		{"two change places", func(s *site) {
			s.rename("content/other", "x")
			s.rename("content/harbour", "content/other")
			s.rename("x", "content/harbour")
		}, nil},
		{"written in both", func(s *site) {
			s.write("content/other/sources/talk.md", "t2")
			s.write("content/harbour/sources/deep/er/b.md", "b4")
		}, []string{"content/harbour/sources/deep/er/b.md", "content/other/sources/talk.md"}},
		{"moved out of the site", func(s *site) { s.rename("content/other", "away") }, []string{"content/other/collection.md", "content/other/sources/talk.md"}},
		{"written where it is not seen", func(s *site) { s.write("away/sources/talk.md", "t3") }, []string{}},
		{"moved in", func(s *site) { s.rename("away", "content/back") }, []string{"content/back/collection.md", "content/back/sources/talk.md"}},
		{"written in what was moved in", func(s *site) { s.write("content/back/sources/talk.md", "t4") }, []string{"content/back/sources/talk.md"}},
		{"removed and made again", func(s *site) {
			s.remove("content/back")
			s.write("content/back/sources/talk.md", "t5")
		}, nil},
		{"written in what was made again", func(s *site) { s.write("content/back/sources/talk.md", "t6") }, []string{"content/back/sources/talk.md"}},
		{"a file in a folder's place", func(s *site) {
			s.remove("content/back")
			s.write("content/back", "file")
		}, nil},
		{"and a folder again", func(s *site) {
			s.remove("content/back")
			s.write("content/back/a.md", "a")
		}, nil},
		{"a temporary folder", func(s *site) { s.write("content/.git/a.md", "a") }, []string{}},
		{"made real", func(s *site) { s.rename("content/.git", "content/git") }, []string{"content/git/a.md"}},
		{"written there", func(s *site) { s.write("content/git/a.md", "a2") }, []string{"content/git/a.md"}},
		{"the root goes", func(s *site) { s.remove("content") }, nil},
		{"and comes", func(s *site) { s.write("content/a/b.md", "b") }, []string{"content/a/b.md"}},
		{"written in the root that came", func(s *site) { s.write("content/a/b.md", "b2") }, []string{"content/a/b.md"}},
		{"a root that was not there", func(s *site) { s.write("templates/notes/a.html", "a") }, []string{"templates/notes/a.html"}},
		{"a root two deep", func(s *site) { s.write(".lateral/texts/a.md", "a") }, []string{".lateral/texts/a.md"}},
		{"beside that root", func(s *site) { s.write(".lateral/cache/a.md", "a") }, []string{}},
		{"beside the roots", func(s *site) { s.write("public/index.html", "a"); s.write("content2/a.md", "a") }, []string{}},
		{"a root that is a file", func(s *site) { s.remove("lateral.yaml"); s.write("lateral.yaml", "title: y\n") }, []string{"lateral.yaml"}},
	}
	inModes(t, func(t *testing.T, c watch.Config) {
		s := newSite(t).start(c)
		for _, step := range steps {
			step.do(s)
			got := s.heard()
			// On a busy machine a folder may be told before the files in it: a hint more, and none less.
			got = slices.DeleteFunc(got, func(p string) bool {
				return slices.ContainsFunc(step.want, func(w string) bool { return strings.HasPrefix(w, p+"/") })
			})
			if step.want != nil {
				if diff := cmp.Diff(step.want, got, emptyIsNil); diff != "" {
					t.Errorf("%s: told (+): %s", step.name, diff)
				}
			}
		}
		s.quietly()
	})
}

var emptyIsNil = cmp.Transformer("", func(s []string) string { return strings.Join(s, "\n") })

// Events do come where the system has them. A machine too busy to bring one within a second may be asked again.
func TestEventsCome(t *testing.T) {
	var said []string
	for range 5 {
		s := newSite(t).start(watch.Config{})
		s.write("content/harbour/sources/talk.md", "an event")
		s.catchUp()
		s.mu.Lock()
		said = slices.Clone(s.said)
		s.mu.Unlock()
		if len(said) == 0 {
			return
		}
	}
	t.Errorf("said five times: %q", said)
}

func TestFiveHundredFilesAreFewChanges(t *testing.T) {
	inModes(t, func(t *testing.T, c watch.Config) {
		s := newSite(t).start(c)
		for round := range 2 {
			for i := range 500 {
				s.write(fmt.Sprintf("content/c%d/sources/s%03d.md", i%20, i), fmt.Sprint(round, i))
			}
			told, paths := s.catchUp(), 0
			for _, c := range told {
				paths += len(c.Paths)
			}
			if t.Logf("%d Changes with %d paths", len(told), paths); len(told) > 200 { // one or few on a machine at rest
				t.Errorf("%d Changes", len(told))
			}
		}
		s.quietly()
	})
}

// Writes without a pause do not put a Change off for ever.
func TestConstantWrites(t *testing.T) {
	inModes(t, func(t *testing.T, c watch.Config) {
		s := newSite(t).start(c)
		stop, stopped := make(chan struct{}), make(chan struct{})
		go func() {
			defer close(stopped)
			for i := 0; ; i++ {
				select {
				case <-stop:
					return
				case <-time.After(time.Millisecond):
					_ = os.WriteFile(s.path("static/busy.txt"), fmt.Append(nil, i), 0o644)
				}
			}
		}()
		s.wait("five Changes while writes go on", func() bool { return len(s.told) >= 5 })
		close(stop)
		<-stopped
		s.catchUp()
	})
}

// What happens while a reader is busy comes in one Change afterwards.
func TestSlowReader(t *testing.T) {
	inModes(t, func(t *testing.T, c watch.Config) {
		s := newSite(t)
		s.slow = 200 * time.Millisecond
		s.start(c)
		for i := range 30 {
			s.write(fmt.Sprintf("content/c/%d.md", i), "a")
			time.Sleep(5 * time.Millisecond)
		}
		s.catchUp()
	})
}

func TestModeIsNoChange(t *testing.T) {
	inModes(t, func(t *testing.T, c watch.Config) {
		s := newSite(t).start(c)
		for _, p := range []string{"static/lateral.css", "content/harbour", "content/harbour/sources"} {
			s.must(os.Chmod(s.path(p), 0o700))
		}
		for _, b := range s.below("content") { // reading is none either
			_ = b
		}
		if got := s.heard(); len(got) > 0 {
			t.Errorf("told: %q", got)
		}
		past := time.Now().Add(-time.Minute)
		s.must(os.Chtimes(s.path("static/lateral.css"), past, past))
		s.wait("a touched file", func() bool {
			return slices.ContainsFunc(s.told, func(c watch.Change) bool { return slices.Contains(c.Paths, "static/lateral.css") })
		})
	})
}

func TestLinks(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("links need a right there")
	}
	inModes(t, func(t *testing.T, c watch.Config) {
		s := newSite(t)
		far, farther := t.TempDir(), t.TempDir()
		put := func(dir, p, text string) {
			t.Helper()
			p = filepath.Join(dir, filepath.FromSlash(p))
			s.must(os.MkdirAll(filepath.Dir(p), 0o755))
			s.must(os.WriteFile(p, []byte(text), 0o644))
		}
		link := func(to, p string) { t.Helper(); s.remove(p); s.must(os.Symlink(to, s.path(p))) }
		expect := func(what string, want ...string) {
			t.Helper()
			if diff := cmp.Diff(want, s.heard(), emptyIsNil); diff != "" {
				t.Errorf("%s: told (+): %s", what, diff)
			}
		}
		put(far, "content/a/sources/x.md", "x")
		put(farther, "a/sources/x.md", "y")
		put(farther, "logo/logo.svg", "logo")
		link(far+"/content", "content")
		link(farther+"/logo/logo.svg", "static/logo.svg")
		link("../../nowhere", "static/loose")
		s.must(os.Symlink("..", filepath.Join(far, "content", "loop")))
		s.must(os.Symlink("a", filepath.Join(far, "content", "again")))
		s.start(c)

		put(far, "content/a/sources/x.md", "x2")
		expect("written in the target", "content/a/sources/x.md", "content/again/sources/x.md")
		put(far, "content/b/y.md", "y")
		expect("new folder in the target", "content/b/y.md")
		put(far, "content/b/y.md", "y2")
		expect("written there", "content/b/y.md")
		put(farther, "logo/logo.svg", "logo2")
		expect("a linked file", "static/logo.svg")
		put(farther, "logo/.l", "logo3")
		s.must(os.Rename(filepath.Join(farther, "logo/.l"), filepath.Join(farther, "logo/logo.svg")))
		expect("a linked file renamed over", "static/logo.svg")
		put(farther, "logo/other.svg", "no")
		expect("beside the linked file")
		s.must(os.Rename(filepath.Join(far, "content"), filepath.Join(far, "moved")))
		expect("the target goes", "content", "content/a/sources/x.md", "content/again/sources/x.md", "content/b/y.md", "content/loop")
		s.must(os.Rename(filepath.Join(far, "moved"), filepath.Join(far, "content")))
		expect("the target comes", "content", "content/a/sources/x.md", "content/again/sources/x.md", "content/b/y.md", "content/loop")
		put(far, "content/b/y.md", "y3")
		expect("written in the target that came", "content/b/y.md")
		link(farther, "content")
		s.heard()
		put(farther, "a/sources/x.md", "y2")
		expect("written in the other target", "content/a/sources/x.md")
		put(far, "content/b/y.md", "y4")
		expect("written in the former target")
		s.remove("content")
		put(s.dir, "content/a.md", "a")
		s.heard()
		put(s.dir, "content/a.md", "a2")
		expect("a folder in the link's place", "content/a.md")
		s.quietly()
	})
}

// Some hundred random steps, many of them faster than anything can look; the reader must come to have what is on the disk.
func TestRandomSteps(t *testing.T) {
	inModes(t, func(t *testing.T, c watch.Config) {
		s := newSite(t)
		s.write("static/talk.md", "talk")
		s.start(c)
		r := rand.New(rand.NewPCG(3, 5))
		dir := func() string {
			return path.Join("content", fmt.Sprintf("c%d", r.IntN(3)), []string{"", "sources", "sources/x"}[r.IntN(3)])
		}
		file := func() string { return fmt.Sprintf("%s/%d.md", dir(), r.IntN(4)) }
		for i := range 600 {
			switch a, b := file(), file(); r.IntN(10) {
			case 0, 1, 2:
				_ = os.MkdirAll(filepath.Dir(s.path(a)), 0o755)
				_ = os.WriteFile(s.path(a), fmt.Appendf(nil, "%3d", i), 0o644)
			case 3:
				_ = os.WriteFile(s.path(a), fmt.Appendf(nil, "%3d", i), 0o644)
			case 4:
				_ = os.Rename(s.path(a), s.path(b))
			case 5:
				_ = os.Remove(s.path(a))
			case 6:
				_ = os.Rename(s.path(dir()), s.path(dir()))
			case 7:
				if r.IntN(4) == 0 {
					_ = os.RemoveAll(s.path(dir()))
				}
			case 8:
				_ = os.MkdirAll(s.path(dir()), 0o755)
			case 9:
				saves[r.IntN(len(saves))].save(s, "static", fmt.Sprint(i))
			}
			if i%60 == 59 {
				s.catchUp()
			} else if r.IntN(5) == 0 {
				time.Sleep(time.Duration(r.IntN(30)) * time.Millisecond)
			}
		}
		// That it kept to events is not asked: a folder that changes places while its watch is being set can swallow one, and then a sweep
		// finds the change, says so, and polls. What counts is that every change was told.
		s.catchUp()
	})
}

// A write through another name of the file makes no event in the folder: a sweep finds it, and then nothing is left to events.
func TestSweepFindsWhatMadeNoEvent(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" {
		t.Skip("elsewhere the file itself is watched")
	}
	s := newSite(t)
	s.must(os.Link(s.path("content/harbour/sources/talk.md"), s.path("elsewhere.md")))
	s.start(watch.Config{})
	s.write("elsewhere.md", "through the other name")
	told := s.catchUp()
	if len(told) != 1 || told[0].Sweep || !slices.Equal(told[0].Paths, []string{"content/harbour/sources/talk.md"}) {
		t.Errorf("told: %+v", told)
	}
	s.wait("the message", func() bool { return len(s.said) > 0 })
	if !strings.Contains(s.said[0], "no event came for a change of content/harbour/sources/talk.md; looking at all files every") {
		t.Errorf("said: %q", s.said)
	}
	s.write("elsewhere.md", "polled")
	s.catchUp()
}

func TestSiteFolderGoesAndComes(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a watched folder cannot be moved there")
	}
	inModes(t, func(t *testing.T, c watch.Config) {
		s := newSite(t).start(c)
		s.must(os.Rename(s.dir, s.dir+".away"))
		t.Cleanup(func() { _ = os.RemoveAll(s.dir + ".away") })
		s.catchUp()
		s.must(os.Rename(s.dir+".away", s.dir))
		s.catchUp()
		s.write("static/lateral.css", "after")
		s.catchUp()
	})
}

func TestNoSuchFolder(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "file"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []watch.Config{
		{Dir: filepath.Join(dir, "none")}, {Dir: filepath.Join(dir, "file")}, {Dir: dir, Roots: []string{"../x"}}, {Dir: dir, Roots: []string{"/x"}},
	} {
		if err := watch.Run(t.Context(), c, func(watch.Change) { t.Error("called") }); err == nil {
			t.Errorf("%+v: no error", c)
		}
	}
}

func TestEndLeavesNothing(t *testing.T) {
	before := runtime.NumGoroutine()
	for range 10 {
		for _, m := range modes {
			s := newSite(t).start(m.config)
			s.write("static/lateral.css", "changed")
			s.stop()
		}
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := watch.Run(ended, watch.Config{Dir: t.TempDir()}, func(watch.Change) {}); err != nil {
		t.Errorf("a context that has ended: %v", err)
	}
	for end := time.Now().Add(patience); runtime.NumGoroutine() > before; time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			buf := make([]byte, 1<<16)
			t.Fatalf("%d goroutines, before %d\n%s", runtime.NumGoroutine(), before, buf[:runtime.Stack(buf, true)])
		}
	}
}
