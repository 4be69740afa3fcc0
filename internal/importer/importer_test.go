package importer

import (
	"bytes"
	"strings"
	"testing"

	"github.com/lateral-reader/lateral/internal/notes"
	"github.com/lateral-reader/lateral/internal/source"
)

func TestRefused(t *testing.T) {
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"invalid UTF-8": {[]byte("good\nbad \xff"), "x.txt:2:5: error: invalid UTF-8"},
		"NUL byte":      {[]byte("PKU!\x00"), "x.txt:1:5: error: this is not a text file"},
		"archive":       {[]byte("PK\x03\x04\x00"), "x.txt: error: this is no text file: it is a ZIP archive"},
		"too large":     {bytes.Repeat([]byte("word\n\n"), MaxSize/6+1), "more than the"},
		"source too large": {bytes.Repeat([]byte("A word and another word again.\n\n"), source.MaxSize/32+99),
			"more than the 4194304 that one may have"},
	} {
		res, ds := Read("x.txt", c.data, Options{})
		if res != nil || len(ds) != 1 || !strings.Contains(ds[0].String(), c.want) {
			t.Errorf("%s: %v, want %q", name, ds, c.want)
		}
	}
}

func TestEncodings(t *testing.T) {
	latin := []byte("Gr\xfc\xdfe aus dem \x84Hafen\x93\n\nDie Br\xfccke ist seit heute geschlossen.\n")
	if res, ds := Read("x.txt", latin, Options{}); res != nil || !strings.Contains(ds[0].Hint, "--encoding windows-1252") {
		t.Errorf("bytes that are not UTF-8 give %v", ds)
	}
	if res, ds := Read("x.txt", latin, Options{Encoding: "latin1"}); res == nil || res.Title != "Grüße aus dem „Hafen“" {
		t.Errorf("windows-1252 gives %v %v", res, ds)
	}
	if _, ds := Read("x.txt", latin, Options{Encoding: "utf-9"}); len(ds) != 1 || !strings.Contains(ds[0].Hint, "utf-8") {
		t.Errorf("an unknown encoding gives %v", ds)
	}
	if _, ds := Read("x.txt", latin, Options{Kind: "captions", Encoding: "latin1"}); len(ds) != 1 || !strings.Contains(ds[0].Message, "no captions") {
		t.Errorf("an article as captions gives %v", ds)
	}
}

func TestDates(t *testing.T) {
	for s, want := range map[string]string{
		"30 March 2016":                            "2016-03-30",
		"March 3rd, 2016":                          "2016-03-03",
		"Published: 2016-03-30T10:00Z":             "2016-03-30T10:00:00Z",
		"12. März 2019":                            "2019-03-12",
		"le 1er août 2020":                         "2020-08-01",
		"3 de mayo de 2021":                        "2021-05-03",
		"13.04.2021":                               "2021-04-13",
		"04/25/2021":                               "2021-04-25",
		"04/05/2021":                               "", // April or May
		"Updated 10:01 PM ET, Wed March 3, 2016":   "later 2016-03-03",
		"Posted 3 March 2016, updated 4 June 2016": "2016-03-03",
		"The bridge opened on 3 March 2016":        "",
		"31 February 2016":                         "",
		"2016年3月30日":                               "2016-03-30",
	} {
		date, later, ok := dateLine(s)
		if later {
			date = "later " + date
		}
		if !ok {
			date = ""
		}
		if date != want {
			t.Errorf("%q: %q, want %q", s, date, want)
		}
	}
}

