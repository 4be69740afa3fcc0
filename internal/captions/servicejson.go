package captions

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
)

// jsonNode is a value of a JSON file.
type jsonNode struct {
	key  string // in the object that holds it
	text string // of a scalar
	kids []*jsonNode
	line int
	kind byte // '{', '[', 's' a string, 'n' a number, 'x' something else
	used bool // it is a part of a cue
}

// keys that programs which write down speech have for the same thing, the surest first. A name stands before a number.
var (
	saidKeys    = []string{"body", "text", "transcript", "sentence", "punctuated_word", "content", "display", "displaytext", "value", "punct", "word", "utf8"}
	insideKeys  = []string{"alternatives", "nbest", "elements", "sentences", "words", "monologue", "paragraphs", "cues", "segs"}
	speakerKeys = []string{"speaker_name", "speakername", "speaker", "speaker_label", "speakerlabel", "participant", "speaker_id", "speakerid", "speakertag", "speaker_tag"}
	startKeys   = []string{"start", "starttime", "start_time", "start_ms", "startms", "starttimems", "tstartms", "starts_at", "begin", "from", "offset", "offsetmilliseconds",
		"ts", "start_timestamp", "timestamp", "time"}
	endKeys   = []string{"end", "endtime", "end_time", "end_ms", "endms", "endtimems", "ends_at", "to", "end_ts", "end_timestamp", "resultendtime"}
	timesKeys = []string{"timestamps", "timestamp", "offsets", "times", "timing"} // objects with the two
)

// service reads valid JSON that is no podcast's transcript, but what a program that writes down speech makes: somewhere in the tree is a list whose entries
// say who speaks, or when, and what. Of several the one with the longest entries is taken, as others have the same words one by one. It is nil where
// there is none.
func service(data []byte) *File {
	p := &podcast{data: data, line: 1}
	p.dec = json.NewDecoder(bytes.NewReader(data))
	p.dec.UseNumber()
	root, err := p.tree("", 0)
	if err != nil {
		return nil
	}
	var best *talk
	most := 0
	var talks []talk
	lists(root, func(list *jsonNode) {
		if t := talkOf(list); t.n > 0 {
			talks = append(talks, t)
			most = max(most, t.words)
		}
	})
	columnsIn(root, func(list *jsonNode) {
		if t := talkOf(list); t.n > 0 {
			talks = append(talks, t)
			most = max(most, t.words)
		}
	})
	for i := range talks {
		if t := &talks[i]; t.words*2 >= most && (best == nil || t.better(best)) {
			best = t
		}
	}
	names := speakerNames(root)
	if best == nil || best.voices == 0 {
		if f := spokenApart(root, names, most); f != nil {
			f.Lang = langOf(root)
			unused(f, root)
			return f
		}
	}
	if best == nil {
		return nil
	}
	f := &File{Named: true}
	scale := best.scale()
	for _, k := range best.list.kids {
		s, ok := utterance(k)
		if !ok {
			continue
		}
		c := Cue{Start: millis(s.start, scale), End: millis(s.end, scale), Line: s.line}
		c.Runs = []Run{{voiceOf(s.speaker, names), s.text, s.line}}
		f.Cues = append(f.Cues, c)
		for _, n := range s.parts {
			n.used = true
		}
		f.rest(s.line, strings.TrimSpace(s.start+" "+s.end), Times)
		if names[oneLine(s.speaker)] != "" {
			f.rest(s.line, s.speaker, Detail) // its number
		}
	}
	f.Lang = langOf(root)
	unused(f, root)
	return f
}

// langOf is the language that a file states for the whole.
func langOf(root *jsonNode) string {
	for _, n := range append([]*jsonNode{root}, root.kids...) {
		for _, k := range n.kids {
			if k.kind == 's' && n.kind == '{' && slices.Contains([]string{"language", "language_code", "languagecode", "lang"}, strings.ToLower(k.key)) {
				return k.text
			}
		}
	}
	return ""
}

// deepest is how far values may lie in each other: no program writes more, and a file that does is made to exhaust memory.
const deepest = 100

var errDeep = errors.New("values lie too deep in each other")

