package importer

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/lateral-reader/lateral/internal/captions"
	"github.com/lateral-reader/lateral/internal/charset"
	"github.com/lateral-reader/lateral/internal/webpage"
)

// captionNames gives a name for each format of captions.
var captionNames = []string{"talk.vtt", "talk.srt", "talk.json", "talk.html"}

// FuzzCaptions reads any bytes in each format of captions: no panic, no refusal of a text that the format reads, and each word of its cues and of
// all that stands beside them is in the source or in the list of what was left out.
func FuzzCaptions(f *testing.F) {
	a, err := txtar.ParseFile("testdata/captions.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, c := range a.Files {
		for i, name := range captionNames {
			if filepath.Ext(name) == filepath.Ext(c.Name) {
				f.Add(c.Data, uint8(i))
			}
		}
	}
	f.Add([]byte("<cite>Kevin:"+strings.Repeat("æ", 700)+"</cite>\n<time>0:00</time>\n<p>It grinds."), uint8(3))
	f.Add([]byte("EBVTT\n\n0<:01.000 -- >00:02.000\nTh"), uint8(1))
	f.Fuzz(func(t *testing.T, data []byte, kind uint8) {
		name := captionNames[int(kind)%len(captionNames)]
		format := []string{"vtt", "srt", "podcast-json", "podcast-html"}[int(kind)%len(captionNames)]
		res, ds := Read(name, data, Options{Format: format})
		if res == nil {
			for _, d := range ds {
				for _, m := range []string{"would", "reads differently", "cannot be read:", "turns were found"} {
					if strings.Contains(d.Message, m) {
						t.Fatalf("refused: %s", d)
					}
				}
			}
			return
		}
		have := tokens(res.Title+" "+res.Body, nil)
		for _, l := range res.Dropped {
			tokens(l.Text, have)
		}
		var file *captions.File
		switch text := strings.TrimPrefix(string(data), "\ufeff"); format {
		case "vtt":
			file, _ = captions.VTT(strings.ToValidUTF8(text, "\ufffd"))
		case "srt":
			file = captions.SRT(clean(text))
		case "podcast-json":
			if decoded, _, ok := charset.Decode(name, data, ""); ok {
				file, _ = captions.JSON(clean(decoded))
			}
		case "podcast-html":
			if decoded, _, ok := webpage.Decode(name, data, ""); ok {
				file = captions.HTML(decoded)
			}
		}
		if file == nil {
			t.Fatal("read, though it cannot be")
		}
		var all strings.Builder
		for _, c := range file.Cues {
			for _, run := range c.Runs {
				all.WriteString(run.Text + "\n")
			}
		}
		for _, x := range file.Rest {
			all.WriteString(x.Text + "\n")
		}
		for w, n := range tokens(all.String(), nil) {
			if have[w] < n {
				t.Fatalf("the word %q is lost: %d of %d\n%s", w, have[w], n, res.Markdown)
			}
		}
	})
}
