package serve

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"

	"github.com/lateral-reader/lateral/internal/diag"
)

// files is a site in memory.
type files map[string]string

func (f files) Open(p string) ([]byte, bool, error) {
	if f[p] == "fails" {
		return nil, false, errors.New("template: no such <field>")
	}
	data, ok := f[p]
	return []byte(data), ok, nil
}

const home = "<!doctype html>\n<html><head><title>Home</title>\n<link rel=\"stylesheet\" href=\"static/a.css\">\n</head>\n<body>\n<p>Home</p>\n</body></html>\n"

func site() files {
	return files{
		"index.html":         home,
		"harbour/index.html": strings.ReplaceAll(home, "static/", "../static/"),
		"404.html":           strings.ReplaceAll(home, "Home", "Not here"),
		"static/a.css":       "p { color: red }",
		"static/a.weird":     "bytes",
		"broken.html":        "fails",
	}
}

func ask(s *Server, method, target string, header ...string) *http.Response {
	r := httptest.NewRequest(method, target, nil)
	r.Host = "localhost:8080"
	for i := 0; i < len(header); i += 2 {
		if header[i] == "Host" {
			r.Host = header[i+1]
		}
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestPages(t *testing.T) {
	s := New(Options{})
	s.Set(site(), nil)
	for _, c := range []struct {
		method, target string
		status         int
		kind, location string
		holds          string
	}{
		{"GET", "/", 200, "text/html; charset=utf-8", "", "<p>Home</p>"},
		{"HEAD", "/", 200, "text/html; charset=utf-8", "", ""},
		{"GET", "/index.html", 200, "text/html; charset=utf-8", "", "<p>Home</p>"},
		{"GET", "/index.html?raw", 200, "text/html; charset=utf-8", "", "<p>Home</p>"},
		{"GET", "/harbour/", 200, "text/html; charset=utf-8", "", "<p>Home</p>"},
		{"GET", "/harbour", 301, "text/plain; charset=utf-8", "/harbour/", ""},
		{"GET", "/harbour?to=//evil.example", 301, "text/plain; charset=utf-8", "/harbour/", ""},
		{"GET", "/static/a.css", 200, "text/css; charset=utf-8", "", "p { color: red }"},
		{"GET", "/static/a.weird", 200, "application/octet-stream", "", "bytes"},
		{"GET", "/static/", 404, "text/html; charset=utf-8", "", "<p>Not here</p>"},
		{"GET", "/nowhere/at/all", 404, "text/html; charset=utf-8", "", "<p>Not here</p>"},
		{"GET", "/broken.html", 500, "text/html; charset=utf-8", "", "no such &lt;field&gt;"},
		{"GET", "/_lateral/reload.js", 200, "text/javascript; charset=utf-8", "", "EventSource"},
		{"GET", "/_lateral/serve.css", 200, "text/css; charset=utf-8", "", ".problems"},
		{"GET", "/_lateral/other", 404, "text/plain; charset=utf-8", "", "nothing"},
		{"POST", "/", 405, "text/plain; charset=utf-8", "", "Only GET and HEAD"},
		{"PUT", "/_lateral/events", 405, "text/plain; charset=utf-8", "", "Only GET and HEAD"},
		{"OPTIONS", "/", 405, "text/plain; charset=utf-8", "", "Only GET and HEAD"},
	} {
		t.Run(c.method+c.target, func(t *testing.T) {
			r := ask(s, c.method, c.target)
			if got := body(t, r); r.StatusCode != c.status || !strings.Contains(got, c.holds) {
				t.Errorf("status %d, body %q", r.StatusCode, got)
			}
			for name, want := range map[string]string{
				"Content-Type": c.kind, "Location": c.location, "Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff", "X-Frame-Options": "SAMEORIGIN",
				"Referrer-Policy": "no-referrer", "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
				"Content-Security-Policy": policy, "Access-Control-Allow-Origin": "",
			} {
				if got := r.Header.Get(name); got != want {
					t.Errorf("%s: %q, want %q", name, got, want)
				}
			}
			if (r.StatusCode == 405) != (r.Header.Get("Allow") == "GET, HEAD") {
				t.Errorf("Allow: %q", r.Header.Get("Allow"))
			}
		})
	}
}

func TestETag(t *testing.T) {
	s := New(Options{})
	s.Set(site(), nil)
	tag := ask(s, "GET", "/").Header.Get("ETag")
	if r := ask(s, "GET", "/", "If-None-Match", tag); tag == "" || r.StatusCode != 304 || body(t, r) != "" {
		t.Errorf("the same page: tag %q, status %d", tag, r.StatusCode)
	}
	s.Set(nil, []diag.Diagnostic{diag.Errorf(diag.Place{File: "a.md"}, "wrong")})
	if r := ask(s, "GET", "/", "If-None-Match", tag); r.StatusCode != 200 {
		t.Errorf("the same page with problems: status %d", r.StatusCode)
	}
}

func TestNoBuildYet(t *testing.T) {
	s := New(Options{})
	s.Set(nil, []diag.Diagnostic{diag.Errorf(diag.Place{File: "lateral.yaml", Line: 2, Column: 1}, "title is missing")})
	r := ask(s, "GET", "/some/page.html")
	got := body(t, r)
	if r.StatusCode != 503 || !strings.Contains(got, "lateral.yaml:2:1") || !strings.Contains(got, "reload.js") || strings.Contains(got, "Shown is") {
		t.Errorf("status %d\n%s", r.StatusCode, got)
	}
}

func TestWithoutNotFoundPage(t *testing.T) {
	s := New(Options{})
	s.Set(files{"index.html": home}, nil)
	if r := ask(s, "GET", "/x"); r.StatusCode != 404 || !strings.Contains(body(t, r), "not here") {
		t.Errorf("status %d", r.StatusCode)
	}
}

func TestProblems(t *testing.T) {
	s := New(Options{})
	var many []diag.Diagnostic
	for i := range 103 {
		many = append(many, diag.Warnf(diag.Place{File: "w.md", Line: i + 1}, "late"))
	}
	s.Set(site(), nil)
	s.Set(nil, append(many, diag.Errorf(diag.Place{File: "b.md", Line: 3, Column: 7}, "<script>alert(1)</script>").WithHint("a & b")))
	got := body(t, ask(s, "GET", "/"))
	for _, want := range []string{
		"<body>\n<section class=\"problems errors\"", "1 error, 103 warnings. Shown is the last good build.", `<details id="lateral-errors" open>`,
		"<code>b.md:3:7</code> <b>error:</b> &lt;script&gt;alert(1)&lt;/script&gt;", "hint: a &amp; b", "And 4 more", `href="/_lateral/serve.css"`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got[:min(len(got), 1500)])
		}
	}
	if strings.Contains(got, "style=") || strings.Contains(got, "onclick") {
		t.Error("inline style or script")
	}
	if css := body(t, ask(s, "GET", "/static/a.css")); css != "p { color: red }" {
		t.Errorf("a stylesheet was changed: %q", css)
	}
	s.Set(site(), []diag.Diagnostic{diag.Errorf(diag.Place{}, "a note lost its passage")})
	if got := body(t, ask(s, "GET", "/")); !strings.Contains(got, "<summary>1 error</summary>") {
		t.Errorf("a new build with an error is taken for an old one:\n%s", got)
	}
	s.Set(site(), many[:1])
	if got := body(t, ask(s, "GET", "/")); !strings.Contains(got, "<summary>1 warning</summary>") || strings.Contains(got, " open>") {
		t.Errorf("a warning is not folded:\n%s", got)
	}
}

