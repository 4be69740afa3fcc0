package importer

import (
	"encoding/csv"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/language"

	"github.com/lateral-reader/lateral/internal/captions"
	"github.com/lateral-reader/lateral/internal/charset"
	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/source"
	"github.com/lateral-reader/lateral/internal/webpage"
	"github.com/lateral-reader/lateral/internal/words"
)

// isVTT reports whether a file begins with the signature of WebVTT.
func isVTT(head string) bool {
	_, err := captions.VTT(strings.TrimLeft(firstLine(head), "\ufeff"))
	return err == nil
}

func firstLine(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	return strings.TrimSuffix(s, "\r")
}

// readVTT reads WebVTT. The specification reads it as UTF-8 whatever it holds, and a NUL as U+FFFD.
func readVTT(r *reading, in input) ([]para, []diag.Diagnostic) {
	text, ds := r.vttText(in.data)
	if diag.HasErrors(ds) {
		return nil, ds
	}
	f, err := captions.VTT(text)
	if err != nil {
		d := diag.Errorf(diag.Place{File: r.name, Line: 1, Column: 1}, "this is no WebVTT: its first line must be WEBVTT, alone or with a space behind it")
		if captions.LooksSRT(text) {
			return nil, []diag.Diagnostic{d.WithHint("it looks like SubRip: --format srt")}
		}
		return nil, []diag.Diagnostic{d}
	}
	paras, more := r.captions(f)
	return paras, append(ds, more...)
}

// vttText decodes WebVTT. A few bytes that are no UTF-8 are read as the specification says; where hardly any other is, the file is in another encoding.
func (r *reading) vttText(data []byte) (string, []diag.Diagnostic) {
	mark, n := charset.Marked(data)
	if r.o.Encoding != "" || strings.HasPrefix(mark, "utf-16") {
		text, d, ok := charset.Decode(r.name, data, r.o.Encoding)
		if !ok {
			return "", []diag.Diagnostic{d}
		}
		return text, nil
	}
	text := string(data[n:])
	if utf8.ValidString(text) {
		return text, nil
	}
	bad, good, first := 0, 0, -1
	for i, c := range text {
		switch {
		case c == utf8.RuneError && !strings.HasPrefix(text[i:], "\ufffd"):
			if bad++; first < 0 {
				first = i
			}
		case c >= utf8.RuneSelf:
			good++
		}
	}
	at := diag.Place{File: r.name, Line: 1 + strings.Count(text[:first], "\n"), Column: first - strings.LastIndexByte(text[:first], '\n')}
	hint := "if they should be letters, say in which encoding the file is: --encoding windows-1252"
	if bad > 3 && bad > good {
		return "", []diag.Diagnostic{diag.Errorf(at, "invalid UTF-8: byte 0x%02x, and %d more", text[first], bad-1).WithHint("%s", hint)}
	}
	d := diag.Warnf(at, "invalid UTF-8: byte 0x%02x; %d such bytes are read as U+FFFD", text[first], bad).WithHint("%s", hint)
	return strings.ToValidUTF8(text, "\ufffd"), []diag.Diagnostic{d}
}

func readSRT(r *reading, in input) ([]para, []diag.Diagnostic) {
	f := captions.SRT(in.text)
	if len(f.Cues) == 0 {
		d := diag.Errorf(diag.Place{File: r.name, Line: 1, Column: 1}, "no captions were found: there is no line with times such as 00:00:01,000 --> 00:00:04,000")
		return nil, []diag.Diagnostic{d}
	}
	return r.captions(f)
}

func readASS(r *reading, in input) ([]para, []diag.Diagnostic) {
	return r.captions(captions.ASS(in.text))
}

func readTTML(r *reading, in input) ([]para, []diag.Diagnostic) {
	f, err := captions.TTML(in.text)
	if err != nil {
		return nil, []diag.Diagnostic{diag.Errorf(diag.Place{File: r.name, Line: 1, Column: 1}, "this is no TTML: there is no whole <tt> of well-formed XML in it")}
	}
	return r.captions(f)
}

