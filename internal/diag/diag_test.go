package diag

import (
	"fmt"
	"strings"
	"testing"
)

func TestNearest(t *testing.T) {
	known := []string{"supports", "disputes", "questions", "reports", "by", "c", "k0", "id"}
	for word, want := range map[string]string{
		"suports": "supports", "supprots": "supports", "Disputes": "disputes", "repotrs": "reports", "bye": "by", "di": "id",
		"x": "", "zz0": "", "evidence": "", "": "", strings.Repeat("supports", 100): "",
	} {
		if got := Nearest(word, known); got != want {
			t.Errorf("%q: have %q, want %q", word, got, want)
		}
	}
	// A long word among long ones is not looked for.
	long := strings.Repeat("é", 1<<20)
	if got := Nearest(long, []string{long + "x"}); got != "" {
		t.Error("a long word was compared")
	}
}

// TestPlaces: a name with a line feed makes no second line, and a message is for reading.
func TestPlaces(t *testing.T) {
	d := Errorf(Place{File: "a\nb.md", Line: 1, Column: 2}, "%q is not an id", strings.Repeat("ab", 1<<20))
	if s := d.String(); strings.Contains(s, "\n") || !strings.HasPrefix(s, `"a\nb.md":1:2: error: `) || len(s) > 2000 {
		t.Errorf("%.200s (%d bytes)", s, len(s))
	}
	if s := fmt.Sprint(Place{File: "é b.md", Line: 1}); s != "é b.md:1" {
		t.Error(s)
	}
}
