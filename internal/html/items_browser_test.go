package html

import (
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// kinds has a page of each kind.
const kinds = `index.html search.html about.html how-to-read.html 404.html speakers/index.html outlets/index.html harbour-bridge/index.html
	harbour-bridge/claims/index.html harbour-bridge/claims/bearings-cracked.html harbour-bridge/assignments/who-do-you-believe.html
	harbour-bridge/sources/council-hearing.html harbour-bridge/sources/courier-report.html harbour-bridge/sources/radio-interview.source.html
	harbour-bridge/sources/radio-interview.notes.html paris-2015/sources/wsws-lantier.html speakers/tomas-okafor.html outlets/harbour-radio.html harbour-bridge/beside.html`

// slow skips a browser test that make check does without; make access has them all.
func slow(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a while: make access")
	}
	chromium(t)
}

// TestItemEveryFacet chooses by each kind, stance, put, speaker, topic and annotator: the list, the text, the margin and the strip have the notes that
// the number beside it says, and the address alone brings them again.
func TestItemEveryFacet(t *testing.T) {
	slow(t)
	both(t, written(t, pages(t, repo, "public")), func(b *tab) {
		b.read(radio)
		b.eval(`document.querySelector(".tools details").open = true`)
		b.until(`document.querySelectorAll("#filter input").length > 3`, "true")
		wrong := b.waited(`(async () => {
			const facets = document.getElementById("filter").dataset.facets.split("\n").map((l) => l.split(" ")[0]), letters = {c: "claim", e: "evidence", w: "wording", x: "context", p: "prompt", g: "gap"};
			const has = (l, v) => (l.dataset.f || "").split(" ").some((n) => facets[n] === v) || v === "s:" + l.classList[0] || v === "k:" + letters[l.querySelector(".no").textContent.replace(/[^a-z]/g, "") || "c"];
			const wrong = [], groups = new Set(), frame = () => new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(r))));
			const numbers = (s, of) => [...new Set([...document.querySelectorAll(s)].filter((e) => !e.classList.contains("out")).map(of))].sort().join(" ");
			const placed = new Set([...document.querySelectorAll(".lateral table td:last-child a")].map((a) => String(parseInt(a.textContent, 10))));
			const drawn = () => [...document.querySelectorAll(".strip path[class]:not(.rule)")].map((p) => p.getAttribute("d").split("M").length - 1).reduce((a, b) => a + b);
			for (const i of document.querySelectorAll("#filter input")) {
				groups.add(i.value[0]);
				i.click();
				await frame();
				const shown = [...document.querySelectorAll(".notes > li")].filter((l) => l.offsetParent);
				const says = i.parentNode.querySelector("i").textContent;
				if (String(shown.length) !== says) wrong.push(i.value + " shows " + shown.length + " of " + says);
				if (!shown.every((l) => has(l, i.value))) wrong.push(i.value + " shows others");
				const want = (has) => shown.map((l) => l.id.slice(2)).filter(has).sort().join(" ");
				const id = (e) => (e.hash || e.querySelector(".badge").hash).slice(3);
				if (numbers(".margin > .note", id) !== want((n) => document.querySelector('.margin > .note .badge[href="#n-' + n + '"]'))) wrong.push(i.value + ": the margin");
				if (numbers(".text .badge[id], .head .badge[id]", id) !== want((n) => document.getElementById("m-" + n))) wrong.push(i.value + ": the text");
				const no = (e) => e.dataset.n, of = shown.map((l) => String(parseInt(l.querySelector(".no").textContent, 10)));
				if (drawn() !== of.filter((n) => placed.has(n)).length) wrong.push(i.value + ": the lines of the strip");
				document.querySelector(".strip path").dispatchEvent(new MouseEvent("mouseover", {bubbles: true})); // its lines become links
				if (numbers(".strip [data-n]", no) !== of.filter((n) => placed.has(n)).sort().join(" ")) wrong.push(i.value + ": the strip");
				if (decodeURIComponent(location.hash) !== "#f=" + i.value) wrong.push(i.value + ": the address is " + location.hash);
				i.click();
			}
			return wrong.join("; ") + " " + [...groups].sort().join("");
		})()`)
		if wrong != " bkpstw" {
			b.Error(wrong)
		}
		b.read(radio + "#f=k:claim,w:ines-calloway,w:tomas-okafor,s:supports")
		b.until(`[...document.querySelectorAll(".notes > li")].filter((l) => l.offsetParent).every((l) => {
			const facets = document.getElementById("filter").dataset.facets.split("\n"), has = l.dataset.f.split(" ").map((n) => facets[n].split(" ")[0]);
			return l.matches(".supports.c") && (has.includes("w:ines-calloway") || has.includes("w:tomas-okafor"));
		})`, "true")
		b.until(shownNotes+` > 0`, "true")

		// By keyboard: open the list, go into it, choose with the space bar, Esc closes it and gives the focus back.
		b.read(radio)
		b.eval(`document.querySelector(".tools summary").focus()`)
		b.press(kb.Enter)
		b.until(`document.querySelector(".tools details").open`, "true")
		b.until(`document.querySelectorAll("#filter input").length > 3`, "true") // which are made when somebody comes near
		b.press(kb.Tab)
		b.until(`document.activeElement.value`, "k:claim")
		b.press(" ")
		b.until(`location.hash`, "#f=k%3Aclaim")
		b.press(kb.Escape)
		b.until(`document.querySelector(".tools details").open + document.activeElement.tagName`, "falseSUMMARY")
	})
}

