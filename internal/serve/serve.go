// Package serve shows a site in a browser while somebody writes it: one build at a time, out of memory, and a reload where a page changed.
// It takes whoever can open a file of a build by name, and gives HTTP to this machine alone. It knows nothing of sources, of building or of
// watching. What it adds to a page (a script, the list of problems) is laid over it on the way out and is in no built file.
package serve

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/lateral-reader/lateral/internal/diag"
)

// Site is the files of one build.
type Site interface {
	// Open gives the bytes of the file with exactly this slash path ("harbour/index.html"), and false where the build has none. The same path
	// gives the same bytes each time, or ErrReplaced. Any other error is a failure of the machine or of a template. Several goroutines call it
	// at once; nobody changes the bytes.
	Open(path string) (data []byte, ok bool, err error)
}

// ErrReplaced is what Site.Open returns when the server was given the next site before, and this one can make no more files.
var ErrReplaced = errors.New("another build took the place of this one")

// Options is what a server can be told; the zero value works.
type Options struct {
	Hosts []string         // names this server answers to, beside those of the loopback and the one it is bound to; without ports
	Say   func(msg string) // told what a person should know, a line at a time, by several goroutines at once; may be nil
}

// Server answers browsers from the build it was given last.
type Server struct {
	hosts     map[string]bool // lower case; complete before the first request
	say       func(string)
	heartbeat time.Duration // how often a stream with nothing to say shows that it lives
	patience  time.Duration // how long one write to a stream may take before its client is dropped

	set     sync.Mutex // one Set at a time
	now     atomic.Pointer[build]
	streams atomic.Int64
}

//go:embed assets/reload.js
var reloadScript []byte

//go:embed assets/serve.css
var ownStyle []byte

// reserved is the folder of what is the server's own; a file of the site under that name is not served.
const reserved = "/_lateral/"

// health is the page about the notes, which a Site may give among its files and nothing else under that folder.
const health = reserved + "health.html"

// maxPath is the longest path that is looked at, in bytes as sent.
const maxPath = 2048

// policy is the Content-Security-Policy of every answer: that of templates/frame.html, which a test compares, and what reloading needs
// (base-uri for the page that says "not found" at any depth). It stands in for the one in the page, since a
// browser applies both and the page's forbids the stream.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; frame-src 'self'; form-action 'none'; connect-src 'self'; base-uri 'self'; frame-ancestors 'self'"

// New makes a server that has no build yet: until Set it answers 503 with a page that reloads itself.
func New(o Options) *Server {
	s := &Server{hosts: map[string]bool{}, say: o.Say, heartbeat: 15 * time.Second, patience: 10 * time.Second}
	if s.say == nil {
		s.say = func(string) {}
	}
	for _, h := range o.Hosts {
		s.hosts[strings.ToLower(h)] = true
	}
	s.now.Store(newBuild(nil, nil, true))
	return s
}

// Set replaces what is served, whole, and wakes the browsers whose page changed. Problems are listed on top of each page. Where wrong input
// kept a build from being made, site is nil: the last one stays, and the pages say that it is older than the problems.
func (s *Server) Set(site Site, problems []diag.Diagnostic) {
	s.set.Lock()
	defer s.set.Unlock()
	old := s.now.Load()
	stays := site == nil
	if stays {
		site = old.site
	}
	s.now.Store(newBuild(site, problems, stays))
	close(old.replaced)
}

// Handler is the server as a handler, for whoever listens otherwise than by Listen and Serve.
func (s *Server) Handler() http.Handler { return http.HandlerFunc(s.answer) }

func (s *Server) answer(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Cache-Control", "no-cache")
	h.Set("Content-Security-Policy", policy)
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "SAMEORIGIN")
	path := r.URL.EscapedPath()
	switch {
	case !s.knows(r):
		plain(w, http.StatusMisdirectedRequest, "This server answers to localhost and to the address that it is bound to.")
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		h.Set("Allow", "GET, HEAD")
		plain(w, http.StatusMethodNotAllowed, "Only GET and HEAD.")
	case r.ContentLength != 0: // also where the length is not known
		h.Set("Connection", "close")
		plain(w, http.StatusBadRequest, "A request here has no body.")
	case len(path) > maxPath:
		plain(w, http.StatusRequestURITooLong, "That path is too long.")
	case path == reserved+"events":
		s.events(w, r)
	case path == reserved+"reload.js":
		send(w, r, typeOf(path), reloadScript)
	case path == reserved+"serve.css":
		send(w, r, typeOf(path), ownStyle)
	case path == health:
		s.page(w, r, path)
	case strings.HasPrefix(path, reserved):
		plain(w, http.StatusNotFound, "There is nothing of that name.")
	default:
		s.page(w, r, path)
	}
}

func (s *Server) page(w http.ResponseWriter, r *http.Request, path string) {
	b := s.now.Load()
	a := b.answer(path)
	for b.gone.Load() && b != s.now.Load() { // in the midst of the answer
		b = s.now.Load()
		a = b.answer(path)
	}
	if a.err != nil {
		s.say(strconv.Quote(path) + ": " + a.err.Error())
	}
	switch a.status {
	case http.StatusOK:
		send(w, r, a.kind, a.body)
	case http.StatusMovedPermanently:
		w.Header().Set("Location", a.to)
		plain(w, a.status, "It is at "+a.to)
	default:
		write(w, a.status, a.kind, a.body)
	}
}

// send gives a file with an ETag made of its bytes; ServeContent answers If-None-Match, ranges and HEAD.
func send(w http.ResponseWriter, r *http.Request, kind string, data []byte) {
	w.Header().Set("Content-Type", kind)
	w.Header().Set("ETag", `"`+hash(data)+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
}

func plain(w http.ResponseWriter, status int, msg string) {
	write(w, status, typeOf(".txt"), []byte(msg+"\n"))
}

func write(w http.ResponseWriter, status int, kind string, body []byte) {
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	w.Write(body) // an error means that the client is gone; of HEAD only the length is sent
}

// hash names bytes: 128 bits of SHA-256 in hexadecimal. Parts are told apart by their lengths.
func hash(parts ...[]byte) string {
	h := sha256.New()
	for _, p := range parts {
		if len(parts) > 1 {
			h.Write([]byte(strconv.Itoa(len(p)) + ":"))
		}
		h.Write(p)
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}
