package main

import (
	"fmt"
	"strings"

	"github.com/lateral-reader/lateral/internal/anchor"
	"github.com/lateral-reader/lateral/internal/build"
	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/importer"
	"github.com/lateral-reader/lateral/internal/notes"
	"github.com/lateral-reader/lateral/internal/source"
	"github.com/lateral-reader/lateral/internal/worddiff"
	"github.com/lateral-reader/lateral/internal/words"
)

// correction is what a corrected file changes in a source that is there.
type correction struct {
	entry   *corpus.Entry
	why     string // by what the source was found
	made    importer.Correction
	diff    []worddiff.Part
	notes   []noteMove
	refused bool // passages were edited by hand and changed in the file
	written bool
	nothing bool // the source would be as it is
}

// noteMove says what becomes of a note.
type noteMove struct {
	id, what string // what: stays, moves, differs (its passage has other words now), lost, found (it had none before), lost before
	why      string // where it is lost: what anchoring says
}

// alike is how much of two texts must be the same words, of a hundred, for one to be a correction of the other.
const alike = 50

// findCorrected finds the source that a file corrects: the one that --id names, else that of the same file name or title with much the same words.
func findCorrected(s *build.Site, dir string, j *job, im *importing) (*correction, string) {
	var found *corpus.Entry
	why, best, tie := "", 0, ""
	for i := range s.Config.Sources {
		e := &s.Config.Sources[i]
		src := e.Source
		if im.into != "" && src.Collection != im.into {
			continue
		}
		if im.id != "" {
			if src.ID == im.id {
				found, why = e, "its id"
			}
			continue
		}
		by := ""
		switch {
		case src.Original.Name != "" && strings.EqualFold(src.Original.Name, j.r.Original.Name):
			by = "the name of its file"
		case words.Same(src.Title) == words.Same(j.r.Title) && !j.r.Untitled:
			by = "its title"
		default:
			continue
		}
		if src.TextNone {
			continue
		}
		n := importer.Alike(src.Doc.Text, j.r.Title+"\n"+j.r.Body)
		if n < alike || n < best {
			continue
		}
		if n == best && found != nil {
			tie = found.Source.ID
			continue
		}
		found, why, best, tie = e, by, n, ""
	}
	switch {
	case found == nil:
		return nil, ""
	case tie != "":
		return nil, fmt.Sprintf("%s: error: it may correct %s or %s; say which with --id", j.name, tie, found.Source.ID)
	case found.Source.TextNone:
		return nil, fmt.Sprintf("%s: error: %s is a layer without its text; lay the file under it with lateral attach", j.name, found.Source.ID)
	}
	c := &correction{entry: found, why: why}
	if msg := c.make(dir, j, im); msg != "" {
		return nil, msg
	}
	return c, ""
}

// make reads the file once more with what the source knows of its labels, and compares.
func (c *correction) make(dir string, j *job, im *importing) string {
	src := c.entry.Source
	o := im.opts
	o.ID, o.Rights = src.ID, src.Rights
	o.Speakers = map[string]string{}
	for _, l := range src.Speakers {
		o.Speakers[l.Name] = l.Speaker.S
	}
	for l, id := range im.opts.Speakers {
		o.Speakers[l] = id
	}
	if len(src.Speakers) == 0 && src.Voice.S != "" && o.Kind == "" {
		o.Kind = "qa"
	}
	wrong := func(ds []diag.Diagnostic) string {
		var lines []string
		for _, d := range ds {
			if d.Level == diag.Error {
				lines = append(lines, d.String())
			}
		}
		return strings.Join(lines, "\n")
	}
	r, ds := importer.Read(j.r.Original.Name, j.data, o)
	if r == nil {
		return wrong(ds)
	}
	r.ID = src.ID
	j.r = r
	var base *importer.Result
	if kept := keptOriginal(dir, src.ID); kept != nil && sum(kept) == src.Original.SHA256 {
		base, _ = importer.Read(src.Original.Name, kept, o)
	}
	c.made, ds = importer.Correct(src, base, r)
	if msg := wrong(ds); msg != "" {
		return msg
	}
	c.refused = len(c.made.Clashes) > 0 && !im.dropEdits
	c.nothing = equalText(c.made.Markdown, src.Raw)
	lang := im.opts.Lang
	if lang == "" {
		lang = "en"
	}
	made, ds := source.Parse(src.Path, c.made.Markdown, lang, nil)
	if msg := wrong(ds); msg != "" {
		return msg + "\n" + j.name + ": error: the corrected source could not be read; nothing was written"
	}
	c.diff = worddiff.Words(src.Doc.Text, made.Doc.Text)
	c.follow(made)
	return ""
}

