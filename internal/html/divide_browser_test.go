package html

import (
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// TestDividedPages: an address of a passage leads to the page that has it, and the pages of a list lead to each other.
func TestDividedPages(t *testing.T) {
	chromium(t)
	c := newCrowd(false)
	c.people(10, 0)
	c.collection("one", 12, 2, 1, 40, func(_, k int) int { return k % 2 }, func(int, int) string { return "p7" })
	made := pages(t, c.files, "public")
	late := ""
	for at, text := range made {
		if strings.Contains(at, "claims/one-c1.supports-2") {
			late = passageItem.FindAllStringSubmatch(text, -1)[3][1]
		}
	}
	if late == "" {
		t.Fatal("the page of the claim has all its passages")
	}
	both(t, written(t, made), func(b *tab) {
		b.wide()
		b.open("one/claims/one-c1.html#" + late)
		b.arrives("one-c1.supports-2.html#" + late)
		b.until(`document.querySelector(":target").getBoundingClientRect().top < innerHeight`, "true")
		b.eval(`document.querySelector(".more li a").click()`)
		b.arrives("one-c1.html#supports-h")
		b.until(`document.querySelector(".more [aria-current]").textContent.startsWith("1 to ")`, "true")
		b.open("one/claims/one-c1.html#nowhere")
		b.ready2()
		b.until(`location.hash`, "#nowhere")
	})
}

// arrives waits for an address; that nothing can be asked of a page while it goes to another is no failure.
func (b *tab) arrives(want string) {
	b.Helper()
	var got string
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if err := chromedp.Run(b.ctx, chromedp.Evaluate(`document.readyState === "complete" ? location.pathname.split("/").pop() + location.hash : ""`, &got)); err == nil && got == want {
			return
		}
	}
	b.Fatalf("the page is %s, not %s", got, want)
}
