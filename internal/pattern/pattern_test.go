package pattern

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestPattern compares the methods with what is known of their results: an expression is compiled at the first of them, once.
func TestPattern(t *testing.T) {
	p := New(`(\pL+)-(\d+)`)
	const s = "a-1, bc-23"
	for name, c := range map[string][2]any{
		"MatchString":                   {p.MatchString(s), true},
		"Match":                         {p.Match([]byte("a-")), false},
		"FindString":                    {p.FindString(s), "a-1"},
		"FindIndex":                     {p.FindIndex([]byte(s)), []int{0, 3}},
		"FindSubmatch":                  {p.FindSubmatch([]byte(s)), [][]byte{[]byte("a-1"), []byte("a"), []byte("1")}},
		"FindStringIndex":               {p.FindStringIndex(s), []int{0, 3}},
		"FindStringSubmatch":            {p.FindStringSubmatch(s), []string{"a-1", "a", "1"}},
		"FindStringSubmatchIndex":       {p.FindStringSubmatchIndex(s), []int{0, 3, 0, 1, 2, 3}},
		"FindAllString":                 {p.FindAllString(s, -1), []string{"a-1", "bc-23"}},
		"FindAllStringIndex":            {p.FindAllStringIndex(s, 1), [][]int{{0, 3}}},
		"FindAllStringSubmatch":         {p.FindAllStringSubmatch(s, -1), [][]string{{"a-1", "a", "1"}, {"bc-23", "bc", "23"}}},
		"FindAllStringSubmatchIndex":    {p.FindAllStringSubmatchIndex(s, -1), [][]int{{0, 3, 0, 1, 2, 3}, {5, 10, 5, 7, 8, 10}}},
		"ReplaceAll":                    {string(p.ReplaceAll([]byte(s), []byte("$2"))), "1, 23"},
		"ReplaceAllString":              {p.ReplaceAllString(s, "$2"), "1, 23"},
		"ReplaceAllStringFunc":          {p.ReplaceAllStringFunc(s, func(string) string { return "x" }), "x, x"},
		"Split":                         {p.Split(s, -1), []string{"", ", ", ""}},
		"Split, two pieces at the most": {p.Split(s, 2), []string{"", ", bc-23"}},
	} {
		if d := cmp.Diff(c[1], c[0]); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
}

// TestNoPattern: what is no expression says so at its first use, and where all are compiled.
func TestNoPattern(t *testing.T) {
	p := New(`(`)
	t.Cleanup(func() { all = all[:len(all)-1] })
	for name, f := range map[string]func(){"use": func() { p.MatchString("") }, "Each": func() { Each(func(string) {}) }} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			f()
		}()
	}
}
