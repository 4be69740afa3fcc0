package html

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func TestMatrix(t *testing.T)  { golden(t, "matrix.txtar") }
func TestFigures(t *testing.T) { golden(t, "figures.txtar") }
func TestVoices(t *testing.T)  { golden(t, "voices.txtar") }

// TestStudentEdition looks for what only an answer key may say.
func TestStudentEdition(t *testing.T) {
	for at, page := range pages(t, repo, "student") {
		if !strings.HasSuffix(at, ".html") || at == "about.html" {
			continue
		}
		for _, no := range []string{`class="s `, `class="voices"`, `<figcaption id="fig-`, `class="shift"`, `class="passages"`, `class="finding"`, " channels:"} {
			if strings.Contains(page, no) {
				t.Errorf("%s holds %s", at, no)
			}
		}
	}
}

// TestManyParts gives a list more parts than the page of each names: it names the nearest, and leads to them all.
func TestManyParts(t *testing.T) {
	var claims strings.Builder
	claims.WriteString("topics:\n")
	for i := range splitList + 1 {
		fmt.Fprintf(&claims, "  - {id: t%d, asks: Topic %d?}\n", i, i)
	}
	claims.WriteString("claims:\n")
	for i := range splitList + 1 {
		fmt.Fprintf(&claims, "  - {id: c%d, claim: Claim %d., type: fact, topics: [t%d]}\n", i, i, i)
	}
	made := pages(t, fstest.MapFS{
		"lateral.yaml":              {Data: []byte("title: Large\n")},
		"content/big/collection.md": {Data: []byte("---\ntitle: Big\n---\n")},
		"content/big/claims.yaml":   {Data: []byte(claims.String())},
	}, "public")
	for at, want := range map[string][]int{"index.html": {0, 50, 200}, "index-t50.html": {40, 49, 51, 60}, "index-t0.html": {1, 10}, "index-t200.html": {190, 199}} {
		for i := range splitList + 1 {
			has := strings.Contains(made["big/claims/"+at], fmt.Sprintf(`<a href="index-t%d.html">Topic %d?</a>`, i, i))
			if slices.Contains(want, i) && !has {
				t.Errorf("%s does not name topic %d", at, i)
			}
			if far := len(want) > 0 && (i < want[0] || i > want[len(want)-1]); far && has {
				t.Errorf("%s names topic %d", at, i)
			}
		}
		if whole := strings.Contains(made["big/claims/"+at], `<a href="index.html">All topics</a>`); whole == (at == "index.html") {
			t.Errorf("%s: a link to all topics is %v", at, whole)
		}
	}
}

// TestSplit gives a collection more claims than one page takes, and the site more speakers: nothing is cut, and addresses stay.
func TestSplit(t *testing.T) {
	var claims, speakers strings.Builder
	claims.WriteString("topics: [{id: one, asks: One?}, {id: other, asks: Two?}]\nclaims:\n")
	for i := range splitList + 1 {
		topic := []string{"topics: [one]", "topics: [other]", "topics: []"}[i%3]
		fmt.Fprintf(&claims, "  - {id: c%d, claim: Claim %d., type: fact, %s}\n", i, i, topic)
		fmt.Fprintf(&speakers, "- {id: s%d, name: %c. Name %d}\n", i, 'A'+rune(i%3), i)
	}
	made := pages(t, fstest.MapFS{
		"lateral.yaml":               {Data: []byte("title: Large\n")},
		"content/big/collection.md":  {Data: []byte("---\ntitle: Big\n---\n")},
		"content/big/claims.yaml":    {Data: []byte(claims.String())},
		"content/big/speakers.yaml":  {Data: []byte(speakers.String())},
		"content/big/sources/src.md": {Data: []byte("---\ntitle: Source\nrights: own\n---\nWords.\n")},
	}, "public")
	for at, want := range map[string]string{
		"big/index.html":               `<h3 id="t-other">Two?</h3>`,
		"big/index-one.html":           `<a href="claims/c198.html">`,
		"big/index-other.html":         `<a href="claims/c199.html">`,
		"big/index--other.html":        `<a href="claims/c200.html">`,
		"big/claims/index.html":        `<a href="index-one.html">One?</a> <span class="small">67</span>`,
		"big/claims/index--other.html": `<a href="c200.html">`,
		"speakers/index.html":          `<a href="index-b.html">B</a> <span class="small">67</span>`,
		"speakers/index-c.html":        `<a href="s200.html">`,
	} {
		if !strings.Contains(made[at], want) {
			t.Errorf("%s has no %s", at, want)
		}
	}
}

// TestClaimsWithoutTopics: claims are other ones only where there are topics.
func TestClaimsWithoutTopics(t *testing.T) {
	for topics, want := range map[string]string{"": "Claims", "topics:\n  - {id: t, asks: Why?}\n": "Other claims"} {
		page := pages(t, fstest.MapFS{
			"lateral.yaml":              {Data: []byte("title: Small\n")},
			"content/one/collection.md": {Data: []byte("---\ntitle: One\n---\n")},
			"content/one/claims.yaml": {Data: []byte(topics + "claims:\n  - {id: a, claim: A., type: fact, contradicts: [b]}\n" +
				"  - {id: b, claim: B., type: fact}\n")},
			"content/one/sources/s.md":         {Data: []byte("---\ntitle: S\nrights: own\n---\nA.\n")},
			"content/one/sources/s.notes.yaml": {Data: []byte("notes:\n  - {id: n, quote: A., paragraph: 1, claim: a, stance: supports}\n")},
		}, "public")["one/index.html"]
		if other := strings.Contains(page, ">Other claims<"); other != (want == "Other claims") || !strings.Contains(page, ">"+want+"<") {
			t.Errorf("with %q: want %q", topics, want)
		}
	}
}

// TestLinksToNotesThatAreAway: what an assignment says to read is the source, where the edition has no notes.
func TestLinksToNotesThatAreAway(t *testing.T) {
	site := fstest.MapFS{
		"lateral.yaml":                     {Data: []byte("title: Small\n")},
		"content/one/collection.md":        {Data: []byte("---\ntitle: One\n---\n")},
		"content/one/sources/s.md":         {Data: []byte("---\ntitle: The text\nrights: own\n---\nA b c.\n")},
		"content/one/sources/s.notes.yaml": {Data: []byte("notes:\n  - {id: secret, kind: prompt, quote: A b c, note: Why?}\n")},
		"content/one/assignments/first.md": {Data: []byte("---\ntitle: First\n---\nRead [[s#secret]], and [[s#secret|this]].\n")},
		"content/one/sources/t.md":         {Data: []byte("---\ntitle: Other\nrights: own\n---\nA b c.\n")},
		"content/one/sources/t.notes.yaml": {Data: []byte("notes:\n  - {id: n, kind: prompt, quote: A b c, note: \"See [[s#secret]].\"}\n")},
	}
	for edition, want := range map[string]string{
		"teacher": `Read <a href="../sources/s.html#n-secret">The text</a>, and <a href="../sources/s.html#n-secret">this</a>.`,
		"student": `Read <a href="../sources/s.html">The text</a>, and <a href="../sources/s.html">this</a>.`,
	} {
		for at, page := range pages(t, site, edition) {
			if at == "one/assignments/first.html" && !strings.Contains(page, want) {
				t.Errorf("%s: no %s", edition, want)
			}
			if edition == "student" && strings.Contains(page, "secret") {
				t.Errorf("%s names a note that the edition does not have", at)
			}
		}
	}
}
