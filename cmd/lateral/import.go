package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lateral-reader/lateral/internal/build"
	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/field"
	"github.com/lateral-reader/lateral/internal/importer"
	"github.com/lateral-reader/lateral/internal/source"
)

// importing is what one import was asked to do.
type importing struct {
	opts                            importer.Options
	into, id                        string
	speakers                        []string
	dryRun, yes                     bool
	verify, keepOriginal, dropEdits bool
}

func (a *app) importCmd() *cobra.Command {
	var im importing
	cmd := &cobra.Command{
		Use: "import FILE|FOLDER...", SuggestFor: []string{"add"},
		Short: "Make a source out of a text file",
		Long:  importHelp,
		Args:  takes(1, -1),
		RunE:  func(cmd *cobra.Command, args []string) error { return a.importFiles(cmd.Context(), args, im) },
	}
	f := cmd.Flags()
	f.StringVar(&im.into, "into", "", "collection that gets the sources")
	f.StringVar(&im.id, "id", "", "id of the source (default: made of its title); that of a source which is there: what the file corrects")
	f.StringVar(&im.opts.Rights, "rights", "", "own, public-domain, cc-…, permission or all-rights-reserved (the default)")
	f.StringVar(&im.opts.Kind, "kind", "", strings.Join(importer.Kinds, ", ")+" (default: told from the text)")
	f.StringVar(&im.opts.Format, "format", "", strings.Join(importer.Formats(), ", ")+" (default: told from the file)")
	f.StringVar(&im.opts.Encoding, "encoding", "", "how the file is encoded: windows-1252, … (default: UTF-8, or as the file says)")
	f.StringArrayVar(&im.speakers, "speaker", nil, "LABEL=id: who a printed label stands for; may be repeated")
	f.BoolVar(&im.verify, "verify", false, "print the account: where each word of the file went")
	f.BoolVar(&im.keepOriginal, "keep-original", false, "copy the file to .lateral/originals, which is never published")
	f.BoolVar(&im.dryRun, "dry-run", false, "write nothing")
	f.BoolVarP(&im.yes, "yes", "y", false, "write what a corrected file changes")
	f.BoolVar(&im.dropEdits, "discard-edits", false, "where a passage was edited by hand and the file changed it too, take the file's")
	f.BoolVar(&a.asJSON, "json", false, "print what was done as JSON")
	return cmd
}

const importHelp = `import reads transcripts, articles and question-and-answer pieces and says what it did: title, byline, date, speakers with their turns,
and every line it left out and why. It never loses words and never invents a date, an outlet or a speaker. Speakers and outlets that the
site does not have are added to their lists.

Labels of speakers are told by how they come again and alternate: AR: · Ada Ruiz: · RUIZ: · Mr. RUIZ. · Q: and A: · Q and A alone ·
**Name:** · Name [00:01:02]: · [00:01:02] Name: · Name  0:26 · [Speaker 3] [00:26] · Name (role): · Ruiz and Okafor: · <nick> …

  lateral import talk.txt --into elections            a transcript or an article as plain text; one out of Nexis, Factiva or ProQuest, too
  lateral import interview.md --into elections        … as Markdown
  lateral import page.html --into elections           a page saved from a browser; page.mhtml, too
  lateral import talk.en.vtt --into elections         captions: WebVTT
  lateral import talk.srt --into elections            captions: SubRip; talk.sbv, too
  lateral import talk.ttml --into elections           captions: TTML
  lateral import talk.ass --into elections            captions: SubStation Alpha; talk.ssa, too
  lateral import talk.srv3 --into elections           captions of a video site: its XML; talk.json3, too
  lateral import talk.csv --into elections            a table of who says what; talk.tsv, too
  lateral import episode.json --into elections        a transcript of a podcast, or of a service that writes down speech: JSON
  lateral import episode.html --into elections        a podcast's transcript: HTML
  lateral import talk.txt --dry-run --json            look first, write nothing
  lateral import old.txt --into elections --encoding windows-1252
  lateral import talk.txt --into elections --speaker "Q=maria-reyes" --rights own
  lateral import texts/ --into elections              a folder, with a table at the end
  lateral import talk-corrected.txt --into elections --id talk        shows what changes; --yes writes it

A file that was imported before changes nothing. A corrected one (of the same name or title and much the same words, or with --id) shows what differs in
the text and which notes stay, move or lose their passage. What was edited by hand stays. Of several files those that can be read are
written; each that cannot is told, and import exits with 1.`

