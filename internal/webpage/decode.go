package webpage

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"

	text "github.com/lateral-reader/lateral/internal/charset"
	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/pattern"
)

// declaredBytes is how far a declaration may stand from the top. Browsers stop at 1,024; what saves pages puts comments before it.
const declaredBytes = 8 << 10

var (
	metaCharset = pattern.New(`(?is)<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([A-Za-z0-9._:-]+)`)
	xmlEncoding = pattern.New(`(?i)^\s*<\?xml\b[^>]*?\bencoding\s*=\s*["']([A-Za-z0-9._:-]+)["']`)
	comments    = pattern.New(`(?s)<!--.*?-->`)
)

// Decode gives the text of a page in the encoding that is named, or that the page declares.
func Decode(file string, data []byte, name string) (string, diag.Diagnostic, bool) {
	return decode(file, data, name)
}

// decode turns a page's bytes into text: by the name given, by a byte-order mark, by the page's own declaration, else as UTF-8, else as
// windows-1252. A message beside true is a warning.
func decode(file string, data []byte, name string) (string, diag.Diagnostic, bool) {
	if marked, _ := text.Marked(data); marked == "" && unmarked16(data) == "" {
		if n := bytes.Count(data, []byte{0}); n > 0 && n*1000 < len(data) { // browsers leave them out, too
			s, d, ok := decodeText(file, bytes.ReplaceAll(data, []byte{0}, nil), name)
			if ok && d.Message == "" {
				d = diag.Warnf(diag.Place{File: file}, "the page holds NUL bytes, which were left out: %d", n)
			}
			return s, d, ok
		}
	}
	return decodeText(file, data, name)
}

func decodeText(file string, data []byte, name string) (string, diag.Diagnostic, bool) {
	at := diag.Place{File: file}
	if marked, _ := text.Marked(data); name != "" || marked != "" {
		return lines(text.Decode(file, data, name))
	}
	if n := unmarked16(data); n != "" {
		return lines(text.Decode(file, data, n))
	}
	said := declared(data)
	known := text.Name(said)
	if strings.HasPrefix(known, "utf-16") { // it could not have been read so far if it were
		known = "utf-8"
	}
	switch {
	case said == "":
		if utf8.Valid(data) {
			return lines(text.Decode(file, data, ""))
		}
		if d, broken := cutOff(file, data); broken {
			return "", d, false
		}
		s, d, ok := lines(text.Decode(file, data, "windows-1252"))
		if ok {
			d = diag.Warnf(at, "the page does not say how it is encoded and is no UTF-8; it was read as windows-1252").WithHint("if letters are wrong, name the encoding: --encoding")
		}
		return s, d, ok
	case known == "":
		d := diag.Errorf(at, "the page says that its encoding is %q, which is not known", said)
		return "", d.WithHint("name the right one: --encoding windows-1252"), false
	case known != "utf-8" && known != "" && surelyUTF8(data):
		s, d, ok := lines(text.Decode(file, data, "utf-8"))
		if ok {
			d = diag.Warnf(at, "the page says that it is %s, but it is UTF-8, and was read so", known)
		}
		return s, d, ok
	case known == "utf-8" && !utf8.Valid(data):
		if d, broken := cutOff(file, data); broken {
			return "", d, false
		}
		return notUTF8(file, data)
	default:
		s, d, ok := lines(text.Decode(file, data, known))
		if !ok {
			if t, warning, most := mostly(file, data, known); most {
				return lines(t, warning, true)
			}
		}
		return s, d, ok
	}
}

// surelyUTF8 reports whether data is UTF-8 whatever it says: somebody has saved the page anew and left its declaration.
func surelyUTF8(data []byte) bool {
	return utf8.Valid(data) && len(data)-utf8.RuneCount(data) >= 6
}

