package build

import (
	"bytes"
	"context"
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

func (p page) Write(b []byte) (int, error) {
	if err := p.ctx.Err(); err != nil {
		return 0, err
	}
	return p.data.Write(b)
}

// printable gives a page in which every character that HTML forbids, and every byte that is no UTF-8, is U+FFFD: a title, a name or the lines of
// a source may hold them.
func printable(data []byte) []byte {
	if bytes.IndexFunc(data, forbidden) < 0 {
		return data
	}
	return bytes.Map(func(r rune) rune {
		if forbidden(r) {
			return utf8.RuneError
		}
		return r
	}, data)
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
	seen := map[string]string{}
	for _, f := range files {
		at := diag.Place{File: f.Path}
		for part := range strings.SplitSeq(f.Path, "/") {
			if why := output.BadName(part); why != "" {
				ds = append(ds, diag.Errorf(at, "not every system can hold a file of this name: %s", why).WithHint("rename it"))
				break
			}
		}
		if other, ok := seen[strings.ToLower(f.Path)]; ok {
			ds = append(ds, diag.Errorf(at, "the name is that of %s but for the case of letters", path.Base(other)).WithHint("not every system can hold both; rename one"))
		}
		seen[strings.ToLower(f.Path)] = f.Path
	}
	return ds
}
