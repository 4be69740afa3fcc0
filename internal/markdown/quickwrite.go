package markdown

import "github.com/lateral-reader/lateral/internal/doc"

// emitAll writes the chunk.
func (q *quick) emitAll() {
	all := func() {
		for i := range q.parts {
			q.emit(&q.parts[i])
		}
	}
	line := int32(0)
	if q.kind != doc.Paragraph {
		line = int32(q.lineAt(q.rows[0].from))
	}
	switch q.kind {
	case doc.Quote:
		q.container(doc.Block{Kind: doc.Quote, Line: line}, 1, all)
	case doc.List:
		blk := doc.Block{Kind: doc.List, Line: line, Tight: true, Ordered: q.items.ordered, Parts: &doc.Parts{Start: q.items.start}}
		q.container(blk, len(q.parts), func() {
			for i := range q.parts {
				p := &q.parts[i]
				q.container(doc.Block{Kind: doc.Item, Line: int32(q.lineAt(p.lines[0].from))}, 1, func() { q.emit(p) })
			}
		})
	default:
		all()
	}
}

// emit writes a part.
func (q *quick) emit(p *part) {
	blk := doc.Block{Kind: doc.Paragraph}
	if len(p.lines) > 0 {
		blk.Line = int32(q.lineAt(p.lines[0].from))
		q.line = int(blk.Line) + len(p.lines) - 1
	}
	switch {
	case p.level > 0:
		blk.Kind, blk.Level = doc.Heading, p.level
	case p.stage:
		blk.Kind = doc.Stage
	}
	skip := 0
	if p.labelled {
		blk.Line, skip = int32(q.begin(p.start)), 1
	}
	if q.o.Transcript && p.level == 0 && q.into == &q.res.Blocks {
		for i := skip; i < len(p.lines); i++ {
			q.seen(p.lines[i].from, q.src[p.lines[i].from:p.lines[i].to])
		}
	}
	q.leaf(blk, func() { q.words(p) })
}

// words writes the words of a part and the spans over them.
func (q *quick) words(p *part) {
	marks, links, open := p.marks, p.links, 0
	for i, l := range p.lines {
		if i > 0 {
			q.space()
		}
		at := l.from
		for {
			switch {
			case len(links) > 0 && links[0].at < l.to && (len(marks) == 0 || links[0].at < marks[0].at):
				q.text = append(q.text, q.src[at:links[0].at]...)
				q.link(&links[0])
				at, links = links[0].end, links[1:]
				continue
			case len(marks) > 0 && marks[0].at < l.to:
				m := marks[0]
				q.text = append(q.text, q.src[at:m.at]...)
				at, marks = m.at+m.n, marks[1:]
				if !m.opens {
					q.res.Spans[open].Range.End = len(q.text)
					continue
				}
				kind := doc.Emph
				if m.n == 2 {
					kind = doc.Strong
				}
				open = len(q.res.Spans)
				q.res.Spans = append(q.res.Spans, doc.Span{Kind: kind, Range: doc.Range{Start: len(q.text)}})
				continue
			}
			break
		}
		q.text = append(q.text, q.src[at:l.to]...)
	}
}
