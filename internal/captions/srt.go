package captions

import (
	"strings"

	"github.com/lateral-reader/lateral/internal/pattern"
)

// SRT reads SubRip as it is found, since nothing specifies it, and YouTube's SBV, whose times have a comma between them: counters may be missing, wrong or
// twice there, milliseconds follow a comma or a dot, hours may be missing, blank lines stand inside of text or are missing between cues. A line with
// times begins a cue; what follows to the next one is its text.
func SRT(text string) *File {
	text = strings.TrimPrefix(text, "\ufeff")
	lines := strings.Split(srtInput.Replace(text), "\n")
	s := &srt{File: &File{}, lines: lines}
	for i, l := range lines {
		if t, ok := srtTimes(l); ok {
			t.at = i
			s.times = append(s.times, t)
		}
	}
	s.count()
	first := len(lines)
	if len(s.times) > 0 {
		first = s.times[0].from
	}
	s.rest(1, strings.Trim(strings.Join(lines[:first], "\n"), "\n"), Before)
	for i, t := range s.times {
		end := len(lines)
		if i+1 < len(s.times) {
			end = s.times[i+1].from
		}
		s.cue(t, end)
	}
	return s.File
}

var srtInput = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "\ufffd")

// LooksSRT reports whether a text without a telling name is SubRip: a line with times stands first, or second after a number. 0:0:3.5, with a digit
// alone, is what programs for meetings print above a name.
func LooksSRT(text string) bool {
	n := 0
	for l := range strings.SplitSeq(strings.TrimPrefix(text, "\ufeff"), "\n") {
		l = strings.TrimSpace(l)
		if l == "" {
			continue
		}
		if t, ok := srtTimes(l); ok && t.start >= 0 && t.end >= 0 && !meetingTime.MatchString(l) {
			return true
		}
		if n++; n > 1 || digits(l) != len(l) {
			return false
		}
	}
	return false
}

var meetingTime = pattern.New(`^\d{1,2}:\d:|^\d{1,2}:\d{2}:\d\.`)

type srt struct {
	*File
	lines []string
	times []srtLine
}

// srtLine is a line with times.
type srtLine struct {
	at, from   int    // index of the line; of the first line of its cue, which may be that of the counter
	start, end int64  // -1 where they cannot be read
	raw, more  string // the times as written, and what follows on the line
	counter    int    // index of the line with the counter, -1 where there is none
}

// In the usual arrow the times may be of any form; beside another one they must be whole, since such arrows stand in texts.
const (
	srtTime   = `((?:\d+\s*:\s*){1,3}\d+(?:\s*[.,]\s*\d+)?|\d+[.,]\d+)`
	srtStrict = `(\d+:\d+:\d+[.,]\d+)`
)

var (
	srtForm     = pattern.New(`^\s*` + srtTime + `\s*--+\s?>\s*` + srtTime + `?(.*)$`)
	srtOther    = pattern.New(`^\s*` + srtStrict + `\s*(?:->|—>|–>|→|-|–|,)\s*` + srtStrict + `(.*)$`)
	srtBroken   = pattern.New(`^\s*\d\S{0,20}\s*--+\s?>\s*\d`)
	srtSettings = pattern.New(`^(?:\s*(?:[XxYy][12]\s*:\s*-?[\d.]+|(?:align|position|line|size|region|vertical)\s*:\S+))+\s*$`)
)

// srtTimes reads a line with times. A line that only looks like one, with an arrow behind numbers, begins a cue without times.
func srtTimes(l string) (srtLine, bool) {
	if n := len(l) - len(strings.TrimLeft(l, "\t ")); n == len(l) || !decimal(l[n]) || !strings.ContainsAny(l, "->→–,") {
		return srtLine{}, false
	}
	m := srtForm.FindStringSubmatch(l)
	if m == nil {
		m = srtOther.FindStringSubmatch(l)
	}
	if m == nil {
		if srtBroken.MatchString(l) {
			return srtLine{start: -1, end: -1, raw: strings.TrimSpace(l), counter: -1}, true
		}
		return srtLine{}, false
	}
	t := srtLine{start: clock(m[1]), end: clock(m[2]), counter: -1}
	t.more = strings.TrimSpace(m[3])
	t.raw = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(l), t.more))
	return t, true
}

