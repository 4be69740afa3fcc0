package html

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// What the tests ask of a source page again and again.
const (
	shownNotes  = `[...document.querySelectorAll(".notes > li")].filter((l) => l.offsetParent).length`
	shownBeside = `[...document.querySelectorAll(".margin > .note")].filter((l) => l.checkVisibility({visibilityProperty: true})).length`
	focused     = `document.activeElement.id || document.activeElement.className`
	radio       = "harbour-bridge/sources/radio-interview.html"
)

// press is a key pressed where the focus is.
func (b *tab) press(keys string) { b.Helper(); b.do(chromedp.KeyEvent(keys)) }

// wide makes the window as large as a desk's.
func (b *tab) wide() { b.do(emulation.SetDeviceMetricsOverride(1280, 900, 1, false)) }

// ready waits until the script of the page has done its part.
func (b *tab) ready() {
	b.Helper()
	b.until(`document.documentElement.classList.contains("js")`, "true")
}

// read opens a source page anew, even where only the part after "#" differs, in a window as large as a desk's.
func (b *tab) read(at string) {
	b.Helper()
	b.wide()
	b.open("about.html")
	b.open(at)
	b.ready()
}

func TestReadingPage(t *testing.T) {
	chromium(t)
	both(t, written(t, pages(t, repo, "public")), func(b *tab) {
		b.read(radio)

		// Margin notes stand at their lines and never over each other.
		overlaps := `(() => { const rs = [...document.querySelectorAll(".margin > .note")].filter((n) => n.checkVisibility({visibilityProperty: true})).map((n) => n.getBoundingClientRect()).sort((a, b) => a.top - b.top);
			return rs.filter((r, i) => i && r.top < rs[i - 1].bottom - 1).length; })()`
		b.until(`document.querySelector(".margin > .note").style.translate !== ""`, "true")
		b.until(overlaps, "0")

		// One filter state: the text, the margin, the list and the address.
		all := b.eval(shownNotes)
		b.eval(`document.querySelector(".tools summary").click()`)
		b.until(`document.querySelectorAll("#filter input").length > 3`, "true")
		b.eval(`document.querySelector('#filter input[value="s:disputes"]').click()`)
		b.until(`location.hash`, "#f=s%3Adisputes")
		b.until(shownNotes, "4")
		b.until(shownBeside, "4")
		b.until(`document.querySelectorAll("mark:not(.out)").length > 0 && [...document.querySelectorAll("mark:not(.out)")].every((m) => m.closest(".disputes"))`, "true")
		b.until(`document.getElementById("shown").textContent.startsWith("4 of "+`+all+`)`, "true")
		b.until(overlaps, "0")
		b.eval(`document.querySelector("[data-clear]").click()`)
		b.until(shownNotes, all)
		b.until(`location.hash`, "")

		// An address brings its filter, and its place.
		b.read(radio + "#p5&f=k:evidence")
		b.until(shownNotes, "1")
		b.until(`scrollY > 100`, "true")

		// One that was cut in the middle filters nothing.
		b.read(radio + "#f=%E0%A4")
		b.until(shownNotes, all)

		// m hides the marks and what belongs to them, and brings them back.
		b.read(radio)
		b.press("m")
		b.until(`getComputedStyle(document.querySelector("mark.c")).textDecorationLine`, "none")
		b.until(shownBeside, "0")
		b.until(`document.querySelector('[data-do="marks"]').getAttribute("aria-pressed")`, "false")
		b.press("m")
		b.until(`getComputedStyle(document.querySelector("mark.c")).textDecorationLine`, "underline")

		// j goes from note to note, Enter opens one with all that it says, Esc closes it and gives the focus back.
		b.press("j")
		b.until(focused, "m-man-who-shut-it")
		b.press("j")
		b.press("j")
		b.until(focused, "m-saw-the-crack")
		b.press("k")
		b.press("j")
		b.press(kb.Enter)
		b.until(`document.querySelector(".pinned")?.textContent.includes("a lamp, a screen, a van")`, "true")
		b.until(`document.activeElement === document.querySelector(".pinned")`, "true")
		b.until(overlaps, "0")
		b.press(kb.Escape)
		b.until(`document.querySelectorAll(".pinned").length`, "0")
		b.until(focused, "m-saw-the-crack")

		// Words under two marks ask which note is meant.
		b.do(chromedp.Click(`mark.e mark.c`, chromedp.ByQuery))
		b.until(`document.querySelectorAll(".pick button").length`, "2")
		b.press(kb.Escape)
		b.until(`document.querySelectorAll(".pick").length`, "0")
		b.do(chromedp.Click(`mark.e mark.c`, chromedp.ByQuery))
		b.press(kb.Enter)
		b.until(`document.querySelector(".pinned .badge")?.textContent`, "3c")
		b.press(kb.Escape)

		// A wider place for the eyes of the mouse: what it is over is lit in text and margin.
		b.eval(`document.querySelector("mark.w").dispatchEvent(new MouseEvent("mousemove", {bubbles: true}))`)
		b.until(`document.querySelector(".note.on .badge")?.textContent`, "1w")
	})
}

