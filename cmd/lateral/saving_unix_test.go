//go:build unix

package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// An editor saves new words to a file in its own way. Pauses are up to its temper: shorter and longer than what serve waits for.
type editor struct {
	*testing.T
	*rand.Rand
}

func (e editor) must(err error) {
	e.Helper()
	if err != nil {
		e.Fatal(err)
	}
}

func (e editor) write(at, data string)  { e.Helper(); e.must(os.WriteFile(at, []byte(data), 0o644)) }
func (e editor) rename(from, to string) { e.Helper(); e.must(os.Rename(from, to)) }
func (e editor) link(from, to string)   { e.Helper(); e.must(os.Link(from, to)) }
func (e editor) remove(at string)       { e.Helper(); e.must(os.Remove(at)) }
func (e editor) pause(most int)         { time.Sleep(time.Duration(e.IntN(most*1000)) * time.Microsecond) }

// beside is a name beside a file, made of its own.
func beside(at, before, after string) string {
	return filepath.Join(filepath.Dir(at), before+filepath.Base(at)+after)
}

// never stands in temporary files alone.
const never = "NEVER PUBLISHED"

// ways are how editors save. Each leaves the new words in the file at the end.
var ways = []struct {
	name string
	save func(e editor, at, data string)
}{
	{"in place", func(e editor, at, data string) { e.write(at, data) }},
	{"truncate, then write", func(e editor, at, data string) {
		f, err := os.OpenFile(at, os.O_WRONLY|os.O_TRUNC, 0o644)
		e.must(err)
		for _, part := range []string{data[:12], data[12:]} { // the first is no whole file of any kind
			e.pause(60)
			_, err = f.WriteString(part)
			e.must(err)
		}
		e.must(f.Close())
	}},
	{"write aside, rename", func(e editor, at, data string) {
		tmp := beside(at, ".", ".tmp-1234")
		e.write(tmp, data)
		e.pause(5)
		e.rename(tmp, at)
	}},
	{"backup, then rename", func(e editor, at, data string) { // vim
		probe, swap, backup := filepath.Join(filepath.Dir(at), "4913"), beside(at, ".", ".swp"), beside(at, "", "~")
		e.write(swap, never)
		e.write(probe, "")
		e.remove(probe)
		e.rename(at, backup)
		e.pause(60)
		e.write(at, data)
		e.pause(5)
		e.remove(backup)
		e.remove(swap)
	}},
	{"nothing, then all", func(e editor, at, data string) {
		e.write(at, "")
		e.pause(120)
		e.write(at, data)
	}},
	{"delete, then anew", func(e editor, at, data string) {
		e.remove(at)
		e.pause(80)
		e.write(at, data)
	}},
	{"temporary files beside", func(e editor, at, data string) {
		var made []string
		for _, tmp := range [][2]string{{".", ".swp"}, {".", ".swx"}, {".#", ""}, {"#", "#"}, {"", "~"}, {"", ".bck"}, {"", ".bak"}, {"", ".tmp"}, {"~", ""}} {
			made = append(made, beside(at, tmp[0], tmp[1]))
		}
		made = append(made, filepath.Join(filepath.Dir(at), "4913"))
		for _, p := range made {
			e.write(p, never)
		}
		e.pause(40)
		e.write(at, data)
		e.pause(40)
		for _, p := range made[:len(made)/2] {
			e.remove(p)
		}
	}},
	{"links change places", func(e editor, at, data string) {
		tmp, backup := beside(at, ".", ".new"), beside(at, "", "~")
		_ = os.Remove(backup) // of another way
		e.link(at, backup)
		e.write(tmp, data)
		e.remove(at)
		e.pause(30)
		e.link(tmp, at)
		e.remove(tmp)
		e.remove(backup)
	}},
	{"twice in a row", func(e editor, at, data string) {
		e.write(at, strings.ReplaceAll(data, "7E", "6E")) // all numbers end with 7
		e.pause(45)
		e.write(at, data)
	}},
}

// talk watches the page that the editors work on.
type talk struct {
	*served
	newest  [2]atomic.Int64 // written last: source, notes
	seen    [2]atomic.Int64 // on the page
	answers int
	times   map[string]int // how often each mark stands on a whole page
}

