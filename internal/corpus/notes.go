package corpus

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/lateral-reader/lateral/internal/anchor"
	"github.com/lateral-reader/lateral/internal/catalog"
	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/doc"
	"github.com/lateral-reader/lateral/internal/notes"
	"github.com/lateral-reader/lateral/internal/words"
)

type catalogCollection = catalog.Collection

// notes makes the notes of all sources, then what ties them to each other.
func (l *linker) notes() {
	for _, e := range l.in.Sources {
		s := l.c.sources[e.Source.ID]
		if s == nil || s.Source != e.Source {
			continue
		}
		first := map[string]*Note{}
		for i := range e.Marks {
			n := l.note(s, e.Marks[i])
			if other := first[n.ID]; other != nil {
				d := diag.Errorf(n.At, "a second note with the id %q in this source", n.ID)
				l.diags = append(l.diags, d.WithHint("first used at %s; the layers of a source share their ids", other.At))
				continue
			}
			first[n.ID] = n
			s.all = append(s.all, n)
		}
		slices.SortStableFunc(s.all, inTextOrder)
		for _, n := range s.all {
			switch {
			case !n.Shown:
			case n.Outcome == anchor.Orphan || n.Outcome == anchor.Ambiguous:
				s.Orphans = append(s.Orphans, n)
			default:
				s.Notes = append(s.Notes, n)
				n.Number = len(s.Notes)
			}
			if n.Claim != nil && n.Kind.Name == "claim" {
				n.Claim.all = append(n.Claim.all, n)
			}
		}
	}
	for _, id := range keys(l.c.sources) {
		for _, n := range l.c.sources[id].all {
			l.tie(n)
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
	return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(blockOrder(a.Block), blockOrder(b.Block)))
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

func (l *linker) note(s *Source, m anchor.Mark) *Note {
	n := &Note{Note: m.Note, Source: s, Range: m.Range, Outcome: m.Outcome, Turn: -1}
	if n.Note.Claim.S != "" {
		n.Claim = l.claimRef(n.Note.Claim)
	}
	if n.Outcome.Placed() {
		if leaf := s.Doc.LeafAt(n.Range.Start); leaf != nil {
			n.Block = leaf.Address()
			n.Sentence = s.SentenceAt(n.Range.Start)
		}
		n.Turn = s.Doc.TurnAt(n.Range.Start)
	} else if n.Paragraph != "" {
		n.Block = n.Paragraph
		if n.Block[0] >= '0' && n.Block[0] <= '9' {
			n.Block = "p" + n.Block
		}
	}
	ed := l.c.Edition
	n.Shown = ed.Notes && !s.Hidden && (ed.Teacher || !n.Teacher && !n.Draft) && (n.Claim == nil || !n.Claim.Hidden)
	l.parties(n)
	n.Mode = cmp.Or(n.Note.Mode, l.mode(n))
	if s.TextNone {
		if n.Says == "" {
			l.errorf(n.At, "the source has text: none, so the note needs %q", "says")
		}
		if n.HasQuote() && n.Paragraph == "" {
			l.errorf(n.At, "the source has text: none, so the note needs %q", "paragraph")
		}
	}
	return n
}

// parties finds who holds what the passage says, and who passed it on.
func (l *linker) parties(n *Note) {
	s := n.Source
	def := l.defaultSpeaker(n)
	quoted := n.Outcome.Placed() && s.Doc.InQuote(n.Range.Start)
	switch {
	case n.Note.Speaker != nil:
		n.Holder = l.party(*n.Note.Speaker)
	case def != nil:
		n.Holder = Party{Voice: def}
	default:
		n.Holder = Party{NotKnown: true}
		if quoted && n.Kind.Name == "claim" {
			l.errorf(n.At, "nobody speaks by default in a block quotation: the note needs %q", "speaker")
		}
	}
	n.Own = n.Holder.Voice != nil && s.own[n.Holder.Voice]
	for _, p := range n.Note.Via {
		party := l.party(p)
		if v := party.Voice; v != nil && l.implied(n, v) {
			l.errorf(p.At, "%q is a voice of the source itself: via lists only what lies between it and the speaker", v.ID)
			continue
		}
		n.Via = append(n.Via, party)
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

func (l *linker) party(p notes.Party) Party {
	if p.ID.S != "" {
		return Party{Voice: l.voice(p.ID, "speaker, outlet or source")}
	}
	return Party{Inline: &p, Of: l.c.voices[p.Of.S]}
}

// mode is how the words are given where a note does not say: direct inside quotation marks; elsewhere indirect where the speaker is
// not the default one, else direct in a turn and own outside.
func (l *linker) mode(n *Note) string {
	if !slices.Contains(n.Kind.Keys, "mode") {
		return ""
	}
	s := n.Source
	if !n.Outcome.Placed() {
		if n.Note.Speaker != nil && l.defaultSpeaker(n) != n.Holder.Voice {
			return "indirect"
		}
		return ""
	}
	if s.Doc.InQuote(n.Range.Start) || s.quotedAt(n.Range.Start) {
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

// quotedAt reports whether the byte offset lies inside double quotation marks of its block.
func (s *Source) quotedAt(off int) bool {
	leaf := s.Doc.LeafAt(off)
	if leaf == nil {
		return false
	}
	open := false
	for _, r := range s.Doc.Text[leaf.Range.Start:off] {
		switch r {
		case '“', '„', '«':
			open = true
		case '”', '»':
			open = false
		case '"':
			open = !open
		}
	}
	if !open { // the passage may take its own quotation mark along
		rest := s.Doc.Text[off:leaf.Range.End]
		return strings.HasPrefix(rest, "“") || strings.HasPrefix(rest, `"`) || strings.HasPrefix(rest, "„") || strings.HasPrefix(rest, "«")
	}
	return true
}

// tie connects a note with the passage it answers and with what it says to see.
func (l *linker) tie(n *Note) {
	if a := n.Note.Answers; a.S != "" {
		for _, other := range n.Source.all {
			if other.ID == a.S && other != n {
				if other.Shown {
					n.Answers = other
				}
				if other.Shown && n.Shown {
					other.Replies = append(other.Replies, n)
				}
			}
		}
		if !slices.ContainsFunc(n.Source.all, func(o *Note) bool { return o.ID == a.S && o != n }) {
			var ids []string
			for _, o := range n.Source.all {
				ids = append(ids, o.ID)
			}
			l.unknown(a, "note of this source", ids)
		}
	}
	for _, t := range n.Note.See {
		if strings.Contains(t.S, "://") {
			if !isWeb(t.S) {
				l.errorf(t.At, "%q is not a web address", t.S)
				continue
			}
			n.See = append(n.See, See{URL: t.S})
			continue
		}
		if ref, ok := l.resolve(t.S, t.At); ok && ref.Shown() {
			n.See = append(n.See, See{Ref: ref})
		}
	}
}

// SentenceAt is the address of the sentence that holds the byte offset, p3s2; "" in a block without an address.
func (s *Source) SentenceAt(off int) string {
	leaf := s.Doc.LeafAt(off)
	if leaf == nil || leaf.Address() == "" {
		return ""
	}
	for i, r := range words.Sentences(s.Doc.Text[leaf.Range.Start:leaf.Range.End], s.Doc.Lang) {
		if off < leaf.Range.Start+r[1] {
			return leaf.Address() + "s" + strconv.Itoa(i+1)
		}
	}
	return ""
}

// Sentences is the range of all sentences that r touches.
func (s *Source) Sentences(r doc.Range) doc.Range {
	out := r
	for _, leaf := range s.Doc.Leaves() {
		if !leaf.Range.Overlaps(r) {
			continue
		}
		for _, w := range words.Sentences(s.Doc.Text[leaf.Range.Start:leaf.Range.End], s.Doc.Lang) {
			st := doc.Range{Start: leaf.Range.Start + w[0], End: leaf.Range.Start + w[1]}
			if st.Overlaps(r) {
				out.Start, out.End = min(out.Start, st.Start), max(out.End, st.End)
			}
		}
	}
	return out
}

// TurnWords is the number of words spoken in a turn; stage directions are not spoken.
func (s *Source) TurnWords(i int) int {
	n := 0
	t := s.Doc.Turns[i]
	doc.Walk(s.Doc.Blocks[t.First:t.End], func(b *doc.Block) {
		if b.Kind.Leaf() && b.Kind != doc.Stage {
			n += words.Count(s.Doc.Text[b.Range.Start:b.Range.End])
		}
	})
	return n
}
