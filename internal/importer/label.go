package importer

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lateral-reader/lateral/internal/pattern"
)

// label is what stands before a turn's words.
type label struct {
	printed string // as it will be declared
	time    string // as printed, without brackets
}

// found is a line that may begin a turn.
type found struct {
	para, line int
	label
	base, role string // the label without and with what stands beside the name
	alias      string // the name beside an office: The Prime Minister (Mr. Name)
	date       string // of a message, as printed
	beside     string // what else is printed around the name: From … to Everyone
	clock      string // the time as printed, where label.time writes it otherwise
	rest       string // the words after it on the line
	style      style
	person     int // index into the groups of names
}

// style is how a label is set off from the words.
type style uint8

const (
	colon     style = iota // Name: words
	period                 // Mr. NAME. words
	spaced                 // Q  words
	oneSpace               // A words
	dashed                 // Name – words
	timed                  // Name [00:01:02], on a line of its own or before the words
	alone                  // Name, on a line of its own
	tabbed                 // NAME, a tab, words
	bracketed              // [Name] words
	logged                 // <name> words, or another form that nothing but a log of messages has
)

const (
	timeOf   = `\d{1,3}(?::\d{2}){1,2}(?:[.,]\d{1,3})?`
	timeForm = `[\[(<]?(` + timeOf + `)[\])>]?`
	nameForm = `((?:[\x{5D0}-\x{5EA}]"[\x{5D0}-\x{5EA}]|[^:：()\[\]【】*\n{}<>"“”„?!;…|=\\。，！？；]|\([^:：()\[\]*\n]*\)){1,90}?)`
)