// mostly reads a page in which hardly any character is not of its encoding; those are left out, as they show nothing in a browser either.
func mostly(file string, data []byte, name string) (string, diag.Diagnostic, bool) {
	e, _ := charset.Lookup(name)
	if e == nil || bytes.IndexByte(data, 0) >= 0 {
		return "", diag.Diagnostic{}, false
	}
	out, err := e.NewDecoder().Bytes(data)
	s := string(out)
	bad := strings.Count(s, "\ufffd")
	if err != nil || bad == 0 || bad*500 > utf8.RuneCountInString(s) {
		return "", diag.Diagnostic{}, false
	}
	before, _, _ := strings.Cut(s, "\ufffd")
	place := diag.Place{File: file, Line: 1 + strings.Count(before, "\n"), Column: len(before) - strings.LastIndexByte(before, '\n')}
	return strings.ReplaceAll(s, "\ufffd", ""), diag.Warnf(place, "here and in %d other places there is no character of %s; left out", bad-1, name), true
}

// declared is the encoding that a page names for itself, "" where it does not.
func declared(data []byte) string {
	if len(data) > declaredBytes {
		data = data[:declaredBytes]
	}
	if m := xmlEncoding.FindSubmatch(data); m != nil {
		return string(m[1])
	}
	if m := metaCharset.FindSubmatch(comments.ReplaceAll(data, nil)); m != nil {
		return string(m[1])
	}
	return ""
}

// unmarked16 tells UTF-16 without a byte-order mark by the zeros beside the first characters.
func unmarked16(data []byte) string {
	trimmed := bytes.TrimLeft(data[:min(len(data), 64)], " \t\r\n\x00")
	if len(trimmed) < 2 || trimmed[0] != '<' {
		return ""
	}
	at := bytes.IndexByte(data, '<')
	switch {
	case at%2 == 0 && at+1 < len(data) && data[at+1] == 0:
		return "utf-16le"
	case at%2 == 1 && data[at-1] == 0:
		return "utf-16be"
	}
	return ""
}

// cutOff reports a file that ends in the middle of a character and is UTF-8 up to there.
func cutOff(file string, data []byte) (diag.Diagnostic, bool) {
	for n := 1; n < utf8.UTFMax && n < len(data); n++ {
		if c := data[len(data)-n]; utf8.RuneStart(c) {
			if c >= 0xc2 && !utf8.FullRune(data[len(data)-n:]) && utf8.Valid(data[:len(data)-n]) {
				_, d, _ := text.Decode(file, data, "utf-8")
				return d, true
			}
			return diag.Diagnostic{}, false
		}
	}
	return diag.Diagnostic{}, false
}

// notUTF8 reads a page that says UTF-8 but holds other bytes, as where an advertisement was pasted in: those alone are read as windows-1252,
// or the whole where they are the most.
func notUTF8(file string, data []byte) (string, diag.Diagnostic, bool) {
	good, bad, first := 0, 0, -1
	for i := 0; i < len(data); {
		if data[i] < utf8.RuneSelf {
			i++
			continue
		}
		_, n := utf8.DecodeRune(data[i:])
		if n == 1 {
			if bad++; first < 0 {
				first = i
			}
		} else {
			good++
		}
		i += n
	}
	if first < 0 {
		return lines(text.Decode(file, data, "utf-8"))
	}
	place := diag.Place{File: file, Line: 1 + bytes.Count(data[:first], []byte("\n")), Column: first - bytes.LastIndexByte(data[:first], '\n')}
	if bad >= good {
		s, d, ok := lines(text.Decode(file, data, "windows-1252"))
		if ok {
			d = diag.Warnf(place, "the page says that it is UTF-8, but it is not; it was read as windows-1252").WithHint("if letters are wrong, name the encoding: --encoding")
		}
		return s, d, ok
	}
	var b bytes.Buffer
	for i := 0; i < len(data); {
		_, n := utf8.DecodeRune(data[i:])
		if n == 1 && data[i] >= utf8.RuneSelf {
			one, _, _ := text.Decode(file, data[i:i+1], "windows-1252")
			b.WriteString(one)
		} else {
			b.Write(data[i : i+n])
		}
		i += n
	}
	s, d, ok := lines(text.Decode(file, b.Bytes(), "utf-8"))
	if ok {
		d = diag.Warnf(place, "%d of the page's characters, from here on, are not UTF-8, as it says; they were read as windows-1252", bad)
	}
	return s, d, ok
}

// lines gives every line break one form.
func lines(s string, d diag.Diagnostic, ok bool) (string, diag.Diagnostic, bool) {
	if strings.Contains(s, "\r") {
		s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s)
	}
	return s, d, ok
}
