package quick

import (
	"reflect"
	"strconv"
	"sync"
)

// run is one execution. What it writes is handed from step to step and not kept here: a pointer that is stored again and again is work for the
// collector.
type run struct {
	room []byte          // for what is written, where that is not the caller's
	lib  []byte          // what the library writes to
	vars []reflect.Value // of the programs that run, the innermost last
	base int             // where those of the innermost begin
}

var runs = sync.Pool{New: func() any { return new(run) }}

// most is how many bytes a buffer may have that is kept for the next execution.
const most = 1 << 20

// giveUp is thrown where something is met that only the library can do.
type giveUp struct{}

// start executes a program and reports whether it came to its end.
func (r *run) start(out []byte, p *program, data reflect.Value) (all []byte, ok bool) {
	r.vars, r.base = r.vars[:0], 0
	defer func() {
		r.lib = nil
		clear(r.vars[:cap(r.vars)]) // they would keep the data alive
		if x := recover(); x != nil {
			if _, is := x.(giveUp); !is {
				panic(x)
			}
			ok = false
		}
	}()
	return r.call(out, p, data), true
}

// call runs a program with variables of its own.
func (r *run) call(out []byte, p *program, data reflect.Value) []byte {
	if r.base > deepest {
		panic(giveUp{})
	}
	old := r.base
	r.base = len(r.vars)
	r.reserve(p)
	if p.root {
		r.vars[r.base] = data
	}
	out = r.do(out, p.body, data)
	r.vars, r.base = r.vars[:r.base], old
	return out
}

// reserve makes room for the variables of a program. Each is set before it is asked for.
func (r *run) reserve(p *program) {
	for cap(r.vars) < r.base+p.vars {
		r.vars = append(r.vars[:cap(r.vars)], reflect.Value{})
	}
	r.vars = r.vars[:max(len(r.vars), r.base+p.vars)]
}

// deepest is how many variables may be alive at once; more come only of templates that call themselves without end.
const deepest = 10_000

// do takes steps one after the other.
func (r *run) do(out []byte, steps []step, dot reflect.Value) []byte {
	for i := range steps {
		s := &steps[i]
		out = append(out, s.text...)
		switch s.do {
		case printText:
			out = s.at.text(r, out, s.value.of(r, dot).String())
		case printHTML:
			out = append(out, s.value.of(r, dot).String()...)
		case printInt:
			out = strconv.AppendInt(out, s.value.of(r, dot).Int(), 10)
		case printAny:
			v := s.value.of(r, dot)
			if v.Kind() == reflect.Interface && v.IsNil() {
				panic(giveUp{})
			}
			out = s.at.byLibrary(r, out, v.Interface())
		case draw:
			out = drawn(out, s.value.of(r, dot), s.method)
		case assign:
			r.vars[r.base+s.elem] = s.value.of(r, dot)
		case when:
			branch := s.other
			if s.test.holds(r, dot) {
				branch = s.then
			}
			if len(branch) > 0 {
				out = r.do(out, branch, dot)
			}
		case with:
			v := s.value.of(r, dot)
			if !truth(v) {
				out = r.do(out, s.other, dot)
				break
			}
			if s.elem >= 0 {
				r.vars[r.base+s.elem] = v
			}
			out = r.do(out, s.then, v)
		case withAny:
			v := s.value.of(r, dot)
			if !truth(v) {
				out = r.do(out, s.other, dot)
				break
			}
			p := s.bodies(v.Elem().Type())
			r.reserve(p)
			out = r.do(out, p.body, v.Elem())
		case loop:
			out = r.loop(out, s, dot)
		case call:
			out = r.call(out, s.called, s.value.of(r, dot))
		}
	}
	return out
}

func (r *run) loop(out []byte, s *step, dot reflect.Value) []byte {
	v := s.value.of(r, dot)
	count := v.Len()
	if count == 0 {
		return r.do(out, s.other, dot)
	}
	for i := range count {
		at := v.Index(i)
		if s.elem >= 0 {
			r.vars[r.base+s.elem] = at
		}
		if s.index >= 0 {
			r.vars[r.base+s.index] = reflect.ValueOf(i)
		}
		out = r.do(out, s.then, at)
	}
	return out
}
