package html

import (
	"encoding/json"
	"maps"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/lateral-reader/lateral/internal/corpusgen"
)

// longSource makes a transcript of some 20,000 words with 400 notes, and gives the files of its site with the address of its page.
func longSource(t testing.TB) (files map[string]string, at string) {
	dir := t.TempDir()
	if err := corpusgen.Write(dir, corpusgen.Options{Seed: 8, Sources: 2, Words: 20_000, Notes: 400}); err != nil {
		t.Fatal(err)
	}
	files = pages(t, os.DirFS(dir), "public")
	for _, p := range slices.Sorted(maps.Keys(files)) {
		if strings.Contains(p, "/sources/") && strings.Contains(files[p], `class="turn"`) {
			return files, p
		}
	}
	t.Fatal("there is no transcript")
	return nil, ""
}

// waited gives what a promise comes to.
func (b *tab) waited(script string) (s string) {
	b.Helper()
	b.do(chromedp.Evaluate(script, &s, func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }))
	return s
}

var scriptTag = regexp.MustCompile(`<script[^>]*>`)

// TestScriptsDoNotBlock: no page waits for a script before it is painted.
func TestScriptsDoNotBlock(t *testing.T) {
	n := 0
	for at, text := range pages(t, repo, "public") {
		for _, tag := range scriptTag.FindAllString(text, -1) {
			n++
			if !strings.Contains(tag, " async") && !strings.Contains(tag, " defer") || !strings.Contains(tag, " src=") {
				t.Errorf("%s waits for %s", at, tag)
			}
		}
	}
	if n < 100 {
		t.Errorf("only %d scripts", n)
	}
}

// TestItemLong reads a text that a browser does not lay out whole: notes stand at their lines wherever one is, and addresses lead to their places.
func TestItemLong(t *testing.T) {
	slow(t)
	files, at := longSource(t)
	last := regexp.MustCompile(`id="(m-[^"]*)"`).FindAllStringSubmatch(files[at], -1)
	far := last[len(last)-20][1]
	b := newTab(t, "file://"+written(t, files)+"/")
	b.wide()
	b.open(at)
	b.ready()
	astray := `(() => {
		const seen = [...document.querySelectorAll(".margin > .note")].filter((n) => n.offsetParent && n.getBoundingClientRect().bottom > 0 && n.getBoundingClientRect().top < innerHeight)
			.sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top);
		if (!seen.length) return "no note in sight";
		const over = seen.filter((n, i) => i && n.getBoundingClientRect().top < seen[i - 1].getBoundingClientRect().bottom - 1).length;
		const high = seen.filter((n) => n.getBoundingClientRect().top < document.getElementById("m-" + n.querySelector(".badge").hash.slice(3)).closest("p, li, h1, h2, h3").getBoundingClientRect().top - 1).length;
		const clear = seen.filter((n, i) => i && n.getBoundingClientRect().top > seen[i - 1].getBoundingClientRect().bottom + 40);
		const off = clear.filter((n) => { const p = document.getElementById("m-" + n.querySelector(".badge").hash.slice(3)).closest("p, li, h1, h2, h3").getBoundingClientRect(); return n.getBoundingClientRect().top > p.bottom; }).length;
		return over + " over each other, " + high + " above their paragraph, " + off + " below it without need";
	})()`
	for _, y := range []string{"0.3", "0.9", "0.5"} {
		b.eval(`scrollTo(0, document.getElementById("text").offsetTop + document.getElementById("text").offsetHeight * ` + y + `)`)
		b.until(astray, "0 over each other, 0 above their paragraph, 0 below it without need")
	}
	b.open("about.html")
	b.open(at + "#" + far)
	b.ready()
	b.until(`(() => { const r = document.getElementById("`+far+`").getBoundingClientRect(); return r.top > -5 && r.bottom < innerHeight; })()`, "true")
	b.until(astray+`.slice(0, 17)`, "0 over each other") // the one that has the focus stands at its line, and those before it make room upwards
	b.eval(`document.querySelector(".tools details").open = true`)
	b.until(`document.querySelectorAll("#filter input").length > 3`, "true")
	b.eval(`document.querySelector('#filter input[value="s:disputes"]').click()`)
	b.until(`document.querySelectorAll(".notes > li:not(.out)").length > 10 && [...document.querySelectorAll(".notes > li:not(.out)")].every((l) => l.classList.contains("disputes"))`, "true")
	b.until(`document.querySelectorAll(".margin > .note:not(.out)").length === document.querySelectorAll(".notes > li:not(.out)").length - document.querySelectorAll(".gaps > .note:not(.out)").length`, "true")
	b.eval(`document.querySelector("[data-clear]").click()`)
	b.eval(`document.dispatchEvent(new KeyboardEvent("keydown", {key: "j"}))`) // as an extension of a browser sends it, with no element behind it
	b.eval(`document.getElementById("` + far + `").focus()`)
	b.press("j")
	b.until(`document.activeElement.id !== "`+far+`" && document.activeElement.id.startsWith("m-")`, "true")
	b.until(`(() => { const r = document.activeElement.getBoundingClientRect(); return r.top > 0 && r.bottom < innerHeight; })()`, "true")
	b.until(astray+`.slice(0, 17)`, "0 over each other")
	// The list at the end, too, is laid out when one comes to it.
	b.eval(`document.querySelector(".notes > li:last-child").scrollIntoView()`)
	b.until(`document.querySelector(".notes > li:last-child .claim, .notes > li:last-child .cue").checkVisibility({contentVisibilityAuto: true})`, "true")
}

