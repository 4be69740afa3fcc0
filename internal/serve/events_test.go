package serve

import (
	"fmt"
	"maps"
	"net"
	"net/http"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/lateral-reader/lateral/internal/diag"
)

// with gives the site with one file changed.
func with(name, text string) files {
	f := maps.Clone(site())
	f[name] = text
	return f
}

func TestEvents(t *testing.T) {
	wrong := []diag.Diagnostic{diag.Errorf(diag.Place{File: "a.md"}, "wrong")}
	for _, c := range []struct {
		name, path string
		site       Site
		problems   []diag.Diagnostic
		want       string
	}{
		{"the page", "/", with("index.html", home+"<p>more</p>"), nil, "reload"},
		{"the page by its other name", "/index.html", with("index.html", home+"<p>more</p>"), nil, "reload"},
		{"its style", "/", with("static/a.css", "p{}"), nil, "styles"},
		{"the style of a page in a folder", "/harbour/", with("static/a.css", "p{}"), nil, "styles"},
		{"page and style", "/", files{"index.html": home + "x", "static/a.css": "p{}"}, nil, "reload"},
		{"problems", "/", nil, wrong, "reload"},
		{"gone", "/harbour/", files{"index.html": home}, nil, "reload"},
		{"come", "/new.html", with("new.html", home), nil, "reload"},
		{"another not found", "/nowhere", with("404.html", home), nil, "reload"},
		{"the failing page", "/broken.html", with("broken.html", home), nil, "reload"},
		{"another page", "/", with("harbour/index.html", "x"), nil, ""},
		{"another style", "/", with("static/b.css", "x"), nil, ""},
		{"nothing", "/", site(), nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := New(Options{})
			s.Set(site(), nil)
			s.heartbeat = 20 * time.Millisecond
			addr, _ := start(t, s)
			before := versionOf(t, addr, c.path)
			live := open(t, addr, c.path, before)
			s.Set(c.site, c.problems)
			late := open(t, addr, c.path, before) // it missed the event
			for name, st := range map[string]*stream{"live": live, "late": late} {
				if c.want == "" {
					st.quiet(t)
					continue
				}
				event, data := st.next(t)
				if after := versionOf(t, addr, c.path); event != c.want || data != after {
					t.Errorf("%s: %s %s, want %s %s", name, event, data, c.want, after)
				}
			}
		})
	}
}

func TestStylesAndThenThePage(t *testing.T) {
	s := New(Options{})
	s.Set(site(), nil)
	addr, _ := start(t, s)
	st := open(t, addr, "/", versionOf(t, addr, "/"))
	for i := range 3 {
		s.Set(with("static/a.css", fmt.Sprint(i)), nil)
		if event, v := st.next(t); event != "styles" || v != versionOf(t, addr, "/") {
			t.Fatalf("%d: %s", i, event)
		}
	}
	s.Set(with("index.html", "new"), nil)
	if event, _ := st.next(t); event != "reload" {
		t.Fatal(event)
	}
}

func TestPicturesAndScriptsAreThePage(t *testing.T) {
	f := files{"a/index.html": `<head></head><img src="../p.png"><script src=s.js></script><img src="https://example.org/p.png"><img src="">`, "p.png": "1", "a/s.js": "1"}
	v := newBuild(f, nil, false).version("/a/")
	for _, name := range []string{"p.png", "a/s.js"} {
		g := maps.Clone(f)
		g[name] = "2"
		if newBuild(g, nil, false).version("/a/") == v {
			t.Errorf("%s changed and the page did not", name)
		}
	}
}

// counted counts how often a file is opened.
type counted struct {
	files
	n *atomic.Int64
}

func (c counted) Open(p string) ([]byte, bool, error) {
	if p == "index.html" {
		c.n.Add(1)
	}
	return c.files.Open(p)
}

