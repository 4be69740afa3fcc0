package doc

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Number gives paragraphs and headings their numbers, each from 1 in text order: every leaf that holds a word.
func Number(blocks []Block) {
	p, h := int32(0), int32(0)
	Walk(blocks, func(b *Block) {
		switch {
		case !b.Kind.Leaf() || b.Kind == Headline || b.Kind == Subtitle:
		case !b.HasWords:
			b.Number = 0
		case b.Kind == Heading:
			h++
			b.Number = h
		default:
			p++
			b.Number = p
		}
	})
}

// Ranged returns t with the range of its blocks.
func (d *Document) Ranged(t Turn) Turn {
	t.Range = Range{d.Blocks[t.First].Range.Start, d.Blocks[t.End-1].Range.End}
	return t
}

// SentenceTail moves a byte offset behind the closing punctuation that follows it in its block.
func (b *Body) SentenceTail(off int) int {
	for off < len(b.Text) {
		r, n := utf8.DecodeRuneInString(b.Text[off:])
		if unicode.IsSpace(r) || unicode.IsLetter(r) || unicode.IsNumber(r) {
			break
		}
		off += n
	}
	return off
}

// SplitAt makes the byte offset a border between two top-level blocks, for a parser that learns late where a turn begins. A paragraph is
// cut in two there and the white space at the cut becomes one line feed, so later offsets may move. It reports false, and
// does nothing, where the offset lies inside another kind of block. Offsets of Turns are not kept: call Ranged again.
func (d *Document) SplitAt(off int) bool {
	i := d.TopAt(off)
	if i < 0 || off == d.Blocks[i].Range.Start {
		return true // between two blocks already, or at the end
	}
	blk := d.Blocks[i]
	head := strings.TrimRightFunc(d.Text[blk.Range.Start:off], unicode.IsSpace)
	tail := strings.TrimLeftFunc(d.Text[off:blk.Range.End], unicode.IsSpace)
	if head == "" || tail == "" {
		return true
	}
	if blk.Kind != Paragraph {
		return false
	}
	from, to := blk.Range.Start+len(head), blk.Range.End-len(tail)
	d.Text = d.Text[:from] + "\n" + d.Text[to:]
	move := func(r *Range) {
		for _, p := range []*int{&r.Start, &r.End} {
			if *p >= to {
				*p += 1 - (to - from)
			} else if *p > from {
				*p = from
			}
		}
	}
	Walk(d.Blocks, func(b *Block) {
		move(&b.Range)
		for j := range b.Cells() {
			move(&b.Cells()[j].Range)
		}
	})
	for j := range d.Spans {
		move(&d.Spans[j].Range)
	}
	a, b := d.Blocks[i], d.Blocks[i]
	a.Range.End, b.Range.Start = from, from+1
	a.HasWords, b.HasWords = hasWords(head), hasWords(tail)
	d.Blocks[i] = a
	d.Blocks = slices.Insert(d.Blocks, i+1, b)
	for j := range d.Turns {
		if d.Turns[j].First > i {
			d.Turns[j].First++
		}
		if d.Turns[j].End > i {
			d.Turns[j].End++
		}
	}
	if d.Preamble > i {
		d.Preamble++
	}
	Number(d.Blocks)
	return true
}

func hasWords(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) })
}
