package html

import (
	"strings"

	"github.com/lateral-reader/lateral/internal/anchor"
	"github.com/lateral-reader/lateral/internal/corpus"
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
	Near   Link   // the note in whose passage the words stand already
	Beside margin
}

// excerpts lists the passages of a withheld text. Words of ours stand before each, so that no two passages stand side by side.
func (s *site) excerpts(at string, src *corpus.Source) []passageAlone {
	var out []passageAlone
	seen := map[string]bool{}
	for _, n := range src.Notes {
		if n.Outcome == anchor.NoPassage || n.Outcome.Placed() && s.open(n) {
			continue
		}
		e := s.excerpt(n)
		m := s.beside(at, n)
		m.Says = "" // it stands before the passage
		if m.Quote != "" {
			m.Quote, m.Claim.Text = "", "Wording" // the passage once more would stand right beside it
		}
		p := passageAlone{Mark: markClass(n), Badge: badge(n), Words: e.Words, Lang: langOf(src, src.Coll.Lang), Ours: e.OurWords, Beside: margin{Notes: []marginNote{m}}}
		if n.Block != "" {
			p.Ours = capital(addressWords(n.Block)) + ": " + e.OurWords
			if !seen[n.Block] {
				p.ID = n.Block
			}
			seen[n.Block] = true
			p.Href = "#" + n.Block
			if p.Number = strings.TrimPrefix(n.Block, "p"); p.Number == n.Block {
				p.Number = "§"
			}
		}
		if e.Cut {
			p.Ours += " (The passage is longer and is cut here.)"
		}
		if e.Near != nil {
			p.Near = Link{Href: "#n-" + e.Near.ID, Text: badge(e.Near).Text}
		}
		out = append(out, p)
	}
	return out
}
