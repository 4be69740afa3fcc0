package revision

import (
	"strings"
	"testing"

	"github.com/lateral-reader/lateral/internal/notes"
	"github.com/lateral-reader/lateral/internal/source"
	"github.com/lateral-reader/lateral/internal/worddiff"
)

func parse(t *testing.T, body string) *source.Source {
	t.Helper()
	s, ds := source.Parse("sources/s.md", []byte("---\ntitle: T\nrights: own\n---\n"+body), "en", nil)
	for _, d := range ds {
		t.Fatal(d)
	}
	return s
}

// TestTouched has one row for each way in which an edit can meet a note.
func TestTouched(t *testing.T) {
	const old = "The mayor closed the old bridge in June.\n\nNobody asked why it took so long.\n\nThe tide was high that day, he said.\n"
	for name, row := range map[string]struct{ now, quote, want string }{
		"nothing":            {old, "closed the old bridge", ""},
		"quotes and lines":   {strings.Replace(old, "the old bridge", "the old\nbridge", 1), "closed the old bridge", ""},
		"another word":       {strings.Replace(old, "closed", "opened", 1), "mayor closed the old bridge", "changed p1: mayor [-closed-] {+opened+} the old bridge"},
		"one more word":      {strings.Replace(old, "Nobody asked", "Nobody ever asked", 1), "Nobody asked why it took so long", "changed p2: Nobody {+ever+} asked why it took so long"},
		"elsewhere":          {strings.Replace(old, "June", "July", 1), "tide was high", ""},
		"put in before":      {"Quite new.\n\n" + old, "tide was high", ""},
		"beside the passage": {strings.Replace(old, "high that", "high and wild that", 1), "tide was high", ""},
		"gone":               {strings.Replace(old, "Nobody asked why it took so long.\n\n", "", 1), "Nobody asked why", "vanished p2: [-Nobody asked why-]"},
		"moved":              {"The tide was high that day, he said.\n\nThe mayor closed the old bridge in June.\n\nNobody asked why it took so long.\n", "tide was high that day, he said", "moved p1: tide was high that day, he said"},
	} {
		note := notes.Note{ID: "n"}
		note.Aim(notes.Target{Quote: row.quote})
		_, got := Sources(parse(t, old), parse(t, row.now), []notes.Note{note})
		have := ""
		for _, n := range got {
			at := n.New
			if at == "" {
				at = n.Old
			}
			have += n.What + " " + at + ": " + worddiff.Line(n.Parts)
		}
		if have != row.want {
			t.Errorf("%s\nhave %q\nwant %q", name, have, row.want)
		}
	}
}

// TestTexts pairs a changed paragraph with the one that it was, also where others come and go beside it.
func TestTexts(t *testing.T) {
	texts, _ := Sources(parse(t, "One two three four.\n\nFive six seven eight.\n"), parse(t, "Something else.\n\nOne two three nine.\n\nFive six seven ten.\n"), nil)
	var got []string
	for _, x := range texts {
		got = append(got, x.Old+">"+x.New+" "+worddiff.Line(x.Parts))
	}
	want := ">p1 {+Something else.+}|p1>p2 One two three [-four-]{+nine+}.|p2>p3 Five six seven [-eight-]{+ten+}."
	if strings.ReplaceAll(strings.Join(got, "|"), "] {", "]{") != want {
		t.Errorf("have %q\nwant %q", strings.Join(got, "|"), want)
	}
}
