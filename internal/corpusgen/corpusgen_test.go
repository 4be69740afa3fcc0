package corpusgen

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"io/fs"
	"os"
	"testing"

	"github.com/lateral-reader/lateral/internal/build"
	"github.com/lateral-reader/lateral/internal/corpus"
)

// sum is one hash over all names and bytes under a folder.
func sum(t *testing.T, dir string) string {
	h := sha256.New()
	err := fs.WalkDir(os.DirFS(dir), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(os.DirFS(dir), p)
		io.WriteString(h, p+"\x00")
		h.Write(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// TestSiteIsRight reads a site of each seed as check --strict does: no message, and every passage is found where the note says.
func TestSiteIsRight(t *testing.T) {
	for seed, sources := range map[uint64]int{1: 100, 2: 30, 3: 130} {
		dir := t.TempDir()
		if err := Write(dir, Options{Seed: seed, Sources: sources, Restricted: int(seed)}); err != nil {
			t.Fatal(err)
		}
		s, err := build.Read(t.Context(), os.DirFS(dir))
		if err != nil {
			t.Fatal(err)
		}
		for _, ed := range corpus.Editions {
			c, ds := s.Link(ed)
			for i, d := range append(ds, s.ConfigDiags...) {
				if i < 10 {
					t.Errorf("seed %d: %s", seed, d)
				}
			}
			if got := c.Outcomes(); got["exact"] < sources*11 || got["exact"] == sources*12 || got["moved"] > 0 {
				t.Errorf("seed %d: outcomes %v", seed, got)
			}
		}
	}
}

func TestSameSeedSameBytes(t *testing.T) {
	for name, write := range map[string]func(string, Options) error{"lateral": Write, "hugo": WriteHugo} {
		var sums []string
		for _, seed := range []uint64{7, 7, 8} {
			dir := t.TempDir()
			if err := write(dir, Options{Seed: seed, Sources: 30, Each: 20}); err != nil {
				t.Fatal(err)
			}
			sums = append(sums, sum(t, dir))
		}
		if sums[0] != sums[1] {
			t.Errorf("%s: one seed gave two sites", name)
		}
		if sums[0] == sums[2] {
			t.Errorf("%s: two seeds gave one site", name)
		}
	}
}
