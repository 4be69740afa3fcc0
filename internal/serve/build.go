package serve

import (
	"errors"
	"net/http"
	"path"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/lateral-reader/lateral/internal/diag"
)

// build is a site with the problems of the last try, as browsers see it. It does not change; the next one replaces it.
type build struct {
	site     Site   // nil: there was no good build yet
	problems string // the block that lists them, as HTML; "" where there are none
	replaced chan struct{}
	gone     atomic.Bool // the site makes no more files: what was found since is not to be used

	room chan struct{} // pages being made for streams: no more at once than there are processors

	mu     sync.Mutex
	memory map[string]func() known // by path of a request, or "file:" and the path of a file that a page uses
}

// known is the name of some bytes, and whether they were found.
type known struct {
	name  string
	found bool
}

// newBuild makes a build; stays tells that the site is of an earlier one, which the problems have nothing to do with.
func newBuild(site Site, problems []diag.Diagnostic, stays bool) *build {
	return &build{
		site:     site,
		problems: problemsBlock(problems, stays && site != nil),
		replaced: make(chan struct{}),
		room:     make(chan struct{}, runtime.GOMAXPROCS(0)),
		memory:   map[string]func() known{},
	}
}

// open opens a file of the site.
func (b *build) open(name string) ([]byte, bool, error) {
	data, ok, err := b.site.Open(name)
	if errors.Is(err, ErrReplaced) {
		b.gone.Store(true)
	}
	return data, ok, err
}

// answer is what a path gives in a build.
type answer struct {
	status  int
	kind    string // content type
	to      string // where it moved, with status 301
	body    []byte
	version string // two hashes with a hyphen between: all that the page is made of but style, and its style
	err     error  // why status is 500
}

// answer finds what the path of a request, as it was sent, gives. Nothing but a file of the build, a way to one, or a page that says why not.
func (b *build) answer(escaped string) answer {
	if b.site == nil {
		return b.message(http.StatusServiceUnavailable, "There is no page yet", "It comes by itself as soon as the site is built without errors.")
	}
	name, folder, ok := clean(escaped)
	if !ok {
		return b.notFound()
	}
	if folder {
		name = path.Join(name, "index.html")
	}
	switch data, ok, err := b.open(name); {
	case err != nil:
		return b.failed(err)
	case ok:
		return b.file(http.StatusOK, name, data)
	case folder:
		return b.notFound()
	}
	switch _, ok, err := b.open(name + "/index.html"); {
	case err != nil:
		return b.failed(err)
	case ok:
		to := escaped + "/" // begins with one slash and holds no second beside it: never another host
		return answer{status: http.StatusMovedPermanently, to: to, version: hash([]byte(to)) + "-"}
	}
	return b.notFound()
}

func (b *build) file(status int, name string, data []byte) answer {
	a := answer{status: status, kind: typeOf(name), body: data}
	if isPage(name) {
		a.body, a.version = b.dress(data, name, status)
	} else {
		a.version = hash(data) + "-"
	}
	return a
}

func (b *build) notFound() answer {
	data, ok, err := b.open("404.html")
	if err != nil {
		return b.failed(err)
	}
	if !ok {
		return b.message(http.StatusNotFound, "This page is not here", "The site has no file of that name.")
	}
	return b.file(http.StatusNotFound, "404.html", data)
}

func (b *build) failed(err error) answer {
	a := b.message(http.StatusInternalServerError, "This page could not be made", err.Error())
	a.err = err
	return a
}

func (b *build) message(status int, title, text string) answer {
	return b.file(status, "message.html", messagePage(title, text))
}

// version names what the page at a path is made of; a browser that shows another version has to load it again. A page is worked out once in a
// build, however many streams ask; what is not found is forgotten, so that no client fills the memory with names.
func (b *build) version(escaped string) string {
	v := b.once(escaped, func() known {
		b.room <- struct{}{}
		defer func() { <-b.room }()
		a := b.answer(escaped)
		return known{a.version, a.status == http.StatusOK}
	})
	if !v.found {
		b.mu.Lock()
		defer b.mu.Unlock()
		delete(b.memory, escaped)
	}
	return v.name
}

// hash names the bytes of a file that a page uses; a file that is not there has a name, too.
func (b *build) hash(name string) string {
	return b.once("file:"+name, func() known {
		data, ok, err := b.open(name)
		if err != nil || !ok {
			return known{"none", false}
		}
		return known{hash(data), true}
	}).name
}

func (b *build) once(key string, work func() known) known {
	b.mu.Lock()
	f := b.memory[key]
	if f == nil {
		f = sync.OnceValue(work)
		b.memory[key] = f
	}
	b.mu.Unlock()
	return f()
}
