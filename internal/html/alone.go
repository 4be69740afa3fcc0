package html

import (
	"net/url"
	"slices"
	"strings"

	"github.com/lateral-reader/lateral/internal/anchor"
)

// passageAlone is a passage of a text that the page does not show, after words of ours that say what it does.
type passageAlone struct {
	Ours   string
	ID     string // p4, for the first passage of a paragraph
	Number string // 4
	Href   string // #p4
	Mark   string
	Badge  noteBadge
	Words  string
	Lang   string // of the words, "" where it is the page's
	There  string // the words in the text as it was published, "" where nothing says where that is
	Near   Link   // the note in whose passage the words stand already
	Beside margin
}

// excerpts lists the passages of a withheld text. Words of ours stand before each, so that no two passages stand side by side.
func (d *desk) excerpts() []passageAlone {
	src, out, beside := d.src, d.room.excerpts[:0], d.room.margins[:0]
	seen := map[string]bool{}
	for i, n := range src.Notes {
		if n.Outcome == anchor.NoPassage || n.Outcome.Placed() && d.open(n) {
			continue
		}
		e, x := d.excerpt(n), &d.notes[i]
		m := d.beside(n)
		m.Says = "" // it stands before the passage
		if m.Quote != "" {
			m.Quote, m.Claim.Text = "", "Wording" // the passage once more would stand right beside it
		}
		beside = append(beside, m)
		p := passageAlone{Mark: x.marks, Badge: x.badge, Words: e.Words, Lang: langOf(src, src.Coll.Lang), Ours: e.OurWords, Beside: margin{Notes: beside[len(beside)-1:]}}
		p.There = wordsIn(src.URL, e.Words)
		if n.Block() != "" {
			p.Ours = capital(addressWords(n.Block())) + ": " + e.OurWords
			if !seen[n.Block()] {
				p.ID = n.Block()
			}
			seen[n.Block()] = true
			p.Href = "#" + n.Block()
			if p.Number = strings.TrimPrefix(n.Block(), "p"); p.Number == n.Block() {
				p.Number = "§"
			}
		}
		if e.Cut {
			p.Ours += " (The passage is longer and is cut here.)"
		}
		if e.Near != nil {
			p.Near = d.byNumber(e.Near)
		}
		out = append(out, p)
	}
	d.room.excerpts, d.room.margins = out, beside
	return out
}

// wordsIn is a link to words in a page, https://wicg.github.io/scroll-to-text-fragment/; long ones are named by both ends, as tools.js does it.
// Of words that are not whole only what is there is asked for. It is "" without a page or words.
func wordsIn(page, said string) string {
	ws := strings.Fields(strings.TrimSuffix(said, ellipsis))
	if page == "" || len(ws) == 0 {
		return ""
	}
	code := func(ws []string) string {
		return strings.NewReplacer("-", "%2D", "+", "%20").Replace(url.QueryEscape(strings.Join(ws, " ")))
	}
	page, _, _ = strings.Cut(page, "#")
	begin, end := ws, []string(nil)
	if i := slices.Index(ws, "…"); i > 0 && i < len(ws)-1 { // a layer without a text names both ends itself
		begin, end = ws[:i], ws[i+1:]
	} else if len(ws) >= 12 {
		begin, end = ws[:5], ws[len(ws)-5:]
	}
	page += "#:~:text=" + code(begin)
	if end != nil {
		page += "," + code(end)
	}
	return page
}
