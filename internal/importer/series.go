package importer

import (
	"strconv"
	"strings"

	"github.com/lateral-reader/lateral/internal/pattern"
)

// prompted matches the mark before a question that comes again before each: a number, a bullet, a longer dash. The groups are: mark, number, words.
var prompted = pattern.New(`^((?:[#№]\s?)?(\d{1,3})[.):]|#\s?(\d{1,3})|\(\d{1,3}\)|[•●■▪▶►◆◇‣→]|\*\s|[—―]{2}|--)\s*(\S.*)$`)

// series finds questions that have one kind of mark each, before anything is taken for a headline: with words between them that have none. In a list
// nothing stands between, and in an article with numbered parts those do not ask.
func (r *reading) series() {
	if r.res.Kind == "transcript" || r.o.Kind == "article" {
		return
	}
	at := map[string][]int{}
	var kinds []string // in the order of the text
	for i, p := range r.paras {
		if m := r.prompt(p); m != nil {
			k := allDigits.ReplaceAllString(m[1], "0")
			if at[k] == nil {
				kinds = append(kinds, k)
			}
			at[k] = append(at[k], i)
		}
	}
	for _, k := range kinds {
		all := at[k]
		if !r.isSeries(k, all) {
			continue
		}
		marked := map[int]bool{}
		for _, i := range all {
			marked[i] = true
		}
		var out []para
		for i, p := range r.paras {
			if !marked[i] {
				out = append(out, p)
				continue
			}
			first := p
			first.kind, first.asked = plain, true
			if p.kind == heading {
				first.kind = heading
			}
			if m := r.prompt(p); !strings.ContainsAny(k, "—―-") {
				if first.lines = append([]line{{p.line(), m[4]}}, p.lines[1:]...); strings.Contains(k, "0") {
					r.drop(line{p.line(), m[1]}, "number of a question")
				}
			}
			if len(p.lines) > 1 && !r.wrapped {
				out = append(out, para{lines: first.lines[:1:1], kind: first.kind, level: first.level, asked: true})
				first = para{lines: first.lines[1:]}
			}
			out = append(out, first)
		}
		r.paras = out
		return
	}
}

// prompt reads a paragraph that begins with a mark.
func (r *reading) prompt(p para) []string {
	if len(p.lines) == 0 || p.label != nil || p.kind != plain && p.kind != raw || p.kind == raw && len(p.lines) > 1 && r.keeps() {
		return nil
	}
	s := strings.TrimSpace(p.lines[0].s)
	if s != "" && s[0] != '#' {
		s = bare(s)
	}
	return prompted.FindStringSubmatch(s)
}

// isSeries reports whether the paragraphs that begin with one kind of mark are the questions of an interview.
func (r *reading) isSeries(k string, all []int) bool {
	ask, answered, last, steps := 0, 0, 0, 0
	for n, i := range all {
		p := r.paras[i]
		words := bare(p.text())
		if len(p.lines) > 1 && !r.wrapped {
			words = bare(p.lines[0].s)
		}
		if count(words) > questionWords {
			return false
		}
		if asksSomehow(words) {
			ask++
		}
		if next := i + 1; len(p.lines) > 1 && !r.wrapped || next < len(r.paras) && r.paras[next].kind == plain && (n+1 == len(all) || all[n+1] > next) {
			answered++
		}
		m := r.prompt(p)
		if number, _ := strconv.Atoi(m[2] + m[3]); number == last+1 || !strings.Contains(k, "0") {
			steps++
			last = number
		}
	}
	rest := len(r.paras) - all[0]
	most := 6 // tenths that ask
	if strings.ContainsAny(k, "—―-") && r.inJapanese(all) {
		most = 3
	}
	return len(all) >= 3 && ask*10 >= len(all)*most && answered*10 >= len(all)*9 && steps*10 >= len(all)*9 && len(all)*7 >= rest && all[0]*2 <= len(r.paras)
}

// inJapanese reports whether the words behind each mark are in Japanese, where nothing but an interviewer's words has a double dash before it.
func (r *reading) inJapanese(all []int) bool {
	for _, i := range all {
		if !doubleDash.MatchString(strings.TrimSpace(r.paras[i].lines[0].s)) {
			return false
		}
	}
	return true
}

// asksSomehow reports whether words ask, in whatever language.
func asksSomehow(s string) bool { return asks.MatchString(s) || asksInJapanese.MatchString(s) }

// boldSeries reports whether a paragraph is one of several questions in bold or italics, with answers between them: no headline.
func (r *reading) boldSeries(p para) bool {
	if p.kind != plain || !r.marked(p) || !asksSomehow(bare(p.text())) {
		return false
	}
	if r.bolds == 0 {
		r.bolds = 1 // counted
		for i, q := range r.paras {
			if q.kind == plain && r.marked(q) && asksSomehow(bare(q.text())) && i+1 < len(r.paras) && r.paras[i+1].kind == plain && !r.marked(r.paras[i+1]) {
				r.bolds++
			}
		}
	}
	return r.bolds > 3
}
