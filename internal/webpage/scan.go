package webpage

import (
	"bytes"
	"io"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/pattern"
)

// Limits of what is handed to the libraries, whose time may grow faster than the page.
const (
	maxElements = 1_000_000
	maxDepth    = 150 // containers within each other; deeper ones are taken for their words alone
	maxMarks    = 30  // open marks of emphasis
	maxValue    = 4 << 10
)

// placeAttr holds the line of an element's first word, from the scan to the tree.
const placeAttr = "data-line"

// scan is what the tokens of a page give: the page without scripts, styles, comments and all attributes that say nothing of its words, and
// apart from it the scripts that hold data.
type scan struct {
	out      bytes.Buffer
	linked   []script // JSON-LD
	state    []script // JSON that a script makes the page of
	savedURL string
	saved    string
	apart    []Part // words inside drawings, and readings of words
	frames   bool   // it shows other pages in frames
	flat     bool   // keep no element but paragraphs, headings and cells
	elements int

	line  int
	stack []open
	marks int
	count map[atom.Atom]int
}

type script struct {
	line int
	text string
	page bool // it holds elements and no data
}

// open is an element that has not ended.
type open struct {
	tag       atom.Atom
	name      string
	left      bool // it is not in the output
	paragraph int  // the nearest paragraph that a block would end, -1 where there is none
}

// parse scans a page and makes its tree. A message comes without a tree.
func parse(file, text string) (*scan, *html.Node, diag.Diagnostic) {
	for _, flat := range []bool{false, true} {
		sc := &scan{flat: flat, line: 1, count: map[atom.Atom]int{}}
		if !sc.run(text) {
			d := diag.Errorf(diag.Place{File: file, Line: sc.line}, "the page has more than %d elements up to here", maxElements)
			return nil, nil, d.WithHint("copy the article's text into a file")
		}
		if root, err := html.Parse(bytes.NewReader(sc.out.Bytes())); err == nil {
			sc.out = bytes.Buffer{}
			return sc, root, diag.Diagnostic{}
		}
	}
	return nil, nil, diag.Errorf(diag.Place{File: file}, "the page's elements cannot be read").WithHint("copy the article's text into a file")
}

var (
	savedFrom = pattern.New(`saved from url=\(\d+\)\s*(\S+)`)
	savedPage = pattern.New(`(?is)Page saved with \w+.{0,40}?\s*url:\s*(\S+)(?:.{0,40}?saved date:\s*([^\n]+))?`)
)

// run reads all tokens; false where they are too many.
func (sc *scan) run(text string) bool {
	z := html.NewTokenizer(strings.NewReader(text))
	for {
		tt := z.Next()
		raw := z.Raw()
		breaks := bytes.Count(raw, []byte{'\n'})
		switch tt {
		case html.ErrorToken:
			if z.Err() != io.EOF {
				return false
			}
			return true
		case html.TextToken:
			sc.text(raw)
		case html.CommentToken:
			sc.comment(string(raw))
		case html.DoctypeToken:
			sc.out.WriteString("<!doctype html>") // quirks change nothing that we want
		case html.EndTagToken:
			name, _ := z.TagName()
			sc.end(atom.Lookup(name), string(name))
		case html.StartTagToken, html.SelfClosingTagToken:
			if sc.elements++; sc.elements > maxElements {
				return false
			}
			name, more := z.TagName()
			tag := atom.Lookup(name)
			attrs := attributes(z, more)
			sc.line += breaks
			breaks = 0
			switch tag {
			case atom.Script, atom.Style, atom.Noscript, atom.Iframe, atom.Noembed, atom.Noframes:
				sc.rawText(z, tag, attrs)
			case atom.Svg:
				if tt != html.SelfClosingTagToken {
					if !sc.drawing(z) {
						return false
					}
				}
			case atom.Template:
				if attrs["shadowrootmode"] == "" && attrs["shadowroot"] == "" {
					if !sc.skip(z, atom.Template) {
						return false
					}
				}
			default:
				sc.start(tag, string(name), attrs)
			}
		}
		sc.line += breaks
	}
}

// text writes a text as it stands, so that nothing in it can become a tag.
func (sc *scan) text(raw []byte) {
	for i, part := range bytes.Split(raw, []byte{'<'}) {
		if i > 0 {
			sc.out.WriteString("&lt;")
		}
		if bytes.IndexByte(part, 0) >= 0 {
			part = bytes.ReplaceAll(part, []byte{0}, nil)
		}
		sc.out.Write(part)
	}
}

func (sc *scan) comment(s string) {
	if sc.savedURL == "" {
		if m := savedFrom.FindStringSubmatch(s); m != nil {
			sc.savedURL = webAddress(m[1])
		} else if m := savedPage.FindStringSubmatch(s); m != nil {
			sc.savedURL = webAddress(m[1])
			sc.saved = savedDate(m[2])
		}
	}
}

