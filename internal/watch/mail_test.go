package watch

import (
	"errors"
	"slices"
	"strconv"
	"testing"

	"github.com/fsnotify/fsnotify"
)

// TestMail: whoever reports never waits for the loop, and what is too much is told as such.
func TestMail(t *testing.T) {
	events, errs, other := make(chan fsnotify.Event), make(chan error), errors.New("other")
	m := &mail{come: make(chan struct{}, 1), ended: make(chan struct{})}
	go m.fill(events, errs)
	name := func(i int) fsnotify.Event { return fsnotify.Event{Name: strconv.Itoa(i)} }
	for i := range mostMail + 10 {
		events <- name(i)
	}
	close(events)
	errs <- other
	close(errs)
	<-m.ended
	<-m.come
	got, wrong := m.take()
	if len(got) != mostMail || !slices.Equal(wrong, []error{fsnotify.ErrEventOverflow, other}) {
		t.Errorf("%d events, %v", len(got), wrong)
	}
	for i, e := range got {
		if e != name(i) {
			t.Fatalf("event %d is %v", i, e)
		}
	}
	if got, wrong := m.take(); len(got)+len(wrong) > 0 {
		t.Errorf("taken twice: %v, %v", got, wrong)
	}
}
