package html

import (
	"html/template"

	"github.com/lateral-reader/lateral/internal/output"
)

// plainPage is a page of words and links.
type plainPage struct {
	Links []Link
}

// aboutPage says who made the site.
type aboutPage struct {
	About, Contact, License template.HTML
	How                     string
}

// wordRow is a word with what it means.
type wordRow struct{ Word, Means string }

var stanceMeans = map[string]string{
	"supports": "says that it is so", "disputes": "says that it is not so", "questions": "asks whether it is so, or doubts it, without denying it",
	"reports": "passes it on as hearsay that names nobody who holds it",
}

var putMeans = map[string]string{
	"stated":   "said outright; goes without saying",
	"in-part":  "grants or denies a weaker version only",
	"assumed":  "not said but presupposed, in a question, a “when” or a “despite”",
	"leading":  "a question that leans to one side; not counted",
	"supposed": "said only under an “if”; not counted",
	"implied":  "bears on the claim without addressing it, or by irony; not counted",
	"declined": "asked and took no side; has no stance and is not counted",
}

func (s *site) plain(emit func(output.File)) {
	emit(s.file("search", searchPath, "Search", "", []Link{{Text: "Search"}}, func() any { return s.searchPage() }))
	emit(s.file("about", "about.html", "About", "", []Link{{Text: "About"}}, func() any { return s.aboutPage() }))
	// The page of an address that is not there may stand in any folder, so its links rest on the base of the frame.
	emit(s.file("404", "404.html", "This page is not here", "", nil, func() any {
		return &plainPage{Links: []Link{
			{Href: "index.html", Text: "Collections"}, {Href: "speakers/index.html", Text: "Speakers"}, {Href: "outlets/index.html", Text: "Outlets"},
			{Href: "search.html", Text: "Search"},
		}}
	}))
}

func (s *site) aboutPage() *aboutPage {
	const at = "about.html"
	return &aboutPage{About: s.prose(s.About, at), Contact: s.prose(s.Contact, at), License: s.prose(s.License, at), How: rel(at, howPath)}
}