// clock reads a time such as 1:02:03,450, 02:03.45 or 3.5, in milliseconds; -1 where it is none.
func clock(s string) int64 {
	s = strings.Map(func(c rune) rune {
		if space(c) {
			return -1
		}
		return c
	}, s)
	s, fraction, _ := strings.Cut(strings.Replace(s, ",", ".", 1), ".")
	parts := strings.Split(s, ":")
	if len(parts) == 4 && fraction == "" { // 00:00:01:500, milliseconds after a colon too
		parts, fraction = parts[:3], parts[3]
	}
	if len(parts) > 3 {
		return -1
	}
	sum := int64(0)
	for _, p := range parts {
		if p == "" || digits(p) != len(p) {
			return -1
		}
		sum = sum*60 + number(p)
	}
	if digits(fraction) != len(fraction) {
		return -1
	}
	return sum*1000 + number((fraction + "000")[:3])
}

// count finds the counters: digits on a line of their own above the times. Where most cues have none, such a line is text, unless it is the
// number that comes next.
func (s *srt) count() {
	above := make([]int, len(s.times))
	found, gaps, last := 0, 0, -1
	for k, t := range s.times {
		i := t.at - 1
		for i > last && strings.TrimSpace(s.lines[i]) == "" {
			i--
		}
		above[k] = -1
		if l := ""; i > last {
			if l = strings.Trim(strings.TrimSpace(s.lines[i]), "\ufeff"); digits(l) == len(l) {
				above[k] = i
				found++
				if i < t.at-1 {
					gaps++
				}
			}
		}
		last = t.at
	}
	counted, gapped := found*2 > len(s.times), gaps*2 > found
	next := int64(1)
	for k := range s.times {
		t := &s.times[k]
		t.from = t.at
		i := above[k]
		if i < 0 {
			next++
			continue
		}
		n := number(strings.Trim(strings.TrimSpace(s.lines[i]), "\ufeff"))
		if n == next || counted && (gapped || i == t.at-1) {
			t.counter, t.from = i, i
			next = n
		}
		next++
	}
}

// cue reads the cue whose times are t and whose lines end before end.
func (s *srt) cue(t srtLine, end int) {
	if t.counter >= 0 {
		s.rest(t.counter+1, s.lines[t.counter], ID)
	}
	c := Cue{Start: t.start, End: t.end, Line: t.at + 1}
	if t.start < 0 {
		s.rest(t.at+1, t.raw, BadTimes)
	} else {
		s.rest(t.at+1, t.raw, Times)
	}
	var b strings.Builder
	line := t.at + 1
	if srtSettings.MatchString(t.more) {
		c.Settings = t.more
		s.rest(t.at+1, t.more, Settings)
	} else if t.more != "" {
		b.WriteString(t.more)
	}
	for i := t.at + 1; i < end; i++ {
		if b.Len() == 0 && strings.TrimSpace(s.lines[i]) != "" {
			line = i + 1
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(strings.TrimSpace(s.lines[i]))
	}
	c.Line = line
	text := s.text(b.String(), line)
	if text != b.String() {
		c.Marked = b.String()
	}
	if strings.TrimSpace(text) != "" {
		c.Runs = []Run{{Text: text, Line: line}}
	}
	s.Cues = append(s.Cues, c)
}

// srtMark matches the tags that SubRip has from HTML, and the codes that it has from other formats: <font color="red">, {\an8}, {i}, {y:i}.
var srtMark = pattern.New(`(?i)</?(?:i|b|u|s|em|strong|font|span|c|ruby|rt|big|small|tt)(?:[\s.=][^<>]*)?/?>|<br\s*/?>|\[br\]|\{\\[^{}\n]*\}|\{/?[ibus]\}|\{[ycfsp]:[^{}\n]{1,40}\}`)

// text takes the marks out and resolves the references that people write.
func (s *srt) text(text string, line int) string {
	if !strings.ContainsAny(text, "<{&[") {
		return text
	}
	var b strings.Builder
	at := 0
	for _, m := range srtMark.FindAllStringIndex(text, -1) {
		b.WriteString(text[at:m[0]])
		line += strings.Count(text[at:m[0]], "\n")
		mark := text[m[0]:m[1]]
		s.rest(line, mark, Tag)
		if strings.HasPrefix(strings.ToLower(mark[1:]), "br") {
			b.WriteByte(' ')
		}
		line += strings.Count(mark, "\n")
		at = m[1]
	}
	b.WriteString(text[at:])
	return srtReferences.Replace(b.String())
}

var srtReferences = strings.NewReplacer("&amp;", "&", "&lt;", "<", "&gt;", ">", "&quot;", `"`, "&apos;", "'", "&#39;", "'", "&nbsp;", "\u00a0", "&lrm;", "\u200e", "&rlm;", "\u200f")
