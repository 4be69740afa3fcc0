package source

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/lateral-reader/lateral/internal/doc"
	"github.com/lateral-reader/lateral/internal/words"
)

// Place is what a source knows of one byte offset of its text. There are as many as notes.
type Place struct {
	addr    string // of the sentence, which begins with the block's; or of the block alone
	block   uint8  // how much of addr is the block's
	InBlock bool   // in a block quotation
	InMarks bool   // inside double quotation marks of its block, or about to enter them
	Turn    int32  // index of the turn, or -1
}

// Block is the block's address, "" where it has none.
func (p Place) Block() string { return p.addr[:p.block] }

// Sentence is p3s2, "" where the block has no address.
func (p Place) Sentence() string {
	if len(p.addr) == int(p.block) {
		return ""
	}
	return p.addr
}

// In is the place with another block, of which no sentence is known. An address has at most 255 bytes.
func (p Place) In(block string) Place {
	p.addr, p.block = block, uint8(len(block))
	return p
}

// Nowhere is the Place of a passage that was not found.
var Nowhere = Place{Turn: -1}

// PlaceAt looks up a byte offset of the text.
func (s *Source) PlaceAt(off int) Place {
	p := Place{Turn: int32(s.Doc.TurnAt(off)), InBlock: s.Doc.InQuote(off)}
	if leaf := s.Doc.LeafAt(off); leaf != nil {
		p = p.In(leaf.Address())
		if at := s.sentenceOf(leaf, off); at != "" {
			p.addr = at
		}
		p.InMarks = inMarks(s.Doc.Text[leaf.Range.Start:leaf.Range.End], off-leaf.Range.Start)
	}
	return p
}

// SentenceAt is the address of the sentence that holds the byte offset, p3s2; "" in a block without an address.
func (s *Source) SentenceAt(off int) string {
	leaf := s.Doc.LeafAt(off)
	if leaf == nil {
		return ""
	}
	return s.sentenceOf(leaf, off)
}

// sentenceOf is the address of the sentence of a block that holds the byte offset.
func (s *Source) sentenceOf(leaf *doc.Block, off int) string {
	addr := leaf.Address()
	if addr == "" {
		return ""
	}
	var room [16][2]int
	for i, r := range words.AppendSentences(room[:0], s.Doc.Text[leaf.Range.Start:leaf.Range.End], s.Doc.Lang) {
		if off < leaf.Range.Start+r[1] {
			return addr + "s" + strconv.Itoa(i+1)
		}
	}
	return ""
}

// HasAddress reports whether the text has a block or sentence with the address.
func (s *Source) HasAddress(addr string) bool {
	block, sent := splitAddress(addr)
	for _, leaf := range s.Doc.Leaves() {
		if leaf.Address() == block {
			return block == addr || sent > 0 && sent <= s.sentencesIn(leaf)
		}
	}
	return false
}

// LastAddress is the last address of the kind of one that the text does not have: that of a sentence where it has the block, else that of a
// paragraph or heading; "" where it has none.
func (s *Source) LastAddress(addr string) string {
	block, _ := splitAddress(addr)
	kind, last := strings.TrimRight(block, "0123456789"), ""
	for _, leaf := range s.Doc.Leaves() {
		a := leaf.Address()
		if a == block {
			return a + "s" + strconv.Itoa(s.sentencesIn(leaf))
		}
		if strings.TrimRight(a, "0123456789") == kind {
			last = a
		}
	}
	return last
}

// splitAddress parts the address of a sentence from that of its block; 0 is no sentence.
func splitAddress(addr string) (block string, sentence int) {
	if i := strings.LastIndexByte(addr, 's'); i > 0 {
		if n, err := strconv.Atoi(addr[i+1:]); err == nil {
			return addr[:i], n
		}
	}
	return addr, 0
}

func (s *Source) sentencesIn(leaf *doc.Block) int {
	return len(words.Sentences(s.Doc.Text[leaf.Range.Start:leaf.Range.End], s.Doc.Lang))
}

// Sentences is the range of all sentences that r touches.
func (s *Source) Sentences(r doc.Range) doc.Range {
	out := r
	var room [16][2]int
	// Most blocks end before r or begin behind it.
	blocks := s.Doc.Blocks
	for len(blocks) > 0 && blocks[0].Range.End < r.Start {
		blocks = blocks[1:]
	}
	for i := range blocks {
		if blocks[i].Range.Start > r.End {
			blocks = blocks[:i]
			break
		}
	}
	doc.Walk(blocks, func(leaf *doc.Block) {
		if !leaf.Kind.Leaf() || !leaf.Range.Overlaps(r) {
			return
		}
		for _, w := range words.AppendSentences(room[:0], s.Doc.Text[leaf.Range.Start:leaf.Range.End], s.Doc.Lang) {
			if st := (doc.Range{Start: leaf.Range.Start + w[0], End: leaf.Range.Start + w[1]}); st.Overlaps(r) {
				out.Start, out.End = min(out.Start, st.Start), max(out.End, st.End)
			}
		}
	})
	return out
}

// closers says which marks end a quotation that another began: “a”, „b“, «c», »d«; "" where it begins none.
func closers(r rune) string {
	switch r {
	case '"':
		return `"`
	case '“':
		return "”"
	case '„':
		return "“”"
	case '«':
		return "»"
	case '»':
		return "«"
	}
	return ""
}

// inMarks reports whether the offset of a block lies inside double quotation marks, or a passage that begins there takes its own along.
func inMarks(block string, off int) bool {
	open := "" // what ends the quotation
	for i := 0; i < off; {
		if c := block[i]; c < utf8.RuneSelf && c != '"' {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(block[i:off])
		switch {
		case open == "":
			open = closers(r)
		case strings.ContainsRune(open, r):
			open = ""
		}
		i += n
	}
	if open != "" {
		return true
	}
	first, _ := utf8.DecodeRuneInString(block[off:])
	return closers(first) != ""
}
