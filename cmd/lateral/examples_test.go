package main

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/lateral-reader/lateral/internal/importer"
)

// TestImportExamples fails where an example of the help or of the README is not run by the script of examples, or where a format has none.
func TestImportExamples(t *testing.T) {
	script, err := os.ReadFile("testdata/script/import-examples.txt")
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	example := regexp.MustCompile(`(?m)^ +(lateral import \S.*?)(?:  .*)?$`)
	for where, text := range map[string]string{"import --help": importHelp, "README.md": string(readme)} {
		all := example.FindAllStringSubmatch(text, -1)
		names := ""
		for _, m := range all {
			run := strings.NewReplacer("--id talk", "--id the-bridge", `"`, "").Replace(m[1]) // scripts have no quotes
			if names += m[1] + "\n"; !strings.Contains(string(script), "exec "+run+"\n") {
				t.Errorf("%s: no script runs %q", where, m[1])
			}
		}
		for format, ending := range map[string]string{"text": ".txt ", "markdown": ".md ", "vtt": ".vtt ", "srt": ".srt ", "ttml": ".ttml ", "ass": ".ass ", "timedtext": ".srv3 ", "table": ".csv ", "podcast-json": "episode.json ", "podcast-html": "episode.html ", "webpage": "page.html "} {
			if !strings.Contains(names, ending) {
				t.Errorf("%s: no example of %s", where, format)
			}
		}
	}
	if n := len(importer.Formats()); n != 11 {
		t.Errorf("%d formats, and examples of 11", n)
	}
}
