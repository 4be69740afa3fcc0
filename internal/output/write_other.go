//go:build !unix || aix || solaris

package output

import (
	"errors"
	"io/fs"
	"os"
	"time"
)

// longest is the last of the times that Rename waits; together they are twice as long.
const longest = time.Second

// Rename is os.Rename, asked again for a moment where that fails: Windows moves no file, and no folder with one, that anybody has open, and virus
// scanners and indexers open each new file.
func Rename(from, to string) error {
	for wait := time.Millisecond; ; wait *= 2 {
		err := os.Rename(from, to)
		if err == nil || wait > longest || errors.Is(err, fs.ErrNotExist) {
			return err
		}
		time.Sleep(wait)
	}
}

func writeFile(at string, data []byte) error { return os.WriteFile(at, data, 0o644) }
