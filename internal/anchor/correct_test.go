package anchor

import (
	"strings"
	"testing"

	"github.com/lateral-reader/lateral/internal/doc"
	"github.com/lateral-reader/lateral/internal/notes"
	"github.com/lateral-reader/lateral/internal/words"
)

const before = "---\ntitle: T\nrights: own\n---\nShe said “the door was open”. Later 🎉 the rain came.\n\nHe swore the door was open. Then he left the naïve house.\n\n" +
	"قال إن الباب كان مفتوحا ثم خرج.\n\nเขาบอกว่าประตูเปิดอยู่ แล้วเขาก็ออกไป\n"

// every calls f with each stretch of up to five words of a text.
func every(text string, f func(r doc.Range)) {
	var at [][2]int
	words.Each(text, func(a, b int) { at = append(at, [2]int{a, b}) })
	for i := range at {
		for j := i; j < min(i+5, len(at)); j++ {
			f(doc.Range{Start: at[i][0], End: at[j][1]})
		}
	}
}

// TestAtHolds: at leads to its passage alone, in any script, also where quotation marks and normal forms change and text is put in elsewhere.
func TestAtHolds(t *testing.T) {
	s := parse(t, before)
	edited := strings.NewReplacer("“", `"`, "”", `"`, "naïve", "nai\u0308ve", "---\nShe", "---\nAn opening, put in later.\n\nShe").Replace(before)
	now := parse(t, edited)
	n := 0
	every(s.Doc.Text, func(r doc.Range) {
		at := Locate(s.Doc, r)
		note := aimed(notes.Target{Quote: s.Doc.Text[r.Start:r.End], Position: at})
		m, ds := Resolve(s.Doc, []notes.Note{note}, true, "x")
		if m[0].Outcome != Exact || m[0].Range != r {
			t.Fatalf("%q: %s %v %v", note.Quote, m[0].Outcome, m[0].Range, ds)
		}
		m, ds = Resolve(now.Doc, []notes.Note{note}, true, "x")
		if !m[0].Outcome.Placed() {
			if r.Start > 60 { // the opening is among the words before the first ones
				t.Errorf("%q after the edit: %s %v", note.Quote, m[0].Outcome, ds)
			}
			return
		}
		if got := now.Doc.Text[m[0].Range.Start:m[0].Range.End]; words.Same(got) != words.Same(note.Quote) {
			t.Errorf("%q after the edit is on %q", note.Quote, got)
		}
		n++
	})
	if n < 100 {
		t.Errorf("only %d passages", n)
	}
}

// TestAtDecides between places that look alike, and keeps a note off a look-alike where its own passage is gone.
func TestAtDecides(t *testing.T) {
	s := parse(t, before)
	second := strings.LastIndex(s.Doc.Text, "the door was open")
	n := []notes.Note{aimed(notes.Target{Quote: "the door was open", Position: Locate(s.Doc, doc.Range{Start: second, End: second + 17})})}
	if m, _ := Resolve(s.Doc, n, true, "x"); m[0].Outcome != Exact || m[0].Range.Start != second {
		t.Fatalf("before: %s %v", m[0].Outcome, m[0].Range)
	}
	shifted := parse(t, strings.Replace(before, "She said", "Words that were put in before all others, quite a number of them.\n\nShe said", 1))
	if m, _ := Resolve(shifted.Doc, n, true, "x"); m[0].Outcome != Moved || m[0].Range.Start != strings.LastIndex(shifted.Doc.Text, "the door was open") {
		t.Errorf("shifted: %s %v", m[0].Outcome, m[0].Range)
	}
	gone := parse(t, strings.Replace(before, "He swore the door was open. ", "", 1))
	if m, _ := Resolve(gone.Doc, n, true, "x"); m[0].Outcome != Orphan {
		t.Errorf("gone: %s", m[0].Outcome)
	}
}

// TestCorrect: what Correct gives finds the passage exactly, keeps what held, and correcting it once more changes nothing.
func TestCorrect(t *testing.T) {
	s := parse(t, before)
	for _, row := range []struct {
		was, want notes.Target
	}{
		{notes.Target{Quote: "the door was open. Then he left", Paragraph: "7"}, notes.Target{Quote: "the door was open. Then he left", Paragraph: "2"}},
		{notes.Target{Quote: "the door was open", Prefix: "He swore", Suffix: "then"}, notes.Target{Quote: "the door was open", Prefix: "He swore", Suffix: ". Then"}},
		{notes.Target{Quote: "the door was open", Prefix: "swore", Paragraph: "p1"}, notes.Target{Quote: "the door was open", Prefix: "swore", Paragraph: "2"}},
		{notes.Target{From: "He swore the", To: "Then he left", Paragraph: "1"}, notes.Target{From: "He swore the", To: "Then he left", Paragraph: "2"}},
	} {
		n := []notes.Note{aimed(row.was)}
		m, ds := Resolve(s.Doc, n, true, "x")
		if m[0].Outcome != Moved {
			t.Errorf("%+v: %s %v", row.was, m[0].Outcome, ds)
			continue
		}
		got, err := NewCorrector(s.Doc).Correct(&n[0], m[0].Range)
		if err != nil {
			t.Fatal(err)
		}
		again := []notes.Note{aimed(got)}
		if m2, _ := Resolve(s.Doc, again, true, "x"); m2[0].Outcome != Exact || m2[0].Range != m[0].Range {
			t.Errorf("%+v: %s %v", got, m2[0].Outcome, m2[0].Range)
		}
		if twice, err := NewCorrector(s.Doc).Correct(&again[0], m[0].Range); err != nil || *twice.Position != *got.Position || twice.Prefix != got.Prefix {
			t.Errorf("%+v becomes %+v", got, twice)
		}
		got.Position = nil
		if got != row.want {
			t.Errorf("have %+v, want %+v", got, row.want)
		}
	}
}