// styles is the table of the ways in which labels are set off, the surest first. In each the groups are: time, name, time, time, rest.
var styles = []struct {
	style style
	needs string // one of these characters must stand in the line
	form  *pattern.Pattern
}{
	{timed, ":", pattern.New(`^()\[` + nameForm + `\]\s*` + timeForm + `()(?:\s+|$)(.*)$`)},
	{timed, ":", pattern.New(`^()\[?` + nameForm + `\]?[\s,–—|•·-]+` + timeForm + `()()$`)},
	{colon, ":：", pattern.New(`^(?:` + timeForm + `\s+)?\[` + nameForm + `\]()()\s*[:：]\s*(.*)$`)},
	{timed, ":", pattern.New(`^` + timeForm + `\s+[-–—|]?\s*` + nameForm + `()()()$`)},
	{timed, ":", pattern.New(`^()` + nameForm + `\s+\[(` + timeOf + `)\]()\s+(\S.*)$`)},
	{timed, ":", pattern.New(`^()` + nameForm + `\s+\((` + timeOf + `)\)()\s+([^\p{Ll}\s].*)$`)},
	{colon, ":：", pattern.New(`^(?:>>+\s*)?(?:` + timeForm + `\s*[-–—|·•]?\s*)?` + nameForm + `\s*(?:` + timeForm + `)?\s*[:：]\s*(?:` + timeForm + `(?:\s+|$))?(.*)$`)},
	{period, ".．", pattern.New(`^()((?:(?:Mrs?|Ms|Miss|Dr|Messrs|Prof|Hon|Sen|Rep|Gov|Gen|Adm|Col|Capt|Lt|Rev|Sra?|Hr|Fr|Mme|MM?)\.?|The|[A-Z][a-z]{3,}) (?:[A-Z][\pL.'’-]* )*?(?:Mc|Mac|De|Di|La|Le|Van|O['’])?[A-Z][A-Z'’-]+(?: [A-Z][A-Z'’-]{2,}){0,2}(?: pro tempore)?(?: of [A-Z]\pL+(?: [A-Z]\pL+)?)?|\p{Lu}[\p{Lu}'’-]{2,}(?: [\p{Lu}'’-]{2,}){0,2})()()\.[\s—–-]+(\S.*)$`)},
	{period, ".．", pattern.New(`^()((?:Mrs?\.?|Ms\.?|Miss|Dr\.?|Prof\.?|Chair|Chairman|Chairwoman|Ranking Member|Congressman|Congresswoman|Senator|Representative|Delegate|(?:Under |Deputy )?Secretary|General|Admiral|Colonel|Captain|Major|Sheriff|Chief|Judge|Justice|Director|Administrator|Ambassador|Governor|Mayor|Commissioner|Reverend|Vice Chairman|The) \p{Lu}[\pL'’-]+(?: \p{Lu}[\pL'’-]+)?(?: of \p{Lu}\pL+(?: \p{Lu}\pL+)?)?)()()\.\s+(\S.*)$`)},
	{period, ".．", pattern.New(`^()((?:M|MM|Mme|Mmes|Mlle)\.? (?:(?:le|la|les) \pL[\pL' ’-]{2,40}|(?:\p{Lu}[\pL'’-]+ ){0,3}\p{Lu}[\pL'’-]+(?: \([^()]{1,24}\))?(?:, [\pL' ’-]{3,60})?))()()\.[\s–—-]+(\S.*)$`)},
	{period, ".．", pattern.New(`^()(Председатель(?:ствующий)?|Ведущ(?:ий|ая)|Presidente|Président|Présidente|\p{Lu}[\pL'’-]{2,} \p{Lu}\.(?: ?\p{Lu})?)()()\.?\s+([\p{Lu}\d"«“¿¡—–-].*)$`)},
	{spaced, ".", pattern.New(`^()(\p{Lu}\. ?(?:\p{Lu}\. ?)?\p{Lu}[\p{Lu}'’]+(?:-\p{Lu}+)?)()()\s+([\p{Lu}\d"«“¿¡][^\p{Lu}].*)$`)},
	{period, ".．", pattern.New(`^()(\p{Lu}|Question|Answer|Pregunta|Respuesta|Réponse|Frage|Antwort|Domanda|Risposta|Pergunta|Resposta|Vraag|Antwoord)()()(?:\.[\s–—-]+|．\s*)(\S.*)$`)},
	{period, ".．", pattern.New(`^()((?:The |Mrs?\. |Ms\. )?\p{Lu}[\p{Lu}.'’ -]+ \([^()]{2,60}\))()()\.[\s—–-]+(\S.*)$`)},
	{period, ".．", pattern.New(`^()(\p{Lu}[\p{Lu}.'’ -]+, \p{Lu}[\pL'’ -]{3,90})()()\.[\s—–-]+(\S.*)$`)},
	{period, ".．", pattern.New(`^()([QAPRFDV]\d{1,3})()()\.\s+(\S.*)$`)},
	{period, ".．", pattern.New(`^()(\p{Lu}[\pL'’ -]{1,30})()()\.\s*[–—-]+\s*(\S.*)$`)},
	{spaced, " \t", pattern.New(`^()(Q)()()\s+([^\s–—-].*)$`)},
	{spaced, " \t", pattern.New(`^()((?:Speaker|SPEAKER|Sprecher(?:in)?|Locuteur|Hablante|Participant|Interviewer)[ _]?\d{1,2})()()\s+([\p{Lu}"“].*)$`)},
	{spaced, " \t", pattern.New(`^()(\p{Lu}[\p{Lu} .'’-]{1,29}[\p{Lu}])()() {2,}(\S.*)$`)},
	{spaced, " \t", pattern.New(`^()(A)()()(?:\s{2,}|\t)\s*([^\s–—-].*)$`)},
	{oneSpace, " \t", pattern.New(`^()(A)()() ([^\s–—-].*)$`)},
	{tabbed, "\t", pattern.New(`^` + timeForm + `\t\s*` + nameForm + `()()\t\s*([^\t]+)$`)},
	{tabbed, "|", pattern.New(`^` + timeForm + `\s*\|\s*` + nameForm + `()()\s*\|\s*(\S.*)$`)},
	{tabbed, "|", pattern.New(`^()` + nameForm + `\s*\|\s*` + timeForm + `()\s*\|\s*(\S.*)$`)},
	{tabbed, "\t", pattern.New(`^()` + nameForm + `()()\t\s*([^\t]+)$`)},
	{tabbed, "|", pattern.New(`^(?:` + timeForm + `\s+)?` + nameForm + `()()\s+\|\s+([^\s|][^|]*)$`)},
	{tabbed, "/", pattern.New(`^(?:` + timeForm + `\s+)?` + nameForm + `()()\s+//\s+(\S.*)$`)},
	{tabbed, "\u3000 ", pattern.New(`^()([\p{Han}\p{Hiragana}\p{Katakana}ー・（）()]{1,24})()()[\x{3000} ]+(\S.*)$`)},
	{bracketed, "[", pattern.New(`^()\[` + nameForm + `\]()()\s+(\S.*)$`)},
	{bracketed, "{", pattern.New(`^()\{` + nameForm + `\}()()[:：]?\s+(\S.*)$`)},
	{bracketed, "(", pattern.New(`^()\(([^():：\[\]*\n"“”?!;…|=]{1,40})\)()()\s+(\S.*)$`)},
	{bracketed, "（〔［", pattern.New(`^()[（〔［]([^（）〔〕［］]{1,16})[）〕］]()()[\s：]*(\S.*)$`)},
	{bracketed, "【", pattern.New(`^()【` + nameForm + `】()()\s*(\S.*)$`)},
	{bracketed, "「『", pattern.New(`^()([\p{L}\p{N}ー・]{1,12})()()([「『].*)$`)},
	{dashed, "-–—―", pattern.New(`^()` + nameForm + `()()\s*(?:--?|[–—―])\s+(\S.*)$`)},
	{period, "—-", pattern.New(`^()(Q|A|[\p{Lu}][\p{Lu}.'’ ]{2,40})()()(?:--|—)\s?([^\s—–-].*)$`)},
}

