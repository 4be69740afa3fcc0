package html

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/google/go-cmp/cmp"

	"github.com/lateral-reader/lateral/internal/corpusgen"
	"github.com/lateral-reader/lateral/internal/search"
)

// The page, as scripts read it.
const (
	said   = `document.getElementById("said").textContent`
	titles = `[...document.querySelectorAll("#found h2")].map((h) => h.textContent).join(" | ")`
	marks  = `[...new Set([...document.querySelectorAll("#found mark")].map((m) => m.textContent.toLowerCase()))].sort().join(" ")`
	first  = `document.querySelector("#found li")?.innerText.replace(/\s+/g, " ")`
)

// query types a query anew and waits for its answer.
func (b *tab) query(q string) {
	b.Helper()
	b.eval(`document.getElementById("said").textContent = "…"`)
	b.eval(`document.getElementById("q").value = ""`)
	b.do(chromedp.SendKeys("#q", q, chromedp.ByQuery))
	b.until(said+`.length > 1`, "true")
}

func TestSearchPage(t *testing.T) {
	chromium(t)
	site := written(t, pages(t, repo, "public"))
	both(t, site, func(b *tab) {
		b.open("search.html")
		b.until(`document.getElementById("find").hidden`, "false")

		b.query("bearings")
		b.until(marks, "bearings")
		b.query("INSPEC") // a beginning, in capitals
		b.until(marks, "inspect inspected inspection inspections inspector inspectors")
		b.query("“the bearings were”")
		b.until(said+`.includes("found")`, "true")
		b.until(`[...document.querySelectorAll("#found li li")].every((l) => /the bearings were/i.test(l.textContent))`, "true")
		b.query("brigde") // a slip
		b.until(said+`.startsWith("Nothing has “brigde”; this has “bridge”.")`, "true")
		b.until(marks, "bridge")
		b.query("harbóur bridge ")
		b.until(marks, "bridge harbour")
		b.query("zzzz")
		b.until(said+`.endsWith("Nothing found.")`, "true")

		// Every link of every result leads to something that is there.
		b.query("bridge")
		b.eval(`[...document.querySelectorAll("#found button")].forEach((x) => x.click())`)
		hrefs := strings.Fields(b.eval(`[...document.querySelectorAll("#found ol a, #found h2 a")].map((a) => a.getAttribute("href")).join(" ")`))
		if len(hrefs) < 30 {
			b.Errorf("only %d links", len(hrefs))
		}
		for _, h := range hrefs {
			at, id, _ := strings.Cut(h, "#")
			page, err := os.ReadFile(filepath.Join(site, filepath.FromSlash(at)))
			if err != nil || id != "" && !strings.Contains(string(page), `id="`+id+`"`) {
				b.Errorf("%s leads nowhere", h)
			}
		}

		// A filter stands in the address; Back takes it away, and the address alone brings it again.
		b.eval(`document.getElementById("narrow").open = true`)
		b.until(`document.getElementById("f-speaker").options.length > 10`, "true")
		all := b.eval(said)
		b.eval(`document.getElementById("f-stance").value = "D"`)
		b.eval(`document.getElementById("f-stance").dispatchEvent(new Event("change", {bubbles: true}))`)
		b.until("location.hash", "#q=bridge&stance=D")
		b.until(said+` !== `+fmt.Sprintf("%q", all), "true")
		filtered := b.eval(said)
		b.until(`[...document.querySelectorAll("#found .ours .small")].every((x) => x.textContent.includes("disputes"))`, "true")
		b.do(chromedp.NavigateBack())
		b.until("location.hash", "#q=bridge")
		b.until(said, all)
		b.open("about.html")
		b.open("search.html#q=bridge&stance=D")
		b.until(said, filtered)
		b.until(`document.getElementById("chosen").textContent`, ": disputes")
		b.open("about.html")
		b.open("search.html#speaker=tomas-okafor&in=text")
		b.until(`[...document.querySelectorAll("#found li li .small")].some((x) => x.textContent === "text · Tomas Okafor")`, "true")
		b.open("about.html")
		b.open("search.html#q=bridge&from=2024-03-06&to=2024-04")
		b.until(`[...document.querySelectorAll("#found > li > .small")].every((x) => /March 2024|April 2024/.test(x.textContent))`, "true")

		// By keyboard: the slash leads to the box, and from there Tab to the filters and the first result.
		b.open("about.html")
		b.open("search.html#q=inspections")
		b.until(said+`.length > 1`, "true")
		b.do(input.DispatchKeyEvent(input.KeyDown).WithKey("/").WithCode("Slash").WithText("/"))
		b.until(`document.activeElement.id`, "q")
		b.do(chromedp.KeyEvent(kb.Tab))
		b.until(`document.activeElement.tagName`, "SUMMARY")
		b.do(chromedp.KeyEvent(kb.Tab))
		b.until(`document.activeElement.parentNode.tagName`, "H2")
		b.do(chromedp.KeyEvent(kb.Enter))
		b.until(`location.pathname.endsWith("search.html")`, "false")

		// A narrow page scrolls in one direction alone.
		b.do(chromedp.EmulateViewport(320, 800))
		b.open("search.html#q=bridge")
		b.until(said+`.length > 1`, "true")
		b.until(`document.documentElement.scrollWidth`, "320")

		// Without script the lists are open, and nothing asks for what would not answer.
		b.do(emulation.SetScriptExecutionDisabled(true))
		b.open("search.html")
		b.do(chromedp.WaitVisible("#lists a", chromedp.ByQuery), chromedp.WaitNotVisible("#find", chromedp.ByQuery))
	})
}

