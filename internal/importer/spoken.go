package importer

import (
	"strings"

	"github.com/lateral-reader/lateral/internal/captions"
	"github.com/lateral-reader/lateral/internal/pattern"
	"github.com/lateral-reader/lateral/internal/words"
)

// How long a paragraph made of captions gets, in words: it ends with a sentence after paraWords, sooner where there is a pause, and within a
// caption after paraLong. Where hardly anything ends a sentence it ends at a pause, or after paraLong; never later than after paraMost.
const (
	paraShort = 20
	paraWords = 60
	paraLong  = 110
	paraMost  = 220

	breath    = 700 // milliseconds between captions
	pause     = 2000
	longPause = 5000
)

// spokenLine is one line of a caption on its way into a paragraph.
type spokenLine struct {
	line
	voice      string
	start, end int64 // of its caption, in milliseconds; -1 where not stated
	carried    bool  // the voice is that of the line before
	another    bool  // from here on somebody else speaks; who, nobody says
	stage      bool  // a stage direction
	song       bool
}

// spokenParas makes paragraphs of cues. Where cues have voices those are the labels; else labels are looked for in the words. named is set
// where voices do not stand in tags, so that each name must be accounted for.
func (r *reading) spokenParas(cues []captions.Cue, named bool) []para {
	all := r.spokenLines(cues, named)
	if named {
		carry(all)
	}
	s := talking{r: r, named: named, ends: endSentences(all), names: gathering{r: r}, labels: map[string]string{}}
	for _, l := range all {
		s.add(l)
	}
	s.flush()
	s.names.report()
	paras := s.paras
	switch {
	case s.voiced && (r.o.Kind == "article" || r.o.Kind == "qa"):
		for i := range paras {
			r.unlabel(&paras[i])
		}
	case s.voiced:
		r.declare(paras)
	case !r.way.bare && !(named && wordByWord(all)):
		r.paras = paras
		said := len(r.res.Problems)
		if r.labels(); len(r.voices) == 0 && r.cards(cues, all) {
			r.res.Problems = r.res.Problems[:said] // on what might be labels
		}
		paras = r.goesOn(r.paras)
		clocked(paras, all)
	}
	paras = ruled(paras)
	for i := range paras {
		if p := &paras[i]; len(p.lines) > 1 {
			p.lines = []line{{p.line(), p.text()}}
		}
	}
	return paras
}

// spokenLines parts cues into lines, and tells signs of a change of speakers and stage directions from words.
func (r *reading) spokenLines(cues []captions.Cue, named bool) []spokenLine {
	var all []spokenLine
	signs := gathering{r: r}
	heads := bracketHeads(cues)
	inner := r.changesInside(cues)
	for _, c := range cues {
		lines := c.Lines()
		if len(lines) > 1 && heads[lines[0].Text] && !r.way.bare {
			lines[1].Text = lines[0].Text + " " + lines[1].Text
			lines = lines[1:]
		}
		song := len(lines) > 0
		for _, l := range lines {
			song = song && strings.ContainsAny(l.Text, musicSigns)
		}
		if whole := stageLines(lines); whole != "" && !r.way.bare {
			lines = []captions.Line{{Voice: lines[0].Voice, Text: whole, N: lines[0].N}}
		}
		if inner {
			lines = apartAtSigns(lines)
		}
		for _, l := range lines {
			if m := starred.FindStringSubmatch(l.Text); m != nil && !r.way.bare && (m[1] != "" || len(lines) == 1) {
				m[1] += m[2]
				l.Text = "[" + m[1] + "]"
			}
			s := spokenLine{line: line{l.N, l.Text}, voice: l.Voice, start: c.Start, end: c.End, song: song}
			if r.way.bare {
				all = append(all, s)
				continue
			}
			if rest := strings.TrimLeft(s.s, "> "); strings.HasPrefix(s.s, ">>") && words.Has(rest) {
				signs.add(line{l.N, s.s[:len(s.s)-len(rest)]}, "a sign that another one speaks")
				s.s, s.another = rest, true
			} else if dashLead.MatchString(s.s) {
				s.another = true
			}
			switch {
			case words.Has(s.s):
				s.stage = isStage(s.s)
			case strings.Trim(s.s, musicSigns+"# ") == "":
				signs.add(s.line, "a sign of music without words")
				if named && s.voice != "" {
					signs.add(line{s.n, s.voice}, saidAgain)
				}
				continue
			case named && len(all) > 0 && (s.voice == "" || s.voice == all[len(all)-1].voice) && strings.Trim(s.s, ".,;:!?…)]}”’%") == "":
				all[len(all)-1].s += s.s // a mark as a segment of its own
				if s.voice != "" {
					signs.add(line{s.n, s.voice}, saidAgain)
				}
				continue
			}
			all = append(all, s)
		}
	}
	signs.report()
	return all
}

// changesInside reports whether the sign that another one speaks stands inside lines, too: it does in captions made as people speak, which have it at
// the beginning of some.
func (r *reading) changesInside(cues []captions.Cue) bool {
	for _, c := range cues {
		for _, l := range c.Lines() {
			if strings.HasPrefix(l.Text, ">>") {
				return !r.way.bare
			}
		}
	}
	return false
}

// apartAtSigns parts lines before each >> that stands between words.
func apartAtSigns(lines []captions.Line) []captions.Line {
	var out []captions.Line
	for _, l := range lines {
		for i := strings.Index(l.Text, " >> "); i > 0 && words.Has(l.Text[:i]); i = strings.Index(l.Text, " >> ") {
			out = append(out, captions.Line{Voice: l.Voice, Text: l.Text[:i], N: l.N})
			l.Text = l.Text[i+1:]
		}
		out = append(out, l)
	}
	return out
}

