package corpus

import (
	"fmt"
	"strings"
	"testing"

	"github.com/lateral-reader/lateral/internal/anchor"
	"github.com/lateral-reader/lateral/internal/catalog"
	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/notes"
	"github.com/lateral-reader/lateral/internal/source"
)

const testSpeakers = `
- {id: ann, name: Ann}
- {id: bob, name: Bob}
- {id: cem, name: Cem}
- {id: agency, name: The Agency, kind: organisation}
- {id: press, name: Press Office, origin: agency}
- {id: minister, name: Minister, origin: press}
- {id: aide, described: an aide}
- {id: clerk, described: a clerk, distinct: works in another office}
- {id: belief, described: it is believed, naming: unstated}
- {id: deputy, described: a deputy, origin: agency}
`

const testOutlets = `
- {id: radio, name: Radio}
- {id: paper, name: Paper}
`

// testSources are three sources: a transcript of the radio's, an article of the paper's, and one whose outlet is not stated.
var testSources = map[string]string{
	"a": "---\ntitle: A\nrights: own\noutlet: radio\npublished: 2024-03-05\nspeakers: {ANN: ann, BOB: bob}\n%s---\nANN: Alpha beta gamma.\n\nBOB: Delta epsilon zeta.\n",
	"b": "---\ntitle: B\nrights: own\noutlet: paper\npublished: 2024-03\n%s---\nEta theta iota. Kappa lambda mu.\n",
	"c": "---\ntitle: C\nrights: own\n%s---\nNu xi omicron. Pi rho sigma.\n",
}

type fixture struct {
	claim string            // keys of the one claim, beside id and words
	front map[string]string // more front matter by source
	notes map[string]string // notes by source, one flow mapping a line
	ed    string
}

func (f fixture) link(t *testing.T) (*Corpus, []diag.Diagnostic) {
	t.Helper()
	var in Input
	in.Config = catalog.Config{Title: "T", Lang: "en", ExcerptWords: 40}
	in.Collections = []*catalog.Collection{{ID: "coll", Title: "Coll", Path: "content/coll/collection.md"}}
	claim := f.claim
	if claim == "" {
		claim = "type: fact"
	}
	var all []diag.Diagnostic
	add := func(ds []diag.Diagnostic) { all = append(all, ds...) }
	topics, claims, ds := catalog.ParseClaims("claims.yaml", "coll", []byte("topics:\n  - {id: top, asks: Why?}\nclaims:\n  - {id: it, claim: It is so., topics: [top], "+claim+"}\n"))
	add(ds)
	in.Topics, in.Claims = topics, claims
	in.Speakers, ds = catalog.ParseSpeakers("speakers.yaml", []byte(testSpeakers))
	add(ds)
	in.Outlets, ds = catalog.ParseOutlets("outlets.yaml", []byte(testOutlets))
	add(ds)
	for _, id := range []string{"a", "b", "c"} {
		s, ds := source.Parse("content/coll/sources/"+id+".md", []byte(fmt.Sprintf(testSources[id], f.front[id])), "en", nil)
		add(ds)
		e := NewEntry(s, nil, nil)
		if text := f.notes[id]; text != "" {
			var b strings.Builder
			b.WriteString("notes:\n")
			for line := range strings.Lines(strings.TrimSpace(text)) {
				b.WriteString("  - {claim: it, " + strings.TrimSpace(line) + "}\n")
			}
			nf, ds := notes.Parse("content/coll/sources/"+id+".notes.yaml", []byte(b.String()))
			add(ds)
			marks, ds := anchor.Resolve(s.Doc, nf.Notes, true, id+".md")
			add(ds)
			e = NewEntry(s, []*notes.File{nf}, marks)
		}
		in.Sources = append(in.Sources, e)
	}
	ed, _ := EditionOf("public")
	if f.ed != "" {
		ed, _ = EditionOf(f.ed)
	}
	c, ds := Link(in, ed, backwards)
	return c, append(all, ds...)
}

// backwards is a way to call f that Link must bear: in any order.
func backwards(n int, f func(i int)) {
	for i := n - 1; i >= 0; i-- {
		f(i)
	}
}

