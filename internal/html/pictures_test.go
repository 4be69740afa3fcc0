package html

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

// pictured is what a page has of the pictures: the strip and its tables, or the map.
func pictured(page string) string {
	if _, page, has := strings.Cut(page, "<h2 id=\"map-h\">"); has {
		page, _, _ = strings.Cut(page, "</section>")
		return page
	}
	_, page, _ = strings.Cut(page, "<h2>What do other sources say?</h2>")
	_, page, _ = strings.Cut(page, "</details>\n")
	end := strings.Index(page, "</svg></div>\n")
	return page[:end+len("</svg></div>\n")]
}

func TestPictures(t *testing.T) {
	site, a := archive(t, "pictures.txtar")
	made := map[string]map[string]string{}
	for i, f := range a.Files {
		want, is := strings.CutPrefix(f.Name, "want/")
		if !is {
			continue
		}
		edition, at, _ := strings.Cut(want, "/")
		if made[edition] == nil {
			made[edition] = pages(t, site, edition)
		}
		got := pictured(made[edition][at])
		if *update {
			a.Files[i].Data = []byte(got)
		} else if d := cmp.Diff(string(f.Data), got); d != "" {
			t.Errorf("%s: (-want +got)\n%s", f.Name, d)
		}
	}
	if *update {
		if err := os.WriteFile("testdata/pictures.txtar", txtar.Format(a), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestStripHolds looks at strips of transcripts with many notes and turns: every note and turn has its piece, all lie inside, in order, and
// the tables have the same.
func TestStripHolds(t *testing.T) {
	for _, c := range []struct{ turns, notes, speakers int }{{1, 0, 1}, {2, 1, 2}, {12, 12, 3}, {90, 400, 9}} {
		r := rand.New(rand.NewPCG(uint64(c.turns), 3))
		var text, notes, speakers strings.Builder
		notes.WriteString("notes:\n")
		said := make([]int, c.speakers)
		total := 0
		for i := range c.turns {
			who := i % c.speakers
			fmt.Fprintf(&text, "S%d: ", who)
			for range 30 + r.IntN(200) {
				fmt.Fprintf(&text, "w%dé ", total)
				total++
				said[who]++
			}
			text.WriteString("\n\n")
		}
		label := []string{}
		for i := range c.speakers {
			fmt.Fprintf(&speakers, "- {id: s%d, name: Speaker %d}\n", i, i)
			label = append(label, fmt.Sprintf("S%d: s%d", i, i))
		}
		stances := []string{"supports", "disputes", "questions", "reports"}
		for i := range c.notes {
			fmt.Fprintf(&notes, "  - {id: n%d, quote: w%dé, claim: k, stance: %s}\n", i, i*(total-1)/max(1, c.notes-1), stances[r.IntN(4)])
		}
		if c.notes == 0 {
			notes.Reset()
			notes.WriteString("notes: []\n")
		}
		made := pages(t, fstest.MapFS{
			"lateral.yaml":                   {Data: []byte("title: T\n")},
			"content/c/collection.md":        {Data: []byte("---\ntitle: C\n---\n")},
			"content/c/claims.yaml":          {Data: []byte("claims:\n  - {id: k, claim: A., type: fact}\n")},
			"content/c/speakers.yaml":        {Data: []byte(speakers.String())},
			"content/c/sources/s.md":         {Data: []byte("---\ntitle: S\nrights: own\nspeakers: {" + strings.Join(label, ", ") + "}\n---\n" + text.String())},
			"content/c/sources/s.notes.yaml": {Data: []byte(notes.String())},
		}, "public")
		page := pictured(made["c/sources/s.html"])
		tables, svg, _ := strings.Cut(page, `<div class="strip"`)
		name := fmt.Sprintf("%d turns, %d notes", c.turns, c.notes)

		width, _ := strconv.Atoi(regexp.MustCompile(`viewBox="0 0 (\d+) 1000"`).FindStringSubmatch(svg)[1])
		count := map[string]int{}
		ground := 0
		for _, path := range regexp.MustCompile(`<path (class="[^"]+" )?d="([^"]+)"`).FindAllStringSubmatch(svg, -1) {
			if strings.Contains(path[1], "rule") {
				continue
			}
			of := "u"
			if path[1] != "" {
				of = "m"
			}
			x, y := 0, 0
			for _, p := range regexp.MustCompile(`[Mm](-?\d+) ?(-?\d+)(m0 (\d+)|v(\d+)|q4 2 0 4(t0 4)*)`).FindAllStringSubmatch(path[2], -1) {
				x, y = x+atoi(p[1]), y+atoi(p[2])
				length := atoi(p[4]) + atoi(p[5])
				if length == 0 {
					length = 4 * strings.Count(p[3], "0 4")
				}
				if x < 0 || x > width || y < 0 || y+length > 1001 || length < 1 {
					t.Errorf("%s: %v lies outside", name, p)
				}
				if of == "u" && y < ground-1 {
					t.Errorf("%s: %v lies before the end of the turn before it, %d", name, p, ground)
				}
				if y += length; of == "u" {
					ground = y
				}
				if p[4] == "" { // else what is before the first turn
					count[of]++
				}
			}
		}
		if count["u"] != c.turns || count["m"] != c.notes || ground < 998 {
			t.Errorf("%s: pieces %v up to %d", name, count, ground)
		}
		if n := strings.Count(tables, `href="#n-`); n != c.notes {
			t.Errorf("%s: the table has %d notes", name, n)
		}
		if n := strings.Count(tables, `href="#u`); n != c.turns {
			t.Errorf("%s: the table has %d turns", name, n)
		}
		if c.speakers < 2 {
			if strings.Contains(tables, "shares") {
				t.Errorf("%s: one speaker has a share", name)
			}
			continue
		}
		for i, n := range said {
			want := fmt.Sprintf(`Speaker %d</a><td class="r">%d<td class="r">%s<td>`, i, (c.turns-i+c.speakers-1)/c.speakers, number(float64(n)))
			if !strings.Contains(tables, want) {
				t.Errorf("%s: the shares have not %s", name, want)
			}
		}
	}
}

func atoi(s string) int { n, _ := strconv.Atoi(s); return n }

// TestMapOfMany draws the maps of collections with many claims: no picture has more than thirty, each relation stands in one or is said to lead
// out of it, the tables have all, and the order of the file changes nothing.
func TestMapOfMany(t *testing.T) {
	for _, c := range []struct {
		name   string
		claims int
		kind   string
		to     func(i int) []int
	}{
		{"a circle", 39, "reason-for", func(i int) []int { return []int{(i + 1) % 39} }},
		{"all against one", 39, "contradicts", func(int) []int { return []int{0} }},
		{"pairs", 600, "narrows", func(i int) []int { return []int{i ^ 1} }},
		{"a web", 600, "presupposes", func(i int) []int { return []int{i / 2, i * 7 % 600} }},
	} {
		t.Run(c.name, func(t *testing.T) {
			relations := map[[2]int]bool{}
			var claims []string
			for i := range c.claims {
				var ids []string
				for _, k := range c.to(i) {
					if k != i && !relations[[2]int{i, k}] {
						ids = append(ids, fmt.Sprintf("q%d", k))
						relations[[2]int{i, k}] = true
					}
				}
				claims = append(claims, fmt.Sprintf("  - {id: q%d, claim: Claim number %d of them all., type: fact, topics: [t%d], %s: [%s]}\n",
					i, i, i%12, c.kind, strings.Join(ids, ", ")))
			}
			draw := func() (pictures string) {
				topics := "topics:\n"
				for i := range 12 {
					topics += fmt.Sprintf("  - {id: t%d, asks: Topic %d?}\n", i, i)
				}
				made := pages(t, fstest.MapFS{
					"lateral.yaml":            {Data: []byte("title: T\n")},
					"content/c/collection.md": {Data: []byte("---\ntitle: C\n---\n")},
					"content/c/claims.yaml":   {Data: []byte(topics + "claims:\n" + strings.Join(claims, ""))},
				}, "public")
				rows, lines := 0, 0
				for _, at := range slices.Sorted(maps.Keys(made)) {
					if !strings.HasPrefix(at, "c/index") || !strings.Contains(made[at], `id="map-h"`) {
						continue
					}
					p := pictured(made[at])
					rows += strings.Count(p, "<tr><td>")
					for _, svg := range regexp.MustCompile(`(?s)<svg.*?</svg>`).FindAllString(p, -1) {
						if n := strings.Count(svg, "<a href"); n > mostNodes || n < 2 {
							t.Errorf("%s: a picture of %d claims", at, n)
						}
						lines += strings.Count(svg, "<g class=")
						pictures += svg
					}
					if m := regexp.MustCompile(`(\d+) relations? leads? out`).FindStringSubmatch(p); m != nil {
						n, _ := strconv.Atoi(m[1])
						lines += n
					}
				}
				if rows != len(relations) || lines != len(relations) {
					t.Errorf("%d relations: %d in the tables, %d drawn or said to lead out", len(relations), rows, lines)
				}
				return pictures
			}
			first := draw()
			rand.New(rand.NewPCG(1, 2)).Shuffle(len(claims), func(i, j int) { claims[i], claims[j] = claims[j], claims[i] })
			if draw() != first {
				t.Error("the claims in another order make another picture")
			}
		})
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		text  string
		width int
		want  []string
		cut   bool
	}{
		{"One", 100, []string{"One"}, false},
		{"One two three four", 75, []string{"One two", "three four"}, false},
		{"One two three four five six seven eight nine", 75, []string{"One two", "three four", "five six…"}, true},
		{"Donaudampfschifffahrt", 60, []string{"Donaud", "ampfsch", "ifffahrt"}, false},
		{"橋は閉鎖された", 60, []string{"橋は閉鎖", "された"}, false},
	} {
		lines, cut := wrap(c.text, 15, c.width, 3)
		if !slices.Equal(lines, c.want) || cut != c.cut {
			t.Errorf("wrap(%q) = %q, %v, want %q", c.text, lines, cut, c.want)
		}
		for _, l := range lines {
			if w := textWidth(l, 15); w > c.width {
				t.Errorf("wrap(%q): %q is %d wide", c.text, l, w)
			}
		}
	}
}
