package highlight

import (
	"io"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/formatters/html"
	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v4"
)

// plain is what the tokens of a file come to.
func plain(s string) string {
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.TrimPrefix(s, bom))
}

func FuzzTokens(f *testing.F) {
	for _, s := range []string{
		"---\na: |\n  b\n---\nTO: x\n[y]\n", "a: [b, {c: d}", "---\r---\rTO:\r", "---\n# a\r---\n---\n", "```\n`` ` a``` `\n", "[a](b [c](d \"e\")![^f]:",
		bom + "---\n" + bom + "# a\n---", "a: \"b\\", "a: 'b''", "- - ? : &a *b !c |3\n  d\u0085e\u2028f", "**[1] TO [2]**: __x__ _y_\\", "\xff[\xc2", "\ufeff\ufeffa: b\n\ufeff# d\n}",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, tokens := range []func(func(string, string) bool){Source([]byte(s), []string{"TO", "A.B"}), Notes([]byte(s))} {
			var b strings.Builder
			for class, words := range tokens {
				if words == "" || class != "" && strings.Contains(words, "\n") {
					t.Fatalf("%q as %q", words, class)
				}
				b.WriteString(words)
			}
			if d := cmp.Diff(plain(s), b.String()); d != "" {
				t.Fatal(d)
			}
		}
		// Chroma's own formatter takes the lexer for one of its kind.
		next, err := sourceLexer(nil).Tokenise(nil, s)
		if err == nil {
			err = html.New(html.WithClasses(true)).Format(io.Discard, chroma.MustNewXMLStyle(strings.NewReader(`<style name="x"></style>`)), next)
		}
		if err != nil {
			t.Fatal(err)
		}
	})
}

// FuzzUncommented compares with the library that reads the front matter: what it reads is what it read before, and it finds no comment.
func FuzzUncommented(f *testing.F) {
	for _, s := range []string{
		"a: b # c\n# d\n\n  # e\nf: [g, # h\n  \"i # j\"]\n", "a: |2 # b\n   # c\n # d\ne: >\n    \n   # f\n# g\n", "a: b\n  \"c # d\n", "{a: b\n\"c # d\n}",
		"{\"a\":\"b # c\", d:\"e # f\n}", "? a # b\n: - c # d\n  - \"e\n    # f\" # g\n", "[a]: # b\n  c\n", "a: 'it''s # b' # c\n", "a: &b !c # d\n  \"e # f\"\n",
		bom + "# a\nb: c\n", "a: b # c\u0085d: e # f\u2028g: h\n", "a: b\n---# c\n", "- - |\n    # a\n   # b\n-\t# c\n", "a: {? b # c\n: d}\n", "a: http://b#c #d\n",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { uncommented(t, s) })
}

// TestUncommented is the same with texts put together at random from what YAML is made of.
func TestUncommented(t *testing.T) {
	parts := strings.Split("a|b|c|: |:|- |-|? |,|[|]|{|}|\"|'|''|\\\"|#|# | #d| # d|'e # f'|\"g # h\"|&x |*x|!t |>\n|^\n|^-2\n|\n|\n|\n|\n|\n |\n  |\n    |\n- | |  |\t|\u0085|\u2028|...|1|i: j|k: l\n|- m\n|n:\n  |o: ^\n    |[p, q]|{r: s}|\"t\":", "|")
	r := rand.New(rand.NewPCG(1, 2))
	right := 0
	for range 50_000 {
		var b strings.Builder
		for range 2 + r.IntN(14) {
			b.WriteString(strings.ReplaceAll(parts[r.IntN(len(parts))], "^", "|"))
		}
		if uncommented(t, b.String()) {
			right++
		}
	}
	if right < 100 {
		t.Errorf("only %d of the texts had a comment and were right, the test looks at nothing", right)
	}
}

var indentTab = regexp.MustCompile("(?:^|[\r\n\u0085\u2028\u2029]) *\t")

// uncommented reports whether s is the front matter of a source, and has a comment.
func uncommented(t *testing.T, s string) bool {
	if strings.Contains(s, "\x00") || !utf8.ValidString(s) || strings.Contains(plain("\n"+s+"\n"), "\n---") {
		return false
	}
	if strings.HasPrefix(s, bom+bom) || indentTab.MatchString(s) {
		return false // the library takes such a one here and refuses it there
	}
	before, ok := load(s)
	if !ok || len(before.Content) == 0 || before.Content[0].Kind != yaml.MappingNode {
		return false
	}
	file, found := Uncommented([]byte("---\n" + s + "\n---\nbody # stays\n"))
	if !found && string(file) != "---\n"+s+"\n---\nbody # stays\n" {
		t.Fatalf("changed without a comment: %q", file)
	}
	front, ok := strings.CutSuffix(strings.TrimPrefix(string(file), "---\n"), "---\nbody # stays\n")
	if !ok {
		t.Fatalf("the body is not what it was: %q", file)
	}
	after, ok := load(front)
	if !ok {
		t.Fatalf("%q became %q, which is wrong", s, front)
	}
	if d := cmp.Diff(values(before, false), values(after, true)); d != "" {
		t.Fatalf("%q became %q\n%s", s, front, d)
	}
	return found
}

func load(s string) (yaml.Node, bool) {
	l, err := yaml.NewLoader(strings.NewReader(strings.TrimPrefix(s, bom)))
	if err != nil {
		return yaml.Node{}, false
	}
	var n, second yaml.Node
	if l.Load(&n) != nil || l.Load(&second) != io.EOF {
		return yaml.Node{}, false
	}
	return n, true
}

// values lists a tree's values; a block scalar that keeps the empty lines after it may keep more where a comment stood between.
func values(n yaml.Node, comments bool) []string {
	out := []string{n.Tag, strings.TrimRightFunc(n.Value, unicode.IsSpace)}
	if comments {
		out = append(out, n.HeadComment+n.LineComment+n.FootComment)
	} else {
		out = append(out, "")
	}
	for _, c := range n.Content {
		out = append(out, values(*c, comments)...)
	}
	return append(out, ".")
}
