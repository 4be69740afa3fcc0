package captions

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Some programs say in one list of their JSON when which word was said, and in another one who spoke from when to when. And some have a list for the
// starts of all captions, one for their ends and one for their words.

// columnsIn calls f with a list of entries for every object that holds, instead, a list for each of their keys: {"start": [0, 2], "text": ["One", "Two"]}.
func columnsIn(n *jsonNode, f func(*jsonNode)) {
	for _, k := range n.kids {
		columnsIn(k, f)
	}
	if n.kind != '{' {
		return
	}
	column := func(keys []string, kinds string) *jsonNode {
		for _, k := range n.kids {
			if k.kind == '[' && len(k.kids) > 1 && slices.Contains(keys, strings.ToLower(k.key)) &&
				!slices.ContainsFunc(k.kids, func(v *jsonNode) bool { return !strings.ContainsRune(kinds, rune(v.kind)) }) {
				return k
			}
		}
		return nil
	}
	start, end, text := column(startKeys, "n"), column(endKeys, "n"), column(saidKeys, "s")
	if start == nil || text == nil || len(start.kids) != len(text.kids) {
		return
	}
	list := &jsonNode{kind: '[', line: n.line}
	for i, t := range text.kids {
		t.key, start.kids[i].key = text.key, start.key
		row := &jsonNode{kind: '{', line: t.line, kids: []*jsonNode{start.kids[i], t}}
		if end != nil && len(end.kids) == len(text.kids) {
			end.kids[i].key = end.key
			row.kids = append(row.kids, end.kids[i])
		}
		list.kids = append(list.kids, row)
	}
	f(list)
}

// span says who speaks from when to when, in milliseconds.
type span struct {
	who        string
	start, end int64
}

// timedWord is a word and when it was said; -1 for a mark that a program tells as a word of its own.
type timedWord struct {
	said
	at int64
}

// spokenApart reads words and the speakers of stretches of time from two lists; nil where there are no such two, or the words are hardly those of most
// words that the file holds.
func spokenApart(root *jsonNode, names map[string]string, most int) *File {
	who := spans(root)
	if len(who) < 2 {
		return nil
	}
	all := timedWords(root)
	if len(all) < 2 || len(all)*10 < most*7 {
		return nil
	}
	f := &File{Named: true}
	scale := int64(1) // of milliseconds to what the file counts
	if last := all[len(all)-1]; !strings.ContainsAny(last.start, ".:s") && unitOf(last.at/1000, len(all)) == 1 {
		scale = 1000
	}
	k, voice := 0, ""
	var b strings.Builder
	for i, w := range all {
		if strings.TrimSpace(w.text) == "" {
			w.at = -1 // no word, as a mark
		}
		if w.at >= 0 {
			for k+1 < len(who) && who[k+1].start <= w.at {
				k++
			}
			if now := voiceOf(who[k].who, names); now != voice || b.Len() > 0 && sentenceOver(b.String()) {
				f.close(&b)
				voice = now
			}
		}
		if b.Len() == 0 {
			f.Cues = append(f.Cues, Cue{Start: w.at / scale, End: -1, Line: w.line, Runs: []Run{{Voice: voice, Line: w.line}}})
		} else if w.at >= 0 {
			b.WriteString(spaceFor(b.String(), w.text))
		}
		b.WriteString(strings.TrimSpace(w.text))
		for _, n := range w.parts {
			n.used = true
		}
		f.rest(w.line, strings.TrimSpace(w.start+" "+w.end), Times)
		if i+1 == len(all) {
			f.close(&b)
		}
	}
	return f
}

// close gives the last cue its words.
func (f *File) close(b *strings.Builder) {
	if n := len(f.Cues); n > 0 && b.Len() > 0 {
		f.Cues[n-1].Runs[0].Text = b.String()
	}
	b.Reset()
}

// sentenceOver reports whether words end a sentence, and are enough for a caption.
func sentenceOver(s string) bool {
	c, _ := utf8.DecodeLastRuneInString(s)
	return len(s) > 60 && strings.ContainsRune(".?!…。？！", c)
}

// spaceFor is what stands between two words: nothing where neither script parts words.
func spaceFor(before, after string) string {
	a, _ := utf8.DecodeLastRuneInString(before)
	b, _ := utf8.DecodeRuneInString(after)
	tight := func(c rune) bool {
		return unicode.In(c, unicode.Han, unicode.Hiragana, unicode.Katakana) || c >= 0x3000 && c < 0x3040 || c >= 0xff00 && c < 0xff66
	}
	if tight(a) && tight(b) {
		return ""
	}
	return " "
}

func startsWithLetter(s string) bool {
	c, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(c)
}

// spans finds the list that says who speaks when, in order: entries with a speaker and times, and without words. Of several it is the one that covers most.
func spans(root *jsonNode) []span {
	var best []span
	most := int64(0)
	lists(root, func(list *jsonNode) {
		var all []span
		who := map[string]bool{}
		length := int64(0)
		for _, k := range list.kids {
			s, ok := utterance(k)
			from, to := seconds(s.start), seconds(s.end)
			if ok || s.speaker == "" || from < 0 || to < from {
				continue
			}
			who[s.speaker] = true
			all, length = append(all, span{s.speaker, from, to}), length+to-from
		}
		if len(all) > 1 && len(all)*10 >= len(list.kids)*9 && len(who) > 1 && length > most {
			best, most = all, length
		}
	})
	slices.SortStableFunc(best, func(a, b span) int { return int(a.start - b.start) })
	return best
}

// timedWords finds the lists that say when each word was said: those under one key that hold most.
func timedWords(root *jsonNode) []timedWord {
	by := map[string][]timedWord{}
	best := ""
	lists(root, func(list *jsonNode) {
		var all []timedWord
		for _, k := range list.kids {
			s, ok := utterance(k)
			if !ok && k.kind == '[' && len(k.kids) == 3 && k.kids[0].kind == 's' && k.kids[1].kind == 'n' && k.kids[2].kind == 'n' {
				s, ok = said{text: k.kids[0].text, start: k.kids[1].text, end: k.kids[2].text, line: k.line, parts: k.kids}, true // ["word", 0.1, 0.4]
			}
			w := timedWord{s, seconds(s.start)}
			if !ok || w.at < 0 && (len(all) == 0 || startsWithLetter(s.text)) || len(strings.Fields(s.text)) > 3 {
				return
			}
			all = append(all, w)
		}
		if by[list.key] = append(by[list.key], all...); best == "" || len(by[list.key]) > len(by[best]) {
			best = list.key
		}
	})
	return by[best]
}
