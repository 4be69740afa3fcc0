package main

import (
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/field"
	"github.com/lateral-reader/lateral/internal/importer"
	"github.com/lateral-reader/lateral/internal/source"
)

// importing is what one import was asked to do.
type importing struct {
	opts           importer.Options
	into, id       string
	speakers       []string
	dryRun, asJSON bool
}

func (a *app) importCmd() *cobra.Command {
	var im importing
	cmd := &cobra.Command{
		Use: "import FILE...", SuggestFor: []string{"add"},
		Short: "Make a source out of a text file",
		Long: `import reads transcripts, articles and question-and-answer pieces, as plain text or Markdown, and says what it did: title, byline,
date, speakers with their turns, and every line it left out and why. It never loses words and never invents a date, an outlet or a
speaker. Speakers and outlets that the site does not have are added to their lists.

  lateral import talk.txt --into elections
  lateral import talk.txt --dry-run --json            look first, write nothing
  lateral import talk.txt --into elections --speaker "Q=maria-reyes" --rights own`,
		Args: takes(1, -1),
		RunE: func(cmd *cobra.Command, args []string) error { return a.importFiles(cmd, args, im) },
	}
	f := cmd.Flags()
	f.StringVar(&im.into, "into", "", "collection that gets the sources")
	f.StringVar(&im.id, "id", "", "id of the source (default: made of its title)")
	f.StringVar(&im.opts.Rights, "rights", "", "own, public-domain, cc-…, permission or all-rights-reserved (the default)")
	f.StringVar(&im.opts.Kind, "kind", "", strings.Join(importer.Kinds, ", ")+" (default: told from the text)")
	f.StringVar(&im.opts.Format, "format", "", strings.Join(importer.Formats(), ", ")+" (default: told from the file)")
	f.StringVar(&im.opts.Encoding, "encoding", "", "how the file is encoded: windows-1252, … (default: UTF-8, or as the file says)")
	f.StringArrayVar(&im.speakers, "speaker", nil, "LABEL=id: who a printed label stands for; may be repeated")
	f.BoolVar(&im.dryRun, "dry-run", false, "write nothing")
	f.BoolVar(&im.asJSON, "json", false, "print what was done as JSON")
	return cmd
}

