package main

import (
	"cmp"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/importer"
	"github.com/lateral-reader/lateral/internal/worddiff"
)

// imported is a file as --json gives it.
type imported struct {
	Path       string              `json:"path"`
	State      string              `json:"state"` // new, same, corrected
	Kind       string              `json:"kind"`
	Title      string              `json:"title"`
	Subtitle   string              `json:"subtitle"`
	Byline     []string            `json:"byline"`
	Published  string              `json:"published"`
	Outlet     string              `json:"outlet"`
	Speakers   []importedSpeaker   `json:"speakers"`
	Turns      []importedTurn      `json:"turns"`
	Dropped    []importedLine      `json:"dropped"`
	Account    importedAccount     `json:"account"`
	Problems   []problem           `json:"problems"`
	Correction *importedCorrection `json:"correction,omitempty"`
	Markdown   string              `json:"markdown"`
}

type importedSpeaker struct {
	ID     string   `json:"id"`
	Name   string   `json:"name"`
	Labels []string `json:"labels"`
	Turns  int      `json:"turns"`
}

type importedTurn struct {
	Speaker string `json:"speaker"`
	Role    string `json:"role"`
	Text    string `json:"text"`
}

type importedLine struct {
	Line int    `json:"line"`
	Text string `json:"text"`
	Why  string `json:"why"`
}

type importedAccount struct {
	Words  int            `json:"words"`
	Source int            `json:"source"`
	Front  int            `json:"front"`
	Left   []importedLeft `json:"left"`
	Added  int            `json:"added"`
}

type importedLeft struct {
	Why   string `json:"why"`
	Lines int    `json:"lines"`
	Words int    `json:"words"`
}

type importedCorrection struct {
	By        string         `json:"by"`
	Diff      []importedDiff `json:"diff"`
	Taken     []string       `json:"taken"`
	Kept      []string       `json:"kept"`
	Conflicts []string       `json:"conflicts"`
	Notes     []importedNote `json:"notes"`
	Written   bool           `json:"written"`
}

type importedDiff struct {
	In   string `json:"in"` // both, old, new
	Text string `json:"text"`
}

type importedNote struct {
	ID   string `json:"id"`
	What string `json:"what"`
	Why  string `json:"why,omitempty"`
}

// asImported is what became of a file.
func asImported(im *importing, j *job) imported {
	r := j.r
	v := imported{State: "new", Byline: []string{}, Speakers: []importedSpeaker{}, Turns: []importedTurn{}, Dropped: []importedLine{}, Problems: []problem{},
		Account: importedAccount{Left: []importedLeft{}}}
	if j.same != nil {
		v.State, v.Path = "same", j.same.Path
	}
	if r == nil {
		v.Title, v.Markdown = j.same.Title, string(j.same.Raw)
		return v
	}
	if v.Path == "" {
		v.Path = sourceFile(im.into, r.ID)
	}
	v.Kind, v.Title, v.Subtitle, v.Published, v.Outlet = r.Kind, r.Title, r.Subtitle, r.Published, r.Outlet
	v.Byline, v.Problems, v.Markdown = append(v.Byline, r.Byline...), problems(r.Problems), r.Markdown
	for _, s := range r.Speakers {
		v.Speakers = append(v.Speakers, importedSpeaker{s.ID, nameOf(s), append([]string{}, s.Labels...), s.Turns})
	}
	for _, t := range r.Turns {
		v.Turns = append(v.Turns, importedTurn(t))
	}
	for _, l := range r.Dropped {
		v.Dropped = append(v.Dropped, importedLine(l))
	}
	v.Account.Words, v.Account.Source, v.Account.Front, v.Account.Added = r.Account.Words, r.Account.Source, r.Account.Front, r.Account.Added
	for _, l := range r.Account.Left {
		v.Account.Left = append(v.Account.Left, importedLeft(l))
	}
	if c := j.of; c != nil {
		v.State, v.Path, v.Markdown = "corrected", c.entry.Source.Path, string(c.made.Markdown)
		k := &importedCorrection{By: c.why, Diff: []importedDiff{}, Taken: append([]string{}, c.made.Taken...), Kept: append([]string{}, c.made.Kept...),
			Conflicts: append([]string{}, c.made.Clashes...), Notes: []importedNote{}, Written: c.written}
		for _, p := range c.diff {
			k.Diff = append(k.Diff, importedDiff{[]string{worddiff.Both: "both", worddiff.Old: "old", worddiff.New: "new"}[p.Kind], p.Text})
		}
		for _, n := range c.notes {
			k.Notes = append(k.Notes, importedNote{n.id, n.what, n.why})
		}
		v.Correction = k
	}
	return v
}