// TestSearchLoadsLittle asks a site whose index is in many files, and counts them.
func TestSearchLoadsLittle(t *testing.T) {
	chromium(t)
	dir := t.TempDir()
	if err := corpusgen.Write(dir, corpusgen.Options{Seed: 5, Sources: 300, Restricted: 20}); err != nil {
		t.Fatal(err)
	}
	files := pages(t, os.DirFS(dir), "public")
	site := written(t, files)
	words := []string{"said", "nobody", "without", "people"} // of the generator's grammar
	both(t, site, func(b *tab) {
		b.open("search.html#q=the&from=2021-03&to=2021-05")
		b.until(`document.querySelectorAll("#found > li").length`, "10")
		// One that was published on some day of a longer time may have been published then.
		b.until(`[...document.querySelectorAll("#found > li > .small")].map((x) => x.textContent).every((x) => / (March|April|May) 2021$/.test(x) || !/ · \d+ \w+ \d+$/.test(x))`, "true")
		b.until(`document.getElementById("found").textContent.includes(" 2021")`, "true")
		for _, c := range []struct {
			query string
			says  string
		}{
			{words[0], ""}, {words[1], ""}, {`"` + words[3] + ` with"`, ""}, {"wit", ""}, {"nobdoy", "Nothing has “nobdoy”; this has “nobody”."}, {"mobody", "this has “nobody”"},
			{strings.Join(words, " "), ""}, {"without nobody", ""},
		} {
			b.open("about.html")
			b.open("search.html")
			b.until(`document.getElementById("find").hidden`, "false")
			b.loaded()
			b.eval(`document.getElementById("q").value = ` + fmt.Sprintf("%q", c.query))
			b.eval(`document.getElementById("q").dispatchEvent(new Event("input"))`)
			b.until(said+`.length > 1`, "true")
			got := b.eval(said)
			if !strings.Contains(got, c.says) || b.eval(`document.querySelectorAll("#found > li").length`) != "10" && !strings.HasPrefix(c.query, `"`) {
				b.Errorf("%s: %s", c.query, got)
			}
			terms, bytes := 0, 0
			for _, at := range b.loaded() {
				switch {
				case strings.HasPrefix(at, "search/s-"):
					if len(files[at]) > 15_000 {
						b.Errorf("%s has %d bytes", at, len(files[at]))
					}
				case strings.HasPrefix(at, "search/"):
					terms++
					bytes += len(files[at])
				}
			}
			if most := 3; c.says == "" && terms > most || bytes > 60_000 {
				b.Errorf("%s loads %d files of terms, %d bytes", c.query, terms, bytes)
			}
		}
	})
}

// TestWordsAreCutAlike: what is a word, and how it is compared, is the same where the index is written and where it is read, for every letter there is.
func TestWordsAreCutAlike(t *testing.T) {
	chromium(t)
	b := newTab(t, "file://"+filepath.ToSlash(written(t, map[string]string{
		"search.html": `<meta charset="utf-8"><form id="find"><input id="q"></form><ol id="found"></ol><button id="more"></button><details id="narrow"></details><script src="shards.js"></script><script src="search.js"></script>`,
		"shards.js":   string(mustRead(t, "../../static/shards.js")),
		"search.js":   strings.Replace(string(mustRead(t, "../../static/search.js")), `addEventListener("DOMContentLoaded"`, `addEventListener("never"`, 1),
	}))+"/")
	b.open("search.html")
	var texts []string
	for r := rune(0x20); r < 0x20000; r++ {
		if r >= 0xd800 && r < 0xe000 || !unicode.In(r, unicode.L, unicode.N, unicode.M, unicode.Cf, unicode.P, unicode.Z, unicode.S) {
			continue
		}
		texts = append(texts, fmt.Sprintf("A%c %cb%c", r, r, r))
	}
	texts = append(texts, "l’eau don't BRIDGE’S", "ΣΊΣΥΦΟΣ", "e\u0301\u0327 o\u0308x", "東京タワーは2つ", "가각 \u1100\u1161", "5½ km² ﬁn ﷺ", "कि हिन्दी", "ไทยก็", "co\u00adop x\u200dy")
	bad := 0
	for len(texts) > 0 {
		n := min(len(texts), 4000)
		var script strings.Builder
		for _, s := range texts[:n] {
			fmt.Fprintf(&script, "%s,", jsString(s))
		}
		got := strings.Split(b.eval(`[`+script.String()+`].map((t) => lateralWords.cut(t).map((w) => w.t).join(" ")).join("\n")`), "\n")
		for i, s := range texts[:n] {
			var want []string
			search.Each(s, func(term []byte, _, _ int) { want = append(want, string(term)) })
			if d := cmp.Diff(strings.Join(want, " "), got[i]); d != "" {
				if bad++; bad < 30 {
					t.Errorf("%q %U: %s", s, []rune(s)[1], d)
				}
			}
		}
		texts = texts[n:]
	}
	if bad > 0 {
		t.Errorf("%d differ", bad)
	}
}

// jsString is a string of JavaScript that holds any character.
func jsString(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		fmt.Fprintf(&b, `\u{%x}`, r)
	}
	b.WriteByte('"')
	return b.String()
}

func mustRead(t *testing.T, p string) []byte {
	t.Helper()
	b, err := os.ReadFile(p)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
