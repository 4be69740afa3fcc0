package importer

import (
	"slices"
	"strings"

	"github.com/lateral-reader/lateral/internal/pattern"
)

// A database of newspapers puts a text into a record: keys with values above and below it, or lines in a fixed order. The words of a record are none of
// the text's; what we know of them goes into the front matter, all of them into the report.

// recordKeys says what the keys of records mean, in lower case.
var recordKeys = map[string]func(r *reading, v string) bool{
	"headline":          func(r *reading, v string) bool { return once(&r.res.Title, v) },
	"title":             func(r *reading, v string) bool { return once(&r.res.Title, strings.TrimSuffix(v, ".")) },
	"hd":                func(r *reading, v string) bool { return once(&r.res.Title, v) },
	"highlight":         func(r *reading, v string) bool { return once(&r.res.Subtitle, v) },
	"byline":            (*reading).recordAuthors,
	"author":            (*reading).recordAuthors,
	"authors":           (*reading).recordAuthors,
	"by":                (*reading).recordAuthors,
	"publication title": (*reading).recordOutlet,
	"publication info":  (*reading).recordInfo,
	"from":              (*reading).recordOutlet,
	"source":            (*reading).recordInfo,
	"sn":                (*reading).recordOutlet,
	"publication date":  (*reading).published,
	"pd":                (*reading).published,
}

// otherKeys are those of records that say nothing of ours; sureKeys those that no other text has.
var (
	otherKeys = set(`section length dateline load-date language graphic publication-type document-type url body full-text abstract links subject location people
	company organization classification geographic industry person ticker city state country journal-code acc-no series type column edition volume issue pages
	first-page publication-year year publisher place-of-publication country-of-publication journal-subject issn source-type language-of-publication
	proquest-document-id document-url copyright last-updated database publication-subject accession-number correction-date notes illustration`)
	sureKeys = set("load-date publication-type publication-info proquest-document-id source-type language-of-publication journal-code accession-number document-type")
	codes    = set("se hd by cr wc pd et sn sc ed pg vol la cy lp td ct rf co in ns re ipc ipd pub an art clm")
)

var (
	keyLine     = pattern.New(`^([A-Za-z][A-Za-z /-]{1,38}):(?:\s*(\S.*))?$`)
	codeLine    = pattern.New(`^([A-Z]{2,3})(?:\s+(\S.*))?$`)
	lengthLine  = pattern.New(`^(?i:\d[\d,.]* (?:words|mots|wörter|palabras))$`)
	recordNo    = pattern.New(`(?i)^(?:document )?\d+ of \d+(?: documents)?$`)
	recordMark  = pattern.New(`(?i)^(?:page \d+ of \d+|end of document|full text|classification|body:?|graphic|proquest document link|all rights reserved\.?|document [A-Z]{2,}\w{8,})$`)
	recordCite  = pattern.New(`^\p{Lu}.{3,160}\.\s+\p{Lu}.{1,60}; .{2,60}\. \d{1,2} \pL{3,9}\.? \d{4}: .{1,14}$`) // Name, A. Harbour News; Harborough [Harborough]. 14 Mar 2024: 4.
	editionLine = pattern.New(`(?i)^(?:.{0,40}\b(?:edition|final|edición|ausgabe|édition)\b.{0,24})$`)
)

// What the report says of a record's lines.
const spare, entered = "of a database's record, not of the text", "of a database's record, now in the front matter"

// record takes the record of a database of newspapers from around the text.
func (r *reading) record() {
	if r.keeps() || r.way.format.Name != "text" {
		return
	}
	rec := &record{reading: r}
	for i, p := range r.paras {
		for j, l := range p.lines {
			rec.lines = append(rec.lines, spot{para: i, line: j, line0: l, s: bare(l.s)})
		}
	}
	if !rec.coded() && !rec.keyed() && !rec.ordered() {
		return
	}
	parts := 0
	for i := range rec.lines {
		sp := &rec.lines[i]
		if recordNo.MatchString(sp.s) {
			parts++
			rec.leave(i, spare)
		} else if recordMark.MatchString(sp.s) || i < 6 && recordCite.MatchString(sp.s) || copyLine.MatchString(sp.s) && count(sp.s) < 24 {
			rec.leave(i, spare)
		}
	}
	if parts > 1 {
		r.problem(0, "the file holds the records of %d texts, which make one source here; give each a file of its own", parts)
	}
	r.remove(rec.lines)
}

