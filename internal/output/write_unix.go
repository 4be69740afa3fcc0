//go:build unix && !aix && !solaris

package output

import (
	"cmp"
	"io/fs"
	"os"
	"syscall"
)

// Rename is os.Rename; elsewhere it is more.
func Rename(from, to string) error { return os.Rename(from, to) }

// writeFile is os.WriteFile with three system calls instead of eight: os also sets up each file to be waited for, which files never are.
func writeFile(at string, data []byte) error {
	fd, err := retried(func() (int, error) {
		return syscall.Open(at, syscall.O_WRONLY|syscall.O_CREAT|syscall.O_TRUNC|syscall.O_CLOEXEC, 0o644)
	})
	if err != nil {
		return &fs.PathError{Op: "open", Path: at, Err: err}
	}
	for len(data) > 0 && err == nil {
		var n int
		n, err = retried(func() (int, error) { return syscall.Write(fd, data[:min(len(data), mostAtOnce)]) })
		if err == nil && n == 0 {
			err = syscall.EIO
		}
		data = data[max(n, 0):]
	}
	if err = cmp.Or(err, syscall.Close(fd)); err != nil {
		return &fs.PathError{Op: "write", Path: at, Err: err}
	}
	return nil
}

// mostAtOnce is how much some systems take in one call.
const mostAtOnce = 1 << 30

// retried calls f until no signal comes between.
func retried(f func() (int, error)) (n int, err error) {
	for {
		if n, err = f(); err != syscall.EINTR {
			return n, err
		}
	}
}
