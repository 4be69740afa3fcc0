package html

import "unsafe"

// paper is what the short strings of a page are written on, and the next page has it after this one. So a string from it must not outlive its page:
// its words would become others. What is kept longer is cut with strings.Clone. TestMain has every sheet blotted when its page is done, which
// makes each such string show in whatever test prints it.
type paper struct {
	sheet []byte   // the one that is written on
	used  [][]byte // the full ones
	clean [][]byte
	line  []byte // where a string is put together
}

const sheetSize = 32 << 10

// blot is set by tests: what was written on a sheet cannot be read after its page.
var blot = false

// wipe takes all sheets back: the page that was written on them is done.
func (p *paper) wipe() {
	if p.sheet != nil {
		p.used = append(p.used, p.sheet)
	}
	for _, s := range p.used {
		if blot {
			for i := range s {
				s[i] = '#'
			}
		}
		if cap(s) == sheetSize { // a larger one was made for one string
			p.clean = append(p.clean, s[:0])
		}
	}
	clear(p.used)
	p.sheet, p.used = nil, p.used[:0]
}

// fit makes sure that so many bytes fit on the sheet, and gives the place where they begin.
func (p *paper) fit(n int) int {
	if n <= cap(p.sheet)-len(p.sheet) {
		return len(p.sheet)
	}
	if p.sheet != nil {
		p.used = append(p.used, p.sheet)
	}
	if last := len(p.clean) - 1; last >= 0 && n <= sheetSize {
		p.sheet, p.clean = p.clean[last], p.clean[:last]
	} else {
		p.sheet = make([]byte, 0, max(n, sheetSize))
	}
	return 0
}

// from is what was written on the sheet from a place on.
func (p *paper) from(at int) string {
	b := p.sheet[at:]
	return unsafe.String(unsafe.SliceData(b), len(b))
}

// keep gives bytes as a string. Without paper it is one of its own.
func (p *paper) keep(b []byte) string {
	if p == nil {
		return string(b)
	}
	at := p.fit(len(b))
	p.sheet = append(p.sheet, b...)
	return p.from(at)
}

// join puts a string together.
func (p *paper) join(parts ...string) string {
	n := 0
	for _, t := range parts {
		n += len(t)
	}
	at := p.fit(n)
	for _, t := range parts {
		p.sheet = append(p.sheet, t...)
	}
	return p.from(at)
}
