package markdown

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/lateral-reader/lateral/internal/words"
)

// Attributes that the splitter leaves on paragraphs for the builder.
const (
	startAttr = "start" // a Start whose Line is a byte offset of the source
	stageAttr = "stage"
)

const timePattern = `\[(\d{1,3}(?::\d{2}){1,2}(?:[.,]\d{1,3})?)\]`

// labelLine matches a line that begins with something like a label: [time] **label** [time] : [time].
var labelLine = regexp.MustCompile(`^(?:` + timePattern + `\s*)?(\*\*|__)?(?:` + timePattern + `\s*)?([^:：\[\]*\n]{1,100}?)(\*\*|__)?\s*(?:` +
	timePattern + `)?(\*\*|__)?\s*[:：](\*\*|__)?[ \t]*(?:` + timePattern + `[ \t]*)?`)

// Label is what stands at the beginning of a line of a transcript.
type Label struct {
	Name string // as printed
	Time string // as printed, without brackets; "" where none stands
	Len  int    // bytes of the line up to the first word
}

// ReadLabel reads something that has the form of a label at the beginning of a line, declared or not.
func ReadLabel(line string) (Label, bool) {
	if !strings.ContainsAny(line[:min(len(line), 400)], ":：") {
		return Label{}, false // most lines; the pattern would look at each at length
	}
	m := labelLine.FindStringSubmatch(line)
	if m == nil {
		return Label{}, false
	}
	l := Label{Name: strings.TrimSpace(m[4]), Len: len(m[0])}
	for _, t := range []string{m[1], m[3], m[6], m[9]} {
		if t != "" {
			l.Time = t
		}
	}
	bold := 0
	for _, s := range []string{m[2], m[5], m[7], m[8]} {
		if s != "" {
			bold++
		}
	}
	return l, l.Name != "" && bold%2 == 0
}

// splitter breaks top-level paragraphs at labels and stage directions, and keeps words from being read as link definitions.
type splitter struct {
	o      Options
	labels map[string]string // declared labels by what they are equal to
	defs   map[string]bool   // labels of definitions that really are some

	work  int     // steps of MaxWork that are spent
	heavy []heavy // paragraphs that were left out
}

// splitterKey is where a text's splitter lies in the parser's context.
var splitterKey = parser.NewContextKey()

// splitting hands paragraphs to the splitter of their text.
type splitting struct{}

func (splitting) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	pc.Get(splitterKey).(*splitter).transform(node, reader, pc)
}

func (s *splitter) label(l string) {
	if s.labels == nil {
		s.labels = map[string]string{}
	}
	if k := words.Same(l); s.labels[k] == "" {
		s.labels[k] = l
	}
}

func (s *splitter) transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	src := reader.Source()
	if s.refuse(node, node.Lines(), src) {
		return
	}
	top := s.o.Transcript && node.Parent() != nil && node.Parent().Kind() == ast.KindDocument
	var parts []*ast.Paragraph
	cur := ast.NewParagraph()
	flush := func() {
		if cur.Lines().Len() > 0 || len(cur.Attributes()) > 0 {
			parts = append(parts, cur)
		}
		cur = ast.NewParagraph()
	}
	lines := node.Lines()
	if top && lines.Len() > 1 {
		first, all := lines.At(0), string(bytes.TrimSpace(lines.Value(src)))
		if !s.stage(strings.TrimSpace(string(first.Value(src)))) && s.stage(all) {
			node.SetAttributeString(stageAttr, true) // one direction over several lines
			return
		}
	}
	for i := range lines.Len() {
		seg := lines.At(i)
		line := strings.TrimSpace(string(seg.Value(src)))
		if name, ok := definition(line); ok && !s.defs[name] {
			// Words, not a definition: a paragraph of their own, or the parser would swallow them.
			if cur.Lines().Len() > 0 {
				if first := cur.Lines().At(0); isDefinition(first, src) {
					flush()
				}
			}
		}
		if top {
			if l, ok := s.declared(seg, src); ok {
				flush()
				lead := len(seg.Value(src)) - len(strings.TrimLeft(string(seg.Value(src)), " \t"))
				cur.SetAttributeString(startAttr, Start{Label: l.Name, Time: l.Time, Line: seg.Start})
				seg = seg.WithStart(seg.Start + lead + l.Len)
				if len(bytes.TrimSpace(seg.Value(src))) == 0 {
					continue
				}
			} else if s.stage(line) {
				flush()
				cur.SetAttributeString(stageAttr, true)
				cur.Lines().Append(seg)
				flush()
				continue
			}
		}
		cur.Lines().Append(seg)
	}
	flush()
	if len(parts) == 1 && len(parts[0].Attributes()) == 0 {
		s.define(node, reader, pc)
		return
	}
	parent := node.Parent()
	for _, p := range parts {
		p.SetBlankPreviousLines(true)
		trimLast(p, src)
		parent.InsertBefore(parent, node, p)
		if len(p.Attributes()) == 0 {
			s.define(p, reader, pc)
		}
	}
	parent.RemoveChild(parent, node)
}

