package main

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/lateral-reader/lateral/internal/corpus"
)

// seeds finds the documents that some tests read. Where they must be there and are not, the test fails; elsewhere it is skipped.
func seeds(t *testing.T) []string {
	t.Helper()
	for _, dir := range []string{os.Getenv("LATERAL_SEEDS"), "../../../shared/seeds"} {
		if files, _ := filepath.Glob(filepath.Join(dir, "*.txt")); dir != "" && len(files) > 0 {
			return files
		}
	}
	if strings.Contains(os.Getenv("LATERAL_REQUIRE"), "seeds") {
		t.Fatal("the documents are required, and not in LATERAL_SEEDS")
	}
	t.Skip("the documents are not here: set LATERAL_SEEDS to their folder")
	return nil
}

// lateralRun runs the command and fails the test on another exit code.
func lateralRun(t *testing.T, want int, args ...string) (stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	if got := run(context.Background(), args, &out, &err); got != want {
		t.Fatalf("lateral %s: exit %d, want %d\n%s%s", strings.Join(args, " "), got, want, out.String(), err.String())
	}
	return out.String(), err.String()
}

// ownSite copies the content of this repository to a site of its own.
func ownSite(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "content"), os.DirFS("../../content")); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile("../../lateral.yaml")
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "lateral.yaml"), data, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// readTree reads all files of a built edition.
func readTree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(p)))
		files[p] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func built(t *testing.T, site, edition string) map[string]string {
	t.Helper()
	out := filepath.Join(t.TempDir(), edition)
	lateralRun(t, exitFine, "-s", site, "build", "--edition", edition, "-d", out)
	return readTree(t, out)
}

// TestLinks: every internal link and fragment of every edition resolves, with the texts attached and without; all are relative and
// none leaves the output folder, so they resolve the same from /, from /repo/ and from file://.
func TestLinks(t *testing.T) {
	site := ownSite(t)
	check := func(t *testing.T) {
		for _, ed := range corpus.EditionNames() {
			checkLinks(t, ed, built(t, site, ed))
		}
	}
	t.Run("without texts", check)
	t.Run("with texts", func(t *testing.T) {
		lateralRun(t, exitFine, append([]string{"-s", site, "attach"}, seeds(t)...)...)
		check(t)
	})
}