// rawText passes over an element that holds no elements, and keeps scripts that hold data.
func (sc *scan) rawText(z *html.Tokenizer, tag atom.Atom, attrs map[string]string) {
	at := sc.line
	kind := strings.ToLower(strings.TrimSpace(attrs["type"]))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return
		case html.TextToken:
			raw := z.Raw()
			sc.line += bytes.Count(raw, []byte{'\n'})
			switch {
			case tag != atom.Script:
			case strings.HasPrefix(kind, "application/ld+json"):
				sc.linked = append(sc.linked, script{line: at, text: string(raw)})
			case kind == "text/template" || kind == "text/x-template":
				sc.state = append(sc.state, script{line: at, text: string(raw), page: true})
			case kind == "application/json" || attrs["id"] == "__NEXT_DATA__":
				sc.state = append(sc.state, script{line: at, text: string(raw)})
			case len(sc.state) < 20:
				if m := assigned.FindIndex(raw); m != nil {
					sc.state = append(sc.state, script{line: at, text: string(raw[m[1]-1:])})
				}
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			sc.line += bytes.Count(z.Raw(), []byte{'\n'})
			if atom.Lookup(name) == tag {
				return
			}
		default:
			sc.line += bytes.Count(z.Raw(), []byte{'\n'})
		}
	}
}

// assigned matches a script that is nothing but data: window.__STATE__ = {
var assigned = pattern.New(`^\s*(?:window\.|self\.|var |globalThis\.)?[\w.$\["'\]]{0,60}\s*=\s*\{`)

// skip passes over an element with all that it holds.
func (sc *scan) skip(z *html.Tokenizer, tag atom.Atom) bool {
	for depth := 1; depth > 0; {
		tt := z.Next()
		sc.line += bytes.Count(z.Raw(), []byte{'\n'})
		switch tt {
		case html.ErrorToken:
			return z.Err() == io.EOF
		case html.StartTagToken:
			if sc.elements++; sc.elements > maxElements {
				return false
			}
			if name, _ := z.TagName(); atom.Lookup(name) == tag {
				depth++
			}
		case html.EndTagToken:
			if name, _ := z.TagName(); atom.Lookup(name) == tag {
				depth--
			}
		}
	}
	return true
}

// drawing passes over a drawing and notes its words. An element of HTML ends it.
func (sc *scan) drawing(z *html.Tokenizer) bool {
	var words strings.Builder
	at, quiet := sc.line, 0
	defer func() {
		if s := clean(words.String()); hasWord(s) {
			sc.apart = append(sc.apart, Part{at, s, "words inside a drawing"})
		}
	}()
	for depth := 1; depth > 0; {
		tt := z.Next()
		raw := z.Raw()
		breaks := bytes.Count(raw, []byte{'\n'})
		switch tt {
		case html.ErrorToken:
			return z.Err() == io.EOF
		case html.TextToken:
			if quiet == 0 {
				words.WriteString(html.UnescapeString(string(raw)) + " ")
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			if sc.elements++; sc.elements > maxElements {
				return false
			}
			name, more := z.TagName()
			tag := atom.Lookup(name)
			closed := tt == html.SelfClosingTagToken
			switch {
			case tag == atom.Svg && !closed:
				depth++
			case (tag == atom.Script || tag == atom.Style || string(name) == "metadata") && !closed:
				quiet++
			case breaksOut[tag]:
				attrs := attributes(z, more)
				sc.line += breaks
				sc.start(tag, tag.String(), attrs)
				return true
			}
			z.NextIsNotRawText()
		case html.EndTagToken:
			name, _ := z.TagName()
			switch tag := atom.Lookup(name); {
			case tag == atom.Svg:
				depth--
			case (tag == atom.Script || tag == atom.Style || string(name) == "metadata") && quiet > 0:
				quiet--
			case tag == atom.Body || tag == atom.Html || tag == atom.Div || tag == atom.P:
				sc.end(tag, tag.String())
				sc.line += breaks
				return true
			}
		}
		sc.line += breaks
	}
	return true
}

var breaksOut = atoms(`body blockquote center dd div dl dt h1 h2 h3 h4 h5 h6 head hr img li main menu nav ol p pre section article header footer table ul`)

func atoms(list string) map[atom.Atom]bool {
	m := map[atom.Atom]bool{}
	for name := range strings.FieldsSeq(list) {
		m[atom.Lookup([]byte(name))] = true
	}
	return m
}

// attributes reads those that are wanted, each of them once.
func attributes(z *html.Tokenizer, more bool) map[string]string {
	var m map[string]string
	for n := 0; more; n++ {
		var k, v []byte
		k, v, more = z.TagAttr()
		if n > 200 || !wanted[string(k)] {
			continue
		}
		if m == nil {
			m = map[string]string{}
		}
		if _, ok := m[string(k)]; ok {
			continue
		}
		switch string(k) {
		case "content":
			if len(v) > maxValue*4 {
				continue
			}
		case "class", "id":
			v = v[:min(len(v), 400)]
		case "style":
			if !hiding.Match(v) {
				continue
			}
			k, v = []byte("hidden"), nil
		default:
			if len(v) > maxValue {
				continue
			}
		}
		m[string(k)] = strings.ToValidUTF8(string(v), "")
	}
	return m
}

var wanted = func() map[string]bool {
	m := map[string]bool{}
	for k := range strings.FieldsSeq(`class id href rel itemprop itemtype itemscope datetime content name property http-equiv lang xml:lang dir role hidden aria-hidden
		aria-modal style size alt src type start colspan rowspan shadowroot shadowrootmode open pubdate title ` + strings.Join(namingAttrs, " ")) {
		m[k] = true
	}
	return m
}()

var hiding = pattern.New(`(?i)(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)`)
