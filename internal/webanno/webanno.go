// Package webanno writes notes as the W3C Web Annotation Data Model has them (Recommendation of 23 February 2017), and reads annotations of
// that model, and those of a Hypothesis search, as notes. In go a corpus or JSON, out come JSON or notes and what could not be carried
// over. It knows no disk.
package webanno

// context is the model's own context; what it has no word for is ours.
const context = "http://www.w3.org/ns/anno.jsonld"

// ours are the terms of the project. The prefix ends in a colon, so that a JSON-LD 1.1 processor takes it for one.
var ours = map[string]string{"lateral": "urn:lateral:"}

// collection is an AnnotationCollection with all its pages in one file: the first stands in it, the others beside it.
type collection struct {
	Context  []any  `json:"@context"`
	ID       string `json:"id"`
	Type     string `json:"type"`
	Label    string `json:"label"`
	Total    int    `json:"total"`
	First    *page  `json:"first,omitempty"`
	Last     string `json:"last,omitempty"`
	Included []page `json:"@included,omitempty"`
}

// page is an AnnotationPage: the annotations of one source.
type page struct {
	ID         string       `json:"id"`
	Type       string       `json:"type"`
	PartOf     string       `json:"partOf"`
	Label      string       `json:"label"`
	Prev       string       `json:"prev,omitempty"`
	Next       string       `json:"next,omitempty"`
	StartIndex int          `json:"startIndex"`
	Items      []annotation `json:"items"`
}

// annotation is an Annotation, with a standard part and the entry of the notes file in terms of ours.
type annotation struct {
	ID         string    `json:"id"`
	Type       string    `json:"type"`
	Motivation string    `json:"motivation"`
	Creator    *agent    `json:"creator,omitempty"`
	Created    string    `json:"created,omitempty"`
	Modified   string    `json:"modified,omitempty"`
	Audience   *audience `json:"audience,omitempty"`
	Body       []any     `json:"body,omitempty"`
	Target     any       `json:"target"`
	Entry      entry     `json:"lateral:entry"`
}

// agent is who wrote a note, or the original that a source was taken from.
type agent struct {
	ID   string `json:"id,omitempty"`
	Type string `json:"type,omitempty"`
	Name string `json:"name,omitempty"`
}

// audience is an Audience; a class of schema.org, as the model says.
type audience struct {
	ID   string `json:"id"`
	Type string `json:"type"`
	Role string `json:"schema:educationalRole"`
}

// textBody is a TextualBody. All that stands in an annotation has a name of its own: a processor that compares graphs spends
// its time on nodes without one.
type textBody struct {
	ID       string `json:"id"`
	Type     string `json:"type"`
	Purpose  string `json:"purpose"`
	Value    string `json:"value"`
	Format   string `json:"format"`
	Language string `json:"language,omitempty"`
}

// resource is a SpecificResource: as a body what the annotation links to, as a target the source.
type resource struct {
	ID       string     `json:"id"`
	Type     string     `json:"type"`
	Purpose  string     `json:"purpose,omitempty"`
	Source   any        `json:"source"`
	Selector []selector `json:"selector,omitempty"`
	Original *agent     `json:"lateral:original,omitempty"` // where the text was published
}

// labelled is a resource with a name to show.
type labelled struct {
	ID    string `json:"id"`
	Type  string `json:"type,omitempty"`
	Label string `json:"label"`
}

// selector is any of the three that are written: a quote, a position in code points, a fragment.
type selector struct {
	ID         string `json:"id"`
	Type       string `json:"type"`
	Exact      string `json:"exact,omitempty"`
	Prefix     string `json:"prefix,omitempty"`
	Suffix     string `json:"suffix,omitempty"`
	Start      *int   `json:"start,omitempty"`
	End        *int   `json:"end,omitempty"`
	ConformsTo string `json:"conformsTo,omitempty"`
	Value      string `json:"value,omitempty"`
}

// entry is the note as its file says it, so that it can be read back as it was.
type entry struct {
	Node      string   `json:"id"`
	ID        string   `json:"lateral:id"`
	Source    string   `json:"lateral:source"`
	Layer     string   `json:"lateral:layer,omitempty"`
	Kind      string   `json:"lateral:kind"`
	Quote     string   `json:"lateral:quote,omitempty"`
	From      string   `json:"lateral:from,omitempty"`
	To        string   `json:"lateral:to,omitempty"`
	Prefix    string   `json:"lateral:prefix,omitempty"`
	Suffix    string   `json:"lateral:suffix,omitempty"`
	Paragraph string   `json:"lateral:paragraph,omitempty"`
	At        *at      `json:"lateral:at,omitempty"`
	Claim     string   `json:"lateral:claim,omitempty"`
	Stance    string   `json:"lateral:stance,omitempty"`
	Put       string   `json:"lateral:put,omitempty"`
	Side      string   `json:"lateral:side,omitempty"`
	Speaker   any      `json:"lateral:speaker,omitempty"` // an id, or a party
	Via       *ordered `json:"lateral:via,omitempty"`
	Mode      string   `json:"lateral:mode,omitempty"`
	Certainty string   `json:"lateral:certainty,omitempty"`
	Basis     string   `json:"lateral:basis,omitempty"`
	Answers   string   `json:"lateral:answers,omitempty"`
	Figures   []figure `json:"lateral:figures,omitempty"`
	Neutral   string   `json:"lateral:neutral,omitempty"`
	Missing   []string `json:"lateral:missing,omitempty"`
	See       []string `json:"lateral:see,omitempty"`
	Says      string   `json:"lateral:says,omitempty"`
	Note      string   `json:"lateral:note,omitempty"`
	For       string   `json:"lateral:for,omitempty"`
	Draft     bool     `json:"lateral:draft,omitempty"`
	Debatable bool     `json:"lateral:debatable,omitempty"`
	By        string   `json:"lateral:by,omitempty"`
	Created   string   `json:"lateral:created,omitempty"`
	Modified  string   `json:"lateral:modified,omitempty"`
}

// ordered is a list whose order counts.
type ordered struct {
	List []any `json:"@list"`
}

// at is where the note's passage stood when it was last checked; see notes.Position.
type at struct {
	Node      string `json:"id"`
	Paragraph string `json:"lateral:paragraph,omitempty"`
	Start     int    `json:"lateral:start"`
	End       int    `json:"lateral:end"`
	Before    string `json:"lateral:before,omitempty"`
	After     string `json:"lateral:after,omitempty"`
}

// party is a speaker without an id of its own.
type party struct {
	Node      string `json:"id"`
	Described string `json:"lateral:described"`
	Kind      string `json:"lateral:kind,omitempty"`
	Role      string `json:"lateral:role,omitempty"`
	Of        string `json:"lateral:of,omitempty"`
	Naming    string `json:"lateral:naming,omitempty"`
	Distinct  string `json:"lateral:distinct,omitempty"`
}

// figure has its numbers as the file's digits, since a JSON-LD processor rewrites numbers.
type figure struct {
	Node   string `json:"id"`
	Words  string `json:"lateral:words"`
	Low    string `json:"lateral:low,omitempty"`
	High   string `json:"lateral:high,omitempty"`
	Counts string `json:"lateral:counts,omitempty"`
	Of     string `json:"lateral:of,omitempty"`
	Where  string `json:"lateral:where,omitempty"`
	When   string `json:"lateral:when,omitempty"`
}
