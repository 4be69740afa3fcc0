package field

import (
	"strings"
	"testing"
)

const hand = `# Notes of two people.
by: M. Reyes      # both
defaults: &d {certainty: certain}

notes:
  # the first
  - id: plain   # why
    quote: Becuase of the bearings   # see below
    paragraph: 3
    claim: c

  - id: double
    quote: "He said \"becuase\" — yes"
    prefix: 'it''s becuase'

  - id: literal
    quote: |
      Becuase of
        the bearings

    claim: c
  - id: folded
    quote: >-
      One two becuase
      of the
      bearings worn
    # behind
    paragraph: h2

  - {id: flow, quote: becuase of it, at: {paragraph: 3, start: 1}, claim: c} # flow
  - id: long
    quote: becuase of
      the bearings
      and more
  - id: anchored
    quote: &q becuase of it
  - id: alias
    quote: *q
  - id: blockat
    quote: x becuase
    at:
      paragraph: 3
      start: 4
  - <<: *d
    id: merged
    quote: becuase
  - quote: no id
    kind: prompt
  - {quote: "no id", kind: prompt}
  - quote: last one becuase`

func TestAmend(t *testing.T) {
	index := map[string]int{"plain": 0, "double": 1, "literal": 2, "folded": 3, "flow": 4, "long": 5, "anchored": 6, "alias": 7, "blockat": 8, "merged": 9, "noid": 10, "noidflow": 11, "last": 12}
	at := Set{Key: "at", Value: "{paragraph: 4, start: 9, end: 12}", Raw: true, After: []string{"quote", "paragraph"}}
	quote := func(s string) []Set { return []Set{{Key: "quote", Value: s}} }
	for _, row := range []struct {
		entry string
		sets  []Set
		edits []string // old and new text in turn; none: refused
	}{
		{"plain", quote("Because of the bearings"), []string{"Becuase of the bearings   #", "Because of the bearings   #"}},
		{"plain", quote("Because: of the bearings"), []string{"Becuase of the bearings   #", `"Because: of the bearings"   #`}},
		{"plain", []Set{{Key: "paragraph", Value: "h4"}, at}, []string{"paragraph: 3\n    claim", "paragraph: h4\n    at: {paragraph: 4, start: 9, end: 12}\n    claim"}},
		{"double", quote(`He said "because" — yes`), []string{`\"becuase\"`, `\"because\"`}},
		{"double", []Set{{Key: "prefix", Value: "it's because"}}, []string{"it''s becuase", "it''s because"}},
		{"literal", quote("Because of the bearings"), []string{"Becuase of\n", "Because of\n"}},
		{"folded", quote("One two because of the bearings worn"), []string{"One two becuase", "One two because"}},
		{"folded", quote("One two be cause of the bearings worn"), []string{"One two becuase", "One two be cause"}},
		{"folded", quote("One two because of the bearings torn"), []string{"two becuase\n", "two because\n", "bearings worn", "bearings torn"}},
		{"folded", []Set{at}, []string{"paragraph: h2\n", "paragraph: h2\n    at: {paragraph: 4, start: 9, end: 12}\n"}},
		{"flow", quote("because of it"), []string{"quote: becuase of it", "quote: because of it"}},
		{"flow", quote("because, of it"), []string{"quote: becuase of it", `quote: "because, of it"`}},
		{"flow", []Set{at}, []string{"at: {paragraph: 3, start: 1}", "at: {paragraph: 4, start: 9, end: 12}"}},
		{"flow", []Set{{Key: "prefix", Value: "a: b", After: []string{"quote"}}}, []string{"becuase of it, at", `becuase of it, prefix: "a: b", at`}},
		{"long", quote("because of the bearings and more"), []string{"quote: becuase of\n", "quote: because of\n"}},
		{"anchored", quote("because of it"), nil},
		{"alias", quote("because of it"), []string{"quote: *q", "quote: because of it"}},
		{"blockat", []Set{at}, []string{"at:\n      paragraph: 3\n      start: 4\n", "at: {paragraph: 4, start: 9, end: 12}\n"}},
		{"merged", quote("because"), []string{"quote: becuase\n  - quote: no id", "quote: because\n  - quote: no id"}},
		{"noid", []Set{{Key: "id", Value: "prompt-no-id"}}, []string{"- quote: no id", "- id: prompt-no-id\n    quote: no id"}},
		{"noidflow", []Set{{Key: "id", Value: "prompt-no-id"}}, []string{"{quote: \"no", "{id: prompt-no-id, quote: \"no"}},
		{"last", append(quote("last one because"), at), []string{"last one becuase", "last one because\n    at: {paragraph: 4, start: 9, end: 12}"}},
	} {
		for _, eol := range []string{"\n", "\r\n", "\r"} {
			for _, before := range []string{"", "\ufeff"} {
				data := before + strings.ReplaceAll(hand, "\n", eol)
				want := hand
				for i := 0; i+1 < len(row.edits); i += 2 {
					if strings.Count(want, row.edits[i]) != 1 && row.edits[i] != "" {
						t.Fatalf("%s: %q is no single place", row.entry, row.edits[i])
					}
					want = strings.Replace(want, row.edits[i], row.edits[i+1], 1)
				}
				want = before + strings.ReplaceAll(want, "\n", eol)
				out, refused := Amend([]byte(data), "notes", []Amendment{{Entry: index[row.entry], Sets: row.sets}})
				if got := len(refused) > 0; got != (row.edits == nil) {
					t.Errorf("%s: refused %v", row.entry, refused)
				}
				if string(out) != want {
					t.Errorf("%s %v\nhave %q\nwant %q", row.entry, row.sets, out, want)
				}
				again, _ := Amend(out, "notes", []Amendment{{Entry: index[row.entry], Sets: row.sets}})
				if string(again) != string(out) {
					t.Errorf("%s: a second time gives %q", row.entry, again)
				}
			}
		}
	}
}