// poll asks for the page all the time. Every answer is a whole page, of one version of each file, never older than one seen before and never newer
// than what was written.
func (p *talk) poll(ctx context.Context) {
	for ctx.Err() == nil {
		status, body, err := p.get("bridge/sources/talk.html")
		if err == nil {
			err = wholePage(status, body)
		}
		var found map[string]int
		if err == nil {
			found, err = numbers(body)
		}
		if err == nil && strings.Contains(body, never) {
			err = fmt.Errorf("a temporary file was published")
		}
		for i, letter := range []string{"S", "N"} {
			n := int64(found[letter])
			if before := p.seen[i].Load(); err == nil && (n < before || n > p.newest[i].Load()) {
				err = fmt.Errorf("%s%d after %s%d, of %d", letter, n, letter, before, p.newest[i].Load())
			}
		}
		if err != nil {
			p.Errorf("answer %d: %v", p.answers, err)
			return
		}
		for letter := range found {
			if n := strings.Count(body, letter+strconv.Itoa(found[letter])+"E"); p.times[letter] == 0 {
				p.times[letter] = n
			} else if n != p.times[letter] {
				p.Errorf("%s%d stands %d times, not %d", letter, found[letter], n, p.times[letter])
			}
		}
		for i, letter := range []string{"S", "N"} {
			p.seen[i].Store(int64(found[letter]))
		}
		p.answers++
		time.Sleep(time.Millisecond)
	}
}

// TestEndureSaves saves a source and its notes in turns, in each way 20 times, while the page is asked for all the time. Every save is seen, no
// answer is half a page or an older one, and in the end everything served is what a fresh build makes.
func TestEndureSaves(t *testing.T) {
	enduring(t)
	for i, linked := range []bool{false, true} {
		name, each := "in the site", ways
		if linked {
			name, each = "through a linked folder", append(ways[:1:1], ways[2:4]...)
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := withoutDrafts(t)
			content := filepath.Join(dir, "content")
			if linked {
				real := filepath.Join(t.TempDir(), "elsewhere")
				if err := os.Rename(content, real); err != nil {
					t.Fatal(err)
				}
				if err := os.Symlink(real, content); err != nil {
					t.Fatal(err)
				}
				content = real
			}
			files := [2]string{filepath.Join(content, "bridge/sources/talk.md"), filepath.Join(content, "bridge/sources/talk.notes.yaml")}
			text := [2]func(int) string{markedSource, markedNotes}
			e := editor{t, rand.New(rand.NewPCG(5, uint64(i)))}
			for k := range files {
				e.write(files[k], text[k](7))
			}
			e.write(filepath.Join(content, "bridge/sources/report.md"), "---\ntitle: The bridge is shut\nrights: own\n---\nThe authority said the bearings were sound.\n")
			p := &talk{served: startServe(t, dir), times: map[string]int{}}
			for k := range files {
				p.newest[k].Store(7)
			}
			stop := p.beside(p.poll)
			n := 7
			for _, way := range each {
				for i := range 20 {
					n += 10
					k := i % 2
					p.newest[k].Store(int64(n))
					way.save(e, files[k], text[k](n))
					p.eventually(fmt.Sprintf("save %d (%s)", i, way.name), func() bool { return t.Failed() || p.seen[k].Load() == int64(n) })
					if t.Failed() {
						t.Fatalf("while saving (%s)", way.name)
					}
				}
			}
			stop()
			for k := range files {
				if have, err := os.ReadFile(files[k]); err != nil || !strings.Contains(string(have), fmt.Sprint(p.seen[k].Load())) {
					t.Errorf("%s is not what was seen last: %v", files[k], err)
				}
			}
			if p.times["S"] < 4 || p.times["N"] < 2 {
				t.Errorf("too few marks on a page: %v", p.times)
			}
			t.Logf("%d answers", p.answers)
			p.hidden(content)
			p.equalsClean()
		})
	}
}