// tree reads a value and all that is in it.
func (p *podcast) tree(key string, depth int) (*jsonNode, error) {
	t, err := p.dec.Token()
	if err != nil {
		return nil, err
	}
	if depth > deepest {
		return nil, errDeep
	}
	n := &jsonNode{key: key, line: p.here(), kind: 'x'}
	switch v := t.(type) {
	case string:
		n.kind, n.text = 's', v
	case json.Number:
		n.kind, n.text = 'n', v.String()
	case json.Delim:
		n.kind = byte(v)
		for p.dec.More() {
			k := ""
			if v == '{' {
				t, err := p.dec.Token()
				if err != nil {
					return nil, err
				}
				k, _ = t.(string)
			}
			kid, err := p.tree(k, depth+1)
			if err != nil {
				return nil, err
			}
			n.kids = append(n.kids, kid)
		}
		if _, err := p.dec.Token(); err != nil {
			return nil, err
		}
	default:
		n.text = scalar(t)
	}
	return n, nil
}

// lists calls f for every array of a tree.
func lists(n *jsonNode, f func(*jsonNode)) {
	if n.kind == '[' {
		f(n)
	}
	for _, k := range n.kids {
		lists(k, f)
	}
}

// get is the value of the first of the keys that an object has with a scalar that is not empty; nil where there is none.
func (n *jsonNode) get(keys []string) *jsonNode {
	for _, key := range keys {
		for _, k := range n.kids {
			if strings.EqualFold(k.key, key) && (k.kind == 's' && oneLine(k.text) != "" || k.kind == 'n') {
				return k
			}
		}
	}
	return nil
}

// said is one entry of a list.
type said struct {
	speaker, text string
	start, end    string
	line          int
	parts         []*jsonNode // what it is made of
}

// utterance reads an entry: its words stand in it, or in a list in it.
func utterance(n *jsonNode) (said, bool) {
	if n.kind != '{' {
		return said{}, false
	}
	s := said{line: n.line}
	take := func(of *jsonNode, keys []string, into *string) {
		if k := of.get(keys); k != nil && *into == "" {
			*into, s.parts = k.text, append(s.parts, k)
		}
	}
	for _, key := range speakerKeys {
		for _, k := range n.kids {
			if strings.EqualFold(k.key, key) && s.speaker == "" {
				if k.kind == '{' {
					take(k, []string{"name", "display_name", "id"}, &s.speaker)
				} else {
					take(n, []string{key}, &s.speaker)
				}
			}
		}
	}
	take(n, startKeys, &s.start)
	take(n, endKeys, &s.end)
	for _, k := range n.kids {
		if k.kind == '{' && s.start == "" && slices.Contains(timesKeys, strings.ToLower(k.key)) {
			take(k, startKeys, &s.start)
			take(k, endKeys, &s.end)
		}
	}
	if k := n.get(saidKeys); k != nil && k.kind == 's' {
		s.text, s.line, s.parts = k.text, k.line, append(s.parts, k)
		return s, true
	}
	for _, key := range insideKeys {
		for _, list := range n.kids {
			if list.kind != '[' || !strings.EqualFold(list.key, key) || len(list.kids) == 0 || s.text != "" {
				continue
			}
			inner := list.kids
			if key == "alternatives" || key == "nbest" {
				inner = inner[:1]
			}
			s.gather(inner, key == "segs")
		}
	}
	return s, oneLine(s.text) != ""
}

// gather joins the words of a list inside an entry. Some lists hold the spaces between the words, too: spaced.
func (s *said) gather(inner []*jsonNode, spaced bool) {
	spaced = spaced || slices.ContainsFunc(inner, func(k *jsonNode) bool {
		return slices.ContainsFunc(k.kids, func(v *jsonNode) bool { return v.kind == 's' && v.text != "" && strings.TrimSpace(v.text) == "" })
	})
	var b strings.Builder
	for i, k := range inner {
		v := k
		if k.kind == '{' {
			v = nil
			for _, key := range saidKeys {
				if j := slices.IndexFunc(k.kids, func(v *jsonNode) bool { return strings.EqualFold(v.key, key) && v.kind == 's' && v.text != "" }); j >= 0 && v == nil {
					v = k.kids[j]
				}
			}
		}
		if v == nil || v.kind != 's' {
			continue
		}
		if b.Len() > 0 && !spaced && !strings.HasPrefix(v.text, " ") {
			b.WriteString(spaceFor(b.String(), v.text))
		}
		if b.Len() == 0 {
			s.line = v.line
		}
		b.WriteString(v.text)
		s.parts = append(s.parts, v)
		for _, from := range []struct {
			keys []string
			into *string
			here bool // the entry that says it for all
		}{{speakerKeys, &s.speaker, i == 0}, {startKeys, &s.start, i == 0}, {endKeys, &s.end, i+1 == len(inner)}} {
			if t := k.get(from.keys); t != nil && *from.into == "" && from.here {
				*from.into = t.text
			}
		}
	}
	s.text = b.String()
}

