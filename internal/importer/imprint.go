package importer

import (
	"slices"
	"strings"

	"github.com/lateral-reader/lateral/internal/pattern"
)

var (
	imprintSplit = pattern.New(`\s*[|•·/⋅]\s*|\s+[-–—]\s+|\s*,\s*|\s+(?:posted |filed )?in\s+|\s+abgelegt unter:?\s+`)
	ofSource     = pattern.New(`^(?i:source|quelle|fuente|fonte)\s*:\s*`)
	// counts are what pages count and offer beside the day.
	counts   = pattern.New(`(?i)\b(?:lesedauer|lesezeit|reading time|temps de lecture|tiempo de lectura|tempo di lettura|leestijd)\s*:?\s*\d+ \pL+|\b(?:\d+ |ein(?:en)? |keine |no |one )?(?:kommentare?|comments?|commentaires?|comentarios?)(?: geschlossen| off| \d+ kommentare?)?\b|\b(?:schreibe?|hinterlasse) einen kommentar\b|\bleave a (?:comment|reply)\b|\b\d+ min(?:\.|uten|utes|s)?(?: read| lesezeit)?|\blesezeichen\b`)
	byInside = pattern.New(`(?:^|\s)(?i:(?:posted |published |veröffentlicht |publié )?(?:by|von|par|por|vom)|autor:|author:)\s*(\p{Lu}[^|•·/,]{1,40})`)
)

// withoutEnd takes off a name the words before a day that stood behind it: on, le Vendredi.
func withoutEnd(name string) string {
	ws := strings.Fields(name)
	for len(ws) > 1 && (weekdays[strings.ToLower(strings.Trim(ws[len(ws)-1], ".,"))] || beside[strings.ToLower(ws[len(ws)-1])]) {
		ws = ws[:len(ws)-1]
	}
	return strings.Join(ws, " ")
}

// handle matches the name of an account, as stands below what is quoted from a network.
var handle = pattern.New(`@\w`)

// eastFields are what a Chinese page says beside the day: 2020-03-03 08:14 来源：… 作者：…. Question marks stand there in copies for spaces of a kind that was lost.
var (
	eastSource = pattern.New(`[\s　?]*(?:来源|來源|稿源)\s*[:：]\s*([^\s　|:：]{2,20})`)
	eastAuthor = pattern.New(`[\s　]*(?:作者|记者|記者)\s*[:：]\s*([^\s　|:：]{2,12})`)
	eastEditor = pattern.New(`[\s　|]*(?:责任编辑|責任編輯|编辑|編輯)\s*[:：]\s*([^\s　|:：]{2,12})(?:[\s　]+[^\s　|:：]{2,4})?[\s　|]*$`)
)

// eastImprint takes such fields off a line with a date.
func eastImprint(s string) (rest, outlet string, names []string) {
	if d, _ := dateIn(s); d == "" || !eastSource.MatchString(s) && !eastAuthor.MatchString(s) {
		return s, "", nil
	}
	if m := eastSource.FindStringSubmatch(s); m != nil {
		outlet = m[1]
	}
	if m := eastAuthor.FindStringSubmatch(s); m != nil && uncasedName(m[1]) {
		names = []string{m[1]}
	}
	s = eastEditor.ReplaceAllString(s, "")
	return strings.TrimSpace(eastAuthor.ReplaceAllString(eastSource.ReplaceAllString(s, ""), "")), outlet, names
}

var (
	barSplit  = pattern.New(`\s*[|•·]\s*`)
	clockTime = pattern.New(`\s*[,–-]?\s*(?i:um |at |à |kl\.? )?\b\d{1,2}[:.h]\d\d(?:\s?[A-Z]{2,3}T\b|\s*(?i:uhr|h\b\.?|[ap]\.?m\b\.?))?`)
)

// ofAgency matches an outlet in brackets before a time: (Xinhua) 13:37, October 27, 2023.
var ofAgency = pattern.New(`^\(([^()]{2,30})\)\s*(\d.*)$`)

// thenDay matches names before the word of a day: Jane Doe Published November 13, 2015. Jane Doe am 4. Februar 2022 um 11:23
var thenDay = pattern.New(`^(\p{Lu}.{3,50}?) ((?:Published|Posted|Updated|Last updated|Last Updated|Stand:|(?:am|on|le|el) (?:\pL{2,11}, )?\d)\b.*\d{4}.*)$`)

