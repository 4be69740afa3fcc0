package quick

import (
	"reflect"
	"strconv"
	"text/template/parse"
)

// value is what a template asks for, of a type that is known: fields of fields, from the dot or a variable on.
type value struct {
	typ  reflect.Type
	slot int // of the variable, -1 for the dot
	path []fieldOf
}

// fieldOf is a field of a struct, or of one that is pointed at.
type fieldOf struct {
	at      int
	pointed bool
}

// of looks up the value.
func (v *value) of(r *run, dot reflect.Value) reflect.Value {
	if v.slot >= 0 {
		dot = r.vars[r.base+v.slot]
	}
	for _, f := range v.path {
		if f.pointed {
			if dot.IsNil() {
				panic(giveUp{})
			}
			dot = dot.Elem()
		}
		dot = dot.Field(f.at)
	}
	return dot
}

// only is the value of a pipeline that is one command.
func (m *maker) only(p *parse.PipeNode, dot reflect.Type) value {
	if len(p.Cmds) != 1 {
		panic(giveUp{})
	}
	return m.value(p.Cmds[0].Args, dot)
}

// value is that of a command without a function.
func (m *maker) value(args []parse.Node, dot reflect.Type) value {
	if len(args) != 1 {
		panic(giveUp{})
	}
	switch n := args[0].(type) {
	case *parse.DotNode:
		return fields(value{typ: dot, slot: -1}, nil)
	case *parse.FieldNode:
		return fields(value{typ: dot, slot: -1}, n.Ident)
	case *parse.VariableNode:
		for i := len(m.names) - 1; i >= 0; i-- {
			if m.names[i] == n.Ident[0] {
				m.p.root = m.p.root || i == 0
				return fields(value{typ: m.slots[i].typ, slot: m.slots[i].at}, n.Ident[1:])
			}
		}
	case *parse.PipeNode:
		if len(n.Decl) == 0 {
			return m.only(n, dot)
		}
	}
	panic(giveUp{})
}

// fields follows a chain of fields from a value. A method of that name, or nothing, is the library's business.
func fields(v value, names []string) value {
	if v.typ == nil {
		panic(giveUp{}) // a template that is called without a value
	}
	for _, name := range names {
		of := v.typ
		pointed := of.Kind() == reflect.Pointer
		if pointed {
			of = of.Elem()
		}
		if of.Kind() != reflect.Struct {
			panic(giveUp{})
		}
		if _, is := reflect.PointerTo(of).MethodByName(name); is {
			panic(giveUp{})
		}
		f, ok := of.FieldByName(name)
		if !ok || !f.IsExported() || !direct(of, f.Index) {
			panic(giveUp{})
		}
		for _, at := range f.Index {
			v.path = append(v.path, fieldOf{at, pointed})
			pointed = false
		}
		v.typ = f.Type
	}
	return v
}

// direct reports whether a field is reached without following pointers.
func direct(t reflect.Type, index []int) bool {
	for _, i := range index[:len(index)-1] {
		t = t.Field(i).Type
		if t.Kind() != reflect.Struct {
			return false
		}
	}
	return true
}

// test is a condition: that a value is not empty, or a function.
type test struct {
	value value
	made  func(r *run, dot reflect.Value) bool
}

func (t *test) holds(r *run, dot reflect.Value) bool {
	if t.made != nil {
		return t.made(r, dot)
	}
	return truth(t.value.of(r, dot))
}

// truth is the condition of an if.
func (m *maker) truth(p *parse.PipeNode, dot reflect.Type) test {
	if len(p.Cmds) != 1 || len(p.Decl) > 0 {
		panic(giveUp{})
	}
	return m.condition(p.Cmds[0].Args, dot)
}

// condition is what a command says as true or false: a value that is not empty, or and, or, not, and the comparisons.
func (m *maker) condition(args []parse.Node, dot reflect.Type) test {
	if f, is := args[0].(*parse.IdentifierNode); is {
		return test{made: m.function(f.Ident, args[1:], dot)}
	}
	if p, is := args[0].(*parse.PipeNode); is && len(args) == 1 {
		return m.truth(p, dot)
	}
	v := m.value(args, dot)
	if v.typ.Kind() != reflect.Interface {
		testable(v.typ)
	}
	return test{value: v}
}

