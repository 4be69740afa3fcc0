//go:build unix && !aix && !solaris

package output

import (
	"errors"
	"os"
	"syscall"
)

// tryLock locks the folder itself. Where the file system knows no locks there is none.
func tryLock(dir string) (unlock func(), busy bool, err error) {
	f, err := os.Open(dir)
	if err != nil {
		return nil, errors.Is(err, os.ErrNotExist), ignoreGone(err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); errors.Is(err, syscall.EWOULDBLOCK) {
		f.Close()
		return nil, true, nil
	}
	// Who held the lock before may have removed the folder.
	mine, err := f.Stat()
	now, gone := os.Stat(dir)
	if err != nil || gone != nil || !os.SameFile(mine, now) {
		f.Close()
		return nil, true, err
	}
	return func() { f.Close() }, false, nil
}

func ignoreGone(err error) error {
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}
