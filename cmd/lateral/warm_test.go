package main

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lateral-reader/lateral/internal/build"
	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/html"
	"github.com/lateral-reader/lateral/internal/serve"
	"github.com/lateral-reader/lateral/internal/watch"
)

// TestUnreadIsReadLater: what was told of while the site could not be read is read with the next change, whatever that is about.
func TestUnreadIsReadLater(t *testing.T) {
	dir := smallSite(t)
	ed, _ := corpus.EditionOf("public")
	l := &live{app: &app{out: io.Discard, err: io.Discard}, dir: dir, edition: ed, server: serve.New(serve.Options{})}
	if _, err := l.build(t.Context(), watch.Change{Sweep: true}); err != nil {
		t.Fatal(err)
	}
	fails, cancel := context.WithCancel(t.Context())
	cancel()
	at := "content/bridge/sources/"
	writeFile(t, filepath.Join(dir, at+"new.md"), "---\ntitle: New\nrights: own\n---\nWords.\n")
	if _, err := l.build(fails, watch.Change{Paths: []string{at + "new.md"}}); err == nil {
		t.Fatal("no error")
	}
	if _, err := l.build(t.Context(), watch.Change{Paths: []string{at + "talk.md"}}); err != nil {
		t.Fatal(err)
	}
	if _, ok, err := l.good.Open("bridge/sources/new.html"); !ok || err != nil {
		t.Errorf("the new source has no page: %v", err)
	}
}

// TestWarmEqualsCold makes 300 random edits, broken and deleted and renamed files and changed claims, templates and styles among them. After each it
// compares, in every edition, every page and message of what serve made of the edit with those of a fresh build, byte for byte.
func TestWarmEqualsCold(t *testing.T) {
	steps, seed := 300, uint64(11)
	if n, err := strconv.Atoi(os.Getenv("LATERAL_EDITS")); err == nil { // more of them, and others each time
		steps, seed = n, rand.Uint64()
	}
	if n, err := strconv.ParseUint(os.Getenv("LATERAL_SEED"), 10, 64); err == nil { // those of a run that failed
		seed = n
	}
	dir := smallSite(t)
	about, err := os.ReadFile("../../templates/about.html")
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(dir, "templates/about.html"), string(about))
	writeFile(t, filepath.Join(dir, "static/lateral.css"), "body { color: black }\n")
	e := &scribe{T: t, r: rand.New(rand.NewPCG(7, seed)), dir: dir, original: readTree(t, dir)}

	var warm []*live
	for _, ed := range corpus.Editions {
		warm = append(warm, &live{app: &app{out: io.Discard, err: io.Discard}, dir: dir, edition: ed, server: serve.New(serve.Options{})})
	}
	warm[0].edition.Drafts = true
	good, quick := 0, 0
	for step := range steps {
		what, paths := "nothing", []string(nil)
		if step > 0 {
			what, paths = e.edit()
		}
		ch := watch.Change{Paths: paths, Sweep: step == 0 || e.r.IntN(20) == 0}
		cold, err := build.Read(t.Context(), os.DirFS(dir))
		if err != nil {
			t.Fatal(err)
		}
		maker, wrong := html.Open(html.Config{Assets: assets(dir)})
		for _, l := range warm {
			r, err := l.build(t.Context(), ch)
			if err != nil {
				t.Fatal(err)
			}
			at := fmt.Sprintf("seed %d, step %d, %s edition, %s", seed, step, l.edition.Name, what)
			pages, problems := fresh(cold, l.edition, maker, wrong)
			if have, want := messages(r.problems), messages(problems); have != want {
				t.Fatalf("%s: messages are\n%s\nand of a fresh build\n%s", at, have, want)
			}
			if r.good != (pages != nil) {
				t.Fatalf("%s: good is %t", at, r.good)
			}
			if e.bad = !r.good; e.bad {
				continue
			}
			good++
			if r.quick {
				quick++
			}
			compare(t, at, l.good, pages)
		}
	}
	t.Logf("of %d builds %d gave pages, and %d of these linked only what changed", steps*len(warm), good, quick)
	if n := steps * len(warm); good < n/2 || quick < good/2 {
		t.Errorf("of %d builds only %d gave pages, and %d of these linked only what changed", n, good, quick)
	}
}