// readLabel finds what may be a label at the beginning of a line, in whatever style: all the ways to read it, the surest first.
func readLabel(s string) []found {
	s = strings.TrimLeftFunc(spaces.Replace(s), sign)
	if m := recorded.FindStringSubmatch(s); m != nil {
		all := readLabel(m[2])
		if len(all) == 1 && all[0].style == alone {
			all[0].beside = m[1]
			return all
		}
	}
	if f, ok := readLogged(s); ok {
		return []found{f}
	}
	if m := quotedOffice.FindStringSubmatch(s[:min(len(s), 240)]); m != nil {
		return []found{{style: colon, label: label{printed: m[1]}, base: m[1], role: strings.Trim(m[2], `"“”`), beside: m[2], rest: strings.TrimSpace(s[len(m[0]):])}}
	}
	if m := quotedTitle.FindStringSubmatch(s[:min(len(s), 240)]); m != nil {
		return []found{{style: colon, label: label{printed: m[1]}, base: m[1], role: m[2], beside: m[2], rest: strings.TrimSpace(s[len(m[0]):])}}
	}
	if m := leftOut.FindString(s); m != "" {
		return slices.DeleteFunc(readLabel(s[len(m):]), func(f found) bool { return f.style != colon })
	}
	s = markedTime.ReplaceAllString(s, "$1")
	if m := exported.FindStringSubmatch(s); m != nil {
		s = strings.TrimSpace(m[1]+m[3]+" "+m[2]+m[4]+m[5]) + ": " + m[6]
	}
	begins := s[:min(len(s), 120)]
	if all, ok := readOddTime(s, begins); ok {
		return all
	}
	if strings.Count(begins, ":") < 2 {
	} else if m := spanned.FindStringSubmatchIndex(begins); m != nil { // of a time from when to when the second is left out
		from, to := "["+s[m[2]:m[3]]+"]", s[m[4]:m[5]]
		if strings.HasSuffix(s[:m[1]], " ") || strings.HasSuffix(s[:m[1]], "\t") {
			m[1]--
		}
		all := readLabel(s[:m[0]] + from + s[m[1]:])
		if len(all) > 0 && !strings.Contains(all[0].rest, from) {
			all[0].beside += " " + to
			return all[:1]
		}
	}
	if !strings.Contains(begins, "[") {
	} else if m := acting.FindStringSubmatch(s); m != nil && (staged(m[2]) || manner.MatchString(m[2])) {
		all := readLabel(m[1] + m[3])
		for i := range all {
			all[i].beside += " " + m[2]
		}
		return all
	}
	if m := questionNumber.FindStringSubmatch(s); m != nil {
		var all []found
		for _, f := range readLabel(m[2]) {
			if (f.style == colon || f.style == alone && m[1][0] == 'A') && !loose(f.base) && f.beside == "" && (m[1][0] > '9' || len(f.base) > 2) {
				f.beside = m[1]
				all = append(all, f)
			}
		}
		if len(all) > 0 {
			return all
		}
	}
	if m := boldName.FindStringSubmatch(s); m != nil && personName(m[1]) && !leadTime.MatchString(m[2]) {
		if strings.HasPrefix(m[2], "(") { // **Ada Ruiz** (Harbour) (15:10): words
			if all := readLabel(m[1] + " " + m[2]); len(all) > 0 && all[0].style == colon && strings.HasPrefix(all[0].printed, m[1]) {
				return all
			}
		}
		return []found{{style: dashed, label: label{printed: m[1]}, base: m[1], rest: m[2]}}
	}
	s, bold := unmark(s)
	s = strings.TrimLeft(s, "–—― ")
	head, tail := s, ""
	if len(s) > 240 {
		i := 240
		for !utf8.RuneStart(s[i]) {
			i--
		}
		head, tail = s[:i], s[i:]
	}
	var all []found
	for _, st := range styles {
		if !strings.ContainsAny(head, st.needs) {
			continue
		}
		m := st.form.FindStringSubmatch(head)
		if m == nil {
			continue
		}
		f := found{style: st.style, rest: strings.TrimSpace(m[5] + tail)}
		for _, t := range []string{m[1], m[3], m[4]} {
			if t != "" && f.time == "" {
				f.time = t
			}
		}
		if n := len(m[1]) + len(m[3]) + len(m[4]); n != len(f.time) {
			continue // two times: not ours to choose
		}
		if st.style == timed && (f.time == "" || tail != "" && m[5] == "") || strings.HasPrefix(f.rest, "//") {
			continue
		}
		f.printed = strings.TrimSpace(strings.Join(strings.Fields(m[2]), " "))
		if st.style == colon && digitsAround(head, len(m[0])-len(m[5])) || st.style == timed && (endsInside(f.printed+" x") || leads[key(f.printed)]) {
			continue
		}
		if strings.ContainsAny(f.rest[:min(len(f.rest), 3)], "「『") && !strings.HasSuffix(f.rest, "」") && !strings.HasSuffix(f.rest, "』") {
			continue // quotes only its first words
		}
		if st.style == dashed && capitals(f.printed) {
			f.withParty()
		}
		if st.style == dashed {
			name, stop := strings.CutSuffix(f.printed, ".")
			if !dashable(name, stop, m[0][len(m[2]):len(m[0])-len(m[5])]) {
				continue
			}
			if f.printed = name; stop {
				f.style = period
			}
		}
		if st.style == period && addresses[strings.ToLower(f.printed[strings.LastIndexByte(f.printed, ' ')+1:])+"."] {
			continue // The Hon. Ada Ruiz
		}
		if st.style == period && utf8.RuneCountInString(f.printed) == 1 && initialedName.MatchString(s) {
			continue // A. Ruiz, on a line of its own
		}
		if st.style == period && f.printed == "M" || st.style == tabbed && loose(f.printed) || st.style == bracketed && (loose(f.printed) || staged(f.printed)) {
			continue
		}
		if st.needs == "|" && count(f.rest) <= 8 {
			if d, _ := dateIn(f.rest); d != "" {
				continue // who wrote a comment, and when
			}
		}
		if decimal(m[2][0]) && st.style != colon && st.style != timed {
			continue
		}
		f.split()
		if more, ok := strings.CutPrefix(f.printed, f.base); ok && utf8.RuneCountInString(f.printed) > labelLong && f.role != "" && f.alias == "" { // all the offices of a minister
			f.printed, f.beside = f.base, f.beside+more
		}
		if (nameLike(f.base) || f.lower()) && !endsInside(parenGroup.ReplaceAllString(f.printed, "")) && utf8.RuneCountInString(f.printed) <= labelLong && len(f.printed) > 0 {
			all = append(all, f)
		}
	}
	name := strings.TrimSpace(s)
	if t := strings.TrimSuffix(name, "."); capitals(t) && len(t) > 3 && !strings.Contains(t, ".") { // a name in a play
		name = t
	}
	if len(all) == 0 && tail == "" && (len(name) < 60 || utf8.RuneCountInString(name) < 60 && strings.ToLower(name) != name || len(name) < 120 && strings.ContainsAny(name[len(name)-1:], ")/")) && (bold || !sentenceEnd.MatchString(parenRole.ReplaceAllString(name, "$1"))) {
		f := found{style: alone, label: label{printed: name}}
		if inner := strings.Trim(name, "()"); closed(name, '(', ')') && staged(inner) {
			return nil // (Videotape)
		}
		if f.split(); nameLike(f.base) && !decimal(f.base[0]) && (!loose(f.base) || f.alias != "" || described(f.base)) {
			all = append(all, f)
		}
	}
	return all
}

