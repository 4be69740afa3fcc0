package importer

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/lateral-reader/lateral/internal/pattern"
)

// Forms that nothing but a log of messages or an export of a program has: what is printed around the name says that it is one, so that names
// may be anything there. In each the groups are: date, time, name, date, time, rest.
const (
	logDate  = `(\d{1,4}[./-]\d{1,2}[./-]\d{1,4})`
	logClock = `(\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?(?: ?[AaPp]\.?[Mm]\.?)?)`
	logName  = `([^:：\[\]<>|\t\n]{1,60}?)`
)

var loggedForms = []struct {
	begins string // one of these bytes, or 0 for a digit
	form   *pattern.Pattern
}{
	{"[0", pattern.New(`^\[?` + logDate + `,? ` + logClock + `\]? ?(?:[-–] )?` + logName + `()(): (.*)$`)},                                                     // [12/03/24, 10:15:33] Name: words
	{"[(0<", pattern.New(`^(?:[\[(]?()` + logClock + `[\])]?\s+)?<[@+%&~ ]?` + logName + `>()()\s+(.*)$`)},                                                     // [10:15] <nick> words
	{"0", pattern.New(`^()` + logClock + `\s+From\s+` + logName + `(?:\s+[Tt]o\s+[^:]{1,60})?()()\s*:\s*(.*)$`)},                                               // 10:15:33 From Name to Everyone: words
	{"", pattern.New(`^()()` + logName + `,? \[` + logDate + ` ` + logClock + `\]()$`)},                                                                        // Name, [12.03.24 10:15]
	{"", pattern.New(`^()()` + logName + `,?\s+(?:[-–—•|]\s+)?((?:Today|Yesterday) at |` + logDate[1:len(logDate)-1] + `,? )?(\d{1,2}:\d{2} ?[AaPp][Mm])()$`)}, // Name  10:15 AM
	{"", pattern.New(`^()()` + logName + `\s+\[(?:` + logDate + `,? )?(\d{1,2}:\d{2} ?[AaPp][Mm])\]()$`)},                                                      // Name  [10:15 AM]
	{"[", pattern.New(`^\[(\d{1,2}-\p{L}{3}-\d{2,4}) ` + logClock + `\] ` + logName + `()()()$`)},                                                              // [12-Mar-24 10:15 AM] Name
	{"", pattern.New(`^()()` + logName + ` \(` + logDate + `,? ` + logClock + `\): (.*)$`)},                                                                    // Name (2024-03-12 10:15): words
	{"*u/", pattern.New(`^()()\*{0,2}/?u/([\w-]{3,24})\*{0,2}()()(?:\s?\(?(?:OP|[·•-] .{2,30}\bago)\)?)?:?\s*(.*)$`)},                                          // u/name: words
	{"[", pattern.New(`^()()\[[–—+-]\] ?([\w-]{3,24})()()(?: ?\[[A-Z,]+\])? (?:-?[\d.]+k? points?|\[score hidden\]) \d+ \w+ ago\*?.{0,40}?()$`)},               // [–]name 12 points 3 years ago
	{"", pattern.New(`^()()` + logName + ` — (?:` + logDate + `,? |(?:Today|Yesterday) at )` + logClock + `()$`)},                                              // name — 05/03/2024 10:15
	{"", pattern.New(`^()()([\w-]{3,24})()()(?: OP)? ?[·•] ?(?:\d+ ?(?:yr|mo|hr|min|wk|day|y|h|d|m)\.? ago|.{3,20} ago)()$`)},                                  // name · 2 hr. ago
	{"@", pattern.New(`^()()@([\pL\d_.]{2,30})()(): (.*)$`)},                                                                                                   // @name: words
	{"", pattern.New(`^()()([\pL_][\pL\d_.|-]{0,24})>()()\s+(\S.*)$`)},                                                                                         // nick> words
}

// readLogged reads the head of a logged message.
func readLogged(s string) (found, bool) {
	if s == "" || len(s) > 2000 && !strings.ContainsAny(s[:1], "[(<0123456789") {
		return found{}, false
	}
	for _, l := range loggedForms {
		if !strings.Contains(l.begins, s[:1]) && !(strings.Contains(l.begins, "0") && s[0] >= '0' && s[0] <= '9') && (l.begins != "" || !strings.ContainsAny(s[:min(len(s), 80)], "([>mM·•—")) {
			continue
		}
		m := l.form.FindStringSubmatch(s)
		if m == nil || strings.TrimFunc(m[3], func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) == "" {
			continue
		}
		name := strings.Join(strings.Fields(m[3]), " ")
		f := found{style: logged, label: label{printed: name}, base: name, date: m[1] + m[4], rest: strings.TrimSpace(m[6])}
		f.time, f.clock = day24(m[2] + m[5])
		f.beside = s[:len(s)-len(m[6])]
		for _, part := range []string{m[3], m[2] + m[5], f.date} {
			f.beside = strings.Replace(f.beside, part, "", 1)
		}
		return f, true
	}
	return found{}, false
}

// day24 writes a time of day as a source does; printed is set where that differs from what stands there.
func day24(clock string) (time, printed string) {
	n := strings.IndexFunc(clock, func(r rune) bool { return r != ':' && r != '.' && r != ',' && !unicode.IsDigit(r) })
	if n < 0 {
		return clock, ""
	}
	time = clock[:n]
	h, more, _ := strings.Cut(time, ":")
	hour, _ := strconv.Atoi(h)
	if strings.ContainsAny(clock[n:], "pP") {
		hour = hour%12 + 12
	} else {
		hour %= 12
	}
	return strconv.Itoa(hour) + ":" + more, clock
}
