package field

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// Amendment is what shall be different in one entry of a list of mappings.
type Amendment struct {
	Entry int // its place in the list, from 0
	Sets  []Set
}

// Set gives a key a value.
type Set struct {
	Key   string
	Value string   // a scalar; where Raw, YAML on one line that can stand anywhere
	Raw   bool     // the value is a mapping or list between brackets
	After []string // behind which key a new one stands: the last of these that the entry has; none: before all others
}

// Amend rewrites the entries of the list under a key of a YAML file: the bytes of the values concerned and no others, in the style that they
// have. What comes out is parsed again and compared, and an entry stays as it is unless it alone, and in it only the given keys, would differ:
// refused says why, by Entry. Nil means that nothing was wrong; data comes back as it is where nothing was to do.
func Amend(data []byte, list string, as []Amendment) (out []byte, refused map[int]error) {
	refused = map[int]error{}
	all := func(err error) ([]byte, map[int]error) {
		for _, a := range as {
			refused[a.Entry] = err
		}
		return data, refused
	}
	e, err := newEditor(data, list)
	if err != nil {
		return all(err)
	}
	var good []Amendment
	for _, a := range as {
		if _, err := e.splices(a); err != nil {
			refused[a.Entry] = err
		} else {
			good = append(good, a)
		}
	}
	if out, err := e.apply(good); err == nil {
		return out, refused
	}
	good = slices.DeleteFunc(good, func(a Amendment) bool { // one spoils the others
		_, err := e.apply([]Amendment{a})
		if err != nil {
			refused[a.Entry] = err
		}
		return err != nil
	})
	if out, err := e.apply(good); err == nil {
		return out, refused
	}
	return all(errors.New("the changes do not go together"))
}

// editor knows where everything stands in a file.
type editor struct {
	data    []byte
	skip    int // bytes of a byte order mark
	root    *yaml.Node
	list    string
	entries []*yaml.Node
	lines   []int // where each begins
}

// splice puts text in the place of some bytes.
type splice struct {
	from, to int
	text     string
}

// newEditor finds the entries of a list, and the beginnings of all lines, by the library, whose places all changes are made by.
func newEditor(data []byte, list string) (*editor, error) {
	e := &editor{data: data, list: list}
	if bytes.HasPrefix(data, []byte("\ufeff")) {
		e.skip = 3
	}
	var err error
	if e.root, err = parseNode(data[e.skip:]); err != nil {
		return nil, err
	}
	if e.entries, err = entriesOf(e.root, list); err != nil {
		return nil, err
	}
	e.lines = []int{e.skip}
	for i := e.skip; i < len(data); {
		n := lineBreak(data[i:])
		i += max(n, 1)
		if n > 0 {
			e.lines = append(e.lines, i)
		}
	}
	return e, nil
}

// lineBreak is how many bytes a line break at the start of b has by the rules of the YAML library, 0 where there is none.
func lineBreak[S string | []byte](b S) int {
	switch {
	case len(b) == 0:
	case b[0] == '\r' && len(b) > 1 && b[1] == '\n':
		return 2
	case b[0] == '\n', b[0] == '\r':
		return 1
	case b[0] == 0xc2 && len(b) > 1 && b[1] == 0x85: // U+0085
		return 2
	case b[0] == 0xe2 && len(b) > 2 && b[1] == 0x80 && b[2]|1 == 0xa9: // U+2028, U+2029
		return 3
	}
	return 0
}

func parseNode(data []byte) (*yaml.Node, error) {
	var n yaml.Node
	if err := yaml.Unmarshal(data, &n); err != nil {
		return nil, fmt.Errorf("it would not be YAML: %w", err)
	}
	if n.Kind != yaml.DocumentNode || len(n.Content) != 1 {
		return nil, errors.New("the file holds no document")
	}
	return n.Content[0], nil
}

func entriesOf(root *yaml.Node, list string) ([]*yaml.Node, error) {
	if root.Kind == yaml.MappingNode {
		for i := 0; i+1 < len(root.Content); i += 2 {
			if root.Content[i].Value == list && root.Content[i+1].Kind == yaml.SequenceNode {
				return root.Content[i+1].Content, nil
			}
		}
	}
	return nil, fmt.Errorf("%s: is not a list that stands in the file itself", list)
}

// apply makes the new file and compares it with the old one.
func (e *editor) apply(as []Amendment) ([]byte, error) {
	var list []splice
	for _, a := range as {
		s, err := e.splices(a)
		if err != nil {
			return nil, err
		}
		list = append(list, s...)
	}
	if len(list) == 0 {
		return e.data, nil
	}
	slices.SortStableFunc(list, func(a, b splice) int { return a.from - b.from })
	var out bytes.Buffer
	at := 0
	for _, s := range list {
		if s.from < at {
			return nil, errors.New("two values stand in the same place")
		}
		out.Write(e.data[at:s.from])
		out.WriteString(s.text)
		at = s.to
	}
	out.Write(e.data[at:])
	return out.Bytes(), e.verify(out.Bytes(), as)
}

