package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/notes"
)

// oddWords are what a note may say, and what some reader on the way might take for something else.
var oddWords = []string{
	"plain words", "it's", `"quoted" \ back\slash`, "a: b", "# no comment", "- item", "| block", "> fold", "& amp", "*star* **bold**", "!tag", "%", "@at", "`code`", "{a: b}", "[a, b]", "? key",
	"null", "~", "yes", "No", "true", "1e3", "0x1F", "012", "2024-01-01", "-", "---", "...", "=", "<<", " leading", "trailing ", "two  spaces", "tab\tbed", "line\nbreak", "three\n\nlines\n", "\nfirst empty", "  indented\n    more\nless",
	"ends with two\n\n", "crlf\r\nline", "cr\rline", "next\u0085line", "line\u2028separator", "nbsp\u00a0here", "\ufeffbom", "zero\u200bwidth", "soft\u00adhyphen", "e\u0301 decomposed", "é composed", "🎉👩\u200d👩\u200d👧", "🇫🇷", "العربية \u200fثم\u200e", "ภาษาไทย", "हिन्दी", "한국어",
	"\u1112\u1161\u11ab", "𝒜𝒷", "\u0007bell", "\u007fdel", "\ufffd", "<b>tag</b> & <script>", "]]>", "<!-- x -->", "javascript:x", "http://example.org/?a=b&c=d#e", "claim:worn", "stance:disputes", "[[talk]]", "[[talk#p1|words]]", "# heading\n\n- list\n- two\n\n```\ncode\n```", "1. one\n2. two",
	strings.Repeat("long ", 300), "’‘“”…–—", "0", "x",
}

// exchanged makes notes of every kind with every field, the words and the fields by chance, as a notes file in JSON, which is YAML.
func exchanged(rng *rand.Rand, layer string) string {
	pick := func(list ...string) string { return list[rng.IntN(len(list))] }
	words := func() string { return pick(oddWords...) }
	may := func() bool { return rng.IntN(3) == 0 }
	party := func() any {
		if may() {
			return pick("ines", "tomas", "authority", "radio", "guard")
		}
		p := map[string]any{"described": "x " + words()}
		if may() {
			p["kind"] = pick(notes.PartyKind...)
		}
		if may() {
			p["role"] = words()
		}
		if may() {
			p["of"] = pick("authority", words())
		}
		if may() {
			p["naming"] = pick("named", "described", "unnamed", "lost", "unclear")
		}
		if may() {
			p["distinct"] = words()
		}
		return p
	}
	list := []any{}
	for i := range 12 {
		k := notes.Kinds[rng.IntN(len(notes.Kinds))]
		n := map[string]any{"id": fmt.Sprintf("n%s-%d", layer, i), "kind": k.Name}
		has := func(key string) bool { return strings.Contains(" "+strings.Join(k.Keys, " ")+" ", " "+key+" ") }
		switch where := rng.IntN(7); {
		case where == 0 && k.Name == "gap":
		case where == 1:
			n["from"], n["to"] = "We closed it", "cars a day"
		case where == 2:
			n["quote"], n["prefix"], n["suffix"] = "because of", "closed it", "the bearings"
		case where == 3:
			n["quote"], n["paragraph"] = "The lift bridge", 0
		case where == 4:
			n["quote"], n["at"] = "“naïve” 🎉 words’ \u200fعربي", map[string]any{"paragraph": 3, "start": 3, "end": 9, "before": "0123456789ab", "after": "ba9876543210"}
			n["paragraph"] = 5
		case where == 5:
			n["quote"], n["paragraph"] = "20,000 cars\n a day", 2
		default:
			n["quote"] = "Is that so"
		}
		if has("claim") {
			n["claim"] = pick("worn", "cars")
		}
		if has("stance") {
			if n["put"] = pick(notes.Puts...); n["put"] != "declined" {
				n["stance"] = pick(notes.Stances...)
			}
		}
		if has("side") {
			n["side"], n["basis"] = pick(notes.Sides...), pick(notes.Bases...)
		}
		if has("speaker") && may() {
			n["speaker"] = party()
		}
		if has("via") && may() {
			n["via"] = []any{map[string]any{"described": words() + " y"}, map[string]any{"described": "z", "naming": "unstated"}}
		}
		if has("mode") && may() {
			n["mode"] = pick(notes.Modes...)
		}
		if has("certainty") && may() {
			n["certainty"] = pick(notes.Certainty...)
		}
		if has("basis") && may() {
			n["basis"] = pick(notes.Bases...)
		}
		if has("answers") && i > 0 && may() {
			n["answers"] = fmt.Sprintf("n%s-%d", layer, rng.IntN(i))
		}
		if has("figures") && may() {
			n["figures"] = []any{map[string]any{"words": "20,000 " + words(), "low": 20000, "high": 1e9, "counts": words(), "where": words(), "when": words(), "of": words()}, map[string]any{"words": "x", "low": -0.25}}
		}
		if has("neutral") {
			n["neutral"] = words() + " x"
		}
		if has("missing") {
			n["missing"] = []string{pick(notes.Missing...), "fact"}[:1+rng.IntN(2)]
		}
		if may() {
			n["see"] = []string{pick("talk", "worn", "https://example.org/a?b=c#d", "talk#p2"), "https://example.org/é"}
		}
		if may() {
			n["says"] = words()
		}
		if may() || k.Name == "context" || k.Name == "prompt" {
			n["note"] = "x " + words() + pick("", "\n", "\n\n")
		}
		if may() {
			n["for"] = "teacher"
		}
		if may() {
			n["draft"] = true
		}
		if may() {
			n["debatable"] = true
		}
		if may() {
			n["by"] = words() + " Z"
		}
		if may() {
			n["created"], n["modified"] = pick("2024", "2024-02", "2024-02-29"), "2024-03-01T10:00:00+05:30"
		}
		list = append(list, n)
	}
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(map[string]any{"by": words(), "notes": list}); err != nil {
		panic(err)
	}
	return escaped(b.String())
}

