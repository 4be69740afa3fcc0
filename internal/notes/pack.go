package notes

import (
	"slices"
	"strings"

	"github.com/lateral-reader/lateral/internal/field"
)

// Pack lays all strings of the notes into one, so that they do not hold on to the whole file with its keys, and are one thing to the garbage collector.
// passage gives the words on which the note with an index stands, "" for none: a quote that is the same is cut from there, as the text is kept anyway.
func (f *File) Pack(passage func(i int) string) {
	for i := range f.Notes {
		f.Notes[i].Quoted = false
		if words := passage(i); words != "" && words == f.Notes[i].Quote {
			f.Notes[i].Quote, f.Notes[i].Quoted = words, true
		}
	}
	size := 0
	f.strings(func(s *string) { size += len(*s) })
	var b strings.Builder
	b.Grow(size)
	f.strings(func(s *string) { b.WriteString(*s) })
	all, at := b.String(), 0
	f.strings(func(s *string) {
		end := at + len(*s)
		*s, at = all[at:end], end
	})
}

// Copy is the file for another text than the one that its quotes are cut from.
func (f *File) Copy() *File {
	c := *f
	c.Notes = slices.Clone(f.Notes)
	for i := range c.Notes {
		if n := &c.Notes[i]; n.Quoted {
			n.Quote, n.Quoted = strings.Clone(n.Quote), false
		}
	}
	return &c
}

// strings calls do for every string that the notes have of their file alone, always in the same order. Those of tables are not among them.
func (f *File) strings(do func(*string)) {
	text := func(t *field.Text) { do(&t.S) }
	party := func(p *Party) {
		text(&p.ID)
		if p.Inline == nil {
			return
		}
		text(&p.Of)
		do(&p.Described)
		do(&p.Role)
		do(&p.Distinct)
	}
	for i := range f.Notes {
		n := &f.Notes[i]
		if !n.Quoted {
			do(&n.Quote)
		}
		for _, s := range []*string{&n.ID, &n.Claim, &n.Says, &n.Body} {
			do(s)
		}
		if n.Around != bare {
			for _, s := range []*string{&n.From, &n.To, &n.Prefix, &n.Suffix, &n.Paragraph} {
				do(s)
			}
		}
		if n.Position != nil {
			do(&n.Position.Paragraph)
			do(&n.Position.Before)
			do(&n.Position.After)
		}
		if n.Speaker != nil {
			party(n.Speaker)
		}
		if n.Rare == none {
			continue
		}
		for i := range n.Via {
			party(&n.Via[i])
		}
		text(&n.Answers)
		for i := range n.Figures {
			g := &n.Figures[i]
			for _, s := range []*string{&g.Words, &g.Counts, &g.Where, &g.When, &g.Of} {
				do(s)
			}
		}
		for i := range n.See {
			text(&n.See[i])
		}
		do(&n.Neutral)
		do(&n.Created)
		do(&n.Modified)
	}
}