// TestItemNoteAtItsLine: a note is shown by hover and by focus, pinned by a click on the mark or on its badge, and closed again; the strip and its table lead
// to the same places.
func TestItemNoteAtItsLine(t *testing.T) {
	slow(t)
	both(t, written(t, pages(t, repo, "public")), func(b *tab) {
		b.read(radio)
		b.point(`document.querySelector("mark.w")`)
		b.until(`document.querySelector(".note.on .badge")?.textContent`, "1w")
		b.eval(`document.getElementById("m-saw-the-crack").focus()`)
		b.until(`document.querySelector(".note.on .badge")?.textContent`, "3c")
		b.do(chromedp.Click(`mark.w`, chromedp.ByQuery))
		b.until(`document.querySelector(".pinned .badge")?.textContent`, "1w")
		b.press(kb.Escape)
		b.until(`document.querySelectorAll(".pinned").length`, "0")
		b.do(chromedp.Click(`#m-saw-the-crack`, chromedp.ByQuery))
		b.until(`document.querySelector(".pinned .badge")?.textContent`, "3c")
		b.eval(`document.querySelector(".pinned .full button").click()`)
		b.until(focused, "m-saw-the-crack")

		b.point(`document.querySelector(".strip path")`)
		b.until(`(() => {
			const to = (s) => new Set([...document.querySelectorAll(s)].map((a) => a.getAttribute("href").replace("#m-", "#n-")));
			const table = to(".lateral table:not(.shares) a");
			return [...to(".strip a")].filter((h) => !table.has(h)).join(" ") + " " + (to(".strip a").size - table.size);
		})()`, " 0")
		b.until(`(() => {
			const line = document.querySelector('.strip [data-n="3"]'), words = document.querySelector('.lateral table a[href="#n-saw-the-crack"]');
			return line.textContent + "," + line.classList[0] + "," + line.getAttribute("href") + "," + (words.textContent + words.nextSibling.data).startsWith(line.textContent);
		})()`, "3c supports,supports,#m-saw-the-crack,true")
		b.point(`document.querySelector('.strip [data-n="3"] path')`)
		b.until(`document.querySelector(".note.on .badge")?.textContent`, "3c")
		b.eval(`scrollTo(0, 0)`)
		last := `[...document.querySelectorAll(".strip a:not([data-n])")].pop()`
		b.eval(last + `.dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true}))`)
		b.until(`scrollY > 500 && location.hash === `+last+`.getAttribute("href")`, "true")

		// A finger has no pointer that comes before the click, or one that comes with it.
		for _, events := range []string{`["click"]`, `["mouseover", "click"]`} {
			b.read(radio)
			b.until(`document.querySelectorAll(".strip a").length`, "0")
			b.eval(`(() => {
				const r = document.querySelector(".strip svg").getBoundingClientRect(), at = {bubbles: true, cancelable: true, clientX: r.left + 2, clientY: r.top + .9 * r.height};
				const under = document.elementFromPoint(at.clientX, at.clientY);
				for (const type of ` + events + `) under.dispatchEvent(new MouseEvent(type, at));
			})()`)
			b.until(`scrollY > 500 && /^#u\d+$/.test(location.hash)`, "true")
		}
	})
}

