package html

import (
	"strings"
	"testing"
	"testing/fstest"
)

// TestNamesFromRightToLeftKeepTheDateInOrder: a name in Hebrew or Arabic is kept apart from what stands beside it, or the day of a date would be read as
// part of it; a name in other letters has no character more.
func TestNamesFromRightToLeftKeepTheDateInOrder(t *testing.T) {
	site := fstest.MapFS{
		"lateral.yaml":               {Data: []byte("title: T\n")},
		"content/col/collection.md":  {Data: []byte("---\ntitle: C\n---\n")},
		"content/col/claims.yaml":    {Data: []byte("claims:\n  - {id: c, claim: The pier is shut., type: fact}\n")},
		"content/col/outlets.yaml":   {Data: []byte("- {id: haaretz, name: הים 14}\n- {id: kurier, name: Kurier 14}\n")},
		"content/col/speakers.yaml":  {Data: []byte("- {id: dana, name: דנה}\n- {id: rea, name: Rea Moss}\n")},
		"content/col/sources/one.md": {Data: []byte("---\ntitle: One\nrights: own\noutlet: haaretz\npublished: 2020-08-04\nspeakers: {D: dana, R: rea}\n---\nD: It is shut.\n\nR: Is it?\n")},
		"content/col/sources/one.notes.yaml": {Data: []byte("notes:\n  - {id: shut, quote: It is shut, claim: c, stance: supports}\n" +
			"  - {id: paper, quote: It is shut, claim: c, stance: disputes, speaker: haaretz}\n")},
		"content/col/sources/two.md":         {Data: []byte("---\ntitle: Two\nrights: own\noutlet: kurier\npublished: 2020-08-05\n---\nIt is shut.\n")},
		"content/col/sources/two.notes.yaml": {Data: []byte("notes:\n  - {id: shut, quote: It is shut, claim: c, stance: supports}\n")},
	}
	made := pages(t, site, "public")
	for at, want := range map[string][]string{
		"col/index.html":       {"\u2068הים 14\u2069 · 4 August 2020", "\u2068דנה\u2069, Rea Moss", "Kurier 14 · 5 August 2020"},
		"col/claims/c.html":    {"\u2068הים 14\u2069, 4 August 2020", ", Kurier 14, 5 August 2020"},
		"speakers/dana.html":   {"\u2068הים 14\u2069, 4 August 2020"},
		"col/sources/two.html": {"\u2068הים 14\u2069 › \u2068דנה\u2069, 4 August 2020", `"small">` + "\u2068הים 14\u2069, 4 August 2020"},
	} {
		for _, words := range want {
			if !strings.Contains(made[at], words) {
				t.Errorf("%s has no %q", at, words)
			}
		}
	}
}

func TestFit(t *testing.T) {
	for text, want := range map[string]string{
		"":      "",
		"Short": "Short",
		"The harbour bridge, closed since the spring": "The harbour bridge…",
		"Hafenumschlagsgesellschaftsaufsichtsrat":     "Hafenumschlagsgesellsc…",
		"港湾局、コンテナ埠頭の建設を延期":                            "港湾局、コンテナ埠頭の…",
	} {
		got := fit(text, 13, 160)
		if got != want || textWidth(got, 13) > 160 {
			t.Errorf("fit(%q) = %q, %d wide, want %q", text, got, textWidth(got, 13), want)
		}
	}
	if got := fit("A", 13, 0); got != "…" {
		t.Errorf("without room: %q", got)
	}
}
