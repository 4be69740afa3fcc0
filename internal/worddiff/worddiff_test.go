package worddiff

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestLine(t *testing.T) {
	for _, row := range []struct{ old, now, want string }{
		{"the dose was to high", "the dose was too high", "the dose was [-to-] {+too+} high"},
		{"it is safe", "it is not safe", "it is {+not+} safe"},
		{"it is not safe", "it is safe", "it is [-not-] safe"},
		{"“We don’t know,” he said", `"We don't know," he said`, `"We don't know," he said`},
		{"nai\u0308ve – yes", "naïve - yes", "naïve - yes"},
		{"safe, he said", "safe. he said", "safe[-,-]{+.+} he said"},
		{"one two three four five six seven eight nine ten", "one two three four five six seven eight nine eleven", "… six seven eight nine [-ten-] {+eleven+}"},
		{"15,000 men", "50,000 men", "[-15,000-]{+50,000+} men"},
		{"港口关闭了", "港口开放了", "港口[-关闭-]{+开放+}了"},
		{"", "new words", "{+new words+}"},
		{"old words", "", "[-old words-]"},
		{"same", "same", "same"},
	} {
		parts := Words(row.old, row.now)
		if got := Line(parts); got != row.want {
			t.Errorf("%q, %q\nhave %q\nwant %q", row.old, row.now, got, row.want)
		}
		if Differ(parts) != strings.ContainsAny(row.want, "[{") {
			t.Errorf("%q, %q: differ %v", row.old, row.now, Differ(parts))
		}
	}
}

// apply makes b of a and the hunks.
func apply(a, b []string, hunks []Hunk) []string {
	var out []string
	at := 0
	for _, h := range hunks {
		out = append(out, a[at:h.A0]...)
		out = append(out, b[h.B0:h.B1]...)
		at = h.A1
	}
	return append(out, a[at:]...)
}

// longest is the length of the longest common subsequence, found in the plain way.
func longest(a, b []string) int {
	row := make([]int, len(b)+1)
	for i := range a {
		diagonal := 0
		for j := range b {
			up := row[j+1]
			if a[i] == b[j] {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(up, row[j])
			}
			diagonal = up
		}
	}
	return row[len(b)]
}

// TestListsAtRandom: the hunks make the new list of the old one, and where no item stands once they are the fewest possible.
func TestListsAtRandom(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 5000 {
		letters := 2 + r.IntN(12)
		list := func() []string {
			out := make([]string, r.IntN(30))
			for i := range out {
				out[i] = string(rune('a' + r.IntN(letters)))
			}
			return out
		}
		a, b := list(), list()
		hunks := Lists(a, b)
		if got := apply(a, b, hunks); strings.Join(got, "") != strings.Join(b, "") {
			t.Fatalf("%v to %v by %v gives %v", a, b, hunks, got)
		}
		kept := len(a)
		for _, h := range hunks {
			kept -= h.A1 - h.A0
		}
		if best := longest(a, b); kept > best || letters < 4 && kept < best*2/3 {
			t.Fatalf("%v to %v by %v keeps %d of %d", a, b, hunks, kept, best)
		}
	}
}

// TestListsOfLongTexts: two long lists that have nothing or everything in common take no long time.
func TestListsOfLongTexts(t *testing.T) {
	a, b, c := make([]string, 200_000), make([]string, 200_000), make([]string, 200_000)
	for i := range a {
		a[i], b[i], c[i] = string(rune('a'+i%26)), string(rune('A'+i%26)), string(rune('a'+i%25))
	}
	if h := Lists(a, b); len(h) != 1 {
		t.Errorf("%d hunks", len(h))
	}
	if h := Lists(a, a); len(h) != 0 {
		t.Errorf("%d hunks", len(h))
	}
	if got := apply(a, c, Lists(a, c)); strings.Join(got, "") != strings.Join(c, "") {
		t.Error("the hunks do not lead from one to the other")
	}
}

// TestUnifiedIsAPatch gives what Unified makes to patch.
func TestUnifiedIsAPatch(t *testing.T) {
	patch, err := exec.LookPath("patch")
	if err != nil {
		t.Skip("no patch here")
	}
	r := rand.New(rand.NewPCG(3, 4))
	for range 60 {
		file := func() string {
			var b strings.Builder
			for i := range 5 + r.IntN(40) {
				b.WriteString(string(rune('a'+(i+r.IntN(4))%26)) + "\n")
			}
			return strings.TrimSuffix(b.String(), []string{"", "\n"}[r.IntN(2)])
		}
		old, now := file(), file()
		if old == now {
			continue
		}
		dir := t.TempDir()
		at := filepath.Join(dir, "f")
		if err := os.WriteFile(at, []byte(old), 0o644); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(patch, "-s", "f")
		cmd.Dir, cmd.Stdin = dir, strings.NewReader(Unified("f", "f", old, now))
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v %s\n%s", err, out, Unified("f", "f", old, now))
		}
		got, err := os.ReadFile(at)
		if err != nil || string(got) != now {
			t.Fatalf("%v: have %q, want %q", err, got, now)
		}
	}
}

func FuzzWords(f *testing.F) {
	f.Add("the dose was to high", "the dose was too high")
	f.Add("港口 x\u00ad", "e\u0301 👍 é")
	f.Fuzz(func(t *testing.T, old, now string) {
		if len(old)+len(now) > 2000 {
			return
		}
		for _, p := range Words(old, now) {
			if p.Text == "" {
				t.Fatalf("an empty part of %q and %q", old, now)
			}
		}
	})
}
