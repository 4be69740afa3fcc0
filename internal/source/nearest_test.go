package source

import "testing"

// TestDateHints has a row for each way in which people write dates.
func TestDateHints(t *testing.T) {
	for in, want := range map[string]string{
		"2024-3-5":              "write 2024-03-05",
		"2024/03/05":            "write 2024-03-05",
		"20240305":              "write 2024-03-05",
		"5 March 2024":          "write 2024-03-05",
		"5 Mar 2024":            "write 2024-03-05",
		"March 5, 2024":         "write 2024-03-05",
		"Mar. 5, 2024":          "write 2024-03-05",
		"Sept. 5, 2024":         "write 2024-09-05",
		"Tuesday, 5 March 2024": "write 2024-03-05",
		"5.3.2024":              "write 2024-03-05",
		"March 2024":            "write 2024-03",
		"2024-3":                "write 2024-03",
		"5/3/2024":              "write 2024-03-05 or 2024-05-03, whichever is meant",
		"5/5/2024":              "write 2024-05-05",
		"25/3/2024":             "write 2024-03-25",
		"2024-02-30":            "there is no such day or month",
		"2024-13":               "there is no such day or month",
		"2024-03-05T10:00":      "a time needs its offset, as in 2024-03-05T18:30:00+01:00; without one write the day alone: 2024-03-05",
		"2024-03-05 10:00":      "a time needs its offset, as in 2024-03-05T18:30:00+01:00; without one write the day alone: 2024-03-05",
		"yesterday":             "write 2024, 2024-03, 2024-03-05 or 2024-03-05T18:30:00+01:00",
		"Mar. ":                 "write 2024, 2024-03, 2024-03-05 or 2024-03-05T18:30:00+01:00",
	} {
		if got := dateHint(in); got != want {
			t.Errorf("%q\nhave %s\nwant %s", in, got, want)
		}
	}
}

// TestRightsHints: no licence is taken for another one.
func TestRightsHints(t *testing.T) {
	for in, want := range map[string]string{
		"CC-BY-4.0":                    "write cc-by-4.0",
		"CC BY-SA 4.0":                 "write cc-by-sa-4.0",
		"cc_by":                        "write cc-by",
		"CC0":                          "write cc-zero",
		"CC0 1.0":                      "write cc-zero",
		"Creative Commons BY":          "write cc-by",
		"Creative Commons (CC BY 4.0)": "write cc-by-4.0",
		"Public Domain":                `did you mean "public-domain"?`,
		"All rights reserved":          `did you mean "all-rights-reserved"?`,
		"copyright 2024 N. N.":         `did you mean "all-rights-reserved"?`,
		"pubic-domain":                 `did you mean "public-domain"?`,
	} {
		if got := RightsHint(in); got != want {
			t.Errorf("%q\nhave %s\nwant %s", in, got, want)
		}
	}
}
