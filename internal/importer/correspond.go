package importer

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lateral-reader/lateral/internal/pattern"
)

// writesFrom matches what stands before the question of a reader who writes in: the place, or what they call themselves.
var writesFrom = pattern.New(`^([\p{Lu}\d"“'‘][^:?!\n]{1,48}): (\S.*)$`)

// correspond finds the talk of one who answers what readers write: the label of who answers comes again and again, and before nearly each answer stands
// a question whose label is another one's each time.
func (r *reading) correspond(all []found) []found {
	if r.way.format.Kind == "captions" || r.o.Kind == "article" || r.o.Kind == "qa" {
		return all
	}
	who, lines := "", map[string]int{}
	for _, f := range all {
		if k := key(f.base); f.style == colon && f.rest != "" && f.line == 0 {
			if lines[k]++; lines[k] > lines[who] && personName(f.base) {
				who = k
			}
		}
	}
	if lines[who] < 4 {
		return all
	}
	var answers []found
	for _, f := range all {
		if key(f.base) == who {
			answers = append(answers, f)
		}
	}
	var asked []found
	gaps, asking, own := 0, 0, map[string]bool{}
	for k, f := range answers[1:] {
		from := answers[k].para + 1
		if from >= f.para {
			continue
		}
		gaps++
		for i := f.para - 1; i >= from; i-- {
			q, ok := r.writes(i)
			if !ok {
				continue
			}
			asked = append(asked, q)
			own[key(q.base)] = true
			if slices.ContainsFunc(r.paras[i:f.para], func(p para) bool { return strings.Contains(p.text(), "?") }) {
				asking++
			}
			break
		}
	}
	if gaps < 3 || len(asked)*10 < gaps*8 || asking*10 < len(asked)*6 || len(own)*10 < len(asked)*7 || lines[who]*10 < len(asked)*8 {
		return all
	}
	for _, f := range all {
		if k := key(f.base); k != who && !own[k] && lines[k] > 1 && lines[k]*2 >= lines[who] {
			return all // two who talk with each other
		}
	}
	r.surely(who)
	read := map[int]bool{}
	for _, q := range asked {
		read[q.para] = true
		r.surely(q.base)
	}
	all = slices.DeleteFunc(all, func(f found) bool { return f.line == 0 && read[f.para] })
	all = append(all, asked...)
	slices.SortStableFunc(all, func(a, b found) int { return cmp.Or(cmp.Compare(a.para, b.para), cmp.Compare(a.line, b.line)) })
	return all
}

// surely notes that a label is one, whatever else it looks like.
func (r *reading) surely(printed string) {
	if r.sure == nil {
		r.sure = map[string]bool{}
	}
	base, _ := splitRole(printed)
	r.sure[key(base)] = true
}

// writes reads the first line of a paragraph as that of a reader's question.
func (r *reading) writes(i int) (found, bool) {
	p := r.paras[i]
	if p.kind != plain || len(p.lines) == 0 {
		return found{}, false
	}
	m := writesFrom.FindStringSubmatch(spaces.Replace(p.lines[0].s))
	if m == nil || count(m[1]) > 5 || notName(m[1]) || leadIn(m[1]) && !strings.Contains(m[1], ",") {
		return found{}, false
	}
	last := m[1][strings.LastIndexByte(m[1], ' ')+1:]
	if c, _ := utf8.DecodeRuneInString(last); !unicode.IsUpper(c) && !unicode.IsDigit(c) {
		return found{}, false
	}
	return found{para: i, style: colon, label: label{printed: m[1]}, base: m[1], rest: m[2]}, true
}
