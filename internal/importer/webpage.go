package importer

import (
	"strings"

	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/pattern"
	"github.com/lateral-reader/lateral/internal/webpage"
	"github.com/lateral-reader/lateral/internal/words"
)

var pageStart = pattern.New(`(?is)^(?:\x{feff}|<\?xml[^>]*>|<!--.*?-->|\s)*<(?:!doctype\s+html|html|head|body)\b`)

// looksWebpage reports whether a file begins as a page does.
func looksWebpage(head string) bool {
	return pageStart.MatchString(head) || webpage.IsArchive(head)
}

// markedLine matches a line that is an element of a page, or ends in a break.
var markedLine = pattern.New(`(?i)^\s*<(?:p|div|h[1-6]|li|ul|ol|dl|dt|dd|b|strong|em|i|span|blockquote|table|tr|hr|br|a)\b[^<>]*>.*(?:</[a-z0-9]+>|<br\s*/?>|<hr\s*/?>|>)\s*$`)

// looksMarkup reports whether nearly all lines of a text are elements, as where the inner part of a page was copied.
func looksMarkup(text string) bool {
	n, lines := 0, 0
	for s := range strings.SplitSeq(text, "\n") {
		if strings.TrimSpace(s) == "" {
			continue
		}
		if lines++; markedLine.MatchString(s[:min(len(s), 4000)]) || len(s) > 4000 && markedLine.MatchString(s[:200]+"<br>") {
			n++
		}
	}
	return n >= 3 && n*10 >= lines*9
}

// readWebpage reads a page as a browser saves it: what it states of itself into the front matter, its article into paragraphs, and all other words
// that it shows into the list of what was left out.
func readWebpage(r *reading, in input) ([]para, []diag.Diagnostic) {
	p, ds := webpage.Read(r.name, in.data, r.o.Encoding)
	if p == nil {
		return nil, ds
	}
	if len(p.Blocks) == 0 && p.Listing == "" {
		d := diag.Errorf(diag.Place{File: r.name}, "no article was found on the page")
		if p.Frames {
			return nil, append(ds, d.WithHint("it shows other pages in frames: save the one that has the article"))
		}
		return nil, append(ds, d.WithHint("its text may be made by a script: save the page from a browser once it is shown, or copy the text into a file"))
	}
	res := r.res
	res.Title, res.Subtitle, res.Byline, res.Published = p.Title, p.Subtitle, p.Byline, p.Published
	res.OutletName, res.URL, res.Lang, res.Original.Time = p.Outlet, p.URL, p.Lang, p.Saved
	r.input, r.picked = p.Words, true
	for _, d := range p.Dropped {
		r.drop(line{d.Line, d.Text}, d.Why)
	}
	for _, d := range p.Doubts {
		r.problem(d.Line, "%s", d.Text)
	}
	r.pageImprint(p.Imprint)
	for _, names := range [][]string{p.Unseen, p.Desk} {
		if len(res.Byline) == 0 && len(names) > 0 {
			res.Byline = names
			r.drop(line{0, strings.Join(names, ", ")}, "stated as author: the byline, now in the front matter")
		}
	}
	if res.OutletName == "" {
		r.pageCopyright(p.Dropped, p.Signs)
	}
	if len(res.Byline) == 0 && res.OutletName != "" {
		r.besideOutlet(p.Imprint)
	}
	if p.Listing != "" {
		r.way.format, r.picked, r.markdown = &format{Name: "text"}, false, p.Listing
		return r.readText(clean(p.Listing)), ds
	}
	var paras []para
	var all strings.Builder
	var next pageLabel
	all.WriteString(escape(p.Title, false, true, true) + "\n\n" + escape(p.Subtitle, false, true, true) + "\n\n")
	for _, b := range p.Blocks {
		if b.Speaker != "" {
			r.lost(next)
			next = pageLabel{line{b.Line, b.Speaker}, &label{printed: b.Speaker, time: b.Time}}
			continue
		}
		q := para{kind: []kind{plain, heading, raw}[b.Kind], level: b.Level}
		if r.way.escaped && q.kind == raw {
			q.kind = plain
		}
		links := mayLink(strings.Join(b.Plain, " "))
		lines := b.Markdown
		switch {
		case r.way.escaped:
			lines = b.Plain
		case lines == nil:
			for i, l := range b.Plain {
				lines = append(lines, escape(l, links, i > 0 || q.kind != heading, false))
			}
		}
		if q.kind == heading && !r.way.escaped {
			lines = []string{strings.Repeat("#", max(2, b.Level)) + " " + strings.Join(lines, " ")}
		}
		for _, l := range lines {
			q.lines = append(q.lines, line{b.Line, l})
			all.WriteString(l + "\n")
		}
		if next.label != nil && q.kind == plain {
			q.label, r.named = next.label, true
			next.label = nil
		}
		all.WriteString("\n")
		paras = append(paras, q)
	}
	r.lost(next)
	r.markdown = all.String()
	return compact(paras), ds
}