// fresh gives the pages and messages of a reading; no pages where something is wrong, perhaps with the templates.
func fresh(s *build.Site, ed corpus.Edition, m *html.Maker, wrong error) (*pages, []diag.Diagnostic) {
	ds := slices.Clone(s.ConfigDiags)
	if !s.HasConfig {
		ds = append(ds, diag.Errorf(diag.Place{File: build.ConfigName}, "the file is gone"))
	}
	c, more := s.Link(ed)
	ds = append(ds, more...)
	switch {
	case !sound(s, ds):
		return nil, ds
	case wrong != nil:
		d, ok := templateProblem(wrong)
		if !ok {
			d = diag.Errorf(diag.Place{File: "templates"}, "%v", wrong)
		}
		return nil, append(ds, d)
	}
	return newPages(c, m), ds
}

func messages(ds []diag.Diagnostic) string {
	var b strings.Builder
	for _, d := range ds {
		fmt.Fprintln(&b, d)
	}
	return b.String()
}

func compare(t *testing.T, at string, have, want *pages) {
	t.Helper()
	if d := cmp.Diff(names(want), names(have)); d != "" {
		t.Fatalf("%s: files of a fresh build (-) and of this one (+):\n%s", at, d)
	}
	for _, p := range names(want) {
		a, _, aerr := have.Open(p)
		b, _, berr := want.Open(p)
		if string(a) != string(b) || fmt.Sprint(aerr) != fmt.Sprint(berr) {
			t.Fatalf("%s: %s differs:\n%s", at, p, cmp.Diff(string(b), string(a)))
		}
	}
}

// names lists the files.
func names(p *pages) (list []string) {
	for _, files := range p.folders {
		for path := range files() {
			list = append(list, path)
		}
	}
	slices.Sort(list)
	return list
}

// scribe changes files of a site.
type scribe struct {
	*testing.T
	r        *rand.Rand
	dir      string
	original map[string]string
	bad      bool // the last edit left something wrong
}

// edit changes one file, and says what it did and which paths the change is about. Most edits are to notes and texts, as are most of a day's; some,
// and most where something is wrong, make a file what it was at first.
func (e *scribe) edit() (what string, paths []string) {
	now := readTree(e.T, e.dir)
	var files, wrong, sources, noted []string
	for p := range now {
		files = append(files, p)
		isNotes := strings.HasSuffix(p, ".notes.yaml")
		switch {
		case isNotes:
			noted = append(noted, p)
		case strings.Contains(p, "/sources/"):
			sources = append(sources, p)
		}
		if original, ok := e.original[p]; original != now[p] && (!ok || !isNotes || e.bad) {
			wrong = append(wrong, p)
		}
	}
	for p := range e.original {
		if _, ok := now[p]; !ok {
			wrong = append(wrong, p)
		}
	}
	for _, list := range [][]string{files, wrong, sources, noted} {
		slices.Sort(list)
	}
	if len(wrong) > 0 && (e.r.IntN(4) == 0 || e.bad && e.r.IntN(4) > 0) {
		if !e.bad || e.r.IntN(4) > 0 {
			wrong = []string{e.pick(wrong)}
		}
		for _, p := range wrong {
			if text, ok := e.original[p]; ok {
				e.write(p, text)
			} else {
				e.must(os.Remove(filepath.Join(e.dir, p)))
			}
		}
		return "put right " + strings.Join(wrong, ", "), wrong
	}
	switch p := e.pick(noted); e.r.IntN(10) {
	case 0, 1, 2, 3:
		e.write(p, e.notes(now[p]))
		return "other notes in " + p, []string{p}
	case 4, 5:
		e.write(p, e.original[p])
		return "the first notes in " + p, []string{p}
	case 6, 7:
		p := e.pick(sources)
		e.write(p, e.words(now[p]))
		return "other words in " + p, []string{p}
	}
	return e.harm(e.pick(files), now)
}

// harm does to a file what no annotator wants.
func (e *scribe) harm(p string, now map[string]string) (what string, paths []string) {
	text, at := now[p], filepath.Join(e.dir, p)
	lines := strings.SplitAfter(text, "\n")
	i := e.r.IntN(len(lines))
	switch e.r.IntN(6) {
	case 0:
		e.write(p, strings.Join(append(slices.Clone(lines[:i]), lines[i+1:]...), ""))
		return "a line less in " + p, []string{p}
	case 1:
		e.write(p, strings.Join(append(slices.Clone(lines[:i+1]), lines[i:]...), ""))
		return "a line twice in " + p, []string{p}
	case 2:
		e.write(p, strings.NewReplacer("reason", "cause", "black", "navy", "Calloway", "Holloway", "own", "all-rights-reserved").Replace(text))
		return "a word in " + p, []string{p}
	case 3:
		e.write(p, text)
		return "nothing in " + p, []string{p}
	case 4:
		e.must(os.Remove(at))
		return "removed " + p, []string{p}
	}
	to := strings.Replace(p, ".", "-2.", 1)
	e.must(os.Rename(at, filepath.Join(e.dir, to)))
	return "renamed " + p, []string{p, to}
}

