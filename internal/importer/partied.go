package importer

import (
	"strings"

	"github.com/lateral-reader/lateral/internal/pattern"
)

// clockAlone matches a line that holds nothing but a time of day.
var clockAlone = pattern.New(`^(?i:\d{1,2}(?:[:.]\d{2})? ?[ap]\.?m\.?|\d{1,2}[:.]\d{2})$`)

// hourAlone matches such a line that cannot be anything else.
var hourAlone = pattern.New(`^(?i:\d{1,2}[:.]\d{2} ?[ap]\.?m\.?)$`)

// partied reads the heads of speeches in which a page of a parliament prints the party twice: on a line of its own, and below it between the name and what
// else is said of a member. Above them may stand the time and what is debated, again at each speech.
func (r *reading) partied() {
	if r.keeps() || r.way.format.Kind == "captions" {
		return
	}
	lines := r.plainLines()
	at, names := map[int]string{}, map[string]int{} // the line of the party; how often a name comes
	again := 0
	for k := 0; k+2 < len(lines); k++ {
		if name := partyInside(lines[k].s, lines[k+1].s); name != "" {
			at[k] = name
			if names[name]++; names[name] == 2 {
				again++
			}
		}
	}
	if len(at) < 3 || len(names) < 2 || again == 0 {
		return
	}
	gone := map[[2]int]bool{}
	g := gathering{r: r}
	leave := func(k int, why string) {
		gone[[2]int{lines[k].para, lines[k].line}] = true
		g.add(r.paras[lines[k].para].lines[lines[k].line], why)
	}
	topic := ""
	for k := range lines {
		name := at[k]
		if name == "" {
			continue
		}
		leave(k, "stands above each speaker's name")
		l := &r.paras[lines[k+1].para].lines[lines[k+1].line]
		if more := strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(l.s), name)); more != "" {
			g.add(line{l.n, more}, "stands around a speaker's name")
		}
		l.s = name
		r.surely(name)
		if k == 0 || !clockAlone.MatchString(lines[k-1].s) {
			continue
		}
		leave(k-1, "time of what follows")
		if k < 2 || sentenceEnd.MatchString(lines[k-2].s) || count(lines[k-2].s) > 30 || at[k-3] != "" || strings.TrimRight(lines[k-2].s, "—–-,…") != lines[k-2].s {
			continue
		}
		if s := lines[k-2].s; s == topic {
			leave(k-2, "heading, the same as before")
		} else if p := &r.paras[lines[k-2].para]; len(p.lines) == 1 {
			p.kind, p.level = heading, 2
			topic = s
		}
	}
	g.report()
	r.leaveOut(gone)
}

// partyInside gives the name before the party, "" where the lines are no head of a speech: Conservative above Ada Ruiz Conservative Harbour, SK.
func partyInside(party, s string) string {
	if party == "" || count(party) > 3 || len(party) > 40 || !capitalised(party) || sentenceEnd.MatchString(s) || count(s) > 18 || strings.ContainsAny(party, ":;,?!()") {
		return ""
	}
	name, _, ok := strings.Cut(s, " "+party)
	if !ok || len(s) > len(name)+1+len(party) && s[len(name)+1+len(party)] != ' ' {
		return ""
	}
	if base, _ := splitRole(name); nameLike(base) && (personName(base) || described(base) || strings.HasPrefix(base, "The ")) {
		return name
	}
	return ""
}
