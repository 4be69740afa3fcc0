package webpage

import (
	"strconv"
	"strings"
	"time"

	"github.com/lateral-reader/lateral/internal/pattern"
)

var (
	isoDate   = pattern.New(`^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?\s*$`)
	slashDate = pattern.New(`^(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?:\s.*)?$`)
	plainDate = pattern.New(`^(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?$`)
	monthDate = pattern.New(`^(\d{4})-(\d{2})$`)
)

// isoOf reads a date as metadata have it and gives it as precise as it is written, with the time only where the offset is known. A time of
// exactly midnight is no time. "" where the words are no date, or one that could mean two days.
func isoOf(s string) string {
	s = clean(s)
	if m := isoDate.FindStringSubmatch(s); m != nil {
		d := dayOf(m[1], m[2], m[3])
		if d == "" || m[4] == "" || m[7] == "" {
			return d
		}
		sec, zone := m[6], strings.ToUpper(m[7])
		if sec == "" {
			sec = "00"
		}
		switch {
		case zone == "UTC" || zone == "GMT":
			zone = "Z"
		case len(zone) == 5:
			zone = zone[:3] + ":" + zone[3:]
		case len(zone) == 3:
			zone += ":00"
		}
		clock := m[4]
		if len(clock) == 1 {
			clock = "0" + clock
		}
		return clocked(d + "T" + clock + ":" + m[5] + ":" + sec + zone)
	}
	for _, re := range []*pattern.Pattern{slashDate, plainDate} {
		if m := re.FindStringSubmatch(s); m != nil {
			return dayOf(m[1], m[2], m[3])
		}
	}
	if m := monthDate.FindStringSubmatch(s); m != nil && dayOf(m[1], m[2], "01") != "" {
		return s
	}
	for _, form := range []string{time.RFC1123, time.RFC1123Z, "Mon, 2 Jan 2006 15:04:05 MST", "Mon, 2 Jan 2006 15:04:05 -0700", "2 Jan 2006 15:04:05 -0700"} {
		if t, err := time.Parse(form, s); err == nil {
			name, off := t.Zone()
			if off == 0 && name != "UTC" && name != "GMT" && name != "Z" {
				return t.Format("2006-01-02") // a name that says no offset
			}
			return clocked(t.Format(time.RFC3339))
		}
	}
	for _, form := range []string{"Mon Jan 2 15:04:05 MST 2006", "Mon Jan 02 15:04:05 MST 2006", "Mon Jan 2 2006 15:04:05 GMT-0700", "January 2, 2006", "Jan 2, 2006", "2 January 2006", "2 Jan 2006",
		"Monday, January 2, 2006", "Monday, 2 January 2006", "Mon, 2 Jan 2006", "January 2, 2006 3:04 pm", "January 2, 2006 3:04 PM", "2006-01-02 15:04 MST"} {
		if t, err := time.Parse(form, s); err == nil {
			return dayOf(strconv.Itoa(t.Year()), strconv.Itoa(int(t.Month())), strconv.Itoa(t.Day()))
		}
	}
	return ""
}

func clocked(s string) string {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return dayIn(s)
	}
	if t.Hour() == 0 && t.Minute() == 0 && t.Second() == 0 {
		return s[:10]
	}
	return s
}

func dayIn(s string) string {
	if len(s) < 10 {
		return ""
	}
	return s[:10]
}

func dayOf(y, m, d string) string {
	if len(m) == 1 {
		m = "0" + m
	}
	if len(d) == 1 {
		d = "0" + d
	}
	s := y + "-" + m + "-" + d
	if t, err := time.Parse("2006-01-02", s); err != nil || t.Year() < 1500 || t.Year() > 2199 {
		return ""
	}
	return s
}

// sameDay reports whether two dates do not contradict each other: the same day, or one within a day of the other, as offsets make it.
func sameDay(a, b string) bool {
	n := min(len(a), len(b), 10)
	if a[:n] == b[:n] {
		return true
	}
	if n < 10 {
		return false
	}
	s, err1 := time.Parse("2006-01-02", a[:10])
	t, err2 := time.Parse("2006-01-02", b[:10])
	d := s.Sub(t)
	return err1 == nil && err2 == nil && d <= 24*time.Hour && d >= -24*time.Hour
}

var pathDate = pattern.New(`/((?:19|20)\d{2})(?:[/-](\d{1,2})[/-](\d{1,2})|([01]\d)([0-3]\d))(?:/|-|$)`)

// dateOfPath is the day that a page's address names, /2021/03/02/ or /20210302/, "" where it names none.
func dateOfPath(url string) string {
	if m := pathDate.FindStringSubmatch(url); m != nil {
		return dayOf(m[1], m[2]+m[4], m[3]+m[5])
	}
	return ""
}

// savedDate reads the time at which a browser saved the page: Thu Mar 05 2020 10:11:12 GMT+0100 (name of the zone).
func savedDate(s string) string {
	s, _, _ = strings.Cut(s, "(")
	s = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(s), "-->"))
	for _, form := range []string{"Mon Jan 02 2006 15:04:05 GMT-0700", time.RFC3339} {
		if t, err := time.Parse(form, s); err == nil {
			return t.Format(time.RFC3339)
		}
	}
	return ""
}
