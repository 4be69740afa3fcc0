//go:build !unix

package watch

import "io/fs"

// inode is 0: a stat does not tell it here, and size and time have to do.
func inode(fs.FileInfo) uint64 { return 0 }