// nameOf is how a speaker is called: by name, or in words where there is none.
func nameOf(s importer.Speaker) string {
	if s.Name == "" {
		return s.Described
	}
	return s.Name
}

// reportAll prints what was done with all files.
func (a *app) reportAll(im *importing, jobs []*job, passed passedOver) error {
	if a.asJSON {
		files := []imported{}
		for _, j := range jobs {
			if j.wrong == "" {
				files = append(files, asImported(im, j))
			}
		}
		return a.json(map[string]any{"files": files})
	}
	for _, j := range jobs {
		switch {
		case j.wrong != "":
		case j.same != nil:
			fmt.Fprintf(a.err, "%s is %s already; nothing was changed\n", j.name, j.same.Path)
			if len(im.speakers) > 0 || im.opts.Rights != "" || im.opts.Kind != "" {
				fmt.Fprintf(a.err, "--speaker, --rights and --kind are for a file that is new: edit %s, or delete it and import again\n", j.same.Path)
			}
			if j.r != nil {
				a.report(im, j)
			}
		case j.of != nil:
			a.printCorrection(j, im)
			if im.verify {
				a.printAccount(j.r.Account)
			}
		default:
			a.report(im, j)
		}
	}
	if len(jobs) > 1 {
		a.tableOf(jobs)
	}
	var kinds []string
	n := 0
	for ext, k := range passed.kinds {
		kinds = append(kinds, ext)
		n += k
	}
	if n > 0 {
		slices.Sort(kinds)
		fmt.Fprintf(a.err, "passed over: %s of other kinds (%s)\n", plural(n, "file"), strings.Join(kinds, " "))
	}
	if own := passed.sites(); own != "" {
		fmt.Fprintln(a.err, strings.TrimPrefix(own, "; "))
	}
	return nil
}

// report prints what was done with a file, for people.
func (a *app) report(im *importing, j *job) {
	r := j.r
	line := func(key, value string) {
		if value == "" {
			value = "not stated"
		}
		fmt.Fprintf(a.out, "  %-9s %s\n", key, value)
	}
	if im.into == "" {
		fmt.Fprintf(a.out, "%s: %s\n", r.Original.Name, r.Kind)
	} else {
		fmt.Fprintf(a.out, "%s: %s, from %s\n", sourceFile(im.into, r.ID), r.Kind, r.Original.Name)
	}
	line("title", r.Title)
	if r.Subtitle != "" {
		line("subtitle", r.Subtitle)
	}
	line("byline", strings.Join(r.Byline, ", "))
	line("date", r.Published)
	line("outlet", r.OutletName)
	if r.Lang != "" && r.Lang != cmp.Or(im.opts.Lang, "en") {
		line("language", r.Lang)
	}
	if im.opts.Rights == "" {
		line("rights", "all-rights-reserved: the public edition shows marked words alone; write rights: own if the text is yours")
	}
	for _, s := range r.Speakers {
		who := nameOf(s)
		for _, k := range im.opts.Known {
			if k.ID == s.ID && k.Name != "" && !s.New {
				who = k.Name
			}
		}
		if labels := strings.Join(s.Labels, ", "); labels != "" { // what answers stand under may have none
			who += " (" + labels + ")"
		}
		who += ": " + plural(s.Turns, "turn")
		if asked := slices.Collect(maps.Values(im.opts.Speakers)); s.New && slices.Contains(asked, s.ID) {
			who += ", new in speakers.yaml as " + s.ID
			if n := diag.Nearest(s.ID, knownIDs(im.opts.Known, s.ID)); n != "" {
				who += fmt.Sprintf("; did you mean %q?", n)
			}
		}
		line("speaker", who)
	}
	for i := 0; i < len(r.Dropped); i++ {
		l := r.Dropped[i]
		n := 1
		for i+1 < len(r.Dropped) && alikeLines(r.Dropped[i+1], l) {
			i, n = i+1, n+1
		}
		at := ""
		switch {
		case l.Line > 0 && n > 1:
			at = fmt.Sprintf("lines %d to %d, %d times, ", l.Line, r.Dropped[i].Line, n)
			if last := r.Dropped[i].Text; last != l.Text {
				l.Text += " … " + last
			}
		case l.Line > 0:
			at = fmt.Sprintf("line %d, ", l.Line)
		}
		line("left out", fmt.Sprintf("%s%s: %q", at, l.Why, shortened(l.Text)))
	}
	for _, d := range r.Problems {
		line("look at", strings.TrimPrefix(d.String(), d.File+":"))
	}
	for _, f := range j.files {
		line("original", f)
	}
	if im.verify {
		a.printAccount(r.Account)
	}
}

