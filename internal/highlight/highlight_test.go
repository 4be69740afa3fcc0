package highlight

import (
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// show writes tokens as class‹words›, plain words as they are.
func show(tokens iter.Seq2[string, string]) string {
	var b strings.Builder
	for class, words := range tokens {
		if class == "" {
			b.WriteString(words)
		} else {
			b.WriteString(class + "‹" + words + "›")
		}
	}
	return b.String()
}

func join(tokens iter.Seq2[string, string]) string {
	var b strings.Builder
	for _, words := range tokens {
		b.WriteString(words)
	}
	return b.String()
}

func TestSource(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"front matter", "---\ntitle: No\noutlet: radio   # why\npublished: 2024-03-05\nspeakers: {TO: tomas, IC: {id: ines, as: \"a: b\"}}\n---\nx\n",
			"p‹---›\nnt‹title›p‹:› l‹No›\nnt‹outlet›p‹:› l‹radio›   c‹# why›\nnt‹published›p‹:› ld‹2024-03-05›\n" +
				"nt‹speakers›p‹:› p‹{›nt‹TO›p‹:› l‹tomas›p‹,› nt‹IC›p‹:› p‹{›nt‹id›p‹:› l‹ines›p‹,› nt‹as›p‹:› s2‹\"a: b\"›p‹}}›\np‹---›\nx\n"},
		{"no front matter", "a: b\n---\n", "a: b\np‹---›\n"},
		{"front matter without an end", "---\na: b\n# c", "p‹---›\nnt‹a›p‹:› l‹b›\nc‹# c›"},
		{"a key in the text", "---\n---\na: b # c\n", "p‹---›\np‹---›\na: b # c\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if d := cmp.Diff(c.want, show(Source([]byte(c.in), []string{"TO", "IC"}))); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestTranscript(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"a label with its time", "TO [00:01:12]: Because.", "nl‹TO› m‹[00:01:12]›p‹:› Because."},
		{"a time before the label", "[01:12] TO: Because.", "m‹[01:12]› nl‹TO›p‹:› Because."},
		{"a bold label without a space", "**TO**:Because **of**.", "p‹**›nl‹TO›p‹**:›Because p‹**›ofp‹**›."},
		{"bold around the colon", "__TO:__ Yes.", "p‹__›nl‹TO›p‹:__› Yes."},
		{"a label of two words, wide", "RUIZ  AND\tOKAFOR：Yes.", "nl‹RUIZ  AND\tOKAFOR›p‹：›Yes."},
		{"the shorter of two labels", "RUIZ: Yes.", "nl‹RUIZ›p‹:› Yes."},
		{"no label that nobody declared", "XY: no.", "XY: no."},
		{"no label within a word", "TOM: no.", "TOM: no."},
		{"no label without a colon", "[01:12] TO the bridge: no.", "[01:12] TO the bridge: no."},
		{"no label in code", "```\nTO: no.\n```\nTO: yes.", "l‹```›\nl‹TO: no.›\nl‹```›\nnl‹TO›p‹:› yes."},
		{"a stage direction", "[LAUGHTER]\n*[in the hall [loud]]*", "ge‹[LAUGHTER]›\nge‹*[in the hall [loud]]*›"},
		{"no stage direction with words beside it", "[LAUGHTER] Well.", "[LAUGHTER] Well."},
		{"headings and links", "## Why?\n#no\nSee [it](a.md \"b\").[^1]\n\n[^1]: x", "gh‹## Why?›\n#no\nSee p‹[›itp‹](›na‹a.md› l‹\"b\"›p‹)›.na‹[^1]›\n\nna‹[^1]:› x"},
		{"a picture", "![it](a.png)!", "p‹![›itp‹](›na‹a.png›p‹)›!"},
		{"a link without an end", "See [it](a and [b](c)", "See [it](a and p‹[›bp‹](›na‹c›p‹)›"},
		{"quotations and lists", "> - a\n12. b\n-c\n+", "p‹>› p‹-› a\np‹12.› b\n-c\np‹+›"},
		{"rules", "\n---\n* * *\n--\n- -", "\np‹---›\np‹* * *›\n--\np‹-› p‹-›"},
		{"emphasis and what is none", "*a* _b_ c_d 2 * 3 ~~e~~ ~f", "p‹*›ap‹*› p‹_›bp‹_› c_d 2 * 3 p‹~~›ep‹~~› ~f"},
		{"code in a line", "`a*b` ``c`d`` `e", "l‹`a*b`› l‹``c`d``› `e"},
		{"an escape", `\*a\[b](c)`, `\*a\[b](c)`},
		{"a fence within a longer one", "~~~~\n~~~\n    ~~~~\n~~~~~\n# a", "l‹~~~~›\nl‹~~~›\nl‹    ~~~~›\nl‹~~~~~›\ngh‹# a›"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if d := cmp.Diff(c.want, show(Source([]byte(c.in), []string{"TO", "RUIZ", "RUIZ AND OKAFOR"}))); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestNotes(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"a note", "by: M\nnotes:\n  - id: x\n    note: |\n      One: two.\n\n      Three # four.\n    stance: supports\n",
			"nt‹by›p‹:› l‹M›\nnt‹notes›p‹:›\n  p‹-› nt‹id›p‹:› l‹x›\n    nt‹note›p‹:› p‹|›\n      l‹One: two.›\n\n      l‹Three # four.›\n    nt‹stance›p‹:› l‹supports›\n"},
		{"numbers and dates", "a: 36\nb: -1.5\nc: 36 people\nd: 2015-11\ne: [1, 2024-03-05T10:00:00Z]\nf: 1.", "nt‹a›p‹:› m‹36›\nnt‹b›p‹:› m‹-1.5›\nnt‹c›p‹:› l‹36 people›\n" +
			"nt‹d›p‹:› ld‹2015-11›\nnt‹e›p‹:› p‹[›m‹1›p‹,› ld‹2024-03-05T10:00:00Z›p‹]›\nnt‹f›p‹:› l‹1.›"},
		{"quotation marks", `'it''s': "a \"b\" # c" # d` + "\n\"e\":\n  - 'f # g'", "nt‹'it''s'›p‹:› s2‹\"a \\\"b\\\" # c\"› c‹# d›\nnt‹\"e\"›p‹:›\n  p‹-› s2‹'f # g'›"},
		{"a quotation over lines", "a: \"b\n  # c\n  d\" # e\nf: g", "nt‹a›p‹:› s2‹\"b›\ns2‹  # c›\ns2‹  d\"› c‹# e›\nnt‹f›p‹:› l‹g›"},
		{"a plain scalar over lines", "a: b\n\n  \"c # d\ne: f#g\n", "nt‹a›p‹:› l‹b›\n\n  l‹\"c› c‹# d›\nnt‹e›p‹:› l‹f#g›\n"},
		{"brackets over lines", "a: [b,\n  c: {d: \"e\", # f\n  \"g\":'h # i'}]\nj: k", "nt‹a›p‹:› p‹[›l‹b›p‹,›\n  nt‹c›p‹:› p‹{›nt‹d›p‹:› s2‹\"e\"›p‹,› c‹# f›\n  nt‹\"g\"›p‹:›s2‹'h # i'›p‹}]›\nnt‹j›p‹:› l‹k›"},
		{"block scalars", "- |2- # a\n    # b\n  c\n # d\n- >\n\n    e\n   f: g", "p‹-› p‹|2-› c‹# a›\n  l‹  # b›\n  l‹c›\n c‹# d›\np‹-› p‹>›\n\n    l‹e›\n   nt‹f›p‹:› l‹g›"},
		{"an anchor, an alias, a tag", "a: &x !!str b\nc: *x", "nt‹a›p‹:› na‹&x› na‹!!str› l‹b›\nnt‹c›p‹:› na‹*x›"},
		{"addresses", "a: https://example.org/#b\nc: [talk#d, https://example.org]", "nt‹a›p‹:› l‹https://example.org/#b›\nnt‹c›p‹:› p‹[›l‹talk#d›p‹,› l‹https://example.org›p‹]›"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if d := cmp.Diff(c.want, show(Notes([]byte(c.in)))); d != "" {
				t.Error(d)
			}
		})
	}
}

