package webpage

import (
	"fmt"
	"html"
	"strings"
	"testing"
	"unicode"
)

// page made of a head and a body.
func made(head, body string) string {
	return "<!doctype html><html><head>" + head + "</head><body>" + body + "</body></html>"
}

const prose = "<p>The company said on Tuesday that it would stop running the night boat from the first of next month, since hardly anybody is on it.</p>" +
	"<p>A study by the harbour office found that a boat of half the size would cost about a third as much to run on nearly every night.</p>"

func ld(s string) string { return `<script type="application/ld+json">` + s + `</script>` }

func TestMetadata(t *testing.T) {
	for name, c := range map[string]struct{ head, body, want string }{
		"title and site by agreement":   {"<title>The boat stops - Harbour news | The Paper</title><meta property=og:title content='The boat stops - Harbour news'>", "<h1>The boat stops</h1>", "The boat stops | | | | "},
		"a dash of the headline":        {"<title>The boat - a farewell - The Paper</title>", "<h1>The boat - a farewell</h1>", "The boat - a farewell | | | | "},
		"site by its address":           {"<title>The boat stops | Example Post</title><link rel=canonical href='https://www.examplepost.test/a/boat'>", "", "The boat stops | | | Example Post | https://www.examplepost.test/a/boat"},
		"a company and its paper":       {"<title>The boat stops - The Paper</title>" + ld(`{"@type":"NewsArticle","headline":"The boat stops","publisher":{"@type":"Organization","name":"The Paper Company"}}`), "<h1>The boat stops</h1>", "The boat stops | | | The Paper | "},
		"an address behind a name":      {"<title>The boat stops</title><meta name=author content='Ada Ruiz (http://ruiz.test/)'>", "<h1>The boat stops</h1>", "The boat stops | Ada Ruiz | | | "},
		"small print in the heading":    {"<title>Boats: 8 Jul 2019</title>", "<h1>Boats <small>part of Questions</small></h1>", "Boats | | | | "},
		"nothing to cut by":             {"<title>The boat | A history of tea</title>", "", "The boat | A history of tea | | | | "},
		"entities twice":                {"<title>Tea &amp;amp; salt &#8211; a test</title>", "", "Tea & salt – a test | | | | "},
		"headline cut in metadata":      {ld(`{"@type":"NewsArticle","headline":"The boat that carried nine passengers a night will stop for good and nobody on the isla…"}`), "<h1>The boat that carried nine passengers a night will stop for good and nobody on the island was asked</h1>", "The boat that carried nine passengers a night will stop for good and nobody on the island was asked | | | | "},
		"readers see the heading":       {"<title>Boat fares, times and prices | The Paper</title><meta property=og:title content='Boat fares, times and prices'><meta property=og:site_name content='The Paper'>", "<h1>What the boat costs and its times</h1>", "What the boat costs and its times | | | The Paper | "},
		"a line above the headline":     {"<title>The boat stops for good - The Paper</title><meta property=og:title content='The boat stops for good'><meta property=og:site_name content='The Paper'>", "<h1><span>Harbour</span> <span>The boat stops for good</span></h1>", "The boat stops for good | | | The Paper | "},
		"above it, on an unknown site":  {"<title>The boat stops for good | Example Post</title>", "<h1><span>Harbour</span> <span>The boat stops for good</span></h1>", "The boat stops for good | | | | "},
		"a line below the headline":     {"<meta property=og:title content='The boat stops for good'>", "<h1><span>The boat stops for good</span> <span>Nobody was asked</span></h1>", "The boat stops for good | | | | "},
		"a colon goes on":               {"<meta property=og:title content='Where the boat stops now'>", "<h1>The harbour: Where the boat stops now</h1>", "The harbour: Where the boat stops now | | | | "},
		"a sentence goes on":            {"<meta property=og:title content='How to care for boats'>", "<h1>How to care for boats to keep them dry</h1>", "How to care for boats to keep them dry | | | | "},
		"logo is no title":              {"<title>The boat stops</title><meta property=og:site_name content='The Paper'>", "<h1><a href='/'>The Paper</a></h1><h2>The boat stops</h2>", "The boat stops | | | The Paper | "},
		"a paragraph for a headline":    {"<title>The boat stops for good</title>" + ld(`{"@type":"Article","headline":"`+strings.Repeat("The company said that it would stop running the night boat. ", 4)+`"}`), "", "The boat stops for good | | | | "},
		"a page for printing":           {"<title>The Paper - print version</title>", "<h2>The boat stops for good</h2>", "The boat stops for good | | | | "},
		"the heading names the site":    {"<title>Boats of the north » Archive » The boat stops</title>", "<h1>Boats of the north</h1><h2><a href=/boat>The boat stops</a></h2>", "The boat stops | | | | "},
		"the title has the site's name": {"<title>Ten years of harbour.test — harbour.test</title><link rel=canonical href=https://harbour.test/x>", "<h1>Ten years of harbour.test</h1>", "Ten years of harbour.test | | | | https://harbour.test/x"},
		"a heading is not cut":          {"<title>Stay or sail – what is dearer?</title>", "<h1>Stay or sail – what is better?</h1>", "Stay or sail – what is better? | | | | "},
		"a long line cut by nobody":     {ld(`{"@type":"Article","headline":"How to Care for Boats on the"}`), "<h1>How to Care for Boats on the Water</h1>", "How to Care for Boats on the Water | | | | "},
		"a sign where lines meet":       {"<meta property=og:title content='The harbour - „Nobody was asked“'>", "<h1><span>The harbour</span>„Nobody was asked“</h1>", "The harbour - „Nobody was asked“ | | | | "},
		"an element in the heading":     {"<title>Boats: the end - The Paper</title><meta property=og:title content='Boats: the end'>", "<h1 class=t><div>What the end of the boats means here</div></h1>", "What the end of the boats means here | | | | "},
		"a small header of its own":     {"<title>The boat service - The Paper</title><meta property=og:title content='The boat service'>", "<div><header><h1>Boats for people, mail and goods</h1></header></div>", "Boats for people, mail and goods | | | | "},
		"the headline as a publisher":   {"<title>The boat stops | The Paper</title><meta property=og:site_name content='The Paper'><meta property=og:title content='The boat stops | The Paper'>", "<h1>The boat stops</h1><div itemprop=publisher itemscope><span itemprop=name>The boat stops</span></div>", "The boat stops | | | The Paper | "},
		"eastern hyphen":                {"<title>港の船は明日から動きません！-港新聞</title>", "<div class=t>港の船は明日から動きません！</div>", "港の船は明日から動きません！ | | | | "},
		"array, nested, authors":        {ld(`[{"@type":"BreadcrumbList"},{"@type":"WebPage","mainEntity":{"@type":"NewsArticle","headline":"The boat stops","author":["Ida Holm",{"name":["Per Vik"]}],"datePublished":"2020-01-02","publisher":[{"name":"The Paper"}]}}]`), "", "The boat stops | Ida Holm, Per Vik | 2020-01-02 | The Paper | "},
		"broken JSON":                   {ld("<!--\n{\"@type\":\"Article\",\"headline\":\"The boat\tstops\",\"datePublished\":\"2020-01-02T03:04:05.678+0100\",}\n-->"), "", "The boat stops | | 2020-01-02T03:04:05+01:00 | | "},
		"the article of several":        {ld(`{"@type":"NewsArticle","headline":"Another","datePublished":"2001-01-01"}`) + ld(`{"@type":"NewsArticle","headline":"The boat stops","datePublished":"2020-01-02"}`), "<h1>The boat stops</h1>", "The boat stops | | 2020-01-02 | | "},
		"related ones are not it":       {ld(`{"@type":"WebPage","name":"The boat stops","relatedLink":{"@type":"NewsArticle","headline":"Another","datePublished":"2001-01-01"}}`), "<h1>The boat stops</h1>", "The boat stops | | | | "},
		"modified is not published":     {"<meta property=article:modified_time content=2020-01-02>" + ld(`{"@type":"Article","headline":"The boat stops","dateModified":"2020-01-02"}`), "", "The boat stops | | | | "},
		"day in the address decides":    {"<meta name=date content=2024-01-02><meta property=og:url content=https://x.test/2020/05/06/boat>" + "<meta itemprop=datePublished content=2020-05-06>", "<h1>The boat stops</h1>", "The boat stops | | 2020-05-06 | | https://x.test/2020/05/06/boat"},
		"time of no known offset":       {"<meta property=article:published_time content='2020-01-02 10:20:30'>", "<h1>The boat stops</h1>", "The boat stops | | 2020-01-02 | | "},
		"two ways to read a day":        {"<meta name=date content=04/05/2020>", "<h1>The boat stops</h1>", "The boat stops | | | | "},
		"time beside the headline":      {"", "<h1>The boat stops</h1><div class=x><time datetime=2020-01-02T10:00Z>today</time></div>", "The boat stops | | 2020-01-02T10:00:00Z | | "},
		"time of a comment":             {"", "<h1>The boat stops</h1>" + prose + "<div class=comments><time datetime=2020-01-02>then</time></div>", "The boat stops | | | | "},
		"an entry's day below it":       {"", "<article><h1>The boat stops</h1>" + prose + "<footer class=entry-meta><a rel=bookmark><time class='entry-date published updated' datetime=2020-01-02T08:39:36+00:00>2 January</time></a></footer></article>", "The boat stops | | 2020-01-02T08:39:36+00:00 | | "},
		"days of several entries":       {"", "<article><h1>The boat stops</h1>" + prose + "<footer><time class='entry-date published' datetime=2020-01-02>2 January</time></footer></article><footer><time class='entry-date published' datetime=2020-01-05>5 January</time></footer>", "The boat stops | | | | "},
		"marked, beside the text":       {"", "<h1>The boat stops</h1>" + prose + "<aside><time itemprop=datePublished datetime=2020-01-02>2 January</time></aside>", "The boat stops | | 2020-01-02 | | "},
		"time in an event's layout":     {"", "<div class='live card'><article><h1>The boat stops</h1><aside><time datetime=2020-01-02>2 January</time></aside>" + prose + "</article></div>", "The boat stops | | 2020-01-02 | | "},
		"times of other articles":       {"", "<h1>The boat stops</h1>" + prose + "<ul><li><time pubdate datetime=2020-01-02>2 January</time><li><time pubdate datetime=2020-01-05>5 January</time></ul>", "The boat stops | | | | "},
		"note of an archive":            {"", "<p>The Wayback Machine - https://web.archive.org/web/20070228213001/http://x.test:80/boat</p><h1>The boat stops</h1>", "The boat stops | | | | http://x.test:80/boat"},
		"time of a change":              {"", "<h1>The boat stops</h1><p>Updated <time datetime=2020-01-02>then</time></p>", "The boat stops | | | | "},
		"Dublin Core":                   {"<meta name=DC.title content='The boat stops'><meta name=DC.creator content='Ida Holm'><meta name=DC.date.issued content=2020-01><meta name=DC.publisher content='The Paper'>", "", "The boat stops | Ida Holm | 2020-01 | The Paper | "},
		"not a name":                    {"<meta name=author content=admin><meta property=article:author content='https://x.test/ida'>", "<h1>The boat stops</h1>", "The boat stops | | | | "},
		"hEntry":                        {"", "<article class=h-entry><h1 class=p-name>The boat stops</h1><a class='p-author h-card' href=/ida>Ida Holm</a> <time class=dt-published datetime=2020-01-02>2 January</time></article>", "The boat stops | Ida Holm | 2020-01-02 | | "},
		"relative canonical":            {"<base href='https://x.test/a/'><link rel=canonical href='boat.html#top'>", "<h1>The boat stops</h1>", "The boat stops | | | | https://x.test/a/boat.html"},
		"no odd address":                {"<link rel=canonical href='javascript:alert(1)'><meta property=og:url content='data:text/html,x'>", "<h1>The boat stops</h1>", "The boat stops | | | | "},
		"front page is no address":      {"<link rel=canonical href='https://x.test/'><meta property=og:url content='https://x.test/boat'>", "<h1>The boat stops</h1>", "The boat stops | | | | https://x.test/boat"},
	} {
		p, ds := Read("x.html", []byte(made(c.head, c.body+prose)), "")
		if p == nil {
			t.Errorf("%s: %v", name, ds)
			continue
		}
		if got := fmt.Sprintf("%s | %s | %s | %s | %s", p.Title, strings.Join(named(p), ", "), p.Published, p.Outlet, p.URL); strings.Join(strings.Fields(got), " ") != strings.Join(strings.Fields(c.want), " ") {
			t.Errorf("%s:\n %s\nwant\n %s", name, got, c.want)
		}
	}
}

