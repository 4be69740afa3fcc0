package corpusgen

import (
	"strconv"
	"strings"
)

// Write writes a site of lateral into a folder: lateral.yaml and content/. The folder is made; what is in it already stays.
func Write(dir string, o Options) error {
	s := newSite(o)
	f := &files{dir: dir}
	f.write("lateral.yaml", config(s.o))
	for i, c := range s.colls {
		at := "content/" + c.id + "/"
		f.write(at+"collection.md", "---\ntitle: "+quoted(c.title)+"\nsummary: "+quoted(c.summary)+"\n---\n\n"+c.intro+" Begin with [["+c.task.id+"]] and [["+c.claims[0].id+"]].\n")
		f.write(at+"claims.yaml", c.claimsFile())
		f.write(at+"speakers.yaml", c.speakersFile())
		f.write(at+"outlets.yaml", c.outletsFile())
		f.write(at+"assignments/"+c.task.id+".md", c.taskFile())
		for k := range c.sources {
			t := s.text(i, k)
			f.write(at+"sources/"+t.id+".md", t.file())
			f.write(at+"sources/"+t.id+".notes.yaml", t.notesFile())
		}
	}
	return f.err
}

// WriteConfig writes lateral.yaml alone, to build one corpus with and without source files.
func WriteConfig(dir string, o Options) error {
	f := &files{dir: dir}
	f.write("lateral.yaml", config(o))
	return f.err
}

func config(o Options) string {
	return "format: 1\ntitle: A made-up site\ndescription: Texts and notes that were made to measure with.\nsource-files: " +
		strconv.FormatBool(o.SourceFiles) + "\nlicense: Nothing in here means anything.\n"
}

// lines writes YAML, a key a line.
type lines struct {
	strings.Builder
	indent string
	first  string // what stands before the next key, such as the dash of a list
}

// entry begins an entry of a list.
func (l *lines) entry(indent string) {
	l.indent, l.first = indent+"  ", indent+"- "
}

// raw writes a key with a value that is YAML; an empty one is left out.
func (l *lines) raw(key, value string) {
	if value == "" {
		return
	}
	if l.first == "" {
		l.first = l.indent
	}
	l.WriteString(l.first + key + ": " + value + "\n")
	l.first = ""
}

func (l *lines) text(key, value string) {
	if value != "" {
		l.raw(key, quoted(value))
	}
}

// prose writes Markdown as a block.
func (l *lines) prose(key, value string) {
	if value != "" {
		l.raw(key, "|\n"+l.indent+"  "+strings.ReplaceAll(value, "\n", "\n"+l.indent+"  "))
	}
}

func (l *lines) list(key string, ids ...string) {
	if ids = compact(ids); len(ids) > 0 {
		l.raw(key, "["+strings.Join(ids, ", ")+"]")
	}
}

func compact(ids []string) (out []string) {
	for _, id := range ids {
		if id != "" {
			out = append(out, id)
		}
	}
	return out
}

