package importer

import (
	"strings"
	"testing"
)

// TestHeadsAmongPages holds what a reader takes for headline, subtitle, byline, day and outlet where lines of the page stand around them.
func TestHeadsAmongPages(t *testing.T) {
	const body = "The company said on Tuesday that it would stop running the night boat from the first of next month, since hardly anybody is on it.\n\n" +
		"A study by the harbour office found that a boat of half the size would cost about a third as much to run on nearly every night.\n\n" +
		"Nobody on the island was asked about it, and the mayor learned it from a notice on the pier, which somebody had torn in two.\n"
	const more = "Fishermen say that the winter is long without lights on the water, and that the doctor comes by that boat when someone falls ill after dark.\n\n" +
		"The ministry answers that a helicopter can land on the football ground, provided that children are not playing there and the wind blows from elsewhere.\n"
	const caption = "The night boat at the pier in May, seen from the old town"
	const deck = "Company says hardly anybody is on it, and the mayor learned it from a notice on the pier"
	for name, c := range map[string]struct{ text, want string }{
		"a deck without a full stop":           {"The night boat stops for good\n\n" + deck + "\n\n" + body, "The night boat stops for good | " + deck + " | | | "},
		"a sentence is no deck":                {"The night boat stops for good\n\nNobody was asked about it on the island, the mayor said today.\n\n" + body, "The night boat stops for good | | | | "},
		"the first of several headings":        {"The night boat stops for good\n\nWhy the company says that it has to stop the night boat\n\n" + body + "\nWhat the island says about it\n\n" + body + "\n" + body, "The night boat stops for good | | | | "},
		"a deck above a picture":               {"The night boat stops for good\n\nHardly anybody is on it, and nobody on the island was asked.\n\n" + caption + " (Ann Lee/Harbour News)\n\n" + body, "The night boat stops for good | Hardly anybody is on it, and nobody on the island was asked. | | | "},
		"a teaser cut short":                   {"The night boat stops for good\n\nThe company said on Tuesday that it would stop running the night boat from the\n\n" + body, "The night boat stops for good | | | | "},
		"the weather, and the day of the page": {"21.5 C\nNorth Quay\nFriday, January 30, 2026\nlisten live here\n\nThe night boat stops for good\n\n" + body + "\n" + more, "The night boat stops for good | | | | "},
		"the day of the post":                  {"Friday, January 30, 2026\n\nThe night boat stops for good\n\n" + body, "The night boat stops for good | | | 2026-01-30 | "},
		"a caption twice":                      {"The night boat stops for good\n\n" + caption + "\n" + caption + "\n\n" + body, "The night boat stops for good | | | | "},
		"a caption twice, with a place":        {"The night boat stops for good\n\nQuay: " + caption + ", from where it went out every night for forty years.\n\n" + caption + ", from where it went out every night for forty years.\n\n" + deck + ".\n\nCommentary by Ida Holm\n\n" + body, "The night boat stops for good | " + deck + ". | Ida Holm | | "},
		"the headline after a notice":          {"The night boat stops for good\n\nWe’re sorry, this feature is currently unavailable. We’re working to restore it. Please try again later.\n\nThis was published 16 years ago\n\nThe night boat stops for good\n\n" + body, "The night boat stops for good | | | | "},
		"the way to the page":                  {"Home Latest The night boat stops for good\n\nThe night boat stops for good\n\nThe night boat stops for good\n\n" + body, "The night boat stops for good | | | | "},
		"a letterhead":                         {"The Harbour Office\nOffice of the Boat Master\nFor Immediate Release\nNovember 13, 2015\nStatement by the Boat Master on the night boat\n" + strings.ReplaceAll(body, "\n\n", "\n"), "Statement by the Boat Master on the night boat | | | 2015-11-13 | "},
		"a job of several words":               {"The night boat stops for good\n\nBy Ida Holm, Home Affairs and Boats Editor\n\n" + body, "The night boat stops for good | | Ida Holm | | "},
		"an office behind the name":            {"The night boat stops for good\n\nVon Ida Holm, NDR-Studio Warnfurt\n\n" + body, "The night boat stops for good | | Ida Holm | | "},
		"places behind names":                  {"The night boat stops for good\n\nIda Holm in North Quay and Per Vik\nFri 13 Nov 2015 22.14 GMT\n\n" + body, "The night boat stops for good | | Ida Holm, Per Vik | 2015-11-13 | "},
		"nobody by name":                       {"The night boat stops for good\n\n" + deck + "\n\nPor Redacción\n\n13 de noviembre de 2015\n\n" + body, "The night boat stops for good | " + deck + " | | 2015-11-13 | "},
		"a German comment":                     {"The night boat stops for good\n\nEin Kommentar von Ida Holm\n\n" + body, "The night boat stops for good | | Ida Holm | | "},
		"the word above the name":              {"The night boat stops for good\n\nPublished: November 16, 2015 6.10am AEDT\n\nAuthor\nIda Holm\nProfessor of Boats\n\n" + body, "The night boat stops for good | | Ida Holm | 2015-11-16 | "},
		"a word without a name":                {"The night boat stops for good\n\nby | Oct 26, 2018 | Boats\n\n" + body, "The night boat stops for good | | | 2018-10-26 | "},
		"an agency before the time":            {"The night boat stops for good\n\n(Xinhua) 13:37, October 27, 2023\n\n" + body, "The night boat stops for good | | | 2023-10-27 | Xinhua"},
		"a zone is no outlet":                  {"The night boat stops for good\n\n14:57 JST, December 2, 2023\n\n" + body, "The night boat stops for good | | | 2023-12-02 | "},
		"a section is no outlet":               {"WORLD NEWS NOVEMBER 13, 2015 / 9:36 PM / 4 YEARS AGO\nThe night boat stops for good\nIda Holm\n3 MIN READ\n\n" + body, "The night boat stops for good | | Ida Holm | 2015-11-13 | "},
		"a month between stops":                {"The night boat stops for good\n\n14.nov.2015 às 8h30\n\n" + body, "The night boat stops for good | | | 2015-11-14 | "},
		"an agency between bars":               {"The night boat stops for good\n\nNORTH QUAY, November 14. /TASS/. " + body, "The night boat stops for good | | | | TASS"},
		"a notice above":                       {"Unfortunately, your browser is too old to work on this website. Please upgrade your browser\n\nThe night boat stops for good\n\n" + body, "The night boat stops for good | | | | "},
		"the headline, cut short":              {"date 2017-04-18 The night boat sto...\n\nThe night boat stops for good\n\n" + body, "The night boat stops for good | | | 2017-04-18 | "},
		"days that head parts":                 {"The night boat stops for good\n\nNobody on the island was asked about it, and the mayor learned it from a notice.\n\n3 March 2020\n\n" + body + "\n5 May 2020\n\n" + body, "The night boat stops for good | | | | "},
		"a day that may be two":                {"The night boat stops for good\n\nNobody on the island was asked about it, and the mayor learned it from a notice.\n\n10.11.15 3:47 PM ET\n\n" + body, "The night boat stops for good | Nobody on the island was asked about it, and the mayor learned it from a notice. | | | "},
		"a caption above the headline":         {"The boat in the night [Quay/Harbour News]\n\nThe night boat stops for good\n\n" + body, "The night boat stops for good | | | | "},
		"a post of a network":                  {"The night boat stops for good\n\n" + body + "\nIt stops! What now? #boat\n— Ida (@ida_holm) December 22, 2015\n\n" + body, "The night boat stops for good | | | | "},
		"a month in Algiers":                   {"The night boat stops for good\n\n14 جويلية 2015\n\n" + body, "The night boat stops for good | | | 2015-07-14 | "},
	} {
		if name == "a caption twice, with a place" {
			c.text = strings.Replace(c.text, "Commentary", "Kommentar", 1)
			c.text = strings.Replace(c.text, "Kommentar by", "Kommentar von", 1)
		}
		res, ds := Read("x.txt", []byte(c.text), Options{})
		if res == nil {
			t.Fatal(name, ds)
		}
		got := strings.Join([]string{res.Title, res.Subtitle, strings.Join(res.Byline, ", "), res.Published, res.OutletName}, " | ")
		for strings.Contains(got, "|  |") {
			got = strings.ReplaceAll(got, "|  |", "| |")
		}
		if got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, c.want)
		}
		if res.Kind != "article" || len(res.Turns) > 0 {
			t.Errorf("%s: %s with %d turns", name, res.Kind, len(res.Turns))
		}
	}
}