// TestAmendOdd: files that few people write, whole as they were and as they are.
func TestAmendOdd(t *testing.T) {
	at := Set{Key: "at", Value: "{start: 9}", Raw: true, After: []string{"quote"}}
	id := Set{Key: "id", Value: "a"}
	for _, row := range []struct {
		was  string
		sets []Set
		want string
	}{
		{"notes:\n  - quote: x\n    kind: p\n", []Set{id, at}, "notes:\n  - id: a\n    quote: x\n    at: {start: 9}\n    kind: p\n"},
		{"notes:\n  - {kind: p, quote: x}", []Set{id, at}, "notes:\n  - {id: a, kind: p, quote: x, at: {start: 9}}"},
		{"notes:\n  - quote: |\n      x", []Set{at}, "notes:\n  - at: {start: 9}\n    quote: |\n      x"},
		{"notes:\n  - quote: |\n      x", []Set{id, at}, "notes:\n  - id: a\n    at: {start: 9}\n    quote: |\n      x"},
		{"notes:\n  - kind: p\n    quote: |+\n      x\n\n\n", []Set{at}, "notes:\n  - kind: p\n    at: {start: 9}\n    quote: |+\n      x\n\n\n"},
		{"notes:\n  - quote: |2-\n        x\n    kind: p\n", []Set{at}, "notes:\n  - quote: |2-\n        x\n    at: {start: 9}\n    kind: p\n"},
		{"notes:\n  - quote: |\n      x\n# at the margin\n    kind: p\n", []Set{at}, "notes:\n  - quote: |\n      x\n    at: {start: 9}\n# at the margin\n    kind: p\n"},
		{"notes:\n  - id:   # none\n    quote: x\n    at:\n", []Set{id, at}, "notes:\n  - id: a   # none\n    quote: x\n    at: {start: 9}\n"},
		{"notes:\n  - {id: , quote: x}\n", []Set{id}, "notes:\n  - {id: a , quote: x}\n"},
		{"notes:\n  - id: \"\"\n    quote: x\n", []Set{id}, "notes:\n  - id: \"a\"\n    quote: x\n"},
		{"notes:\n  - at: ~\n    quote: x\n", []Set{at}, "notes:\n  - at: {start: 9}\n    quote: x\n"},
		{"notes:\n  - at: &x {start: 3}\n    quote: x\n", []Set{at}, "notes:\n  - at: &x {start: 9}\n    quote: x\n"},
		{"notes:\n  - at:\n    - 1\n  - b: &x 1\n", []Set{at}, "notes:\n  - at: {start: 9}\n  - b: &x 1\n"},
		{"notes:\r\n  - quote: x\n    kind: p\r\n", []Set{at}, "notes:\r\n  - quote: x\n    at: {start: 9}\n    kind: p\r\n"},
		{"\ufeff# c\nnotes:\n  - quote:\tx\t# y", []Set{{Key: "quote", Value: "z"}}, "\ufeff# c\nnotes:\n  - quote:\tz\t# y"},
		{"notes:\n  - {quote: x,\t# c\n\t\tkind: p}\n", []Set{at}, "notes:\n  - {quote: x, at: {start: 9},\t# c\n\t\tkind: p}\n"},
		{"{notes: [{quote: \"é🎉\", quote2: 1}, {\"b\":\"c\"}]}", []Set{at}, "{notes: [{quote: \"é🎉\", at: {start: 9}, quote2: 1}, {\"b\":\"c\"}]}"},
		{"notes:\n  - quote : x\n    'at' : {start: 3}\n", []Set{at}, "notes:\n  - quote : x\n    'at' : {start: 9}\n"},
		{"---\nnotes:\n- quote: x\n...", []Set{at}, "---\nnotes:\n- quote: x\n  at: {start: 9}\n..."},
	} {
		out, refused := Amend([]byte(row.was), "notes", []Amendment{{0, row.sets}})
		if string(out) != row.want || len(refused) > 0 {
			t.Errorf("%q\nhave %q %v\nwant %q", row.was, out, refused, row.want)
		}
	}
}

