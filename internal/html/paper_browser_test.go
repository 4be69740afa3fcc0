package html

import (
	"bytes"
	ctx "context"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	printing "github.com/chromedp/cdproto/page" // the package has a type of that name
	"github.com/chromedp/chromedp"
)

// TestWidths: a wide window is used where two texts stand side by side, and a narrow one shows a headline with its notes' numbers between its lines.
func TestWidths(t *testing.T) {
	chromium(t)
	site := written(t, pages(t, repo, "public"))
	both(t, site, func(b *tab) {
		for _, w := range []struct {
			width int64
			least string
		}{{1600, "1500"}, {320, "260"}} {
			b.do(emulation.SetDeviceMetricsOverride(w.width, 900, 1, false))
			b.open("index.html")
			b.open("harbour-bridge/beside.html#s-radio-interview&s-council-hearing")
			b.until(`document.querySelectorAll(".beside iframe").length`, "2")
			b.until(`document.querySelector(".beside").getBoundingClientRect().width > `+w.least, "true")
			b.until(`document.documentElement.scrollWidth <= innerWidth`, "true")
		}
		b.open("harbour-bridge/sources/courier-report.html")
		b.ready()
		b.until(`document.querySelector("h1 mark").getClientRects().length > 2`, "true")
		b.until(`(() => { const lines = [...document.querySelector("h1 mark").getClientRects()], before = lines[lines.length - 2], badge = document.querySelector("h1 .badge").getBoundingClientRect();
			return badge.bottom - 4 > before.bottom && badge.top + badge.height / 2 > before.top + before.height * 0.85; })()`, "true")

		// The head of a table of several topics stands again over each.
		b.wide()
		b.open("harbour-bridge/index.html")
		b.ready2()
		b.until(`document.querySelectorAll("[aria-labelledby=ms-h] .heads").length`, b.eval(`document.querySelectorAll("[aria-labelledby=ms-h] .topic").length - 1`))
		b.until(`[...document.querySelectorAll("[aria-labelledby=ms-h] .heads")].every((r) => r.cells.length === document.querySelectorAll("[aria-labelledby=ms-h] thead th").length && r.getAttribute("aria-hidden") && !r.querySelector("a"))`, "true")
		b.until(`document.querySelectorAll("[aria-labelledby=ms-h] .tabletools").length`, "1")
		b.eval(`(() => { const f = document.querySelector("[aria-labelledby=ms-h] input"); f.value = "tunnel"; f.dispatchEvent(new Event("input")); })()`)
		b.until(`[...document.querySelectorAll("[aria-labelledby=ms-h] :is(.topic, .heads)")].filter((r) => r.offsetParent).length`, "2")
	})
}

// TestPaper: on paper the notes beside the text stand at its end, under the numbers that the text has, and nothing is printed that wants a click.
func TestPaper(t *testing.T) {
	chromium(t)
	site := written(t, pages(t, repo, "public"))
	both(t, site, func(b *tab) {
		b.wide()
		b.do(emulation.SetEmulatedMedia().WithMedia("print"))
		seen := `((s) => [...document.querySelectorAll(s)].filter((e) => e.getClientRects().length && getComputedStyle(e).visibility === "visible"))`
		for _, at := range []string{radio, "harbour-bridge/sources/courier-report.html", "harbour-bridge/index.html", "harbour-bridge/claims/lorries-wore-it.html", "speakers/tomas-okafor.html", "search.html", "harbour-bridge/beside.html"} {
			b.open(at)
			b.ready2()
			b.do(emulation.SetDeviceMetricsOverride(642, 900, 1, false)) // what a sheet of A4 has room for: where a table is wider, a browser prints the whole page smaller
			b.until(`document.documentElement.scrollWidth`, "642")
			b.wide()
			b.until(seen+`("main :is(button, input, select, textarea, iframe, summary), nav, .preview, .skip").filter((e) => !e.closest("details[open]")).map((e) => e.outerHTML.slice(0, 80)).join()`, "")
		}
		b.open(radio)
		b.ready()
		var pdf []byte
		b.do(chromedp.ActionFunc(func(c ctx.Context) (err error) {
			pdf, _, err = printing.PrintToPDF().WithPreferCSSPageSize(true).Do(c)
			return err
		}))
		if n := bytes.Count(pdf, []byte("/Type /Page\n")) + bytes.Count(pdf, []byte("/Type /Page ")); n > 0 && n < 5 {
			b.Errorf("%d pages are printed", n)
		}
		b.until(seen+`(".margin > .note").length`, "0")
		b.until(seen+`(".notes .no, .num").filter((e) => {
			const r = document.createRange();
			r.selectNodeContents(e);
			return new Set([...r.getClientRects()].map((l) => Math.round(l.top))).size !== 1 || r.getBoundingClientRect().right > e.closest("li, .source").getBoundingClientRect().left;
		}).map((e) => e.textContent).join()`, "")
		b.until(seen+`(".text .badge").length > 20`, "true")
		b.until(seen+`(".source .badge").filter((e) => !e.closest(".notes-all")).every((e) => document.querySelector(e.hash + " .no").textContent === e.textContent)`, "true")
		b.until(`document.getElementById("notes").getBoundingClientRect().top > document.getElementById("text").getBoundingClientRect().bottom - 1`, "true")
	})
}