// trimLast takes the line break off a paragraph that now ends where it did not before.
func trimLast(p *ast.Paragraph, src []byte) {
	if n := p.Lines().Len(); n > 0 {
		seg := p.Lines().At(n - 1)
		p.Lines().Set(n-1, seg.TrimRightSpace(src))
	}
}

// define reads link definitions off the front of a paragraph, unless its first line only looks like one.
func (s *splitter) define(p *ast.Paragraph, reader text.Reader, pc parser.Context) {
	if p.Lines().Len() > 0 {
		seg := p.Lines().At(0)
		if name, ok := definition(strings.TrimSpace(string(seg.Value(reader.Source())))); ok && !s.defs[name] {
			return
		}
	}
	parser.LinkReferenceParagraphTransformer.Transform(p, reader, pc)
}

// declared reads a declared label off the beginning of a line.
func (s *splitter) declared(seg text.Segment, src []byte) (Label, bool) {
	line := strings.TrimLeft(string(seg.Value(src)), " \t")
	l, ok := ReadLabel(line)
	if !ok {
		return Label{}, false
	}
	declared, ok := s.labels[words.Same(l.Name)]
	l.Name = declared
	return l, ok
}

// stage reports whether a line is wholly in square brackets and no link.
func (s *splitter) stage(line string) bool {
	line = strings.Trim(line, "*_ \t")
	if !strings.HasPrefix(line, "[") || !strings.HasSuffix(line, "]") || strings.HasPrefix(line, "[^") {
		return false
	}
	depth := 0
	for _, r := range line {
		switch {
		case r == '[':
			depth++
		case r == ']':
			depth--
		case depth == 0 && !unicode.IsSpace(r):
			return false
		}
		if depth < 0 {
			return false
		}
	}
	return depth == 0 && !s.defs[normal(strings.Trim(line, "[]"))]
}

var definitionLine = regexp.MustCompile(`^ {0,3}\[((?:[^\[\]\\]|\\.)+)\]:[ \t]*(.*)$`)

// definition reads the label of a line that has the form of a link definition.
func definition(line string) (string, bool) {
	m := definitionLine.FindStringSubmatch(line)
	if m == nil {
		return "", false
	}
	return normal(m[1]), true
}

func isDefinition(seg text.Segment, src []byte) bool {
	_, ok := definition(strings.TrimSpace(string(seg.Value(src))))
	return ok
}

var timeLabel = regexp.MustCompile(`^\d{1,3}(:\d{2}){1,2}([.,]\d+)?$`)

// definitions finds the labels that are link definitions and not speech: something refers to them, they are no time, and one in
// capitals has a destination that looks like an address or a full reference. `[00:12]: x` and `[LAUGHTER]: x` are text.
func definitions(src []byte) map[string]bool {
	defs := map[string]bool{}
	var used map[string]use
	for line := range bytes.Lines(src) {
		// A definition may stand in a quotation or a list item.
		l := strings.TrimLeft(strings.TrimSpace(string(line)), "> ")
		m := definitionLine.FindStringSubmatch(l)
		if m == nil || timeLabel.MatchString(strings.TrimSpace(m[1])) {
			continue
		}
		if used == nil {
			used = references(src)
		}
		u, capitals := used[normal(m[1])], m[1] == strings.ToUpper(m[1]) && m[1] != strings.ToLower(m[1])
		if u.any && (!capitals || u.full || m[2] == "" || strings.ContainsAny(m[2], "/#")) {
			defs[normal(m[1])] = true
		}
	}
	return defs
}

// use says how a label in brackets occurs: at all other than before a colon, and as the second pair of a full reference.
type use struct{ any, full bool }

var bracketed = regexp.MustCompile(`\[((?:[^\[\]\\]|\\.)+)\]`)

func references(src []byte) map[string]use {
	used := map[string]use{}
	for _, m := range bracketed.FindAllSubmatchIndex(src, -1) {
		if m[1] == len(src) || src[m[1]] != ':' {
			k := normal(string(src[m[2]:m[3]]))
			used[k] = use{true, used[k].full || m[0] > 0 && src[m[0]-1] == ']'}
		}
	}
	return used
}

// normal is the form in which CommonMark compares link labels.
func normal(label string) string { return util.ToLinkReference([]byte(label)) }
