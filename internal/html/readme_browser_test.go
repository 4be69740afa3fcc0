package html

import (
	"bytes"
	"flag"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

var readmePictures = flag.String("pictures", "", "write the pictures of the README into this folder")

// BenchmarkPictures takes the pictures of the README: make pictures.
func BenchmarkPictures(b *testing.B) {
	if *readmePictures == "" {
		b.Skip("say -pictures DIR")
	}
	dir := written(b, pages(b, repo, "public"))
	t := newTab(b, "file://"+filepath.ToSlash(dir)+"/")
	for _, p := range []struct {
		name, at       string
		width, height  int64
		dark           bool
		ready, prepare string
	}{
		{"source", radio, 1180, 900, false, `document.querySelector(".margin > .note").style.top !== ""`, `document.getElementById("u3").scrollIntoView()`},
		{"matrix", "harbour-bridge/index.html", 1180, 900, false, "true", `(document.querySelector("table.matrix").closest("section").querySelector("h2, h3").scrollIntoView(), scrollBy(0, 24))`},
		{"side-by-side", "harbour-bridge/beside.html#s-radio-interview", 1280, 860, false, `document.querySelectorAll("iframe").length`, `document.querySelector("select").closest("form, div, p").scrollIntoView()`},
		{"search", "search.html", 980, 760, false, `document.querySelectorAll("input[type=search]").length`, `(() => { const i = document.querySelector("main input[type=search]"); i.value = "bearings cracked"; i.dispatchEvent(new Event("input", {bubbles: true})); })()`},
		{"phone", radio, 390, 844, false, "true", `document.getElementById("u4").scrollIntoView()`},
		{"dark", "harbour-bridge/claims/bearings-cracked.html", 1180, 800, true, "true", ""},
	} {
		scheme := "light"
		if p.dark {
			scheme = "dark"
		}
		t.do(emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}),
			chromedp.EmulateViewport(p.width, p.height, chromedp.EmulateScale(1.5)))
		t.open("about.html")
		t.open(p.at)

		t.eval(p.ready)
		if p.prepare != "" {
			t.eval(p.prepare)
		}
		var shot []byte
		t.do(chromedp.Sleep(1500e6), chromedp.CaptureScreenshot(&shot))
		if err := os.WriteFile(filepath.Join(*readmePictures, p.name+".png"), few(b, shot), 0o644); err != nil {
			b.Fatal(err)
		}
	}
}

// few writes a picture with 256 colours: that which it has most of in each part of the colours, so that a thin red line stays red, then those which it has
// most of at all. Print on paper has few, and the file is a third.
func few(t testing.TB, shot []byte) []byte {
	img, err := png.Decode(bytes.NewReader(shot))
	if err != nil {
		t.Fatal(err)
	}
	n := map[color.RGBA]int{}
	r := img.Bounds()
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			n[color.RGBAModel.Convert(img.At(x, y)).(color.RGBA)]++
		}
	}
	var all []color.RGBA
	for c := range n {
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b color.RGBA) int {
		if n[a] != n[b] {
			return n[b] - n[a]
		}
		return int(a.R)<<16 + int(a.G)<<8 + int(a.B) - int(b.R)<<16 - int(b.G)<<8 - int(b.B)
	})
	palette, first := color.Palette{}, map[color.RGBA]bool{}
	for _, isFirst := range []bool{true, false} {
		for _, c := range all {
			part := color.RGBA{c.R >> 5, c.G >> 5, c.B >> 5, 0}
			if isFirst && !first[part] {
				first[part] = true
			} else if isFirst || slices.Contains(palette, color.Color(c)) {
				continue
			}
			if len(palette) < 256 {
				palette = append(palette, c)
			}
		}
	}
	out := image.NewPaletted(r, palette)
	near := map[color.RGBA]uint8{}
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			c := color.RGBAModel.Convert(img.At(x, y)).(color.RGBA)
			i, ok := near[c]
			if !ok {
				i = uint8(palette.Index(c))
				near[c] = i
			}
			out.SetColorIndex(x, y, i)
		}
	}
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, out); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