// editedBy matches who edited, beside a day.
var editedBy = pattern.New(`^(?i:editor|edited by|redaktion|redaktor)\s*:?\s+\p{Lu}\S*(?: \p{Lu}\S*){0,2}$`)

// signedPart takes off a line the part between bars that is a byline, whole: several names are parted by commas as days and places are.
func signedPart(s string) (rest string, names []string) {
	parts := barSplit.Split(s, -1)
	for i, part := range parts {
		b, ok := readByline(part)
		if !ok && spacedName.MatchString(part) {
			b.names, ok = []string{part}, true
		}
		if ok && b.date == "" && b.outlet == "" && len(parts) > 1 {
			return strings.Join(append(slices.Clone(parts[:i]), parts[i+1:]...), " | "), b.names
		}
	}
	return s, nil
}

// readImprint reads a line that has a date and, parted by marks, who wrote and published: Jane Doe | Harbour News | 3 March 2020; Harborough, 3 March 2020;
// Posted on 3 March 2020 by Jane. Two words with capitals are a name only right beside the date or with an outlet's, as they may be a place's.
// Plain text does not say what stands beside a headline as a page does, so this is stricter than dateOfImprint: every part must be understood.
func readImprint(s string) (b byline, later, ok bool) {
	s, b.outlet, b.names = eastImprint(s)
	if m := ofAgency.FindStringSubmatch(s); m != nil && (isOutlet(m[1]) || agencies[strings.ToLower(m[1])] || hostLine.MatchString(m[1])) {
		s, b.outlet = m[2], m[1]
	}
	if len(b.names) == 0 {
		s, b.names = signedPart(s)
	}
	if m := thenDay.FindStringSubmatch(s); m != nil && len(b.names) == 0 && bareNames(m[1]) != nil {
		s, b.names = m[2], bareNames(m[1])
	}
	d, rest := dateIn(s)
	if d == "" || len(d) < len("2006-01-02") || count(s) > 18 || handle.MatchString(s) || strings.HasSuffix(s, ".") {
		return b, false, false
	}
	b.date, later = d, laterDate.MatchString(s[:leadLength(s)])
	for d, more := dateIn(rest); d != ""; d, more = dateIn(rest) {
		rest = more
	}
	rest = counts.ReplaceAllString(rest, " | ")
	if m := byInside.FindStringSubmatchIndex(rest); m != nil {
		name, _, _ := strings.Cut(rest[m[2]:m[3]], " in ")
		name = withoutEnd(strings.Trim(name, " .:–-0123456789"))
		if isOutlet(name) {
			b.outlet, name = name, ""
		}
		if n := count(name); n == 0 && b.outlet == "" || n > 3 && !personName(name) || n > 0 && !headline(name) {
			return byline{}, false, false
		}
		if name != "" {
			b.names = []string{name}
		}
		rest = rest[:m[0]] + " | " + rest[m[3]:]
	}
	rest = clockTime.ReplaceAllString(rest, " ")
	if s := strings.Trim(rest, " ,|·•-–—"); len(b.names) == 0 && inPlace.MatchString(s) && namesOf(inPlace.FindStringSubmatch(s)[1]) != nil {
		b.names = namesOf(inPlace.FindStringSubmatch(s)[1])
		return b, later, true
	}
	name, parts := "", 0
	set := strings.ContainsAny(rest, ",-–—") // commas and dashes part places from days, too
	for _, part := range imprintSplit.Split(rest, -1) {
		part = strings.Trim(ofSource.ReplaceAllString(strings.TrimSpace(part), ""), " 0123456789")
		if part != "" {
			parts++
		}
		by, ok := readByline(part)
		switch {
		case withDate(part) || part != "" && opensByline(part) || agencies[strings.ToLower(part)] || editedBy.MatchString(part):
		case ok && len(b.names) == 0:
			b.names, b.outlet = by.names, by.outlet
		case sectionWords(part):
		case isOutlet(part) && b.outlet == "":
			b.outlet = part
		case personName(part) && count(part) <= 3 && name == "":
			name = part
		case capitalWords(part) && strings.Contains(s, "|"): // an agency or a place between bars
		case count(part) <= 2 && headline(part) && !loose(part): // a place, a section
		default:
			return byline{}, false, false
		}
	}
	if name != "" && strings.ToUpper(name) == name && strings.ToUpper(s) != s {
		name = "" // a place in capitals: Oct 21st 2024 | HARBOROUGH EAST
	}
	if name != "" && len(b.names) == 0 && (b.outlet != "" || parts == 1 && !set) {
		b.names = []string{name}
	}
	return b, later, true
}
