package quick

import (
	"reflect"
	"slices"
	"sync"
	"text/template/parse"
)

// program is a template made for one type of data.
type program struct {
	body step
	vars int  // how many it declares, $ included
	done bool // false while it is being made, and for good where that failed
}

// step executes a piece of a template.
type step func(r *run, dot reflect.Value)

// maker makes one program.
type maker struct {
	set   *Set
	p     *program
	names []string // of the variables in sight
	slots []slot
}

// slot is where a variable lies, and its type.
type slot struct {
	at  int
	typ reflect.Type
}

// compile makes a program, nil where it cannot. The caller holds the lock.
func (s *Set) compile(k key) (p *program) {
	t := s.lib.Lookup(k.name)
	if t == nil || t.Tree == nil || t.Tree.Root == nil {
		return nil
	}
	p = &program{vars: 1}
	s.programs[k] = p // a template that calls itself finds it
	defer func() {
		if x := recover(); x != nil {
			if _, is := x.(giveUp); !is {
				panic(x)
			}
			p = nil
		}
	}()
	m := &maker{set: s, p: p, names: []string{"$"}, slots: []slot{{0, k.data}}}
	p.body = m.list(t.Tree.Root, k.data)
	p.done = true
	return p
}

// list makes one step of the nodes of a list; variables that they declare end with it.
func (m *maker) list(l *parse.ListNode, dot reflect.Type) step {
	if l == nil {
		return func(*run, reflect.Value) {}
	}
	seen := len(m.names)
	var steps []step
	for _, n := range l.Nodes {
		if s := m.node(n, dot); s != nil {
			steps = append(steps, s)
		}
	}
	m.names, m.slots = m.names[:seen], m.slots[:seen]
	if len(steps) == 1 {
		return steps[0]
	}
	return func(r *run, dot reflect.Value) {
		for _, s := range steps {
			s(r, dot)
		}
	}
}

func (m *maker) node(n parse.Node, dot reflect.Type) step {
	switch n := n.(type) {
	case *parse.TextNode:
		text := string(n.Text)
		return func(r *run, _ reflect.Value) { r.out = append(r.out, text...) }
	case *parse.CommentNode:
		return nil
	case *parse.ActionNode:
		return m.action(n, dot)
	case *parse.IfNode:
		holds := m.truth(n.Pipe, dot)
		then, other := m.list(n.List, dot), m.list(n.ElseList, dot)
		return func(r *run, dot reflect.Value) {
			if holds(r, dot) {
				then(r, dot)
			} else {
				other(r, dot)
			}
		}
	case *parse.WithNode:
		return m.with(n, dot)
	case *parse.RangeNode:
		return m.loop(n, dot)
	case *parse.TemplateNode:
		return m.template(n, dot)
	}
	panic(giveUp{})
}

// action prints a value, or sets a variable.
func (m *maker) action(n *parse.ActionNode, dot reflect.Type) step {
	if len(n.Pipe.Decl) == 0 {
		return m.print(n.Pipe, dot)
	}
	if len(n.Pipe.Decl) > 1 || n.Pipe.IsAssign || len(n.Pipe.Cmds) != 1 {
		panic(giveUp{})
	}
	e := m.expr(n.Pipe.Cmds[0].Args, dot)
	at := m.declare(n.Pipe.Decl[0], e.typ)
	return func(r *run, dot reflect.Value) { r.vars[r.base+at] = e.eval(r, dot) }
}

// declare gives a variable its place.
func (m *maker) declare(v *parse.VariableNode, typ reflect.Type) int {
	at := m.p.vars
	m.p.vars++
	m.names, m.slots = append(m.names, v.Ident[0]), append(m.slots, slot{at, typ})
	return at
}

// with binds the dot to a value that is not empty.
func (m *maker) with(n *parse.WithNode, dot reflect.Type) step {
	e := m.only(n.Pipe, dot)
	if e.typ.Kind() == reflect.Interface {
		body, other := m.dynamic(n), m.list(n.ElseList, dot)
		return func(r *run, dot reflect.Value) {
			if v := e.eval(r, dot); !v.IsNil() && truth(v.Elem().Type())(v.Elem()) {
				body(r, v.Elem())
			} else {
				other(r, dot)
			}
		}
	}
	body, other := m.bound(n, e.typ), m.list(n.ElseList, dot)
	holds := truth(e.typ)
	return func(r *run, dot reflect.Value) {
		if v := e.eval(r, dot); holds(v) {
			body(r, v)
		} else {
			other(r, dot)
		}
	}
}

