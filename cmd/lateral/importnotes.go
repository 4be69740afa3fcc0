package main

import (
	"context"
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
	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/field"
	"github.com/lateral-reader/lateral/internal/notes"
	"github.com/lateral-reader/lateral/internal/webanno"
)

// bringing is what import-notes was asked to do.
type bringing struct {
	webanno.Options
	dryRun bool
}

func (a *app) importNotesCmd() *cobra.Command {
	var how bringing
	cmd := &cobra.Command{
		Use: "import-notes FILE", Short: "Read annotations of other tools, or an export of ours, as notes", Args: takes(1, 1),
		Long: `import-notes reads W3C Web Annotations (JSON-LD) and the result of a Hypothesis search (JSON). Tags such as claim:ID and
stance:disputes become fields. What a note has no word for is named in the report and kept as a comment beside it.

An export of lateral goes back to the files that it came from. Annotations of others become a layer of their own,
<source>.<layer>.notes.yaml, called after who wrote them or --layer. Notes that are there already are left alone.

  lateral import-notes notes.jsonld
  lateral import-notes search.json --source council-hearing --layer seminar --dry-run`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if l := how.Layer; l != "" && !field.ValidID(l) {
				return usagef("--layer %q: a layer is called with a-z, 0-9 and -; %s would do", l, field.MakeID(l))
			}
			return a.importNotes(cmd.Context(), args[0], how)
		},
	}
	f := cmd.Flags()
	f.StringVar(&how.Source, "source", "", "the source that all annotations are about (default: told from their addresses)")
	f.StringVar(&how.Layer, "layer", "", "name of the layer (default: who wrote them)")
	f.BoolVar(&how.dryRun, "dry-run", false, "write nothing")
	f.BoolVar(&a.asJSON, "json", false, "print what was done as JSON")
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

func (a *app) importNotes(ctx context.Context, name string, how bringing) error {
	data, err := readInput(name)
	if err != nil {
		return err
	}
	o, err := a.open(ctx, everything) // with its mistakes: what is missing may be what is brought
	if err != nil {
		return err
	}
	if id := how.Source; id != "" && o.corpus.Source(id) == nil {
		return usagef("there is no source %q%s", id, orList(id, o.corpus.SourceIDs(), "sources"))
	}
	read, ds := webanno.Read(filepath.ToSlash(name), data)
	made, more := webanno.Convert(o.corpus, read, how.Options)
	ds = append(ds, more...)
	b := &brought{files: map[string][]webanno.Converted{}}
	for _, v := range made {
		ds = append(ds, b.add(v)...)
	}
	written, wrong, err := a.withoutWrong(ctx, o, b)
	if err != nil {
		return err
	}
	ds = append(ds, wrong...)
	if written == nil {
		how.dryRun = true
	}
	if !how.dryRun {
		for _, at := range slices.Sorted(maps.Keys(written)) {
			if err := replaceFile(filepath.Join(o.dir, filepath.FromSlash(at)), written[at]); err != nil {
				return err
			}
		}
	}
	if err := a.toldNotes(b.done, ds, how.dryRun); err != nil {
		return err
	}
	if diag.HasErrors(ds) {
		return wrongContent()
	}
	return nil
}

// brought is what the annotations add to the notes files of a site.
type brought struct {
	files map[string][]webanno.Converted // by path
	done  []noteImport
}

// add takes a note for the file of its layer, unless the source has one of its id.
func (b *brought) add(v webanno.Converted) []diag.Diagnostic {
	at := strings.TrimSuffix(v.Source.Path, ".md") + ".notes.yaml"
	if v.Layer != "" {
		at = strings.TrimSuffix(v.Source.Path, ".md") + "." + v.Layer + ".notes.yaml"
	}
	d := noteImport{v.From.ID, at, v.Note.ID, v.Note.Kind.Name, "new", append([]string{}, v.Left...)}
	switch old := noteCalled(v); {
	case old == nil:
		b.files[at] = append(b.files[at], v)
	case webanno.Same(*old, v.Note):
		d.State, d.File = "there", old.File
	default:
		p := diag.Errorf(v.From.At, "the note %s#%s says something else already", v.Source.ID, v.Note.ID)
		return []diag.Diagnostic{p.WithHint("it stands at %s; give the other one a layer and an id of its own", old.At())}
	}
	b.done = append(b.done, d)
	return nil
}

// withoutWrong gives the files to be written, by path, without the notes that would be wrong in the site: each of those is told, and the others go in.
// Where the trouble is in no note of ours, nothing can be written: nil.
func (a *app) withoutWrong(ctx context.Context, o *opened, b *brought) (written map[string][]byte, told []diag.Diagnostic, err error) {
	for {
		written = map[string][]byte{}
		for at, list := range b.files {
			if written[at], err = withNotes(o.dir, at, list); err != nil {
				return nil, told, err
			}
		}
		wrong, err := wrongIn(ctx, o, written)
		if err != nil || len(wrong) == 0 {
			return written, told, err
		}
		told = append(told, wrong...)
		out := takeOut(b.files, written, wrong)
		if len(out) == 0 {
			return nil, told, nil
		}
		b.done = slices.DeleteFunc(b.done, func(d noteImport) bool { return slices.Contains(out, d.File+"#"+d.Note) })
	}
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

// wrongIn reads the site as it would be and gives the errors that were not there before.
func wrongIn(ctx context.Context, o *opened, written map[string][]byte) ([]diag.Diagnostic, error) {
	over := fstest.MapFS{}
	for at, text := range written {
		over[at] = &fstest.MapFile{Data: text, Mode: 0o644}
	}
	s, err := build.Read(ctx, layered{os.DirFS(o.dir), over})
	if err != nil {
		return nil, err
	}
	all, err := edition(everything)
	if err != nil {
		return nil, err
	}
	_, ds := s.Link(all)
	return slices.DeleteFunc(ds, func(d diag.Diagnostic) bool { return d.Level != diag.Error || slices.Contains(o.problems, d) }), nil
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
