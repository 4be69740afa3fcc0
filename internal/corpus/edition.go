package corpus

// Edition is one way to build the same site.
type Edition struct {
	Name     string
	FullText bool   // restricted sources are shown whole
	Notes    bool   // the model notes are there
	Teacher  bool   // notes for teachers and answers are there
	Drafts   bool   // drafts are there; who serves a site while writing it sets this for any edition
	Banner   string // stands on every page; "" in the public edition
	Dir      string // where it is written by default, a slash path in the site's folder
}

// Editions is the table of all editions; the first is the default.
var Editions = []Edition{
	{Name: "public", Notes: true, Dir: "public"},
	{Name: "classroom", FullText: true, Notes: true, Banner: "Classroom edition: do not publish. It holds texts whose rights belong to others.", Dir: "build/classroom"},
	{Name: "student", FullText: true, Banner: "Student edition: do not publish. It holds texts whose rights belong to others, and no notes.", Dir: "build/student"},
	{Name: "teacher", FullText: true, Notes: true, Teacher: true, Drafts: true, Banner: "Teacher edition: do not publish. It holds answers, drafts, and texts whose rights belong to others.", Dir: "build/teacher"},
}

// EditionNames lists the names in the order of the table.
func EditionNames() []string {
	var names []string
	for _, e := range Editions {
		names = append(names, e.Name)
	}
	return names
}

// EditionOf returns the edition with a name; ok is false where there is none.
func EditionOf(name string) (Edition, bool) {
	for _, e := range Editions {
		if e.Name == name {
			return e, true
		}
	}
	return Edition{}, false
}
