package catalog

import (
	"strings"
	"testing"

	"github.com/lateral-reader/lateral/internal/diag"
)

func joined(ds []diag.Diagnostic) string {
	var msgs []string
	for _, d := range ds {
		msgs = append(msgs, d.String())
	}
	return strings.Join(msgs, "\n")
}

// TestMessages has one row for each rule of the lists; want is part of the message, or "" where all is fine.
func TestMessages(t *testing.T) {
	config := func(s string) []diag.Diagnostic { _, ds := ParseConfig("lateral.yaml", []byte(s)); return ds }
	claims := func(s string) []diag.Diagnostic { _, _, ds := ParseClaims("claims.yaml", "c", []byte(s)); return ds }
	speakers := func(s string) []diag.Diagnostic { _, ds := ParseSpeakers("speakers.yaml", []byte(s)); return ds }
	outlets := func(s string) []diag.Diagnostic { _, ds := ParseOutlets("outlets.yaml", []byte(s)); return ds }
	collection := func(s string) []diag.Diagnostic {
		_, ds := ParseCollection("c/collection.md", "c", []byte(s))
		return ds
	}
	assignment := func(s string) []diag.Diagnostic {
		_, ds := ParseAssignment("c/assignments/a.md", "a", "c", []byte(s))
		return ds
	}
	for _, row := range []struct {
		read     func(string) []diag.Diagnostic
		in, want string
	}{
		{config, "title: T\n", ""},
		{config, "format: 1\ntitle: T\nlang: pt-BR\nexcerpt-words: 20\nsource-files: false\nbase-url: https://example.org/x\n", ""},
		{config, "", "the file is empty"},
		{config, "lang: en\n", `lateral.yaml needs "title"`},
		{config, "title: T\nformat: 2\n", `unknown format "2"`},
		{config, "title: T\nbase-url: example.org\n", "is not a web address"},
		{config, "title: T\nbase-url: https://example.org/?a=b\n", "no page can stand under"},
		{config, "title: T\nbase-url: 'https://example.org/#x'\n", "no page can stand under"},
		{config, "title: T\nexcerpt-words: 0\n", "from 1 to 400"},
		{config, "title: T\nexcerpt-words: many\n", "excerpt-words is a number from 1 to 400"},
		{config, "title: T\ntheme: dark\n", `unknown key "theme"`},
		{config, "title: T\ntitel: T\n", `did you mean "title"?`},
		{config, "title: [a, b]\n", "one value is expected"},
		{claims, "topics:\n  - {id: t, asks: Why?}\nclaims:\n  - {id: c, claim: X., type: fact, topics: [t]}\n", ""},
		{claims, "claims:\n  - {id: c, claim: X., type: opinion}\n", `unknown value "opinion"`},
		{claims, "claims:\n  - {id: c, type: fact}\n", `a claim needs "claim"`},
		{claims, "claims:\n  - {id: c, claim: X.}\n", `a claim needs "type"`},
		{claims, "claims:\n  - {claim: X., type: fact}\n", `a claim needs "id"`},
		{claims, "claims:\n  - {id: c, claim: X., type: number}\n", `a claim of type number needs "measure"`},
		{claims, "claims:\n  - {id: c, claim: X., type: fact, measure: {what: cars}}\n", "only a claim of type number has a measure"},
		{claims, "claims:\n  - {id: c, claim: X., type: fact, finding: {by: Y}}\n", `a finding needs "text"`},
		{claims, "claims:\n  - {id: c, claim: X., type: fact, since: yesterday}\n", "is not a date"},
		{claims, "topics:\n  - {id: t}\n", `a topic needs "asks"`},
		{claims, "claim:\n", `did you mean "claims"?`},
		{speakers, "- {id: a, name: A}\n- {id: b, described: an aide, naming: unnamed}\n", ""},
		{speakers, "[]\n", ""},
		{speakers, "- {id: a}\n", "needs a name, or described"},
		{speakers, "speakers:\n  - {id: a, name: A}\n", "is a list"},
		{speakers, "- {id: a, name: A, kind: human}\n", `unknown value "human"`},
		{speakers, "- {id: a, name: A, links: [{text: x, url: x}]}\n", "is not a web address"},
		{outlets, "- {id: a, name: A, funding: {text: levy, source: law, date: 2020}}\n", ""},
		{outlets, "- {id: a, name: A, funding: levy}\n", "funding is a mapping"},
		{outlets, "- {id: a, name: A, funding: {source: law}}\n", `funding needs "text"`},
		{outlets, "- {id: a}\n", `an outlet needs "name"`},
		{collection, "---\ntitle: T\norder: [a, b]\n---\nHello\n", ""},
		{collection, "---\nsummary: T\n---\n", `a collection needs "title"`},
		{collection, "title: T\n", "no front matter"},
		{assignment, "---\ntitle: T\nreadings: [a]\nclaims: [a, b]\n---\nDo it.\n", ""},
		{assignment, "---\ntitle: T\nclaims: [a, b, c, d, e, f, g]\n---\n", "six claims at most"},
	} {
		got := joined(row.read(row.in))
		if row.want == "" && got != "" || !strings.Contains(got, row.want) {
			t.Errorf("%q\nhave %q\nwant %q", row.in, got, row.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("topics: [{id: a, asks: b}]\nclaims: [{id: c, claim: d, type: number, measure: {what: x}}]"))
	f.Add([]byte("- {id: a, name: b, links: [{text: c, url: d}], funding: {text: e}}"))
	f.Add([]byte("---\ntitle: x\norder: [a]\n---\nbody"))
	f.Fuzz(func(t *testing.T, data []byte) {
		ParseConfig("f", data)
		ParseClaims("f", "c", data)
		ParseSpeakers("f", data)
		ParseOutlets("f", data)
		ParseCollection("f", "c", data)
		ParseAssignment("f", "a", "c", data)
	})
}
