package build

import (
	"hash/maphash"
	"html"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/diag"
)

// gate reads finished files for runs of words of restricted texts that are longer than the edition may show. It trusts nothing that came
// before it: a template, a static file or a note may hold the words.
type gate struct {
	limit int // words that may stand in a row
	seed  maphash.Seed
	runs  map[uint64]string // hash of limit+1 words in a row → id of the source
}

// newGate collects the restricted texts. An edition that may show them gives a gate that lets everything pass.
func newGate(c *corpus.Corpus) *gate {
	g := &gate{limit: c.Config.ExcerptWords, seed: maphash.MakeSeed(), runs: map[uint64]string{}}
	if c.Edition.FullText {
		return g
	}
	c.Restricted(func(s *corpus.Source, text string) {
		g.each(tokens(text), func(h uint64, _ int) {
			if _, ok := g.runs[h]; !ok {
				g.runs[h] = s.ID
			}
		})
	})
	return g
}

// each calls f with the hash of every run of limit+1 words and the index of its first.
func (g *gate) each(ws []string, f func(h uint64, i int)) {
	n := g.limit + 1
	hs := make([]uint64, len(ws))
	for i, w := range ws {
		hs[i] = maphash.String(g.seed, w)
	}
	const prime = 0x9E3779B97F4A7C15
	var sum, top uint64 = 0, 1
	for range n {
		top *= prime
	}
	for i := range hs {
		sum = sum*prime + hs[i]
		if i >= n {
			sum -= hs[i-n] * top
		}
		if i >= n-1 {
			f(sum, i-n+1)
		}
	}
}

// check reports the first run of restricted words in a file, in its text as a reader sees it and in its bytes.
func (g *gate) check(path string, data []byte) []diag.Diagnostic {
	if len(g.runs) == 0 {
		return nil
	}
	for _, view := range views(data) {
		ws := tokens(view)
		var found []diag.Diagnostic
		g.each(ws, func(h uint64, i int) {
			if id, ok := g.runs[h]; ok && found == nil {
				d := diag.Errorf(diag.Place{File: path}, "the page holds more than %d words in a row of %q, whose rights are restricted: %q …", g.limit, id, strings.Join(ws[i:min(i+8, len(ws))], " "))
				found = append(found, d.WithHint("nothing was written; look for the words in templates, static files, notes and other sources"))
			}
		})
		if found != nil {
			return found
		}
	}
	return nil
}

var (
	tags    = regexp.MustCompile(`<[^<>]*>`)
	badges  = regexp.MustCompile(`<a class="(?:badge|num|fn)"[^<>]*>[^<>]*</a>`)
	escapes = regexp.MustCompile(`\\u([0-9a-fA-F]{4})`)
)

// views gives the ways in which a file's words can be read: as they stand, and without markup, badges and character references.
func views(data []byte) []string {
	raw := string(data)
	raw = escapes.ReplaceAllStringFunc(raw, func(m string) string {
		n, _ := strconv.ParseUint(m[2:], 16, 32)
		return string(rune(n))
	})
	plain := html.UnescapeString(tags.ReplaceAllString(badges.ReplaceAllString(raw, ""), ""))
	spaced := html.UnescapeString(tags.ReplaceAllString(badges.ReplaceAllString(raw, " "), " "))
	return []string{html.UnescapeString(raw), plain, spaced}
}

// tokens are the words of a text as the gate compares them: runs of letters and digits in lower case. It is cruder than the words of
// UAX #29 on purpose: what cuts a word differently must not hide a run.
func tokens(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
}
