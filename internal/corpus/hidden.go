package corpus

import (
	"slices"

	"github.com/lateral-reader/lateral/internal/words"
)

// hideVoices takes out the speakers and outlets that nothing in this edition speaks of, and something that it withholds does. Those of
// whom nothing speaks at all stay: they are listed on purpose.
func (l *linker) hideVoices() {
	c := l.c
	shown, secret := l.linked, l.unlinked
	for _, id := range keys(c.sources) {
		s := c.sources[id]
		in := shown
		if s.Hidden {
			in = secret
		}
		for v := range s.own {
			in[v] = true
		}
		for _, lab := range s.Speakers {
			in[c.voices[lab.Speaker.S]] = true
		}
		for _, st := range s.Stretches {
			in[c.voices[st.Speaker.S]] = true
		}
		for _, n := range s.all {
			in := shown
			if n.withheld(c.Edition) {
				in = secret
			}
			for _, p := range append(slices.Clone(n.Via), n.Holder) {
				in[p.Voice], in[p.Of] = true, true
			}
			for _, see := range n.See {
				in[see.Ref.Voice] = true
			}
		}
	}
	var alone []*Voice
	for _, id := range keys(c.voices) {
		if v := c.voices[id]; secret[v] && !shown[v] && v.Source == nil {
			alone = append(alone, v)
		}
	}
	if len(alone) == 0 {
		return
	}
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
			if v.Speaker == nil || secret[v] && !shown[v] {
				continue
			}
			for _, of := range []*Voice{v.Speaker.Of, v.Speaker.OriginOf} {
				if of != nil && !shown[of] {
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