// record is a text with the lines of a database around it.
type record struct {
	*reading
	lines []spot
}

func (r *record) leave(i int, why string) {
	if !r.lines[i].gone {
		r.drop(r.lines[i].line0, why)
		r.lines[i].gone = true
	}
}

// enter gives the value of lines to what their key means.
func (r *record) enter(key, value string, from, end int) {
	why := spare
	if set := recordKeys[key]; set != nil && value != "" && set(r.reading, value) {
		why = entered
	}
	for i := from; i < end; i++ {
		r.leave(i, why)
	}
}

// lead leaves out what stands before the text in its own line.
func (r *record) lead(i int, text string) {
	l := &r.paras[r.lines[i].para].lines[r.lines[i].line]
	at := strings.LastIndex(l.s, text)
	if text == "" || at < 0 {
		r.leave(i, spare)
		return
	}
	r.drop(line{l.n, strings.TrimSpace(l.s[:at])}, spare)
	l.s = l.s[at:]
}

// key gives a line's key in lower case, "" where it has none, and its value.
func (r *record) key(i int) (key, value string) {
	m := keyLine.FindStringSubmatch(r.lines[i].s)
	if m == nil {
		return "", ""
	}
	if key = strings.ToLower(m[1]); recordKeys[key] == nil && !otherKeys[strings.ReplaceAll(key, " ", "-")] {
		return "", ""
	}
	return key, m[2]
}

// keyed reads a record whose lines have keys with colons.
func (r *record) keyed() bool {
	sure, keys := false, map[string]bool{}
	first, last := len(r.lines), -1 // lines of the text that are certainly no part of the record
	own, top := false, -1           // whether the paragraph begins with a key; the first key of all
	for i, sp := range r.lines {
		key, v := r.key(i)
		if sp.line == 0 {
			own = key != ""
		}
		if key != "" && top < 0 {
			top = i
		}
		if key == "" && !own && top >= 0 && count(r.paras[sp.para].text()) >= 20 || key == "full text" && v != "" {
			first, last = min(first, i), i
		}
		if key != "" {
			keys[key] = true
			sure = sure || sureKeys[strings.ReplaceAll(key, " ", "-")] || key == "length" && lengthLine.MatchString(v)
		}
	}
	if !sure || len(keys) < 3 {
		return false
	}
	for i := 0; i < len(r.lines); i++ {
		key, v := r.key(i)
		if key == "" || r.lines[i].gone || first < i && i <= last {
			continue
		}
		if key == "body" || key == "full text" {
			r.lead(i, v)
			continue
		}
		// A value goes on in the lines of its paragraph, and below a key that stands alone.
		end := i + 1
		for end < len(r.lines) && end != first && (r.lines[end].para == r.lines[i].para || v == "") {
			if k, _ := r.key(end); k != "" || recordMark.MatchString(r.lines[end].s) {
				break
			}
			v = strings.TrimSpace(v + " " + r.lines[end].s)
			end++
		}
		r.enter(key, v, i, end)
		i = end - 1
	}
	r.masthead(top)
	return true
}

// masthead reads the lines above the keys: outlet, date, edition and headline, or the headline first.
func (r *record) masthead(top int) {
	var at []int
	date := -1
	for i := range top {
		if recordNo.MatchString(r.lines[i].s) || recordMark.MatchString(r.lines[i].s) || copyLine.MatchString(r.lines[i].s) {
			continue
		}
		if _, _, ok := dateLine(r.lines[i].s); ok && date < 0 {
			date = len(at)
		}
		at = append(at, i)
	}
	if date < 1 {
		return
	}
	r.enter("publication date", r.lines[at[date]].s, at[date], at[date]+1)
	if outlet := at[date-1]; r.recordOutlet(r.lines[outlet].s) {
		r.leave(outlet, entered)
	} else if date > 1 {
		r.leave(outlet, spare)
	}
	title := at[:date-1]
	if date == 1 {
		title = at[2:]
	}
	for len(title) > 0 && editionLine.MatchString(r.lines[title[0]].s) && count(r.lines[title[0]].s) <= 6 {
		r.leave(title[0], spare)
		title = title[1:]
	}
	if len(title) == 0 || r.res.Title != "" {
		return
	}
	for _, i := range title { // where it stands twice, the head leaves out the other
		if r.lines[i].para == r.lines[title[0]].para {
			r.res.Title = strings.TrimSpace(r.res.Title + " " + r.lines[i].s)
			r.leave(i, "the headline, now in the front matter")
		}
	}
}

