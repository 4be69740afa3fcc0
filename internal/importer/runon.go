package importer

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lateral-reader/lateral/internal/pattern"
)

// insideLabel matches what may be a label at the end of words before a colon, behind the end of a sentence: the name, and the office behind one in capitals.
var insideLabel = pattern.New(`(?:^(?:\d{1,4} |>>+ ?)?|(?:[.!?…—–:;"”’)\]>]|\pL-|--) {1,2})((?:(?:Mr|Ms|Mrs|Dr|Prof|Sen|Rep|Gov|MR|MS|MRS|DR|SEN|REP|GOV)\.? )?(?:(?:\p{Lu}\.){1,4}|\p{Lu}[\pL'’&-]*|[A-Z]{1,4}\d{1,2})(?: (?:\p{Lu}\.|\p{Lu}[\pL'’-]*|\d{1,2}|of|de|van|von|der|Jr\.))*?(?: \([^()]{1,40}\))?(?:, [^.:?!"“”]{2,70})?)$`)

// insideLower matches such a label where everything is in lower case: the speaker: words. mr. orr: words.
var insideLower = pattern.New(`(?:^|[.!?…—–>-] {1,2})((?:(?:mr|mrs|ms|dr|sen|rep)\.|chaplain|senator|representative|congressman|congresswoman|chairman|chairwoman|secretary|president|governor|judge) [\pL'’-]+(?: [\pL'’-]+)?|the (?:[\pL'’-]+ ){0,3}[\pL'’-]+)$`)

// inBrackets matches words in brackets.
var inBrackets = pattern.New(`\[[^\]]*\]|\([^)]*\)`)

// pageBefore matches the number of a page that stood before the words.
var pageBefore = pattern.New(`^\d{1,4} $`)

// timeBehind matches a time behind a label.
var timeBehind = pattern.New(`^: ?[\[(]?` + timeOf)

// insideWords is how many words a label inside a line may have.
const insideWords = 5

// inside is a label inside a line.
type inside struct {
	para, line, at int // where it begins, in bytes
	base           string
	timed          bool // a time stands behind it
	paged          bool // behind a number that begins the line: of a page, or 50 Cent
}

// insideFrom is where in a line, in bytes, no label stands that begins it.
const insideFrom = 200

// insides are the labels of a text, by their names.
type insides struct {
	all             []inside       // those inside lines
	lines, in, page map[string]int // how many begin lines, stand inside, stand behind a number
	order           []string       // all, in the order of the text
}

// times is how often a label stands anywhere.
func (x insides) times(base string) int { return x.lines[base] + x.in[base] }

// runOn parts lines in which several people speak: each label in a line must come again, here or before a line, with the end of a sentence before it and the
// beginning of one behind it. A copy of a page may have lost the breaks, all of them or some. It reports whether it did so.
func (r *reading) runOn() bool {
	if r.way.format.Kind == "captions" || r.keeps() {
		return false
	}
	if r.runOnEast() {
		return true
	}
	x := r.insides()
	if len(x.all) == 0 {
		return false
	}
	n, changes, last := 0, 0, ""
	names := map[string]bool{} // that come again
	for _, base := range x.order {
		if x.times(base) < 2 {
			continue
		}
		if n++; n > 1 && base != last {
			changes++
		}
		last, names[base] = base, true
	}
	if len(names) < 2 || n < 6 || changes*10 < (n-1)*5 {
		return false
	}
	full, stand := 0, map[string]bool{} // names of people; the initials of such
	for _, base := range slices.Compact(slices.Sorted(slices.Values(x.order))) {
		if personName(base) {
			stand[firstCapitals(base)] = true
			if names[base] {
				full++
			}
		}
	}
	run := len(x.all)*2 > n // hardly a label begins a line
	cut := map[[2]int][]int{}
	for _, f := range x.all {
		short := x.shortFor(f.base)
		ok := names[f.base] && (run || x.lines[f.base] > 2 || x.lines[f.base] > 1 && (x.in[f.base] > 1 || capitals(f.base) && len(f.base) > 2))
		once := run && (short || f.timed || names[strings.ToUpper(letterFor[strings.ToLower(f.base)])] || capitals(f.base) && len(f.base) > 3 && strings.Contains(f.base, " ") || lowerTitle(f.base) || isInitials(f.base) && stand[f.base] || full > 1 && personName(f.base))
		if (ok || once) && (!f.paged || x.times(f.base) > x.page[f.base] || short) {
			cut[[2]int{f.para, f.line}] = append(cut[[2]int{f.para, f.line}], f.at)
		}
	}
	if run {
		r.sureInside(x, names, cut)
	}
	r.cutLines(cut)
	return len(cut) > 0
}

