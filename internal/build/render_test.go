package build

import (
	"context"
	"errors"
	"io"
	"sync"
	"testing"
	"time"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/output"
)

// made renders files that hold their own text.
func made(t *testing.T, files ...[2]string) (map[string]string, []diag.Diagnostic) {
	t.Helper()
	out := func(_ *corpus.Corpus, emit func(output.File)) error {
		for _, f := range files {
			emit(output.File{Path: f[0], Render: func(w io.Writer) error { _, err := io.WriteString(w, f[1]); return err }})
		}
		return nil
	}
	var mu sync.Mutex
	m := map[string]string{}
	ds, err := Render(t.Context(), &corpus.Corpus{}, []Output{out}, func(p string, data []byte) error {
		mu.Lock()
		defer mu.Unlock()
		m[p] = string(data)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return m, ds
}

func TestRenderReplacesWhatHTMLForbids(t *testing.T) {
	m, ds := made(t, [2]string{"a.html", "<p>a\x01\u0092\ufffe\xff\tb\n"}, [2]string{"a.bin", "\x01\xff"})
	if got := m["a.html"]; got != "<p>a\ufffd\ufffd\ufffd\ufffd\tb\n" || m["a.bin"] != "\x01\xff" || len(ds) > 0 {
		t.Errorf("%q %q %v", got, m["a.bin"], ds)
	}
}

// TestPrintable puts what is forbidden at every place of a text that is looked at eight bytes at once.
func TestPrintable(t *testing.T) {
	const text = "<p>Words of ours, with “marks”,\n\tand more.</p>\n"
	if got := printable([]byte(text)); string(got) != text {
		t.Errorf("%q became %q", text, got)
	}
	for at := range text {
		for _, bad := range []string{"\x00", "\x1f", "\x7f", "\u0085", "\ufdd0", "\uffff", "\xff"} {
			if got, want := string(printable([]byte(text[:at]+bad+text[at:]))), text[:at]+"\ufffd"+text[at:]; got != want {
				t.Errorf("%q at %d: %q", bad, at, got)
			}
		}
	}
}

func TestRenderRefusesNamesThatNotEverySystemHolds(t *testing.T) {
	for _, names := range [][2]string{{"static/A.css", "static/a.css"}, {"x", "static/con"}, {"x", "static/LPT1.css"}, {"x", "s/a:b"}, {"x", "s./b"}, {"x", "s/b "}, {"x", "s/\n"}, {"x", "s/\xff"}} {
		if _, ds := made(t, [2]string{names[0], ""}, [2]string{names[1], ""}); !diag.HasErrors(ds) {
			t.Errorf("%q: no message", names)
		}
	}
	if _, ds := made(t, [2]string{"static/Conrad.png", ""}, [2]string{"static/é (1).css", ""}, [2]string{"c/index.html", ""}); len(ds) > 0 {
		t.Error(ds)
	}
}

// TestRenderEnds renders a file that never ends by itself.
func TestRenderEnds(t *testing.T) {
	ctx, stop := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer stop()
	_, err := Render(ctx, &corpus.Corpus{}, []Output{func(_ *corpus.Corpus, emit func(output.File)) error {
		emit(output.File{Path: "a.html", Render: func(w io.Writer) error {
			for {
				if _, err := io.WriteString(w, "x"); err != nil {
					return err
				}
			}
		}})
		return nil
	}}, func(string, []byte) error { return nil })
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
}
