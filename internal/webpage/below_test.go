package webpage

import (
	"strings"
	"testing"
)

// TestSubtitle holds that a subtitle is what the page calls one, or what stands with the headline apart from the text, and nothing of the text.
func TestSubtitle(t *testing.T) {
	const sub = "Those who cross at night were not asked"
	const lead = "The boat has sailed for forty years without a day of rest, and on Friday it sails for the last time."
	text := "<div class=copy>" + strings.Repeat(prose, 3) + "</div>"
	for name, c := range map[string]struct{ body, want string }{
		"called so":                   {"<h1>The boat stops</h1><p class=standfirst>" + sub + "</p>" + text, sub},
		"called so, inside the text":  {"<h1>The boat stops</h1><div class=copy><p class=article-subtitle>" + sub + "</p>" + strings.Repeat(prose, 3) + "</div>", sub},
		"in a box called so":          {"<h1>The boat stops</h1><div data-gu-name=standfirst><div class=x><p>" + sub + "</p></div></div>" + text, sub},
		"marked":                      {"<h1>The boat stops</h1><p itemprop=alternativeHeadline>" + sub + "</p>" + text, sub},
		"a long heading":              {"<h1>The boat stops</h1><h2>" + lead + "</h2><p>By Ida Holm</p>" + text, lead},
		"in the header":               {"<article><header><h1>The boat stops</h1><p>" + lead + "</p></header>" + text + "</article>", lead},
		"a lead in its own box":       {"<h1>The boat stops</h1><div class=article__lead>" + sub + "</div>" + text, sub},
		"before a long caption":       {"<h1>The boat stops</h1><h2>" + sub + "</h2><figure><img src=a><figcaption>" + lead + "</figcaption></figure>" + text, sub},
		"above author and day":        {"<h1>The boat stops</h1><p class=a>" + lead + "</p><p class=byline>By Ida Holm</p>" + text, lead},
		"the first paragraph":         {"<h1>The boat stops</h1><p class=byline>By Ida Holm</p><p>" + lead + "</p>" + prose + prose, ""},
		"the first, called a lead":    {"<h1>The boat stops</h1><div><p class=lead>" + lead + "</p>" + prose + prose + "</div>", ""},
		"two paragraphs in one box":   {"<h1>The boat stops</h1><div class=deck><p>" + lead + "</p><p>" + lead + "</p></div>" + text, ""},
		"the caption of a picture":    {"<h1>The boat stops</h1><figure><img src=a><figcaption>The boat leaves the pier on Tuesday morning</figcaption></figure><p class=byline>By Ida Holm</p>" + text, ""},
		"a list of points":            {"<header><h1>The boat stops</h1><ul><li>" + lead + "</li><li>" + lead + "</li></ul></header>" + text, ""},
		"a word in the running text":  {"<h1>The boat stops</h1>" + text + "<p class=subhead>" + sub + "</p>" + text, ""},
		"a quotation":                 {"<h1>The boat stops</h1><blockquote><p>" + lead + "</p></blockquote><p class=byline>By Ida Holm</p>" + text, ""},
		"a line of day and read time": {"<header><h1>The boat stops</h1><p>Tuesday, 3 March 2020, four minutes to read</p></header>" + text, ""},
	} {
		p, ds := Read("x.html", []byte(made("<title>The boat stops</title>", c.body)), "")
		if p == nil {
			t.Fatal(name, ds)
		}
		if p.Subtitle != c.want {
			t.Errorf("%s: %q, want %q", name, p.Subtitle, c.want)
		}
	}
}

