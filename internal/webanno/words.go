package webanno

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// blankLines are more of them than end a paragraph.
var blankLines = regexp.MustCompile(`\n{3,}`)

// plain is a body without markup: of HTML the words of its blocks, a blank line between two; of any other format the text as it is.
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
			return strings.TrimSpace(blankLines.ReplaceAllString(strings.Join(lines, "\n"), "\n\n"))
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
