package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// enduring begins a test that takes long: -short leaves it out, and it runs beside the others.
func enduring(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("takes long")
	}
	t.Parallel()
}

// unable ends a test that cannot run here: it fails where nothing may be left out, as in continuous integration.
func unable(t *testing.T, why string) {
	t.Helper()
	if strings.Contains(os.Getenv("LATERAL_REQUIRE"), "endure") {
		t.Fatal(why)
	}
	t.Skip(why)
}

// versions is how many versions of one site writeVersion knows.
const versions = 6

// writeVersion replaces a site by its version v. From one to another every page changes, pages, collections and static files come and go, and what
// was a file becomes a folder.
func writeVersion(t *testing.T, dir string, v int) {
	t.Helper()
	for _, own := range []string{"content", "static"} {
		if err := os.RemoveAll(filepath.Join(dir, own)); err != nil {
			t.Fatal(err)
		}
	}
	copySmallSite(t, dir)
	writeFile(t, filepath.Join(dir, "lateral.yaml"), fmt.Sprintf("title: Version %d\n", v))
	for i := range 30 {
		if (i+v)%3 > 0 {
			writeFile(t, filepath.Join(dir, fmt.Sprintf("content/bridge/sources/extra-%d.md", i)),
				fmt.Sprintf("---\ntitle: Extra %d\nrights: own\n---\nThis is version %d.\n", i, i%2*v))
		}
	}
	coming := fmt.Sprintf("content/coming-%d/", v%2)
	writeFile(t, filepath.Join(dir, coming+"collection.md"), "---\ntitle: Coming and going\n---\n")
	writeFile(t, filepath.Join(dir, coming+"sources/one.md"), "---\ntitle: One\nrights: own\n---\nText.\n")
	place := []string{"static/place", "static/place/inside.txt", "static/place/inside.txt/deep.txt"}[v%3]
	writeFile(t, filepath.Join(dir, place), "Here.\n")
}

// wholeTree is readTree with the folders, whose names end with a slash.
func wholeTree(t *testing.T, dir string) map[string]string {
	t.Helper()
	tree := map[string]string{}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, p)
		rel = filepath.ToSlash(rel)
		if d.IsDir() {
			tree[rel+"/"] = ""
			return nil
		}
		data, err := os.ReadFile(p)
		tree[rel] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// foreign are files in the output folder that no build wrote: two stand in folders of pages, of which one comes and goes.
var foreign = map[string]string{"CNAME": "example.org\n", "bridge/by-hand.txt": "mine", "coming-1/sources/by-hand.html": "mine"}

// TestEndureKills kills 500 builds over a site that changes, at random moments, and looks at every file after each: it is whole and of a version
// that was built since the last build that ended. Then a build makes exactly what a clean one makes. Now and then several are killed in a row.
func TestEndureKills(t *testing.T) {
	enduring(t)
	kills, firsts := 500, 30
	dir := t.TempDir()
	out := filepath.Join(dir, "public")
	var clean, want [versions]map[string]string // what a clean build makes, and with the foreign files
	for v := range versions {
		writeVersion(t, dir, v)
		to := filepath.Join(t.TempDir(), "out")
		lateralRun(t, exitFine, "-s", dir, "build", "-d", to)
		clean[v], want[v] = readTree(t, to), wholeTree(t, to)
		for p, data := range foreign {
			want[v][p] = data
			for d := filepath.ToSlash(filepath.Dir(p)); d != "."; d = filepath.ToSlash(filepath.Dir(d)) {
				want[v][d+"/"] = ""
			}
		}
	}
	v := 0
	writeVersion(t, dir, v)
	lateralRun(t, exitFine, "-s", dir, "build")
	for p, data := range foreign {
		writeFile(t, filepath.Join(out, p), data)
	}

	r := rand.New(rand.NewPCG(3, 9))
	k := killer{t: t, r: r, dir: dir, out: out}
	since := []int{v} // versions of which a file may be
	for done := 0; done < kills; {
		v = (v + 1 + r.IntN(versions-1)) % versions
		writeVersion(t, dir, v)
		since = append(since, v)
		if k.build() {
			done++
		}
		saw := killed(t, out, clean[:], since)
		if k.saw[saw]++; t.Failed() {
			t.Fatalf("after kill %d, versions %v: %s", done, since, saw)
		}
		if r.IntN(4) == 0 {
			continue
		}
		lateralRun(t, exitFine, "-s", dir, "build")
		if now := wholeTree(t, out); !maps.Equal(now, want[v]) {
			t.Fatalf("after kill %d, versions %v, the next build did not finish the job: %s", done, since, firstDifference(want[v], now))
		}
		since = []int{v}
	}
	t.Logf("killed builds left: %v", k.saw)
	for _, must := range []string{"new files beside their places", "old files and new"} {
		if k.saw[must] == 0 {
			t.Errorf("no build was killed that left %s", must)
		}
	}

	for done := 0; done < firsts; {
		v = r.IntN(versions)
		writeVersion(t, dir, v)
		if err := os.RemoveAll(out); err != nil {
			t.Fatal(err)
		}
		if k.build() {
			done++
		}
		for p, data := range ours(t, out) {
			if data != clean[v][p] {
				t.Fatalf("a first build that was killed left another %s", p)
			}
		}
		lateralRun(t, exitFine, "-s", dir, "build")
		if now := readTree(t, out); !maps.Equal(now, clean[v]) {
			t.Fatalf("after a first build that was killed: %s", firstDifference(clean[v], now))
		}
	}
}

