package source

import (
	"regexp"
	"strings"
	"time"

	"github.com/lateral-reader/lateral/internal/diag"
)

// otherDates are ways to write a date that can mean one day or month only, and how precisely they say it.
var otherDates = []struct{ layout, as string }{
	{"2006-1-2", time.DateOnly}, {"2006/1/2", time.DateOnly}, {"2006.1.2", time.DateOnly}, {"20060102", time.DateOnly}, {"2.1.2006", time.DateOnly},
	{"2. 1. 2006", time.DateOnly}, {"2 January 2006", time.DateOnly}, {"2 Jan 2006", time.DateOnly}, {"2. January 2006", time.DateOnly},
	{"January 2 2006", time.DateOnly}, {"Jan 2 2006", time.DateOnly}, {"2-Jan-2006", time.DateOnly}, {"Monday 2 January 2006", time.DateOnly},
	{"Monday January 2 2006", time.DateOnly}, {"2006-1", "2006-01"}, {"2006/1", "2006-01"}, {"January 2006", "2006-01"}, {"Jan 2006", "2006-01"},
}

var (
	slashed  = regexp.MustCompile(`^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$`)
	withTime = regexp.MustCompile(`^(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d`)
	inForm   = regexp.MustCompile(`^\d{4}-\d\d(-\d\d)?$`)
)

// dateHint says how what was written for a date is written here.
func dateHint(s string) string {
	plain := strings.Join(strings.Fields(strings.NewReplacer(",", " ", "Sept", "Sep").Replace(s)), " ")
	if month, day, ok := strings.Cut(plain, ". "); ok && len(month) == 3 {
		plain = month + " " + day
	}
	for _, f := range otherDates {
		if t, err := time.Parse(f.layout, plain); err == nil {
			return "write " + t.Format(f.as)
		}
	}
	var either []string // 5/3/2024 is May in one country and March in another
	if m := slashed.FindStringSubmatch(s); m != nil {
		for _, d := range []string{m[3] + "-" + m[2] + "-" + m[1], m[3] + "-" + m[1] + "-" + m[2]} {
			if t, err := time.Parse("2006-1-2", d); err == nil {
				either = append(either, t.Format(time.DateOnly))
			}
		}
	}
	switch {
	case len(either) == 2 && either[0] != either[1]:
		return "write " + either[0] + " or " + either[1] + ", whichever is meant"
	case len(either) > 0:
		return "write " + either[0]
	case inForm.MatchString(s):
		return "there is no such day or month"
	case withTime.MatchString(s):
		return "a time needs its offset, as in 2024-03-05T18:30:00+01:00; without one write the day alone: " + s[:len(time.DateOnly)]
	}
	return "write 2024, 2024-03, 2024-03-05 or 2024-03-05T18:30:00+01:00"
}

// RightsHint says how what was written for the rights of a source is written here. A licence is never taken for another one.
func RightsHint(s string) string {
	as := strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return strings.ContainsRune(" _-/()", r) }), "-")
	as = strings.Replace(strings.Replace(as, "creative-commons", "cc", 1), "cc-cc-", "cc-", 1)
	switch {
	case strings.HasPrefix(as, "cc0"), strings.HasPrefix(as, "cc-0"):
		as = "cc-zero"
	case strings.HasPrefix(as, "ccby"):
		as = "cc-" + as[2:]
	case as == "pd", as == "gemeinfrei", as == "domaine-public":
		as = "public-domain"
	case strings.HasPrefix(as, "copyright"), strings.HasPrefix(as, "©"):
		as = "all-rights-reserved"
	}
	if strings.HasPrefix(as, "cc-") && len(as) > 4 {
		return "write " + as
	}
	return diag.DidYouMean(as, Rights)
}
