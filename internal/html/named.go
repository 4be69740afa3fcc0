package html

import (
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/doc"
	"github.com/lateral-reader/lateral/internal/source"
	"github.com/lateral-reader/lateral/internal/words"
)

// naming is a source that names a speaker who has no turn in it and holds nothing in it.
type naming struct {
	to       string // path of the first place
	Source   Link
	In       string
	Sentence string
	Lang     string
	More     string // further places, in words; "" where there are none
}

// fewNamed is how many speakers are looked for one by one, by who makes a few pages; a build makes those of all.
const fewNamed = 8

// namingsOf finds where a speaker is named without speaking.
func (s *site) namingsOf(sp *corpus.Speaker) []naming {
	switch {
	case sp.Name == "":
		return nil
	case s.mayName != nil:
		var out []naming
		var text words.Text
		for _, src := range s.mayName.in()[sp] {
			if speaks(sp, src) {
				continue
			}
			text.Set(src.Doc.Text)
			if n, ok := s.namedIn(sp, src, &text); ok {
				out = append(out, n)
			}
		}
		return out
	case s.namedAlone.Add(1) <= fewNamed:
		return s.namings([]*corpus.Speaker{sp})[sp]
	}
	return s.allNamed().all()[sp]
}

// namings finds where speakers are named without speaking: the full name, as whole words, in texts that the edition shows.
func (s *site) namings(speakers []*corpus.Speaker) map[*corpus.Speaker][]naming {
	return newNamings(s, speakers).all()
}

// namings is the places where speakers are named. Whoever asks for them takes part in finding them: each goes over some texts that nobody else has
// taken.
type namings struct {
	s     *site
	names *nameList
	texts []*corpus.Source
	next  atomic.Int64
	found [][]named // in each some texts
	left  sync.WaitGroup
	by    func() map[*corpus.Speaker][]naming
}

// named is a speaker with a place.
type named struct {
	*corpus.Speaker
	naming
}

// someTexts is how many one takes at once.
const someTexts = 64

func newNamings(s *site, speakers []*corpus.Speaker) *namings {
	x := &namings{s: s, names: newNameList(speakers)}
	for _, col := range s.Collections {
		for _, src := range col.Sources {
			if s.ShowsText(src) {
				x.texts = append(x.texts, src)
			}
		}
	}
	x.found = make([][]named, (len(x.texts)+someTexts-1)/someTexts)
	x.left.Add(len(x.found))
	x.by = sync.OnceValue(func() map[*corpus.Speaker][]naming {
		by := map[*corpus.Speaker][]naming{}
		for _, some := range x.found {
			for _, n := range some {
				by[n.Speaker] = append(by[n.Speaker], n.naming)
			}
		}
		clear(x.found)
		return by
	})
	return x
}

// all finds them.
func (x *namings) all() map[*corpus.Speaker][]naming {
	var text words.Text
	for i := x.next.Add(1) - 1; i < int64(len(x.found)); i = x.next.Add(1) - 1 {
		texts := x.texts[i*someTexts:]
		x.found[i] = x.in(texts[:min(len(texts), someTexts)], &text)
		x.left.Done()
	}
	x.left.Wait()
	return x.by()
}

// in finds those in some texts.
func (x *namings) in(texts []*corpus.Source, text *words.Text) (out []named) {
	for _, src := range texts {
		folded := false // which costs more than to look who may be in it
		for _, sp := range x.names.in(src.Doc.Text) {
			if speaks(sp, src) {
				continue
			}
			if !folded {
				text.Set(src.Doc.Text)
				folded = true
			}
			if n, ok := x.s.namedIn(sp, src, text); ok {
				out = append(out, named{sp, n})
			}
		}
	}
	return out
}

// namedIn finds a speaker in the folded text of a source.
func (s *site) namedIn(sp *corpus.Speaker, src *corpus.Source, text *words.Text) (naming, bool) {
	places := text.Find(sp.Name)
	if len(places) == 0 {
		return naming{}, false
	}
	at := places[0]
	r := src.Sentences(doc.Range{Start: at[0], End: at[1]})
	return naming{
		to:     sentencePath(src, src.SentenceAt(at[0])),
		Source: Link{Text: src.Title}, In: outletWords(src) + ", " + dateWords(src.Date()),
		Sentence: strings.TrimSpace(flat(src.Doc.Text[r.Start:r.End])), Lang: langOf(src, s.Config.Lang), More: morePlaces(len(places) - 1),
	}, true
}

// mayName remembers for a server which texts may name whom, and who speaks where, as long as no text changes.
type mayName struct {
	c     *corpus.Corpus
	texts int // what c.Texts gave
	turns func() map[*corpus.Source][]turns
	in    func() map[*corpus.Speaker][]*corpus.Source // whose texts, which the edition shows, may name a speaker

	known, read map[*source.Source][]*corpus.Speaker // whom a text may name: known before, and read by in for the next one
}

func newMayName(s *site, before *mayName) *mayName {
	m := &mayName{c: s.Corpus, texts: s.Texts(), read: map[*source.Source][]*corpus.Speaker{}}
	if before != nil && before.c == s.Corpus {
		if m.known = before.read; len(m.known) == 0 { // nobody asked
			m.known = before.known
		}
	}
	m.turns = sync.OnceValue(func() map[*corpus.Source][]turns { return speaking(m.c) })
	m.in = sync.OnceValue(func() map[*corpus.Speaker][]*corpus.Source {
		in, all := map[*corpus.Speaker][]*corpus.Source{}, newNameList(m.c.Speakers)
		for _, col := range m.c.Collections {
			for _, src := range col.Sources {
				if !m.c.ShowsText(src) {
					continue
				}
				list, ok := m.known[src.Source]
				if !ok {
					list = all.in(src.Doc.Text)
				}
				m.read[src.Source] = list
				for _, sp := range list {
					in[sp] = append(in[sp], src)
				}
			}
		}
		return in
	})
	return m
}

