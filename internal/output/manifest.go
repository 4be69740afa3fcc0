package output

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// manifestName lists the files that a build wrote: a line each, a dash, two spaces, slash path. Builds before wrote the SHA-256 where the dash is;
// nothing has ever asked for it, as whether a file is the same is seen in its bytes.
const manifestName = ".lateral-files"

// Wrote reports whether a build wrote the files of a folder.
func Wrote(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, manifestName))
	return err == nil
}

// readManifest gives the paths of the files; none where the folder has no manifest. Lines that are none are passed over.
func readManifest(dir string) (map[string]bool, error) {
	data, err := os.ReadFile(filepath.Join(dir, manifestName))
	if errors.Is(err, fs.ErrNotExist) {
		return map[string]bool{}, nil
	}
	if err != nil {
		return nil, err
	}
	m := map[string]bool{}
	for line := range strings.Lines(string(data)) {
		_, p, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		if ok && fs.ValidPath(p) && p != "." {
			m[p] = true
		}
	}
	return m, nil
}

// writeManifest puts a manifest in the place of the one before.
func writeManifest(dir string, m map[string]bool) error {
	paths, size := make([]string, 0, len(m)), 0
	for p := range m {
		paths, size = append(paths, p), size+len("-  ")+len(p)+len("\n")
	}
	slices.Sort(paths)
	data := make([]byte, 0, size)
	for _, p := range paths {
		data = append(append(append(data, "-  "...), p...), '\n')
	}
	tmp := filepath.Join(dir, stageDir, manifestName)
	if err := write(tmp, data); err != nil {
		return err
	}
	return Rename(tmp, filepath.Join(dir, manifestName))
}
