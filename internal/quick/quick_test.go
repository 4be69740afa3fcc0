package quick

import (
	"bytes"
	"html/template"
	"strings"
	"sync"
	"testing"
)

// inner and data have a field of each shape that a page's data has.
type inner struct {
	Href, Text string
	N          int
	Deep       *inner
}

func (inner) Method() string { return "of a method" }

// Drawn and Told are methods that give HTML; the first is drawn.
func (i *inner) Drawn() template.HTML      { return template.HTML("<u>" + i.Text + "</u>") }
func (i *inner) Told(...int) template.HTML { return template.HTML("<b>" + i.Text + "</b>") }

func (i *inner) Draw(out []byte, method string) []byte {
	if method != "Drawn" {
		panic(method)
	}
	return append(append(append(out, "<u>"...), i.Text...), "</u>"...)
}

type named string

func (n named) String() string { return "<" + string(n) + ">" }

type data struct {
	Text   string
	HTML   template.HTML
	Is     bool
	N      int
	Float  float64
	Named  named
	Link   inner
	Links  []inner
	Words  []string
	Point  *inner
	Points []*inner
	Any    any
	Map    map[string]string
}

// odd are texts that each escaper treats in a way of its own.
var odd = []string{
	"", "plain", `<b> & "q" 'a' +`, "javascript:alert(1)", "HTTPS://x.org/a b", "https://x.org/?a=1&b=%C3%A9'()", "mailto:a@b.org", "a/b:c", "#n-x", "é‘’ \x00\xff \u2028",
	"../a/b.html#p3s2", "data:text/html,x", "//x.org", "x:", "&amp;", "http://x.org/\"><script>",
}

func samples() []any {
	var ds []any
	for i, t := range odd {
		d := data{Text: t, HTML: template.HTML("<i>" + t + "</i>"), Is: i%2 == 0, N: i - 1, Float: float64(i) / 3, Named: named(t), Link: inner{Href: t, Text: t, N: i}}
		if i%3 > 0 {
			d.Links = []inner{{Href: t, Deep: &inner{Text: t}}, {Text: "two", N: i}}
			d.Words = []string{"", t}
			d.Point = &d.Links[0]
			d.Points = []*inner{d.Point, {N: 1}}
			d.Map = map[string]string{"b": t, "a": "A"}
		}
		d.Any = []any{nil, t, i, &d.Link, d.Link, (*inner)(nil), d.Words, 0, ""}[i%9]
		ds = append(ds, d, &d)
	}
	return append(ds, nil, (*data)(nil), "a string", 7, map[string]any{"Text": "in a map"})
}

