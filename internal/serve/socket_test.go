package serve

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// patient is how long a test waits for what must happen; it is no measure of speed.
const patient = 30 * time.Second

// start serves on a free port of the loopback until the test ends or stop is called.
func start(t *testing.T, s *Server) (addr string, stop func()) {
	t.Helper()
	ln, err := s.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, ln) }()
	stop = sync.OnceFunc(func() {
		cancel()
		select {
		case err := <-ended:
			if err != nil {
				t.Error(err)
			}
		case <-time.After(patient):
			t.Error("Serve does not end")
		}
	})
	t.Cleanup(stop)
	return ln.Addr().String(), stop
}

// naive is a site that believes every path, as a careless one would: what keeps requests inside is the server alone.
type naive string

func (n naive) Open(p string) ([]byte, bool, error) {
	data, err := os.ReadFile(string(n) + "/" + p)
	if err != nil {
		return nil, false, nil
	}
	return data, true, nil
}

// TestRawPaths sends requests that no browser would, byte by byte, to a server whose site would open any file of the disk.
func TestRawPaths(t *testing.T) {
	const secret = "SECRET-FROM-OUTSIDE"
	dir := t.TempDir()
	for name, text := range map[string]string{
		"secret.txt": secret, "out/index.html": home, "out/404.html": "<!doctype html><title>not here</title>", "out/a b.txt": "a space", "out/é.txt": "an accent",
		"out/.git/config": secret, "out/.env": secret, "out/dir/.hidden/x.html": secret, "out/dir/index.html": home, "out/.lateral-files": secret,
		"out/_lateral/x.html": secret, "out/dir./x.html": secret, "out/c:x.html": secret, `out/a\b.html`: secret,
	} {
		p := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(text), 0o644); err != nil && runtime.GOOS != "windows" {
			t.Fatal(err)
		}
	}
	s := New(Options{})
	s.Set(naive(filepath.Join(dir, "out")), nil)
	addr, _ := start(t, s)
	slashed := filepath.ToSlash(dir)

	for _, c := range []struct {
		target string
		status int
	}{
		{"/", 200}, {"/index.html", 200}, {"/index%2ehtml", 200}, {"/index.html?raw", 200}, {"/index.html?/../../secret.txt", 200}, {"/index.html??", 200},
		{"/a%20b.txt", 200}, {"/%C3%A9.txt", 200}, {"/dir", 301}, {"/dir/", 200}, {"/?%zz", 200},
		{"/../secret.txt", 404}, {"/../../secret.txt", 404}, {"/dir/../../secret.txt", 404}, {"/dir/../index.html", 404}, {"/./index.html", 404}, {"/..", 404}, {"/.", 404},
		{"/%2e%2e/secret.txt", 404}, {"/%2E%2E/secret.txt", 404}, {"/.%2e/secret.txt", 404}, {"/%2e%2e%2fsecret.txt", 404}, {"/..%2fsecret.txt", 404},
		{"/%252e%252e/secret.txt", 404}, {"/%252e%252e%252fsecret.txt", 404}, {"/..%00/secret.txt", 404}, {"/dir%2f..%2f..%2fsecret.txt", 404}, {"/dir%2findex.html", 404},
		{"//", 404}, {"//secret.txt", 404}, {"//evil.example/", 404}, {"//evil.example/..", 404}, {"///index.html", 404}, {"/dir//index.html", 404}, {"/dir//", 404}, {"//dir", 404},
		{"/" + slashed + "/secret.txt", 404}, {slashed + "/secret.txt", 404}, {"/%2f" + strings.TrimPrefix(slashed, "/") + "/secret.txt", 404}, {"/file://" + slashed + "/secret.txt", 404},
		{`/..\secret.txt`, 404}, {`/..\..\secret.txt`, 404}, {"/..%5csecret.txt", 404}, {"/%5c..%5csecret.txt", 404}, {`/dir\index.html`, 404}, {"/a%5cb.html", 404}, {`/a\b.html`, 404},
		{"/index.html%00", 404}, {"/index.html%00.css", 404}, {"/%00", 404}, {"/index.html\x00", 400}, {"/\x01", 400}, {"/\x7f", 400}, {"/index.html%0d%0aX-Evil:%201", 404}, {"/%7f", 404},
		{"/index.html.", 404}, {"/index.html%20", 404}, {"/index.html%2e", 404}, {"/dir./x.html", 404}, {"/index.html...", 404}, {"/index.html/", 404}, {"/index.html/.", 404},
		{"/index.html;x", 404}, {"/index.html%3fraw", 404}, {"/index.html%23", 404}, {"/;/../secret.txt", 404}, {"/..;/secret.txt", 404}, {"/index.html::$DATA", 404}, {"/c:x.html", 404},
		{"/C:/Windows/win.ini", 404}, {"/c:%5cWindows%5cwin.ini", 404}, {"/C|/boot.ini", 404}, {"/~/secret.txt", 404}, {"/~root/", 404},
		{"/%c0%ae%c0%ae/secret.txt", 404}, {"/%e0%80%ae./secret.txt", 404}, {"/%c0%af..%c0%afsecret.txt", 404}, {"/\xc0\xae\xc0\xae/secret.txt", 404}, {"/%ff", 404}, {"/%ef%bc%8e%ef%bc%8e/secret.txt", 404}, {"/%u002e%u002e/secret.txt", 400},
		{"/.git/config", 404}, {"/%2egit/config", 404}, {"/.env", 404}, {"/.lateral-files", 404}, {"/dir/.hidden/x.html", 404}, {"/.git", 404}, {"/.git/", 404}, {"/.well-known/x", 404},
		{"/_lateral/x.html", 404}, {"/_lateral/../index.html", 404}, {"/_lateral/..%2f..%2fsecret.txt", 404}, {"/_lateral", 404}, {"/_lateral/", 404},
		{"http://localhost/", 200}, {"http://localhost/../secret.txt", 404}, {"http://localhost//secret.txt", 404}, {"http://evil.example/", 421}, {"http://evil.example@localhost/", 200}, {"http://localhost@evil.example/", 421},
		{"https://localhost/", 200}, {"file:///etc/passwd", 404}, {"ftp://evil.example/", 421}, {"http:index.html", 404}, {"index.html", 400}, {"../secret.txt", 400}, {"*", 404}, {"?", 400}, {"%2e%2e/secret.txt", 400},
		{"/%", 400}, {"/%zz", 400}, {"/%2", 400}, {"/a b", 400},
		{"/" + strings.Repeat("a", 300), 404}, {"/" + strings.Repeat("a/", 1000), 404}, {"/" + strings.Repeat("../", 600) + "secret.txt", 404}, {"/" + strings.Repeat("%2e%2e/", 250) + "secret.txt", 404},
		{"/" + strings.Repeat("a", 3000), 414}, {"/" + strings.Repeat("a", 40000), 431},
	} {
		got := raw(t, addr, "GET "+c.target+" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
		name := c.target[:min(len(c.target), 60)]
		if strings.Contains(got, secret) || strings.Contains(got, "root:") {
			t.Errorf("%q: bytes from outside:\n%s", name, got)
		}
		if want := fmt.Sprintf("HTTP/1.1 %d ", c.status); !strings.HasPrefix(got, want) {
			line, _, _ := strings.Cut(got, "\r\n")
			t.Errorf("%q: %q, want %d", name, line, c.status)
		}
		if c.status == 301 && !strings.Contains(got, "\r\nLocation: /dir/\r\n") {
			t.Errorf("%q: %s", name, got)
		}
		if strings.Contains(got, "\r\nX-Evil") {
			t.Errorf("%q: a header came in by the path", name)
		}
	}
}

