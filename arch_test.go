package lateral

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/lateral-reader/lateral"

// floors is who may import whom: a package sees those listed after it and nothing else of the project. To change it is a design decision.
var floors = map[string]string{
	"":                   "",
	"internal/byteset":   "",
	"internal/pattern":   "",
	"internal/diag":      "",
	"internal/worddiff":  "words",
	"internal/doc":       "",
	"internal/lexicon":   "",
	"internal/words":     "byteset",
	"internal/output":    "",
	"internal/overlay":   "",
	"internal/unsaved":   "",
	"internal/highlight": "",
	"internal/quick":     "byteset",
	"internal/layered":   "",
	"internal/shrink":    "",
	"internal/field":     "diag",
	"internal/captions":  "pattern",
	"internal/charset":   "diag field",
	"internal/markdown":  "diag doc words",
	"internal/webpage":   "diag charset markdown pattern words",
	"internal/source":    "diag doc words field markdown",
	"internal/notes":     "diag doc words field source",
	"internal/catalog":   "diag field source notes",
	"internal/anchor":    "diag doc words worddiff lexicon notes",
	"internal/revision":  "doc words source notes anchor worddiff",
	"internal/corpus":    "diag doc words field markdown source notes catalog anchor",
	"internal/markup":    "byteset doc words",
	"internal/search":    "",
	"internal/html":      "diag doc words field source notes catalog anchor corpus markup highlight layered output quick search unsaved worddiff",
	"internal/importer":  "diag doc words field charset captions pattern webpage markdown source notes anchor worddiff",
	"internal/webanno":   "diag doc words field notes anchor corpus",
	"internal/argdown":   "corpus",
	"internal/serve":     "diag",
	"internal/watch":     "unsaved",
	"internal/build":     "diag words field source notes catalog anchor corpus output unsaved",
	"internal/corpusgen": "",
	"cmd/bench":          "corpusgen",
	"cmd/lateral":        "* diag doc words field source notes catalog anchor corpus html output overlay shrink importer webanno argdown build serve watch worddiff revision unsaved",
}

// owners is who may import a third-party module; its types stay inside.
var owners = map[string]string{
	"github.com/yuin/goldmark":                        "internal/markdown",
	"github.com/tdewolff/minify/v2":                   "internal/shrink",
	"github.com/alecthomas/chroma/v2":                 "internal/highlight",
	"github.com/spf13/cobra":                          "cmd/lateral",
	"golang.org/x/term":                               "cmd/lateral",
	"github.com/fsnotify/fsnotify":                    "internal/watch",
	"go.yaml.in/yaml/v4":                              "internal/field",
	"github.com/clipperhouse/uax29/v2":                "internal/words",
	"golang.org/x/text/unicode/norm":                  "internal/anchor internal/field internal/search internal/words",
	"github.com/chromedp":                             "", // tests alone
	"golang.org/x/text/encoding":                      "internal/charset",
	"golang.org/x/net/html":                           "internal/captions internal/webanno internal/webpage",
	"github.com/go-shiori/go-readability":             "internal/webpage",
	"github.com/JohannesKaufmann/html-to-markdown/v2": "internal/webpage",
	"github.com/abadojack/whatlanggo":                 "internal/importer",
	"golang.org/x/text/language":                      "internal/importer internal/source internal/webpage internal/words",
}

// TestFloors fails on every import that the tables do not allow, tests aside.
func TestFloors(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", "{{.ImportPath}}:{{join .Imports \" \"}}", "./...").CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for line := range strings.Lines(strings.TrimSpace(string(out))) {
		path, list, _ := strings.Cut(strings.TrimSpace(line), ":")
		pkg := strings.TrimPrefix(strings.TrimPrefix(path, module), "/")
		allowed, known := floors[pkg]
		if !known {
			t.Errorf("%s is on no floor", path)
			continue
		}
		for imp := range strings.FieldsSeq(list) {
			if imp == module || strings.HasPrefix(imp, module+"/") {
				short := strings.TrimPrefix(strings.TrimPrefix(imp, module), "/internal/")
				if short == "" {
					short = "*"
				}
				if !slices.Contains(strings.Fields(allowed), short) {
					t.Errorf("%s must not import %s", pkg, imp)
				}
				continue
			}
			if !strings.Contains(strings.Split(imp, "/")[0], ".") {
				continue // the standard library
			}
			owned := false
			for mod, owner := range owners {
				if imp == mod || strings.HasPrefix(imp, mod+"/") {
					owned = slices.Contains(strings.Fields(owner), pkg)
				}
			}
			if !owned {
				t.Errorf("%s imports %s, which it does not own", pkg, imp)
			}
		}
	}
}