// TestItemPointerRests: where a key has led counts until the pointer moves; what a page that scrolls brings under it was not pointed at.
func TestItemPointerRests(t *testing.T) {
	slow(t)
	both(t, written(t, pages(t, repo, "public")), func(b *tab) {
		lit := `document.querySelector(".note.on .badge")?.textContent`
		over := func(type_, place string) string {
			return `document.querySelector("` + place + `").dispatchEvent(new MouseEvent("` + type_ + `", {bubbles: true, clientX: 5, clientY: 5}))`
		}
		b.read(radio)
		b.point(`document.querySelector("mark.w")`)
		b.until(lit, "1w")
		b.eval(`document.getElementById("m-saw-the-crack").focus()`)
		b.until(lit, "3c")
		b.eval(over("mouseover", "#text p"))
		if got := b.eval(lit); got != "3c" {
			b.Errorf("the light went from 3c to %q under a pointer that rests", got)
		}
		b.eval(over("mousemove", "mark.w"))
		b.until(lit, "1w")
		b.eval(over("mouseover", "#text p"))
		b.until(lit, "undefined")
	})
}

// TestItemChosenWords copies a link and a citation, and reads aloud from a sentence on, by keyboard.
func TestItemChosenWords(t *testing.T) {
	slow(t)
	both(t, written(t, pages(t, repo, "public")), func(b *tab) {
		b.read(radio)
		b.eval(`(() => {
			window.copied = "";
			Object.defineProperty(navigator, "clipboard", {value: {writeText: (t) => { window.copied = t; return Promise.resolve(); }}});
			window.said = [];
			Object.defineProperty(window, "speechSynthesis", {value: {speak: (u) => { window.said.push(u.text); if (window.said.length < 3) setTimeout(() => u.onend()); }, cancel: () => { window.said.push("stop"); }}});
			getSelection().selectAllChildren(document.getElementById("p2s1"));
		})()`)
		b.until(`[...document.querySelectorAll(".words button")].map((x) => x.textContent).join()`, "Copy link,Copy citation,Read aloud from here")
		b.eval(`document.querySelector(".words button").focus()`)
		b.press(kb.Enter)
		b.until(`window.copied`, b.base+radio+"#p2s1")
		b.press(kb.Tab)
		b.press(kb.Enter)
		b.until(`window.copied.startsWith("“") && window.copied.includes(document.title.slice(0, 10)) && window.copied.endsWith("#p2s1")`, "true")
		b.eval(`[...document.querySelectorAll(".words button")].pop().focus()`)
		b.press(kb.Enter)
		b.until(`window.said.length`, "3") // the third is still being said
		b.until(`document.querySelectorAll(".spoken").length`, "1")
		b.press(kb.Escape)
		b.until(`window.said[window.said.length - 1] + document.querySelectorAll(".spoken, .words").length`, "stop0")
	})
}

// TestItemNarrowAndPaper: without room beside it a note stands after its paragraph; on paper all notes follow, numbered.
func TestItemNarrowAndPaper(t *testing.T) {
	slow(t)
	site := written(t, pages(t, repo, "public"))
	b := newTab(t, "file://"+site+"/")
	b.do(emulation.SetDeviceMetricsOverride(800, 900, 1, false))
	b.open(radio)
	b.ready()
	b.until(`[...document.querySelectorAll(".text .noted")].every((n) => n.querySelector(".margin").getBoundingClientRect().top >= n.firstElementChild.getBoundingClientRect().bottom - 1)`, "true")
	b.wide()
	b.do(emulation.SetEmulatedMedia().WithMedia("print"))
	b.until(`[...document.querySelectorAll(".margin, .tools, nav")].filter((e) => e.checkVisibility()).length`, "0")
	b.until(`[...document.querySelectorAll(".notes > li .no")].every((e, i) => e.checkVisibility() && parseInt(e.textContent, 10) === i + 1)`, "true")
	b.until(`[...document.querySelectorAll(".text .badge[id]")].every((e) => e.checkVisibility())`, "true")
}