// verify compares the files value by value: nothing differs but what was to be set.
func (e *editor) verify(out []byte, as []Amendment) error {
	root, err := parseNode(out[e.skip:])
	if err != nil {
		return err
	}
	entries, err := entriesOf(root, e.list)
	if err != nil {
		return err
	}
	if len(entries) != len(e.entries) {
		return errors.New("it would change how many entries there are")
	}
	want := map[*yaml.Node]*yaml.Node{} // an entry as it was, and as it shall be
	for _, a := range as {
		n := e.entries[a.Entry]
		to := *n
		to.Content = slices.Clone(n.Content)
		for _, s := range a.Sets {
			v := &yaml.Node{Kind: yaml.ScalarNode, Value: s.Value, Style: wanted}
			if s.Raw {
				if v, err = parseNode([]byte(s.Value)); err != nil {
					return err
				}
			}
			k := keyIn(n, s.Key)
			if k >= 0 {
				v.Anchor = n.Content[k+1].Anchor
				to.Content[keyIn(&to, s.Key)+1] = v
				continue
			}
			i := 0 // behind the key of the file that it follows, and behind new ones there: these stand in the order of sets
			if p := e.place(n, s); p > 0 {
				i = keyIn(&to, n.Content[p-2].Value) + 2
			}
			for i < len(to.Content) && keyIn(n, to.Content[i].Value) < 0 {
				i += 2
			}
			to.Content = slices.Insert(to.Content, min(i, len(to.Content)), &yaml.Node{Kind: yaml.ScalarNode, Value: s.Key}, v)
		}
		want[n] = &to
	}
	if !equal(e.root, root, want, 0) {
		return errors.New("something else would change with it, as where a value is used in another place by an alias")
	}
	return nil
}

// wanted marks a scalar that was set: white space in it may be of any kind, as a block scalar keeps its lines.
const wanted = yaml.Style(1 << 20)

// equal compares what two trees mean; of want the first tree has the entries as they shall be.
func equal(a, b *yaml.Node, want map[*yaml.Node]*yaml.Node, depth int) bool {
	if depth > 200 {
		return false
	}
	if w := want[a]; w != nil {
		a = w
	}
	if a.Kind == yaml.AliasNode && b.Kind == yaml.AliasNode { // what they lead to is compared where it stands, but for what shall differ there
		if a.Value != b.Value || want[a.Alias] != nil || touched(a.Alias, want) {
			return false
		}
		return equalShallow(a.Alias, b.Alias)
	}
	if a.Style == wanted {
		return b.Kind == yaml.ScalarNode && spaced(a.Value) == spaced(b.Value)
	}
	if a.Kind != b.Kind || a.Value != b.Value || a.Anchor != b.Anchor || len(a.Content) != len(b.Content) || a.Kind == yaml.ScalarNode && a.Tag != "" && a.ShortTag() != b.ShortTag() {
		return false
	}
	for i := range a.Content {
		if !equal(a.Content[i], b.Content[i], want, depth+1) {
			return false
		}
	}
	return true
}

// equalShallow compares what two aliases lead to by what stands there itself: all below is compared at its own place.
func equalShallow(a, b *yaml.Node) bool {
	return a.Kind == b.Kind && a.Value == b.Value && len(a.Content) == len(b.Content)
}

// touched reports whether something below a node shall differ.
func touched(n *yaml.Node, want map[*yaml.Node]*yaml.Node) bool {
	if want[n] != nil {
		return true
	}
	return slices.ContainsFunc(n.Content, func(c *yaml.Node) bool { return touched(c, want) })
}

func spaced(s string) string { return strings.Join(strings.Fields(s), " ") }

// keyIn is where a key stands in a mapping's content, -1 where it has none.
func keyIn(n *yaml.Node, key string) int {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Kind == yaml.ScalarNode && n.Content[i].Value == key {
			return i
		}
	}
	return -1
}

// place is where in a mapping's content a new key goes. Behind a block scalar that its end belongs to nothing can be put, so it goes before that.
func (e *editor) place(n *yaml.Node, s Set) int {
	at := 0
	for _, k := range s.After {
		if i := keyIn(n, k); i >= 0 {
			at = max(at, i+2)
		}
	}
	if at > 0 && e.endsOpen(n, n.Content[at-1]) {
		at -= 2
	}
	return at
}