// escaped writes characters that do not print with a backslash, as YAML has to have them; JSON leaves some as they are.
func escaped(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r > 0x7e && !unicode.IsPrint(r) && r < 0x10000 {
			fmt.Fprintf(&b, `\u%04x`, r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

const exchangeTalk = `---
title: The lift bridge
rights: own
outlet: radio
speakers: {IC: ines, TO: tomas}
---
IC: Good morning. Why did you close it?

TO: We closed it because of the bearings. It carried 20,000 cars a day.

IC: Is that so? Some “naïve” 🎉 words’ ` + "\u200f" + `عربي stand here.
`

// TestExchange: what export annotations writes, import-notes reads back as the same notes in the same files, whatever they say.
func TestExchange(t *testing.T) {
	for seed := range uint64(25) {
		exchange(t, seed)
	}
}

func exchange(t *testing.T, seed uint64) {
	t.Helper()
	rng := rand.New(rand.NewPCG(seed, 7))
	dir, out := t.TempDir(), filepath.Join(t.TempDir(), "notes.jsonld")
	copySmallSite(t, dir)
	files := map[string]string{"talk.notes.yaml": exchanged(rng, "a"), "talk.second.notes.yaml": exchanged(rng, "b")}
	at := filepath.Join(dir, "content/bridge/sources")
	writeFile(t, filepath.Join(at, "talk.md"), exchangeTalk)
	for _, other := range []string{"report", "letter", "paper"} {
		writeFile(t, filepath.Join(at, other+".notes.yaml"), "notes: []\n")
	}
	writeFile(t, filepath.Join(at, "paper.second.notes.yaml"), "notes: []\n")
	writeFile(t, filepath.Join(dir, "content/harbour/sources/pilot.notes.yaml"), "notes: []\n")
	writeFile(t, filepath.Join(dir, "content/bridge/collection.md"), "---\ntitle: The bridge\n---\n")
	writeFile(t, filepath.Join(dir, "content/bridge/claims.yaml"), "claims:\n  - {id: worn, claim: The bearings were worn., type: fact}\n  - {id: cars, claim: Many., type: number, measure: {what: cars, unit: a day}}\n")
	for name, text := range files {
		writeFile(t, filepath.Join(at, name), text)
	}
	lateralRun(t, exitFine, "-s", dir, "check")
	lateralRun(t, exitFine, "-s", dir, "export", "annotations", "--edition", "teacher", "-o", out)
	for name := range files {
		if err := os.Remove(filepath.Join(at, name)); err != nil {
			t.Fatal(err)
		}
	}
	lateralRun(t, exitFine, "-s", dir, "import-notes", out)
	if code := run(t.Context(), []string{"-s", dir, "check"}, io.Discard, io.Discard); code != exitFine {
		t.Errorf("seed %d: check exits %d after it", seed, code)
	}
	tree := readTree(t, at)
	for name, text := range files {
		want, ds := notes.Parse(name, []byte(text))
		got, more := notes.Parse(name, []byte(tree[name]))
		if len(ds)+len(more) > 0 {
			t.Fatalf("seed %d: %v %v", seed, ds, more)
		}
		same := cmp.Options{cmpopts.IgnoreTypes(diag.Place{}, diag.Spot{}), cmpopts.EquateEmpty(),
			cmpopts.SortSlices(func(a, b notes.Note) bool { return a.ID < b.ID })}
		if d := cmp.Diff(want.Notes, got.Notes, same); d != "" {
			t.Errorf("seed %d, %s: %s", seed, name, d)
		}
	}
}
