package importer

import (
	"strings"

	"github.com/lateral-reader/lateral/internal/pattern"
)

// turnSign matches the mark before what one of two says in an interview; a dash there is kept. The group is what stands before it.
var turnSign = pattern.New(`^((?:#{1,6} )?[*_]{0,3})[▷▶►◆◇■□●○◎▪]\s*`)

// unsigned takes the signs off that stand before nearly all questions, at these places, and off the answers where those have some, too: they say that
// another one speaks, as a label does.
func (r *reading) unsigned(at []int) {
	signed := func(places []int) bool {
		n := 0
		for _, i := range places {
			if turnSign.MatchString(r.paras[i].lines[0].s) {
				n++
			}
		}
		return n >= 3 && n*10 >= len(places)*8
	}
	take := func(places []int) {
		for _, i := range places {
			p := &r.paras[i]
			p.lines = append([]line(nil), p.lines...)
			p.lines[0].s = turnSign.ReplaceAllString(p.lines[0].s, "$1")
		}
	}
	if !signed(at) {
		return
	}
	asked := map[int]bool{}
	for _, i := range at {
		asked[i] = true
	}
	var answers []int
	for _, i := range at {
		if i+1 < len(r.paras) && !asked[i+1] && r.paras[i+1].kind == plain && len(r.paras[i+1].lines) > 0 {
			answers = append(answers, i+1)
		}
	}
	take(at)
	if signed(answers) {
		take(answers)
	}
}

// firstNames takes off the labels of the first question and its answer, where no other has one: papers say once who asks and who answers.
func (r *reading) firstNames(at []int) {
	i := at[0]
	if r.answering != nil || i+1 >= len(r.paras) || len(at) < 3 || at[1] == i+1 || r.paras[i+1].kind != plain {
		return
	}
	names := func(i int) (found, bool) {
		p := r.paras[i]
		if len(p.lines) == 0 || p.kind == heading {
			return found{}, false
		}
		for _, f := range readLabel(bare(p.lines[0].s)) {
			if f.style == colon && f.time == "" && f.beside == "" && f.rest != "" && strings.Contains(p.lines[0].s, f.printed) && (!loose(f.base) || !strings.Contains(f.base, " ")) && !notName(f.base) && !leads[key(f.base)] {
				return f, true
			}
		}
		return found{}, false
	}
	asker, ok := names(i)
	answerer, too := names(i + 1)
	if !ok || !too || !personName(answerer.base) || key(asker.base) == key(answerer.base) || strings.Contains(asker.printed+answerer.printed, ",") {
		return
	}
	for _, k := range at[1:] {
		if _, more := names(k); more {
			return
		}
	}
	for k, f := range []found{asker, answerer} {
		p := &r.paras[i+k]
		p.lines = append([]line(nil), p.lines...)
		before, rest, _ := strings.Cut(p.lines[0].s, f.printed)
		p.lines[0].s = noWords.ReplaceAllString(before+strings.TrimLeft(rest, ":： "), "")
	}
	r.drop(line{r.paras[i].line(), asker.printed}, "label of who asks")
	r.drop(line{r.paras[i+1].line(), answerer.printed}, "label of who answers")
	r.answering = &voice{names: []string{answerer.base}}
}

// noWords matches marks of emphasis that stood around a label alone.
var noWords = pattern.New(`^(?:\*{6}|\*{4}|_{4}|\*\*[ \t]|__[ \t])[ \t]*`)

// afterLabel matches a dash that stands between a label and the words.
var afterLabel = pattern.New(`^[–—―] ?`)

// undashed takes the dash off that stands behind nearly every label, as parliaments print it: O Sr. Presidente: — words.
func undashed(kept []found) {
	n := 0
	for _, f := range kept {
		if afterLabel.MatchString(f.rest) {
			n++
		}
	}
	if n < 3 || n*10 < len(kept)*8 {
		return
	}
	for i, f := range kept {
		kept[i].rest = afterLabel.ReplaceAllString(f.rest, "")
	}
}