// killer starts builds and kills them.
type killer struct {
	t        *testing.T
	r        *rand.Rand
	dir, out string
	usual    time.Duration // of a build that was left alone, as far as is known
	saw      map[string]int
}

// build starts a build and kills it: at any moment, or soon after files appear beside their places, or after they begin to be put in place. It reports
// whether the build was still alive.
func (k *killer) build() bool {
	k.t.Helper()
	if k.saw == nil {
		k.saw, k.usual = map[string]int{}, 200*time.Millisecond
	}
	manifest := filepath.Join(k.out, ".lateral-files")
	before, _ := os.Stat(manifest)
	signs := []func() bool{
		func() bool { return true },
		func() bool { _, err := os.Stat(filepath.Join(k.out, ".lateral-stage")); return err == nil },
		func() bool { now, err := os.Stat(manifest); return err == nil && !os.SameFile(before, now) },
	}
	which := k.r.IntN(len(signs))
	pause := time.Duration(k.r.Int64N(int64(k.usual)))
	switch which {
	case 1:
		pause /= 4
	case 2:
		pause = time.Duration(k.r.IntN(3000)) * time.Microsecond
	}
	cmd := exec.Command("lateral", "-s", k.dir, "build")
	var complaints strings.Builder
	cmd.Stderr = &complaints
	began := time.Now()
	if err := cmd.Start(); err != nil {
		k.t.Fatal(err)
	}
	var ended atomic.Bool
	result := make(chan error, 1)
	go func() {
		err := cmd.Wait()
		ended.Store(true)
		result <- err
	}()
	for !signs[which]() && !ended.Load() {
		time.Sleep(100 * time.Microsecond)
	}
	for until := time.Now().Add(pause); time.Now().Before(until) && !ended.Load(); {
		time.Sleep(min(time.Millisecond, time.Until(until)))
	}
	_ = cmd.Process.Kill() // an error means that it has ended
	err := <-result
	var e *exec.ExitError
	switch {
	case err == nil:
		k.usual = (3*k.usual + time.Since(began)) / 4
		return false
	case errors.As(err, &e) && !e.Exited():
		return true
	}
	k.t.Fatalf("%v: %s", err, complaints.String())
	return false
}

// ours gives the files of an output folder but for the foreign ones and what a build keeps for itself.
func ours(t *testing.T, out string) map[string]string {
	t.Helper()
	tree := map[string]string{}
	if _, err := os.Stat(out); errors.Is(err, fs.ErrNotExist) {
		return tree
	}
	tree = readTree(t, out)
	maps.DeleteFunc(tree, func(p, _ string) bool {
		_, theirs := foreign[p]
		return theirs || strings.HasPrefix(p, ".lateral-")
	})
	return tree
}

// killed looks at what a killed build left, and says which case it is. Every file is of one of the versions; one that all of them have is there.
func killed(t *testing.T, out string, clean []map[string]string, since []int) string {
	t.Helper()
	for p, data := range foreign {
		if have, err := os.ReadFile(filepath.Join(out, p)); err != nil || string(have) != data {
			t.Errorf("%s, which is somebody else's: %v", p, err)
		}
	}
	now := ours(t, out)
	for p, data := range now {
		if !slices.ContainsFunc(since, func(v int) bool { have, ok := clean[v][p]; return ok && have == data }) {
			t.Errorf("%s, with %d bytes, is of no version", p, len(data))
		}
	}
	for p := range clean[since[0]] {
		in := func(v int) bool { _, ok := clean[v][p]; return ok }
		if _, ok := now[p]; !ok && !strings.HasPrefix(p, ".lateral-") && !slices.ContainsFunc(since, func(v int) bool { return !in(v) }) {
			t.Errorf("%s is gone", p)
		}
	}
	_, err := os.Stat(filepath.Join(out, ".lateral-stage"))
	switch last := since[len(since)-1]; {
	case same(now, clean[last]):
		return "a finished site"
	case !same(now, clean[since[0]]):
		return "old files and new"
	case err == nil:
		return "new files beside their places"
	}
	return "an old site"
}

// same compares files with those of a clean build, what it keeps for itself aside.
func same(now, clean map[string]string) bool {
	clean = maps.Clone(clean)
	maps.DeleteFunc(clean, func(p, _ string) bool { return strings.HasPrefix(p, ".lateral-") })
	return maps.Equal(now, clean)
}

func firstDifference(want, got map[string]string) string {
	for _, p := range slices.Sorted(maps.Keys(want)) {
		if have, ok := got[p]; !ok {
			return p + " is missing"
		} else if have != want[p] {
			return fmt.Sprintf("%s differs: %d bytes, want %d", p, len(have), len(want[p]))
		}
	}
	for _, p := range slices.Sorted(maps.Keys(got)) {
		if _, ok := want[p]; !ok {
			return p + " is too much"
		}
	}
	return "no difference"
}
