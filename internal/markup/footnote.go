package markup

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/lateral-reader/lateral/internal/doc"
)

// footnote is a note of the text itself.
type footnote struct {
	id     string // without "fn-"
	number int
	refs   int
}

// findFootnotes numbers footnotes in order of definition and names their references. An id is made from the label: other characters
// than a-z 0-9 become "-", a label without any gives its number, a second label that gives the same id gets "_2", a second reference to a footnote ".2"; neither "_" nor "."
// can come from a label, so no two are equal.
func (t *Text) findFootnotes() {
	t.notes, t.refs = nil, nil
	n := len(t.body.Blocks)
	if n == 0 || t.body.Blocks[n-1].Kind != doc.Footnotes {
		return
	}
	t.notes, t.refs = map[string]*footnote{}, map[int]string{}
	seen := map[string]int{}
	for i, b := range t.body.Blocks[n-1].Children() {
		if t.notes[b.Label()] != nil {
			continue // a label that is defined twice: the first holds
		}
		id := cmp.Or(slug(b.Label()), strconv.Itoa(i+1))
		if seen[id]++; seen[id] > 1 {
			id += "_" + strconv.Itoa(seen[id])
		}
		t.notes[b.Label()] = &footnote{id: id, number: i + 1}
	}
	for i, s := range t.body.Spans {
		if s.Kind != doc.FootRef {
			continue
		}
		if f := t.notes[s.To]; f != nil {
			id := "fnref-" + f.id
			if f.refs++; f.refs > 1 {
				id += "." + strconv.Itoa(f.refs)
			}
			t.refs[i] = id
		}
	}
}

func slug(label string) string {
	out := []byte{}
	for i := 0; i < len(label); i++ {
		switch c := label[i]; {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
			out = append(out, c)
		case 'A' <= c && c <= 'Z':
			out = append(out, c|0x20)
		case len(out) > 0 && out[len(out)-1] != '-':
			out = append(out, '-')
		}
	}
	return strings.TrimSuffix(string(out), "-")
}

// reference writes a reference to a footnote that the text has.
func (w *writer) reference(span int) {
	f := w.t.notes[w.t.body.Spans[span].To]
	if f == nil {
		return
	}
	w.str(`<a class="fn"`)
	w.out = appendAttr(w.out, "href", "#"+w.t.o.Prefix+"fn-"+f.id)
	w.out = appendAttr(w.out, "id", w.t.o.Prefix+w.t.refs[span])
	w.str("><sup>")
	w.out = strconv.AppendInt(w.out, int64(f.number), 10)
	w.str("</sup></a>")
}

// footnotes writes the footnotes that stand at the end of a text.
func (w *writer) footnotes(b *doc.Block) {
	p := w.t.o.Prefix
	w.str(`<section class="footnotes"`)
	w.out = appendAttr(w.out, "aria-labelledby", p+"fnh")
	w.str(">\n")
	level := string('0' + rune(w.level(1)))
	w.str("<h" + level + ` class="vh"`)
	w.out = appendAttr(w.out, "id", p+"fnh")
	w.str(">Footnotes</h" + level + ">\n<ol>\n")
	for i := range b.Children() {
		c := &b.Children()[i]
		w.str("<li")
		f := w.t.notes[c.Label()]
		if f == nil || f.number != i+1 {
			f = nil
		} else {
			w.out = appendAttr(w.out, "id", p+"fn-"+f.id)
		}
		w.str(">")
		back := ""
		if f != nil && f.refs > 0 {
			back = string(appendAttr([]byte(`<a class="back"`), "href", "#"+p+"fnref-"+f.id)) + ` aria-label="Back to the text">↩</a>`
		}
		n := len(c.Children())
		inside := n > 0 && c.Children()[n-1].Kind == doc.Paragraph
		for j := range c.Children() {
			if j == n-1 && inside {
				w.back = back
			}
			w.block(&c.Children()[j])
		}
		if back != "" && !inside {
			w.str("<p>" + back + "</p>\n")
		}
		w.trimLine()
		w.str("</li>\n")
	}
	w.str("</ol>\n</section>\n")
}