func TestMarkdown(t *testing.T) {
	for name, c := range map[string]struct{ body, want string }{
		"emphasis and links": {`<p>One <b>two</b> <i>three</i> <a href="/x?a=1&b=2">four</a> <a href="#f">5</a> <a href="mailto:a@b.c">six</a>.</p>`, "One **two** *three* [four](https://x.test/x?a=1&b=2) 5 [six](mailto:a@b.c)."},
		"no odd scheme":      {`<p>One <a href=" java&#10;script:x()">two</a> <a href="vbscript:x">three</a> <a href="data:,x">four</a> <a href="file:///etc/passwd">five</a></p>`, "One two three four five"},
		"marks are escaped":  {`<p>One <b>two</b> *x* [x](y) # &lt;b&gt; &amp;amp; 1. _a_</p>`, `One **two** \*x* \[x](y) # &lt;b&gt; \&amp; 1. \_a_`},
		"list":               {`<ul><li>one</li><li>two<ol start=3><li>three</li></ol></li></ul>`, "- one\n- two\n  \n  3. three"},
		"quotation":          {`<blockquote><p>one</p><p>two <em>three</em></p></blockquote>`, "> one\n> \n> two *three*"},
		"table":              {`<table><tr><th>a</th><th>b</th></tr><tr><td>1|2</td><td><p>x</p><p>y</p></td></tr></table>`, "| a    | b   |\n|------|-----|\n| 1\\|2 | x y |"},
		"code":               {"<pre>a <b>b</b>\n  *c*</pre>", "```\na b\n  *c*\n```"},
		"breaks":             {`<p>one<br><b>two</b></p>`, "one\n**two**"},
		"sub":                {`<p>H<sub>2</sub>O <b>is</b> wet</p>`, "H2O **is** wet"},
		"heading":            {`<h3>A <a href="/y">head</a></h3><p>and its text</p>`, "A [head](https://x.test/y)\nand its text"},
		"signs for pictures": {`<p>one <img alt="😀" src=x> <b>two</b></p>`, "one 😀 **two**"},
	} {
		p, _ := Read("x.html", []byte(made("<link rel=canonical href=https://x.test/z><title>A title</title>", "<main><h1>A title</h1>"+prose+c.body+prose+"</main>")), "")
		var got []string
		for _, b := range p.Blocks[2 : len(p.Blocks)-2] {
			if b.Markdown == nil {
				got = append(got, b.Plain...)
			} else {
				got = append(got, b.Markdown...)
			}
		}
		if s := strings.Join(got, "\n"); s != c.want {
			t.Errorf("%s:\n%q\nwant\n%q", name, s, c.want)
		}
	}
}

