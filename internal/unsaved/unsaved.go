// Package unsaved knows the names that programs use while they save a file. Who reads a site and who watches it must agree on them.
package unsaved

import (
	"path"
	"slices"
	"strings"
)

// Temporary reports whether a base name is hidden, or one that programs use while they save: backups, locks, swap files, halves of
// files. A site never reads these, in a folder's place or a file's. Case does not count, as Windows writes x~RF12.TMP.
func Temporary(name string) bool {
	name = strings.ToLower(name)
	switch {
	case name == "":
		return false
	case name == "4913": // vim asks with it whether it may write in the folder
		return true
	case strings.ContainsRune(".#~", rune(name[0])): // .x.swp .#x .goutputstream-* .DS_Store · #x# · ~$x.docx
		return true
	case strings.HasSuffix(name, "~"), strings.HasSuffix(name, "___jb_tmp___"), strings.HasSuffix(name, "___jb_old___"):
		return true
	}
	return slices.Contains(extensions, path.Ext(name))
}

var extensions = []string{
	".swp", ".swo", ".swn", ".swx", ".swpx", ".kate-swp", // swap files
	".bak", ".bck", ".orig", ".rej", // copies of what was
	".tmp", ".temp", ".part", ".partial", ".crdownload", ".download", // halves
}
