package html

import (
	"html/template"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/output"
)

// splitList is the number of entries up to which a list stands on one page, unless they are too heavy for it. A longer one is split by letter or topic
// into index-<part>.html beside it, and the index leads to the parts with their numbers; a part that is too large goes on in index-<part>.part-2.html.
const splitList = 200

// mostParts is how many parts of a list are named on the page of each; where there are more, the nearest are, or the pages together would grow with
// the square of their number.
const mostParts, nearParts = 100, 10

// indexPage is the first page of the site.
type indexPage struct {
	Title, Lead string
	Collections []collectionLine
}

// collectionLine is a collection in the list of all.
type collectionLine struct {
	Link
	Counts, Summary string
}

// listPage is a list of things in parts.
type listPage struct {
	Kicker Link // what the list belongs to
	Title  string
	Lead   string
	Label  string // of the list of parts
	Whole  Link   // the list of all parts, where Parts has only the nearest
	Parts  []listPart
	More   *goesOn // of the part that this page is
	Split  bool    // the entries stand on pages of their own
	Claims bool    // the entries are claims
}

// listPart is a letter or a topic with its entries.
type listPart struct {
	ID      string
	Href    string // of the part from this page
	Title   string
	About   template.HTML
	Counts  string
	Things  []thing
	Current bool // this page is the part
}

// thing is an entry of a list.
type thing struct {
	Link
	Naming  string
	Lines   []string
	Stances []stanceSum
}

func (s *site) index(emit func(output.File)) {
	const at = "index.html"
	emit(s.file("index", at, s.Config.Title, s.Config.Lang, nil, func() any {
		p := &indexPage{Title: s.Config.Title, Lead: s.Config.Description}
		for _, col := range s.Collections {
			p.Collections = append(p.Collections, collectionLine{
				Link: Link{Href: collectionPath(col), Text: col.Title}, Summary: col.Summary,
				Counts: count(len(col.Sources), "source", "sources") + " · " + count(len(col.Claims), "claim", "claims") + " · " +
					count(len(col.Topics), "topic", "topics"),
			})
		}
		return p
	}))
}

// partList is a part of a list with what its entries weigh, and how links call some of them, nil where their numbers do.
type partList struct {
	listPart
	weights []int
	name    func(r run) string
}

// list emits a list: on one page, or, where it is long, an index and a page for each part. thingsOf makes a part's entries for the page that shows them.
func (s *site) list(emit func(output.File), dir, lang string, crumbs func(at string) []Link, page listPage, parts []partList, thingsOf func(at string, part int) []thing) {
	total, sum := 0, 1_500
	for _, p := range parts {
		total += len(p.weights)
		for _, w := range p.weights {
			sum += w
		}
	}
	long := total > splitList || sum > pageRoom
	file := func(id string) string { return dir + "/index-" + strings.TrimPrefix(id, partPrefix) + ".html" }
	at := dir + "/index.html"
	emit(s.file("list", at, page.Title, lang, crumbs(at), func() any {
		p := page
		p.Split = long
		for i, part := range parts {
			part.Counts = strconv.Itoa(len(part.weights))
			if part.Href = "#" + part.ID; long {
				part.Href = rel(at, file(part.ID))
			} else {
				part.Things = thingsOf(at, i)
			}
			p.Parts = append(p.Parts, part.listPart)
		}
		return &p
	}))
	if !long {
		return
	}
	for i := range parts {
		at, near := file(parts[i].ID), parts[:min(len(parts), mostParts)]
		fixed := 1_500
		for _, p := range near {
			fixed += 20 + weigh(p.Title) + len(p.ID)/3
		}
		d := divide(at, fixed, series{key: "part", id: parts[i].ID, weights: parts[i].weights, name: parts[i].name})
		way := func(on string) []Link {
			way := crumbs(on)
			way[len(way)-1].Href = rel(on, dir+"/index.html")
			return append(way, Link{Text: parts[i].Title})
		}
		s.divide(emit, d, "list", at, page.Title+": "+parts[i].Title, lang, way, func(b *board, _ string, run int) any {
			at := b.from
			p := page
			p.More = d.goesOn(at, "part", strings.ToLower(page.Title))
			from, to := 0, len(parts)
			if to > mostParts {
				from, to = max(0, i-nearParts), min(to, i+nearParts+1)
				p.Whole = Link{Href: rel(at, dir+"/index.html"), Text: "All " + strings.ToLower(page.Label)}
			}
			for k := from; k < to; k++ {
				part := parts[k].listPart
				if part.Href, part.Counts = rel(at, file(part.ID)), strconv.Itoa(len(parts[k].weights)); k == i {
					part.Current, part.Things = true, entries(d, "part", run, thingsOf(at, i))
				}
				p.Parts = append(p.Parts, part)
			}
			return &p
		})
	}
}

// partPrefix begins the ids of a list's parts, so that none equals an id of the frame.
const partPrefix = "t-"

