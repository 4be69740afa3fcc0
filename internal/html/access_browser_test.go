package html

import (
	ctx "context"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	cdpage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// axeCore gives axe-core as .ci/tools fetches it. Without it the test is skipped, or fails if LATERAL_REQUIRE asks for a browser.
func axeCore(t *testing.T) string {
	b, err := os.ReadFile("../../.cache/node_modules/axe-core/axe.min.js")
	if err != nil && slices.Contains(strings.Split(os.Getenv("LATERAL_REQUIRE"), ","), "browser") {
		t.Fatal(err)
	}
	if err != nil {
		t.Skip("there is no axe-core: make tools fetches it")
	}
	return string(b)
}

// ink makes the page light or dark as the device would ask for it, or sepia as the settings do. Nothing moves, so that no colour is on its way.
func (b *tab) ink(name string) {
	b.Helper()
	device, setting := name, ""
	if name == "sepia" {
		device, setting = "light", name
	}
	b.do(emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: device}, {Name: "prefers-reduced-motion", Value: "reduce"}}))
	b.waited(`new Promise((r) => {
		const have = document.querySelector('link[href$="tools.css"]');
		if (have && have.sheet) return r("");
		const link = document.createElement("link");
		link.rel = "stylesheet";
		link.href = document.querySelector('script[src$="lateral.js"]').src.replace("lateral.js", "tools.css");
		link.onload = () => r("");
		document.head.append(link);
	})`)
	b.eval(`document.documentElement.dataset.ink = "` + setting + `"`)
}

// axe runs axe-core over the page and the pages in its frames, each for itself. Rules are "all" of WCAG 2.2 A and AA and all best practices, of
// which none is off, or a list of their names.
func (b *tab) axe(what, rules string) {
	b.Helper()
	only := `["` + strings.Join(strings.Fields(rules), `", "`) + `"]`
	if rules == "all" {
		only = `["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]`
	}
	script := `(async () => {
		const found = [];
		for (const w of [window, ...Array.from(frames)]) {
			const r = await w.axe.run(w.document, {iframes: false, resultTypes: ["violations"], runOnly: ` + only + `});
			if (!r.passes.length) found.push("no rule found anything to look at");
			for (const v of r.violations) for (const n of v.nodes) found.push(v.id + ": " + v.help + "\n" + n.html.slice(0, 300) + "\n" + n.failureSummary);
		}
		return JSON.stringify(found);
	})()`
	var out string
	b.do(chromedp.Evaluate(script, &out, func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }))
	var found []string
	if err := json.Unmarshal([]byte(out), &found); err != nil {
		b.Fatal(err)
	}
	for i, f := range found {
		if i == 5 {
			b.Errorf("%s: and %d more", what, len(found)-i)
			break
		}
		b.Errorf("%s: %s", what, f)
	}
}

// inAllInks runs axe-core over the page as it stands: light, dark, sepia, and 320 px wide.
func (b *tab) inAllInks(what string) {
	b.Helper()
	b.ink("light")
	b.axe(what, "all")
	for _, name := range []string{"dark", "sepia"} {
		b.ink(name)
		b.axe(what+", "+name, "color-contrast link-in-text-block") // the rules that look at colours
	}
	b.ink("light")
	b.do(emulation.SetDeviceMetricsOverride(320, 900, 1, false))
	b.axe(what+", 320 px", "all")
	b.wide()
}

// TestAxe finds nothing wrong on any kind of page, nor with what scripts open on it.
func TestAxe(t *testing.T) {
	slow(t)
	core := axeCore(t)
	everything, _ := archive(t, "everything.txtar")
	both := "harbour-bridge/beside.html#s-radio-interview&s-council-hearing"
	for _, c := range []struct {
		name  string
		files map[string]string
		pages string
	}{
		{"public", pages(t, repo, "public"), `index.html search.html about.html how-to-read.html 404.html speakers/index.html outlets/index.html
			harbour-bridge/index.html harbour-bridge/claims/index.html harbour-bridge/claims/bearings-cracked.html harbour-bridge/assignments/who-do-you-believe.html
			harbour-bridge/sources/council-hearing.html harbour-bridge/sources/courier-report.html harbour-bridge/sources/radio-interview.source.html
			harbour-bridge/sources/radio-interview.notes.html paris-2015/sources/wsws-lantier.html speakers/tomas-okafor.html outlets/harbour-radio.html ` + both},
		{"student", pages(t, repo, "student"), `harbour-bridge/index.html harbour-bridge/assignments/who-do-you-believe.html harbour-bridge/sources/courier-report.html`},
		{"everything", pages(t, everything, "teacher"), `one/index.html one/claims/count.html one/sources/hearing.html one/sources/arabic.html one/sources/chinese.html one/sources/layer.html`},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := newTab(t, serving(t, written(t, c.files)))
			b.do(chromedp.ActionFunc(func(c ctx.Context) error { _, err := cdpage.AddScriptToEvaluateOnNewDocument(core).Do(c); return err }))
			b.wide()
			for _, at := range strings.Fields(c.pages) {
				b.open(at)
				b.until(`document.querySelectorAll(".settings").length`, "1")
				if at == both {
					b.until(`document.querySelectorAll(".both").length > 5`, "true")
				}
				b.inAllInks(at)
			}
			if c.name != "public" {
				return
			}
			b.open("search.html#q=bridge")
			b.until(`document.querySelectorAll("#found li li").length > 5`, "true")
			b.eval(`document.getElementById("narrow").open = true`)
			b.until(`document.getElementById("f-speaker").options.length > 10`, "true")
			b.inAllInks("results")

			b.open(radio)
			b.ready()
			b.inAllInks("a source")
			b.eval(`document.querySelectorAll("details").forEach((d) => { d.open = true; })`)
			b.until(`document.querySelectorAll(".settings input").length > 10`, "true")
			b.eval(`document.querySelectorAll("details.drop").forEach((d) => { d.open = false; })`)
			b.inAllInks("all details")
			b.open(radio)
			b.ready()
			b.eval(`document.querySelector(".settings details").open = true`)
			b.until(`document.querySelectorAll(".settings input").length > 10`, "true")
			b.inAllInks("settings")
			b.eval(`document.querySelector(".settings details").open = false`)
			b.eval(`document.querySelector(".tools details").open = true`)
			b.until(`document.querySelectorAll("#filter input").length > 3`, "true")
			b.eval(`document.querySelector('#filter input[value="k:claim"]').click()`)
			b.inAllInks("filter")
			b.eval(`document.querySelector("[data-clear]").click()`)
			b.eval(`document.querySelector(".tools details").open = false`)
			b.do(chromedp.Click(`mark.e mark.c`, chromedp.ByQuery))
			b.until(`document.querySelectorAll(".pick button").length`, "2")
			b.inAllInks("a list of notes")
			b.press(kb.Enter)
			b.until(`document.querySelectorAll(".pinned").length`, "1")
			b.inAllInks("a note")
			b.eval(`getSelection().selectAllChildren(document.getElementById("p1s1"))`)
			b.until(`document.querySelectorAll(".words button").length >= 2`, "true")
			b.inAllInks("chosen words")
			b.press("m")
			b.inAllInks("without marks")
		})
	}
}
