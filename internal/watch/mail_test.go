package watch

import (
	"slices"
	"strconv"
	"testing"

	"github.com/fsnotify/fsnotify"
)

// TestMail: whoever reports never waits for the loop, and what is too much is told as such.
func TestMail(t *testing.T) {
	events, errs := make(chan fsnotify.Event), make(chan error)
	m := &mail{come: make(chan struct{}, 1), ended: make(chan struct{})}
	go m.fill(events, errs)
	name := func(i int) fsnotify.Event { return fsnotify.Event{Name: strconv.Itoa(i)} }
	for i := range mostMail + 10 {
		events <- name(i)
	}
	<-m.come
	got, wrong := m.take()
	if len(got) != mostMail || !slices.Equal(wrong, []error{fsnotify.ErrEventOverflow}) {
		t.Errorf("%d events, %v", len(got), wrong)
	}
	for i, e := range got {
		if e != name(i) {
			t.Fatalf("event %d is %v", i, e)
		}
	}
	events <- name(1)
	close(events)
	errs <- fsnotify.ErrEventOverflow
	close(errs)
	<-m.ended
	if got, wrong := m.take(); len(got) != 1 || len(wrong) != 1 {
		t.Errorf("%v, %v", got, wrong)
	}
}
