package notes

import (
	"strings"
	"testing"

	"github.com/lateral-reader/lateral/internal/diag"
)

func one(t *testing.T, entry string) (Note, string) {
	t.Helper()
	f, ds := Parse("content/x/sources/s.notes.yaml", []byte("by: M. Reyes\ndefaults: {certainty: certain, basis: none, speaker: ann}\nnotes:\n  - "+entry+"\n"))
	var msgs []string
	for _, d := range ds {
		msgs = append(msgs, d.String())
	}
	if len(f.Notes) == 0 {
		return Note{}, strings.Join(msgs, "\n")
	}
	return f.Notes[0], strings.Join(msgs, "\n")
}

// TestMessages has one row for each rule about a note's keys; want is part of the message, or "" where the note is fine.
func TestMessages(t *testing.T) {
	for _, row := range []struct{ entry, want string }{
		{"{id: a, quote: words, claim: c, stance: supports}", ""},
		{"{id: a, quote: words, claim: c, stance: suports}", `did you mean "supports"?`},
		{"{id: a, quote: words, claim: c}", `a note of kind claim needs "stance"`},
		{"{id: a, quote: words, claim: c, put: declined}", ""},
		{"{id: a, quote: words, claim: c, put: declined, stance: supports}", "put: declined has no stance"},
		{"{id: a, quote: words, stance: supports}", `needs "claim"`},
		{"{id: a, claim: c, stance: supports}", "needs a quote, or from and to"},
		{"{id: a, quote: words, from: x, to: y, claim: c, stance: supports}", "not both"},
		{"{id: a, from: x, claim: c, stance: supports}", "from and to go together"},
		{"{id: a, quote: '—', claim: c, stance: supports}", "quote holds no word"},
		{"{id: A, quote: words, claim: c, stance: supports}", `"A" is not an id`},
		{"{id: a, quote: words, kind: evidence, claim: c, side: for, basis: data}", ""},
		{"{id: a, quote: words, kind: evidence, claim: c, side: for}", ""}, // the default basis holds
		{"{id: a, quote: words, kind: evidence, claim: c, side: for, basis: }", `a note of kind evidence needs "basis"`},
		{"{id: a, quote: words, kind: evidence, claim: c, basis: data}", `needs "side"`},
		{"{id: a, quote: words, kind: wording}", `needs "neutral"`},
		{"{id: a, quote: words, kind: wording, neutral: said, stance: supports}", `"stance" is of no use in a note of kind wording`},
		{"{id: a, quote: words, kind: prompt, note: Why?, claim: c}", `"claim" is of no use in a note of kind prompt`},
		{"{id: a, quote: words, kind: context}", `needs "note"`},
		{"{id: a, kind: gap, missing: voice}", ""},
		{"{id: a, kind: gap, missing: [voice, source]}", ""},
		{"{id: a, kind: gap, missing: voices}", `did you mean "voice"?`},
		{"{id: a, kind: gap}", `needs "missing"`},
		{"{id: a, kind: gap, missing: voice, paragraph: 3}", "without a quote has no place"},
		{"{kind: gap, missing: voice}", ""},
		{"{id: a, kind: question, quote: words}", `unknown value "question"`},
		{"{id: a, quote: words, claim: c, stance: supports, evidense: x}", `unknown key "evidense"`},
		{"{id: a, quote: words, claim: c, stance: supports, paragraph: three}", `"three" is not a paragraph`},
		{"{id: a, quote: words, claim: c, stance: supports, paragraph: h2}", ""},
		{"{id: a, quote: words, claim: c, stance: supports, speaker: {described: an aide, naming: unstated}}", "naming: unstated stands only in via and on evidence"},
		{"{id: a, quote: words, kind: wording, neutral: x, speaker: {described: an aide, naming: unstated}}", "naming: unstated stands only"},
		{"{id: a, quote: words, kind: evidence, claim: c, side: for, speaker: {described: an aide, naming: unstated}}", ""},
		{"{id: a, quote: words, claim: c, stance: supports, via: [{described: an aide, naming: unstated}]}", ""},
		{"{id: a, quote: words, claim: c, stance: supports, speaker: {naming: unnamed}}", `a party needs "described"`},
		{"{id: a, quote: words, claim: c, stance: supports, speaker: {described: x, nameing: unnamed}}", `did you mean "naming"?`},
		{"{id: a, quote: words, claim: c, stance: supports, figures: [{low: 3}]}", `a figure needs "words"`},
		{"{id: a, quote: words, claim: c, stance: supports, figures: [{words: x, low: 5, high: 3}]}", "low is more than high"},
		{"{id: a, quote: words, claim: c, stance: supports, figures: [{words: x, low: many}]}", `"many" is not a number`},
		{"{id: a, quote: words, claim: c, stance: supports, for: student}", `unknown value "student"`},
		{"{id: a, quote: words, claim: c, stance: supports, draft: maybe}", "neither true nor false"},
		{"words", "a note is a mapping"},
	} {
		_, got := one(t, row.entry)
		if row.want == "" && got != "" || !strings.Contains(got, row.want) {
			t.Errorf("%s\nhave %q\nwant %q", row.entry, got, row.want)
		}
	}
}

