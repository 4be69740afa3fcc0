package importer

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/lateral-reader/lateral/internal/field"
)

// write makes front matter and body out of what was found.
func (r *reading) write() {
	r.genre()
	if slices.ContainsFunc(r.paras, func(p para) bool { return p.prompt }) {
		r.stretches()
	}
	r.front()
	r.body()
	r.res.Markdown = "---\n" + r.res.Front + "---\n\n" + r.res.Body
}

// genre says interview only where one of two people with names does nearly all the asking: a briefing has many who ask.
func (r *reading) genre() {
	if r.res.Kind != "transcript" || len(r.voices) != 2 || r.voices[0].name == "" || r.voices[1].name == "" {
		return
	}
	turns, asked := [2]int{}, [2]int{}
	who := -1
	last := ""
	end := func() {
		if who >= 0 && asks.MatchString(last) {
			asked[who]++
		}
	}
	for _, p := range r.paras {
		if p.label != nil {
			end()
			for i, v := range r.voices {
				for _, l := range v.labels {
					if key(l) == key(p.label.printed) {
						who = i
					}
				}
			}
			turns[who]++
		}
		if p.kind == plain {
			last = p.text()
		}
	}
	end()
	for i := range turns {
		o := 1 - i
		if turns[i] >= 3 && turns[o] >= 3 && asked[i]*10 >= turns[i]*6 && asked[o]*10 <= turns[o]*3 {
			r.res.Genre = "interview"
		}
	}
}

// front writes the front matter in the order in which people write it.
func (r *reading) front() {
	var b strings.Builder
	put := func(key, v string) {
		if v != "" {
			fmt.Fprintf(&b, "%s: %s\n", key, field.Quote(v))
		}
	}
	if r.res.Genre == "" && r.res.Kind == "article" && slices.ContainsFunc(r.res.Dropped, func(l Line) bool { return l.Why == whyRelease }) {
		r.res.Genre = "press-release"
	}
	put("title", r.res.Title)
	put("subtitle", r.res.Subtitle)
	put("genre", r.res.Genre)
	put("outlet", r.res.Outlet)
	if len(r.res.Byline) > 0 {
		var names []string
		for _, n := range r.res.Byline {
			names = append(names, field.QuoteFlow(n))
		}
		fmt.Fprintf(&b, "byline: [%s]\n", strings.Join(names, ", "))
	}
	put("published", r.res.Published)
	put("url", r.res.URL)
	if r.res.Lang != r.siteLang() {
		put("lang", r.res.Lang)
	}
	rights := r.o.Rights
	if rights == "" {
		rights = "all-rights-reserved"
	}
	put("rights", rights)
	if len(r.voices) > 0 {
		b.WriteString("speakers:\n")
		for _, v := range r.voices {
			for i, l := range v.labels {
				if v.as[i] == "" {
					fmt.Fprintf(&b, "  %s: %s\n", field.Quote(l), v.id)
				} else {
					fmt.Fprintf(&b, "  %s: {id: %s, as: %s}\n", field.Quote(l), v.id, field.QuoteFlow(v.as[i]))
				}
			}
		}
	}
	put("voice", r.res.Voice)
	for i, s := range r.res.stretches {
		if i == 0 {
			b.WriteString("turns:\n")
		}
		b.WriteString(s.write(cmp.Or(r.res.Outlet, r.res.ID), r.res.Voice))
	}
	b.WriteString(original(r.res.Original))
	r.res.Front = b.String()
}

// body writes the paragraphs, and notes beside it the words that a parser must find there.
func (r *reading) body() {
	var b, meant strings.Builder
	meant.WriteString(r.res.Title + "\n" + r.res.Subtitle + "\n")
	// A stage direction between a label and its words stands before the label: the source gives it to nobody either way.
	turns, after := false, false
	for i, p := range r.paras {
		turns = turns || p.label != nil
		switch {
		case i == 0:
		case p.kind == item && r.paras[i-1].kind == item:
			b.WriteByte('\n')
		default:
			b.WriteString("\n\n")
		}
		if p.after && !after && turns {
			b.WriteString("---\n\n") // ends the last turn
			after = true
		}
		b.WriteString(r.paragraph(p))
		for _, l := range p.lines {
			s := l.s
			if p.kind == stage {
				s = squared(s)
			}
			meant.WriteString(s + "\n")
		}
		if p.label != nil {
			r.starts++
		}
	}
	if b.Len() > 0 {
		b.WriteByte('\n')
	}
	r.res.Body = b.String()
	r.meant = meant.String()
}

// keeps reports whether the words of the file are Markdown already.
func (r *reading) keeps() bool { return r.way.format.Markup && !r.way.escaped }

func (r *reading) paragraph(p para) string {
	if p.kind == rule {
		return "---"
	}
	links := mayLink(p.text())
	var lines []string
	for i, l := range p.lines {
		s := l.s
		switch {
		case p.kind == stage:
			if s = squared(s); r.keeps() {
			} else if !strings.HasPrefix(s, "[") {
				s = escape(s, links, true, r.way.escaped)
			} else {
				s = "[" + escape(s[1:len(s)-1], mayLink(s), false, r.way.escaped) + "]"
			}
		case !r.keeps():
			s = escape(s, links, i == 0 && p.label == nil || i > 0, r.way.escaped)
		case p.kind == plain && p.label != nil && i == 0:
			s = strings.TrimLeft(s, " \t")
		}
		if i == 0 && p.label != nil {
			s = labelled(*p.label, s)
		} else if p.kind == plain {
			s = r.unlabelled(s)
		}
		lines = append(lines, s)
	}
	if n := len(lines) - 1; n >= 0 && p.kind != raw {
		lines[n] = strings.TrimRight(lines[n], " \t") // two spaces there would mean nothing
	}
	hashes := strings.Repeat("#", max(2, p.level)) + " "
	switch {
	case p.kind == question && r.keeps():
		return hashes + unemphasised(strings.Join(lines, " "))
	case p.kind == question, p.kind == heading && !r.keeps():
		return hashes + strings.Join(lines, " ")
	case p.kind == item:
		return "- " + strings.Join(lines, "\n  ")
	}
	return strings.Join(lines, "\n")
}

// unemphasised takes marks of emphasis off the ends of a paragraph that is wholly bold or italic.
func unemphasised(s string) string {
	s = strings.TrimSpace(s)
	for _, m := range []string{"***", "**", "__", "*", "_"} {
		if t, ok := strings.CutPrefix(s, m); ok {
			if t, ok = strings.CutSuffix(t, m); ok && !strings.Contains(t, m[:1]) {
				return strings.TrimSpace(t)
			}
		}
	}
	return s
}
