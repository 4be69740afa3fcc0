package html

import (
	"cmp"
	"html/template"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/field"
	"github.com/lateral-reader/lateral/internal/output"
)

// speakerPage is a speaker with all that is attributed to it.
type speakerPage struct {
	Up        Link // the speaker, on a page where one of the lists goes on
	More      moreOf
	Kicker    string
	Name      string
	Naming    string
	Role      string
	Of        Link // who the role is at; Text "" where nothing is said
	Aliases   string
	Origin    Link   // counted as one origin with it; Text "" where the speaker is its own
	Distinct  string // why an unnamed one is counted
	Links     []Link
	About     template.HTML
	Notes     bool
	Turns     []turnsLine
	Claims    []statements
	Others    []otherNote
	Wrote     []sourceLine
	Passed    []statement
	Named     []naming
	NamedMore string // how many further sources name them, in words
	Find      string // the search for the name
	Mentions  []mention
	Nothing   bool // nothing is attributed to the speaker in this edition
}

// moreOf is where the lists of a voice's page go on.
type moreOf struct{ Turns, Sources, Claims, Others, Wrote, Passed, People, Mentions *goesOn }

// turnsLine says how a source introduces a speaker and how much it lets it say.
type turnsLine struct {
	Source   Link
	In       string
	As, Lang string
	N, Words string
}

// statements are what a voice does to one claim.
type statements struct {
	Claim Link
	Begun bool // it goes on from the page before
	Shift *shiftWords
	Said  []statement
}

// statement is one passage on the page of whoever holds it.
type statement struct {
	Class, Stance, Put string
	Excerpt            Excerpt
	Lang               string
	In                 Link
	Through            string // who passed it on, in words
	Answered           reply  // the passage that it answers
	Who                string // the holder, on the page of whoever passed it on
}

// shiftWords says that a voice does not always do the same to a claim.
type shiftWords struct {
	Where string // "between texts", "within one text"
	Texts []shiftText
}

// shiftText is what a voice does in one source, step by step.
type shiftText struct {
	Steps []stanceSum
	In    string
}

// otherNote is a note of another kind on a speaker's words.
type otherNote struct {
	Kind, Words string
	In          Link
}

func (s *site) speakers(emit func(output.File)) {
	plans := plans(s, s.Speakers, s.divideSpeaker)
	for i, sp := range s.Speakers {
		s.speakerFiles(sp, plans[i], emit)
	}
	letters(s, emit, "speakers", "Speakers", byName(s.Speakers, speakerLabel), speakerLabel, s.speakerThing)
}

// speakerFiles emits the page of a speaker, and those on which its lists go on.
func (s *site) speakerFiles(sp *corpus.Speaker, d *divided, emit func(output.File)) {
	crumbs := func(at string) []Link {
		return []Link{{Href: rel(at, "speakers/index.html"), Text: "Speakers"}, {Text: sp.Label()}}
	}
	s.divide(emit, d, "speaker", speakerPath(sp), sp.Label(), "", crumbs, func(b *board, key string, i int) any { return b.speakerPage(sp, d, key, i) })
}

// speakerOf emits the pages of the speaker to whom a path belongs; none where it is no speaker's.
func (s *site) speakerOf(at string, emit func(output.File)) {
	if i, ok := slices.BinarySearchFunc(s.Speakers, idIn(at), func(sp *corpus.Speaker, id string) int { return strings.Compare(sp.ID, id) }); ok {
		s.speakerFiles(s.Speakers[i], s.divideSpeaker(s.Speakers[i]), emit)
	}
}

// idIn is what stands in a path between its folder and the first dot.
func idIn(at string) string {
	id, _, _ := strings.Cut(path.Base(at), ".")
	return id
}

func (s *site) outlets(emit func(output.File)) {
	plans := plans(s, s.Outlets, s.divideOutlet)
	for i, o := range s.Outlets {
		s.outletFiles(o, plans[i], emit)
	}
	letters(s, emit, "outlets", "Outlets", byName(s.Outlets, outletName), outletName, s.outletThing)
}

// outletFiles and outletOf are for outlets what speakerFiles and speakerOf are for speakers.
func (s *site) outletFiles(o *corpus.Outlet, d *divided, emit func(output.File)) {
	crumbs := func(at string) []Link {
		return []Link{{Href: rel(at, "outlets/index.html"), Text: "Outlets"}, {Text: o.Name}}
	}
	s.divide(emit, d, "outlet", outletPath(o), o.Name, "", crumbs, func(b *board, key string, i int) any { return b.outletPage(o, d, key, i) })
}

