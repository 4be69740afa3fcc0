package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func TestReplaceFile(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	old := func(name string, mode fs.FileMode) {
		t.Helper()
		if err := os.WriteFile(at(name), []byte("old"), mode); err != nil {
			t.Fatal(err)
		}
	}
	holds := func(name, want string) {
		t.Helper()
		if got, err := os.ReadFile(at(name)); err != nil || string(got) != want {
			t.Errorf("%s holds %q, %v; want %q", name, got, err, want)
		}
	}
	write := func(name string) error { return replaceFile(at(name), []byte("new")) }

	if err := write("fresh"); err != nil {
		t.Error(err)
	}
	holds("fresh", "new")

	old("private", 0o600)
	if err := write("private"); err != nil {
		t.Error(err)
	}
	holds("private", "new")
	if info, err := os.Stat(at("private")); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("the file that was there has mode %v, %v", info.Mode(), err)
	}

	old("target", 0o644)
	if err := os.Symlink("target", at("link")); err == nil {
		if err := write("link"); err != nil {
			t.Error(err)
		}
		holds("target", "new")
		if _, err := os.Readlink(at("link")); err != nil {
			t.Errorf("the link is gone: %v", err)
		}
	}

	if err := os.Mkdir(at("folder"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"folder", "nowhere/file"} {
		var c coded
		if err := write(name); !errors.As(err, &c) || c.code != exitUsage {
			t.Errorf("writing %s gives %v; want wrong usage", name, err)
		}
	}

	if err := replaceFile(os.DevNull, []byte("new")); err != nil {
		t.Error(err)
	}
	if info, err := os.Stat(os.DevNull); err != nil || info.Mode().IsRegular() {
		t.Errorf("a device became %v, %v", info.Mode(), err)
	}

	names, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range names {
		if e.Name()[0] == '.' {
			t.Errorf("%s is left behind", e.Name())
		}
	}
}

// TestWriteNewWhereNothingCan: what cannot be written there is named, as wrong usage, in new files as in those that are replaced.
func TestWriteNewWhereNothingCan(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	at := filepath.Join(file, "below")
	var c coded
	if err := writeNew(at, []byte("new")); !errors.As(err, &c) || c.code != exitUsage || !strings.HasPrefix(err.Error(), at+" cannot be written: ") {
		t.Errorf("writing below a file gives %v; want wrong usage", err)
	}
	if err := writeNew(file, []byte("new")); !errors.As(err, &c) || !strings.HasSuffix(err.Error(), "is there already") {
		t.Errorf("writing over a file gives %v", err)
	}
}
