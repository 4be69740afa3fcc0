package main

import (
	"os"
	"runtime/debug"
)

// How much garbage a build lets come, in percent of what it holds, before it is collected. What a large site holds in memory grows while it is read and
// stays until its last page is made, so that the peak comes with the pages: reading may be wasteful, which saves a tenth of its time.
const (
	whileReading = 150
	whileMaking  = 30
)

// thrift lets a build collect its garbage at other times than the runtime would, where the user has not said when. The returned function undoes it.
func thrift(percent int) (undo func()) {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return func() {}
	}
	was := debug.SetGCPercent(percent)
	return func() { debug.SetGCPercent(was) }
}
