package importer

import (
	"slices"
	"strings"

	"github.com/lateral-reader/lateral/internal/pattern"
)

// transcriptHeading matches a line that says that the talk itself begins below it.
var transcriptHeading = pattern.New(`(?i)^(?:(?:full|complete|edited|unedited|rough|episode|interview|show|podcast|audio|video) )?transcript(?:ion)?(?: of (?:the )?(?:interview|episode|podcast|show|conversation|talk|discussion))?\s*:?$`)

// talkHeading matches a heading of a part of a page that is no name.
var talkHeading = pattern.New(`(?i)^(?:the )?(?:interviews?|transcripts?|conversation|discussion|questions?(?: and answers?)?|about .*)$`)

// interviewTitle matches what a title says of an interview behind the name and a colon: ADA RUIZ: An Interview Conducted by Ben Orr.
var interviewTitle = pattern.New(`(?i)^(?:(?:an? |the )?(?:oral[- ]history |video |telephone |taped )?interview|(?:an? )?oral history|interviewed|(?:an? )?(?:talk|conversation))(?: \pL+)? (?:by|with|of)\b[^?!]*$`)

// takePart matches what stands before the names of those who take part.
var takePart = pattern.New(`(?i)^(?:(?:studio |special |our )?guests|panell?ists?|panel|participants|speakers|attendees|attending|present|also present|moderators?/panell?ists?|hosts|anchors|reporters)$`)

// speaks matches words that no list of names has.
var speaks = pattern.New(`[?!]|\b(?:I|I[’']m|[Yy]ou|[Ww]e|[Tt]hank|[Ww]elcome)\b`)

// belowPrelude leaves out what looks like labels above the talk and is none: in the notes above a line that says that the transcript begins, and in lines that
// say who is asked and by whom.
func (r *reading) belowPrelude(all []found) []found {
	all = r.belowTranscript(all)
	lines := map[string]int{}
	for _, f := range all {
		lines[key(f.base)]++
	}
	end := slices.IndexFunc(all, func(f found) bool {
		sets := f.style == colon || f.style == period || f.style == timed || f.style == logged
		return sets && lines[key(f.base)] > 1 && !notName(f.base) && !titlesTalk(f)
	})
	end = min(end, 40)
	if end < 1 {
		return all
	}
	head := slices.DeleteFunc(slices.Clone(all[:end]), titlesTalk)
	return append(head, all[end:]...)
}

// titlesTalk reports whether a label begins a line that says who is asked, or by whom: INTERVIEWER: Ada Ruiz with Ben Orr.
func titlesTalk(f found) bool {
	if f.style != colon || f.rest == "" {
		return false
	}
	if sentenceEnd.MatchString(f.rest) && !strings.Contains(f.rest, ",") || asks.MatchString(f.rest) {
		return false
	}
	if interviewTitle.MatchString(f.rest) {
		return personName(f.base) || capitals(f.base)
	}
	if takePart.MatchString(f.base) && !speaks.MatchString(f.rest) {
		first, _, _ := strings.Cut(f.rest, ",")
		first, _, _ = strings.Cut(first, " - ")
		if name := strings.Join(nameParts(strings.Trim(first, " .;")), " "); strings.Contains(name, " ") && capitalised(first) && count(first) <= 6 {
			return true
		}
	}
	return described(f.base) && !slices.ContainsFunc(nameSplit.Split(strings.TrimRight(f.rest, " ."), -1), func(s string) bool { return !personName(s) })
}

// belowTranscript leaves out labels above such a heading where those of at least two people come again below it.
func (r *reading) belowTranscript(all []found) []found {
	para := -1
	for i, p := range r.paras {
		if len(p.lines) == 1 && transcriptHeading.MatchString(strings.Trim(bare(p.lines[0].s), "# ")) {
			para = i
			break
		}
	}
	if para < 0 {
		return all
	}
	above, below, again := map[string]int{}, map[string]int{}, 0
	for _, f := range all {
		if k := key(f.base); f.para < para {
			above[k]++
		} else if below[k]++; below[k] == 2 {
			again++
		}
	}
	for k, n := range above {
		if n > 1 && below[k] > 0 {
			return all // the talk stands above as well
		}
	}
	if again < 2 {
		return all
	}
	return slices.DeleteFunc(all, func(f found) bool { return f.para < para })
}