// hidden asks for the temporary files that lie about, and for such beside a style.
func (s *served) hidden(content string) {
	s.Helper()
	left := 0
	for _, folder := range []string{filepath.Join(content, "bridge/sources"), filepath.Join(s.dir, "static")} {
		for _, tmp := range []string{".lateral.css.swp", ".#lateral.css", "#lateral.css#", "lateral.css~", "lateral.css.bck", "4913"} {
			writeFile(s.T, filepath.Join(folder, tmp), never)
		}
		entries, err := os.ReadDir(folder)
		if err != nil {
			s.Fatal(err)
		}
		for _, e := range entries {
			if data, err := os.ReadFile(filepath.Join(folder, e.Name())); err != nil || string(data) != never {
				continue
			}
			left++
			name := strings.NewReplacer("#", "%23", "~", "%7E").Replace(e.Name())
			for _, at := range []string{"bridge/sources/" + name, "static/" + name, name} {
				if status, body, err := s.get(at); err != nil || status != http.StatusNotFound || strings.Contains(body, never) {
					s.Errorf("%s: status %d, %v", at, status, err)
				}
			}
		}
	}
	if left < 12 {
		s.Errorf("only %d temporary files", left)
	}
	out := filepath.Join(s.TempDir(), "out")
	lateralRun(s.T, exitFine, "-s", s.dir, "build", "-d", out)
	for p, data := range readTree(s.T, out) {
		if strings.Contains(data, never) {
			s.Errorf("%s was built out of a temporary file", p)
		}
	}
}

// TestEndureCheckout changes 500 files and some names by git checkout, there and back, while pages are asked for all the time.
func TestEndureCheckout(t *testing.T) {
	enduring(t)
	if _, err := exec.LookPath("git"); err != nil {
		unable(t, "there is no git")
	}
	const sources = 500
	dir := withoutDrafts(t)
	git := func(args ...string) {
		t.Helper()
		cmd := exec.Command("git", append([]string{"-C", dir, "-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"}, args...)...)
		cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_SYSTEM="+os.DevNull)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
		}
	}
	page := func(branch, i int) string { // 20 names differ
		if i < 20 {
			return fmt.Sprintf("many/sources/only-%d-on-%d", i, branch)
		}
		return fmt.Sprintf("many/sources/text-%d", i)
	}
	writeFile(t, filepath.Join(dir, "content/many/collection.md"), "---\ntitle: Many\n---\n")
	git("init", "-q")
	for branch := range 2 {
		if err := os.RemoveAll(filepath.Join(dir, "content/many/sources")); err != nil {
			t.Fatal(err)
		}
		for i := range sources {
			writeFile(t, filepath.Join(dir, "content", page(branch, i)+".md"), fmt.Sprintf("---\ntitle: Text %d\nrights: own\n---\nIt is B%dE.\n", i, branch))
		}
		git("checkout", "-q", "-b", fmt.Sprintf("branch-%d", branch))
		git("add", "-A")
		git("commit", "-q", "-m", "x")
	}
	s := startServe(t, dir)
	var wg sync.WaitGroup
	stop := s.beside(func(ctx context.Context) {
		for i := range 3 {
			wg.Go(func() {
				for k := i; ctx.Err() == nil && !t.Failed(); k += 7 {
					at := page(0, 20+k%(sources-20)) + ".html"
					status, body, err := s.get(at)
					if err == nil {
						err = wholePage(status, body)
					}
					if err == nil {
						_, err = numbers(body)
					}
					if err != nil {
						t.Errorf("%s: %v", at, err)
					}
					time.Sleep(time.Millisecond)
				}
			})
		}
		wg.Wait()
	})
	for step := range 6 {
		branch := step % 2
		git("checkout", "-q", fmt.Sprintf("branch-%d", branch))
		for i := range sources {
			want := fmt.Sprintf("It is B%dE.", branch)
			s.eventually(fmt.Sprintf("%s after checkout %d", page(branch, i), step), func() bool {
				status, body, err := s.get(page(branch, i) + ".html")
				return t.Failed() || err == nil && status == http.StatusOK && strings.Contains(body, want)
			})
		}
		for i := range 20 {
			s.eventually("a page to go", func() bool {
				status, _, err := s.get(page(1-branch, i) + ".html")
				return t.Failed() || err == nil && status == http.StatusNotFound
			})
		}
		s.equalsClean()
	}
	stop()
}
