package captions

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"

	"github.com/lateral-reader/lateral/internal/pattern"
)

var htmlBegins = pattern.New(`(?i)<cite(?:\s[^>]*)?>[^<]{0,200}</cite>\s*(?:<time(?:\s[^>]*)?>\s*[\d:.,]+\s*</time>\s*)<p[\s>]|<time(?:\s[^>]*)?>\s*[\d:.,]+\s*</time>\s*<p(?:\s[^>]*)?>[^<]*</p>\s*<(?:cite|time)[\s>]`)

// LooksHTML reports whether a text is a podcast's transcript in HTML: a name in <cite>, a time in <time> and words in <p> stand in a row.
func LooksHTML(head string) bool { return strings.Contains(head, "<") && htmlBegins.MatchString(head) }

// HTML reads the transcript of a podcast in HTML: <cite> holds who speaks, <time> when the words begin, <p> the words. Several paragraphs
// may follow a name. Other words of the page go to the rest, but for those of scripts and styles.
func HTML(text string) *File {
	p := &page{File: &File{Named: true}, z: html.NewTokenizer(strings.NewReader(text)), line: 1, start: -1}
	for {
		kind := p.z.Next()
		if kind == html.ErrorToken {
			break
		}
		newlines := bytes.Count(p.z.Raw(), []byte("\n"))
		switch kind {
		case html.TextToken:
			p.words(string(p.z.Text()))
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := p.z.TagName()
			if n := string(name); kind == html.StartTagToken || n != "script" && n != "style" { // <script/> hides nothing from the tokenizer
				p.open(n)
			}
		case html.EndTagToken:
			name, _ := p.z.TagName()
			p.end(string(name))
		}
		p.line += newlines
	}
	p.flush()
	p.unheard()
	if p.Title == "" {
		p.Title = p.head
	} else {
		p.rest(1, p.head, Outside)
	}
	return p.File
}

// page is an HTML file on its way.
type page struct {
	*File
	z    *html.Tokenizer
	line int

	reading bool   // in <rt> or <rp>
	in      string // cite, time, p, title, h1 or what holds no text of the page; "" outside of these
	part    strings.Builder
	from    int    // line of part
	speaker string // of the words to come
	start   int64
	fresh   bool   // no words since the last cite or time
	stated  bool   // a cite stood since the last words
	head    string // the title of the page's head
	silent  line   // the speaker, before any words
}

// line is a part of the file with its place.
type line struct {
	n int
	s string
}

// unheard puts the name of somebody whose words never came to the rest.
func (p *page) unheard() {
	if p.silent.s != "" {
		p.rest(p.silent.n, p.silent.s, Value)
	}
	p.silent = line{}
}

func (p *page) open(name string) {
	p.reading = (name == "rt" || name == "rp" || p.reading) && name != "rb" && name != "ruby" && !flows[name]
	switch name {
	case "cite", "time", "p", "title", "h1":
		p.flush()
		p.in = name
		switch {
		case name == "cite":
			p.unheard()
			p.speaker, p.start, p.fresh, p.stated = "", -1, true, true
		case name == "time":
			if !p.stated {
				p.speaker = ""
			}
			p.start, p.fresh = -1, true
		}
	case "script", "style", "noscript", "noembed", "noframes", "iframe", "textarea", "xmp", "plaintext":
		p.flush()
		p.in = name
	default:
		p.part.WriteString(gap(name))
	}
}

// inline lists the elements that part no words.
var inline = pattern.New(`^(?:a|abbr|b|bdi|bdo|big|code|data|del|dfn|em|font|i|ins|kbd|label|mark|q|rp|rt|ruby|s|samp|small|span|strike|strong|sub|sup|tt|u|var|wbr)$`)

func gap(name string) string {
	if inline.MatchString(name) {
		return ""
	}
	return " "
}

// flows lists the elements in which a reading without an end tag ends at the latest.
var flows = map[string]bool{"cite": true, "time": true, "p": true, "title": true, "h1": true, "div": true, "br": true}

func (p *page) end(name string) {
	if name == "rt" || name == "rp" || name == "ruby" || flows[name] {
		p.reading = false
	}
	switch {
	case name == p.in:
		p.flush()
		if p.in = ""; name == "p" {
			p.fresh = false
		}
	case name == "p":
		p.flush()
		p.fresh = false
	default:
		p.part.WriteString(gap(name))
	}
}

func (p *page) words(s string) {
	if p.reading && p.in != "script" && p.in != "style" {
		p.rest(p.line, oneLine(s), Reading)
		return
	}
	if strings.Trim(p.part.String(), " ") == "" {
		s = strings.TrimLeft(s, " \t\r")
		lead := len(s) - len(strings.TrimLeft(s, ascii))
		p.from = p.line + strings.Count(s[:lead], "\n")
	}
	p.part.WriteString(s)
}

// flush takes what was gathered since the last tag that matters.
func (p *page) flush() {
	s := oneLine(p.part.String())
	p.part.Reset()
	if s == "" {
		return
	}
	switch p.in {
	case "cite":
		p.unheard()
		p.speaker = strings.TrimSpace(strings.TrimRight(s, ": "))
		p.silent = line{p.from, p.speaker}
	case "time":
		if p.start = clock(s); p.start < 0 {
			p.rest(p.from, s, Value)
			return
		}
		p.rest(p.from, s, Times)
	case "h1":
		if p.Title == "" && len(p.Cues) == 0 {
			p.Title = s
			return
		}
		p.rest(p.from, s, Outside)
	case "title":
		if p.head == "" {
			p.head = s
			return
		}
		p.rest(p.from, s, Outside)
	case "p", "":
		if p.in == "" && !p.fresh {
			p.rest(p.from, s, Outside)
			return
		}
		p.Cues = append(p.Cues, Cue{Start: p.start, End: -1, Line: p.from, Runs: []Run{{p.speaker, s, p.from}}})
		p.silent = line{}
		p.start, p.stated = -1, false
	case "script", "style": // hold no words
	default:
		p.rest(p.from, s, Outside)
	}
}