// TestNames holds that an article is found in boxes whose names say that they are something else.
func TestNames(t *testing.T) {
	body := "<h1>The boat stops</h1><div id=related-teaser><p>" + strings.Repeat("One of many other stories is told here at some length. ", 3) + "</p></div>"
	for i := range 5 {
		body += fmt.Sprintf("<section><h2>Part %d</h2><div id=TOC_%d>%s</div></section>", i, i, strings.Repeat(prose, 2))
	}
	p, ds := Read("x.html", []byte(made("", body)), "")
	if p == nil {
		t.Fatal(ds)
	}
	text := ""
	for _, b := range p.Blocks {
		text += strings.Join(b.Plain, " ") + "\n"
	}
	if strings.Count(text, "night boat") != 10 || strings.Contains(text, "many other stories") {
		t.Errorf("the article is %q", text)
	}
}

// TestFurniture holds what of a page is left out, and that each word of it has its reason.
func TestFurniture(t *testing.T) {
	reply := "<div class=c><b>Per</b> <span>2 days ago</span><p>I think that this is wrong, as the boat was always full when I was on it with my children.</p><a>Reply</a></div>"
	for name, c := range map[string]struct{ body, gone, why, stays string }{
		"how words are read":  {"<p>港の<ruby>船<rp>(</rp><rt>ふね</rt><rp>)</rp></ruby>が止まる。</p>" + prose, "ふね", "how a word is read", "港の船が止まる。"},
		"comments of no name": {prose + prose + "<div id=d><h3>2 Comments</h3>" + reply + reply + "</div>", "always full", whyComments, "night boat"},
		"a line to another":   {prose + "<p><strong>Read also: <a href=/x>Fishing is forbidden</a></strong></p>" + prose, "Fishing", whyRelated, "night boat"},
		"a name alone":        {"<p>By Ida Holm</p>" + prose + prose, "Ida Holm", whyByline, "night boat"},
		"signs that lead":     {prose + `<h2>Notes<a href="#n">¶</a></h2>` + prose, "", "", "Notes\n"},
		"a table's caption":   {prose + "<table><caption>Nights</caption><tr><th>Year<th>Nights<tr><td>2020<td>300</table>" + prose, "", "", "Nights\nYear Nights 2020 300\n"},
		"made by a script":    {"<div class=post><script type='text/template'>" + prose + "</script></div>", "", "", "The company said"},
		"shown by Firefox":    {"", "", "", "The company said"},
	} {
		page := made("<title>The boat stops</title>", "<h1>The boat stops</h1>"+c.body)
		if name == "shown by Firefox" {
			page = "<html><head><link href=resource://content-accessible/viewsource.css></head><body id=\"viewsource\"><pre>" + html.EscapeString(made("<title>The boat stops</title>", "<h1>The boat stops</h1>"+prose)) + "</pre></body></html>"
		}
		p, ds := Read("x.html", []byte(page), "")
		if p == nil {
			t.Fatal(name, ds)
		}
		text := ""
		for _, b := range p.Blocks {
			text += strings.Join(b.Plain, " ") + "\n"
		}
		if !strings.Contains(text, c.stays) || c.gone != "" && strings.Contains(text, c.gone) || p.Title != "The boat stops" {
			t.Errorf("%s: %q is %q", name, p.Title, text)
		}
		found := c.gone == ""
		for _, d := range p.Dropped {
			found = found || d.Why == c.why && strings.Contains(d.Text, c.gone)
		}
		if !found {
			t.Errorf("%s: not left out for that reason: %v", name, p.Dropped)
		}
	}
}

