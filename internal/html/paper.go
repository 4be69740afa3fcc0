package html

import "strings"

// paper is what the short strings of a page are written on. All of a sheet are one thing to the garbage collector, and it goes when the last of
// them is gone: so nothing that outlives its page is written here.
type paper struct {
	sheet strings.Builder
	line  []byte // where a string is put together
}

const sheetSize = 32 << 10

// fit makes sure that so many bytes fit on the sheet, and gives the place where they begin.
func (p *paper) fit(n int) int {
	if p.sheet.Cap()-p.sheet.Len() < n {
		p.sheet.Reset()
		p.sheet.Grow(max(n, sheetSize))
	}
	return p.sheet.Len()
}

// keep gives bytes as a string. Without paper it is one of its own.
func (p *paper) keep(b []byte) string {
	if p == nil {
		return string(b)
	}
	from := p.fit(len(b))
	p.sheet.Write(b)
	return p.sheet.String()[from:]
}

// join puts a string together.
func (p *paper) join(parts ...string) string {
	n := 0
	for _, t := range parts {
		n += len(t)
	}
	from := p.fit(n)
	for _, t := range parts {
		p.sheet.WriteString(t)
	}
	return p.sheet.String()[from:]
}