// code gives the letters that a line begins with for a key, "" where it has none, and its value.
func (r *record) code(i int) (key, value string) {
	m := codeLine.FindStringSubmatch(r.lines[i].s)
	if m == nil || !codes[strings.ToLower(m[1])] {
		return "", ""
	}
	return strings.ToLower(m[1]), m[2]
}

// coded reads a record whose fields have letters for keys: HD, LP, TD. The text itself stands under the last two.
func (r *record) coded() bool {
	has := map[string]bool{}
	for i := range r.lines {
		key, _ := r.code(i)
		has[key] = true
	}
	if !has["hd"] || !has["lp"] && !has["td"] || !has["wc"] && !has["pd"] {
		return false
	}
	for i := 0; i < len(r.lines); {
		key, v := r.code(i)
		end := i + 1
		for end < len(r.lines) {
			if next, _ := r.code(end); next != "" {
				break
			}
			end++
		}
		switch key {
		case "": // above the record
		case "lp", "td":
			r.lead(i, v)
		default:
			for _, sp := range r.lines[i+1 : end] {
				v = strings.TrimSpace(v + " " + sp.s)
			}
			r.enter(key, v, i, end)
		}
		i = end
	}
	return true
}

// ordered reads a record that is told by the order of its lines: headline, byline, number of words, date, time, outlet, and more up to the copyright.
func (r *record) ordered() bool {
	words := slices.IndexFunc(r.lines, func(sp spot) bool { return lengthLine.MatchString(sp.s) })
	if words < 1 || words > 6 || words+2 >= len(r.lines) {
		return false
	}
	if _, _, ok := dateLine(r.lines[words+1].s); !ok {
		return false
	}
	end := words + 2
	for end < len(r.lines) && end < words+12 && !copyLine.MatchString(r.lines[end].s) {
		end++
	}
	if end == len(r.lines) || end == words+12 {
		return false
	}
	title := words - 1
	if by := r.lines[title].s; title > 0 {
		if _, ok := readByline(by); ok || bareNames(by) != nil {
			r.enter("byline", by, title, title+1)
			title--
		}
	}
	r.enter("headline", r.lines[title].s, title, title+1)
	for i := range title {
		r.leave(i, spare)
	}
	r.leave(words, spare)
	r.enter("publication date", r.lines[words+1].s, words+1, words+2)
	for i := words + 2; i <= end; i++ {
		if s := r.lines[i].s; r.res.OutletName == "" && strings.Trim(s, "0123456789:.") != "" {
			r.enter("publication title", s, i, i+1)
		}
		r.leave(i, spare)
	}
	return true
}

// recordAuthors reads "By A. Name and B. Name", "Name, A.; Name, B." and names alone.
func (r *reading) recordAuthors(v string) bool {
	if len(r.res.Byline) > 0 {
		return false
	}
	family, _, inverted := strings.Cut(v, ",")
	inverted = inverted && !byWord.MatchString(v) && !personName(strings.TrimSpace(family))
	var names []string
	for n := range strings.SplitSeq(v, ";") {
		last, given, ok := strings.Cut(strings.Trim(n, " ."), ",")
		if inverted && ok {
			names = append(names, strings.TrimSpace(given)+" "+last)
		}
	}
	if !inverted {
		b, ok := readByline(v)
		if !ok {
			b, _ = readByline("By " + v)
		}
		names = b.names
	}
	r.res.Byline = names
	return len(names) > 0
}

// recordOutlet takes an outlet's name, without the place that stands behind it.
func (r *reading) recordOutlet(v string) bool {
	v, _, _ = strings.Cut(v, ";")
	v, _, _ = strings.Cut(v, "(")
	v, _, _ = strings.Cut(v, ",")
	v = strings.TrimSpace(v)
	return v != "" && count(v) <= 8 && once(&r.res.OutletName, v)
}

// recordInfo reads an outlet and a date from a line that says more.
func (r *reading) recordInfo(v string) bool {
	d, rest := dateIn(v)
	if d != "" && r.res.Published == "" {
		r.res.Published = d
	}
	rest, _, _ = strings.Cut(rest, ". ")
	return r.recordOutlet(rest) || d != ""
}
