// Package field reads YAML key by key, with the place of every value, and reports unknown and repeated keys with the nearest
// known one. String values stay as written: No, 36. It owns the YAML library; what the keys mean is its callers' business.
package field

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"github.com/lateral-reader/lateral/internal/diag"
)

// Text is a string value with its place. The zero Text stands for a key that is not there.
type Text struct {
	S  string
	At diag.Place
}

// Line is the text on one line: every run of white space is one space.
func (t Text) Line() string {
	for i := 0; i < len(t.S); i++ {
		if c := t.S[i]; c >= utf8.RuneSelf || c < ' ' || c == ' ' && (i == 0 || i == len(t.S)-1 || t.S[i-1] == ' ') {
			return strings.Join(strings.Fields(t.S), " ")
		}
	}
	return t.S // most are on one line
}

// Value is one YAML value. The zero Value stands for one that is not there; all its methods work and report nothing.
type Value struct {
	node      *node
	r         *reader
	line, col int32 // in the file; 0 where it is not known. Those of a missing value say where it should be
}

// reader is one file that is read: its messages, and how much of it may still be looked at.
type reader struct {
	file  string
	line  int // added to the library's lines
	diags []diag.Diagnostic
	depth int
	left  int  // values that may still be visited
	spent bool // the message about too many has been given

	made *store // of the values; nil: nothing to give back
}

// A file may be visited some times its size; only aliases inside aliases ask for more.
const (
	visitsFree    = 1 << 16
	visitsPerByte = 8
)

// visit counts values that are about to be visited and reports whether they may be.
func (v Value) visit(n int) bool {
	if v.r.left -= n; v.r.left >= 0 {
		return true
	}
	if !v.r.spent {
		v.r.spent = true
		v.ErrorHint("write the values out", "aliases inside aliases make this file too large to read")
	}
	return false
}

