package importer

import (
	"strings"
	"testing"
)

// TestPastedHeads holds what heads of pasted articles say, and in which languages.
func TestPastedHeads(t *testing.T) {
	const body = "The company said on Tuesday that it would stop running the night boat from the first of next month, since hardly anybody is on it.\n\n" +
		"A study by the harbour office found that a boat of half the size would cost about a third as much to run on nearly every night.\n"
	const east = "会社は火曜日、来月一日から夜の船を止めると発表した。乗る人がほとんどいないためだという。島の人たちは港の貼り紙で初めて知った。\n\n" +
		"港湾局の調べでは、半分の大きさの船にすれば費用は三分の一で済む。調査は三月に終わったが、印刷されることはなかった。\n"
	for name, c := range map[string]struct{ text, want string }{
		"the word above the day": {"The boat stops for good\n\nPublished\n3 March 2020\n\n" + body, "The boat stops for good | | | 2020-03-03 | "},
		"a mail before it": {"---------- Forwarded message ---------\nFrom: Ann <ann@example.test>\nDate: Fri, 6 Mar 2020\nSubject: Read this\nTo: Bo <bo@example.test>\n\nThe boat stops for good\n\nBy Ida Holm\n3 March 2020\n\n" + body,
			"The boat stops for good | | Ida Holm | 2020-03-03 | "},
		"from a view for reading":    {"The boat stops for good\n\nexample.test\n\nIda Holm and Per Vik\n\n4–5 minutes\n\n" + body, "The boat stops for good | | Ida Holm, Per Vik | | "},
		"rights of the author":       {"The boat stops for good\n\nIda Holm\n3 March 2020\n\n" + body + "\n© 2020 Ida Holm\n", "The boat stops for good | | Ida Holm | 2020-03-03 | "},
		"the outlet below the names": {"The boat stops for good\n\nBy Ida Holm\nBoat Folk\n3 March 2020\n\n" + body + "\n© 2020 Boat Folk\n", "The boat stops for good | | Ida Holm | 2020-03-03 | Boat Folk"},
		"the outlet above all":       {"BOAT FOLK\n\nThe boat stops for good\n\nBy Ida Holm\n3 March 2020\n\n" + body + "\n© 2020 Boat Folk\n", "The boat stops for good | | Ida Holm | 2020-03-03 | Boat Folk"},
		"a body behind the name":     {"# The boat stops for good\n\n**By Ida Holm** | 3 March 2020 | Centre for Boats\n\n" + body, "The boat stops for good | | Ida Holm | 2020-03-03 | "},
		"what kind of text":          {"The boat stops for good\n\nPRESS SUMMARY\n3 March 2020\n\n" + body, "The boat stops for good | | | 2020-03-03 | "},
		"who asked":                  {"The boat stops for good\n\nInterview by Ida Holm\n3 March 2020\n\n" + body, "The boat stops for good | | Ida Holm | 2020-03-03 | "},
		"a day and a name":           {"The boat stops for good\n\n27 March 2024, 9:15 | Ida Holm\n\n" + body, "The boat stops for good | | Ida Holm | 2024-03-27 | "},
		"names between bars":         {"The boat stops for good\n\nStand: 24.02.2023, 17:04 Uhr | Von: Ida Holm, Per Vik\n\n" + body, "The boat stops for good | | Ida Holm, Per Vik | 2023-02-24 | "},
		"a place and a day":          {"The boat stops for good\n\nNorth Quay, 3 March 2020\n\n" + body, "The boat stops for good | | | 2020-03-03 | "},
		"changed, and before":        {"The boat stops for good\n\nBy Ida Holm\nLast updated: July 20, 2020 | Published: July 15, 2020\n\n" + body, "The boat stops for good | | Ida Holm | 2020-07-15 | "},
		"a job below":                {"The boat stops for good\n\nNobody on the island was asked\n\nNews\n\nBy Ida Holm\nReporter\n\n06:00, 3 March 2020\n\n" + body, "The boat stops for good | Nobody on the island was asked | Ida Holm | 2020-03-03 | "},
		"what nobody knows":          {"The boat stops for good\n\nBy Ida Holm\nThe Quay Folk, 3 March 2020\n\n" + body, "The boat stops for good | | Ida Holm | 2020-03-03 | "},
		"the number of a paper":      {"PRESS RELEASE\n\nNo. 114/2022\n\n8 November 2022\n\nThe boat stops for good\n\n" + body, "The boat stops for good | | | 2022-11-08 | "},
		"keys below a heading":       {"# The boat stops for good\n\nURL: https://example.test/boat\nAuthor: Ida Holm\nPublished: March 3, 2020\n\n" + body, "The boat stops for good | | Ida Holm | 2020-03-03 | "},
		"a place in capitals":        {"The boat stops for good\n\nOct 21st 2024|HARBOROUGH EAST\n\n" + body, "The boat stops for good | | | 2024-10-21 | "},
		"thanks to an agency":        {"The boat stops for good\n\nBy Ida Holm with AP\nPublished on 21/10/2024 - 09:00 GMT+2\n\n" + body, "The boat stops for good | | Ida Holm | 2024-10-21 | "},
		"a country":                  {"The boat stops for good\n\nMonday 21 October 2024 09:00, UK\n\n" + body, "The boat stops for good | | | 2024-10-21 | "},
		"the word above a name":      {"The boat stops for good\n\nPar :\nIda Holm\n\nPublié le : 30/05/2024 - 17:50\n\n" + body, "The boat stops for good | | Ida Holm | 2024-05-30 | "},
		"who edited it":              {"The boat stops for good\n\nSource: Xinhua| 2024-10-21 17:04:22|Editor: Li Wei\n\n" + body, "The boat stops for good | | | 2024-10-21 | "},
		"a name said twice":          {"The boat stops for good\n\nIda Holm By Ida Holm Harbour News\n\n21 October 2024\n\n" + body, "The boat stops for good | | Ida Holm | 2024-10-21 | Harbour News"},
		"a caption below":            {"The boat stops for good\n\nNobody on the island was asked about it\n\nThe boat in May [Per Vik/Harbour News]\n\nBy Ida Holm\n\n21 October 2024\n\n" + body, "The boat stops for good | Nobody on the island was asked about it | Ida Holm | 2024-10-21 | "},
		"a name, a job, a day":       {"The boat stops for good\n\nIda Holm\nHarbour Correspondent\nMonday 21 October 2024 09:00 BST\n\n" + body, "The boat stops for good | | Ida Holm | 2024-10-21 | "},
		"Ukrainian":                  {"The boat stops for good\n\nАвтор: Іда Гольм\n3 березня 2020, 10:15\n\n" + body, "The boat stops for good | | Іда Гольм | 2020-03-03 | "},
		"Hebrew":                     {"The boat stops for good\n\nמאת נועה לוי\n3 במרץ 2020\n\n" + body, "The boat stops for good | | נועה לוי | 2020-03-03 | "},
		"Arabic":                     {"The boat stops for good\n\nبقلم ليلى الحداد\n3 مارس 2020\n\n" + body, "The boat stops for good | | ليلى الحداد | 2020-03-03 | "},
		"Arabic, a sentence":         {"The boat stops for good\n\nكتبت ليلى رسالة\n\n" + body, "The boat stops for good | | | | "},
		"Japanese":                   {"島へ行く夜の船が来月で終わりに\n\n高瀬 由美\n2020年3月3日 16時30分\n\n" + east, "島へ行く夜の船が来月で終わりに | | 高瀬 由美 | 2020-03-03 | "},
		"Chinese":                    {"岛上的夜船下月停航\n\n2020年3月3日 08:14　来源：江城晚报　作者：沈静宜\n\n" + east, "岛上的夜船下月停航 | | 沈静宜 | 2020-03-03 | 江城晚报"},
		"French, with a later day":   {"The boat stops for good\n\nPublié le 3 mars 2020 à 06h00, modifié le 4 mars 2020 à 09h41\n\n" + body, "The boat stops for good | | | 2020-03-03 | "},
		"a clock and a zone":         {"The boat stops for good\n\nBy Ida Holm\nMarch 3, 2020 9:48 PM GMT+2 Updated 2 months ago\n\n" + body, "The boat stops for good | | Ida Holm | 2020-03-03 | "},
	} {
		file := "x.txt"
		if strings.HasPrefix(c.text, "# ") {
			file = "x.md"
		}
		res, ds := Read(file, []byte(c.text), Options{})
		if res == nil {
			t.Fatal(name, ds)
		}
		got := strings.Join([]string{res.Title, res.Subtitle, strings.Join(res.Byline, ", "), res.Published, res.OutletName}, " | ")
		if got = strings.ReplaceAll(got, "|  |", "| |"); strings.ReplaceAll(got, "|  |", "| |") != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, c.want)
		}
	}
}

