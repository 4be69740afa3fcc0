package serve

import (
	"bytes"
	"fmt"
	"html/template"
	"slices"

	"github.com/lateral-reader/lateral/internal/diag"
)

// maxListed is how many problems a page lists: more are nobody's reading, and every page carries them.
const maxListed = 100

var problemsTemplate = template.Must(template.New("problems").Parse(`
<section class="problems{{if .Errors}} errors{{end}}" aria-label="Problems of the last build">
<details id="{{if .Errors}}lateral-errors{{else}}lateral-warnings{{end}}"{{if .Errors}} open{{end}}>
<summary>{{.Summary}}</summary>
<ol>{{range .Listed}}
<li class="{{.Level}}"><p><code>{{.Place}}</code> <b>{{.Level}}:</b> {{.Message}}</p>{{with .Hint}}
<p class="hint">hint: {{.}}</p>{{end}}</li>{{end}}
</ol>{{with .More}}
<p>{{.}}</p>{{end}}
<p><a href="{{.Health}}">How the notes found their passages</a></p>
</details>
</section>
`))

// problemsBlock lists problems as HTML, errors first and opened, warnings folded; "" where there are none. Where the pages below are an older build's
// it says so.
func problemsBlock(problems []diag.Diagnostic, older bool) string {
	if len(problems) == 0 {
		return ""
	}
	list := diag.Sort(slices.Clone(problems))
	slices.SortStableFunc(list, func(a, b diag.Diagnostic) int { return int(a.Level) - int(b.Level) })
	errors, warnings := 0, 0
	for _, d := range list {
		if d.Level == diag.Error {
			errors++
		} else {
			warnings++
		}
	}
	data := struct {
		Errors                bool
		Summary, More, Health string
		Listed                []diag.Diagnostic
	}{Errors: errors > 0, Health: health, Listed: list[:min(len(list), maxListed)]}
	switch {
	case errors == 0:
		data.Summary = count(warnings, "warning")
	case warnings == 0:
		data.Summary = count(errors, "error")
	default:
		data.Summary = count(errors, "error") + ", " + count(warnings, "warning")
	}
	if older {
		data.Summary += ". Shown is the last good build."
	}
	if n := len(list) - len(data.Listed); n > 0 {
		data.More = fmt.Sprintf("And %d more; lateral check lists all.", n)
	}
	return render(problemsTemplate, data)
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

var messageTemplate = template.Must(template.New("message").Parse(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{.Title}}</title>
</head>
<body>
<main class="message">
<h1>{{.Title}}</h1>
<p>{{.Text}}</p>
</main>
</body>
</html>
`))

// messagePage is a page of the server's own, where the site has none to show.
func messagePage(title, text string) []byte {
	return []byte(render(messageTemplate, struct{ Title, Text string }{title, text}))
}

// render runs a template of this package; that it can be run with its data is ours to know.
func render(t *template.Template, data any) string {
	var b bytes.Buffer
	if err := t.Execute(&b, data); err != nil {
		panic(err)
	}
	return b.String()
}
