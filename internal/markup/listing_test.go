package markup_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"github.com/lateral-reader/lateral/internal/markup"
)

// pieces gives what lies between bars, in turn with a class and without.
func pieces(s string) func(func(string, string) bool) {
	return func(yield func(string, string) bool) {
		class := ""
		for p := range strings.SplitSeq(s, "|") {
			if !yield(class, p) {
				return
			}
			if class == "" {
				class = `<"&`
			} else {
				class = ""
			}
		}
	}
}

func TestListing(t *testing.T) {
	want := `<span class="line"><span class="ln" id="L1"><a href="#L1">1</a></span><span class="cl">a &lt;<span class="&lt;&#34;&amp;">b</span>
</span></span><span class="line"><span class="ln" id="L2"><a href="#L2">2</a></span><span class="cl">
</span></span><span class="line"><span class="ln" id="L3"><a href="#L3">3</a></span><span class="cl"><span class="&lt;&#34;&amp;">c</span>d
</span></span>`
	if d := cmp.Diff(want, string(markup.Listing(pieces("a <|b\n\nc|d")))); d != "" {
		t.Error(d)
	}
	if got := markup.Listing(pieces("")); got != "" {
		t.Errorf("nothing gives %q", got)
	}
}

// FuzzListing reads the lines back: the elements are closed in their order, the numbers count, and the words are those that went in.
func FuzzListing(f *testing.F) {
	for _, s := range []string{"", "\n", "a|b\nc|\n\n|d", "</span>|<!--|&amp;\n\x00\xff|\r\n|]]>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ReplaceAll(s, "\r", "") // the callers' tokens have none
		got := string(markup.Listing(pieces(s)))
		var words strings.Builder
		var open []string
		lines, number := 0, false
		for z := html.NewTokenizer(strings.NewReader(got)); ; {
			tt := z.Next()
			if tt == html.ErrorToken {
				break
			}
			switch tok := z.Token(); tt {
			case html.StartTagToken:
				open = append(open, tok.Data)
				if number = tok.Data == "a"; number {
					lines++
				}
			case html.EndTagToken:
				if len(open) == 0 || open[len(open)-1] != tok.Data {
					t.Fatalf("</%s> in %v: %s", tok.Data, open, got)
				}
				open = open[:len(open)-1]
				number = false
			case html.TextToken:
				if !number {
					words.WriteString(tok.Data)
				} else if tok.Data != fmt.Sprint(lines) {
					t.Fatalf("line %d has the number %q", lines, tok.Data)
				}
			default:
				t.Fatalf("%v in %s", tok, got)
			}
		}
		if len(open) > 0 {
			t.Fatalf("not closed: %v", open)
		}
		want := strings.Map(func(r rune) rune {
			if r < ' ' && r != '\t' && r != '\n' && r != '\f' || 0x7f <= r && r < 0xa0 || 0xfdd0 <= r && r <= 0xfdef || r&0xfffe == 0xfffe {
				return '\ufffd'
			}
			return r
		}, strings.ReplaceAll(s, "|", ""))
		if want != "" && !strings.HasSuffix(want, "\n") {
			want += "\n"
		}
		if d := cmp.Diff(want, words.String()); d != "" {
			t.Fatal(d)
		}
		if n := strings.Count(want, "\n"); n != lines {
			t.Fatalf("%d lines of %d", lines, n)
		}
	})
}
