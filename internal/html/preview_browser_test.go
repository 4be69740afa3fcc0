package html

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const card = `(document.querySelector(".preview") || {textContent: ""}).textContent`

// point moves the mouse to the first line of what a script finds, a part of its width from the left.
func (b *tab) point(script string) {
	b.Helper()
	at := b.eval(`(() => { const e = ` + script + `; e.scrollIntoView({block: "center"}); const r = e.getClientRects()[0]; return JSON.stringify([r.left + Math.min(8, r.width / 2), r.top + r.height / 2]); })()`)
	var xy [2]float64
	if err := json.Unmarshal([]byte(at), &xy); err != nil {
		b.Fatal(at, err)
	}
	b.do(chromedp.MouseEvent(input.MouseMoved, xy[0], xy[1]))
}

// TestPreviews: what a link leads to is shown beside it, by mouse and by key, from files that are there already.
func TestPreviews(t *testing.T) {
	chromium(t)
	both(t, written(t, pages(t, repo, "public")), func(b *tab) {
		b.wide()
		b.open("harbour-bridge/index.html")
		b.until(`document.querySelectorAll(".tabletools").length`, "2")
		b.loaded()

		// A claim: its words, what is done to it, and its topic. No file but those of previews is asked for.
		claim := `document.querySelector('.matrix tbody th a[href$="/lorries-wore-it.html"]')`
		b.point(claim)
		b.until(card, "Heavy lorries wore the bearings out.9 support, 4 dispute, 4 question, 1 reports, in 6 sourcesClaim of causeWhy did the bridge have to close?")
		b.until(claim+`.getAttribute("aria-describedby") === document.querySelector(".preview").id`, "true")
		for _, at := range b.loaded() {
			if at != "favicon.ico" && at != "static/preview.js" && at != "static/preview.css" && at != "static/shards.js" && at != "search/cards.js" && !strings.HasPrefix(at, "search/c-") {
				b.Errorf("%s was loaded", at)
			}
		}
		// It stays while the pointer is on it, Esc takes it away, and it does not come back before the pointer has been elsewhere.
		b.point(`document.querySelector(".preview p")`)
		b.eval(`new Promise((done) => setTimeout(done, 500))`)
		b.until(`document.querySelectorAll(".preview").length`, "1")
		b.press(kb.Escape)
		b.until(`document.querySelectorAll(".preview").length`, "0")
		b.until(claim+`.hasAttribute("aria-describedby")`, "false")
		// It goes when the pointer goes.
		b.point(claim)
		b.until(`document.querySelectorAll(".preview").length`, "1")
		b.point(`document.querySelector("h1")`)
		b.until(`document.querySelectorAll(".preview").length`, "0")

		// A passage: its sentences with the mark, who says it, and where.
		b.point(`document.querySelector('.matrix .s[href$="council-hearing.html#m-seven-of-the-nine"]')`)
		b.until(card+`.startsWith("Marit Lindqvist · supportsSeven of the nine are the open cracks that Mr Okafor’s people had already found; the other two")`, "true")
		b.until(`document.querySelector(".preview mark.supports").textContent`, "Seven of the nine are the open cracks")
		b.until(card+`.includes("City Council of Kelmouth, 21 March 2024")`, "true")

		// By key: the focus stays on the link, and goes on to the next one.
		b.point(`document.querySelector("h1")`)
		b.until(`document.querySelectorAll(".preview").length`, "0")
		source := `document.querySelector('.things h3 a[href$="npb-article.html"]')`
		b.eval(source + `.focus()`)
		b.press(kb.Shift + kb.Tab)
		b.press(kb.Tab)
		b.eval(source + `.focus({focusVisible: true})`)
		b.until(card, "Kelmouth without its bridge: what we know so farNorrey Public Broadcasting · 6 March 2024 · report")
		b.until(`document.activeElement === `+source, "true")
		b.press(kb.Escape)
		b.until(`document.querySelectorAll(".preview").length`, "0")
		b.until(`document.activeElement === `+source, "true")

		// A restricted text: words of ours and what the edition may print, nothing around it.
		b.open("harbour-bridge/claims/lorries-wore-it.html")
		b.ready2()
		passage := `document.querySelector('.passages .facts a[href*="courier-report.html#n-"]')`
		b.point(passage)
		b.until(`document.querySelector(".preview blockquote")?.textContent === `+passage+`.closest("li").querySelector("mark").textContent`, "true")

		// A speaker, from a source.
		b.open(radio)
		b.ready()
		b.point(`[...document.querySelectorAll(".who a")].find((a) => a.textContent === "Tomas Okafor")`)
		b.until(card, "Tomas Okaforperson · harbour engineer, Kelmouth Bridge Authority3 sources, 29 passages")

		// Nothing for a link to this page, and nothing on touch.
		b.point(`document.querySelector(".num")`)
		b.until(`document.querySelectorAll(".preview").length`, "0")
		b.eval(`new Promise((done) => setTimeout(done, 500))`)
		b.until(`document.querySelectorAll(".preview").length`, "0")
		b.eval(`document.querySelector(".who a").dispatchEvent(new PointerEvent("pointerover", {bubbles: true, pointerType: "touch"}))`)
		b.eval(`new Promise((done) => setTimeout(done, 600))`)
		b.until(`document.querySelectorAll(".preview").length`, "0")

		// A result of a search.
		b.open("search.html#q=lorries")
		b.until(`document.querySelectorAll("#found a").length > 3`, "true")
		b.point(`[...document.querySelectorAll("#found a")].find((a) => a.href.includes("/claims/lorries-wore-it"))`)
		b.until(card+`.includes("9 support, 4 dispute")`, "true")

		// On a small screen it is in view, and the page gets no wider.
		b.do(emulation.SetDeviceMetricsOverride(320, 600, 1, false))
		b.open("harbour-bridge/index.html")
		b.ready2()
		b.point(claim)
		b.until(`(() => { const c = document.querySelector(".preview"); if (!c) return "none"; const r = c.getBoundingClientRect();
			return r.left >= 0 && r.right <= 320 && r.top >= 0 && r.bottom <= 600 && document.documentElement.scrollWidth <= 320; })()`, "true")
	})
}

