package captions

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/lateral-reader/lateral/internal/pattern"
)

// BrokenError says where a file stops being what it should be.
type BrokenError struct {
	Line, Column int // column in bytes, from 1
	What         string
}

func (e *BrokenError) Error() string { return fmt.Sprintf("%d:%d: %s", e.Line, e.Column, e.What) }

var jsonBegins = pattern.New(`(?i)^\s*(?:\{(?:\s*"[^"\\]*"\s*:\s*(?:"[^"]*"|[-+.\w]+)\s*,)*\s*"segments"\s*:\s*\[|\[\s*\{)[\s\S]{0,400}?"(?:body|text|speaker|startTime)"\s*:`)

// LooksJSON reports whether the beginning of a text is that of a podcast's transcript in JSON.
func LooksJSON(head string) bool {
	head = strings.TrimLeft(strings.TrimPrefix(head, "\ufeff"), ascii)
	return head != "" && (head[0] == '{' || head[0] == '[') && jsonBegins.MatchString(head)
}

// JSON reads the transcript of a podcast: an object with segments, each with a body, and perhaps a speaker and times; and what programs that write
// down speech make in JSON. Values may be of other kinds than they should; whatever is not read goes to the rest. The error is a *BrokenError.
func JSON(text string) (*File, error) {
	text = strings.TrimPrefix(text, "\ufeff")
	p := &podcast{File: &File{Named: true}, data: []byte(text), line: 1}
	p.dec = json.NewDecoder(bytes.NewReader(p.data))
	p.dec.UseNumber()
	err := p.top()
	if err == nil {
		if _, e := p.dec.Token(); e != io.EOF {
			err = errors.New("something follows the end of the JSON")
		}
	}
	if err != nil {
		return nil, p.broken(err)
	}
	if !slices.ContainsFunc(p.Cues, func(c Cue) bool { return len(c.Runs) > 0 }) {
		if f := service(p.data); f != nil {
			return f, nil
		}
	}
	return p.File, nil
}

// podcast is a JSON file on its way.
type podcast struct {
	*File
	dec  *json.Decoder
	data []byte
	line int // of the byte at at
	at   int64
}

// segment is one as it stands in the file.
type segment struct {
	speaker, body string
	start, end    int64
	line          int
	has           bool // a body
}

// here is the line that the decoder has come to.
func (p *podcast) here() int {
	off := min(p.dec.InputOffset(), int64(len(p.data)))
	p.line += bytes.Count(p.data[p.at:off], []byte("\n"))
	p.at = off
	return p.line
}

func (p *podcast) broken(err error) error {
	off, what := p.dec.InputOffset(), err.Error()
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &syntax):
		off = max(syntax.Offset-1, 0)
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		off = int64(len(p.data))
	}
	if off >= int64(len(bytes.TrimRight(p.data, ascii))) {
		off, what = int64(len(p.data)), "the file ends in the middle of its JSON"
	}
	before := p.data[:min(off, int64(len(p.data)))]
	return &BrokenError{1 + bytes.Count(before, []byte("\n")), len(before) - bytes.LastIndexByte(before, '\n'), what}
}

// top reads the value of the whole file.
func (p *podcast) top() error {
	t, err := p.dec.Token()
	if err != nil {
		return err
	}
	switch t {
	case json.Delim('['):
		return p.segments()
	case json.Delim('{'):
		return p.fields(func(key string, t json.Token) error {
			if strings.EqualFold(key, "segments") && t == json.Delim('[') {
				return p.segments()
			}
			if lang, ok := t.(string); ok && strings.EqualFold(key, "language") && p.Lang == "" {
				p.Lang = lang // as programs that recognise speech say
			}
			return p.other(key, t)
		})
	}
	p.rest(p.here(), scalar(t), Value)
	return nil
}

// fields reads an object after its brace; f gets each key and the first token of its value.
func (p *podcast) fields(f func(key string, t json.Token) error) error {
	for p.dec.More() {
		k, err := p.dec.Token()
		if err != nil {
			return err
		}
		t, err := p.dec.Token()
		if err != nil {
			return err
		}
		key, _ := k.(string)
		if err := f(key, t); err != nil {
			return err
		}
	}
	_, err := p.dec.Token()
	return err
}

