package shrink

import (
	"io"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

func TestShrink(t *testing.T) {
	below := fstest.MapFS{
		"static/a.css":  {Data: []byte("/* why */\np { color : red; }\n")},
		"static/a.js":   {Data: []byte("/* why */\n(function () { var word = 1; window.f = function () { return word + word; }; })();\n")},
		"static/bad.js": {Data: []byte("var var = ;")},
		"static/a.txt":  {Data: []byte("/* stays */ \n")},
	}
	f := New(below)
	for name, want := range map[string]string{
		"static/a.css": "p{color:red}", "static/a.txt": "/* stays */ \n", "static/bad.js": "var var = ;",
	} {
		if got, err := fs.ReadFile(f, name); err != nil || string(got) != want {
			t.Errorf("%s: have %q, %v, want %q", name, got, err, want)
		}
	}
	short, err := fs.ReadFile(f, "static/a.js")
	if err != nil || len(short) >= len(below["static/a.js"].Data) || strings.Contains(string(short), "why") || !strings.Contains(string(short), "window.f") {
		t.Errorf("the script is %q, %v", short, err)
	}
	file, err := f.Open("static/a.js")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	data, _ := io.ReadAll(file)
	if info, err := file.Stat(); err != nil || info.Size() != int64(len(short)) || string(data) != string(short) {
		t.Errorf("an opened file has other bytes than one that is read: %q", data)
	}
	if _, err := fs.ReadFile(f, "static/none.css"); err == nil {
		t.Error("a file that is not there can be read")
	}
}

// TestUnder: a site's copy of one of our files is shortened as ours is, until somebody changes it.
func TestUnder(t *testing.T) {
	const css = "a {\n  color: red;\n}\n"
	ours := New(fstest.MapFS{"static/a.css": {Data: []byte(css)}, "static/b.css": {Data: []byte(css)}, "static/a.txt": {Data: []byte(css)}})
	site := ours.Under(fstest.MapFS{
		"static/a.css": {Data: []byte(css)}, "static/b.css": {Data: []byte(css + "\n")}, "static/c.css": {Data: []byte(css)}, "static/a.txt": {Data: []byte(css)},
	})
	for name, want := range map[string]string{"static/a.css": "a{color:red}", "static/b.css": css + "\n", "static/c.css": css, "static/a.txt": css} {
		if got, err := fs.ReadFile(site, name); err != nil || string(got) != want {
			t.Errorf("%s: have %q, %v; want %q", name, got, err, want)
		}
	}
	if list, err := fs.ReadDir(site, "static"); err != nil || len(list) != 4 {
		t.Errorf("the folder has %d files, %v", len(list), err)
	}
	if _, err := site.Open("static/none.css"); err == nil {
		t.Error("a file that is not there was opened")
	}
}