// claimLists emits the list of a collection's claims by topic.
func (s *site) claimLists(col *corpus.Collection, emit func(output.File)) {
	groups := slices.DeleteFunc(claimGroups(col), func(g claimGroup) bool { return len(g.Claims) == 0 })
	var parts []partList
	for _, g := range groups {
		p := partList{listPart: listPart{ID: partPrefix + g.part(), Title: g.Title}}
		for _, cl := range g.Claims {
			p.weights = append(p.weights, 45+weigh(cl.Words)+len(cl.ID)/3)
		}
		parts = append(parts, p)
	}
	crumbs := func(at string) []Link {
		return []Link{{Href: rel(at, collectionPath(col)), Text: col.Title}, {Text: "Claims"}}
	}
	page := listPage{Title: "Claims", Label: "Topics", Claims: true, Lead: "By topic; a claim under two topics stands in both."}
	s.list(emit, col.ID+"/claims", col.Lang, crumbs, page, parts, func(at string, i int) []thing {
		var out []thing
		for _, cl := range groups[i].Claims {
			l := s.claimLine(at, cl)
			t := thing{Link: l.Link, Lines: []string{l.Type}, Stances: l.Stances}
			if l.Counted != "" {
				t.Lines[0] += " · " + l.Counted
			}
			out = append(out, t)
		}
		return out
	})
}

// letters emits a list of things with names, a part for each letter that has any.
func letters[T any](s *site, emit func(output.File), dir, title string, xs []T, name func(T) string, line func(at string, x T) thing) {
	var parts []partList
	by := map[string][]T{}
	for _, x := range xs {
		by[letterOf(name(x))] = append(by[letterOf(name(x))], x)
	}
	var order []string
	for _, l := range append(strings.Split("abcdefghijklmnopqrstuvwxyz", ""), otherLetters) {
		if len(by[l]) > 0 {
			order = append(order, l)
			t := strings.ToUpper(l)
			if l == otherLetters {
				t = "Other letters"
			}
			p := partList{listPart: listPart{ID: partPrefix + l, Title: t}, name: func(r run) string {
				return shortName(name(by[l][r.from])) + " to " + shortName(name(by[l][r.to-1]))
			}}
			for _, x := range by[l] {
				p.weights = append(p.weights, 75+weigh(name(x))*3/2)
			}
			parts = append(parts, p)
		}
	}
	crumbs := func(string) []Link { return []Link{{Text: title}} }
	s.list(emit, dir, "", crumbs, listPage{Title: title, Label: "Letters"}, parts, func(at string, i int) []thing {
		var out []thing
		for _, x := range by[order[i]] {
			out = append(out, line(at, x))
		}
		return out
	})
}

// shortName is as much of a name as a link needs to say where a list begins.
func shortName(name string) string {
	const most = 18
	if utf8.RuneCountInString(name) <= most {
		return name
	}
	return strings.TrimRight(string([]rune(name)[:most-1]), " ,.") + "…"
}

func speakerLabel(sp *corpus.Speaker) string { return sp.Label() }
func outletName(o *corpus.Outlet) string     { return o.Name }

func (s *site) speakerThing(at string, sp *corpus.Speaker) thing {
	t := thing{Link: Link{Href: toSpeaker(at, sp), Text: sp.Label()}, Naming: namingWords[sp.Naming]}
	if who := speakerIs(sp); len(who) > 0 {
		t.Lines = append(t.Lines, strings.Join(who, " · "))
	}
	t.Lines = append(t.Lines, s.speakerCounts(sp))
	return t
}

// speakerIs says what a speaker is, and which role he has.
func speakerIs(sp *corpus.Speaker) (who []string) {
	if sp.Kind != "" {
		who = append(who, sp.Kind)
	}
	role := sp.Role
	of := sp.OfWords
	if sp.Of != nil {
		of = voiceName(sp.Of)
	}
	if role != "" && of != "" {
		role += ", "
	}
	if role+of != "" {
		who = append(who, role+of)
	}
	return who
}

// speakerCounts says in how many sources a speaker has something, and how much.
func (s *site) speakerCounts(sp *corpus.Speaker) string {
	in := map[*corpus.Source]bool{}
	for _, x := range sp.Turns {
		in[x.Source] = true
	}
	for _, n := range slices.Concat(sp.Notes, sp.Others, sp.Passed) {
		in[n.Source] = true
	}
	for _, src := range sp.Wrote {
		in[src] = true
	}
	c := count(len(in), "source", "sources")
	if s.Edition.Notes {
		c += ", " + count(len(sp.Notes)+len(sp.Others), "passage", "passages")
		if n := len(sp.Passed); n > 0 {
			c += ", " + count(n, "passed on", "passed on")
		}
	}
	return c
}

func (s *site) outletThing(at string, o *corpus.Outlet) thing {
	t := thing{Link: Link{Href: toOutlet(at, o), Text: o.Name}}
	if o.Country != "" {
		t.Lines = append(t.Lines, o.Country)
	}
	t.Lines = append(t.Lines, count(len(o.Sources), "source", "sources"))
	return t
}
