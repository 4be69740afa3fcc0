package webpage

import (
	"encoding/json"
	"html"
	"slices"
	"strings"
	"unicode"

	"github.com/lateral-reader/lateral/internal/pattern"
)

// article is what a page's JSON-LD says of its article.
type article struct {
	line                       int
	headline, alternative      string
	authors, desks             []string // people, and organizations that stand for them
	published, publisher, lang string
	url, body                  string
	person                     bool // the publisher is a person
	rank                       int
}

// articleTypes are schema.org's types of texts, the better first.
var articleTypes = map[string]int{"newsarticle": 9, "reportagenewsarticle": 9, "analysisnewsarticle": 9, "opinionnewsarticle": 9, "backgroundnewsarticle": 9,
	"reviewnewsarticle": 9, "askpublicnewsarticle": 9, "liveblogposting": 9, "advertisercontentarticle": 9, "satiricalarticle": 9, "article": 8, "blogposting": 8, "scholarlyarticle": 8,
	"medicalscholarlyarticle": 8, "techarticle": 8, "report": 8, "interview": 8, "socialmediaposting": 6, "discussionforumposting": 6, "review": 5, "recipe": 5,
	"podcastepisode": 4, "radioepisode": 4, "tvepisode": 4, "videoobject": 2, "webpage": 1, "itempage": 1, "aboutpage": 1, "medicalwebpage": 3, "qapage": 1}

// linkedArticle finds the article in the page's JSON-LD: of several the one of the best type that names the page itself.
func (p *page) linkedArticle() *article {
	var best *article
	h1 := p.firstHeading()
	for _, s := range p.scan.linked {
		v, ok := readJSON(s.text)
		if !ok {
			continue
		}
		ids := map[string]map[string]any{}
		collect(v, ids, 0)
		walkJSON(v, 0, false, func(m map[string]any, depth int) {
			rank := 0
			for _, t := range strs(m["@type"]) {
				rank = max(rank, articleTypes[strings.ToLower(strings.TrimPrefix(strings.TrimPrefix(t, "https://schema.org/"), "http://schema.org/"))]*10)
			}
			if rank == 0 || rank <= 10 && best != nil {
				return
			}
			a := fill(m, ids)
			a.line = s.line
			a.rank = rank - depth*8
			if a.headline != "" && h1 != "" && same(a.headline, h1) {
				a.rank += 30
			}
			if best == nil || a.rank > best.rank {
				best = a
			}
		})
	}
	if best != nil && p.ofAnother(best.headline) {
		return nil
	}
	return best
}

// ofAnother reports whether a headline in JSON-LD is that of another article: it has no word in common with the heading of the page, nor with any title
// that the page states.
func (p *page) ofAnother(headline string) bool {
	own := p.firstHeading() + " " + p.meta.title.value
	for _, n := range []string{"og:title", "twitter:title"} {
		if s, ok := p.tag(n); ok {
			own += " " + s.value
		}
	}
	mine, theirs := longWords(own), longWords(headline)
	if len(mine) < 3 || len(theirs) < 3 || p.firstHeading() == "" {
		return false
	}
	for w := range theirs {
		if mine[w] {
			return false
		}
	}
	return true
}

// longWords gives the beginnings of the words of four letters and more.
func longWords(s string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsFuncSeq(strings.ToLower(s), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) }) {
		if cs := []rune(w); len(cs) >= 4 {
			m[string(cs[:min(len(cs), 5)])] = true
		}
	}
	return m
}

func fill(m map[string]any, ids map[string]map[string]any) *article {
	a := &article{}
	a.headline = plainText(first(m, "headline", "name"))
	a.alternative = plainText(first(m, "alternativeHeadline", "alternateName"))
	a.published = plainText(first(m, "datePublished"))
	a.lang = plainText(langOf(m["inLanguage"], ids))
	a.url = plainText(linkOf(m["mainEntityOfPage"], ids))
	if a.url == "" {
		a.url = plainText(first(m, "url"))
	}
	a.body = first(m, "articleBody", "text")
	for _, v := range list(m["author"]) {
		v = resolve(v, ids)
		switch v := v.(type) {
		case string:
			a.authors = append(a.authors, plainText(v))
		case map[string]any:
			desk := slices.ContainsFunc(strs(v["@type"]), func(t string) bool { return strings.HasSuffix(t, "Organization") })
			for _, n := range strs(v["name"]) {
				if desk {
					a.desks = append(a.desks, plainText(n))
				} else {
					a.authors = append(a.authors, plainText(n))
				}
			}
		}
	}
	for _, v := range list(m["publisher"]) {
		switch v := resolve(v, ids).(type) {
		case string:
			a.publisher = plainText(v)
		case map[string]any:
			a.publisher = plainText(first(v, "name"))
			for _, t := range strs(v["@type"]) {
				a.person = a.person || t == "Person"
			}
		}
		if a.publisher != "" {
			break
		}
	}
	return a
}

