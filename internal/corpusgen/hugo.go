package corpusgen

import (
	"embed"
	"io/fs"
	"strings"
)

// layouts is a Hugo site without content. Claims, speakers and outlets are taxonomies, which is how Hugo joins pages both ways; the
// passages on a claim are collected once and cached.
//
//go:embed all:hugo
var layouts embed.FS

// WriteHugo writes the same content as Write as a site for Hugo, version 0.146 or later: the same Markdown, the notes in the front matter.
// What lateral finds out by itself and Hugo has no way to is given in the files: who speaks at a passage, and what [[links]] lead to.
func WriteHugo(dir string, o Options) error {
	s := newSite(o)
	f := &files{dir: dir}
	err := fs.WalkDir(layouts, "hugo", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := layouts.ReadFile(p)
		f.write(strings.TrimPrefix(p, "hugo/"), string(b))
		return err
	})
	if err != nil {
		return err
	}
	h := hugo{files: f, pages: map[string]page{}}
	for _, c := range s.colls {
		h.list(c)
	}
	for name, title := range map[string]string{"claims": "Claims", "speakers": "Speakers", "outlets": "Outlets"} {
		f.write("content/"+name+"/_index.md", "---\ntitle: "+title+"\n---\n")
	}
	f.write("content/about.md", "---\ntitle: About this site\n---\n\nA claim is a statement that can be supported or disputed.\n")
	for i, c := range s.colls {
		h.collection(c)
		for k := range c.sources {
			t := s.text(i, k)
			f.write("content/"+c.id+"/"+t.id+".md", h.source(t))
		}
	}
	return f.err
}

// hugo knows where everything with an id has its page.
type hugo struct {
	*files
	pages map[string]page
}

type page struct{ url, title string }

func (h *hugo) list(c *collection) {
	for _, cl := range c.claims {
		h.pages[cl.id] = page{"/claims/" + cl.id + ".html", cl.words}
	}
	for _, p := range c.speakers {
		h.pages[p.id] = page{"/speakers/" + p.id + ".html", p.name + p.described}
	}
	for _, o := range c.outlets {
		h.pages[o.id] = page{"/outlets/" + o.id + ".html", o.name}
	}
	for _, t := range c.sources {
		h.pages[t.id] = page{"/" + c.id + "/" + t.id + ".html", t.title}
	}
	h.pages[c.task.id] = page{"/" + c.id + "/assignments/" + c.task.id + ".html", c.task.title}
}

// linked turns [[id|words]] into links of Markdown.
func (h *hugo) linked(md string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(md, "[[")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		link, after, _ := strings.Cut(rest, "]]")
		id, words, _ := strings.Cut(link, "|")
		if words == "" {
			words = h.pages[id].title
		}
		b.WriteString("[" + words + "](" + h.pages[id].url + ")")
		md = after
	}
}

// collection writes the pages of a collection's lists.
func (h *hugo) collection(c *collection) {
	under := make([][]string, len(c.topics)) // claims of each topic
	var ids []string
	for _, cl := range c.claims {
		under[cl.topic] = append(under[cl.topic], cl.id)
		ids = append(ids, cl.id)
	}
	var l lines
	l.text("title", c.title)
	l.raw("type", "collection")
	l.text("summary", c.summary)
	l.list("claimlist", ids...)
	l.WriteString("topics:\n")
	for i, t := range c.topics {
		l.entry("  ")
		l.raw("id", t.id)
		l.text("asks", t.asks)
		l.prose("about", t.about)
		l.list("claims", under[i]...)
	}
	h.write("content/"+c.id+"/_index.md", "---\n"+l.String()+"---\n\n"+h.linked(c.intro+" Begin with [["+c.task.id+"]] and [["+ids[0]+"]].\n"))
	for _, cl := range c.claims {
		h.write("content/claims/"+cl.id+"/_index.md", h.claim(c, cl, under[cl.topic]))
	}
	for _, p := range c.speakers {
		var l lines
		l.text("title", p.name+p.described)
		if p.described != "" {
			l.raw("described", "true")
		}
		l.raw("kind", p.kind)
		l.text("role", p.role)
		l.raw("of", p.of)
		l.text("alias", p.alias)
		l.raw("origin", p.origin)
		h.write("content/speakers/"+p.id+"/_index.md", "---\n"+l.String()+"---\n\n"+p.about+"\n")
	}
	for _, o := range c.outlets {
		var l lines
		l.text("title", o.name)
		l.raw("home", o.url)
		l.text("country", o.country)
		o.axes(&l)
		h.write("content/outlets/"+o.id+"/_index.md", "---\n"+l.String()+"---\n\n"+o.about+"\n")
	}
	h.task(c)
}

