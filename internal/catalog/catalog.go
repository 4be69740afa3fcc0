// Package catalog reads what a site says about itself outside its sources: lateral.yaml, collections, topics and claims, speakers,
// outlets and assignments. It checks each file alone; whether ids exist is for corpus.
package catalog

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/field"
	"github.com/lateral-reader/lateral/internal/notes"
	"github.com/lateral-reader/lateral/internal/source"
)

// ClaimTypes lists what a claim can be.
var ClaimTypes = []string{"fact", "number", "cause", "prediction", "judgement", "proposal"}

// Config is lateral.yaml.
type Config struct {
	Title, Description, Lang, BaseURL string
	ExcerptWords                      int
	SourceFiles                       bool
	About, Contact, License           notes.Prose
}

// Collection is a collection.md.
type Collection struct {
	ID             string
	Path           string
	At             diag.Place
	Title, Summary string
	Lang           string
	Order          []field.Text
	Body           notes.Prose
}

// Topic is a question to be settled.
type Topic struct {
	ID         string
	At         diag.Place
	Collection string
	Asks       string
	About      notes.Prose
	Draft      bool
}

// Claim is a statement that can be supported or disputed.
type Claim struct {
	ID         string
	At         diag.Place
	Collection string
	Words      string
	Type       string
	Topics     []field.Text
	About      notes.Prose
	Measure    Measure
	Since      source.Date
	Added      source.Date
	Draft      bool
	Finding    *Finding

	Contradicts, Narrows, Presupposes, ReasonFor []field.Text
}

// Measure says what a number claim counts.
type Measure struct{ What, Unit string }

// Finding is a signed verdict, the only place where one may stand.
type Finding struct {
	By, Text, URL string
	Date          source.Date
}

// Speaker is an entry of speakers.yaml.
type Speaker struct {
	ID        string
	At        diag.Place
	Name      string // of one who is named
	Described string // of one who is not
	Kind      string
	Naming    string
	Role      string
	Of        field.Text // an id or words
	Aliases   []string
	Origin    field.Text
	Distinct  string
	Links     []Link
	About     notes.Prose
}

// Label is the name, or the description where there is none.
func (s *Speaker) Label() string {
	if s.Name != "" {
		return s.Name
	}
	return s.Described
}

// Link is a link out.
type Link struct{ Text, URL string }

// Outlet is an entry of outlets.yaml.
type Outlet struct {
	ID                          string
	At                          diag.Place
	Name, URL, Country          string
	Funding, Ownership, Control Axis
	About                       notes.Prose
}

// Axis is one thing known of an outlet, with its source and date. An empty Text means unknown.
type Axis struct {
	Text, Source string
	Date         source.Date
}

// Assignment is an assignments/<id>.md.
type Assignment struct {
	ID             string
	Collection     string
	Path           string
	At             diag.Place
	Title, Summary string
	Readings       []field.Text
	Claims         []field.Text
	Draft          bool
	Body           notes.Prose
}

// DefaultExcerptWords is the longest excerpt of a restricted text, in words, where lateral.yaml does not say.
const DefaultExcerptWords = 40

// ParseConfig reads lateral.yaml.
func ParseConfig(p string, data []byte) (Config, []diag.Diagnostic) {
	c := Config{Lang: "en", ExcerptWords: DefaultExcerptWords, SourceFiles: true}
	v, probs := field.Parse(p, data, 0)
	if v.Missing() && len(probs.All()) > 0 {
		return c, probs.All()
	}
	m := v.Map("lateral.yaml", "format", "title", "description", "lang", "base-url", "excerpt-words", "source-files", "about", "contact", "license")
	if f := m.Get("format"); !f.Empty() && f.Text().S != "1" {
		f.ErrorHint("this version of lateral reads format 1; a newer one may read this", "unknown format %q", f.Text().S)
	}
	if v.Missing() {
		probs.Errorf(diag.Place{File: p, Line: 1}, "the file is empty; it needs %q", "title")
		return c, probs.All()
	}
	c.Title, c.Description = m.Need("title").S, m.Text("description").S
	if l := source.ReadLang(m.Get("lang")); l != "" {
		c.Lang = l
	}
	c.BaseURL = BaseURL(m.Get("base-url"))
	if e := m.Get("excerpt-words"); !e.Empty() {
		var err error
		if c.ExcerptWords, err = strconv.Atoi(e.Text().S); err != nil || c.ExcerptWords < 1 || c.ExcerptWords > 400 {
			e.Errorf("excerpt-words is a number from 1 to 400")
			c.ExcerptWords = DefaultExcerptWords
		}
	}
	if s := m.Get("source-files"); !s.Empty() {
		c.SourceFiles = s.Bool()
	}
	c.About, c.Contact, c.License = prose(m, "about"), prose(m, "contact"), prose(m, "license")
	return c, probs.All()
}

