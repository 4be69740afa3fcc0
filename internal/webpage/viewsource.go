package webpage

import (
	"html"
	"strings"

	"github.com/lateral-reader/lateral/internal/pattern"
)

var (
	sourceLine = pattern.New(`(?is)<td class="line-content">(.*?)</td>`)
	sourceBody = pattern.New(`(?is)<body\b[^<>]*\bid="viewsource"[^<>]*>(.*)</body>`)
	anyTag     = pattern.New(`<[^<>]*>`)
)

// viewSource gives the page whose source a browser showed, where the file is that view and not the page itself.
func viewSource(text string) (string, bool) {
	top := text[:min(len(text), 4<<10)]
	if m := sourceBody.FindStringSubmatch(text); m != nil && strings.Contains(top, "viewsource") {
		s := html.UnescapeString(anyTag.ReplaceAllString(m[1], ""))
		return s, strings.Contains(s, "<")
	}
	if !strings.Contains(top, "line-gutter-backdrop") && !(strings.Contains(top, `class="line-number"`) && strings.Contains(top, `class="line-content"`)) {
		return "", false
	}
	var b strings.Builder
	for _, m := range sourceLine.FindAllStringSubmatch(text, -1) {
		b.WriteString(html.UnescapeString(anyTag.ReplaceAllString(m[1], "")))
		b.WriteByte('\n')
	}
	return b.String(), strings.Contains(b.String(), "<")
}