func TestThousandStreams(t *testing.T) {
	before := runtime.NumGoroutine()
	s := New(Options{})
	s.Set(site(), nil)
	addr, stop := start(t, s)
	v := versionOf(t, addr, "/")
	all := make([]*stream, 1000)
	for i := range all {
		all[i] = open(t, addr, "/", v)
	}
	var n atomic.Int64
	s.Set(counted{with("static/a.css", "p{}"), &n}, nil)
	for i, st := range all {
		if event, _ := st.next(t); event != "styles" {
			t.Fatalf("stream %d: %s", i, event)
		}
	}
	if n.Load() != 1 {
		t.Errorf("the page was made %d times for 1,000 streams", n.Load())
	}
	if r, err := http.Get("http://" + addr + "/"); err != nil || r.StatusCode != 200 {
		t.Errorf("no page beside the streams: %v", err)
	} else {
		r.Body.Close()
	}
	http.DefaultClient.CloseIdleConnections()
	stop()
	for i, st := range all {
		if event, _ := st.next(t); event != "end" {
			t.Fatalf("stream %d: %s after the end", i, event)
		}
		st.Close()
	}
	none(t, before)
}

// none waits until no goroutine is left but those that were there before.
func none(t *testing.T, before int) {
	t.Helper()
	for until := time.Now().Add(patient); runtime.NumGoroutine() > before; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(until) {
			buf := make([]byte, 1<<20)
			t.Fatalf("%d goroutines, %d before\n%s", runtime.NumGoroutine(), before, buf[:runtime.Stack(buf, true)])
		}
	}
}

func TestOneStreamTooMany(t *testing.T) {
	s := New(Options{})
	s.Set(site(), nil)
	s.streams.Store(maxStreams)
	if r := ask(s, "GET", "/_lateral/events?path=/&v=x"); r.StatusCode != 503 || r.Header.Get("Retry-After") == "" {
		t.Errorf("status %d", r.StatusCode)
	}
	if n := s.streams.Load(); n != maxStreams {
		t.Errorf("%d are counted", n)
	}
}

// small makes the buffers of the system small, so that a client that does not read is felt soon.
type small struct{ net.Listener }

func (s small) Accept() (net.Conn, error) {
	c, err := s.Listener.Accept()
	if err == nil {
		c.(*net.TCPConn).SetWriteBuffer(1)
	}
	return c, err
}

func TestClientThatDoesNotReadIsDropped(t *testing.T) {
	s := New(Options{})
	s.heartbeat, s.patience = 20*time.Microsecond, 100*time.Millisecond
	s.Set(site(), nil)
	ln, err := s.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error)
	go func() { ended <- s.Serve(t.Context(), small{ln}) }()
	st := open(t, ln.Addr().String(), "/", s.now.Load().version("/"))
	st.Conn.(*net.TCPConn).SetReadBuffer(1)
	for until := time.Now().Add(patient); s.streams.Load() > 0; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(until) {
			t.Fatal("the stream is still open")
		}
	}
	ln.Close()
	if err := <-ended; err == nil {
		t.Error("Serve is silent about a listener that was closed under it")
	}
}

func TestHeartbeat(t *testing.T) {
	s := New(Options{})
	s.heartbeat = time.Millisecond
	s.Set(site(), nil)
	addr, _ := start(t, s)
	st := open(t, addr, "/", s.now.Load().version("/"))
	st.quiet(t)
}