// TestOpening holds that the paragraphs below the headline are found where a picture's box parts them from the others, and those behind a wall.
func TestOpening(t *testing.T) {
	more := strings.Repeat(prose, 4)
	for name, body := range map[string]string{
		"in a box of its own":   "<main><div><h1>The boat stops</h1><div class=teaser><p>It has sailed for forty years without a day of rest, and on Friday it sails for the last time.</p></div></div><div class=text>" + more + "</div></main>",
		"two, before a picture": "<main><div><h1>The boat stops</h1></div><div><p>It has sailed for forty years without a day of rest, and on Friday it sails for the last time.</p><figure><img src=x></figure></div><div class=text>" + more + "</div></main>",
		"behind a wall":         "<article><h1>The boat stops</h1><p class=paywall>It has sailed for forty years without a day of rest, and on Friday it sails for the last time.</p>" + strings.ReplaceAll(more, "<p>", "<p class=paywall>") + "</article>",
	} {
		p, ds := Read("x.html", []byte(made("", body)), "")
		if p == nil {
			t.Fatal(name, ds)
		}
		text := p.Subtitle
		for _, b := range p.Blocks {
			text += strings.Join(b.Plain, " ") + "\n"
		}
		if !strings.HasPrefix(text, "It has sailed") || strings.Count(text, "night boat") != 4 {
			t.Errorf("%s: the article is %q", name, text)
		}
	}
}