// fullCapitals matches a full name in capitals before a colon, behind a word in lower case.
var fullCapitals = pattern.New(`\p{Ll},? ((?:MR|MS|MRS|DR)\.? \p{Lu}[\p{Lu}'’-]+|\p{Lu}[\p{Lu}'’-]+(?: \p{Lu}\.)? \p{Lu}[\p{Lu}'’-]+): `)

// sureInside adds the labels inside lines of those who surely speak: their names come again and again before a colon, so that one needs no end of a sentence
// before it, and no capital behind it.
func (r *reading) sureInside(x insides, names map[string]bool, cut map[[2]int][]int) {
	var sure []string
	for _, base := range slices.Sorted(maps.Keys(names)) {
		if x.times(base)-x.page[base] > 2 && utf8.RuneCountInString(base) > 1 && len(sure) < 20 {
			sure = append(sure, base)
		}
	}
	if len(sure) < 2 {
		return
	}
	capital := !slices.ContainsFunc(sure, func(s string) bool { return !capitals(s) })
	for i, p := range r.paras {
		for j, l := range p.lines {
			if p.kind != plain {
				continue
			}
			at := cut[[2]int{i, j}]
			seen := map[int]bool{}
			for _, k := range at {
				seen[k] = true
			}
			add := func(k int) {
				if !seen[k] {
					seen[k], at = true, append(at, k)
				}
			}
			if capital {
				for _, m := range fullCapitals.FindAllStringSubmatchIndex(l.s, -1) {
					add(m[2])
				}
			}
			for k, c := range l.s {
				if c != ':' || !strings.HasPrefix(l.s[k+1:], " ") {
					continue
				}
				for _, base := range sure {
					from := k - len(base)
					if from <= 0 || l.s[from:k] != base || l.s[from-1] != ' ' {
						continue
					}
					before := strings.TrimRight(l.s[:from], " ")
					word := before[strings.LastIndexByte(before, ' ')+1:]
					if word == ">>" || !described(base) && capitalised(word) && nameLike(word) {
						continue // its sign, or the first name
					}
					add(from)
				}
			}
			if len(at) > 0 {
				slices.Sort(at)
				cut[[2]int{i, j}] = at
			}
		}
	}
}

// insides finds what may be labels before and inside lines.
func (r *reading) insides() insides {
	low := r.lowerCase()
	x := insides{lines: map[string]int{}, in: map[string]int{}, page: map[string]int{}}
	for i, p := range r.paras {
		for j, l := range p.lines {
			if p.kind != plain || !strings.Contains(l.s, ":") {
				continue
			}
			for from := 0; from < len(l.s); {
				k := strings.IndexByte(l.s[from:], ':')
				if k < 0 {
					break
				}
				k += from
				from = k + 1
				at, base := labelBefore(l.s, k)
				if low && base == "" {
					at, base = lowerBefore(l.s, k)
				}
				if base == "" || from < len(l.s) && !opensSpeech(l.s[from:]) && !(low && l.s[from] == ' ') {
					continue
				}
				x.order = append(x.order, base)
				paged := at < 8 && pageBefore.MatchString(l.s[:at])
				if paged {
					x.page[base]++
				} else if at < insideFrom && !strings.ContainsFunc(inBrackets.ReplaceAllString(l.s[:at], ""), unicode.IsLetter) { // a time, a number
					x.lines[base]++
					continue
				}
				x.in[base]++
				x.all = append(x.all, inside{i, j, at, base, timeBehind.MatchString(l.s[k:min(len(l.s), k+16)]), paged})
			}
		}
	}
	return x
}

// labelBefore finds the label that ends before the colon at k: where it begins, and its name.
func labelBefore(s string, k int) (at int, base string) {
	from := max(0, k-120)
	for from > 0 && !utf8.RuneStart(s[from]) {
		from++
	}
	m := insideLabel.FindStringSubmatchIndex(s[from:k])
	if m == nil || from > 0 && m[0] == 0 && m[2] == 0 {
		return 0, ""
	}
	at = from + m[2]
	base, role := splitRole(s[at:k])
	if role != "" && strings.Contains(s[at:k], ",") && !capitals(base) || count(base) > insideWords || !nameLike(base) || loose(base) || notName(base) || leadIn(base) || clause[strings.ToLower(base)] {
		return 0, ""
	}
	if before := strings.TrimRight(s[:at], " "); strings.HasSuffix(before, ":") && !(capitals(base) && strings.Contains(base, " ")) {
		return 0, ""
	} else if name := strings.TrimRight(before, "–—- "); name != before && nameLike(name) {
		return 0, "" // Ada Ruiz – Engineer: words
	} else if i := strings.LastIndexByte(before, ' ') + 1; addresses[strings.ToLower(before[i:])] {
		return 0, "" // the name goes on to the left
	}
	if before := strings.TrimRight(s[:at], " "); strings.HasSuffix(before, ">>") {
		at = len(strings.TrimRight(before, ">")) // the sign that another one speaks belongs to the label
	}
	return at, base
}