// TestHeadingBeforeBox holds that a heading of the article stays where a box of the page stands between it and what it heads.
func TestHeadingBeforeBox(t *testing.T) {
	const letter = "<div class=newsletter-signup><p>Sign up to our newsletter for the news of the day, every morning at six, in one short message.</p></div>"
	for name, c := range map[string]struct {
		body string
		want bool
	}{
		"a newsletter":      {"<h2>The study</h2>" + letter + prose, true},
		"before a list":     {"<h2>The study</h2>" + letter + "<ul><li>It counted passengers on forty nights of the year.</ul>" + prose, true},
		"of other articles": {"<h2>More stories</h2>" + letter + prose, false},
		"of the box":        {"<div><h2>The study</h2>" + letter + "</div>", false},
	} {
		p, _ := Read("x.html", []byte(made("<title>The boat stops</title>", "<article><h1>The boat stops</h1>"+prose+prose+c.body+"</article>")), "")
		got := false
		for _, b := range p.Blocks {
			got = got || b.Kind == Heading
		}
		if got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestOutlets holds what else than <meta> names the outlet, and what does not.
func TestOutlets(t *testing.T) {
	const head = "<h1>The boat stops</h1>" + prose + prose + prose
	const title = "<title>The boat stops | Harbour Folk</title>"
	for name, c := range map[string]struct{ head, body, want string }{
		"microdata":                {"", head + "<div itemprop=publisher itemscope><meta itemprop=name content='The Paper'></div>", "The Paper"},
		"RDFa":                     {"", head + "<span property=publisher typeof=Organization><span property=name>The Paper</span></span>", "The Paper"},
		"two of them":              {"", head + "<span itemprop=publisher>The Paper</span><span itemprop=publisher>The Post</span>", ""},
		"title and the way home":   {title, "<a href=/>Harbour Folk</a>" + head, "Harbour Folk"},
		"its picture":              {title, "<a href=/><img src=x alt='Harbour Folk'></a>" + head, "Harbour Folk"},
		"the title alone":          {title, "<a href=/jobs>Harbour Folk</a>" + head, ""},
		"an archive's copy":        {"<meta property=og:site_name content=archive.ph><meta property=article:published_time content=2024-01-02T10:00:00Z>", head, ""},
		"the name of an archivist": {"<meta property=og:site_name content='Archive News'>", head, "Archive News"},
	} {
		p, _ := Read("x.html", []byte(made(c.head, c.body)), "")
		if p.Outlet != c.want || name == "an archive's copy" && p.Published != "" {
			t.Errorf("%s: %q, want %q; %s", name, p.Outlet, c.want, p.Published)
		}
	}
}

// TestBylines holds whom metadata and marked elements name, and that offices and jobs are no persons.
func TestBylines(t *testing.T) {
	for name, c := range map[string]struct{ head, want, desk string }{
		"an office":             {"<meta name=dcterms.creator content='Department for Water and Land'>", "", "Department for Water and Land"},
		"a name, job and place": {"<meta name=author content='Ida Holm, Lecturer in Boats, Harbour College'>", "Ida Holm", ""},
		"three names":           {"<meta name=author content='Ida Holm, Per van Vik, Jonas Berg'>", "Ida Holm, Per van Vik, Jonas Berg", ""},
		"an initial, shortened": {"<meta name=author content='Ida H., Per Vik Jr.'>", "Ida H., Per Vik Jr.", ""},
		"and in a capital":      {"<meta name=author content='By Ida Holm And Per Vik For The Paper on Sunday'>", "Ida Holm, Per Vik", ""},
		"an institute's name":   {"<meta name=author content='Institute for Boats'>", "Institute for Boats", ""},
		"citizens for a cause":  {"<meta name=author content='Citizens for Boats'>", "Citizens for Boats", ""},
		"a link's words":        {"<meta name=author content='View all posts by Ida Holm'>", "Ida Holm", ""},
		"an account beside it":  {"<meta name=author content='Ida Holm @idaholm'>", "Ida Holm", ""},
		"a label in German":     {"<meta name=twitter:label1 content='Verfasst von'><meta name=twitter:data1 content='Ida Holm'>", "Ida Holm", ""},
		"a label of something":  {"<meta name=twitter:label1 content='Lesezeit'><meta name=twitter:data1 content='Zwei Minuten'>", "", ""},
		"who runs the site":     {"<meta name=author content=wp_admin2>", "", ""},
	} {
		p, _ := Read("x.html", []byte(made(c.head, "<h1>The boat stops</h1>"+prose+prose)), "")
		if got := strings.Join(named(p), ", "); got != c.want || strings.Join(p.Desk, ", ") != c.desk {
			t.Errorf("%s: %q, %q", name, got, p.Desk)
		}
	}
}

// named is the byline, or else what metadata alone say.
func named(p *Page) []string {
	if len(p.Byline) > 0 {
		return p.Byline
	}
	return p.Unseen
}

// TestShownAuthors holds that a name which readers see goes before one that metadata alone have, and before that of an account.
func TestShownAuthors(t *testing.T) {
	const marked = "<h1>The boat stops</h1><p>By <a rel=author href=/per>Per Vik</a></p>" + prose + prose
	for name, c := range map[string]struct{ head, body, byline, unseen string }{
		"who put it there":         {"<meta name=author content='Ida Holm'>", marked, "Per Vik", "Ida Holm"},
		"both of them shown":       {"<meta name=author content='Ida Holm'>", marked + "<p>IDA HOLM writes about boats.</p>", "Ida Holm", ""},
		"an account":               {"<meta name=author content=per.vik>", marked, "Per Vik", "per.vik"},
		"an account that is shown": {"<meta name=author content=pvik>", "<h1>The boat stops</h1><p>pvik</p>" + prose + prose, "", "pvik"},
		"nobody is shown":          {"<meta name=author content='Ida Holm'>", "<h1>The boat stops</h1>" + prose + prose, "", "Ida Holm"},
		"whose review it is":       {"<meta name=author content='Ida Holm'>", "<h1>The boat stops</h1>" + prose + prose + "<div class=reviews><p><span itemprop=author>Per Vik</span></p></div>", "", "Ida Holm"},
	} {
		p, _ := Read("x.html", []byte(made(c.head, c.body)), "")
		if byline, unseen := strings.Join(p.Byline, ", "), strings.Join(p.Unseen, ", "); byline != c.byline || unseen != c.unseen {
			t.Errorf("%s: %q and %q", name, byline, unseen)
		}
	}
}

// TestPageLines holds that lines of the page between and below paragraphs are left out, and lines of the article that begin like them are not.
func TestPageLines(t *testing.T) {
	for line, kept := range map[string]bool{
		"Log in or register to post comments": false,
		"(Foto: Ida Holm/HF)":                 false,
		"Titelbild: Ida Holm":                 false,
		"Crédits photos : Harbour Folk":       false,
		"War dieser Artikel hilfreich?":       false,
		"Sie sind aktuell nicht eingeloggt.":  false,
		"zurück zur Listenansicht":            false,
		"Externer Inhalt":                     false,
		"Bilder sagen mehr als Worte, heißt es auf der Insel, und trotzdem redet dort jeder": true,
		"- Advertisement -": false,
		"12 Likes":          false,
		"Follow The Paper on Facebook, X and Instagram. Send your ideas to the desk.": false,
		"Published in The Paper": false,
		"Publié le 3 mars 2020 à 06h00, modifié le 4 mars 2020 à 09h41 Temps de Lecture 2 min.": false,
		"Share Tweet Forward":                     false,
		"Printed from: https://example.test/boat": false,
		"Follow the road on the left bank, said the pilot, and you will see the boat at noon.":    true,
		"Like most people on the island, he was on Facebook by 2009 and wished that he was not.":  true,
		"She would rather swim than sign up for another newsletter, she told the harbour master.": true,
		"Published in 1998, the study was never read by those who had paid for it.":               true,
		"Twelve likes were all that the boat ever had, and all of them were from the same man.":   true,
		"Share what you have, the poster said, and nobody on the island knew who had put it up.":  true,
		"Subscribe to nothing, was the advice of the old man who has sold papers there for years": true,
	} {
		p, _ := Read("x.html", []byte(made("<title>The boat stops</title>", "<article><h1>The boat stops</h1>"+prose+prose+"<p>"+line+"</p>"+prose+"</article>")), "")
		got := false
		for _, b := range p.Blocks {
			got = got || strings.Join(b.Plain, " ") == line
		}
		if got != kept {
			t.Errorf("%q: kept is %v", line, got)
		}
	}
}
