package captions

import (
	"fmt"
	"strings"
	"testing"
)

// shown writes cues as the table has them: (id) start-end voice|text for each cue, runs parted by /, lines by ¶.
func shown(cues []Cue) string {
	var out []string
	for _, c := range cues {
		var runs []string
		for _, r := range c.Runs {
			s := strings.ReplaceAll(r.Text, "\n", "¶")
			if r.Voice != "" {
				s = r.Voice + "|" + s
			}
			runs = append(runs, s)
		}
		id := ""
		if c.ID != "" {
			id = "(" + c.ID + ") "
		}
		out = append(out, fmt.Sprintf("%s%d-%d %s", id, c.Start, c.End, strings.Join(runs, "/")))
	}
	return strings.Join(out, "; ")
}

const none = "no WebVTT"

// TestVTTFile asks what cues a file holds.
func TestVTTFile(t *testing.T) {
	const cue = "00:00.000 --> 00:01.000\n"
	for name, c := range map[string]struct{ in, want string }{
		"signature alone":                  {"WEBVTT", ""},
		"signature and a line feed":        {"WEBVTT\n", ""},
		"empty":                            {"", none},
		"five letters":                     {"WEBVT", none},
		"in lower case":                    {"webvtt\n\n" + cue + "a", none},
		"a letter behind it":               {"WEBVTTs\n\n" + cue + "a", none},
		"a colon behind it":                {"WEBVTT:\n\n" + cue + "a", none},
		"a NUL behind it":                  {"WEBVTT\x00\n\n" + cue + "a", none},
		"space before it":                  {" WEBVTT\n\n" + cue + "a", none},
		"a line before it":                 {"\nWEBVTT\n\n" + cue + "a", none},
		"words behind a space":             {"WEBVTT --> words\n\n" + cue + "a", "0-1000 a"},
		"words behind a tab":               {"WEBVTT\twords\n\n" + cue + "a", "0-1000 a"},
		"byte-order mark":                  {"\ufeffWEBVTT\n\n" + cue + "a", "0-1000 a"},
		"two byte-order marks":             {"\ufeff\ufeffWEBVTT\n\n" + cue + "a", none},
		"CRLF":                             {"WEBVTT\r\n\r\n00:00.000 --> 00:01.000\r\na\r\nb\r\n\r\n00:01.000 --> 00:02.000\r\nc", "0-1000 a¶b; 1000-2000 c"},
		"CR":                               {"WEBVTT\r\r00:00.000 --> 00:01.000\ra\rb\r\r00:01.000 --> 00:02.000\rc", "0-1000 a¶b; 1000-2000 c"},
		"LF CR":                            {"WEBVTT\n\r\n" + cue + "a\n\rb", "0-1000 a"},
		"NUL":                              {"WEBVTT\n\ni\x00d\n" + cue + "a\x00b", "(i\ufffdd) 0-1000 a\ufffdb"},
		"header":                           {"WEBVTT\nKind: captions\nX: y\n\n" + cue + "a", "0-1000 a"},
		"times in the second line":         {"WEBVTT\n" + cue + "a", "0-1000 a"},
		"times in the header":              {"WEBVTT\nKind: captions\n" + cue + "a", "0-1000 a"},
		"no cue text":                      {"WEBVTT\n\n" + cue, "0-1000 "},
		"no cue text, and another":         {"WEBVTT\n\n" + cue + "\n" + cue + "a", "0-1000 ; 0-1000 a"},
		"no blank line":                    {"WEBVTT\n\n" + cue + "a\n" + cue + "b", "0-1000 a; 0-1000 b"},
		"times follow times":               {"WEBVTT\n\n" + cue + cue + "b", "0-1000 ; 0-1000 b"},
		"an arrow ends a text":             {"WEBVTT\n\n" + cue + "a\nb --> c\nd\n\n" + cue + "e", "0-1000 a; 0-1000 e"},
		"identifier":                       {"WEBVTT\n\none\n" + cue + "a", "(one) 0-1000 a"},
		"two lines before times":           {"WEBVTT\n\none\ntwo\n" + cue + "a", "0-1000 a"},
		"blank after identifier":           {"WEBVTT\n\none\n\n" + cue + "a", "0-1000 a"},
		"identifier with an arrow":         {"WEBVTT\n\n-->\n" + cue + "a", "0-1000 a"},
		"identifier NOTE":                  {"WEBVTT\n\nNOTE x\n" + cue + "a", "(NOTE x) 0-1000 a"},
		"comment":                          {"WEBVTT\n\nNOTE\na\nb\n\nNOTE c\n\n" + cue + "d", "0-1000 d"},
		"comment ends at an arrow":         {"WEBVTT\n\nNOTE\na\n" + cue + "d", "0-1000 d"},
		"comment in a cue":                 {"WEBVTT\n\n" + cue + "NOTE a", "0-1000 NOTE a"},
		"style":                            {"WEBVTT\n\nSTYLE\n::cue {}\n\n" + cue + "a", "0-1000 a"},
		"style with an arrow":              {"WEBVTT\n\nSTYLE\n::cue {}\n" + cue + "a", "0-1000 a"},
		"style whose second line is times": {"WEBVTT\n\nSTYLE\n" + cue + "a", "(STYLE) 0-1000 a"},
		"region":                           {"WEBVTT\n\nREGION \nid:x\n\n" + cue + "a", "0-1000 a"},
		"style after a cue":                {"WEBVTT\n\n" + cue + "a\n\nSTYLE\n::cue {}\n\n" + cue + "b", "0-1000 a; 0-1000 b"},
		"a line of spaces is no blank one": {"WEBVTT\n\n" + cue + "a\n \nb", "0-1000 a¶ ¶b"},
		"many blank lines":                 {"WEBVTT\n\n\n\n" + cue + "a\n\n\n\n\n" + cue + "b\n\n\n", "0-1000 a; 0-1000 b"},
		"a second signature":               {"WEBVTT\n\nWEBVTT\n\n" + cue + "a", "0-1000 a"},
		"bad times, then good ones":        {"WEBVTT\n\n00:00.000 -> 00:01\n" + cue + "a", "(00:00.000 -> 00:01) 0-1000 a"},
		"bad arrow line, then good ones":   {"WEBVTT\n\n00:00 --> 00:01\n" + cue + "a", "0-1000 a"},
		"identifier, bad, then good":       {"WEBVTT\n\nx\n00:00 --> 00:01\n" + cue + "a", "0-1000 a"},
		"bad times lose the text":          {"WEBVTT\n\n00:00 --> 00:01\na\n\n" + cue + "b", "0-1000 b"},
		"end before start":                 {"WEBVTT\n\n00:02.000 --> 00:01.000\na", "2000-1000 a"},
	} {
		f, err := VTT(c.in)
		got := none
		if err == nil {
			got = shown(f.Cues)
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// TestVTTTimes asks how a line of times is read.
func TestVTTTimes(t *testing.T) {
	for line, want := range map[string]string{
		"00:00:00.000 --> 00:00:01.500":            "0-1500 a",
		"00:00.000-->00:01.500":                    "0-1500 a",
		"\t00:00.000\t-->\f00:01.500 ":             "0-1500 a",
		"01:00.000 --> 59:59.999":                  "60000-3599999 a",
		"1:00:00.000 --> 100:00:00.000":            "3600000-360000000 a",
		"0000:00:00.000 --> 0000000001:00:00.000":  "0-3600000 a",
		"60:00:00.000 --> 60:00:01.000":            "216000000-216001000 a",
		"00:00.000 --> 00:01.000align:start":       "0-1000 a",
		"00:00.000 --> 00:01.000 align:start x y:": "0-1000 a",
		"00:00.000 --> 00:01.0000":                 "",
		"00:00.00 --> 00:01.000":                   "",
		"00:00.0000 --> 00:01.000":                 "",
		"00:00,000 --> 00:01,000":                  "",
		"00:00 --> 00:01":                          "",
		"0:00.000 --> 0:01.000":                    "",
		"60:00.000 --> 61:00.000":                  "",
		"00:60.000 --> 00:61.000":                  "",
		"00:60:00.000 --> 01:00:00.000":            "",
		"00:00:60.000 --> 01:00:00.000":            "",
		"00:0.000 --> 00:01.000":                   "",
		"00:000.000 --> 00:01.000":                 "",
		"-00:00.000 --> 00:01.000":                 "",
		"00:00.000 -- > 00:01.000":                 "",
		"00:00.000 ---> 00:01.000":                 "",
		"00:00.000 x --> 00:01.000":                "",
		"--> 00:01.000":                            "",
		"00:00.000 -->":                            "",
		"00:00:00:00.000 --> 00:01.000":            "",
		"٠٠:00.000 --> 00:01.000":                  "",
	} {
		f, err := VTT("WEBVTT\n\n" + line + "\na")
		if err != nil || shown(f.Cues) != want {
			t.Errorf("%q: %q, want %q", line, shown(f.Cues), want)
		}
	}
}

// TestVTTText asks how the text of a cue is read.
func TestVTTText(t *testing.T) {
	for in, want := range map[string]string{
		"plain":                     "plain",
		"a\nb":                      "a¶b",
		"<i>a</i>b":                 "ab",
		"<i>a<b>b</i>c</b>d":        "abcd",
		"<i.x.y z>a":                "a",
		"<u>a":                      "a",
		"</i>a":                     "a",
		"a<x>b</x>c":                "abc",
		"a<":                        "a",
		"a<b":                       "a",
		"a</":                       "a",
		"a<>b":                      "ab",
		"a</>b":                     "ab",
		"a<.x>b":                    "ab",
		"5 < 6 is true":             "5 ",
		"5 > 6":                     "5 > 6",
		"a --&gt; b":                "a --> b",
		"&amp;&lt;&gt;":             "&<>",
		"&amp&lt":                   "&<",
		"&amp;lt;":                  "&lt;",
		"&nbsp;&lrm;&rlm;x":         "\u00a0\u200e\u200fx",
		"&eacute; &eacute x":        "é é x",
		"&notit; &notin;":           "¬it; ∉",
		"&nosuch; & &; &#; &#x;":    "&nosuch; & &; &#; &#x;",
		"&#65; &#65 &#x41; &#X41x":  "A A A Ax",
		"&#5x &#9;":                 "\x05x \t",
		"&#0; &#xD800; &#x110000;":  "\ufffd \ufffd \ufffd",
		"&#99999999999999999999;":   "\ufffd",
		"&#4294967361;":             "\ufffd", // 65 to a library that overflows
		"&#x80; &#150;":             "€ –",
		"a<00:00:01.000>b":          "ab",
		"a<00:01>b<1>c":             "abc",
		"<ruby>a<rt>b</rt></ruby>c": "abc",
		"<ruby>a<rt>b</ruby>c":      "abc",
		"<rt>a</rt>b":               "ab",
		"<lang en>a</lang>b":        "ab",
		"<v Ann>a":                  "Ann|a",
		"<v Ann>a</v>b":             "Ann|a/b",
		"<v Ann>a</v><v Bo>b</v>":   "Ann|a/Bo|b",
		"<v Ann>a<v Bo>b":           "Ann|a/Bo|b",
		"<v Ann>a<v Bo>b</v>c":      "Ann|a/Bo|b/Ann|c",
		"<v Ann>a</i></v>b":         "Ann|a/b",
		"<v Ann>a<i>b</v>c</i>d":    "Ann|abcd",
		"<v.loud.x Ann  Lee >a":     "Ann Lee|a",
		"<v\tAnn\nLee>a":            "Ann Lee|a",
		"<v\nAnn>a":                 "Ann|a",
		"<v>a":                      "a",
		"<v >a":                     "a",
		"<v Ann>a<v>b":              "Ann|a/b",
		"<v A &amp; B>a":            "A & B|a",
		"<v A &>a":                  "A &|a",
		"<v A &gt; B>a":             "A > B|a",
		"<v Ann":                    "",
		"<V Ann>a":                  "a",
		"<vAnn>a":                   "a",
		"<c.v Ann>a":                "a",
		"<v Ann>a\nb\n<v Bo>c":      "Ann|a¶b¶/Bo|c",
		"<i/>a":                     "a",
		"<v Ann/>a":                 "Ann/|a",
	} {
		f, _ := VTT("WEBVTT\n\n00:00.000 --> 00:01.000\n" + in)
		got := strings.TrimPrefix(shown(f.Cues), "0-1000 ")
		if got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
