package importer

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lateral-reader/lateral/internal/pattern"
	"github.com/lateral-reader/lateral/internal/words"
)

// full is the voice's name: "" for labels that only describe. Where others are surnames in capitals, HOLM is one, too.
func (v *voice) full(text string, intro [][]string, surnames bool) string {
	best := v.names[0]
	isOffice := func(s string) bool { return officeFor.MatchString(strings.TrimPrefix(s, "The ")) } // The Minister for Ports, who is Ada Ruiz, too
	for _, n := range v.names[1:] {
		if isOffice(best) && !isOffice(n) || isOffice(best) == isOffice(n) && len(nameParts(n)) > len(nameParts(best)) {
			best = n
		}
	}
	if described(best) {
		return ""
	}
	parts := nameParts(best)
	if len(parts) == 0 {
		return "" // a form of address alone
	}
	if inner := strings.TrimSuffix(strings.TrimPrefix(best, "("), ")"); closed(best, '(', ')') && words.Has(inner) {
		best = inner
	}
	if isInitials(best) && !(surnames && utf8.RuneCountInString(best) > 2 && strings.ContainsAny(best, "AEIOUY")) {
		if m := regexp.MustCompile(`((?:\p{Lu}[\pL.'’-]+ ){1,3}\p{Lu}[\pL'’-]+),? [(\[]` + regexp.QuoteMeta(best) + `[)\]]`).FindStringSubmatch(text); m != nil {
			for ws := strings.Fields(m[1]); len(ws) > 1; ws = ws[1:] { // Name (NN)
				if initials(nameParts(strings.Join(ws, " "))) == parts[0] {
					return strings.Join(ws, " ")
				}
			}
		}
		if n := onlyRun(intro, len(parts[0]), func(ws []string) bool { return initials(ws) == parts[0] }); n != "" {
			return n
		}
		if onlyRun(intro, 1, func(ws []string) bool { return ws[0] == parts[0] }) == "" || !strings.Contains(text, titled(best)) {
			return ""
		}
	}
	if len(parts) == 1 && !strings.Contains(best, " of ") {
		if n := onlyRun(intro, 2, func(ws []string) bool { return ws[1] == parts[0] }); n != "" {
			return n
		}
	}
	ws := strings.Fields(withoutOffice(best))
	for len(ws) > 2 && addresses[strings.ToLower(ws[0])] && len(parts) >= 2 {
		ws = ws[1:]
	}
	up := capitals(strings.Join(ws, ""))
	for i, w := range ws {
		switch {
		case !capitals(w):
		case i > 0 && len(w) > 1 && particles[strings.ToLower(w)]:
			ws[i] = strings.ToLower(w)
		case up || len(w) > 3:
			ws[i] = titled(w)
		}
	}
	return strings.Join(ws, " ")
}

// onlyRun is the one name of n words in the runs that fits, as printed; "" where there is none or more than one.
func onlyRun(runs [][]string, n int, fits func(lower []string) bool) string {
	one := ""
	for _, run := range runs {
		for i := 0; i+n <= len(run); i++ {
			name := run[i : i+n]
			if n > 1 && (notFirst[strings.ToLower(name[0])] || addresses[strings.ToLower(name[0])] || contracted.MatchString(name[0])) {
				continue
			}
			if !fits(strings.Fields(strings.ToLower(strings.Join(name, " ")))) {
				continue
			}
			if n == 2 && i > 0 && len([]rune(name[0])) == 1 {
				name = run[i-1 : i+n] // John R. Smith
			}
			s := strings.Join(name, " ")
			if capitals(s) {
				ws := strings.Fields(s)
				for i := range ws {
					ws[i] = titled(ws[i])
				}
				s = strings.Join(ws, " ")
			}
			if one != "" && !strings.EqualFold(one, s) {
				return ""
			}
			one = s
		}
	}
	return one
}

// contracted matches a pronoun with its verb, which is no first name: I'm Ada.
var contracted = pattern.New(`^\pL+['’](?:m|re|s|ll|d|ve)$`)

// nameRuns finds the runs of words with a capital in a text; punctuation ends a run.
func nameRuns(text string) [][]string {
	var runs [][]string
	var run []string
	end := func() {
		if len(run) > 0 {
			runs = append(runs, run)
		}
		run = nil
	}
	for _, w := range strings.Fields(text) {
		t := strings.TrimLeft(w, `"'“‘„«([*_`)
		if t != w {
			end()
		}
		core := strings.TrimRight(t, `.,;:!?"'”’»)]*_…`)
		core, own := strings.CutSuffix(core, "’s")
		core, own2 := strings.CutSuffix(core, "'s")
		r, _ := utf8.DecodeRuneInString(core)
		if !unicode.IsUpper(r) {
			end()
			continue
		}
		run = append(run, core)
		if own || own2 || core != t && !(len([]rune(core)) == 1 && t == core+".") {
			end()
		}
	}
	end()
	return runs
}

// intro is what stands before the first turn, and the first two turns: where people are introduced.
func (r *reading) intro() string {
	var b strings.Builder
	b.WriteString(r.res.Title + ". " + r.res.Subtitle + ".")
	turns := 0
	for _, p := range r.paras {
		if p.label != nil {
			if turns++; turns > 2 {
				break
			}
		}
		b.WriteString("\n" + p.text() + " .")
	}
	return b.String()
}