// TestImprintLines holds how lines with names and days are read, each line a paragraph and all in one.
func TestImprintLines(t *testing.T) {
	const body = "The company said on Tuesday that it would stop running the night boat from the first of next month, since hardly anybody is on it.\n\n" +
		"A study by the harbour office found that a boat of half the size would cost about a third as much to run on nearly every night.\n\n" +
		"Fishermen say that the winter is long without lights on the water, and that the doctor comes by that boat when someone falls ill after dark.\n\n" +
		"The ministry answers that a helicopter can land on the football ground, provided that children are not playing there and the wind blows from elsewhere.\n"
	for lines, want := range map[string]string{
		"Posted by Ida Holm on November 13, 2015":                                             "Ida Holm | 2015-11-13 | ",
		"By Ida Holm\nHBC News, Paris\n13 November 2015":                                      "Ida Holm | 2015-11-13 | HBC News",
		"By the Editorial Board\nNovember 13, 2015":                                           " | 2015-11-13 | ",
		"By Reuters\n13 November 2015":                                                        " | 2015-11-13 | Reuters",
		"By Staff Reporter\n13 November 2015":                                                 " | 2015-11-13 | ",
		"By Ida Holm November 13 at 9:30 PM":                                                  "Ida Holm |  | ",
		"PUBLISHED: November 13, 2015 at 9:30 p.m. | UPDATED: November 14, 2015 at 8:00 a.m.": " | 2015-11-13 | ",
		"Ida Holm, Reuters\nPublished Friday, November 13, 2015 9:30PM EST":                   "Ida Holm | 2015-11-13 | Reuters",
		"Press Trust of Boats | Quay | November 13, 2015 9:30 pm":                             " | 2015-11-13 | ",
		"Ida Holm\nContributor\nNov 13, 2015, 09:30pm EST":                                    "Ida Holm | 2015-11-13 | ",
		"By Ida Holm Special to The Ledger\nNovember 13, 2015":                                "Ida Holm | 2015-11-13 | ",
		"By Ida Holm, For The Harbour Post\nNovember 13, 2015":                                "Ida Holm | 2015-11-13 | The Harbour Post",
		"by Ida Holm on November 13, 2015 in News, Politics":                                  "Ida Holm | 2015-11-13 | ",
		"By\nIda Holm\nand\nPer Vik\nNov. 13, 2015 8:08 pm ET":                                "Ida Holm, Per Vik | 2015-11-13 | ",
		"ByIda Holm\nJanuary 8, 2019, 9:14 AM":                                                "Ida Holm | 2019-01-08 | ",
		"Ida Holm in Quay NOVEMBER 13 2015":                                                   "Ida Holm | 2015-11-13 | ",
		"Ida Holm, Sandvik\n13.11.2015, 21.30 Uhr":                                            "Ida Holm | 2015-11-13 | ",
		"Ida Holm\n7 min readJul 24, 2015":                                                    "Ida Holm | 2015-07-24 | ",
		"Veröffentlicht am 13.11.2015 | Lesedauer: 4 Minuten\nVon Ida Holm":                   "Ida Holm | 2015-11-13 | ",
		"von Ida Holm, dpa\n13. Nov. 2015, 21:30":                                             "Ida Holm | 2015-11-13 | dpa",
		"Autor: Ida Holm\nDatum: 13.11.2015":                                                  "Ida Holm | 2015-11-13 | ",
		"Rédigé par Ida Holm le Vendredi 13 Novembre 2015":                                    "Ida Holm | 2015-11-13 | ",
		"Por Ida Holm\n13/11/2015 21h30 - Atualizado em 14/11/2015 10h02":                     "Ida Holm | 2015-11-13 | ",
		"Ida Holm and Per Vik Quay Times (TNS)\nNovember 13, 2015":                            "Ida Holm, Per Vik | 2015-11-13 | Quay Times",
		"IDA HOLM\nSANDVIK\nThe Globe and Mail\nPublished November 13, 2015":                  "IDA HOLM | 2015-11-13 | The Globe and Mail",
		"By Ida Holm@idaholm Nov 13, 2015, 9:30pm EST":                                        "Ida Holm | 2015-11-13 | ",
		"Ida Holm Published November 13, 2015 Updated November 14, 2015 10:02am":              "Ida Holm | 2015-11-13 | ",
		"Ida Holm by Ida Holm\nNovember 13, 2015":                                             "Ida Holm | 2015-11-13 | ",
		"Redazione ANSA\nSANDVIK\n13 novembre 2015 21:30":                                     " | 2015-11-13 | ",
		"13 نوفمبر/ تشرين الثاني 2015":                                                        " | 2015-11-13 | ",
		"Автор: Ида Хольм\n13 ноября 2015 г.":                                                 "Ида Хольм | 2015-11-13 | ",
	} {
		for _, sep := range []string{"\n", "\n\n"} {
			text := "The night boat stops for good" + sep + strings.ReplaceAll(lines, "\n", sep) + "\n\n" + body
			res, ds := Read("x.txt", []byte(text), Options{})
			if res == nil {
				t.Fatal(lines, ds)
			}
			if got := strings.Join([]string{strings.Join(res.Byline, ", "), res.Published, res.OutletName}, " | "); got != want || res.Subtitle != "" || res.Title != "The night boat stops for good" {
				t.Errorf("%q: %q, subtitle %q, title %q; want %q", lines, got, res.Subtitle, res.Title, want)
			}
		}
	}
}

