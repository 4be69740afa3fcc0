package importer

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lateral-reader/lateral/internal/pattern"
	"github.com/lateral-reader/lateral/internal/words"
)

// split cuts the paragraphs at the labels. A label without any words is left out, and said so.
func (r *reading) split(kept []found) {
	at := map[[2]int]found{}
	for _, f := range kept {
		at[[2]int{f.para, f.line}] = f
	}
	heard := map[[2]int]bool{}
	for _, f := range r.heard {
		heard[[2]int{f.para, f.line}] = true
	}
	column := r.speechColumn(kept)
	r.leadTimes = r.leading(kept)
	var out []para
	var pending *label // a label whose words have not come yet
	var pendingLine line
	add := func(p para) {
		if len(p.lines) == 0 {
			return
		}
		if p.kind == plain && len(p.lines) == 1 && isStage(p.lines[0].s) {
			p.kind = stage
		}
		if pending != nil && p.kind == plain {
			p.label, pending = pending, nil
		}
		out = append(out, p)
	}
	giveUp := func() {
		if pending != nil {
			r.drop(pendingLine, "a speaker's label without words")
			r.problem(pendingLine.n, "the label %q has no words after it", pending.printed)
			pending = nil
		}
	}
	cased := r.cased(kept)
	log := slices.ContainsFunc(kept, func(f found) bool { return f.date != "" })
	for i, p := range r.paras {
		if whole := p.text(); len(p.lines) > 1 && p.kind == plain && isStage(whole) && !isStage(p.lines[0].s) {
			p.lines = []line{{p.line(), whole}}
		}
		_, labelled := at[[2]int{i + 1, 0}]
		if !labelled && i+2 < len(r.paras) && isStage(r.paras[i+1].text()) {
			_, labelled = at[[2]int{i + 2, 0}]
		}
		if cased && i > kept[0].para && p.kind == plain && (isCapitalHeading(p) || labelled && isSection(p, r.paras[i-1])) {
			if _, named := at[[2]int{i, 0}]; !named {
				p.lines, p.kind, p.level = []line{{p.line(), p.text()}}, heading, 2
				if r.keeps() {
					p.lines[0].s = "## " + unemphasised(p.lines[0].s)
				}
			}
		}
		if _, named := at[[2]int{i, 0}]; p.kind != plain && !named {
			if p.kind == heading || pending != nil {
				giveUp()
			}
			out = append(out, p)
			continue
		}
		if _, named := at[[2]int{i, 0}]; !named && pending == nil && r.column(p) < column {
			out = append(out, para{kind: rule}) // what happens on the stage
		}
		cur := para{}
		for j, l := range p.lines {
			f, ok := at[[2]int{i, j}]
			_, below := at[[2]int{i, j - 1}]
			switch {
			case heard[[2]int{i, j}]:
				add(cur)
				giveUp()
				out = append(out, para{lines: []line{{l.n, "[" + strings.NewReplacer("[", "(", "]", ")").Replace(l.s) + "]"}}, kind: stage})
				cur = para{}
			case below && r.offices[[2]int{i, j}]:
				r.drop(l, "stands below a speaker's name")
			case ok:
				add(cur)
				giveUp()
				cur = para{}
				r.dated(f, l, &out)
				lab := f.label
				pending, pendingLine = &lab, l
				if lead := timeLead.FindStringSubmatch(f.rest); lead != nil && lab.time == "" {
					pending.time, f.rest = lead[1], f.rest[len(lead[0]):]
				}
				if f.rest != "" {
					cur.lines = append(cur.lines, line{l.n, f.rest})
				}
			case r.signs && strings.HasPrefix(l.s, ">>") && words.Has(l.s):
				add(cur)
				giveUp()
				out = append(out, para{kind: rule})
				cur = para{lines: []line{{l.n, strings.TrimLeft(l.s, "> ")}}}
			case log && stamped.MatchString(l.s):
				add(cur)
				giveUp()
				m := stamped.FindStringSubmatch(l.s)
				out = append(out, para{lines: []line{{l.n, "[" + strings.NewReplacer("[", "(", "]", ")").Replace(m[1]+" "+m[4]) + "]"}}, kind: stage})
				cur = para{}
			case examinedBy.MatchString(l.s):
				add(cur)
				giveUp()
				out = append(out, para{lines: []line{l}, kind: heading, level: 2})
				cur = para{}
			case timeOnly.MatchString(l.s) && pending != nil && pending.time == "" && len(cur.lines) == 0:
				pending.time = timeOnly.FindStringSubmatch(l.s)[1]
			case timeOnly.MatchString(l.s) && pending == nil && strings.Count(l.s, ":") > 1:
				add(cur)
				add(para{lines: []line{{l.n, "[" + strings.Trim(l.s, "[(<>)]: ") + "]"}}, kind: stage})
				cur = para{}
			case pending == nil && i > kept[0].para && hourAlone.MatchString(l.s):
				add(cur)
				add(para{lines: []line{{l.n, "[" + l.s + "]"}}, kind: stage})
				cur = para{}
			case cased && len(p.lines) == 1 && capitals(l.s) && count(l.s) <= 6 && staged(l.s):
				add(cur)
				add(para{lines: []line{{l.n, "[" + l.s + "]"}}, kind: stage})
				cur = para{}
			case cased && len(p.lines) == 1 && sceneLine.MatchString(l.s):
				add(cur)
				add(para{lines: []line{{l.n, "[" + strings.NewReplacer("[", "(", "]", ")").Replace(l.s) + "]"}}, kind: stage})
				cur = para{}
			case interjects.MatchString(l.s):
				add(cur)
				add(para{lines: []line{{l.n, "[" + strings.TrimRight(l.s, ":—–- ") + "]"}}, kind: stage})
				cur = para{}
			case isStage(l.s), cased && len(p.lines) == 1 && seen(l.s):
				add(cur)
				add(para{lines: []line{l}, kind: stage})
				cur = para{}
			default:
				if m := bracketTime.FindStringSubmatch(l.s); m != nil && r.leadTimes && len(cur.lines) == 0 {
					if l.s = l.s[len(m[0]):]; pending != nil && pending.time == "" {
						pending.time = m[1]
					} else {
						r.drop(line{l.n, strings.TrimSpace(m[0])}, "the time of what follows")
					}
				}
				cur.lines = append(cur.lines, l)
			}
		}
		add(cur)
	}
	giveUp()
	if r.paras = out; r.signs || column > 0 {
		r.paras = ruled(out)
	}
}

