package source

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/doc"
	"github.com/lateral-reader/lateral/internal/markdown"
	"github.com/lateral-reader/lateral/internal/words"
)

// read makes the document: blocks from the Markdown, turns from labels, questions or the front matter.
func (s *Source) read(file string, body []byte, line int, lang string) []diag.Diagnostic {
	o := markdown.Options{File: file, Line: line, Headline: s.Title, Subtitle: s.Subtitle, Transcript: true}
	for _, l := range s.Speakers {
		o.Labels = append(o.Labels, l.Name)
	}
	r, ds := markdown.Parse(body, o)
	s.Doc = &doc.Document{Body: r.Body, Lang: lang}
	if len(r.Starts) > 0 {
		s.labelled(r.Starts)
	} else if s.Voice.S != "" {
		s.questions()
	}
	if s.HasText {
		for _, st := range s.Stretches {
			if d, ok := s.stretch(st); !ok {
				ds = append(ds, d)
			}
		}
	}
	for i := range s.Doc.Turns {
		s.Doc.Turns[i].Words = int32(s.spoken(s.Doc.Turns[i]))
	}
	return append(ds, s.undeclared(file, r.Seen)...)
}

// spoken counts the words of a turn without its stage directions.
func (s *Source) spoken(t doc.Turn) int {
	n := 0
	doc.Walk(s.Doc.Blocks[t.First:t.End], func(b *doc.Block) {
		if b.Kind.Leaf() && b.Kind != doc.Stage {
			n += words.Count(s.Doc.Text[b.Range.Start:b.Range.End])
		}
	})
	return n
}

// ends reports whether a turn ends before the block.
func ends(b doc.Block) bool {
	return b.Kind == doc.Heading || b.Kind == doc.Rule || b.Kind == doc.Footnotes
}

// labelled makes a turn of each label: it goes on to the next one, or to a heading, a rule or the footnotes.
func (s *Source) labelled(starts []markdown.Start) {
	d := s.Doc
	d.Turns = make([]doc.Turn, 0, len(starts))
	by := make(map[string]int, len(s.Speakers))
	for i, l := range s.Speakers {
		by[l.Name] = i
	}
	for i, st := range starts {
		end := len(d.Blocks)
		if i+1 < len(starts) {
			end = starts[i+1].Block
		}
		e := st.Block + 1
		for e < end && !ends(d.Blocks[e]) {
			e++
		}
		if ends(d.Blocks[st.Block]) {
			continue // a label with a heading after it: nobody speaks a heading
		}
		t := doc.Turn{Label: st.Label, Time: st.Time, First: st.Block, End: e}
		if i, ok := by[st.Label]; ok {
			t.Speaker, t.As = s.Speakers[i].Speaker.S, s.Speakers[i].As
		}
		d.Turns = append(d.Turns, d.Ranged(t))
	}
}

// questions makes the turns of an unlabelled question-and-answer piece: a heading that ends in a question mark is the outlet's, what
// follows it to the next heading the voice's.
func (s *Source) questions() {
	d := s.Doc
	asks := func(b doc.Block) bool {
		words := strings.TrimRight(d.Text[b.Range.Start:b.Range.End], ` "'”’»)]」』`)
		return b.Kind == doc.Heading && (strings.HasSuffix(words, "?") || strings.HasSuffix(words, "？") || strings.HasSuffix(words, "؟"))
	}
	first := slices.IndexFunc(d.Blocks, asks)
	if first < 0 {
		return
	}
	d.Preamble = first
	for i := first; i < len(d.Blocks); i++ {
		if !asks(d.Blocks[i]) {
			continue
		}
		d.Turns = append(d.Turns, d.Ranged(doc.Turn{Speaker: s.OwnVoice(), Asks: true, First: i, End: i + 1}))
		e := i + 1 // to the next heading: a rule between two parts of an answer does not end it
		for e < len(d.Blocks) && d.Blocks[e].Kind != doc.Heading && d.Blocks[e].Kind != doc.Footnotes {
			e++
		}
		if e > i+1 {
			d.Turns = append(d.Turns, d.Ranged(doc.Turn{Speaker: s.Voice.S, First: i + 1, End: e}))
		}
	}
}

// OwnVoice is the source's own voice: its outlet, or where none is stated the source itself.
func (s *Source) OwnVoice() string {
	if s.Outlet.S != "" {
		return s.Outlet.S
	}
	return s.ID
}

