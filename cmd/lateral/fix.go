package main

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"

	"github.com/lateral-reader/lateral/internal/anchor"
	"github.com/lateral-reader/lateral/internal/build"
	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/notes"
	"github.com/lateral-reader/lateral/internal/output"
	"github.com/lateral-reader/lateral/internal/source"
	"github.com/lateral-reader/lateral/internal/worddiff"
)

// fixing is what check --fix was told.
type fixing struct {
	fuzzy bool // --accept-fuzzy
	at    bool // --at
	dry   bool // --dry-run
}

// fixed is what became of one notes file.
type fixed struct {
	File    string    `json:"file"`
	Diff    string    `json:"diff"`
	Notes   []string  `json:"notes"`
	Refused []problem `json:"refused"`
}

// fix corrects the notes files of a site: descriptions that no longer hold of notes that found their passage, and ids that are missing.
func (a *app) fix(dir string, s *build.Site, how fixing) ([]fixed, []diag.Diagnostic, error) {
	all := []fixed{}
	var said []diag.Diagnostic
	for _, e := range s.Config.Sources {
		for _, f := range e.Files {
			one, ds, err := fixFile(filepath.Join(dir, filepath.FromSlash(f.Path)), f.Path, e.Source, how)
			if err != nil {
				return all, said, err
			}
			said = append(said, ds...)
			if one.Diff != "" || len(ds) > 0 {
				one.Refused = problems(ds)
				all = append(all, one)
			}
			if !a.asJSON {
				fmt.Fprint(a.out, one.Diff)
			}
		}
	}
	if !a.asJSON {
		a.print(dir, said)
	}
	return all, said, nil
}

// fixFile corrects one file as it is on disk now. It is written whole beside the old one and put in its place, if that is still the same.
func fixFile(name, shown string, src *source.Source, how fixing) (fixed, []diag.Diagnostic, error) {
	out := fixed{File: shown, Notes: []string{}}
	name, err := filepath.EvalSymlinks(name)
	if err != nil {
		return out, nil, err
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return out, nil, err
	}
	f, ds := notes.Parse(shown, data)
	if diag.HasErrors(ds) {
		return out, nil, nil // check says what is wrong
	}
	marks, _ := anchor.Resolve(src.Doc, f.Notes, src.HasText, path.Base(src.Path))
	correct := anchor.NewCorrector(src.Doc)
	var changes []notes.Change
	var refused []diag.Diagnostic
	refuse := func(n *notes.Note, err error) {
		refused = append(refused, diag.Warnf(n.At(), "note %q stays as it is: %v", n.ID, err))
	}
	for i, m := range marks {
		n := &f.Notes[i]
		fuzzy := m.Outcome == anchor.Fuzzy && how.fuzzy
		if !fuzzy && m.Outcome != anchor.Moved && !(m.Outcome == anchor.Exact && how.at && n.Position == nil) {
			continue
		}
		t, err := correct.Correct(n, m.Range)
		if err != nil {
			refuse(n, err)
			continue
		}
		changes = append(changes, notes.Change{Note: i, Target: t})
	}
	now, no := notes.Amend(shown, data, changes)
	for _, i := range slices.Sorted(maps.Keys(no)) {
		refuse(&f.Notes[i], no[i])
	}
	if bytes.Equal(now, data) {
		return out, refused, nil
	}
	if after, ds := notes.Parse(shown, now); diag.HasErrors(ds) || len(after.Notes) != len(f.Notes) {
		return out, refused, fmt.Errorf("%s: the corrected file would not read as the old one", shown)
	}
	for _, c := range changes {
		if no[c.Note] == nil {
			out.Notes = append(out.Notes, f.Notes[c.Note].ID)
		}
	}
	out.Diff = worddiff.Unified(shown, shown, string(data), string(now))
	if how.dry {
		return out, refused, nil
	}
	return out, refused, swap(name, data, now)
}

// swap puts a file in the place of one that is still as it was read.
func swap(name string, was, now []byte) error {
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name()) // gone already where all went well
	_, err = tmp.Write(now)
	if err = errors.Join(err, tmp.Chmod(info.Mode().Perm()), tmp.Sync(), tmp.Close()); err != nil {
		return err
	}
	if data, err := os.ReadFile(name); err != nil || !bytes.Equal(data, was) {
		return errors.Join(err, fmt.Errorf("%s was changed meanwhile; nothing was written to it", name))
	}
	return output.Rename(tmp.Name(), name)
}