func TestReadingTools(t *testing.T) {
	chromium(t)
	both(t, written(t, pages(t, repo, "public")), func(b *tab) {
		b.read(radio)
		b.eval(`getSelection().selectAllChildren(document.getElementById("p1s1"))`)
		b.until(`document.querySelectorAll(".words button").length >= 2`, "true")
		b.until(`document.querySelector(".words a").href.split("#")[1].startsWith(":~:text=It%20is%20ten%20past")`, "true")
		b.press(kb.Escape)
		b.until(`document.querySelectorAll(".words").length`, "0")

		// Settings last: the next page has them, too.
		b.eval(`document.querySelector(".settings summary").click()`)
		b.until(`document.querySelectorAll(".settings input").length > 10`, "true")
		paper := b.eval(`getComputedStyle(document.body).backgroundColor`)
		b.eval(`document.querySelector('.settings input[value="sepia"]').click()`)
		b.eval(`document.querySelector('.settings input[name="keys"][value="off"]').click()`)
		b.until(`getComputedStyle(document.body).backgroundColor !== "`+paper+`"`, "true")
		b.open("harbour-bridge/index.html")
		b.until(`document.documentElement.dataset.ink`, "sepia")
		b.open(radio)
		b.ready()
		b.press("m") // the single keys are off
		b.until(`getComputedStyle(document.querySelector("mark.c")).textDecorationLine`, "underline")
		b.eval(`localStorage.clear()`)
	})
}

func TestSideBySide(t *testing.T) {
	chromium(t)
	both(t, written(t, pages(t, repo, "public")), func(b *tab) {
		b.wide()
		b.open("harbour-bridge/beside.html#s-radio-interview&s-council-hearing")
		b.until(`[...document.querySelectorAll(".beside select")].map((s) => s.value).join(" ")`, "radio-interview council-hearing")
		b.until(`document.querySelectorAll(".both").length > 5`, "true")
		b.eval(`document.querySelector(".both button").click()`)
		if !b.isFile() {
			b.until(`[...document.querySelectorAll("iframe")].every((f) => f.contentWindow.scrollY > 100)`, "true")
		}
		b.eval(`(() => { const s = document.querySelectorAll(".beside select")[1]; s.value = "npb-article"; s.dispatchEvent(new Event("change")); })()`)
		b.until(`location.hash`, "#s-radio-interview&s-npb-article")
		b.until(`document.querySelectorAll(".both").length > 2`, "true")
	})
}

func TestTables(t *testing.T) {
	chromium(t)
	both(t, written(t, pages(t, repo, "public")), func(b *tab) {
		b.wide()
		b.open("harbour-bridge/index.html")
		b.until(`document.querySelectorAll(".tabletools").length`, "2")
		rows := `[...document.querySelectorAll("#m-h ~ * table.matrix tbody tr:not(.topic), #m-h ~ .scroll tbody tr:not(.topic)")].filter((r) => r.offsetParent)`
		before := b.eval(rows + `.length`)
		b.eval(`(() => { const s = document.querySelectorAll(".tabletools select")[1]; s.value = 4; s.dispatchEvent(new Event("change", {bubbles: true})); })()`)
		b.until(`[...document.querySelectorAll("section[aria-labelledby=m-h] table.matrix tbody tr:not(.topic)")].filter((r) => r.offsetParent).every((r) => r.querySelector(".supports") && r.querySelector(".disputes"))`, "true")
		if after := b.eval(rows + `.length`); after == before && before != "0" {
			b.Errorf("%s rows before and after", after)
		}
		b.eval(`(() => { window.saved = ""; const make = URL.createObjectURL; URL.createObjectURL = (x) => { x.text().then((t) => { window.saved = t; }); return "about:blank"; }; HTMLAnchorElement.prototype.click = function () {}; })()`)
		b.eval(`document.querySelector(".tabletools button").click()`)
		b.until(`window.saved.split("\r\n")[0].replace(/^\ufeff/, "").startsWith('"Topic","Claim","')`, "true")
		b.until(`window.saved.trim().split("\r\n").length > 5`, "true")
	})
}

// isFile reports whether the site is read from a folder.
func (b *tab) isFile() bool { return b.base[:5] == "file:" }