func (s *site) outletOf(at string, emit func(output.File)) {
	if i, ok := slices.BinarySearchFunc(s.Outlets, idIn(at), func(o *corpus.Outlet, id string) int { return strings.Compare(o.ID, id) }); ok {
		s.outletFiles(s.Outlets[i], s.divideOutlet(s.Outlets[i]), emit)
	}
}

// speakerPage is the page of a speaker, or one on which a list of it goes on: its key, and which page of it.
func (b *board) speakerPage(sp *corpus.Speaker, d *divided, key string, i int) *speakerPage {
	at := b.from
	p := &speakerPage{Kicker: "Speaker", Name: sp.Label(), Naming: namingWords[sp.Naming], Notes: b.Edition.Notes}
	part := func(list string) int { return partOf(list, key, i) }
	p.More = d.more(at, key)
	p.Claims = b.statementsOn(sp.Notes, d, part("statements"))
	p.Mentions = b.mentions(at, entries(d, "mentions", part("mentions"), sp.Backlinks))
	p.Turns = b.turns[:0]
	for _, t := range entries(d, "turns", part("turns"), sp.Turns) {
		l := turnsLine{Source: Link{Href: b.toSource(t.Source), Text: t.Source.Title}, In: b.join(outletWords(t.Source), ", ", b.dateWords(t.Source.Date())),
			As: t.As, Lang: langOf(t.Source, b.Config.Lang)}
		if t.Source.HasText {
			l.N, l.Words = number(float64(t.N)), number(float64(t.Words))
		}
		p.Turns = append(p.Turns, l)
	}
	b.turns = p.Turns
	p.Others = b.othersOn(entries(d, "others", part("others"), sp.Others))
	for _, src := range entries(d, "wrote", part("wrote"), sp.Wrote) {
		p.Wrote = append(p.Wrote, b.sourceLine(at, src))
	}
	p.Passed = b.saidOn(entries(d, "passed-on", part("passed-on"), sp.Passed))
	if key != "" {
		p.Up = Link{Href: b.toSpeaker(sp), Text: "all about them"}
		return p
	}
	p.Role, p.Of, p.About, p.Distinct = capital(sp.Role), Link{Text: sp.OfWords}, b.prose(sp.Prose, at), sp.Distinct
	p.Find = b.rel(searchPath) + "#q=" + url.QueryEscape(`"`+sp.Name+`"`)
	p.Named, p.NamedMore = fewer(linked(at, b.namingsOf(sp)))
	if sp.Kind != "" {
		p.Kicker += " · " + sp.Kind
	}
	if sp.Of != nil {
		p.Of = Link{Href: b.toVoice(sp.Of), Text: voiceName(sp.Of)}
	}
	if v := sp.OriginOf; v != nil {
		p.Origin = Link{Href: b.toVoice(v), Text: voiceName(v)}
	}
	for i, a := range sp.Aliases {
		if i > 0 {
			p.Aliases += ", "
		}
		p.Aliases += "“" + a + "”"
	}
	for _, l := range sp.Links {
		p.Links = append(p.Links, Link{Href: l.URL, Text: l.Text, External: true})
	}
	p.Nothing = len(sp.Turns)+len(sp.Notes)+len(sp.Others)+len(sp.Wrote)+len(sp.Passed)+len(p.Named) == 0
	return p
}