// TestSame executes each template with each piece of data in both ways: the quick one must say what the library says. quick tells whether it
// is wanted to come without the library at all.
func TestSame(t *testing.T) {
	for _, row := range []struct {
		quick bool
		text  string
	}{
		{true, `{{.Text}}|{{.HTML}}|{{.N}}|<a href="{{.Text}}" title="{{.Text}}" class='{{.N}}'>{{.Link.Text}}</a><title>{{.Text}}</title>`},
		{true, `{{if .Is}}yes{{else if .Text}}text{{else}}no{{end}}{{if not .Is}}no{{end}}`},
		{true, `{{if or .Text .N}}a{{end}}{{if and .Text .Is (or .N .Links)}}b{{end}}{{if (and .Is .N)}}c{{end}}`},
		{true, `{{if eq .Text "plain"}}p{{end}}{{if ne .Text .Link.Href}}q{{end}}{{if eq .N 3}}r{{end}}{{if gt .N 1}}s{{end}}{{if ne .N .Link.N}}t{{end}}`},
		{true, `{{with .Text}}<b>{{.}}</b>{{else}}none{{end}}{{with .Link}}{{.Href}}{{end}}{{with $x := .N}}{{$x}}{{$.Text}}{{end}}`},
		{true, `{{range .Links}}<a href="{{.Href}}">{{.Text}}{{$.Text}}</a>{{else}}none{{end}}`},
		{true, `{{range $i, $l := .Links}}{{if $i}}, {{end}}{{$l.Text}}{{.N}}{{range $k, $w := $.Words}}{{$k}}{{$w}}{{$i}}{{end}}{{end}}`},
		{true, `{{range $w := .Words}}{{$w}}{{end}}{{$x := .Text}}{{with .Link}}{{$x}}{{$x := .N}}{{$x}}{{end}}{{$x}}`},
		{true, `{{define "part"}}<i>{{.Text}}</i>{{range .Links}}{{template "leaf" .}}{{end}}{{end}}{{define "leaf"}}{{.Href}}{{end}}{{template "part" .}}{{template "leaf" .Link}}`},
		{true, `{{define "again"}}{{.N}}{{with .Deep}}{{template "again" .}}{{end}}{{end}}{{range .Links}}{{template "again" .}}{{end}}`},
		{true, `{{with .Any}}any{{else}}none{{end}}{{if .Any}}a{{end}}`},
		{true, `{{.Named}}{{.Float}}{{.Is}}<p title="{{.HTML}}{{.Named}}{{.Float}}">{{/* silent */}}`},
		{true, `{{with .Point}}{{.Text}}{{.Deep.Text}}{{end}}`},
		{true, `{{range .Points}}{{.Text}}{{with .Deep}}{{.Text}}{{end}}{{end}}{{.Point}}`},
		{true, `{{.Any}}`},
		{true, `<a href="/{{.Text}}"><a href="#{{.Text}}"><a href="x#n-{{.N}}"><a href="?a={{.Named}}"><a href="{{.N}}">`},
		{true, `{{with .Any}}{{.Text}}{{end}}`},
		{true, `{{.Point.Deep.Text}}`},
		{true, `{{range .Links}}a{{.Drawn}}b{{end}}{{with .Point}}{{.Drawn}}{{end}}`},
		{true, `{{.Point.Drawn}}`},
		{true, `{{.Link.Drawn}}`},
		{false, `{{range .Links}}{{.Told}}{{end}}`},
		{false, `{{range .Links}}{{with .Drawn}}{{.}}{{end}}{{end}}`},
		{false, `{{range .Links}}<p title="{{.Drawn}}">{{end}}`},
		{false, `{{range $l := .Links}}{{$l.Drawn}}{{end}}`},
		{false, `{{.Missing}}`},
		{false, `{{.Link.Method}}`},
		{false, `{{.Text | printf "%q"}}{{len .Links}}{{index .Words 0}}`},
		{false, `{{range $k, $v := .Map}}{{$k}}{{$v}}{{end}}`},
		{false, `{{range .N}}x{{end}}`},
		{false, `{{$x := 1}}{{$x = .N}}{{$x}}`},
		{false, `{{range .Links}}{{break}}{{end}}`},
		{false, `<script>f({{.Text}})</script><p style="color:{{.Text}}" onclick="g('{{.Text}}')"><a href=x{{.Text}}>`},
		{false, `<a href="x?{{.Text}}"><a {{.Text}}="y"><!-- {{.Text}} -->`},
		{false, `{{define "p"}}{{.Text}}{{end}}<p title="{{template "p" .}}">`},
		{true, `{{define "p"}}x{{end}}{{template "p"}}`},
		{true, `{{with $x := .Any}}{{range $i, $l := $.Links}}{{with $y := $.Any}}{{$i}}{{if $x}}{{$y}}{{end}}{{end}}{{end}}{{end}}`},
		{true, `{{with $x := .Any}}{{$x.Text}}{{end}}`},
		{true, `{{define "p"}}{{with $x := .Any}}{{$.N}}{{with $.Any}}{{$.Text}}{{end}}{{end}}{{end}}{{range .Links}}{{$.N}}{{end}}{{template "p" .}}{{template "p" $}}`},
		{true, `{{define "p"}}{{$x := .N}}{{range $i, $l := .Links}}{{$x}}{{template "q" $l}}{{$i}}{{$l.Text}}{{end}}{{$x}}{{end}}{{define "q"}}{{$y := .Text}}{{$y}}{{$.N}}{{end}}{{$z := .Text}}{{template "p" .}}{{$z}}`},
		{false, `{{define "p"}}{{.}}{{end}}{{template "p"}}`},
		{false, `{{template "nowhere" .}}`},
		{false, `<a href="{{if .Is}}x{{else}}?{{end}}{{.Text}}">`},
		{false, `{{define "loop"}}{{template "loop" .}}{{end}}{{if eq .Text "never"}}{{template "loop" .}}{{end}}{{len .Text}}`},
	} {
		lib, twin := template.Must(template.New("t").Parse(row.text)), template.Must(template.New("t").Parse(row.text))
		s := New(lib)
		for _, d := range samples() {
			var have, want bytes.Buffer
			wrong := twin.ExecuteTemplate(&want, "t", d)
			for range 2 { // the second time out of memory
				have.Reset()
				err := s.Execute(&have, "t", d)
				if all, wrong := s.Append([]byte("before"), "t", d); (wrong == nil) != (err == nil) || string(all) != "before"+have.String() {
					t.Errorf("%s\n%+v\nappended %s %v\nwritten %s", row.text, d, all, wrong, &have)
				}
				switch {
				case wrong != nil && (err == nil || err.Error() != wrong.Error()):
					t.Errorf("%s\n%+v\nhave error %v\nwant error %v", row.text, d, err, wrong)
				case wrong == nil && (err != nil || have.String() != want.String()):
					t.Errorf("%s\n%+v\nhave %s %v\nwant %s", row.text, d, &have, err, &want)
				case wrong != nil && have.Len() > 0:
					t.Errorf("%s: %d bytes were written before an error", row.text, have.Len())
				}
			}
		}
		made := false
		for k, p := range s.programs {
			made = made || k.name == "t" && k.data != nil && strings.HasSuffix(k.data.String(), "quick.data") && p != nil && p.done
		}
		if made != row.quick {
			t.Errorf("%s: the quick way is taken: %v", row.text, made)
		}
	}
}