func TestEncodings(t *testing.T) {
	for name, c := range map[string]struct{ page, encoding, want, warning string }{
		"declared after a comment": {"<!-- saved from url=(0014)https://x.test/ --><html><meta charset='iso-8859-2'>b\xb3\xb1d", "", "błąd", ""},
		"declaration in a comment": {"<html><!-- <meta charset=koi8-r> --><meta charset=utf-8>Größe", "", "Größe", ""},
		"XML":                      {"<?xml version='1.0' encoding='windows-1251'?><html>\xcf\xe0\xf0\xee\xec", "", "Паром", ""},
		"overruled":                {"<html><meta charset=utf-8>\xcf\xe0\xf0\xee\xec", "windows-1251", "Паром", ""},
		"undeclared":               {"<html>caf\xe9", "", "café", "read as windows-1252"},
		"not what it says":         {"<html><meta charset=utf-8>caf\xe9 \x93so\x94", "", "café “so”", "is not; it was read as windows-1252"},
		"one byte of another":      {"<html><meta charset=utf-8>Größe Maß caf\xe9", "", "Größe Maß café", "are not UTF-8, as it says"},
		"says UTF-16 and is not":   {"<html><meta charset=utf-16>Größe", "", "Größe", ""},
		"saved anew":               {"<html><meta charset=gbk>Größe Maß Höhe äöü", "", "Größe Maß Höhe", "but it is UTF-8"},
		"one bad byte of many":     {"<html><meta charset=shift_jis>" + strings.Repeat("\x93\x63\x92\x86", 400) + "\x81\x20", "", "田中", "here and in 0 other places"},
		"a mark wins":              {"\xef\xbb\xbf<html><meta charset=koi8-r>Größe", "", "Größe", ""},
		"bytes that are none":      {"<html><meta charset=utf-8>Grö\x00ße" + strings.Repeat(" and again", 200), "", "Größe", "NUL bytes, which were left out: 1"},
		"gb18030":                  {"<html><meta charset=gb2312>\xc4\xfa\xba\xc3", "", "您好", ""},
	} {
		p, ds := Read("x.html", []byte(c.page+" and some more words"), c.encoding)
		if p == nil || !strings.Contains(p.Words, c.want) {
			t.Errorf("%s: %v %+v", name, ds, p)
		} else if c.warning == "" && len(ds) > 0 || c.warning != "" && (len(ds) == 0 || !strings.Contains(ds[0].Message, c.warning)) {
			t.Errorf("%s: %v, want %q", name, ds, c.warning)
		}
	}
	for name, page := range map[string]string{"unknown": "<html><meta charset=x-martian>a", "cut off": "<html><meta charset=utf-8>Gr\xc3", "binary": "%PDF-1.4 <html>"} {
		if p, ds := Read("x.html", []byte(page), ""); p != nil || len(ds) == 0 {
			t.Errorf("%s is read", name)
		}
	}
}

