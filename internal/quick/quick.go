// Package quick executes the templates of html/template in a fraction of its time. The library parses and escapes them; what it made of
// them is turned once into steps for the types that come, and where the library looks up a field by its name and calls an escaper by
// reflection for every value, these know where the field lies. What they were not made for (a function, a method, a nil pointer, a map, a
// text in a script) goes the library's way from the start, so that the output and the errors are the library's in every case.
package quick

import (
	"bytes"
	"errors"
	"html/template"
	"io"
	"reflect"
	"sync"
	"sync/atomic"
)

// Set is templates that may call each other.
type Set struct {
	lib *template.Template

	mu       sync.Mutex
	programs map[key]*program
	slow     atomic.Int64
}

// key is a template for one type of data.
type key struct {
	name string
	data reflect.Type
}

// New takes the templates associated with lib, which must not be parsed into any more.
func New(lib *template.Template) *Set {
	return &Set{lib: lib, programs: map[key]*program{}}
}

// Execute applies the template of that name to data and writes the result, in one piece. Errors are those of html/template; nothing has
// been written then. Several goroutines may call it.
func (s *Set) Execute(w io.Writer, name string, data any) error {
	r := runs.Get().(*run)
	defer runs.Put(r)
	out, err := s.apply(r, r.room, name, data)
	if cap(out) <= most {
		r.room = out[:0]
	}
	if err != nil {
		return err
	}
	_, err = w.Write(out)
	return err
}

// Append is Execute at the end of what is written already, as a part of a page that is being made.
func (s *Set) Append(out []byte, name string, data any) ([]byte, error) {
	r := runs.Get().(*run)
	defer runs.Put(r)
	return s.apply(r, out, name, data)
}

func (s *Set) apply(r *run, out []byte, name string, data any) ([]byte, error) {
	p, err := s.program(name, reflect.TypeOf(data))
	if err != nil {
		return out, err
	}
	if p != nil {
		if all, ok := r.start(out, p, reflect.ValueOf(data)); ok {
			return all, nil
		}
	}
	s.slow.Add(1)
	var b bytes.Buffer
	if err := s.lib.ExecuteTemplate(&b, name, data); err != nil {
		return out, err
	}
	return append(out, b.Bytes()...), nil
}

// ByLibrary is how many executions went the library's way.
func (s *Set) ByLibrary() int { return int(s.slow.Load()) }

// program gives the steps for a template and a type; nil where the template must go the library's way.
func (s *Set) program(name string, data reflect.Type) (*program, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	k := key{name, data}
	if p, ok := s.programs[k]; ok {
		if p == nil || !p.done {
			return nil, nil
		}
		return p, nil
	}
	if err := s.escape(name); err != nil {
		return nil, err
	}
	p := s.compile(k)
	s.programs[k] = p
	return p, nil
}

// escape makes the library escape a template and those that it calls. It does so before it executes, and the execution is stopped at
// the first byte.
func (s *Set) escape(name string) error {
	err := s.lib.ExecuteTemplate(stop{}, name, nil)
	var wrong *template.Error
	if errors.As(err, &wrong) || s.lib.Lookup(name) == nil {
		return err
	}
	return nil
}

// stop is a writer that takes nothing.
type stop struct{}

func (stop) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }
