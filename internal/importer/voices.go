package importer

import (
	"slices"
	"strings"

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
	text := r.intro()
	intro := nameRuns(text)
	used := map[string]bool{}
	surnames := slices.ContainsFunc(r.voices, func(v *voice) bool { return capitals(v.names[0]) && len(v.names[0]) > 4 && !described(v.names[0]) })
	for n, v := range r.voices {
		v.name = v.full(text, intro, surnames)
		if v.id = r.given(v); v.id == "" {
			v.id = r.known(v.name, false)
		}
		k, isNew := v.id, v.id == ""
		s := Speaker{Name: v.name, Labels: v.labels, Kind: "person"}
		if isNew {
			id := field.MakeID(v.name)
			if v.name == "" || !field.ValidID(id) {
				if id = field.MakeID(v.labels[0]); id == "" {
					id = "speaker-" + itoa(n+1)
				}
				id = field.MakeID(r.res.ID + " " + id)
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
		s.ID, s.New = k, !r.hasID(k)
		r.res.Speakers = append(r.res.Speakers, s)
	}
	r.nameAnswers()
}

// nameAnswers gives a question-and-answer piece its voice.
func (r *reading) nameAnswers() {
	if r.res.Kind != "qa" {
		return
	}
	if r.answers == "" && r.answering != nil {
		text := r.intro()
		r.answers = r.answering.full(text, nameRuns(text), capitals(r.answering.names[0]))
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
	if r.givenIDs == nil {
		r.givenIDs = map[string]string{}
		for l, id := range r.o.Speakers {
			r.givenIDs[key(l)] = id
		}
	}
	for _, n := range append(v.labels[:len(v.labels):len(v.labels)], v.names...) {
		if id := r.givenIDs[key(n)]; id != "" {
			return id
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

// known is the id of the speaker, or outlet, that the site has under the name or one of its aliases. A paper calls itself with The and without.
func (r *reading) known(name string, outlet bool) string {
	if name == "" {
		return ""
	}
	whole := func(s string) string { return strings.ToLower(words.Same(s)) }
	bare := func(s string) string { return strings.TrimPrefix(whole(s), "the ") }
	find := func(form func(string) string) string {
		want := form(name)
		for _, k := range r.o.Known {
			if k.Outlet == outlet && (form(k.Name) == want || slices.ContainsFunc(k.Aliases, func(a string) bool { return form(a) == want })) {
				return k.ID
			}
		}
		return ""
	}
	if id := find(whole); id != "" || !outlet {
		return id
	}
	return find(bare)
}
