package main

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/notes"
	"github.com/lateral-reader/lateral/internal/webanno"
)

// withNotes is a notes file with further notes at its end. What stands there is not touched, but for the brackets of an empty list.
func withNotes(dir, at string, list []webanno.Converted) ([]byte, error) {
	old, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(at)))
	if err != nil && !os.IsNotExist(err) {
		return nil, err
	}
	var ns []notes.Note
	for _, v := range list {
		ns = append(ns, v.Note)
	}
	if len(strings.TrimSpace(string(old))) == 0 {
		return commented(notes.Write(ns[0].By, ns), list), nil
	}
	before, _ := notes.Parse(at, old)
	_, entries, _ := strings.Cut(string(notes.Write("", ns)), "notes:\n")
	entries = string(commented([]byte(entries), list))
	kept := strings.TrimRight(string(old), "\r\n\t ")
	if before, empty := strings.CutSuffix(kept, "notes: []"); empty && (before == "" || before[len(before)-1] == '\n') {
		kept = before + "notes:\n"
	} else {
		kept += "\n\n"
	}
	for _, added := range []string{entries, dedent.ReplaceAllString(entries, "")} { // the dashes of a list may stand under its key
		next := []byte(kept + added)
		after, ds := notes.Parse(at, next)
		if before != nil && after != nil && !diag.HasErrors(ds) && len(after.Notes) == len(before.Notes)+len(ns) &&
			webanno.Same(after.Notes[len(after.Notes)-1], ns[len(ns)-1]) {
			return next, nil
		}
	}
	return nil, usagef("%s has an unusual form, so nothing can be added at its end; give the notes a --layer of their own", at)
}

// commented puts what a note does not carry over beside it.
func commented(text []byte, list []webanno.Converted) []byte {
	left := map[string][]string{}
	for _, v := range list {
		if len(v.Left) > 0 {
			left["  - id: "+v.Note.ID] = v.Left
		}
	}
	lines := strings.SplitAfter(string(text), "\n")
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(l)
		for _, words := range left[strings.TrimRight(l, "\n")] {
			b.WriteString("    # not carried over: " + strings.Join(strings.Fields(words), " ") + "\n")
		}
	}
	return []byte(b.String())
}