func (h *hugo) claim(c *collection, cl claim, same []string) string {
	var l lines
	l.text("title", cl.words)
	l.raw("kind", cl.kind)
	l.raw("topic", "{url: /"+c.id+"/index.html#t-"+c.topics[cl.topic].id+", asks: \""+c.topics[cl.topic].asks+"\"}")
	if cl.counts != "" {
		l.raw("measure", "{what: "+quoted(cl.counts)+", unit: "+quoted(cl.unit)+"}")
	}
	l.raw("contradicts", cl.contradicts)
	l.raw("narrows", cl.narrows)
	var others []string
	for _, id := range same {
		if id != cl.id {
			others = append(others, id)
		}
	}
	l.list("others", others...)
	return "---\n" + l.String() + "---\n\n" + cl.about + "\n"
}

func (h *hugo) task(c *collection) {
	var l lines
	l.text("title", c.task.title)
	l.raw("type", "assignment")
	l.text("summary", c.task.summary)
	var readings []string
	for _, t := range c.sources[:min(5, len(c.sources))] {
		readings = append(readings, "/"+c.id+"/"+t.id)
	}
	l.list("readings", readings...)
	var claims []string
	for _, cl := range c.claims[:min(5, len(c.claims))] {
		claims = append(claims, cl.id)
	}
	l.list("on", claims...)
	h.write("content/"+c.id+"/assignments/"+c.task.id+".md", "---\n"+l.String()+"---\n\n"+c.task.body+
		h.linked("\n\nRead [["+c.sources[0].id+"]] and [["+claims[0]+"|the claim]].\n"))
}

// source is a source's page with its notes in the front matter.
func (h *hugo) source(t *text) string {
	var l lines
	l.text("title", t.title)
	l.raw("type", "source")
	l.text("subtitle", t.subtitle)
	l.raw("genre", t.genre)
	l.list("outlets", t.outlet.id)
	if t.byline != "" {
		l.raw("byline", "["+t.byline+"]")
	}
	if strings.HasPrefix(t.published, "{") {
		l.raw("span", t.published)
	} else {
		l.raw("date", t.published)
	}
	l.raw("source", t.url)
	if t.coded {
		l.raw("coded", "true")
	}
	if len(t.voices) > 0 {
		l.WriteString("labels:\n")
		for _, v := range t.voices {
			l.WriteString("  - {id: " + v.id + ", as: " + quoted(v.role) + "}\n")
		}
	}
	var claims, speakers []string
	for _, v := range t.voices {
		speakers = append(speakers, v.id)
	}
	for _, n := range t.notes {
		claims, speakers = append(claims, n.claim), append(speakers, n.speaker, n.via)
	}
	l.list("claims", once(claims)...)
	l.list("speakers", once(speakers)...)
	l.WriteString("notes:\n")
	for _, n := range t.notes {
		h.note(&l, t, n)
	}
	return "---\n" + l.String() + "---\n" + t.markdown()
}

func (h *hugo) note(l *lines, t *text, n note) {
	l.entry("  ")
	l.raw("id", n.id)
	l.raw("kind", n.kind)
	l.text("quote", n.quote)
	l.text("from", n.from)
	l.text("to", n.to)
	l.raw("claim", n.claim)
	l.raw("stance", n.stance)
	l.raw("put", n.put)
	l.raw("side", n.side)
	if n.claim != "" {
		if n.speaker != "" {
			l.raw("quoted", "true")
			l.raw("speaker", n.speaker)
		} else if sp := t.blocks[n.block].speaker; sp != nil {
			l.raw("speaker", sp.id)
		} else {
			l.raw("speaker", t.outlet.id)
		}
	}
	l.text("party", n.party)
	l.raw("via", n.via)
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
		l.raw("figures", "[{words: \""+n.figure+"\", counts: "+quoted(n.counts)+"}]")
	}
	for _, id := range n.see {
		l.raw("see", "[{url: "+h.pages[id].url+", text: \""+h.pages[id].title+"\"}]")
	}
	l.prose("note", h.linked(n.prose))
}

// once is the ids without empty ones and repetitions.
func once(ids []string) (out []string) {
	seen := map[string]bool{"": true}
	for _, id := range ids {
		if !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	}
	return out
}
