package quick

import (
	"reflect"
	"slices"
	"strconv"
	"text/template/parse"
)

// expr is a value that a template asks for, of a type that is known.
type expr struct {
	typ  reflect.Type
	eval func(r *run, dot reflect.Value) reflect.Value
}

// only is the value of a pipeline that is one command.
func (m *maker) only(p *parse.PipeNode, dot reflect.Type) expr {
	if len(p.Cmds) != 1 {
		panic(giveUp{})
	}
	return m.expr(p.Cmds[0].Args, dot)
}

// expr is the value of a command without a function.
func (m *maker) expr(args []parse.Node, dot reflect.Type) expr {
	if len(args) != 1 {
		panic(giveUp{})
	}
	itself := expr{dot, func(_ *run, dot reflect.Value) reflect.Value { return dot }}
	switch n := args[0].(type) {
	case *parse.DotNode:
		return fields(itself, nil)
	case *parse.FieldNode:
		return fields(itself, n.Ident)
	case *parse.VariableNode:
		for i := len(m.names) - 1; i >= 0; i-- {
			if m.names[i] == n.Ident[0] {
				at := m.slots[i].at
				return fields(expr{m.slots[i].typ, func(r *run, _ reflect.Value) reflect.Value { return r.vars[r.base+at] }}, n.Ident[1:])
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
func fields(e expr, names []string) expr {
	if e.typ == nil {
		panic(giveUp{}) // a template that is called without a value
	}
	for _, name := range names {
		of := e.typ
		pointer := of.Kind() == reflect.Pointer
		if pointer {
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
		from, at := e.eval, f.Index
		if len(at) == 1 && !pointer {
			i := at[0]
			e = expr{f.Type, func(r *run, dot reflect.Value) reflect.Value { return from(r, dot).Field(i) }}
			continue
		}
		e = expr{f.Type, func(r *run, dot reflect.Value) reflect.Value {
			v := from(r, dot)
			if pointer {
				if v.IsNil() {
					panic(giveUp{})
				}
				v = v.Elem()
			}
			for _, i := range at {
				v = v.Field(i)
			}
			return v
		}}
	}
	return e
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

// test is a condition.
type test func(r *run, dot reflect.Value) bool

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
		return m.function(f.Ident, args[1:], dot)
	}
	if p, is := args[0].(*parse.PipeNode); is && len(args) == 1 {
		return m.truth(p, dot)
	}
	e := m.expr(args, dot)
	if e.typ.Kind() == reflect.Interface {
		return func(r *run, dot reflect.Value) bool {
			v := e.eval(r, dot)
			return !v.IsNil() && truth(v.Elem().Type())(v.Elem())
		}
	}
	holds := truth(e.typ)
	return func(r *run, dot reflect.Value) bool { return holds(e.eval(r, dot)) }
}

func (m *maker) function(name string, args []parse.Node, dot reflect.Type) test {
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
			return !slices.ContainsFunc(ts, func(t test) bool { return !t(r, dot) })
		}
	case "or":
		ts := each()
		return func(r *run, dot reflect.Value) bool {
			return slices.ContainsFunc(ts, func(t test) bool { return t(r, dot) })
		}
	case "not":
		if ts := each(); len(ts) == 1 {
			return func(r *run, dot reflect.Value) bool { return !ts[0](r, dot) }
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
func (m *maker) equal(x, y parse.Node, dot reflect.Type) test {
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
	e := m.expr([]parse.Node{n}, dot)
	if e.typ.Kind() != reflect.String {
		return nil
	}
	return func(r *run, dot reflect.Value) string { return e.eval(r, dot).String() }
}

func (m *maker) integer(n parse.Node, dot reflect.Type) func(*run, reflect.Value) int64 {
	if i, is := n.(*parse.NumberNode); is {
		if v, err := strconv.ParseInt(i.Text, 10, 64); err == nil {
			return func(*run, reflect.Value) int64 { return v }
		}
		panic(giveUp{})
	}
	e := m.expr([]parse.Node{n}, dot)
	if !e.typ.ConvertibleTo(reflect.TypeFor[int64]()) || !reflect.Zero(e.typ).CanInt() {
		panic(giveUp{})
	}
	return func(r *run, dot reflect.Value) int64 { return e.eval(r, dot).Int() }
}

// truth tells for a type which of its values are not empty, as text/template does.
func truth(t reflect.Type) func(reflect.Value) bool {
	switch t.Kind() {
	case reflect.String, reflect.Slice, reflect.Array, reflect.Map:
		return func(v reflect.Value) bool { return v.Len() > 0 }
	case reflect.Bool:
		return reflect.Value.Bool
	case reflect.Pointer:
		return func(v reflect.Value) bool { return !v.IsNil() }
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return func(v reflect.Value) bool { return v.Int() != 0 }
	case reflect.Struct:
		return func(reflect.Value) bool { return true }
	}
	panic(giveUp{})
}