// ready2 waits for the script of a page that is no source's.
func (b *tab) ready2() {
	b.Helper()
	b.until(`document.querySelectorAll("header.site .settings").length`, "1")
}

// TestPreviewOfLongText: of a text of many parts one is loaded, the right one, and little whatever the size of the site.
func TestPreviewOfLongText(t *testing.T) {
	chromium(t)
	var text, notes strings.Builder
	for i := range 600 {
		fmt.Fprintf(&text, "A: The number of this paragraph is %d, as everybody can see. It has two sentences. And %d has three.\n\n", i+1, i+1)
		if i%5 == 0 {
			fmt.Fprintf(&notes, "  - {id: note-%d, quote: 'this paragraph is %d, as', claim: so, stance: %s}\n", i+1, i+1, []string{"supports", "disputes"}[i%2])
		}
	}
	files := map[string]string{
		"lateral.yaml":                        "title: S\nformat: 1\n",
		"content/col/collection.md":           "---\ntitle: C\n---\n[[long#note-401]] [[long#p301s2]] [[long#p2]]\n",
		"content/col/claims.yaml":             "claims:\n  - {id: so, claim: It is so., type: fact}\n",
		"content/col/speakers.yaml":           "- {id: a, name: A}\n",
		"content/col/sources/long.md":         "---\ntitle: Long\nrights: own\nspeakers: {A: a}\n---\n" + text.String(),
		"content/col/sources/long.notes.yaml": "by: x\nnotes:\n" + notes.String(),
	}
	for i := range 300 {
		files[fmt.Sprintf("content/col/sources/s%d.md", i)] = fmt.Sprintf("---\ntitle: Source %d\nrights: own\n---\nWords of this source, of which there are a few, so that it fills its place. %s\n", i, strings.Repeat("More words. ", 60))
	}
	site := fstest.MapFS{}
	for name, text := range files {
		site[name] = &fstest.MapFile{Data: []byte(text)}
	}
	dir := written(t, pages(t, site, "public"))
	b := newTab(t, "file://"+filepath.ToSlash(dir)+"/")
	b.wide()
	b.open("col/index.html")
	b.ready2()
	for href, want := range map[string]string{
		"n-note-401": "The number of this paragraph is 401, as",
		"p301s2":     "It has two sentences.Long",
		"p2":         "The number of this paragraph is 2, as",
	} {
		b.loaded()
		b.point(`document.querySelector('main a[href$="#` + href + `"]')`)
		b.until(card+`.includes("`+want+`")`, "true")
		size := int64(0)
		for _, at := range b.loaded() {
			if !strings.HasPrefix(at, "search/") {
				continue
			}
			info, err := os.Stat(filepath.Join(dir, at))
			if err != nil {
				t.Fatal(err)
			}
			size += info.Size()
		}
		if size > 25_000 {
			b.Errorf("%d bytes for %s", size, href)
		}
		b.press(kb.Escape)
		b.until(`document.querySelectorAll(".preview").length`, "0")
	}
}
