package captions

import (
	"encoding/xml"
	"html"
	"io"
	"strings"

	"github.com/lateral-reader/lateral/internal/pattern"
)

// timedTextHead matches the beginning of the XML in which video sites send captions to their players.
var timedTextHead = pattern.New(`^(?:\s*<\?xml[^>]*\?>)?\s*<(?:timedtext|transcript)(?:\s[^>]*)?>\s*(?:<(?:head|body|text)[\s>/])`)

// LooksTimedText reports whether a file begins as such XML does.
func LooksTimedText(head string) bool {
	return timedTextHead.MatchString(strings.TrimPrefix(head, "\ufeff"))
}

// TimedText reads captions as video sites send them: a <text> with start in seconds, or a <p> with t in milliseconds, whose words may be an <s> each. The
// error is ErrXML.
func TimedText(text string) (*File, error) {
	f := &File{}
	dec := xml.NewDecoder(strings.NewReader(text))
	dec.Strict = false
	dec.Entity = xml.HTMLEntity
	dec.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	var said strings.Builder
	var cue *Cue
	line, at := 1, int64(0)
	for {
		tok, err := dec.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, ErrXML
		}
		off := dec.InputOffset()
		line += strings.Count(text[at:off], "\n")
		at = off
		switch e := tok.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "text", "p":
				cue = &Cue{Start: -1, End: -1, Line: line}
				said.Reset()
				from, long := attr(e, "start"), attr(e, "dur")
				if e.Name.Local == "p" {
					from, long = attr(e, "t"), attr(e, "d")
				}
				if ms := seconds(from); ms >= 0 {
					if cue.Start = ms; e.Name.Local == "p" {
						cue.Start = ms / 1000
					}
				}
				f.rest(line, strings.TrimSpace(from+" "+long), Times)
			case "br":
				said.WriteByte('\n')
			}
		case xml.EndElement:
			if cue != nil && (e.Name.Local == "text" || e.Name.Local == "p") {
				if s := said.String(); oneLine(s) != "" {
					cue.Runs = []Run{{Text: html.UnescapeString(s), Line: cue.Line}} // it is escaped twice
					f.Cues = append(f.Cues, *cue)
				}
				cue = nil
			}
		case xml.CharData:
			if cue != nil {
				said.Write(e)
			} else {
				f.rest(line, strings.TrimSpace(string(e)), Value)
			}
		}
	}
	return f, nil
}
