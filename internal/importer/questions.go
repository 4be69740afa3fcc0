package importer

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lateral-reader/lateral/internal/pattern"
)

const (
	questionWords = 70 // a longer paragraph that ends in a question mark is no interviewer's question
	remarkWords   = 15 // a longer one without a mark is no remark
)

// questions finds the questions of an unlabelled question-and-answer piece and makes headings of them. One or two paragraphs that ask do
// not make such a piece; they must recur through the text with answers between them.
func (r *reading) questions() {
	r.summary()
	if r.res.Kind == "transcript" || r.o.Kind == "article" || r.o.Kind != "qa" && (r.form || r.brokenOff()) {
		return
	}
	r.apartQuestions()
	r.dashes()
	var at []int
	sure := slices.ContainsFunc(r.paras, func(p para) bool { return p.asked })
	for i, p := range r.paras {
		if p.asked || !sure && r.asks(i, p) {
			at = append(at, i)
		}
	}
	if sure {
	} else if r.picked && r.o.Kind != "qa" && !r.mostAsk(at) {
		return
	}
	if len(at) == 0 || r.o.Kind != "qa" && !sure && !r.recur(at) {
		if r.o.Kind == "qa" {
			r.problem(0, "no question was found: a question is a paragraph that ends in a question mark")
		}
		return
	}
	r.res.Kind = "qa"
	first := at[0]
	r.firstNames(at)
	r.unsigned(at)
	for _, i := range at {
		p := &r.paras[i]
		if p.kind == heading {
		} else if !headingAsks.MatchString(bare(p.text())) {
			p.prompt = true
		} else {
			p.kind, p.level = question, 2
		}
	}
	r.answers = r.answerer(r.paras[:first])
	if r.boldPrompts(at); !sure {
		r.remarks(first)
	}
}

// brokenOff reports whether many paragraphs break off in the middle of a sentence, and some begin there, or most begin with a time and are short: they are
// lines of captions, and none of them is a question.
func (r *reading) brokenOff() bool {
	n, low, cut, timed, size := 0, 0, 0, 0, 0
	for _, p := range r.paras {
		if p.kind != plain || len(p.lines) == 0 || p.asked {
			continue
		}
		n++
		if size += count(p.text()); leadTime.MatchString(p.lines[0].s) {
			timed++
		}
		if c, _ := utf8.DecodeRuneInString(p.lines[0].s); unicode.IsLower(c) {
			low++
		}
		if s := p.lines[len(p.lines)-1].s; !sentenceEnd.MatchString(s) && count(s) > 4 {
			cut++
		}
	}
	return n >= 8 && (low*10 > n && cut*4 > n && !r.lowerCase() || timed*10 >= n*7 && size < n*20)
}

// headingAsks matches what ends in a question mark that the source knows in a heading.
var headingAsks = pattern.New(`[?？؟][\s"'”’»)\]」』]*$`)

// mostAsk reports whether the headings of a page are questions, where they are among what asks: an article may have a few that are.
func (r *reading) mostAsk(at []int) bool {
	heads, asking := 0, 0
	for _, p := range r.paras {
		if p.kind == heading {
			heads++
		}
	}
	for _, i := range at {
		if r.paras[i].kind == heading {
			asking++
		}
	}
	return asking == 0 || asking*10 >= heads*7
}

// apartQuestions parts a question from the answer on the next line, where that recurs.
func (r *reading) apartQuestions() {
	bold := false // most questions are, so that remarks may be told by it
	first := func(p para) bool {
		if p.kind != plain || p.label != nil || len(p.lines) < 2 || count(p.lines[0].s) > questionWords {
			return false
		}
		lead := para{lines: p.lines[:1]}
		return asks.MatchString(bare(lead.text())) && !asks.MatchString(bare(p.text())) || bold && r.marked(lead) && !r.marked(para{lines: p.lines[1:]}) && sentenceEnd.MatchString(lead.text())
	}
	n, marked := 0, 0
	for _, p := range r.paras {
		if first(p) {
			if n++; r.marked(para{lines: p.lines[:1]}) {
				marked++
			}
		}
	}
	bold = marked*2 > n
	if r.wrapped || n < 3 || n*2 < len(r.paras) && r.o.Kind != "qa" {
		return
	}
	var out []para
	for _, p := range r.paras {
		if first(p) {
			out = append(out, para{lines: p.lines[:1:1]})
			p.lines = p.lines[1:]
		}
		out = append(out, p)
	}
	r.paras = out
}

// asks reports whether a paragraph may be an interviewer's question.
func (r *reading) asks(i int, p para) bool {
	s := bare(p.text())
	if p.kind != plain && p.kind != heading || !asks.MatchString(s) && !(r.marked(p) && asksInJapanese.MatchString(s)) || count(s) > questionWords || i+1 >= len(r.paras) {
		return false
	}
	if strings.ContainsAny(s[:1], `"'`) || strings.HasPrefix(s, "“") || strings.HasPrefix(s, "‘") || strings.HasPrefix(s, "«") || strings.HasPrefix(s, "„") {
		return false
	}
	if r.marked(p) {
		return r.paras[i+1].kind != heading
	}
	// Of two that ask in a row one is an answer, or its end: that with the smaller share of sentences that ask.
	also := func(q para) bool {
		return q.kind == plain && q.label == nil && len(q.lines) == 1 && asks.MatchString(bare(q.text())) && count(q.text()) < questionWords
	}
	next := r.paras[i+1]
	if i > 0 && also(r.paras[i-1]) && !r.marked(r.paras[i-1]) && asking(bare(r.paras[i-1].text())) > asking(s) && next.kind != heading {
		return false
	}
	return next.kind != heading && !(also(next) && asking(bare(next.text())) >= asking(s))
}

