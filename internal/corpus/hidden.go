package corpus

import (
	"slices"

	"github.com/lateral-reader/lateral/internal/words"
)

// hideVoices takes out the speakers and outlets that nothing in this edition speaks of, and something that it withholds does. Those of
// whom nothing speaks at all stay: they are listed on purpose.
func (l *linker) hideVoices() {
	c := l.c
	for _, s := range l.sorted {
		s.speaksOf(c, func(v *Voice, secret bool) { v.spoken(secret, 1) })
	}
	var alone []*Voice
	for _, id := range keys(c.voices) {
		if v := c.voices[id]; v.alone() && v.Source == nil {
			alone = append(alone, v)
		}
	}
	if c.alone = len(alone); c.alone == 0 {
		return
	}
	shown := map[*Voice]bool{}
	// A text that the edition shows may name them.
	for _, id := range keys(c.sources) {
		if s := c.sources[id]; !s.Hidden && c.ShowsText(s) {
			text := words.Fold(s.Doc.Text)
			for _, v := range alone {
				if v.Speaker != nil && v.Speaker.Name != "" && len(text.Find(v.Speaker.Name)) > 0 {
					shown[v] = true
				}
			}
		}
	}
	// Who is shown brings along whom the entry names.
	for more := true; more; {
		more = false
		for _, id := range keys(c.voices) {
			v := c.voices[id]
			if v.Speaker == nil || v.alone() && !shown[v] {
				continue
			}
			for _, of := range []*Voice{v.Speaker.Of, v.Speaker.OriginOf} {
				if of != nil && !shown[of] && of.shown == 0 {
					shown[of], more = true, true
				}
			}
		}
	}
	for _, v := range alone {
		switch {
		case shown[v]:
		case v.Speaker != nil:
			v.Speaker.Hidden = true
		default:
			v.Outlet.Hidden = true
		}
	}
	c.Speakers = slices.DeleteFunc(c.Speakers, func(s *Speaker) bool { return s.Hidden })
	c.Outlets = slices.DeleteFunc(c.Outlets, func(o *Outlet) bool { return o.Hidden })
}

// speaksOf calls f for every voice that a source or a note on it speaks of, as often as it does; secret tells that the edition withholds that.
func (s *Source) speaksOf(c *Corpus, f func(v *Voice, secret bool)) {
	for _, v := range s.own {
		f(v, s.Hidden)
	}
	for _, lab := range s.Speakers {
		f(c.voices[lab.Speaker.S], s.Hidden)
	}
	for _, st := range s.Stretches {
		f(c.voices[st.Speaker.S], s.Hidden)
	}
	for _, n := range s.all {
		secret := n.withheld(c.Edition)
		for _, p := range n.Via {
			f(p.Voice, secret)
			f(p.Of, secret)
		}
		f(n.Holder.Voice, secret)
		f(n.Holder.Of, secret)
		for _, see := range n.See {
			f(see.Ref.Voice, secret)
		}
		if n.Prose != nil {
			for _, l := range n.Prose.Links {
				f(l.Ref.Voice, !n.had())
			}
		}
	}
}

// spoken counts that something speaks of a voice, or no longer does.
func (v *Voice) spoken(secret bool, n int) {
	switch {
	case v == nil:
	case secret:
		v.secret += n
	default:
		v.shown += n
	}
}

// alone reports whether only what the edition withholds speaks of the voice.
func (v *Voice) alone() bool { return v.secret > 0 && v.shown == 0 }

// withheld reports whether an edition with notes does not have the note.
func (n *Note) withheld(ed Edition) bool {
	return n.Source.Hidden || n.Teacher && !ed.Teacher || n.Draft && !ed.Drafts || n.Claim != nil && n.Claim.Hidden
}

// Hides reports whether the site has something with the id that this edition does not have.
func (c *Corpus) Hides(id string) bool {
	v := c.voices[id]
	return c.sources[id] != nil && c.sources[id].Hidden || c.topics[id] != nil && c.topics[id].Hidden || c.claims[id] != nil && c.claims[id].Hidden ||
		c.assigns[id] != nil && c.assigns[id].Hidden || v != nil && (v.Speaker != nil && v.Speaker.Hidden || v.Outlet != nil && v.Outlet.Hidden)
}
