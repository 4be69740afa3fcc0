package html

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/search"
)

// TestCards: each page of a claim, a speaker, an outlet and a source has a card, no other has, and a card has no word that its page has not, but for
// what is counted.
func TestCards(t *testing.T) {
	everything, _ := archive(t, "everything.txtar")
	own := regexp.MustCompile(`^((speakers|outlets)|[^/]+/(claims|sources))/[a-z0-9-]+\.html$`)
	for _, ed := range corpus.EditionNames() {
		for _, site := range []map[string]string{pages(t, everything, ed), pages(t, repo, ed)} {
			cards := cardsOf(t, site)
			for at, text := range site {
				if !own.MatchString(at) || strings.Contains(at, "/index") {
					continue
				}
				card, has := cards[strings.TrimSuffix(at, ".html")]
				if !has {
					t.Errorf("%s: %s has no card", ed, at)
					continue
				}
				delete(cards, strings.TrimSuffix(at, ".html"))
				on := map[string]bool{}
				for _, w := range strings.Fields("source sources passage passages no on it has been noted notes only the text is not here excerpts") {
					on[w] = true // of ours
				}
				add := func(term []byte, _, _ int) { on[string(term)] = true }
				search.Each(seen(text), add)
				search.Each(seen(site["speakers/index.html"]), add)
				for _, line := range card {
					if strings.HasPrefix(line, "=") {
						continue
					}
					search.Each(line, func(term []byte, _, _ int) {
						if w := string(term); !on[w] && !strings.ContainsAny(w, "0123456789") {
							t.Errorf("%s: the card of %s has %q, the page has not", ed, at, w)
						}
					})
				}
			}
			for at := range cards {
				t.Errorf("%s: a card of %s, where no page is", ed, at)
			}
		}
	}
}

// cardsOf reads the cards of a site: the title and the lines of each by the path of its page.
func cardsOf(t *testing.T, site map[string]string) map[string][]string {
	t.Helper()
	call := regexp.MustCompile(`(?s)lateral\("c",\d+,(\[.*\])\);\n`)
	cards := map[string][]string{}
	for at, text := range site {
		if !strings.HasPrefix(at, searchDir+"c-") {
			continue
		}
		if len(text) > 10_000 {
			t.Errorf("%s has %d bytes", at, len(text))
		}
		var data [2]string
		if err := json.Unmarshal([]byte(strings.ReplaceAll(call.FindStringSubmatch(text)[1], "\t", `\t`)), &data); err != nil {
			t.Fatalf("%s: %v", at, err)
		}
		list, last := strings.Split(data[1], "\t\t"), ""
		for i, front := range strings.Split(data[0], " ") {
			last = last[:strings.IndexByte("!#$()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~", front[0])] + front[1:]
			cards[last] = strings.Split(list[i], "\t")[1:]
		}
	}
	return cards
}
