package captions

import (
	"errors"
	"slices"
	"strings"

	"github.com/lateral-reader/lateral/internal/pattern"
)

// ErrSignature says that a text does not begin as WebVTT must.
var ErrSignature = errors.New("it does not begin with WEBVTT")

// VTT reads WebVTT by the parser of its specification (W3C WebVTT, 6.1 to 6.4). The only error is ErrSignature. A byte-order mark is taken off.
func VTT(text string) (*File, error) {
	text = strings.TrimPrefix(text, "\ufeff")
	text = vttInput.Replace(text)
	if !strings.HasPrefix(text, "WEBVTT") || len(text) > 6 && strings.IndexByte(" \t\n", text[6]) < 0 {
		return nil, ErrSignature
	}
	v := &vtt{File: &File{}, lines: strings.Split(text, "\n")}
	v.rest(1, v.lines[0], Header)
	v.at = 1
	if v.at < len(v.lines) && v.lines[v.at] != "" {
		v.block(true)
	}
	for v.blank(); v.at < len(v.lines); v.blank() {
		v.block(false)
	}
	v.meeting()
	return v.File, nil
}

// meetingID matches the identifier that a program for meetings makes of the caption's number, who speaks and a number of that person.
var meetingID = pattern.New(`^\d+ "([^"]+)" \(\d+\)$`)

// meeting takes the voices from identifiers, where all of them name one and no caption does.
func (v *vtt) meeting() {
	for _, c := range v.Cues {
		if !meetingID.MatchString(c.ID) || slices.ContainsFunc(c.Runs, func(r Run) bool { return r.Voice != "" }) {
			return
		}
	}
	for _, c := range v.Cues {
		for i := range c.Runs {
			c.Runs[i].Voice = oneLine(meetingID.FindStringSubmatch(c.ID)[1])
		}
	}
}

var vttInput = strings.NewReplacer("\x00", "\ufffd", "\r\n", "\n", "\r", "\n")

// vtt is a file on its way through the parser.
type vtt struct {
	*File
	lines []string
	at    int  // index of the next line
	seen  bool // a cue was seen
}

// blank passes over empty lines.
func (v *vtt) blank() {
	for v.at < len(v.lines) && v.lines[v.at] == "" {
		v.at++
	}
}

// block collects a WebVTT block. Every line that it passes over becomes a part of a cue or of the rest.
func (v *vtt) block(header bool) {
	from := v.at
	arrow, end := -1, from // the line with the times; the line after the block's last
	var cue *Cue
	what := Block
	for v.at < len(v.lines) {
		line := v.lines[v.at]
		n := v.at - from + 1
		if strings.Contains(line, "-->") {
			if header || n > 2 || n == 2 && arrow >= 0 {
				break // it begins a block of its own
			}
			arrow = v.at
			if start, stop, settings, ok := vttTimes(line); ok {
				cue = &Cue{Start: start, End: stop, Settings: strings.Trim(settings, ascii), Line: arrow + 1}
				v.seen = true
			}
		} else if line == "" {
			v.at++
			break
		} else if n == 2 && !header && !v.seen && arrow < 0 {
			switch first := v.lines[from]; {
			case named(first, "STYLE"):
				what = Style
			case named(first, "REGION"):
				what = Region
			}
		}
		v.at++
		end = v.at
	}
	body := func(i int) string { return strings.Join(v.lines[i:end], "\n") }
	switch {
	case cue != nil:
		if arrow > from {
			cue.ID = v.lines[from]
			v.rest(from+1, cue.ID, ID)
		}
		times := strings.TrimSuffix(strings.TrimRight(v.lines[arrow], ascii), cue.Settings)
		v.rest(arrow+1, strings.Trim(times, ascii), Times)
		v.rest(arrow+1, cue.Settings, Settings)
		if arrow+1 < end {
			cue.Line = arrow + 2
			v.text(cue, body(arrow+1))
		}
		v.Cues = append(v.Cues, *cue)
	case header:
		v.header(v.lines[from:end])
		v.rest(from+1, body(from), Header)
	case arrow >= 0:
		v.rest(from+1, body(from), BadTimes)
	default:
		if first := v.lines[from]; strings.HasPrefix(first, "NOTE") && (len(first) == 4 || first[4] == ' ' || first[4] == '\t') {
			what = Comment
			if v.Lang == "" && end == from+1 {
				v.header([]string{strings.TrimSpace(first[4:])})
			}
		}
		v.rest(from+1, body(from), what)
	}
}

// named reports whether a line is a name and white space.
func named(line, name string) bool {
	rest, ok := strings.CutPrefix(line, name)
	return ok && strings.Trim(rest, ascii) == ""
}

// header reads what some programs write below the signature, others in a note.
func (v *vtt) header(lines []string) {
	for _, l := range lines {
		if key, lang, ok := strings.Cut(l, ":"); ok && v.Lang == "" && strings.EqualFold(key, "language") {
			v.Lang = strings.TrimSpace(lang)
		}
	}
}

// ascii is the white space of the specification.
const ascii = "\t\n\f\r "

// vttTimes collects WebVTT cue timings and settings. The settings say nothing of the words; they are given as they stand.
func vttTimes(s string) (start, end int64, settings string, ok bool) {
	s = strings.TrimLeft(s, ascii)
	if start, s, ok = vttTime(s); !ok {
		return 0, 0, "", false
	}
	if s, ok = strings.CutPrefix(strings.TrimLeft(s, ascii), "-->"); !ok {
		return 0, 0, "", false
	}
	if end, s, ok = vttTime(strings.TrimLeft(s, ascii)); !ok {
		return 0, 0, "", false
	}
	return start, end, s, true
}

// vttTime collects a WebVTT timestamp, in milliseconds. Hours have no limit but that of number.
func vttTime(s string) (ms int64, rest string, ok bool) {
	n := digits(s)
	if n == 0 {
		return 0, s, false
	}
	one := number(s[:n])
	hours := n != 2 || one > 59
	two, s, ok := twoDigits(s[n:])
	if !ok {
		return 0, s, false
	}
	three := two
	if hours || strings.HasPrefix(s, ":") {
		if three, s, ok = twoDigits(s); !ok {
			return 0, s, false
		}
	} else {
		one, two, three = 0, one, two
	}
	if !strings.HasPrefix(s, ".") || digits(s[1:]) != 3 || two > 59 || three > 59 {
		return 0, s, false
	}
	return ((one*60+two)*60+three)*1000 + number(s[1:4]), s[4:], true
}

// twoDigits reads a colon and two digits, no more.
func twoDigits(s string) (n int64, rest string, ok bool) {
	if !strings.HasPrefix(s, ":") || digits(s[1:]) != 2 {
		return 0, s, false
	}
	return number(s[1:3]), s[3:], true
}
