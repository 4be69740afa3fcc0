// Package source reads one source: front matter and Markdown in, a document with turns out.
// It knows one file at a time; ids are checked for their form here and for their existence by corpus.
package source

import (
	"bytes"
	"cmp"
	"path"
	"strings"

	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/doc"
	"github.com/lateral-reader/lateral/internal/field"
)

// MaxSize is the largest file under content/, in bytes.
const MaxSize = 4 << 20

// Source is one transcript or article. It is read-only once Parse has returned it.
type Source struct {
	ID         string // the file's name without .md
	Collection string // the folder above sources/
	Path       string // slash path from the site's folder

	Title, Subtitle string
	TitleAt         diag.Place
	Genre           string
	Outlet          field.Text
	Byline          []field.Text // speaker ids or names as printed
	Published       Date
	Written         Date
	URL, Archived   string
	Retrieved       Date
	Rights          string
	Lang            string // "" means the collection's
	Speakers        []Label
	Voice           field.Text
	Coded           Coded
	CodedOn         Date
	TextNone        bool // text: none: a layer without the words
	Stretches       []Stretch
	Media           string
	Corrected       []Correction
	Draft           bool
	Original        *Original // never nil in what Parse made

	Doc     *doc.Document // headline and subtitle alone where there is no text
	HasText bool          // the words are here: in the file, or attached
	Raw     []byte        // the file as it is, for the source as a file
}

// Label is one entry of speakers: a printed label and who it stands for.
type Label struct {
	Name    string     // as printed
	Speaker field.Text // an id
	As      string     // how the source introduces the speaker
}

// Coded says for which claims silence means something.
type Coded struct {
	All bool
	IDs []field.Text // claims and topics
	At  diag.Place
}

// Stretch is one entry of turns: a passage that is a turn of its own.
type Stretch struct {
	From, To string
	Speaker  field.Text
	At       diag.Place
}

// Correction is one entry of corrected.
type Correction struct {
	Date Date
	What string
}

// Original is what is known of the file that the text came from.
type Original struct {
	Name, SHA256, Format, Time string
	Size                       int
}

// noOriginal is that of all sources that say nothing of it. Nobody writes to it.
var noOriginal Original

// Restricted reports whether the public edition may not hold the full text.
func (s *Source) Restricted() bool { return s.Rights == "all-rights-reserved" }

// Genres lists what a source can be.
var Genres = []string{"report", "analysis", "opinion", "interview", "hearing", "explainer", "press-release", "advertising", "satire"}

var keys = []string{"title", "subtitle", "genre", "outlet", "byline", "published", "written", "url", "archived", "retrieved", "rights",
	"lang", "speakers", "voice", "turns", "coded", "coded-on", "text", "media", "corrected", "draft", "original"}

// Attached is the body of a text that a reader laid under a layer without words.
type Attached struct {
	Path string
	Body []byte
}

// Parse reads a source. p is the slash path content/<collection>/sources/<id>.md; siteLang is used where the source names no
// language. attached, if not nil, is the text of a source with text: none. Wrong input gives messages and as much of the source as could be read.
func Parse(p string, data []byte, siteLang string, attached *Attached) (*Source, []diag.Diagnostic) {
	s := &Source{ID: strings.TrimSuffix(path.Base(p), ".md"), Collection: path.Base(path.Dir(path.Dir(p))), Path: p, Raw: data, Doc: &doc.Document{}, Original: &noOriginal}
	front, body, line, ds := SplitFront(p, data)
	if ds != nil {
		return s, ds
	}
	v, probs := field.Parse(p, front, 1)
	if v.Missing() && len(probs.All()) > 0 { // what the keys should have said is not known
		s.Rights = "all-rights-reserved"
		return s, probs.All()
	}
	s.front(v.Map("a source", keys...))
	probs.Done()
	if !field.ValidID(s.ID) {
		probs.Add(diag.Errorf(diag.Place{File: p}, "%q is not an id", s.ID).WithHint("name the file with a-z, 0-9 and hyphens, such as %s.md", cmp.Or(field.MakeID(s.ID), "the-talk")))
	}
	ds = append(ds, probs.All()...)

	file := p
	if s.TextNone {
		if len(bytes.TrimSpace(body)) > 0 {
			ds = append(ds, diag.Errorf(diag.Place{File: p, Line: line + 1}, "text: none, but a text follows the front matter").WithHint("take the text out, or the key"))
		}
		body = nil
		if attached != nil {
			body, file, line = attached.Body, attached.Path, 0
			s.HasText = true
		}
	} else if s.HasText = len(bytes.TrimSpace(body)) > 0; !s.HasText {
		ds = append(ds, diag.Errorf(diag.Place{File: p, Line: line + 1}, "the source has no text").WithHint("write it below the front matter, or say text: none"))
	}
	if d, ok := field.CheckText(file, body, line); !ok {
		return s, append(ds, d)
	}
	lang := s.Lang
	if lang == "" {
		lang = siteLang
	}
	ds = append(ds, s.read(file, body, line, lang)...)
	return s, ds
}