// titled writes a name in capitals as names are written.
func titled(s string) string {
	rs := []rune(s)
	for i := range rs {
		if i > 0 && (unicode.IsLetter(rs[i-1]) || unicode.IsMark(rs[i-1])) && !(i == 2 && rs[0] == 'M' && rs[1] == 'c') {
			if i > 2 && rs[i-1] == 'c' && rs[i-2] == 'M' && unicode.IsUpper(rs[i]) {
				continue // McCAIN
			}
			rs[i] = unicode.ToLower(rs[i])
		}
	}
	return string(rs)
}

// nameLike reports whether words have the form of a name or of a role: few, the first with a capital, and none that opens a clause.
func nameLike(s string) bool {
	ws := strings.Fields(s)
	if len(ws) == 0 || len(ws) > 7 {
		return false
	}
	if r, n := utf8.DecodeRuneInString(s); n == len(strings.TrimSuffix(s, ".")) {
		return unicode.IsLetter(r) && !unicode.IsLower(r)
	}
	if len(ws) == 1 && isInitials(s) {
		return true // TO, IT: initials, whatever they spell
	}
	if len(ws) > 1 && len(ws[0]) < 4 && strings.Trim(ws[0], "0123456789") == "" && !strings.ContainsAny(s, "./") {
		ws = ws[1:] // 50 Cent
	}
	low := 0
	for i, w := range ws {
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, "'’.&-(#《"))
		switch {
		case i == 0 && (!unicode.IsLetter(r) || unicode.IsLower(r) && !camel(w)):
			return false
		case i == 0 && unicode.IsLower(r):
		case unicode.IsLower(r) && !particles[w] && !addresses[w]:
			low++
		case r == utf8.RuneError && w != "&" && w != "/" && w != "-" && w != "–":
			return false
		}
		if strings.ContainsAny(w, "@$%€£+~^`") || strings.HasPrefix(w, "_") || strings.HasSuffix(w, "_") {
			return false
		}
	}
	last := strings.TrimRight(ws[len(ws)-1], "-–—,/&")
	return last != "" && strings.Count(s, "(") == strings.Count(s, ")") && (low == 0 || len(ws) <= 3 || described(s) || low < 3 && (addresses[strings.ToLower(ws[0])] || low == 1 && capitalised(ws[len(ws)-3])) && capitalised(ws[len(ws)-1]) && capitalised(ws[len(ws)-2])) &&
		(!clause[strings.ToLower(strings.Trim(ws[0], ".,’'"))] || len(ws) > 1 && isInitials(strings.ReplaceAll(s, " ", "")) || len(ws) > 1 && articles[strings.ToLower(ws[0])] && (addresses[strings.ToLower(ws[1])] || low == 0 || described(s)))
}

// camel reports whether a word that begins in lower case has a capital: iPhone, deWitt.
func camel(w string) bool {
	return strings.IndexFunc(w, unicode.IsUpper) > 0 && strings.IndexFunc(w, unicode.IsUpper) < 4
}

// lower reports whether a label is a word or two in lower case before a colon: interviewer, speaker 2. Such a one needs more evidence.
func (f found) lower() bool {
	if f.style != colon || len(f.base) < 2 || len(f.base) > 24 {
		return false
	}
	if lowerTitle(f.base) {
		return true
	}
	ws := strings.Fields(f.base)
	for i, w := range ws {
		for j, r := range w {
			if !unicode.IsLower(r) && (j == 0 && i == 0 || !unicode.IsDigit(r) && r != '_' && r != '-') {
				return false
			}
		}
	}
	return len(ws) < 3 && !clause[ws[0]] && !leads[ws[0]] && !notPeople[ws[len(ws)-1]]
}

// lowerTitle reports whether a label in lower case has a form of address, or describes who speaks behind an article: ms. orr, the speaker pro tempore.
func lowerTitle(s string) bool {
	first, more, _ := strings.Cut(s, " ")
	if more == "" || strings.ToLower(s) != s || strings.Trim(s, "abcdefghijklmnopqrstuvwxyz .'’-") != "" {
		return false
	}
	if first == "the" {
		return described(more)
	}
	return lowerOffice.MatchString(first) && count(more) < 3
}

// lowerOffice matches the first word of such a label.
var lowerOffice = pattern.New(`^(?:(?:mr|mrs|ms|dr|sen|rep)\.|chaplain|senator|representative|congressman|congresswoman|chairman|chairwoman|secretary|president|governor|judge)$`)

// loose reports whether a name has words in lower case that no name has: "Audience member".
func loose(s string) bool {
	for _, w := range strings.Fields(s) {
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsLower(r) && !particles[w] && !addresses[w] && !camel(w) {
			return true
		}
	}
	return false
}

// capitals reports whether the letters are capitals, but for one in names such as McCAIN.
func capitals(s string) bool {
	up, low := 0, 0
	for _, r := range s {
		if unicode.IsUpper(r) {
			up++
		} else if unicode.IsLower(r) {
			low++
		}
	}
	return up > 0 && (low == 0 || up > 2 && low <= 1)
}

// caseless reports whether a name is in a script that has no capitals to tell names by.
func caseless(s string) bool {
	return !strings.ContainsFunc(s, func(c rune) bool { return unicode.IsUpper(c) || unicode.IsLower(c) })
}