// words changes the text below a front matter.
func (e *scribe) words(text string) string {
	i := strings.LastIndex(text, "---\n") + len("---\n")
	front, body := text[:i], text[i:]
	switch e.r.IntN(7) {
	case 6:
		return front + strings.NewReplacer("Lena Brandt", "Somebody Else", "Somebody Else", "Lena Brandt").Replace(body)
	case 0:
		return front + body + "\n" + e.pick([]string{"Lena Brandt was there. ", "IC: And now? ", "TO: No. ", "## A heading\n\nMore. "}) + "See [it](report.md#denied).\n"
	case 1:
		return front + strings.NewReplacer("IC:", "TO:", "TO:", "IC:", "SA:", "**SA**:").Replace(body)
	case 2:
		return front + "A first paragraph, of the bearings of the bridge, <b>raw</b>.\n\n" + body
	case 3:
		return front + strings.Replace(body, "cars", e.pick([]string{"cars and carts", "cars a week", "cars"}), 1)
	case 4:
		return front + strings.NewReplacer("bridge", "crossing", "crossing", "bridge").Replace(body)
	}
	return front + strings.Replace(body, "sound", "as sound as ever", 1)
}

// notes changes a notes file: what a note says or takes, whether it is there, and what it refers to.
func (e *scribe) notes(text string) string {
	entries := strings.SplitAfter(text, "\n  - ")
	k := 0
	if len(entries) > 1 {
		k = 1 + e.r.IntN(len(entries)-1)
	}
	n := fmt.Sprint(e.r.IntN(10))
	// set gives a note a key, in the place of one it has.
	set := func(key string, values ...string) string {
		var lines []string
		for _, l := range strings.SplitAfter(entries[k], "\n") {
			if strings.HasPrefix(l, "    claim: ") {
				lines = append(lines, "    "+key+": "+e.pick(values)+"\n")
			}
			if !strings.HasPrefix(l, "    "+key+": ") {
				lines = append(lines, l)
			}
		}
		entries[k] = strings.Join(lines, "")
		return strings.Join(entries, "")
	}
	switch e.r.IntN(14) {
	case 0:
		if k == 1 && e.r.IntN(4) > 0 || len(entries) < 3 {
			return text // others speak of it
		}
		return strings.Join(slices.Delete(entries, k, k+1), "")
	case 1, 2:
		return strings.TrimRight(text, "\n") + "\n  - {id: more-" + n + ", quote: " + e.pick([]string{"the bridge", "the bearings", "cars", "harbour"}) +
			", claim: " + e.pick([]string{"worn", "cars", "deep", "later"}) + ", stance: " + e.pick([]string{"supports", "disputes", "reports"}) +
			", paragraph: " + e.pick([]string{"1", "2", "3"}) + ", basis: " + e.pick([]string{"none", "data"}) + ", says: Number " + n + ".}\n"
	case 3, 4:
		return set("says", "It was said, "+n+".", "It was said.")
	case 5:
		return set("draft", "true", "false")
	case 6:
		return set("for", "teacher")
	case 7:
		return set("see", "[talk#bearings]", "[report#denied]", "[pilot]", "[letter#replaced]", "[talk#p2]", "[cars]", "[lena]")
	case 8, 9:
		return set("note", `"It is [[talk#bearings]]."`, `"It is [[report#denied]] <i>again</i>."`, `"[[pilot#depth|Deep]]?"`, `"See [[letter]] of [[lena]]."`, `"[[worn]], [[why]]"`, "None.")
	case 10:
		return set("speaker", "ines", "lena", "{described: a man, of: letter}", "sven", "radio", "letter")
	case 11:
		return set("via", "[ines]", "[guard, authority]", "[{described: a friend}]", "[paper]", "[]")
	case 12:
		return strings.NewReplacer("claim: worn", "claim: deep", "claim: deep", "claim: worn", "claim: cars", "claim: worn").Replace(text)
	}
	return strings.NewReplacer("supports", "disputes", "disputes", "supports", "questions", "reports").Replace(text)
}

func (e *scribe) pick(list []string) string { return list[e.r.IntN(len(list))] }

func (e *scribe) write(p, text string) { writeFile(e.T, filepath.Join(e.dir, p), text) }

func (e *scribe) must(err error) {
	e.Helper()
	if err != nil {
		e.Fatal(err)
	}
}
