package corpus

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/lateral-reader/lateral/internal/anchor"
	"github.com/lateral-reader/lateral/internal/catalog"
	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/notes"
	"github.com/lateral-reader/lateral/internal/source"
)

type catalogCollection = catalog.Collection

// notes makes the notes of all sources, then what ties them to each other.
func (l *linker) notes() {
	var list []*Source
	var entries []*Entry
	for i := range l.in.Sources {
		e := &l.in.Sources[i]
		if s := l.c.sources[e.Source.ID]; s != nil && s.Source == e.Source {
			list, entries = append(list, s), append(entries, e)
		}
	}
	l.atOnce(list, func(l *linker, i int) { l.notesOf(list[i], *entries[i]) })
	l.atOnce(l.sorted, func(l *linker, i int) {
		for _, n := range l.owner.all {
			l.tie(n)
		}
	})
}

// notesOf makes the notes of a source.
func (l *linker) notesOf(s *Source, e Entry) {
	first := map[string]*Note{}
	room := make([]Note, len(e.Marks)) // one thing to the garbage collector
	s.all = make([]*Note, 0, len(e.Marks))
	for i := range e.Marks {
		n := &room[i]
		l.note(n, s, e.Marks[i], e.Places[i])
		if other := first[n.ID]; other != nil {
			d := diag.Errorf(n.At(), "a second note with the id %q in this source", n.ID)
			l.report(d.WithHint("first used at %s; the layers of a source share their ids", other.At()))
			continue
		}
		first[n.ID] = n
		s.all = append(s.all, n)
	}
	slices.SortStableFunc(s.all, inTextOrder)
	numbered := func(n *Note) bool { return n.Shown && n.Outcome != anchor.Orphan && n.Outcome != anchor.Ambiguous }
	if !slices.ContainsFunc(s.all, func(n *Note) bool { return !numbered(n) }) {
		s.Notes = s.all // nobody writes to either
		for i, n := range s.all {
			n.Number = int32(i + 1)
		}
		return
	}
	for _, n := range s.all {
		switch {
		case numbered(n):
			s.Notes = append(s.Notes, n)
			n.Number = int32(len(s.Notes))
		case n.Shown:
			s.Orphans = append(s.Orphans, n)
		}
	}
}

// inTextOrder puts gaps without a quote first, then marks by their place, longer ones first; notes whose text is not here by
// their paragraph.
func inTextOrder(a, b *Note) int {
	rank := func(n *Note) int {
		if n.Outcome == anchor.NoPassage {
			return 0
		}
		return 1
	}
	if a.Outcome.Placed() && b.Outcome.Placed() {
		return cmp.Or(cmp.Compare(a.Range.Start, b.Range.Start), cmp.Compare(b.Range.End, a.Range.End))
	}
	return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(blockOrder(a.Block()), blockOrder(b.Block())))
}

// blockOrder orders addresses where there is no text to order them by: headline, subtitle, paragraphs.
func blockOrder(addr string) int {
	switch {
	case addr == "p0":
		return -2
	case addr == "sub":
		return -1
	case strings.HasPrefix(addr, "p"):
		n, _ := strconv.Atoi(addr[1:])
		return n
	}
	return 1 << 30
}

// note makes n of a mark, and ties it to its claim and to whoever holds it. at is where its passage stands.
func (l *linker) note(n *Note, s *Source, m anchor.Mark, at source.Place) {
	*n = Note{Note: m.Note, Place: at, Source: s, Range: m.Range, Outcome: m.Outcome, Ties: untied}
	if n.Note.Claim != "" {
		n.Claim = l.claimRef(n.ClaimText())
	}
	if !n.Outcome.Placed() && n.Paragraph != "" {
		block := n.Paragraph
		if block[0] >= '0' && block[0] <= '9' {
			block = "p" + block
		}
		n.Place = at.In(block)
	}
	ed := l.c.Edition
	n.Shown = ed.Notes && !n.withheld(ed)
	l.parties(n)
	n.mode = uint8(slices.Index(notes.Modes, cmp.Or(n.Note.Mode, l.mode(n))) + 1)
	if s.TextNone {
		if n.Says == "" {
			l.errorf(n.At(), "the source has text: none, so the note needs %q", "says")
		}
		if n.HasQuote() && n.Paragraph == "" {
			l.errorf(n.At(), "the source has text: none, so the note needs %q", "paragraph")
		}
	}
}

