package importer

import "regexp"

// turnSign matches the mark before what one of two says in an interview; a dash there is kept. The group is what stands before it.
var turnSign = regexp.MustCompile(`^((?:#{1,6} )?[*_]{0,3})[▷▶►◆◇■□●○◎▪]\s*`)

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