// staged reports whether words in brackets say how something is said or what is heard: Laughter, Speaking German.
func staged(s string) bool {
	first, _, _ := strings.Cut(strings.ToLower(s), " ")
	return stageWord[first] || strings.HasPrefix(s, "♪")
}

// sign reports whether a character before a label is none of it: a picture, a mark of direction, a space.
func sign(c rune) bool {
	return c == ' ' || unicode.Is(unicode.So, c) || unicode.Is(unicode.Cf, c) || unicode.Is(unicode.Mn, c) || unicode.Is(unicode.Sk, c) && c > unicode.MaxLatin1 || c == '▷' || c == '◇' || c == '→'
}

// spaces that are no break, before a colon in French and beside an hour.
var spaces = strings.NewReplacer("\u00a0", " ", "\u202f", " ")

// digitsAround reports whether the colon before the words stands in a time or a score: Gate 12:30.
func digitsAround(s string, words int) bool {
	return words > 1 && words < len(s) && s[words-1] == ':' && decimal(s[words]) && decimal(s[words-2])
}

func decimal(c byte) bool { return '0' <= c && c <= '9' }

// unmark takes the bold or italic marks around a label off a line: **Name:** words, **Name**: words, [00:01] **Name:** words.
func unmark(s string) (string, bool) {
	at := 0
	if m := leadTime.FindString(s); m != "" {
		at = len(m)
	}
	for _, m := range []string{"***", "**", "__", "*", "_"} {
		if !strings.HasPrefix(s[at:], m) {
			continue
		}
		inner := s[at+len(m):]
		end := strings.Index(inner, m)
		if end <= 0 || end > 120 || strings.ContainsAny(inner[:end], "*_") {
			if c := strings.Index(inner, ": "); c > 0 && (end < 0 || c < end) { // **Name: words that are *marked* too**
				return s[:at] + inner[:c+2] + m + strings.TrimLeft(inner[c+2:], " "), true
			}
			return s, false
		}
		return s[:at] + inner[:end] + inner[end+len(m):], true
	}
	return s, false
}

