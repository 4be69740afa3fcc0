package field

import (
	"bytes"
	"unicode/utf8"

	"github.com/lateral-reader/lateral/internal/diag"
)

// CheckText reports the first byte of data that no text file holds: invalid UTF-8 or a control character.
func CheckText(file string, data []byte, line int) (diag.Diagnostic, bool) {
	if utf8.Valid(data) && bytes.IndexByte(data, 0) < 0 {
		return diag.Diagnostic{}, true
	}
	at, col := line+1, 1
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		return diag.Errorf(diag.Place{File: file, Line: at, Column: col}, "this file is written in UTF-16").WithHint("save it as UTF-8"), false
	}
	for i := 0; i < len(data); {
		c := data[i]
		switch {
		case c == '\n':
			at, col = at+1, 1
			i++
			continue
		case c == 0:
			return diag.Errorf(diag.Place{File: file, Line: at, Column: col}, "this is not a text file: it holds a NUL byte"), false
		case c < utf8.RuneSelf:
			i, col = i+1, col+1
			continue
		}
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			d := diag.Errorf(diag.Place{File: file, Line: at, Column: col}, "invalid UTF-8: byte 0x%02x", c)
			return d.WithHint("save the file as UTF-8"), false
		}
		i, col = i+n, col+n
	}
	return diag.Diagnostic{}, true
}