// TestRawRequests sends whole requests of an odd shape.
func TestRawRequests(t *testing.T) {
	s := New(Options{})
	s.Set(site(), nil)
	addr, _ := start(t, s)
	const end = "Connection: close\r\n\r\n"
	for _, c := range []struct{ name, request, status string }{
		{"HTTP/1.0 without a host", "GET / HTTP/1.0\r\n\r\n", "421"},
		{"HTTP/1.0", "GET / HTTP/1.0\r\nHost: localhost\r\n\r\n", "200"},
		{"HTTP/1.1 without a host", "GET / HTTP/1.1\r\n" + end, "400"},
		{"two hosts", "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n" + end, "400"},
		{"a foreign host", "GET / HTTP/1.1\r\nHost: evil.example\r\n" + end, "421"},
		{"a foreign target and a good host", "GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n" + end, "421"},
		{"a forwarded host is not believed", "GET / HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: localhost\r\n" + end, "421"},
		{"a body", "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello", "400"},
		{"a chunked body", "GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400"},
		{"both lengths", "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400"},
		{"options for all", "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n" + end, "405"},
		{"connect", "CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n" + end, "421"},
		{"connect here", "CONNECT localhost:443 HTTP/1.1\r\nHost: localhost:443\r\n" + end, "405"},
		{"trace", "TRACE / HTTP/1.1\r\nHost: localhost\r\n" + end, "405"},
		{"post", "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n" + end, "405"},
		{"many headers", "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + strings.Repeat("x", 64<<10) + "\r\n" + end, "431"},
		{"no HTTP", "hello\r\n\r\n", "400"},
		{"TLS", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", "400"},
		{"HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "421"},
		{"a range", "GET /static/a.css HTTP/1.1\r\nHost: localhost\r\nRange: bytes=0-2\r\n" + end, "206"},
		{"a range beyond", "GET /static/a.css HTTP/1.1\r\nHost: localhost\r\nRange: bytes=999-\r\n" + end, "416"},
	} {
		got := raw(t, addr, c.request)
		if f := strings.Fields(got); len(f) < 2 || f[1] != c.status {
			line, _, _ := strings.Cut(got, "\r\n")
			t.Errorf("%s: %q, want %s", c.name, line, c.status)
		}
		if strings.Contains(strings.ToLower(got), "access-control-") {
			t.Errorf("%s: a CORS header", c.name)
		}
		if c.status[0] == '4' && strings.Contains(got, "Home") {
			t.Errorf("%s: a page", c.name)
		}
	}
}

// raw sends bytes on a connection of their own and gives all that comes back.
func raw(t *testing.T, addr, request string) string {
	t.Helper()
	c, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	c.SetDeadline(time.Now().Add(patient))
	io.WriteString(c, request) // the server may answer and close before it has read all
	got, _ := io.ReadAll(c)
	return string(got)
}

// stream is an open stream of events.
type stream struct {
	net.Conn
	lines *bufio.Reader
}

// open asks for a stream and reads the head of the answer and its first comment.
func open(t *testing.T, addr, path, version string) *stream {
	t.Helper()
	c, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	c.SetDeadline(time.Now().Add(patient))
	fmt.Fprintf(c, "GET /_lateral/events?path=%s&v=%s HTTP/1.1\r\nHost: localhost\r\n\r\n", path, version)
	s := &stream{c, bufio.NewReader(c)}
	for {
		line, err := s.lines.ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(line, "HTTP/1.1") && !strings.Contains(line, " 200 ") {
			t.Fatal(line)
		}
		if strings.HasPrefix(line, ": lateral") {
			return s
		}
	}
}

// next gives the name and the data of the next event, or "end". The lines of chunked encoding are passed over.
func (s *stream) next(t *testing.T) (event, data string) {
	t.Helper()
	for {
		line, err := s.lines.ReadString('\n')
		if err == io.EOF || (err != nil && !isTimeout(err)) {
			return "end", ""
		}
		if err != nil {
			t.Fatal("nothing came")
		}
		line = strings.TrimSpace(line)
		if v, ok := strings.CutPrefix(line, "event: "); ok {
			event = v
		}
		if v, ok := strings.CutPrefix(line, "data: "); ok {
			return event, v
		}
	}
}

// quiet reads three heartbeats and fails where an event comes before.
func (s *stream) quiet(t *testing.T) {
	t.Helper()
	for beats := 0; beats < 3; {
		line, err := s.lines.ReadString('\n')
		if err != nil || strings.HasPrefix(line, "event:") {
			t.Fatalf("%q, %v, want nothing but heartbeats", line, err)
		}
		if strings.TrimSpace(line) == ":" {
			beats++
		}
	}
}

func isTimeout(err error) bool {
	n, ok := err.(net.Error)
	return ok && n.Timeout()
}

// versionOf reads the version from a page as a browser does.
func versionOf(t *testing.T, addr, path string) string {
	t.Helper()
	r, err := http.Get("http://" + addr + path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	text := body(t, r)
	_, after, _ := strings.Cut(text, `data-version="`)
	v, _, _ := strings.Cut(after, `"`)
	if v == "" {
		t.Fatalf("no version in %s", text)
	}
	return v
}
