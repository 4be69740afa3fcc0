package webanno

import (
	"cmp"
	"fmt"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/lateral-reader/lateral/internal/anchor"
	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/doc"
	"github.com/lateral-reader/lateral/internal/field"
	"github.com/lateral-reader/lateral/internal/notes"
	"github.com/lateral-reader/lateral/internal/words"
)

// Options say what the annotations themselves do not.
type Options struct {
	Source string // id of the source that all are about; "" is told from their addresses
	Layer  string // "" is made of who wrote them
}

// Converted is an annotation as a note of a site.
type Converted struct {
	From   *Annotation
	Source *corpus.Source
	Layer  string // "" for the notes file of the source itself, where the annotation came from one
	Note   notes.Note
	Left   []string // what the note does not carry over
}

// Convert makes notes of annotations. What cannot become one is in the diagnostics, with the reason.
func Convert(c *corpus.Corpus, as []Annotation, o Options) ([]Converted, []diag.Diagnostic) {
	k := &converter{c: c, o: o, byURL: map[string]*corpus.Source{}, ids: map[string]string{}}
	for _, id := range c.SourceIDs() {
		s := c.Source(id)
		for _, u := range []string{s.URL, s.Archived} {
			if u != "" {
				k.byURL[plainURL(u)] = s
			}
		}
	}
	for i := range as {
		k.convert(&as[i])
	}
	return k.out, k.diags
}

type converter struct {
	c     *corpus.Corpus
	o     Options
	byURL map[string]*corpus.Source
	ids   map[string]string // id of an annotation -> source#note
	out   []Converted
	diags []diag.Diagnostic
}

func (k *converter) refuse(a *Annotation, hint, format string, args ...any) {
	d := diag.Errorf(a.At, format, args...)
	if d.Hint = hint; a.ID != "" {
		d.Message += ": " + a.ID
	}
	k.diags = append(k.diags, d)
}

func (k *converter) convert(a *Annotation) {
	if a.Own != nil {
		k.own(a)
		return
	}
	src, target, ok := k.place(a)
	if !ok {
		return
	}
	v := Converted{From: a, Source: src, Left: slices.Clone(a.Left), Layer: cmp.Or(k.o.Layer, layerName(a.By))}
	n := &v.Note
	n.Origin, n.Rare, n.Put = &notes.Origin{Layer: v.Layer, By: a.By}, new(notes.Rare), "stated"
	if !k.anchor(a, &v, target) {
		return
	}
	k.says(a, &v)
	k.dates(a, &v)
	n.Teacher = a.Teacher
	if n.Kind == nil {
		k.refuse(a, "a note says something: add words, or the tags claim:ID and stance:…", "there are no words in this annotation, so it is left out")
		k.diags[len(k.diags)-1].Level = diag.Warning // a highlight is no mistake
		return
	}
	if n.ID = k.there(&v); n.ID == "" {
		n.ID = k.newID(&v)
	}
	if a.ID != "" {
		k.ids[a.ID] = src.ID + "#" + n.ID
	}
	k.out = append(k.out, v)
}

// own takes a note as an export of ours has it.
func (k *converter) own(a *Annotation) {
	id := cmp.Or(k.o.Source, a.Own.Source)
	src := k.c.Source(id)
	if src == nil {
		k.refuse(a, diag.DidYouMean(id, k.c.SourceIDs()), "there is no source %q here", id)
		return
	}
	n := a.Own.Note
	n.Origin = &notes.Origin{Layer: cmp.Or(k.o.Layer, a.Own.Layer), By: n.By}
	k.out = append(k.out, Converted{From: a, Source: src, Layer: n.Layer, Note: n, Left: a.Left})
}

// layerName is a layer that is called after who wrote it, where the name has letters that a file's name may have.
func layerName(by string) string { return cmp.Or(field.MakeID(by), "imported") }

// place finds the source that an annotation is about, and the target in it. A reply is about what it replies to.
func (k *converter) place(a *Annotation) (*corpus.Source, Target, bool) {
	if len(a.Targets) == 0 {
		k.refuse(a, "", "the annotation has no target")
		return nil, Target{}, false
	}
	var asked []string
	for i, t := range a.Targets {
		var src *corpus.Source
		if k.o.Source != "" {
			src = k.c.Source(k.o.Source)
		} else {
			src = k.sourceOf(t.Sources)
		}
		if src == nil {
			asked = append(asked, t.Sources...)
			continue
		}
		for j, other := range a.Targets {
			if j != i && (other.Quote != "" || k.o.Source == "") {
				a.left("a further target %s", cmp.Or(brief(other.Quote), strings.Join(other.Sources, " ")))
			}
		}
		return src, t, true
	}
	k.refuse(a, "name the source with --source ID, or write its address under url: in its front matter", "no source here has the address %s", strings.Join(slices.Compact(asked), ", "))
	return nil, Target{}, false
}