func readTimedText(r *reading, in input) ([]para, []diag.Diagnostic) {
	f, err := captions.TimedText(in.text)
	if err != nil {
		return nil, []diag.Diagnostic{diag.Errorf(diag.Place{File: r.name, Line: 1, Column: 1}, "this is no timed text: its XML is not well formed")}
	}
	return r.captions(f)
}

func readTable(r *reading, in input) ([]para, []diag.Diagnostic) {
	f, err := captions.Table(in.text)
	var broken *csv.ParseError
	if errors.As(err, &broken) {
		return nil, []diag.Diagnostic{diag.Errorf(diag.Place{File: r.name, Line: broken.Line, Column: broken.Column}, "this is no table: %v", broken.Err)}
	}
	if err != nil {
		d := diag.Errorf(diag.Place{File: r.name}, "no transcript was found: no column of the table holds what is said beside who speaks or when")
		return nil, []diag.Diagnostic{d.WithHint("name the columns in the first row: speaker, text")}
	}
	return r.captions(f)
}

func readPodcastJSON(r *reading, in input) ([]para, []diag.Diagnostic) {
	f, err := captions.JSON(in.text)
	var broken *captions.BrokenError
	if errors.As(err, &broken) {
		d := diag.Errorf(diag.Place{File: r.name, Line: broken.Line, Column: broken.Column}, "this is no JSON: %s", broken.What)
		return nil, []diag.Diagnostic{d}
	}
	if !spoken(f) {
		d := diag.Errorf(diag.Place{File: r.name}, "no transcript was found: no list in it says what is said, and who speaks or when")
		return nil, []diag.Diagnostic{d}
	}
	return r.captions(f)
}

func readPodcastHTML(r *reading, in input) ([]para, []diag.Diagnostic) {
	text, d, ok := webpage.Decode(r.name, in.data, r.o.Encoding)
	if !ok {
		return nil, []diag.Diagnostic{d}
	}
	var ds []diag.Diagnostic
	if d.Message != "" {
		ds = append(ds, d)
	}
	f := captions.HTML(text)
	if !spoken(f) {
		d := diag.Errorf(diag.Place{File: r.name}, "no transcript was found: there is no <p> with words")
		return nil, []diag.Diagnostic{d}
	}
	paras, more := r.captions(f)
	return paras, append(ds, more...)
}

func spoken(f *captions.File) bool {
	for _, c := range f.Cues {
		if len(c.Runs) > 0 && words.Has(c.Text()) {
			return true
		}
	}
	return false
}

// captions makes paragraphs of a file's cues, and tells of everything else in it.
func (r *reading) captions(f *captions.File) ([]para, []diag.Diagnostic) {
	if !spoken(f) {
		return nil, []diag.Diagnostic{diag.Errorf(diag.Place{File: r.name}, "no caption in it holds words")}
	}
	r.told = true
	r.said(f)
	if r.res.Title = strings.Join(strings.Fields(f.Title), " "); count(r.res.Title) > titleMost {
		r.drop(line{1, r.res.Title}, "too long for a title")
		r.res.Title = ""
	}
	r.captionLang(f.Lang)
	cues, again := f.Cues, []captions.Rest(nil)
	if !r.way.bare {
		cues, again = captions.Merge(f.Cues)
	}
	r.rest(append(f.Rest, again...))
	size := 0
	for _, c := range cues {
		for _, run := range c.Runs {
			size += len(run.Text)
		}
	}
	if size > source.MaxSize+source.MaxSize/4 {
		return nil, []diag.Diagnostic{r.tooLarge(size)} // before anybody looks for labels in it
	}
	named := f.Named
	if !named && !r.way.bare && !voiced(cues) {
		cues, named = r.eachCue(cues)
	}
	return r.spokenParas(cues, named), nil
}

// voiced reports whether a caption has a voice.
func voiced(cues []captions.Cue) bool {
	return slices.ContainsFunc(cues, func(c captions.Cue) bool {
		return slices.ContainsFunc(c.Runs, func(run captions.Run) bool { return run.Voice != "" })
	})
}