func (a *app) importFiles(cmd *cobra.Command, args []string, im importing) error {
	if im.into == "" && !im.dryRun {
		return usagef("say which collection gets the sources: --into COLLECTION, or look first with --dry-run")
	}
	if im.id != "" && len(args) > 1 {
		return usagef("--id is for one file, not %d", len(args))
	}
	im.opts.Speakers = map[string]string{}
	for _, s := range im.speakers {
		label, id, ok := strings.Cut(s, "=")
		if !ok || label == "" || id == "" {
			return usagef("--speaker %q is not LABEL=id", s)
		}
		im.opts.Speakers[label] = id
	}
	if im.opts.Kind != "" && !slices.Contains(importer.Kinds, im.opts.Kind) {
		return usagef("unknown kind %q%s", im.opts.Kind, orElse(im.opts.Kind, importer.Kinds))
	}
	if im.opts.Format != "" && !slices.Contains(importer.Formats(), im.opts.Format) {
		return usagef("unknown format %q%s", im.opts.Format, orElse(im.opts.Format, importer.Formats()))
	}
	if rights := im.opts.Rights; rights != "" && !slices.Contains(source.Rights, rights) && !strings.HasPrefix(rights, "cc-") {
		return usagef("unknown rights %q%s", rights, orElse(rights, source.Rights))
	}
	dir, c, err := a.linked(cmd)
	if err != nil && !(im.dryRun && a.site == "" && isUsage(err)) {
		return err
	}
	im.opts.Collection = im.into
	if c != nil {
		im.opts.Lang = c.Config.Lang
		im.opts.Known, im.opts.Taken = knownVoices(c), c.IDs()
		if im.into != "" {
			if _, err := collectionOf(c, im.into); err != nil {
				return err
			}
		}
	}
	var done []*importer.Result
	failed := false
	for _, name := range args {
		data, err := readInput(name)
		if err != nil {
			return err
		}
		r, ds := importer.Read(filepath.ToSlash(name), data, im.opts)
		for _, d := range ds {
			fmt.Fprintln(a.err, d)
		}
		if r == nil {
			failed = true
			continue
		}
		if im.id != "" {
			r.ID = im.id
		}
		if c != nil {
			if s := sameFile(c, r); s != nil && !im.dryRun {
				fmt.Fprintf(a.err, "%s is %s already; nothing was changed\n", name, s.Path)
				continue
			}
		}
		r.ID = free(r.ID, im.opts.Taken)
		im.opts.Taken = append(im.opts.Taken, r.ID)
		for _, s := range r.Speakers {
			if s.New {
				im.opts.Known = append(im.opts.Known, importer.Known{ID: s.ID, Name: s.Name})
			}
		}
		if r.OutletNew {
			im.opts.Known = append(im.opts.Known, importer.Known{ID: r.Outlet, Name: r.OutletName, Outlet: true})
		}
		done = append(done, r)
	}
	if failed {
		fmt.Fprintln(a.err, "nothing was written")
		return wrongContent()
	}
	if !im.dryRun {
		for _, r := range done {
			if err := writeSource(dir, im.into, r); err != nil {
				return err
			}
		}
	}
	if im.asJSON {
		files := []imported{}
		for _, r := range done {
			files = append(files, asImported(im.into, r))
		}
		return a.json(map[string]any{"files": files})
	}
	for _, r := range done {
		a.report(im.into, im.opts.Rights, r)
	}
	return nil
}

// knownVoices lists the speakers and outlets that the site has.
func knownVoices(c *corpus.Corpus) []importer.Known {
	var out []importer.Known
	for _, s := range c.Speakers {
		out = append(out, importer.Known{ID: s.ID, Name: s.Name, Aliases: s.Aliases})
	}
	for _, o := range c.Outlets {
		out = append(out, importer.Known{ID: o.ID, Name: o.Name, Outlet: true})
	}
	return out
}

func isUsage(err error) bool {
	c, ok := err.(coded)
	return ok && c.code == exitUsage
}

