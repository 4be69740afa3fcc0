package importer

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lateral-reader/lateral/internal/anchor"
	"github.com/lateral-reader/lateral/internal/notes"
	"github.com/lateral-reader/lateral/internal/source"
)

// seeds returns the five documents, which are not in the repository: $LATERAL_SEEDS, else shared/seeds beside the checkout. The names are their
// places in the list.
func seeds(t *testing.T) []string {
	t.Helper()
	for _, dir := range []string{os.Getenv("LATERAL_SEEDS"), "../../../shared/seeds"} {
		if files, _ := filepath.Glob(filepath.Join(dir, "*.txt")); dir != "" && len(files) == 5 {
			return files
		}
	}
	if strings.Contains(os.Getenv("LATERAL_REQUIRE"), "seeds") {
		t.Fatal("the five documents are not in $LATERAL_SEEDS nor in shared/seeds beside the checkout")
	}
	t.Skip("the five documents are not here: set LATERAL_SEEDS to their folder")
	return nil
}

// layers reads the layer over the five documents.
func layers(t *testing.T) []Layer {
	t.Helper()
	dir := "../../content/paris-2015/sources/"
	files, err := filepath.Glob(dir + "*.md")
	if err != nil || len(files) != 5 {
		t.Fatalf("the layer has %d sources, want 5 (%v)", len(files), err)
	}
	var out []Layer
	for _, f := range files {
		read := func(name string) []byte {
			data, err := os.ReadFile(dir + name)
			if err != nil {
				t.Fatal(err)
			}
			return data
		}
		base := filepath.Base(f)
		s, ds := source.Parse("content/paris-2015/sources/"+base, read(base), "en", nil)
		name := strings.TrimSuffix(base, ".md") + ".notes.yaml"
		n, nds := notes.Parse("content/paris-2015/sources/"+name, read(name))
		for _, d := range append(ds, nds...) {
			t.Error(d)
		}
		out = append(out, Layer{s, n.Notes})
	}
	return out
}

// TestSeeds reads the five documents and lays each under its layer. It compares counts, ids and hashes, never text.
func TestSeeds(t *testing.T) {
	files, ls := seeds(t), layers(t)
	want := []struct {
		id, kind, published, outlet string
		byline                      int
		turns                       string // number by speaker, in the order of appearance
		layer                       string // the same under the layer
	}{
		{"rodier-interview", "transcript", "", "", 0, "sophie-shevardnadze 23, alain-rodier 23", "sophie-shevardnadze 23, alain-rodier 23"},
		{"wsws-lantier", "article", "2016-03-30", "", 1, "", ""},
		{"threat-level-france", "article", "", "", 0, "", ""},
		{"shea-euronews", "article", "", "", 2, "", ""},
		{"robertson-explainer", "qa", "", "cnn", 0, "cnn 7 asking, nic-robertson 7", "cnn 8 asking, nic-robertson 8"},
	}
	for i, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		res, ds := Read(filepath.Base(f), data, Options{})
		if res == nil {
			t.Fatalf("document %d: %v", i, ds)
		}
		w := want[i]
		if res.Kind != w.kind || res.Published != w.published || res.Outlet != w.outlet || len(res.Byline) != w.byline {
			t.Errorf("document %d: kind %s, published %q, outlet %q, %d in the byline; want %+v", i, res.Kind, res.Published, res.Outlet, len(res.Byline), w)
		}
		var got []string
		for _, tn := range res.Turns {
			got = append(got, tn.Speaker+askingRole(tn.Role))
		}
		if s := tally(got); s != w.turns {
			t.Errorf("document %d: turns %s, want %s", i, s, w.turns)
		}
		for _, hashed := range []bool{true, false} {
			data, by := data, "sha256"
			if !hashed {
				data, by = append(data, '\n'), "title"
			}
			scores := Match(res, data, ls)
			if len(scores) != 1 || scores[0].ID != w.id || scores[0].By != by && hashed || scores[0].Found != scores[0].Of {
				t.Errorf("document %d: layers %+v, want %s by %s with all notes", i, scores, w.id, by)
			}
		}
		for _, l := range ls {
			if l.Source.ID == w.id {
				underLayer(t, i, res, l, w.layer)
			}
		}
	}
}

func underLayer(t *testing.T, i int, res *Result, l Layer, want string) {
	s, ds := source.Parse(l.Source.Path, l.Source.Raw, "en", &source.Attached{Path: "text", Body: []byte(res.Body)})
	for _, d := range ds {
		t.Errorf("document %d under its layer: line %d: %s", i, d.Line, d.Level)
	}
	marks, _ := anchor.Resolve(s.Doc, l.Notes, true, "text")
	for _, m := range marks {
		if m.Outcome != anchor.NoPassage && !m.Outcome.Placed() {
			t.Errorf("document %d: note %s is %s", i, m.Note.ID, m.Outcome)
		}
	}
	var got []string
	for _, tn := range s.Doc.Turns {
		got = append(got, tn.Speaker+askingRole(tn.Role()))
	}
	if s := tally(got); s != want {
		t.Errorf("document %d under its layer: turns %s, want %s", i, s, want)
	}
}

func askingRole(role string) string {
	if role != "" {
		return " " + role
	}
	return ""
}

// tally counts equal names, in the order of first appearance.
func tally(names []string) string {
	n := map[string]int{}
	var order []string
	for _, s := range names {
		if n[s] == 0 {
			order = append(order, s)
		}
		n[s]++
	}
	for i, s := range order {
		name, role, ok := strings.Cut(s, " ")
		order[i] = fmt.Sprintf("%s %d", name, n[s])
		if ok && role == "question" {
			order[i] += " asking"
		}
	}
	return strings.Join(order, ", ")
}

// TestSample imports the texts of the sample without their front matter: the labels are found again, each turn with its words.
func TestSample(t *testing.T) {
	files, _ := filepath.Glob("../../content/harbour-bridge/sources/*.md")
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		s, ds := source.Parse("content/harbour-bridge/sources/"+filepath.Base(f), data, "en", nil)
		if len(ds) > 0 {
			continue // not ours to judge
		}
		_, body, _, _ := source.SplitFront(f, data)
		res, ds := Read("text.md", []byte("# "+s.Title+"\n\n"+string(body)), Options{})
		if res == nil {
			t.Errorf("%s: %v", filepath.Base(f), ds)
			continue
		}
		if s.Voice.S == "" && len(res.Turns) != len(s.Doc.Turns) {
			t.Errorf("%s: %d turns, want %d", filepath.Base(f), len(res.Turns), len(s.Doc.Turns))
		}
		t.Logf("%s: %s, %d turns, %d lines left out", filepath.Base(f), res.Kind, len(res.Turns), len(res.Dropped))
	}
}
