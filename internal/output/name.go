package output

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// devices are the names that Windows keeps for itself, with any extension.
var devices = []string{"con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
	"lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9"}

// maxName is the length of a name that every file system can hold, in bytes.
const maxName = 255

// BadName says why FAT32 or Windows cannot hold a file or folder of that name, or gives "".
func BadName(name string) string {
	if i := strings.IndexFunc(name, func(r rune) bool { return r < ' ' || r == 0x7f || strings.ContainsRune(`<>:"|?*\`, r) }); i >= 0 {
		r, _ := utf8.DecodeRuneInString(name[i:])
		return "it holds the character " + strconv.QuoteRune(r)
	}
	base, _, _ := strings.Cut(strings.ToLower(name), ".")
	switch {
	case !utf8.ValidString(name):
		return "it is not UTF-8"
	case strings.HasSuffix(name, "."), strings.HasSuffix(name, " "):
		return "it ends with a dot or a space"
	case slices.Contains(devices, strings.TrimRight(base, " ")):
		return "Windows keeps it for a device"
	case len(name) > maxName:
		return "it is too long"
	}
	return ""
}