// TestLines says where in the file a part stands.
func TestLines(t *testing.T) {
	p, _ := Read("x.html", []byte("<!doctype html>\n<html>\n<nav\n class=x>\n<a href=/>Home page</a>\n</nav>\n<!-- a\nb -->\n<script>\n\n</script>\n<h1>A title</h1>\n"+prose+"\n<p>\nLast words of it all,\nin two lines.</p>"), "")
	for _, d := range p.Dropped {
		if d.Text == "Home page" && d.Line != 5 {
			t.Errorf("line %d, want 5", d.Line)
		}
	}
	if b := p.Blocks[len(p.Blocks)-1]; b.Line != 15 {
		t.Errorf("the last block is in line %d, want 15: %v", b.Line, b.Plain)
	}
}

// TestOtherForms reads a page as a web archive has it, and the view of a page's source.
func TestOtherForms(t *testing.T) {
	page := "<html><head><title>Größe</title></head><body><h1>Größe</h1>" + prose + "</body></html>"
	quoted := strings.NewReplacer("=", "=3D", "ö", "=F6", "ß", "=DF", ", and", ",=\r\n and").Replace(page)
	archive := "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://x.test/a\r\nDate: Thu, 5 Mar 2020 10:11:12 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\"; boundary=\"B\"\r\n\r\n" +
		"--B\r\nContent-Type: text/html; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + quoted + "\r\n--B\r\nContent-Type: text/css\r\n\r\np{}\r\n--B--\r\n"
	source := "<html><head></head><body><div class=\"line-gutter-backdrop\"></div><table><tbody>"
	for i, l := range strings.Split(strings.ReplaceAll(page, "<p>", "\n<p>"), "\n") {
		l = strings.NewReplacer("<", "&lt;", ">", "&gt;").Replace(l)
		source += fmt.Sprintf("<tr><td class=\"line-number\" value=\"%d\"></td><td class=\"line-content\"><span class=\"html-tag\">%s</span></td></tr>", i+1, l)
	}
	for name, data := range map[string]string{"archive": archive, "view of the source": "\ufeff" + source + "</tbody></table></body></html>"} {
		p, ds := Read("x", []byte(data), "")
		if p == nil || p.Title != "Größe" || len(p.Blocks) != 2 {
			t.Errorf("%s: %v %+v", name, ds, p)
		} else if name == "archive" && (p.URL != "https://x.test/a" || p.Saved != "2020-03-05T10:11:12Z") {
			t.Errorf("%s: %q saved %q", name, p.URL, p.Saved)
		}
	}
	for name, data := range map[string]string{"cut off": archive[:len(archive)/3], "no page": strings.Replace(archive, "text/html; charset", "text/x; charset", 1)} {
		if p, ds := Read("x", []byte(data), ""); p != nil || len(ds) == 0 {
			t.Errorf("%s: %+v", name, p)
		}
	}
}

