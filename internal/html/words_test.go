package html

import (
	"fmt"
	"testing"
	"time"

	"github.com/lateral-reader/lateral/internal/source"
)

func TestDateWords(t *testing.T) {
	written := func(s string) source.Date { return source.Date{Written: s} }
	for _, c := range []struct {
		name        string
		date        source.Date
		want, short string
	}{
		{"nothing known", source.Date{}, "not dated", "not dated"},
		{"a year", written("2024"), "2024", "2024"},
		{"a month", written("2024-03"), "March 2024", "Mar 2024"},
		{"a day", written("2024-03-05"), "5 March 2024", "5 Mar 2024"},
		{"an instant keeps its offset", written("2015-11-13T21:20:00+01:00"), "13 November 2015, 21:20 UTC+01:00", "13 Nov 2015"},
		{"seconds as written", written("2015-11-13T21:20:07-05:30"), "13 November 2015, 21:20:07 UTC-05:30", "13 Nov 2015"},
		{"universal time", written("2024-02-29T23:59:00Z"), "29 February 2024, 23:59 UTC", "29 Feb 2024"},
		{"after", source.Date{Span: &source.Span{After: "2015-11-13"}}, "after 13 November 2015", "after 13 Nov 2015"},
		{"before", source.Date{Span: &source.Span{Before: "2016"}}, "before 2016", "before 2016"},
		{"between", source.Date{Span: &source.Span{After: "2024-03-21", Before: "2024-06"}}, "between 21 March 2024 and June 2024", "21 Mar 2024 – Jun 2024"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := dateWords(c.date); got != c.want {
				t.Errorf("dateWords = %q, want %q", got, c.want)
			}
			if got := shortDate(c.date); got != c.short {
				t.Errorf("shortDate = %q, want %q", got, c.short)
			}
		})
	}
}

// TestDayWords compares every day of two years, and what is no date, with package time.
func TestDayWords(t *testing.T) {
	said := func(s string) string {
		for _, f := range [][2]string{{"2006", "2006"}, {"2006-01", "January 2006"}, {"2006-01-02", "2 January 2006"}} {
			if d, err := time.Parse(f[0], s); err == nil {
				return d.Format(f[1])
			}
		}
		return s
	}
	dates := []string{"", "2024", "0007", "20x4", "2024-", "2024-3", "2024-03-", "2024/03", "2024-0:", "2024-03/05", "2024-03-0x", "12024", "２０２４"}
	for _, year := range []string{"2023", "2024"} {
		for month := range 14 {
			dates = append(dates, fmt.Sprintf("%s-%02d", year, month))
			for day := range 33 {
				dates = append(dates, fmt.Sprintf("%s-%02d-%02d", year, month, day))
			}
		}
	}
	for _, d := range dates {
		if got := instantWords(d); got != said(d) {
			t.Errorf("instantWords(%q) = %q, want %q", d, got, said(d))
		}
	}
}

func TestDuration(t *testing.T) {
	for at, want := range map[string]string{
		"": "", "72": "", "1:2:3:4": "", "00:01:12": "PT0H1M12S", "01:12": "PT1M12S", "1:02:03.450": "PT1H2M3.450S", "00:07,5": "PT0M7.5S", "0:0": "PT0M0S",
	} {
		if got := new(site).desk().duration(at); got != want {
			t.Errorf("duration(%q) = %q, want %q", at, got, want)
		}
	}
}

func TestNameKey(t *testing.T) {
	for name, want := range map[string]string{
		"the Trust": "t", "a council official": "c", "Élodie Weiß": "e", "Øst": "o", "A. Lund": "l", "9 to 5": otherLetters, "毎日": otherLetters,
	} {
		if got := letterOf(name); got != want {
			t.Errorf("letterOf(%q) = %q, want %q", name, got, want)
		}
	}
}
