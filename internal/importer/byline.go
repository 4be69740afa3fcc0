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
	rest := asides.ReplaceAllString(m[1], "")
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
				var ok bool
				if name, b.outlet, ok = nameAndOutlet(name); !ok {
					return byline{}, false // begins with something else than a name
				}
				b.names = append(b.names, name)
			case isOutlet(name) && b.outlet == "":
				b.outlet = name
			}
		}
	}
	return b, len(b.names) > 0
}

// asides matches what a byline says in brackets: Jane Doe (Harborough).
var asides = regexp.MustCompile(`\s*\([^()]*\)`)

// nameAndOutlet parts a name from the outlet behind it: Jane Doe Harbour News.
func nameAndOutlet(s string) (name, outlet string, ok bool) {
	ws := strings.Fields(s)
	for i := 2; i < len(ws); i++ {
		name, outlet = strings.Join(ws[:i], " "), strings.Join(ws[i:], " ")
		if personName(name) && isOutlet(outlet) {
			return name, outlet, true
		}
	}
	return "", "", false
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

// withJob reports whether a line names a job behind a name: Jane Doe, Senior Reporter.
func withJob(s string) bool {
	_, job, ok := strings.Cut(s, ",")
	return ok && isJob(strings.TrimSpace(job))
}

// inPlace matches where those of a byline were: Jane Doe in Harborough.
var inPlace = regexp.MustCompile(`^(.+?),? (?:in|at|aus|à|en) \p{Lu}[\pL.’' -]{2,40}$`)

// bareNames gives the names of a byline without a word before it, none where a line is no such.
func bareNames(s string) []string {
	place := inPlace.FindStringSubmatch(s)
	if place != nil {
		s = place[1]
	}
	var names []string
	for i, name := range nameSplit.Split(s, -1) {
		low := strings.ToLower(name)
		switch {
		case i > 0 && isJob(name):
		case !personName(name) || strings.Contains(low, " of ") || strings.Contains(low, " the ") || isJob(name):
			return nil
		default:
			names = append(names, name)
		}
	}
	return names
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