// TestCells has one row a rule of what stands in a cell of the matrix.
func TestCells(t *testing.T) {
	for _, row := range []struct {
		rule string
		fixture
		source, want string
	}{
		{"the turn's speaker gives a plain letter", fixture{notes: map[string]string{"a": "quote: Alpha, stance: supports"}}, "a", "coded S"},
		{"a speaker of another turn is the source's own voice too", fixture{notes: map[string]string{"a": "quote: Alpha, stance: disputes, speaker: bob"}}, "a", "coded D"},
		{"the outlet is the source's own voice", fixture{notes: map[string]string{"b": "quote: Eta, stance: questions"}}, "b", "coded Q"},
		{"an article without outlet speaks for itself", fixture{notes: map[string]string{"c": "quote: Nu, stance: reports"}}, "c", "coded R"},
		{"the byline is the source's own voice", fixture{front: map[string]string{"b": "byline: [Cem]\n"}, notes: map[string]string{"b": "quote: Eta, stance: supports, speaker: cem"}}, "b", "coded S"},
		{"somebody else is quoted", fixture{notes: map[string]string{"b": "quote: Eta, stance: supports, speaker: ann"}}, "b", "coded ›S"},
		{"an inline party is quoted", fixture{notes: map[string]string{"b": "quote: Eta, stance: disputes, speaker: {described: an aide}"}}, "b", "coded ›D"},
		{"what is not stated stands in brackets", fixture{notes: map[string]string{"a": "quote: Alpha, stance: supports, put: in-part"}}, "a", "coded (S)"},
		{"quoted and not stated", fixture{notes: map[string]string{"b": "quote: Eta, stance: supports, put: assumed, speaker: ann"}}, "b", "coded ›(S)"},
		{"who declined gives an empty pair of brackets", fixture{notes: map[string]string{"a": "quote: Alpha, put: declined"}}, "a", "coded ()"},
		{"stances in text order", fixture{notes: map[string]string{"a": "quote: zeta, stance: questions\nquote: Alpha, stance: supports\nquote: gamma, stance: disputes"}}, "a", "coded S D Q"},
		{"only claim notes enter", fixture{notes: map[string]string{"a": "quote: Alpha, kind: evidence, side: for, basis: data"}}, "a", "not-coded"},
		{"silent where coded: all", fixture{front: map[string]string{"a": "coded: all\ncoded-on: 2024-05-01\n"}}, "a", "silent"},
		{"silent where the claim is listed, with or without a day", fixture{front: map[string]string{"a": "coded: [it]\n"}}, "a", "silent"},
		{"who is declared but speaks no turn is quoted", fixture{front: map[string]string{"b": "speakers: {X: ann}\n"}, notes: map[string]string{"b": "quote: Eta, stance: supports, speaker: ann"}}, "b", "coded ›S"},
		{"silent where the claim is listed", fixture{front: map[string]string{"a": "coded: [it]\ncoded-on: 2024-05-01\n"}}, "a", "silent"},
		{"silent where the topic is listed", fixture{front: map[string]string{"a": "coded: [top]\ncoded-on: 2024-05-01\n"}}, "a", "silent"},
		{"not coded where nothing is said", fixture{}, "a", "not-coded"},
		{"a claim added later is not coded", fixture{claim: "type: fact, added: 2024-06-01", front: map[string]string{"a": "coded: all\ncoded-on: 2024-05-01\n"}}, "a", "not-coded"},
		{"a claim added the same day is coded", fixture{claim: "type: fact, added: 2024-05-01", front: map[string]string{"a": "coded: all\ncoded-on: 2024-05-01\n"}}, "a", "silent"},
		{"older than the event", fixture{claim: "type: fact, since: 2024-04", front: map[string]string{"a": "coded: all\ncoded-on: 2024-05-01\n"}}, "a", "older"},
		{"a month may reach into the event", fixture{claim: "type: fact, since: 2024-03-20"}, "b", "not-coded"},
		{"no date, not older", fixture{claim: "type: fact, since: 2024-04"}, "c", "not-coded"},
		{"before is exclusive", fixture{claim: "type: fact, since: 2024-04", front: map[string]string{"c": "published: {before: 2024-04}\n"}}, "c", "older"},
		{"before may leave the day", fixture{claim: "type: fact, since: 2024-04", front: map[string]string{"c": "published: {before: 2024-05}\n"}}, "c", "not-coded"},
		{"a note wins over the date", fixture{claim: "type: fact, since: 2025", notes: map[string]string{"a": "quote: Alpha, stance: supports"}}, "a", "coded S"},
		{"a cell whose only notes are withheld is empty", fixture{front: map[string]string{"a": "coded: all\ncoded-on: 2024-05-01\n"}, notes: map[string]string{"a": "quote: Alpha, stance: supports, for: teacher"}}, "a", "not-coded"},
		{"the teacher sees it", fixture{ed: "teacher", notes: map[string]string{"a": "quote: Alpha, stance: supports, for: teacher"}}, "a", "coded S"},
		{"a draft is withheld", fixture{front: map[string]string{"a": "coded: all\ncoded-on: 2024-05-01\n"}, notes: map[string]string{"a": "quote: Alpha, stance: supports, draft: true"}}, "a", "not-coded"},
		{"students see blank cells", fixture{ed: "student", front: map[string]string{"a": "coded: all\ncoded-on: 2024-05-01\n"}}, "a", "not-coded"},
	} {
		t.Run(row.rule, func(t *testing.T) {
			c, ds := row.link(t)
			for _, d := range ds {
				t.Error(d)
			}
			cell := c.Cell(c.Claim("it"), c.Source(row.source))
			got := string(cell.State)
			for _, n := range cell.Notes {
				got += " " + n.Sign()
			}
			if got != row.want {
				t.Errorf("have %q, want %q", got, row.want)
			}
		})
	}
}