func TestBylines(t *testing.T) {
	for s, want := range map[string]string{
		"By Jane Doe":                                "Jane Doe",
		"By Jane Doe and Peter van Dam":              "Jane Doe, Peter van Dam",
		"By Jane Doe, Harbour News":                  "Jane Doe @ Harbour News",
		"By A. B. Doe with contribution of Ida Berg": "A. B. Doe, Ida Berg",
		"Von Eva Kern":                               "Eva Kern",
		"By Jane Doe, political editor":              "Jane Doe",
		"By the time the police came":                "",
		"By Monday":                                  "",
		"Par ailleurs, le maire est parti":           "",
		"By Jane Doe for City Gazette":               "Jane Doe @ City Gazette",
	} {
		b, _ := readByline(s)
		got := strings.Join(b.names, ", ")
		if b.outlet != "" {
			got += " @ " + b.outlet
		}
		if got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

const talk = "A talk\n\nAnn: Is it late?\n\nMr. Oak: It is, and it grows later.\n\nAnn: Then good night to you.\n\nMr. Oak: Good night.\n"

func TestOptions(t *testing.T) {
	res, ds := Read("talk.txt", []byte(talk), Options{
		Speakers: map[string]string{"Ann": "ann-hill"},
		Known:    []Known{{ID: "ann-hill", Name: "Ann Hill"}, {ID: "oak", Name: "Bert Oak", Aliases: []string{"Mr. Oak"}}, {ID: "a-talk", Name: "Another"}},
		Rights:   "own",
	})
	if res == nil {
		t.Fatal(ds)
	}
	if res.ID != "a-talk-text" {
		t.Errorf("the id %s is in use", res.ID)
	}
	for i, want := range []string{"ann-hill", "oak"} {
		if s := res.Speakers[i]; s.ID != want || s.New || s.Turns != 2 {
			t.Errorf("speaker %+v, want %s of the site with 2 turns", s, want)
		}
	}
	if !strings.Contains(res.Front, "rights: own\n") {
		t.Errorf("rights are not in\n%s", res.Front)
	}
	if res, _ := Read("talk.txt", []byte(talk), Options{Kind: "article"}); res.Kind != "article" || len(res.Turns) > 0 {
		t.Errorf("an article with %d turns", len(res.Turns))
	}
	one := "A speech\n\nTHE MAYOR: Friends, the bridge is open.\n\nAnd so is the bar.\n"
	if res, _ := Read("one.txt", []byte(one), Options{}); len(res.Speakers) != 0 {
		t.Errorf("one label that never recurs made %+v", res.Speakers)
	}
	if res, _ := Read("one.txt", []byte(one), Options{Speakers: map[string]string{"THE MAYOR": "mayor"}}); len(res.Turns) != 1 || res.Turns[0].Speaker != "mayor" {
		t.Errorf("a label that was given made %+v", res.Turns)
	}
}

// TestKnownOutlet: a paper is the one that the site has, with its article and without; of two the one of the whole name.
func TestKnownOutlet(t *testing.T) {
	text := "outlet: The Wexley Gazette\n"
	for _, c := range []struct {
		known []Known
		want  string
	}{
		{nil, "the-wexley-gazette"},
		{[]Known{{ID: "wg", Name: "Wexley Gazette", Outlet: true}}, "wg"},
		{[]Known{{ID: "wg", Name: "Wexley Gazette", Outlet: true}, {ID: "twg", Name: "The Wexley Gazette", Outlet: true}}, "twg"},
		{[]Known{{ID: "wg", Name: "Gazette", Aliases: []string{"wexley gazette"}, Outlet: true}}, "wg"},
		{[]Known{{ID: "wg", Name: "Wexley Gazette"}}, "the-wexley-gazette"}, // a speaker
	} {
		res, ds := Read("a.md", []byte("---\ntitle: The ferry\n"+text+"---\nThe ferry left late on Monday, as it often does.\n"), Options{Known: c.known})
		if res == nil {
			t.Fatal(ds)
		}
		if res.Outlet != c.want {
			t.Errorf("%v: %q, want %q", c.known, res.Outlet, c.want)
		}
	}
}

// TestSameAgain reads a made source once more: it stays as it is.
func TestSameAgain(t *testing.T) {
	first, _ := Read("talk.txt", []byte(talk), Options{})
	again, ds := Read("talk.md", []byte("# A talk\n\n"+first.Body), Options{})
	if again == nil || again.Body != first.Body || again.Title != first.Title {
		t.Errorf("%v\nhave %q\nwant %q", ds, again.Body, first.Body)
	}
}

func TestMatch(t *testing.T) {
	layer := func(id, title, quote string) Layer {
		front := "---\ntitle: " + title + "\nrights: all-rights-reserved\ntext: none\n---\n"
		s, _ := source.Parse("content/c/sources/"+id+".md", []byte(front), "en", nil)
		f, ds := notes.Parse("content/c/sources/"+id+".notes.yaml", []byte("notes:\n- {id: one, kind: prompt, note: x, quote: it grows later}\n- {id: two, kind: prompt, note: x, quote: "+quote+"}\n"))
		if len(ds) > 0 {
			t.Fatal(ds)
		}
		return Layer{s, f.Notes}
	}
	res, _ := Read("talk.txt", []byte(talk), Options{})
	for name, c := range map[string]struct {
		layers []Layer
		want   string
	}{
		"same title":          {[]Layer{layer("a", "A talk", "Then good night"), layer("b", "Other", "nowhere")}, "a title 2/2"},
		"another title":       {[]Layer{layer("a", "Another", "Then good night")}, "a anchors 2/2"},
		"half of the anchors": {[]Layer{layer("a", "A talk", "nowhere")}, ""},
		"two":                 {[]Layer{layer("b", "Another", "Is it late"), layer("a", "Another", "Then good night")}, "a anchors 2/2, b anchors 2/2"},
	} {
		var got []string
		for _, s := range Match(res, []byte(talk), c.layers) {
			got = append(got, s.ID+" "+s.By+" "+itoa(s.Found)+"/"+itoa(s.Of))
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s: %q, want %q", name, s, c.want)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	for name, text := range map[string]string{
		"article":    "A title\n\n" + strings.Repeat("A sentence of an article (that holds a *mark*) and goes on to the end of its line.\n\n", 12000),
		"transcript": "A title\n\n" + strings.Repeat("ANN: Is it so, and if it is, who says that it is?\n\nBOB: It is so, and everybody says it.\n\n", 10000),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				if res, ds := Read("x.txt", []byte(text), Options{}); res == nil {
					b.Fatal(ds)
				}
			}
		})
	}
}
