package importer

import (
	"strconv"
	"strings"

	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/markdown"
	"github.com/lateral-reader/lateral/internal/pattern"
)

var (
	mdHeading = pattern.New(`^ {0,3}(#{1,6})[ \t]+(.*?)[ \t#]*$`)
	mdLink    = pattern.New(`\[[^\[\]]+\]\((?:https?://|/|#|mailto:)[^\s()]*\)`)
	mdBold    = pattern.New(`(?:^|[\s(])\*\*[^*\s][^*]*\*\*|(?:^|[\s(])__[^_\s][^_]*__`)
	mdEmph    = pattern.New(`(?:^|[\s(“"])\*[^*\s](?:[^*]*[^*\s])?\*(?:$|[\s.,;:!?)”"’'])`)
	mdFence   = pattern.New("^ {0,3}(`{3,}|~{3,})")
	mdSetext  = pattern.New(`^ {0,3}(=+|-+)[ \t]*$`)
	mdBlock   = pattern.New(`^(?: {4}|\t| {0,3}(?:[-+*>]|\d{1,9}[.)])(?:[ \t]|$)| {0,3}>| {0,3}\||</?[A-Za-z!]| {0,3}\[[^\]]+\]:)`)
	mdRule    = pattern.New(`^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$`)
)

// looksMarkdown reports whether a text without a telling name is clearly Markdown: it begins with a heading and has another mark of it, or it
// has several links with addresses beside other marks, or its lines begin with bold words again and again.
func looksMarkdown(text string) bool {
	if len(text) > 1<<20 {
		text = text[:1<<20]
	}
	heads, leads, first := 0, 0, true
	begins := false
	for s := range strings.SplitSeq(text, "\n") {
		if strings.TrimSpace(s) == "" {
			continue
		}
		if mdHeading.MatchString(s) {
			heads++
			begins = begins || first
		}
		if strings.HasPrefix(s, "**") && mdBold.MatchString(s) {
			leads++
		}
		first = false
	}
	links := len(mdLink.FindAllString(text, 3))
	marks := links + len(mdBold.FindAllString(text, 3)) + len(mdEmph.FindAllString(text, 3))
	return begins && (heads > 1 || marks > 0) || links > 1 && heads+marks > links || leads >= 3
}

// readMarkdown reads Markdown: what a paragraph holds is kept as it is; only labels, the head and furniture are looked for.
func readMarkdown(r *reading, in input) ([]para, []diag.Diagnostic) {
	return r.readMarkdown(in.text), nil
}

func (r *reading) readMarkdown(text string) []para {
	lines := strings.Split(text, "\n")
	at := r.frontMatter(lines)
	var paras []para
	var cur para
	flush := func() {
		paras = append(paras, cur)
		cur = para{}
	}
	fence := ""
	for i := at; i < len(lines); i++ {
		s, l := lines[i], line{i + 1, strings.TrimRight(lines[i], "\t\n")}
		if fence != "" {
			cur.lines = append(cur.lines, l)
			if m := mdFence.FindStringSubmatch(s); m != nil && strings.HasPrefix(m[1], fence) && strings.Trim(s, " \t`~") == "" {
				fence = ""
				flush()
			}
			continue
		}
		if m := mdFence.FindStringSubmatch(s); m != nil {
			if cur.kind != raw {
				flush()
			}
			cur.kind, fence = raw, m[1]
			cur.lines = append(cur.lines, l)
			continue
		}
		switch h := mdHeading.FindStringSubmatch(s); {
		case strings.TrimSpace(s) == "":
			flush()
		case h != nil && cur.kind != raw:
			flush()
			paras = append(paras, para{lines: []line{l}, kind: heading, level: len(h[1])})
		case len(cur.lines) > 0 && cur.kind == plain && mdSetext.MatchString(s):
			cur.lines = append(cur.lines, l)
			cur.kind, cur.level = heading, 1+strings.Count(strings.TrimSpace(s)[:1], "-")
			flush()
		default:
			if len(cur.lines) == 0 && (mdBlock.MatchString(s) || mdRule.MatchString(s)) {
				cur.kind = raw
			}
			cur.lines = append(cur.lines, l)
		}
	}
	flush()
	paras = compact(paras)
	unnumbered(paras)
	r.wrapped = isWrapped(paras)
	return paras
}

// number matches an item of a numbered list.
var mdNumber = pattern.New(`^( {0,3})(\d{1,9})([.)])([ \t]+\S|[ \t]*$)`)

// unnumbered escapes a number at the beginning of a paragraph that Markdown would take for a list's: "1986. A bad year", "11. November".
// A list begins with 0 or 1, or goes on from the number before.
func unnumbered(paras []para) {
	last := -1
	for i := range paras {
		p := &paras[i]
		if p.kind != raw || len(p.lines) == 0 {
			continue
		}
		if m := mdNumber.FindStringSubmatch(p.lines[0].s); m != nil {
			n, _ := strconv.Atoi(m[2])
			if n > 1 && n != last+1 {
				p.lines[0].s = m[1] + m[2] + `\` + p.lines[0].s[len(m[1])+len(m[2]):]
				p.kind = plain
				continue
			}
		}
		for _, l := range p.lines {
			if m := mdNumber.FindStringSubmatch(l.s); m != nil {
				last, _ = strconv.Atoi(m[2])
			}
		}
	}
}

// plainOf is the words of a line or two of Markdown.
func plainOf(md string) string {
	body, _ := markdown.Parse([]byte(md), markdown.Options{})
	return strings.Join(strings.Fields(body.Text), " ")
}
