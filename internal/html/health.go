package html

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/lateral-reader/lateral/internal/anchor"
	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/output"
	"github.com/lateral-reader/lateral/internal/worddiff"
	"github.com/lateral-reader/lateral/internal/words"
)

// healthPage says how every note of the site found its passage, and of those that did not find it as described what would help. It is for whoever
// writes the site: it counts all notes, and no edition has it.
type healthPage struct {
	Lead    string // in a sentence
	Counts  []healthCount
	Sources []healthSource
	More    string // how many notes are left out
}

// healthCount is an outcome with how many notes have it.
type healthCount struct {
	Outcome, Means string
	N              int
	Href           string // where the first of them stands on the page
}

// healthSource is a source with the notes of it that need somebody.
type healthSource struct {
	ID    string
	Link  Link
	Sum   string // how many notes have which outcome
	Notes []healthNote
}

// healthNote is a note that is not where it was said to be, or nowhere.
type healthNote struct {
	ID       string
	Link     Link   // the note on its source's page, words alone where the edition does not have it
	Outcome  string // with what is left to say of it
	Place    string // file:line:column of the quote
	Quote    string
	Lang     string // of the text
	Says     string
	Messages []string
	Near     []healthCandidate
	Repair   string
}

// healthCandidate is a passage that the note may be about.
type healthCandidate struct {
	Where Link
	Score int
	Parts []healthPart
	Why   string
}

// healthPart is words of a candidate: in both texts, only in the quote, or only here.
type healthPart struct {
	Text     string
	Old, New bool
	Space    bool
}

// mostHealth is how many notes the page lists: more are nobody's reading.
const mostHealth = 300

var outcomeMeans = map[string]string{
	"exact":     "stands where its note says",
	"moved":     "stands in one place, which is not the one described",
	"fuzzy":     "the words differ a little; nothing of what they say has changed",
	"ambiguous": "could stand in several places, and nothing decides",
	"orphan":    "stands nowhere, or only where nothing vouches for it",
	"unplaced":  "the text of its source is not here",
}

var repairs = map[anchor.Outcome]string{
	anchor.Moved: "lateral check --fix writes where it stands now into the note.",
	anchor.Fuzzy: "If these are the words that are meant, lateral check --fix --accept-fuzzy writes them into the note.",
	anchor.Ambiguous: "Add a prefix, a suffix or the paragraph of the place that is meant. lateral new note prints an entry with the words " +
		"that decide.",
	anchor.Orphan: "If one of these is the passage, put its words into the quote, and correct prefix, suffix and paragraph. If the passage was changed by " +
		"mistake, undo that, and the note is back. If what it was about is gone, take the note out.",
	anchor.Unplaced: "lateral attach FILE lays a copy of the text under the layer.",
}

// HealthPath is where the page stands: in the folder that a server keeps for itself.
const HealthPath = "_lateral/health.html"

// Health gives the page about all notes of a corpus. It is for a server, no build has it, and its style is the server's.
func (m *Maker) Health(c *corpus.Corpus) output.File {
	const title = "How the notes found their passages"
	s := m.site(c)
	return s.file("health", HealthPath, title, "en", []Link{{Text: title}}, func() any { return s.health(HealthPath) })
}

func (s *site) health(at string) *healthPage {
	p := &healthPage{}
	counts := s.Outcomes()
	total, left := 0, 0
	first := map[string]string{}
	for _, col := range s.Collections {
		for _, src := range col.Sources {
			h, n := s.healthOf(at, src, mostHealth-left)
			if left += len(h.Notes); n > 0 {
				for _, x := range h.Notes {
					if first[x.Outcome] == "" {
						first[x.Outcome] = "#" + x.ID
					}
				}
				p.Sources = append(p.Sources, h)
			}
		}
	}
	for _, name := range anchor.Outcomes {
		total += counts[name]
		p.Counts = append(p.Counts, healthCount{Outcome: name, Means: outcomeMeans[name], N: counts[name], Href: first[name]})
	}
	none, off := counts["unplaced"], total-counts["exact"]
	switch {
	case total == 0:
		p.Lead = "No note has a quote yet."
	case off == none:
		p.Lead = "No note has lost its passage."
	default:
		are := "are"
		if off-none == 1 {
			are = "is"
		}
		p.Lead = fmt.Sprintf("%d of %s %s not where the note says.", off-none, count(total, "quote", "quotes"), are)
	}
	if n := off - left; n > 0 {
		p.More = count(n, "more note is", "more notes are") + " not listed here. lateral check names all of which something is wrong."
	}
	return p
}