// SplitFront splits a Markdown file into front matter and body; line is the number of lines before the body. A file without front
// matter, or without its end, is an error.
func SplitFront(p string, data []byte) (front, body []byte, line int, ds []diag.Diagnostic) {
	at := diag.Place{File: p, Line: 1}
	fail := func(hint, format string, args ...any) ([]byte, []byte, int, []diag.Diagnostic) {
		d := diag.Errorf(at, format, args...)
		d.Hint = hint
		return nil, nil, 0, []diag.Diagnostic{d}
	}
	if len(data) > MaxSize {
		return fail("split it into several sources", "the file has %d bytes, more than the %d that one may have", len(data), MaxSize)
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return fail("", "the file is empty")
	}
	if bytes.IndexByte(data, '\n') < 0 { // lines that end as on an old Macintosh
		data = bytes.ReplaceAll(data, []byte("\r"), []byte("\n"))
	}
	if d, ok := field.CheckText(p, data, 0); !ok {
		return nil, nil, 0, []diag.Diagnostic{d}
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	n := 0
	var start int
	for l := range bytes.Lines(data) {
		n++
		fence := string(bytes.TrimRight(l, " \t\r\n")) == "---"
		if n == 1 && !fence {
			return fail("begin the file with a line ---, the keys, and another line ---", "no front matter")
		}
		if n == 1 {
			front = data[len(l):]
		} else if fence {
			return front[:start], front[start+len(l):], n, nil
		} else {
			start += len(l)
		}
	}
	return fail("close it with a line ---", "the front matter has no end")
}

// Date is a date as precise as it was written, or a span of time.
type Date struct {
	Written string // as written; "" where there is none
	Span    *Span  // instead of a date, which few have; else nil

	first, last instant // what Earliest and Latest give
}

// Span is a span of time.
type Span struct {
	After, Before string // exclusive bounds
	Why           string
}

// Bounds is the span of time that is known instead of a date.
func (d Date) Bounds() Span {
	if d.Span == nil {
		return Span{}
	}
	return *d.Span
}

// IsZero reports whether nothing is known.
func (d Date) IsZero() bool {
	return d.Written == "" && (d.Span == nil || d.Span.After == "" && d.Span.Before == "")
}

// front reads the front matter. What is wrong is among the problems of the fields, and its value stays empty.
func (s *Source) front(m field.Map) {
	t := m.Need("title")
	s.Title, s.TitleAt = t.Line(), t.At
	s.Subtitle = m.Text("subtitle").Line()
	s.Genre = m.Get("genre").OneOf(Genres...)
	s.Outlet = m.Get("outlet").ID()
	s.Byline = m.Get("byline").Texts()
	s.Published = ReadDate(m.Get("published"), true)
	s.Written = ReadDate(m.Get("written"), true)
	s.Retrieved = ReadDate(m.Get("retrieved"), false)
	s.URL, s.Archived = m.Get("url").WebAddress(), m.Get("archived").WebAddress()
	s.Media = m.Text("media").S
	s.Rights = readRights(m)
	s.Lang = ReadLang(m.Get("lang"))
	s.Voice = m.Get("voice").ID()
	s.Draft = m.Get("draft").Bool()
	if v := m.Get("text"); !v.Missing() {
		if v.Text().S != "none" {
			v.ErrorHint("the text stands below the front matter; only text: none says that it is not here", "unknown value %q", v.Text().S)
		} else {
			s.TextNone = true
		}
	}
	s.readSpeakers(m)
	s.readTurns(m)
	s.readCoded(m)
	for _, v := range m.Get("corrected").Items() {
		e := v.Map("a correction", "date", "what")
		e.Need("what")
		s.Corrected = append(s.Corrected, Correction{ReadDate(e.Get("date"), false), e.Text("what").S})
	}
	if o := m.Get("original"); !o.Missing() {
		e := o.Map("original", "name", "size", "sha256", "format", "time")
		s.Original = &Original{Name: e.Text("name").S, SHA256: strings.ToLower(e.Text("sha256").S), Format: e.Text("format").S, Time: e.Text("time").S, Size: e.Get("size").Int()}
	}
}

// readSpeakers reads who each label stands for: an id, or an id and how the source introduces them.
func (s *Source) readSpeakers(m field.Map) {
	names, vals := m.Get("speakers").Pairs("speakers")
	for i, n := range names {
		l := Label{Name: n.S}
		if strings.TrimSpace(n.S) == "" {
			vals[i].Errorf("a label without a word begins no turn")
			continue
		}
		if vals[i].IsMap() {
			e := vals[i].Map("a speaker's entry", "id", "as")
			l.Speaker, l.As = e.Get("id").ID(), e.Text("as").S
			e.Need("id")
		} else if l.Speaker = vals[i].ID(); l.Speaker.S == "" {
			vals[i].Errorf("the label %q stands for nobody", n.S)
		}
		s.Speakers = append(s.Speakers, l)
	}
}

// readTurns reads the passages that are turns of their own.
func (s *Source) readTurns(m field.Map) {
	for _, v := range m.Get("turns").Items() {
		e := v.Map("a turn", "from", "to", "speaker")
		st := Stretch{From: e.Need("from").S, To: e.Need("to").S, At: v.At()}
		e.Need("speaker")
		st.Speaker = e.Get("speaker").ID()
		if st.From != "" && st.To != "" {
			s.Stretches = append(s.Stretches, st)
		}
	}
}

// readCoded reads for which claims and topics silence means something.
func (s *Source) readCoded(m field.Map) {
	s.Coded.At = m.Get("coded").At()
	if v := m.Get("coded"); !v.IsList() && !v.Missing() && v.Text().S == "all" {
		s.Coded.All = true
	} else {
		for _, it := range v.Items() {
			if id := it.ID(); id.S != "" {
				s.Coded.IDs = append(s.Coded.IDs, id)
			}
		}
	}
	s.CodedOn = ReadDate(m.Get("coded-on"), false)
	if s.Coded.All && m.Get("coded-on").Empty() {
		m.Get("coded").ErrorHint("add coded-on: and the day the coding was finished", "coded: all needs coded-on")
	}
}
