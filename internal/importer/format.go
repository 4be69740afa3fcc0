package importer

import (
	"bytes"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/lateral-reader/lateral/internal/captions"
	"github.com/lateral-reader/lateral/internal/charset"
	"github.com/lateral-reader/lateral/internal/diag"
)

// format is one way in which texts come.
type format struct {
	Name string
	Kind string   // what a text in this format is if nothing else is said: captions; "" where that is told from the text
	Exts []string // of the file's name, lower case

	// Sure tells the format by the beginning of a file, whatever the file is called: WEBVTT, <!doctype html>. Head is up to headBytes of it, read as
	// well as can be before the encoding is known. nil where nothing is that sure.
	Sure func(head string) bool
	// Sniff tells a text whose name says nothing; nil where only the name does.
	Sniff func(text string) bool

	Markup   bool // paragraphs hold Markdown, which is kept as it stands unless r.way.escaped is set
	Declares bool // files say themselves how they are encoded: input.text is "", and Read decodes input.data

	// Read makes paragraphs and fills what the format itself says of the text (see reading). Where r.way.escaped is set, paragraphs must be plain
	// text even if Markup is. Errors refuse the file.
	Read func(r *reading, in input) ([]para, []diag.Diagnostic)
}

// input is a file as a format gets it.
type input struct {
	data []byte // as it is on disk
	text string // decoded, without byte-order mark, lines ended by one line feed
}

// formats is the table of all formats. Rows above win where two could read a text.
var formats = []format{
	{Name: "vtt", Kind: "captions", Exts: []string{".vtt"}, Sure: isVTT, Declares: true, Read: readVTT},
	{Name: "srt", Kind: "captions", Exts: []string{".srt", ".sbv"}, Sniff: captions.LooksSRT, Read: readSRT},
	{Name: "ass", Kind: "captions", Exts: []string{".ass", ".ssa"}, Sure: captions.LooksASS, Read: readASS},
	{Name: "ttml", Kind: "captions", Exts: []string{".ttml", ".dfxp"}, Sure: captions.LooksTTML, Read: readTTML},
	{Name: "timedtext", Kind: "captions", Exts: []string{".srv1", ".srv2", ".srv3"}, Sure: captions.LooksTimedText, Read: readTimedText},
	{Name: "table", Kind: "captions", Exts: []string{".csv", ".tsv"}, Sniff: captions.LooksTable, Read: readTable},
	{Name: "podcast-json", Kind: "captions", Exts: []string{".json", ".json3"}, Sniff: captions.LooksJSON, Read: readPodcastJSON},
	{Name: "podcast-html", Kind: "captions", Sure: captions.LooksHTML, Declares: true, Read: readPodcastHTML},
	{Name: "webpage", Exts: []string{".html", ".htm", ".xhtml", ".shtml", ".mht", ".mhtml"}, Sure: looksWebpage, Sniff: looksMarkup, Markup: true, Declares: true, Read: readWebpage},
	{Name: "markdown", Exts: []string{".md", ".markdown", ".mkd"}, Sniff: looksMarkdown, Markup: true, Read: readMarkdown},
	{Name: "text", Exts: []string{".txt", ".text", ""}, Read: readText},
}

// plainText is the format that takes every mark for a word's neighbour.
func plainText() *format { return &formats[len(formats)-1] }

// Formats lists the names of the formats, for messages and flags.
func Formats() []string {
	var names []string
	for _, f := range formats {
		names = append(names, f.Name)
	}
	return names
}

// Reads reports whether a file's name has the ending of one that can be imported.
func Reads(name string) bool { return byName(name) != nil }

// Encodings lists the common encodings, for messages.
var Encodings = charset.Common

// KnownEncoding reports whether a name is one of an encoding.
func KnownEncoding(name string) bool { return charset.Name(name) != "" }

// Kinds lists the kinds of texts.
var Kinds = []string{"transcript", "article", "qa", "captions"}

// headBytes is how much of a file format.Sure sees.
const headBytes = 8 << 10

