package webpage

import (
	"slices"

	"golang.org/x/net/html/atom"
)

const whySubtitle = "the subtitle, in the front matter"

// subtitlePhrases are words of class and id that stand on nothing but what is below a headline.
var subtitlePhrases = phrases(`subtitle, sub title, standfirst, stand first, dek, deck, subheadline, sub headline, subhead, sub head, subheading, strapline, undertitle, untertitel, subtitulo,
	sottotitolo, chapo, chapeau, entradilla, bajada, podtytul, preamble, ingress, vorspann, alternativeheadline`)

// maxSubtitle is how many words a subtitle may have.
const maxSubtitle = 60

// subtitle takes the one sentence or two between headline and text that a page calls so, or that stands with the headline apart from the
// text: in one box with it, or above the line of author and date.
func (p *page) subtitle() {
	if p.Subtitle != "" || p.Title == "" || p.titleAt < 0 {
		return
	}
	at, named := -1, false
	for i := p.titleAt + 1; i < min(len(p.all), p.titleAt+30); i++ {
		b := p.all[i]
		if b.speech != nil {
			break
		}
		if b.isDateline() {
			continue
		}
		if b.kept && b.words > 0 && at >= 0 {
			break
		}
		is := p.calledSubtitle(b) || isHeading(b.tag) && i == p.titleAt+1 && b.words >= 5 && b.linked == 0
		if !b.kept && !(is && (b.why == "" || b.why == whyEnd && isHeading(b.tag))) || b.words == 0 || b.tag == atom.Figcaption && !is {
			continue
		}
		if at, named = i, is; !b.kept {
			break
		}
	}
	if at < 0 {
		return
	}
	b := p.all[at]
	next := at + 1
	for next < len(p.all) && !(p.all[next].kept && p.all[next].words > 0 && !p.all[next].isDateline()) {
		next++
	}
	if next == len(p.all) || !mayBeSubtitle(b) || slices.ContainsFunc(p.all[:at], func(o *block) bool { return o.kept && o.prose() }) {
		return
	}
	if !named && !(b.words >= 4 && p.namedApart(b, p.all[next])) && !(b.words >= 6 && (p.withHeadline(b, next) || p.aboveImprint(at, next))) {
		return
	}
	p.Subtitle = b.text
	b.kept, b.why = false, whySubtitle
}

// isDateline reports whether a block has the form of a line of author and date.
func (b *block) isDateline() bool {
	return b.words <= 16 && dated.MatchString(b.text) && !sentence.MatchString(b.text)
}

// mayBeSubtitle reports whether a block has the form of one.
func mayBeSubtitle(b *block) bool {
	switch b.tag {
	case atom.Li, atom.Dt, atom.Dd, atom.Table, atom.Pre:
		return false
	}
	return b.words >= 3 && b.words <= maxSubtitle && b.linked*2 < b.words && !byWord.MatchString(b.text) && !disclosure.MatchString(b.text) &&
		!b.isDateline() && !b.box.inside(atom.Blockquote) && !b.box.inside(atom.Figure)
}

// calledSubtitle reports whether a block's element, or a box that holds little else, is called a subtitle.
func (p *page) calledSubtitle(b *block) bool {
	for q := b.box; q != nil && q.words == b.words && !q.main(); q = q.parent {
		for _, ph := range subtitlePhrases {
			for i := range q.names {
				if len(ph) <= len(q.names)-i && slices.Equal(ph, q.names[i:i+len(ph)]) {
					return true
				}
			}
		}
		if prop := attr(q.node, "itemprop"); prop == "alternativeHeadline" || prop == "alternateName" {
			return true
		}
	}
	return false
}

// namedApart reports whether a block stands in a box of its own that is called a lead or the like, and the text's first block in none beside it.
func (p *page) namedApart(b, next *block) bool {
	for q, k := b.box, 0; q != nil && k < 3 && q.words == b.words && !q.main(); q, k = q.parent, k+1 {
		if slices.ContainsFunc(q.names, func(w string) bool { return ledeNames[w] }) && q.parent != next.box.parent && q.parent != next.box {
			return true
		}
	}
	return false
}

// withHeadline reports whether a block stands in one box with the headline and the text's first block in none of these.
func (p *page) withHeadline(b *block, next int) bool {
	q := b.box
	for q != nil && (p.titleAt < q.first || p.titleAt >= q.end) {
		q = q.parent
	}
	return q != nil && next >= q.end
}

// aboveImprint reports whether a line of author and date stands between a block and the text.
func (p *page) aboveImprint(at, next int) bool {
	return slices.ContainsFunc(p.all[at+1:next], func(o *block) bool {
		return o.words > 0 && o.words <= 30 && (o.why == whyByline || o.why == whyAuthor || byWord.MatchString(o.text) || o.isDateline())
	})
}
