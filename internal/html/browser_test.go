package html

import (
	ctx "context" // the package has a type of that name
	"errors"
	"io/fs"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/lateral-reader/lateral/internal/serve"
)

// tab is a page of Chromium. At the end of its test there must have been no error in it and no request that leaves the site.
type tab struct {
	testing.TB
	ctx  ctx.Context
	base string // address of the site, with a slash at its end

	mu       sync.Mutex
	requests []string
}

// chromium is the browser of this machine. Where there is none the test is skipped, or fails if LATERAL_REQUIRE asks for a browser.
func chromium(t testing.TB) string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if at, err := exec.LookPath(name); err == nil {
			return at
		}
	}
	if slices.Contains(strings.Split(os.Getenv("LATERAL_REQUIRE"), ","), "browser") {
		t.Fatal("there is no Chromium")
	}
	t.Skip("there is no Chromium")
	return ""
}

// written writes files to a folder, and gives it.
func written(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for at, text := range files {
		p := filepath.Join(dir, filepath.FromSlash(at))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// both runs a test over a folder on disk with the network off, and over what lateral serve answers, with the policy that it sends.
func both(t *testing.T, dir string, test func(b *tab)) {
	t.Run("file", func(t *testing.T) {
		b := newTab(t, "file://"+filepath.ToSlash(dir)+"/")
		b.do(network.EmulateNetworkConditions(true, 0, -1, -1))
		test(b)
	})
	t.Run("serve", func(t *testing.T) { test(newTab(t, serving(t, dir))) })
}

// folder is a build that was written to disk.
type folder string

func (f folder) Open(at string) (data []byte, ok bool, err error) {
	data, err = os.ReadFile(filepath.Join(string(f), filepath.FromSlash(at)))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, false, nil
	}
	return data, err == nil, err
}

// serving serves a build, and gives the address of its site.
func serving(t testing.TB, dir string) string {
	server := serve.New(serve.Options{Say: func(msg string) { t.Errorf("the server says: %s", msg) }})
	server.Set(folder(dir), nil)
	s := httptest.NewServer(server.Handler())
	t.Cleanup(s.Close)
	t.Cleanup(s.CloseClientConnections) // streams that wait for the next build
	return s.URL + "/"
}

func newTab(t testing.TB, base string) *tab {
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(chromium(t)), chromedp.NoSandbox)
	alloc, cancel := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(cancel)
	page, cancel := chromedp.NewContext(alloc)
	t.Cleanup(cancel)
	page, cancel = ctx.WithTimeout(page, 10*time.Minute)
	t.Cleanup(cancel)
	b := &tab{TB: t, ctx: page, base: base}
	chromedp.ListenTarget(page, func(ev any) {
		switch e := ev.(type) {
		case *runtime.EventExceptionThrown:
			t.Errorf("exception: %v", e.ExceptionDetails)
		case *runtime.EventConsoleAPICalled:
			t.Errorf("console: %s", e.Type)
		case *log.EventEntryAdded:
			t.Errorf("log: %s %s", e.Entry.Text, e.Entry.URL)
		case *network.EventRequestWillBeSent:
			b.mu.Lock()
			defer b.mu.Unlock()
			if at, ok := strings.CutPrefix(e.Request.URL, base); ok {
				if at == "static/icon.svg" || strings.HasPrefix(at, "_lateral/") { // which a browser asks for when it likes; what the server adds
					return
				}
				b.requests = append(b.requests, at)
			} else {
				t.Errorf("a request leaves the site: %s", e.Request.URL)
			}
		}
	})
	b.do(network.Enable(), log.Enable(), runtime.Enable())
	return b
}

func (b *tab) do(actions ...chromedp.Action) {
	b.Helper()
	if err := chromedp.Run(b.ctx, actions...); err != nil {
		b.Fatal(err)
	}
}

// open goes to an address of the site.
func (b *tab) open(at string) { b.Helper(); b.do(chromedp.Navigate(b.base + at)) }

// eval gives the string that a script comes to.
func (b *tab) eval(script string) (s string) {
	b.Helper()
	b.do(chromedp.Evaluate("String("+script+")", &s))
	return s
}

// until waits for what a script says to be what is wanted.
func (b *tab) until(script, want string) {
	b.Helper()
	var got string
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if got = b.eval(script); got == want {
			return
		}
	}
	b.Fatalf("%s\n is %q, not %q", script, got, want)
}

// loaded gives what was requested since the last call.
func (b *tab) loaded() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	r := b.requests
	b.requests = nil
	return r
}
