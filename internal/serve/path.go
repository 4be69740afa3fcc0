package serve

import (
	"io/fs"
	"net/url"
	"path"
	"strings"
)

// clean turns the path of a request, as it was sent, into the slash path of a file, or of a folder ("" is the root). It decodes once. Whatever no
// build would call a file is refused here, before anybody looks for it: the site may be a folder on a disk that reads
// names in its own way.
func clean(escaped string) (file string, folder, ok bool) {
	if len(escaped) > maxPath || !strings.HasPrefix(escaped, "/") {
		return "", false, false
	}
	if low := strings.ToLower(escaped); strings.Contains(low, "%2f") || strings.Contains(low, "%5c") {
		return "", false, false // a separator in disguise: relative links on the page would lead elsewhere
	}
	p, err := url.PathUnescape(escaped[1:])
	if err != nil {
		return "", false, false
	}
	if p == "" {
		return "", true, true
	}
	p, folder = strings.CutSuffix(p, "/")
	return p, folder, plainName(p)
}

// plainName reports whether p is a slash path that means one file on every system: nothing hidden, no way up, no drive, no stream of Windows, no
// ending that Windows drops, valid UTF-8.
func plainName(p string) bool {
	if !fs.ValidPath(p) || strings.ContainsFunc(p, func(r rune) bool { return r < ' ' || r == 0x7f || r == '\\' || r == ':' }) {
		return false
	}
	for part := range strings.SplitSeq(p, "/") {
		if strings.HasPrefix(part, ".") || strings.HasSuffix(part, ".") || strings.HasSuffix(part, " ") {
			return false
		}
	}
	return true
}

// types is the content type of each ending. The system's table is never asked: it differs from machine to machine.
var types = map[string]string{
	".html": "text/html; charset=utf-8", ".htm": "text/html; charset=utf-8",
	".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".mjs": "text/javascript; charset=utf-8",
	".txt": "text/plain; charset=utf-8", ".md": "text/markdown; charset=utf-8", ".csv": "text/csv; charset=utf-8",
	".tsv": "text/tab-separated-values; charset=utf-8", ".vtt": "text/vtt; charset=utf-8", ".srt": "text/plain; charset=utf-8",
	".yaml": "text/plain; charset=utf-8", ".yml": "text/plain; charset=utf-8", ".xml": "text/xml; charset=utf-8",
	".json": "application/json", ".jsonld": "application/ld+json", ".map": "application/json", ".webmanifest": "application/manifest+json",
	".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp",
	".avif": "image/avif", ".ico": "image/x-icon", ".woff": "font/woff", ".woff2": "font/woff2", ".ttf": "font/ttf", ".otf": "font/otf",
	".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".ogg": "audio/ogg", ".opus": "audio/ogg", ".wav": "audio/wav", ".mp4": "video/mp4", ".webm": "video/webm",
	".pdf": "application/pdf", ".epub": "application/epub+zip", ".zip": "application/zip", ".wasm": "application/wasm",
}

// typeOf gives the content type of a file by its name; what is not known is bytes to be kept, never shown.
func typeOf(name string) string {
	if t := types[strings.ToLower(path.Ext(name))]; t != "" {
		return t
	}
	return "application/octet-stream"
}

func isPage(name string) bool { return strings.HasPrefix(typeOf(name), "text/html") }
