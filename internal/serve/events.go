package serve

import (
	"io"
	"net/http"
	"strings"
	"time"
)

// maxStreams bounds the streams that are open at once; the next is turned away and asks again.
const maxStreams = 4096

// events is the stream of one page: the client says which page it shows (path) and in which version (v), and gets `reload` when the page has another
// version now, `styles` with the new version when only its style differs, else nothing. Nothing is queued for a client: when it is ready it is
// compared with the build of that moment, so that it may miss builds but never the last, and one that comes back is treated as any other.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet {
		w.Header().Set("Allow", "GET")
		plain(w, http.StatusMethodNotAllowed, "Only GET.")
		return
	}
	if !sameOrigin(r) {
		plain(w, http.StatusForbidden, "This stream is for the pages of this server.")
		return
	}
	if s.streams.Add(1) > maxStreams {
		s.streams.Add(-1)
		w.Header().Set("Retry-After", "5")
		plain(w, http.StatusServiceUnavailable, "Too many streams are open.")
		return
	}
	defer s.streams.Add(-1)

	q := r.URL.Query()
	path, has := q.Get("path"), q.Get("v")
	rc := http.NewResponseController(w)
	rc.SetReadDeadline(time.Time{}) // where there is none to set, as in a test, there is none to be afraid of
	say := func(msg string) bool {
		rc.SetWriteDeadline(time.Now().Add(s.patience))
		if _, err := io.WriteString(w, msg); err != nil {
			return false
		}
		return rc.Flush() == nil
	}
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	if !say(": lateral\n\n") {
		return
	}
	beat := time.NewTicker(s.heartbeat)
	defer beat.Stop()
	for {
		b := s.now.Load()
		now := b.version(path)
		if b.gone.Load() && b != s.now.Load() {
			continue
		}
		if now != has {
			page, _, _ := strings.Cut(now, "-")
			if had, _, _ := strings.Cut(has, "-"); had != page {
				say("event: reload\ndata: " + now + "\n\n")
				return
			}
			if !say("event: styles\ndata: " + now + "\n\n") {
				return
			}
			has = now
		}
		for waiting := true; waiting; {
			select {
			case <-r.Context().Done():
				return
			case <-b.replaced:
				waiting = false
			case <-beat.C:
				if !say(":\n\n") {
					return
				}
			}
		}
	}
}

// sameOrigin reports whether a page of this server asks. A browser names another origin in Origin, and its relation in Sec-Fetch-Site; what is
// no browser need send neither.
func sameOrigin(r *http.Request) bool {
	for _, o := range r.Header.Values("Origin") {
		if !strings.EqualFold(o, "http://"+r.Host) {
			return false
		}
	}
	for _, f := range r.Header.Values("Sec-Fetch-Site") {
		if f != "same-origin" {
			return false
		}
	}
	return true
}