// healthOf lists notes of a source, no more than most of them; n is how many there were to list.
func (s *site) healthOf(at string, src *corpus.Source, most int) (h healthSource, n int) {
	h = healthSource{ID: "s-" + src.ID, Link: Link{Href: toSource(at, src), Text: src.Title}}
	var x *anchor.Explainer
	sums := map[string]int{}
	list := slices.DeleteFunc(slices.Clone(src.Every()), func(n *corpus.Note) bool { return !slices.Contains(byUrgency, n.Outcome) })
	slices.SortStableFunc(list, func(a, b *corpus.Note) int {
		return cmp.Compare(slices.Index(byUrgency, a.Outcome), slices.Index(byUrgency, b.Outcome))
	})
	for _, note := range list {
		sums[note.Outcome.String()]++
		if n++; len(h.Notes) >= most {
			continue
		}
		if x == nil {
			x = anchor.NewExplainer(src.Doc, src.HasText, path.Base(src.Path))
		}
		h.Notes = append(h.Notes, s.healthNote(at, note, x.Explain(note.Note)))
	}
	var parts []string
	for _, name := range anchor.Outcomes {
		if sums[name] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", sums[name], name))
		}
	}
	h.Sum = strings.Join(parts, ", ")
	return h, n
}

// byUrgency is the outcomes in the order of the page: what the command cannot correct by itself comes first.
var byUrgency = []anchor.Outcome{anchor.Orphan, anchor.Ambiguous, anchor.Fuzzy, anchor.Moved, anchor.Unplaced}

func (s *site) healthNote(at string, n *corpus.Note, e anchor.Explained) healthNote {
	src := n.Source
	h := healthNote{
		ID: src.ID + "." + n.ID, Link: Link{Text: n.ID}, Outcome: e.Outcome.String(), Place: n.QuoteAt().String(), Lang: langOf(src, "en"),
		Quote: brief(cmp.Or(n.Quote, n.From+" … "+n.To)), Says: ourWords(n), Repair: repairs[e.Outcome],
	}
	if n.Shown {
		h.Link.Href = toSource(at, src) + "#n-" + n.ID
	}
	for _, d := range e.Messages {
		if e.Outcome == anchor.Fuzzy {
			continue // the difference is shown
		}
		h.Messages = append(h.Messages, capital(message(d.Message)))
	}
	if e.Outcome == anchor.Moved {
		h.Messages = append(h.Messages, "It stands in "+blockWords(n.Block())+". What does not hold there: "+strings.Join(e.Broken, ", ")+".")
	}
	if e.Outcome == anchor.Orphan && len(e.Candidates) == 0 {
		h.Messages = append(h.Messages, "Nothing in the text is like it.")
	}
	for _, c := range e.Candidates {
		h.Near = append(h.Near, s.healthCandidate(at, src, c))
	}
	return h
}

// message is the first part of a message for the terminal, whose quote stands on the page already.
func message(m string) string {
	if i := strings.Index(m, `: "`); i > 0 {
		m = m[:i]
	}
	return m + "."
}

// blockWords names the block with an address.
func blockWords(address string) string {
	if address == "" {
		return "the text"
	}
	return addressWords(address)
}

func (s *site) healthCandidate(at string, src *corpus.Source, c anchor.Candidate) healthCandidate {
	h := healthCandidate{Score: c.Score, Why: c.Why, Where: Link{Text: blockWords("")}}
	if leaf := src.Doc.LeafAt(c.Start); leaf != nil {
		h.Where.Text = blockWords(leaf.Address())
		if s.ShowsText(src) || c.Range.End <= headEnd(src) {
			h.Where.Href = toSource(at, src) + "#" + leaf.Address()
		}
		if leaf.Line > 0 {
			h.Where.Text += fmt.Sprintf(" (%s:%d)", path.Base(src.Path), leaf.Line)
		}
	}
	for _, part := range c.Diff {
		h.Parts = append(h.Parts, healthPart{Text: brief(part.Text), Old: part.Kind == worddiff.Old, New: part.Kind == worddiff.New, Space: part.Space})
	}
	return h
}

// brief is the beginning of a long text.
func brief(t string) string {
	t = flat(t)
	if cut, more := words.Cut(t, 40); more {
		return cut + " …"
	}
	return t
}
