package webpage

import (
	"slices"
	"strings"
)

// rows keeps what stands right behind the last block where it is one more of several like elements that were kept: the last answer of a transcript whose
// turns are boxes may be a word or two.
func (p *page) rows() {
	last := len(p.all) - 1
	for ; last >= 0 && !p.all[last].kept; last-- {
	}
	if last < 0 {
		return
	}
	for i := last + 1; i < len(p.all); {
		row := p.oneMore(p.all[i])
		if row == nil {
			return
		}
		for _, b := range p.all[i:row.end] {
			if b.kept = b.why == "" && b.linked*2 <= b.words; !b.kept && b.words > 0 {
				return
			}
		}
		i = row.end
	}
}

// oneMore is the element that a block begins, if the four right before it are like it and were kept; else nil.
func (p *page) oneMore(b *block) *box {
	for q, k := b.box, 0; q != nil && q.parent != nil && k < 3; q, k = q.parent, k+1 {
		if q.first != b.at || q.why != "" || len(q.names) == 0 {
			continue
		}
		alike := 0
		for at := q.at - 1; at > q.parent.at && alike < 4; at-- {
			o := p.boxes[at]
			if o.parent != q.parent {
				continue
			}
			if o.node.DataAtom != q.node.DataAtom || !slices.Equal(o.names, q.names) || o.end-o.first != q.end-q.first || !keptWhole(p.all[o.first:o.end]) {
				break
			}
			alike++
		}
		if alike == 4 && !strings.Contains(strings.Join(q.names, " "), "comment") {
			return q
		}
	}
	return nil
}

// keptWhole reports whether all blocks with words were kept.
func keptWhole(all []*block) bool {
	return len(all) > 0 && !slices.ContainsFunc(all, func(b *block) bool { return !b.kept && b.words > 0 })
}