// open checks that the data is a text, finds its format and decodes it.
func open(name string, data []byte, o Options) (*format, input, []diag.Diagnostic) {
	at := diag.Place{File: name}
	refuse := func(d diag.Diagnostic) (*format, input, []diag.Diagnostic) { return nil, input{}, []diag.Diagnostic{d} }
	switch {
	case len(data) > MaxSize:
		return refuse(diag.Errorf(at, "the file has %d bytes, more than the %d that are read", len(data), MaxSize).WithHint("split it"))
	case len(bytes.TrimSpace(data)) == 0:
		return refuse(diag.Errorf(at, "the file is empty"))
	case o.Encoding != "" && charset.Name(o.Encoding) == "":
		return refuse(diag.Errorf(at, "unknown encoding %q", o.Encoding).WithHint("%s", diag.DidYouMean(o.Encoding, charset.Common)))
	case o.Format != "" && !slices.Contains(Formats(), o.Format):
		return refuse(diag.Errorf(at, "unknown format %q", o.Format).WithHint("%s", diag.DidYouMean(o.Format, Formats())))
	case o.Kind != "" && !slices.Contains(Kinds, o.Kind):
		return refuse(diag.Errorf(at, "unknown kind %q", o.Kind).WithHint("%s", diag.DidYouMean(o.Kind, Kinds)))
	}
	f := byHead(head(data), o)
	if f == nil {
		f = byName(name)
	}
	if f == nil {
		if _, d, ok := charset.Decode(name, data, o.Encoding); !ok {
			return refuse(d) // which says what the file is
		}
		var exts []string
		for _, f := range formats {
			exts = append(exts, f.Exts...)
		}
		d := diag.Errorf(at, "files of kind %s cannot be imported", extension(name))
		return refuse(d.WithHint("known: %s; or say --format text", strings.TrimSpace(strings.Join(exts, " "))))
	}
	in := input{data: data}
	if !f.Declares {
		text, d, ok := charset.Decode(name, data, o.Encoding)
		if !ok {
			return refuse(d)
		}
		in.text = clean(text)
		if f == plainText() && o.Format == "" {
			f = bySight(in.text)
		}
	}
	if o.Kind == "captions" && f.Kind != "captions" {
		return refuse(diag.Errorf(at, "no captions were found in it").WithHint("say which they are with --format, or leave --kind out"))
	}
	return f, in, nil
}

// byHead is the format that was asked for, or that the beginning of the file surely shows.
func byHead(head string, o Options) *format {
	for i := range formats {
		if f := &formats[i]; o.Format == f.Name || o.Format == "" && f.Sure != nil && f.Sure(head) {
			return f
		}
	}
	return nil
}

// byName is the format that the file's name says; nil where that is of no known kind.
func byName(name string) *format {
	ext := extension(name)
	for i := range formats {
		if slices.Contains(formats[i].Exts, ext) {
			return &formats[i]
		}
	}
	return nil
}

// bySight is the format of a text whose name says nothing.
func bySight(text string) *format {
	for i := range formats {
		if f := &formats[i]; f.Sniff != nil && f.Sniff(text) {
			return f
		}
	}
	return plainText()
}

func extension(name string) string {
	return strings.ToLower(path.Ext(path.Base(strings.ReplaceAll(name, `\`, "/"))))
}

// head is the beginning of a file, every byte beyond ASCII that is no UTF-8 as U+FFFD. White space before the first character is not in it.
func head(data []byte) string {
	if len(data) > headBytes {
		data = data[:headBytes]
	}
	if m, n := charset.Marked(data); m == "utf-16le" || m == "utf-16be" {
		if text, _, ok := charset.Decode("", data[:len(data)&^1], m); ok {
			return strings.TrimSpace(text)
		}
	} else {
		data = data[n:]
	}
	return strings.TrimSpace(strings.ToValidUTF8(string(data), "\ufffd"))
}

// controls that are white space to a reader but not to every parser.
var controls = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", " ", "\f", "\n", "\u2028", "\n", "\u2029", "\n\n")

// clean gives every line break one form.
func clean(text string) string { return controls.Replace(text) }

func itoa(n int) string { return strconv.Itoa(n) }
