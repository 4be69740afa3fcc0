package anchor

import (
	"strings"
	"testing"

	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/doc"
	"github.com/lateral-reader/lateral/internal/notes"
	"github.com/lateral-reader/lateral/internal/source"
	"github.com/lateral-reader/lateral/internal/words"
)

// pieces are what texts that are hard to find one's way in are made of.
var pieces = []string{
	"one", "two", "one two", "One", " ", " ", " ", "\n", "\n\n", "\r\n", "\r\n\r\n", ". ", ", ", "- ", "—", "…", "“", "”", "’", "'", "\u00ad", "\u202f", "\u00a0", "\t",
	"1,000", "3.5", "15 000", "№ 7", "½", "e\u0301", "é", "n\u0303o", "o\u0328\u0304", "\u0301", "q\u0307\u0323", "q\u0323\u0307", "ﬁ", "ſ", "ß", "İ", "ŉ",
	"🎉", "👩\u200d👩\u200d👧", "🏳\ufe0f\u200d🌈", "👍🏽", "🇫🇷", "🇫🇷🇩🇪", "1\ufe0f\u20e3", "❤\ufe0f", "\u200d", "\ufe0f",
	"قال", "الباب", "كِتَابٌ", "ـ", "لا", "\u200f", "\u200e", "\u202b", "\u202c", "\u2067", "\u2069", "١٢٣", "، ", "؟", "שלום", "שָׁלוֹם", "ג׳", "צה״ל",
	"ภาษาไทย", "ประตูเปิดอยู่", "ค\u0e49ำ", "ๆ", "เ", "ကို", "ភាសា", "ພາສາ",
	"हिन्दी", "क्षत्रिय", "क\u094d\u200dष", "क\u094d\u200cष", "।", "தமிழ்", "বাংলা",
	"한국어", "\u1112\u1161\u11ab\u1100\u116e\u11a8", "\u1100", "\u1161", "\u11a8", "가\u11a8", "日本語", "か\u3099", "が", "ｶﾞ", "カタカナ", "中文", "。", "𠀀", "𝒜𝒷",
	"**", "*", "_", "`", "# ", "> ", "| a | b |\n|---|---|\n| c | d |\n", "[x]", "&amp;", "<b>", "\\", "1. ", "IC: ", "\u2028", "\u0085", "\u200b", "\u2060", "\ufeff", "\ufffc", "\U000e0067",
}

// FuzzDescribe: Resolve undoes Describe, whatever the script.
func FuzzDescribe(f *testing.F) {
	f.Add("one two one two one two", uint(3), uint(2))
	f.Add("Ça a été – dit-il – “bon”. ภาษาไทย العربية 🎉👩‍👩‍👧 e\u0301 e\u0301", uint(1), uint(4))
	f.Add("a\n\na\n\na\n\n- a\n- a\n", uint(2), uint(1))
	for _, was := range []struct { // wrong once
		text    string
		from, n uint
	}{
		{"ne \x03ﾞ twoｶ=s", 2, 1}, {"**\u202f\u00adIC:", 1, 0}, {"𝒜𝒷\n\nג׳か\u3099ᅡo\u0328\u0304 한국한국؟한국", 2, 0},
		{"বাংলা 한국어 বাংলা한국বাংলা 한국어 বাংলা\u00ad", 5, 0}, {"one ᆨ twoᆨone ᆨ", 4, 0},
	} {
		f.Add(was.text, was.from, was.n)
	}
	for i, p := range pieces {
		f.Add("one "+p+" two"+p+"one "+p+"\r\n\r\n"+p+pieces[(i*7+3)%len(pieces)]+p, uint(i), uint(i%4))
	}
	f.Fuzz(describes)
}

// FuzzDescribePieces is FuzzDescribe over texts that are put together of the pieces, which no change of single bytes would find.
func FuzzDescribePieces(f *testing.F) {
	for i := range pieces {
		f.Add([]byte{byte(i), 4, byte(i + 1), 4, byte(i), byte(i + 2), 4, byte(i), byte(i), 9, byte(i)}, uint(i), uint(i%5))
	}
	f.Fuzz(func(t *testing.T, order []byte, from, n uint) {
		var b strings.Builder
		for _, i := range order[:min(len(order), 300)] {
			b.WriteString(pieces[int(i)%len(pieces)])
		}
		describes(t, b.String(), from, n)
	})
}

// describes checks one passage of a text: from the word of that number on, n words more.
func describes(t *testing.T, body string, from, n uint) {
	body = strings.ToValidUTF8(body, "")
	if len(body) > 4000 || strings.ContainsRune(body, 0) {
		return
	}
	s, ds := source.Parse("content/x/sources/f.md", []byte("---\ntitle: T\nrights: own\nspeakers: {IC: ic}\n---\n"+body), "en", nil)
	if diag.HasErrors(ds) {
		return
	}
	if err := s.Doc.Validate(); err != nil {
		t.Fatal(err)
	}
	var at [][2]int
	words.Each(s.Doc.Text, func(a, b int) { at = append(at, [2]int{a, b}) })
	if len(at) == 0 {
		return
	}
	i := int(from % uint(len(at)))
	j := min(i+int(n%30), len(at)-1)
	r := doc.Range{Start: at[i][0], End: at[j][1]}
	target := Describe(s.Doc, r)
	marks, ds := Resolve(s.Doc, []notes.Note{aimed(target)}, true, "f.md")
	switch {
	case marks[0].Outcome == Ambiguous: // nothing within reach tells the places apart: said, never guessed
	case marks[0].Outcome != Exact || marks[0].Range != r:
		t.Fatalf("%+v gives %s %v, want %v %v\n%q", target, marks[0].Outcome, marks[0].Range, r, ds, s.Doc.Text)
	}
	// With where it stands it is found whatever else looks like it, and the file in which it is written says the same.
	target.Position = Locate(s.Doc, r)
	note := notes.Note{ID: "a", Kind: notes.KindOf("prompt"), Origin: &notes.Origin{}, Body: "x", Coding: new(notes.Coding), Rare: new(notes.Rare)}
	note.Aim(target)
	written := notes.Write("", []notes.Note{note})
	file, ds := notes.Parse("f.notes.yaml", written)
	if len(ds) > 0 || len(file.Notes) != 1 {
		t.Fatalf("%v\n%q", ds, written)
	}
	marks, ds = Resolve(s.Doc, file.Notes, true, "f.md")
	if marks[0].Outcome != Exact || marks[0].Range != r {
		t.Fatalf("%q gives %s %v, want %v %v\n%q", written, marks[0].Outcome, marks[0].Range, r, ds, s.Doc.Text)
	}
}
