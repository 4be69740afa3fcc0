package html

import (
	"strconv"
	"strings"
	"time"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/source"
)

// How pages word what the files abbreviate: one table each, so that every page says it the same way. A value without a row is
// already a plain word.
var (
	// stanceWords follow the speaker: "Okafor supports".
	stanceWords = map[string]string{
		"supports": "supports", "disputes": "disputes", "questions": "questions", "reports": "reports",
		"": "declined",
	}
	// putWords follow the stance; the default, stated, goes without saying.
	putWords = map[string]string{
		"stated": "", "in-part": "in part", "assumed": "taken for granted", "leading": "a leading question",
		"supposed": "only supposed", "implied": "implied", "declined": "declined",
	}
	certaintyWords = map[string]string{
		"certain": "certain", "probable": "probable", "possible": "possible", "": "certainty not coded",
	}
	basisWords = map[string]string{
		"data": "data", "document": "a document", "official": "an official", "expert": "an expert", "witness": "a witness",
		"visual": "what can be seen", "reporting": "reporting", "example": "an example", "reasoning": "reasoning",
		"none": "none offered", "": "not coded",
	}
	modeWords = map[string]string{
		"direct": "in these words", "indirect": "in the writer’s words", "mixed": "partly in these words", "own": "in the source’s own voice",
		"posed": "words put in someone’s mouth",
	}
	// namingWords stand in brackets behind a party that is not named.
	namingWords = map[string]string{
		"named": "", "described": "described", "unnamed": "unnamed", "unstated": "nobody stated",
		"lost": "not named in this copy", "unclear": "unclear who",
	}
	sideWords    = map[string]string{"for": "for", "against": "against"}
	missingWords = map[string]string{"voice": "a voice", "source": "a source", "answer": "an answer", "date": "a date", "fact": "a fact"}
	genreWords   = map[string]string{
		"report": "report", "analysis": "analysis", "opinion": "opinion", "interview": "interview", "hearing": "hearing",
		"explainer": "explainer", "press-release": "press release", "advertising": "advertising", "satire": "satire",
	}
	typeWords = map[string]string{
		"fact": "Claim of fact", "number": "Claim of number", "cause": "Claim of cause", "prediction": "Prediction",
		"judgement": "Judgement", "proposal": "Proposal",
	}
)

// rightsWords says under which rights a source stands.
func rightsWords(rights string) string {
	switch rights {
	case "own":
		return "published by the makers of this site"
	case "public-domain":
		return "in the public domain"
	case "permission":
		return "shown with permission"
	case "all-rights-reserved":
		return "all rights reserved"
	case "cc-zero":
		return "CC0"
	}
	if kind, ok := strings.CutPrefix(rights, "cc-"); ok {
		return "CC " + strings.ToUpper(kind)
	}
	return rights
}

// partyWords is a party's name with what it is in brackets where it has none: "a council official (unnamed)".
func partyWords(p corpus.Party) string {
	if n := namingWords[p.Naming()]; n != "" {
		return isolated(p.Name()) + " (" + n + ")"
	}
	return isolated(p.Name())
}

// stanceOf is a note's stance with how it is put: "supports, in part", "declined".
func stanceOf(n *corpus.Note) string {
	stance, comma, put := stanceParts(n)
	return stance + comma + put
}

func stanceParts(n *corpus.Note) (stance, comma, put string) {
	if n.Put == "declined" {
		return "declined", "", ""
	}
	if put = putWords[n.Put]; put != "" {
		comma = ", "
	}
	return stanceWords[n.Stance], comma, put
}

// stanceClass is the class that draws a note's line: the stance, or declined.
func stanceClass(n *corpus.Note) string {
	if n.Stance == "" {
		return "declined"
	}
	return n.Stance
}

