package build

import (
	"bytes"
	"context"
	"encoding/binary"
	zeros "math/bits"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/output"
)

// page collects what a file renders, until the context ends: a template may not end by itself.
type page struct {
	ctx  context.Context
	data *bytes.Buffer
}

// Write takes what is rendered, and fails when the context has ended.
func (p page) Write(b []byte) (int, error) {
	if err := p.ctx.Err(); err != nil {
		return 0, err
	}
	return p.data.Write(b)
}

// printable gives a page in which every character that HTML forbids, and every byte that is no UTF-8, is U+FFFD: a title, a name or the lines of
// a source may hold them.
func printable(data []byte) []byte {
	if isPrintable(data) {
		return data
	}
	return bytes.Map(func(r rune) rune {
		if forbidden(r) {
			return utf8.RuneError
		}
		return r
	}, data)
}

// isPrintable reports whether printable has nothing to do. Every byte of the site passes here, so it looks at eight at once: the sum has a high bit
// where one of them is not ASCII, delete, or a control.
func isPrintable(data []byte) bool {
	const each = 0x0101010101010101
	for i := 0; i < len(data); {
		if i+8 <= len(data) {
			x := binary.LittleEndian.Uint64(data[i:])
			odd := (x | (x + each) | (x - ' '*each)) & (0x80 * each)
			if odd == 0 {
				i += 8
				continue
			}
			i += zeros.TrailingZeros64(odd) / 8 // the first; a carry or a borrow comes only from one that is odd itself
		}
		if data[i] == '\n' {
			i++
			continue
		}
		r, n := utf8.DecodeRune(data[i:])
		if forbidden(r) {
			return false
		}
		i += n
	}
	return true
}

// forbidden reports whether a character is a control or a noncharacter; invalid UTF-8 comes as utf8.RuneError, which is mapped to itself.
func forbidden(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' && r != '\f' || 0x7f <= r && r < 0xa0 || 0xfdd0 <= r && r <= 0xfdef || r&0xfffe == 0xfffe ||
		r == utf8.RuneError
}

// checkNames reports files whose names are the same but for case, or that a FAT file system or Windows cannot hold. Pages have names made of ids;
// a site's own static files may be called anything.
func checkNames(files []output.File) []diag.Diagnostic {
	var ds []diag.Diagnostic
	seen := make(map[string]string, len(files))
	for _, f := range files {
		at := diag.Place{File: f.Path}
		for part := range strings.SplitSeq(f.Path, "/") {
			if why := output.BadName(part); why != "" {
				ds = append(ds, diag.Errorf(at, "not every system can hold a file of this name: %s", why).WithHint("rename it"))
				break
			}
		}
		lower := strings.ToLower(f.Path)
		if other, ok := seen[lower]; ok {
			ds = append(ds, diag.Errorf(at, "the name is that of %s but for the case of letters", path.Base(other)).WithHint("not every system can hold both; rename one"))
		}
		seen[lower] = f.Path
	}
	return ds
}
