package output

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// manifestName lists the files that a build wrote: a line each, SHA-256 in hexadecimal, two spaces, slash path.
const manifestName = ".lateral-files"

// readManifest gives the sums of the files by their paths; none where the folder has no manifest. Lines that are none are passed over.
func readManifest(dir string) (map[string]string, error) {
	data, err := os.ReadFile(filepath.Join(dir, manifestName))
	if errors.Is(err, fs.ErrNotExist) {
		return map[string]string{}, nil
	}
	if err != nil {
		return nil, err
	}
	m := map[string]string{}
	for line := range strings.Lines(string(data)) {
		sum, p, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		if ok && fs.ValidPath(p) && p != "." {
			m[p] = sum
		}
	}
	return m, nil
}

// writeManifest puts a manifest in the place of the one before.
func writeManifest(dir string, m map[string]string) error {
	paths, size := make([]string, 0, len(m)), 0
	for p, sum := range m {
		paths, size = append(paths, p), size+len(sum)+len("  ")+len(p)+len("\n")
	}
	slices.Sort(paths)
	data := make([]byte, 0, size)
	for _, p := range paths {
		data = append(append(append(append(data, m[p]...), "  "...), p...), '\n')
	}
	tmp := filepath.Join(dir, stageDir, manifestName)
	if err := write(tmp, data); err != nil {
		return err
	}
	return os.Rename(tmp, filepath.Join(dir, manifestName))
}
