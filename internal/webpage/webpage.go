// Package webpage reads a page as a browser saves it. In go its bytes, out come what it states of itself (title, byline, date, outlet, address,
// language, each with the place that says so), the article's blocks as Markdown and as plain lines, and every other word that a
// reader sees, with the reason why it is no part of the article. It knows nothing of sources, speakers or the disk.
//
// The way is straight: bytes → text (decode) → tokens without scripts and styles (scan) → tree → blocks → those of the article (pick) →
// Markdown (write).
package webpage

import (
	"github.com/lateral-reader/lateral/internal/diag"
)

// Page is what was read of one page.
type Page struct {
	Title, Subtitle string
	Byline          []string
	Unseen          []string // without a Byline: names that metadata state and no reader sees, or of accounts
	Desk            []string // without a Byline: the organization that is stated as author
	Published       string   // as precise as written: 2006, 2006-01, 2006-01-02 or RFC 3339
	Outlet          string
	URL             string // http or https
	Lang            string // a language tag
	Saved           string // when the file was made, RFC 3339 or a day, where the file says so

	Listing string    // instead of Blocks: the article's lines, where the page shows a plain text as it stands (<pre>)
	Blocks  []Block   // the article, in its order
	Dropped []Part    // what else the page shows, and what its metadata says, in the order of the file
	Signs   []string  // words and pictures that lead to the site's front page, as its name does
	Imprint []Imprint // lines beside the headline, and metadata, that may state author and date in words
	Words   string    // all that a reader of the page sees: each word of it must be in Blocks, Title or Dropped
	Doubts  []Doubt   // what a person should look at
	Frames  bool      // it shows other pages, and may have no text of its own
}

// Kind says what a block is.
type Kind uint8

// The kinds of blocks. Other holds lists, tables, quotations and code, which are never parts of a head or a turn.
const (
	Paragraph Kind = iota
	Heading
	Other
)

// Block is one piece of the article. Markdown gives the same words as Plain.
type Block struct {
	Kind     Kind
	Level    int      // of a heading, 1 to 6
	Line     int      // of the input, from 1
	Speaker  string   // who says what follows, up to the next such block, in an element of its own; nothing but Line and Time are set then
	Time     string   // beside Speaker: when, as printed
	Markdown []string // lines, broken where the page breaks them; nil where the words alone say all, which then are not escaped
	Plain    []string // the words alone
}

// Part is something that is not in the blocks.
type Part struct {
	Line      int // 0 where it has no place
	Text, Why string
}

// Imprint is a line that may state author and date.
type Imprint struct {
	Part
	Author string   // the words of elements that are called those of authors, parted by commas
	Pieces []string // the words that stand in elements of their own, and those between: By · Ruth Hall · 3 May 2021; nil where nothing parts them
}

// WindowTitle is why the words of <title> are no part of the article.
const WindowTitle = "the title of the window"

// Doubt is something that a person should look at.
type Doubt struct {
	Line int
	Text string
}

// Read reads a page. encoding overrules what the file says of itself; "" believes it. Errors mean that there is no page.
func Read(file string, data []byte, encoding string) (*Page, []diag.Diagnostic) {
	var a archived
	if IsArchive(string(data[:min(len(data), 8<<10)])) {
		var d diag.Diagnostic
		var ok bool
		if a, d, ok = unpack(file, data); !ok {
			return nil, []diag.Diagnostic{d}
		}
		data = a.page
		if encoding == "" {
			encoding = a.charset
		}
	}
	text, d, ok := decode(file, data, encoding)
	if !ok {
		return nil, []diag.Diagnostic{d}
	}
	var ds []diag.Diagnostic
	if d.Message != "" {
		ds = append(ds, d)
	}
	if source, ok := viewSource(text); ok {
		text = source
	}
	sc, root, d := parse(file, text)
	if root == nil {
		return nil, append(ds, d)
	}
	if a.address != "" {
		sc.savedURL, sc.saved = a.address, a.saved
	}
	p := &page{Page: &Page{Saved: sc.saved, Frames: sc.frames}, file: file, scan: sc, root: root}
	p.blocks()
	p.metadata()
	p.pick()
	p.write()
	return p.Page, ds
}