// speechColumn is where what is said begins in a script whose names stand further in, alone on a line; 0 in other texts.
func (r *reading) speechColumn(kept []found) int {
	n, deeper, at := 0, 0, map[int]int{}
	for _, f := range kept {
		if p := r.paras[f.para]; f.style == alone && r.columns != nil {
			n++
			next := -1
			if f.line+1 < len(p.lines) {
				next = p.lines[f.line+1].n
			} else if f.para+1 < len(r.paras) {
				next = r.paras[f.para+1].line()
			}
			if next > 0 && r.columns[next-1] < r.columns[p.lines[f.line].n-1] {
				deeper++
				at[r.columns[next-1]]++
			}
		}
	}
	if n < 4 || deeper*10 < n*8 {
		return 0
	}
	best := 0
	for col, k := range at {
		if k > at[best] || k == at[best] && col < best {
			best = col
		}
	}
	return best
}

// column is how far a paragraph is indented.
func (r *reading) column(p para) int {
	if n := p.line(); n > 0 && n <= len(r.columns) {
		return r.columns[n-1]
	}
	return 0
}

// dated puts the date of a message where it is another than before, as a stage direction, and accounts for it elsewhere.
func (r *reading) dated(f found, l line, out *[]para) {
	if words.Has(f.beside) {
		r.drop(line{l.n, strings.Join(strings.Fields(f.beside), " ")}, "stands around a speaker's name")
	}
	if f.clock != "" {
		r.drop(line{l.n, f.clock}, "a time, now written as a source has it")
	}
	switch {
	case f.date == "":
	case f.date == r.lastDate:
		r.drop(line{l.n, f.date}, "date of a message, the same as before")
	default:
		r.lastDate = f.date
		*out = append(*out, para{lines: []line{{l.n, "[" + f.date + "]"}}, kind: stage})
	}
}

