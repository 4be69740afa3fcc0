package webpage

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"strings"
	"time"

	"github.com/lateral-reader/lateral/internal/diag"
	"github.com/lateral-reader/lateral/internal/pattern"
)

// archived is the page in a web archive (MHTML, RFC 2557).
type archived struct {
	page           []byte
	charset        string
	address, saved string
}

// IsArchive reports whether a file begins as a web archive does.
func IsArchive(head string) bool {
	head, _, _ = strings.Cut(strings.ReplaceAll(head, "\r\n", "\n"), "\n\n")
	low := strings.ToLower(head)
	return strings.Contains(low, "mime-version:") && strings.Contains(low, "multipart/related") && !strings.HasPrefix(low, "<")
}

// unpack finds the page in a web archive: the part that it names, else its first one of HTML. The other parts are pictures and styles.
func unpack(file string, data []byte) (archived, diag.Diagnostic, bool) {
	fail := func(what string) (archived, diag.Diagnostic, bool) {
		return archived{}, diag.Errorf(diag.Place{File: file}, "the web archive %s", what).WithHint("save the page as HTML"), false
	}
	m, err := mail.ReadMessage(bytes.NewReader(data))
	if err != nil {
		return fail("has no head that can be read")
	}
	_, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || params["boundary"] == "" {
		return fail("does not say where its parts end")
	}
	a := archived{address: webAddress(m.Header.Get("Snapshot-Content-Location"))}
	if t, err := mail.ParseDate(m.Header.Get("Date")); err == nil {
		a.saved = t.Format(time.RFC3339)
	}
	parts := multipart.NewReader(m.Body, params["boundary"])
	for {
		p, err := parts.NextRawPart()
		if err != nil {
			return fail("holds no page, or is cut off")
		}
		kind, params, _ := mime.ParseMediaType(p.Header.Get("Content-Type"))
		if kind != "text/html" && kind != "application/xhtml+xml" {
			continue
		}
		if a.page, err = io.ReadAll(plainPart(p, p.Header)); err != nil {
			return fail("is cut off")
		}
		a.charset = params["charset"]
		if u := webAddress(p.Header.Get("Content-Location")); u != "" && a.address == "" {
			a.address = u
		}
		return a, diag.Diagnostic{}, true
	}
}

// copyHost matches the hosts of archives that put copies of pages into pages of their own.
var copyHost = pattern.New(`(?i)^(?:https?://)?(?:www\.)?archive\.(?:today|is|ph|li|fo|vn|md)(?:/|$)`)

// copyOf matches the address of such a copy that has the original's in it.
var copyOf = pattern.New(`(?i)^https?://archive\.(?:today|is|ph|li|fo|vn|md)/(?:\d{8,14}|o/\w+)/(https?:/?/?\S+)$`)

// uncopied forgets the metadata that such an archive writes of its copy: its own name, its address and the time of copying.
func (p *page) uncopied() {
	site, _ := p.tag("og:site_name")
	at, _ := p.tag("og:url")
	canonical, _ := p.tag("link canonical")
	if !copyHost.MatchString(site.value) && !copyHost.MatchString(at.value) && !copyHost.MatchString(canonical.value) {
		return
	}
	for _, k := range []string{"og:site_name", "og:url", "link canonical", "article:published_time", "article:modified_time", "itemprop url", "itemprop datecreated", "itemprop datemodified", "itemprop datepublished"} {
		delete(p.meta.tags, k)
	}
	if s, ok := p.tag("link bookmark"); ok {
		if m := copyOf.FindStringSubmatch(s.value); m != nil {
			p.meta.tags["link canonical"] = []said{{line: s.line, value: m[1], by: "bookmark of the archive"}}
		}
	}
}

func plainPart(r io.Reader, h textproto.MIMEHeader) io.Reader {
	switch strings.ToLower(strings.TrimSpace(h.Get("Content-Transfer-Encoding"))) {
	case "quoted-printable":
		return quotedprintable.NewReader(r)
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, r)
	}
	return r
}
