package importer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lateral-reader/lateral/internal/pattern"
)

// beforeTime matches a line that begins with what may be a name, a time without brackets and words: Ada Ruiz 00:12 So what happened?
var beforeTime = pattern.New(`^(\pL[^:：\[\]()<>{}|*\t?!;"“”„«»]{0,60}?)\s+(?:[-–—|·•]\s+)?(` + timeOf + `)\s+(?:[-–—|·•]\s+)?(\S.*)$`)

// inline finds the names that stand before a time with nothing to set it off from the words. Nearly every line that begins so must have one of a few
// names that come again, the times must rise, and what follows must be speech: Lunch 12:30 Main hall stands in a programme.
func (r *reading) inline() {
	if r.way.format.Kind == "captions" {
		return
	}
	n, lines := map[string]int{}, 0
	rises, speech, ends, changes, last, before := 0, 0, 0, 0, "", -1
	first, all := -1, 0
	for _, p := range r.paras {
		ended := len(p.lines) > 0 && sentenceEnd.MatchString(p.lines[len(p.lines)-1].s)
		for _, l := range p.lines {
			if all++; p.kind != plain {
				continue
			}
			name, time, rest, ok := readInline(l.s)
			if !ok {
				continue
			}
			if first < 0 {
				first = all
			}
			lines++
			n[name]++
			if at := timeSeconds(time); at >= before {
				rises++
				before = at
			}
			if r.addressing(rest) {
				speech++
			}
			if ended || sentenceEnd.MatchString(rest) {
				ends++
			}
			if name != last {
				changes++
				last = name
			}
		}
	}
	again, recurring := 0, 0
	for _, k := range n {
		if k > 1 {
			again, recurring = again+1, recurring+k
		}
	}
	if lines < 4 || again < 2 || recurring*10 < lines*8 || rises*10 < lines*9 || speech*3 < lines || ends*10 < lines*6 && !r.lowerCase() || changes*4 < lines || lines*3 < all-first {
		return
	}
	r.before = n
}

// readInline parts such a line.
func readInline(s string) (name, time, rest string, ok bool) {
	begins := s[:min(len(s), 120)]
	if !strings.Contains(begins, ":") {
		return "", "", "", false
	}
	m := beforeTime.FindStringSubmatch(spaces.Replace(s))
	if m == nil || !nameLike(m[1]) || loose(m[1]) && !described(m[1]) || notName(m[1]) || leadIn(m[1]) || count(m[1]) > 5 {
		return "", "", "", false
	}
	if c, _ := utf8.DecodeRuneInString(strings.TrimLeft(m[3], `"'“‘«„¿¡`)); unicode.IsLower(c) && sentenceEnd.MatchString(s) && !described(m[1]) {
		return "", "", "", false // At 10:30 the gates open
	}
	return strings.Join(strings.Fields(m[1]), " "), m[2], m[3], true
}

// timeSeconds counts what a time with colons says.
func timeSeconds(time string) int {
	time, _, _ = strings.Cut(strings.Replace(time, ",", ".", 1), ".")
	return seconds(strings.ReplaceAll(time, ":", "."))
}

// readInline reads a line that begins with one of the names that inline found, and a time.
func (r *reading) readInline(s string) (found, bool) {
	if r.before == nil {
		return found{}, false
	}
	name, time, rest, ok := readInline(s)
	if !ok || r.before[name] == 0 {
		return found{}, false
	}
	return found{style: timed, label: label{printed: name, time: time}, base: name, rest: strings.TrimSpace(rest)}, true
}
