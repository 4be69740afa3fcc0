package worddiff

import (
	"fmt"
	"strings"
)

// context is how many lines stay on each side of a difference.
const context = 3

// Unified gives the differences of two files as a unified diff, "" where they are the same. Line ends count; that of a last line that has none
// is said, as diff does.
func Unified(oldName, newName, old, now string) string {
	a, b := lines(old), lines(now)
	hunks := Lists(a, b)
	if len(hunks) == 0 {
		return ""
	}
	var out strings.Builder
	fmt.Fprintf(&out, "--- %s\n+++ %s\n", oldName, newName)
	for len(hunks) > 0 {
		n := 1
		for n < len(hunks) && hunks[n].A0-hunks[n-1].A1 <= 2*context {
			n++
		}
		group := hunks[:n]
		hunks = hunks[n:]
		first, last := group[0], group[n-1]
		a0, b0 := max(0, first.A0-context), max(0, first.B0-context)
		a1, b1 := min(len(a), last.A1+context), min(len(b), last.B1+context)
		fmt.Fprintf(&out, "@@ -%s +%s @@\n", span(a0, a1), span(b0, b1))
		at := a0
		for _, h := range group {
			put(&out, " ", a[at:h.A0])
			put(&out, "-", a[h.A0:h.A1])
			put(&out, "+", b[h.B0:h.B1])
			at = h.A1
		}
		put(&out, " ", a[at:a1])
	}
	return out.String()
}

// span is how a hunk says which lines it has.
func span(from, to int) string {
	switch to - from {
	case 0:
		return fmt.Sprintf("%d,0", from)
	case 1:
		return fmt.Sprint(from + 1)
	}
	return fmt.Sprintf("%d,%d", from+1, to-from)
}

func put(out *strings.Builder, sign string, lines []string) {
	for _, l := range lines {
		out.WriteString(sign + l)
		if !strings.HasSuffix(l, "\n") {
			out.WriteString("\n\\ No newline at end of file\n")
		}
	}
}

// lines cuts a file behind each line feed.
func lines(s string) []string {
	l := strings.SplitAfter(s, "\n")
	if l[len(l)-1] == "" {
		l = l[:len(l)-1]
	}
	return l
}