// TestItemReflow: no kind of page scrolls sideways at 320 px, nor with the spacing of text that SC 1.4.12 asks for, which hides no words either.
func TestItemReflow(t *testing.T) {
	slow(t)
	b := newTab(t, "file://"+written(t, pages(t, repo, "public"))+"/")
	b.do(emulation.SetDeviceMetricsOverride(320, 800, 1, false))
	for at := range strings.FieldsSeq(kinds) {
		b.open(at)
		b.until(`document.querySelectorAll(".settings").length`, "1")
		for _, spaced := range []string{"", "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; } p { margin-bottom: 2em !important; }"} {
			b.eval(`(() => { const s = new CSSStyleSheet(); s.replaceSync("` + spaced + `"); document.adoptedStyleSheets = [s]; })()`)
			wide := b.eval(`document.documentElement.scrollWidth > 320 ? document.documentElement.scrollWidth : ""`)
			if wide != "" {
				b.Errorf("%s is %s px wide (%.20q)", at, wide, spaced)
			}
			cut := b.eval(`[...document.querySelectorAll("body *")].filter((e) => e.checkVisibility() && e.textContent.trim() && !e.closest(".vh, svg, .scroll, pre, .strip") && getComputedStyle(e).overflow === "hidden" &&
				(e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)).map((e) => e.outerHTML.slice(0, 100)).join("\n")`)
			if cut != "" {
				b.Errorf("%s cuts (%.20q)\n%s", at, spaced, cut)
			}
		}
	}
}

// TestItemListsThatDropDown: the reading settings and the filter lie within the window, and what they hold is under each other, where the window is narrow
// or low.
func TestItemListsThatDropDown(t *testing.T) {
	chromium(t)
	b := newTab(t, "file://"+written(t, pages(t, repo, "public"))+"/")
	for _, size := range [][2]int64{{1280, 900}, {1280, 500}, {640, 700}, {420, 800}, {320, 640}} {
		for _, opens := range []string{".settings summary", ".tools summary"} {
			b.open("about.html")
			b.do(emulation.SetDeviceMetricsOverride(size[0], size[1], 1, false))
			b.open(radio)
			b.until(`document.querySelector("`+opens+`") ? 1 : 0`, "1")
			b.eval(`document.querySelector("` + opens + `").click()`)
			b.until(`document.querySelectorAll("`+opens+` + form fieldset").length > 3`, "true")
			b.until(`(() => { const f = document.querySelector("`+opens+` + form"), r = f.getBoundingClientRect();
				return r.left < 0 || r.right > innerWidth || f.scrollWidth > f.clientWidth || document.documentElement.scrollWidth > innerWidth ? [r.left, r.right, f.scrollWidth, f.clientWidth].join() : ""; })()`, "")
		}
	}
}

// TestItemLargerText: who asks for larger text gets larger notes and labels, too, and no heading is smaller than the text.
func TestItemLargerText(t *testing.T) {
	chromium(t)
	b := newTab(t, "file://"+written(t, pages(t, repo, "public"))+"/")
	b.read(radio)
	sizes := func() []string {
		return strings.Split(b.eval(`["body", "#text p", ".note", ".note .says", ".facts", ".who", "h2"].map((s) => parseFloat(getComputedStyle(document.querySelector(s)).fontSize)).join()`), ",")
	}
	before := sizes()
	b.eval(`document.querySelector(".settings summary").click()`)
	b.until(`document.querySelectorAll(".settings fieldset").length > 3`, "true")
	b.eval(`document.querySelector('.settings input[value="xl"]').click()`)
	b.until(`getComputedStyle(document.body).fontSize`, "25px")
	for i, now := range sizes() {
		was, _ := strconv.ParseFloat(before[i], 64)
		is, _ := strconv.ParseFloat(now, 64)
		if is < was*1.25 {
			b.Errorf("the text in place %d is %g px, and was %g", i, is, was)
		}
	}
	b.until(`document.documentElement.scrollWidth <= innerWidth`, "true")
	if got := b.eval(`[...document.querySelectorAll("h2, h3")].filter((h) => h.checkVisibility() && parseFloat(getComputedStyle(h).fontSize) < 25).length`); got != "0" {
		b.Errorf("%s headings are smaller than the text", got)
	}
	b.eval(`localStorage.clear()`)
}