// check tells what is wrong with the flags.
func (im *importing) check() error {
	if im.into == "" && !im.dryRun {
		return usagef("say which collection gets the sources: --into COLLECTION, or look first with --dry-run")
	}
	if im.id != "" && !field.ValidID(im.id) {
		return usagef("--id %q is no id: a-z, 0-9 and hyphens, such as %q", im.id, field.MakeID(im.id))
	}
	im.opts.Speakers = map[string]string{}
	for _, s := range im.speakers {
		label, id, ok := strings.Cut(s, "=")
		if !ok || label == "" || id == "" {
			return usagef("--speaker %q is not LABEL=id", s)
		}
		if !field.ValidID(id) {
			return usagef("--speaker %q: %q is no id, such as %q", s, id, field.MakeID(id))
		}
		im.opts.Speakers[label] = id
	}
	if im.opts.Kind != "" && !slices.Contains(importer.Kinds, im.opts.Kind) {
		return usagef("unknown kind %q%s", im.opts.Kind, orElse(im.opts.Kind, importer.Kinds))
	}
	if im.opts.Format != "" && !slices.Contains(importer.Formats(), im.opts.Format) {
		return usagef("unknown format %q%s", im.opts.Format, orElse(im.opts.Format, importer.Formats()))
	}
	if e := im.opts.Encoding; e != "" && !importer.KnownEncoding(e) {
		return usagef("unknown encoding %q%s; known: %s and others", e, orElse(e, importer.Encodings), strings.Join(importer.Encodings, ", "))
	}
	if rights := im.opts.Rights; rights != "" && !slices.Contains(source.Rights, rights) && !strings.HasPrefix(rights, "cc-") {
		return usagef("unknown rights %q; %s", rights, source.RightsHint(rights))
	}
	im.opts.Collection, im.opts.ID = im.into, im.id
	return nil
}

// job is one file on its way into the site.
type job struct {
	name  string
	data  []byte
	r     *importer.Result
	same  *source.Source // was made of the same bytes before
	of    *correction    // what the file corrects, nil where it is new
	files []string       // what was written
	wrong string         // why it is not imported, "" where it is
}

// importFiles reads all files, then writes what is new or was confirmed, then says what became of each.
func (a *app) importFiles(ctx context.Context, args []string, im importing) error {
	if err := im.check(); err != nil {
		return err
	}
	names, passed, err := inputs(args)
	if err != nil {
		return err
	}
	if im.id != "" && len(names) > 1 {
		return usagef("--id is for one file, not %d", len(names))
	}
	o, err := a.openFor(ctx, &im)
	if err != nil {
		return err
	}
	jobs, err := a.readAll(ctx, names, o, &im)
	if err != nil {
		return err
	}
	for _, j := range jobs {
		if j.wrong != "" {
			fmt.Fprintln(a.err, j.wrong)
			continue
		}
		if err := a.write(o.dir, &im, j); err != nil {
			return err
		}
	}
	if err := a.reportAll(&im, jobs, passed); err != nil {
		return err
	}
	return a.failedOf(jobs)
}

// openFor opens the site that gets the sources, and takes over what import must know of it. To look at a file no site is needed.
func (a *app) openFor(ctx context.Context, im *importing) (*opened, error) {
	o, err := a.open(ctx, everything)
	if err != nil {
		if im.dryRun && a.site == "" && isUsage(err) {
			return &opened{}, nil
		}
		return nil, err
	}
	c := o.corpus
	im.opts.Lang = c.Config.Lang
	im.opts.Known, im.opts.Taken = knownVoices(c), c.IDs()
	if im.into != "" {
		_, err = collectionOf(c, im.into)
	}
	return o, err
}

// readAll reads the files one after the other, as each may bring speakers that the next one has, too.
func (a *app) readAll(ctx context.Context, names []string, o *opened, im *importing) (jobs []*job, err error) {
	tell, end := a.counting("importing", len(names))
	defer end()
	for i, name := range names {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		jobs = append(jobs, a.importFile(name, o.site, o.dir, im))
		tell(i+1, len(names))
	}
	return jobs, nil
}

// failedOf ends the command as wrong content where a file was not imported, or not written over edits by hand.
func (a *app) failedOf(jobs []*job) error {
	failed, refused := 0, false
	for _, j := range jobs {
		if j.wrong != "" {
			failed++
		}
		refused = refused || j.of != nil && j.of.refused
	}
	switch {
	case failed == len(jobs):
		fmt.Fprintln(a.err, "nothing was written")
	case failed > 0:
		fmt.Fprintf(a.err, "nothing was written of %s\n", plural(failed, "file"))
	}
	if failed > 0 || refused {
		return wrongContent()
	}
	return nil
}