// TestCounts has one row a rule of what counts as a voice, an origin and a channel, and of the word.
func TestCounts(t *testing.T) {
	for _, row := range []struct {
		rule string
		fixture
		want string // voices, origins, channels, word
	}{
		{"nothing", fixture{}, "0 0 0 none"},
		{"asking is no voice", fixture{notes: map[string]string{"a": "quote: Alpha, stance: questions"}}, "0 0 0 none"},
		{"hearsay is no voice", fixture{notes: map[string]string{"a": "quote: Alpha, stance: reports"}}, "0 0 0 none"},
		{"implied does not count", fixture{notes: map[string]string{"a": "quote: Alpha, stance: supports, put: implied"}}, "0 0 0 none"},
		{"supposed does not count", fixture{notes: map[string]string{"a": "quote: Alpha, stance: supports, put: supposed"}}, "0 0 0 none"},
		{"leading does not count", fixture{notes: map[string]string{"a": "quote: Alpha, stance: supports, put: leading"}}, "0 0 0 none"},
		{"declined does not count", fixture{notes: map[string]string{"a": "quote: Alpha, put: declined"}}, "0 0 0 none"},
		{"in part counts", fixture{notes: map[string]string{"a": "quote: Alpha, stance: supports, put: in-part"}}, "1 1 1 single origin"},
		{"assumed counts", fixture{notes: map[string]string{"a": "quote: Alpha, stance: supports, put: assumed"}}, "1 1 1 single origin"},
		{"one voice twice is one voice", fixture{notes: map[string]string{"a": "quote: Alpha, stance: supports\nquote: gamma, stance: supports"}}, "1 1 1 single origin"},
		{"a channel is a source", fixture{notes: map[string]string{"a": "quote: Alpha, stance: supports", "b": "quote: Eta, stance: supports, speaker: ann"}}, "1 1 2 single origin"},
		{"an origin is followed", fixture{notes: map[string]string{"a": "quote: Alpha, stance: supports, speaker: press", "b": "quote: Eta, stance: supports, speaker: agency"}}, "2 1 2 single origin"},
		{"and followed on", fixture{notes: map[string]string{"a": "quote: Alpha, stance: supports, speaker: minister", "b": "quote: Eta, stance: supports, speaker: agency"}}, "2 1 2 single origin"},
		{"an unnamed party adds no origin", fixture{notes: map[string]string{"b": "quote: Eta, stance: supports, speaker: {described: an aide}"}}, "1 0 1 cannot tell"},
		{"nor does a described entry", fixture{notes: map[string]string{"b": "quote: Eta, stance: supports, speaker: aide"}}, "1 0 1 cannot tell"},
		{"an inline party is never the same as another", fixture{notes: map[string]string{"b": "quote: Eta, stance: supports, speaker: {described: an aide}\nquote: iota, stance: supports, speaker: {described: an aide}"}}, "2 0 1 cannot tell"},
		{"unless it is said why it is distinct", fixture{notes: map[string]string{"b": "quote: Eta, stance: supports, speaker: {described: an aide, distinct: of another party}"}}, "1 1 1 single origin"},
		{"in its entry too", fixture{notes: map[string]string{"b": "quote: Eta, stance: supports, speaker: clerk"}}, "1 1 1 single origin"},
		{"an unnamed party with a known origin adds that", fixture{notes: map[string]string{"b": "quote: Eta, stance: supports, speaker: deputy"}}, "1 1 1 single origin"},
		{"contested by two origins", fixture{notes: map[string]string{"a": "quote: Alpha, stance: supports\nquote: Delta, stance: disputes"}}, "2 2 1 contested"},
		{"not contested by one origin on both sides", fixture{notes: map[string]string{"a": "quote: Alpha, stance: supports, speaker: press\nquote: Delta, stance: disputes, speaker: agency"}}, "2 1 1 single origin"},
		{"not contested by a party without origin", fixture{notes: map[string]string{"a": "quote: Alpha, stance: supports\nquote: Delta, stance: disputes, speaker: aide"}}, "2 1 1 single origin"},
		{"contested by ranges that do not meet", fixture{claim: "type: number, measure: {what: cars}", notes: map[string]string{
			"a": "quote: Alpha, stance: supports, figures: [{words: ten, low: 10, high: 10}]", "b": "quote: Eta, stance: supports, figures: [{words: twenty, low: 20, high: 20}]"}}, "2 2 2 contested"},
		{"ranges that meet", fixture{claim: "type: number, measure: {what: cars}", notes: map[string]string{
			"a": "quote: Alpha, stance: supports, figures: [{words: at least ten, low: 10}]", "b": "quote: Eta, stance: supports, figures: [{words: twenty, low: 20, high: 20}]"}}, "2 2 2 repeated"},
		{"different counts do not compare", fixture{claim: "type: number, measure: {what: cars}", notes: map[string]string{
			"a": "quote: Alpha, stance: supports, figures: [{words: ten, low: 10, high: 10}]", "b": "quote: Eta, stance: supports, figures: [{words: twenty, low: 20, high: 20, counts: lorries}]"}}, "2 2 2 repeated"},
		{"counts left out are the measure's", fixture{claim: "type: number, measure: {what: cars}", notes: map[string]string{
			"a": "quote: Alpha, stance: supports, figures: [{words: ten, low: 10, high: 10, counts: cars}]", "b": "quote: Eta, stance: supports, figures: [{words: twenty, low: 20, high: 20}]"}}, "2 2 2 contested"},
		{"circular", fixture{notes: map[string]string{"a": "quote: Alpha, stance: supports, speaker: cem, via: [b]", "b": "quote: Eta, stance: supports, speaker: cem, via: [radio]"}}, "1 1 2 circular"},
		{"not circular where one has it first-hand", fixture{notes: map[string]string{"a": "quote: Alpha, stance: supports, speaker: cem, via: [b]", "b": "quote: Eta, stance: supports, speaker: cem"}}, "1 1 2 single origin"},
		{"corroborated by two origins with a basis", fixture{notes: map[string]string{"a": "quote: Alpha, stance: supports, basis: data\nquote: Delta, stance: supports, basis: witness"}}, "2 2 1 corroborated"},
		{"basis none is no basis", fixture{notes: map[string]string{"a": "quote: Alpha, stance: supports, basis: data\nquote: Delta, stance: supports, basis: none"}}, "2 2 1 repeated"},
		{"a basis not written is no basis", fixture{notes: map[string]string{"a": "quote: Alpha, stance: supports, basis: data\nquote: Delta, stance: supports"}}, "2 2 1 repeated"},
		{"one origin with two bases is one", fixture{notes: map[string]string{"a": "quote: Alpha, stance: supports, basis: data, speaker: press\nquote: Delta, stance: supports, basis: data, speaker: agency"}}, "2 1 1 single origin"},
	} {
		t.Run(row.rule, func(t *testing.T) {
			c, ds := row.link(t)
			for _, d := range ds {
				t.Error(d)
			}
			k := c.Claim("it").Count
			got := fmt.Sprintf("%d %d %d %s", len(k.Voices), k.NOrigins(), len(k.Channels), k.Word)
			if got != row.want {
				t.Errorf("have %q, want %q", got, row.want)
			}
		})
	}
}

