package quick

import (
	"html/template"
	"reflect"
	"strconv"
	"strings"
	"text/template/parse"
)

// places are the places in a page where a value can stand, by the escapers that the library chose for them. Each has a template of its own,
// through which a value goes that has something in it that needs more than the five characters of HTML replaced.
var places = map[string]*place{
	"htmlescaper":                         {sample: "{{.}}", plain: always},
	"rcdataescaper":                       {sample: "<title>{{.}}</title>", plain: always},
	"attrescaper":                         {sample: `<p title="{{.}}">`, plain: always},
	"urlfilter urlnormalizer attrescaper": {sample: `<a href="{{.}}">`, plain: harmless, bare: &inPath},
	"urlnormalizer attrescaper":           {sample: `<a href="/{{.}}">`, plain: func(s string) bool { return only(&inAddress, s) }, bare: &inPath},
	"urlescaper attrescaper":              {sample: `<a href="#{{.}}">`, plain: func(s string) bool { return only(&inQuery, s) }, bare: &inQuery},
}

type place struct {
	sample        string
	plain         func(string) bool // whether nothing of a text needs replacing but the characters of HTML
	bare          *[256]bool        // nothing at all of a text of these; nil where that takes no looking beforehand
	before, after int               // bytes of the sample around the value
	lib           *template.Template
}

func always(string) bool { return true }

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
		if s := m.draw(p.Cmds[0].Args, dot); s != nil {
			return s
		}
	}
	e := m.expr(p.Cmds[0].Args, dot)
	switch t := e.typ; {
	case t == reflect.TypeFor[string]():
		return func(r *run, dot reflect.Value) {
			switch s := e.eval(r, dot).String(); {
			case at.bare != nil && only(at.bare, s):
				r.out = append(r.out, s...)
			case at.plain(s):
				r.escape(s)
			default:
				at.byLibrary(r, s)
			}
		}
	case t == reflect.TypeFor[template.HTML]() && strings.HasPrefix(at.sample, "{{"):
		return func(r *run, dot reflect.Value) { r.out = append(r.out, e.eval(r, dot).String()...) }
	case t == reflect.TypeFor[int]():
		return func(r *run, dot reflect.Value) { r.out = strconv.AppendInt(r.out, e.eval(r, dot).Int(), 10) }
	}
	return func(r *run, dot reflect.Value) {
		v := e.eval(r, dot)
		if v.Kind() == reflect.Interface && v.IsNil() {
			panic(giveUp{})
		}
		at.byLibrary(r, v.Interface())
	}
}

// Drawer is data with HTML that is in no field: a method gives it, without arguments and as template.HTML, which the library calls. Where it
// is printed between tags it is drawn into the page instead, and no string is made of it.
type Drawer interface {
	// Draw appends what the method of that name gives.
	Draw(out []byte, method string) []byte
}

// draw prints what a Drawer draws; nil where the command is something else.
func (m *maker) draw(args []parse.Node, dot reflect.Type) step {
	f, is := args[0].(*parse.FieldNode)
	if !is || len(args) != 1 || dot == nil {
		return nil
	}
	last := len(f.Ident) - 1
	method := f.Ident[last]
	e := fields(expr{dot, func(_ *run, dot reflect.Value) reflect.Value { return dot }}, f.Ident[:last])
	typ := e.typ
	pointer := typ.Kind() == reflect.Pointer
	if !pointer {
		typ = reflect.PointerTo(typ)
	}
	if known, has := typ.MethodByName(method); !has || known.Type.NumIn() != 1 || known.Type.NumOut() != 1 ||
		known.Type.Out(0) != reflect.TypeFor[template.HTML]() || !typ.Implements(reflect.TypeFor[Drawer]()) {
		return nil
	}
	return func(r *run, dot reflect.Value) {
		v := e.eval(r, dot)
		if !pointer {
			if !v.CanAddr() {
				panic(giveUp{})
			}
			v = v.Addr()
		}
		if v.IsNil() {
			panic(giveUp{})
		}
		r.out = v.Interface().(Drawer).Draw(r.out, method)
	}
}

// byLibrary lets the library print one value.
func (p *place) byLibrary(r *run, v any) {
	from := len(r.out)
	if err := p.lib.Execute((*sink)(r), v); err != nil {
		panic(giveUp{})
	}
	end := len(r.out) - p.after
	copy(r.out[from:], r.out[from+p.before:end])
	r.out = r.out[:end-p.before]
}

// sink appends to the output of a run.
type sink run

func (s *sink) Write(b []byte) (int, error) {
	s.out = append(s.out, b...)
	return len(b), nil
}

// references are what stands in HTML for the characters that cannot stand there themselves, as html/template writes them.
var references = [256]string{0: "\uFFFD", '"': "&#34;", '&': "&amp;", '\'': "&#39;", '+': "&#43;", '<': "&lt;", '>': "&gt;"}

// replaced are the characters that have one: all text of a page passes here, and this table stays near.
var replaced = func() (t [256]bool) {
	for c, ref := range references {
		t[c] = ref != ""
	}
	return t
}()

// escape appends text that is safe between tags and inside quotation marks.
func (r *run) escape(s string) {
	from := 0
	for i := range len(s) {
		if replaced[s[i]] {
			r.out = append(r.out, s[from:i]...)
			r.out = append(r.out, references[s[i]]...)
			from = i + 1
		}
	}
	r.out = append(r.out, s[from:]...)
}

// inQuery and inAddress are the bytes that stand as they are in a query or a fragment, and anywhere in an address; inPath are those of the latter
// that neither end a scheme nor have to be replaced in HTML.
var inQuery, inAddress, inPath = set("-._~"), set("-._~/#?=&;,@!$*+[]:"), set("-._~/#?=;,@!$*[]")

// set is letters, digits and some more.
func set(more string) (bytes [256]bool) {
	for _, c := range []byte("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789" + more) {
		bytes[c] = true
	}
	return bytes
}

func only(set *[256]bool, s string) bool {
	for i := range len(s) {
		if !set[s[i]] {
			return false
		}
	}
	return true
}

// harmless reports whether an address is of a scheme that the library lets pass, or of none, and has nothing in it that it would replace.
func harmless(s string) bool {
	scheme, _, has := strings.Cut(s, ":")
	if has && scheme != "https" && scheme != "http" && !strings.Contains(scheme, "/") {
		return false
	}
	return only(&inAddress, s)
}
