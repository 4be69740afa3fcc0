package field

import (
	"cmp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/lateral-reader/lateral/internal/diag"
)

// Map is a mapping whose keys have been checked.
type Map struct {
	Value
	what string
	keys []string
	vals map[string]Value
}

// Map reads a mapping. what names it in messages ("a note"); keys lists the known ones: others, and repeats, are errors. Merge keys
// (<<) are followed. Something else than a mapping is an error and gives an empty Map.
func (v Value) Map(what string, keys ...string) Map {
	m := Map{Value: v, what: what, keys: keys, vals: map[string]Value{}}
	if n := v.resolve(); n == nil {
		return m
	} else if n.Kind != yaml.MappingNode {
		if !v.Empty() {
			v.ErrorHint(keyValue, "%s is a mapping of keys to values, not a %s", what, shape(n))
		}
		return m
	}
	v.each(func(k, val Value) {
		key := k.Text().S
		if !slices.Contains(keys, key) {
			k.ErrorHint(cmp.Or(diag.DidYouMean(key, keys), "known: "+strings.Join(keys, ", ")), "unknown key %q in %s", key, what)
			return
		}
		m.vals[key] = val
	})
	return m
}

// keyValue is the hint where something else stands in place of keys.
const keyValue = "write key: value, with a space after the colon"

// Pairs reads a mapping of free keys, in order. Repeats are errors.
func (v Value) Pairs(what string) (keys []Text, vals []Value) {
	if n := v.resolve(); n == nil || v.Empty() {
		return nil, nil
	} else if n.Kind != yaml.MappingNode {
		v.ErrorHint(keyValue, "%s is a mapping of keys to values, not a %s", what, shape(n))
		return nil, nil
	}
	v.each(func(k, val Value) {
		keys, vals = append(keys, k.Text()), append(vals, val)
	})
	return keys, vals
}

// each visits the pairs of a mapping: those of merge keys first, so that its own win.
func (v Value) each(f func(k, val Value)) {
	n := v.resolve()
	if v.r.depth++; v.r.depth > maxAliasDepth {
		v.Errorf("aliases lead to themselves")
		v.r.depth--
		return
	}
	defer func() { v.r.depth-- }()
	if !v.visit(len(n.Content)) {
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Tag != "!!merge" {
			continue
		}
		for _, from := range (Value{node: n.Content[i+1], r: v.r, at: v.r.place(n.Content[i+1])}).Items() {
			if !from.IsMap() {
				from.Errorf("only a mapping can be merged with <<")
				continue
			}
			from.each(f)
		}
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		kn, vn := n.Content[i], n.Content[i+1]
		k := Value{node: kn, r: v.r, at: v.r.place(kn)}
		if kn.Tag == "!!merge" {
			continue
		}
		if kr := k.resolve(); kr == nil || kr.Kind != yaml.ScalarNode {
			k.Errorf("a key is one value, not a %s", shape(kr))
			continue
		}
		key := k.Text().S
		if seen[key] {
			hint := ""
			if key == "id" {
				hint = "a new entry begins with a dash: - id:"
			}
			k.ErrorHint(hint, "key %q stands here a second time", key)
			continue
		}
		seen[key] = true
		f(k, Value{node: vn, r: v.r, at: v.r.place(vn)})
	}
}

// Has reports whether the key stands there, even with an empty value.
func (m Map) Has(key string) bool { _, ok := m.vals[key]; return ok }

// Get returns the value of a known key, or a missing Value placed at the mapping.
func (m Map) Get(key string) Value {
	if v, ok := m.vals[key]; ok {
		return v
	}
	return Value{r: m.r, at: m.at}
}

// Text reads a scalar of the mapping.
func (m Map) Text(key string) Text { return m.Get(key).Text() }

// Need reads a scalar that must be there and not be empty.
func (m Map) Need(key string) Text {
	v := m.Get(key)
	if v.Empty() {
		v.Errorf("%s needs %q", m.what, key)
		return Text{At: v.at}
	}
	return v.Text()
}