func checkLinks(t *testing.T, ed string, files map[string]string) {
	t.Helper()
	ids, links := map[string]map[string]bool{}, map[string][]string{}
	for p, data := range files {
		if path.Ext(p) != ".html" {
			continue
		}
		n, err := html.Parse(strings.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		ids[p] = map[string]bool{"": true}
		for e := range n.Descendants() {
			for _, a := range e.Attr {
				switch a.Key {
				case "id":
					if ids[p][a.Val] {
						t.Errorf("%s: %s: the id %q stands twice", ed, p, a.Val)
					}
					ids[p][a.Val] = true
				case "href", "src":
					links[p] = append(links[p], a.Val)
				case "style":
					t.Errorf("%s: %s: a style attribute", ed, p)
				}
			}
		}
	}
	n := 0
	for p, list := range links {
		for _, l := range list {
			if strings.HasPrefix(l, "https://") || strings.HasPrefix(l, "http://") || strings.HasPrefix(l, "mailto:") {
				continue
			}
			n++
			target, frag, _ := strings.Cut(l, "#")
			to := p
			if target != "" {
				to = path.Join(path.Dir(p), target)
			}
			if strings.HasPrefix(l, "/") || strings.HasPrefix(to, "..") || strings.Contains(l, ":") {
				t.Errorf("%s: %s: %q is not a relative link inside the site", ed, p, l)
			} else if _, ok := files[to]; !ok {
				t.Errorf("%s: %s: %q leads to no file", ed, p, l)
			} else if frag != "" && !ids[to][frag] {
				t.Errorf("%s: %s: %q leads to no id", ed, p, l)
			}
		}
	}
	if n < 1000 {
		t.Errorf("%s: only %d links were checked", ed, n)
	}
}

// TestSameBytes: two builds are equal byte for byte, and a second one into the same folder writes nothing.
func TestSameBytes(t *testing.T) {
	site := ownSite(t)
	a, b := built(t, site, "teacher"), built(t, site, "teacher")
	if len(a) != len(b) || len(a) < 50 {
		t.Errorf("%d and %d files", len(a), len(b))
	}
	for p := range a {
		if a[p] != b[p] {
			t.Errorf("%s differs", p)
		}
	}
	lateralRun(t, exitFine, "-s", site, "build")
	if _, stderr := lateralRun(t, exitFine, "-s", site, "build"); !strings.Contains(stderr, " 0 written, 0 removed") {
		t.Error(stderr)
	}
}

var (
	anyTag  = regexp.MustCompile(`<[^>]*>`)
	anyWord = regexp.MustCompile(`[\p{L}\p{N}']+`)
)

// grams gives every run of n words, in lower case.
func grams(s string, n int) []string {
	ws := anyWord.FindAllString(strings.ToLower(strings.ReplaceAll(s, "’", "'")), -1)
	var out []string
	for i := 0; i+n <= len(ws); i++ {
		out = append(out, strings.Join(ws[i:i+n], " "))
	}
	return out
}

// readings gives a file as bytes and as text without its tags.
func readings(s string) []string {
	return []string{html.UnescapeString(s), html.UnescapeString(anyTag.ReplaceAllString(s, "")), html.UnescapeString(anyTag.ReplaceAllString(s, " "))}
}

// TestEditionsKeepSecrets: with the texts attached, the public edition has no run of 41 words of them in any byte, and the student edition no
// run of six words of any note's says, note or neutral that the sources do not hold.
func TestEditionsKeepSecrets(t *testing.T) {
	site := ownSite(t)
	docs := seeds(t)
	lateralRun(t, exitFine, append([]string{"-s", site, "attach"}, docs...)...)
	lateralRun(t, exitFine, "-s", site, "check", "--strict")

	long, six := map[string]bool{}, map[string]bool{}
	sources, err := filepath.Glob(filepath.Join(site, "content/*/sources/*.md"))
	if err != nil || len(sources) < 11 {
		t.Fatal(sources, err)
	}
	for i, p := range append(append([]string{}, docs...), sources...) {
		data, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		text := strings.NewReplacer("*", "", "[", "", "]", "").Replace(string(data))
		for _, g := range grams(text, 6) {
			six[g] = true
		}
		if _, body, ok := strings.Cut(strings.TrimSpace(text), "\n"); ok && i < len(docs) {
			for _, g := range grams(body, 41) {
				long[g] = true
			}
		}
	}
	if len(long) < 4000 {
		t.Fatalf("only %d runs of 41 words", len(long))
	}
	for p, data := range built(t, site, "public") {
		for _, text := range readings(data) {
			for _, g := range grams(text, 41) {
				if long[g] {
					t.Fatalf("public: %s holds 41 words of a restricted text", p)
				}
			}
		}
	}

	secret := map[string]string{}
	_, s, err := (&app{out: &bytes.Buffer{}, err: &bytes.Buffer{}, site: site}).read(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range s.Config.Sources {
		for _, f := range e.Files {
			for _, n := range f.Notes {
				for _, text := range []string{n.Says, n.Body, n.Neutral} {
					for _, g := range grams(strings.NewReplacer("*", "", "[[", " ", "]]", " ").Replace(text), 6) {
						if !six[g] {
							secret[g] = e.Source.ID + "#" + n.ID
						}
					}
				}
			}
		}
	}
	if len(secret) < 2000 {
		t.Fatalf("only %d runs of six words in notes", len(secret))
	}
	for p, data := range built(t, site, "student") {
		for _, text := range readings(data) {
			for _, g := range grams(text, 6) {
				if key, ok := secret[g]; ok {
					t.Errorf("student: %s holds %q of %s", p, g, key)
				}
			}
		}
	}
}

// TestLeakIsStopped: a template and a static file that hold a restricted text on purpose end the build, and the last good site stays.
func TestLeakIsStopped(t *testing.T) {
	site := ownSite(t)
	words := strings.Repeat("Every seventh bolt along the northern pier had been replaced by hand, ", 6)
	source := "---\ntitle: Bolts\nrights: all-rights-reserved\n---\n" + words + "they said.\n"
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	write := func(p, data string) {
		t.Helper()
		must(os.MkdirAll(filepath.Dir(filepath.Join(site, p)), 0o755))
		must(os.WriteFile(filepath.Join(site, p), []byte(data), 0o644))
	}
	write("content/harbour-bridge/sources/bolts.md", source)
	lateralRun(t, exitFine, "-s", site, "build")
	good := readTree(t, filepath.Join(site, "public"))
	about, err := os.ReadFile("../../templates/about.html")
	must(err)
	tagged := regexp.MustCompile(` `).ReplaceAllString(words, "</i> <i>")
	for name, data := range map[string]string{
		"templates/about.html": strings.Replace(string(about), `{{define "main"}}`, `{{define "main"}}<p><i>`+tagged+`</i></p>`, 1),
		"static/extra.txt":     strings.ReplaceAll(strings.ToUpper(words), " ", "\n"),
		"static/extra.js":      `var t = "` + strings.ReplaceAll(words, "e", `\u0065`) + `"`,
	} {
		write(name, data)
		_, stderr := lateralRun(t, exitContent, "-s", site, "build")
		if !strings.Contains(stderr, `words in a row of "bolts"`) {
			t.Errorf("%s: %s", name, stderr)
		}
		lateralRun(t, exitFine, "-s", site, "build", "--edition", "teacher")
		must(os.Remove(filepath.Join(site, filepath.FromSlash(name))))
		now := readTree(t, filepath.Join(site, "public"))
		for p := range good {
			if good[p] != now[p] {
				t.Errorf("%s: %s was touched", name, p)
			}
		}
		if len(good) != len(now) {
			t.Errorf("%s: %d files, were %d", name, len(now), len(good))
		}
	}
}

// TestInterrupted: a command that is interrupted says so and exits 130.
func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var out, stderr bytes.Buffer
	if code := run(ctx, []string{"-s", "../..", "check"}, &out, &stderr); code != exitInterrupted || !strings.Contains(stderr.String(), "interrupted") {
		t.Errorf("exit %d: %s", code, stderr.String())
	}
	if !errors.Is(ctx.Err(), context.Canceled) {
		t.Error(ctx.Err())
	}
}
