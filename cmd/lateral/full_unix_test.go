//go:build unix

package main

import (
	"errors"
	"fmt"
	"maps"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// TestEndureNoSpace builds a changed site where no file may grow beyond a limit, which is how a full disk looks from inside, with every limit from
// nothing to enough: it fails at the first file, in the middle of pages, and with all pages written at the list of them. Each time the last
// good site stays byte for byte.
func TestEndureNoSpace(t *testing.T) {
	enduring(t)
	if err := exec.Command("sh", "-c", "ulimit -f 1").Run(); err != nil {
		unable(t, "the shell cannot limit the size of files")
	}
	dir := t.TempDir()
	out := filepath.Join(dir, "public")
	writeVersion(t, dir, 0)
	lateralRun(t, exitFine, "-s", dir, "build")
	good := wholeTree(t, out)

	writeVersion(t, dir, 1)
	writeFile(t, filepath.Join(dir, "static/lateral.css"), "body { color: black }\n")
	for i := range 2000 { // so that the list of files is larger than each
		writeFile(t, filepath.Join(dir, fmt.Sprintf("static/many/file-%d.txt", i)), "a")
	}
	to := filepath.Join(t.TempDir(), "out")
	lateralRun(t, exitFine, "-s", dir, "build", "-d", to)
	next := wholeTree(t, to)
	list, largest := len(next[".lateral-files"]), 0
	for p, data := range next {
		if p != ".lateral-files" {
			largest = max(largest, len(data))
		}
	}
	if list < largest+1024 {
		t.Fatalf("the list has %d bytes, a file up to %d: no limit lies between", list, largest)
	}

	blocks := func(bytes int) int { return (bytes + 511) / 512 }
	for _, limit := range []int{0, 1, 2, 4, 6, 8, 10, 12, 14, 16, 20, blocks(largest) - 1, blocks(largest), blocks(list) - 1} {
		cmd := exec.Command("sh", "-c", `ulimit -f "$0"; exec "$@"`, strconv.Itoa(limit), "lateral", "-s", dir, "build")
		text, err := cmd.CombinedOutput()
		var e *exec.ExitError
		if !errors.As(err, &e) || e.ExitCode() != exitMachine || !strings.Contains(string(text), "file too large") {
			t.Errorf("%d blocks: %v: %s", limit, err, text)
		}
		if now := wholeTree(t, out); !maps.Equal(now, good) {
			t.Fatalf("%d blocks: the last good site did not stay: %s", limit, firstDifference(good, now))
		}
	}
	lateralRun(t, exitFine, "-s", dir, "build")
	if now := wholeTree(t, out); !maps.Equal(now, next) {
		t.Errorf("with room again: %s", firstDifference(next, now))
	}
}