// TestDress shows what is added to a page; VERSION stands for the version.
func TestDress(t *testing.T) {
	const script = `<script src="/_lateral/reload.js" data-version="VERSION" defer></script>` + "\n"
	const style = `<link rel="stylesheet" href="/_lateral/serve.css">` + "\n"
	for _, c := range []struct {
		name     string
		status   int
		in, want string
	}{
		{"before the end of head", 200, "<!doctype html><HEAD><title></head></title></HEAD><body>x", "<!doctype html><HEAD><title></head></title>" + script + "</HEAD><body>x"},
		{"no head", 200, "<!doctype html><p>x", "<!doctype html>" + script + "<p>x"},
		{"head not closed", 200, "<!doctype html><head><title>x</title><body class='a>b'>x", "<!doctype html><head><title>x</title>" + script + "<body class='a>b'>x"},
		{"nothing", 200, "", script},
		{"in a comment", 200, "<!-- </head> --><head><!----></head>", "<!-- </head> --><head><!---->" + script + "</head>"},
		{"in a script", 200, "<head><script>'</head>'</script></head>", "<head><script>'</head>'</script>" + script + "</head>"},
		{"its own policy", 200, `<head><meta http-equiv="Content-Security-Policy" content="default-src 'none'"></head>`, "<head>" + script + "</head>"},
		{"a policy in the text", 200, `<head></head><p title='<meta http-equiv="Content-Security-Policy">'>`, "<head>" + script + `</head><p title='<meta http-equiv="Content-Security-Policy">'>`},
		{"base stays", 200, `<head><base href="/x/"></head>`, `<head><base href="/x/">` + script + "</head>"},
		{"base of not found", 404, `<head><base href="https://example.org/x/"></head>`, `<head><base href="/">` + style + script + "</head>"},
		{"not closed", 200, `<head><meta name="`, "<head>" + script + `<meta name="`},
	} {
		t.Run(c.name, func(t *testing.T) {
			page, version := newBuild(files{}, nil, false).dress([]byte(c.in), "index.html", c.status)
			if got := strings.ReplaceAll(string(page), version, "VERSION"); got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

func FuzzDress(f *testing.F) {
	f.Add(home, 200)
	f.Add(`<head><base href=x><meta http-equiv='content-security-policy'></head><body a="b`, 404)
	f.Add(`<!--><script></scripx</script ><body/>`, 404)
	f.Fuzz(func(t *testing.T, doc string, status int) {
		block := []diag.Diagnostic{diag.Errorf(diag.Place{}, "x")}
		page, version := newBuild(files{}, block, false).dress([]byte(doc), "a/b.html", status)
		for tag := range tags([]byte(doc)) {
			if tag.start >= tag.end || doc[tag.start] != '<' || doc[tag.end-1] != '>' {
				t.Errorf("tag %v", tag)
			}
		}
		if !strings.Contains(string(page), version) || !strings.Contains(string(page), "lateral-errors") {
			t.Errorf("no script or no problems in %q", page)
		}
	})
}

// TestPolicyOfThePages keeps the policy here and the one in the built pages the same, but for what serving needs.
func TestPolicyOfThePages(t *testing.T) {
	frame, err := os.ReadFile("../../templates/frame.html")
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`Content-Security-Policy" content="([^"]*)"`).FindStringSubmatch(string(frame))
	if m == nil {
		t.Fatal("templates/frame.html has no policy")
	}
	here := map[string]bool{}
	for d := range strings.SplitSeq(policy, "; ") {
		here[d] = true
	}
	for _, extra := range []string{"base-uri 'self'", "frame-ancestors 'self'"} {
		if !here[extra] {
			t.Errorf("no %s", extra)
		}
		delete(here, extra)
	}
	for d := range strings.SplitSeq(m[1], "; ") {
		if !here[d] && !strings.HasPrefix(d, "base-uri") {
			t.Errorf("%q of the pages is not in the policy of serve", d)
		}
		delete(here, d)
	}
	if len(here) > 0 {
		t.Errorf("more than the pages need: %v", here)
	}
}

func TestScriptHasNoOtherHost(t *testing.T) {
	for name, text := range map[string][]byte{"reload.js": reloadScript, "serve.css": ownStyle} {
		for _, no := range []string{"http:", "https:", "//cdn", "eval(", "innerHTML", "@import", "url("} {
			if strings.Contains(string(text), no) {
				t.Errorf("%s holds %q", name, no)
			}
		}
	}
}

func TestHost(t *testing.T) {
	s := New(Options{Hosts: []string{"Pages.Test"}})
	s.Set(site(), nil)
	for host, status := range map[string]int{
		"localhost": 200, "localhost:8080": 200, "LOCALHOST:1": 200, "127.0.0.1": 200, "127.0.0.1:9": 200, "127.1.2.3:80": 200, "[::1]": 200, "[::1]:8080": 200,
		"pages.test": 200, "pages.test:81": 200,
		"": 421, "evil.example": 421, "evil.example:8080": 421, "localhost.evil.example": 421, "evil.localhost": 421, "localhost:": 421, "localhost:0": 421,
		"localhost:99999": 421, "localhost:80:80": 421, "localhost@evil.example": 421, "127.0.0.1.evil.example": 421, "127.1": 421, "0x7f000001": 421,
		"2130706433": 421, "0.0.0.0": 421, "::1": 421, "[::1": 421, "[localhost]": 421, "[]": 421, "192.0.2.7": 421, "localhost,evil.example": 421, " localhost": 421,
	} {
		for _, target := range []string{"/", "/_lateral/reload.js", "/_lateral/other"} {
			r := ask(s, "GET", target, "Host", host)
			want := status
			if target == "/_lateral/other" && status == 200 {
				want = 404
			}
			if r.StatusCode != want {
				t.Errorf("%s of %q: status %d, want %d", target, host, r.StatusCode, want)
			}
			if text := body(t, r); want == 421 && (strings.Contains(text, "Home") || !strings.Contains(text, "localhost")) {
				t.Errorf("%q: %s", host, text)
			}
		}
	}
}

func TestTypes(t *testing.T) {
	for ext, kind := range types {
		if ext != strings.ToLower(ext) || path.Ext("x"+ext) != ext {
			t.Errorf("%q is no ending", ext)
		}
		if strings.HasPrefix(kind, "text/") != strings.HasSuffix(kind, "; charset=utf-8") {
			t.Errorf("%s: %s", ext, kind)
		}
	}
	if typeOf("A.HTML") != types[".html"] || typeOf("a") != "application/octet-stream" {
		t.Error("typeOf")
	}
}
