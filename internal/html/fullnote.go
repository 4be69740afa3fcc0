package html

import (
	"html/template"
	"net/url"
	"strings"

	"github.com/lateral-reader/lateral/internal/anchor"
	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/field"
	"github.com/lateral-reader/lateral/internal/notes"
)

// fullNote is a note with all that it says; templates/notes/<kind>.html prints it.
type fullNote struct {
	ID, Class, Kind string
	Facets          string // what it can be chosen by: numbers of lines of sourcePage.Filter
	Badge           noteBadge
	Cue             cue
	Near            Link // the note in whose passage these words stand, where they are not printed twice
	Claim           Link
	Stance, Put     string
	Side, Basis     string
	Neutral         string
	Missing         string
	Says            string
	Said            []step // who holds it and through whom it comes, outermost first
	Own             bool
	Certainty, Mode string
	Figures         []string
	Answers         *answer
	Replies         []answer
	See             []Link
	Body            template.HTML
	Differs         bool // the text has words that differ a little from those of the note
	Debatable       bool
	Teacher, Draft  bool
	By              string // only where it is another than most notes have
	Mentions        []mention
}

// answer is the passage that another one answers, or that answers it.
type answer struct {
	Badge Link
	Who   string
	Cue   cue
}

// putLong says in the list, where there is room, what a put means.
var putLong = map[string]string{
	"in-part": "in part: grants or denies a weaker version only", "assumed": "assumed: taken for granted, not said",
	"leading": "leading: a question that leans", "supposed": "supposed: only under an if",
	"implied": "implied: bears on the claim without addressing it", "declined": "asked, took no side",
}

// full makes the complete note of a note of the source in f, as it is large, with the lists that f has; by is who wrote most of them, whose name need
// not stand at each.
func (d *desk) full(f *fullNote, n *corpus.Note, by string) {
	x := &d.notes[n.Number-1]
	*f = fullNote{
		ID: x.badge.Href[len("#"):], Class: x.class, Kind: n.Kind.Name, Badge: x.badge, Claim: x.claim, Cue: d.cue(n), Neutral: n.Neutral, Says: n.Says,
		Side: sideWords[n.Side], Body: d.prose(n.Prose), Differs: n.Outcome == anchor.Fuzzy, Debatable: n.Debatable, Teacher: n.Teacher, Draft: n.Draft,
		Mentions: d.mentions(d.from, n.Backlinks), Said: f.Said[:0], Figures: f.Figures[:0], Replies: f.Replies[:0], See: f.See[:0],
	}
	if near := d.withheld(n.Source).near[n]; near != nil {
		f.Near = d.byNumber(near)
	}
	if n.By != by {
		f.By = n.By
	}
	if len(n.Missing) > 0 {
		f.Missing = missing(n)
	}
	if n.Kind.Name == "claim" {
		f.Stance, f.Put = stanceWords[n.Stance], putLong[n.Put]
		if n.Certainty != "" && n.Put != "declined" {
			f.Certainty = certaintyWords[n.Certainty]
		}
	}
	if n.Basis != "" {
		f.Basis = basisWords[n.Basis]
	}
	if n.Kind.Name == "claim" || n.Note.Speaker != nil || len(n.Via) > 0 {
		f.Said = d.addTrail(f.Said, d.linking, n)
		if f.Own = n.Own && len(n.Via) == 0; f.Own {
			f.Said[0] = f.Said[len(f.Said)-1]
			f.Said = f.Said[:1]
		} else {
			f.Mode = modeWords[n.Mode()]
			if o := n.Source.Outlet; o != nil && len(f.Said) > 1 && f.Said[0].Href == d.page.Outlet.Href {
				f.Said[0].Href = "" // the head of the page has this link
			}
		}
	}
	for _, fig := range n.Figures {
		f.Figures = append(f.Figures, figureWords(n, fig, d.figureText(n, fig.Words)))
	}
	if n.Answers != nil {
		a := d.answer(n.Answers)
		f.Answers = &a
	}
	for _, r := range n.Replies {
		f.Replies = append(f.Replies, d.answer(r))
	}
	for _, see := range n.See {
		f.See = append(f.See, d.seeLink(n, see))
	}
}

func (d *desk) answer(n *corpus.Note) answer {
	return answer{Badge: d.byNumber(n), Who: d.partyWords(*n.Holder), Cue: d.cue(n)}
}

// seeLink words what a note says to see: a note of the same source by its number, a passage by its place, a web page by its host.
func (d *desk) seeLink(n *corpus.Note, see corpus.See) Link {
	if see.URL != "" {
		return Link{Href: see.URL, Text: hostOf(see.URL), External: true}
	}
	l := d.to(d.from, see.Ref)
	switch r := see.Ref; {
	case r.Note != nil && r.Note.Source == n.Source:
		l.Text = "note " + d.byNumber(r.Note).Text
	case r.Note != nil:
		l.Text = "note " + d.byNumber(r.Note).Text + " on " + r.Note.Source.Title
	case r.Source != nil && r.Address != "":
		if l.Text = addressWords(r.Address); r.Source != n.Source {
			l.Text = r.Source.Title + ", " + l.Text
		}
	}
	return l
}

// hostOf is how a link out reads: by the name of the place that it leads to.
func hostOf(address string) string {
	if host := field.WebHost(address); host != "" {
		return strings.TrimPrefix(host, "www.")
	}
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		return strings.TrimPrefix(u.Host, "www.")
	}
	return address
}

// addressWords says p3s2 in words.
func addressWords(a string) string {
	block, sentence := a, ""
	if i := strings.LastIndexByte(a, 's'); i > 0 && i+1 < len(a) {
		block, sentence = a[:i], ", sentence "+a[i+1:]
	}
	switch {
	case block == "p0":
		return "the headline" + sentence
	case block == "sub":
		return "the subtitle" + sentence
	case block[0] == 'h':
		return "heading " + block[1:] + sentence
	}
	return "paragraph " + block[1:] + sentence
}

// figureWords says a figure: its words as printed, as far as the edition has them, what they bound, and what is counted.
func figureWords(n *corpus.Note, f notes.Figure, printed string) string {
	out := "“" + isolated(printed) + "”"
	if f.HasLow || f.HasHigh {
		out += ", " + bounds(f)
	}
	counts := f.Counts
	if n.Claim != nil {
		counts = corpus.Counts(counts, n.Claim.Measure.What)
	}
	if counts != "" {
		out += " · counts " + isolated(counts)
	}
	for _, w := range []string{f.Of, f.Where, f.When} {
		if w != "" {
			out += " · " + isolated(w)
		}
	}
	return out
}