// TestPastedFurniture holds that lines of the page are left out of pasted text in several languages, and sentences like them are not.
func TestPastedFurniture(t *testing.T) {
	const body = "The company said on Tuesday that it would stop running the night boat from the first of next month, since hardly anybody is on it."
	for s, kept := range map[string]bool{
		"Pubblicità": false, "広告": false, "إعلان": false, "Udostępnij": false, "4 minuti di lettura": false,
		"Lees ook: De boot van morgen": false, "関連記事：桜、平年より六日早く": false, "A boat of half the size\nRead more": false,
		"Sign up to First Tide\nOur morning email has the key stories": false, "Credit...Ida Holm for The Paper": false,
		"Ann waits at the pier. (Paper Photo/Ida Holm)": false, "You are receiving this email because you asked for it.": false,
		"Advertentie was the word on the wall":                    true,
		"Lees ook het tweede deel, zei hij.":                      true,
		"He asked for more time\nand they said: Read more of it.": true,
	} {
		text := "The boat stops for good\n\nBy Ida Holm\n3 March 2020\n\n" + body + "\n\n" + body + " Twice.\n\n" + s + "\n\n" + body + " Again.\n\n" + body + " And again.\n"
		res, ds := Read("x.txt", []byte(text), Options{})
		if res == nil {
			t.Fatal(s, ds)
		}
		first, _, _ := strings.Cut(s, "\n")
		if got := strings.Contains(res.Body, first); got != kept {
			t.Errorf("%q: kept is %v", s, got)
		}
	}
}

