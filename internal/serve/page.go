package serve

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// edit replaces doc[from:to] by text.
type edit struct {
	from, to int
	text     string
}

// dress makes the page that is sent from the page as built, and its version. It adds the script and, where there are problems, their block and
// a style for it; it takes out the page's own Content-Security-Policy, for which the header stands. A page that says "not found" is sent for paths at any
// depth, so its links are made to begin at the root.
func (b *build) dress(doc []byte, name string, status int) (page []byte, version string) {
	var edits []edit
	base := &url.URL{Path: "/" + name}
	uses, styles := [][]byte{reloadScript, doc, []byte(b.problems)}, [][]byte{}
	begin, head, body := 0, -1, -1 // after the doctype or <head>; before </head>; after <body>
	for t := range tags(doc) {
		switch {
		case t.name == "!" && begin == 0, t.name == "head" && head < 0:
			begin = t.end
		case t.name == "/head" && head < 0:
			head = t.start
		case t.name == "body" && body < 0:
			body = t.end
			if head < 0 {
				head = t.start
			}
		case t.name == "meta" && head < 0:
			if v, _ := t.attr("http-equiv"); strings.EqualFold(v, "content-security-policy") {
				edits = append(edits, edit{from: t.start, to: t.end})
			}
		case t.name == "base" && head < 0 && status != http.StatusOK:
			edits = append(edits, edit{from: t.start, to: t.end})
		case t.name == "link":
			if rel, _ := t.attr("rel"); slices.Contains(strings.Fields(strings.ToLower(rel)), "stylesheet") {
				if file, ok := fileOf(t, "href", base); ok {
					styles = append(styles, []byte(file), []byte(b.hash(file)))
				}
			}
		default:
			if file, ok := fileOf(t, "src", base); ok {
				uses = append(uses, []byte(file), []byte(b.hash(file)))
			}
		}
	}
	version = hash(uses...) + "-" + hash(styles...)
	if head < 0 {
		head = begin
	}
	if body < 0 {
		body = head
	}
	if status != http.StatusOK {
		edits = append(edits, edit{begin, begin, `<base href="/">`})
	}
	add := `<script src="` + reserved + `reload.js" data-version="` + version + `" defer></script>` + "\n"
	if b.problems != "" || status != http.StatusOK {
		add = `<link rel="stylesheet" href="` + reserved + `serve.css">` + "\n" + add
	}
	edits = append(edits, edit{head, head, add}, edit{body, body, b.problems})
	return apply(doc, edits), version
}

// fileOf gives the file of the site that an attribute refers to from a page; false where it refers to none.
func fileOf(t tag, name string, base *url.URL) (string, bool) {
	v, ok := t.attr(name)
	if !ok || strings.TrimSpace(v) == "" {
		return "", false
	}
	u, err := base.Parse(strings.TrimSpace(v))
	if err != nil || u.Scheme != "" || u.Host != "" {
		return "", false
	}
	file, folder, ok := clean(u.EscapedPath())
	return file, ok && !folder && !strings.HasPrefix(u.Path, reserved)
}

// apply makes the edits, which do not overlap: at one place what is added comes in the order given, and before what is cut.
func apply(doc []byte, edits []edit) []byte {
	slices.SortStableFunc(edits, func(a, b edit) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
	size := len(doc)
	for _, e := range edits {
		size += len(e.text)
	}
	out, at := make([]byte, 0, size), 0
	for _, e := range edits {
		out = append(append(out, doc[at:e.from]...), e.text...)
		at = e.to
	}
	return append(out, doc[at:]...)
}
