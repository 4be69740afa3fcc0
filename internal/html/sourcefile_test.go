package html

import (
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"
)

// TestRemarksAreAbsent looks for comments of a source's front matter in every byte of the editions that students and the public have.
func TestRemarksAreAbsent(t *testing.T) {
	front := "---\n# zremark one\ntitle: \"S # is\" # zremark two\nrights: own\nspeakers: # zremark three\n  TO: tomas # zremark four\n---\n"
	body := "TO: Words here. # no remark\n"
	site := fstest.MapFS{
		"lateral.yaml":                       {Data: []byte("title: T\n")},
		"content/col/collection.md":          {Data: []byte("---\ntitle: C\n---\n")},
		"content/col/speakers.yaml":          {Data: []byte("- {id: tomas, name: Tomas Okafor}\n")},
		"content/col/sources/src.md":         {Data: []byte(front + body)},
		"content/col/sources/src.notes.yaml": {Data: []byte("# zremark five\nnotes:\n  - {id: x, kind: prompt, quote: Words here, note: Which?} # zremark six\n")},
	}
	without := "---\ntitle: \"S # is\"\nrights: own\nspeakers:\n  TO: tomas\n---\n"
	for ed, want := range map[string]string{"public": without, "classroom": without, "student": without, "teacher": front} {
		seen := false
		for at, text := range pages(t, site, ed) {
			if strings.HasSuffix(at, "src.source.html") {
				seen = true
				if got := listed(t, text); got != want+body {
					t.Errorf("%s: %s shows\n%s", ed, at, got)
				}
				if says := strings.Contains(text, "Comments in its front matter are left out."); says != (want == without) {
					t.Errorf("%s: it is said that comments are left out: %v", ed, says)
				}
			} else if strings.Contains(text, "zremark") {
				t.Errorf("%s: %s has a remark", ed, at)
			}
		}
		if !seen {
			t.Errorf("%s does not show the file", ed)
		}
	}
}

// listed is the file that a page shows, without the numbers of its lines.
func listed(t *testing.T, page string) string {
	_, code, ok := strings.Cut(page, "<code>")
	if !ok {
		t.Fatalf("no file in %s", page)
	}
	code, _, _ = strings.Cut(code, "</code>")
	code = regexp.MustCompile(`<span class="ln".*?</span>`).ReplaceAllString(code, "")
	return html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(code, ""))
}
