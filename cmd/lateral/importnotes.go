package main

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing/fstest"

	"github.com/spf13/cobra"

	"github.com/lateral-reader/lateral/internal/build"
	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/field"
	"github.com/lateral-reader/lateral/internal/notes"
	"github.com/lateral-reader/lateral/internal/webanno"
)

func (a *app) importNotesCmd() *cobra.Command {
	var o webanno.Options
	var dryRun, asJSON bool
	cmd := &cobra.Command{
		Use: "import-notes FILE", Short: "Read annotations of other tools, or an export of ours, as notes", Args: takes(1, 1),
		Long: `import-notes reads W3C Web Annotations (JSON-LD) and the result of a Hypothesis search (JSON). Tags such as claim:ID and
stance:disputes become fields. What a note has no word for is named in the report and kept as a comment beside it.

An export of lateral goes back to the files that it came from. Annotations of others become a layer of their own,
<source>.<layer>.notes.yaml, called after who wrote them or --layer. Notes that are there already are left alone.

  lateral import-notes notes.jsonld
  lateral import-notes search.json --source council-hearing --layer seminar --dry-run`,
		RunE: func(cmd *cobra.Command, args []string) error {
			a.asJSON = asJSON
			if o.Layer != "" && !field.ValidID(o.Layer) {
				return usagef("--layer %q: a layer is called with a-z, 0-9 and -; %s would do", o.Layer, field.MakeID(o.Layer))
			}
			return a.importNotes(cmd, args[0], o, dryRun)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.Source, "source", "", "the source that all annotations are about (default: told from their addresses)")
	f.StringVar(&o.Layer, "layer", "", "name of the layer (default: who wrote them)")
	f.BoolVar(&dryRun, "dry-run", false, "write nothing")
	f.BoolVar(&asJSON, "json", false, "print what was done as JSON")
	return cmd
}

// noteImport is what becomes of one annotation, as --json gives it.
type noteImport struct {
	Annotation string   `json:"annotation"`
	File       string   `json:"file"`
	Note       string   `json:"note"`
	Kind       string   `json:"kind"`
	State      string   `json:"state"` // new, there
	Left       []string `json:"left"`
}

func (a *app) importNotes(cmd *cobra.Command, name string, o webanno.Options, dryRun bool) error {
	data, err := readInput(name)
	if err != nil {
		return err
	}
	dir, s, err := a.read(cmd.Context())
	if err != nil {
		return err
	}
	teacher, _ := corpus.EditionOf("teacher")
	c, before := s.Link(teacher) // with mistakes, too: what is missing may be what is brought
	if o.Source != "" && c.Source(o.Source) == nil {
		return usagef("there is no source %q%s", o.Source, orElse(o.Source, c.SourceIDs()))
	}
	read, problemsOf := webanno.Read(filepath.ToSlash(name), data)
	made, more := webanno.Convert(c, read, o)
	problemsOf = append(problemsOf, more...)

	var done []noteImport
	files := map[string][]webanno.Converted{}
	for _, v := range made {
		at := strings.TrimSuffix(v.Source.Path, ".md") + ".notes.yaml"
		if v.Layer != "" {
			at = strings.TrimSuffix(v.Source.Path, ".md") + "." + v.Layer + ".notes.yaml"
		}
		d := noteImport{v.From.ID, at, v.Note.ID, v.Note.Kind.Name, "new", append([]string{}, v.Left...)}
		switch old := noteCalled(v); {
		case old == nil:
			files[at] = append(files[at], v)
		case webanno.Same(*old, v.Note):
			d.State, d.File = "there", old.File
		default:
			p := diag.Errorf(v.From.At, "the note %s#%s says something else already", v.Source.ID, v.Note.ID)
			problemsOf = append(problemsOf, p.WithHint("it stands at %s; give the other one a layer and an id of its own", old.At()))
			continue
		}
		done = append(done, d)
	}
	// What would be wrong in the site is not written: such a note is named, and the others go in without it.
	written := map[string][]byte{}
	for {
		clear(written)
		for at, list := range files {
			if written[at], err = withNotes(dir, at, list); err != nil {
				return err
			}
		}
		wrong, err := a.wrongIn(cmd, dir, written, before)
		if err != nil {
			return err
		}
		problemsOf = append(problemsOf, wrong...)
		if len(wrong) == 0 {
			break
		}
		out := takeOut(files, written, wrong)
		if len(out) == 0 {
			dryRun = true
			break
		}
		done = slices.DeleteFunc(done, func(d noteImport) bool { return slices.Contains(out, d.File+"#"+d.Note) })
	}
	if !dryRun {
		for _, at := range slices.Sorted(maps.Keys(written)) {
			if err := replaceFile(filepath.Join(dir, filepath.FromSlash(at)), written[at]); err != nil {
				return err
			}
		}
	}
	if err := a.toldNotes(done, problemsOf, dryRun); err != nil {
		return err
	}
	if diag.HasErrors(problemsOf) {
		return wrongContent()
	}
	return nil
}

// noteCalled finds the note of the source that has the id, in any layer.
func noteCalled(v webanno.Converted) *notes.Note {
	for _, f := range v.Source.Files {
		for i := range f.Notes {
			if f.Notes[i].ID == v.Note.ID {
				return &f.Notes[i]
			}
		}
	}
	return nil
}

// withNotes is a notes file with further notes at its end. What stands there is not touched.
func withNotes(dir, at string, list []webanno.Converted) ([]byte, error) {
	old, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(at)))
	if err != nil && !os.IsNotExist(err) {
		return nil, err
	}
	by := ""
	var ns []notes.Note
	for i, v := range list {
		ns = append(ns, v.Note)
		if i == 0 {
			by = v.Note.By
		}
	}
	if len(strings.TrimSpace(string(old))) == 0 {
		return commented(notes.Write(by, ns), list), nil
	}
	before, _ := notes.Parse(at, old)
	_, entries, _ := strings.Cut(string(notes.Write("", ns)), "notes:\n")
	added := string(commented([]byte("notes:\n"+entries), list))
	next := strings.TrimRight(string(old), "\r\n\t ") + "\n\n" + strings.TrimPrefix(added, "notes:\n")
	for _, try := range []string{next, strings.TrimRight(string(old), "\r\n\t ") + "\n\n" + dedent.ReplaceAllString(strings.TrimPrefix(added, "notes:\n"), "")} {
		if after, ds := notes.Parse(at, []byte(try)); before != nil && after != nil && !diag.HasErrors(ds) && len(after.Notes) == len(before.Notes)+len(ns) &&
			webanno.Same(after.Notes[len(after.Notes)-1], ns[len(ns)-1]) {
			return []byte(try), nil
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

// wrongIn reads the site as it would be and gives the errors that were not there before.
func (a *app) wrongIn(cmd *cobra.Command, dir string, written map[string][]byte, before []diag.Diagnostic) ([]diag.Diagnostic, error) {
	over := fstest.MapFS{}
	for at, text := range written {
		over[at] = &fstest.MapFile{Data: text, Mode: 0o644}
	}
	s, err := build.Read(cmd.Context(), layered{os.DirFS(dir), over})
	if err != nil {
		return nil, err
	}
	teacher, _ := corpus.EditionOf("teacher")
	_, ds := s.Link(teacher)
	return slices.DeleteFunc(ds, func(d diag.Diagnostic) bool { return d.Level != diag.Error || slices.Contains(before, d) }), nil
}

// takeOut takes the notes out in which something is wrong, and says which; none where the trouble is elsewhere.
func takeOut(files map[string][]webanno.Converted, written map[string][]byte, wrong []diag.Diagnostic) (out []string) {
	for at, text := range written {
		f, _ := notes.Parse(at, text)
		if f == nil {
			continue
		}
		for _, d := range wrong {
			in := ""
			for i := range f.Notes {
				if d.File == at && f.Notes[i].At().Line <= d.Line {
					in = f.Notes[i].ID
				}
			}
			if slices.ContainsFunc(files[at], func(v webanno.Converted) bool { return v.Note.ID == in }) {
				out = append(out, at+"#"+in)
				files[at] = slices.DeleteFunc(files[at], func(v webanno.Converted) bool { return v.Note.ID == in })
			}
		}
		if len(files[at]) == 0 {
			delete(files, at)
		}
	}
	return out
}

// layered is a site with some files of another text.
type layered struct {
	fs.FS
	over fstest.MapFS
}

func (l layered) Open(name string) (fs.File, error) {
	if l.over[name] != nil {
		return l.over.Open(name)
	}
	return l.FS.Open(name)
}

func (l layered) ReadDir(name string) ([]fs.DirEntry, error) {
	list, err := fs.ReadDir(l.FS, name)
	if err != nil {
		return nil, err
	}
	for at := range l.over {
		if path.Dir(at) == name && !slices.ContainsFunc(list, func(e fs.DirEntry) bool { return e.Name() == path.Base(at) }) {
			if info, err := fs.Stat(l.over, at); err == nil {
				list = append(list, fs.FileInfoToDirEntry(info))
			}
		}
	}
	slices.SortFunc(list, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return list, nil
}

// toldNotes prints what became of each annotation.
func (a *app) toldNotes(done []noteImport, ds []diag.Diagnostic, dryRun bool) error {
	if a.asJSON {
		return a.json(struct {
			Notes    []noteImport `json:"notes"`
			Problems []problem    `json:"problems"`
		}{append([]noteImport{}, done...), problems(ds)})
	}
	a.print(".", ds)
	fresh, there := 0, 0
	for _, d := range done {
		if d.State == "there" {
			there++
			continue
		}
		fresh++
		fmt.Fprintf(a.out, "%s: %s, a note of kind %s\n", d.File, d.Note, d.Kind)
		for _, l := range d.Left {
			fmt.Fprintf(a.out, "  not carried over: %s\n", l)
		}
	}
	sum := plural(fresh, "note")
	switch {
	case dryRun:
		sum += " would be added"
		if diag.HasErrors(ds) {
			sum += "; nothing was written"
		}
	default:
		sum += " added"
	}
	if there > 0 {
		sum += fmt.Sprintf(", %d there already", there)
	}
	fmt.Fprintln(a.out, sum)
	return nil
}