// readInput reads a file to import; one that is too large is not read to its end.
func readInput(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, usagef("%s cannot be read: %s", name, reason(err))
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return nil, usagef("%s is a folder; name its files", name)
	}
	data, err := io.ReadAll(io.LimitReader(f, importer.MaxSize+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return data, nil
}

// reason is the last part of an error of the file system: "no such file or directory".
func reason(err error) string {
	if pe, ok := err.(*os.PathError); ok {
		return pe.Err.Error()
	}
	return err.Error()
}

// sameFile finds the source that was made of the same bytes before.
func sameFile(c *corpus.Corpus, r *importer.Result) *corpus.Source {
	for _, id := range c.SourceIDs() {
		if s := c.Source(id); s.Original.SHA256 == r.Original.SHA256 {
			return s
		}
	}
	return nil
}

// free gives an id that is not taken, with a number where it must.
func free(id string, taken []string) string {
	try := id
	for n := 2; slices.Contains(taken, try); n++ {
		try = fmt.Sprintf("%s-%d", id, n)
	}
	return try
}

func sourceFile(into, id string) string { return path.Join("content", into, "sources", id+".md") }

// writeSource writes the source and adds the speakers and outlets that the site does not have.
func writeSource(dir, into string, r *importer.Result) error {
	lists := filepath.Join(dir, "content", into)
	for _, s := range r.Speakers {
		if !s.New {
			continue
		}
		key, words := "name", s.Name
		if words == "" {
			key, words = "described", s.Described
		}
		if err := addEntry(filepath.Join(lists, "speakers.yaml"), speakerEntry(s.ID, key, words, s.Kind, ""), countSpeakers); err != nil {
			return err
		}
	}
	if r.OutletNew {
		if err := addEntry(filepath.Join(lists, "outlets.yaml"), "- {id: "+r.Outlet+", name: "+field.QuoteFlow(r.OutletName)+"}\n", countOutlets); err != nil {
			return err
		}
	}
	return writeNew(filepath.Join(dir, filepath.FromSlash(sourceFile(into, r.ID))), []byte(r.Markdown))
}

func addEntry(at, entry string, count func([]byte) int) error {
	done, err := appendTo(at, "", entry, count)
	if err == nil && !done {
		return usagef("%s has mistakes or an unusual form; add this entry by hand and import again:\n%s", at, entry)
	}
	return err
}

// imported is a file as --json gives it.
type imported struct {
	Path      string            `json:"path"`
	Kind      string            `json:"kind"`
	Title     string            `json:"title"`
	Subtitle  string            `json:"subtitle"`
	Byline    []string          `json:"byline"`
	Published string            `json:"published"`
	Outlet    string            `json:"outlet"`
	Speakers  []importedSpeaker `json:"speakers"`
	Turns     []importedTurn    `json:"turns"`
	Dropped   []importedLine    `json:"dropped"`
	Problems  []problem         `json:"problems"`
	Markdown  string            `json:"markdown"`
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

func asImported(into string, r *importer.Result) imported {
	v := imported{Path: sourceFile(into, r.ID), Kind: r.Kind, Title: r.Title, Subtitle: r.Subtitle, Byline: append([]string{}, r.Byline...), Published: r.Published,
		Outlet: r.Outlet, Speakers: []importedSpeaker{}, Turns: []importedTurn{}, Dropped: []importedLine{}, Problems: problems(r.Problems), Markdown: r.Markdown}
	for _, s := range r.Speakers {
		name := s.Name
		if name == "" {
			name = s.Described
		}
		v.Speakers = append(v.Speakers, importedSpeaker{s.ID, name, append([]string{}, s.Labels...), s.Turns})
	}
	for _, t := range r.Turns {
		v.Turns = append(v.Turns, importedTurn(t))
	}
	for _, l := range r.Dropped {
		v.Dropped = append(v.Dropped, importedLine(l))
	}
	return v
}

// report prints what was done with a file, for people.
func (a *app) report(into, rights string, r *importer.Result) {
	line := func(key, value string) {
		if value == "" {
			value = "not stated"
		}
		fmt.Fprintf(a.out, "  %-9s %s\n", key, value)
	}
	if into == "" {
		fmt.Fprintf(a.out, "%s: %s\n", r.Original.Name, r.Kind)
	} else {
		fmt.Fprintf(a.out, "%s: %s, from %s\n", sourceFile(into, r.ID), r.Kind, r.Original.Name)
	}
	line("title", r.Title)
	if r.Subtitle != "" {
		line("subtitle", r.Subtitle)
	}
	line("byline", strings.Join(r.Byline, ", "))
	line("date", r.Published)
	line("outlet", r.OutletName)
	if rights == "" {
		line("rights", "all-rights-reserved: the public edition shows marked words alone; write rights: own if the text is yours")
	}
	for _, s := range r.Speakers {
		name := s.Name
		if name == "" {
			name = s.Described
		}
		line("speaker", fmt.Sprintf("%s (%s): %s", name, strings.Join(s.Labels, ", "), plural(s.Turns, "turn")))
	}
	for _, l := range r.Dropped {
		at := ""
		if l.Line > 0 {
			at = fmt.Sprintf("line %d, ", l.Line)
		}
		line("left out", fmt.Sprintf("%s%s: %q", at, l.Why, l.Text))
	}
	for _, d := range r.Problems {
		line("look at", strings.TrimPrefix(d.String(), d.File+":"))
	}
}