// TestAmendSome: what cannot be changed holds up nothing else.
func TestAmendSome(t *testing.T) {
	var as []Amendment
	for i := range 13 {
		if i == 7 {
			continue // it uses what stands in 6
		}
		as = append(as, Amendment{i, []Set{{Key: "quote", Value: "other words"}}})
	}
	out, refused := Amend([]byte(hand), "notes", as)
	if len(refused) != 1 || refused[6] == nil || strings.Count(string(out), "other words") != 11 {
		t.Errorf("refused %v\n%s", refused, out)
	}
}

// TestAmendRefuses what it cannot find its way in.
func TestAmendRefuses(t *testing.T) {
	for _, data := range []string{
		"", "notes: x\n", "- a\n", "notes: [a, b]\n", "notes: {id: a}\n", "notes:\n  - ? id\n    : a\n", "notes: &n\n- id: a\n  <<: *n\n",
		"notes:\n  - {id: a, at: {paragraph: 3, # why\n     start: 4}}\n", "notes:\n  - at:\n      # why\n      start: 4\n", "x: &e {id: a}\nnotes:\n  - *e\n", "notes:\n  - id: a\n   b: c\n",
	} {
		out, refused := Amend([]byte(data), "notes", []Amendment{{0, []Set{{Key: "at", Value: "{start: 5}", Raw: true, After: []string{"id"}}}}})
		if refused[0] == nil || string(out) != data {
			t.Errorf("%q: refused %v, gives %q", data, refused, out)
		}
	}
}

func FuzzAmend(f *testing.F) {
	f.Add(hand, 3, "words, \"of\" mine")
	f.Add("notes:\n  - a: |2\n       x\n\n\n    quote: 'a\n\n     b'\t# c\n", 0, "é")
	f.Fuzz(func(t *testing.T, data string, entry int, value string) {
		if value = spaced(value); value == "" || len(data) > 5000 {
			return
		}
		before, err := newEditor([]byte(data), "notes")
		out, refused := Amend([]byte(data), "notes", []Amendment{{entry, []Set{{Key: "quote", Value: value}}}})
		if refused[entry] != nil {
			if string(out) != data {
				t.Fatalf("refused, and changed: %q", out)
			}
			return
		}
		after, err2 := newEditor(out, "notes")
		if err != nil || err2 != nil || len(before.entries) != len(after.entries) {
			t.Fatalf("%v %v %q", err, err2, out)
		}
		n := after.entries[entry]
		if got := spaced(n.Content[keyIn(n, "quote")+1].Value); got != value {
			t.Fatalf("%q: have %q, want %q", out, got, value)
		}
	})
}
