package html

import (
	"cmp"
	"io"
	"slices"
	"strings"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/notes"
	"github.com/lateral-reader/lateral/internal/output"
)

// mostOthers is how many other claims under a topic a claim's page names; where there are more, those with most passages.
const mostOthers = 30

// mostNoted are the claims under a topic beside one, those with most passages where there are many.
func (s *site) mostNoted(t *corpus.Topic, cl *corpus.Claim) []*corpus.Claim {
	others := func(cls []*corpus.Claim) []*corpus.Claim {
		return slices.DeleteFunc(slices.Clone(cls), func(x *corpus.Claim) bool { return x == cl })
	}
	if len(t.Claims) <= mostOthers+1 {
		return others(t.Claims)
	}
	most, ok := s.mostNotedUnder.Load(t)
	if !ok {
		all := slices.Clone(t.Claims)
		slices.SortStableFunc(all, func(a, b *corpus.Claim) int { return cmp.Compare(len(b.Notes), len(a.Notes)) })
		most, _ = s.mostNotedUnder.LoadOrStore(t, all[:mostOthers+1])
	}
	out := others(most.([]*corpus.Claim))
	return out[:mostOthers]
}

// divideClaim plans the page of a claim; nil where all of it fits.
func (s *site) divideClaim(cl *corpus.Claim) *divided {
	fixed := 1_800 + weigh(cl.Words, cl.Words, cl.Claim.About.Text) + 100*len(cl.Relations)
	for _, t := range cl.Topics {
		for _, other := range t.Claims[:min(len(t.Claims), mostOthers)] {
			fixed += 25 + weigh(other.Words) + len(other.ID)/3
		}
	}
	mentions := make([]int, len(cl.Backlinks))
	for i := range cl.Backlinks {
		mentions[i] = weighMention(&cl.Backlinks[i])
	}
	lists := []series{{key: "mentions", id: "back-h", weights: mentions}}
	if !s.Edition.Notes {
		return divide(claimPath(cl), fixed, lists...)
	}
	sum := fixed
	for _, n := range slices.Concat(cl.Notes, cl.Evidence) {
		sum += s.weighPassage(n) + 60 + 130*len(n.Figures) // with its voice, and where that is found again
	}
	for _, w := range mentions {
		sum += w
	}
	if sum < pageRoom {
		return nil // as most
	}
	for _, key := range slices.Concat(stanceGroups, notes.Sides) {
		l := series{key: key, id: key + "-h"}
		for _, n := range s.groupOf(cl, key) {
			l.weights = append(l.weights, s.weighPassage(n))
		}
		lists = append(lists, l)
	}
	voices := series{key: "voices", id: "count-h"}
	for _, v := range cl.Count.Voices {
		w := 50
		for _, n := range v.Notes[:min(len(v.Notes), mostChannels)] {
			w += 8 + weigh(n.Source.Title) + len(n.Source.ID)/3
		}
		voices.weights = append(voices.weights, w)
	}
	figures := series{key: "figures", id: "figs-h"}
	for _, f := range figuresOf(cl) {
		figures.weights = append(figures.weights, 170+weigh(f.Words, f.n.Source.Title, f.Where, f.When, f.Of)+len(f.n.ID)/2)
	}
	return divide(claimPath(cl), fixed, append(lists, voices, figures)...)
}

// weighPassage guesses what a passage weighs on the page of its claim.
func (s *site) weighPassage(n *corpus.Note) int {
	const around, most = 40, 130 // the rest of its sentences; what stands before it, at the most
	w := 80 + weigh(n.Says) + (len(n.ID)+len(n.Source.ID))/3 + weighWords(n)
	if s.ShowsText(n.Source) {
		before := most
		if d := n.Source.Doc; n.Turn > 0 {
			r := d.Turns[n.Turn-1].Range
			before = min(before, weigh(d.Text[r.Start:min(r.End, r.Start+600)]))
		}
		w += around + before
	}
	if n.Answers != nil {
		w += 30 + weighWords(n.Answers)
	}
	for _, r := range n.Replies {
		w += 30 + weighWords(r)
	}
	return w
}

// weighWords guesses what the words of a passage weigh.
func weighWords(n *corpus.Note) int {
	if n.Range.End > n.Range.Start {
		return weigh(n.Source.Doc.Text[n.Range.Start:n.Range.End])
	}
	return weigh(n.Quote, n.From, n.To)
}

// weighMention guesses what a text that links to a page weighs there.
func weighMention(b *corpus.Backlink) int { return 35 + weigh(b.Sentence, b.From.Words()) }

// claimPart is a page on which a list of a claim's page goes on.
func (b *board) claimPart(cl *corpus.Claim, d *divided, key string, i int) *claimPage {
	at := b.from
	p := &claimPage{Up: Link{Href: b.toClaim(cl), Text: cl.Words}, Words: cl.Words, Type: typeWords[cl.Type], Notes: b.Edition.Notes}
	switch key {
	case "mentions":
		p.Mentions, p.MoreMentions = b.mentions(at, entries(d, key, i, cl.Backlinks)), d.goesOn(at, key, "mentions")
	case "voices":
		p.Counted = b.counted(cl, entries(d, key, i, cl.Count.Voices))
		p.Counted.More = d.goesOn(at, key, "voices")
	case "figures":
		p.Figures = b.figures(at, cl, entries(d, key, i, figuresOf(cl)))
		p.Figures.More = d.goesOn(at, key, "figures")
	case "for", "against":
		p.Evidence = []passages{b.group(cl, d, key, i)}
	default:
		p.Groups = []passages{b.group(cl, d, key, i)}
	}
	return p
}

// passageIDs emits, for a claim whose passages stand on several pages, a small script that says which stands where: an address of a passage that was
// noted down when all stood on one page still leads to it. The pages load it only when they are asked for a place that they do not have.
func (s *site) passageIDs(emit func(output.File), cl *corpus.Claim, d *divided) {
	if d == nil {
		return
	}
	emit(output.File{Path: strings.TrimSuffix(d.path, ".html") + ".places.js", Render: func(w io.Writer) error {
		var b strings.Builder
		b.WriteString("lateralPlaces({")
		for _, key := range slices.Concat(stanceGroups, notes.Sides) {
			all := s.groupOf(cl, key)
			for i, r := range d.series(key).runsOr(len(all)) {
				if r.from == r.to || i == 0 {
					continue
				}
				page := d.at(key, i)
				b.WriteString("\n" + `"` + page[strings.LastIndexByte(page, '/')+1:] + `":"`)
				for k, n := range all[r.from:r.to] {
					if k > 0 {
						b.WriteByte(' ')
					}
					b.WriteString(passageID(n))
				}
				b.WriteString(`",`)
			}
		}
		b.WriteString("\n});\n")
		_, err := io.WriteString(w, b.String())
		return err
	}})
}

// passageID is the id of a passage on its claim's page.
func passageID(n *corpus.Note) string { return "p-" + n.Source.ID + "." + n.ID }

// runsOr are the runs of a list, or all of it.
func (l *series) runsOr(n int) []run {
	if l == nil || len(l.runs) == 0 {
		return []run{{0, n}}
	}
	return l.runs
}