// pageLabel is a speaker's name that a page sets apart, before its words have come.
type pageLabel struct {
	line
	*label
}

// lost reports a name that no words follow.
func (r *reading) lost(l pageLabel) {
	if l.label != nil {
		r.drop(line{l.n, strings.TrimSpace(l.s + " " + l.time)}, "a speaker's label without words")
	}
}

// byPage makes the turns that a page tells by elements of its own, as a person would have them: as labels, unless the text is said to be none.
func (r *reading) byPage() {
	if r.o.Kind == "article" || r.o.Kind == "qa" {
		for i := range r.paras {
			r.unlabel(&r.paras[i])
		}
		return
	}
	r.declare(r.paras)
	r.res.Kind = "transcript"
}

// pageCopyright takes the outlet from the page's own copyright line, if the title of the window or the sign that leads home has that name too:
// others are those of owners and of builders of pages.
func (r *reading) pageCopyright(parts []webpage.Part, signs []string) {
	title := ""
	for _, p := range parts {
		if p.Why == webpage.WindowTitle {
			title = words.Same(p.Text)
		}
	}
	for _, p := range parts {
		for s := range strings.SplitSeq(p.Text, " / ") {
			m := copyright.FindStringSubmatch(s)
			yearless := m == nil
			if yearless {
				m = rightsAlone.FindStringSubmatch(s)
			}
			if m == nil || count(s) > 40 || pictureWords.MatchString(m[1]+m[2]) {
				continue
			}
			name := strings.TrimSpace(allRights.ReplaceAllString(strings.TrimSpace(m[1]+m[2]), ""))
			if n := count(name); n == 0 || n > 8 || rightsName(s) == noName {
				continue
			}
			if !yearless && p.Why == webpage.Rights || title != "" && count(name) <= 6 && strings.Contains(title, words.Same(name)) {
				r.res.OutletName = name
				return
			}
			for _, sign := range signs { // © 2021 The Harbour News Ltd
				if k := words.Same(sign); k != "" && (words.Same(name) == k || strings.HasPrefix(words.Same(name), k+" ") && companyEnd.MatchString(name)) {
					r.res.OutletName = sign
					return
				}
			}
		}
	}
}

// rightsAlone matches a line of rights without a year.
var rightsAlone = pattern.New(`(?i)^(?:©|\(c\)|copyright)\s*(?:©\s*)?([^.,;|©()0-9]{2,60})()`)

// companyEnd matches what the name of a company ends in.
var companyEnd = pattern.New(`(?i)\b(?:ltd|limited|inc|llc|plc|gmbh|ag|co|company|corp(?:oration)?|s\.?\s?[al]\.?|b\.?v\.?|s\.?p\.?a\.?|s\.?r\.?l\.?|ab|as|oy|media|group)\.?$`)
