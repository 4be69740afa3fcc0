// Package charset turns the bytes of a file into text. In go bytes and the name of an encoding, out comes UTF-8, or the place of the first
// byte that cannot be read. It guesses nothing: an encoding is named, or marked by the first bytes, or it is UTF-8.
package charset

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"

	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/field"
)

// Common lists the encodings that messages offer.
var Common = []string{"utf-8", "windows-1252", "iso-8859-1", "iso-8859-15", "macintosh", "utf-16le", "utf-16be", "windows-1250", "windows-1251", "koi8-r",
	"iso-8859-2", "windows-1253", "windows-1254", "windows-1255", "windows-1256", "shift_jis", "euc-jp", "gb18030", "big5", "euc-kr"}

// Name is the name under which the WHATWG knows an encoding: latin1 is windows-1252. It is "" where that does not know it, or where its
// decoder gives no text.
func Name(label string) string {
	switch strings.ToLower(strings.TrimSpace(label)) {
	case "cp1252", "cp-1252":
		return "windows-1252"
	case "macroman", "mac-roman":
		return "macintosh"
	}
	e, err := htmlindex.Get(label)
	if err != nil {
		return ""
	}
	name, err := htmlindex.Name(e)
	if err != nil || name == "replacement" || name == "x-user-defined" {
		return ""
	}
	return name
}

var marks = []struct{ bytes, name string }{{"\xef\xbb\xbf", "utf-8"}, {"\xff\xfe", "utf-16le"}, {"\xfe\xff", "utf-16be"}}

// Marked is the encoding that a byte-order mark names, and the mark's length; "" where there is none.
func Marked(data []byte) (name string, n int) {
	for _, m := range marks {
		if bytes.HasPrefix(data, []byte(m.bytes)) {
			return m.name, len(m.bytes)
		}
	}
	return "", 0
}

// Decode gives the text of data without its byte-order mark. A mark names the encoding; else label does; else it is UTF-8. Where a byte
// cannot be read, or the text holds a NUL, it gives the message with the place.
func Decode(file string, data []byte, label string) (string, diag.Diagnostic, bool) {
	if what := binary(data); what != "" {
		return "", diag.Errorf(diag.Place{File: file}, "this is no text file: it is %s", what), false
	}
	name, n := Marked(data)
	data = data[n:]
	if name == "" && label != "" {
		if name = Name(label); name == "" {
			d := diag.Errorf(diag.Place{File: file}, "unknown encoding %q", label)
			return "", d.WithHint("%s", diag.DidYouMean(label, Common)), false
		}
	}
	switch name {
	case "", "utf-8":
		d, ok := checkUTF8(file, data)
		return string(data), d, ok
	case "utf-16le":
		return utf16(file, data, 0)
	case "utf-16be":
		return utf16(file, data, 1)
	}
	e, err := htmlindex.Get(name)
	if err != nil {
		return "", diag.Errorf(diag.Place{File: file}, "unknown encoding %q", label), false
	}
	return decode(file, data, e, name)
}

// checkUTF8 says where text is none, and what it may be.
func checkUTF8(file string, data []byte) (diag.Diagnostic, bool) {
	d, ok := field.CheckText(file, data, 0)
	switch {
	case ok:
	case bytes.IndexByte(data, 0) < 0:
		if ending(data) {
			return diag.Errorf(d.Place, "the file ends in the middle of a character").WithHint("it is cut off; get it whole"), false
		}
		d = d.WithHint("if that should be a letter, say in which encoding the file is: --encoding windows-1252")
	case zeros(data, 1):
		d = d.WithHint("it may be UTF-16 without a byte-order mark: --encoding utf-16le")
	case zeros(data, 0):
		d = d.WithHint("it may be UTF-16 without a byte-order mark: --encoding utf-16be")
	}
	return d, ok
}

// ending reports whether nothing but the last character is wrong, and that because the file ends in it.
func ending(data []byte) bool {
	for n := 1; n < utf8.UTFMax && n <= len(data); n++ {
		if c := data[len(data)-n]; utf8.RuneStart(c) {
			return c >= 0xc2 && !utf8.FullRune(data[len(data)-n:]) && utf8.Valid(data[:len(data)-n])
		}
	}
	return false
}