func (m *maker) function(name string, args []parse.Node, dot reflect.Type) func(*run, reflect.Value) bool {
	each := func() []test {
		var ts []test
		for _, a := range args {
			ts = append(ts, m.condition([]parse.Node{a}, dot))
		}
		if len(ts) == 0 {
			panic(giveUp{})
		}
		return ts
	}
	switch name {
	case "and":
		ts := each()
		return func(r *run, dot reflect.Value) bool {
			for i := range ts {
				if !ts[i].holds(r, dot) {
					return false
				}
			}
			return true
		}
	case "or":
		ts := each()
		return func(r *run, dot reflect.Value) bool {
			for i := range ts {
				if ts[i].holds(r, dot) {
					return true
				}
			}
			return false
		}
	case "not":
		if ts := each(); len(ts) == 1 {
			return func(r *run, dot reflect.Value) bool { return !ts[0].holds(r, dot) }
		}
	case "eq", "ne":
		if len(args) == 2 {
			same := m.equal(args[0], args[1], dot)
			return func(r *run, dot reflect.Value) bool { return same(r, dot) == (name == "eq") }
		}
	case "gt":
		if len(args) == 2 {
			a, b := m.integer(args[0], dot), m.integer(args[1], dot)
			return func(r *run, dot reflect.Value) bool { return a(r, dot) > b(r, dot) }
		}
	}
	panic(giveUp{})
}

// equal compares two strings or two whole numbers.
func (m *maker) equal(x, y parse.Node, dot reflect.Type) func(*run, reflect.Value) bool {
	if a, b := m.text(x, dot), m.text(y, dot); a != nil && b != nil {
		return func(r *run, dot reflect.Value) bool { return a(r, dot) == b(r, dot) }
	}
	a, b := m.integer(x, dot), m.integer(y, dot)
	return func(r *run, dot reflect.Value) bool { return a(r, dot) == b(r, dot) }
}

// text is a string, nil where the node is something else.
func (m *maker) text(n parse.Node, dot reflect.Type) func(*run, reflect.Value) string {
	if s, is := n.(*parse.StringNode); is {
		return func(*run, reflect.Value) string { return s.Text }
	}
	if _, is := n.(*parse.NumberNode); is {
		return nil
	}
	v := m.value([]parse.Node{n}, dot)
	if v.typ.Kind() != reflect.String {
		return nil
	}
	return func(r *run, dot reflect.Value) string { return v.of(r, dot).String() }
}

func (m *maker) integer(n parse.Node, dot reflect.Type) func(*run, reflect.Value) int64 {
	if i, is := n.(*parse.NumberNode); is {
		if n, err := strconv.ParseInt(i.Text, 10, 64); err == nil {
			return func(*run, reflect.Value) int64 { return n }
		}
		panic(giveUp{})
	}
	v := m.value([]parse.Node{n}, dot)
	if !v.typ.ConvertibleTo(reflect.TypeFor[int64]()) || !reflect.Zero(v.typ).CanInt() {
		panic(giveUp{})
	}
	return func(r *run, dot reflect.Value) int64 { return v.of(r, dot).Int() }
}

// testable gives up on a type whose values truth does not know.
func testable(t reflect.Type) {
	switch t.Kind() {
	case reflect.String, reflect.Slice, reflect.Array, reflect.Map, reflect.Bool, reflect.Pointer, reflect.Struct,
		reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
	default:
		panic(giveUp{})
	}
}

// truth reports whether a value is not empty, as text/template does.
func truth(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.String, reflect.Slice, reflect.Array, reflect.Map:
		return v.Len() > 0
	case reflect.Bool:
		return v.Bool()
	case reflect.Pointer:
		return !v.IsNil()
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return v.Int() != 0
	case reflect.Struct:
		return true
	case reflect.Interface:
		return !v.IsNil() && truth(v.Elem())
	}
	panic(giveUp{})
}
