package anchor

import (
	"strings"
	"testing"

	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/notes"
	"github.com/lateral-reader/lateral/internal/source"
)

const talk = `---
title: The lift bridge is shut
subtitle: Bearings, says the engineer
rights: own
speakers: {IC: ines, TO: tomas}
---
Before the talk.

IC: Why did you close it? It carried 15,000 cars, “every day” — and more…

TO: Because of the bearings. We don’t close it lightly.

Because of the bearings, as I said; the well-known bearings of the naïve de\u00adsign.

[LAUGHTER]

IC: Is that so? The dose was too high.

## After

- It was the first day.
- It was the second day.

| Year | Cars |
|---|---|
| 1990 | 115,000 |

Last words end here.
`

func parse(t testing.TB, text string) *source.Source {
	t.Helper()
	text = strings.ReplaceAll(text, `\u00ad`, "\u00ad")
	s, ds := source.Parse("content/x/sources/talk.md", []byte(text), "en", nil)
	for _, d := range ds {
		t.Error(d)
	}
	return s
}

// aimed is a note that finds its passage so.
func aimed(t notes.Target) (n notes.Note) {
	n.Aim(t)
	return n
}

// TestOutcomes shows each outcome and each rule of matching; want is the outcome and the words that the mark covers.
func TestOutcomes(t *testing.T) {
	s := parse(t, talk)
	for _, row := range []struct {
		rule string
		notes.Target
		want string
	}{
		{"one place", notes.Target{Quote: "Why did you close it"}, "exact: Why did you close it"},
		{"with its paragraph", notes.Target{Quote: "Why did you close it", Paragraph: "2"}, "exact: Why did you close it"},
		{"curly and straight, dashes, dots", notes.Target{Quote: `15,000 cars, "every day" - and more...`}, "exact: 15,000 cars, “every day” — and more…"},
		{"apostrophes", notes.Target{Quote: "We don't close"}, "exact: We don’t close"},
		{"line breaks in the quote", notes.Target{Quote: "Why did\n  you close it"}, "exact: Why did you close it"},
		{"across a block's border", notes.Target{Quote: "lightly. Because of the bearings, as"}, "exact: lightly.\nBecause of the bearings, as"},
		{"a soft hyphen in the text", notes.Target{Quote: "naïve design"}, "exact: naïve de\u00adsign"},
		{"decomposed letters", notes.Target{Quote: "nai\u0308ve"}, "exact: naïve"},
		{"case counts", notes.Target{Quote: "why did you close it"}, "orphan"},
		{"whole words only", notes.Target{Quote: "earings, as"}, "orphan"},
		{"a number is one word", notes.Target{Quote: "5,000 cars"}, "orphan"},
		{"and so is a longer one", notes.Target{Quote: "15,000"}, "exact: 15,000"},
		{"a hyphen parts words", notes.Target{Quote: "known bearings"}, "exact: known bearings"},
		{"the headline", notes.Target{Quote: "lift bridge", Paragraph: "0"}, "exact: lift bridge"},
		{"the subtitle", notes.Target{Quote: "says the engineer", Paragraph: "sub"}, "exact: says the engineer"},
		{"a heading", notes.Target{Quote: "After", Paragraph: "h1"}, "exact: After"},
		{"two places", notes.Target{Quote: "Because of the bearings"}, "ambiguous"},
		{"the paragraph decides", notes.Target{Quote: "Because of the bearings", Paragraph: "4"}, "exact: Because of the bearings"},
		{"the suffix decides", notes.Target{Quote: "Because of the bearings", Suffix: ", as I said"}, "exact: Because of the bearings"},
		{"the prefix decides", notes.Target{Quote: "It was the", Prefix: "first day."}, "exact: It was the"},
		{"words before the paragraph", notes.Target{Quote: "Because of the bearings", Suffix: ", as I said", Paragraph: "3"}, "moved: Because of the bearings"},
		{"words that hold nowhere leave nothing to decide", notes.Target{Quote: "Because of the bearings", Prefix: "No,", Paragraph: "3"}, "ambiguous"},
		{"prefix here and suffix there", notes.Target{Quote: "Because of the bearings", Prefix: "as well", Suffix: ". We"}, "moved: Because of the bearings"},
		{"one place with other context, six words", notes.Target{Quote: "Why did you close it? It carried", Prefix: "nothing"}, "moved: Why did you close it? It carried"},
		{"one place with other context, five words", notes.Target{Quote: "Why did you close it", Prefix: "nothing"}, "orphan"},
		{"some of the context holds", notes.Target{Quote: "Why did you close it", Prefix: "nothing", Suffix: "? It carried"}, "moved: Why did you close it"},
		{"moved to another paragraph, short", notes.Target{Quote: "Is that so", Paragraph: "2"}, "orphan"},
		{"moved to another paragraph, with its prefix", notes.Target{Quote: "Is that so", Paragraph: "2", Suffix: "? The dose"}, "moved: Is that so"},
		{"a suffix without the marks between", notes.Target{Quote: "Because of the bearings", Suffix: "as I said"}, "exact: Because of the bearings"},
		{"a suffix with other marks", notes.Target{Quote: "Because of the bearings", Suffix: "; as I said"}, "ambiguous"},
		{"a prefix cut inside a word", notes.Target{Quote: "The dose", Prefix: "s that so?"}, "exact: The dose"},
		{"a prefix that is part of one word", notes.Target{Quote: "dose was too high", Prefix: "he"}, "orphan"},
		{"from and to", notes.Target{From: "It carried", To: "and more"}, "exact: It carried 15,000 cars, “every day” — and more"},
		{"to is the nearest follower", notes.Target{From: "Why did", To: "it"}, "exact: Why did you close it"},
		{"to in the same turn", notes.Target{From: "Because of the bearings. We", To: "bearings, as"}, "exact: Because of the bearings. We don’t close it lightly.\nBecause of the bearings, as"},
		{"not in the next turn", notes.Target{From: "as I said", To: "too high"}, "orphan"},
		{"from must be unique", notes.Target{From: "Because of", To: "lightly"}, "ambiguous"},
		{"nor where to follows neither", notes.Target{From: "It was the", To: "close it"}, "ambiguous"},
		{"or made so by its context", notes.Target{From: "Because of", To: "lightly", Paragraph: "3"}, "exact: Because of the bearings. We don’t close it lightly"},
		{"not out of the headline", notes.Target{From: "The lift", To: "close it"}, "orphan"},
		{"not out of the section", notes.Target{From: "Before the talk", To: "close it"}, "orphan"},
		{"across list items", notes.Target{From: "first day", To: "second day"}, "exact: first day.\nIt was the second day"},
		{"across cells", notes.Target{Quote: "1990 115,000"}, "exact: 1990\t115,000"},
		{"the last words", notes.Target{Quote: "words end here."}, "exact: words end here."},
		{"at holds", notes.Target{Quote: "The lift bridge", Position: &notes.Position{Paragraph: "0", Start: 0, End: 15}}, "exact: The lift bridge"},
		{"not where at said, in its paragraph", notes.Target{Quote: "lift bridge", Position: &notes.Position{Paragraph: "0", Start: 3, End: 14}}, "moved: lift bridge"},
		{"not where at said, six words", notes.Target{Quote: "Why did you close it? It carried", Position: &notes.Position{Paragraph: "7", Start: 3, End: 14}}, "moved: Why did you close it? It carried"},
		{"not where at said, short", notes.Target{Quote: "Why did you close it", Position: &notes.Position{Paragraph: "7"}}, "orphan"},
		{"at decides", notes.Target{Quote: "Because of the bearings", Position: &notes.Position{Paragraph: "4"}}, "exact: Because of the bearings"},
		{"not there", notes.Target{Quote: "The dose was to high"}, "orphan"},
	} {
		t.Run(row.rule, func(t *testing.T) {
			n := notes.Note{Origin: &notes.Origin{File: "talk.notes.yaml"}, QuoteSpot: diag.Spot{Line: 3, Column: 12}}
			n.Aim(row.Target)
			marks, ds := Resolve(s.Doc, []notes.Note{n}, true, "talk.md")
			got := marks[0].Outcome.String()
			if marks[0].Outcome.Placed() {
				got += ": " + s.Doc.Text[marks[0].Range.Start:marks[0].Range.End]
			}
			if got != row.want {
				t.Errorf("have %q, want %q", got, row.want)
			}
			if refused := !marks[0].Outcome.Placed(); refused != diag.HasErrors(ds) {
				t.Errorf("refused %v, messages %v", refused, ds)
			}
		})
	}
}