// sourceOf finds a source by an address: of its page, of the original, or of a page of any site that is called as ours would be.
func (k *converter) sourceOf(addresses []string) *corpus.Source {
	for _, u := range addresses {
		if id, ok := strings.CutPrefix(u, "urn:lateral:source:"); ok && k.c.Source(id) != nil {
			return k.c.Source(id)
		}
		if s := k.byURL[plainURL(u)]; s != nil {
			return s
		}
	}
	for _, u := range addresses {
		parsed, err := url.Parse(u)
		if err != nil {
			continue
		}
		id := strings.TrimSuffix(path.Base(parsed.Path), ".html")
		if s := k.c.Source(id); s != nil && strings.HasSuffix(strings.TrimSuffix(parsed.Path, ".html"), s.Coll.ID+"/sources/"+id) {
			return s
		}
	}
	return nil
}

// plainURL is an address without what differs between copies of it: scheme, www., fragment, slash at the end, and parameters that follow people.
func plainURL(s string) string {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Host == "" {
		return s
	}
	q := u.Query()
	for k := range q {
		if strings.HasPrefix(k, "utm_") || k == "fbclid" || k == "gclid" {
			q.Del(k)
		}
	}
	return strings.TrimPrefix(strings.ToLower(u.Host), "www.") + strings.TrimRight(u.EscapedPath(), "/") + "?" + q.Encode()
}

// anchor finds the passage. The quote is kept as it was given; its context is cut to whole words, as other tools count characters.
func (k *converter) anchor(a *Annotation, v *Converted, t Target) bool {
	n, s := &v.Note, v.Source
	if t.Quote == "" && len(a.Replies) > 0 {
		for _, id := range slices.Backward(a.Replies) {
			if key, ok := k.ids[id]; ok {
				i := slices.IndexFunc(k.out, func(c Converted) bool { return c.Source.ID+"#"+c.Note.ID == key })
				n.Target = k.out[i].Note.Target
				n.See = append(n.See, field.Text{S: key})
				return true
			}
		}
		k.refuse(a, "", "this replies to an annotation that is not among those read")
		return false
	}
	if t.Quote == "" {
		if t.Position {
			k.refuse(a, "a place that is counted in another page means nothing in this text: give a TextQuoteSelector", "the passage has a place but no quote")
			return false
		}
		if s.HasAddress(t.Fragment) {
			return k.sentence(a, v, t.Fragment)
		}
		if t.Fragment != "" {
			a.left("the fragment #%s", t.Fragment)
			v.Left = slices.Clone(a.Left)
		}
		n.Target = notes.Target{Quote: s.Title, Paragraph: "0"} // what is said of the whole stands at its headline
		return true
	}
	n.Quote = oneLine(t.Quote)
	n.Prefix, n.Suffix = oneLine(wholeWords(t.Prefix, true)), oneLine(wholeWords(t.Suffix, false))
	if !s.HasText {
		n.Paragraph = "1"
		k.refuse(a, "lay its text under with lateral attach", "the text of %s is not here, so the passage cannot be found", s.ID)
		return false
	}
	for _, try := range k.tries(s.Doc.Text, n.Target) {
		marks, _ := anchor.Resolve(s.Doc, []notes.Note{{Target: try, Kind: notes.KindOf("context"), Origin: n.Origin}}, true, path.Base(s.Path))
		if m := marks[0]; m.Outcome.Placed() {
			if m.Outcome != anchor.Exact { // with a context that holds
				try = anchor.Describe(s.Doc, m.Range)
			} else if leaf := s.Doc.LeafAt(m.Range.Start); leaf != nil && leaf.Address() != "" {
				try.Paragraph = strings.TrimPrefix(leaf.Address(), "p")
			}
			if r := m.Range; words.Same(s.Doc.Text[r.Start:r.End]) != words.Same(t.Quote) {
				v.Left = append(v.Left, fmt.Sprintf("the quote as it was given: %q", oneLine(t.Quote)))
			}
			n.Target = try
			return true
		}
	}
	_, ds := anchor.Resolve(s.Doc, []notes.Note{{Target: n.Target, Kind: notes.KindOf("context"), Origin: n.Origin}}, true, path.Base(s.Path))
	for _, d := range ds {
		k.refuse(a, d.Hint, "%s", d.Message)
	}
	return false
}