func TestStreamIsForOwnPages(t *testing.T) {
	s := New(Options{})
	s.Set(site(), nil)
	for _, c := range []struct {
		method, name, value string
		status              int
	}{
		{"GET", "Origin", "http://localhost:8080", 200},
		{"GET", "Sec-Fetch-Site", "same-origin", 200},
		{"GET", "X-Nothing", "", 200},
		{"GET", "Origin", "http://localhost:8081", 403},
		{"GET", "Origin", "https://localhost:8080", 403},
		{"GET", "Origin", "http://127.0.0.1:8080", 403},
		{"GET", "Origin", "http://evil.example", 403},
		{"GET", "Origin", "null", 403},
		{"GET", "Sec-Fetch-Site", "cross-site", 403},
		{"GET", "Sec-Fetch-Site", "same-site", 403},
		{"GET", "Host", "evil.example", 421},
		{"HEAD", "X-Nothing", "", 405},
		{"POST", "X-Nothing", "", 405},
	} {
		// A wrong version is answered at once and ends the stream.
		r := ask(s, c.method, "/_lateral/events?path=/&v=old", c.name, c.value)
		if got := body(t, r); r.StatusCode != c.status || (c.status == 200) != strings.Contains(got, "event: reload") {
			t.Errorf("%s %s: %s: status %d, %q", c.method, c.name, c.value, r.StatusCode, got)
		}
		if r.Header.Get("Access-Control-Allow-Origin") != "" {
			t.Error("a CORS header")
		}
		if c.status == 200 && r.Header.Get("Content-Type") != "text/event-stream" {
			t.Error(r.Header.Get("Content-Type"))
		}
	}
}

// TestOddStreams asks for pages that are none; the answer is an event at most, and the memory keeps no name.
func TestOddStreams(t *testing.T) {
	s := New(Options{})
	s.Set(site(), nil)
	for _, p := range []string{"", "x", "/../../etc/passwd", "//evil.example", "/%00", "/%zz", "/a%0Ab", "/_lateral/events", "/harbour", strings.Repeat("/a", 5000)} {
		r := ask(s, "GET", "/_lateral/events?v=%0Aevent:evil&path="+strings.NewReplacer("%", "%25").Replace(p))
		if got := body(t, r); strings.Contains(got, "evil") || !strings.Contains(got, "event: reload\ndata: ") {
			t.Errorf("%q: %q", p, got)
		}
	}
	for name := range s.now.Load().memory {
		if !strings.HasPrefix(name, "file:") {
			t.Errorf("%q is remembered", name)
		}
	}
}

func TestEndWithOpenConnections(t *testing.T) {
	before := runtime.NumGoroutine()
	s := New(Options{})
	s.Set(site(), nil)
	addr, stop := start(t, s)
	idle, err := net.Dial("tcp", addr) // as a browser opens one before it needs it
	if err != nil {
		t.Fatal(err)
	}
	defer idle.Close()
	half, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer half.Close()
	fmt.Fprint(half, "GET / HTTP/1.1\r\nHost: loc")
	open(t, addr, "/", s.now.Load().version("/"))
	stop()
	none(t, before)
	if c, err := net.Dial("tcp", addr); err == nil {
		c.Close()
		t.Error("it still listens")
	}
}

// TestOneBuildAtATime changes the site under load: no page may show the words of one build and the version of another.
func TestOneBuildAtATime(t *testing.T) {
	s := New(Options{})
	page := func(i int) files {
		return files{"index.html": fmt.Sprintf("<head></head><p>%d</p><link rel=stylesheet href=a.css>", i), "a.css": fmt.Sprint(i)}
	}
	s.Set(page(0), nil)
	versions := map[string]string{}
	for i := range 50 {
		versions[fmt.Sprintf("<p>%d</p>", i)] = newBuild(page(i), nil, false).version("/")
	}
	done := make(chan struct{})
	for range 4 {
		go func() {
			defer func() { done <- struct{}{} }()
			for range 200 {
				a := s.now.Load().answer("/")
				_, after, _ := strings.Cut(string(a.body), "<p>")
				n, _, _ := strings.Cut(after, "</p>")
				if want := versions["<p>"+n+"</p>"]; a.version != want || !strings.Contains(string(a.body), want) {
					t.Errorf("page %s with version %s, want %s", n, a.version, want)
				}
				s.now.Load().version("/")
			}
		}()
	}
	for i := range 50 {
		s.Set(page(i), nil)
	}
	for range 4 {
		<-done
	}
}
