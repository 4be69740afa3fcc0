package anchor

import (
	"testing"

	"github.com/lateral-reader/lateral/internal/notes"
	"github.com/lateral-reader/lateral/internal/source"
)

// TestSlight says which differences are slips of the pen: text and quote differ in what stands between the same words.
func TestSlight(t *testing.T) {
	for _, row := range []struct {
		lang, before, text, quote, after string
		slight                           bool
	}{
		{"en", "They said it happened", "because", "becuase", "of the rain that fell", true},
		{"en", "They said that the", "casual", "causal", "link was plain to see", false},
		{"en", "They said that the", "minister's", "ministers", "office was shut all day", false},
		{"en", "They met in the", "café", "cafe", "beside the old bridge", true},
		{"en", "They read the", "résumé", "resume", "beside the old bridge", false},
		{"en", "They met", "Marks", "Marx", "beside the old bridge", false},
		{"en", "They lost three", "million", "billion", "to the old bridge", false},
		{"en", "It was the", "official", "oﬃcial", "who shut the bridge", true},
		{"en", "It was the", "government", "govern- ment", "that shut the bridge", true},
		{"de", "Der Minister sagte, er", "würde", "wurde", "am Montag gewählt werden", false},
		{"de", "Der Minister sagte, er", "konnte", "kannte", "am Montag alle Namen", false},
		{"de", "Der Minister sagte, er sei", "gebrochen", "gebrohcen", "worden wie die Brücke", true},
		{"fr", "Le ministre a dit que", "jamais", "jamias", "la route ne serait ouverte", false},
		{"es", "El ministro dijo que", "probablemente", "probablmente", "abren el puente en mayo", true},
	} {
		s, _ := source.Parse("content/x/sources/s.md", []byte("---\ntitle: T\nrights: own\nlang: "+row.lang+"\n---\n"+row.before+" "+row.text+" "+row.after+".\n"), row.lang, nil)
		ms, ds := Resolve(s.Doc, []notes.Note{{Target: notes.Target{Quote: row.before + " " + row.quote + " " + row.after}}}, true, "s.md")
		if (ms[0].Outcome == Fuzzy) != row.slight || ms[0].Outcome.Placed() != row.slight {
			t.Errorf("%s, %s: %s %v", row.text, row.quote, ms[0].Outcome, ds)
		}
	}
}
