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

// splitter breaks top-level paragraphs at labels and stage directions, and keeps words from being read as link definitions.
type splitter struct {
	o      Options
	labels map[string]string // declared labels by what they are equal to
	asked  map[string]answer // names that stood in the text, and which label each is
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

// transform puts several paragraphs in the place of one: each label and each stage direction begins one.
func (s *splitter) transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	src, lines := reader.Source(), node.Lines()
	if s.refuse(node, lines, src) {
		return
	}
	top := s.o.Transcript && node.Parent() != nil && node.Parent().Kind() == ast.KindDocument
	if top && s.wholeStage(lines, src) {
		node.SetAttributeString(stageAttr, true)
		return
	}
	first := 0 // the first line that is not just words
	for first < lines.Len() && !s.special(lines.At(first), src, top) {
		first++
	}
	if first == lines.Len() {
		s.define(node, reader, pc)
		return
	}
	parts := s.parts(lines, first, src, top)
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

// wholeStage reports whether several lines are one stage direction.
func (s *splitter) wholeStage(lines *text.Segments, src []byte) bool {
	if lines.Len() < 2 {
		return false
	}
	first := lines.At(0)
	line := bytes.TrimSpace(first.Value(src))
	bracketed := bytes.HasPrefix(bytes.TrimLeft(line, "*_ \t"), []byte("["))
	return bracketed && !s.stage(line) && s.stage(bytes.TrimSpace(lines.Value(src)))
}

// parts divides the lines of a paragraph; those before first are known to be just words.
func (s *splitter) parts(lines *text.Segments, first int, src []byte, top bool) (parts []*ast.Paragraph) {
	cur := ast.NewParagraph()
	flush := func() {
		if cur.Lines().Len() > 0 || len(cur.Attributes()) > 0 {
			parts = append(parts, cur)
		}
		cur = ast.NewParagraph()
	}
	for i := range first {
		cur.Lines().Append(lines.At(i))
	}
	for i := first; i < lines.Len(); i++ {
		seg := lines.At(i)
		line := bytes.TrimSpace(seg.Value(src))
		if name, ok := definition(line); ok && !s.defs[name] {
			// Words, not a definition: a paragraph of their own, or the parser would swallow them.
			if cur.Lines().Len() > 0 {
				if first := cur.Lines().At(0); isDefinition(first, src) {
					flush()
				}
			}
		}
		if top {
			whole := bytes.TrimLeft(seg.Value(src), " \t")
			if l, ok := s.declared(whole); ok {
				flush()
				lead := len(seg.Value(src)) - len(whole)
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
	return parts
}

// special reports whether a line may be more than words of its paragraph: what looks like a definition, a label, a stage direction.
func (s *splitter) special(seg text.Segment, src []byte, top bool) bool {
	line := bytes.TrimSpace(seg.Value(src))
	if _, ok := definition(line); ok {
		return true
	}
	return top && (labelled(line) || s.stage(line))
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
		line := bytes.TrimSpace(seg.Value(reader.Source()))
		if !bytes.HasPrefix(line, []byte("[")) {
			return // every definition begins with its label
		}
		if name, ok := definition(line); ok && !s.defs[name] {
			return
		}
	}
	parser.LinkReferenceParagraphTransformer.Transform(p, reader, pc)
}

// answer is the declared label that a name is equal to, if there is one.
type answer struct {
	label string
	ok    bool
}

// declared reads a declared label off the beginning of a line that has no white space before it.
func (s *splitter) declared(line []byte) (Label, bool) {
	if len(s.labels) == 0 || !labelled(line) {
		return Label{}, false
	}
	c, ok, sure := cutLabel(line)
	if !sure {
		l, ok := matchLabel(string(line))
		if !ok {
			return Label{}, false
		}
		known := s.ask(l.Name)
		return Label{Name: known.label, Time: strings.Clone(l.Time), Len: l.Len}, known.ok // neither holds on to the line
	}
	if !ok {
		return Label{}, false
	}
	known, asked := s.asked[string(line[c.name.from:c.name.to])]
	if !asked {
		known = s.ask(string(line[c.name.from:c.name.to]))
	}
	if !known.ok {
		return Label{}, false
	}
	return Label{Name: known.label, Time: string(line[c.time.from:c.time.to]), Len: c.len}, true
}

// ask looks a name up, and remembers the answer.
func (s *splitter) ask(name string) answer {
	label, ok := s.labels[words.Same(name)]
	if s.asked == nil {
		s.asked = map[string]answer{}
	}
	s.asked[name] = answer{label, ok}
	return s.asked[name]
}

// stage reports whether a line is wholly in square brackets and no link.
func (s *splitter) stage(raw []byte) bool {
	raw = bytes.Trim(raw, "*_ \t")
	if !bytes.HasPrefix(raw, []byte("[")) || !bytes.HasSuffix(raw, []byte("]")) || bytes.HasPrefix(raw, []byte("[^")) {
		return false
	}
	line, depth := string(raw), 0
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

var definitionLine = regexp.MustCompile(`^\[((?:[^\[\]\\]|\\.)+)\]:[ \t]*(.*)$`)

// definition reads the label of a line that has the form of a link definition.
func definition(line []byte) (string, bool) {
	m := definitionParts(line)
	if m == nil {
		return "", false
	}
	return normal(m[1]), true
}

// definitionParts matches definitionLine against a line without white space before it. Most lines have no bracket there, which takes no pattern to see.
func definitionParts(line []byte) []string {
	if !bytes.HasPrefix(line, []byte("[")) || !bytes.Contains(line, []byte("]:")) {
		return nil
	}
	return definitionLine.FindStringSubmatch(string(line))
}

func isDefinition(seg text.Segment, src []byte) bool {
	_, ok := definition(bytes.TrimSpace(seg.Value(src)))
	return ok
}

var timeLabel = regexp.MustCompile(`^\d{1,3}(:\d{2}){1,2}([.,]\d+)?$`)

// definitions finds the labels that are link definitions and not speech: something refers to them, they are no time, and one in
// capitals has a destination that looks like an address or a full reference. `[00:12]: x` and `[LAUGHTER]: x` are text.
func definitions(src []byte) map[string]bool {
	if !bytes.Contains(src, []byte("]:")) {
		return nil
	}
	defs := map[string]bool{}
	var used map[string]use
	for line := range bytes.Lines(src) {
		// A definition may stand in a quotation or a list item.
		m := definitionParts(bytes.TrimLeft(bytes.TrimSpace(line), "> "))
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
