package captions

import (
	"encoding/json"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

var seeds = []string{
	"WEBVTT x\nLanguage: de\n\nNOTE a\nb\n\nSTYLE\nc\n\nid\n00:01.000 --> 00:02.000 line:0\n<v.x Ann>a<00:01.500> <i>b</i>\nc</v>d < 5\n\n00:00 --> 1\nx",
	"1\n00:00:01,000 --> 00:00:02,000 X1:1 X2:2\n<i>a</i> {\\an8}b\n\nc\n2\n0:03.5 --> 0:04,25\n>> ANN: d\n\n7\n7\n\n00:00:05:000 --> 00:00:06:000 e",
	"<h1>t</h1><cite>A:</cite><time>0:01</time><p>b &amp; c<br>d</p><p>e</p><time>x</time>f<script>g</script>",
	`{"version":"1","segments":[{"speaker":"A","startTime":"1","endTime":2,"body":"b"},{"body":["c",{"d":1}]},3],"e":{"f":null}}`,
	"WEBVTT\n\n00:00.000 --> 00:01.000\na\n\n00:01.000 --> 00:01.010\na\n\n00:01.010 --> 00:02.000\na\nb\n\n00:02.000 --> 00:03.000\nb\nc",
}

// letters counts the ASCII letters and digits of texts.
func letters(n *[128]int, texts ...string) {
	for _, s := range texts {
		for i := 0; i < len(s); i++ {
			if c := s[i]; decimal(c) || 'a' <= c|0x20 && c|0x20 <= 'z' {
				n[c]++
			}
		}
	}
}

// accounted fails where a letter of the input is neither in a cue nor in the rest. References are not counted: what they stand for is.
func accounted(t *testing.T, in string, f *File, again ...Rest) {
	if strings.Contains(in, "&") {
		return
	}
	var want, have [128]int
	letters(&want, in)
	for _, c := range f.Cues {
		for _, r := range c.Runs {
			letters(&have, r.Text)
		}
	}
	for _, x := range append(f.Rest, again...) {
		letters(&have, x.Text)
	}
	if want != have {
		t.Fatalf("letters are lost or added: %q gives %q and %v", in, shown(f.Cues), f.Rest)
	}
}

func FuzzASS(f *testing.F) {
	f.Add("[Script Info]\nTitle: a\n[Events]\nFormat: Start, End, Name, Text\nDialogue: 0:00:01.00,0:00:02.00,Ann,{\\i1}b{\\p1}c{\\p0}\\Nd,e\nComment: f\nDialogue: 1\n; g")
	f.Fuzz(func(t *testing.T, in string) {
		for _, c := range ASS(in).Cues {
			for _, r := range c.Runs {
				if strings.TrimSpace(r.Text) == "" {
					t.Fatalf("%q: a cue without words", in)
				}
			}
		}
	})
}

func FuzzVTT(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, in string) {
		file, err := VTT(in)
		if err != nil {
			return
		}
		accounted(t, in, file)
		kept, again := Merge(file.Cues)
		accounted(t, in, &File{Cues: kept, Rest: file.Rest}, again...)
	})
}

func FuzzSRT(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, in string) { accounted(t, in, SRT(in)) })
}

func FuzzJSON(f *testing.F) {
	f.Add(`{"words":[["Good",0.1,0.2],["",-1,0],["morning.",0.3,0.4]],"speakers":[{"speaker":"Ada","start":0,"end":1},{"speaker":"Ben","start":1,"end":2}]}`)
	f.Add(`{"start":[0,2],"end":[1,3],"text":["One","Two"]}`)
	for _, s := range seeds {
		f.Add(s)
	}
	f.Add(`{"speakers":[{"id":0,"name":"Ada"}],"monologues":[{"speaker":0,"elements":[{"value":"Is","ts":1},{"value":" "},{"value":"it?"}]}]}`)
	f.Add(`{"text":"a b","utterances":[{"speaker":"A","start":1,"end":2,"text":"a","words":[{"text":"a","start":1}]},{"speaker":"B","start":3,"text":"b"}]}`)
	f.Add(`{"results":[{"alternatives":[{"content":"a","speaker":"S1"}],"start_time":1},{"alternatives":[{"content":"."}],"start_time":1}]}`)
	f.Fuzz(func(t *testing.T, in string) {
		file, err := JSON(in)
		if (file == nil) == (err == nil) {
			t.Fatal("neither a file nor an error")
		}
		var v any
		dec := json.NewDecoder(strings.NewReader(strings.TrimPrefix(in, "\ufeff")))
		dec.UseNumber()
		if err != nil || dec.Decode(&v) != nil {
			return
		}
		var want [128]int
		values(&want, v)
		holds(t, want, in, file)
	})
}

// values counts the letters of all strings and numbers in a JSON value.
func values(n *[128]int, v any) {
	switch v := v.(type) {
	case string:
		letters(n, v)
	case json.Number:
		letters(n, v.String())
	case []any:
		for _, x := range v {
			values(n, x)
		}
	case map[string]any:
		for _, x := range v {
			values(n, x)
		}
	}
}

// holds fails where a file has fewer of a letter than it should, voices and title included.
func holds(t *testing.T, want [128]int, in string, f *File) {
	var have [128]int
	letters(&have, f.Title)
	for _, c := range f.Cues {
		for _, r := range c.Runs {
			letters(&have, r.Text, r.Voice)
		}
	}
	for _, x := range f.Rest {
		letters(&have, x.Text)
	}
	for c := range want {
		if have[c] < want[c] {
			t.Fatalf("%d of %d %q: %q gives %q and %v", have[c], want[c], rune(c), in, shown(f.Cues), f.Rest)
		}
	}
}

func FuzzTable(f *testing.F) {
	f.Add("Speaker,Time,Text\nAda,0:01,\"Is it, so?\"\nBen,0:02,No.\n")
	f.Add("start\tend\ttext\n0\t90\tIs it?\n90\t190\t\"No.\"\n")
	f.Add("0:01;Ada;Is it so that it is?\n0:02;Ben;No and no and no.\n0:03;Ada;Is it so that it is?\n")
	f.Fuzz(func(t *testing.T, in string) {
		if file, err := Table(in); (file == nil) == (err == nil) {
			t.Fatal("neither a file nor an error")
		}
	})
}

func FuzzTTML(f *testing.F) {
	f.Add(`<tt xmlns:ttm="x"><head><ttm:agent xml:id="a"><ttm:name>Ada</ttm:name></ttm:agent></head><body><div><p begin="1s" end="2s" ttm:agent="a">Is<br/>it?</p></div></body></tt>`)
	f.Fuzz(func(t *testing.T, in string) {
		if file, err := TTML(in); (file == nil) == (err == nil) {
			t.Fatal("neither a file nor an error")
		}
	})
}

func FuzzHTML(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Add("<cite>A</cite><cite>B</cite><p>c</p><cite>D</cite><cite/c</cite><p>e")
	f.Fuzz(func(t *testing.T, in string) {
		file := HTML(in)
		var want [128]int
		var raw string // the element whose words nobody sees
		for z := html.NewTokenizer(strings.NewReader(in)); ; {
			kind := z.Next()
			if kind == html.ErrorToken {
				break
			}
			name, _ := z.TagName()
			switch s := string(name); {
			case kind == html.StartTagToken && (s == "script" || s == "style"):
				raw = s
			case kind != html.TextToken:
				raw = ""
			case kind == html.TextToken && raw == "":
				letters(&want, string(z.Text()))
			}
		}
		holds(t, want, in, file)
	})
}