// zeros reports whether most bytes at even (0) or odd (1) places are 0 and hardly one of the others is.
func zeros(data []byte, odd int) bool {
	var n [2]int
	for i, c := range data {
		if c == 0 {
			n[i%2]++
		}
	}
	return n[odd]*4 > len(data) && n[1-odd]*20 < n[odd]
}

// utf16 reads two bytes a unit, of which the second, or the first, is the low one.
func utf16(file string, data []byte, low int) (string, diag.Diagnostic, bool) {
	var b strings.Builder
	b.Grow(len(data))
	unit := func(i int) rune { return rune(data[i+low]) | rune(data[i+1-low])<<8 }
	wrong := func(format string, args ...any) (string, diag.Diagnostic, bool) {
		return "", diag.Errorf(place(file, b.String()), format, args...), false
	}
	for i := 0; i < len(data); i += 2 {
		if i+1 == len(data) {
			s, d, ok := wrong("the file ends in the middle of a character")
			return s, d.WithHint("it is cut off; get it whole"), ok
		}
		r := unit(i)
		switch {
		case r == 0:
			return wrong("this is not a text file: it holds a NUL character")
		case r >= 0xdc00 && r < 0xe000, r >= 0xd800 && r < 0xdc00 && i+4 > len(data):
			return wrong("invalid UTF-16: half of a pair, 0x%04x", r)
		case r >= 0xd800 && r < 0xdc00:
			second := unit(i + 2)
			if second < 0xdc00 || second >= 0xe000 {
				return wrong("invalid UTF-16: half of a pair, 0x%04x", r)
			}
			r = 0x10000 + (r-0xd800)<<10 + second - 0xdc00
			i += 2
		}
		b.WriteRune(r)
	}
	return b.String(), diag.Diagnostic{}, true
}

// decode reads any other encoding. Its decoder writes U+FFFD for what it cannot read.
func decode(file string, data []byte, e encoding.Encoding, name string) (string, diag.Diagnostic, bool) {
	out, err := e.NewDecoder().Bytes(data)
	if err != nil {
		return "", diag.Errorf(diag.Place{File: file}, "cannot be read as %s: %s", name, err), false
	}
	text := string(out)
	if i := strings.IndexRune(text, utf8.RuneError); i >= 0 {
		d := diag.Errorf(place(file, text[:i]), "this cannot be read as %s", name)
		return "", d.WithHint("is that the encoding? known are %s and others", strings.Join(Common, ", ")), false
	}
	if i := strings.IndexByte(text, 0); i >= 0 {
		return "", diag.Errorf(place(file, text[:i]), "this is not a text file: it holds a NUL byte"), false
	}
	return text, diag.Diagnostic{}, true
}

// place is where the text after before begins.
func place(file, before string) diag.Place {
	return diag.Place{File: file, Line: 1 + strings.Count(before, "\n"), Column: len(before) - strings.LastIndexByte(before, '\n')}
}

// binary names the kinds of files that people take for texts, by their first bytes.
func binary(data []byte) string {
	for _, k := range []struct{ first, what string }{
		{"%PDF-", "a PDF; copy its text into a file"},
		{"PK\x03\x04", "a ZIP archive, or a document of an office program; save it as plain text or HTML"},
		{"\xd0\xcf\x11\xe0", "a document of an office program; save it as plain text or HTML"},
		{`{\rtf1`, "rich text (RTF); save it as plain text or HTML"},
		{"\x1f\x8b", "compressed with gzip; unpack it"},
		{"\x89PNG", "a picture"},
		{"\xff\xd8\xff", "a picture"},
		{"GIF89a", "a picture"},
		{"ID3\x03", "sound"},
		{"ID3\x04", "sound"},
		{"OggS\x00", "sound"},
		{"bplist00", "a web archive or another property list; save the page as HTML"},
		{"\xff\xfe\x00\x00", "UTF-32; save it as UTF-8"},
		{"\x00\x00\xfe\xff", "UTF-32; save it as UTF-8"},
	} {
		if bytes.HasPrefix(data, []byte(k.first)) {
			return k.what
		}
	}
	return ""
}