// nameList finds of many speakers quickly those whom a text may name. It looks for words of letters and digits of ASCII with nothing but ASCII beside
// them: such a word is the same in the text and in what is compared.
type nameList struct {
	all     []*corpus.Speaker
	byWord  map[string][]oneName
	without []*corpus.Speaker // whose names have no such word
	lengths [256]uint64       // a bit for each length of the words that begin with a byte
}

// oneName is a speaker under the longest such word of the name, with those before it, the nearest first, and after it; none where the name is not ASCII.
type oneName struct {
	*corpus.Speaker
	before, after []string
}

func newNameList(speakers []*corpus.Speaker) *nameList {
	l := &nameList{byWord: map[string][]oneName{}}
	for _, sp := range speakers {
		if sp.Name == "" {
			continue
		}
		l.all = append(l.all, sp)
		name := words.Same(sp.Name)
		var all []string
		longest, at := "", 0
		for i := 0; i < len(name); i++ {
			from := i
			if i = wordEnd(name, i); i == from {
				continue
			}
			all = append(all, name[from:i])
			if i-from > len(longest) && (from == 0 || name[from-1] < utf8.RuneSelf) && (i == len(name) || name[i] < utf8.RuneSelf) {
				longest, at = name[from:i], len(all)-1
			}
		}
		if longest == "" {
			l.without = append(l.without, sp)
			continue
		}
		n := oneName{Speaker: sp}
		if !strings.ContainsFunc(name, func(r rune) bool { return r >= utf8.RuneSelf }) {
			n.before, n.after = slices.Clone(all[:at]), all[at+1:]
			slices.Reverse(n.before)
		}
		l.byWord[longest] = append(l.byWord[longest], n)
		l.lengths[longest[0]] |= 1 << min(len(longest), 63)
	}
	return l
}

// in gives the speakers whom a text may name.
func (l *nameList) in(text string) []*corpus.Speaker {
	// What nobody sees is not compared, and the sign for kelvin is the same as a K; it is looked for without its first byte, which quotation marks have.
	if words.HasUnseen(text) || strings.Contains(text, "\u212a"[1:]) {
		return l.all
	}
	out := slices.Clone(l.without)
	if len(l.all) == 1 && len(out) == 0 {
		return l.one(text)
	}
	for from, end := 0, 0; from < len(text); from = end {
		if end = wordEnd(text, from); end == from {
			end++ // no word
			continue
		}
		if l.lengths[text[from]]>>min(end-from, 63)&1 == 0 {
			continue
		}
		for _, n := range l.byWord[text[from:end]] {
			if n.beside(text, from, end) && !slices.Contains(out, n.Speaker) {
				out = append(out, n.Speaker)
			}
		}
	}
	return out
}

// one is in where the list is of one speaker.
func (l *nameList) one(text string) []*corpus.Speaker {
	for word, ns := range l.byWord {
		for from := 0; ; from++ {
			k := strings.Index(text[from:], word)
			if k < 0 {
				break
			}
			from += k
			if end := from + len(word); (from == 0 || !isWordByte[text[from-1]]) && wordEnd(text, end) == end && ns[0].beside(text, from, end) {
				return l.all
			}
		}
	}
	return nil
}

// beside reports whether the next words of a text are those of the name, too.
func (n oneName) beside(text string, from, end int) bool {
	for _, word := range n.after {
		for end < len(text) && !isWordByte[text[end]] {
			end++
		}
		start := end
		if end = wordEnd(text, start); text[start:end] != word {
			return false
		}
	}
	for _, word := range n.before {
		for from > 0 && !isWordByte[text[from-1]] {
			from--
		}
		if text = text[:from]; !strings.HasSuffix(text, word) {
			return false
		}
		from -= len(word)
	}
	return true
}

// wordEnd is where the letters and digits of ASCII that stand at a place end.
func wordEnd(s string, i int) int {
	for i < len(s) && isWordByte[s[i]] {
		i++
	}
	return i
}

// isWordByte holds the letters and digits of ASCII.
var isWordByte = func() (t [256]bool) {
	for c := range t {
		t[c] = 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9'
	}
	return t
}()

// speaks reports whether a speaker has a turn in a source, wrote it, or holds what a note of this edition marks in it.
func speaks(sp *corpus.Speaker, src *corpus.Source) bool {
	in := func(n *corpus.Note) bool { return n.Source == src }
	return slices.ContainsFunc(sp.Turns, func(t corpus.Turns) bool { return t.Source == src }) || slices.Contains(sp.Wrote, src) ||
		slices.ContainsFunc(sp.Notes, in) || slices.ContainsFunc(sp.Others, in)
}

// sentencePath is the path to a sentence of a source that the edition shows.
func sentencePath(src *corpus.Source, addr string) string {
	if addr == "" {
		return sourcePath(src)
	}
	return sourcePath(src) + "#" + addr
}

// linked gives the places their links from a page.
func linked(from string, ns []naming) []naming {
	out := slices.Clone(ns)
	for i := range out {
		out[i].Source.Href = rel(from, out[i].to)
	}
	return out
}

func morePlaces(n int) string {
	if n == 0 {
		return ""
	}
	return "and in " + count(n, "more place", "more places")
}