// lowerBefore finds the label in lower case that ends before the colon at k.
func lowerBefore(s string, k int) (at int, base string) {
	from := max(0, k-60)
	for from > 0 && !utf8.RuneStart(s[from]) {
		from++
	}
	m := insideLower.FindStringSubmatchIndex(s[from:k])
	if m == nil || from > 0 && m[2] == 0 {
		return 0, ""
	}
	if base = s[from+m[2] : k]; !lowerTitle(base) {
		return 0, ""
	}
	return from + m[2], base
}

// opensSpeech reports whether words behind a colon begin as a sentence does.
func opensSpeech(s string) bool {
	t := strings.TrimLeft(s, " ")
	c, _ := utf8.DecodeRuneInString(strings.TrimLeft(t, `"'“‘([…—–-. `))
	return len(t) < len(s) && (unicode.IsUpper(c) || unicode.IsDigit(c) || strings.ContainsAny(t[:min(1, len(t))], "([{<#") || strings.HasPrefix(t, "…") || strings.HasPrefix(t, "..."))
}

// shortFor reports whether a name is one that a label that comes again is short for: Ada Ruiz, of AR.
func (x insides) shortFor(name string) bool {
	if !personName(name) {
		return false
	}
	ws := strings.Fields(name)
	first, last := ws[0], ws[len(ws)-1]
	return x.times(firstCapitals(name)) > 0 || x.times(first) > 1 || x.times(last) > 1 || x.times(strings.ToUpper(last)) > 1
}

// firstCapitals gives AR for Ada Ruiz.
func firstCapitals(name string) string {
	first := ""
	for w := range strings.FieldsSeq(name) {
		c, _ := utf8.DecodeRuneInString(w)
		first += string(c)
	}
	return first
}

// cutLines makes paragraphs of the parts of lines that begin at the given places.
func (r *reading) cutLines(cut map[[2]int][]int) {
	var out []para
	for i, p := range r.paras {
		cur := p
		cur.lines = nil
		for j, l := range p.lines {
			from := 0
			for _, at := range cut[[2]int{i, j}] {
				if s := strings.TrimSpace(l.s[from:at]); s != "" {
					cur.lines = append(cur.lines, line{l.n, s})
				}
				if len(cur.lines) > 0 {
					out = append(out, cur)
				}
				cur.lines, from = nil, at
			}
			cur.lines = append(cur.lines, line{l.n, strings.TrimSpace(l.s[from:])})
		}
		out = append(out, cur)
	}
	r.paras = out
}

// brokenLabel matches a line that ends inside a label: a name in capitals, and a part of an office.
var brokenLabel = pattern.New(`^((?:[A-Z]{2,5}\. )?\p{Lu}[\p{Lu}c.'’-]+(?: \p{Lu}[\p{Lu}c.'’-]+){1,3}(?: \([^()]{1,12}\))?,(?: [^.:?!]{2,60})?|(?:REP|SEN|GOV|DR|MR|MS|MRS|GEN|LT|COL)\.)$`)

// officeEnd matches the rest of it on the next line.
var officeEnd = pattern.New(`^([^.:?!]{2,70}):(?:\s|$)`)

// brokenLabels joins labels that a break cuts in two where lines are broken at a column: ADA RUIZ, Chief Engineer of the | Harbour: words.
func (r *reading) brokenLabels() {
	if r.way.format.Kind == "captions" || r.keeps() {
		return
	}
	caps := 0
	var at []spotAt
	lines := r.plainLines()
	for k, l := range lines {
		if name, _, ok := strings.Cut(l.s, ":"); ok && capitals(name) && len(name) > 3 && count(name) <= insideWords {
			caps++
		}
		if k+1 == len(lines) || len(l.s) > wrapColumn || !brokenLabel.MatchString(l.s) || lines[k+1].para == l.para+1 && r.paras[l.para+1].line() != r.paras[l.para].lines[l.line].n+1 {
			continue
		}
		next := officeEnd.FindStringSubmatch(lines[k+1].s)
		if next != nil && (strings.Contains(l.s, ",") || capitals(strings.SplitN(next[1], ",", 2)[0])) {
			at = append(at, l)
		}
	}
	if caps < 4 {
		return
	}
	for k := len(at) - 1; k >= 0; k-- {
		p, j := &r.paras[at[k].para], at[k].line
		next, i := p, j+1
		if i == len(p.lines) {
			next, i = &r.paras[at[k].para+1], 0
		}
		p.lines = append([]line(nil), p.lines...)
		p.lines[j].s += " " + next.lines[i].s
		gone := next.without(map[int]bool{i: true})
		if next == p || i > 0 {
			*next = gone
			continue
		}
		p.lines, next.lines = append(p.lines, gone.lines...), nil
	}
	r.paras = compact(r.paras)
}