// collect notes the objects with an id, to which others refer.
func collect(v any, ids map[string]map[string]any, depth int) {
	walkJSON(v, depth, true, func(m map[string]any, _ int) {
		if id, ok := m["@id"].(string); ok && len(m) > len(ids[id]) {
			ids[id] = m
		}
	})
}

// walkJSON calls f for every object, or for those alone that are what the page is about and not what it mentions. depth counts the objects around
// one, those of @graph and mainEntity aside.
func walkJSON(v any, depth int, all bool, f func(m map[string]any, depth int)) {
	if depth > 12 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			walkJSON(e, depth, all, f)
		}
	case map[string]any:
		f(v, depth)
		for _, k := range sortedKeys(v) {
			switch k {
			case "@graph", "mainEntity", "mainEntityOfPage":
				walkJSON(v[k], depth, all, f)
			case "article", "Article", "newsArticle", "subjectOf":
				walkJSON(v[k], depth+1, all, f)
			default:
				if all {
					walkJSON(v[k], depth+1, all, f)
				}
			}
		}
	}
}

func resolve(v any, ids map[string]map[string]any) any {
	if m, ok := v.(map[string]any); ok {
		if id, ok := m["@id"].(string); ok && ids[id] != nil {
			return ids[id]
		}
	}
	return v
}

func list(v any) []any {
	switch v := v.(type) {
	case nil:
		return nil
	case []any:
		return v
	}
	return []any{v}
}

func strs(v any) []string {
	var out []string
	for _, e := range list(v) {
		if s, ok := e.(string); ok {
			out = append(out, s)
		}
	}
	return out
}

func first(m map[string]any, keys ...string) string {
	for _, k := range keys {
		for _, e := range list(m[k]) {
			switch e := e.(type) {
			case string:
				if strings.TrimSpace(e) != "" {
					return e
				}
			case map[string]any:
				if s, ok := e["@value"].(string); ok {
					return s
				}
			}
		}
	}
	return ""
}

func linkOf(v any, ids map[string]map[string]any) string {
	for _, e := range list(v) {
		switch e := e.(type) {
		case string:
			return e
		case map[string]any:
			if s := first(e, "@id", "url"); s != "" {
				return s
			}
		}
	}
	return ""
}

func langOf(v any, ids map[string]map[string]any) string {
	for _, e := range list(v) {
		switch e := resolve(e, ids).(type) {
		case string:
			return e
		case map[string]any:
			return first(e, "alternateName", "name")
		}
	}
	return ""
}

func plainText(s string) string {
	if strings.ContainsAny(s, "<") {
		s = tags.ReplaceAllString(s, " ")
	}
	s = html.UnescapeString(s)
	if strings.Contains(s, "&") {
		s = html.UnescapeString(s) // escaped twice
	}
	return clean(unseen.Replace(s))
}

var (
	tags          = pattern.New(`</?[A-Za-z][^<>]*>`)
	jsonComment   = pattern.New(`(?s)^\s*(?:<!--|//\s*<!\[CDATA\[|/\*.{0,40}?\*/|<!\[CDATA\[)\s*|\s*(?://\s*)?(?:-->|\]\]>)\s*;?\s*$`)
	trailingComma = pattern.New(`,(\s*[}\]])`)
)

// readJSON reads JSON as pages have it: with comments around it, control characters inside strings, commas before brackets.
func readJSON(s string) (any, bool) {
	if len(s) > 8<<20 {
		return nil, false
	}
	var v any
	s = strings.TrimSuffix(strings.TrimSpace(s), ";")
	if json.Unmarshal([]byte(s), &v) == nil {
		return v, true
	}
	for range 2 {
		s = jsonComment.ReplaceAllString(s, "")
	}
	s = escapeControls(strings.TrimSuffix(strings.TrimSpace(s), ";"))
	dec := json.NewDecoder(strings.NewReader(trailingComma.ReplaceAllString(s, "$1")))
	if dec.Decode(&v) == nil { // what follows the first value does not matter
		return v, true
	}
	if strings.Contains(s, "&quot;") && json.Unmarshal([]byte(html.UnescapeString(s)), &v) == nil {
		return v, true
	}
	return nil, false
}

// escapeControls makes control characters inside strings spaces, and takes backslashes away that escape nothing.
func escapeControls(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	in := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case in && c == '\\' && i+1 < len(s):
			if strings.IndexByte(`"\/bfnrtu`, s[i+1]) >= 0 {
				b.WriteByte(c)
			}
			i++
			c = s[i]
			if c < ' ' {
				c = ' '
			}
		case c == '"':
			in = !in
		case in && c == '\n':
			b.WriteString(`\n`)
			continue
		case c < ' ':
			c = ' '
		}
		b.WriteByte(c)
	}
	return b.String()
}
