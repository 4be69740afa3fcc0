package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/lateral-reader/lateral/internal/output"
)

// writeNew writes a file that is not there yet.
func writeNew(at string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
		return usagef("%s cannot be written: %s", at, reason(err))
	}
	f, err := os.OpenFile(at, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return usagef("%s is there already", at)
	}
	if err != nil {
		return usagef("%s cannot be written: %s", at, reason(err))
	}
	if _, err := f.Write(data); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

// replaceFile writes a file whole or not at all: beside its place, then into it. One that is there keeps its mode, and a link keeps what it points at.
func replaceFile(at string, data []byte) error {
	if real, err := filepath.EvalSymlinks(at); err == nil {
		at = real
	}
	info, err := os.Stat(at)
	there := err == nil
	switch {
	case there && info.IsDir():
		return usagef("%s is a folder", at)
	case there && !info.Mode().IsRegular():
		return os.WriteFile(at, data, 0) // a pipe or a device, such as /dev/stdout: nothing may take its place
	}
	tmp := filepath.Join(filepath.Dir(at), "."+filepath.Base(at)+".tmp")
	f, err := os.OpenFile(tmp, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return usagef("%s cannot be written: %s", at, reason(err))
	}
	defer os.Remove(tmp) // gone already where all went well
	_, err = f.Write(data)
	if there {
		err = cmp.Or(err, f.Chmod(info.Mode().Perm()))
	}
	if err = cmp.Or(err, f.Close()); err != nil {
		return fmt.Errorf("write %s: %w", at, err)
	}
	return output.Rename(tmp, at)
}
