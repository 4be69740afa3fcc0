package importer

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// byline is what a byline says.
type byline struct {
	names        []string
	outlet, date string
}

var (
	byWord    = regexp.MustCompile(`^(?i:(?:written|posted|published|submitted|contributed|reported|reporting|words|story|text|article|report|analysis|opinion)\s+)?(?:[Bb][Yy]|[Vv]on|VON|[Pp]ar|[Pp]or|Di|di|[Dd]oor|[Aa]uthors?:|[Tt]exte? (?:de|von):?)\s*:?\s+(.+)$`)
	bySplit   = regexp.MustCompile(`(?i)\s*[|•·/]\s*|\s+[-–—]\s+`)
	nameSplit = regexp.MustCompile(`\s+(?i:and|with(?:\s+(?:the\s+)?contributions?\s+(?:of|from|by))?|und|et|y|e|en)\s+|\s*[,;&]\s*`)
	forOutlet = regexp.MustCompile(`^(.*\S)\s+(?:for|at|of|in|on|für|pour|para|am|le|el)\s+(.+)$`)
)

// readByline reads a line such as "By A. Name and B. Name, News Agency | 3 March 2016". A line that names nobody is none.
func readByline(s string) (byline, bool) {
	m := byWord.FindStringSubmatch(s)
	if m == nil || count(s) > 24 || examinedBy.MatchString(s) {
		return byline{}, false
	}
	var b byline
	rest := m[1]
	if d, more := dateIn(rest); d != "" {
		if !laterDate.MatchString(rest) {
			b.date = d
		}
		rest = more
	}
	for _, part := range bySplit.Split(rest, -1) {
		for _, name := range nameSplit.Split(part, -1) {
			name = strings.Trim(strings.TrimSpace(name), ".,:")
			at := forOutlet.FindStringSubmatch(name)
			switch {
			case name == "":
			case isJob(name) && len(b.names) > 0:
			case personName(name):
				b.names = append(b.names, name)
			case at != nil && personName(at[1]):
				b.names = append(b.names, at[1])
				if isOutlet(at[2]) && b.outlet == "" {
					b.outlet = at[2]
				}
			case len(b.names) == 0:
				return byline{}, false // begins with something else than a name
			case isOutlet(name) && b.outlet == "":
				b.outlet = name
			}
		}
	}
	return b, len(b.names) > 0
}

// personName reports whether words have the form of a full name: two to five with capitals, particles between them.
func personName(s string) bool {
	ws := strings.Fields(s)
	if len(ws) < 2 || len(ws) > 5 || isOutlet(s) {
		return false
	}
	for i, w := range ws {
		r, _ := utf8.DecodeRuneInString(w)
		if strings.ContainsAny(w, "0123456789@#:/\"“”()?!,") || !unicode.IsLetter(r) {
			return false
		}
		if !unicode.IsUpper(r) && (i == 0 || i == len(ws)-1 || !particles[w]) {
			return false
		}
	}
	return !notFirst[strings.ToLower(ws[0])] && !clause[strings.ToLower(ws[0])]
}

// isJob reports whether words name a job beside a byline: Senior Reporter.
func isJob(s string) bool {
	ws := strings.Fields(strings.ToLower(s))
	return len(ws) > 0 && len(ws) <= 6 && jobs[strings.Trim(ws[len(ws)-1], ".,")]
}

// inPlace matches a byline without a word before it: Jane Doe in Harborough.
var inPlace = regexp.MustCompile(`^(\p{Lu}\S+(?: \S+){1,3}?),? (?:in|at|aus|à|en) \p{Lu}[\pL.’' -]{2,40}$`)

// bareName is the name of a byline without a word before it, "" where a line is none.
func bareName(s string) string {
	if m := inPlace.FindStringSubmatch(s); m != nil && personName(m[1]) {
		return m[1]
	}
	if name, job, _ := strings.Cut(s, ","); personName(name) && !strings.Contains(strings.ToLower(name), " of ") && !strings.Contains(strings.ToLower(name), " the ") && !isJob(name) && (job == "" || isJob(job)) {
		return name
	}
	return ""
}

// isOutlet reports whether words have the form of an outlet's name: its kind at the end, or capitals alone.
func isOutlet(s string) bool {
	ws := strings.Fields(s)
	if len(ws) == 0 || len(ws) > 6 {
		return false
	}
	first, _ := utf8.DecodeRuneInString(ws[0])
	last := strings.ToLower(strings.Trim(ws[len(ws)-1], ".,"))
	if !unicode.IsUpper(first) {
		return false
	}
	return outletWords[last] || agencies[strings.ToLower(s)] || len(ws) == 1 && isInitials(s) || isInitials(ws[0]) && len(ws) == 2 && outletWords[last]
}
