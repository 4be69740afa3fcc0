package field

import (
	"net/url"
	"testing"
)

// TestWebHost compares what is read quickly with package url.
func TestWebHost(t *testing.T) {
	for _, s := range []string{
		"", "http:", "http://", "https://example.org", "http://example.org/a/b.html?x=1&y=_~#part", "https://example.org?x=/a", "https://example.org#a#b",
		"https://EXAMPLE.org/", "HTTPS://example.org/", "https://example.org:8080/a", "https://user@example.org/", "https://[::1]/", "https://[::1", "https:///a",
		"https://example.org/%zz", "https://example.org/%41", "https://exa mple.org/", "https://example.org/a b", "https://example.org/\x7f", "https://bücher.example/",
		"https://example.org/ü", "https://exam_ple.org/", "https://a,b/", "ftp://example.org/", "//example.org/", "mailto:a@example.org", "example.org/a", "https://-/..",
	} {
		want := ""
		if u, err := url.Parse(s); err == nil && (u.Scheme == "http" || u.Scheme == "https") {
			want = u.Host
		}
		if got := WebHost(s); got != want {
			t.Errorf("WebHost(%q) = %q, want %q", s, got, want)
		}
	}
}
