package importer

import (
	"strings"
	"testing"
)

// TestShownNames holds whom a page names as its author in the words beside the headline and below the text, and when it names nobody.
func TestShownNames(t *testing.T) {
	text := strings.Repeat("<p>The company said on Tuesday that it would stop running the night boat from the first of next month, since hardly anybody is on it.</p>", 3)
	for name, c := range map[string]struct{ head, below, after, want string }{
		"one word behind its word":       {below: "<p>Veröffentlicht am <b>3. Mai 2021</b> von <span class=author>Ramona</span></p>", want: "Ramona"},
		"one word in a line":             {below: "<p class=meta>von Ramona · 3. Mai 2021</p>", want: "Ramona"},
		"an account with a stop":         {below: "<p class=meta>Von <a>Ida.Holm</a> am <span>3. Mai 2021</span></p>", want: "Ida.Holm"},
		"one word alone":                 {below: "<p><span class=author>Boats</span> <span>3 May 2021</span></p>"},
		"a section beside the day":       {below: "<p>Aktuelle Meldung | 3. Mai 2021</p>"},
		"the outlet itself":              {head: "<meta property=og:site_name content='Harbour Folk'>", below: "<p>von HarbourFolk | 3. Mai 2021</p>"},
		"an article by":                  {below: "<p>Ein Artikel von <b>Ida Holm</b> | 3.5.2021 - 12:45</p>", want: "Ida Holm"},
		"a bar before the word":          {below: "<p><span>Boats</span> <span>| By</span> <span>Ida Holm</span> | <time>May 3, 2021</time></p>", want: "Ida Holm"},
		"a label in a line of its own":   {below: "<div>Autor:</div><div>Ida Holm/HF</div>", want: "Ida Holm"},
		"what the element's words are":   {below: "<p class=author-first><a class=author-link>Interview: Ida Holm</a></p>", want: "Ida Holm"},
		"who translated":                 {below: "<p><span class=author>Übersetzung Ida Holm, 3.5.21</span></p>"},
		"who took the picture":           {below: "<p><span class=author>Foto: Ida Holm</span></p>"},
		"words beside the author's":      {head: "<meta name=author content=ih>", below: "<p>Dieser Beitrag wurde am 3.5.2021 von <span class=author>ih</span> in <a>Nacht Boote</a>, Hafen veröffentlicht</p>", want: "ih"},
		"signed at the end":              {after: "<p><em>Von Ida Holm</em></p>", want: "Ida Holm"},
		"a label at the end, with a job": {after: "<p><b>Autorin: Ida Holm, Projektleiterin der HF in Aln.</b></p>", want: "Ida Holm"},
		"a label below the text":         {after: "<footer><p>Auteur : Ida Holm</p></footer>", want: "Ida Holm"},
		"who wrote another text":         {after: "<div class=related><h4>More on boats</h4><p>Author: Ida Holm</p></div>"},
	} {
		page := "<!doctype html>" + c.head + "<body><article><h1>The boat stops for good</h1>" + c.below + text + "</article>" + c.after
		if strings.HasPrefix(c.after, "<p>") {
			page = strings.Replace(page, "</article>"+c.after, c.after+"</article>", 1)
		}
		res, ds := Read("x.html", []byte(page), Options{})
		if res == nil {
			t.Fatal(name, ds)
		}
		if got := strings.Join(res.Byline, ", "); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
