//go:build !unix || aix || solaris

package output

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// tryLock holds a file open. Windows does not remove a file that is open, so one that can be removed was left behind.
func tryLock(dir string) (unlock func(), busy bool, err error) {
	at := filepath.Join(dir, lockName)
	if err := os.Remove(at); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, true, nil
	}
	f, err := os.OpenFile(at, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if errors.Is(err, fs.ErrExist) || errors.Is(err, fs.ErrNotExist) { // another was faster, or removed the folder
		return nil, true, nil
	}
	if err != nil {
		return nil, false, err
	}
	return func() {
		f.Close()
		os.Remove(at)
	}, false, nil
}