// markedTime matches a time in marks of emphasis: **Name** _00:12_.
var markedTime = pattern.New(`[*_]{1,3}([\[(]?\d{1,3}(?::\d{2}){1,2}[\])]?)[*_]{1,3}`)

// boldName matches a name in bold with the words behind it: **Name** words.
var boldName = pattern.New(`^(?:\*\*|__)([\pL][\pL.'’ -]{2,40})(?:\*\*|__)[ \t]+([\p{Lu}"“‘'«„(\[*_0-9].*)$`)

var timeOnly = pattern.New(`^` + timeForm + `:?\s*$`)

var leadTime = pattern.New(`^` + timeForm + `\s*[-–—]?\s*`)

// endsInside reports whether a sentence ends inside what would be a label: a full stop that is not that of a title or an initial.
func endsInside(s string) bool {
	ws := strings.Fields(s)
	for i, w := range ws {
		core, stop := strings.CutSuffix(w, ".")
		if i+1 < len(ws) && stop && utf8.RuneCountInString(core) > 1 && !strings.ContainsAny(core, ".()") && !addresses[strings.ToLower(w)] && !abbreviated[strings.ToLower(core)] {
			return true
		}
	}
	return false
}

// dashable reports whether what stands before a dash may be a label: nothing but a name, with a full stop or with spaces around the dash.
func dashable(name string, stop bool, dash string) bool {
	base, _ := splitRole(name)
	ws := strings.Fields(base)
	if len(ws) > 1 && articles[strings.ToLower(ws[0])] {
		ws = ws[1:]
	}
	if len(ws) == 0 || !stop && !strings.HasPrefix(dash, " ") && !(capitals(base) && strings.HasPrefix(dash, "―")) || strings.ContainsAny(initial.ReplaceAllString(base, ""), ".,") && !addresses[strings.ToLower(ws[0])] {
		return false
	}
	return !loose(base) || described(base)
}