// TestAuthorsOfElements holds that names stand in elements called so, with or without their word, and end where other words begin.
func TestAuthorsOfElements(t *testing.T) {
	const prose = "<p>The company said on Tuesday that it would stop running the night boat from the first of next month, since hardly anybody is on it.</p>"
	for below, want := range map[string]string{
		"<div>Written by <a href=/i>Ida Holm</a><br>Last updated: July 20, 2020</div>":                                   "Ida Holm",
		"<div><span>By</span> <a href=/i>Ida Holm</a> <span>and</span> <a href=/p>Per Vik</a> <i>3 March 2020</i></div>": "Ida Holm, Per Vik",
		"<div class=author>IDA HOLM &amp; PER VIK</div>":                                                                 "IDA HOLM, PER VIK",
		"<div><span class=author-name>سامر الخطيب</span> <span>3 مارس 2020</span></div>":                                 "سامر الخطيب",
		"<div class=bylines><div><a href=/i>Ida Holm</a>, Harbour Editor</div></div>":                                    "Ida Holm",
		"<div class=byline-block><div>Ida Holm</div><div>North Quay</div></div>":                                         "Ida Holm",
		"<div class=byline__location>North Quay</div>":                                                                   "",
		"<div class=author-image>Ida Holm</div>":                                                                         "",
		"<div class=author>All our authors</div>":                                                                        "",
		"<div class=place>North Quay</div><div>3 March 2020</div>":                                                       "",
	} {
		res, ds := Read("x.html", []byte("<!doctype html><html><head><title>The boat stops for good</title></head><body><article><h1>The boat stops for good</h1>"+below+strings.Repeat(prose, 4)+"</article></body></html>"), Options{})
		if res == nil {
			t.Fatal(below, ds)
		}
		if got := strings.Join(res.Byline, ", "); got != want {
			t.Errorf("%s: %q, want %q", below, got, want)
		}
	}
}
