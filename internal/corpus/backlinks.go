package corpus

import "slices"

// Backlink is a link as its target sees it.
type Backlink struct {
	From     Ref
	Sentence string // of our own texts, or of a source's text that the edition shows; else ""
}

func (l *linker) backlink(to Ref, b Backlink) {
	switch {
	case l.fresh != nil:
		l.later = append(l.later, link{to, b})
	case l.one != nil:
		l.one.Lock()
		defer l.one.Unlock()
		to.enter(b)
	default:
		to.enter(b)
	}
}

// backlinks is where links to a reference are entered; nil where it leads to nothing.
func (to Ref) backlinks() *[]Backlink {
	switch {
	case to.Note != nil:
		return &to.Note.tied().Backlinks
	case to.Collection != nil:
		return &to.Collection.Backlinks
	case to.Source != nil:
		return &to.Source.Backlinks
	case to.Topic != nil:
		return &to.Topic.Backlinks
	case to.Claim != nil:
		return &to.Claim.Backlinks
	case to.Assignment != nil:
		return &to.Assignment.Backlinks
	case to.Voice != nil && to.Voice.Speaker != nil:
		return &to.Voice.Speaker.Backlinks
	case to.Voice != nil && to.Voice.Outlet != nil:
		return &to.Voice.Outlet.Backlinks
	case to.Voice != nil && to.Voice.Source != nil:
		return &to.Voice.Source.Backlinks
	}
	return nil
}

// enter adds a backlink in its place: what is no source comes first, then the sources in the order of their ids, each in its own.
func (to Ref) enter(b Backlink) {
	list := to.backlinks()
	if list == nil || slices.Contains(*list, b) {
		return
	}
	i := len(*list)
	for from := b.sourceID(); i > 0 && (*list)[i-1].sourceID() > from; {
		i--
	}
	*list = slices.Insert(*list, i, b)
}

// sourceID is the id of the source that a link stands in, or in a note of which; "" for other texts.
func (b Backlink) sourceID() string {
	switch {
	case b.From.Note != nil:
		return b.From.Note.Source.ID
	case b.From.Source != nil:
		return b.From.Source.ID
	}
	return ""
}