// statementsOf groups notes by claim, in the order in which the collections have their claims; under each the oldest come first.
func (s *site) statementsOf(ns []*corpus.Note) []*corpus.Note {
	type placed struct {
		claim int // its place among all
		note  *corpus.Note
	}
	rank, list := s.claimRank(), make([]placed, 0, len(ns))
	for _, n := range ns {
		if n.Kind.Name == "claim" && n.Claim != nil {
			if at, listed := rank[n.Claim]; listed {
				list = append(list, placed{at, n})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b placed) int { return cmp.Or(a.claim-b.claim, corpus.Earliest(a.note, b.note)) })
	out := make([]*corpus.Note, len(list))
	for i, x := range list {
		out[i] = x.note
	}
	return out
}

// statementsOn makes a run of the statements of a voice. A claim whose statements go on stands on both pages; its shift on the first.
func (b *board) statementsOn(ns []*corpus.Note, d *divided, i int) []statements {
	if i < 0 {
		return nil
	}
	all := b.statementsOf(ns)
	run := entries(d, "statements", i, all)
	if len(run) == 0 {
		return nil
	}
	shifts := corpus.Shifts(ns)
	begun := run[0] != all[0] && all[slices.Index(all, run[0])-1].Claim == run[0].Claim
	out := b.claims[:0]
	for k := 0; k < len(run); {
		cl, end := run[k].Claim, k+1
		for end < len(run) && run[end].Claim == cl {
			end++
		}
		st := statements{Claim: Link{Href: b.toClaim(cl), Text: cl.Words}, Begun: k == 0 && begun, Said: b.saidOn(run[k:end])}
		if j := slices.IndexFunc(shifts, func(sh corpus.Shift) bool { return sh.Claim == cl }); j >= 0 && !st.Begun {
			st.Shift = b.wordShift(shifts[j])
		}
		out, k = append(out, st), end
	}
	b.claims = out
	return out
}

// saidOn makes statements of notes.
func (b *board) saidOn(ns []*corpus.Note) []statement {
	from := len(b.statements)
	b.statements = slices.Grow(b.statements, len(ns))[:from+len(ns)]
	out := tail(b.statements, from)
	for i, n := range ns {
		b.statement(&out[i], n)
	}
	return out
}

// othersOn makes lines of notes that are no statements.
func (b *board) othersOn(ns []*corpus.Note) []otherNote {
	out := b.others[:0]
	for _, n := range ns {
		out = append(out, otherNote{Kind: n.Kind.Name, Words: ourWords(n), In: Link{Href: b.toMark(n), Text: n.Source.Title}})
	}
	b.others = out
	return out
}

func (b *board) statement(st *statement, n *corpus.Note) {
	*st = statement{
		Class: stanceClass(n), Stance: stanceWords[n.Stance], Put: putWords[n.Put], Excerpt: b.excerpt(n), Lang: langOf(n.Source, b.Config.Lang),
		In: Link{Href: b.toMark(n), Text: b.join(outletOr(n.Source), ", ", b.dateWords(n.Source.Date()))}, Who: partyWords(*n.Holder),
	}
	switch {
	case n.Put == "declined":
		st.Put = ""
	case n.Kind.Name != "claim":
		st.Class, st.Stance, st.Put = n.Kind.Letter, n.Kind.Name, ""
	}
	if n.Answers != nil {
		st.Answered = b.reply(b.Config.Lang, n.Answers)
	}
	for i, p := range n.Via {
		if i > 0 {
			st.Through += " › "
		}
		st.Through += partyWords(p)
	}
}

// outletOr names a source by its outlet, or by its title where that is not stated.
func outletOr(src *corpus.Source) string {
	if src.Outlet == nil {
		return isolated(src.Title)
	}
	return isolated(src.Outlet.Name)
}

// wordShift tells a shift source by source; what is said twice in a row is one step.
func (b *board) wordShift(sh corpus.Shift) *shiftWords {
	w := &shiftWords{Where: "within one text"}
	between := false
	var last *corpus.Note
	texts, steps := len(b.texts), 0
	for _, n := range sh.Notes {
		switch {
		case last == nil || last.Source != n.Source:
			between = between || last != nil && last.Stance != n.Stance
			b.texts = append(b.texts, shiftText{In: b.join(outletOr(n.Source), ", ", b.dateWords(n.Source.Date()))})
			steps = len(b.sums)
		case last.Stance == n.Stance && last.Put == n.Put:
			last = n
			continue
		}
		b.sums = append(b.sums, stanceSum{Class: n.Stance, Words: stanceOf(n)})
		b.texts[len(b.texts)-1].Steps = tail(b.sums, steps)
		last = n
	}
	w.Texts = tail(b.texts, texts)
	switch {
	case between && sh.Within:
		w.Where = "between texts and within one"
	case between:
		w.Where = "between texts"
	}
	return w
}

// nameKey orders names: without a leading article, without marks on letters.
func nameKey(name string) string {
	id := field.MakeID(name)
	for _, article := range []string{"the-", "an-", "a-"} {
		if rest, ok := strings.CutPrefix(id, article); ok && rest != "" {
			return rest
		}
	}
	return id
}

// letterOf is the letter under which a name stands, or "other".
func letterOf(name string) string {
	if k := nameKey(name); k != "" && k[0] >= 'a' && k[0] <= 'z' {
		return k[:1]
	}
	return otherLetters
}

// otherLetters are the names that begin with none from a to z.
const otherLetters = "other"

// byName orders things by the name that people look for.
func byName[T any](xs []T, name func(T) string) []T {
	xs = slices.Clone(xs)
	slices.SortStableFunc(xs, func(a, b T) int {
		return cmp.Or(cmp.Compare(nameKey(name(a)), nameKey(name(b))), cmp.Compare(name(a), name(b)))
	})
	return xs
}