// TestItemFocusIsSeen goes over pages with the Tab key: each stop has an outline, stands in the window and under nothing.
func TestItemFocusIsSeen(t *testing.T) {
	slow(t)
	b := newTab(t, "file://"+written(t, pages(t, repo, "public"))+"/")
	b.wide()
	for _, at := range []string{radio, "harbour-bridge/claims/bearings-cracked.html", "search.html"} {
		b.open(at)
		b.until(`document.querySelectorAll(".settings").length`, "1")
		stops := 0
		for range 70 {
			b.press(kb.Tab)
			got := b.eval(`(() => {
				const e = document.activeElement, c = getComputedStyle(e), r = e.getClientRects()[0];
				if (e === document.body || !r) return "none";
				const wrong = [];
				if (c.outlineStyle === "none" || parseFloat(c.outlineWidth) < 2) wrong.push("no outline");
				if (r.bottom < 0 || r.top > innerHeight) wrong.push("not in the window");
				const over = document.elementFromPoint(r.left + Math.min(3, r.width / 2), r.top + r.height / 2);
				if (over && over !== e && !e.contains(over) && !over.contains(e)) wrong.push("under " + over.outerHTML.slice(0, 60));
				return wrong.length ? wrong.join(", ") + ": " + e.outerHTML.slice(0, 120) : "";
			})()`)
			if got == "none" {
				break
			}
			stops++
			if got != "" {
				b.Errorf("%s: %s", at, got)
			}
		}
		if stops < 10 {
			b.Errorf("%s has %d stops", at, stops)
		}
	}
}

// TestItemPatternsWithoutColour: in forced colours each stance keeps a line of its own, and each mark its badge.
func TestItemPatternsWithoutColour(t *testing.T) {
	slow(t)
	site, _ := archive(t, "everything.txtar")
	b := newTab(t, "file://"+written(t, pages(t, site, "public"))+"/")
	b.wide()
	b.do(emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "forced-colors", Value: "active"}}))
	b.open("one/sources/hearing.html")
	b.ready()
	b.until(`matchMedia("(forced-colors: active)").matches`, "true")
	for class, line := range map[string]string{"supports": "solid", "disputes": "wavy", "questions": "dotted", "reports": "dashed"} {
		b.until(`[...new Set([...document.querySelectorAll("mark.c.`+class+`:not(.more)")].map((m) => getComputedStyle(m).textDecorationLine + " " + getComputedStyle(m).textDecorationStyle))].join()`, "underline "+line)
	}
	b.until(`[...document.querySelectorAll("mark.e:not(.more)")].every((m) => getComputedStyle(m).textDecorationStyle === "double")`, "true")
	// Greyscale or not: the letter beside it, and a link that leads to the note of the same number.
	b.until(`[...document.querySelectorAll("mark[data-n]:not(.more)")].filter((m) => {
		const badge = [...document.querySelectorAll(".badge[id]")].find((a) => parseInt(a.textContent, 10) === +m.dataset.n);
		const note = badge && document.getElementById(badge.hash.slice(1));
		return !note || !/[cewxpg()]/.test(badge.textContent) || parseInt(note.querySelector(".no").textContent, 10) !== +m.dataset.n;
	}).length`, "0")
}

