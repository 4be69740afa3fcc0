package html

import "testing"

// TestServedPolicy reads over lateral serve: the policy that it sends is the one in force, and nothing on a page runs against it.
func TestServedPolicy(t *testing.T) {
	chromium(t)
	b := newTab(t, serving(t, written(t, pages(t, repo, "public"))))
	b.wide()
	for _, at := range []string{radio, "", "harbour-bridge/", "search.html"} {
		b.open(at)
		b.until(`document.querySelectorAll(".settings").length`, "1")
		b.until(`document.querySelectorAll("meta[http-equiv]").length`, "0") // the page's own, for which the header stands
		if got := b.waited(`fetch(location.href).then((r) => r.headers.get("Content-Security-Policy").split(";")[0])`); got != "default-src 'none'" {
			b.Errorf("%s: the policy begins with %q", at, got)
		}
	}
}
