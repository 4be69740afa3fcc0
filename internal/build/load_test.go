package build

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/lateral-reader/lateral/internal/diag"
)

// TestLoadReportsWhatIsNoFile reads sites with something else where a file or a folder is expected. want is part of a message; others are read.
func TestLoadReportsWhatIsNoFile(t *testing.T) {
	pipe := &fstest.MapFile{Mode: fs.ModeNamedPipe}
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	for name, row := range map[string]struct {
		at     string
		file   *fstest.MapFile
		config bool
		want   string
	}{
		"a pipe for a source":            {"content/c/sources/s.md", pipe, false, "content/c/sources/s.md: error: this is not a regular file"},
		"a pipe for an attached text":    {".lateral/texts/s.md", pipe, false, ".lateral/texts/s.md: error: this is not a regular file"},
		"a pipe for a collection":        {"content/c/collection.md", pipe, false, "content/c/collection.md: error: this is not a regular file"},
		"a pipe for the configuration":   {"lateral.yaml", pipe, true, "lateral.yaml: error: this is not a regular file"},
		"a folder for the configuration": {"lateral.yaml/x", file(""), true, "lateral.yaml: error: this is not a regular file"},
		"a folder for claims":            {"content/c/claims.yaml/x", file(""), false, "content/c/claims.yaml: error: this is not a regular file"},
		"a file for content":             {"content", file("x"), false, "content: error: this is not a folder"},
		"a file for texts":               {".lateral/texts", file("x"), false, ".lateral/texts: error: this is not a folder"},
		"a file for sources":             {"content/c/sources", file("x"), false, "sources is a folder"},
		"a layer in capitals":            {"content/c/sources/a.New.notes.yaml", file("notes: []\n"), false, `"New" is not the name of a layer`},
		"a name in another encoding":     {"content/c/sources/caf\xe9.md", file("x"), false, "content/c/sources/caf\uFFFD.md: error: not every system can hold a file of this name"},
		"a layer without a name":         {"content/c/sources/a..notes.yaml", file("notes: []\n"), false, `"" is not the name of a layer`},
	} {
		site := fstest.MapFS{
			"lateral.yaml":            file("title: T\n"),
			"content/c/collection.md": file("---\ntitle: C\n---\n"),
			"content/c/sources/a.md":  file("---\ntitle: A\nrights: own\n---\nWords.\n"),
		}
		for p := range site {
			if p == row.at || strings.HasPrefix(p, row.at+"/") || strings.HasPrefix(row.at, p+"/") {
				delete(site, p)
			}
		}
		site[row.at] = row.file
		s, err := Read(t.Context(), site)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		ds := s.Diags
		if row.config {
			ds = s.ConfigDiags
		}
		var msgs []string
		for _, d := range ds {
			msgs = append(msgs, d.String())
		}
		if got := strings.Join(msgs, "\n"); !strings.Contains(got, row.want) || len(ds) != 1 {
			t.Errorf("%s: have %q, want %q", name, got, row.want)
		}
		if row.at != "content" && row.at != "content/c/sources" && len(s.Config.Sources) == 0 && !diag.HasErrors(s.ConfigDiags) {
			t.Errorf("%s: the other source is not read", name)
		}
	}
}

// TestLoadReportsWhatIsAway: a site whose content is somewhere else for now is no empty one.
func TestLoadReportsWhatIsAway(t *testing.T) {
	dir := t.TempDir()
	read := func(want ...string) {
		t.Helper()
		s, err := Read(t.Context(), os.DirFS(dir))
		if err != nil {
			t.Fatal(err)
		}
		var have []string
		for _, d := range s.Diags {
			have = append(have, d.String())
		}
		if diff := cmp.Diff(want, have); diff != "" {
			t.Error(diff)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, ConfigName), []byte("title: T\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	read("content: error: the folder is not here\n    hint: put it back, or begin with lateral new collection ID")
	if err := os.Symlink("nowhere", filepath.Join(dir, "content")); err != nil {
		t.Skip("no symbolic links here: ", err)
	}
	read("content: error: this is a link to something that is not there")
	if err := os.Mkdir(filepath.Join(dir, "nowhere"), 0o755); err != nil {
		t.Fatal(err)
	}
	read()
	if err := os.Symlink("unmounted", filepath.Join(dir, "nowhere", "c")); err != nil {
		t.Fatal(err)
	}
	read("content/c: error: this is a link to something that is not there")
}
