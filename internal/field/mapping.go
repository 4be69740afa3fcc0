package field

import (
	"cmp"
	"slices"
	"strings"

	"github.com/lateral-reader/lateral/internal/diag"
)

// Map is a mapping whose keys have been checked.
type Map struct {
	Value
	what string
	keys []string
	vals []pair // of those keys that are there
	some uint64 // a bit for each of these, by its letters
}

type pair struct {
	key string
	val Value
}

// Map reads a mapping. what names it in messages ("a note"); keys lists the known ones: others, and repeats, are errors. Merge keys
// (<<) are followed. Something else than a mapping is an error and gives an empty Map.
func (v Value) Map(what string, keys ...string) Map {
	m := Map{Value: v, what: what, keys: keys}
	if n := v.resolve(); n == nil {
		return m
	} else if n.kind != mapping {
		if !v.Empty() {
			hint := keyValue
			if n.kind == list && len(keys) < 6 {
				hint = "write the list below one of its keys: " + strings.Join(keys, ":, ") + ":"
			}
			v.ErrorHint(hint, "%s is a mapping of keys to values, not a %s", what, shape(n))
		}
		return m
	}
	var last [2]Value // the key before, and its value
	v.each(func(k, val Value) {
		key := k.Text().S
		slip := !slices.Contains(keys, key)
		if slip {
			hint := cmp.Or(cutByComma(last[0], last[1], k, val), diag.DidYouMean(key, keys), "known: "+strings.Join(keys, ", "))
			k.ErrorHint(hint, "unknown key %q in %s", key, what)
			// A slip of the pen is read as the key that was meant, as one mistake is to give one message.
			if key = diag.Nearest(key, keys); key == "" {
				return
			}
		}
		last = [2]Value{k, val}
		if i := m.index(key); i >= 0 {
			if !slip {
				m.vals[i].val = val
			}
			return
		}
		if m.vals == nil {
			m.vals = v.r.made.keepPairs(len(v.resolve().content) / 2)
		}
		m.vals, m.some = append(m.vals, pair{key, val}), m.some|bit(key)
	})
	return m
}

// keyValue is the hint where something else stands in place of keys.
const keyValue = "write key: value, with a space after the colon"

// Pairs reads a mapping of free keys, in order. Repeats are errors.
func (v Value) Pairs(what string) (keys []Text, vals []Value) {
	if n := v.resolve(); n == nil || v.Empty() {
		return nil, nil
	} else if n.kind != mapping {
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
	if !v.visit(len(n.content)) {
		return
	}
	for i := 0; i+1 < len(n.content); i += 2 {
		if n.content[i].tag != merge {
			continue
		}
		for _, from := range v.r.value(&n.content[i+1]).Items() {
			if !from.IsMap() {
				from.Errorf("only a mapping can be merged with <<")
				continue
			}
			from.each(f)
		}
	}
	var seen map[string]bool // in a mapping of so many keys that looking back at each takes long
	if len(n.content) > 2*fewKeys {
		seen = map[string]bool{}
	}
	for i := 0; i+1 < len(n.content); i += 2 {
		k := v.r.value(&n.content[i])
		if n.content[i].tag == merge {
			continue
		}
		if kr := k.resolve(); kr == nil || kr.kind != scalar {
			k.Errorf("a key is one value, not a %s", shape(kr))
			continue
		}
		key := k.Text().S
		if seen[key] || seen == nil && repeated(n.content[:i], key) {
			hint := ""
			if key == "id" {
				hint = "a new entry begins with a dash: - id:"
			}
			k.ErrorHint(hint, "key %q stands here a second time", key)
			continue
		}
		if seen != nil {
			seen[key] = true
		}
		f(k, v.r.value(&n.content[i+1]))
	}
}

const fewKeys = 16

// repeated reports whether a key stands among pairs.
func repeated(pairs []node, key string) bool {
	for i := 0; i < len(pairs); i += 2 {
		k := (Value{node: &pairs[i]}).resolve()
		if k == nil || k.kind != scalar || k.tag == merge {
			continue
		}
		if k.tag == null && key == "" || k.tag != null && k.value == key {
			return true
		}
	}
	return false
}

// Has reports whether the key stands there, even with an empty value.
func (m Map) Has(key string) bool { return m.index(key) >= 0 }

func (m Map) index(key string) int {
	if m.some&bit(key) == 0 { // most of the keys that are asked for are not there
		return -1
	}
	for i := range m.vals {
		if m.vals[i].key == key {
			return i
		}
	}
	return -1
}

// bit is one of 64 for a key; few keys of a mapping share one.
func bit(key string) uint64 {
	if key == "" {
		return 1
	}
	return 1 << ((uint(len(key))*7 + uint(key[0])*5 + uint(key[len(key)-1])*11) & 63)
}

// Get returns the value of a known key, or a missing Value placed at the mapping.
func (m Map) Get(key string) Value {
	if i := m.index(key); i >= 0 {
		return m.vals[i].val
	}
	return Value{r: m.r, line: m.line, col: m.col}
}

// Text reads a scalar of the mapping.
func (m Map) Text(key string) Text { return m.Get(key).Text() }

// Need reads a scalar that must be there and not be empty.
func (m Map) Need(key string) Text {
	v := m.Get(key)
	if v.Empty() {
		v.Errorf("%s needs %q", m.what, key)
		return Text{At: v.At()}
	}
	return v.Text()
}