// BenchmarkLong says how long a reader of a long text waits, in milliseconds: for the first paint, for the script to be ready, from a change of the
// filter to the next paint (each box on and off again), from the key m, and for the slowest frame while scrolling from end to end.
func BenchmarkLong(t *testing.B) {
	files, at := longSource(t)
	b := newTab(t, "file://"+written(t, files)+"/")
	b.wide()
	var paints, readys, filters, keys, frames []float64
	number := func(s string) float64 {
		f, err := strconv.ParseFloat(s, 64)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	list := func(s string) (fs []float64) {
		if err := json.Unmarshal([]byte(s), &fs); err != nil {
			t.Fatal(err)
		}
		return fs
	}
	painted := `const painted = () => new Promise((r) => requestAnimationFrame(() => { const c = new MessageChannel(); c.port1.onmessage = () => r(performance.now()); c.port2.postMessage(0); }));`
	for t.Loop() {
		b.open(at)
		b.ready()
		readys = append(readys, number(b.eval(`performance.now()`)))
		paints = append(paints, number(b.waited(`(async () => { for (;;) { const p = performance.getEntriesByName("first-contentful-paint")[0]; if (p) return String(p.startTime); await new Promise((r) => setTimeout(r, 20)); } })()`)))
		b.eval(`document.querySelector(".tools details").open = true`)
		b.until(`document.querySelectorAll("#filter input").length > 3`, "true")
		filters = append(filters, list(b.waited(`(async () => { `+painted+`
			const times = [];
			for (const i of [...document.querySelectorAll("#filter input")].slice(0, 12)) for (let k = 0; k < 2; k++) {
				await new Promise((r) => setTimeout(r, 150));
				await painted();
				const from = performance.now();
				i.click();
				times.push(await painted() - from);
			}
			return JSON.stringify(times);
		})()`))...)
		keys = append(keys, list(b.waited(`(async () => { `+painted+`
			const times = [];
			for (let k = 0; k < 6; k++) {
				await new Promise((r) => setTimeout(r, 150));
				await painted();
				const from = performance.now();
				document.dispatchEvent(new KeyboardEvent("keydown", {key: "m"}));
				times.push(await painted() - from);
			}
			return JSON.stringify(times);
		})()`))...)
		frames = append(frames, list(b.waited(`(async () => {
			const times = [], next = () => new Promise((r) => requestAnimationFrame(r));
			let last = await next();
			for (let y = 0; y < document.documentElement.scrollHeight; y += 400) {
				scrollTo(0, y);
				const now = await next();
				times.push(now - last);
				last = now;
			}
			return JSON.stringify(times);
		})()`))...)
	}
	report := func(name string, fs []float64) {
		slices.Sort(fs)
		t.ReportMetric(fs[len(fs)/2], name+"-ms")
		t.ReportMetric(fs[len(fs)-1], name+"-most-ms")
	}
	t.ReportMetric(0, "ns/op")
	report("paint", paints)
	report("ready", readys)
	report("filter", filters)
	report("m", keys)
	report("frame", frames)
}