// TestTogether executes one set from several goroutines, of which each may be the first.
func TestTogether(t *testing.T) {
	s := New(template.Must(template.New("t").Parse(`{{define "leaf"}}{{.Href}}{{end}}{{with .Any}}{{if .}}y{{end}}{{end}}{{range .Links}}{{template "leaf" .}}{{end}}`)))
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for _, d := range samples()[:2*len(odd)] {
				if err := s.Execute(&bytes.Buffer{}, "t", d); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
}

// TestEndless: a template that calls itself without end fails as the library says and takes nobody down.
func TestEndless(t *testing.T) {
	s := New(template.Must(template.New("t").Parse(`{{define "l"}}{{template "l" .}}{{end}}{{template "l" .}}`)))
	if err := s.Execute(&bytes.Buffer{}, "t", data{}); err == nil || !strings.Contains(err.Error(), "exceeded maximum template depth") {
		t.Error(err)
	}
}

// TestBytes: each byte, wherever it stands among others, is printed as the library prints it in each of the places.
func TestBytes(t *testing.T) {
	for name, p := range places {
		for c := range 256 {
			for at := range 17 {
				in := strings.Repeat("a", at) + string([]byte{byte(c)}) + strings.Repeat("b", 16-at)
				var want bytes.Buffer
				if err := p.lib.Execute(&want, in); err != nil {
					t.Fatal(err)
				}
				if have := p.sample[:p.before] + string(p.text(new(run), nil, in)) + p.sample[len(p.sample)-p.after:]; have != want.String() {
					t.Errorf("%s: %q\nhave %s\nwant %s", name, in, have, &want)
				}
			}
		}
	}
}

// FuzzPrint: whatever the text, a page says what the library makes of it.
func FuzzPrint(f *testing.F) {
	for _, t := range odd {
		f.Add(t)
	}
	const text = `{{.Text}}<a href="{{.Text}}" title='{{.Text}}'><title>{{.Text}}</title><a href="{{.HTML}}">{{.HTML}}<a href="/{{.Text}}"><a href="?{{.Text}}#{{.Text}}">`
	s, twin := New(template.Must(template.New("t").Parse(text))), template.Must(template.New("t").Parse(text))
	f.Fuzz(func(t *testing.T, in string) {
		d := data{Text: in, HTML: template.HTML(in)}
		var have, want bytes.Buffer
		if err := s.Execute(&have, "t", d); err != nil {
			t.Fatal(err)
		}
		if err := twin.Execute(&want, d); err != nil || have.String() != want.String() {
			t.Errorf("%q\nhave %s\nwant %s", in, &have, &want)
		}
	})
}

func BenchmarkExecute(b *testing.B) {
	const text = `{{range .Links}}<li>{{if .Href}}<a href="{{.Href}}">{{.Text}}</a>{{else}}{{.Text}}{{end}}</li>{{end}}`
	d := data{Links: make([]inner, 100)}
	for i := range d.Links {
		d.Links[i] = inner{Href: "../claims/a-claim.html#m-1", Text: "A claim – “quoted” & more"}
	}
	lib := template.Must(template.New("t").Parse(text))
	var buf bytes.Buffer
	b.Run("library", func(b *testing.B) {
		for b.Loop() {
			buf.Reset()
			_ = lib.Execute(&buf, d)
		}
	})
	s := New(lib)
	b.Run("quick", func(b *testing.B) {
		for b.Loop() {
			buf.Reset()
			_ = s.Execute(&buf, "t", d)
		}
	})
}