// stretch makes a passage a turn of its own; the turn that it interrupts goes on after it as a new one.
func (s *Source) stretch(st Stretch) (diag.Diagnostic, bool) {
	d := s.Doc
	text, body := words.Fold(d.Text), 0
	for _, b := range d.Blocks {
		if b.Kind == doc.Headline || b.Kind == doc.Subtitle {
			body = b.Range.End // nobody takes a turn in the headline
		}
	}
	places := slices.DeleteFunc(text.Find(st.From), func(p [2]int) bool { return p[0] < body })
	if len(places) != 1 {
		return diag.Errorf(st.At, "turns: %q stands in %d places of the text, it must be one", st.From, len(places)), false
	}
	to, ok := text.FindFrom(st.To, places[0][1], len(d.Text))
	if !ok {
		if m := text.Find(st.To); len(m) > 0 && m[0][0] <= places[0][1] && m[len(m)-1][1] >= places[0][1] {
			to, ok = m[len(m)-1], true // from and to overlap: a stretch of a few words
		}
	}
	if !ok {
		return diag.Errorf(st.At, "turns: %q does not follow %q in the text", st.To, st.From), false
	}
	from, end := places[0][0], d.SentenceTail(to[1])
	// The end first: a cut moves what comes after it.
	if !d.SplitAt(end) {
		return diag.Errorf(st.At, "turns: %q ends inside a list, a table or a quotation; a turn ends with a paragraph or within one", st.To), false
	}
	first, last, before := d.TopAt(from), d.TopAt(end-1), len(d.Blocks)
	if !d.SplitAt(from) {
		return diag.Errorf(st.At, "turns: %q begins inside a list, a table or a quotation; a turn begins with a paragraph or within one", st.From), false
	}
	cut := len(d.Blocks) - before // 1 where a paragraph was cut in two at its beginning
	first, last = first+cut, last+cut
	asks := s.Voice.S != "" && st.Speaker.S == s.OwnVoice()
	s.interrupt(doc.Turn{Speaker: st.Speaker.S, Asks: asks, First: first, End: last + 1})
	return diag.Diagnostic{}, true
}

// interrupt puts a turn into those that are there; one around it goes on after it.
func (s *Source) interrupt(n doc.Turn) {
	d := s.Doc
	var out []doc.Turn
	for _, t := range d.Turns {
		if t.End <= n.First || t.First >= n.End {
			out = append(out, t)
			continue
		}
		if t.First < n.First {
			a := t
			a.End = n.First
			out = append(out, a)
		}
		if t.End > n.End {
			b := t
			b.First, b.Time = n.End, ""
			out = append(out, b)
		}
	}
	out = append(out, n)
	slices.SortFunc(out, func(a, b doc.Turn) int { return a.First - b.First })
	for i := range out {
		out[i] = d.Ranged(out[i])
	}
	d.Turns = out
}

// DefaultSpeaker is who speaks at a byte offset where a note does not say: the turn's speaker, else the voice, else the outlet, else
// the source itself. the headline and the subtitle are the outlet's. In a block quotation there is nobody: "".
func (s *Source) DefaultSpeaker(off int) string {
	d := s.Doc
	leaf := d.LeafAt(off)
	if leaf != nil && (leaf.Kind == doc.Headline || leaf.Kind == doc.Subtitle) {
		return s.OwnVoice()
	}
	if d.InQuote(off) {
		return ""
	}
	if i := d.TurnAt(off); i >= 0 && (leaf == nil || leaf.Kind != doc.Stage) {
		return d.Turns[i].Speaker
	}
	if s.Voice.S != "" && d.TopAt(off) >= d.Preamble {
		return s.Voice.S
	}
	return s.OwnVoice()
}

var labelName = regexp.MustCompile(`^(?:` + nickname + ` )?[\p{Lu}\p{Lo}\p{N}][\p{L}\p{M}\p{N}.'’&-]*(?: (?:[\p{Lu}\p{Lo}\p{N}][\p{L}\p{M}\p{N}.'’&-]*|` + nickname + `|and|of|de|van|von|du|la|le)){0,4}$`)

// nickname is a part of a name in quotation marks: “Big” Mo, Mo "Big" Lee.
const nickname = `["“„«][\p{L}\p{M}\p{N}.'’& -]{1,30}["”“»]`

// mostHints is for how many labels the nearest declared one is looked for: it takes the time of all of them.
const mostHints = 500

// undeclared warns of strings that look like labels and are not declared, where they recur or are almost a declared one: a turn is
// probably lost in another.
func (s *Source) undeclared(file string, labels []markdown.Seen) []diag.Diagnostic {
	if len(labels) == 0 {
		return nil
	}
	type found struct {
		line, n int
	}
	seen := map[string]*found{} // nil: no label
	var order, declared []string
	for _, l := range s.Speakers {
		declared = append(declared, l.Name)
	}
	for _, l := range labels {
		f, known := seen[l.Name]
		if !known && labelName.MatchString(l.Name) {
			f = &found{line: l.Line}
			order = append(order, l.Name)
		}
		if seen[l.Name] = f; f != nil {
			f.n++
		}
	}
	var ds []diag.Diagnostic
	for i, name := range order {
		f, near := seen[name], ""
		if i < mostHints {
			near = diag.Nearest(name, declared)
		}
		if f.n > 1 || near != "" && len(name) > 2 {
			lines := "a line"
			if f.n > 1 {
				lines = fmt.Sprintf("%d lines", f.n)
			}
			w := diag.Warnf(diag.Place{File: file, Line: f.line, Column: 1}, "%q begins %s like a speaker's label, but is not declared", name, lines)
			if near != "" {
				ds = append(ds, w.WithHint("did you mean %q? Otherwise add it under speakers:", near))
			} else {
				ds = append(ds, w.WithHint("add it under speakers: if it is one"))
			}
		}
	}
	return ds
}