// carry gives lines without a name the voice of the one before where that ends in the middle of a sentence, and all of them in a file that names
// who speaks only where that changes: never twice in a row, and most lines have no name.
func carry(all []spokenLine) {
	voiced, again, last := 0, 0, ""
	for _, l := range all {
		if l.voice == "" {
			continue
		}
		if voiced++; l.voice == last {
			again++
		}
		last = l.voice
	}
	changes := voiced > 2 && again == 0 && len(all) > 2*voiced
	if !changes && !endSentences(all) {
		return
	}
	for i := 1; i < len(all); i++ {
		if l, prev := &all[i], all[i-1]; l.voice == "" && prev.voice != "" && !l.stage && !prev.stage && (changes || !sentenceEnd.MatchString(prev.s)) {
			l.voice, l.carried = prev.voice, true
		}
	}
}

// starred matches a sound as broadcasters in German write it, and in the brackets of Japanese and Chinese.
var starred = pattern.New(`^(?:\*\s?([^*\s][^*]{1,60}?)\s?\*|[（［【]([^（）［］【】]{1,30})[）］】])$`)

// musicSigns are the signs of music.
const musicSigns = "♩♪♫♬"

// dashLead matches the dash before what another one says.
var dashLead = pattern.New(`^(?:[-‐–]\s+\S|[-‐–][\p{Lu}¿¡"“]|—\s+[\p{Lu}¿¡"“])`)

// stageLines is a stage direction over several lines, "" where they are none.
func stageLines(lines []captions.Line) string {
	if len(lines) < 2 || !strings.ContainsAny(lines[0].Text[:1], "[(") || isStage(lines[0].Text) {
		return ""
	}
	var all []string
	for _, l := range lines {
		if l.Voice != lines[0].Voice {
			return ""
		}
		all = append(all, l.Text)
	}
	if whole := strings.Join(all, " "); isStage(whole) {
		return whole
	}
	return ""
}

// endSentences reports whether lines end sentences as often as they do where sentences have marks.
func endSentences(all []spokenLine) bool {
	n := 0
	for _, l := range all {
		if sentenceEnd.MatchString(l.s) {
			n++
		}
	}
	return n*12 >= len(all)
}

// wordByWord reports whether hardly a segment holds more than a word, so that none begins with a label.
func wordByWord(all []spokenLine) bool {
	n := 0
	for _, l := range all {
		n += count(l.s)
	}
	return n*2 < len(all)*5
}

// talking gathers lines into paragraphs.
type talking struct {
	r     *reading
	named bool
	ends  bool // sentences end in marks

	paras  []para
	cur    para
	words  int    // of cur
	voice  string // the label that holds for cur
	song   bool
	end    int64 // when the last line of cur ended
	voiced bool  // there is a label
	names  gathering
	labels map[string]string // voices by how they are printed
}

func (s *talking) add(l spokenLine) {
	name := s.printed(l)
	switch {
	case l.stage:
		s.flush()
		s.again(l)
		s.paras = append(s.paras, para{lines: []line{l.line}, kind: stage})
		return
	case name != "" && name != s.voice:
		s.flush()
		s.cur.label = &label{printed: name, time: hms(l.start)}
		s.voiced = true
	case name == "" && (s.voice != "" || l.another):
		s.flush()
		s.paras = append(s.paras, para{kind: rule})
	default:
		s.again(l)
		if s.song != l.song || s.full(l) {
			s.flush()
		}
	}
	s.voice, s.song = name, l.song
	if s.words >= paraLong && s.ends {
		if head, tail := firstSentence(l.s, s.r.res.Lang); tail != "" {
			s.put(line{l.n, head}, l)
			s.flush()
			l.s = tail
		}
	}
	s.put(l.line, l)
}

func (s *talking) put(ln line, l spokenLine) {
	s.cur.lines = append(s.cur.lines, ln)
	s.words += count(ln.s)
	s.end = l.end
}

// full reports whether cur ends before l.
func (s *talking) full(l spokenLine) bool {
	if s.words == 0 {
		return false
	}
	gap := int64(0)
	if s.end >= 0 && l.start >= 0 {
		gap = l.start - s.end
	}
	ends := sentenceEnd.MatchString(s.cur.lines[len(s.cur.lines)-1].s)
	switch {
	case s.words >= paraMost:
		return true
	case ends:
		return s.words >= paraWords || s.words >= paraShort && gap >= pause || gap >= longPause
	case !s.ends:
		return s.words >= paraLong || s.words >= paraWords && gap >= breath || s.words >= paraShort && gap >= pause || gap >= longPause
	}
	return false
}

// flush ends cur.
func (s *talking) flush() {
	if len(s.cur.lines) > 0 {
		s.paras = append(s.paras, s.cur)
	}
	s.cur, s.words = para{}, 0
}

// again accounts for a name that no label is made of.
func (s *talking) again(l spokenLine) {
	if s.named && l.voice != "" && !l.carried {
		s.names.add(line{l.n, l.voice}, saidAgain)
	}
}

const saidAgain = "says again who speaks"

// firstSentence parts a line behind its first sentence; tail is "" where it has no second one.
func firstSentence(s, lang string) (head, tail string) {
	if ends := words.Sentences(s, lang); len(ends) > 1 {
		return strings.TrimSpace(s[:ends[0][1]]), strings.TrimSpace(s[ends[0][1]:])
	}
	return s, ""
}
