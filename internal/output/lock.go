package output

import (
	"context"
	"os"
	"time"
)

// lockName is the file that keeps others out where a folder itself cannot be locked.
const lockName = ".lateral-lock"

// patience is how long to wait before asking again for the lock of a folder.
const patience = 50 * time.Millisecond

// lock makes the folder and keeps other builds out of it until unlock is called. A process that dies leaves no lock behind.
func lock(ctx context.Context, dir string) (unlock func(), err error) {
	for {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return nil, err
		}
		unlock, busy, err := tryLock(dir)
		if err != nil || !busy {
			return unlock, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(patience):
		}
	}
}
