package captions

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// What odd files of captions are made of.
var (
	oddHeaders = []string{"WEBVTT", "WEBVTT ", "WEBVTT - title", "\ufeffWEBVTT", "WEBVTT\tx", "WEBVTT\nKind: captions\nLanguage: en", "WEBVTTx", "webvtt", " WEBVTT", "", "WEBVTT\n00:00.000 --> 00:01.000\nin header", "WEBVTT\n-->"}
	oddTimes   = []string{"00:00:01.000", "00:01.000", "1:00:02.500", "00:00.000", "99:59.999", "00:60.000", "0:01.000", "00:01:02.03", "00:00:05,000", "123:00:00.000", "00:00:00.0000", " 00:03.000", "00:03.000\t", "-00:01.000", "00:61:01.000", "000:00:01.000", "00:00:1.000"}
	oddArrows  = []string{" --> ", "-->", " -->", "--> ", "\t-->\t", " -- > ", " ---> ", " --> --> "}
	oddLines   = []string{"We are here", "<v Ada Ruiz>We are here", "<v.loud Ada>Yes</v> and no", "<i>so</i> it is", "<b><i>x</b>y</i>", "a &amp; b &lt;c&gt; &nbsp; &lrm;x&rlm; &copy; &none; & &#65; &#x42;", "<c.red.small>red</c>", "<00:00:05.000>late",
		"<ruby>base<rt>over</rt></ruby>", "<lang en-GB>colour</lang>", "<unclosed tag", "< v x>blank", "<v>nobody", "<v\tAda>tab", "a < b", "a > b", "<>empty", "</v>end", "<v Ada &amp; Bo>both", "one<br>two", "-->", "x --> y", "<i", "&", "&lt", "&ltx;", "NOTE no note", "", "   ",
		"\x00nul", "naïve – 日本", "<v Ada>one\ntwo", "<v A>one</v><v B>two</v>", "<v.first.loud\nAda>x", "\u2028part", "&amp;amp;", "<v Ada", "</b", "<c.a.b\tx>y</c>", "{b}x{/b}", "<V Ada>x", `<font color="red">x</font>`}
	oddSettings = []string{"", " align:start", " position:10% line:5", "  size:50%\tregion:low", " nothing", "x"}
	oddNames    = []string{"1", "begin", "two words", "a-->b", "00:00"}
	oddBlocks   = []string{"NOTE a comment", "NOTE a\ncomment", "NOTE", "STYLE\n::cue { color: red }", "REGION\nid:low width:40%", "words alone", "1", "NOTE\n00:00.000 --> 00:01.000\nx"}
	oddBytes    = []string{"\x00", "<", ">", "&", "\n", "-->", "\t", " ", "\f", "\u00a0", ".", ":"}
)

// oddFile makes a file of captions in which much is as no program would write it.
func oddFile(r *rand.Rand) string {
	one := func(of []string) string { return of[r.IntN(len(of))] }
	likely := func(n int, of []string) []string {
		if r.IntN(4) > 0 {
			return of[:n]
		}
		return of
	}
	s := one(likely(6, oddHeaders)) + strings.Repeat("\n", 1+r.IntN(3))
	for range r.IntN(7) {
		if r.IntN(4) == 0 {
			s += one(oddBlocks)
		} else {
			if r.IntN(3) == 0 {
				s += one(oddNames) + "\n"
			}
			s += one(likely(5, oddTimes)) + one(likely(1, oddArrows)) + one(likely(5, oddTimes)) + one(oddSettings)
			for range r.IntN(4) {
				s += "\n" + one(oddLines)
			}
		}
		s += strings.Repeat("\n", 2-r.IntN(6)/5)
	}
	if r.IntN(6) == 0 {
		at := r.IntN(len(s) + 1)
		s = s[:at] + one(oddBytes) + s[at:]
	}
	return strings.ReplaceAll(strings.ToValidUTF8(s, "?"), "\n", []string{"\n", "\n", "\r\n", "\r"}[r.IntN(4)])
}

// timed is a cue as a browser sees it.
type timed struct {
	Start, End int64 // milliseconds
	Text       string
}

// TestVTTAsChromium holds that odd files of captions have the cues that a browser finds in them: the same times and the same words.
func TestVTTAsChromium(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser takes its time")
	}
	at, err := exec.LookPath("chromium")
	if err != nil {
		if slices.Contains(strings.Split(os.Getenv("LATERAL_REQUIRE"), ","), "browser") {
			t.Fatal("there is no Chromium")
		}
		t.Skip("there is no Chromium")
	}
	r := rand.New(rand.NewPCG(5, 8))
	files := make([]string, 400)
	for i := range files {
		files[i] = oddFile(r)
	}
	alloc, cancel := chromedp.NewExecAllocator(t.Context(), append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(at), chromedp.NoSandbox)...)
	defer cancel()
	page, cancel := chromedp.NewContext(alloc)
	defer cancel()
	in, _ := json.Marshal(files)
	var theirs [][]timed
	await := func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }
	if err := chromedp.Run(page, chromedp.Navigate("about:blank"), chromedp.Evaluate(fmt.Sprintf(readTracks, in), &theirs, await)); err != nil {
		t.Fatal(err)
	}
	refused, cues := 0, 0
	for i, file := range files {
		f, err := VTT(file)
		if err != nil {
			if refused++; theirs[i] != nil {
				t.Errorf("%q is refused: %v", file, err)
			}
			continue
		}
		ours := []timed{}
		for _, c := range f.Cues {
			ours = append(ours, timed{c.Start, c.End, c.Text()})
		}
		cues += len(ours)
		for _, cs := range [][]timed{ours, theirs[i]} { // a browser has them in the order of their times
			slices.SortStableFunc(cs, func(a, b timed) int {
				return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End), cmp.Compare(a.Text, b.Text))
			})
		}
		if theirs[i] == nil || !slices.Equal(ours, theirs[i]) {
			t.Errorf("%q\nhas  %v\nwant %v", file, ours, theirs[i])
		}
	}
	t.Logf("%d files, %d refused by both, %d cues", len(files), refused, cues)
	if refused < 10 || cues < 300 {
		t.Errorf("%d files are refused and %d cues found: too few to tell", refused, cues)
	}
}

// readTracks gives the cues of files, null for one that the browser does not take.
const readTracks = `(async files => {
	const out = [];
	for (const f of files) {
		const video = document.createElement('video'), track = document.createElement('track');
		video.append(track);
		document.body.append(video);
		const loaded = await new Promise(done => {
			track.onload = () => done(true);
			track.onerror = () => done(false);
			track.track.mode = 'hidden';
			track.src = URL.createObjectURL(new Blob([f], {type: 'text/vtt'}));
		});
		out.push(loaded ? [...track.track.cues].map(c => ({Start: Math.round(c.startTime * 1000), End: Math.round(c.endTime * 1000), Text: c.getCueAsHTML().textContent})) : null);
		video.remove();
	}
	return out;
})(%s)`