func TestDefaults(t *testing.T) {
	n, _ := one(t, "{id: a, quote: words, claim: c, stance: supports}")
	if n.Certainty != "certain" || n.Basis != "none" || n.Speaker == nil || n.Speaker.ID.S != "ann" || n.By != "M. Reyes" {
		t.Errorf("defaults are not applied: %+v", n)
	}
	n, _ = one(t, "{id: a, quote: words, claim: c, stance: supports, basis: , speaker: , certainty: possible}")
	if n.Certainty != "possible" || n.Basis != "" || n.Speaker != nil {
		t.Errorf("an empty value takes a default back: %+v", n)
	}
	n, got := one(t, "{id: a, quote: words, kind: wording, neutral: said}")
	if got != "" || n.Certainty != "" || n.Speaker == nil {
		t.Errorf("a default that the kind has no use for is not applied: %+v %s", n, got)
	}
}

func TestEmptyVia(t *testing.T) {
	n, got := one(t, `{id: a, quote: words, claim: c, stance: supports, via: ["", ~, crier, ]}`)
	if got != "" || len(n.Via) != 1 || n.Via[0].ID.S != "crier" {
		t.Errorf("via is %+v %s", n.Via, got)
	}
}

func TestStringsStayAsWritten(t *testing.T) {
	n, got := one(t, `{id: a, quote: No, claim: "36", stance: supports, says: 1.10, note: yes}`)
	if got != "" || n.Quote != "No" || n.Claim != "36" || n.Says != "1.10" || n.Body != "yes" {
		t.Errorf("%+v %s", n, got)
	}
}

func TestMadeID(t *testing.T) {
	n, _ := one(t, "{quote: Because of the bearings, claim: c, stance: supports}")
	if n.ID != "claim-because-of-the-bearings" {
		t.Errorf("have %q", n.ID)
	}
	f, ds := Parse("s.notes.yaml", []byte("notes:\n- {quote: 因为, kind: prompt, note: x}\n- {quote: 所以, kind: prompt, note: x}\n"))
	if len(ds) > 0 || len(f.Notes) != 2 || f.Notes[0].ID != "prompt" || f.Notes[1].ID != "prompt-2" {
		t.Errorf("made ids differ: %+v %v", f.Notes, ds)
	}
}

func TestFiles(t *testing.T) {
	for name, row := range map[string]struct{ data, want string }{
		"a default":    {"defaults: {basis: dta}\nnotes: []\n", `did you mean "data"?`},
		"an id twice":  {"notes:\n- {id: a, kind: gap, missing: fact}\n- {id: a, kind: gap, missing: fact}\n", "first used at s.notes.yaml:2:3"},
		"empty":        {"", "s.notes.yaml:1: error: the file is empty"},
		"wrong yaml":   {"by: x\nnotes:\n  - id: a\n   quote: b\n", "s.notes.yaml:4:"},
		"a tab":        {"by: x\n\tnotes: []\n", "indented with spaces"},
		"a colon":      {"by: x\nnotes:\n  - id: a\n    quote: he said: no\n", "needs quotes"},
		"invalid utf8": {"by: \xff\n", "s.notes.yaml:1:5: error: invalid UTF-8"},
		"binary":       {"by: x\x00\n", "NUL byte"},
		"two docs":     {"by: x\n---\nby: y\n", "a second YAML document"},
		"a loop":       {"notes: &a [*a]\n", "a note is a mapping"},
		"same id":      {"notes:\n  - {id: a, kind: gap, missing: voice}\n  - {id: a, kind: gap, missing: voice}\n", `a second note with the id "a"`},
		"unknown key":  {"bye: x\n", `did you mean "by"?`},
	} {
		_, ds := Parse("s.notes.yaml", []byte(row.data))
		var msgs []string
		for _, d := range ds {
			msgs = append(msgs, d.String())
		}
		if !diag.HasErrors(ds) || !strings.Contains(strings.Join(msgs, "\n"), row.want) {
			t.Errorf("%s: have %q, want %q", name, msgs, row.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("by: x\ndefaults: {basis: data}\nnotes:\n  - {id: a, quote: b, claim: c, stance: supports, via: [x, {described: y}], figures: [{words: z, low: 1}]}\n"))
	f.Add([]byte("notes: &a\n  - &b {<<: *b}\n  - *a\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, _ := Parse("f.notes.yaml", data)
		for _, n := range file.Notes {
			if n.Kind == nil {
				t.Fatal("a note without a kind")
			}
		}
	})
}

// TestParagraph: how a paragraph's number may be written, and how it is read.
func TestParagraph(t *testing.T) {
	for in, want := range map[string]string{"3": "3", "p3": "3", "03": "3", "0": "0", "00": "0", "h2": "h2", "h02": "h2", "sub": "sub"} {
		f, ds := Parse("a.notes.yaml", []byte("notes:\n  - {id: a, kind: prompt, note: Why?, quote: words, paragraph: "+in+"}\n"))
		if len(ds) > 0 || f.Notes[0].Paragraph != want {
			t.Errorf("%s: have %q, want %q %v", in, f.Notes[0].Paragraph, want, ds)
		}
	}
}