// TestNoLookAlike: a short quote that once was the second of two and is now the only one is an orphan when its context does not hold there.
func TestNoLookAlike(t *testing.T) {
	body := "---\ntitle: T\nrights: own\n---\nShe said the door was open. Later the rain came.\n\nHe swore the door was open. Then he left.\n"
	n := []notes.Note{aimed(notes.Target{Quote: "the door was open", Prefix: "He swore", Suffix: ". Then"})}
	s := parse(t, body)
	if m, _ := Resolve(s.Doc, n, true, "x"); m[0].Outcome != Exact {
		t.Fatalf("before: %s", m[0].Outcome)
	}
	s = parse(t, strings.Replace(body, "He swore the door was open. ", "", 1))
	m, ds := Resolve(s.Doc, n, true, "x")
	if m[0].Outcome != Orphan || len(ds) != 1 || !strings.Contains(ds[0].Hint, "paragraph 1") {
		t.Errorf("after: %s %v", m[0].Outcome, ds)
	}
}

func TestMessages(t *testing.T) {
	s := parse(t, talk)
	n := notes.Note{Origin: &notes.Origin{File: "talk.notes.yaml"}, QuoteSpot: diag.Spot{Line: 14, Column: 12}}
	n.Aim(notes.Target{Quote: "The dose was to high"})
	_, ds := Resolve(s.Doc, []notes.Note{n}, true, "talk.md")
	want := "talk.notes.yaml:14:12: error: quote not found in talk.md: \"The dose was to high\"\n    hint: nearest text is \"The dose was too high\", paragraph 6 (talk.md:17); score 95: The dose was [-to-] {+too+} high (another word: to, too)"
	if len(ds) != 1 || ds[0].String() != want {
		t.Errorf("have %v\nwant %s", ds, want)
	}
}

