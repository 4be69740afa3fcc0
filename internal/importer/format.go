package importer

import (
	"bytes"
	"path"
	"strconv"
	"strings"

	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/field"
)

// format is one way in which texts come. Read makes paragraphs and fills what the format itself says of the text.
type format struct {
	Name  string
	Exts  []string               // of the file's name, lower case
	Sniff func(text string) bool // tells a text whose name does not; nil where only the name does
	Read  func(r *reading, text string) []para
}

// formats is the table of all formats. Rows above win where two could read a text.
var formats = []format{
	{Name: "markdown", Exts: []string{".md", ".markdown", ".mkd"}, Sniff: looksMarkdown, Read: readMarkdown},
	{Name: "text", Exts: []string{".txt", ".text", ""}, Read: readText},
}

// plainText is the format that takes every mark for a word's neighbour.
func plainText() *format { return &formats[len(formats)-1] }

// choose checks that the data is a text and finds its format.
func choose(name string, data []byte, o Options) (*format, diag.Diagnostic, bool) {
	at := diag.Place{File: name}
	switch {
	case len(data) > MaxSize:
		d := diag.Errorf(at, "the file has %d bytes, more than the %d that are read", len(data), MaxSize)
		return nil, d.WithHint("split it"), false
	case len(bytes.TrimSpace(data)) == 0:
		return nil, diag.Errorf(at, "the file is empty"), false
	}
	if d, ok := field.CheckText(name, data, 0); !ok {
		return nil, d, false
	}
	var names, exts []string
	ext := strings.ToLower(path.Ext(path.Base(strings.ReplaceAll(name, `\`, "/"))))
	var byName *format
	for i := range formats {
		f := &formats[i]
		names, exts = append(names, f.Name), append(exts, f.Exts...)
		for _, e := range f.Exts {
			if e == ext {
				byName = f
			}
		}
		if o.Format == f.Name {
			return f, diag.Diagnostic{}, true
		}
	}
	if o.Format != "" {
		return nil, diag.Errorf(at, "unknown format %q", o.Format).WithHint("%s", diag.DidYouMean(o.Format, names)), false
	}
	if byName == nil {
		d := diag.Errorf(at, "files of kind %s cannot be imported", ext)
		return nil, d.WithHint("known: %s; or say --format text", strings.TrimSpace(strings.Join(exts, " "))), false
	}
	if byName == plainText() {
		text := clean(data)
		for i := range formats {
			if f := &formats[i]; f.Sniff != nil && f.Sniff(text) {
				return f, diag.Diagnostic{}, true
			}
		}
	}
	return byName, diag.Diagnostic{}, true
}

// controls that are white space to a reader but not to every parser.
var controls = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", " ", "\f", "\n", "\u2028", "\n", "\u2029", "\n\n")

// clean takes the byte-order mark off and gives every line break one form.
func clean(data []byte) string {
	return controls.Replace(string(bytes.TrimPrefix(data, []byte("\ufeff"))))
}

func itoa(n int) string { return strconv.Itoa(n) }