// Parse reads one YAML document. line is the number of lines of the file before data. Wrong YAML gives a zero Value and a
// message; so does data that is not UTF-8. Empty data gives a zero Value and no message.
func Parse(file string, data []byte, line int) (Value, *Problems) {
	r := &reader{file: file, line: line, left: visitsFree + visitsPerByte*len(data)}
	p := &Problems{r}
	if d, ok := CheckText(file, data, line); !ok {
		p.Add(d)
		return Value{r: r}, p
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	made := stores.Get().(*store)
	if root, ok := parseQuick(string(data), made); ok {
		r.made = made
		return r.value(root), p
	}
	made.done()
	return r.parse(data, p), p
}

// parse reads with the library.
func (r *reader) parse(data []byte, p *Problems) Value {
	file, none := r.file, Value{r: r, line: int32(r.line + 1)}
	dec, err := yaml.NewLoader(bytes.NewReader(data))
	if err != nil {
		p.Add(diag.Errorf(diag.Place{File: file, Line: r.line + 1}, "this YAML cannot be read: %v", err))
		return Value{r: r}
	}
	var root yaml.Node
	if err := dec.Load(&root); err != nil {
		if !errors.Is(err, io.EOF) {
			p.Add(r.syntax(data, err))
		}
		return none
	}
	var second yaml.Node
	if err := dec.Load(&second); err == nil {
		p.Add(diag.Errorf(diag.Place{File: file, Line: second.Line + r.line, Column: second.Column}, "a second YAML document begins here; a file holds one"))
	} else if !errors.Is(err, io.EOF) {
		p.Add(r.syntax(data, err))
	}
	n := &root
	if n.Kind == yaml.DocumentNode {
		if len(n.Content) == 0 {
			return none
		}
		n = n.Content[0]
	}
	r.lost(strings.Split(string(data), "\n"), n)
	made := new(node)
	convert(made, n, map[*yaml.Node]*node{})
	return r.value(made)
}

// Problems collects what is wrong in one file.
type Problems struct{ r *reader }

// Done says that no Value or Map of the file will be read any more, so that others can have their room. It need not be called.
func (p *Problems) Done() {
	if p.r.made != nil {
		p.r.made.done()
		p.r.made = nil
	}
}

// Add appends a problem.
func (p *Problems) Add(d diag.Diagnostic) { p.r.diags = append(p.r.diags, d) }

// Errorf appends an error.
func (p *Problems) Errorf(at diag.Place, format string, args ...any) {
	p.Add(diag.Errorf(at, format, args...))
}

// All returns what was collected, in the order of finding.
func (p *Problems) All() []diag.Diagnostic { return p.r.diags }

func (r *reader) value(n *node) Value {
	return Value{node: n, r: r, line: n.line + int32(r.line), col: n.col}
}

// syntaxHints say what most likely lies behind the words of the YAML parser.
var syntaxHints = []struct{ in, hint string }{
	{"mapping values are not allowed", "a value that holds a colon and a space needs quotes; the keys of one entry stand straight below each other"},
	{"tab character", "YAML is indented with spaces, not with the tab key"},
	{"cannot start any token", "YAML is indented with spaces, and a value that begins with @, ` or % needs quotes"},
	{"expected '-' indicator", "the dashes of one list stand straight below each other"},
	{"unknown escape", "between double quotes a backslash stands before a few letters only; in single quotes it is a backslash"},
	{"quoted scalar", "a quotation mark opens a value here and none closes it; a value that begins with an apostrophe stands in double quotes"},
	{"expected key", "the keys of one entry stand straight below each other; a value that begins with a quotation mark ends with one"},
	{"expected ',' or '}'", "a { wants its } at the end; inside, a comma between two keys, and quotes around words with a comma"},
	{"expected ',' or ']'", "a [ wants its ] at the end; inside, a comma between two values, and quotes around words with a comma"},
	{"could not find expected ':'", "write key: value, with a space after the colon; words that go on in another line stand further right than their key"},
}

// syntax words an error of the library, at its place and with what stands there, or else with what is mostly meant.
func (r *reader) syntax(data []byte, err error) diag.Diagnostic {
	at, msg := diag.Place{File: r.file, Line: r.line + 1}, err.Error()
	var le *yaml.LoadError
	var les *yaml.LoadErrors
	if errors.As(err, &les) && len(les.Errors) > 0 {
		le = les.Errors[0]
	}
	if le != nil || errors.As(err, &le) {
		if le.Mark.Line > 0 {
			at.Line, at.Column = le.Mark.Line+r.line, le.Mark.Column
		}
		msg = le.Message
		if strings.Contains(msg, "unexpected end of stream") && le.ContextMark.Line > 0 {
			at.Line, at.Column = le.ContextMark.Line+r.line, le.ContextMark.Column // where the quotation mark is that none closes
		}
		if le.ContextMsg != "" {
			msg = le.ContextMsg + ": " + msg
		}
	}
	if strings.Contains(msg, "control characters are not allowed") { // of which the library does not say where they stand
		if line, column, c := firstControl(string(data)); line > 0 {
			at.Line, at.Column = line+r.line, column
			return diag.Errorf(at, "a character stands here that YAML does not allow: %U", c).
				WithHint("delete it, and write what stands beside it again; an editor may not show it")
		}
	}
	d := diag.Errorf(at, "wrong YAML: %s", strings.TrimPrefix(msg, "yaml: "))
	if d.Hint = slip(strings.Split(string(data), "\n"), at.Line-r.line); d.Hint != "" {
		return d
	}
	for _, h := range syntaxHints {
		if strings.Contains(msg, h.in) {
			d.Hint = h.hint
			break
		}
	}
	return d
}

// firstControl finds the first character that YAML does not allow, by line and column from 1.
func firstControl(s string) (line, column int, c rune) {
	line, column = 1, 1
	for _, c := range s {
		switch {
		case c == '\n':
			line, column = line+1, 0
		case c < ' ' && c != '\t' && c != '\r', c >= 0x7f && c < 0xa0 && c != 0x85, c == 0xfffe, c == 0xffff:
			return line, column, c
		}
		column++
	}
	return 0, 0, 0
}

// maxAliasDepth bounds how far aliases are followed, so that one that leads to itself ends.
const maxAliasDepth = 32

func (v Value) resolve() *node {
	n := v.node
	for i := 0; n != nil && n.kind == alias; i++ {
		if i > maxAliasDepth {
			return nil
		}
		n = n.alias
	}
	return n
}

// Missing reports whether there is no such value.
func (v Value) Missing() bool { return v.node == nil }

// Empty reports whether the value is missing, null or nothing but white space.
func (v Value) Empty() bool {
	n := v.resolve()
	return n == nil || n.kind == scalar && (n.tag == null || strings.TrimSpace(n.value) == "")
}

// At is where the value stands, or should stand.
func (v Value) At() diag.Place {
	if v.line == 0 {
		return diag.Place{}
	}
	return diag.Place{File: v.r.file, Line: int(v.line), Column: int(v.col)}
}

// IsMap and IsList tell the shape.
func (v Value) IsMap() bool  { n := v.resolve(); return n != nil && n.kind == mapping }
func (v Value) IsList() bool { n := v.resolve(); return n != nil && n.kind == list }

// Errorf reports that the value is wrong.
func (v Value) Errorf(format string, args ...any) { v.ErrorHint("", format, args...) }

// ErrorHint is Errorf with a way out.
func (v Value) ErrorHint(hint, format string, args ...any) {
	if v.r == nil {
		return // a value of a file that was not read
	}
	d := diag.Errorf(v.At(), format, args...)
	d.Hint = hint
	v.r.diags = append(v.r.diags, d)
}

// Text reads a scalar as it is written. A list or a mapping is an error and gives the zero Text; so does null.
func (v Value) Text() Text {
	n := v.resolve()
	if n == nil {
		return Text{}
	}
	if n.kind != scalar {
		hint := "the next key stands straight below this one; words that begin with { stand in quotes"
		if n.kind == list {
			hint = "write one value; words that begin with [ stand in quotes"
		}
		v.ErrorHint(hint, "one value is expected here, not a %s", shape(n))
		return Text{}
	}
	if n.tag == null {
		return Text{At: v.At()}
	}
	return Text{S: n.value, At: v.At()}
}

// Texts reads a list of scalars; one scalar stands for a list of one.
func (v Value) Texts() []Text {
	var ts []Text
	for _, it := range v.Items() {
		if t := it.Text(); t.S != "" {
			ts = append(ts, t)
		}
	}
	return ts
}

// Items gives the values of a list; a single value that is not a list stands for a list of one, an empty one for none.
func (v Value) Items() []Value {
	n := v.resolve()
	if n == nil || v.Empty() {
		return nil
	}
	if n.kind != list {
		return []Value{v}
	}
	if !v.visit(len(n.content)) {
		return nil
	}
	items := make([]Value, len(n.content))
	for i := range n.content {
		items[i] = v.r.value(&n.content[i])
	}
	return items
}

// Bool reads true or false; anything else is an error.
func (v Value) Bool() bool {
	t := v.Text()
	switch t.S {
	case "true":
		return true
	case "false", "":
	default:
		hint := "write true or false"
		switch strings.ToLower(t.S) {
		case "yes", "y", "on", "true", "1":
			hint = "write true"
		case "no", "n", "off", "false", "0":
			hint = "write false"
		}
		v.ErrorHint(hint, "%q is neither true nor false", t.S)
	}
	return false
}

// Int reads a whole number of 0 or more; anything else is an error and gives 0.
func (v Value) Int() int {
	t := v.Text()
	if t.S == "" {
		return 0
	}
	n, err := strconv.Atoi(t.S)
	if err != nil || n < 0 {
		v.Errorf("%q is not a whole number", t.S)
		return 0
	}
	return n
}

// Number reads a decimal number; anything else is an error. The second result is false where there is none.
func (v Value) Number() (float64, bool) {
	t := v.Text()
	if t.S == "" {
		return 0, false
	}
	f, err := strconv.ParseFloat(strings.ReplaceAll(t.S, "_", ""), 64)
	if err != nil || f != f || f > 1e300 || f < -1e300 {
		v.ErrorHint("write digits only, with a point for decimals", "%q is not a number", t.S)
		return 0, false
	}
	return f, true
}

// OneOf reads a scalar that must be one of the known words; an unknown one is an error and gives "".
func (v Value) OneOf(known ...string) string {
	t := v.Text()
	if t.S == "" {
		return ""
	}
	if i := slices.Index(known, t.S); i >= 0 {
		return known[i] // and not the words of the file, which would stay in memory
	}
	v.ErrorHint(diag.DidYouMean(t.S, known), "unknown value %q", t.S)
	return ""
}

// ID reads an id: a-z, 0-9 and hyphens. A wrong one is an error and is returned as it is.
func (v Value) ID() Text {
	t := v.Text()
	if t.S != "" && !ValidID(t.S) {
		hint := "ids are made of a-z, 0-9 and hyphens"
		if made := MakeID(t.S); made != "" {
			hint += ", such as " + strconv.Quote(made)
		}
		v.ErrorHint(hint, "%q is not an id", t.S)
	}
	return t
}

// ValidID reports whether s can be an id: 1 to 100 of a-z, 0-9, hyphen, beginning and ending with a letter or digit.
func ValidID(s string) bool {
	if s == "" || len(s) > 100 || s[0] == '-' || s[len(s)-1] == '-' {
		return false
	}
	for i := range len(s) {
		if c := s[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' {
			return false
		}
	}
	return true
}

// shape names what a value is, for messages.
func shape(n *node) string {
	if n == nil {
		return "loop of aliases"
	}
	switch n.kind {
	case mapping:
		return "mapping"
	case list:
		return "list"
	}
	return "single value"
}
