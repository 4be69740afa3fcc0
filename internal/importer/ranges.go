package importer

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/lateral-reader/lateral/internal/pattern"
)

// timeRange matches a line that says from when to when something was said, as programs write it above a speaker's name.
var timeRange = pattern.New(`^[\[(]?(\d{1,3}(?::\d{1,2}){1,2}(?:[.,]\d{1,3})?)(?:[:;]\d{2})?\s*(?:-->|->|[-–—]|to)\s*\d{1,3}(?::\d{1,2}){1,2}(?:[.,]\d{1,3})?(?:[:;]\d{2})?[\])]?$`)

// timeLine matches a line that is a time, with the number of a frame or without.
var timeLine = pattern.New(`^[\[(<]?(` + timeOf + `(?: ?[AaPp]\.?[Mm]\.?)?)(?:[:;]\d{2})?[\])>]?\s*$`)

// dottedLine matches a line that may be a time with dots, or a number.
var dottedLine = pattern.New(`^[\[(<]?((?:\d{1,2}\.)?[0-5]?\d\.[0-5]\d)[\])>]?\s*$`)

// wordedLine matches a time in words: 1 minute 3 seconds.
var wordedLine = pattern.New(`^(?:(\d+) hours?,? )?(?:(\d+) minutes?,? )?(\d{1,2}) seconds?$`)

// ranges takes the lines of times, from when to when or from when alone, out of the paragraphs where they recur, and remembers when the line after each begins. A paragraph that held nothing else
// is the beginning of the next one.
func (r *reading) ranges() {
	printed := r.worded()
	n, alone, lines := 0, 0, 0
	dotted, rises, last := 0, true, 0
	for _, p := range r.paras {
		for _, l := range p.lines {
			lines++
			switch {
			case p.kind != plain || l.s == "":
			case timeRange.MatchString(l.s):
				n++
			case timeLine.MatchString(l.s):
				alone++
			case dottedLine.MatchString(l.s):
				dotted++
				at := seconds(dottedLine.FindStringSubmatch(l.s)[1])
				rises, last = rises && at >= last, at
			}
		}
	}
	form := timeRange
	switch {
	case n >= 2:
	case alone >= 3 && alone*4 >= lines:
		form = timeLine
	case dotted >= 3 && dotted*4 >= lines && rises:
		form = dottedLine
	default:
		return
	}
	r.begins = map[int]string{}
	time, before := "", 0
	below := form == timeLine && r.belowNames(alone)
	for i, p := range r.paras {
		gone := map[int]bool{}
		for j, l := range p.lines {
			m := form.FindStringSubmatch(l.s)
			if p.kind == plain && m != nil {
				gone[j] = true
				clock, _ := day24(m[1])
				if time = twoDigits(clock); form == dottedLine {
					time = strings.ReplaceAll(time, ".", ":")
				}
				if below && before > 0 {
					r.begins[before], time = time, ""
				}
				if s := printed[l.n]; s != "" {
					l.s = s
				}
				r.drop(l, "times of what follows")
				continue
			}
			before = l.n
			if time != "" {
				r.begins[l.n] = time
			}
			time = ""
		}
		r.paras[i] = p.without(gone)
	}
	r.paras = compact(r.paras)
}

// belowNames reports whether nearly all of n lines of times stand right below a name that comes again.
func (r *reading) belowNames(n int) bool {
	above := map[string]int{}
	last := ""
	for _, p := range r.paras {
		for _, l := range p.lines {
			if timeLine.MatchString(l.s) && nameLike(last) && !sentenceEnd.MatchString(last) && !loose(last) {
				above[key(last)]++
			}
			last = l.s
		}
	}
	again := 0
	for _, k := range above {
		if k > 1 {
			again += k
		}
	}
	return again*10 >= n*8
}

// seconds counts what a time with dots says.
func seconds(dotted string) (n int) {
	for part := range strings.SplitSeq(dotted, ".") {
		v, _ := strconv.Atoi(part)
		n = n*60 + v
	}
	return n
}

// worded writes times in words with digits, where they recur, and gives what was printed, by the number of the line.
func (r *reading) worded() map[int]string {
	n, lines := 0, 0
	for _, p := range r.paras {
		for _, l := range p.lines {
			if lines++; p.kind == plain && wordedLine.MatchString(l.s) {
				n++
			}
		}
	}
	if n < 3 || n*4 < lines || r.keeps() || r.way.escaped {
		return nil
	}
	printed := map[int]string{}
	for _, p := range r.paras {
		for j, l := range p.lines {
			if m := wordedLine.FindStringSubmatch(l.s); p.kind == plain && m != nil {
				printed[l.n] = l.s
				p.lines[j].s = inDigits(m[1], m[2], m[3])
			}
		}
	}
	return printed
}

// inDigits writes hours, minutes and seconds, each "" where there are none.
func inDigits(h, m, s string) string {
	hours, _ := strconv.Atoi(h)
	minutes, _ := strconv.Atoi(m)
	secs, _ := strconv.Atoi(s)
	return fmt.Sprintf("%02d:%02d:%02d", hours+minutes/60, minutes%60, secs)
}

// twoDigits writes 0:0:3.120 as 0:00:03.120.
func twoDigits(time string) string {
	parts := strings.Split(time, ":")
	for i := 1; i < len(parts); i++ {
		if n := strings.IndexAny(parts[i], ".,"); len(parts[i]) == 1 || n == 1 {
			parts[i] = "0" + parts[i]
		}
	}
	return strings.Join(parts, ":")
}
