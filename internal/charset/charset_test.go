package charset

import (
	"strings"
	"testing"
)

func TestDecode(t *testing.T) {
	for name, c := range map[string]struct{ data, label, want string }{
		"plain":                {"Grüße", "", "Grüße"},
		"mark":                 {"\ufeffGrüße", "", "Grüße"},
		"windows-1252":         {"Gr\xfc\xdfe \x93so\x94", "windows-1252", "Grüße “so”"},
		"latin1 is the same":   {"\x93so\x94", "latin1", "“so”"},
		"a mark names it":      {"\xff\xfeG\x00\xfc\x00", "windows-1252", "Gü"},
		"big-endian":           {"\xfe\xff\x00G\x00\xfc\xd8\x3d\xde\x00", "", "Gü😀"},
		"utf-16 without mark":  {"G\x00\xfc\x00", "utf-16", "Gü"},
		"shift_jis":            {"\x93\x63\x92\x86", "Shift_JIS", "田中"},
		"mac":                  {"Gr\x9f\xa7e", "macintosh", "Grüße"},
		"!no encoding":         {"Gr\xfc\xdfe", "", "x:1:3: error: invalid UTF-8: byte 0xfc\n    hint: if that should be a letter, say in which encoding the file is: --encoding windows-1252"},
		"!unknown":             {"a", "windows-1262", `x: error: unknown encoding "windows-1262"` + "\n    hint: did you mean \"windows-1252\"?"},
		"!not in it":           {"so\n ok \x81\x20", "shift_jis", "x:2:5: error: this cannot be read as shift_jis"},
		"!half":                {"\xff\xfeG\x00\n\x00\x3d\xd8", "", "x:2:1: error: invalid UTF-16: half of a pair, 0xd83d"},
		"!odd":                 {"\xff\xfeG\x00\xfc", "", "x:1:2: error: the file ends in the middle of a character"},
		"!cut":                 {"Gr\xc3", "", "x:1:3: error: the file ends in the middle of a character"},
		"!unmarked":            {"G\x00r\x00\xfc\x00", "", "--encoding utf-16le"},
		"!unmarked big-endian": {"\x00G\x00r\x00\xfc", "", "--encoding utf-16be"},
		"!NUL":                 {"a\n\x00b", "latin1", "x:2:1: error: this is not a text file: it holds a NUL byte"},
		"!PDF":                 {"%PDF-1.4\n", "", "it is a PDF; copy its text"},
		"!UTF-32":              {"\xff\xfe\x00\x00a\x00\x00\x00", "", "UTF-32"},
	} {
		text, d, ok := Decode("x", []byte(c.data), c.label)
		if _, wrong := strings.CutPrefix(name, "!"); wrong {
			if ok || !strings.Contains(d.String(), c.want) {
				t.Errorf("%s: %v %s, want %s", name, ok, d, c.want)
			}
		} else if !ok || text != c.want {
			t.Errorf("%s: %q %s, want %q", name, text, d, c.want)
		}
	}
}

func TestCommonNames(t *testing.T) {
	for _, n := range Common {
		if Name(n) == "" {
			t.Errorf("%s is not known", n)
		}
	}
}