// TestHostile reads pages that are made to break or to slow down what reads them.
func TestHostile(t *testing.T) {
	n := 30_000
	for name, body := range map[string]string{
		"nested boxes":   strings.Repeat("<div>", n) + "words",
		"nested lists":   strings.Repeat("<ul><li>x ", n),
		"nested tables":  strings.Repeat("<table><tr><td>x ", n),
		"nested quotes":  strings.Repeat("<blockquote>x ", n),
		"open marks":     strings.Repeat("<b>x ", n) + strings.Repeat("<i><p>y ", n),
		"crossing marks": "<p>" + strings.Repeat("<b><i>x</b></i> ", n),
		"marks by name":  "<p>" + strings.Repeat("<font color=1><p>x ", n),
		"unknown":        strings.Repeat("<x-y>x ", n) + strings.Repeat("</z>", n),
		"attributes":     "<p " + strings.Repeat("a=1 b ", n) + ">words",
		"breaks":         "<div>" + strings.Repeat("<br> ", n) + "words",
		"options":        "<select>" + strings.Repeat("<option>x", n),
		"frames":         "<frameset><frame src=x></frameset><noframes>words</noframes>",
		"base":           "<base href='javascript:x'><p><a href=y>words</a>",
		"zeros":          "<p>wo\x01rds</p>",
		"unclosed":       "<p>words <!-- ",
		"unclosed tag":   "<p>words <a href='",
		"drawing":        "<p>words <svg><title>in it</title><foreignObject><p>more words</p></foreignObject></svg>",
		"only tags":      "<><<>></><p",
		"deep JSON":      ld(strings.Repeat("[", 20_000)) + "words",
	} {
		p, ds := Read("x.html", []byte("<!doctype html>"+body), "")
		if p == nil {
			if len(ds) == 0 {
				t.Errorf("%s: refused without a reason", name)
			}
			continue
		}
		account(t, name, p)
	}
}

// account checks that every word that the page shows is in a block, the title or the list of what was left out.
func account(t *testing.T, name string, p *Page) {
	t.Helper()
	have := map[string]int{}
	count := func(s string, n int) {
		for w := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) }) {
			have[w] += n
		}
	}
	for _, b := range p.Blocks {
		count(strings.Join(b.Plain, "\n"), 1)
	}
	for _, d := range p.Dropped {
		count(d.Text, 1)
	}
	count(p.Words, -1)
	for w, n := range have {
		if n < 0 {
			t.Fatalf("%s: the word %q is lost", name, w)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("<html><body><h1>x</h1>" + prose + "<ul><li>a<li>b</ul><table><tr><td>1<td>2<tr><td>3<td>4</table><blockquote>q</blockquote><pre>c</pre></body>")
	f.Add("<title>a - b</title>" + ld(`{"@type":"Article","headline":"a","articleBody":"b"}`) + "<p>x<br><br>y<img alt='a b c'><figure><figcaption>z</figcaption></figure>")
	f.Add("<b><i><p>x</b></i><svg><p>y<select><option>z</template><template shadowrootmode=open>w")
	f.Add("<p>x<br>y<img alt='\x1d\x1d'>X<img alt='-'>z</p>")
	f.Fuzz(func(t *testing.T, s string) {
		p, ds := Read("x.html", []byte(s), "")
		if p == nil {
			if len(ds) == 0 {
				t.Fatal("refused without a reason")
			}
			return
		}
		account(t, s, p)
	})
}