// TestPagesAroundText holds what of a page around an article is left out, and what like it is kept.
func TestPagesAroundText(t *testing.T) {
	const a = "The company said on Tuesday that it would stop running the night boat from the first of next month, since hardly anybody is on it."
	const b = "A study by the harbour office found that a boat of half the size would cost about a third as much to run on nearly every night."
	const end = "Nobody on the island was asked about it, and the mayor learned it from a notice on the pier, which somebody had torn in two."
	for name, c := range map[string]struct{ text, lost string }{ // lost: what must not be in the text; else everything must
		"teasers at the end":       {a + "\n\n" + b + "\n\n" + end + "\n\nTe puede interesar\n\nThe day boat goes on\n\nIt has more people on it than ever, the company says.\n\nA bridge for the island\n\nThe plan is older than the mayor, and cheaper than the boat.\n", "older than the mayor"},
		"a heading of the text":    {a + "\n\n" + b + "\n\n" + end + "\n\nRelated news\n\n" + a + " Still.\n\n" + b + " Still.\n", ""},
		"buttons below each other": {a + "\n\nFacebook\nTwitter\nWhatsApp\n\n" + b + "\n\n" + end + "\n", "WhatsApp"},
		"one network is a heading": {a + "\n\nFacebook\n\n" + b + "\n\n" + end + "\n", ""},
		"a form for comments":      {a + "\n\n" + b + "\n\n" + end + "\n\nPlease enter your comment!\nPlease enter your name here\n", "enter your"},
		"a text about browsers":    {"In 1994 an engineer wrote a few lines so that your browser does not forget what is in your basket.\n\n" + a + "\n\nJavaScript is required for almost all of them, and nobody remembers who required it first.\n\n" + b + "\n", ""},
		"lines of a song":          {"The song of the man who rows\n\nRow on, row on, the night is long\nRow on, row on, the night is long\n\nThe man who rows has lost his song\n\nRow on, row on, the night is long\nRow on, row on, the night is long\n", ""},
		"votes are no speech":      {a + "\n\nHARBOUR (68% reporting)\nIda Holm: 50.1% (1,985 votes)\nPer Vik: 48.2% (1,909)\nQUAY (94% reporting)\nIda Holm: 49.8% (3,924 votes)\nPer Vik: 49.3% (3,888 votes)\nPIER (9% reporting)\nPer Vik: 49.7% (1,481)\nIda Holm: 48.9% (1,456)\n", ""},
		"pictures in the text":     {a + "\n\n" + b + "\n\nThe boat in May. (Ann Lee/Harbour News)\n\n" + end + "\n", "The boat in May"},
		"a sentence with a slash":  {a + "\n\n" + b + " (He said so and/or wrote it.)\n\n" + end + "\n", ""},
	} {
		text := "The night boat stops for good\n\n" + c.text
		if name == "lines of a song" {
			text = c.text
		}
		res, ds := Read("x.txt", []byte(text), Options{})
		if res == nil {
			t.Fatal(name, ds)
		}
		if c.lost != "" && strings.Contains(res.Body, c.lost) {
			t.Errorf("%s: %q is still there", name, c.lost)
		}
		for _, l := range res.Dropped {
			if c.lost == "" && l.Why != "" && !strings.Contains(l.Why, "front matter") {
				t.Errorf("%s: %q is left out: %s", name, l.Text, l.Why)
			}
		}
		if len(res.Turns) > 0 {
			t.Errorf("%s: %d turns", name, len(res.Turns))
		}
	}
}