// quoted is a string as YAML: plain where it can be.
func quoted(s string) string {
	c := s[0]
	if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') && !strings.ContainsAny(s, ":,#\"\\{}[]") && strings.Contains(s, " ") {
		return s
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

func (c *collection) claimsFile() string {
	var l lines
	l.WriteString("topics:\n")
	for _, t := range c.topics {
		l.entry("  ")
		l.raw("id", t.id)
		l.text("asks", t.asks)
		l.prose("about", t.about)
	}
	l.WriteString("\nclaims:\n")
	for _, cl := range c.claims {
		l.entry("  ")
		l.raw("id", cl.id)
		l.text("claim", cl.words)
		l.raw("type", cl.kind)
		l.list("topics", c.topics[cl.topic].id)
		if cl.counts != "" {
			l.raw("measure", "{what: "+quoted(cl.counts)+", unit: "+quoted(cl.unit)+"}")
		}
		l.raw("since", cl.since)
		l.raw("added", cl.added)
		l.list("contradicts", cl.contradicts)
		l.list("narrows", cl.narrows)
		l.prose("about", cl.about)
		l.WriteByte('\n')
	}
	return l.String()
}

func (c *collection) speakersFile() string {
	var l lines
	for _, s := range c.speakers {
		l.entry("")
		l.raw("id", s.id)
		l.text("name", s.name)
		l.text("described", s.described)
		l.raw("kind", s.kind)
		l.text("role", s.role)
		l.raw("of", s.of)
		if s.alias != "" {
			l.raw("aliases", "["+s.alias+"]")
		}
		l.raw("origin", s.origin)
		l.prose("about", s.about)
		l.WriteByte('\n')
	}
	return l.String()
}

func (c *collection) outletsFile() string {
	var l lines
	for _, o := range c.outlets {
		l.entry("")
		l.raw("id", o.id)
		l.text("name", o.name)
		l.raw("url", o.url)
		l.text("country", o.country)
		o.axes(&l)
		l.prose("about", o.about)
		l.WriteByte('\n')
	}
	return l.String()
}

func (o *outlet) axes(l *lines) {
	for _, axis := range [][2]string{{"funding", o.funding}, {"ownership", o.ownership}, {"control", o.control}} {
		l.raw(axis[0], "{text: \""+axis[1]+"\", source: "+o.url+"/"+axis[0]+", date: 2024-01}")
	}
}

func (c *collection) taskFile() string {
	var l lines
	l.text("title", c.task.title)
	l.text("summary", c.task.summary)
	var sources, claims []string
	for _, h := range c.sources[:min(5, len(c.sources))] {
		sources = append(sources, h.id)
	}
	for _, cl := range c.claims[:min(5, len(c.claims))] {
		claims = append(claims, cl.id)
	}
	l.list("readings", sources...)
	l.list("claims", claims...)
	return "---\n" + l.String() + "---\n\n" + c.task.body + "\n\nRead [[" + sources[0] + "]] and [[" + claims[0] + "|the claim]].\n"
}

// file is the source's Markdown file.
func (t *text) file() string {
	var l lines
	l.text("title", t.title)
	l.text("subtitle", t.subtitle)
	l.raw("genre", t.genre)
	l.raw("outlet", t.outlet.id)
	if t.byline != "" {
		l.raw("byline", "["+t.byline+"]")
	}
	l.raw("published", t.published)
	l.raw("url", t.url)
	l.raw("rights", t.rights)
	if len(t.voices) > 0 {
		l.WriteString("speakers:\n")
		for _, v := range t.voices {
			l.WriteString("  " + v.label + ": {id: " + v.id + ", as: " + quoted(v.role) + "}\n")
		}
	}
	if t.coded {
		l.raw("coded", "all")
		l.raw("coded-on", "2026-01-15")
	}
	return "---\n" + l.String() + "---\n" + t.markdown()
}

func (t *text) notesFile() string {
	var l lines
	l.WriteString("by: A. Nonymous\nnotes:\n")
	for _, n := range t.notes {
		l.entry("  ")
		l.raw("id", n.id)
		if n.kind != "claim" {
			l.raw("kind", n.kind)
		}
		l.text("quote", n.quote)
		l.text("from", n.from)
		l.text("to", n.to)
		l.raw("paragraph", n.paragraph)
		l.raw("claim", n.claim)
		l.raw("stance", n.stance)
		l.raw("put", n.put)
		l.raw("side", n.side)
		l.raw("speaker", n.speaker)
		if n.party != "" {
			l.raw("via", "[{described: "+quoted(n.party)+", naming: unnamed}]")
		}
		l.list("via", n.via)
		l.raw("certainty", n.certainty)
		l.raw("basis", n.basis)
		l.raw("answers", n.answers)
		l.text("neutral", n.neutral)
		l.list("missing", n.missing)
		l.text("says", n.says)
		if n.debatable {
			l.raw("debatable", "true")
		}
		if n.figure != "" {
			low := strings.ReplaceAll(n.figure, ",", "")
			l.raw("figures", "[{words: \""+n.figure+"\", low: "+low+", high: "+low+", counts: "+quoted(n.counts)+"}]")
		}
		l.list("see", n.see...)
		l.prose("note", n.prose)
		l.WriteByte('\n')
	}
	return l.String()
}