// captionLang takes the language from the file's header, or from its name: talk.en.vtt.
func (r *reading) captionLang(stated string) {
	if stated != "" && r.meta("language", stated) {
		return
	}
	base := path.Base(strings.ReplaceAll(r.name, `\`, "/"))
	base = strings.TrimSuffix(base, path.Ext(base))
	code := strings.TrimPrefix(path.Ext(base), ".")
	if main, _, _ := strings.Cut(code, "-"); len(main) == 2 && code != base {
		if t, err := language.Parse(code); err == nil && t.String() != "und" {
			r.res.Lang, r.nameEnd = code, "."+code
		}
	}
}

// titleMost is how many words the title that a page states may have.
const titleMost = 40

// said notes the words that must be found again: those of all cues, of names beside them, and of the rest.
func (r *reading) said(f *captions.File) {
	var b strings.Builder
	b.WriteString(f.Title + "\n")
	for _, c := range f.Cues {
		for i, run := range c.Runs {
			if f.Named && i == 0 {
				b.WriteString(run.Voice + "\n")
			}
			b.WriteString(run.Text + "\n") // where the voice changes a word ends
		}
	}
	for _, x := range f.Rest {
		b.WriteString(x.Text + "\n")
	}
	r.input = b.String()
}

// whys says what the parts of a file are that are no words of a cue. Those of which there may be one for each cue are reported together.
var whys = map[captions.What]struct {
	why      string
	together bool
}{
	captions.Header:     {"header of the file", false},
	captions.Comment:    {"a comment", false},
	captions.Style:      {"a style sheet", false},
	captions.Region:     {"a region of the screen", false},
	captions.Block:      {"a block without times, which is no caption", false},
	captions.BadTimes:   {"a caption whose times cannot be read", false},
	captions.ID:         {"the identifier of a caption", true},
	captions.Times:      {"the times of a caption", true},
	captions.Settings:   {"settings of a caption", true},
	captions.Tag:        {"a tag inside a caption", true},
	captions.UnknownTag: {"in angle brackets, but no tag of a caption", false},
	captions.Repeated:   {"repeated by the next caption", true},
	captions.Before:     {"stands before the first caption", false},
	captions.Value:      {"no part of the transcript", false},
	captions.Reading:    {"how the characters before it are read", true},
	captions.Detail:     {"of the program that wrote it down: numbers, words one by one, how sure it is", true},
	captions.Outside:    {"a part of the page and not of the transcript", false},
}

// rest reports what is no word of a cue.
func (r *reading) rest(all []captions.Rest) {
	g := gathering{r: r}
	for _, x := range all {
		w := whys[x.What]
		switch {
		case w.together:
			g.add(line{x.Line, x.Text}, w.why)
		default:
			r.drop(line{x.Line, x.Text}, w.why)
		}
		switch {
		case !words.Has(x.Text):
		case x.What == captions.BadTimes:
			arrow := max(0, strings.Index(x.Text, "--")) // or "-- >"
			at := x.Text[strings.LastIndexByte(x.Text[:arrow], '\n')+1:]
			r.problem(x.Line+strings.Count(x.Text[:len(x.Text)-len(at)], "\n"), "these times cannot be read: %q", firstLine(at))
		case x.What == captions.UnknownTag && strings.ContainsAny(x.Text, " \n\t"):
			r.problem(x.Line, "the words in angle brackets are left out, as players do: %s", clipped(x.Text))
		}
	}
	g.report()
}

// gathering reports lines that are left out for one reason together.
type gathering struct {
	r     *reading
	order []string
	by    map[string]*gathered
}

type gathered struct {
	first, n int
	text     strings.Builder
}

func (g *gathering) add(l line, why string) {
	if g.by == nil {
		g.by = map[string]*gathered{}
	}
	at := g.by[why]
	if at == nil {
		at = &gathered{first: l.n}
		g.by[why], g.order = at, append(g.order, why)
	} else {
		at.text.WriteByte('\n')
	}
	at.n++
	at.first = min(at.first, l.n)
	at.text.WriteString(l.s)
}

func (g *gathering) report() {
	for _, why := range g.order {
		at := g.by[why]
		if at.n > 1 {
			why = fmt.Sprintf("%s, %d times", why, at.n)
		}
		g.r.drop(line{at.first, at.text.String()}, why)
	}
}

// clipped cuts words for a message.
func clipped(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if cut, more := words.Cut(s, 12); more {
		return strings.TrimSpace(cut) + " …"
	}
	return s
}