// TestItemContrast measures what axe-core leaves open: the text where marks overlap, with and without light on them, and the lines under it.
func TestItemContrast(t *testing.T) {
	slow(t)
	everything, _ := archive(t, "everything.txtar")
	for name, c := range map[string]struct {
		files map[string]string
		at    string
	}{"own": {pages(t, repo, "public"), radio}, "everything": {pages(t, everything, "public"), "one/sources/hearing.html"}} {
		b := newTab(t, "file://"+written(t, c.files)+"/")
		b.wide()
		b.open(c.at)
		b.ready()
		for _, ink := range []string{"light", "dark", "sepia"} {
			b.ink(ink)
			for _, state := range []string{"", "on", "out", "spoken"} {
				got := b.eval(`(() => {
					for (const m of document.querySelectorAll("mark")) m.className = m.className.replace(/ (on|out|spoken)\b/g, "") + " ` + state + `";
					const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
					const rgb = (c) => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = c; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data]; };
					const light = (c) => { const [r, g, b] = c.slice(0, 3).map((v) => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * r + .7152 * g + .0722 * b; };
					const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + .05) / (y + .05); };
					const ground = (e) => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c[3]) return c; } return [255, 255, 255, 255]; };
					const bad = [];
					let n = 0;
					for (const m of document.querySelectorAll("mark, mark *")) {
						n++;
						const c = getComputedStyle(m), g = ground(m), r = ratio(rgb(c.color), g);
						if (r < 4.5) bad.push("words " + r.toFixed(2) + " " + m.className);
						const line = ratio(rgb(c.textDecorationColor), g);
						if (c.textDecorationLine === "underline" && /\b(c|e)\b/.test(m.className) && !/out/.test(m.className) && line < 3) bad.push("line " + line.toFixed(2) + " " + m.className);
					}
					return n < 15 ? "only " + n + " marks" : [...new Set(bad)].join("; ");
				})()`)
				if got != "" {
					b.Errorf("%s, %s %s: %s", name, ink, state, got)
				}
			}
		}
	}
}

// TestItemWithoutScript: every kind of page reads whole, with its notes, and shows nothing that would not answer.
func TestItemWithoutScript(t *testing.T) {
	slow(t)
	b := newTab(t, "file://"+written(t, pages(t, repo, "public"))+"/")
	b.wide()
	b.do(emulation.SetScriptExecutionDisabled(true))
	for at := range strings.FieldsSeq(kinds) {
		b.open(at)
		b.do(chromedp.WaitVisible("h1", chromedp.ByQuery))
	}
	b.open(radio)
	b.do(chromedp.WaitVisible("#n-saw-the-crack .claim", chromedp.ByQuery), chromedp.WaitVisible(".text .margin .note", chromedp.ByQuery), chromedp.WaitNotVisible(".tools", chromedp.ByQuery),
		chromedp.WaitVisible("mark.c", chromedp.ByQuery))
}

// TestItemTablesTell sorts, filters and saves a matrix with the keyboard's own means, and looks at what was saved.
func TestItemTablesTell(t *testing.T) {
	slow(t)
	both(t, written(t, pages(t, repo, "public")), func(b *tab) {
		b.wide()
		b.open("harbour-bridge/index.html")
		b.until(`document.querySelectorAll(".tabletools").length`, "2")
		rows := `[...document.querySelectorAll("section[aria-labelledby=m-h] table.matrix")].map((t) => [...t.querySelectorAll("tbody tr:not(.topic)")].filter((r) => r.offsetParent).map((r) => r.querySelector("th").textContent.trim()))`
		given := b.eval(`JSON.stringify(` + rows + `)`)
		b.eval(`document.querySelector(".tabletools select").focus()`)
		b.press(kb.ArrowDown)
		b.until(rows+`.every((r) => r.join() === [...r].sort((a, b) => a.localeCompare(b, "en")).join())`, "true")
		if b.eval(`JSON.stringify(`+rows+`)`) == given {
			b.Error("the order is as it was")
		}
		b.press(kb.ArrowDown)
		b.until(`[...document.querySelectorAll("section[aria-labelledby=m-h] table.matrix")].every((t) => { const n = [...t.querySelectorAll("tbody tr:not(.topic)")].map((r) => [...r.querySelectorAll("td")].filter((c) => c.querySelector(".s")).length); return n.every((x, i) => !i || x <= n[i - 1]); })`, "true")
		b.press(kb.Home)
		b.until(`JSON.stringify(`+rows+`)`, given)
		b.do(chromedp.SendKeys(`.tabletools input`, "crack", chromedp.ByQuery))
		b.until(rows+`.flat().length > 0 && `+rows+`.flat().every((w) => /crack/i.test(w))`, "true")
		b.eval(`(() => { URL.createObjectURL = (x) => { x.text().then((t) => { window.saved = t; }); return "about:blank"; }; HTMLAnchorElement.prototype.click = function () {}; })()`)
		b.eval(`document.querySelector(".tabletools button").focus()`)
		b.press(kb.Enter)
		b.until(`window.saved !== undefined`, "true")
		// The same claims, and in each line the letters of its cells in their order.
		b.until(`(() => {
			const lines = window.saved.replace(/^\ufeff/, "").trim().split("\r\n").slice(1).map((l) => l.slice(1, -1).split('","'));
			const want = [...document.querySelectorAll("section[aria-labelledby=m-h] table.matrix tbody tr:not(.topic)")].filter((r) => r.offsetParent)
				.map((r) => r.querySelector("th").textContent.trim() + ": " + [...r.querySelectorAll(".s, .dot")].map((s) => s.textContent).join(" "));
			return lines.map((l) => l[1].replaceAll('""', '"') + ": " + l.slice(2).filter(Boolean).join(" ")).join("|") === want.join("|");
		})()`, "true")
	})
}

