package main

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

const healthPath = "_lateral/health.html"

// page asks for a page until it has words.
func (s *served) page(path, words string) (body string) {
	s.Helper()
	s.eventually(fmt.Sprintf("%q on %s", words, path), func() bool {
		status, got, err := s.get(path)
		body = got
		return err == nil && wholePage(status, got) == nil && strings.Contains(got, words)
	})
	return body
}

// TestHealth: while a site is served, a page says how its notes found their passages, follows each edit, and is what it was once the edit is undone.
func TestHealth(t *testing.T) {
	dir := withoutDrafts(t)
	source, notes := filepath.Join(dir, "content/bridge/sources/talk.md"), filepath.Join(dir, "content/bridge/sources/talk.notes.yaml")
	tree := readTree(t, dir)
	text, said := tree["content/bridge/sources/talk.md"], tree["content/bridge/sources/talk.notes.yaml"]
	s := startServe(t, dir)
	whole := s.page(healthPath, "No note has lost its passage")
	before := s.page("bridge/sources/talk.html", "because of the bearings")

	version := pageVersion.FindStringSubmatch(whole)[1]
	writeFile(t, source, strings.NewReplacer("the bearings", "the hinges", "20,000", "20,500", "Is that so", "Good morning. Why did you close it? Is that so").Replace(text))
	writeFile(t, notes, said+`
  - {id: twice, quote: Good morning, kind: prompt, note: x}
  - {id: tags, quote: "<b>never</b> said anywhere", kind: prompt, note: x}
  - {id: slip, quote: "Why did you clsoe the bridge", kind: prompt, note: x}
  - {id: there, quote: "We closed it because of the", paragraph: 7, kind: prompt, note: x, for: teacher}
`)
	if _, err := nextReload(t.Context(), s, healthPath, version); err != nil {
		t.Fatal(err)
	}
	page := s.page(healthPath, `id="talk.there"`)
	for _, want := range []string{
		"7 of ", `<h2 id="s-talk"><a href="../bridge/sources/talk.html">A talk on the bridge</a></h2>`,
		`<b class="outcome orphan">orphan</b> <a href="../bridge/sources/talk.html#n-bearings">bearings</a>`,
		"<code>content/bridge/sources/talk.notes.yaml:4:12</code>", "because of the bearings",
		`<a href="../bridge/sources/talk.html#p2">paragraph 2 (talk.md:12)</a>`, "because of the <del>bearings</del>", "&lt;b&gt;never&lt;/b&gt; said anywhere", "Nothing in the text is like it.",
		`<b class="outcome orphan">orphan</b> <a href="../bridge/sources/talk.html#n-count">count</a>`, "a number differs: 20,000, 20,500",
		`<b class="outcome ambiguous">ambiguous</b> <a href="../bridge/sources/talk.html#n-twice">twice</a>`, "Quote stands in 2 places of talk.md.",
		`<b class="outcome fuzzy">fuzzy</b> <a href="../bridge/sources/talk.html#n-slip">slip</a>`, "--accept-fuzzy",
		`<b class="outcome moved">moved</b> there</h3>`, "It stands in paragraph 2. What does not hold there: paragraph.",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if strings.Index(page, `id="talk.count"`) > strings.Index(page, `id="talk.there"`) || strings.Contains(page, "<b>never") {
		t.Error("orphans do not stand first, or words are not escaped")
	}
	if t.Failed() {
		t.Logf("the page is\n%s", page)
	}
	if lost := s.page("bridge/sources/talk.html", "Notes whose passage is gone"); !strings.Contains(lost, `<li id="n-bearings">`) {
		t.Errorf("the orphan is not listed under its text")
	}

	writeFile(t, source, text)
	writeFile(t, notes, said)
	if again := s.page(healthPath, "No note has lost its passage"); again != whole {
		t.Errorf("undone, the page is\n%s", again)
	}
	if again := s.page("bridge/sources/talk.html", "because of the bearings"); again != before {
		t.Errorf("undone, the source's page is\n%s", again)
	}
	out := t.TempDir()
	lateralRun(t, exitFine, "-s", dir, "build", "-d", filepath.Join(out, "public"))
	for path := range readTree(t, out) {
		if strings.Contains(path, "_lateral") || strings.Contains(path, "health") {
			t.Errorf("the built site has %s", path)
		}
	}
}

// TestFixWhileServing: check --fix corrects the notes of all sources while the site is served. No page is torn or mixed, each page that it changes
// is loaded once more, and what is served then is what a build gives.
func TestFixWhileServing(t *testing.T) {
	const sources = 6
	dir := withoutDrafts(t)
	note := func(i int) string {
		return fmt.Sprintf("# by hand\nnotes:\n  - id: a%d\n    quote: The water at mark %d stood high that day # see\n    paragraph: 9\n    kind: prompt\n    note: x\n", i, i)
	}
	for i := range sources {
		at := filepath.Join(dir, "content/bridge/sources", fmt.Sprintf("mark-%d", i))
		writeFile(t, at+".md", fmt.Sprintf("---\ntitle: Mark %d\nrights: own\n---\nFirst words.\n\nThe water at mark %d stood high that day, they said.\n", i, i))
		writeFile(t, at+".notes.yaml", note(i))
	}
	s := startServe(t, dir)
	s.page(healthPath, fmt.Sprintf("%d of ", sources))

	var mu sync.Mutex
	reloads := map[string]int{}
	var wrong []error
	stop := s.beside(func(ctx context.Context) {
		var wg sync.WaitGroup
		defer wg.Wait()
		for i := range sources {
			path := fmt.Sprintf("bridge/sources/mark-%d.notes.html", i)
			wg.Go(func() {
				for ctx.Err() == nil {
					status, body, err := s.get(path)
					if err == nil {
						err = wholePage(status, body)
					}
					if err != nil {
						mu.Lock()
						wrong = append(wrong, fmt.Errorf("%s: %w", path, err))
						mu.Unlock()
						return
					}
					next, _ := nextReload(ctx, s, path, pageVersion.FindStringSubmatch(body)[1])
					if next != "" {
						mu.Lock()
						reloads[path]++
						mu.Unlock()
					}
				}
			})
		}
		wg.Go(func() {
			for ctx.Err() == nil {
				for _, path := range []string{"index.html", "bridge/sources/mark-1.html", healthPath} {
					if status, body, err := s.get(path); err == nil && wholePage(status, body) != nil {
						mu.Lock()
						wrong = append(wrong, fmt.Errorf("%s: %w", path, wholePage(status, body)))
						mu.Unlock()
					}
				}
			}
		})
	})
	if out, err := exec.Command("lateral", "-s", dir, "check", "--fix").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	s.page(healthPath, "No note has lost its passage")
	s.eventually("a reload of each page", func() bool {
		mu.Lock()
		defer mu.Unlock()
		return len(reloads) == sources
	})
	time.Sleep(500 * time.Millisecond) // a second reload would have come
	stop()
	for path, n := range reloads {
		if n != 1 {
			t.Errorf("%s was loaded %d times more", path, n)
		}
	}
	for _, err := range wrong {
		t.Error(err)
	}
	s.equalsClean()
	for i := range sources {
		got := readTree(t, dir)[fmt.Sprintf("content/bridge/sources/mark-%d.notes.yaml", i)]
		if want := strings.Replace(note(i), "paragraph: 9\n", "paragraph: 2\n    at: {", 1); !strings.HasPrefix(got, want[:strings.Index(want, "at: {")+5]) || !strings.HasSuffix(got, "    kind: prompt\n    note: x\n") {
			t.Errorf("mark-%d: %s", i, got)
		}
	}
}
