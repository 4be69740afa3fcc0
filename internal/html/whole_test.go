package html

import (
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/output"
)

// checked is what a page has for others to lead to, and where it leads.
type checked struct {
	ids   map[string]bool
	hrefs []string
	wrong []string
}

// blocks cannot stand in a paragraph: a browser would end it before them, and the page would not be what the template says.
var blocks = strings.Fields("address article aside blockquote details div dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section table ul")

var void = strings.Fields("meta link br hr input img col wbr")

// endless are elements that end where one of these begins, or what they stand in ends: lists and tables do without their end tags.
var endless = map[string][]string{
	"li": {"li"}, "dt": {"dt", "dd"}, "dd": {"dt", "dd"}, "td": {"td", "th", "tr"}, "th": {"td", "th", "tr"}, "tr": {"tr"},
}

// check reads a page tag by tag: every element is closed in its order, no link stands in a link, no block in a paragraph, no id stands twice,
// and nothing is there that the page's Content-Security-Policy forbids.
func check(page string) checked {
	c := checked{ids: map[string]bool{}}
	var open []string
	bad := func(format string, args ...any) { c.wrong = append(c.wrong, fmt.Sprintf(format, args...)) }
	z := html.NewTokenizer(strings.NewReader(page))
	for {
		tt := z.Next()
		if tt == html.ErrorToken {
			if z.Err() != io.EOF {
				bad("%v", z.Err())
			}
			break
		}
		tok := z.Token()
		switch tt {
		case html.StartTagToken, html.SelfClosingTagToken:
			for _, a := range tok.Attr {
				switch {
				case a.Key == "id" && c.ids[a.Val]:
					bad("the id %q stands twice", a.Val)
				case a.Key == "id":
					c.ids[a.Val] = true
				case a.Key == "href":
					c.hrefs = append(c.hrefs, a.Val)
				case a.Key == "style" || strings.HasPrefix(a.Key, "on"):
					bad("the attribute %s", a.Key)
				}
			}
			for n := len(open); n > 0 && slices.Contains(endless[open[n-1]], tok.Data); n = len(open) {
				open = open[:n-1]
			}
			if tok.Data == "a" && slices.Contains(open, "a") {
				bad("a link in a link: %s", tok)
			}
			if slices.Contains(open, "p") && slices.Contains(blocks, tok.Data) && !slices.Contains(open, "svg") {
				bad("%s in a paragraph", tok)
			}
			if tt == html.StartTagToken && !slices.Contains(void, tok.Data) {
				open = append(open, tok.Data)
			}
		case html.EndTagToken:
			for n := len(open); n > 0 && open[n-1] != tok.Data && endless[open[n-1]] != nil; n = len(open) {
				open = open[:n-1]
			}
			if n := len(open); n == 0 || open[n-1] != tok.Data {
				bad("</%s> in %v", tok.Data, open)
			} else {
				open = open[:n-1]
			}
		}
	}
	if len(open) > 0 {
		bad("not closed: %v", open)
	}
	return c
}

// TestWholeSite makes the repository's own content, and a site that has some of everything, in all editions and follows every link.
func TestWholeSite(t *testing.T) {
	everything, _ := archive(t, "everything.txtar")
	for _, ed := range corpus.EditionNames() {
		wholeSite(t, "own "+ed, repo, ed)
		wholeSite(t, "everything "+ed, everything, ed)
	}
}

func wholeSite(t *testing.T, name string, site fs.FS, ed string) {
	t.Run(name, func(t *testing.T) { follow(t, pages(t, site, ed)) })
}

// follow reads pages tag by tag, and follows every link.
func follow(t *testing.T, site map[string]string) {
	t.Helper()
	made := map[string]checked{}
	for at, text := range site {
		if !strings.HasSuffix(at, ".html") {
			made[at] = checked{}
			continue
		}
		made[at] = check(text)
		for _, w := range made[at].wrong {
			t.Errorf("%s: %s", at, w)
		}
	}
	for at, c := range made {
		for _, href := range c.hrefs {
			if strings.Contains(href, "://") || strings.HasPrefix(href, "mailto:") {
				continue
			}
			target, frag, has := strings.Cut(href, "#")
			to := at
			if target != "" {
				to = path.Join(path.Dir(at), target)
			}
			page, there := made[to]
			if !there {
				t.Errorf("%s: the link %s leads to no file", at, href)
			} else if has && !page.ids[frag] && !strings.HasPrefix(frag, "q=") {
				t.Errorf("%s: the link %s leads to no place", at, href)
			}
		}
	}
}

// TestNotesHaveTheirAddresses holds the addresses that may never change: every note and every mark of an edition.
func TestNotesHaveTheirAddresses(t *testing.T) {
	for _, ed := range corpus.EditionNames() {
		c := corpusOf(t, repo, ed)
		made := pages(t, repo, ed)
		for _, col := range c.Collections {
			for _, src := range col.Sources {
				ids := check(made[sourcePath(src)]).ids
				want := []string{"p0", "text"}
				if src.Subtitle != "" {
					want = append(want, "sub")
				}
				if c.ShowsText(src) {
					want = append(want, "p1", "p1s1")
				}
				for _, n := range src.Notes {
					want = append(want, "n-"+n.ID)
					if n.HasQuote() {
						want = append(want, "m-"+n.ID)
					}
				}
				for _, id := range want {
					if !ids[id] {
						t.Errorf("%s: %s has no #%s", ed, src.ID, id)
					}
				}
			}
		}
	}
}

// TestQuick: no page of the repository's own content, with the templates that come with the command, needs the slow way.
func TestQuick(t *testing.T) {
	for _, e := range corpus.Editions {
		m, err := Open(Config{Assets: repo, BaseURL: "https://example.org/"})
		if err != nil {
			t.Fatal(err)
		}
		pages := 0
		m.Pages(corpusOf(t, repo, e.Name), func(f output.File) {
			pages++
			if err := f.Render(io.Discard); err != nil {
				t.Error(err)
			}
		})
		if pages < 100 {
			t.Errorf("%s: %d pages", e.Name, pages)
		}
		for name, set := range m.blank.made {
			if n := set.ByLibrary(); n > 0 {
				t.Errorf("%s: templates/%s.html went the library's way %d times", e.Name, name, n)
			}
		}
	}
}