// bound is the body of a with whose dot, and variable where there is one, has a known type.
func (m *maker) bound(n *parse.WithNode, typ reflect.Type) step {
	if len(n.Pipe.Decl) == 0 {
		return m.list(n.List, typ)
	}
	seen := len(m.names)
	at := m.declare(n.Pipe.Decl[0], typ)
	body := m.list(n.List, typ)
	m.names, m.slots = m.names[:seen], m.slots[:seen]
	return func(r *run, dot reflect.Value) {
		r.vars[r.base+at] = dot
		body(r, dot)
	}
}

// dynamic makes the body for each type that its dot turns out to have. Its variables lie above all that the program has by then.
func (m *maker) dynamic(n *parse.WithNode) step {
	var (
		mu    sync.Mutex
		known = map[reflect.Type]*program{}
	)
	names, slots := slices.Clone(m.names), slices.Clone(m.slots)
	of := func(t reflect.Type) *program {
		mu.Lock()
		defer mu.Unlock()
		p, ok := known[t]
		if !ok {
			p = &program{vars: m.p.vars}
			known[t] = p
			m.set.mu.Lock()
			defer m.set.mu.Unlock()
			p.body = (&maker{set: m.set, p: p, names: names, slots: slots}).bound(n, t)
			p.done = true
		}
		if !p.done {
			panic(giveUp{})
		}
		return p
	}
	return func(r *run, dot reflect.Value) {
		p := of(dot.Type())
		for len(r.vars) < r.base+p.vars {
			r.vars = append(r.vars, reflect.Value{})
		}
		p.body(r, dot)
	}
}

// loop goes over a slice or an array.
func (m *maker) loop(n *parse.RangeNode, dot reflect.Type) step {
	e := m.only(n.Pipe, dot)
	if k := e.typ.Kind(); k != reflect.Slice && k != reflect.Array || n.Pipe.IsAssign {
		panic(giveUp{})
	}
	seen := len(m.names)
	index, elem := -1, -1
	switch d := n.Pipe.Decl; len(d) {
	case 1:
		elem = m.declare(d[0], e.typ.Elem())
	case 2:
		index, elem = m.declare(d[0], reflect.TypeFor[int]()), m.declare(d[1], e.typ.Elem())
	}
	body := m.list(n.List, e.typ.Elem())
	m.names, m.slots = m.names[:seen], m.slots[:seen]
	other := m.list(n.ElseList, dot)
	return func(r *run, dot reflect.Value) {
		v := e.eval(r, dot)
		count := v.Len()
		if count == 0 {
			other(r, dot)
			return
		}
		for i := range count {
			at := v.Index(i)
			if elem >= 0 {
				r.vars[r.base+elem] = at
			}
			if index >= 0 {
				r.vars[r.base+index] = reflect.ValueOf(i)
			}
			body(r, at)
		}
	}
}

// template calls another template.
func (m *maker) template(n *parse.TemplateNode, dot reflect.Type) step {
	if n.Pipe == nil {
		p := m.called(key{n.Name, nil})
		return func(r *run, _ reflect.Value) { r.call(p, reflect.Value{}) }
	}
	e := m.only(n.Pipe, dot)
	if len(n.Pipe.Decl) > 0 || e.typ.Kind() == reflect.Interface {
		panic(giveUp{})
	}
	p := m.called(key{n.Name, e.typ})
	return func(r *run, dot reflect.Value) { r.call(p, e.eval(r, dot)) }
}

// called is the program that a template calls.
func (m *maker) called(k key) *program {
	p, ok := m.set.programs[k]
	if !ok {
		p = m.set.compile(k)
		m.set.programs[k] = p
	}
	if p == nil {
		panic(giveUp{})
	}
	return p
}
