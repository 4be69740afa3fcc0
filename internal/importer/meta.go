package importer

import (
	"strings"

	"golang.org/x/text/language"

	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/field"
	"github.com/lateral-reader/lateral/internal/pattern"
)

// metaKeys says which key of front matter, or of lines above the text, gives what.
var metaKeys = []struct {
	names string
	set   func(r *reading, v string) bool // false: the value is not one
}{
	{"title headline", func(r *reading, v string) bool { return once(&r.res.Title, v) }},
	{"subtitle standfirst deck subhead", func(r *reading, v string) bool { return once(&r.res.Subtitle, v) }},
	{"author authors byline by", (*reading).authors},
	{"date published pubdate publication-date date-published", (*reading).published},
	{"outlet publisher publication site site-name newspaper", func(r *reading, v string) bool { return once(&r.res.OutletName, v) }},
	{"source", func(r *reading, v string) bool { return isOutlet(v) && once(&r.res.OutletName, v) }},
	{"url link canonical source-url original-url permalink", func(r *reading, v string) bool { return field.IsWebAddress(v) && once(&r.res.URL, v) }},
	{"lang language", func(r *reading, v string) bool {
		_, err := language.Parse(v)
		return err == nil && once(&r.res.Lang, v)
	}},
}

func once(to *string, v string) bool {
	if *to != "" || v == "" {
		return false
	}
	*to = v
	return true
}

func (r *reading) authors(v string) bool {
	if len(r.res.Byline) > 0 {
		return false
	}
	for _, n := range nameSplit.Split(v, -1) {
		if n = strings.TrimSpace(n); n != "" {
			r.res.Byline = append(r.res.Byline, n)
		}
	}
	return len(r.res.Byline) > 0
}

// yearOrMonth matches a date that is no day.
var yearOrMonth = pattern.New(`^\d{4}(-\d{2})?$`)

func (r *reading) published(v string) bool {
	if yearOrMonth.MatchString(v) {
		return once(&r.res.Published, v)
	}
	d, _ := dateIn(v)
	return d != "" && once(&r.res.Published, d)
}

// meta takes one key; false where it says nothing that we know.
func (r *reading) meta(key, v string) bool {
	key = strings.ReplaceAll(strings.ToLower(strings.TrimSpace(key)), " ", "-")
	key = strings.ReplaceAll(key, "_", "-")
	for _, m := range metaKeys {
		for n := range strings.FieldsSeq(m.names) {
			if n == key {
				return m.set(r, strings.Join(strings.Fields(v), " "))
			}
		}
	}
	return false
}

// frontMatter reads YAML between fences at the top of Markdown and returns the index of the line after it. Every line of it is
// reported: what we know is in the new front matter, what we do not know is only in the report.
func (r *reading) frontMatter(lines []string) int {
	if strings.TrimRight(lines[0], " \t") != "---" {
		return 0
	}
	end := 0
	for i := 1; i < len(lines) && i < 500 && end == 0; i++ {
		if t := strings.TrimRight(lines[i], " \t"); t == "---" || t == "..." {
			end = i
		}
	}
	if end < 2 {
		return 0
	}
	v, probs := field.Parse(r.name, []byte(strings.Join(lines[1:end], "\n")), 1)
	if diag.HasErrors(probs.All()) || !v.IsMap() {
		return 0
	}
	keys, vals := v.Pairs("front matter")
	for i, k := range keys {
		var all []string
		for _, t := range vals[i].Items() {
			if !t.IsMap() && !t.IsList() {
				all = append(all, t.Text().S)
			}
		}
		r.meta(k.S, strings.Join(all, "; "))
	}
	for i := 0; i <= end; i++ {
		if s := strings.TrimSpace(lines[i]); s != "" && s != "---" {
			r.drop(line{i + 1, lines[i]}, "front matter of the file, read as such")
		}
	}
	return end + 1
}

var metaLine = pattern.New(`^([A-Z][A-Za-z -]{1,20}):\s*(\S.*)$`)

// header reads lines such as "Title: …" and "Date: …" that stand together above the text; there must be two at least.
func (r *reading) header() {
	if len(r.paras) == 0 || r.paras[0].label != nil {
		return
	}
	type entry struct{ para, line int }
	var found []entry
	for i, p := range r.paras {
		if i == 0 && p.kind == heading {
			continue // the headline
		}
		if p.kind != plain || p.label != nil || i > 8 {
			break
		}
		whole := true
		for j, l := range p.lines {
			m := metaLine.FindStringSubmatch(bare(l.s))
			if m == nil || !metaKey(m[1]) {
				whole = false
				break
			}
			found = append(found, entry{i, j})
		}
		if !whole {
			break
		}
	}
	if len(found) < 2 {
		return
	}
	gone := map[int]map[int]bool{}
	for _, e := range found {
		l := r.paras[e.para].lines[e.line]
		m := metaLine.FindStringSubmatch(bare(l.s))
		if r.meta(m[1], m[2]) {
			r.drop(l, "metadata, now in the front matter")
			if gone[e.para] == nil {
				gone[e.para] = map[int]bool{}
			}
			gone[e.para][e.line] = true
		}
	}
	for i := range r.paras {
		r.paras[i] = r.paras[i].without(gone[i])
	}
	r.paras = compact(r.paras)
}

func metaKey(s string) bool {
	s = strings.ReplaceAll(strings.ToLower(s), " ", "-")
	for _, m := range metaKeys {
		for n := range strings.FieldsSeq(m.names) {
			if n == s {
				return true
			}
		}
	}
	return false
}
