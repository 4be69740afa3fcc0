package markdown

import (
	"bytes"
	"unicode"

	"github.com/lateral-reader/lateral/internal/doc"
)

// link is [words](address) or, where wiki is set, [[ref]] or [[ref|words]], whose words may be none.
type link struct {
	at, end    int
	words, ref stretch
	wiki       bool
}

// moved is a link that was found so many bytes behind the beginning of the source.
func (k link) moved(by int) link {
	k.at, k.end = k.at+by, k.end+by
	k.words.from, k.words.to = k.words.from+by, k.words.to+by
	k.ref.from, k.ref.to = k.ref.from+by, k.ref.to+by
	return k
}

// wikiLinkAt reads the link of ours that begins a line, as wikiParser does; it returns false where that is to look.
func wikiLinkAt(line []byte) (link, bool) {
	end := bytes.Index(line, []byte("]]"))
	if end < 3 {
		return link{}, false
	}
	for _, c := range line[2:end] {
		if m := meanings[c]; m != anything && m != underline && m != ampersand {
			return link{}, false
		}
	}
	k := link{end: end + 2, ref: stretch{2, end}, words: stretch{end, end}, wiki: true}
	if i := bytes.IndexByte(line[2:end], '|'); i >= 0 {
		k.ref.to, k.words.from = 2+i, 2+i+1
	}
	k.ref, k.words = k.ref.trimmed(line), k.words.trimmed(line)
	return k, k.ref.from < k.ref.to && bytes.IndexByte(line[k.ref.from:k.ref.to], ' ') < 0
}

// trimmed is a stretch without the white space at its ends.
func (s stretch) trimmed(src []byte) stretch {
	words := src[s.from:s.to]
	from := s.from + len(words) - len(bytes.TrimLeftFunc(words, unicode.IsSpace))
	return stretch{from, from + len(bytes.TrimSpace(words))}
}

// addressLen is the length of the address between round brackets that a line begins with; 0 where there is none, or one that is not plain.
func addressLen(line []byte) int {
	references := false
	for i, c := range line {
		switch {
		case i == 0 && c == '(':
		case c == ')' && i > 1 && (!references || bytes.IndexByte(line[:i], ';') < 0):
			return i + 1
		case c <= ' ', c == 0x7f, bytes.IndexByte([]byte("()<>\\*\"'`"), c) >= 0:
			return 0
		case c == '&':
			references = true
		}
	}
	return 0
}

// linked gives a part its links; it returns false where one begins before the part, in what was taken for a label.
func (q *quick) linked(p *part) bool {
	if len(p.lines) == 0 {
		return true
	}
	from, to := p.lines[0].from, p.lines[len(p.lines)-1].to
	i := 0
	for i < len(q.links) && q.links[i].end <= from {
		i++
	}
	n := i
	for n < len(q.links) && q.links[n].at < to {
		n++
	}
	p.links = q.links[i:n]
	return i == n || q.links[i].at >= from
}

// link writes the words of a link and the span over them.
func (q *quick) link(k *link) {
	ref := string(q.src[k.ref.from:k.ref.to])
	s := doc.Span{Kind: doc.Link, To: ref, Line: int32(q.lineAt(k.at))}
	if k.wiki {
		s.Kind = doc.Wiki
	}
	s.Range.Start = len(q.text)
	if q.text = append(q.text, q.src[k.words.from:k.words.to]...); k.words.from == k.words.to {
		q.put(q.o.Wiki(ref))
	}
	s.Range.End = len(q.text)
	q.res.Spans = append(q.res.Spans, s)
}

// defines reports whether a definition may stand somewhere: [words]: at the beginning of a line, or over several.
func defines(src []byte) bool {
	if !bytes.Contains(src, []byte("]:")) {
		return false
	}
	opened := false // a line since the last blank one began with a bracket
	for line := range bytes.Lines(src) {
		words := bytes.TrimLeft(line, " \t\v\f\r>-+*.)0123456789")
		opened = len(bytes.TrimSpace(line)) > 0 && (opened || len(words) > 0 && words[0] == '[')
		if opened && bytes.Contains(line, []byte("]:")) {
			return true
		}
	}
	return false
}
