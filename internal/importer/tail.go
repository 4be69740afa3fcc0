package importer

import (
	"slices"
	"strings"

	"github.com/lateral-reader/lateral/internal/pattern"
	"github.com/lateral-reader/lateral/internal/words"
)

// tailLine matches a line that ends a talk on its page: a mark of the end, the heading of comments, what a blog says of its post, rights and notes.
var tailLine = pattern.New(`(?i)^[-–—([ ]*(?:(?:the )?ends?|fin|(?:scene|act|play) ends|end of (?:the )?(?:scene|act|play|sketch|excerpt|extract)(?: \w+)?)[-–—)\] .]*$|^(?:[*#~_=•] ?){3,}$|^-30-$` +
	`|^(?:\d+ (?:comments?|responses?|replies|thoughts?)(?: (?:on|to)\b.{0,120})?|(?:reader |all |new and improved |recent )?comments?(?: \(\d+\)| closed| are closed)?|leave a (?:reply|comment).{0,40}|post a comment.{0,20}|join the (?:conversation|discussion).{0,20}|(?:no )?responses)\s*:?$` +
	`|^(?:posted|filed) (?:in|under)\b.{2,120}\btagged\b.{2,120}$|^(?:posted|filed|published|tagged)(?: (?:by|in|on|under|at|as|with)\b|:).{0,140}[^.?!]$|^(?:labels|tags|categor(?:y|ies)|keywords)\s*:.{0,160}$|^(?:share|like|rate) this(?: \pL+)?\s*:?$|^related\s*:?$` +
	`|^(?:©|\(c\)|copyright\b).{0,240}$|^to order (?:\pL+ )?(?:videos?|videotapes?|tapes?|transcripts?|copies)\b.*$|^(?:the )?original content of this (?:program|programme|episode|show)\b.*$|\bcreative commons\b.{0,200}\blicen[cs]e\b` +
	`|^(?:written|compiled|transcribed|edited|produced|recorded|interviewed)(?: (?:and|&) \pL+)? by:? .{2,100}$|^support provided by:?$|^transcript source\b.{0,120}$` +
	`|^this (?:story|article|interview|piece|post|excerpt|transcript|conversation|episode)\b.{0,60}\b(?:appeared|was (?:\pL+ )?(?:published|edited|condensed|produced|transcribed|recorded|conducted)|is part of)\b.*$` +
	`|^(?:disclaimer|show ?notes|episode notes|about (?:the|our|this) \pL+(?: \pL+)?|(?:further|recommended) reading|references|footnotes|related (?:episodes?|links|posts|articles|content|stories)|(?:media|press) contacts?|filed under)\s*:?$`)

// provided matches words with a note behind them that says whose the transcript is.
var provided = pattern.New(`^(.*[.!?…]["”')\]]*)\s+((?:This )?[Tt]ranscript (?:was )?(?:provided|produced|created|prepared|made) by \p{Lu}[^.?!]{1,70}\.?)$`)

// tail cuts off what stands behind the last turn on a page and is nobody's: from the first line that ends a talk, or that stands above the talk, too.
func (r *reading) tail() {
	last, first := -1, -1
	for i, p := range r.paras {
		if p.label != nil {
			if last = i; first < 0 {
				first = i
			}
		}
	}
	if last < 0 || r.way.format.Kind == "captions" {
		return
	}
	above := map[string]bool{} // lines of the page over the talk
	for s := range strings.Lines(r.input) {
		if s = strings.TrimSpace(s); len(above) > 200 || r.paras[first].lines[0].s != "" && strings.HasSuffix(s, r.paras[first].lines[0].s) {
			break
		} else if count(s) >= 3 && !sentenceEnd.MatchString(s) {
			above[words.Same(s)] = true
		}
	}
	if p := &r.paras[last]; !r.wrapped && len(p.lines) > 0 {
		if m := provided.FindStringSubmatch(p.lines[len(p.lines)-1].s); m != nil { // on the line of the last words
			l := &p.lines[len(p.lines)-1]
			note := para{lines: []line{{l.n, m[2]}}, after: true}
			l.s = m[1]
			r.paras = slices.Insert(r.paras, last+1, note)
			for k := last + 1; k < len(r.paras); k++ {
				r.paras[k].after = true
			}
			return
		}
	}
	loose := r.unended(last)
	for i := last; i < len(r.paras); i++ {
		p := r.paras[i]
		if p.kind != plain && p.kind != raw {
			continue
		}
		for j, l := range p.lines {
			s := bare(l.s)
			if i == last && j == 0 || j > 0 && (r.wrapped || !sentenceEnd.MatchString(p.lines[j-1].s)) || !tailLine.MatchString(s) && !tailLine.MatchString(strings.TrimSpace(l.s)) && !above[words.Same(s)] && !r.lastDay(i, j) && i < loose {
				continue
			}
			if j > 0 {
				rest := p
				rest.lines, rest.label = p.lines[j:], nil
				p.lines = p.lines[:j:j]
				r.paras = append(r.paras[:i:i], append([]para{p, rest}, r.paras[i+1:]...)...)
				i++
			}
			for k := i; k < len(r.paras); k++ {
				r.paras[k].after = true
			}
			return
		}
	}
}

