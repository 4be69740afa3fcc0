package quick

import (
	"html/template"
	"reflect"
	"strings"
	"text/template/parse"

	"github.com/lateral-reader/lateral/internal/byteset"
)

// places are the places in a page where a value can stand, by the escapers that the library chose for them. Each has a template of its own,
// through which a value goes that has something in it that needs more than the five characters of HTML replaced.
var places = map[string]*place{
	"htmlescaper":                         {sample: "{{.}}"},
	"rcdataescaper":                       {sample: "<title>{{.}}</title>"},
	"attrescaper":                         {sample: `<p title="{{.}}">`},
	"urlfilter urlnormalizer attrescaper": {sample: `<a href="{{.}}">`, plain: harmless, odd: &notInPath},
	"urlnormalizer attrescaper":           {sample: `<a href="/{{.}}">`, plain: func(s string) bool { return none(&notInAddress, s) }, odd: &notInPath},
	"urlescaper attrescaper":              {sample: `<a href="#{{.}}">`, plain: func(s string) bool { return none(&notInQuery, s) }, odd: &notInQuery},
}

type place struct {
	sample        string
	plain         func(string) bool // whether nothing of a text needs replacing but the characters of HTML; nil where that is always so
	odd           *byteset.Set      // nothing at all of a text without these; nil where that takes no looking beforehand
	before, after int               // bytes of the sample around the value
	lib           *template.Template
}

func init() {
	for _, p := range places {
		p.before = strings.Index(p.sample, "{{")
		p.after = len(p.sample) - strings.Index(p.sample, "}}") - len("}}")
		p.lib = template.Must(template.New("").Parse(p.sample))
	}
}

const prefix = "_html_template_"

// print writes a value with the escapers of its place.
func (m *maker) print(p *parse.PipeNode, dot reflect.Type) step {
	var names []string
	for _, c := range p.Cmds[1:] {
		id, is := c.Args[0].(*parse.IdentifierNode)
		if !is || len(c.Args) != 1 {
			panic(giveUp{})
		}
		names = append(names, strings.TrimPrefix(id.Ident, prefix))
	}
	at := places[strings.Join(names, " ")]
	if at == nil {
		panic(giveUp{})
	}
	if at == places["htmlescaper"] {
		if s, is := m.draw(p.Cmds[0].Args, dot); is {
			return s
		}
	}
	s := step{do: printAny, value: m.value(p.Cmds[0].Args, dot), at: at}
	switch t := s.value.typ; {
	case t == reflect.TypeFor[string]():
		s.do = printText
	case t == reflect.TypeFor[template.HTML]() && strings.HasPrefix(at.sample, "{{"):
		s.do = printHTML
	case t == reflect.TypeFor[int]():
		s.do = printInt
	}
	return s
}

// text appends a text with what has to be replaced in it.
func (p *place) text(r *run, out []byte, s string) []byte {
	switch {
	case p.odd != nil && none(p.odd, s):
		return append(out, s...)
	case p.plain == nil || p.plain(s):
		return escape(out, s)
	}
	return p.byLibrary(r, out, s)
}

// Drawer is data with HTML that is in no field: a method gives it, without arguments and as template.HTML, which the library calls. Where it
// is printed between tags it is drawn into the page instead, and no string is made of it.
type Drawer interface {
	// Draw appends what the method of that name gives.
	Draw(out []byte, method string) []byte
}

// draw is the step that prints what a Drawer draws; false where the command is something else.
func (m *maker) draw(args []parse.Node, dot reflect.Type) (step, bool) {
	f, is := args[0].(*parse.FieldNode)
	if !is || len(args) != 1 || dot == nil {
		return step{}, false
	}
	last := len(f.Ident) - 1
	method := f.Ident[last]
	v := fields(value{typ: dot, slot: -1}, f.Ident[:last])
	typ := v.typ
	if typ.Kind() != reflect.Pointer {
		typ = reflect.PointerTo(typ)
	}
	if known, has := typ.MethodByName(method); !has || known.Type.NumIn() != 1 || known.Type.NumOut() != 1 ||
		known.Type.Out(0) != reflect.TypeFor[template.HTML]() || !typ.Implements(reflect.TypeFor[Drawer]()) {
		return step{}, false
	}
	return step{do: draw, value: v, method: method}, true
}

// drawn appends what a Drawer draws.
func drawn(out []byte, v reflect.Value, method string) []byte {
	if v.Kind() != reflect.Pointer {
		if !v.CanAddr() {
			panic(giveUp{})
		}
		v = v.Addr()
	}
	if v.IsNil() {
		panic(giveUp{})
	}
	return v.Interface().(Drawer).Draw(out, method)
}

// byLibrary lets the library print one value.
func (p *place) byLibrary(r *run, out []byte, v any) []byte {
	from := len(out)
	r.lib = out
	if err := p.lib.Execute((*sink)(r), v); err != nil {
		panic(giveUp{})
	}
	out = r.lib
	end := len(out) - p.after
	copy(out[from:], out[from+p.before:end])
	return out[:end-p.before]
}

// sink appends to what a run has written.
type sink run

func (s *sink) Write(b []byte) (int, error) {
	s.lib = append(s.lib, b...)
	return len(b), nil
}

// references are what stands in HTML for the characters that cannot stand there themselves, as html/template writes them.
var references = [256]string{0: "\uFFFD", '"': "&#34;", '&': "&amp;", '\'': "&#39;", '+': "&#43;", '<': "&lt;", '>': "&gt;"}

// replaced are the characters that have one.
var replaced = byteset.Of(func(c byte) bool { return references[c] != "" })

// escape appends text that is safe between tags and inside quotation marks.
func escape(out []byte, s string) []byte {
	for {
		i := replaced.First(s)
		out = append(out, s[:i]...)
		if i == len(s) {
			return out
		}
		out = append(out, references[s[i]]...)
		s = s[i+1:]
	}
}

// notInQuery and notInAddress are the bytes that do not stand as they are in a query or a fragment, and anywhere in an address; notInPath are the
// latter, and those that end a scheme or have to be replaced in HTML.
var notInQuery, notInAddress, notInPath = except("-._~"), except("-._~/#?=&;,@!$*+[]:"), except("-._~/#?=;,@!$*[]")

// except is all bytes but letters, digits and some more.
func except(more string) byteset.Set {
	return byteset.Of(func(c byte) bool {
		return (c|0x20 < 'a' || c|0x20 > 'z') && (c < '0' || c > '9') && strings.IndexByte(more, c) < 0
	})
}

// none reports whether no byte of a set is in a text.
func none(odd *byteset.Set, s string) bool { return odd.First(s) == len(s) }

// harmless reports whether an address is of a scheme that the library lets pass, or of none, and has nothing in it that it would replace.
func harmless(s string) bool {
	scheme, _, has := strings.Cut(s, ":")
	if has && scheme != "https" && scheme != "http" && !strings.Contains(scheme, "/") {
		return false
	}
	return none(&notInAddress, s)
}