// TestItemSideBySideByKey goes through two sources side by side with the keyboard alone: the choices, the claims between them, then the texts; each stop
// is seen, and each text has a scroll of its own.
func TestItemSideBySideByKey(t *testing.T) {
	slow(t)
	both(t, written(t, pages(t, repo, "public")), func(b *tab) {
		const first = "#s-radio-interview&s-council-hearing"
		b.wide()
		b.open("harbour-bridge/beside.html" + first)
		b.until(`document.querySelectorAll(".both").length > 5`, "true")
		b.eval(`document.querySelector(".beside select").focus()`)
		b.press(kb.ArrowDown)
		b.until(`location.hash !== "`+first+`" && location.hash.endsWith("&s-council-hearing")`, "true")
		b.press(kb.ArrowUp)
		b.until(`location.hash`, first)
		b.until(`document.querySelectorAll(".both").length > 5`, "true")

		scrolls := `[...document.querySelectorAll("iframe")].map((f) => Math.round(f.contentWindow.scrollY)).join(" ")`
		claims, _ := strconv.Atoi(b.eval(`document.querySelectorAll(".beside nav button").length`))
		b.press(kb.Tab)
		b.until(`document.activeElement === document.querySelectorAll(".beside select")[1]`, "true")
		for i := range claims {
			b.press(kb.Tab)
			if got := b.eval(`(() => {
				const e = document.activeElement, c = getComputedStyle(e), r = e.getBoundingClientRect();
				return (e === document.querySelectorAll(".beside nav button")[` + strconv.Itoa(i) + `]) + " " +
					(c.outlineStyle !== "none" && parseFloat(c.outlineWidth) >= 2 && r.top >= 0 && r.bottom <= innerHeight && r.left >= 0 && r.right <= innerWidth);
			})()`); got != "true true" {
				b.Errorf("stop %d: in its order, and seen: %s", i, got)
			}
			if i == 0 {
				b.press(kb.Enter) // to the passages of the first claim
			}
		}
		if !b.isFile() { // where a page may look into another
			b.until(`[...document.querySelectorAll("iframe")].every((f) => f.contentWindow.scrollY > 100)`, "true")
		}
		for i, at := range []string{"left", "right"} {
			b.until(`document.hasFocus()`, "true")
			if i > 0 || b.isFile() {
				b.eval(`document.querySelectorAll("iframe")[` + strconv.Itoa(i) + `].contentWindow.focus()`)
			} else {
				b.press(kb.Tab)
			}
			b.until(`document.activeElement.title`, "The source on the "+at)
			if b.isFile() {
				continue
			}
			still := `(async () => { for (let was, now = ` + scrolls + `; was !== now; now = ` + scrolls + `) { was = now; await new Promise((r) => setTimeout(r, 250)); } return ` + scrolls + `; })()`
			before := strings.Fields(b.waited(still))
			b.press(kb.PageDown)
			after := strings.Fields(b.waited(still))
			if after[i] == before[i] || after[1-i] != before[1-i] {
				b.Errorf("with the focus on the %s the texts went from %s to %s", at, before, after)
			}
		}
	})
}