// knownIDs are the ids of speakers and outlets that the site has beside one.
func knownIDs(known []importer.Known, but string) (ids []string) {
	for _, k := range known {
		if k.ID != but {
			ids = append(ids, k.ID)
		}
	}
	return ids
}

// shortened cuts what was left out for the eye; --json has all of it.
func shortened(s string) string {
	const most = 240
	n := 0
	for i := range s {
		if n++; n > most {
			return s[:i] + "…"
		}
	}
	return s
}

// alikeLines reports whether two lines are shown as one: the same words, or a few, left out for the same reason.
func alikeLines(a, b importer.Line) bool {
	return a.Why == b.Why && (a.Text == b.Text || len(a.Text) < 32 && len(b.Text) < 32)
}

// printAccount says where the words of a file went.
func (a *app) printAccount(c importer.Account) {
	line := func(what string, n int) { fmt.Fprintf(a.out, "  %-9s %7d %s\n", "account", n, what) }
	line("words in the file", c.Words)
	line("in the source", c.Source)
	line("in its front matter", c.Front)
	left := 0
	for _, l := range c.Left {
		left += l.Words
		line(fmt.Sprintf("left out: %s (%s)", l.Why, plural(l.Lines, "line")), l.Words)
	}
	line("lost", c.Words-c.Source-c.Front-left)
	if c.Added > 0 {
		line("added, as the file has no title or writes them otherwise", c.Added)
	}
}

// tableOf sums up several files, a line each.
func (a *app) tableOf(jobs []*job) {
	w := tabwriter.NewWriter(a.out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "\nfile\tkind\ttitle\tspeakers\tturns\tleft out\twarnings")
	for _, j := range jobs {
		name := filepath.Base(j.name)
		switch {
		case j.wrong != "":
			fmt.Fprintf(w, "%s\tcannot be imported\t\t\t\t\t\n", name)
		case j.r == nil:
			fmt.Fprintf(w, "%s\talready there\t%s\t\t\t\t\n", name, short(j.same.Title))
		default:
			kind := j.r.Kind
			if j.same != nil {
				kind = "already there"
			} else if j.of != nil {
				kind = "corrected"
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%d\t%d\t%d\t%d\n", name, kind, short(j.r.Title), len(j.r.Speakers), len(j.r.Turns), len(j.r.Dropped), len(j.r.Problems))
		}
	}
	w.Flush()
}

// short cuts a title for a table.
func short(s string) string {
	if r := []rune(s); len(r) > 44 {
		return string(r[:43]) + "…"
	}
	return s
}
