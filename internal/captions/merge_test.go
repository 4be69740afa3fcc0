package captions

import (
	"strings"
	"testing"
)

// TestMerge asks what is left of captions that may roll; lines are parted by /, captions by |, each a second long, or 10 ms behind a !.
func TestMerge(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"said three times":           {"No.|No.|No.", "No.|No.|No."},
		"said again in the next":     {"Come here/No.|No./Go away.|Please.|Why?|I said no.", "Come here/No.|No./Go away.|Please.|Why?|I said no."},
		"rolls by a line":            {"a b|a b/c d|c d/e f|e f/g h", "a b|c d|e f|g h"},
		"rolls in three lines":       {"a|a/b|a/b/c|b/c/d|c/d/e", "a|b|c|d|e"},
		"with bridges":               {"a b|!a b|a b/c d|!c d|c d/e f|!e f", "a b|c d|e f"},
		"no, no, no while it rolls":  {"a|!a|a/no|!no|no/no|!no|no/no|!no|no/b", "a|no|no|no|b"},
		"equal lines roll":           {"a/b|b/no|no/no|no/no|no/c|c/d", "a/b|no|no|no|c|d"},
		"a line that grows":          {"I|I think|I think that|I think that we|I think that we go", "I|think|that|we|go"},
		"a new screen while rolling": {"a|a/b|b/c|x|x/y|y/z", "a|b|c|x|y|z"},
	} {
		var cues []Cue
		at := int64(0)
		for s := range strings.SplitSeq(c.in, "|") {
			s, short := strings.CutPrefix(s, "!")
			end := at + 1000
			if short {
				end = at + 10
			}
			cues = append(cues, Cue{Start: at, End: end, Runs: []Run{{Text: strings.ReplaceAll(s, "/", "\n"), Line: 1}}})
			at = end
		}
		kept, again := Merge(cues)
		var got []string
		for _, c := range kept {
			got = append(got, strings.ReplaceAll(c.Text(), "\n", "/"))
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%s: %q, want %q (%d lines again)", name, s, c.want, len(again))
		}
	}
}

// TestSRT asks what cues are found in SubRip as it comes.
func TestSRT(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"usual":                        {"1\n00:00:01,000 --> 00:00:02,500\na\nb\n\n2\n00:00:03,000 --> 00:00:04,000\nc\n", "1000-2500 a¶b; 3000-4000 c"},
		"CRLF and mark":                {"\ufeff1\r\n00:00:01,000 --> 00:00:02,000\r\na\r\n", "1000-2000 a"},
		"dots, no hours":               {"1\n00:01.5 --> 00:02.25\na", "1500-2250 a"},
		"no counters":                  {"00:00:01,000 --> 00:00:02,000\na\n\n00:00:03,000 --> 00:00:04,000\n42\n\n00:00:05,000 --> 00:00:06,000\nb", "1000-2000 a; 3000-4000 42; 5000-6000 b"},
		"wrong counters":               {"7\n00:00:01,000 --> 00:00:02,000\na\n\n7\n00:00:03,000 --> 00:00:04,000\nb", "1000-2000 a; 3000-4000 b"},
		"no blank line":                {"1\n00:00:01,000 --> 00:00:02,000\na\n2\n00:00:03,000 --> 00:00:04,000\nb", "1000-2000 a; 3000-4000 b"},
		"blank lines inside":           {"1\n00:00:01,000 --> 00:00:02,000\na\n\nb\n\n2\n00:00:03,000 --> 00:00:04,000\nc", "1000-2000 a¶¶b; 3000-4000 c"},
		"every second line blank":      {"1\n\n00:00:01,000 --> 00:00:02,000\n\na\n\n2\n\n00:00:03,000 --> 00:00:04,000\n\nb", "1000-2000 a; 3000-4000 b"},
		"a number is said":             {"1\n00:00:01,000 --> 00:00:02,000\n1984\n\n2\n00:00:03,000 --> 00:00:04,000\nb", "1000-2000 1984; 3000-4000 b"},
		"marks":                        {"1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<font color=\"#fff\"><i>a</i></font> <laughs> &amp; b<br>c", "1000-2000 a <laughs> & b c"},
		"coordinates":                  {"1\n00:00:01,000 --> 00:00:02,000 X1:117 X2:619 Y1:042 Y2:428\na", "1000-2000 a"},
		"words behind the times":       {"1\n00:00:01,000 --> 00:00:02,000 a\nb", "1000-2000 a¶b"},
		"milliseconds behind a colon":  {"1\n00:00:01:500 --> 00:00:02:000\na", "1500-2000 a"},
		"times that cannot be read":    {"1\n00:00:0l,000 --> 00:00:02,000\na", "-1--1 a"},
		"an arrow that is said":        {"1\n00:00:01,000 --> 00:00:02,000\nA -> B --> C", "1000-2000 A -> B --> C"},
		"a cue without words":          {"1\n00:00:01,000 --> 00:00:02,000\n\n2\n00:00:03,000 --> 00:00:04,000\nb", "1000-2000 ; 3000-4000 b"},
		"spaces in the times":          {"1\n00: 00: 01, 000 --> 00: 00: 02, 000\na", "1000-2000 a"},
		"nothing before the first cue": {"Hello\n\n1\n00:00:01,000 --> 00:00:02,000\na", "1000-2000 a"},
	} {
		f := SRT(c.in)
		for i := range f.Cues { // spaces around lines are no matter here
			for j := range f.Cues[i].Runs {
				f.Cues[i].Runs[j].Text = strings.TrimSpace(f.Cues[i].Runs[j].Text)
			}
		}
		if got := shown(f.Cues); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
