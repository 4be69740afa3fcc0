package watch

import (
	"sync"

	"github.com/fsnotify/fsnotify"
)

// mostMail is how many events wait at most; Linux keeps as many itself.
const mostMail = 1 << 14

// A mail takes what the system reports as it comes, and keeps it until the loop has time. The loop also adds and removes watches, and on Windows the
// library does neither while a report waits to be taken: without somebody between them, both would wait for the other.
type mail struct {
	come  chan struct{} // holds one when there is something
	ended chan struct{}

	mu     sync.Mutex
	events []fsnotify.Event
	errs   []error
}

// receive begins to take; it ends when the watcher is closed.
func receive(w *fsnotify.Watcher) *mail {
	m := &mail{come: make(chan struct{}, 1), ended: make(chan struct{})}
	go m.fill(w.Events, w.Errors)
	return m
}

func (m *mail) fill(events <-chan fsnotify.Event, errs <-chan error) {
	defer close(m.ended)
	for events != nil || errs != nil {
		select {
		case e, ok := <-events:
			if !ok {
				events = nil
				continue
			}
			m.event(e)
		case err, ok := <-errs:
			if !ok {
				errs = nil
				continue
			}
			m.trouble(err)
		}
		select {
		case m.come <- struct{}{}:
		default:
		}
	}
}

// event keeps one more. Where there are too many, that is all that is known of them.
func (m *mail) event(e fsnotify.Event) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.events) < mostMail {
		m.events = append(m.events, e)
	} else if n := len(m.errs); n == 0 || m.errs[n-1] != fsnotify.ErrEventOverflow {
		m.errs = append(m.errs, fsnotify.ErrEventOverflow)
	}
}

func (m *mail) trouble(err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.errs = append(m.errs, err)
}

// take gives what has come, in its order.
func (m *mail) take() (events []fsnotify.Event, errs []error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	events, errs, m.events, m.errs = m.events, m.errs, nil, nil
	return events, errs
}