// TestNearest prefers, of stretches with the same words, the one that has them in the order of the quote.
func TestNearest(t *testing.T) {
	s := parse(t, "---\ntitle: A talk\nrights: own\nspeakers: {C: c, M: m}\n---\nC: Is the fish fresh?\n\nM: It is fresh. We buy it every morning.\n")
	_, ds := Resolve(s.Doc, []notes.Note{aimed(notes.Target{Quote: "it is fresh"})}, true, "talk.md")
	if len(ds) != 1 || !strings.HasPrefix(ds[0].Hint, `nearest text is "It is fresh", paragraph 2`) {
		t.Errorf("have %v", ds)
	}
}

func TestWithoutText(t *testing.T) {
	s, _ := source.Parse("content/x/sources/l.md", []byte("---\ntitle: The lift bridge\nrights: all-rights-reserved\ntext: none\n---\n"), "en", nil)
	ns := []notes.Note{aimed(notes.Target{Quote: "lift bridge", Paragraph: "0"}), aimed(notes.Target{Quote: "anything", Paragraph: "4"}), {}}
	m, ds := Resolve(s.Doc, ns, s.HasText, "l.md")
	if m[0].Outcome != Exact || m[1].Outcome != Unplaced || m[2].Outcome != NoPassage || len(ds) > 0 {
		t.Errorf("%v %v", m, ds)
	}
}

// TestOnePlaceOneCandidate: a place is named once, and not again with the words beside it.
func TestOnePlaceOneCandidate(t *testing.T) {
	s := parse(t, "---\ntitle: The council debate\nrights: own\nspeakers: {A: a, B: b}\n---\nA: The first question is yours.\n\nB: Nobody told us.\n\nA: Since when?\n\nB: Since March.\n")
	_, ds := Resolve(s.Doc, []notes.Note{aimed(notes.Target{Quote: "Since Marche"})}, true, "talk.md")
	if len(ds) != 1 || strings.Count(ds[0].Hint, "paragraph 4") != 1 {
		t.Errorf("have %v", ds)
	}
}