// interjects matches a line of a parliament's record that says who calls out, and not what.
var interjects = pattern.New(`^(?:(?:Honourable|Opposition|Government|Several|An|The|Mr|Mrs|Ms|Miss|Dr|Hon\.|Senator) )?(?:\p{Lu}[\pL.'’-]*|members?) (?:(?:\p{Lu}[\pL.'’-]*|members?) )?interject(?:ing|ed)\s*[:—–-]*$`)

// sceneLine matches the place of a scene in capitals with what is seen there: ADA'S HOUSE (Ben sits at the window)
var sceneLine = pattern.New(`^\p{Lu}[\p{Lu}\d &'’.,/-]{3,60} \([^()]{8,200}\)\.?$`)

// stamped matches a line of a log that nobody says: [12/03/24, 10:15] Ada added Ben.
var stamped = pattern.New(`^[\x{200e}\x{200f}]*\[?(` + logDate + `,? ` + logClock + `)\]? ?(?:[-–] )?(.*)$`)

// examinedBy matches the lines of a court's record that say who asks, and who is asked, from here on.
var examinedBy = pattern.New(`^(?:BY|By) (?:MR|MS|MRS|MISS|DR|THE|Mr|Ms|Mrs|Miss|Dr)\b.{1,60}:$|` +
	`^(?:(?:Further |FURTHER )?(?:Questions|QUESTIONS|(?:Cross-|Re-|CROSS-|RE-)?(?:[Ee]xamination|EXAMINATION)(?:-in-chief)?) (?:by|from|BY|FROM) .{3,60}|(?:MR |MS |MRS |MISS |DR |PROFESSOR |SIR |LORD |LADY )?\p{Lu}[\p{Lu}' -]{3,50} \((?:sworn|affirmed|recalled|called|continued)\))$|` +
	`^<(?:\p{Lu}[\p{Lu}' .-]+, (?i:sworn|affirmed|recalled|on (?:former |his |her )?(?:oath|affirmation))\b.*|(?:FURTHER |CROSS-|RE-)*EXAMINATION (?:BY|CONTINUED) .*|THE WITNESS (?:WITHDREW|WAS).*)$|` +
	`^(?:(?:Cross-|Re-)?[Ee]xamined by|Questioned by|QUESTIONED BY|(?:CROSS-|RE-)?EXAMINED BY) (?:MR|MS|MRS|MISS|DR|Mr|Ms|Mrs|Miss|Dr|THE|the)\b[^.]{2,50}$|^\p{Lu}[\p{Lu}' -]{3,50},? (?i:sworn|affirmed|recalled)$`)

// cased reports whether the text is not written in capitals. Lines that hold nothing but a label do not count.
func (r *reading) cased(kept []found) bool {
	lines, up := 0, 0
	for _, f := range kept {
		if f.style == alone && capitals(r.paras[f.para].lines[f.line].s) {
			lines, up = lines-1, up-1
		}
	}
	for _, p := range r.paras {
		for _, l := range p.lines {
			if lines++; capitals(l.s) {
				up++
			}
		}
	}
	return up*3 < lines
}

// isSection reports whether a line before a label is a heading: a few words that no sentence ends, behind a paragraph that one ends.
func isSection(p, before para) bool {
	s := bare(p.text())
	n := count(s)
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, `"“„«»‘`))
	return len(p.lines) == 1 && n >= 2 && n <= 8 && !sentenceEnd.MatchString(s) && !strings.ContainsAny(s[len(s)-1:], ",;-") && !isStage(s) && !endLine.MatchString(s) &&
		(unicode.IsUpper(first) || unicode.IsDigit(first)) && !timeOnly.MatchString(s) && !hourAlone.MatchString(s) && (before.kind == heading || !words.Has(before.text()) || sentenceEnd.MatchString(before.text()))
}

// isCapitalHeading reports whether a paragraph is a heading inside a transcript: words in capitals that no sentence ends.
func isCapitalHeading(p para) bool {
	s := p.text()
	n := count(s)
	return len(p.lines) <= 3 && capitals(s) && n >= 2 && n <= 30 && len(s) >= 8 && !sentenceEnd.MatchString(s) && !isStage(s) &&
		!strings.ContainsAny(s, "[](){}<>") && !endLine.MatchString(s) && !strings.HasSuffix(s, ",")
}