// follow says what becomes of each note.
func (c *correction) follow(made *source.Source) {
	var all []notes.Note
	for _, f := range c.entry.Files {
		all = append(all, f.Notes...)
	}
	now, ds := anchor.Resolve(made.Doc, all, made.HasText, made.Path)
	why := map[diag.Place]string{}
	for _, d := range ds {
		why[d.Place] = d.Message
	}
	for i, m := range now {
		before := anchor.NoPassage
		if i < len(c.entry.Marks) {
			before = c.entry.Marks[i].Outcome
		}
		n := noteMove{id: c.entry.Source.ID + "#" + m.Note.ID}
		switch {
		case m.Outcome == anchor.NoPassage:
			continue
		case m.Outcome.Placed() && !before.Placed():
			n.what = "found"
		case m.Outcome == anchor.Exact || m.Outcome == before && m.Outcome.Placed():
			n.what = "stays"
		case m.Outcome == anchor.Moved:
			n.what = "moves"
		case m.Outcome == anchor.Fuzzy:
			n.what = "differs"
		case !before.Placed() && before != anchor.Fuzzy:
			n.what = "lost before"
		default:
			n.what = "lost"
		}
		if strings.HasPrefix(n.what, "lost") || n.what == "differs" {
			n.why = m.Outcome.String()
		}
		c.notes = append(c.notes, n)
	}
}

// printCorrection says what a correction changes, for people.
func (a *app) printCorrection(j *job, im *importing) {
	c := j.of
	fmt.Fprintf(a.out, "%s: corrected by %s, found by %s\n", c.entry.Source.Path, j.r.Original.Name, c.why)
	line := func(key, value string) { fmt.Fprintf(a.out, "  %-9s %s\n", key, value) }
	if worddiff.Differ(c.diff) {
		line("differs", worddiff.Line(c.diff))
	} else {
		line("differs", "no word does")
	}
	for _, k := range c.made.Taken {
		line("front", k)
	}
	for _, k := range c.made.Kept {
		line("kept", k)
	}
	switch {
	case c.made.Unknown:
		line("look at", "whether the text was edited by hand since is not known, as the file it came from was not kept (--keep-original); all that differs from this file is shown")
	case c.made.Edited && len(c.made.Clashes) == 0:
		line("edits", "the text was edited by hand since; the edits stay, as the file did not change those paragraphs")
	}
	for _, k := range c.made.Clashes {
		line("conflict", "edited by hand, and changed in the file too: "+k)
	}
	counts := map[string]int{}
	for _, n := range c.notes {
		counts[n.what]++
		switch n.what {
		case "stays", "lost before":
		case "lost", "differs":
			line("note", fmt.Sprintf("%s: %s (%s)", n.id, said[n.what], n.why))
		default:
			line("note", fmt.Sprintf("%s: %s", n.id, said[n.what]))
		}
	}
	var sums []string
	for _, w := range []string{"stays", "moves", "differs", "found", "lost", "lost before"} {
		if counts[w] > 0 {
			sums = append(sums, fmt.Sprintf("%d %s", counts[w], sumOf[w]))
		}
	}
	if len(sums) > 0 {
		line("notes", strings.Join(sums, ", "))
	}
	switch {
	case c.written:
		line("written", c.entry.Source.Path)
	case c.refused:
		line("written", "nothing: settle the conflict in the file, or take the file's words with --yes --discard-edits")
	case !im.dryRun:
		line("written", "nothing yet: say --yes to write it")
	}
}

var (
	said = map[string]string{"moves": "its passage moves", "differs": "its passage has other words now", "lost": "its passage is lost", "found": "finds its passage now"}

	sumOf = map[string]string{"stays": "stay", "moves": "move", "differs": "with other words", "lost": "lost", "found": "found again", "lost before": "without a passage before, too"}
)