// talk is a list of what is said.
type talk struct {
	list            *jsonNode
	n, words, chars int // entries with words; their words
	voices, timed   int
}

func talkOf(list *jsonNode) talk {
	t := talk{list: list}
	blank := 0
	for _, k := range list.kids {
		s, ok := utterance(k)
		if !ok {
			if s.text != "" {
				blank++ // the end of a line
			}
			continue
		}
		t.n++
		t.words += len(strings.Fields(s.text))
		t.chars += len(s.text)
		if s.speaker != "" {
			t.voices++
		}
		if s.start != "" || s.end != "" {
			t.timed++
		}
	}
	if t.n*2 < len(list.kids)-blank || t.voices*2 < t.n && t.timed*2 < t.n {
		t.n = 0 // texts of another kind
	}
	return t
}

// better reports whether a list says more of a talk than another one: who speaks, then in how many words at a time, if it is more than one entry.
func (t *talk) better(u *talk) bool {
	if a, b := t.voices*2 >= t.n, u.voices*2 >= u.n; a != b {
		return a
	}
	if a, b := t.n > 1, u.n > 1; a != b {
		return a
	}
	return t.chars*u.n > u.chars*t.n
}

// scale is how many milliseconds the file's unit of time is.
func (t *talk) scale() int64 {
	last := int64(0)
	for _, k := range t.list.kids {
		s, _ := utterance(k)
		if strings.ContainsAny(s.start, ".:sS") {
			return 1000
		}
		if slices.ContainsFunc(s.parts, func(n *jsonNode) bool { return n.text == s.start && thousandths(n.key) }) {
			return 1
		}
		last = max(last, seconds(s.start)/1000)
	}
	return unitOf(last, t.words)
}

// unitOf is how many milliseconds a whole number means in a talk of so many words whose last one it is: one, where seconds would make it very slow.
func unitOf(last int64, words int) int64 {
	if last > 60 && int64(words)*20 < last {
		return 1
	}
	return 1000
}

// thousandths reports whether a key says that its number counts them: tStartMs, offsetMilliseconds.
func thousandths(key string) bool {
	k := strings.ToLower(key)
	return strings.HasSuffix(k, "ms") || strings.HasSuffix(k, "milliseconds")
}

func millis(s string, scale int64) int64 {
	if s == "" {
		return -1
	}
	ms := seconds(s)
	if ms >= 0 && scale == 1 {
		return ms / 1000
	}
	return ms
}

// speakerNames finds the list that says who the numbers of speakers are: entries with an id and a name.
func speakerNames(root *jsonNode) map[string]string {
	names := map[string]string{}
	lists(root, func(list *jsonNode) {
		for _, k := range list.kids {
			id, name := k.get([]string{"id", "speaker_id", "speakerid", "speaker"}), k.get([]string{"name", "speaker_name", "display_name"})
			if k.kind == '{' && id != nil && name != nil && k.get(saidKeys) == nil {
				names[id.text] = oneLine(name.text)
			}
		}
	})
	return names
}

// voiceOf is how a speaker is printed: by name, or Speaker 1 where there is but a number or a letter.
func voiceOf(s string, names map[string]string) string {
	s = oneLine(s)
	if name := names[s]; name != "" {
		return name
	}
	if len(s) == 1 || s != "" && digits(s) == len(s) {
		return "Speaker " + s
	}
	return s
}

// unused reports every value of the tree that no cue is made of.
func unused(f *File, n *jsonNode) {
	if len(n.kids) == 0 && !n.used && n.text != "" {
		s := n.text
		if n.key != "" {
			s = n.key + ": " + s
		}
		f.rest(n.line, s, Detail)
	}
	for _, k := range n.kids {
		unused(f, k)
	}
}