// importFile reads a file and finds out what becomes of it; nothing is written yet.
func (a *app) importFile(name string, s *build.Site, dir string, im *importing) *job {
	j := &job{name: name}
	if own := ownFile(dir, name); s != nil && own != "" {
		j.wrong = name + ": error: " + filepath.ToSlash(own) + " is a file of this site already; import takes files from elsewhere"
		return j
	}
	var err error
	if j.data, err = readInput(name); err != nil {
		j.wrong = name + ": error: " + strings.TrimPrefix(err.Error(), name+" ")
		return j
	}
	slash := filepath.ToSlash(name)
	if s != nil {
		if j.same = sameFile(s, j.data); j.same != nil && !im.dryRun {
			return j
		}
	}
	r, ds := importer.Read(slash, j.data, im.opts)
	if r == nil {
		var lines []string
		for _, d := range ds {
			lines = append(lines, d.String())
		}
		j.wrong = strings.Join(lines, "\n")
		return j
	}
	j.r = r
	if s != nil && j.same == nil {
		if j.of, j.wrong = findCorrected(s, dir, j, im); j.of != nil || j.wrong != "" {
			return j
		}
		if im.id != "" && slices.Contains(im.opts.Taken, im.id) {
			j.wrong = fmt.Sprintf("%s: error: the id %q is in use, and by no source of %s", name, im.id, im.into)
			return j
		}
	}
	im.opts.Taken = append(im.opts.Taken, r.ID)
	for _, s := range r.Speakers {
		if s.New {
			im.opts.Known = append(im.opts.Known, importer.Known{ID: s.ID, Name: s.Name})
		}
	}
	if r.OutletNew {
		im.opts.Known = append(im.opts.Known, importer.Known{ID: r.Outlet, Name: r.OutletName, Outlet: true})
	}
	return j
}

// write puts a new source, or a correction that was confirmed, in its place.
func (a *app) write(dir string, im *importing, j *job) error {
	if im.dryRun || j.same != nil || j.of != nil && (!im.yes || j.of.refused) {
		return nil
	}
	if err := addVoices(dir, im.into, j.r); err != nil {
		return err
	}
	id := j.r.ID
	keep := im.keepOriginal
	if j.of != nil {
		id = j.of.entry.Source.ID
		keep = keep || keptOriginal(dir, id) != nil
		if err := replaceFile(filepath.Join(dir, filepath.FromSlash(j.of.entry.Source.Path)), j.of.made.Markdown); err != nil {
			return err
		}
		j.of.written = true
	} else if err := writeNew(filepath.Join(dir, filepath.FromSlash(sourceFile(im.into, id))), []byte(j.r.Markdown)); err != nil {
		return err
	}
	if keep {
		at, err := keepOriginal(dir, id, j.name, j.data)
		if err != nil {
			return err
		}
		j.files = append(j.files, filepath.ToSlash(at))
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

// isUsage reports whether an error is wrong usage or configuration, such as that there is no site.
func isUsage(err error) bool {
	c, ok := err.(coded)
	return ok && c.code == exitUsage
}

// sum is the SHA-256 of a file, as original: in a source's front matter has it.
func sum(data []byte) string {
	s := sha256.Sum256(data)
	return hex.EncodeToString(s[:])
}

// sameFile finds the source that was made of the same bytes before.
func sameFile(s *build.Site, data []byte) *source.Source {
	hash := sum(data)
	for _, e := range s.Config.Sources {
		if e.Source.Original.SHA256 == hash && !e.Source.TextNone {
			return e.Source
		}
	}
	return nil
}

// sourceFile is the path of a source from the site's folder.
func sourceFile(into, id string) string { return path.Join("content", into, "sources", id+".md") }

// addVoices adds the speakers and outlets that the site does not have.
func addVoices(dir, into string, r *importer.Result) error {
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
	return nil
}

// addEntry is appendTo for a file that has to take the entry.
func addEntry(at, entry string, count func([]byte) int) error {
	done, err := appendTo(at, "", entry, count)
	if err == nil && !done {
		return usagef("%s has mistakes or an unusual form; add this entry by hand and import again:\n%s", at, entry)
	}
	return err
}

// equalText compares two files but for how their lines end.
func equalText(a, b []byte) bool {
	crlf, lf := []byte("\r\n"), []byte("\n")
	return bytes.Equal(bytes.ReplaceAll(a, crlf, lf), bytes.ReplaceAll(b, crlf, lf))
}