// asking is how many of a hundred sentences ask.
func asking(s string) int {
	n, all := 0, 0
	for _, m := range sentenceStop.FindAllString(s, -1) {
		if all++; strings.ContainsAny(m, "?？؟") {
			n++
		}
	}
	return n * 100 / max(all, 1)
}

var sentenceStop = pattern.New(`[.!?？؟]+[\s"”’»)]*(?:\s|$)`)

// marked reports whether a paragraph is a heading or wholly bold or italic.
func (r *reading) marked(p para) bool {
	t := strings.TrimSpace(p.text())
	return p.kind == heading || r.way.format.Markup && t != "" && bare(t) != t && strings.ContainsAny(t[:1], "*_")
}

// recur reports whether the questions stand through the text as in an interview.
func (r *reading) recur(at []int) bool {
	set, marked := len(at), 0
	for _, i := range at {
		if r.marked(r.paras[i]) {
			marked++
		}
	}
	rest := len(r.paras) - at[0]
	last := len(r.paras) - at[set-1]
	switch {
	case set < 3:
		return false
	case marked*2 > set:
		return true
	}
	return set*7 >= rest && last*2 <= rest+4 && at[0]*2 <= len(r.paras)
}

var (
	saysWho = pattern.New(`((?:\p{Lu}[\pL.'’-]+\s+){1,3}\p{Lu}[\pL'’-]+),?\s+(?:explains|explained|answers|answered|responds|discusses|breaks down|weighs in|takes (?:your|our|readers)|talks|tells|spoke|speaks)\b`)
	askWho  = pattern.New(`(?:asked|spoke (?:to|with)|talked (?:to|with)|speaks (?:to|with)|interviewed|interview with|conversation with|Q&A with|questions (?:to|for)|[Gg]espräch mit|[Ss]prach(?:en)? mit|[Ii]nterview (?:mit|de|avec)|[Ee]ntretien avec|[Ff]ragen an|[Ee]ntrevista (?:a|con)|[Ii]ntervista (?:a|con)|[Gg]esprek met)\s+((?:\p{Lu}[\pL.'’-]+\s+){1,3}\p{Lu}[\pL'’-]+)`)
)

// answerer is the name of who answers, where what stands before the first question states it; "" otherwise.
func (r *reading) answerer(before []para) string {
	text := r.res.Title + ".\n" + r.res.Subtitle + ".\n"
	for _, p := range before {
		if p.kind != item {
			text += strings.ReplaceAll(bare(p.text()), "\u00a0", " ") + "\n"
		}
	}
	one := ""
	for _, form := range []*pattern.Pattern{saysWho, askWho} {
		for _, m := range form.FindAllStringSubmatch(text, -1) {
			ws := strings.Fields(m[1])
			for len(ws) > 2 && (addresses[strings.ToLower(ws[0])] || notFirst[strings.ToLower(ws[0])] || isInitials(ws[0])) {
				ws = ws[1:]
			}
			name := strings.TrimSuffix(strings.TrimSuffix(strings.Join(ws, " "), "’s"), "'s")
			if !personName(name) {
				continue
			}
			if one != "" && one != name {
				r.problem(0, "the text names more than one who may answer: %s, %s", one, name)
				return ""
			}
			one = name
		}
	}
	return one
}

// remarks reports what may be an interviewer's prompt without a question mark.
func (r *reading) remarks(first int) {
	for i := first + 1; i+1 < len(r.paras); i++ {
		p, next, prev := r.paras[i], r.paras[i+1], r.paras[i-1]
		s := bare(p.text())
		if p.kind != plain || p.prompt || next.kind != plain || prev.kind != plain || count(s) > remarkWords || asks.MatchString(s) {
			continue
		}
		w, _, _ := strings.Cut(s, " ")
		if conjunctions[strings.ToLower(strings.Trim(w, ",."))] || r.marked(p) {
			r.problem(p.line(), "line %d may be a question without a question mark; if it is, give it to the interviewer with turns:", p.line())
		}
	}
}

var boxHeading = pattern.New(`(?i)^(?:story highlights|highlights|key (?:points|takeaways|facts)|at a glance|summary|in brief|what you need to know|auf einen blick|das wichtigste in kürze|l['’]essentiel|puntos clave)\s*:?$`)

// summary makes a list of the lines under the heading of a summary box, and says so.
func (r *reading) summary() {
	for i := 0; i < len(r.paras) && i < 10; i++ {
		p := &r.paras[i]
		if p.kind != plain || p.label != nil || len(p.lines) == 0 || !boxHeading.MatchString(bare(p.lines[0].s)) || r.keeps() {
			continue
		}
		rest := p.lines[1:]
		end := i + 1
		var items []para
		for _, l := range rest {
			items = append(items, para{lines: []line{{l.n, bullet.ReplaceAllString(l.s, "")}}, kind: item})
		}
		for ; len(rest) == 0 && end < len(r.paras) && end < i+8; end++ {
			q := r.paras[end]
			if s := bare(q.text()); q.kind != plain || q.label != nil || len(q.lines) != 1 || count(s) > 30 || strings.HasSuffix(s, ".") || datelineAlone.MatchString(s) || dateline.MatchString(s) {
				break
			}
			items = append(items, para{lines: q.lines, kind: item})
		}
		if len(items) == 0 {
			return
		}
		head := para{lines: p.lines[:1], kind: heading, level: 2}
		r.problem(p.line(), "a summary box of %d lines stands here; it is kept as a list under its heading", len(items))
		out := append(append(append(r.paras[:i:i], head), items...), r.paras[end:]...)
		r.paras = out
		return
	}
}