// tries are the target as it is, and with a quote that begins or ends inside a word made whole.
func (k *converter) tries(text string, t notes.Target) []notes.Target {
	out := []notes.Target{t}
	at := strings.Index(text, t.Quote)
	if at < 0 || strings.Contains(text[at+1:], t.Quote) && t.Prefix+t.Suffix == "" {
		return out
	}
	letter := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }
	start, end := at, at+len(t.Quote)
	for start > 0 {
		r, w := utf8.DecodeLastRuneInString(text[:start])
		if !letter(r) {
			break
		}
		start -= w
	}
	for end < len(text) {
		r, w := utf8.DecodeRuneInString(text[end:])
		if !letter(r) {
			break
		}
		end += w
	}
	wider := t
	wider.Quote = oneLine(text[start:end])
	wider.Prefix, wider.Suffix = trimLast(t.Prefix, start < at), trimFirst(t.Suffix, end > at+len(t.Quote))
	return append(out, wider)
}

func trimLast(s string, yes bool) string {
	if !yes {
		return s
	}
	return strings.TrimRightFunc(strings.TrimRightFunc(s, func(r rune) bool { return !unicode.IsSpace(r) }), unicode.IsSpace)
}

func trimFirst(s string, yes bool) string {
	if !yes {
		return s
	}
	return strings.TrimLeftFunc(strings.TrimLeftFunc(s, func(r rune) bool { return !unicode.IsSpace(r) }), unicode.IsSpace)
}