// TestWithheldSource: a draft passes words on and is an origin, but not even its title is there where the edition does not have it.
func TestWithheldSource(t *testing.T) {
	for ed, want := range map[string]string{"public": "a source that is not in this edition", "teacher": "C"} {
		f := fixture{ed: ed, front: map[string]string{"c": "draft: true\n"}, notes: map[string]string{"a": "quote: Alpha, stance: supports, speaker: cem, via: [c]"}}
		c, _ := f.link(t)
		v := c.Source("a").Notes[0].Via[0]
		if ed == "teacher" && v.Voice != c.Source("c").voice || ed == "public" && (v.Voice != nil || v.Name() != want) {
			t.Errorf("%s: have %q, want %q", ed, v.Name(), want)
		}
	}
}

// TestMessages shows what wrong references say.
func TestMessages(t *testing.T) {
	for _, row := range []struct {
		name string
		fixture
		want string
	}{
		{"via repeats the outlet", fixture{notes: map[string]string{"a": "quote: Alpha, stance: supports, speaker: cem, via: [radio]"}}, `"radio" is a voice of the source itself`},
		{"via repeats the turn's speaker", fixture{notes: map[string]string{"a": "quote: Alpha, stance: supports, speaker: cem, via: [ann]"}}, `"ann" is a voice of the source itself`},
		{"unknown speaker", fixture{notes: map[string]string{"a": "quote: Alpha, stance: supports, speaker: amn"}}, `did you mean "ann"?`},
		{"unknown outlet", fixture{front: map[string]string{"c": "outlet: papr\n"}}, `did you mean "paper"?`},
		{"unknown answer", fixture{notes: map[string]string{"a": "quote: Alpha, stance: supports, answers: nothing"}}, `no note of this source has the id "nothing"`},
		{"link to nothing", fixture{notes: map[string]string{"a": `quote: Alpha, stance: supports, note: "see [[anm]]"`}}, `the link [[anm]] leads to nothing`},
		{"link to a missing sentence", fixture{notes: map[string]string{"a": `quote: Alpha, stance: supports, note: "see [[b#p1s3]]"`}}, `b has no passage "p1s3"`},
		{"and how many there are", fixture{notes: map[string]string{"a": `quote: Alpha, stance: supports, note: "see [[b#p1s3]]"`}}, "hint: the last there is p1s"},
		{"link to a missing paragraph", fixture{notes: map[string]string{"a": `quote: Alpha, stance: supports, note: "see [[b#p99s2]]"`}}, "hint: the last there is p"},
		{"the column of a link", fixture{notes: map[string]string{"a": `quote: Alpha, stance: supports, note: "see [[anm]]"`}}, `a.notes.yaml:2:`},
		{"an outlet that no list has", fixture{front: map[string]string{"c": "outlet: weekly-gazette\n"}}, `hint: add it to outlets.yaml; known: `},
		{"relation to nothing", fixture{claim: "type: fact, narrows: [that]"}, `no claim has the id "that"`},
		{"nobody stated holds no claim", fixture{notes: map[string]string{"a": "quote: Alpha, stance: supports, speaker: belief"}}, `"belief" is naming: unstated`},
		{"an id taken", fixture{claim: "type: fact}\n  - {id: ann, claim: X., type: fact"}, `the id "ann" is taken`},
	} {
		t.Run(row.name, func(t *testing.T) {
			_, ds := row.link(t)
			var all []string
			for _, d := range ds {
				all = append(all, d.String())
			}
			if !strings.Contains(strings.Join(all, "\n"), row.want) {
				t.Errorf("want %q in\n%s", row.want, strings.Join(all, "\n"))
			}
		})
	}
}
