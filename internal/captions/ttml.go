package captions

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/lateral-reader/lateral/internal/pattern"
)

// ttmlHead matches the beginning of timed text in XML, whatever prefix its elements have.
var ttmlHead = pattern.New(`^(?:\s*<\?xml[^>]*\?>)?(?:\s*<!--[\s\S]*?-->|\s*<!DOCTYPE[^>]*>)*\s*<(?:\w+:)?tt[\s>]`)

// LooksTTML reports whether a file begins as timed text in XML does.
func LooksTTML(head string) bool { return ttmlHead.MatchString(strings.TrimPrefix(head, "\ufeff")) }

// ErrXML says that timed text in XML breaks off or holds no element that it must have.
var ErrXML = errors.New("it is no timed text in XML")

// TTML reads timed text in XML (W3C TTML, and DFXP before it): each <p> is a cue, and who speaks is the agent that it or what is around it names. Styles
// and layout go unread.
func TTML(text string) (*File, error) {
	t := &ttml{File: &File{}, agents: map[string]string{}, text: text, line: 1, rate: 30, ticks: 1}
	t.dec = xml.NewDecoder(strings.NewReader(text))
	t.dec.Strict = false
	t.dec.Entity = xml.HTMLEntity
	t.dec.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // it is decoded already
	for {
		tok, err := t.dec.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, ErrXML
		}
		switch e := tok.(type) {
		case xml.StartElement:
			t.open(e)
		case xml.EndElement:
			t.close(e)
		case xml.CharData:
			t.chars(string(e))
		}
	}
	for i := range t.Cues {
		for k := range t.Cues[i].Runs {
			if r := &t.Cues[i].Runs[k]; r.Voice != "" {
				if name := t.agents[r.Voice]; name != "" {
					r.Voice = name
				}
				t.Named = true
			}
		}
	}
	if !t.root {
		return nil, ErrXML
	}
	return t.File, nil
}

// ttml is a file on its way.
type ttml struct {
	*File
	dec    *xml.Decoder
	text   string
	at     int64 // to where lines are counted
	line   int
	root   bool
	stack  []ttmlOpen
	agents map[string]string // id -> name
	agent  string            // whose name is read
	cue    *Cue
	said   strings.Builder // by the last voice of the cue
	voice  string
	rate   float64 // frames a second
	ticks  float64 // a second
}

// ttmlOpen is an element that is open.
type ttmlOpen struct{ name, voice string }

func (t *ttml) here() int {
	off := t.dec.InputOffset()
	t.line += strings.Count(t.text[t.at:off], "\n")
	t.at = off
	return t.line
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return strings.TrimSpace(a.Value)
		}
	}
	return ""
}

func (t *ttml) open(e xml.StartElement) {
	name := e.Name.Local
	voice := t.voice
	if a := attr(e, "agent"); a != "" && name != "agent" {
		voice, _, _ = strings.Cut(a, " ")
	}
	t.stack = append(t.stack, ttmlOpen{name, t.voice})
	t.voice = voice
	switch name {
	case "tt":
		t.root = true
		t.Lang = attr(e, "lang")
		if f, err := strconv.ParseFloat(attr(e, "frameRate"), 64); err == nil && f > 0 {
			t.rate = f
		}
		if f, err := strconv.ParseFloat(attr(e, "tickRate"), 64); err == nil && f > 0 {
			t.ticks = f
		}
	case "agent":
		t.agent = attr(e, "id")
	case "p":
		t.end()
		line := t.here()
		t.cue = &Cue{Start: t.time(attr(e, "begin")), End: t.time(attr(e, "end")), Line: line}
		t.rest(line, strings.TrimSpace(attr(e, "begin")+" "+attr(e, "end")), Times)
	case "br":
		t.put("\n")
	}
}

func (t *ttml) close(e xml.EndElement) {
	if n := len(t.stack); n > 0 {
		t.voice, t.stack = t.stack[n-1].voice, t.stack[:n-1]
	}
	switch e.Name.Local {
	case "p":
		t.end()
	case "agent":
		t.agent = ""
	}
}

// chars takes the words of a cue, the name of an agent, and what stands elsewhere.
func (t *ttml) chars(s string) {
	if t.cue != nil {
		t.put(strings.NewReplacer("\n", " ", "\r", " ", "\t", " ").Replace(s))
		return
	}
	if strings.TrimSpace(s) == "" {
		return
	}
	if n := len(t.stack); t.agent != "" && t.stack[n-1].name == "name" && t.agents[t.agent] == "" {
		t.agents[t.agent] = oneLine(s)
	} else if n > 1 && t.Title == "" && t.stack[n-1].name == "title" && (t.stack[n-2].name == "head" || t.stack[n-2].name == "metadata") {
		t.Title = oneLine(s)
		return
	}
	t.rest(t.here(), strings.TrimSpace(s), Value)
}

// put appends to the cue.
func (t *ttml) put(s string) {
	if t.cue == nil {
		return
	}
	if n := len(t.cue.Runs); n == 0 || t.cue.Runs[n-1].Voice != t.voice {
		t.flush()
		t.cue.Runs = append(t.cue.Runs, Run{t.voice, "", t.cue.Line})
	}
	t.said.WriteString(s)
}

// end closes the cue; another may have begun in it.
func (t *ttml) end() {
	if t.flush(); t.cue != nil && oneLine(t.cue.Text()) != "" {
		t.Cues = append(t.Cues, *t.cue)
	}
	t.cue = nil
}

// flush gives the cue's last run its words.
func (t *ttml) flush() {
	if t.cue != nil && len(t.cue.Runs) > 0 {
		t.cue.Runs[len(t.cue.Runs)-1].Text = t.said.String()
	}
	t.said.Reset()
}

var ttmlClock = pattern.New(`^(\d+):(\d\d):(\d\d)(?:\.(\d+)|:(\d+)(?:\.\d+)?)?$`)

// time reads a time, in milliseconds; -1 where it is none.
func (t *ttml) time(s string) int64 {
	if m := ttmlClock.FindStringSubmatch(s); m != nil {
		ms := ((number(m[1])*60+number(m[2]))*60+number(m[3]))*1000 + number((m[4] + "000")[:3])
		return ms + int64(float64(number(m[5]))*1000/t.rate)
	}
	for _, unit := range []struct {
		end string
		ms  float64
	}{{"ms", 1}, {"h", 3600000}, {"m", 60000}, {"s", 1000}, {"f", 1000 / t.rate}, {"t", 1000 / t.ticks}} {
		if n, ok := strings.CutSuffix(s, unit.end); ok {
			if f, err := strconv.ParseFloat(n, 64); err == nil && f >= 0 && f*unit.ms < 1e12 {
				return int64(f * unit.ms)
			}
		}
	}
	return -1
}
