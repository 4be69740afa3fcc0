package quick

import (
	"reflect"
	"slices"
	"sync"
	"text/template/parse"
)

// program is a template made for one type of data.
type program struct {
	body []step
	vars int  // how many it declares, $ included
	root bool // whether it asks for $
	done bool // false while it is being made, and for good where that failed
}

// step is a piece of a template: words that stand there, and what comes after them.
type step struct {
	text        string
	do          action
	value       value  // that is printed, bound, gone over, handed on or, in a test without a function of its own, asked
	test        test   // of an if
	then, other []step // the branches of an if, with or range
	at          *place // where a value is printed
	method      string // what a Drawer draws
	elem, index int    // the variables that are set, -1 for none
	called      *program
	bodies      func(reflect.Type) *program // of a with whose value may be of any type
}

// action is what a step does.
type action int

const (
	nothing action = iota
	printText
	printHTML
	printInt
	printAny
	draw
	assign
	when
	with
	withAny
	loop
	call
)

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

// list makes the steps of the nodes of a list; variables that they declare end with it.
func (m *maker) list(l *parse.ListNode, dot reflect.Type) (steps []step) {
	if l == nil {
		return nil
	}
	seen := len(m.names)
	text := ""
	for _, n := range l.Nodes {
		switch n := n.(type) {
		case *parse.TextNode:
			text += string(n.Text)
		case *parse.CommentNode:
		default:
			s := m.node(n, dot)
			s.text, text = text, ""
			steps = append(steps, s)
		}
	}
	if text != "" {
		steps = append(steps, step{text: text})
	}
	m.names, m.slots = m.names[:seen], m.slots[:seen]
	return steps
}

func (m *maker) node(n parse.Node, dot reflect.Type) step {
	switch n := n.(type) {
	case *parse.ActionNode:
		return m.action(n, dot)
	case *parse.IfNode:
		return step{do: when, test: m.truth(n.Pipe, dot), then: m.list(n.List, dot), other: m.list(n.ElseList, dot)}
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
	v := m.value(n.Pipe.Cmds[0].Args, dot)
	return step{do: assign, value: v, elem: m.declare(n.Pipe.Decl[0], v.typ)}
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
	s := step{do: with, value: m.only(n.Pipe, dot)}
	if s.value.typ.Kind() == reflect.Interface {
		s.do, s.bodies = withAny, m.dynamic(n)
	} else {
		testable(s.value.typ)
		s.then, s.elem = m.bound(n, s.value.typ)
	}
	s.other = m.list(n.ElseList, dot)
	return s
}

// bound is the body of a with whose dot, and variable where there is one, has a known type.
func (m *maker) bound(n *parse.WithNode, typ reflect.Type) (body []step, at int) {
	if len(n.Pipe.Decl) == 0 {
		return m.list(n.List, typ), -1
	}
	seen := len(m.names)
	at = m.declare(n.Pipe.Decl[0], typ)
	body = m.list(n.List, typ)
	m.names, m.slots = m.names[:seen], m.slots[:seen]
	return body, at
}

// dynamic makes the body for each type that its dot turns out to have, as a step that binds it. Its variables lie above all that the program
// has by then.
func (m *maker) dynamic(n *parse.WithNode) func(reflect.Type) *program {
	var (
		mu    sync.Mutex
		known = map[reflect.Type]*program{}
	)
	outer := m.p
	outer.root = true // a body may ask for it, whichever comes
	names, slots := slices.Clone(m.names), slices.Clone(m.slots)
	return func(t reflect.Type) *program {
		mu.Lock()
		defer mu.Unlock()
		p, ok := known[t]
		if !ok {
			p = &program{vars: outer.vars}
			known[t] = p
			m.set.mu.Lock()
			defer m.set.mu.Unlock()
			testable(t)
			body, at := (&maker{set: m.set, p: p, names: names, slots: slots}).bound(n, t)
			p.body = []step{{do: with, value: value{typ: t, slot: -1}, then: body, elem: at}}
			p.done = true
		}
		if !p.done {
			panic(giveUp{})
		}
		return p
	}
}

// loop goes over a slice or an array.
func (m *maker) loop(n *parse.RangeNode, dot reflect.Type) step {
	s := step{do: loop, value: m.only(n.Pipe, dot), index: -1, elem: -1}
	typ := s.value.typ
	if k := typ.Kind(); k != reflect.Slice && k != reflect.Array || n.Pipe.IsAssign {
		panic(giveUp{})
	}
	seen := len(m.names)
	switch d := n.Pipe.Decl; len(d) {
	case 1:
		s.elem = m.declare(d[0], typ.Elem())
	case 2:
		s.index, s.elem = m.declare(d[0], reflect.TypeFor[int]()), m.declare(d[1], typ.Elem())
	}
	s.then = m.list(n.List, typ.Elem())
	m.names, m.slots = m.names[:seen], m.slots[:seen]
	s.other = m.list(n.ElseList, dot)
	return s
}

// template calls another template.
func (m *maker) template(n *parse.TemplateNode, dot reflect.Type) step {
	if n.Pipe == nil {
		return step{do: call, value: value{slot: -1}, called: m.called(key{n.Name, nil})}
	}
	v := m.only(n.Pipe, dot)
	if len(n.Pipe.Decl) > 0 || v.typ.Kind() == reflect.Interface {
		panic(giveUp{})
	}
	return step{do: call, value: v, called: m.called(key{n.Name, v.typ})}
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