// initial matches the first letter of a name, with its full stop: A. Ruiz.
var initial = pattern.New(`(?:^|[ .])\p{Lu}\.`)

var (
	parenGroup = pattern.New(`\([^()]*\)`)
	parenRole  = pattern.New(`^(.*?\S)\s*\(([^()]*)\)\s*$`)
	partyRole  = pattern.New(`^([^(),]*[^(),\s])\s*(?:\(([^()]{1,20})\)\s*)?,\s+(.*)$`)
)

// split parts a printed label into a name and what is said of it, and finds the name that stands beside an office.
func (f *found) split() {
	f.base, f.role = splitRole(f.printed)
	if isInitials(f.role) && initialsOf(f.role, f.base) {
		f.alias, f.role = f.role, ""
		return
	}
	if ws := strings.Fields(f.role); len(ws) > 1 && (strings.HasPrefix(f.base, "The ") || described(f.base) || addresses[strings.ToLower(ws[0])] && officeFor.MatchString(f.base)) {
		if addresses[strings.ToLower(ws[0])] {
			if ws = ws[1:]; len(ws) == 1 && nameLike(ws[0]) {
				f.alias, f.role = f.role, f.base // Mr. HALE, as later labels have it
				return
			}
		}
		if name := strings.Join(ws, " "); personName(name) {
			f.alias, f.role = name, f.base
		}
	}
}

// officeFor matches an office with its field: Minister for Housing.
var officeFor = pattern.New(`^\p{Lu}[\pL ]* (?:for|of|du|de|des|für|para|per) `)

// initialsOf reports whether a name has the letters as capitals, in their order: CTL, who is Clara Taylor-Lind.
func initialsOf(letters, name string) bool {
	for _, r := range strings.ReplaceAll(letters, ".", "") {
		_, rest, ok := strings.Cut(name, string(r))
		if !ok {
			return false
		}
		name = rest
	}
	return true
}

// splitRole parts a label into a name and what is said of it: Name (role), NAME, ROLE.
func splitRole(printed string) (base, role string) {
	base = printed
	for range 2 {
		if m := parenRole.FindStringSubmatch(base); m != nil {
			if base = m[1]; !manner.MatchString(m[2]) {
				role = m[2]
			}
		}
	}
	if m := partyRole.FindStringSubmatch(base); m != nil && (capitals(m[1]) || strings.Contains(m[1], " ")) && nameLike(m[1]) {
		if base = m[1]; role == "" {
			role = strings.TrimSpace(m[3])
		}
	}
	return strings.TrimSpace(base), role
}

// manner matches what stands in brackets after a name without saying who it is.
var manner = pattern.New(`(?i)spoke in|voice.?over|on.?camera|off.?camera|off.?mic|translat|interpret|telephone|on phone|via|cont|video|inaudible|laugh|crying|archive|recording|^v\.? ?o\.?$|^o\.? ?[sc]\.?$`)