// parties finds who holds what the passage says, and who passed it on.
func (l *linker) parties(n *Note) {
	s := n.Source
	def := l.defaultSpeaker(n)
	switch {
	case !slices.Contains(n.Kind.Keys, "speaker"):
		n.Holder = notKnown // context, prompts and gaps are ours: nobody holds them
	case n.Note.Speaker != nil:
		n.Holder = l.party(*n.Note.Speaker).shared()
	case def != nil:
		n.Holder = Party{Voice: def}.shared()
	default:
		n.Holder = notKnown
		if n.InBlock && n.Kind.Name == "claim" {
			l.errorf(n.At(), "nobody speaks by default in a block quotation: the note needs %q", "speaker")
		}
	}
	if n.Kind.Name != "evidence" && n.Note.Speaker != nil && n.Holder.Voice != nil && n.Holder.Naming() == "unstated" {
		d := diag.Errorf(n.Note.Speaker.ID.At, "%q is naming: unstated, which stands only in via and on evidence", n.Holder.Voice.ID)
		l.report(d.WithHint("say stance: reports, with the speaker who passes it on"))
	}
	n.Own = n.Holder.Voice != nil && slices.Contains(s.own, n.Holder.Voice)
	if n.Kind.Name == "claim" && n.Note.Speaker == nil && !n.Outcome.Placed() {
		n.Own = true // who speaks by default is a voice of the source, also where the text is not here to say which
	}
	for _, p := range n.Note.Via {
		party := l.party(p)
		if v := party.Voice; v != nil && l.implied(n, v) {
			l.errorf(p.ID.At, "%q is a voice of the source itself: via lists only what lies between it and the speaker", v.ID)
			continue
		}
		n.tied().Via = append(n.Via, party)
	}
}

// implied reports whether a voice is one of the source's own at the passage: outlet, byline, the turn's speaker, the source itself.
func (l *linker) implied(n *Note, v *Voice) bool {
	s := n.Source
	if v == s.voice || v.Outlet != nil && v.Outlet == s.Outlet {
		return true
	}
	for _, b := range s.Byline {
		if b.Voice == v {
			return true
		}
	}
	return n.Turn >= 0 && s.Doc.Turns[n.Turn].Speaker == v.ID || s.Voice.S == v.ID
}

// defaultSpeaker is who speaks at the note's passage where the note does not say. Without the text it is known only where the source
// has no labels; nil otherwise.
func (l *linker) defaultSpeaker(n *Note) *Voice {
	s := n.Source
	switch {
	case n.Outcome.Placed():
		return l.c.voices[s.DefaultSpeaker(n.Range.Start)]
	case n.Outcome == anchor.NoPassage:
		return l.c.voices[s.OwnVoice()]
	case len(s.Speakers) == 0 && len(s.Stretches) == 0 && s.Voice.S != "":
		return l.c.voices[s.Voice.S]
	case len(s.Speakers) == 0 && s.Voice.S == "":
		return l.c.voices[s.OwnVoice()]
	}
	return nil
}

// party is a speaker or a link of via; what the edition withholds is told in words that name nothing.
func (l *linker) party(p notes.Party) Party {
	if p.ID.S == "" {
		of := l.c.voices[p.Of.S]
		if of.withheld() {
			own := *p.Inline
			own.Of.S = ""
			return Party{Inline: &own}
		}
		return Party{Inline: p.Inline, Of: of}
	}
	v := l.voice(p.ID, "speaker, outlet or source")
	if v.withheld() {
		return Party{Inline: &notes.Inline{Described: "a source that is not in this edition", Naming: "named"}}
	}
	return Party{Voice: v}
}

// withheld reports whether the voice is a source that the edition does not have: not even its title may be shown.
func (v *Voice) withheld() bool {
	return v != nil && v.Source != nil && v.Source.Hidden
}

// mode is how the words are given where a note does not say: direct inside quotation marks; elsewhere indirect where the speaker is
// not the default one, else direct in a turn and own outside.
func (l *linker) mode(n *Note) string {
	if !slices.Contains(n.Kind.Keys, "mode") {
		return ""
	}
	if !n.Outcome.Placed() {
		if n.Note.Speaker != nil && l.defaultSpeaker(n) != n.Holder.Voice {
			return "indirect"
		}
		return ""
	}
	if n.InBlock || n.InMarks {
		return "direct"
	}
	if def := l.defaultSpeaker(n); n.Holder.Voice == nil || n.Holder.Voice != def {
		return "indirect"
	}
	if n.Turn >= 0 {
		return "direct"
	}
	return "own"
}

// tie connects a note with the passage it answers and with what it says to see.
func (l *linker) tie(n *Note) {
	if a := n.Note.Answers; a.S != "" {
		for _, other := range n.Source.all {
			if other.ID == a.S && other != n {
				if other.Shown {
					n.tied().Answers = other
				}
				if other.Shown && n.Shown {
					other.tied().Replies = append(other.Replies, n)
				}
			}
		}
		if !slices.ContainsFunc(n.Source.all, func(o *Note) bool { return o.ID == a.S && o != n }) {
			var ids []string
			for _, o := range n.Source.all {
				if o != n {
					ids = append(ids, o.ID)
				}
			}
			l.unknown(a, "note of this source", func() []string { return ids })
		}
	}
	for _, t := range n.Note.See {
		if strings.Contains(t.S, "://") {
			if !isWeb(t.S) {
				l.errorf(t.At, "%q is not a web address", t.S)
				continue
			}
			n.tied().See = append(n.See, See{URL: t.S})
			continue
		}
		if ref, ok := l.resolve(t.S, t.At); ok && ref.Shown() {
			n.tied().See = append(n.See, See{Ref: ref})
		}
	}
}