// Every file of the samples comes back word for word, with its keys and values told apart.
func TestWhole(t *testing.T) {
	files, _ := filepath.Glob("../../content/*/sources/*")
	if len(files) == 0 {
		t.Fatal("no samples")
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		tokens := Notes(data)
		if strings.HasSuffix(f, ".md") {
			tokens = Source(data, nil)
		}
		classes := map[string]bool{}
		for class := range tokens {
			classes[class] = true
		}
		if d := cmp.Diff(string(data), join(tokens)); d != "" {
			t.Errorf("%s: %s", f, d)
		}
		if !classes["nt"] || !classes["l"] {
			t.Errorf("%s came back plain: %v", f, classes)
		}
	}
}

// TestLongLines reads lines of half a mebibyte of what may begin something and never ends: looking for each end anew would take hours.
func TestLongLines(t *testing.T) {
	for _, unit := range []string{"[", "![", "[^", "[a](b ", "[](", "`", "`` ` ", "*", "_a", "\\", "'", "\"", "- ", "{", "[a, ", " #", ": ", "&a ", "a\u0085", "TO **", "|\n"} {
		for _, before := range []string{"", "---\n", "---\na: [", "---\na: \u2028|"} {
			s := before + strings.Repeat(unit, 1<<19/len(unit))
			if join(Source([]byte(s), []string{"TO"})) != s {
				t.Errorf("%q and many %q are not what they were", before, unit)
			}
		}
	}
}

func TestUncommentedLines(t *testing.T) {
	in := "---\n# for M.: not sure\ntitle: \"A # b\" # ask her\n  # and him\n\nurl: https://example.org/#c\n---\n# Heading # stays\n"
	want := "---\ntitle: \"A # b\"\n\nurl: https://example.org/#c\n---\n# Heading # stays\n"
	got, some := Uncommented([]byte(in))
	if d := cmp.Diff(want, string(got)); d != "" || !some {
		t.Errorf("%v %s", some, d)
	}
	if got, some := Uncommented([]byte(want)); some || string(got) != want {
		t.Errorf("%v %q", some, got)
	}
}