// dateWords says a date as precisely as it is written, a span by its exclusive bounds, and "not dated" where nothing is known.
func dateWords(d source.Date) string {
	b := d.Bounds()
	switch {
	case d.Written != "":
		return instantWords(d.Written)
	case b.After != "" && b.Before != "":
		return "between " + instantWords(b.After) + " and " + instantWords(b.Before)
	case b.After != "":
		return "after " + instantWords(b.After)
	case b.Before != "":
		return "before " + instantWords(b.Before)
	}
	return "not dated"
}

// instantWords words one written date; an instant keeps its own offset, as a reader's clock is not the source's.
func instantWords(s string) string {
	if w := dayWords(s); w != "" {
		return w
	}
	for _, f := range [][2]string{{"2006", "2006"}, {"2006-01", "January 2006"}, {"2006-01-02", "2 January 2006"}} {
		if t, err := time.Parse(f[0], s); err == nil {
			return t.Format(f[1])
		}
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return s
	}
	clock := "15:04"
	if t.Second() != 0 || t.Nanosecond() != 0 {
		clock = "15:04:05.999999999"
	}
	zone := "UTC"
	if !strings.HasSuffix(s, "Z") {
		zone += s[len(s)-len("+01:00"):]
	}
	return t.Format("2 January 2006, "+clock) + " " + zone
}

// dayWords words what nearly all dates are, 2024-03-05, 2024-03 and 2024, without the machinery of package time, as pages hold many; "" for all
// others, the 29th of February among them.
func dayWords(s string) string {
	var room [32]byte
	return string(appendDay(room[:0], s))
}

// daysOf is how many days each month has in all years.
var daysOf = [...]int{0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

// appendDay appends what dayWords gives.
func appendDay(out []byte, s string) []byte {
	switch len(s) {
	case len("2024"), len("2024-03"), len("2024-03-05"):
	default:
		return out
	}
	for i := range len(s) {
		if c := s[i]; i == 4 || i == 7 {
			if c != '-' {
				return out
			}
		} else if c < '0' || c > '9' {
			return out
		}
	}
	day, month := 0, 0
	if len(s) > 4 {
		if month = int(s[5]-'0')*10 + int(s[6]-'0'); month < 1 || month > 12 {
			return out
		}
	}
	if len(s) > 7 {
		if day = int(s[8]-'0')*10 + int(s[9]-'0'); day < 1 || day > daysOf[month] {
			return out
		}
		out = append(strconv.AppendInt(out, int64(day), 10), ' ')
	}
	if month > 0 {
		out = append(append(out, time.Month(month).String()...), ' ')
	}
	return append(out, s[:4]...)
}

// dateWords is dateWords for a page.
func (p *paper) dateWords(day source.Date) string {
	if day.Written != "" {
		if p.line = appendDay(p.line[:0], day.Written); len(p.line) > 0 {
			return p.keep(p.line)
		}
	}
	return dateWords(day)
}

// count is count for a page.
func (d *desk) count(n int, one, many string) string {
	switch n {
	case 0:
		return d.join("no ", one)
	case 1:
		return d.join("1 ", one)
	}
	d.line = append(append(strconv.AppendInt(d.line[:0], int64(n), 10), ' '), many...)
	return d.keep(d.line)
}

// shortDate is a date for the head of a column, which has little room: "5 Mar 2024", "21 Mar 2024 – 3 Jun 2024".
func shortDate(d source.Date) string {
	if b := d.Bounds(); b.After != "" && b.Before != "" {
		return shortDate(source.Date{Written: b.After}) + " – " + shortDate(source.Date{Written: b.Before})
	}
	w := dateWords(d)
	for m := time.January; m <= time.December; m++ {
		w = strings.Replace(w, m.String(), m.String()[:3], 1)
	}
	day, _, _ := strings.Cut(w, ",")
	return day
}

// count words a number of things: "1 source", "3 sources", "no source".
func count(n int, one, many string) string {
	switch n {
	case 0:
		return "no " + one
	case 1:
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}
