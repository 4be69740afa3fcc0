package importer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lateral-reader/lateral/internal/field"
	"github.com/lateral-reader/lateral/internal/words"
)

// voice is one party of a transcript with the labels printed for it.
type voice struct {
	names  []string // without roles
	labels []string // as printed
	as     []string // for each label what stands beside the name
	id     string
	name   string // "" where the labels name nobody
}

func (v *voice) add(f found) {
	for _, l := range v.labels {
		if words.Same(l) == words.Same(f.printed) {
			return
		}
	}
	v.labels, v.as = append(v.labels, f.printed), append(v.as, f.role)
}

// people gives every voice its name and id: the fullest name among its labels, or the one full name in the introduction that surname
// or initials stand for.
func (r *reading) people() {
	intro := nameRuns(r.intro())
	used := map[string]bool{}
	for _, v := range r.voices {
		v.name = v.full(intro)
		if v.id = r.given(v); v.id == "" {
			v.id = r.known(v.name, false)
		}
		k, isNew := v.id, v.id == ""
		s := Speaker{Name: v.name, Labels: v.labels, Kind: "person"}
		if isNew {
			id := field.MakeID(v.name)
			if v.name == "" || !field.ValidID(id) {
				id = field.MakeID(r.res.ID + " " + v.labels[0])
			}
			for k = r.free(id, "in-"+r.res.ID); used[k]; k += "-2" {
			}
		}
		used[k] = true
		v.id = k
		if joint(v.names[0]) {
			s.Kind = "group"
		}
		if v.name == "" {
			s.Described = "labelled “" + v.labels[0] + "” in “" + r.res.Title + "”"
			if s.Kind == "person" {
				s.Kind = ""
			}
		}
		s.ID, s.New = k, isNew && !r.hasID(k)
		r.res.Speakers = append(r.res.Speakers, s)
	}
	r.nameAnswers()
}

// nameAnswers gives a question-and-answer piece its voice.
func (r *reading) nameAnswers() {
	if r.res.Kind != "qa" {
		return
	}
	s := Speaker{Name: r.answers, Kind: "person", ID: r.known(r.answers, false)}
	if s.ID == "" {
		s.New = true
		if s.ID = field.MakeID(r.answers); s.ID == "" {
			s.ID, s.Kind = field.MakeID(r.res.ID+" answers"), ""
			s.Described = "who answers in “" + r.res.Title + "”"
		}
		s.ID = r.free(s.ID, "in-"+r.res.ID)
	}
	r.res.Voice = s.ID
	r.res.Speakers = append(r.res.Speakers, s)
}

// given is the id that the options name for one of the labels.
func (r *reading) given(v *voice) string {
	for l, id := range r.o.Speakers {
		for _, n := range append(v.labels, v.names...) {
			if key(n) == key(l) {
				return id
			}
		}
	}
	return ""
}

func (r *reading) hasID(id string) bool {
	for _, k := range r.o.Known {
		if k.ID == id {
			return true
		}
	}
	return false
}

// known is the id of the speaker, or outlet, that the site has under the name or one of its aliases.
func (r *reading) known(name string, outlet bool) string {
	if name == "" {
		return ""
	}
	same := func(s string) bool { return strings.EqualFold(words.Same(s), words.Same(name)) }
	for _, k := range r.o.Known {
		if k.Outlet != outlet {
			continue
		}
		if same(k.Name) {
			return k.ID
		}
		for _, a := range k.Aliases {
			if same(a) {
				return k.ID
			}
		}
	}
	return ""
}

// full is the voice's name: "" for labels that only describe.
func (v *voice) full(intro [][]string) string {
	best := v.names[0]
	for _, n := range v.names[1:] {
		if len(nameParts(n)) > len(nameParts(best)) {
			best = n
		}
	}
	if described(best) {
		return ""
	}
	parts := nameParts(best)
	if isInitials(best) {
		if n := onlyRun(intro, len(parts[0]), func(ws []string) bool { return initials(ws) == parts[0] }); n != "" {
			return n
		}
		if onlyRun(intro, 1, func(ws []string) bool { return ws[0] == parts[0] }) == "" {
			return ""
		}
	}
	if len(parts) == 1 && len(strings.Fields(best)) == 1 {
		if n := onlyRun(intro, 2, func(ws []string) bool { return ws[1] == parts[0] }); n != "" {
			return n
		}
	}
	ws := strings.Fields(best)
	for len(ws) > 2 && addresses[strings.ToLower(ws[0])] && len(parts) >= 2 {
		ws = ws[1:]
	}
	for i, w := range ws {
		if capitals(w) && (capitals(best) || len(w) > 3) {
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
			if n > 1 && (notFirst[strings.ToLower(name[0])] || addresses[strings.ToLower(name[0])]) {
				continue
			}
			if !fits(strings.Fields(strings.ToLower(strings.Join(name, " ")))) {
				continue
			}
			s := strings.Join(name, " ")
			if one != "" && !strings.EqualFold(one, s) {
				return ""
			}
			one = s
		}
	}
	return one
}

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
