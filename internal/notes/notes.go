// Package notes reads a notes file: what an annotator says about passages of one source.
// It checks each entry's keys and values by its kind; whether ids exist and quotes are found is for others.
package notes

import (
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/field"
	"github.com/lateral-reader/lateral/internal/source"
)

// The words of a note, in the order in which pages show them.
var (
	Stances   = []string{"supports", "disputes", "questions", "reports"}
	Puts      = []string{"stated", "in-part", "assumed", "leading", "supposed", "implied", "declined"}
	Modes     = []string{"direct", "indirect", "mixed", "own", "posed"}
	Certainty = []string{"certain", "probable", "possible"}
	Bases     = []string{"data", "document", "official", "expert", "witness", "visual", "reporting", "example", "reasoning", "none"}
	Namings   = []string{"named", "described", "unnamed", "unstated", "lost", "unclear"}
	Missing   = []string{"voice", "source", "answer", "date", "fact"}
	Sides     = []string{"for", "against"}
	PartyKind = []string{"person", "organisation", "group", "document", "post"}
)

// Kind is one kind of note: what it says, which keys it has beyond the common ones, and which it needs.
type Kind struct {
	Name, Letter string
	Says         string
	Keys         []string
	Needs        []string
}

// Kinds is the table of all kinds. A kind is added by a row here and a template notes/<kind>.html.
var Kinds = []Kind{
	{"claim", "c", "this passage bears on a claim", []string{"claim", "stance", "put", "speaker", "via", "mode", "certainty", "basis", "answers", "figures"}, []string{"claim"}},
	{"evidence", "e", "this is offered for or against a claim", []string{"claim", "side", "basis", "speaker", "via", "mode", "certainty", "answers", "figures"}, []string{"claim", "side"}},
	{"wording", "w", "a neutral report would use other words", []string{"neutral", "speaker", "via", "mode"}, []string{"neutral"}},
	{"context", "x", "what one must know here", []string{"figures"}, []string{"note"}},
	{"prompt", "p", "what a reader should ask here", []string{"figures"}, []string{"note"}},
	{"gap", "g", "something is missing", []string{"missing", "answers"}, []string{"missing"}},
}

// KindOf returns the row of a kind by name, or nil.
func KindOf(name string) *Kind {
	for i := range Kinds {
		if Kinds[i].Name == name {
			return &Kinds[i]
		}
	}
	return nil
}

var common = []string{"id", "kind", "quote", "from", "to", "prefix", "suffix", "paragraph", "at", "says", "note", "see", "for", "draft", "debatable", "by", "created", "modified"}

// Note is one entry of a notes file. A site has hundreds of thousands of them: what few have stands in Rare and Around, what a file's notes
// share in Origin, and places without the file.
type Note struct {
	ID   string // unique in its source
	Kind *Kind
	*Origin

	Quote string // "" where there is none, or Around has its first and last words
	*Around
	Spot      diag.Spot // where the entry stands
	QuoteSpot diag.Spot
	ClaimSpot diag.Spot
	ProseSpot diag.Spot

	Claim string // an id
	*Coding
	Speaker   *Party // nil: who speaks there by default
	Says      string
	Body      string // Markdown without line breaks at its end; Prose gives it with its place
	Teacher   bool
	Draft     bool
	Debatable bool
	Quoted    bool // Quote is cut from the source's text
	*Rare
}

// Coding is what a note says in words of lists. It is never nil in a note that Parse made, and is shared by those that say the same: who changes it makes
// a copy first.
type Coding struct {
	Stance    string // "" only where Put is declined
	Put       string
	Mode      string // "" : made from the passage
	Certainty string // "" : not coded
	Basis     string // "" : not coded
	Side      string
}

// codings are those that were read: a few hundred of the thousands that there can be, for all notes of a site.
var codings = struct {
	sync.RWMutex
	known map[Coding]*Coding
}{known: map[Coding]*Coding{}}

// shared gives the one that says the same.
func (c *Coding) shared() *Coding {
	codings.RLock()
	known := codings.known[*c]
	codings.RUnlock()
	if known != nil {
		return known
	}
	codings.Lock()
	defer codings.Unlock()
	if codings.known[*c] == nil {
		made := *c
		codings.known[*c] = &made
	}
	return codings.known[*c]
}

// Origin is where a note comes from.
type Origin struct {
	File  string // the notes file, a slash path
	Layer string // "" for <id>.notes.yaml, else the layer's name
	By    string
}

// Rare is what few notes have. It is never nil in a note that Parse made, and may be shared: who changes it makes a copy first.
type Rare struct {
	Via      []Party
	Answers  field.Text
	Figures  []Figure
	Neutral  string
	Missing  []string
	See      []field.Text
	Created  string
	Modified string
}

// none is the Rare of all notes that have nothing of it. Nobody writes to it.
var none = new(Rare)

// empty reports whether there is nothing in it.
func (r *Rare) empty() bool {
	return len(r.Via)+len(r.Figures)+len(r.Missing)+len(r.See) == 0 && r.Answers == field.Text{} && r.Neutral == "" && r.Created == "" && r.Modified == ""
}

func (n *Note) place(s diag.Spot) diag.Place {
	if n.Origin == nil {
		return s.In("")
	}
	return s.In(n.File)
}

// At is where the entry stands, QuoteAt where its quote does; ClaimText and Prose give words with their places.
func (n *Note) At() diag.Place        { return n.place(n.Spot) }
func (n *Note) QuoteAt() diag.Place   { return n.place(n.QuoteSpot) }
func (n *Note) ClaimText() field.Text { return field.Text{S: n.Claim, At: n.place(n.ClaimSpot)} }
func (n *Note) Prose() Prose          { return Prose{n.Body, n.place(n.ProseSpot)} }