// sentence anchors a note at an address of the text, p3 or p3s2.
func (k *converter) sentence(a *Annotation, v *Converted, addr string) bool {
	s := v.Source
	at := -1
	for off := range s.Doc.Text {
		if p := s.PlaceAt(off); p.Block == addr || p.Sentence == addr {
			at = off
			break
		}
	}
	if at < 0 {
		k.refuse(a, "", "no passage stands at #%s of %s", addr, s.ID)
		return false
	}
	r := s.Sentences(doc.Range{Start: at, End: at + 1})
	if leaf := s.Doc.LeafAt(at); leaf != nil && leaf.Address() == addr {
		r = leaf.Range
	}
	v.Note.Target = anchor.Describe(s.Doc, r)
	return true
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// wholeWords takes the part of a word off the outer end of a context.
func wholeWords(s string, before bool) string {
	cut := strings.IndexFunc(s, unicode.IsSpace)
	if !before {
		cut = strings.LastIndexFunc(s, unicode.IsSpace)
	}
	switch {
	case cut < 0:
		return ""
	case before:
		return s[cut:]
	}
	return s[:cut]
}

// fieldTags are the tags that become fields, with the values that they may have; nil where the site knows them.
var fieldTags = map[string][]string{
	"claim": nil, "speaker": nil, "kind": kindNames(), "stance": notes.Stances, "put": notes.Puts, "certainty": notes.Certainty, "basis": notes.Bases,
	"mode": notes.Modes, "side": notes.Sides, "missing": notes.Missing,
}

func kindNames() (names []string) {
	for _, k := range notes.Kinds {
		names = append(names, k.Name)
	}
	return names
}

var tagForm = regexp.MustCompile(`^\s*([a-z]+)\s*[:=]\s*(\S.*?)\s*$`)

// says fills in what the note says: its kind, the fields that tags and links name, and the words.
func (k *converter) says(a *Annotation, v *Converted) {
	n := &v.Note
	fields := map[string]string{}
	tag := func(t string) {
		m := tagForm.FindStringSubmatch(t)
		known, isField := fieldTags[""], false
		if m != nil {
			known, isField = fieldTags[m[1]]
		}
		switch {
		case !isField:
			v.Left = append(v.Left, fmt.Sprintf("the tag %q", t))
			return
		case m[1] == "claim":
			known = k.c.ClaimIDs()
		case m[1] == "speaker":
			known = k.voices()
		}
		value := strings.ToLower(m[2])
		switch {
		case !slices.Contains(known, value):
			v.Left = append(v.Left, strings.TrimSuffix(fmt.Sprintf("the tag %q: there is no such %s; %s", t, m[1], diag.DidYouMean(value, known)), "; "))
		case m[1] == "missing":
			n.Missing = append(n.Missing, value)
		case fields[m[1]] != "" && fields[m[1]] != value:
			v.Left = append(v.Left, fmt.Sprintf("the tag %q beside %s:%s", t, m[1], fields[m[1]]))
		default:
			fields[m[1]] = value
		}
	}
	for _, t := range a.Tags {
		tag(t)
	}
	var texts []string
	edit := false
	for _, t := range a.Texts {
		switch value := strings.ToLower(strings.TrimSpace(t.Value)); {
		case t.Purpose == "classifying" && slices.Contains(notes.Stances, value):
			tag("stance:" + value)
		case t.Purpose == "classifying" && slices.Contains(notes.Sides, value):
			tag("side:" + value)
		case t.Purpose == "classifying" || t.Purpose == "identifying":
			v.Left = append(v.Left, fmt.Sprintf("%s %q", t.Purpose, brief(t.Value)))
		case t.Purpose == "editing":
			n.Neutral, edit = oneLine(plain(t)), true
		default:
			texts = append(texts, markdownOf(t))
		}
	}
	for _, l := range a.Links {
		if kind, id := k.ours(l.Value); kind != "" {
			tag(kind + ":" + id)
		} else if field.IsWebAddress(l.Value) {
			n.See = append(n.See, field.Text{S: l.Value})
		} else {
			v.Left = append(v.Left, "the link "+brief(l.Value))
		}
	}
	n.Body = strings.Join(texts, "\n\n")
	n.Claim, n.Stance, n.Side, n.Mode, n.Certainty, n.Basis = fields["claim"], fields["stance"], fields["side"], fields["mode"], fields["certainty"], fields["basis"]
	n.Put = cmp.Or(fields["put"], "stated")
	if id := fields["speaker"]; id != "" {
		n.Speaker = &notes.Party{ID: field.Text{S: id}}
	}
	k.kind(a, v, fields["kind"], edit)
}

// kind chooses what kind of note it is: what it was called, else what its fields are enough for, else a question or words beside the text.
func (k *converter) kind(a *Annotation, v *Converted, called string, edit bool) {
	n := &v.Note
	fits := map[string]bool{
		"claim":    n.Claim != "" && ((n.Stance != "") != (n.Put == "declined")),
		"evidence": n.Claim != "" && n.Side != "" && n.Basis != "",
		"wording":  n.Neutral != "",
		"context":  n.Body != "",
		"prompt":   n.Body != "",
		"gap":      len(n.Missing) > 0,
	}
	order := []string{"evidence", "claim", "wording", "gap", "context"}
	if slices.Contains(a.Motivations, "questioning") {
		order = []string{"evidence", "claim", "wording", "gap", "prompt"}
	}
	name := ""
	if fits[called] {
		name = called
	}
	for _, o := range order {
		if name == "" && fits[o] {
			name = o
		}
	}
	if n.Kind = notes.KindOf(name); n.Kind == nil {
		if len(n.See) > 0 { // a bare link is told as one
			var all []string
			for _, s := range n.See {
				all = append(all, "<"+s.S+">")
			}
			n.Kind, n.Body = notes.KindOf("context"), strings.Join(all, " ")
		}
		return
	}
	if called != "" && called != name {
		v.Left = append(v.Left, "kind:"+called+", which needs more than is here")
	}
	drop := func(key, value string, clear func()) {
		if value != "" && !slices.Contains(n.Kind.Keys, key) {
			v.Left = append(v.Left, key+":"+value)
			clear()
		}
	}
	drop("claim", n.Claim, func() { n.Claim = "" })
	drop("stance", n.Stance, func() { n.Stance = "" })
	drop("side", n.Side, func() { n.Side = "" })
	drop("mode", n.Mode, func() { n.Mode = "" })
	drop("certainty", n.Certainty, func() { n.Certainty = "" })
	drop("basis", n.Basis, func() { n.Basis = "" })
	drop("missing", strings.Join(n.Missing, ", "), func() { n.Missing = nil })
	drop("neutral", n.Neutral, func() { n.Neutral = "" })
	if n.Put != "stated" {
		drop("put", n.Put, func() { n.Put = "stated" })
	}
	if n.Speaker != nil {
		drop("speaker", n.Speaker.ID.S, func() { n.Speaker = nil })
	}
}

// ours tells the address of a claim or of a speaker of this site.
func (k *converter) ours(address string) (kind, id string) {
	if id, ok := strings.CutPrefix(address, "urn:lateral:claim:"); ok {
		return "claim", id
	}
	if id, ok := strings.CutPrefix(address, "urn:lateral:voice:"); ok {
		return "speaker", id
	}
	u, err := url.Parse(address)
	if err != nil {
		return "", ""
	}
	id = strings.TrimSuffix(path.Base(u.Path), ".html")
	switch dir := path.Base(path.Dir(u.Path)); {
	case dir == "claims" && k.c.Claim(id) != nil:
		return "claim", id
	case (dir == "speakers" || dir == "outlets") && slices.Contains(k.voices(), id):
		return "speaker", id
	}
	return "", ""
}

func (k *converter) voices() (ids []string) {
	for _, s := range k.c.Speakers {
		ids = append(ids, s.ID)
	}
	for _, o := range k.c.Outlets {
		ids = append(ids, o.ID)
	}
	return append(ids, k.c.SourceIDs()...)
}

// dates keeps the dates that a note can have.
func (k *converter) dates(a *Annotation, v *Converted) {
	for _, d := range []struct {
		name, value string
		to          *string
	}{{"created", a.Created, &v.Note.Created}, {"modified", a.Modified, &v.Note.Modified}} {
		switch {
		case d.value == "":
		case isDate(d.value):
			*d.to = d.value
		default:
			v.Left = append(v.Left, d.name+" "+brief(d.value))
		}
	}
}

// isDate reports whether a notes file takes a date as it is.
func isDate(s string) bool {
	return slices.ContainsFunc([]string{"2006", "2006-01", time.DateOnly, time.RFC3339}, func(form string) bool {
		_, err := time.Parse(form, s)
		return err == nil
	})
}

// there is the id of the note of the layer that says the same already; "" where there is none.
func (k *converter) there(v *Converted) string {
	for _, f := range v.Source.Files {
		for i := range f.Notes {
			if f.Layer == v.Layer && Same(f.Notes[i], v.Note) && !slices.ContainsFunc(k.out, func(c Converted) bool { return c.Source == v.Source && c.Note.ID == f.Notes[i].ID }) {
				return f.Notes[i].ID
			}
		}
	}
	return ""
}

// Same reports whether two notes say the same of the same passage, wherever they stand and whatever they are called.
func Same(a, b notes.Note) bool {
	a.ID, b.ID = "", ""
	return string(notes.Write("", []notes.Note{a})) == string(notes.Write("", []notes.Note{b}))
}

// newID is made of the words of the passage, as those of notes without one are, and free in the source.
func (k *converter) newID(v *Converted) string {
	taken := func(id string) bool {
		return v.Source.HasNote(id) || slices.ContainsFunc(k.out, func(c Converted) bool { return c.Source == v.Source && c.Note.ID == id })
	}
	made, _ := words.Cut(v.Note.Quote+v.Note.From+strings.Join(v.Note.Missing, " "), 4)
	base := field.MakeID(v.Layer + " " + made)
	id := base
	for i := 2; taken(id); i++ {
		id = fmt.Sprintf("%s-%d", base, i)
	}
	return id
}

// plain is a body without markup.
func plain(t Text) string {
	if !strings.Contains(t.Format, "html") {
		return strings.TrimSpace(t.Value)
	}
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(t.Value))
	skip := ""
	for {
		switch z.Next() {
		case html.ErrorToken:
			lines := strings.Split(b.String(), "\n")
			for i, l := range lines {
				lines[i] = oneLine(l)
			}
			return strings.TrimSpace(regexp.MustCompile(`\n{3,}`).ReplaceAllString(strings.Join(lines, "\n"), "\n\n"))
		case html.TextToken:
			if skip == "" {
				b.Write(z.Text())
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			switch string(name) {
			case "script", "style":
				skip = string(name)
			case "p", "div", "li", "blockquote", "h1", "h2", "h3", "h4":
				b.WriteString("\n\n")
			case "br":
				b.WriteString("\n")
			}
		case html.EndTagToken:
			if name, _ := z.TagName(); string(name) == skip {
				skip = ""
			}
		}
	}
}

// special is what Markdown would read as something else than the words.
var special = regexp.MustCompile("[\\\\`*_\\[\\]<>&#|~]|^\\s*[-+=]|^\\s*\\d+[.)]")

// markdownOf is a body as Markdown: plain text with its marks escaped, Markdown as it is but for links between pages of ours, which it cannot mean.
func markdownOf(t Text) string {
	body := plain(t)
	if strings.Contains(t.Format, "markdown") {
		return strings.ReplaceAll(body, "[[", `\[\[`)
	}
	lines := strings.Split(body, "\n")
	for i, l := range lines {
		lines[i] = special.ReplaceAllStringFunc(strings.TrimSpace(l), func(m string) string {
			last := len(m) - 1
			return m[:last] + `\` + m[last:]
		})
	}
	return strings.Join(lines, "\n")
}
