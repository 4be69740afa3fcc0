package importer

import (
	"strings"

	"github.com/lateral-reader/lateral/internal/pattern"
)

// What stands around labels, or instead of them, in texts of one kind.

// initialedName matches a line that is nothing but a surname behind the first letters of the others.
var initialedName = pattern.New(`^(?:\p{Lu}\. ?){1,2}\p{Lu}[\pL’'-]+$`)

// partyBehind matches what else stands in a label between dashes, in capitals: O SR. PRESIDENTE - ADA RUIZ - PP - words.
var partyBehind = pattern.New(`^(\p{Lu}[\p{Lu}.'’ /]{1,50}?)\s+[-–—]\s+(\S.*)$`)

// withParty takes such parts off the words.
func (f *found) withParty() {
	for range 2 {
		m := partyBehind.FindStringSubmatch(f.rest)
		if m == nil {
			return
		}
		f.beside, f.rest = strings.TrimSpace(f.beside+" "+m[1]), m[2]
	}
}

// leftOut matches the mark before a label that some turns are left out.
var leftOut = pattern.New(`^(?:\. ?\. ?\. ?|…\s?)(?:\. ?)*`)

// labelLong is how many characters a label may have.
const labelLong = 90

// recorded matches the name of somebody heard in a report, as broadcasters in Korean write it above the words.
var recorded = pattern.New(`^((?:전화\s?)?(?:녹취|인터뷰|싱크|현장음)\s*[>＞])\s*(\S.*)$`)

// questionNumber matches the number of a question or a paragraph before who speaks: Q12 Mr. Name: words. 12. NAME: words.
var questionNumber = pattern.New(`^\W{0,3}((?:Q|Anf\.)\s{0,3}\d{1,4}\.?|\[\d{1,4}\]|\d{1,4}[.)])\W{0,3}?\s+(.*)$`)

// exported matches labels of programs that nothing else looks like: [Speaker:0] words, SPEAKER: S1 above words, and *ADA: with a tab, of transcripts for
// linguists.
var exported = pattern.New(`^(?:\[([Ss]peaker):(\d{1,2})\]|(SPEAKER): ([SM]\d{1,2}|UU)$|\*([A-Z][A-Z0-9]{2,6}):\t)\s*(.*)$`)

// byWhom matches who asks from here on, behind the label of a question: Q. (BY MS. RUIZ) words.
var byWhom = pattern.New(`^\((?:BY|By) [^()]{3,40}\)[:.]?\s+`)

// acting matches how somebody speaks beside the name: Ada [laughs]: words.
var acting = pattern.New(`^([^\[\]:：]{1,60}?) ?\[([\pL ,]{3,30})\]([ *_]*[:：].*)$`)

// spanned matches a time from when to when in the first words of a line: [00:01 --> 00:05].
var spanned = pattern.New(`(?:^|[\[(])(` + timeOf + `)\s*(?:-->|->|[-–—]|to)\s*(` + timeOf + `)(?:[\])]|\s|$)`)
