package importer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lateral-reader/lateral/internal/pattern"
	"github.com/lateral-reader/lateral/internal/words"
)

// What a talk is called, among the lines that a page has above it.

// talkWord matches a word that says that somebody talks.
var talkWord = pattern.New(`(?i)\b(?:transcripts?|interviews?|briefings?|press conference|news conference|hearings?|debates?|remarks|podcast|episode|conversation|roundtable|testimony|oral evidence|doorstop|q ?& ?a|questions and answers|town hall|entretien|entrevista|intervista|gespräch|pressekonferenz|anhörung)\b`)

var (
	// howMade matches a line that says how a talk was held or written down, which is about it and not its name; and one that breaks off.
	howMade = pattern.New(`(?i)^(?:interview(?:ed|er)?s? (?:conducted |held |recorded )?by\b|transcribed\b|transcript (?:by|of proceedings$)|(?:read|see|view|download|listen|watch|get|find|show|hide|return|back|skip|jump|go)\b|the following\b|this (?:is|transcript|interview)\b|presenters?\b|participants?\b|speakers?\b|by\b)|\b(?:of|by|with|and|the|for|from|to)$`)
	// ofFile matches an item of a list, a field of a record, the name of a file.
	ofFile = pattern.New(`^[•·*@#-]|\.\w{3,4}$`)
	// quotedLine matches a line in quotation marks.
	quotedLine = pattern.New(`^["“„«].+["”“»]$`)
	// pageWords matches what pages say of themselves.
	pageWords = pattern.New(`(?i)©|\bsign up\b|\bsubscri|\bnewsletters?\b|\bwebsite\b|\badvert|\bleave a\b|\bcomments?\b|\bsend\b.*\btips?\b|\bview full\b|\bleaderboard\b|\bjoin now\b|\blog ?in\b|\bcookies?\b|\|.*\|`)
)

// nameOfTalk is the line that says what a talk is, or who talks, where the one at hand says neither: what a page has over its headline is mostly its own.
func (r *reading) nameOfTalk(spots []spot, at int) int {
	if r.res.Kind != "transcript" || len(r.voices) == 0 {
		return at
	}
	called := map[string]bool{} // parts of the names of those who speak
	for _, v := range r.voices {
		for _, name := range v.names {
			for _, part := range nameParts(name) {
				if utf8.RuneCountInString(part) > 3 {
					called[words.Same(part)] = true
				}
			}
		}
	}
	best, most := at, r.saysTalk(spots, at, called)
	own := pageWords.MatchString(spots[at].s) || saidTwice(spots[at].s)
	for i := range spots {
		s := spots[i].s
		if !own && i > at && isDate(spots, i) {
			break // below the day stands what the talk begins with
		}
		if i > at && quotedLine.MatchString(s) {
			break // a headline in the words of whoever is asked
		}
		if spots[i].gone || count(s) < 3 || !headline(s) || r.paras[spots[i].para].kind != plain || ofFile.MatchString(s) || howMade.MatchString(s) || pageWords.MatchString(s) || !talkWord.MatchString(s) && !(own && timesNamed(s, called) > 0) {
			continue
		}
		if n := r.saysTalk(spots, i, called); n > most+1 {
			best, most = i, n
		}
	}
	if own && best > at {
		r.drop(spots[at].line0, "stands above the headline")
		spots[at].gone = true
	}
	return best
}

// timesNamed counts the words of a line that are parts of these names.
func timesNamed(s string, called map[string]bool) int {
	n := 0
	for w := range strings.FieldsSeq(strings.ToLower(words.Same(s))) {
		if called[strings.TrimSuffix(strings.Trim(w, `.,:;"'()“”’?!`), "'s")] {
			n++
		}
	}
	return n
}

// saysTalk weighs how much a line says of a talk: that it is one, who talks, and of what.
func (r *reading) saysTalk(spots []spot, i int, called map[string]bool) int {
	s := spots[i].s
	if i+1 < len(spots) && spots[i+1].s != "" && goesOn(spots[i+1].s) {
		s += " " + spots[i+1].s
	}
	n := 0
	if talkWord.MatchString(s) {
		n += 2
	}
	n += 2 * min(timesNamed(s, called), 2)
	own, _ := r.shared(spots, s)
	n += min(own, 2)
	switch {
	case howMade.MatchString(s), pageWords.MatchString(s):
		n -= 4
	case count(s) < 3 || saidTwice(s):
		n -= 2
	case sentenceEnd.MatchString(s) && !asks.MatchString(s):
		n -= 2
	}
	return n
}

// goesOn reports whether a line goes on from the one before.
func goesOn(s string) bool {
	c, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(c)
}

// saidTwice reports whether a line is the same words twice, as menus lie in copies.
func saidTwice(s string) bool {
	ws := strings.Fields(s)
	h := len(ws) / 2
	return h > 0 && len(ws) == 2*h && strings.Join(ws[:h], " ") == strings.Join(ws[h:], " ")
}
