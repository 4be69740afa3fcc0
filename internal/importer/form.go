package importer

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lateral-reader/lateral/internal/pattern"
)

// isForm reports whether what recurs before colons are the keys of a form and no people: Claim, Facts, Verdict. Either three or more come
// round in the same order again and again, or all of them are words that the text uses as nouns: "the problem", "a solution".
func (r *reading) isForm(all []found, people []*person) bool {
	var order []int
	keys := map[string]bool{}
	if r.form = fields(all, people); r.form || figures(all, people) {
		return true
	}
	for _, f := range all {
		p := people[f.person]
		if !p.core {
			continue
		}
		order = append(order, f.person)
		n := p.names[0]
		if capitals(n) || described(n) || personName(n) || f.time != "" || addresses[strings.ToLower(strings.Fields(n)[0])] && !strings.HasPrefix(n, "The ") {
			return false
		}
		ws := strings.Fields(strings.ToLower(n))
		keys[ws[len(ws)-1]] = false
	}
	return len(keys) > 1 && (comesRound(order) || r.nouns(keys))
}

// fields reports whether labels that might name people come round in one order with others that name nobody: Synopsis, Keywords.
func fields(all []found, people []*person) bool {
	var order []int
	nobody := false
	for _, f := range all {
		p := people[f.person]
		if p.n > 2 && f.time != "" {
			return false
		}
		if none := notName(p.names[0]) && !isInitials(p.names[0]); p.n > 2 && (p.core || none && f.style == colon) {
			order = append(order, f.person)
			nobody = nobody || none
		}
	}
	return nobody && comesRound(order)
}

// figures reports whether most of what stands behind the labels are figures, as of votes: Jane Doe: 49.8% (3,924 votes).
func figures(all []found, people []*person) bool {
	n, of := 0, 0
	for _, f := range all {
		if !people[f.person].core {
			continue
		}
		if of++; figure.MatchString(f.rest) {
			n++
		}
	}
	return of >= 4 && n*10 >= of*8
}

var figure = pattern.New(`^[\d.,]+ ?%?(?: ?\([^()]{1,30}\))?(?: \pL+)?$`)

// comesRound reports whether three or more follow each other in the same order at least three times.
func comesRound(order []int) bool {
	n := 0
	for n < len(order) && !slices.Contains(order[:n], order[n]) {
		n++
	}
	if n < 3 || len(order) < 3*n {
		return false
	}
	for i := n; i < len(order); i++ {
		if order[i] != order[i-n] {
			return false
		}
	}
	return true
}

// nouns reports whether the text uses all the words, in lower case, after an article or a pronoun.
func (r *reading) nouns(keys map[string]bool) bool {
	left := len(keys)
	for _, p := range r.paras {
		prev := ""
		for _, l := range p.lines {
			for w := range strings.FieldsSeq(l.s) {
				w = strings.Trim(w, ".,;:!?\"'“”’()")
				if seen, ok := keys[w]; ok && !seen && determiners[strings.ToLower(prev)] {
					if keys[w], left = true, left-1; left == 0 {
						return true
					}
				}
				prev = w
			}
		}
	}
	return false
}

// proper reports whether the text has none of a name's words in lower case, as it would have those of a heading.
func (r *reading) proper(name string) bool {
	if r.lowered == nil {
		r.lowered = map[string]bool{}
		for _, p := range r.paras {
			for _, l := range p.lines {
				for w := range strings.FieldsSeq(l.s) {
					w = strings.TrimFunc(w, unicode.IsPunct)
					if c, _ := utf8.DecodeRuneInString(w); unicode.IsLower(c) {
						r.lowered[w] = true
					}
				}
			}
		}
	}
	return !slices.ContainsFunc(strings.Fields(strings.ToLower(name)), func(w string) bool { return !particles[w] && r.lowered[w] })
}

// leadIn reports whether words before a colon rather open a sentence than name who speaks: "Number one", "Look", "The mayor said".
func leadIn(s string) bool {
	first, more, _ := strings.Cut(strings.ToLower(s), " ")
	if described(s) || isInitials(s) || addresses[first] && first != "the" {
		return false
	}
	return loose(s) || leads[strings.Trim(first, ",.")] && (more == "" || count(more) < 3) && !capitals(s)
}
