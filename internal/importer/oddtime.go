package importer

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/lateral-reader/lateral/internal/pattern"
)

// oddTimes match a time that is written in another way than with colons, between what stands before it and after it: hours where there are some,
// minutes and seconds.
var oddTimes = []*pattern.Pattern{
	pattern.New(`(^|[\s\[(<])(?:(\d{1,2}) ?h(?:ours?|rs?)? ?)?(\d{1,3}) ?m(?:in)? ?(\d{1,2}) ?s(?:ec)?([\s\])>:]|$)`), // [12m 03s], 1h02m03s
	pattern.New(`(^|[\s\[(<])(\d{1,2}):(\d{2}):(\d{2})[:;]\d{2}([\s\])>:]|$)`),                                        // 00:12:03:14, with the number of a frame
	pattern.New(`(^|[\[(<])()()(\d{1,5})(?:\.\d{1,3}s?|s)\s*(?:-->|->|[-–—])\s*\d{1,5}(?:\.\d{1,3}s?|s)([\])>:])`),    // [12.34 -> 15.00], in seconds
	pattern.New(`(^|[\[(<])()()(\d{1,5})(?:(?:\.\d{1,3})?s|\.\d(?:\d\d)?)([\])>:])`),                                  // [12s], [12.3]
	pattern.New(`(^|[\[(<])(?:(\d{1,2})\.)?([0-5]?\d)\.([0-5]\d)([\s\])>:]|$)`),                                       // [12.03], 00.12.03
}

// readOddTime reads a label beside such a time, as it reads one beside a plain time; begins is the first words of the line.
func readOddTime(s, begins string) ([]found, bool) {
	var m []int
	for _, form := range oddTimes {
		if m = form.FindStringSubmatchIndex(begins); m != nil {
			break
		}
	}
	if m == nil {
		return nil, false
	}
	part := func(i int) int {
		if m[2*i] < 0 || m[2*i] == m[2*i+1] {
			return 0
		}
		n, _ := strconv.Atoi(begins[m[2*i]:m[2*i+1]])
		return n
	}
	h, min, sec := part(2), part(3), part(4)
	min, sec = min+sec/60, sec%60
	time := fmt.Sprintf("%02d:%02d:%02d", h+min/60, min%60, sec)
	before, after := begins[:m[3]], s[m[10]:]
	all := readLabel(before + time + after)
	if len(all) == 0 || all[0].time != time || strings.Contains(all[0].rest, time) {
		return nil, false
	}
	all[0].clock = strings.TrimSpace(s[m[3]:m[10]])
	return all[:1], true
}

// elapsedTime matches days, hours, minutes and seconds since the start before who speaks, in two columns or with bars, as records of flights have them.
var elapsedTime = pattern.New(`^(\d{2} \d{2} \d{2} \d{2})(?:\s*\|)?\s+(\p{Lu}{2,6}\d?(?: \([\p{Lu}\d -]{2,20}\))?)(?:\s*\|)?\s+(\S.*)$`)

// elapsed writes such lines as label and words, and reports the times: nobody says them, and a source has no days.
func (r *reading) elapsed() {
	if r.keeps() || r.way.format.Kind == "captions" {
		return
	}
	n, rises, last, names := 0, 0, "", map[string]int{}
	for _, p := range r.paras {
		for _, l := range p.lines {
			if m := elapsedTime.FindStringSubmatch(l.s); m != nil {
				n++
				name, _ := splitRole(m[2])
				if names[name]++; m[1] >= last {
					rises++
				}
				last = m[1]
			}
		}
	}
	if n < 5 || len(names) < 2 || len(names)*2 > n || rises*10 < n*8 {
		return
	}
	g := gathering{r: r}
	for i := range r.paras {
		for j := range r.paras[i].lines {
			l := &r.paras[i].lines[j]
			if m := elapsedTime.FindStringSubmatch(l.s); m != nil {
				g.add(line{l.n, m[1]}, "time since the start")
				r.surely(m[2])
				l.s = m[2] + ": " + strings.TrimRight(strings.TrimSuffix(m[3], "|"), " ")
			}
		}
	}
	g.report()
}
