package webanno

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/lateral-reader/lateral/internal/diag"
)

// object is a JSON object that knows where it stands.
type object struct {
	keys []string // in their order
	vals map[string]any
	at   diag.Place
}

// deepest is how many values may stand inside each other: no annotation needs more, and a page of annotations read by a recursive function must
// not end the process.
const deepest = 500

// parseJSON reads a whole file: objects as *object, lists as []any, numbers as json.Number, texts, booleans and nil.
func parseJSON(file string, data []byte) (any, diag.Diagnostic, bool) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	r := &jsonReader{dec: json.NewDecoder(bytes.NewReader(data)), file: file, data: data, line: 1}
	r.dec.UseNumber()
	v, err := r.value(0)
	if err == nil {
		if _, more := r.dec.Token(); more != io.EOF {
			err = errors.New("there is something after the end of the JSON value")
		}
	}
	if err == nil {
		return v, diag.Diagnostic{}, true
	}
	off := r.dec.InputOffset()
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		off = syntax.Offset
	}
	msg := strings.TrimPrefix(err.Error(), "json: ")
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		msg, off = "the file ends in the middle of a value", int64(len(data))
	}
	return nil, diag.Errorf(r.place(off), "this is not JSON: %s", msg), false
}

type jsonReader struct {
	dec  *json.Decoder
	file string
	data []byte

	line, start int   // the line that was asked for last, and where it begins
	off         int64 // and the place in it
}

// place counts on from the place before, so that all places of a file cost one reading of it.
func (r *jsonReader) place(off int64) diag.Place {
	off = max(0, min(off, int64(len(r.data))))
	if off < r.off {
		r.line, r.start, r.off = 1, 0, 0
	}
	between := r.data[r.off:off]
	r.line += bytes.Count(between, []byte("\n"))
	if i := bytes.LastIndexByte(between, '\n'); i >= 0 {
		r.start = int(r.off) + i + 1
	}
	r.off = off
	return diag.Place{File: r.file, Line: r.line, Column: int(off) - r.start + 1}
}

func (r *jsonReader) value(depth int) (any, error) {
	tok, err := r.dec.Token()
	if err != nil {
		return nil, err
	}
	d, opens := tok.(json.Delim)
	if !opens {
		return tok, nil
	}
	if depth > deepest {
		return nil, fmt.Errorf("more than %d values stand inside each other", deepest)
	}
	if d == '[' {
		list := []any{}
		for r.dec.More() {
			v, err := r.value(depth + 1)
			if err != nil {
				return nil, err
			}
			list = append(list, v)
		}
		_, err := r.dec.Token()
		return list, err
	}
	o := &object{vals: map[string]any{}, at: r.place(r.dec.InputOffset() - 1)}
	for r.dec.More() {
		key, err := r.dec.Token()
		if err != nil {
			return nil, err
		}
		v, err := r.value(depth + 1)
		if err != nil {
			return nil, err
		}
		name, _ := key.(string)
		if _, twice := o.vals[name]; !twice {
			o.keys = append(o.keys, name)
		}
		o.vals[name] = v
	}
	_, err = r.dec.Token()
	return o, err
}

// get reads a key; one of JSON-LD also by its own name.
func (o *object) get(key string) any {
	if v, ok := o.vals[key]; ok {
		return v
	}
	if key == "id" || key == "type" {
		return o.vals["@"+key]
	}
	return nil
}

// text is a key whose value is a text or a number; "" where it is neither.
func (o *object) text(key string) string { return asText(o.get(key)) }

func asText(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	case *object:
		if t, ok := v.vals["@value"]; ok {
			return asText(t)
		}
	}
	return ""
}

// items is a value as a list: what stands alone is a list of one, a list of JSON-LD its items.
func items(v any) []any {
	switch v := v.(type) {
	case nil:
		return nil
	case []any:
		return v
	case *object:
		for _, k := range []string{"@list", "@set"} {
			if l, ok := v.vals[k]; ok {
				return items(l)
			}
		}
	}
	return []any{v}
}

// texts are the texts of a value, without empty ones.
func texts(v any) (out []string) {
	for _, x := range items(v) {
		if t := asText(x); t != "" {
			out = append(out, t)
		}
	}
	return out
}

// is reports whether an object has a type, whatever prefix it is written with.
func (o *object) is(name string) bool {
	for _, t := range texts(o.get("type")) {
		if t == name || strings.HasSuffix(t, ":"+name) || strings.HasSuffix(t, "#"+name) {
			return true
		}
	}
	return false
}