// BaseURL reads the address under which the site will stand, with a slash at its end; "" where it is wrong.
func BaseURL(v field.Value) string {
	s := v.WebAddress()
	if s == "" {
		return ""
	}
	if !field.IsBaseAddress(s) {
		v.ErrorHint("write only the address of the site's folder, such as https://example.org/news/", "no page can stand under %q", s)
		return ""
	}
	return strings.TrimRight(s, "/") + "/"
}

func prose(m field.Map, key string) notes.Prose {
	return notes.Prose{Text: m.Text(key).S, At: m.Get(key).At()}
}

// ParseCollection reads a collection.md.
func ParseCollection(p, id string, data []byte) (*Collection, []diag.Diagnostic) {
	c := &Collection{ID: id, Path: p, At: diag.Place{File: p, Line: 1, Column: 1}}
	front, body, line, ds := source.SplitFront(p, data)
	if ds != nil {
		return c, ds
	}
	v, probs := field.Parse(p, front, 1)
	if v.Missing() && len(probs.All()) > 0 {
		return c, probs.All()
	}
	m := v.Map("a collection", "title", "summary", "order", "lang")
	c.Title, c.Summary = m.Need("title").Line(), m.Text("summary").S
	c.Lang, c.Order = source.ReadLang(m.Get("lang")), ids(m, "order")
	c.Body = body0(p, body, line)
	return c, append(probs.All(), checkID(p, id)...)
}

// body0 is the Markdown below a front matter.
func body0(p string, body []byte, line int) notes.Prose {
	return notes.Prose{Text: string(body), At: diag.Place{File: p, Line: line + 1, Column: 1}}
}

func checkID(p, id string) []diag.Diagnostic {
	if field.ValidID(id) {
		return nil
	}
	return []diag.Diagnostic{diag.Errorf(diag.Place{File: p}, "%q is not an id", id).WithHint("name it with a-z, 0-9 and hyphens, such as %s", cmp.Or(field.MakeID(id), "the-talk"))}
}

// ParseAssignment reads an assignments/<id>.md.
func ParseAssignment(p, id, collection string, data []byte) (*Assignment, []diag.Diagnostic) {
	a := &Assignment{ID: id, Collection: collection, Path: p, At: diag.Place{File: p, Line: 1, Column: 1}}
	front, body, line, ds := source.SplitFront(p, data)
	if ds != nil {
		return a, ds
	}
	v, probs := field.Parse(p, front, 1)
	if v.Missing() && len(probs.All()) > 0 {
		return a, probs.All()
	}
	m := v.Map("an assignment", "title", "summary", "readings", "claims", "draft")
	a.Title, a.Summary = m.Need("title").Line(), m.Text("summary").S
	a.Readings, a.Claims, a.Draft = ids(m, "readings"), ids(m, "claims"), m.Get("draft").Bool()
	if len(a.Claims) > 6 {
		m.Get("claims").Errorf("an assignment has six claims at most, this one has %d", len(a.Claims))
	}
	a.Body = body0(p, body, line)
	return a, append(probs.All(), checkID(p, id)...)
}

func ids(m field.Map, key string) []field.Text {
	var out []field.Text
	for _, v := range m.Get(key).Items() {
		if t := v.ID(); t.S != "" {
			out = append(out, t)
		}
	}
	return out
}
