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

// longText makes a transcript of some 20,000 words with 400 notes, and gives the files of its site with the address of its page.
func longText(t testing.TB) (files map[string]string, at string) {
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

// BenchmarkLong says how long a reader of a long text waits, in milliseconds: for the first paint, for the script to be ready, from a change of the
// filter to the next paint (each box on and off again), from the key m, and for the slowest frame while scrolling from end to end.
func BenchmarkLong(t *testing.B) {
	files, at := longText(t)
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
