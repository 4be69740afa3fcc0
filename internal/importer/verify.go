package importer

import (
	"strings"
	"unicode"

	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/doc"
	"github.com/lateral-reader/lateral/internal/markdown"
	"github.com/lateral-reader/lateral/internal/source"
	"github.com/lateral-reader/lateral/internal/words"
)

// verify reads the made source back and gives the account of the words: what was meant is exactly there, and every word of the input is
// in the text, in a label or in the list of lines left out. It also takes the turns from the source as it was read. A failure is
// the message with which the import is refused.
func (r *reading) verify() (diag.Diagnostic, bool) {
	refuse := func(format string, args ...any) (diag.Diagnostic, bool) {
		return diag.Errorf(diag.Place{File: r.name}, format, args...), false
	}
	if n := len(r.res.Markdown); n > source.MaxSize {
		return r.tooLarge(n), false
	}
	s, ds := r.parse()
	for _, d := range ds {
		if d.Level == diag.Error {
			return refuse("the source made of it cannot be read: %s", d.Message)
		}
	}
	if s.Title != r.res.Title || s.Subtitle != r.res.Subtitle || s.Outlet.S != r.res.Outlet || s.Published.Written != r.res.Published || len(s.Byline) != len(r.res.Byline) {
		return refuse("the front matter made of it reads differently")
	}
	text := s.Doc.Text
	if r.keeps() {
		if w, ok := r.balanced(s); !ok {
			return refuse("the word %q would be read another number of times than in the file", w)
		}
	} else if fold(text) != fold(r.meant) {
		return refuse("the text would read differently as Markdown")
	}
	starts := 0
	for _, t := range s.Doc.Turns {
		if t.Label != "" {
			starts++
		}
	}
	if starts != r.starts {
		return refuse("%d turns were found, but the source made of them has %d", r.starts, starts)
	}
	account, lost := r.account(s)
	if lost != "" {
		return refuse("the word %q would be lost", lost)
	}
	r.res.Account = account
	r.turns(s)
	return diag.Diagnostic{}, true
}

// balanced compares the words that Markdown shows of the file with those that it shows of the made source: none is lost there, and none
// is more often than the file has it.
func (r *reading) balanced(s *source.Source) (string, bool) {
	body, _ := markdown.Parse([]byte(r.markdown), markdown.Options{})
	shown, written := tokens(body.Text, nil), tokens(r.markdown, nil)
	have, invented := tokens(s.Doc.Text, nil), tokens(r.inventedTitle(), nil)
	for w, n := range have {
		if n > max(shown[w], written[w])+invented[w] {
			return w, false
		}
	}
	for _, t := range s.Doc.Turns {
		tokens(t.Label+" "+t.Time, have)
	}
	for _, l := range r.res.Dropped {
		tokens(l.Text, have)
	}
	for w, n := range shown {
		if have[w] < n {
			return w, false
		}
	}
	return "", true
}

// inventedTitle is the title where the text does not have it.
func (r *reading) inventedTitle() string {
	if r.invent {
		return r.res.Title
	}
	return ""
}

// tokens counts the words of s into m.
func tokens(s string, m map[string]int) map[string]int {
	if m == nil {
		m = map[string]int{}
	}
	split := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) }
	for w := range strings.FieldsFuncSeq(s, split) {
		if words.Has(w) {
			m[w]++
		}
	}
	return m
}

// fold makes every run of white space one space.
func fold(s string) string { return strings.Join(strings.Fields(s), " ") }

// turns takes the turns and their number by speaker from the source that was made.
func (r *reading) turns(s *source.Source) {
	by := map[string]int{}
	for _, t := range s.Doc.Turns {
		var paras []string
		for _, b := range s.Doc.Blocks[t.First:t.End] {
			doc.Walk([]doc.Block{b}, func(b *doc.Block) {
				if b.Kind.Leaf() && b.Kind != doc.Stage && b.Range.Start < b.Range.End {
					paras = append(paras, s.Doc.Text[b.Range.Start:b.Range.End])
				}
			})
		}
		r.res.Turns = append(r.res.Turns, Turn{Speaker: t.Speaker, Role: t.Role(), Text: strings.Join(paras, "\n\n")})
		by[t.Speaker]++
	}
	for i := range r.res.Speakers {
		r.res.Speakers[i].Turns = by[r.res.Speakers[i].ID]
	}
}