// Target says how a note finds its passage (W3C TextQuoteSelector with a block address beside it).
type Target struct {
	Quote, From, To string // a quote, or its first and last words
	Prefix, Suffix  string
	Paragraph       string // "3", "0", "h2", "sub" or ""
	Position        *Position
}

// Around is what a Target has beyond a quote, which is all that most notes have. It is never nil in a note that Parse or Aim made, and may be
// shared: who changes it makes a copy first.
type Around struct {
	From, To       string
	Prefix, Suffix string
	Paragraph      string
	Position       *Position
}

// bare is the Around of all notes that have a quote alone. Nobody writes to it.
var bare = new(Around)

// Target is how the note finds its passage.
func (n *Note) Target() Target {
	if n.Around == nil {
		return Target{Quote: n.Quote}
	}
	return Target{n.Quote, n.From, n.To, n.Prefix, n.Suffix, n.Paragraph, n.Position}
}

// Aim gives the note another target.
func (n *Note) Aim(t Target) {
	n.Quote, n.Around = t.Quote, bare
	if t != (Target{Quote: t.Quote}) {
		n.Around = &Around{t.From, t.To, t.Prefix, t.Suffix, t.Paragraph, t.Position}
	}
}

// HasQuote reports whether there is a passage to find.
func (t Target) HasQuote() bool { return t.Quote != "" || t.From != "" }

// HasQuote reports whether the note is about a passage.
func (n *Note) HasQuote() bool { return n.Quote != "" || n.Around != nil && n.From != "" }

// Position is the value of at: where the passage was found last. Start and End count code points of the text.
type Position struct {
	Paragraph     string
	Start, End    int
	Before, After string
}

// Prose is Markdown of ours with its place in the file.
type Prose struct {
	Text string
	At   diag.Place
}

// Party is a speaker or a link of via: an id, or someone described where he stands.
type Party struct {
	ID      field.Text // of a speaker, outlet or source; "" for an inline party
	*Inline            // nil where there is an id, as nearly all parties of a site have one
}

// Inline is a party that is described where it stands.
type Inline struct {
	Described string
	Kind      string
	Role      string
	Of        field.Text // an id or words
	Naming    string
	Distinct  string
	At        diag.Place
}

// Figure is a number as it is printed, and as far as its words say.
type Figure struct {
	Words                   string
	Low, High               float64
	HasLow, HasHigh         bool
	Counts, Where, When, Of string
	At                      diag.Place
}

// File is one notes file.
type File struct {
	Path   string
	Source string // id of the source
	Layer  string
	By     string
	Notes  []Note
}

// Name splits the name of a notes file into the source's id and the layer.
func Name(p string) (source, layer string) {
	base := strings.TrimSuffix(path.Base(p), ".notes.yaml")
	source, layer, _ = strings.Cut(base, ".")
	return source, layer
}

// Parse reads a notes file. Entries with mistakes are left out or incomplete, each with a message.
func Parse(p string, data []byte) (*File, []diag.Diagnostic) {
	f, ds := Read(p, data)
	f.Pack(func(int) string { return "" })
	return f, ds
}

// Read is Parse for whoever calls Pack: until then the notes hold on to the whole file.
func Read(p string, data []byte) (*File, []diag.Diagnostic) {
	f := &File{Path: p}
	f.Source, f.Layer = Name(p)
	if len(data) > source.MaxSize {
		return f, []diag.Diagnostic{diag.Errorf(diag.Place{File: p}, "the file has %d bytes, more than the %d that one may have", len(data), source.MaxSize)}
	}
	v, probs := field.Parse(p, data, 0)
	defer probs.Done()
	if strings.TrimSuffix(path.Base(p), ".notes.yaml") != f.Source && !field.ValidID(f.Layer) {
		probs.Add(diag.Errorf(diag.Place{File: p}, "%q is not the name of a layer", f.Layer).WithHint("name the file <id>.<layer>.notes.yaml, the layer of a-z, 0-9 and hyphens"))
	}
	if v.Missing() {
		if len(probs.All()) == 0 {
			probs.Add(diag.Errorf(diag.Place{File: p, Line: 1}, "the file is empty").WithHint("begin it with notes: and the entries below, or delete it"))
		}
		return f, probs.All()
	}
	m := v.Map("a notes file", "by", "defaults", "notes")
	f.By = m.Text("by").S
	def := m.Get("defaults").Map("defaults", "speaker", "via", "mode", "certainty", "basis")
	checkDefaults(def)
	f.By = strings.Clone(f.By) // it would hold on to the whole file
	items := m.Get("notes").Items()
	most := min(len(items), 1000) // notes are large, and of a wrong file there may be none
	f.Notes = slices.Grow(f.Notes, most)
	from := readings.Get().(*reading)
	from.origin, from.defaults = &Origin{File: f.Path, Layer: f.Layer, By: f.By}, def
	defer from.done()
	for _, it := range items {
		n, ok := from.note(it)
		if !ok {
			continue
		}
		if first, twice := from.seen[n.ID]; twice && n.ID != "" {
			it.ErrorHint("first used at "+first.In(f.Path).String(), "a second note with the id %q", n.ID)
			continue
		}
		from.seen[n.ID] = n.Spot
		f.Notes = append(f.Notes, n)
	}
	return f, probs.All()
}