// segments reads an array after its bracket.
func (p *podcast) segments() error {
	for p.dec.More() {
		t, err := p.dec.Token()
		if err != nil {
			return err
		}
		if t != json.Delim('{') {
			if err := p.other("", t); err != nil {
				return err
			}
			continue
		}
		if err := p.segment(); err != nil {
			return err
		}
	}
	_, err := p.dec.Token()
	return err
}

// keys that others than the podcasts' own format have for the same.
var jsonKeys = map[string]string{"speaker": "speaker", "speaker_name": "speaker", "speakername": "speaker", "speaker_label": "speaker", "body": "body", "text": "body", "starttime": "start", "start": "start", "endtime": "end", "end": "end"}

func (p *podcast) segment() error {
	s := segment{start: -1, end: -1}
	err := p.fields(func(key string, t json.Token) error {
		value := ""
		switch v := t.(type) {
		case string:
			value = v
		case json.Number:
			value = v.String()
		default:
			if t == nil && jsonKeys[strings.ToLower(key)] != "" {
				return nil // null: not stated
			}
			return p.other(key, t)
		}
		line := p.here()
		switch jsonKeys[strings.ToLower(key)] {
		case "speaker":
			if s.speaker != "" {
				return p.other(key, t)
			}
			s.speaker = oneLine(value)
		case "body":
			if s.has {
				return p.other(key, t)
			}
			s.body, s.line, s.has = value, line, true
		case "start":
			if ms := seconds(value); ms >= 0 && s.start < 0 {
				s.start = ms
				p.rest(line, value, Times)
				return nil
			}
			return p.other(key, t)
		case "end":
			if ms := seconds(value); ms >= 0 && s.end < 0 {
				s.end = ms
				p.rest(line, value, Times)
				return nil
			}
			return p.other(key, t)
		default:
			return p.other(key, t)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if s.line == 0 {
		s.line = p.here()
	}
	c := Cue{Start: s.start, End: s.end, Line: s.line}
	if oneLine(s.body) != "" {
		c.Runs = []Run{{s.speaker, s.body, s.line}}
	} else {
		p.rest(s.line, s.speaker, Value)
	}
	p.Cues = append(p.Cues, c)
	return nil
}

// other reads a value that is not a transcript's to its end; its words go to the rest.
func (p *podcast) other(key string, t json.Token) error {
	line := p.here()
	var words []string
	depth := 0
	for {
		switch d, ok := t.(json.Delim); {
		case ok && (d == '{' || d == '['):
			depth++
		case ok:
			depth--
		default:
			if s := scalar(t); s != "" {
				words = append(words, s)
			}
		}
		if depth == 0 {
			break
		}
		var err error
		if t, err = p.dec.Token(); err != nil {
			return err
		}
	}
	if s := strings.Join(words, " "); s != "" {
		if key != "" {
			s = key + ": " + s
		}
		p.rest(line, s, Value)
	}
	return nil
}

func scalar(t json.Token) string {
	switch v := t.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	case bool:
		return strconv.FormatBool(v)
	}
	return ""
}

// isoTime matches a length of time by ISO 8601, PT1H2M3.5S.
var isoTime = pattern.New(`^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?$`)

// seconds reads a time in seconds, or as hours, minutes and seconds, in milliseconds; -1 where it is none.
func seconds(s string) int64 {
	s = strings.TrimSpace(s)
	if strings.Contains(s, ":") {
		return clock(s)
	}
	if strings.HasPrefix(s, "PT") {
		m := isoTime.FindStringSubmatch(s)
		if m == nil {
			return -1
		}
		return (number(m[1])*60+number(m[2]))*60_000 + max(0, seconds(m[3]))
	}
	f, err := strconv.ParseFloat(strings.TrimSuffix(s, "s"), 64)
	if err != nil || math.IsNaN(f) || f < 0 || f > 1e9 {
		return -1
	}
	return int64(math.Round(f * 1000))
}
