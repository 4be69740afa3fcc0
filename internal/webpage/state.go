package webpage

import (
	"strings"

	"github.com/lateral-reader/lateral/internal/pattern"
)

var wallWords = pattern.New(`(?i)subscribe to (?:continue|read|keep reading)|to continue reading|this (?:article|content|story) is (?:for|only available to|reserved for) (?:our )?subscribers|already a subscriber|subscriber[- ]only|réservé aux abonnés|nur für abonnenten|jetzt weiterlesen|solo para suscriptores|create a free account to (?:read|continue)|register to (?:read|continue)`)

// paywalled reports whether the page asks for a subscription beside or below a short text.
func paywalled(p *page) bool {
	if p.total() > 500 {
		return false
	}
	for _, b := range p.all {
		if !b.kept && b.words < 60 && wallWords.MatchString(b.text) || b.kept && b.words < 40 && wallWords.MatchString(b.text) {
			return true
		}
	}
	return false
}

// fromData takes the text that JSON-LD or a script's data give where the page itself shows hardly any of it.
func (p *page) fromData() {
	shown := 0
	for _, b := range p.all {
		if b.kept {
			shown += b.words
		}
	}
	body, by, line := "", "", 0
	if a := p.meta.linked; a != nil && countWords(a.body) > 60 {
		body, by, line = a.body, "the page's JSON-LD", a.line
	}
	if shown < 60 && body == "" {
		for _, s := range p.scan.state {
			if t := strings.Join(paragraphs(s.text), "\n"); s.page && countWords(t) > countWords(body) && countWords(t) >= 40 {
				body, by, line = t, "a script that makes the page", s.line
			} else if v, ok := readJSON(s.text); !s.page && ok {
				if t := longestText(v); countWords(t) > countWords(body) && countWords(t) >= 80 {
					body, by, line = t, "data that a script makes the page of", s.line
				}
			}
		}
	}
	if body == "" || countWords(body) < 3*shown/2+40 {
		return
	}
	have := strings.Builder{}
	for _, b := range p.all {
		have.WriteString(letters(b.text))
	}
	page := have.String()
	var extra []Block
	for _, para := range paragraphs(body) {
		if strings.Contains(page, letters(para)) && shown > 100 {
			continue
		}
		extra = append(extra, Block{Line: line, Plain: []string{para}})
	}
	if len(extra) == 0 {
		return
	}
	if shown > 0 { // what the page shows is the beginning of it: the whole stands in the data
		for _, b := range p.all {
			if b.kept {
				b.kept, b.why = false, "said again in "+by
			}
		}
		extra = extra[:0]
		for _, para := range paragraphs(body) {
			extra = append(extra, Block{Line: line, Plain: []string{para}})
		}
	}
	p.fromJSON = by
	p.extra = extra
}

var blockTag = pattern.New(`(?i)</?(?:p|div|br|li|h[1-6]|blockquote|ul|ol|section|article|figure|tr|table)\b[^<>]*>`)

// paragraphs parts a text of metadata, which may hold elements, at its lines.
func paragraphs(s string) []string {
	if tags.MatchString(s) {
		s = blockTag.ReplaceAllString(s, "\n")
	}
	s = strings.ReplaceAll(s, "\\n", "\n")
	var out []string
	for line := range strings.SplitSeq(s, "\n") {
		if line = plainText(line); hasWord(line) {
			out = append(out, line)
		}
	}
	return out
}

// longestText is the longest string that reads like prose, or the strings of a list of such.
func longestText(v any) string {
	best := ""
	var walk func(v any, depth int)
	walk = func(v any, depth int) {
		if depth > 40 {
			return
		}
		switch v := v.(type) {
		case string:
			if len(v) > len(best) && strings.Count(v, " ")*12 > len(v) && strings.Count(v, ". ") > 1 && !strings.Contains(v, "function(") && !strings.Contains(v, "){") {
				best = v
			}
		case []any:
			joined := strings.Builder{}
			for _, e := range v {
				walk(e, depth+1)
				if t := textIn(e); t != "" {
					joined.WriteString(t + "\n")
				}
			}
			if s := joined.String(); len(s) > len(best) && strings.Count(s, ". ") > 2 && strings.Count(s, " ")*12 > len(s) {
				best = s
			}
		case map[string]any:
			for _, k := range sortedKeys(v) {
				walk(v[k], depth+1)
			}
		}
	}
	walk(v, 0)
	return best
}

// textIn is the text of one block of a list of blocks.
func textIn(v any) string {
	switch v := v.(type) {
	case string:
		if strings.Count(v, " ") >= 6 {
			return v
		}
	case map[string]any:
		return first(v, "text", "content", "html", "value", "body", "paragraph")
	}
	return ""
}