// lastDay reports whether a line is the last of the text and says nothing but a day.
func (r *reading) lastDay(i, j int) bool {
	if i+1 < len(r.paras) || j+1 < len(r.paras[i].lines) {
		return false
	}
	d, _, ok := dateLine(r.paras[i].lines[j].s)
	return ok && len(d) > len("2006-01")
}

// links begins what a page asks its reader to do.
var links = pattern.New(`(?i)^(?:join|enter|sign|subscribe|listen|read|learn|watch|support|follow|share|download|print|donate|email|view|click|see|get|next|previous|back|more|related|tags?|source)\b`)

// unended is where the last paragraphs of a text begin that no sentence ends, below the last label's, where all that is said ends in one: two of them at
// least, or one that asks the reader to do something. A copy that breaks off has one.
func (r *reading) unended(last int) int {
	at, lines, asks := len(r.paras), 0, false
	for i := len(r.paras) - 1; i > last && r.paras[i].kind == plain; i-- {
		if slices.ContainsFunc(r.paras[i].lines, func(l line) bool { return sentenceEnd.MatchString(l.s) || count(l.s) > 12 || !words.Has(l.s) }) {
			break
		}
		at = i
		lines += len(r.paras[i].lines)
		asks = asks || slices.ContainsFunc(r.paras[i].lines, func(l line) bool { return links.MatchString(l.s) })
	}
	if r.wrapped || r.unmarked(last) || lines < 2 && !asks {
		return len(r.paras)
	}
	return at
}

// unmarked reports whether a part of what is said, up to a paragraph, ends without a mark.
func (r *reading) unmarked(last int) bool {
	n, open := 0, 0
	for _, p := range r.paras[:last+1] {
		if p.label == nil || len(p.lines) == 0 {
			continue
		}
		s := strings.TrimRight(p.lines[len(p.lines)-1].s, " ")
		if n++; !sentenceEnd.MatchString(s) && !isStage(s) && !strings.HasSuffix(s, "-") && !strings.HasSuffix(s, "–") && !strings.HasSuffix(s, "—") && !strings.HasSuffix(s, ")") {
			open++
		}
	}
	return open*10 > n
}

// posts ends what is said before the day of the next entry on a page that has several, each below its day: the first line is a day, too.
func (r *reading) posts() {
	top, _, _ := strings.Cut(strings.TrimLeft(r.input, "\ufeff \n"), "\n")
	if d, _, ok := dateLine(strings.TrimSpace(top)); !ok || len(d) <= len("2006-01") || r.wrapped {
		return
	}
	var out []para
	turn := false
	for i, p := range r.paras {
		turn = turn || p.label != nil
		if turn && p.kind == plain && p.label == nil && len(p.lines) == 1 && i+1 < len(r.paras) {
			if d, _, ok := dateLine(p.lines[0].s); ok && len(d) > len("2006-01") {
				out = append(out, para{kind: rule})
			}
		}
		out = append(out, p)
	}
	r.paras = out
}
